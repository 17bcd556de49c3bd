"""F-7: several people use this computer; whose loans shall be shown? Asked before anything of anybody's is opened."""

from __future__ import annotations

from collections.abc import Sequence

from borrower_app.debits.quoting import quoted
from borrower_app.language import Language
from borrower_app.presentation.frame.views import StatusWords
from borrower_app.presentation.intents import ChooseFolder, Quit
from borrower_app.presentation.people.views import WhoseView
from borrower_app.presentation.words.parts import Action


def nothing_open(language: Language) -> StatusWords:
    """The status line beside the question at the start."""
    return StatusWords(language.say("Nothing is open yet"), "plain", "lock", page_code=language.say("Screen"))


def whose_view(names: Sequence[str], language: Language) -> WhoseView:
    """The page; a folder without a name is called by its place."""
    say = language.say

    def words(number: int, name: str) -> str:
        if name:
            return quoted(name)
        return say("The first person here") if number == 0 else say("Person {number}", number=number + 1)

    return WhoseView(
        title=say("Whose loans do you want to see?"),
        told=say("Each person has a folder of their own on this computer. Nothing of the others is opened or shown."),
        people=tuple(
            Action(words(number, name), ChooseFolder(number), icon="person") for number, name in enumerate(names)
        ),
        leave=Action(say("Close the app"), Quit()),
    )
