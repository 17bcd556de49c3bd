"""C-6: "I have put the money in". Asks the lender again, tells when the next run is, and promises nothing."""

from __future__ import annotations

from borrower_app.debits.verdict import AttemptState
from borrower_app.presentation.debits.attempt import OPEN_STATES, attempt_of
from borrower_app.presentation.guides.ask_retry import the_attempt, why_not
from borrower_app.presentation.guides.guide import Asked, Guide, Step, StepWords
from borrower_app.presentation.intents import RemindAbout, SyncNow, opens
from borrower_app.presentation.reading.debit_facts import later_attempts
from borrower_app.presentation.reading.freshness_words import freshness_words
from borrower_app.presentation.words.attempt_words import card_of, moment, state_pill
from borrower_app.presentation.words.parts import Action, Line, Piece


def _ask(asked: Asked) -> StepWords:
    say = asked.language.say
    attempt = the_attempt(asked)
    card = card_of(attempt) or say("the card on record")
    amount = asked.language.money(attempt.amount_requested)
    own = say("It has to be this card of your own. Never send it to a person or a strange account.")
    seen = say("How much is on the card, only you and the card's bank see. This app can't look.")
    return StepWords(
        title=say("Is at least {amount} on {card} now?", amount=amount, card=card),
        lead=(Piece(say("If so, the app asks {lender} again how this debit stands.", lender=asked.lender)),),
        lines=(Line("warn", "caution", (Piece(own),)), Line("info", "plain", (Piece(seen),))),
        primary=say("Yes, it is there: ask again"),
        note=say("Pressing does not debit anything."),
    )


def _seen(asked: Asked) -> StepWords:
    say = asked.language.say
    attempt = the_attempt(asked)
    later = [one for one in later_attempts(attempt, asked.reading.snapshot) if one.attempted_at is not None]
    shown = later[0] if later else attempt
    told = asked.reading.explanation(shown)
    texts = told.zh if asked.language.code == "zh" else told.en
    age = freshness_words(asked.reading.snapshot.freshness, asked.now, asked.language)
    retry = shown.retry
    ahead = retry is not None and retry.at is not None and retry.at > asked.reading.now
    lines: list[Line] = []
    actions: list[Action] = [Action(say("See this debit"), opens("D-2", shown.id))]
    if told.state is AttemptState.POSTED:
        title = say("This debit went through")
    elif told.state in OPEN_STATES:
        title = say("The result is not known yet")
        lines.append(Line("clock", "accent", (Piece(texts.what_next),), _remind(asked, shown.id)))
    elif ahead and retry is not None and retry.at is not None:
        at = moment(retry.at, asked.reading.zone, asked.language, asked.reading.today)
        title = say("{lender} debits again {at}", lender=asked.lender, at=at)
        promise = say("Whether it then goes through, nobody can promise. The result stands here afterwards.")
        lines.append(Line("clock", "accent", (Piece(promise),), _remind(asked, shown.id)))
    else:
        title = say("No further debit is planned")
        reason = why_not(asked)
        words = reason or say("You can ask {lender} to debit once more.", lender=asked.lender)
        lines.append(Line("ask", "plain", (Piece(words),)))
        if not reason:
            actions.insert(0, Action(say("Ask for another debit"), opens("C-5", shown.id)))
    return StepWords(
        title=title,
        lead=(Piece(texts.what_happened),),
        told=((Piece(age),),),
        pill=state_pill(told.state, asked.language),
        lines=tuple(lines),
        actions=(Action(say("Ask once more"), SyncNow()), *actions),
        primary=say("Done"),
    )


def _remind(asked: Asked, attempt_id: str) -> Action:
    return Action(asked.language.say("Remind me of the result"), RemindAbout(attempt_id))


MONEY_IN = Guide(
    code="C-6",
    place="D-1",
    title=lambda asked: asked.language.say("Debits › The money is in"),
    stages=lambda asked: (asked.language.say("Is it there?"), asked.language.say("How it stands")),
    steps=(
        Step("ask", 0, _ask, does=lambda _asked: "sync_and_go_on"),
        Step("seen", 1, _seen, does=lambda _asked: "finish"),
    ),
    is_about=lambda asked: attempt_of(asked.reading, asked.subject) is not None,
)
