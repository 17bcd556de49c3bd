"""The store's calls about whose folder this is: bound at the first pull, compared before anything is sent or shown."""

from __future__ import annotations

from dataclasses import dataclass

from borrower_app.contract.borrower import BorrowerNames, is_same_borrower, joined
from borrower_app.failures import FailureCode, SignInNeeded
from borrower_app.store import borrower_binding, cache, outbox, own
from borrower_app.store.store_core import StoreCore


@dataclass(frozen=True, slots=True)
class Admission:
    """What a sign-in means for the folder. `is_same` None: it can't be told whether it is the folder's borrower.

    `held_back`: so many unsent changes may be somebody else's; they wait for the user's word.
    """

    is_same: bool | None
    held_back: int = 0


class BorrowerCalls(StoreCore):
    """A folder belongs to one borrower."""

    def borrower_names(self) -> BorrowerNames:
        """Whose folder this is; raises StorageFault."""
        with self._reading_own() as connection:
            return borrower_binding.bound_borrower(connection, self._place.folder, self._place.key)

    def admit_sign_in(self, told: BorrowerNames, before: BorrowerNames | None) -> Admission:
        """Called before anything of a sign-in is kept; durable when it returns. Raises StorageFault.

        `before` is who was signed in here so far (None: nobody): where the folder is nobody's yet, that one counts.
        Another borrower changes nothing here. Where it can't be told, what was never sent becomes a draft, what was
        sent waits for the user, and the next pull brings everything anew: nothing of two people is mixed.
        """
        known = self.borrower_names()
        same = is_same_borrower(known if known.are_told or before is None else before, told)
        if same is not None:
            return Admission(same)
        held_back = 0
        if before is not None or self._was_pulled():
            with self._changing_own() as connection:
                held_back = outbox.hold_back(connection)
        with self._files.cache.transaction() as connection:
            cache.forget_cursor(connection)
        return Admission(None, held_back)

    def refuse_other_borrower(self, told: BorrowerNames) -> None:
        """Raise SignInNeeded SIGN_IN_OTHER_PERSON where the folder is known to be somebody else's."""
        if is_same_borrower(self.borrower_names(), told) is False:
            raise SignInNeeded(FailureCode.SIGN_IN_OTHER_PERSON)

    def bind_borrower(self, told: BorrowerNames) -> None:
        """From the first pull on the folder is this borrower's; durable when it returns. Raises StorageFault.

        A name that is told later joins the one by which the borrower was known.
        """
        known = self.borrower_names()
        if not told.are_told or (known.are_told and not is_same_borrower(known, told)):
            return
        names = joined(known, told)
        if names != known:
            with self._reading_own() as connection:
                borrower_binding.bind_borrower(connection, self._place.folder, self._place.key, names)

    def _was_pulled(self) -> bool:
        """Whether records of anybody have ever been here; `own.db` remembers it when the cache is gone."""
        if self._swapped_state().generation:
            return True
        with self._reading_own() as connection:
            return own.business_floor(connection) is not None
