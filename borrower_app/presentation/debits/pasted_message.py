"""D-3: what a pasted message says for certain, what it does not prove, whether it looks like fraud, and what to do.

Works with no records at all: then there is nothing to compare it with, and the page says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from borrower_app import masking
from borrower_app.debits.message_words import LINK_CAUTION, MessageWords, message_words
from borrower_app.debits.pasted_message import PastedMessage, matching_attempt, read_message
from borrower_app.debits.reading_texts.amounts import AmountTold
from borrower_app.debits.reading_texts.fraud_signs import FraudSign
from borrower_app.debits.reading_texts.senders import SenderKind
from borrower_app.debits.reason_codes import Catalogue
from borrower_app.debits.verdict import BothLanguages, CauseClass
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.debits.message_steps import message_steps
from borrower_app.presentation.debits.views import MessageReading, PastedView
from borrower_app.presentation.intents import GoBack, opens
from borrower_app.presentation.reading.own_message import Match as OwnMatch
from borrower_app.presentation.reading.own_message import own_lenders, own_match, own_match_action, own_match_line
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import state_pill
from borrower_app.presentation.words.parts import Action, Line, Piece
from borrower_app.records.debit import DebitAttempt


def pasted_view(
    text: str,
    language: Language,
    catalogue: Catalogue,
    reading: Reading | None,
    *,
    sender: str = "",
    origins: Iterable[str] = (),
    has_rail: bool = True,
) -> PastedView:
    """The page; `reading` is None without records. `sender` is who it came from, as typed; `origins` are those of the
    lender file, whose links are no strange ones. Without the rail beside it there is a way back.
    """
    say = language.say
    message = read_message(text, _names(reading), origins, sender=sender)
    return PastedView(
        title=say("A message I got"),
        lead=say(
            "Paste the message about a debit here, or type it from your phone: line breaks and small slips do no harm."
            " It stays on this computer and is sent to nobody."
        ),
        sender_field=say("Who it came from (may stay empty)"),
        sender_hint=say("The number or name that your phone shows above the message"),
        sender=sender,
        field=say("The message"),
        text=text,
        button=say("See what it says"),
        nothing=say("Nothing about a debit was recognised. Please paste the whole message.")
        if text.strip() and message.says_nothing
        else "",
        result=None if message.says_nothing else _result(message, language, catalogue, reading),
        back=None if has_rail else Action(say("Back"), GoBack()),
    )


def _names(reading: Reading | None) -> tuple[str, ...]:
    if reading is None:
        return ()
    banks = {held.record.bank for held in reading.snapshot.instruments}
    return (reading.lender_name, *own_lenders(reading), *sorted(banks))


def _result(
    message: PastedMessage, language: Language, catalogue: Catalogue, reading: Reading | None
) -> MessageReading:
    say = language.say
    match = (
        matching_attempt(message, (held.record for held in reading.snapshot.attempts), reading.zone)
        if reading is not None
        else None
    )
    own = own_match(message, reading) if reading is not None and match is None else None
    suspicious = message.fraud.looks_like_fraud
    told = message_words(message.reading, catalogue, reading.lender_name if reading is not None else "", warn=False)
    return MessageReading(
        warning_title=say("This looks like fraud: do not follow it") if suspicious else "",
        warnings=tuple(Line("stop", "bad", (Piece(_sign_words(sign, language)),)) for sign in message.fraud.signs),
        said_title=say("What it says"),
        said=_said(message, told, language),
        proof_title=say("What that proves"),
        proof=_own_proof(reading, own, language)
        if reading is not None and own is not None
        else _proof(message, match, language, reading),
        next_title=say("What to do now"),
        nexts=message_steps(message, told, match, language, reading),
        actions=(
            Action(
                say("See this debit"),
                opens("D-2", match.id),
                accessible_name=say("See the debit that this message is about"),
            ),
        )
        if match is not None
        else (own_match_action(reading, own),)
        if reading is not None and own is not None
        else (),
    )


def _said(message: PastedMessage, told: MessageWords, language: Language) -> tuple[Line, ...]:
    say = language.say
    lines = [_in(told.says, language)]
    if message.names:
        lines.append(say("It names: {names}", names=_listed(message.names, language)))
    if message.reading.amounts:
        lines.append(
            say("Amount: {amounts}", amounts=_listed(tuple(_amounts(message.reading.amounts, language)), language))
        )
    if message.days:
        lines.append(
            say("Day: {days}", days=_listed(tuple(_day_words(day, language) for day in message.days), language))
        )
    if message.last_four:
        lines.append(say("Card ending in {digits}", digits=_listed(message.last_four, language)))
    found = tuple(Line("info", "plain", (Piece(line),)) for line in lines) + _sender(message, language)
    if FraudSign.LINK in message.fraud.cautions:
        return (*found, Line("ask", "caution", (Piece(_in(LINK_CAUTION, language)),)))
    return found


def _in(text: BothLanguages, language: Language) -> str:
    return text.zh if language.code == "zh" else text.en


def _proof(
    message: PastedMessage, match: DebitAttempt | None, language: Language, reading: Reading | None
) -> tuple[Line, ...]:
    say = language.say
    lines = [_only_a_message(language)]
    if reading is not None and reading.is_own_only:
        told = say("It fits none of the recent installments of the loans you entered.")
        return (*lines, Line("ask", "caution", (Piece(told),)))
    if reading is None or not reading.snapshot.attempts:
        told = say("There are no debits on record here to compare it with.")
        return (*lines, Line("ask", "caution", (Piece(told),)))
    if match is None:
        told = say("It fits none of the debits on record at {lender}.", lender=reading.lender_name)
        return (*lines, Line("ask", "caution", (Piece(told),)))
    day = (match.attempted_at or match.planned_at).astimezone(reading.zone).date()
    pill = state_pill(reading.explanation(match).state, language)
    told = say(
        "It fits the debit of {day}, {amount}. {lender}'s records say: {state}.",
        day=language.day(day),
        amount=language.money(match.amount_requested),
        lender=reading.lender_name,
        state=pill.text,
    )
    lines.append(Line("ok", "good", (Piece(told),)))
    explained = reading.explanation(match).cause
    told_cause = message.reading.cause if message.reading.is_failed else None
    if told_cause not in (None, explained) and explained is not CauseClass.UNKNOWN:
        told = say("But the reason it gives is not the one on record. Trust the record.")
        lines.append(Line("ask", "caution", (Piece(told),)))
    return tuple(lines)


def _only_a_message(language: Language) -> Line:
    told = language.say("A message only proves that somebody sent it. Sender names and numbers can be forged.")
    return Line("info", "plain", (Piece(told),))


def _own_proof(reading: Reading, own: OwnMatch, language: Language) -> tuple[Line, ...]:
    return _only_a_message(language), own_match_line(reading, own)


def _sender(message: PastedMessage, language: Language) -> tuple[Line, ...]:
    """What the number it came from tells, where it tells anything."""
    say = language.say
    if message.sender_kind is SenderKind.UNTOLD:
        return ()
    told = (
        say("It came from an ordinary phone number. Banks send from a short service number or under their name.")
        if message.sender_kind is SenderKind.PHONE
        else say("It came from a mail address. Ask the sender yourself, with an address or number you know.")
    )
    return (Line("ask", "caution", (Piece(told),)),)


def _sign_words(sign: FraudSign, language: Language) -> str:
    say = language.say
    return {
        FraudSign.LINK: say("It contains a link. Banks and lenders do not ask for a payment through a link."),
        FraudSign.CODE_ASKED: say("It asks for a verification code or a password. Genuine staff never do."),
        FraudSign.TRANSFER_TO_ACCOUNT: say("It wants you to transfer money to an account it names."),
        FraudSign.PRIVATE_NUMBER: say("It wants you to call a number that is not an official one."),
        FraudSign.MESSENGER: say("It wants you to go on in a chat app."),
        FraudSign.QR_PAYMENT: say("It wants you to pay by scanning a code."),
        FraudSign.THREAT: say("It threatens you. That is meant to make you act without checking."),
        FraudSign.REMOTE_CONTROL: say("It wants to see or control your screen, or wants you to install something."),
        FraudSign.REFUND_BAIT: say("It promises money or a favour: a refund, a better credit record, a compensation."),
        FraudSign.PERSONAL_DATA_ASKED: say("It asks for your card or identity details. Genuine staff never do."),
    }[sign]


def _listed(items: tuple[str, ...], language: Language) -> str:
    mark = "、" if language.code == "zh" else ", "
    return masking.free_text(mark.join(items[:5]))


def _amounts(told: tuple[AmountTold, ...], language: Language) -> Iterator[str]:
    """Each amount once, with its currency where this app knows it."""
    seen = set()
    for item in told:
        if (item.amount, item.currency) in seen:
            continue
        seen.add((item.amount, item.currency))
        try:
            yield language.money(Money.from_decimal_text(format(item.amount, "f"), item.currency or "CNY"))
        except ValueError:
            yield f"{item.amount} {item.currency}"


def _day_words(day: tuple[int | None, int, int], language: Language) -> str:
    year, month, number = day
    try:
        # A leap year stands in where no year is told: only month and day are shown.
        known = dt.date(year or 2024, month, number)
    except ValueError:
        return f"{month}-{number}"
    return language.date(known) if year else language.day(known)
