"""Characters that no font of this computer can draw: their code is printed instead, so that none is lost.

The bundled font holds the usual characters; for others Qt takes a font of the system. Where none has the character,
Qt would draw an empty box, and what is copied from the file would say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from PySide6.QtGui import QFont, QTextLayout


def drawable(text: str, font: QFont) -> str:
    """The text with each character that can't be drawn as `[U+20BB7]`. Needs a running QGuiApplication."""
    rare = {sign for sign in set(text) if not sign.isascii() and not _is_drawn(sign, font.family())}
    if not rare:
        return text
    return re.sub("[" + re.escape("".join(sorted(rare))) + "]", lambda found: f"[U+{ord(found.group()):04X}]", text)


@cache
def _is_drawn(sign: str, family: str) -> bool:
    # Marks, joiners and spaces have no picture of their own; glyph 0 is the box for "not in this font".
    if unicodedata.category(sign) in {"Mn", "Me", "Cf", "Zs", "Zl", "Zp", "Cc"}:
        return True
    layout = QTextLayout(sign, QFont(family))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and all(glyph != 0 for run in runs for glyph in run.glyphIndexes())
