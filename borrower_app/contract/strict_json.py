"""One scan over received bytes that refuses what msgspec alone would let pass or fail on unclearly.

Measured for this project: strict msgspec refuses NaN, 1e400 and lone surrogates, but lets doubled keys win last, and
answers deep nesting and bad UTF-8 with errors of other kinds. All of them end as one `ContractViolation` here.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

import msgspec
from msgspec import Raw, Struct

MAXIMUM_BYTES: Final = 16 * 1024 * 1024
MAXIMUM_DEPTH: Final = 32
MAXIMUM_OBJECTS: Final = 500_000
"""Objects of one answer: the fullest page we know of, tables of fifty years in single days, holds 390,000."""
MAXIMUM_ROWS: Final = 50_000
MAXIMUM_VALUES: Final = 60_000
"""Values of one record, what is inside the rows of its table apart."""
LONG_LIST: Final = "rows"
"""The member of a record that may be longer than that: a list of objects, which are looked at one by one."""

T = TypeVar("T")

_BRACES: Final = bytes.maketrans(b"[]", b"{}")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_ANYTHING: Final = msgspec.json.Decoder()


class _Skipped(Struct, frozen=True, gc=False):
    """An object that is only counted: it takes 16 bytes, whatever is in it."""


class _Long(Struct, frozen=True, gc=False):
    rows: Raw = Raw(b"")


_LONG: Final = msgspec.json.Decoder(_Long)
_COUNTED: Final = msgspec.json.Decoder(tuple[_Skipped, ...])
_EACH: Final = msgspec.json.Decoder(tuple[Raw, ...])


class ContractViolation(ValueError):
    """Received bytes break the wire contract; the text says which rule, without quoting the bytes."""


def _outside_texts(data: bytes) -> bytes:
    """A well-formed JSON text without its strings: what is between a closing and the next opening quote."""
    if b"\\" in data:
        # Pairs of backslashes first: what is left before a quote then really escapes it.
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    return b"".join(data.split(b'"')[::2])


def _nests_within(structure: bytes, limit: int) -> bool:
    """Whether brackets nest at most `limit` deep; each round takes the innermost pairs away."""
    braces = structure.translate(_BRACES, delete=_NO_BRACKETS)
    for _ in range(limit):
        if not braces:
            return True
        braces = braces.replace(b"{}", b"")
    return not braces


def _has_doubled_member(data: bytes, again: bytes) -> bool:
    """Whether writing the decoded value `again` lost a member: the two texts then differ in their colons."""
    if data == again:
        return False
    return _outside_texts(data).count(b":") != _outside_texts(again).count(b":")


def scan(data: bytes) -> None:
    """Raise ContractViolation unless `data` is one well-formed JSON text within the bounds of the contract.

    A doubled member disappears when the decoded value is written again, and most servers write as compactly as we do:
    one comparison of bytes then settles it, where looking at each object's members from Python took five times as long
    (measured on the heavy story).
    """
    if len(data) > MAXIMUM_BYTES:
        raise ContractViolation("the answer is larger than 16 MiB")
    with without_collection():
        _scan(data, MAXIMUM_DEPTH)


def scan_around(data: bytes, parts: Sequence[bytes], nested: int) -> None:
    """As `scan`, for a text out of which `parts`, objects, were read in their order, each `nested` brackets deep.

    Each part is scanned alone, then what stands around them: a page of a thousand records never becomes one heap of
    values. Where the same bytes stand in an earlier place, that one is taken for the part; what is scanned is the same.
    """
    demand_size(data)
    with without_collection():
        for part in parts:
            rows = _long_rows(part)
            if rows:
                _scan_around(part, rows, MAXIMUM_DEPTH - nested, nested + 2)
            else:
                _scan_few(part, MAXIMUM_DEPTH - nested)
        _scan_around(data, (), MAXIMUM_DEPTH, nested, parts)


def _scan_around(data: bytes, inner: Sequence[bytes], depth: int, nested: int, scanned: Sequence[bytes] = ()) -> None:
    """Scan each of `inner`, then what stands around them and around those that were scanned before."""
    around = []
    position = 0
    for part in (*inner, *scanned):
        start = data.index(part, position)
        around.append(data[position:start])
        position = start + len(part)
    around.append(data[position:])
    for part in inner:
        _scan_few(part, MAXIMUM_DEPTH - nested)
    _scan_few(b"0".join(around), depth)


def _long_rows(record: bytes) -> tuple[bytes, ...]:
    """The rows of a record with more values than can be looked at in one heap; none for any other."""
    if record.count(b",") <= MAXIMUM_VALUES:
        return ()
    rows = decode(record, _LONG).rows
    # Counted first: that many empty ones would take a hundred times as much as what they are written in.
    if not bytes(rows) or len(decode(rows, _COUNTED)) > MAXIMUM_ROWS:
        raise ContractViolation("a record holds far too much")
    return tuple(bytes(row) for row in decode(rows, _EACH))


def _scan_few(data: bytes, depth: int) -> None:
    """As `_scan`, for a text whose values can't fill the memory."""
    if data.count(b",") > MAXIMUM_VALUES or data.count(b'"') > 8 * MAXIMUM_VALUES:
        raise ContractViolation("a record holds far too much")
    _scan(data, depth)


def demand_size(data: bytes) -> None:
    """Raise ContractViolation for a text that is larger than any answer may be, or holds far too many objects."""
    if len(data) > MAXIMUM_BYTES:
        raise ContractViolation("the answer is larger than 16 MiB")
    if data.count(b"{") > MAXIMUM_OBJECTS:
        raise ContractViolation("the answer holds far too many objects")


def _scan(data: bytes, depth: int) -> None:
    try:
        again = msgspec.json.encode(_ANYTHING.decode(data))
    except RecursionError:
        raise ContractViolation("the answer nests too deeply") from None
    except UnicodeDecodeError:
        raise ContractViolation("the answer is not UTF-8") from None
    except (msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise ContractViolation("the answer is not JSON") from error
    # Brackets inside texts can only make the first look stricter.
    if not _nests_within(data, depth) and not _nests_within(_outside_texts(data), depth):
        raise ContractViolation("the answer nests too deeply")
    if _has_doubled_member(data, again):
        raise ContractViolation("an object names a member twice")


@contextmanager
def without_collection() -> Iterator[None]:
    """Thousands of fresh values can't hold cycles: looking for them meanwhile doubles the time (measured)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def decode(data: bytes | msgspec.Raw, decoder: msgspec.json.Decoder[T]) -> T:
    """Decode scanned bytes; raises ContractViolation where a member is missing, of a wrong type or out of bounds."""
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise ContractViolation(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError, OverflowError) as error:
        raise ContractViolation("the answer is not JSON") from error
