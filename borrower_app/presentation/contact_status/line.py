"""The line over a page: yes, no or unknown, and the way to U-1."""

from __future__ import annotations

from borrower_app.presentation.contact_status.answer import ContactFacts, called_in_words, contact_words
from borrower_app.presentation.contact_status.views import ContactLineView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.words.parts import Action, Tone


def contact_line(facts: ContactFacts, *, is_quiet: bool) -> ContactLineView:
    """The line. Where nobody is in contact, or nothing is known, it can be quiet; else it stands out."""
    say = facts.reading.language.say
    lender = facts.reading.lender_name
    answer = facts.answer
    # Before a sign-in nothing can be checked on U-1 either; the first control of F-2 stays its first way out.
    look = Action(say("Who is on the line?"), opens("U-1")) if facts.signed_in else None
    told: tuple[str, Tone, str]
    if answer == "asking":
        told = (
            say(
                "Asking {lender} whether it is in contact with you … Until it answers: take it that it is not.",
                lender=lender,
            ),
            "plain",
            "clock",
        )
    elif answer == "nobody":
        told = (
            say("{lender} says: nobody there is in contact with you now. If somebody says so: hang up.", lender=lender),
            "plain",
            "phone",
        )
    elif answer == "unknown" or facts.contact is None:
        told = (
            say("Whether {lender} is in contact with you can't be told now: take it that it is not.", lender=lender),
            "plain",
            "ask",
        )
    elif answer == "called_in":
        told = (
            say(
                "{told} If somebody is on the line who called you: hang up.", told=called_in_words(facts, facts.contact)
            ),
            "bad",
            "stop",
        )
    elif answer == "wrong":
        told = (
            say("The watchword was wrong twice: hang up. Then dial {hotline} yourself.", hotline=facts.hotline),
            "bad",
            "stop",
        )
    elif answer == "right":
        told = say("{told} The watchword was right.", told=contact_words(facts, facts.contact)), "good", "ok"
    else:
        look = Action(say("Check the watchword"), opens("U-1"))
        told = contact_words(facts, facts.contact), "accent", "phone"
    text, tone, icon = told
    return ContactLineView(text, tone, icon, look, is_quiet=is_quiet and tone == "plain")
