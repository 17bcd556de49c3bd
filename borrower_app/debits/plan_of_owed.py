"""The plan where something is owed and no debit is open: what keeps it from being late, then what mends the cause."""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec import Struct

from borrower_app.debits.cause_texts import CauseTexts
from borrower_app.debits.deadlines import (
    deadline_words,
    is_late,
    is_old_news,
    last_day,
    open_ways,
    pay_deadline,
    soon_words,
)
from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import Judgement
from borrower_app.debits.late_clocks import today_of
from borrower_app.debits.names import Names, answering_party
from borrower_app.debits.plan_words import PLAN_WORDS as WORDS
from borrower_app.debits.plan_words import both, by_hand_words
from borrower_app.debits.standing import NOBODY_KNOWS_WHY, has_plan_ahead, is_fault_of_others, plan_lacks_mandate
from borrower_app.debits.verdict import (
    NOTHING_SAID,
    AttemptState,
    BothLanguages,
    CauseClass,
    Deadline,
    PlanForToday,
    PlanStep,
    RetrySafe,
    StepKind,
)
from borrower_app.lending.money import Money
from borrower_app.records.enums import Party, RetryDecision

_MENDS: Final = {
    CauseClass.CARD_EXPIRED_OR_LOST: StepKind.CHANGE_CARD,
    CauseClass.ACCOUNT_CLOSED_OR_INVALID: StepKind.CHANGE_CARD,
    CauseClass.MANDATE_MISSING_OR_REVOKED: StepKind.SIGN_MANDATE,
    CauseClass.DETAILS_MISMATCH: StepKind.CORRECT_DETAILS,
}
_ASKED: Final = NOBODY_KNOWS_WHY | {CauseClass.LIMIT_EXCEEDED, CauseClass.UNKNOWN}
_BANK_KNOWS: Final = frozenset({CauseClass.CUSTOMER_DISPUTE_OR_STOP, CauseClass.DECEASED_OR_LEGAL})
_FAILS_AGAIN: Final = frozenset(_MENDS) | _BANK_KNOWS
"""Another debit of the same card fails again as long as nothing is changed; a change begins when it is confirmed."""


class Owed(Struct, frozen=True):
    """One debit that left something unpaid. `rest` is what is still to be brought, None where it is not known."""

    state: AttemptState
    facts: DebitFacts
    judgement: Judgement
    texts: CauseTexts
    names: Names

    @property
    def rest(self) -> Money | None:
        """The amount of the debit, or what a part left over."""
        amount, debited = self.facts.amount, self.facts.amount_debited
        if self.state is not AttemptState.PARTLY_DEBITED:
            return amount
        if amount is not None and debited is not None and amount.currency == debited.currency:
            return amount - debited
        return self.judgement.left_told

    @property
    def amount(self) -> BothLanguages:
        """The rest in words."""
        if self.rest is not None:
            return money_text(self.rest)
        return WORDS["the_rest"] if self.state is AttemptState.PARTLY_DEBITED else self.names.amount

    @property
    def debit_at(self) -> dt.datetime | None:
        """The instant of a debit that is planned and lies ahead."""
        return self.facts.retry.at if has_plan_ahead(self.facts) and self.facts.retry is not None else None

    def day_of(self, at: dt.datetime) -> dt.date:
        """The calendar date of an instant in the lender's zone."""
        return at.astimezone(self.facts.zone or at.tzinfo).date()


