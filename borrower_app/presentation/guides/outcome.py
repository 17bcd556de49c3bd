"""What became of the operation a guide has saved: sending, a code wanted, refused, unsure. The same in every guide.

Only the lender's word ends it: "confirmed" stands on the proof, which comes after this step.
"""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.contract.problems import ProblemType
from borrower_app.contract.snapshot import OTHER_SIGN_IN, OutboxState, PendingOperation
from borrower_app.debits.quoting import quoted
from borrower_app.language import Language
from borrower_app.presentation.guides.guide import Asked, Does, Field, Step, StepWords
from borrower_app.presentation.intents import ChooseSignIn, opens
from borrower_app.presentation.words.operation_text import never_arrived, operation_words, state_pill, why_it_waits
from borrower_app.presentation.words.parts import Action, Line, Pair, Piece

CODE = "code"
_SIGN_IN = frozenset({ProblemType.FRESH_SIGN_IN_NEEDED.value, ProblemType.UNAUTHENTICATED.value})
_OVER = frozenset({ProblemType.VERIFICATION_EXPIRED.value})
_OPEN = frozenset({OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.RECONCILING})


def outcome_step(
    name: str, stage: int, operation: str, aside: Callable[[Asked], tuple[Line, ...]] | None = None
) -> Step:
    """The step that stands between submitting an operation and its proof."""

    def words(asked: Asked) -> StepWords:
        pending = asked.operations.get(operation)
        told = _gone(asked) if pending is None else _words(asked, pending)
        if aside is None:
            return told
        return StepWords(
            told.title,
            told.lead,
            told.told,
            told.fields,
            told.pairs,
            told.pill,
            told.lines,
            asked.language.say("What will happen"),
            aside(asked),
            told.primary,
            told.note,
            told.actions,
        )

    return Step(
        name=name,
        stage=stage,
        words=words,
        does=lambda asked: _does(asked, operation),
        passes=lambda asked: _is_confirmed(asked, operation),
        operation=operation,
    )


def wants_code(pending: PendingOperation) -> bool:
    """Whether a verification code is waited for."""
    challenge = pending.challenge
    still = challenge is not None and challenge.attempts_left > 0
    return pending.state is OutboxState.NEEDS_USER and still and pending.problem_type not in _OVER


def is_over(asked: Asked, pending: PendingOperation) -> bool:
    """Whether the code that is waited for can't be right any more."""
    challenge = pending.challenge
    return challenge is not None and challenge.expires_at <= asked.now


def _is_confirmed(asked: Asked, operation: str) -> bool:
    pending = asked.operations.get(operation)
    return pending is not None and pending.state is OutboxState.APPLIED


def _does(asked: Asked, operation: str) -> Does:
    pending = asked.operations.get(operation)
    if pending is None:
        return "start_over"
    if pending.state is OutboxState.NEEDS_USER:
        if pending.problem_type == OTHER_SIGN_IN:
            return "submit"
        if pending.problem_type in _SIGN_IN:
            return "submit" if asked.is_fresh else "sign_in"
        if wants_code(pending) and not is_over(asked, pending):
            return "verify"
        return "start_over"
    if pending.state is OutboxState.DRAFT:
        return "submit" if asked.is_fresh else "sign_in"
    return "sync"


def _gone(asked: Asked) -> StepWords:
    say = asked.language.say
    return StepWords(
        say("This change is no longer here"),
        (Piece(say("It was taken back, or you have signed out since. Your answers are still here.")),),
        primary=say("Look at the answers again"),
    )


def _words(asked: Asked, pending: PendingOperation) -> StepWords:
    if pending.state is OutboxState.NEEDS_USER:
        return _needs_user(asked, pending)
    say = asked.language.say
    pill = state_pill(pending.state, asked.language)
    what = (Pair((Piece(say("Your change")),), (Piece(operation_words(pending, asked.language)),)),)
    if pending.state is OutboxState.DRAFT:
        if pending.problem_type == OTHER_SIGN_IN:
            primary = say("It is mine, submit it") if asked.is_fresh else say("Sign in, then submit")
            why = (Piece(why_it_waits(pending, asked.lender, asked.language)),)
            return StepWords(say("Is this yours?"), why, pairs=what, pill=pill, primary=primary)
        told = say(
            "It was not submitted yet: {lender} wants a sign-in not older than five minutes.", lender=asked.lender
        )
        primary = say("Submit now") if asked.is_fresh else say("Sign in, then submit")
        return StepWords(say("Not submitted yet"), (Piece(told),), pairs=what, pill=pill, primary=primary)
    if pending.state is OutboxState.QUEUED:
        if asked.connection == "signed_out":
            told = say("It is saved on this computer and goes out as soon as you have signed in.")
            return StepWords(
                say("Saved on this computer"),
                (Piece(told),),
                pairs=what,
                pill=pill,
                actions=(Action(say("Sign in"), ChooseSignIn()),),
            )
        told = (
            say(
                "It is saved on this computer and goes out as soon as {lender} can be reached. You may close the app.",
                lender=asked.lender,
            )
            if asked.is_kept
            else say(
                "It goes out as soon as {lender} can be reached. Please leave the app open until then: nothing is kept"
                " on this computer.",
                lender=asked.lender,
            )
        )
        title = say("Saved on this computer") if asked.is_kept else say("Not sent yet")
        return StepWords(title, (Piece(told),), pairs=what, pill=pill, primary=say("Try to send it now"))
    if pending.state is OutboxState.SENDING:
        told = say("It is on its way to {lender}. Nothing is confirmed yet.", lender=asked.lender)
        return StepWords(say("Being sent"), (Piece(told),), pairs=what, pill=pill)
    told = say(
        "{lender} may have got it or not. The app asks again; nothing happens twice. Please do not fill it in anew.",
        lender=asked.lender,
    )
    return StepWords(
        say("Not sure yet"), (Piece(told),), pairs=what, pill=pill, primary=say("Ask {lender} now", lender=asked.lender)
    )


