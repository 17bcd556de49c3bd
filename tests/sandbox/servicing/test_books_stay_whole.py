"""Whatever borrower, clerk and clock do in whatever order: the lender's books stay whole, and nothing happens twice."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borrower_app.check_digit import luhn_digit
from borrower_app.contract.kinds import RECORD_TYPES, decode_record
from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.records.debit import DebitAttempt
from borrower_app.sandbox.books.loan_books import outcome_is_open
from borrower_app.sandbox.stories import build_story
from borrower_app.sandbox.stories.parts.story import Story
from tests.sandbox import small_story
from tests.sandbox.in_process import LenderInProcess
from tests.sandbox.table_checks import faults_of, loan_and_table
from tests.sandbox.wire import Mirror, Write, staff_edit

STORIES = (
    "small",
    "insufficient_funds",
    "card_expired",
    "card_replaced",
    "channel_timeout",
    "co_borrower_card",
    "combined_one_part_failed",
    "debited_twice",
    "hardship_granted",
    "insufficient_by_penalty",
    "lender_fault",
    "limit_daily",
    "mandate_revoked",
    "overdue_40_days",
    "partly_debited",
    "prepaid",
    "repriced",
    "reversed",
    "table_wrong",
)
NEVER_AUDITED = {"table_wrong"}
CARDS = ("tok-a", "tok-b", "tok-c")
Picks = st.integers(0, 10_000)
Mostly = st.sampled_from((True, True, True, False))
Rarely = st.sampled_from((False, False, False, True))


def build(name: str, start: dt.datetime) -> Story:
    return small_story.build(name, start) if name == "small" else build_story(name, start)


class Books:
    """One lender, one borrower with all kinds of wishes, one clerk, and a clock that jumps."""

    def __init__(self, folder: Path, story: str, started: int) -> None:
        at = dt.datetime(2026, 11, 20, started, 40, tzinfo=small_story.ZONE)
        self.lender = LenderInProcess(folder, build, story, at)
        self.lender.start()
        self.story = story
        self.mirror = Mirror()
        self.writes: list[Write] = []
        self.spoiled: set[str] = set()
        self.mirror.pull(self.lender, self.token())
        self.records = self.lender.records()

    def token(self) -> str:
        return str(self.lender.sign_in()["access_token"])

    def one(self, kind: str, pick: int) -> str:
        found = sorted(self.records.get(kind, {}))
        return found[pick % len(found)] if found else "none-1"

    def recent(self, pick: int) -> str | None:
        """One of the newest debits: what people ask about."""
        newest = sorted(self.records.get("debit_attempt", {}).items(), key=lambda one: one[1]["planned_at"])[-3:]
        return newest[pick % len(newest)][0] if newest else None

    def base(self, kind: str, identifier: str, stale: bool) -> int:
        version = self.mirror.records.get((kind, identifier), (1, b""))[0]
        return max(1, version - 1) if stale else version

    def submit(self, write: Write, *, answered: bool) -> None:
        token = self.token()
        answer = write.send(self.lender, token)
        self.writes.append(write)
        assert write.send(self.lender, token).body == answer.body or answer.status >= 400
        while answered and answer.status == 200 and answer.json()["state"] == "needs_verification":
            code = self.lender.verification_codes()[write.operation_id]
            answer = write.verify(self.lender, token, code)
            assert write.verify(self.lender, token, code).body == answer.body or answer.status >= 400

    def another_card(self, loan: int, card: str, holder: str, arrears: bool, stale: bool, answered: bool) -> None:
        loan_id = self.one("loan", loan)
        last4 = "1234" if card.startswith("card") else "9999"
        values = {
            "loan_id": loan_id,
            "instrument_token": card,
            "last4": last4,
            "holder": holder,
            "retry_open_arrears": arrears,
        }
        path = f"/v1/loans/{loan_id}/instrument"
        self.submit(Write("PUT", path, values, self.base("loan", loan_id, stale)), answered=answered)

    def new_mandate(self, loan: int, card: int, minor: int, answered: bool) -> None:
        loan_id = self.one("loan", loan)
        values = {
            "loan_id": loan_id,
            "instrument_id": self.one("instrument", card),
            "single_limit": {"minor": minor, "currency": "CNY"},
            "valid_until": "2060-01-01",
        }
        self.submit(Write("POST", f"/v1/loans/{loan_id}/mandates", values), answered=answered)

    def end_mandate(self, mandate: int, stale: bool) -> None:
        identifier = self.one("mandate", mandate)
        path, base = f"/v1/mandates/{identifier}/revocation", self.base("mandate", identifier, stale)
        self.submit(Write("POST", path, {"mandate_id": identifier}, base), answered=True)

    def contact(self, what: tuple[str, str], stale: bool, answered: bool) -> None:
        field, value = what
        known = next((id_ for id_, one in self.records["contact"].items() if one["field"] == field), None)
        base = self.base("contact", known, stale) if known else None
        self.submit(Write("PUT", f"/v1/contacts/{field}", {"field": field, "value": value}, base), answered=answered)

    def debit_again(self, attempt: int, stale: bool) -> None:
        identifier = self.recent(attempt)
        if identifier is not None:
            path = f"/v1/debit-attempts/{identifier}/retry"
            base = self.base("debit_attempt", identifier, stale)
            self.submit(Write("POST", path, {"attempt_id": identifier}, base), answered=True)

    def prepay(self, loan: int, days: int, minor: int, effect: str) -> None:
        loan_id = self.one("loan", loan)
        on = self.lender.now().date() + dt.timedelta(days=days)
        amount = {"minor": minor, "currency": "CNY"}
        values = {"loan_id": loan_id, "on": on.isoformat(), "amount": amount, "effect": effect}
        self.submit(Write("POST", f"/v1/loans/{loan_id}/prepayment-requests", values), answered=True)

    def ask(self, attempt: int, loan: int, which: str) -> None:
        attempt_id, loan_id = self.recent(attempt) or "none-1", self.one("loan", loan)
        asked: dict[str, tuple[str, dict[str, object]]] = {
            "waiver": (f"/v1/debit-attempts/{attempt_id}/penalty-waiver", {"attempt_id": attempt_id}),
            "review": (f"/v1/debit-attempts/{attempt_id}/review", {"attempt_id": attempt_id}),
            "grace": (f"/v1/loans/{loan_id}/hardship-requests", {"loan_id": loan_id, "relief": "grace", "months": 1}),
            "complaint": ("/v1/complaints", {"subject": "扣款", "text": "请查", "attempt_id": attempt_id}),
        }
        path, values = asked[which]
        self.submit(Write("POST", path, values), answered=True)

    def late_code(self, which: int, code: str) -> None:
        if self.writes:
            write = self.writes[which % len(self.writes)]
            code = self.lender.verification_codes().get(write.operation_id, "111111") if code == "right" else code
            write.verify(self.lender, self.token(), code)

    def send_again(self, which: int) -> None:
        if self.writes:
            self.writes[which % len(self.writes)].send(self.lender, self.token())

    def time_passes(self, minutes: int) -> None:
        self.lender.move_clock(minutes=minutes)

    def clerk_marks_a_card(self, which: int, status: str) -> None:
        identifier = self.one("instrument", which)
        staff_edit(self.lender, "instrument", identifier, status=status)
        self.spoiled.add(identifier)

    def clerk_changes_a_mandate(self, which: int, valid_until: str | None) -> None:
        staff_edit(self.lender, "mandate", self.one("mandate", which), valid_until=valid_until)

    def clerk_plans_a_debit(self, which: int, hours: int) -> None:
        at = self.lender.now() + dt.timedelta(hours=hours)
        plan = {"decision": "planned", "decided_by": "lender", "at": at.isoformat()}
        staff_edit(self.lender, "debit_attempt", self.recent(which) or "none-1", retry=plan)

    def clerk_blames_the_bank(self, which: int) -> None:
        """An attempt that failed turns out to have failed for the bank's own fault."""
        identifier = self.recent(which)
        if identifier is not None and self.records["debit_attempt"][identifier]["reason"] is not None:
            reason = {"code": "91", "code_list": "pos", "text": "发卡方状态不正常", "said_by": "bank"}
            staff_edit(self.lender, "debit_attempt", identifier, reason=reason)

    def clerk_renames_a_loan(self, which: int, name: str) -> None:
        staff_edit(self.lender, "loan", self.one("loan", which), name=name)

    def books_are_whole(self) -> None:
        self.mirror.pull(self.lender, self.token())
        self.records = self.lender.records()
        assert self.mirror.data() == self.records, "deltas with their digests bring what is there"
        for (kind, identifier), (_version, data) in self.mirror.records.items():
            assert decode_record(kind, identifier, data) is not None
            assert kind in RECORD_TYPES
        effects = Counter(effect["operation_id"] for effect in self.lender.ledger())
        assert set(effects.values()) <= {1}
        for loan_id in self.records["loan"]:
            self._loan_is_whole(loan_id)

    def _loan_is_whole(self, loan_id: str) -> None:
        loan, table = loan_and_table(self.records, loan_id)
        assert faults_of(loan, table) == []
        if self.story not in NEVER_AUDITED:
            assert audit_of(loan, table).agrees is True
        card = self.records["instrument"][loan.instrument_id or ""]
        if self.story != "card_expired" or loan.instrument_id != "card-1234":
            assert card["status"] == "active" or loan.instrument_id in self.spoiled, "a card in force for each loan"
        assert loan.mandate_id in self.records["mandate"]
        attempts = [
            msgspec.convert(one, DebitAttempt)
            for one in self.records.get("debit_attempt", {}).values()
            if one["loan_id"] == loan_id
        ]
        self._debits_are_sound(attempts, {row.n: row.payment.minor for row in table.rows})

    def _debits_are_sound(self, attempts: list[DebitAttempt], payments: dict[int, int]) -> None:
        assert all(one.reference[7] == luhn_digit(one.reference[:7]) for one in attempts)
        assert len({one.reference for one in attempts}) == len(attempts)
        still_open: Counter[int] = Counter()
        taken: defaultdict[tuple[int, ...], int] = defaultdict(int)
        now = self.lender.now()
        for one in attempts:
            still_open.update(one.installments if outcome_is_open(one) and not one.duplicate_of else ())
            if one.posting is not None and one.duplicate_of is None:
                limit = one.mandate.single_limit if one.mandate is not None else None
                assert limit is None or limit >= one.amount_requested, "no debit is above its authorisation"
                penalty = one.split.penalty.minor if one.split is not None and one.split.penalty else 0
                back = one.reversal.amount.minor if one.reversal is not None else 0
                taken[one.installments] += one.posting.amount.minor - back - (penalty if not back else 0)
        assert set(still_open.values()) <= {1}, "nobody debits while an outcome is open"
        for numbers, minor in taken.items():
            known = [payments[number] for number in numbers if number in payments]
            assert len(known) < len(numbers) or minor <= sum(known), "no installment is taken twice"
        assert not any(one.retry and one.retry.at and self._is_forgotten(one, attempts, now) for one in attempts)

    def _is_forgotten(self, one: DebitAttempt, attempts: list[DebitAttempt], now: dt.datetime) -> bool:
        """A plan that the lender made, whose time is over, and after which nothing came."""
        if one.retry is None or one.retry.at is None or one.retry.decided_at is None:
            return False
        over = one.retry.decision.value == "planned" and one.retry.at < now - dt.timedelta(minutes=10)
        followed = any(
            set(other.installments) & set(one.installments) and other.attempt_number > one.attempt_number
            for other in attempts
        )
        return over and not followed


