"""P-2: change one piece of contact data at the lender; what else has to be changed, at the bank, is said at the end."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from borrower_app.contract.operation_values import ChangeContact
from borrower_app.contract.operations import VERBS
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.presentation.guides.guide import Asked, Errors, Field, Guide, GuideChoice, Step, StepWords
from borrower_app.presentation.guides.outcome import code_errors, outcome_step
from borrower_app.presentation.guides.proof import proof_step
from borrower_app.presentation.guides.sign_in_step import offline_line, sign_in_step
from borrower_app.presentation.words.contact_words import CHANGEABLE, field_name, masked_value
from borrower_app.presentation.words.parts import Line, Pair, Piece
from borrower_app.presentation.words.typed_values import read_day
from borrower_app.records.account import Contact
from borrower_app.records.enums import ContactField, Holder

CHANGE: Final = "change_contact"
_PHONE: Final = re.compile(r"\+?[0-9]{6,15}")
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_LONGEST_ADDRESS: Final = 200


def _contact(asked: Asked) -> Contact | None:
    for held in asked.reading.snapshot.contacts:
        if held.record.field.value == asked.subject and held.record.holder is Holder.BORROWER:
            return held.record
    return None


def _is_verified(asked: Asked) -> bool:
    return asked.subject in VERBS[CHANGE].verified_fields


def _name(asked: Asked) -> str:
    return field_name(ContactField(asked.subject), asked.language)


def typed_value(asked: Asked) -> str:
    """The new value in the form the lender takes: an ISO date for an ID's expiry, digits alone for a phone."""
    typed = asked.answer("value")
    if asked.subject == "id_expiry":
        day = read_day(typed)
        return day.isoformat() if day is not None else ""
    if asked.subject == "phone":
        return re.sub(r"[\s\-()（）]", "", typed)
    return " ".join(typed.split())


def _why_words(asked: Asked) -> str:
    say = asked.language.say
    return {
        "phone": say("{lender} sends codes and warnings to it. With an old number you miss them.", lender=asked.lender),
        "email": say("{lender} sends letters and receipts to it.", lender=asked.lender),
        "address": say("{lender} sends letters to it that may set a deadline.", lender=asked.lender),
        "employer": say("{lender} may ask there when it can't reach you.", lender=asked.lender),
        "id_expiry": say("With an expired ID card banks may stop debits."),
    }[asked.subject]


def _now_pairs(asked: Asked) -> tuple[Pair, ...]:
    say = asked.language.say
    contact = _contact(asked)
    if contact is None:
        return (Pair((Piece(say("At {lender} now", lender=asked.lender)),), (Piece(say("nothing")),)),)
    masked = masked_value(contact.field, contact.value, asked.language)
    updated = asked.language.month(contact.updated_at.astimezone(asked.reading.zone).date())
    return (
        Pair((Piece(say("At {lender} now", lender=asked.lender)),), (Piece(masked, strong=True),)),
        Pair((Piece(say("Since")),), (Piece(updated),)),
    )


def _old_phone(asked: Asked) -> StepWords:
    say = asked.language.say
    contact = _contact(asked)
    masked = masked_value(contact.field, contact.value, asked.language) if contact is not None else ""
    options = (
        GuideChoice(
            "yes", say("Yes"), say("{lender} sends a code to the old and one to the new number.", lender=asked.lender)
        ),
        GuideChoice("no", say("No, that number is gone")),
    )
    return StepWords(
        title=say("Do messages to {phone} still reach you?", phone=masked),
        lead=(Piece(_why_words(asked)),),
        fields=(Field("old_phone", say("The number so far"), "choice", options=options),),
        lines=offline_line(asked),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Go on"),
    )


def _gone(asked: Asked) -> StepWords:
    """Without the old phone the lender has to see the person: what to do, and what to say on the phone."""
    say = asked.language.say
    discovery = asked.reading.snapshot.discovery
    hotline = discovery.hotline if discovery is not None else ""
    lead = say("Without the old number this can't be done here, so that nobody else can take over your loan.")
    call = say(
        "Call {lender}'s official number {number} (dial it yourself), or go to a branch with your ID card.",
        lender=asked.lender,
        number=hotline,
    )
    script = say("“My number on record is no longer mine. How do I change it, and what do you need from me?”")
    return StepWords(
        title=say("Then {lender} has to see that it is you", lender=asked.lender),
        lead=(Piece(lead),),
        lines=(
            Line("phone", "accent", (Piece(call),)),
            Line("mail", "plain", (Piece(say("What to say on the phone: ")), Piece(script))),
            Line("warn", "caution", (Piece(say("Genuine staff never ask for your password or a verification code.")),)),
        ),
    )


def _has_no_old_phone(asked: Asked) -> bool:
    return asked.subject == "phone" and asked.answer("old_phone") == "no"


def _new(asked: Asked) -> StepWords:
    say = asked.language.say
    questions = {
        "phone": (say("New phone number"), say("For example 190 0000 0000")),
        "email": (say("New e-mail address"), say("For example name@example.com")),
        "address": (say("New address"), say("Province, city, district, street, house and flat")),
        "employer": (say("New employer"), say("The full name")),
        "id_expiry": (
            say("New expiry date of the ID card"),
            say("Year-month-day, for example {day}", day="2046-01-20"),
        ),
    }
    question, hint = questions[asked.subject]
    return StepWords(
        title=say("What is right now?"),
        lead=(Piece(_why_words(asked)),),
        pairs=_now_pairs(asked),
        fields=(Field("value", question, hint=hint, longest=_LONGEST_ADDRESS),),
        lines=offline_line(asked) if _is_verified(asked) else (),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Go on"),
    )


