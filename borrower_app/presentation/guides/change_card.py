"""C-2: another card pays a loan. Why → the card → the lender's check → the authorisation → proof.

The number is typed once and goes to the card host for a token; the draft keeps the token and the last four digits.
"""

from __future__ import annotations

from dataclasses import replace

from borrower_app import masking
from borrower_app.check_digit import passes_luhn
from borrower_app.contract.card_tokens import CardToken, has_possible_length
from borrower_app.contract.operation_values import ReplaceInstrument
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.debits.fact_findings import CLASS_CAPS
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.guides.guide import Asked, Does, Errors, Field, Guide, GuideChoice, Step, StepWords
from borrower_app.presentation.guides.loan_facts import (
    card_of,
    card_words,
    is_about_a_loan,
    mandate_for,
    next_debit,
    open_amount,
    planned_words,
    the_loan,
)
from borrower_app.presentation.guides.mandate_steps import SIGN, mandate_steps
from borrower_app.presentation.guides.outcome import code_errors, outcome_step
from borrower_app.presentation.guides.plan_lines import plan_lines
from borrower_app.presentation.guides.proof import proof_step
from borrower_app.presentation.guides.sign_in_step import offline_line, sign_in_step
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Line, Pair, Piece
from borrower_app.records.enums import AccountClass

REPLACE = "replace_instrument"
NUMBER = "card_number"
TOKEN, LAST4, BANK, ACCOUNT_CLASS, SAME_BANK = "card_token", "card_last4", "card_bank", "card_class", "card_same_bank"
"""What the card host has told, kept with the answers; never the number."""


def digits_of(text: str) -> str:
    """A card number as people type it: groups with spaces or hyphens, full-width digits."""
    return "".join(str(ord(c) - 0xFF10) if "\uff10" <= c <= "\uff19" else c for c in text if c not in " -\u3000")


def card_answers(card: CardToken) -> dict[str, str]:
    """What is kept of the card host's answer."""
    same = {True: "yes", False: "no", None: ""}[card.same_bank_as_lender]
    return {
        TOKEN: card.token,
        LAST4: card.last4,
        BANK: card.bank,
        ACCOUNT_CLASS: card.account_class.value,
        SAME_BANK: same,
    }


def _token(asked: Asked) -> str:
    return asked.answer(TOKEN)


def _card_now(asked: Asked) -> str:
    return card_words(asked, card_of(asked, the_loan(asked).instrument_id))


def _happens(asked: Asked) -> tuple[Line, ...]:
    """Beside every step: what becomes of number, old card and the next debit."""
    say = asked.language.say
    old = _card_now(asked)
    once = say(
        "The number goes to {lender} once; it is not kept on this computer, not even in the draft.", lender=asked.lender
    )
    until = say(
        "Until the new card holds, {lender} debits {card}. Please leave enough money on it.",
        lender=asked.lender,
        card=old,
    )
    lines = [Line("ok", "good", (Piece(once),)), Line("clock", "accent", (Piece(until),))]
    planned = next_debit(asked, asked.subject)
    if planned is not None:
        told = say(
            "Next: {when}, {amount}, still from {card} unless {lender} confirms the new card before.",
            when=planned_words(planned),
            amount=asked.language.money(planned.amount),
            card=old,
            lender=asked.lender,
        )
        lines.append(Line("warn", "caution", (Piece(told),)))
    return tuple(lines)


def _why(asked: Asked) -> StepWords:
    say = asked.language.say
    loan = the_loan(asked)
    lead = say(
        "{loan} is paid from {card} now. It takes about three minutes to let another card pay.",
        loan=loan.name,
        card=_card_now(asked),
    )
    need = say("You need the new card, and the phone that {lender} has on record.", lender=asked.lender)
    return StepWords(
        title=say("Let another card pay {loan}", loan=loan.name),
        lead=(Piece(lead),),
        told=((Piece(need),),),
        lines=(*plan_lines(asked, asked.subject), *offline_line(asked)),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Change the card"),
    )


