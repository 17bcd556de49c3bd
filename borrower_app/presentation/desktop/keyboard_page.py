"""T-2: what the page is from which F1 was pressed, and every key of the app."""

from __future__ import annotations

from borrower_app.language import Language
from borrower_app.presentation.desktop.page_purposes import PURPOSES
from borrower_app.presentation.desktop.shortcuts import SHORTCUTS
from borrower_app.presentation.desktop.views import KeyboardView, KeyRow
from borrower_app.presentation.intents import GoBack
from borrower_app.presentation.words.parts import Action


def keyboard_view(about: str, language: Language) -> KeyboardView:
    """The page; `about` is the code of a screen, empty where only the keys were asked for."""
    say = language.say
    purpose = PURPOSES.get(about)
    return KeyboardView(
        title=say("Help and keys"),
        about_title=say("Screen {code}", code=about) if purpose is not None else "",
        about=purpose(language) if purpose is not None else "",
        keys_title=say("All keys"),
        keys=tuple(KeyRow(one.keys, one.words(language)) for one in SHORTCUTS),
        fields_title=say("On every page"),
        fields=(
            say("Tab goes to the next control, Shift+Tab back; Enter or Space presses it."),
            say("Of several choices beside each other Tab reaches the chosen one; the arrow keys choose another."),
            say("In tables the arrow keys choose a row; Enter opens the debit behind it, where there is one."),
            say("Words are marked with the mouse, or with a double click, and copied with the key above."),
        ),
        back=Action(say("Back"), GoBack()),
    )
