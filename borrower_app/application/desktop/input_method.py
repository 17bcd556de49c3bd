"""Typing Chinese: the part of Qt that talks to the input method, chosen before the application object exists.

Qt's wheel has the parts `compose` and `ibus`. Whoever uses fcitx says so in `QT_IM_MODULE` or `XMODIFIERS`, and Qt
would then type nothing at all; fcitx5 answers to IBus's protocol as well, so that one is taken instead.
"""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from pathlib import Path
from typing import Final

ONE: Final = "QT_IM_MODULE"
SEVERAL: Final = "QT_IM_MODULES"
_BEFORE: Final = "XMODIFIERS"
_INSTEAD: Final = "ibus"
_NO_METHOD: Final = frozenset({"", "none", "xim", "simple", "compose"})


def make_input_work(environment: MutableMapping[str, str], parts: Collection[str]) -> str:
    """Set what Qt reads so that typing works; the name of the input method that has no part of its own, or nothing.

    `parts` are the names of the parts that Qt has. With nothing said and no compositor of its own (bare X11) IBus is
    tried first; where none answers Qt goes on to `compose` by itself.
    """
    if _INSTEAD not in parts:
        return ""
    several = [name for name in environment.get(SEVERAL, "").split(";") if name]
    wanted = several or [name for name in [environment.get(ONE, "")] if name]
    if wanted:
        if any(name in parts or name in _NO_METHOD or name == "wayland" for name in wanted):
            return ""
        _take_instead(environment)
        return wanted[0]
    if environment.get("WAYLAND_DISPLAY") or not environment.get("DISPLAY"):
        # The compositor passes on what is typed.
        return ""
    _take_instead(environment)
    name = environment.get(_BEFORE, "").partition("@im=")[2]
    return "" if name in _NO_METHOD or name in parts else name


def _take_instead(environment: MutableMapping[str, str]) -> None:
    environment.pop(ONE, None)
    environment[SEVERAL] = f"{_INSTEAD};compose"


def parts_of_qt() -> frozenset[str]:
    """The names of the parts beside the Qt that is installed. Reads a folder; Qt itself need not be imported."""
    import importlib.util

    found = importlib.util.find_spec("PySide6")
    places = found.submodule_search_locations if found is not None else None
    names = set()
    for place in places or ():
        for file in (Path(place) / "Qt" / "plugins" / "platforminputcontexts").glob("lib*.so"):
            names.add(file.name.removeprefix("lib").partition("platforminputcontext")[0])
    return frozenset(names)
