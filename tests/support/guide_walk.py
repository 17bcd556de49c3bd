"""Walks through any guide of the real window in either language: types, chooses and presses what stands on the page.

It reads from the page's view which questions there are and which button leads on, finds them among the window's widgets
by their words, and uses keyboard and mouse. What it answers comes from a table, so that one walk fits every guide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QWidget
from pytestqt.exceptions import TimeoutError as Unanswered

from borrower_app.application.guides.sessions import guide_page_view
from borrower_app.application.window.router import Router
from borrower_app.presentation.guides.guide_view import FieldView, GuideView
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.intents import Address
from borrower_app.tour.pictures import visible_texts
from borrower_app.ui.window import Window
from tests.support.sandbox_process import SandboxProcess

Until = Callable[[Callable[[], bool]], None]
MOST_STEPS = 40
PHONE = {"zh": "用手机扫码登录", "en": "Scan with your phone"}


class GuideWalk:
    """One guide about one thing, in the language of the window."""

    def __init__(self, window: Window, router: Router, until: Until, sandbox: SandboxProcess, address: Address) -> None:
        self.window = window
        self.address = address
        self._router = router
        self._until = until
        self._sandbox = sandbox

    def open(self) -> None:
        """Show its page, however it stands."""
        self.window.replace(self.address)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs and the page shows what there is."""
        self._until(lambda: not self._router.app.background.is_busy)

    @property
    def view(self) -> GuideView:
        """What the page is made from at this moment."""
        view = guide_page_view(
            self._router.app.state, self.address.code, self.address.subject, self.window.look.language
        )
        assert view is not None
        return view

    @property
    def words(self) -> str:
        """Every text of the window."""
        return "\n".join(visible_texts(self.window))

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
            self._until(lambda: not self.view.busy and not self._router.app.background.is_busy)
            if self.is_at_the_end or (stop is not None and stop()):
                return
            self.answer(answers)
            self.press()
        raise AssertionError(f"the guide does not end:\n{self.words}")

    def answer(self, answers: Mapping[str, str]) -> None:
        """Fill in what is asked; questions without an answer in the table keep what stands there."""
        for field in self.view.fields:
            if field.kind == "code":
                self._until(lambda: bool(self._sandbox.verification_codes()))
                self._type(field, self.code)
            elif field.name in answers:
                self._choose(field, answers[field.name]) if field.kind == "choice" else self._type(
                    field, answers[field.name]
                )

    @property
    def code(self) -> str:
        """The code that the lender has sent and that is waited for."""
        codes = self._sandbox.verification_codes()
        assert len(codes) == 1, codes
        return next(iter(codes.values()))

    def press(self) -> None:
        """The primary button; a sign-in that it leads to is done with the phone."""
        before = self._standing()
        self.click(self.view.primary)
        if self.window.address.code == "F-2":
            self.click(PHONE[self.window.look.language.code])
            self._until(lambda: self.window.address == self.address)
        self.settle()
        try:
            self._until(lambda: self._standing() != before or bool(self.view.problem))
        except Unanswered as nothing:
            raise AssertionError(f"“{self.view.primary}” does nothing on\n{self.words}") from nothing
        self.settle()

    def click(self, words: str) -> None:
        """The one button of the page with these words, with the mouse."""
        self._until(lambda: len(self._buttons(words)) == 1 and self._buttons(words)[0].isEnabled())
        QTest.mouseClick(self._buttons(words)[0], Qt.MouseButton.LeftButton)

    def _buttons(self, words: str) -> list[QPushButton]:
        buttons = self.window.page.findChildren(QPushButton)
        return [button for button in buttons if getattr(button, "words", button.text()) == words]

    def _standing(self) -> object:
        """What changes with a press: the step, what is asked there, how far the operations are, which code waits."""
        view = self.view
        codes = self._sandbox.verification_codes() if self.wants_code else None
        return view.step, view.fields, view.title, view.primary, view.lines, codes, self.window.address

    def _type(self, field: FieldView, text: str) -> None:
        entry = self._entry(field)
        entry.setFocus()
        if isinstance(entry, QLineEdit | QPlainTextEdit):
            entry.selectAll()
        QTest.keyClick(entry, Qt.Key.Key_Delete)
        QTest.keyClicks(entry, text)

    def _entry(self, field: FieldView) -> QWidget:
        entries: list[QWidget] = [
            *self.window.page.findChildren(QLineEdit), *self.window.page.findChildren(QPlainTextEdit)
        ]  # fmt: skip
        found = [entry for entry in entries if entry.accessibleName() == field.question]
        assert len(found) == 1, f"{field.question}: {len(found)} entries on\n{self.words}"
        return found[0]

    def _choose(self, field: FieldView, value: str) -> None:
        words = next(option.words for option in field.options if option.value == value)
        name = f"{field.question}: {words}"
        found = [b for b in self.window.page.findChildren(QRadioButton) if b.accessibleName() == name]
        assert len(found) == 1, f"{name} is not among the answers of\n{self.words}"
        found[0].click()
