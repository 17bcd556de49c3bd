"""Tokens keep the contrast they promise; a switch of theme, size or language makes one new look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPalette, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borrower_app import resource_files
from borrower_app.language import Language
from borrower_app.ui.theme.fonts import FAMILY
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.stylesheet import stylesheet_of
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.theme.tokens import Colours, tokens

TEXT_PAIRS = [
    (ink, field)
    for ink, fields in {
        "ink": ("canvas", "surface", "sunken", "accent_soft", "bad_soft", "caution_soft"),
        "ink_soft": ("canvas", "surface", "sunken"),
        "ink_faint": ("canvas", "surface"),
        "accent": ("surface", "canvas", "accent_soft"),
        "accent_ink": ("accent",),
        "good": ("surface", "good_soft"),
        "caution": ("surface", "caution_soft"),
        "bad": ("surface", "bad_soft"),
        "surface": ("bad",),
    }.items()
    for field in fields
]
CONTROL_PAIRS = [
    ("control_line", "surface"),
    ("control_line", "canvas"),
    ("focus", "surface"),
    ("focus", "canvas"),
    ("focus", "accent_soft"),
    ("accent", "sunken"),
    ("good", "surface"),
    ("bad", "surface"),
    ("caution", "surface"),
    ("chart_principal", "surface"),
    ("chart_interest", "surface"),
]


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of `#RRGGBB`."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_by_the_published_examples() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "field"), TEXT_PAIRS)
def test_text_has_contrast(scheme: str, ink: str, field: str) -> None:
    colours: Colours = getattr(tokens(), scheme)
    assert contrast(getattr(colours, ink), getattr(colours, field)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("control", "field"), CONTROL_PAIRS)
def test_controls_have_contrast(scheme: str, control: str, field: str) -> None:
    colours: Colours = getattr(tokens(), scheme)
    assert contrast(getattr(colours, control), getattr(colours, field)) >= 3


def test_one_switch_is_one_change(make_theme: Callable[..., Theme], qtbot: QtBot, qapp: QApplication) -> None:
    theme = make_theme()
    seen: list[Look] = []
    theme.changed.connect(seen.append)
    theme.choose("dark", 150, Language("en"))
    assert [(look.scheme, look.text_scale, look.language.code) for look in seen] == [("dark", 150, "en")]
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == tokens().dark.canvas
    theme.choose("dark", 150, Language("en"))
    assert len(seen) == 1


@pytest.mark.parametrize("scale", [99, 201])
def test_text_size_has_bounds(make_theme: Callable[..., Theme], scale: int) -> None:
    with pytest.raises(ValueError, match="between 100 and 200"):
        make_theme().choose(text_scale=scale)


def test_style_sheet_uses_only_tokens(make_theme: Callable[..., Theme]) -> None:
    theme = make_theme()
    sheet = stylesheet_of(theme.look)
    for word in sheet.replace(";", " ").split():
        if word.startswith("#") and len(word) == 7:
            assert word in {getattr(tokens().light, name) for name in tokens().light.__struct_fields__}


def test_bundled_font_is_used_and_its_figures_are_equally_wide(make_theme: Callable[..., Theme]) -> None:
    look = make_theme().look
    for strong in (False, True):
        font = look.font("body", strong)
        assert QFontInfo(font).family() == FAMILY
        assert QFontInfo(font).weight() == (QFont.Weight.Bold if strong else QFont.Weight.Normal)
        metrics = QFontMetrics(font)
        assert len({metrics.horizontalAdvance(digit * 10) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("file", sorted(resource_files.path_of("fonts").glob("*.otf")), ids=lambda file: file.stem)
def test_every_word_of_the_app_can_be_drawn_in_both_weights(file: Path) -> None:
    """A missing character is an empty box on a computer without Chinese fonts: any word may stand in a heading."""
    font = QRawFont(str(file), 16)
    texts = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("locale/zh_CN", "reason-codes", "lenders")
        for path in resource_files.path_of(folder).iterdir()
        if path.suffix in (".po", ".csv", ".json")
    )
    missing = {
        character for character in texts if character.isprintable() and not font.supportsCharacter(ord(character))
    }
    assert missing == set()
