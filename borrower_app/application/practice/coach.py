"""Leads through practice: the bar over the page, one step after the other, each on the page it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from borrower_app.presentation.guides.practice_steps import PracticeStep, coach_view, practice_steps
from borrower_app.presentation.intents import Address
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.view_parts import spans
from borrower_app.ui.widgets.coach_bar import CoachBar

if TYPE_CHECKING:
    from borrower_app.application.practice.practice_window import PracticeWindow


class PracticeCoach(QObject):
    """Begins once the made-up records are there. `leave` ends practice."""

    def __init__(self, practice: PracticeWindow, leave: Callable[[], None]) -> None:
        super().__init__(practice.window)
        self._practice = practice
        self._leave = leave
        self._begun = False
        self.number = 0
        practice.app.after_records.append(self._on_records)
        practice.theme.changed.connect(self._on_look_changed)

    @property
    def steps(self) -> tuple[PracticeStep, ...]:
        """The steps in the language of the moment; empty before the records are there."""
        records = self._practice.state.records
        if records is None or not records.snapshot.loans:
            return ()
        return practice_steps(records.reading(self._practice.app.language))

    def go_to(self, number: int) -> None:
        """Show a step with its page; beyond the last one practice is over."""
        steps = self.steps
        if number >= len(steps):
            self._leave()
            return
        self.number = max(0, number)
        step = steps[self.number]
        self._practice.window.replace(Address(step.code, step.subject))
        self._show(steps)

    def _on_records(self) -> None:
        if self.steps and not self._begun:
            self._begun = True
            self.go_to(0)

    def _on_look_changed(self, _look: object) -> None:
        # Also when the system turns dark: the bar is drawn anew like the page.
        if self._begun:
            self._show(self.steps)

    def _show(self, steps: tuple[PracticeStep, ...]) -> None:
        window = self._practice.window
        look = window.look
        view = coach_view(steps, self.number, look.language)
        bar = CoachBar(
            look,
            view.place,
            view.title,
            spans(PageContext(look, window.intended.emit), view.told),
            on=(view.on, lambda: self.go_to(self.number + 1)),
            back=(view.back, lambda: self.go_to(self.number - 1)) if view.back else None,
            out=(view.out, self._leave),
        )
        window.set_header(bar)
        bar.way_on.setFocus()