def _errors(asked: Asked) -> Errors:
    say = asked.language.say
    value = typed_value(asked)
    contact = _contact(asked)
    if contact is not None and value and value == contact.value:
        return {"value": say("That is what {lender} has already.", lender=asked.lender)}
    if asked.subject == "phone" and not _PHONE.fullmatch(value):
        return {"value": say("A phone number has digits only, for example 190 0000 0000.")}
    if asked.subject == "email" and not _EMAIL.fullmatch(value):
        return {"value": say("An e-mail address looks like name@example.com.")}
    if asked.subject == "id_expiry":
        day = read_day(asked.answer("value"))
        if day is None:
            return {"value": say("Please type a date, for example {day}.", day="2046-01-20")}
        if day <= asked.reading.today:
            return {"value": say("That day has passed. Please type the date on your new card.")}
    return {}


def _happens(asked: Asked) -> tuple[Line, ...]:
    say = asked.language.say
    lines = []
    if _is_verified(asked):
        both = (
            say("A code goes to the old number, then one to the new number.")
            if asked.subject == "phone"
            else (say("{lender} sends a code to the phone it has on record.", lender=asked.lender))
        )
        lines.append(Line("lock", "plain", (Piece(both),)))
    else:
        told = say("Offline it is saved on this computer and sent later.")
        lines.append(Line("clock", "accent", (Piece(told),)))
    if asked.subject in ("phone", "id_expiry"):
        bank = say("This changes it at {lender} only. Your card's bank has its own record.", lender=asked.lender)
        lines.append(Line("bank", "caution", (Piece(bank),)))
    return tuple(lines)


def _review(asked: Asked) -> StepWords:
    say = asked.language.say
    shown = typed_value(asked)
    if asked.subject == "id_expiry":
        day = read_day(shown)
        shown = asked.language.date(day) if day is not None else shown
    new = Pair((Piece(say("From now on")),), (Piece(shown, strong=True),))
    note = (
        say("Nothing is changed before you have typed the code.")
        if _is_verified(asked)
        else (say("It counts once {lender} has confirmed it.", lender=asked.lender))
    )
    return StepWords(
        title=say("Change it so?"),
        lead=(Piece(say("Please look once more at what you typed.")),),
        pairs=(*_now_pairs(asked)[:1], new),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Submit and get the code") if _is_verified(asked) else say("Submit"),
        note=note,
    )


def _nexts(asked: Asked) -> tuple[Line, ...]:
    """The bank's record is another one: what to change there, and the words for the call."""
    say = asked.language.say
    banks = asked.language.list_of(sorted({held.record.bank for held in asked.reading.snapshot.instruments}))
    if asked.subject not in ("phone", "id_expiry") or not banks:
        return (Line("ok", "good", (Piece(say("Nothing more has to be done.")),)),)
    if asked.subject == "phone":
        told = say(
            "{banks} may still have your old number: codes of the card go there. Please change it there, too.",
            banks=banks,
        )
        script = say("“Please tell me which phone number you have for my card, and change it to my new one.”")
    else:
        told = say("Your ID card is on record at {banks}, too. Please give the new one there as well.", banks=banks)
        script = say(
            "“I have a new ID card. Is the one on record for my card still valid, and how do I give you the new one?”"
        )
    return (
        Line("warn", "caution", (Piece(told),)),
        Line("phone", "plain", (Piece(say("What to say on the phone: ")), Piece(script))),
    )


def _is_same(asked: Asked, pending: PendingOperation) -> bool:
    return isinstance(pending.values, ChangeContact) and pending.values.field == asked.subject


CHANGE_CONTACT = Guide(
    code="P-2",
    place="P-1",
    title=lambda asked: asked.language.say("My details › Change: {what}", what=_name(asked)),
    stages=lambda asked: (
        asked.language.say("The new one"),
        asked.language.say("Confirm"),
        asked.language.say("Receipt"),
    ),
    steps=(
        Step("old_phone", 0, _old_phone, applies=lambda asked: asked.subject == "phone"),
        Step("no_old_phone", 0, _gone, applies=_has_no_old_phone),
        Step("new", 0, _new, check=_errors),
        sign_in_step("sign_in", 1, _is_verified),
        Step(
            "review",
            1,
            _review,
            does=lambda _asked: "submit",
            operation=CHANGE,
            values=lambda asked: ChangeContact(field=asked.subject, value=typed_value(asked)),  # type: ignore[arg-type]
        ),
        replace(outcome_step("code", 1, CHANGE, _happens), check=code_errors),
        proof_step(
            2, (CHANGE,), lambda asked: asked.language.say("It is changed at {lender}", lender=asked.lender), _nexts
        ),
    ),
    is_about=lambda asked: asked.subject in CHANGEABLE,
    operations=(CHANGE,),
    is_same=_is_same,
)
