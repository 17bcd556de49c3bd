"""P-3: once a year, are the details still right? No operation unless something changes; the day is kept here."""

from __future__ import annotations

from borrower_app.presentation.guides.guide import Asked, Guide, Step, StepWords
from borrower_app.presentation.intents import opens
from borrower_app.presentation.words.contact_words import CHANGEABLE, field_name, masked_value
from borrower_app.presentation.words.parts import Action, Line, Pair, Piece
from borrower_app.records.enums import Holder


def _look(asked: Asked) -> StepWords:
    say = asked.language.say
    pairs = []
    for held in asked.reading.snapshot.contacts:
        contact = held.record
        if contact.holder is Holder.BORROWER and contact.field.value in CHANGEABLE:
            name = field_name(contact.field, asked.language)
            change = Action(
                say("Change"), opens("P-2", contact.field.value), accessible_name=say("Change: {what}", what=name)
            )
            masked = masked_value(contact.field, contact.value, asked.language)
            pairs.append(Pair((Piece(name),), (Piece(f"{masked}  "), Piece(say("Change"), action=change))))
    return StepWords(
        title=say("Is all of this still right?"),
        lead=(Piece(say("{lender} has this on record about you. Once a year a look is enough.", lender=asked.lender)),),
        pairs=tuple(pairs),
        primary=say("Yes, all of it is right"),
        note=say("Nothing is sent to {lender}. The day of your look is kept on this computer.", lender=asked.lender),
    )


def _thanks(asked: Asked) -> StepWords:
    say = asked.language.say
    told = say("Looked at on {day}. In a year the app asks again.", day=asked.language.date(asked.reading.today))
    bank = say("Your card's bank has its own record: please look there, too, when your phone or ID card changes.")
    return StepWords(
        title=say("Good, noted"),
        lead=(Piece(told),),
        lines=(Line("bank", "plain", (Piece(bank),)),),
        primary=say("Done"),
    )


CONFIRM_DETAILS = Guide(
    code="P-3",
    place="P-1",
    title=lambda asked: asked.language.say("My details › Yearly look"),
    stages=lambda asked: (asked.language.say("Look"), asked.language.say("Done")),
    steps=(
        Step("look", 0, _look, does=lambda _asked: "note_and_go_on"),
        Step("thanks", 1, _thanks, does=lambda _asked: "finish"),
    ),
    is_about=lambda asked: bool(asked.reading.snapshot.contacts),
)
