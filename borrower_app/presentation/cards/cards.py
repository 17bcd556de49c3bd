"""C-1: which card pays which loan, and every mandate with its limits and how it is ended."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.debits.fact_findings import CLASS_CAPS
from borrower_app.debits.preflight import SOON_DAYS
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.cards.views import CardsView, InstrumentView, MandateView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.planned_debits import next_row
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Action, EmptyView, Line, Pair, Piece, PillView, Tone
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.enums import AccountClass, Holder, InstrumentStatus, LoanStatus, MandateStatus
from borrower_app.records.loan import Loan


def cards_view(reading: Reading) -> CardsView:
    """The page."""
    say = reading.language.say
    snapshot = reading.snapshot
    title = say("Cards and mandates")
    if not snapshot.instruments and not snapshot.mandates:
        told = say("Once the lender's records are here, the card that pays stands here.")
        return CardsView(title, empty=EmptyView(say("No card yet"), told, "card"))
    never = say("Only the bank and the last four digits are kept here, never the card number.")
    return CardsView(
        title,
        tuple(_instrument(reading, held.record) for held in snapshot.instruments),
        tuple(_mandate(reading, held.record) for held in snapshot.mandates),
        (Line("lock", "plain", (Piece(never),)),),
    )


def _loans_of(reading: Reading, card: Instrument) -> list[Loan]:
    return [
        held.record
        for held in reading.snapshot.loans
        if held.record.instrument_id == card.id or held.record.id in card.loan_ids
    ]


def _instrument(reading: Reading, card: Instrument) -> InstrumentView:
    language = reading.language
    say = language.say
    loans = _loans_of(reading, card)
    told: list[tuple[Piece, ...]] = []
    if loans:
        names = language.list_of([loan.name for loan in loans])
        told.append((Piece(say("Pays: {loans}", loans=names)),))
    else:
        told.append((Piece(say("Pays no loan now")),))
    if card.account_class is AccountClass.UNKNOWN:
        told.append(
            (Piece(say("Account class: {bank} has not told {lender}", bank=card.bank, lender=reading.lender_name)),)
        )
    elif card.account_class is AccountClass.II:
        told.append((explained(language, "class_two"),))
    else:
        told.append((Piece(say("Account class: {name}", name=card.account_class.value)),))
    if card.holder is not Holder.BORROWER:
        told.append((Piece(say("Holder: {name}", name=masking.person(card.holder_name or ""))),))
    return InstrumentView(
        title=masking.card(card.bank, card.last4),
        pill=_status(card, language),
        told=tuple(told),
        findings=(*_expiry(reading, card), *_limits(reading, card, loans)),
        actions=_change_actions(reading, loans),
    )


def _change_actions(reading: Reading, loans: list[Loan]) -> tuple[Action, ...]:
    """A way to let another card pay, for each loan of the lender's that this card pays; a begun change goes on."""
    say = reading.language.say
    begun = {draft.subject for draft in reading.snapshot.drafts if draft.guide == "C-2"}
    actions = []
    for loan in loans:
        if loan.status is LoanStatus.CLOSED:
            continue
        words = say("Go on changing the card") if loan.id in begun else say("Change the card")
        if len(loans) > 1:
            words = say("{what} for {loan}", what=words, loan=loan.name)
        actions.append(
            Action(words, opens("C-2", loan.id), accessible_name=say("{what} for {loan}", what=words, loan=loan.name))
        )
    return tuple(actions)


def _status(card: Instrument, language: Language) -> PillView:
    say = language.say
    words: dict[InstrumentStatus, tuple[str, Tone, str]] = {
        InstrumentStatus.ACTIVE: (say("In use"), "good", "ok"),
        InstrumentStatus.PENDING: (say("Not in use yet"), "accent", "clock"),
        InstrumentStatus.EXPIRED: (say("Expired"), "bad", "stop"),
        InstrumentStatus.LOST: (say("Reported lost"), "bad", "stop"),
        InstrumentStatus.CLOSED: (say("Closed"), "bad", "stop"),
        InstrumentStatus.REPLACED: (say("Replaced"), "plain", "back"),
        InstrumentStatus.UNKNOWN: (say("Not known"), "plain", "ask"),
    }
    return PillView(*words[card.status])


def _expiry(reading: Reading, card: Instrument) -> list[Line]:
    language = reading.language
    say = language.say
    if card.expires_on is None:
        return []
    month = language.month(card.expires_on)
    left = (card.expires_on - reading.today).days
    if left < 0:
        return [Line("stop", "bad", (Piece(say("Expired in {month}", month=month)),))]
    if left < SOON_DAYS:
        return [Line("warn", "caution", (Piece(say("Valid only until {month}", month=month)),))]
    return [Line("ok", "good", (Piece(say("Valid until {month}", month=month)),))]


