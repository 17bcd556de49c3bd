"""The promises, looked at from outside: what the devices show against what really happened at the lender."""

from __future__ import annotations

from collections import Counter

import msgspec

from borrower_app.contract.snapshot import OutboxState, Snapshot
from tests.simulation.books import revision_of
from tests.simulation.device import BrokenPromise, Device
from tests.simulation.model_lender import Effect, ModelLender


class Judge:
    """Raises BrokenPromise at the first broken one."""

    def __init__(self, lender: ModelLender, devices: list[Device]) -> None:
        self._lender = lender
        self._devices = devices
        self._seen = 0
        self._judged: dict[int, int] = {}
        self._attempts: dict[int, set[tuple[str, int, bytes]]] = {device.number: set() for device in devices}

    def look_at_effects(self) -> None:
        """Nothing doubled, nothing that nobody asked for, nothing overwritten that the user had not seen."""
        if self._lender.defects:
            raise BrokenPromise("a defect at the lender", self._lender.defects[0])
        fresh = self._lender.effects[self._seen :]
        self._seen = len(self._lender.effects)
        counts = Counter(effect.operation_id for effect in self._lender.effects)
        for effect in fresh:
            name = effect.operation_id
            if counts[name] > 1:
                raise BrokenPromise("doubled", f"{effect.operation} {name} happened {counts[name]} times")
            wish = next((device.wishes[name] for device in self._devices if name in device.wishes), None)
            if wish is None or wish.values != effect.values:
                raise BrokenPromise("not asked for", f"{name} {effect.values}; the wish is {wish}")
            if wish.never_sent:
                raise BrokenPromise("cancelled and done", name)
            if effect.operation == "change_contact" and effect.base not in wish.bases:
                seen = sorted(str(base) for base in wish.bases | self._own_versions(effect))
                if effect.base not in self._own_versions(effect):
                    raise BrokenPromise("overwritten", f"{name} on version {effect.base}; decided on {seen}")

    def _own_versions(self, effect: Effect) -> set[int | None]:
        """Versions that earlier wishes of the same device have made: a follower was entered on top of them."""
        device = next(one for one in self._devices if effect.operation_id in one.wishes)
        return {
            other.made.version
            for other in self._lender.effects
            if other.subject == effect.subject and other.operation_id in device.wishes and other is not effect
        }

    def look_at(self, device: Device) -> None:
        """What is on the screen of a device at any moment."""
        view = device.look()
        if self._judged.get(device.number) == view.change:
            return
        self._judged[device.number] = view.change
        revision = revision_of(view.records.cursor)
        held = bytes(msgspec.json.decode(view.records.dumped, type=dict[str, msgspec.Raw])["records"])
        if held != self._lender.books.dumped(revision):
            raise BrokenPromise("records differ", f"device {device.number} at cursor {view.records.cursor}")
        self._attempts[device.number] |= {
            (kind_id[1], entry.version, entry.data)
            for kind_id, entry in self._lender.books.history[revision].items()
            if kind_id[0] == "debit_attempt" and entry.data is not None
        }
        self._look_at_operations(device, view.snapshot, revision)

    def _look_at_operations(self, device: Device, snapshot: Snapshot, revision: int) -> None:
        effects = {effect.operation_id: effect for effect in self._lender.effects}
        shown = {one.operation_id: one for one in snapshot.operations}
        finished = {one.operation_id for one in snapshot.finished}
        for name, wish in device.wishes.items():
            if not wish.closed and name not in shown and name not in finished:
                raise BrokenPromise("lost", f"{wish.operation} {name} is shown nowhere on device {device.number}")
        for name, pending in shown.items():
            if name not in device.wishes:
                raise BrokenPromise("not asked for", f"{name} stands in the list of device {device.number}")
            if pending.values != device.wishes[name].values:
                raise BrokenPromise("rewritten", f"{name} shows {pending.values}")
            if pending.state is OutboxState.APPLIED and name not in effects:
                raise BrokenPromise("shown as done", f"{pending.operation} {name} did not happen")
        for name in finished:
            if name not in effects:
                raise BrokenPromise("shown as done", f"{name} did not happen")
            if effects[name].revision > revision:
                raise BrokenPromise(
                    "overlay dropped", f"{name} made revision {effects[name].revision}, here {revision}"
                )

    def still_open(self, device: Device) -> list[str]:
        """What another round would have to bring to an end; what waits for a decision of the user is at its end."""
        view = device.look()
        shown = view.snapshot.operations
        waiting = [*device.awaiting_code(), *(one for one in shown if one.state is not OutboxState.NEEDS_USER)]
        found = [f"{one.operation} {one.operation_id} is {one.state}" for one in waiting]
        if revision_of(view.records.cursor) != self._lender.books.revision:
            found.append(f"its records are those of {view.records.cursor}")
        return found

    def look_at_the_end(self, device: Device) -> None:
        """After the faults have stopped and the stated number of rounds: nothing is open any more."""
        self.look_at(device)
        still_open = self.still_open(device)
        if still_open:
            raise BrokenPromise("does not converge", f"device {device.number}: {'; '.join(still_open)}")
        happened = {effect.operation_id for effect in self._lender.effects}
        for pending in device.look().snapshot.operations:
            name = pending.operation_id
            if name in happened and name not in device.wire.lied_about:
                raise BrokenPromise("told wrong", f"{name} happened; the user reads {pending.problem_type}")
        for attempt_id, version, data in self._attempts[device.number]:
            kept = device.store.proof_of_attempt(attempt_id)
            if (version, data) not in {(entry.version, entry.data) for entry in kept}:
                raise BrokenPromise("proof lost", f"{attempt_id} version {version} on device {device.number}")
        problems = device.store.verify()
        if problems:
            raise BrokenPromise("a file is damaged", "; ".join(problems))
