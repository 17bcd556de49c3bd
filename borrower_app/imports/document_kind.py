"""What kind of document a file is, by what it begins with: PDF, a page of markup, a picture."""

from __future__ import annotations

from typing import Final

_PDF: Final = b"%PDF-"
_LATEST_START: Final = 1024
"""Readers of PDF look for the beginning within the first kilobyte."""
_BEFORE_MARKUP: Final = b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_PHOTO_BOXES: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"jpeg")
"""Names that photos of telephones carry at their eighth byte."""


def is_pdf(content: bytes) -> bool:
    """Whether a reader of PDF would open it."""
    return _PDF in content[:_LATEST_START]


def is_markup(content: bytes) -> bool:
    """A page as HTML or XML, in UTF-8 or UTF-16: what many banks send under the name .xls."""
    return content[:_LATEST_START].lstrip(_BEFORE_MARKUP).startswith(b"<")


def is_picture(content: bytes) -> bool:
    """JPEG, PNG, GIF, TIFF, BMP, WebP, HEIC or AVIF. A text may begin with BM: what is one is no picture."""
    start = content[:64]
    if start.startswith(b"BM"):
        return b"\0" in start
    if start.startswith(_PICTURES):
        return True
    return (start[:4] == b"RIFF" and start[8:12] == b"WEBP") or (start[4:8] == b"ftyp" and start[8:12] in _PHOTO_BOXES)