def _whose(asked: Asked) -> StepWords:
    say = asked.language.say
    options = (
        GuideChoice("borrower", say("My own")),
        GuideChoice("co_borrower", say("My co-borrower's")),
        GuideChoice("other", say("Somebody else's")),
    )
    lines: tuple[Line, ...] = ()
    if asked.answer("holder") == "other":
        told = say(
            "{lender} may not take somebody else's card. It says so after you have submitted.", lender=asked.lender
        )
        lines = (Line("warn", "caution", (Piece(told),)),)
    return StepWords(
        title=say("Whose card is it?"),
        lead=(Piece(say("The name on the card has to be one that {lender} knows.", lender=asked.lender)),),
        fields=(Field("holder", say("Whose card"), "choice", options=options, first="borrower"),),
        lines=lines,
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Go on"),
    )


def _number(asked: Asked) -> StepWords:
    say = asked.language.say
    told: tuple[tuple[Piece, ...], ...] = ()
    if _token(asked):
        known = say("Typed already: {card}. Leave it empty to keep that card.", card=_new_card(asked))
        told = ((Piece(known),),)
    stop = say(
        "Please type it only while nobody else sees your screen. {lender}'s staff never ask for it.",
        lender=asked.lender,
    )
    return StepWords(
        title=say("Type the number of the new card"),
        lead=(Piece(say("It stands on the front of the card, 16 to 19 digits. It stays hidden while you type.")),),
        told=told,
        fields=(
            Field(
                NUMBER,
                say("Card number"),
                "secret",
                longest=40,
                is_optional=bool(_token(asked)),
                hint=say("Spaces do not matter. No password, no code from the back is needed."),
            ),
        ),
        lines=(Line("lock", "plain", (Piece(stop),)),),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Check this card"),
        note=say("Only the bank and the kind of account are looked up. Nothing is changed yet."),
    )


def _number_does(asked: Asked) -> Does:
    return "go_on" if _token(asked) and not asked.answer(NUMBER) else "exchange_card"


def _number_errors(asked: Asked) -> Errors:
    say = asked.language.say
    digits = digits_of(asked.answer(NUMBER))
    if not digits:
        return {}
    if not (digits.isascii() and digits.isdigit()):
        return {NUMBER: say("A card number has digits only. Please look at the front of the card.")}
    if not has_possible_length(digits):
        return {NUMBER: say("A number that begins so has another length; you typed {count} digits.", count=len(digits))}
    if not passes_luhn(digits):
        return {NUMBER: say("A digit is not right: the number does not fit its check digit. Please type it once more.")}
    return {}


def _new_card(asked: Asked) -> str:
    return masking.card(asked.answer(BANK), asked.answer(LAST4))


def class_words(account_class: str, language: Language) -> str:
    """The account class in plain words."""
    say = language.say
    return {
        "I": say("class I (no cap on payments)"),
        "II": say("class II (capped payments)"),
        "III": say("class III (small payments only)"),
    }.get(account_class, say("not told by the card's bank"))


def _told(asked: Asked) -> StepWords:
    say = asked.language.say
    pairs = [
        (say("Card"), _new_card(asked)),
        (say("Kind of account"), class_words(asked.answer(ACCOUNT_CLASS), asked.language)),
        (say("Whose card"), _holder_words(asked)),
    ]
    return StepWords(
        title=say("Is this the card you mean?"),
        lead=(Piece(say("The card host of {lender} has looked it up.", lender=asked.lender)),),
        pairs=tuple(Pair((Piece(name),), (Piece(value, strong=True),)) for name, value in pairs),
        lines=_class_lines(asked),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Yes, go on"),
    )


def _holder_words(asked: Asked) -> str:
    say = asked.language.say
    words = {"co_borrower": say("My co-borrower's"), "other": say("Somebody else's")}
    return words.get(asked.answer("holder"), say("My own"))