def plan_of_owed(
    state: AttemptState, facts: DebitFacts, judgement: Judgement, texts: CauseTexts, names: Names
) -> PlanForToday:
    """The steps, at least one."""
    owed = Owed(state, facts, judgement, texts, names)
    if state is AttemptState.REVERSED and facts.later.is_paid is None and owed.debit_at is None:
        return PlanForToday(steps=(PlanStep(kind=StepKind.ASK_LENDER, words=names.fill(WORDS["ask_reversed"])),))
    if owed.debit_at is not None and _debit_helps(owed, owed.debit_at):
        return _with_debit_ahead(owed, owed.debit_at)
    if not facts.ways and (facts.due_on is None or facts.now is None):
        # Neither a deadline nor a way to pay is on record: the cause is what can be dealt with.
        return PlanForToday(steps=(_mend(owed, alone=True) or _wait(owed),))
    if is_fault_of_others(state, judgement) and _can_wait(facts):
        steps = (_wait(owed), _pay(owed, if_needed=True))
        return PlanForToday(steps=steps, if_nothing=_without_debit(facts, names))
    if is_old_news(facts):
        see = PlanStep(kind=StepKind.SEE_NEWS, words=names.fill(WORDS["see_old"]))
        return PlanForToday(steps=(see, _pay(owed, if_needed=True)), if_nothing=names.fill(WORDS["if_not_paid"]))
    mend = _mend(owed, alone=False)
    return PlanForToday(
        steps=(_pay(owed), *([mend] if mend is not None else [])), if_nothing=_without_debit(facts, names)
    )


def _debit_helps(owed: Owed, at: dt.datetime) -> bool:
    """Whether the planned debit comes before the deadline and can go through with what can be done by then."""
    facts, judgement = owed.facts, owed.judgement
    if plan_lacks_mandate(facts):
        return False
    last, today = last_day(facts), today_of(facts)
    if last is not None and today is not None and owed.day_of(at) > max(last, today):
        return False
    if owed.state in (AttemptState.PARTLY_DEBITED, AttemptState.REVERSED) or judgement.contradicted:
        return True
    if judgement.cause is CauseClass.LIMIT_EXCEEDED:
        # A limit of the day is free again on another day; any other limit stops the next debit, too.
        tried = facts.attempted_at
        another_day = tried is not None and owed.day_of(at) > owed.day_of(tried)
        return judgement.retry_safe is RetrySafe.AFTER_DATE and another_day
    return judgement.cause not in _FAILS_AGAIN


def _with_debit_ahead(owed: Owed, at: dt.datetime) -> PlanForToday:
    """The money for the planned debit, or what it needs; and paying by hand, should it fail again."""
    names, judgement = owed.names, owed.judgement
    when = soon_words(at, owed.facts, names)
    until = Deadline(day=owed.day_of(at), clock=at.astimezone(names.zone).strftime("%H:%M"), at=at)
    then = _pay_if_it_fails(owed, at)
    short = judgement.cause is CauseClass.INSUFFICIENT_FUNDS and not judgement.contradicted
    if short or owed.state in (AttemptState.PARTLY_DEBITED, AttemptState.REVERSED):
        words = names.fill(WORDS["put_in"], at=when, rest=owed.amount)
        first = PlanStep(kind=StepKind.PUT_MONEY_IN, words=words, amount=owed.rest, until=until)
        return PlanForToday(steps=(first, *then), if_nothing=names.fill(WORDS["if_not_put_in"], at=when))
    mend = None if is_fault_of_others(owed.state, judgement) else _mend(owed, alone=True)
    if mend is None:
        words = names.fill(WORDS["wait_debit"], at=when, rest=owed.amount)
        return PlanForToday(steps=(PlanStep(kind=StepKind.WAIT, words=words, amount=owed.rest, until=until), *then))
    if not then and owed.facts.ways and pay_deadline(owed.facts) is not None:
        # After that debit no way to pay is open any more: what is sure stands first.
        then, mend = (mend,), _pay(owed)
    return PlanForToday(steps=(mend, *then), if_nothing=names.fill(WORDS["if_not_mended"], at=when))


def _pay_if_it_fails(owed: Owed, at: dt.datetime) -> tuple[PlanStep, ...]:
    """Paying by hand after a planned debit that failed again; nothing where no way is open then."""
    facts = owed.facts
    deadline = pay_deadline(facts)
    if deadline is None or deadline.at <= at:
        return ()
    ways = open_ways(facts, deadline.day, at if deadline.day == owed.day_of(at) else None)
    if not ways:
        return ()
    words = owed.names.fill(
        WORDS["pay_if_fails"], until=deadline_words(deadline, facts), rest=owed.amount, ways=by_hand_words(ways)
    )
    return (PlanStep(kind=StepKind.PAY_BY_HAND, words=words, amount=owed.rest, until=deadline, if_needed=True),)


