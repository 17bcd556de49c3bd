"""What is known of who is on the line, and the seven ways it can"
" stand. Only one of them says that it is the lender."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.contract.contact_status import ContactChannel, StaffContact
from borrower_app.presentation.reading.records import Reading

MOST_WRONG = 2

Answer = Literal["asking", "unknown", "nobody", "called_in", "somebody", "right", "wrong"]
"""`asking`: the first answer is on its way. `called_in`: somebody called the lender in the borrower's name, which
confirms nobody. `somebody`: staff is in contact, the phrase is not checked yet. `wrong`: it was wrong twice."""


class ContactFacts(Struct, frozen=True):
    """The facts of one moment. `contact` is without its pass phrase; `confirms` says whether it had one.

    `is_answered`: there is an answer that is young enough to be believed. `wrong` counts wrong phrases of this contact.
    """

    reading: Reading
    can_tell: bool
    signed_in: bool
    is_waiting: bool = False
    is_answered: bool = False
    contact: StaffContact | None = None
    confirms: bool = False
    wrong: int = 0
    is_right: bool = False

    @property
    def answer(self) -> Answer:
        """How it stands."""
        if self.is_answered:
            if self.contact is None:
                return "nobody"
            if not self.confirms:
                return "called_in"
            if self.wrong >= MOST_WRONG:
                return "wrong"
            return "right" if self.is_right else "somebody"
        return "asking" if self.is_waiting and self.can_tell and self.signed_in else "unknown"

    @property
    def hotline(self) -> str:
        """The lender's official number."""
        discovery = self.reading.snapshot.discovery
        return discovery.hotline if discovery is not None else ""


def contact_words(facts: ContactFacts, contact: StaffContact) -> str:
    """Who is in contact, how and since when, as the lender says it."""
    language = facts.reading.language
    say = language.say
    names = {
        "lender": facts.reading.lender_name,
        "staff": contact.staff_number,
        "at": language.time(contact.since, facts.reading.zone),
    }
    match contact.channel:
        case ContactChannel.PHONE:
            return say("{lender} confirms: staff number {staff} is on the phone with you, since {at}.", **names)
        case ContactChannel.VIDEO:
            return say("{lender} confirms: staff number {staff} is in a video call with you, since {at}.", **names)
        case ContactChannel.CHAT:
            return say(
                "{lender} confirms: staff number {staff} is writing with you,"
                " since {at}. Whoever calls you is not them.",
                **names,
            )
        case ContactChannel.BRANCH:
            return say(
                "{lender} confirms: staff number {staff} is with you at a branch,"
                " since {at}. Whoever calls you is not them.",
                **names,
            )
        case _:
            return say("{lender} confirms: staff number {staff} is in contact with you, since {at}.", **names)


def called_in_words(facts: ContactFacts, contact: StaffContact) -> str:
    """That somebody called the lender in the borrower's name, which says nothing about who talks to the borrower."""
    language = facts.reading.language
    return language.say(
        "{lender} is not calling you. At {at} somebody called it and gave your name.",
        lender=facts.reading.lender_name,
        at=language.time(contact.since, facts.reading.zone),
    )
