"""The one door between records and pages: a snapshot whose texts can be shown.

Every free text of every record comes out plain (`foreign_text`) and masked for this borrower (`masking`), whatever page
asks for it; a member that is added later is treated so without anybody thinking of it. What is stored keeps its bytes.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct, structs

from borrower_app import masking
from borrower_app.contract.snapshot import Held, PendingOperation, Snapshot
from borrower_app.foreign_text import one_line, plain
from borrower_app.presentation.reading.private_words import known_of
from borrower_app.private_spans import Known

S = TypeVar("S", bound=Struct)

_UNMASKED: Final = frozenset(
    {
        # Shown by a mask of its own kind, and looked at as a whole before that.
        "Contact.value", "Guarantor.name", "Instrument.holder_name", "Loan.borrower_name",
        # Names of institutions and words of a table: compared as they are.
        "DebitAttempt.rail", "Hop.name", "Instrument.bank", "InstrumentOnTheDay.bank", "Outage.name", "Reason.code",
        "Reason.code_list", "ReferenceRate.name", "Repricing.reference", "Request.operation", "Loan.day_count",
        "LateTerms.on_time_until",
        # The lender's own reference, there to be read out.
        "Loan.contract_reference",
    }
)  # fmt: skip
_AS_TYPED: Final = frozenset({"OwnLoanRecord.entered"})
"""What the user typed and may change again."""
_LONGEST_WORD: Final = 16
_LONGEST_LINE: Final = 1_000
_RECORDS: Final = (
    "loans", "attempts", "instruments", "mandates", "contacts", "guarantors", "messages", "requests", "notices",
    "outages", "reference_rates",
)  # fmt: skip


class _Pass:
    """One going over a snapshot: what the records tell, and what became of each text, for names stand there often."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._seen: dict[tuple[str, bool, bool], str] = {}

    def text(self, text: str, *, has_lines: bool, is_masked: bool) -> str:
        """The text as it can be shown; the same object where nothing changes."""
        key = text, has_lines, is_masked
        seen = self._seen.get(key)
        if seen is None:
            seen = plain(text) if has_lines else one_line(text)
            if is_masked:
                seen = masking.free_text(seen, self._known)
            self._seen[key] = seen = text if seen == text else seen
        return seen


_Look = Callable[[Any, _Pass], Any]


def readable(snapshot: Snapshot) -> Snapshot:
    """The same snapshot with texts that can be shown; once is enough."""
    if snapshot.can_be_shown:
        return snapshot
    going = _Pass(known_of(snapshot))
    changed: dict[str, Any] = {name: _held(getattr(snapshot, name), going) for name in _RECORDS}
    changed["operations"] = tuple(_operation(one, going) for one in snapshot.operations)
    changed["finished"] = tuple(_operation(one, going) for one in snapshot.finished)
    for name in ("lender", "discovery"):
        told = getattr(snapshot, name)
        # The lender's own numbers and addresses: nobody's but its own.
        changed[name] = _seen(told, going, is_masked=False) if told is not None else None
    return replace(snapshot, **changed, can_be_shown=True)


def _held(records: tuple[Held[Any], ...], going: _Pass) -> tuple[Held[Any], ...]:
    return tuple(
        held if record is held.record else Held(record, held.version, held.source)
        for held, record in ((held, _seen(held.record, going, is_masked=True)) for held in records)
    )


def _operation(operation: PendingOperation, going: _Pass) -> PendingOperation:
    text, conflict, challenge = operation.problem_text, operation.conflict, operation.challenge
    if text is None and conflict is None and challenge is None:
        return operation
    return replace(
        operation,
        problem_text=going.text(text, has_lines=True, is_masked=True) if text is not None else None,
        conflict=_seen(conflict, going, is_masked=True) if conflict is not None else None,
        challenge=_seen(challenge, going, is_masked=True) if challenge is not None else None,
    )


def _seen(record: S, going: _Pass, *, is_masked: bool) -> S:
    changed = {}
    for name, look in _looks(type(record), is_masked):
        value = getattr(record, name)
        if value:
            seen = look(value, going)
            if seen is not value:
                changed[name] = seen
    return structs.replace(record, **changed) if changed else record


@cache
def _looks(kind: type[Struct], is_masked: bool) -> tuple[tuple[str, _Look], ...]:
    """The members of a struct that hold somebody's words, each with what is done to them."""
    hints = get_type_hints(kind, include_extras=True)
    found = (
        (name, _look_of(hints[name], _home(kind, name), is_masked=is_masked))
        for name in kind.__struct_fields__
        if f"{kind.__name__}.{name}" not in _AS_TYPED
    )
    return tuple((name, look) for name, look in found if look is not None)


def _home(kind: type[Struct], name: str) -> str:
    """A member by the struct that declares it."""
    declares = [base for base in kind.__mro__ if name in vars(base).get("__annotations__", {})]
    return f"{declares[-1].__name__}.{name}"


def _look_of(hint: Any, what: str, *, is_masked: bool) -> _Look | None:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        looks = (_look_of(part, what, is_masked=is_masked) for part in get_args(hint))
        return next((look for look in looks if look is not None), None)
    if origin is Annotated:
        inner, *metas = get_args(hint)
        kind = _kind_of(metas) if inner is str else None
        if kind is None:
            return _look_of(inner, what, is_masked=is_masked)
        return partial(_text, has_lines=kind == "lines", is_masked=is_masked and what not in _UNMASKED)
    if origin is tuple:
        each = _look_of(get_args(hint)[0], what, is_masked=is_masked)
        return None if each is None else lambda values, going: _all(values, going, each)
    if isinstance(hint, type) and issubclass(hint, Struct) and _looks(hint, is_masked):
        return lambda value, going: _seen(value, going, is_masked=is_masked)
    return None


def _kind_of(metas: list[Any]) -> Literal["line", "lines"] | None:
    """Free text within a line, or of several; None where a pattern leaves room for nothing hostile."""
    bounds = [meta for meta in metas if isinstance(meta, Meta)]
    if any(meta.pattern is not None for meta in bounds):
        return None
    longest = max((meta.max_length or 0 for meta in bounds), default=0)
    return "lines" if longest > _LONGEST_LINE else "line" if longest > _LONGEST_WORD else None


def _text(text: str, going: _Pass, *, has_lines: bool, is_masked: bool) -> str:
    return going.text(text, has_lines=has_lines, is_masked=is_masked)


def _all(values: tuple[Any, ...], going: _Pass, each: _Look) -> tuple[Any, ...]:
    seen = tuple(each(value, going) for value in values)
    return values if all(new is old for new, old in zip(seen, values, strict=True)) else seen