Step = tuple[str, dict[str, Any]]


def _steps() -> st.SearchStrategy[Step]:
    """Anything that anybody may do; what is picked is a record that is there by then."""
    yes = st.booleans()
    named: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "another_card": {
            "loan": Picks,
            "card": st.sampled_from((*CARDS, "card-1234", "card-1")),
            "holder": st.sampled_from(("borrower", "borrower", "borrower", "co_borrower", "other")),
            "arrears": yes,
            "stale": Rarely,
            "answered": Mostly,
        },
        "new_mandate": {
            "loan": Picks,
            "card": Picks,
            "minor": st.sampled_from((100_000, 1_000_000, 5_000_000)),
            "answered": Mostly,
        },
        "end_mandate": {"mandate": Picks, "stale": Rarely},
        "contact": {
            "what": st.sampled_from(
                (("phone", "190 0000 7777"), ("email", "a@b.example"), ("id_expiry", "2046-05-20"))
            ),
            "stale": Rarely,
            "answered": Mostly,
        },
        "debit_again": {"attempt": Picks, "stale": Rarely},
        "prepay": {
            "loan": Picks,
            "days": st.integers(0, 40),
            "minor": st.sampled_from((1, 1_000_000, 12_345_678, 9_999_999_999)),
            "effect": st.sampled_from(("shorter_term", "lower_installment")),
        },
        "ask": {
            "attempt": Picks,
            "loan": Picks,
            "which": st.sampled_from(("waiver", "review", "grace", "complaint")),
        },
        "late_code": {"which": Picks, "code": st.sampled_from(("000000", "right"))},
        "send_again": {"which": Picks},
        "clerk_marks_a_card": {"which": Picks, "status": st.sampled_from(("lost", "closed", "active"))},
        "clerk_changes_a_mandate": {
            "which": Picks,
            "valid_until": st.sampled_from(("2020-01-01", "2050-01-01", None)),
        },
        "clerk_plans_a_debit": {"which": Picks, "hours": st.integers(-30, 90)},
        "clerk_blames_the_bank": {"which": Picks},
        "clerk_renames_a_loan": {"which": Picks, "name": st.sampled_from(("甲", "乙"))},
    }
    often = ("another_card", "another_card", "debit_again", "prepay")
    return st.one_of(
        *(st.tuples(st.just(name), st.fixed_dictionaries(named[name])) for name in (*named, *often)),
    )