def _limits(reading: Reading, card: Instrument, loans: list[Loan]) -> list[Line]:
    """The exact next amount against what is known of the limits; a class cap binds only other banks' debits."""
    language = reading.language
    say = language.say
    rows = [row for loan in loans if (row := next_row(reading, loan)) is not None]
    if not rows:
        return []
    amount = max((row.payment for row in rows), key=lambda money: money.minor)
    limit = least_limit(card, amount.currency)
    if limit is None:
        told = say(
            "How much {bank} lets be debited at once: it has not told {lender}",
            bank=card.bank,
            lender=reading.lender_name,
        )
        return [Line("ask", "plain", (Piece(told),))]
    values = {"bank": card.bank, "limit": language.money(limit), "amount": language.money(amount)}
    if limit.minor < amount.minor:
        return [
            Line(
                "stop", "bad", (Piece(say("{bank} lets at most {limit} be debited a day; {amount} are due", **values)),)
            )
        ]
    return [
        Line("ok", "good", (Piece(say("{bank} lets up to {limit} be debited; {amount} are due: enough", **values)),))
    ]


def _mandate(reading: Reading, mandate: Mandate) -> MandateView:
    language = reading.language
    say = language.say
    untold = say("not told")
    card = next((held.record for held in reading.snapshot.instruments if held.record.id == mandate.instrument_id), None)

    def money(limit: Money | None) -> str:
        return language.money(limit) if limit is not None else untold

    pairs = [
        (say("Who may debit"), mandate.payee),
        (say("Only for"), mandate.purpose),
        (say("From"), masking.card(card.bank, card.last4) if card is not None else say("a card not on record")),
        (say("At most a debit"), money(mandate.single_limit)),
        (say("At most a day"), money(mandate.daily_limit)),
        (say("At most a month"), money(mandate.monthly_limit)),
        (say("Valid until"), language.date(mandate.valid_until) if mandate.valid_until else untold),
    ]
    if mandate.revoked_on is not None:
        by = mandate.revoked_by or say("not told by whom")
        pairs.append((say("Ended on"), say("{day}, {who}", day=language.date(mandate.revoked_on), who=by)))
    note = say("How to end it: {how}", how=mandate.how_to_end) if mandate.how_to_end else ""
    return MandateView(
        title=(explained(language, "mandate", begins=True), Piece(f" {_own_label(mandate, language)}")),
        pill=_mandate_status(mandate, language),
        pairs=tuple(Pair((Piece(name),), (Piece(value),)) for name, value in pairs),
        actions=_mandate_actions(reading, mandate),
        note=note,
    )


def _mandate_actions(reading: Reading, mandate: Mandate) -> tuple[Action, ...]:
    """Renew it for each loan that rests on it; end it while it is in force."""
    say = reading.language.say
    label = _own_label(mandate, reading.language)
    current = {held.record.id: held.record for held in reading.snapshot.loans}
    actions = []
    for loan_id in mandate.loan_ids:
        loan = current.get(loan_id)
        if loan is not None and loan.mandate_id == mandate.id and loan.instrument_id is not None:
            words = say("Renew or change it")
            if len(mandate.loan_ids) > 1:
                words = say("{what} for {loan}", what=words, loan=loan.name)
            actions.append(
                Action(words, opens("C-3", loan_id), accessible_name=say("{what} for {loan}", what=words, loan=label))
            )
    if mandate.status in (MandateStatus.ACTIVE, MandateStatus.PENDING):
        end = say("End the authorisation")
        name = say("{what} for {loan}", what=end, loan=label)
        actions.append(Action(end, opens("C-4", mandate.id), accessible_name=name, danger=True))
    return tuple(actions)


def _own_label(mandate: Mandate, language: Language) -> str:
    """The label without the term it may begin with."""
    return mandate.label.removeprefix(language.say("mandate")).removeprefix("代扣授权").strip()


def _mandate_status(mandate: Mandate, language: Language) -> PillView:
    say = language.say
    words: dict[MandateStatus, tuple[str, Tone, str]] = {
        MandateStatus.ACTIVE: (say("In force"), "good", "ok"),
        MandateStatus.PENDING: (say("Not in force yet"), "accent", "clock"),
        MandateStatus.REVOKED: (say("Ended"), "bad", "stop"),
        MandateStatus.EXPIRED: (say("Expired"), "bad", "stop"),
        MandateStatus.MISSING: (say("Missing"), "bad", "stop"),
        MandateStatus.UNKNOWN: (say("Not known"), "plain", "ask"),
    }
    return PillView(*words[mandate.status])


def least_limit(card: Instrument, currency: str) -> Money | None:
    """The smallest known limit in a currency; None where none is known.

    The cap of a class II or III account binds only other banks' debits, and only in CNY.
    """
    known = [limit for limit in (card.bank_single_limit, card.bank_daily_limit) if limit is not None]
    cap = CLASS_CAPS.get(card.account_class)
    if cap is not None and card.same_bank_as_lender is False:
        known.append(Money(cap, "CNY"))
    return min((limit for limit in known if limit.currency == currency), key=lambda limit: limit.minor, default=None)
