"""The body of an answer: read piece by piece and unpacked within a bound, so that no answer takes memory we did not
choose. The library would unpack a whole piece at once: 64 KiB became 64 MiB, and a body packed twice 1,000 times that.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Final

import requests

from borrower_app.failures import BadServerData, FailureCode

_STEP: Final = 65_536
_WINDOWS: Final = {"gzip": 31, "deflate": 15}
"""How zlib is told which frame is around the packed bytes."""


def read_body(response: requests.Response, names: Mapping[str, str], most: int) -> bytes:
    """The whole body, unpacked; header names are lower case. Raises BadServerData, above `most` bytes too.

    A body without a stated end could have been cut anywhere and is refused.
    """
    if response.status_code in (204, 304):
        return b""
    chunked = names.get("transfer-encoding", "").lower() == "chunked"
    if not chunked and not names.get("content-length", "").isdigit():
        raise BadServerData(FailureCode.BAD_ANSWER, "neither length nor chunks")
    content = bytearray()
    for piece in _unpacked(_received(response, most), names.get("content-encoding", "").strip().lower()):
        content += piece
        if len(content) > most:
            raise BadServerData(FailureCode.ANSWER_TOO_LARGE)
    return bytes(content)


def _received(response: requests.Response, most: int) -> Iterator[bytes]:
    """The bytes as they come over the line, still packed."""
    size = 0
    for piece in response.raw.stream(_STEP, decode_content=False):
        size += len(piece)
        if size > most:
            raise BadServerData(FailureCode.ANSWER_TOO_LARGE)
        yield piece


def _unpacked(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    if coding in ("", "identity"):
        yield from pieces
        return
    if coding not in _WINDOWS:
        raise BadServerData(FailureCode.BAD_ANSWER, "packed in a way that was not asked for")
    packing = zlib.decompressobj(_WINDOWS[coding])
    something = False
    try:
        for piece in pieces:
            something = True
            yield from _inflated(packing, piece)
    except zlib.error as error:
        raise BadServerData(FailureCode.BAD_ANSWER, "not packed as it says") from error
    if something and (not packing.eof or packing.unused_data):
        raise BadServerData(FailureCode.BAD_ANSWER, "packed bytes that do not end where they should")


def _inflated(packing: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    """What a piece unpacks to, never more than a step at a time."""
    while True:
        out = packing.decompress(piece, _STEP)
        yield out
        piece = packing.unconsumed_tail
        if packing.eof or (len(out) < _STEP and not piece):
            return