def _class_lines(asked: Asked) -> tuple[Line, ...]:
    """The cap of a class II or III account against the exact installment; own-bank debits are outside it."""
    language = asked.language
    say = language.say
    loan = the_loan(asked)
    account_class = AccountClass(asked.answer(ACCOUNT_CLASS) or "unknown")
    cap = CLASS_CAPS.get(account_class)
    if account_class is AccountClass.UNKNOWN:
        told = say(
            "{bank} has not said what kind of account this is. Ask {bank} for the most that may be debited a day.",
            bank=asked.answer(BANK),
        )
        return (Line("ask", "plain", (Piece(told),)),)
    if cap is None or asked.answer(SAME_BANK) == "yes" or loan.principal.currency != "CNY" or loan.installment is None:
        return (Line("ok", "good", (Piece(say("No cap of this kind of account stands in the way.")),)),)
    values = {"limit": language.money(Money(cap, "CNY")), "amount": language.money(loan.installment)}
    term = (
        explained(language, "class_two", begins=True)
        if account_class is AccountClass.II
        else Piece(say("This account"))
    )
    if cap < loan.installment.minor:
        words = say(
            " pays out at most {limit} a day to others; your installment is {amount}. The debit would fail:"
            " please take another card.",
            **values,
        )
        return (Line("stop", "bad", (term, Piece(words))),)
    words = say(
        " pays out at most {limit} a day to others. Your installment of {amount} fits, but other payments of that"
        " day count, too.",
        **values,
    )
    return (Line("warn", "caution", (term, Piece(words))),)


def _has_arrears(asked: Asked) -> bool:
    return open_amount(asked, the_loan(asked)) is not None


def _arrears(asked: Asked) -> StepWords:
    say = asked.language.say
    loan = the_loan(asked)
    owed = open_amount(asked, loan)
    assert owed is not None
    amount = asked.language.money(owed)
    options = (
        GuideChoice(
            "yes",
            say("Yes, debit it from the new card"),
            say(
                "{lender} plans another debit once the new card is active. If that is after the deadline, it is late.",
                lender=asked.lender,
            ),
        ),
        GuideChoice(
            "no",
            say("No, I pay it another way"),
            say("It stays open until you have paid it; it may cost penalty interest."),
        ),
    )
    lead = say("{amount} of this loan are due and not paid. A new card alone does not pay them.", amount=amount)
    return StepWords(
        title=say("What about the {amount} that are open?", amount=amount),
        lead=(Piece(lead),),
        fields=(Field("arrears", say("The open amount"), "choice", options=options),),
        lines=plan_lines(asked, asked.subject),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Go on"),
    )


def _review(asked: Asked) -> StepWords:
    say = asked.language.say
    loan = the_loan(asked)
    pairs = [(say("Loan"), loan.name), (say("New card"), _new_card(asked)), (say("Card so far"), _card_now(asked))]
    if _has_arrears(asked):
        wish = say("debit it from the new card") if asked.answer("arrears") == "yes" else say("paid another way by you")
        pairs.append((say("The open amount"), wish))
    told = say("Please look once more. {lender} then sends a code to the phone it has on record.", lender=asked.lender)
    return StepWords(
        title=say("Submit this change?"),
        lead=(Piece(told),),
        pairs=tuple(Pair((Piece(name),), (Piece(value, strong=True),)) for name, value in pairs),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Submit and get the code"),
        note=say("Nothing is changed before you have typed the code. Pressing does not debit anything."),
    )


def _values(asked: Asked) -> ReplaceInstrument:
    holder = asked.answer("holder")
    return ReplaceInstrument(
        loan_id=asked.subject,
        instrument_token=_token(asked),
        last4=asked.answer(LAST4),
        holder=holder if holder in ("co_borrower", "other") else "borrower",  # type: ignore[arg-type]
        retry_open_arrears=_has_arrears(asked) and asked.answer("arrears") == "yes",
    )


