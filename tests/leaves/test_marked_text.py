"""Files of other programs: a byte-order mark or UTF-16 changes nothing of what they say."""

from __future__ import annotations

import codecs
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.marked_text import json_bytes, text_of_start

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
TEXT = st.text(st.characters(exclude_categories=("Cs",)))


@given(st.dictionaries(TEXT, TEXT, min_size=1), st.sampled_from(ENCODINGS))
def test_json_in_any_encoding_of_unicode_is_the_same(value: dict[str, str], encoding: str) -> None:
    data = json.dumps(value, ensure_ascii=False).encode(encoding)
    assert json.loads(json_bytes(data).decode("utf-8")) == value


@given(st.binary(max_size=40))
def test_any_bytes_give_bytes(data: bytes) -> None:
    assert isinstance(json_bytes(data), bytes)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_the_start_of_a_file_has_no_mark_and_no_half_character(mark: bytes) -> None:
    assert text_of_start((mark + "密码".encode())[: len(mark) + 5]) == "密"


def test_utf_16_is_known_by_its_mark() -> None:
    assert text_of_start("密码\r\n".encode("utf-16")) == "密码\r\n"