def play(story: str, started: int, steps: list[tuple[int, Step]]) -> Books:
    """Tell a story and do all that, looking at the books after each step and at the end."""
    with tempfile.TemporaryDirectory() as folder:
        books = Books(Path(folder), story, started)
        try:
            for minutes, (name, values) in steps:
                books.time_passes(minutes)
                getattr(books, name)(**values)
                books.books_are_whole()
            for days in (1, 4, 30):
                books.time_passes(60 * 24 * days)
                books.books_are_whole()
        finally:
            books.lender.stop()
        return books


Minutes = st.sampled_from((0, 1, 7, 60, 60 * 9, 60 * 24, 60 * 24 * 3, 60 * 24 * 17))
Plays = {"story": st.sampled_from(STORIES), "started": st.integers(0, 23)}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(**Plays, steps=st.lists(st.tuples(Minutes, _steps()), min_size=4, max_size=14))
def test_books_stay_whole(story: str, started: int, steps: list[tuple[int, Step]]) -> None:
    play(story, started, steps)


@pytest.mark.full
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(**Plays, steps=st.lists(st.tuples(Minutes, _steps()), min_size=10, max_size=40))
def test_books_stay_whole_for_long(story: str, started: int, steps: list[tuple[int, Step]]) -> None:
    play(story, started, steps)