def _needs_mandate(asked: Asked) -> bool:
    if SIGN in asked.operations:
        return True
    return mandate_for(asked, asked.subject, _token(asked)) is None


def _done(asked: Asked) -> str:
    return (
        asked.language.say("{card} pays from now on", card=_new_card(asked))
        if not _begins_later(asked)
        else (asked.language.say("{card} is confirmed", card=_new_card(asked)))
    )


def _begins_later(asked: Asked) -> bool:
    pending = asked.operations.get(REPLACE)
    begins = pending.effective_from if pending is not None else None
    return begins is not None and begins > asked.reading.today


def _nexts(asked: Asked) -> tuple[Line, ...]:
    say = asked.language.say
    pending = asked.operations.get(REPLACE)
    lines = []
    begins = pending.effective_from if pending is not None else None
    begins = begins if begins is not None and begins > asked.reading.today else None
    planned = next_debit(asked, asked.subject)
    if planned is not None:
        values = {"when": planned_words(planned), "amount": asked.language.money(planned.amount)}
        if begins is not None and planned.day < begins:
            told = say(
                "Next debit: {when}, {amount}, still from {card}. Please have the money there.",
                card=_card_now(asked),
                **values,
            )
            lines.append(Line("warn", "caution", (Piece(told),)))
        else:
            lines.append(Line("clock", "accent", (Piece(say("Next debit: {when}, {amount}.", **values)),)))
    if begins is not None:
        told = say(
            "The new card pays from {day} on; what is planned before still goes to the old one.",
            day=asked.language.date(begins),
        )
        lines.append(Line("clock", "accent", (Piece(told),)))
    if pending is not None and isinstance(pending.values, ReplaceInstrument):
        owed = open_amount(asked, the_loan(asked))
        if owed is not None and not pending.values.retry_open_arrears:
            told = say("{amount} are still open: please pay them another way.", amount=asked.language.money(owed))
            lines.append(Line("warn", "caution", (Piece(told),)))
        elif owed is not None:
            told = say("You asked {lender} to debit the open amount from the new card.", lender=asked.lender)
            lines.append(Line("clock", "accent", (Piece(told),)))
    lines += plan_lines(asked, asked.subject)
    told = (
        say("Keep enough money on the new card on each debit day.")
        if begins is None
        else say("From {day} on, keep enough money on the new card.", day=asked.language.date(begins))
    )
    return (*lines, Line("ok", "good", (Piece(told),)))


def _is_same(asked: Asked, pending: PendingOperation) -> bool:
    return isinstance(pending.values, ReplaceInstrument) and pending.values.loan_id == asked.subject


def _stages(asked: Asked) -> tuple[str, ...]:
    say = asked.language.say
    return (say("Why"), say("The new card"), say("Verify"), say("Authorise"), say("Receipt"))


CHANGE_CARD = Guide(
    code="C-2",
    place="C-1",
    title=lambda asked: asked.language.say("Cards and mandates › Change the repayment card"),
    stages=_stages,
    steps=(
        Step("why", 0, _why),
        Step("whose", 1, _whose),
        sign_in_step("sign_in", 1),
        Step("number", 1, _number, does=_number_does, check=_number_errors),
        Step("told", 1, _told),
        Step("arrears", 1, _arrears, applies=_has_arrears),
        Step("review", 2, _review, does=lambda _asked: "submit", operation=REPLACE, values=_values),
        replace(outcome_step("code", 2, REPLACE, _happens), check=code_errors),
        *mandate_steps(3, _token, _needs_mandate),
        proof_step(4, (REPLACE, SIGN), _done, _nexts),
    ),
    is_about=is_about_a_loan,
    operations=(REPLACE, SIGN),
    is_same=_is_same,
)
