"""Checks before the next debit: card, mandate, limits against the exact amount, ID, phone. Unknown is an answer."""

from __future__ import annotations

from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.bank_limits import least_limit
from borrower_app.presentation.debit_facts import SOON_DAYS, expiry_of
from borrower_app.presentation.glossary import explained
from borrower_app.presentation.own_home import own_check_lines
from borrower_app.presentation.planned_debits import Planned
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.views import Action, Line, Piece
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.entered_loan import EnteredLoan
from borrower_app.records.enums import ContactField, Holder, InstrumentStatus, MandateStatus


def check_lines(reading: Reading, planned: tuple[Planned, ...]) -> tuple[Line, ...]:
    """For the first debit that comes; none where nothing is planned."""
    first = next((debit for debit in planned if debit.loan is not None), None)
    if first is None or first.loan is None:
        return ()
    loan = first.loan
    if isinstance(loan, EnteredLoan):
        return own_check_lines(reading, loan)
    card = next((h.record for h in reading.snapshot.instruments if h.record.id == loan.instrument_id), None)
    mandate = next((h.record for h in reading.snapshot.mandates if h.record.id == loan.mandate_id), None)
    lines = [_card(reading, card, first)]
    lines.append(_mandate(reading, mandate, first))
    if card is not None:
        lines.append(_bank_limit(reading, card, first.amount))
    lines += _identity(reading)
    return tuple(lines)


def _line(icon: str, tone: str, words: str, action: Action | None = None) -> Line:
    return Line(icon, tone, (Piece(words),), action)  # type: ignore[arg-type]


def _to_cards(language: Language) -> Action:
    return Action(language.say("Look at cards"), "open", "C-1")


def _card(reading: Reading, card: Instrument | None, first: Planned) -> Line:
    language = reading.language
    say = language.say
    if card is None:
        return _line("ask", "plain", say("Which card pays is not told by {lender}", lender=reading.lender_name))
    if card.status in (
        InstrumentStatus.EXPIRED,
        InstrumentStatus.LOST,
        InstrumentStatus.CLOSED,
        InstrumentStatus.REPLACED,
    ):
        return _line("stop", "bad", say("The repayment card can't be used any more"), _to_cards(language))
    if card.expires_on is None:
        return _line(
            "ask", "plain", say("How long the card is valid is not told by {lender}", lender=reading.lender_name)
        )
    month = language.month(card.expires_on)
    if card.expires_on < first.day:
        return _line(
            "stop", "bad", say("The card expires in {month}, before the debit", month=month), _to_cards(language)
        )
    if (card.expires_on - first.day).days < SOON_DAYS:
        return _line("warn", "caution", say("The card is valid only until {month}", month=month), _to_cards(language))
    return _line("ok", "good", say("The card is valid until {month}", month=month))


def _mandate(reading: Reading, mandate: Mandate | None, first: Planned) -> Line:
    language = reading.language
    say = language.say
    term = explained(language, "mandate", begins=True)
    if mandate is None or mandate.status in (MandateStatus.MISSING, MandateStatus.REVOKED, MandateStatus.EXPIRED):
        return Line("stop", "bad", (term, Piece(say(" is missing or has ended"))), _to_cards(language))
    if mandate.status is not MandateStatus.ACTIVE:
        return Line("warn", "caution", (term, Piece(say(" is not in force yet"))), _to_cards(language))
    if mandate.valid_until is not None and mandate.valid_until < first.day:
        until = language.date(mandate.valid_until)
        return Line(
            "stop", "bad", (term, Piece(say(" ends on {day}, before the debit", day=until))), _to_cards(language)
        )
    limit = mandate.single_limit
    if limit is None:
        return Line("ok", "good", (term, Piece(say(" is in force, no limit a debit was agreed"))))
    shown = language.money(limit)
    if limit.currency == first.amount.currency and limit.minor < first.amount.minor:
        words = say(
            " allows {limit} a debit, less than the {amount} to be debited",
            limit=shown,
            amount=language.money(first.amount),
        )
        return Line("stop", "bad", (term, Piece(words)), _to_cards(language))
    return Line("ok", "good", (term, Piece(say(" is in force, at most {limit} a debit", limit=shown))))


def _bank_limit(reading: Reading, card: Instrument, amount: Money) -> Line:
    language = reading.language
    say = language.say
    limit = least_limit(card, amount.currency)
    if limit is None:
        return _line(
            "ask",
            "plain",
            say(
                "How much {bank} lets be debited at once: it has not told {lender}",
                bank=card.bank,
                lender=reading.lender_name,
            ),
        )
    shown = language.money(limit)
    if limit.minor < amount.minor:
        words = say(
            "{bank} lets at most {limit} be debited a day; {amount} are due",
            bank=card.bank,
            limit=shown,
            amount=language.money(amount),
        )
        return _line("stop", "bad", words, _to_cards(language))
    return _line("ok", "good", say("{bank} lets up to {limit} be debited: enough", bank=card.bank, limit=shown))


def _identity(reading: Reading) -> list[Line]:
    language = reading.language
    say = language.say
    lines: list[Line] = []
    for held in reading.snapshot.contacts:
        contact = held.record
        if contact.holder is not Holder.BORROWER:
            continue
        expires = expiry_of(contact) if contact.field is ContactField.ID_EXPIRY else None
        if expires is not None and (expires - reading.today).days < SOON_DAYS:
            action = Action(say("See how to renew"), "open", "P-1")
            if expires < reading.today:
                lines.append(
                    _line("stop", "bad", say("The ID card expired on {day}", day=language.day(expires)), action)
                )
            else:
                lines.append(
                    _line("warn", "caution", say("The ID card expires on {day}", day=language.day(expires)), action)
                )
        if (
            contact.field is ContactField.PHONE
            and contact.bank_value_changed_at is not None
            and contact.bank_value_changed_at > contact.updated_at
        ):
            action = Action(say("Look at my details"), "open", "P-1")
            lines.append(
                _line("warn", "caution", say("The phone at the bank was changed later than the one here"), action)
            )
    return lines
