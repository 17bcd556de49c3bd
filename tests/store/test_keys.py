"""The data key: an allow-listed keyring that keeps what it is given, a passphrase, or memory; never plain text."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from borrower_app.application.data_keys import KeyAhead, data_key, key_ahead
from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.settings import Options
from borrower_app.store import keys, lender_binding, pin, sealing
from borrower_app.store.session import SessionVault
from borrower_app.store.store import Store
from tests.store import keyring_backends
from tests.store import lender_pages as lender

Choose = Callable[..., None]
"""Lets a keyring of `keyring_backends`, or of another module, be the only one that is allowed."""

PHRASE = "七个安静的港湾 café"


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Choose]:
    def choose(name: str, module: str = "tests.store.keyring_backends") -> None:
        monkeypatch.setattr(keys, "_ALLOWED", dict.fromkeys(("linux", "win32", "darwin"), (module, name)))

    keyring_backends.ANSWER.clear()
    keyring_backends.Works.entries.clear()
    monkeypatch.setattr(keys, "KEYRING_SECONDS", 0.3)
    yield choose
    keyring_backends.ANSWER.set()


def test_a_working_keyring_keeps_one_key_for_each_folder(use: Choose) -> None:
    use("Works")
    first = keys.keyring_key("folder-a")
    assert len(first) == 32
    assert keys.keyring_key("folder-a") == first
    assert keys.keyring_key("folder-b") != first
    keys.forget_keyring_key("folder-a")
    with pytest.raises(KeysUnavailable) as caught:
        keys.keyring_key("folder-a", create=False)
    assert caught.value.code is FailureCode.KEY_LOST


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Missing", FailureCode.KEYRING_UNUSABLE),
        ("Locked", FailureCode.KEYRING_REFUSED),
        ("Denied", FailureCode.KEYRING_REFUSED),
        ("Hangs", FailureCode.KEYRING_UNUSABLE),
        ("Forgets", FailureCode.KEYRING_UNUSABLE),
        ("Swaps", FailureCode.KEYRING_UNUSABLE),
    ],
)
def test_a_keyring_that_fails_is_said_to_fail_in_time(use: Choose, name: str, code: FailureCode) -> None:
    use(name)
    begun = time.monotonic()
    with pytest.raises(KeysUnavailable) as caught:
        keys.keyring_key("folder-a")
    assert time.monotonic() - begun < 3
    assert caught.value.code is code
    assert caught.value.exit_code == 15


def test_the_null_keyring_of_the_library_is_found_out(use: Choose) -> None:
    use("Keyring", "keyring.backends.null")
    with pytest.raises(KeysUnavailable):
        keys.keyring_key("folder-a")


def test_an_entry_that_is_no_key_is_a_lost_key(use: Choose) -> None:
    use("Works")
    keyring_backends.Works.entries[keys.SERVICE, "folder-a"] = "not base64 at all"
    with pytest.raises(KeysUnavailable) as caught:
        keys.keyring_key("folder-a")
    assert caught.value.code is FailureCode.KEY_LOST
    assert keyring_backends.Works.entries[keys.SERVICE, "folder-a"] == "not base64 at all"


def test_without_a_bus_the_platforms_keyring_is_refused_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    with pytest.raises(KeysUnavailable):
        keys.keyring_key("borrower-app-test-folder", create=False)


def test_the_allow_list_names_no_plain_text_back_end() -> None:
    names = {module for module, _name in keys._ALLOWED.values()}
    assert names == {"keyring.backends.SecretService", "keyring.backends.Windows", "keyring.backends.macOS"}


def test_a_passphrase_wraps_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert not keys.has_wrapped(folder)
    key = keys.create_wrapped(folder, PHRASE)
    assert keys.has_wrapped(folder)
    assert keys.open_wrapped(folder, PHRASE) == key
    assert keys.open_wrapped(folder, unicodedata.normalize("NFD", PHRASE)) == key
    with pytest.raises(KeysUnavailable) as caught:
        keys.open_wrapped(folder, PHRASE + " ")
    assert caught.value.code is FailureCode.PASSPHRASE_WRONG
    content = (folder / "key.wrapped").read_bytes()
    assert key not in content
    assert (folder / "key.wrapped").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        keys.create_wrapped(folder, "another")
    keys.change_passphrase(folder, PHRASE, "a new one")
    assert keys.open_wrapped(folder, "a new one") == key
    with pytest.raises(KeysUnavailable):
        keys.open_wrapped(folder, PHRASE)


def test_a_folder_in_use_never_gets_a_second_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert not keys.in_use(folder)
    Store.open(folder, keys.create_wrapped(folder, PHRASE), lender.LENDER).close()
    assert keys.in_use(folder)
    (folder / "key.wrapped").unlink()
    with pytest.raises(KeysUnavailable) as caught:
        keys.create_wrapped(folder, PHRASE)
    assert caught.value.code is FailureCode.KEY_LOST
    assert not keys.has_wrapped(folder)


def test_a_key_unwrapped_ahead_holds_only_while_the_same_wrapped_key_lies_there(tmp_path: Path) -> None:
    folder, phrase = tmp_path / "data", tmp_path / "phrase"
    phrase.write_text(PHRASE + "\n", encoding="utf-8")
    options = Options(data_dir=folder, passphrase_file=phrase)
    assert key_ahead(options) is None
    assert not folder.exists()
    key = keys.create_wrapped(folder, PHRASE)
    ahead = key_ahead(options)
    assert ahead is not None
    assert ahead.key == key
    assert key.hex() not in repr(ahead)
    assert repr(key) not in repr(ahead)
    # Only the file tells: with another key "unwrapped" from the same bytes, that one is taken.
    other = bytes(32)
    assert data_key(options, KeyAhead(ahead.wrapped, other, ahead.outer)).key == other
    (folder / "key.wrapped").unlink()
    new = keys.create_wrapped(folder, PHRASE)
    assert new != key
    assert data_key(options, ahead).key == new
    phrase.write_text("another one\n", encoding="utf-8")
    assert key_ahead(options) is None
    with pytest.raises(KeysUnavailable) as caught:
        data_key(options, None)
    assert caught.value.code is FailureCode.PASSPHRASE_WRONG


def test_an_empty_passphrase_is_none(tmp_path: Path) -> None:
    with pytest.raises(KeysUnavailable) as caught:
        keys.create_wrapped(tmp_path / "data", "")
    assert caught.value.code is FailureCode.PASSPHRASE_NEEDED
    with pytest.raises(KeysUnavailable) as caught:
        keys.open_wrapped(tmp_path / "data", PHRASE)
    assert caught.value.code is FailureCode.KEY_LOST


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("memory_kib", 4_000_000_000, FailureCode.KEY_LOST),
        ("iterations", 1_000_000, FailureCode.KEY_LOST),
        ("lanes", 255, FailureCode.KEY_LOST),
        ("kdf", "none", FailureCode.KEY_LOST),
        ("iterations", 2, FailureCode.PASSPHRASE_WRONG),
        ("memory_kib", 8_192, FailureCode.PASSPHRASE_WRONG),
    ],
)
def test_an_edited_header_neither_opens_nor_eats_the_memory(
    tmp_path: Path, member: str, value: object, code: FailureCode
) -> None:
    folder = tmp_path / "data"
    keys.create_wrapped(folder, PHRASE)
    header = json.loads((folder / "key.wrapped").read_bytes())
    (folder / "key.wrapped").write_text(json.dumps(header | {member: value}))
    with pytest.raises(KeysUnavailable) as caught:
        keys.open_wrapped(folder, PHRASE)
    assert caught.value.code is code


def test_memory_keys_differ() -> None:
    assert keys.memory_key() != keys.memory_key()
    assert len(keys.memory_key()) == 32


def test_the_session_is_sealed_and_whole_or_absent(tmp_path: Path) -> None:
    key = keys.memory_key()
    vault = SessionVault(tmp_path, key)
    assert vault.load() is None
    vault.save(b"refresh-token-one")
    vault.save(b"refresh-token-two")
    assert SessionVault(tmp_path, key).load() == b"refresh-token-two"
    content = (tmp_path / "session").read_bytes()
    assert b"refresh" not in content
    assert (tmp_path / "session").stat().st_mode & 0o777 == 0o600
    assert SessionVault(tmp_path, keys.memory_key()).load() is None
    (tmp_path / "session").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert vault.load() is None
    (tmp_path / "session").write_bytes(b"x" * 200_000)
    assert vault.load() is None
    vault.clear()
    assert list(tmp_path.iterdir()) == []
    vault.clear()
    with pytest.raises(ValueError, match="32 KiB"):
        vault.save(b"x" * 40_000)


def test_a_session_in_memory_leaves_no_file(tmp_path: Path) -> None:
    vault = SessionVault(None, keys.memory_key())
    vault.save(b"token")
    assert vault.load() == b"token"
    vault.clear()
    assert vault.load() is None


def test_one_sealed_file_never_passes_for_another(tmp_path: Path) -> None:
    key = keys.memory_key()
    SessionVault(tmp_path, key).save(b"token")
    (tmp_path / "session").rename(tmp_path / "lender")
    assert lender_binding.bound_lender(tmp_path, key) is None
    lender_binding.bind_lender(tmp_path, key, lender.LENDER)
    assert lender_binding.bound_lender(tmp_path, key) == lender.LENDER
    assert sealing.unseal(key, "session", b"short") is None


def test_the_pin_is_kept_as_a_hash() -> None:
    stored = pin.hash_pin("246810")
    assert stored.startswith("$argon2id$")
    assert "246810" not in stored
    assert pin.pin_matches("246810", stored)
    assert not pin.pin_matches("246811", stored)
    assert not pin.pin_matches("246810", "$argon2id$nonsense")
    for bad in ("12345", "12345a", "１２３４５６", ""):
        with pytest.raises(ValueError):
            pin.hash_pin(bad)
