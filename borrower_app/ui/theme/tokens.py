"""The design tokens as typed values: one source for every colour, size and space of the interface."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import msgspec
from msgspec import Struct

from borrower_app import resource_files

Scheme = Literal["light", "dark"]
NAME: Final = "theme/tokens.json"


class Colours(Struct, frozen=True, kw_only=True):
    """One scheme's colours as `#RRGGBB`. `*_soft` are backgrounds for text of the same name."""

    canvas: str
    surface: str
    sunken: str
    line: str
    control_line: str
    ink: str
    ink_soft: str
    ink_faint: str
    accent: str
    accent_ink: str
    accent_soft: str
    good: str
    good_soft: str
    caution: str
    caution_soft: str
    bad: str
    bad_soft: str
    focus: str
    chart_principal: str
    chart_interest: str


class Radius(Struct, frozen=True, kw_only=True):
    """Corner radii in logical pixels at 100 %."""

    control: int
    card: int
    pill: int


class TypeScale(Struct, frozen=True, kw_only=True):
    """Font sizes in logical pixels at 100 %."""

    caption: int
    body: int
    body_strong: int
    lead: int
    title: int
    headline: int
    figure: int


class Weights(Struct, frozen=True, kw_only=True):
    """Font weights, 100 to 900."""

    regular: int
    medium: int
    strong: int


class Tokens(Struct, frozen=True, kw_only=True):
    """All tokens. Sizes are logical pixels at 100 % text size."""

    note: str
    light: Colours
    dark: Colours
    space: tuple[int, ...]
    radius: Radius
    type: TypeScale
    line_height: float
    weights: Weights
    control_height: int
    primary_button_height: int
    rail_width: int
    rail_width_compact: int
    content_width: int
    row_height: int

    def colours(self, scheme: Scheme) -> Colours:
        """The colours of one scheme."""
        return self.dark if scheme == "dark" else self.light


@cache
def tokens() -> Tokens:
    """The shipped tokens; raises msgspec.DecodeError when the installation was tampered with."""
    return msgspec.json.decode(resource_files.read_bytes(NAME), type=Tokens)
