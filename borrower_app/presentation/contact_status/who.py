"""U-1: is it really my lender? The borrower types what the other side said; the phrase itself stands nowhere.

On screens the contact's pass phrase is called watchword (暗号): the passphrase (口令) is what opens the folder.
"""

from __future__ import annotations

from borrower_app.contract.contact_status import StaffContact
from borrower_app.presentation.contact_status.answer import (
    MOST_WRONG,
    ContactFacts,
    called_in_words,
    contact_words,
)
from borrower_app.presentation.contact_status.views import PhraseView, WhoView
from borrower_app.presentation.reading.hotline import hotline
from borrower_app.presentation.words.parts import Line, Piece, PillView, Words

PHRASE_DIGITS = 4


def phrase_problem(view: PhraseView, typed: str) -> str:
    """What is wrong with what was typed before anything is compared, so that a slip costs no try."""
    digits = "".join(typed.split())
    return "" if len(digits) == PHRASE_DIGITS and digits.isdigit() else view.malformed


def who_view(facts: ContactFacts) -> WhoView:
    """The page."""
    say = facts.reading.language.say
    lender = facts.reading.lender_name
    pill, headline, lead, notes = _told(facts)
    return WhoView(
        title=say("Is it really {lender}?", lender=lender),
        pill=pill,
        headline=headline,
        lead=(Piece(lead),),
        notes=notes,
        phrase=_phrase(facts) if facts.answer == "somebody" else None,
        always_title=say("What always holds"),
        always=_always(facts),
        hotline=hotline(facts.reading, "U-1"),
    )


_Told = tuple[PillView, str, str, tuple[str, ...]]


def _told(facts: ContactFacts) -> _Told:
    """Pill, headline, what it means with the next step, and what else is to be said."""
    say = facts.reading.language.say
    lender, number = facts.reading.lender_name, facts.hotline
    if facts.answer == "asking":
        return (
            PillView(say("Asking"), "plain", "clock"),
            say("Asking {lender} …", lender=lender),
            say("Until it answers, take it that it is not {lender}.", lender=lender),
            (),
        )
    if facts.answer == "nobody":
        return (
            PillView(say("Nobody"), "caution", "warn"),
            say("{lender} says: nobody there is in contact with you now", lender=lender),
            say(
                "If somebody says now that they are {lender}: hang up. To ask, dial {number} yourself.",
                lender=lender,
                number=number,
            ),
            (say("This is asked again every few seconds as long as this page is open."),),
        )
    if facts.answer == "unknown" or facts.contact is None:
        return _unknown(facts)
    return _about(facts, facts.contact)


def _about(facts: ContactFacts, contact: StaffContact) -> _Told:
    """The same where the lender says that somebody is in contact with the borrower."""
    say = facts.reading.language.say
    lender, number = facts.reading.lender_name, facts.hotline
    if facts.answer == "called_in":
        return (
            PillView(say("Not confirmed"), "bad", "stop"),
            called_in_words(facts, contact),
            say(
                "If somebody called you: hang up. They may have {lender} on another line and pretend to be you.",
                lender=lender,
            ),
            (
                say(
                    "Did you dial {number} yourself? Then you know whom you"
                    " called, and nothing needs to be checked here.",
                    number=number,
                ),
            ),
        )
    if facts.answer == "wrong":
        return (
            PillView(say("Wrong twice"), "bad", "stop"),
            say("Hang up"),
            say(
                "What they said was wrong twice. Whoever talks to you is not the one {lender}"
                " confirms. Then dial {number} yourself and tell what happened.",
                lender=lender,
                number=number,
            ),
            (),
        )
    if facts.answer == "right":
        return (
            PillView(say("Right"), "good", "ok"),
            say(
                "The watchword is right: you are talking to staff number {staff} of {lender}",
                staff=contact.staff_number,
                lender=lender,
            ),
            say("You can go on. Passwords, codes and your card number are still nobody's but yours."),
            (contact_words(facts, contact),),
        )
    return (
        PillView(say("Not checked yet"), "accent", "phone"),
        contact_words(facts, contact),
        say(
            "Is it the one you are talking to? Let them say the watchword of this contact,"
            " four digits, and type it here. They say it first, never you."
        ),
        (),
    )


def _unknown(facts: ContactFacts) -> _Told:
    say = facts.reading.language.say
    lender, number = facts.reading.lender_name, facts.hotline
    if not facts.can_tell:
        why = say("{lender} can't say here yet whether it is in contact with you.", lender=lender)
    elif not facts.signed_in:
        why = say(
            "{lender} can only be asked once you have signed in. Sign in only if"
            " you wanted to, never because a caller says so.",
            lender=lender,
        )
    else:
        why = say("{lender} does not answer now. This is asked again by itself.", lender=lender)
    return (
        PillView(say("Can't be told"), "caution", "ask"),
        say("Can't be told now: take it that it is not {lender}", lender=lender),
        say(
            "If somebody says that they are {lender}: hang up and dial {number} yourself.", lender=lender, number=number
        ),
        (why,),
    )


def _phrase(facts: ContactFacts) -> PhraseView:
    say = facts.reading.language.say
    return PhraseView(
        question=say("What did they say? Four digits"),
        hint=say("It is not shown while you type. If others see your screen, stop sharing first."),
        check=say("Check the watchword"),
        problem=say("That is not the watchword of this contact. Let them say it once more; there is one more try.")
        if 0 < facts.wrong < MOST_WRONG
        else "",
        malformed=say("The watchword has four digits."),
    )


def _always(facts: ContactFacts) -> tuple[Line, ...]:
    say = facts.reading.language.say
    lender = facts.reading.lender_name

    def line(icon: str, words: str) -> Line:
        told: Words = (Piece(words),)
        return Line(icon, "caution" if icon == "warn" else "plain", told)

    return (
        line(
            "warn",
            say(
                "Real staff of {lender} never asks for a password, a verification code or your whole card number.",
                lender=lender,
            ),
        ),
        line(
            "warn",
            say(
                "Real staff never asks you to share your screen while you type"
                ' them, nor to move money to a "safe account".'
            ),
        ),
        line(
            "phone",
            say(
                "A number on the display can be forged. What counts is what stands here, and what you dialled yourself."
            ),
        ),
        line(
            "lock", say("The watchword stands on no page of this app: nobody who sees your screen can read it there.")
        ),
    )
