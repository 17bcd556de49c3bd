"""Opaque cursors: where a pull stands, signed with the ledger's own secret so that they survive a restart."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass

from borrower_app.contract.problems import ProblemType
from borrower_app.sandbox.exchange import refuse

_FORMAT = ">QQQ"
_MAC_BYTES = 10


@dataclass(frozen=True, slots=True)
class Cursor:
    """A pull that shows the books as of `target`, changed since `base` (0: a full snapshot), sent up to `position`."""

    base: int
    target: int
    position: int


def _mac(secret: bytes, payload: bytes) -> bytes:
    return hmac.new(secret, b"cursor" + payload, hashlib.sha256).digest()[:_MAC_BYTES]


def encode(secret: bytes, cursor: Cursor) -> str:
    """The text that goes over the wire."""
    payload = struct.pack(_FORMAT, cursor.base, cursor.target, cursor.position)
    return base64.urlsafe_b64encode(payload + _mac(secret, payload)).decode().rstrip("=")


def decode(secret: bytes, text: str) -> Cursor:
    """Read a cursor back; raises Refusal (cursor-refused) for one that this ledger did not give."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refuse(ProblemType.CURSOR_REFUSED) from None
    payload, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if len(payload) != struct.calcsize(_FORMAT) or not hmac.compare_digest(mac, _mac(secret, payload)):
        raise refuse(ProblemType.CURSOR_REFUSED)
    return Cursor(*struct.unpack(_FORMAT, payload))
