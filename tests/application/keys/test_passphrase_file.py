"""A passphrase file that an editor marked: real folders, real wrapping."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from borrower_app.application.data_keys import data_key, outer_of_start
from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.settings import Options
from borrower_app.store import folder_pin, keys

PHRASE = "seven quiet rivers"
MARKED = "\N{ZERO WIDTH NO-BREAK SPACE}" + PHRASE


def options(folder: Path, content: bytes) -> Options:
    """A start with this passphrase file."""
    file = folder / "phrase"
    file.write_bytes(content)
    return Options(data_dir=folder / "data", passphrase_file=file)


@pytest.mark.parametrize("content", [codecs.BOM_UTF8 + PHRASE.encode() + b"\r\n", f"{PHRASE}\r\n".encode("utf-16")])
def test_a_mark_is_no_part_of_a_new_passphrase(tmp_path: Path, content: bytes) -> None:
    key = data_key(options(tmp_path, content)).key
    assert keys.open_wrapped(tmp_path / "data", PHRASE) == key
    assert data_key(options(tmp_path, PHRASE.encode())).key == key


def test_a_key_wrapped_with_the_mark_opens_and_is_wrapped_anew(tmp_path: Path) -> None:
    key = keys.create_wrapped(tmp_path / "data", MARKED)
    with pytest.raises(KeysUnavailable):
        data_key(options(tmp_path, PHRASE.encode()))
    assert data_key(options(tmp_path, codecs.BOM_UTF8 + PHRASE.encode())).key == key
    assert data_key(options(tmp_path, PHRASE.encode())).key == key
    with pytest.raises(KeysUnavailable):
        keys.open_wrapped(tmp_path / "data", MARKED)


def test_a_wrong_phrase_with_a_mark_stays_wrong(tmp_path: Path) -> None:
    keys.create_wrapped(tmp_path / "data", PHRASE)
    before = keys.read_wrapped(tmp_path / "data")
    with pytest.raises(KeysUnavailable) as refused:
        data_key(options(tmp_path, codecs.BOM_UTF8 + b"another"))
    assert refused.value.code is FailureCode.PASSPHRASE_WRONG
    assert keys.read_wrapped(tmp_path / "data") == before


def test_beside_a_pin_both_are_tried(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = keys.create_wrapped(folder, MARKED)
    outer = keys.phrase_secret(keys.read_wrapped(folder), MARKED)
    folder_pin.set_pin(folder, key, outer, "482913", "7K4M-9TQX-2B6R-HC3W")
    found = outer_of_start(options(tmp_path, codecs.BOM_UTF8 + PHRASE.encode()))
    assert found is not None
    assert found.secret == outer.secret
