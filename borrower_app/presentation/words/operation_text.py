"""Words for what the user asked for, masked, and for where it stands (DESIGN section 1, promise 3)."""

from __future__ import annotations

from borrower_app.contract.operation_values import ChangeContact, ReplaceInstrument
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.snapshot import OTHER_SIGN_IN, OutboxState, PendingOperation
from borrower_app.language import Language
from borrower_app.presentation.words.contact_words import field_name, masked_value
from borrower_app.presentation.words.parts import PillView, Tone
from borrower_app.records.account import Contact
from borrower_app.records.enums import ContactField, RequestStatus


def operation_name(operation: str, language: Language) -> str:
    """The plain name of an operation; one not known here reads "a request"."""
    say = language.say
    return {
        "replace_instrument": say("Change the repayment card"),
        "sign_mandate": say("Sign a mandate"),
        "revoke_mandate": say("End a mandate"),
        "change_contact": say("Change contact data"),
        "request_debit_retry": say("Ask for another debit"),
        "hardship_request": say("Ask for relief"),
        "prepayment_request": say("Ask to prepay"),
        "penalty_waiver_request": say("Ask to waive penalty interest"),
        "complaint": say("Complaint"),
        "review_request": say("Ask for a review"),
        "submit_document": say("Send a document"),
        "document_request": say("Ask for a document"),
        "data_request": say("Ask for my data"),
        "mark_message_read": say("Mark a message as read"),
    }.get(operation, say("A request"))


def operation_words(pending: PendingOperation, language: Language) -> str:
    """What was asked for, with its value masked."""
    values = pending.values
    say = language.say
    if isinstance(values, ChangeContact):
        field = ContactField(values.field)
        return say(
            "Change {field} to {value}",
            field=field_name(field, language),
            value=masked_value(field, values.value, language),
        )
    if isinstance(values, ReplaceInstrument):
        return say("Change the repayment card to the one ending in {last4}", last4=values.last4)
    return operation_name(pending.operation, language)


def state_pill(state: OutboxState, language: Language) -> PillView:
    """The words of promise 3, nothing else; exhaustive."""
    say = language.say
    pills: dict[OutboxState, tuple[str, Tone, str]] = {
        OutboxState.DRAFT: (say("Draft, not submitted"), "plain", "disk"),
        OutboxState.QUEUED: (say("Saved here"), "accent", "disk"),
        OutboxState.SENDING: (say("Sending"), "accent", "sync"),
        OutboxState.APPLIED: (say("Confirmed"), "good", "ok"),
        OutboxState.NEEDS_USER: (say("Needs you"), "caution", "warn"),
        OutboxState.UNKNOWN: (say("Not sure yet, checking"), "caution", "clock"),
        OutboxState.RECONCILING: (say("Not sure yet, checking"), "caution", "clock"),
        OutboxState.CANCELLED: (say("Cancelled"), "plain", "stop"),
    }
    return PillView(*pills[state])


def waits_for_word(pending: PendingOperation) -> bool:
    """Whether it goes out only on the user's word: entered before another sign-in, or a draft since a sign-out."""
    if pending.problem_type == OTHER_SIGN_IN:
        return True
    return pending.state is OutboxState.DRAFT and pending.problem_type is None


def why_it_waits(pending: PendingOperation, lender: str, language: Language) -> str:
    """Why the app does not go on by itself; empty where the lender has said it in its own words."""
    say = language.say
    if waits_for_word(pending):
        if pending.state is OutboxState.DRAFT:
            return say("Entered under an earlier sign-in. It is not submitted until you say that it is yours.")
        return say(
            "Sent under an earlier sign-in, and {lender} has not answered. The app asks about it once you say that it"
            " is yours.",
            lender=lender,
        )
    if pending.problem_type == ProblemType.UNKNOWN_OPERATION.value and pending.state is OutboxState.NEEDS_USER:
        return never_arrived(lender, language)
    return ""


def never_arrived(lender: str, language: Language) -> str:
    """The lender does not know an operation that was sent, also when it came again."""
    return language.say(
        "{lender} says that this change has never arrived. Nothing was changed, and the app does not send it again by"
        " itself. Enter it once more, or ask {lender} why.",
        lender=lender,
    )


def request_pill(status: RequestStatus, language: Language) -> PillView:
    """Where a request stands at the lender; exhaustive."""
    say = language.say
    pills: dict[RequestStatus, tuple[str, Tone, str]] = {
        RequestStatus.RECEIVED: (say("Received by the lender"), "accent", "mail"),
        RequestStatus.NEEDS_VERIFICATION: (say("Needs you"), "caution", "warn"),
        RequestStatus.IN_REVIEW: (say("Being reviewed"), "accent", "clock"),
        RequestStatus.GRANTED: (say("Granted"), "good", "ok"),
        RequestStatus.REFUSED: (say("Refused"), "caution", "stop"),
        RequestStatus.WITHDRAWN: (say("Withdrawn"), "plain", "back"),
        RequestStatus.UNKNOWN: (say("Not known"), "plain", "ask"),
    }
    return PillView(*pills[status])


Pairs = tuple[tuple[str, str], ...]


def conflict_pairs(pending: PendingOperation, language: Language) -> tuple[Pairs, Pairs]:
    """Mine and theirs for the choice in a conflict; (what, masked value)."""
    values, theirs = pending.values, pending.conflict
    if isinstance(values, ChangeContact) and isinstance(theirs, Contact):
        name = field_name(theirs.field, language)
        return (
            ((name, masked_value(theirs.field, values.value, language)),),
            ((name, masked_value(theirs.field, theirs.value, language)),),
        )
    name = operation_name(pending.operation, language)
    return ((name, language.say("as you asked")),), ((name, language.say("changed at the lender meanwhile")),)
