"""Values are believed only within bounds: one look at each record that a lender sends, at the door and nowhere else.

Dates and instants lie in the years 1900 to 2199, offsets within 18 hours, amounts are not negative where nothing else
makes sense. Where an end may be missing (an authorisation's or a card's last day, the end of an outage), a date from
2200 on is how many systems write "no end" (9999-12-31, 长期): it becomes `NO_END`, with which days can be counted.
Within these bounds no arithmetic of dates in this program overflows, in any zone.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from borrower_app.lending.money import Money

EARLIEST: Final = dt.date(1900, 1, 1)
LATEST: Final = dt.date(2199, 12, 31)
NO_END: Final = dt.date(2200, 1, 1)
"""The day that stands for "no end"; `is_endless` knows it."""
NO_END_AT: Final = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
WIDEST_OFFSET: Final = dt.timedelta(hours=18)

_ENDS: Final = frozenset({"valid_until", "expires_on", "until"})
"""Members that may say that there is no end."""
_SIGNED: Final = frozenset({"InstallmentRow.principal", "InstallmentRow.balance"})
"""Amounts that may be negative: an installment below the interest repays nothing, the debt grows."""

R = TypeVar("R", bound=Struct)
_Look = Callable[[Any], Any]
"""Gives the value back, another one where it stands for "no end"; raises OutOfBounds."""


class OutOfBounds(ValueError):
    """A value no loan can have; the text names the member and the rule, never the value."""


def is_endless(day: dt.date | None) -> bool:
    """Whether a last day says that there is none."""
    return day is not None and day >= NO_END


def within_bounds(record: R) -> R:
    """The record, with "no end" in the one form this program counts with; raises OutOfBounds."""
    if _fine(type(record))(record):
        return record
    changed = {}
    for name, look in _looks(type(record)):
        value = getattr(record, name)
        if value is not None:
            seen = look(value)
            if seen is not value:
                changed[name] = seen
    return msgspec.structs.replace(record, **changed) if changed else record


def date_within_bounds(day: dt.date, what: str) -> dt.date:
    """A calendar date that stands alone; raises OutOfBounds."""
    if not EARLIEST <= day <= LATEST:
        raise OutOfBounds(f"{what} is not a date of the years 1900 to 2199")
    return day


def instant_within_bounds(at: dt.datetime, what: str) -> dt.datetime:
    """An instant that stands alone; raises OutOfBounds."""
    offset = at.utcoffset()
    if offset is None or abs(offset) > WIDEST_OFFSET:
        raise OutOfBounds(f"{what} has an offset beyond 18 hours")
    if not EARLIEST.year <= at.year <= LATEST.year:
        raise OutOfBounds(f"{what} is not an instant of the years 1900 to 2199")
    return at


@cache
def _fine(kind: type[Struct]) -> Callable[[Any], bool]:
    """Whether all is plainly within bounds, as one expression a struct: a pull looks at a hundred thousand values, and
    a call for each would take as long as decoding them. What is not plainly fine is looked at member by member.
    """
    names: dict[str, Any] = {"GOOD": _GOOD_ZONES}
    hints = get_type_hints(kind)
    tests = [
        test
        for name in kind.__struct_fields__
        if (test := _test_of(hints[name], f"{kind.__name__}.{name}", f"r.{name}", names))
    ]
    source = f"lambda r: {' and '.join(tests) or 'True'}"
    # Built from the names of our own structs alone, as `dataclasses` does.
    made: Callable[[Any], bool] = eval(source, names)  # noqa: S307  # nosec B307
    return made


_GOOD_ZONES: Final = frozenset(dt.timezone(dt.timedelta(minutes=15 * step)) for step in range(-72, 73)) | {dt.UTC}
"""Every offset that is in use is a multiple of a quarter of an hour."""


def _test_of(hint: Any, what: str, value: str, names: dict[str, Any]) -> str:
    """The test of one member as source text; empty where nothing has to be tested."""
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    inner = next((test for part in parts if (test := _plain_test(part, what, value, names))), "")
    return f"({value} is None or {inner})" if inner and type(None) in parts else inner


def _plain_test(hint: Any, what: str, value: str, names: dict[str, Any]) -> str:
    if get_origin(hint) is tuple:
        each = _plain_test(get_args(hint)[0], what, "each", names)
        return f"all({each} for each in {value})" if each else ""
    if not isinstance(hint, type):
        return ""
    if issubclass(hint, dt.datetime):
        return f"(1900 <= {value}.year <= 2199 and {value}.tzinfo in GOOD)"
    if issubclass(hint, dt.date):
        return f"1900 <= {value}.year <= 2199"
    if issubclass(hint, Money):
        return "" if what in _SIGNED else f"{value}.minor >= 0"
    if issubclass(hint, Struct) and _looks(hint):
        names[hint.__name__] = _fine(hint)
        return f"{hint.__name__}({value})"
    return ""


@cache
def _looks(kind: type[Struct]) -> tuple[tuple[str, _Look], ...]:
    """The members of a struct that have to be looked at, each with how."""
    hints = get_type_hints(kind)
    found = ((name, _look_of(hints[name], f"{kind.__name__}.{name}")) for name in kind.__struct_fields__)
    return tuple((name, look) for name, look in found if look is not None)


def _look_of(hint: Any, what: str) -> _Look | None:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        looks = [look for part in get_args(hint) if (look := _look_of(part, what)) is not None]
        return looks[0] if looks else None
    if origin is tuple:
        each = _look_of(get_args(hint)[0], what)
        return None if each is None else lambda values: _look_at_all(values, each)
    if not isinstance(hint, type):
        return None
    if issubclass(hint, dt.datetime):
        return _end_look(what, NO_END_AT) if _may_end(what) else lambda at: instant_within_bounds(at, what)
    if issubclass(hint, dt.date):
        return _end_look(what, NO_END) if _may_end(what) else lambda day: date_within_bounds(day, what)
    if issubclass(hint, Money):
        return None if what in _SIGNED else lambda amount: _not_negative(amount, what)
    if issubclass(hint, Struct):
        return within_bounds if _looks(hint) else None
    return None


def _may_end(what: str) -> bool:
    return what.rpartition(".")[2] in _ENDS


def _end_look(what: str, no_end: Any) -> _Look:
    single = instant_within_bounds if isinstance(no_end, dt.datetime) else date_within_bounds

    def look(value: Any) -> Any:
        return no_end if value.year > LATEST.year else single(value, what)

    return look


def _look_at_all(values: tuple[Any, ...], each: _Look) -> tuple[Any, ...]:
    seen = tuple(each(value) for value in values)
    return values if all(new is old for new, old in zip(seen, values, strict=True)) else seen


def _not_negative(amount: Money, what: str) -> Money:
    if amount.minor < 0:
        raise OutOfBounds(f"{what} is below zero")
    return amount
