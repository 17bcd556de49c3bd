"""How everything looks and speaks at one moment, as one immutable value that each widget receives when it is built.

A switch of language, theme or text size makes a new Look and the views are built again; nothing is patched in place.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct
from PySide6.QtGui import QColor, QFont

from borrower_app.language import Language
from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.fonts import FAMILY
from borrower_app.ui.theme.tokens import Colours, Scheme, tokens

TypeRole = Literal["caption", "body", "body_strong", "lead", "title", "section", "headline", "figure"]

_STRONG_ROLES = {"body_strong", "title", "section", "headline", "figure"}


@cache
def _font(pixels: int, bold: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Look(Struct, frozen=True):
    """Scheme, text size (per cent, 100 to 200) and language."""

    scheme: Scheme
    text_scale: int
    language: Language
    reduced_motion: bool = False

    @property
    def colours(self) -> Colours:
        """The colours of this scheme."""
        return tokens().colours(self.scheme)

    def colour(self, name: str) -> QColor:
        """A colour by its token name."""
        return QColor(getattr(self.colours, name))

    def px(self, size: float) -> int:
        """A size at 100 % in pixels at this text size: for type and what must grow with it."""
        return round(size * self.text_scale / 100)

    def gap(self, size: int) -> int:
        """A space in pixels: grows half as fast as the text, so that 200 % keeps room for words."""
        return round(size * (100 + (self.text_scale - 100) / 2) / 100)

    def type_size(self, role: TypeRole) -> int:
        """The pixel height of a type role at this text size.

        Headlines and figures are large already: they grow with 0.7 of the step, so that at 200 % the next step stays
        in view.
        """
        if role in ("headline", "figure"):
            size = tokens().type.headline if role == "headline" else tokens().type.figure
            return round(size * (100 + (self.text_scale - 100) * 0.7) / 100)
        return self.px(tokens().type.lead if role == "section" else getattr(tokens().type, role))

    def font(self, role: TypeRole, strong: bool | None = None) -> QFont:
        """The font of a type role; `strong` overrides the role's own weight."""
        bold = role in _STRONG_ROLES if strong is None else strong
        # A copy: whoever gets it may go on and change it.
        return QFont(_font(self.type_size(role), bold))

    def tone_ink(self, tone: Tone) -> QColor:
        """The colour of words and icons of a tone."""
        return self.colour("ink_soft" if tone == "plain" else tone)

    def tone_soft(self, tone: Tone) -> QColor:
        """The background that belongs to a tone."""
        return self.colour("sunken" if tone == "plain" else f"{tone}_soft")
