"""The question at the start, where several people have a folder on this computer: before any of them is opened."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from borrower_app.application.people.folders import PersonFolder
from borrower_app.application.window.pages import PAGE_OF
from borrower_app.language import Language
from borrower_app.presentation.contact_status.views import ContactLineView
from borrower_app.presentation.frame.opening import title_of
from borrower_app.presentation.intents import Address, ChooseFolder, Intent, Quit
from borrower_app.presentation.people.whose import nothing_open, whose_view
from borrower_app.settings import Settings
from borrower_app.ui.page_source import Chrome, PageContent, shown
from borrower_app.ui.pages.people.whose import whose_page
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.window import Window

WHOSE = Address("F-7")


class ChoiceSource:
    """A PageSource with this one page."""

    def __init__(self, people: Sequence[PersonFolder]) -> None:
        self._names = [person.name for person in people]

    def page(self, _address: Address, language: Language) -> PageContent:
        """Whatever is asked for, it is this question."""
        return shown(whose_view(self._names, language), whose_page, PAGE_OF[WHOSE.code].title(language))

    def contact_line(self, _address: Address, _language: Language) -> ContactLineView | None:
        """No lender is known here."""
        return None

    def broken(self, address: Address, error: Exception, language: Language) -> PageContent:
        """Told by whoever looks after the process."""
        sys.excepthook(type(error), error, error.__traceback__)
        return self.page(address, language)

    def chrome(self, language: Language) -> Chrome:
        """Nothing of anybody's is there yet."""
        return Chrome(title_of(language), nothing_open(language), (), {}, "bare")


class FolderChoice:
    """The window with the question. `chosen` is the answer; None as long as there is none, or it was closed."""

    def __init__(self, people: Sequence[PersonFolder], settings: Settings) -> None:
        self._people = people
        self.chosen: PersonFolder | None = None
        theme = Theme(Language(settings.language), settings.theme, settings.text_scale, settings.reduced_motion)
        self.window = Window(ChoiceSource(people), theme, WHOSE)
        self.window.intended.connect(self._answer)

    def _answer(self, intent: Intent) -> None:
        if isinstance(intent, ChooseFolder) and 0 <= intent.number < len(self._people):
            self.chosen = self._people[intent.number]
            self.window.close()
        elif isinstance(intent, Quit):
            self.window.close()
