"""Walks through any guide of the real window in either language: types, chooses and presses what stands on the page.

It reads from the page's view which questions there are and which button leads on, finds them among the window's widgets
by their words, and uses keyboard and mouse. What it answers comes from a table, so that one walk fits every guide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pytestqt.exceptions import TimeoutError as Unanswered

from borrower_app.application.guides.sessions import guide_page_view
from borrower_app.presentation.guides.guide_view import FieldView, GuideView
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.intents import Address
from tests.support.guide_cases import GuideCase
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import PHONE, Desk

MOST_STEPS = 40


class GuideWalk:
    """One guide about one thing, in the language of the window."""

    def __init__(self, desk: Desk, sandbox: SandboxProcess, case: GuideCase) -> None:
        self.desk = desk
        self.case = case
        self.address = Address(*case.address_in(sandbox))
        self._sandbox = sandbox

    def open(self) -> None:
        """Go to its page as a person does: by the rail, a row of a list, a button; a begun one has other words."""
        desk, way = self.desk, self.case.way
        desk.goes(way.place)
        if way.row is not None:
            desk.user.presses_saying(desk.says(way.row))
        for words in way.presses:
            self.settle()
            names = [desk.says(one) for one in words]
            desk.user.presses(next((name for name in names if desk.user.can_press(name)), names[0]))
        assert desk.window.address == self.address
        self.settle()

    def open_again(self) -> None:
        """The same, once its operation may be on the way."""
        row = self.case.way.row
        if row is None:
            self.open()
            return
        desk = self.desk
        desk.goes(self.case.way.place)
        desk.user.presses_saying(desk.says(row))
        self.settle()
        [words] = self.case.way.presses
        if desk.user.can_press(desk.says(words[0])):
            desk.user.presses(desk.says(words[0]))
        else:
            # Once a debit is asked for, D-2 tells how the wish stands and offers no second one: no button leads back.
            desk.window.open(self.address)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs and the page shows what there is."""
        self.desk.settled()

    @property
    def view(self) -> GuideView:
        """What the page is made from at this moment."""
        language = self.desk.window.look.language
        view = guide_page_view(self.desk.state, self.address.code, self.address.subject, language)
        assert view is not None
        return view

    @property
    def words(self) -> str:
        """Every text of the window."""
        return self.desk.words

    @property
    def step(self) -> str:
        """The name of the step that is shown."""
        return self.view.step

    @property
    def submits(self) -> str:
        """The operation that the primary button of this step sends; empty where it sends none."""
        step = next(step for step in GUIDES[self.address.code].steps if step.name == self.step)
        return step.operation if step.values is not None else ""

    @property
    def operations(self) -> Mapping[str, str]:
        """The ids of the operations saved in this guide, by their names."""
        session = self.desk.state.guides.get((self.address.code, self.address.subject))
        return session.draft.operations if session is not None else {}

    @property
    def wants_code(self) -> bool:
        """Whether this step asks for a verification code."""
        return any(field.kind == "code" for field in self.view.fields)

    @property
    def is_at_the_end(self) -> bool:
        """Whether the last step is shown: the proof, or what was found."""
        return self.step == GUIDES[self.address.code].steps[-1].name

    def go(self, answers: Mapping[str, str], stop: Callable[[], bool] | None = None) -> None:
        """Answer and press until the last step is shown, or until `stop` says so before a press."""
        for _ in range(MOST_STEPS):
            self.desk.until(lambda: not self.view.busy and not self.desk.router.app.background.is_busy)
            if self.is_at_the_end or (stop is not None and stop()):
                return
            self.answer(answers)
            self.press()
        raise AssertionError(f"the guide does not end:\n{self.words}")

    def answer(self, answers: Mapping[str, str]) -> None:
        """Fill in what is asked; questions without an answer in the table keep what stands there."""
        for field in self.view.fields:
            if field.kind == "code":
                self.desk.until(lambda: bool(self._sandbox.verification_codes()))
                self.desk.user.types(field.question, self.code)
            elif field.name in answers and field.kind == "choice":
                self._choose(field, answers[field.name])
            elif field.name in answers:
                self.desk.user.types(field.question, answers[field.name])

    @property
    def code(self) -> str:
        """The code that the lender has sent and that is waited for."""
        codes = self._sandbox.verification_codes()
        assert len(codes) == 1, codes
        return next(iter(codes.values()))

    def press(self) -> None:
        """The primary button; a sign-in that it leads to is done with the phone."""
        desk = self.desk
        before = self._standing()
        primary = self.view.primary
        desk.user.presses(primary)
        if desk.is_at("F-2"):
            desk.presses(PHONE)
            desk.until(lambda: desk.window.address == self.address)
        self.settle()
        try:
            desk.until(lambda: self._standing() != before or bool(self.view.problem))
        except Unanswered as nothing:
            raise AssertionError(f"“{primary}” does nothing on\n{self.words}") from nothing
        self.settle()

    def _standing(self) -> object:
        """What changes with a press: the step, what is asked there, how far the operations are, which code waits."""
        view = self.view
        codes = self._sandbox.verification_codes() if self.wants_code else None
        return view.step, view.fields, view.title, view.primary, view.lines, codes, self.desk.window.address

    def _choose(self, field: FieldView, value: str) -> None:
        words = next(option.words for option in field.options if option.value == value)
        self.desk.user.presses(f"{field.question}: {words}")
