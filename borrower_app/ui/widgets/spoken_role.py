"""What a screen reader takes a widget for, where Qt would not know: a heading, a page, a group, a link in a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

SpokenRole = Literal["heading", "page", "group", "link", "list"]

_ROLES: Final = {
    "heading": QAccessible.Role.Heading,
    "page": QAccessible.Role.Pane,
    "group": QAccessible.Role.Grouping,
    "link": QAccessible.Role.Link,
    "list": QAccessible.Role.List,
}
_PROPERTY: Final = "spoken"
_installed: list[Callable[[str, QObject], QAccessibleInterface | None]] = []


def speak_as(widget: QWidget, role: SpokenRole) -> None:
    """From now on screen readers take the widget for this. A link has to have a method `press`."""
    widget.setProperty(_PROPERTY, role)
    if not _installed:
        # Asked by Qt only when somebody listens: without a screen reader this costs nothing.
        _installed.append(_interface_of)
        QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    role = thing.property(_PROPERTY) if thing is not None else None
    if not isinstance(thing, QWidget) or role not in _ROLES:
        return None
    return _Link(thing) if role == "link" else QAccessibleWidget(thing, _ROLES[cast(SpokenRole, role)])


class _Link(QAccessibleWidget):
    """A link that can be followed by voice or by any other program."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Link)

    def actionNames(self) -> list[str]:
        """Press it, go to it."""
        return [QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.setFocusAction()]

    def doAction(self, name: str) -> None:
        """Press: what the link does."""
        press = getattr(self.widget(), "press", None)
        if name == QAccessibleActionInterface.pressAction() and callable(press):
            press()
        else:
            super().doAction(name)
