"""What the user of a device does, and what they know from then on."""

from __future__ import annotations

from contextlib import suppress

from borrower_app.contract.operations import VERBS
from borrower_app.contract.snapshot import OutboxState
from borrower_app.failures import WrongUse
from borrower_app.sync.engine import synchronise
from borrower_app.sync.verification import verify
from tests.simulation.challenges import RIGHT_CODE, WRONG_CODE
from tests.simulation.device import BrokenPromise, Device
from tests.simulation.events import Cancel, Decide, Save, SyncRound, TypeCode
from tests.simulation.wishes import WHAT, Wish


def save(device: Device, event: Save) -> None:
    """A wish is saved once the store has returned; before that it was not promised."""
    operation, values_from = WHAT[event.what]
    values = values_from(event.text)
    verb = VERBS[operation]
    wish = Wish(operation, values, {device.base_of(values)})
    before = device.states()
    same = {name for name in before if device.wishes[name].subject == wish.subject}
    with device.unsure(same, wish):
        operation_id = device.store.save_operation(operation, values, device.now(), draft=verb.is_sensitive(values))
    device.log(f"device {device.number}: saved {operation_id}")
    after = device.states()
    for gone in before.keys() - after.keys():
        if before[gone] is not OutboxState.DRAFT or gone not in same:
            raise BrokenPromise("lost", f"{gone} made room for another wish")
        device.wishes[gone].closed = device.wishes[gone].never_sent = True
    device.wishes[operation_id] = wish


def cancel(device: Device, event: Cancel) -> None:
    """Only what has never been sent can be cancelled; then it must never happen."""
    names = sorted(device.states())
    if not names:
        return
    operation_id = names[event.number % len(names)]
    with device.unsure({operation_id}):
        cancelled = device.store.cancel(operation_id)
    if cancelled:
        device.log(f"device {device.number}: cancelled {operation_id}")
        device.wishes[operation_id].closed = device.wishes[operation_id].never_sent = True


def decide(device: Device, event: Decide) -> None:
    """The user looks at one operation that needs them."""
    waiting = device.needing_user()
    if not waiting:
        return
    pending = waiting[event.number % len(waiting)]
    operation_id = pending.operation_id
    shown = device.wire.conflicts[operation_id]
    attempted = Wish(pending.operation, pending.values, set(shown))
    same = {name for name in device.states() if device.wishes[name].subject == attempted.subject}
    with device.unsure(same, attempted):
        if event.choice == "close it":
            device.wishes[operation_id].closed |= device.store.let_go(operation_id)
            return
        if event.choice == "send it again":
            device.store.resubmit(operation_id, device.now())
            return
        sensitive = VERBS[pending.operation].is_sensitive(pending.values)
        new = device.store.send_again(operation_id, device.now(), as_draft=sensitive)
    if new is None:
        return
    device.wishes[operation_id].closed = True
    if new in device.wishes:
        device.wishes[new].bases |= shown
    else:
        device.wishes[new] = attempted


def sign_in(device: Device) -> None:
    """What waited only for a fresh sign-in goes out, on the records that are on the screen now."""
    device.tokens.sign_in()
    for operation_id, state in device.states().items():
        if state is OutboxState.DRAFT:
            wish = device.wishes[operation_id]
            wish.bases.add(device.base_of(wish.values))
    device.store.submit_held_up(device.now())


def type_code(device: Device, event: TypeCode) -> None:
    """The user answers a challenge."""
    waiting = device.awaiting_code()
    if not waiting:
        return
    code = RIGHT_CODE if event.right else WRONG_CODE
    with suppress(WrongUse):
        verdict = verify(device.round(), waiting[event.number % len(waiting)].operation_id, code)
        device.log(f"device {device.number}: the code was {verdict.state}")


def sync_round(device: Device, event: SyncRound) -> bool:
    """One round; whether it ended without a failure."""
    if event.now:
        device.store.retry_now()
    outcome = synchronise(device.round())
    device.log(f"device {device.number}: {outcome.report.to_json()} {outcome.failure}")
    return outcome.failure is None
