"""Album of every step of the guides: walked through as a borrower does, over the real card host and real codes."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from borrower_app.application.practice.practice_window import PracticeWindow
    from borrower_app.presentation.guides.guide_view import GuideView
    from borrower_app.tour.album import Album

MADE_UP_CARD = "9999020000000002"
Until = Callable[[Callable[[], object]], None]


class GuideTour:
    """Presses the buttons of one window's guides and takes a picture of each step."""

    def __init__(self, album: Album, practice: PracticeWindow, scenario: str, base_url: str, until: Until) -> None:
        self._album = album
        self._practice = practice
        self._scenario = scenario
        self._base_url = base_url
        self._until = until

    def change_card(self, loan_id: str) -> None:
        """C-2 from why to proof, with a wrong number and a wrong code on the way."""
        self._practice.show("C-2", loan_id)
        self._picture()
        self._press()
        self._picture()
        self._press(holder="borrower")
        if self._step() == "sign_in":
            self._picture()
            self._sign_in("fresh")
        self._picture()
        self._press(card_number="9999020000000003")
        self._picture("wrong_number")
        self._press(card_number=MADE_UP_CARD)
        self._picture()
        self._press()
        if self._step() == "arrears":
            self._picture()
            self._press(arrears="yes")
        self._picture()
        self._press()
        self._sign_with_code("replace_instrument", wrong_first=True)
        if self._step() == "mandate":
            self._picture()
            self._practice.state.signed_in_at = None
            self._press(single_limit="10,000", valid_until="2040-01-20")
            self._picture_and_sign_in("mandate_sign_in")
            self._picture()
            self._press()
            self._sign_with_code("sign_mandate")
        self._picture()
        self._press()

    def sign_mandate(self, loan_id: str) -> None:
        """C-3, the terms that stand there already, after a sign-in that is too old."""
        self._practice.state.signed_in_at = None
        self._practice.show("C-3", loan_id)
        self._picture()
        self._press()
        self._picture()
        self._press(single_limit="100", valid_until="2020-01-01")
        self._picture("wrong_terms")
        self._press(single_limit="20,000", valid_until="2040-01-20")
        self._picture_and_sign_in("mandate_sign_in")
        self._review_to_proof("sign_mandate")

    def end_mandate(self, mandate_id: str) -> None:
        """C-4, after a sign-in that is too old."""
        self._practice.state.signed_in_at = None
        self._practice.show("C-4", mandate_id)
        self._picture()
        self._press(instead="pay_myself")
        self._picture_and_sign_in("sign_in")
        self._review_to_proof("revoke_mandate")

    def debits(self, attempt_id: str) -> None:
        """C-6 and C-5."""
        self._practice.show("C-6", attempt_id)
        self._picture()
        self._press()
        self._picture()
        self._press()
        self._practice.show("C-5", attempt_id)
        self._picture()

    def ask_retry(self, attempt_id: str) -> None:
        """C-5 to the end, in a story in which the lender plans nothing by itself."""
        self._practice.show("C-5", attempt_id)
        self._picture()
        self._press_while_out_of_reach()
        self._picture()
        self._press()

    def change_contact(self, field: str, value: str, **first: str) -> None:
        """P-2 for one piece of data."""
        self._practice.show("P-2", field)
        if first:
            self._picture(field)
            self._press(**first)
        self._picture(field)
        self._press(value=value)
        self._picture_and_sign_in("sign_in", field)
        self._picture(field)
        self._press()
        self._until(lambda: self._practice.is_settled and self._step() != "review")
        state = field
        while self._step() == "code":
            self._until(lambda: self._practice.is_settled and "change_contact" in self._waiting())
            self._picture(state)
            state = f"{field}_next"
            code = next(iter(self._codes().values()))
            self._press(code=code)
            self._until(partial(self._has_gone_on, code))
        self._picture(field)
        self._press()

    def _has_gone_on(self, code: str) -> bool:
        """Whether a code has been answered: another step, or another code."""
        return self._practice.is_settled and (self._step() != "code" or code not in self._codes().values())

    def old_phone_is_gone(self) -> None:
        """P-2 for the phone where the old number does not receive any more."""
        self._practice.show("P-2", "phone")
        self._press(old_phone="no")
        self._picture("phone")
        self._drop()

    def confirm_details(self) -> None:
        """P-3."""
        self._practice.show("P-3")
        self._picture()
        self._press()
        self._picture()
        self._press()

    def ask_prepayment(self, loan_id: str) -> None:
        """S-4 with the entries that the contract allows."""
        self._practice.show("S-4", loan_id)
        self._picture()
        self._press(amount="1", day="2020-01-01")
        self._picture("wrong")
        self._press(**self._allowed(loan_id))
        self._picture()
        self._press(effect="shorter_term")
        self._picture()
        self._press_while_out_of_reach()
        self._picture()
        self._press()

    def _press_while_out_of_reach(self) -> None:
        """What is saved while the lender cannot be reached; then it goes out, and the proof is shown."""
        self._control("faults", {"rules": [{"path": "*", "fault": {"reset": "before_effect"}}]})
        step = self._step()
        self._press()
        self._until(lambda: self._practice.is_settled and self._step() != step)
        self._picture()
        self._control("faults", {"rules": []})
        self._press()
        self._until(lambda: self._practice.is_settled and self._step() == "proof")

    def _allowed(self, loan_id: str) -> dict[str, str]:
        """An amount and a day that the contract allows, as S-2 proposes them."""
        from borrower_app.presentation.what_if.what_if import what_if_view

        records = self._practice.state.records
        assert records is not None
        entry = what_if_view(records.reading(self._practice.app.language), loan_id, None).entry
        return {"amount": entry.amount, "day": entry.day}

    def _drop(self) -> None:
        from borrower_app.presentation.intents import DropGuide

        address = self._practice.window.address
        self._practice.window.intended.emit(DropGuide(address.code, address.subject))
        self._until(lambda: self._practice.is_settled)

    def _review_to_proof(self, operation: str) -> None:
        self._picture()
        self._press()
        self._sign_with_code(operation)
        self._picture()
        self._press()

    def _sign_with_code(self, operation: str, *, wrong_first: bool = False) -> None:
        step = self._step()
        self._until(lambda: self._practice.is_settled and operation in self._waiting())
        self._picture()
        code = next(iter(self._codes().values()))
        if wrong_first:
            self._press(code=f"{(int(code) + 1) % 1_000_000:06d}")
            self._picture("wrong_code")
        self._press(code=code)
        self._until(lambda: self._practice.is_settled and self._step() != step)

    def _waiting(self) -> set[str]:
        records = self._practice.state.records
        operations = records.snapshot.operations if records is not None else ()
        return {operation.operation for operation in operations if operation.challenge is not None}

    def _codes(self) -> Mapping[str, str]:
        codes: dict[str, str] = json.loads(self._control("verification-codes"))
        return codes

    def _control(self, name: str, body: object = None) -> bytes:
        """The sandbox's control interface: what a lender's clerk or the network would do."""
        data = None if body is None else json.dumps(body).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{self._base_url}/sandbox/{name}", data, timeout=10) as reply:
            answer: bytes = reply.read()
        return answer

    def _view(self) -> GuideView:
        from borrower_app.application.guides.sessions import guide_page_view

        practice = self._practice
        address = practice.window.address
        view = guide_page_view(practice.state, address.code, address.subject, practice.app.language)
        assert view is not None
        return view

    def _step(self) -> str:
        return self._view().step

    def _press(self, **answers: str) -> None:
        """The primary button, with these answers in the fields."""
        from borrower_app.presentation.intents import AnswerGuide

        address = self._practice.window.address
        self._practice.window.intended.emit(AnswerGuide(address.code, address.subject, self._step(), answers))
        self._until(lambda: self._practice.is_settled)

    def _picture_and_sign_in(self, step: str, state: str = "") -> None:
        if self._step() == step:
            self._picture(state)
            self._sign_in()

    def _sign_in(self, picture: str = "") -> None:
        from borrower_app.presentation.intents import StartSignIn

        step, address = self._step(), self._practice.window.address
        finished = self._practice.state.round.finished
        self._press()
        if picture:
            self._album.take(self._practice, self._scenario, picture)
        self._practice.window.intended.emit(StartSignIn(back_to=address))
        self._until(lambda: self._practice.state.round.finished > finished and self._practice.window.address == address)
        self._until(lambda: self._practice.is_settled and self._step() != step)

    def _picture(self, state: str = "") -> None:
        self._album.take(self._practice, self._scenario, f"{self._step()}{'_' if state else ''}{state}")
