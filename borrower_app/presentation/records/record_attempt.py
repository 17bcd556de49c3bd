"""E-1 for a debit attempt: amounts, every step, the raw answer with its code list, card and mandate of that day."""

from __future__ import annotations

from borrower_app.debits.quoting import quoted
from borrower_app.debits.reading_texts.accusations import accuses
from borrower_app.presentation.reading.debit_facts import loan_of
from borrower_app.presentation.reading.hops import hop_views
from borrower_app.presentation.reading.planned_debits import numbers_of
from borrower_app.presentation.reading.rail_words import code_list_word, rail_word
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.records.record_fields import (
    Fields,
    card_status_word,
    card_text,
    class_word,
    instant_text,
    long_quote,
    mandate_status_word,
    party_word,
    step_word,
)
from borrower_app.presentation.records.views import RecordPart
from borrower_app.presentation.words.attempt_words import spoken
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import Party, RetryDecision


def attempt_parts(reading: Reading, attempt: DebitAttempt) -> tuple[RecordPart, ...]:
    """Everything on record about one attempt."""
    parts = [_what(reading, attempt), _steps(reading, attempt)]
    if attempt.reason is not None:
        parts.append(_answer(reading, attempt))
    parts += [card_of_the_day(reading, attempt), mandate_of_the_day(reading, attempt), _since(reading, attempt)]
    return tuple(part for part in parts if part.pairs or part.hops or part.quote)


def _what(reading: Reading, attempt: DebitAttempt) -> RecordPart:
    say = reading.language.say
    loan = loan_of(attempt, reading.snapshot)
    fields = (
        Fields(reading)
        .add(say("Debit number"), spoken(attempt.reference))
        .text(say("Loan"), loan.name if loan is not None else None)
        .add(say("Installment"), numbers_of(attempt, reading))
        .add(say("Attempt"), str(attempt.attempt_number))
        .instant(say("Planned for"), attempt.planned_at)
        .instant(say("Tried"), attempt.attempted_at)
        .money(say("Amount asked for"), attempt.amount_requested)
    )
    split = attempt.split
    if split is not None:
        for words, money in (
            (say("of it principal"), split.principal),
            (say("of it interest"), split.interest),
            (say("of it penalty interest"), split.penalty),
            (say("of it fees"), split.fee),
            (say("of it earlier arrears"), split.carried_arrears),
        ):
            if money is not None and money.minor:
                fields.money(words, money)
    debited = attempt.amount_debited
    fields.add(say("Amount debited"), reading.language.money(debited) if debited is not None else say("none on record"))
    fields.add(say("Payment rail"), rail_word(reading, attempt.rail))
    return fields.part(say("The debit"))


def _steps(reading: Reading, attempt: DebitAttempt) -> RecordPart:
    say = reading.language.say
    fields = Fields(reading)
    for hop in attempt.hops:
        told = step_word(reading, hop.status)
        if hop.at is not None:
            told = say("{told}, {at}", told=told, at=instant_text(reading, hop.at))
        fields.add(quoted(hop.name) or party_word(reading, hop.party), told)
    part = fields.part(say("Every step"))
    return RecordPart(part.title, part.pairs, hops=hop_views(reading, attempt))


def _answer(reading: Reading, attempt: DebitAttempt) -> RecordPart:
    """The raw answer. Words that accuse are not repeated (DESIGN section 3); the code is."""
    say = reading.language.say
    reason = attempt.reason
    if reason is None:
        return RecordPart(say("The answer as it came"))
    meaning = reading.catalogue.meaning(attempt.rail, reason.code_list, reason.code)
    hidden = (meaning is not None and meaning.fraud_type) or accuses(reason.text or "")
    fields = (
        Fields(reading)
        .add(say("Said by"), _who(reading, attempt, reason.said_by))
        .instant(say("When"), reason.at)
        .text(say("Code"), reason.code)
    )
    if reason.code is not None:
        fields.add(say("Code list"), code_list_word(reading, attempt.rail, reason.code_list))
    if meaning is not None and not hidden:
        fields.text(say("Published meaning of this code"), meaning.original_text)
    if hidden:
        return fields.part(
            say("The answer as it came"),
            told=say("The answer is about risk control. Its wording is not repeated here; ask the bank."),
        )
    return fields.part(say("The answer as it came"), quote=long_quote(reason.text))


def _who(reading: Reading, attempt: DebitAttempt, party: Party) -> str:
    """A party by its name where the way of the debit names it."""
    name = next((quoted(hop.name) for hop in attempt.hops if hop.party is party and hop.name), "")
    return name or party_word(reading, party)


def card_of_the_day(reading: Reading, attempt: DebitAttempt) -> RecordPart:
    """The card as it was on the day of the attempt."""
    say = reading.language.say
    card = attempt.instrument
    fields = Fields(reading)
    if card is not None:
        fields.add(say("Card"), card_text(card.bank, card.last4))
        fields.add(say("State"), card_status_word(reading, card.status))
        fields.date(say("Valid until"), card.expires_on)
        fields.add(say("Account class"), class_word(reading, card.account_class))
        own = {True: say("yes"), False: say("no")}
        fields.add(say("At the lender's own bank"), own.get(card.same_bank_as_lender))  # type: ignore[arg-type]
    return fields.part(say("The card on that day"))


def mandate_of_the_day(reading: Reading, attempt: DebitAttempt) -> RecordPart:
    """The mandate as it was on the day of the attempt."""
    say = reading.language.say
    mandate = attempt.mandate
    fields = Fields(reading)
    if mandate is not None:
        fields.add(say("State"), mandate_status_word(reading, mandate.status))
        fields.date(say("Valid until"), mandate.valid_until)
        fields.money(say("At most a debit"), mandate.single_limit)
        fields.money(say("At most a day"), mandate.daily_limit)
        fields.money(say("At most a month"), mandate.monthly_limit)
    return fields.part(say("The mandate on that day"))


def _since(reading: Reading, attempt: DebitAttempt) -> RecordPart:
    """What was decided, promised and booked afterwards."""
    say = reading.language.say
    fields = Fields(reading)
    retry = attempt.retry
    if retry is not None:
        decided = {
            RetryDecision.PLANNED: say("planned"),
            RetryDecision.NONE: say("none planned"),
            RetryDecision.UNDECIDED: say("not decided yet"),
            RetryDecision.UNKNOWN: None,
        }[retry.decision]
        fields.add(say("Another debit"), decided)
        if retry.at is not None:
            fields.instant(say("Planned for"), retry.at)
        fields.add(say("Decided by"), party_word(reading, retry.decided_by))
        fields.instant(say("Decided"), retry.decided_at)
    promise = attempt.outcome_promise
    if promise is not None:
        fields.instant(say("Result promised by"), promise.until)
        fields.add(say("Promised by"), party_word(reading, promise.promised_by))
        late = {True: say("yes"), False: say("no")}
        fields.add(say("Counts as late until then"), late.get(promise.counts_as_late))  # type: ignore[arg-type]
    if attempt.bank_debited_at is not None:
        fields.instant(say("Taken by the bank"), attempt.bank_debited_at)
    for words, booking in ((say("Posted"), attempt.posting), (say("Paid back"), attempt.reversal)):
        if booking is not None:
            amount = reading.language.money(booking.amount)
            fields.add(words, say("{amount}, {at}", amount=amount, at=instant_text(reading, booking.at)))
    if attempt.duplicate_of is not None:
        first = next((h.record for h in reading.snapshot.attempts if h.record.id == attempt.duplicate_of), None)
        fields.add(say("Duplicate of debit"), spoken(first.reference) if first is not None else None)
    return fields.part(say("What came after"))
