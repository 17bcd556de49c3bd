"""What another program put into the clipboard, as far as it may be a table: its page and its text, nothing else."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def copied_table() -> tuple[str, str]:
    """The HTML and the plain text on the clipboard; empty where there is none. From the UI thread."""
    data = QGuiApplication.clipboard().mimeData()
    return (data.html() if data.hasHtml() else ""), (data.text() if data.hasText() else "")
