"""Typing Chinese: what Qt is told before its application object exists, for every way a desktop is set up."""

from __future__ import annotations

import pytest

from borrower_app.application.desktop.input_method import SEVERAL, make_input_work, parts_of_qt

PARTS = frozenset({"compose", "ibus", "qtvirtualkeyboard"})
X11 = {"DISPLAY": ":1"}
INSTEAD = "ibus;compose"


@pytest.mark.parametrize(
    ("environment", "lacking", "several"),
    [
        ({**X11, "QT_IM_MODULE": "fcitx"}, "fcitx", INSTEAD),
        ({**X11, "QT_IM_MODULE": "fcitx5", "WAYLAND_DISPLAY": "wayland-0"}, "fcitx5", INSTEAD),
        ({**X11, "QT_IM_MODULES": "fcitx;uim"}, "fcitx", INSTEAD),
        ({**X11, "XMODIFIERS": "@im=fcitx"}, "fcitx", INSTEAD),
        ({**X11, "XMODIFIERS": "@im=ibus"}, "", INSTEAD),
        (X11, "", INSTEAD),
        ({**X11, "QT_IM_MODULE": ""}, "", INSTEAD),
        ({**X11, "QT_IM_MODULE": "ibus"}, "", None),
        ({**X11, "QT_IM_MODULE": "compose"}, "", None),
        ({**X11, "QT_IM_MODULE": "xim"}, "", None),
        ({**X11, "QT_IM_MODULES": "wayland;fcitx;ibus"}, "", "wayland;fcitx;ibus"),
        ({**X11, "WAYLAND_DISPLAY": "wayland-0"}, "", None),
        ({}, "", None),
    ],
)
def test_what_works_is_taken_and_what_is_missing_is_named(
    environment: dict[str, str], lacking: str, several: str | None
) -> None:
    told = dict(environment)
    assert make_input_work(told, PARTS) == lacking
    assert told.get(SEVERAL) == several
    # What Qt would read first does not stand in the way of it.
    assert several != INSTEAD or "QT_IM_MODULE" not in told


def test_a_qt_that_has_the_part_keeps_it() -> None:
    told = {**X11, "QT_IM_MODULE": "fcitx"}
    assert make_input_work(told, {*PARTS, "fcitx"}) == ""
    assert told == {**X11, "QT_IM_MODULE": "fcitx"}


def test_without_ibus_nothing_is_changed() -> None:
    told = {**X11, "QT_IM_MODULE": "fcitx"}
    assert make_input_work(told, {"compose"}) == ""
    assert told == {**X11, "QT_IM_MODULE": "fcitx"}


def test_the_wheel_of_linux_has_ibus() -> None:
    assert {"ibus", "compose"} <= parts_of_qt()
