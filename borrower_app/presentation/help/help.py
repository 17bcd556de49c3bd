"""R-1 Help and rights: whom to call, answers from the borrower's own records, and the words of the trade."""

from __future__ import annotations

from borrower_app.presentation.help.own_answers import own_answers
from borrower_app.presentation.help.views import HelpView, WordGroupView, WordView
from borrower_app.presentation.help.whom_to_call import whom_to_call
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.hotline import hotline
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.glossary_terms import TERMS
from borrower_app.presentation.words.parts import Action


def help_view(reading: Reading, _subject: str = "") -> HelpView:
    """The page; with own loans alone it has no lender to call, and says where to find one."""
    say = reading.language.say
    return HelpView(
        title=say("Help and rights"),
        call_title=say("Whom do I call?"),
        call=whom_to_call(reading),
        is_it_them=Action(say("Somebody called me: is it really {lender}?", lender=reading.lender_name), opens("U-1"))
        if reading.snapshot.discovery is not None
        else None,
        questions_title=say("What people ask most, answered from your own records"),
        questions=own_answers(reading),
        words_title=say("Words, each in one sentence"),
        find=say("Find a word"),
        found_nothing=say(
            "No such word here. Ask {lender}, and have it explained in plain words.", lender=reading.lender_name
        ),
        groups=_groups(reading),
        hotline=hotline(reading, "R-1"),
    )


def _groups(reading: Reading) -> tuple[WordGroupView, ...]:
    say = reading.language.say
    titles = {
        "loan": say("The loan"),
        "payment": say("What you pay"),
        "debit": say("The debit"),
        "trouble": say("When it gets difficult"),
        "safety": say("To stay safe"),
    }
    return tuple(
        WordGroupView(
            title,
            tuple(
                WordView(_begun(say(term.word)), say(term.meaning)) for term in TERMS.values() if term.group == group
            ),
        )
        for group, title in titles.items()
    )


def _begun(word: str) -> str:
    return word[:1].upper() + word[1:]
