"""What is asked for of the desktop around the pages: the clipboard, the input method, the end of the app."""

from __future__ import annotations

from borrower_app.presentation.intent_base import Intent


class CopyText(Intent, frozen=True):
    """Put a text of the page into the clipboard, e.g. a number to read out; never a masked or secret one."""

    text: str


class SawInputMethod(Intent, frozen=True):
    """How this computer's input method is reached was read; it is not said again."""


class QuitAnyway(Intent, frozen=True):
    """Close and lose what is kept nowhere: the question was asked."""


DesktopIntent = CopyText | SawInputMethod | QuitAnyway
