"""The store: everything kept on this computer behind one facade, to be called in one thread, the store lane."""

from __future__ import annotations

from pathlib import Path

import msgspec

from borrower_app import clock
from borrower_app.contract.discovery import LenderFile
from borrower_app.store import cache, integrity, lender_binding, opening, outbox
from borrower_app.store import folder as folder_
from borrower_app.store.borrower_calls import BorrowerCalls
from borrower_app.store.first_paint import FirstPaint
from borrower_app.store.guide_calls import GuideCalls
from borrower_app.store.opening import Adopted
from borrower_app.store.own import Incident
from borrower_app.store.own_calls import OwnCalls
from borrower_app.store.pull_calls import PullCalls
from borrower_app.store.session import SessionVault
from borrower_app.store.store_core import StorePlace


class Store(PullCalls, GuideCalls, OwnCalls, BorrowerCalls):
    """Both databases of one data folder, open. Close it in the thread that opened it."""

    @classmethod
    def open(
        cls,
        folder: Path | None,
        key: bytes,
        lender: LenderFile | None,
        *,
        repair: bool = True,
        bind: bool = True,
        first_paint: FirstPaint | None = None,
    ) -> Store:
        """Open or create the files of a folder, holding its lock; None keeps everything in memory.

        With `repair` a damaged file is set aside and replaced; without it (for `verify`) nothing is
        changed and damage raises. `lender` None: the folder's own lender, or nobody's in a folder with own loans alone;
        without `bind` it is only the one to be asked first, and the folder stays free. `first_paint` hands its
        connections over. Raises AlreadyRunning, WrongUse OTHER_LENDER, KeysUnavailable KEY_LOST, StorageFault.
        """
        if folder is None:
            return cls(opening.open_in_memory(key), StorePlace(None, key, lender, None, repair))
        lock = folder_.lock_folder(folder)
        try:
            adopted = Adopted(first_paint.own, first_paint.cache) if first_paint is not None else Adopted()
            bound = lender if bind else None
            files = opening.open_files(folder, key, bound, repair=repair, adopted=adopted)
        except BaseException:
            lock.release()
            raise
        store = cls(files, StorePlace(folder, key, files.lender or lender, lock, repair))
        store._keep_incidents(files.incidents)
        return store

    def close(self) -> None:
        """Take the last good copy if anything changed, close both files, give the folder back."""
        self._files.own.check_thread()
        try:
            if self._copy is not None:
                self._copy.take(self._files.own)
        finally:
            self._files.own.close()
            self._files.cache.close()
            if self._place.lock is not None:
                self._place.lock.release()

    def verify(self) -> list[str]:
        """What is wrong with the files; an empty list says that nothing is. Repairs nothing."""
        problems = integrity.own_problems(self._files.own) + integrity.cache_problems(self._files.cache)
        self._verified = not problems
        return problems

    def check_and_repair(self) -> list[str]:
        """The start-up check: set a bad file aside and replace it; returns what was done, also while opening.

        From here on the figures count as verified. Raises StorageFault when even that is not possible.
        """
        done = list(self._files.incidents)
        self._files.incidents = []
        found: list[Incident] = []
        folder, key = self._place.folder, self._place.key
        own_problems = integrity.own_problems(self._files.own)
        if folder is not None and not own_problems and self._files.own.was_moved(folder / folder_.OWN_FILE):
            self._files.own = opening.rescue_own(folder, key, self._files.own)
            rescued = Incident(at=clock.now(), file=folder_.OWN_FILE, outcome=opening.OWN_RESCUED)
            found.append(rescued)
        if own_problems and folder is not None:
            self._files.own.close()
            self._files.own = opening.replace_own(folder, key, own_problems[0], found)
        cache_problems = integrity.cache_problems(self._files.cache)
        if folder is not None and self._files.cache.was_moved(folder / folder_.CACHE_FILE):
            cache_problems.append("missing")
        if cache_problems and folder is not None:
            self._files.cache.close()
            self._files.cache = opening.replace_cache(folder, key, cache_problems[0], found)
            self._reader.forget()
        self._keep_incidents(found)
        self._verified = True
        return [str(incident) for incident in (*done, *found)]

    def dump(self) -> bytes:
        """The whole cache as JSON: each record's data byte for byte as received, kinds and ids by code point."""
        with self._files.cache.transaction() as connection:
            as_of = cache.swapped_state(connection).as_of
            kinds: dict[str, list[bytes]] = {}
            for record in cache.records(connection):
                line = msgspec.json.encode(record.identifier) + b":" + record.data
                kinds.setdefault(record.kind, []).append(line)
        parts = [msgspec.json.encode(kind) + b":{" + b",".join(lines) + b"}" for kind, lines in kinds.items()]
        stamp = msgspec.json.encode(as_of.isoformat() if as_of is not None else None)
        return b'{"as_of":' + stamp + b',"records":{' + b",".join(parts) + b"}}"

    def sign_out(self, *, keep_own: bool) -> None:
        """Wipe the lender's records, the session and what was sent; all of the user's own too without `keep_own`.

        What was never sent becomes a draft, so that another person's sign-in can't send it. Raises StorageFault.
        """
        folder, key = self._place.folder, self._place.key
        SessionVault(folder, key).clear()
        self._files.cache.close()
        if folder is None:
            self._files.cache = opening.open_in_memory(key).cache
        else:
            integrity.remove_database(folder, folder_.CACHE_FILE, with_set_aside=True)
            self._files.cache = opening.open_cache(folder, key, repair=True, raw=None, incidents=[])
        self._reader.forget()
        with self._changing_own() as connection:
            outbox.forget_sent(connection)
        if self._copy is not None:
            self._copy.take(self._files.own, always=True)
        if not keep_own:
            self._wipe_own()

    def _wipe_own(self) -> None:
        folder, key = self._place.folder, self._place.key
        self._files.own.close()
        if folder is None:
            self._files.own = opening.open_in_memory(key).own
            return
        bound = lender_binding.bound_lender(folder, key)
        # The binding first: without it a missing own.db is a new folder, not a loss.
        folder_.remove_file(folder / folder_.LENDER_FILE)
        # Nothing of the borrower is left here: the folder is free for anybody.
        folder_.remove_file(folder / folder_.BORROWER_FILE)
        for name in (folder_.OWN_FILE, folder_.OWN_COPY_FILE):
            integrity.remove_database(folder, name, with_set_aside=True)
        self._files.own = opening.new_own(folder / folder_.OWN_FILE, key)
        if bound is not None:
            opening.agree_on_lender(self._files.own, bound, repair=True)
            lender_binding.bind_lender(folder, key, bound)

    def _keep_incidents(self, incidents: list[Incident]) -> None:
        """A lost or restored own.db stands in the new one already; a rebuilt cache needs no word of the user."""
        if incidents and self._copy is not None:
            self._copy.take(self._files.own, always=True)


def lender_of(folder: Path, key: bytes) -> LenderFile | None:
    """The lender a folder belongs to, None for a new folder: for a start without a lender on the command line."""
    return lender_binding.bound_lender(folder, key)
