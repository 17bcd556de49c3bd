"""Text of files that other programs wrote: editors put a mark of the encoding first, or write UTF-16."""

from __future__ import annotations

import codecs
import json
from typing import Final

MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What the mark of UTF-8 (byte-order mark) reads as, where nobody takes it off."""


def text_of_start(data: bytes) -> str:
    """The text at the start of a file, without its mark; a character that is cut at the end is left out.

    UTF-16 where its mark stands first, else UTF-8. Raises UnicodeDecodeError.
    """
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    return codecs.getincrementaldecoder(encoding)().decode(data)


def json_bytes(data: bytes) -> bytes:
    """A JSON file in UTF-8 without a mark, whichever of Unicode's encodings it is in; as it is where it is in none."""
    encoding = json.detect_encoding(data)
    if encoding == "utf-8":
        return data
    try:
        return data.decode(encoding).encode()
    except UnicodeError:
        return data