def _pay(owed: Owed, *, if_needed: bool = False) -> PlanStep:
    """Paying by hand, by the lender's own ways, as early as they allow."""
    facts, names = owed.facts, owed.names
    deadline = pay_deadline(facts)
    day = deadline.day if deadline is not None else today_of(facts)
    ways = open_ways(facts, day) if day is not None else facts.ways
    key = "pay_by" if deadline is not None else ("pay_soon" if ways or not facts.ways else "pay_tomorrow")
    if if_needed:
        key = "pay_if_open"
    until = deadline_words(deadline, facts) if deadline is not None else WORDS["soon"]
    words = names.fill(WORDS[key], until=until, rest=owed.amount, ways=by_hand_words(ways or facts.ways))
    return PlanStep(
        kind=StepKind.PAY_BY_HAND,
        words=words,
        limits=both(_double_debit(facts, names), names.fill(WORDS["penalty_on_top"]))
        if is_late(facts)
        else _double_debit(facts, names),
        amount=owed.rest,
        until=deadline,
        if_needed=if_needed,
    )


def _double_debit(facts: DebitFacts, names: Names) -> BothLanguages:
    """What has to be asked before paying where another debit may still come."""
    retry = facts.retry
    if retry is not None and retry.decision is RetryDecision.NONE:
        return names.fill(WORDS["no_debit"])
    if has_plan_ahead(facts) and retry is not None and retry.at is not None:
        key = "no_mandate_debit" if plan_lacks_mandate(facts) else "ask_debit_at"
        return names.fill(WORDS[key], at=soon_words(retry.at, facts, names))
    return names.fill(WORDS["ask_debit"])


def _mend(owed: Owed, *, alone: bool) -> PlanStep | None:
    """What puts the cause right, and that it does not pay; None where it is nothing of the borrower's.

    `alone`: it stands first.
    """
    facts, names, cause = owed.facts, owed.names, owed.judgement.cause
    of_bank = cause in _BANK_KNOWS or answering_party(facts) not in (Party.CHANNEL, Party.LENDER)
    asks = StepKind.ASK_BANK if of_bank else StepKind.ASK_LENDER
    if owed.judgement.contradicted:
        party = StepKind.ASK_BANK if names.ask == names.bank else StepKind.ASK_LENDER
        return PlanStep(kind=party, words=names.fill(WORDS["ask_which"]))
    if plan_lacks_mandate(facts):
        return PlanStep(
            kind=StepKind.SIGN_MANDATE,
            words=names.fill(WORDS["sign_alone" if alone else "sign"]),
            limits=names.fill(WORDS["sign_limits"]),
        )
    if cause is CauseClass.INSUFFICIENT_FUNDS:
        if not alone:
            return None
        words = names.fill(WORDS["fill_and_ask"], rest=owed.amount)
        return PlanStep(kind=StepKind.ASK_FOR_DEBIT, words=words, amount=owed.rest)
    if cause in _MENDS:
        kind = _MENDS[cause]
        limits = names.fill(WORDS["sign_limits" if kind is StepKind.SIGN_MANDATE else "change_limits"])
        return PlanStep(kind=kind, words=names.fill(owed.texts.next_step), limits=limits)
    if cause in _ASKED:
        return PlanStep(kind=asks, words=names.fill(owed.texts.next_step))
    return None


def _wait(owed: Owed) -> PlanStep:
    return PlanStep(kind=StepKind.WAIT, words=owed.names.fill(owed.texts.next_step), limits=NOTHING_SAID)


def _can_wait(facts: DebitFacts) -> bool:
    """Whether a day on time is left after today."""
    last, today = last_day(facts), today_of(facts)
    return last is not None and today is not None and last > today


def _without_debit(facts: DebitFacts, names: Names) -> BothLanguages:
    """What happens if nothing is done, where no debit is planned that helps."""
    retry = facts.retry
    if (retry is not None and retry.decision is RetryDecision.NONE) or plan_lacks_mandate(facts):
        return names.fill(WORDS["if_not_paid"])
    if has_plan_ahead(facts) and retry is not None and retry.at is not None:
        return names.fill(WORDS["if_not_in_time"], at=soon_words(retry.at, facts, names))
    return names.fill(WORDS["if_undecided"])