def _needs_user(asked: Asked, pending: PendingOperation) -> StepWords:
    say = asked.language.say
    pill = state_pill(pending.state, asked.language)
    if pending.problem_type == OTHER_SIGN_IN:
        why = (Piece(why_it_waits(pending, asked.lender, asked.language)),)
        what = (Pair((Piece(say("Your change")),), (Piece(operation_words(pending, asked.language)),)),)
        return StepWords(say("Is this yours?"), why, pairs=what, pill=pill, primary=say("It is mine, go on"))
    if pending.problem_type in _SIGN_IN:
        kept = say("Your answers are kept.")
        if asked.is_fresh:
            told = say("You have just signed in; {lender} takes this change now.", lender=asked.lender)
            return StepWords(
                say("Ready to submit"), (Piece(told),), pill=pill, primary=say("Submit now"), note=kept
            )  # fmt: skip
        told = say(
            "{lender} wants a sign-in not older than five minutes before it takes this change.", lender=asked.lender
        )
        return StepWords(
            say("Please sign in once more"), (Piece(told),), pill=pill, primary=say("Sign in once more"), note=kept
        )
    if pending.conflict is not None:
        told = say(
            "Somebody changed the same thing at {lender} meanwhile. Nothing is overwritten until you decide.",
            lender=asked.lender,
        )
        decide = Action(say("See both and decide"), opens("F-4", pending.operation_id))
        return StepWords(say("Two values, please choose"), (Piece(told),), pill=pill, actions=(decide,))
    if wants_code(pending):
        return _over(asked) if is_over(asked, pending) else _code(asked, pending)
    if pending.challenge is not None or pending.problem_type in _OVER:
        return _over(asked)
    return _refused(asked, pending)


def _code(asked: Asked, pending: PendingOperation) -> StepWords:
    say = asked.language.say
    challenge = pending.challenge
    assert challenge is not None
    until = asked.language.time(challenge.expires_at, asked.reading.zone)
    lead = say(
        "{lender} has sent a code to {phone}. Type it here before {until}.",
        lender=asked.lender,
        phone=challenge.sent_to,
        until=until,
    )
    left = asked.language.say_count("{count} try is left.", "{count} tries are left.", challenge.attempts_left)
    warning = say("Nobody from {lender} or your card's bank ever asks you for this code.", lender=asked.lender)
    return StepWords(
        say("Type the verification code"),
        (Piece(lead),),
        fields=(Field(CODE, say("Verification code"), "code", hint=left, longest=12),),
        lines=(Line("warn", "caution", (Piece(warning),)),),
        primary=say("Confirm with this code"),
        note=say("The code goes to {lender} once and is kept nowhere.", lender=asked.lender),
    )


def _over(asked: Asked) -> StepWords:
    say = asked.language.say
    told = say("The code is over, so nothing was changed. Submit once more, then a new code comes.")
    return StepWords(
        say("The code is over"),
        (Piece(told),),
        primary=say("Look at the answers and submit again"),
        note=say("Your answers are kept."),
    )


def _refused(asked: Asked, pending: PendingOperation) -> StepWords:
    say = asked.language.say
    lead = say("{lender} has not taken this change. Nothing was changed.", lender=asked.lender)
    lines: tuple[Line, ...] = ()
    if pending.problem_type == ProblemType.UNKNOWN_OPERATION.value:
        lead = never_arrived(asked.lender, asked.language)
    elif pending.problem_text:
        words = say("{lender}'s words: “{text}”", lender=asked.lender, text=quoted(pending.problem_text))
        lines = (Line("mail", "plain", (Piece(words),)),)
    return StepWords(
        say("This did not go through"),
        (Piece(lead),),
        pairs=(Pair((Piece(say("Your change")),), (Piece(operation_words(pending, asked.language)),)),),
        lines=lines,
        primary=say("Change my answers"),
        note=say("Your answers are kept."),
    )


def wrong_code(language: Language) -> dict[str, str]:
    """The lender did not take the code."""
    return {CODE: language.say("This code is not right. Please look at the newest message.")}


def code_errors(asked: Asked) -> dict[str, str]:
    """A code is four to eight digits."""
    code = asked.answer(CODE)
    if code and not (code.isascii() and code.isdigit() and 4 <= len(code) <= 8):
        return {CODE: asked.language.say("A code is 4 to 8 digits, as in the message.")}
    return {}
