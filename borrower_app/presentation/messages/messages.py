"""M-1: what came from the lender, as it is, and what was asked for with where it stands."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.debits.quoting import quoted
from borrower_app.language import Language
from borrower_app.presentation.intents import DecideOperation, MarkRead, SaveReceipt, opens
from borrower_app.presentation.messages.views import MessagesView, MessageView
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.operation_text import (
    operation_name,
    operation_words,
    request_pill,
    state_pill,
    waits_for_word,
    why_it_waits,
)
from borrower_app.presentation.words.parts import Action, EmptyView, PillView
from borrower_app.records.correspondence import Message, Notice, Request
from borrower_app.records.enums import MessageChannel

MOST_SHOWN = 200


def messages_view(reading: Reading) -> MessagesView:
    """The page."""
    say = reading.language.say
    snapshot = reading.snapshot
    dated = [(held.record.at, _message(reading, held.record)) for held in snapshot.messages]
    dated += [(held.record.at, _notice(reading, held.record)) for held in snapshot.notices]
    dated.sort(key=lambda item: item[0], reverse=True)
    received = [view for _at, view in dated]
    known = {held.record.id for held in snapshot.requests}
    sent = [
        _operation(reading, operation)
        for operation in reversed(snapshot.operations)
        if operation.operation_id not in known
    ]
    requests = sorted(
        (held.record for held in snapshot.requests), key=lambda request: request.submitted_at, reverse=True
    )
    sent += [_request(reading, request) for request in requests]
    # That a message was read needs no receipt.
    sent += [
        _confirmed(reading, operation)
        for operation in snapshot.finished
        if operation.operation_id not in known and operation.operation != "mark_message_read"
    ]
    title = say("Messages")
    if not received and not sent:
        told = say("What {lender} writes to you, and what you send, stands here.", lender=reading.lender_name)
        return MessagesView(title, empty=EmptyView(say("No message yet"), told, "mail"))
    return MessagesView(
        title,
        say("Received") if received else "",
        tuple(received[:MOST_SHOWN]),
        say("Sent by you") if sent else "",
        tuple(sent[:MOST_SHOWN]),
    )


def _message(reading: Reading, message: Message) -> MessageView:
    language = reading.language
    say = language.say
    when = _when(reading, message)
    to = say(", to {address}", address=masking.free_text(message.sent_to)) if message.sent_to else ""
    told = say(
        "{lender}, {channel}{to}, {when}",
        lender=reading.lender_name,
        channel=_channel(message.channel, language),
        to=to,
        when=when,
    )
    pill = None if message.read else PillView(say("Unread"), "accent", "mail")
    actions: list[Action] = []
    if message.attempt_id is not None:
        name = say("See the debit: {title}", title=quoted(message.title))
        actions.append(Action(say("See the debit"), opens("D-2", message.attempt_id), accessible_name=name))
    if not message.read:
        name = say("Mark as read: {title}", title=quoted(message.title))
        actions.append(Action(say("Mark as read"), MarkRead(message.id), accessible_name=name))
    return MessageView(
        message.id, masking.free_text(message.title), told, masking.free_text(message.body), pill, tuple(actions)
    )


def _notice(reading: Reading, notice: Notice) -> MessageView:
    language = reading.language
    say = language.say
    who = {"lender": reading.lender_name, "bank": say("The bank"), "channel": say("The payment channel")}
    told = say(
        "{who}, announcement, {when}", who=who.get(notice.party.value, say("Not told who")), when=_when(reading, notice)
    )
    actions: tuple[Action, ...] = ()
    if notice.attempt_id is not None:
        name = say("See the debit: {title}", title=quoted(notice.title))
        actions = (Action(say("See the debit"), opens("D-2", notice.attempt_id), accessible_name=name),)
    return MessageView(notice.id, masking.free_text(notice.title), told, masking.free_text(notice.body), None, actions)


def _when(reading: Reading, item: Message | Notice) -> str:
    language = reading.language
    day = item.at.astimezone(reading.zone).date()
    return language.say("{day} {time}", day=language.day(day), time=language.time(item.at, reading.zone))


def _channel(channel: MessageChannel, language: Language) -> str:
    say = language.say
    return {
        MessageChannel.APP: say("in the app"),
        MessageChannel.SMS: say("text message"),
        MessageChannel.EMAIL: say("e-mail"),
        MessageChannel.LETTER: say("letter"),
        MessageChannel.PHONE: say("phone call"),
        MessageChannel.UNKNOWN: say("way not told"),
    }[channel]


def _operation(reading: Reading, operation: PendingOperation) -> MessageView:
    language = reading.language
    say = language.say
    day = operation.saved_at.astimezone(reading.zone)
    told = say("Saved {day} {time}", day=language.day(day.date()), time=language.time(operation.saved_at, reading.zone))
    words = operation_words(operation, language)
    text = why_it_waits(operation, reading.lender_name, language)
    if operation.problem_text and operation.problem_type != ProblemType.UNKNOWN_OPERATION.value:
        text = say("The lender's words: “{text}”", text=quoted(operation.problem_text))
    actions: list[Action] = []
    if waits_for_word(operation):
        submit = DecideOperation(operation.operation_id, "submit")
        actions.append(
            Action(
                say("It is mine, submit it"), submit, accessible_name=say("It is mine, submit it: {what}", what=words)
            )
        )
    if operation.state is OutboxState.NEEDS_USER:
        if operation.conflict is not None:
            actions.append(
                Action(
                    say("Decide"),
                    opens("F-4", operation.operation_id),
                    accessible_name=say("Decide: {what}", what=words),
                )
            )
        else:
            actions.append(
                Action(
                    say("Let it go"),
                    DecideOperation(operation.operation_id, "cancel"),
                    accessible_name=say("Let it go: {what}", what=words),
                )
            )
    elif operation.state in (OutboxState.DRAFT, OutboxState.QUEUED):
        actions.append(
            Action(
                say("Cancel it"),
                DecideOperation(operation.operation_id, "cancel"),
                accessible_name=say("Cancel it: {what}", what=words),
            )
        )
    effective = ""
    if operation.effective_from is not None:
        effective = say("From {day}", day=language.date(operation.effective_from))
    return MessageView(
        operation.operation_id, words, language.row_of((told, effective)), text,
        state_pill(operation.state, language), tuple(actions),
    )  # fmt: skip


def _confirmed(reading: Reading, operation: PendingOperation) -> MessageView:
    """Something the lender has confirmed and whose records have come: kept here with its receipt."""
    language = reading.language
    say = language.say
    words = operation_words(operation, language)
    told = ""
    if operation.confirmed_at is not None:
        day = language.day(operation.confirmed_at.astimezone(reading.zone).date())
        told = say("Confirmed {day} {time}", day=day, time=language.time(operation.confirmed_at, reading.zone))
    name = say("Save the receipt: {what}", what=words)
    save = Action(say("Save the receipt"), SaveReceipt(operation.operation_id), accessible_name=name)
    return MessageView(operation.operation_id, words, told, "", state_pill(operation.state, language), (save,))


def _request(reading: Reading, request: Request) -> MessageView:
    language = reading.language
    say = language.say
    day = request.submitted_at.astimezone(reading.zone).date()
    told = say("Submitted {day}", day=language.day(day))
    if request.effective_from is not None:
        told = say("{told}, from {day}", told=told, day=language.date(request.effective_from))
    text = masking.free_text(request.answer) if request.answer else ""
    title = masking.free_text(request.summary) if request.summary else operation_name(request.operation, language)
    return MessageView(request.id, title, told, text, request_pill(request.status, language))
