"""The one scan: it agrees with a slow, obvious judge on every text, and names each breach."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.contract.strict_json import MAXIMUM_BYTES, MAXIMUM_DEPTH, ContractViolation, scan, scan_around

names = st.text(st.sampled_from('ab:"\\{}[]\n中\u202e'), max_size=4)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | names


class Members(list[tuple[str, Any]]):
    """An object whose members may repeat."""


def _objects(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(children, max_size=3) | st.lists(st.tuples(names, children), max_size=4).map(Members)


def _text(value: Any, escaped: bool) -> str:
    if isinstance(value, Members):
        inner = ", ".join(f"{json.dumps(name, ensure_ascii=escaped)} : {_text(part, escaped)}" for name, part in value)
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ",".join(_text(part, escaped) for part in value) + "]"
    return json.dumps(value, ensure_ascii=escaped)


def _is_doubled(value: Any) -> bool:
    if isinstance(value, Members):
        called = [name for name, _part in value]
        return len(set(called)) != len(called) or any(_is_doubled(part) for _name, part in value)
    return isinstance(value, list) and any(_is_doubled(part) for part in value)


@given(st.recursive(scalars, _objects, max_leaves=12), st.booleans())
def test_a_doubled_member_is_found_wherever_it_stands(value: Any, escaped: bool) -> None:
    text = _text(value, escaped).encode()
    if _is_doubled(value):
        with pytest.raises(ContractViolation, match="twice"):
            scan(text)
    else:
        scan(text)


records = st.lists(st.tuples(names, st.recursive(scalars, _objects, max_leaves=6)), max_size=3).map(Members)


@given(st.lists(st.tuples(records, st.sampled_from(["", "again", "{}"])), max_size=4), st.booleans(), st.booleans())
def test_a_page_scanned_in_parts_is_judged_as_in_one(
    changes: list[tuple[Members, str]], escaped: bool, more: bool
) -> None:
    parts = [_text(record, escaped) for record, _beside in changes]
    # What stands beside a record may repeat a member, or look like a record.
    beside = {"": '"id":"x"', "again": '"data":{},"id":"x"', "{}": '"id":"{}","unknown":{}'}
    envelopes = [f'{{{beside[kind]}, "data" :{part}}}' for part, (_record, kind) in zip(parts, changes, strict=True)]
    whole = f'{{"changes":[{",".join(envelopes)}],"more":{json.dumps(more)}}}'.encode()
    try:
        scan(whole)
    except ContractViolation as violation:
        with pytest.raises(ContractViolation, match=str(violation)):
            scan_around(whole, [part.encode() for part in parts], 3)
    else:
        scan_around(whole, [part.encode() for part in parts], 3)


@pytest.mark.parametrize(("depth", "nested"), [(MAXIMUM_DEPTH - 3, True), (MAXIMUM_DEPTH - 2, False)])
def test_a_records_depth_counts_from_the_page(depth: int, nested: bool) -> None:
    part = b'{"a":' * depth + b"1" + b"}" * depth
    whole = b'{"changes":[{"data":' + part + b"}]}"
    judges: tuple[Callable[[], object], ...] = (lambda: scan(whole), lambda: scan_around(whole, [part], 3))
    for judge in judges:
        if nested:
            judge()
        else:
            with pytest.raises(ContractViolation, match="deeply"):
                judge()


@given(st.binary(max_size=40))
def test_any_bytes_end_as_one_kind_of_error(data: bytes) -> None:
    try:
        scan(data)
    except ContractViolation:
        return
    json.loads(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[NaN]",
        b"[Infinity]",
        b"[-Infinity]",
        b"[1e999]",
        b"[01]",
        b"[1.]",
        b"1" * 5_000,
        b'["\\ud800"]',
        b'["\xff"]',
        b'["a\nb"]',
        b'["\\x"]',
        b"{} {}",
        b"{'a': 1}",
        b'{"a": 1,}',
        b"\xef\xbb\xbf{}",
        '["a"]'.encode("utf-16"),
    ],
)
def test_what_is_not_json(data: bytes) -> None:
    with pytest.raises(ContractViolation, match=r"not JSON|UTF-8"):
        scan(data)


def test_depth_is_counted_exactly_and_brackets_in_texts_are_no_depth() -> None:
    deepest = b"[" * (MAXIMUM_DEPTH // 2) + b'{"a":' * (MAXIMUM_DEPTH // 2) + b"0" + b"}" * 16 + b"]" * 16
    scan(deepest)
    scan(json.dumps("[" * 200).encode())
    scan(json.dumps(['"' + "{" * 200 + "\\"]).encode())
    for data in (b"[" + deepest + b"]", b"[" * 100_000 + b"]" * 100_000):
        with pytest.raises(ContractViolation, match="deeply"):
            scan(data)


def test_size_is_bounded() -> None:
    with pytest.raises(ContractViolation, match="16 MiB"):
        scan(b'"' + b"a" * MAXIMUM_BYTES + b'"')
