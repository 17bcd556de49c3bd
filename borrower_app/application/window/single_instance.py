"""One window a data folder: the holder of the folder's lock listens here; a second start asks it to come to the front.

The lock itself belongs to the store (`filelock`); this is only the bell. The socket is named by a hash of the folder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

RAISE: Final = b"raise\n"
_PATIENCE_MS: Final = 1000


def bell_name(data_dir: Path) -> str:
    """The local socket's name for a data folder: same folder, same name, no path in it."""
    return "borrower-app-" + hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:24]


class RaiseServer(QObject):
    """Listens while the folder's lock is held; `asked` says that somebody started the app again."""

    asked = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        self._name = bell_name(data_dir)

    def listen(self) -> bool:
        """Begin to listen, only while holding the lock: takes away a dead process's socket. False = can't."""
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._server.close()

    def _on_connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        words = bytes(socket.read(64).data())
        if words.startswith(RAISE.strip()):
            self.asked.emit()
        socket.disconnectFromServer()


def ask_to_raise(data_dir: Path) -> bool:
    """Ring the first window's bell; True when it was heard. The caller then exits with 14."""
    socket = QLocalSocket()
    socket.connectToServer(bell_name(data_dir))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(RAISE)
    heard = socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(_PATIENCE_MS)
    return heard
