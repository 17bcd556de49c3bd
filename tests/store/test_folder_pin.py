"""A PIN wraps the key twice; a stop at any step of any change leaves a folder that opens; tries outlive everything."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from borrower_app.application.people.folders import make_folder, people_at
from borrower_app.failures import FailureCode, KeysUnavailable, StorageFault
from borrower_app.settings import Settings
from borrower_app.store import folder_pin, keys, pin_tries
from borrower_app.store.keys import OuterSecret
from borrower_app.store.pin_tries import PinTries, read_tries
from borrower_app.store.recovery_code import BITS, new_code, read_code
from tests.store import keyring_backends
from tests.store.keyring_backends import InFile

KEY = bytes(range(32))
PHRASE = "seven quiet harbours"
OLD_PIN, NEW_PIN = "246813", "135790"
OLD_CODE, NEW_CODE = "0123-4567-89AB-CDEF-GHJK-MNPQ", "QPNM-KJHG-FEDC-BA98-7654-3210"
Kind = Literal["keyring", "passphrase"]
KINDS: tuple[Kind, ...] = ("keyring", "passphrase")


@pytest.fixture(autouse=True)
def _keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYRING_FILE", str(tmp_path / "keyring.json"))
    allowed = (keyring_backends.__name__, "InFile")
    monkeypatch.setattr(keys, "_ALLOWED", dict.fromkeys(("linux", "win32", "darwin"), allowed))
    # The least that the file may ask for: there are hundreds of derivations here.
    monkeypatch.setattr(keys, "MEMORY_KIB", 8_192)
    monkeypatch.setattr(keys, "ITERATIONS", 1)


def entries(tmp_path: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((tmp_path / "keyring.json").read_text())
    return found


def unpinned(folder: Path, kind: Kind) -> OuterSecret | None:
    """A folder with the key and no PIN."""
    folder.mkdir(mode=0o700)
    if kind == "keyring":
        keys.keep_keyring_key(keys.folder_id(folder), KEY)
        return None
    (folder / "key.wrapped").write_bytes(keys._wrap(KEY, PHRASE))
    return keys.phrase_secret(keys.read_wrapped(folder), PHRASE)


def with_pin(folder: Path, kind: Kind) -> OuterSecret | None:
    outer = unpinned(folder, kind)
    folder_pin.set_pin(folder, KEY, outer, OLD_PIN, OLD_CODE)
    return outer


def outer_now(folder: Path) -> OuterSecret | None:
    pinned = folder_pin.pinned_key(folder)
    if pinned is None:
        return keys.phrase_secret(keys.read_wrapped(folder), PHRASE) if keys.has_wrapped(folder) else None
    return folder_pin.outer_from_passphrase(pinned, PHRASE) if pinned.phrase is not None else None


def given(folder: Path, pin: str) -> bytes | None:
    pinned = folder_pin.pinned_key(folder)
    assert pinned is not None
    return folder_pin.try_pin(folder, pinned, outer_now(folder), pin)


def given_by_command(folder: Path, pin: str) -> bytes:
    pinned = folder_pin.pinned_key(folder)
    assert pinned is not None
    return folder_pin.try_pin_of_command(folder, pinned, outer_now(folder), pin)


def refused(code: FailureCode, folder: Path, pin: str, *, by_command: bool = False) -> None:
    with pytest.raises(KeysUnavailable) as caught:
        (given_by_command if by_command else given)(folder, pin)
    assert (caught.value.code, caught.value.exit_code) == (code, 15)


def opens_without_pin(folder: Path, kind: Kind) -> bool:
    try:
        if kind == "keyring":
            return not keys.has_wrapped(folder) and keys.keyring_key(keys.folder_id(folder), create=False) == KEY
        return keys.open_wrapped(folder, PHRASE) == KEY
    except KeysUnavailable:
        return False


@pytest.mark.parametrize("kind", KINDS)
def test_with_a_pin_neither_half_opens_alone(tmp_path: Path, kind: Kind) -> None:
    folder = tmp_path / "data"
    unpinned(folder, kind)
    assert opens_without_pin(folder, kind)
    shutil.rmtree(folder)
    outer = with_pin(folder, kind)
    assert not opens_without_pin(folder, kind)
    assert KEY not in (folder / "key.wrapped").read_bytes()
    assert given(folder, OLD_PIN) == KEY
    assert given(folder, NEW_PIN) is None
    pinned = folder_pin.pinned_key(folder)
    assert pinned is not None
    assert folder_pin.try_code(pinned, OLD_CODE.lower().replace("-", " ")) == KEY
    assert folder_pin.try_code(pinned, NEW_CODE) is None
    if kind == "passphrase":
        assert outer is not None
        with pytest.raises(KeysUnavailable) as caught:
            folder_pin.outer_from_passphrase(pinned, "another")
        assert caught.value.code is FailureCode.PASSPHRASE_WRONG
        with pytest.raises(KeysUnavailable) as caught:
            folder_pin.try_pin(folder, pinned, None, OLD_PIN)
        assert caught.value.code is FailureCode.PASSPHRASE_NEEDED
    else:
        assert list(entries(tmp_path)) == [keys.folder_id(folder) + ".pin"], "the whole key has left the keyring"
    folder_pin.set_pin(folder, KEY, outer, NEW_PIN, NEW_CODE)
    assert (given(folder, OLD_PIN), given(folder, NEW_PIN)) == (None, KEY)
    folder_pin.remove_pin(folder, KEY, outer)
    assert opens_without_pin(folder, kind)
    assert folder_pin.pinned_key(folder) is None
    assert not (folder / "pin.tries").exists()


def test_five_tries_whatever_the_clock_says_and_however_often_it_is_started(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with_pin(folder, "keyring")
    for left in (4, 3, 2, 1, 0):
        assert given(folder, NEW_PIN) is None
        assert read_tries(folder).left == left
    refused(FailureCode.PIN_TRIES_OVER, folder, OLD_PIN)
    (folder / "pin.tries").unlink()
    refused(FailureCode.PIN_TRIES_OVER, folder, OLD_PIN)
    (folder / "pin.tries").write_bytes(b"{}")
    assert read_tries(folder).left == 5, "an empty count is the plain beginning"
    for damage in (b"", b"\xff", b'{"wrong":-9}', b'{"version":2}', b"x" * 5_000):
        (folder / "pin.tries").write_bytes(damage)
        refused(FailureCode.PIN_TRIES_OVER, folder, OLD_PIN)
    folder_pin.set_pin(folder, KEY, None, NEW_PIN, NEW_CODE)
    assert given(folder, NEW_PIN) == KEY


def test_a_try_that_cannot_be_counted_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    with_pin(folder, "keyring")

    def full(_handle: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFault):
        given(folder, OLD_PIN)


def test_a_timer_burns_no_tries(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with_pin(folder, "passphrase")
    assert given_by_command(folder, OLD_PIN) == KEY
    refused(FailureCode.PIN_WRONG, folder, NEW_PIN, by_command=True)
    for _ in range(20):
        refused(FailureCode.PIN_FILE_SHUT, folder, OLD_PIN, by_command=True)
    assert read_tries(folder).left == 4
    assert given(folder, OLD_PIN) == KEY
    assert given_by_command(folder, OLD_PIN) == KEY


def test_a_right_pin_of_a_command_frees_no_tries_of_the_window(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with_pin(folder, "keyring")
    for _ in range(4):
        assert given(folder, NEW_PIN) is None
        assert given_by_command(folder, OLD_PIN) == KEY
    assert read_tries(folder) == PinTries(wrong=4)
    assert given(folder, NEW_PIN) is None
    refused(FailureCode.PIN_TRIES_OVER, folder, OLD_PIN, by_command=True)


def test_a_lost_keyring_costs_no_try_and_leaves_the_code(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with_pin(folder, "keyring")
    for content in ("{}", json.dumps({keys.folder_id(folder) + ".pin": "A" * 43 + "="})):
        (tmp_path / "keyring.json").write_text(content)
        refused(FailureCode.PIN_KEYRING_LOST, folder, OLD_PIN)
        refused(FailureCode.PIN_KEYRING_LOST, folder, OLD_PIN, by_command=True)
    assert read_tries(folder).left == 5
    pinned = folder_pin.pinned_key(folder)
    assert pinned is not None
    assert folder_pin.try_code(pinned, OLD_CODE) == KEY
    folder_pin.set_pin(folder, KEY, None, NEW_PIN, NEW_CODE)
    assert given(folder, NEW_PIN) == KEY


@pytest.mark.parametrize("kind", KINDS)
def test_an_edited_file_opens_nothing(tmp_path: Path, kind: Kind) -> None:
    folder = tmp_path / "data"
    with_pin(folder, kind)
    whole = json.loads((folder / "key.wrapped").read_bytes())
    unpinned(tmp_path / "other", kind)
    folder_pin.set_pin(tmp_path / "other", bytes(32), outer_now(tmp_path / "other"), OLD_PIN, OLD_CODE)
    other = json.loads((tmp_path / "other" / "key.wrapped").read_bytes())
    for edited in (
        whole | {"recovery": other["recovery"]},
        whole | {"pin": whole["pin"] | {"iterations": 2}},
        whole | {"pin": whole["recovery"], "recovery": whole["pin"]},
    ):
        (folder / "key.wrapped").write_text(json.dumps(edited))
        assert given(folder, OLD_PIN) is None
        pinned = folder_pin.pinned_key(folder)
        assert pinned is not None
        assert folder_pin.try_code(pinned, OLD_CODE) is None
        pin_tries.write_tries(folder, PinTries())
    damages: tuple[object, ...] = (whole | {"version": 3}, whole | {"pin": 1}, {}, [], whole | {"more": 1})
    for damage in damages:
        (folder / "key.wrapped").write_text(json.dumps(damage))
        with pytest.raises((KeysUnavailable, StorageFault)):
            folder_pin.pinned_key(folder)
    monster = whole | {"pin": whole["pin"] | {"memory_kib": 4_000_000_000}}
    (folder / "key.wrapped").write_text(json.dumps(monster))
    with pytest.raises(KeysUnavailable):
        folder_pin.pinned_key(folder)


def test_a_keyring_that_keeps_the_whole_key_gets_no_pin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    unpinned(folder, "keyring")
    monkeypatch.setattr(InFile, "delete_password", lambda *_arguments: None)
    with pytest.raises(KeysUnavailable):
        folder_pin.set_pin(folder, KEY, None, OLD_PIN, OLD_CODE)
    assert opens_without_pin(folder, "keyring")


class Steps:
    """Counts what reaches the disk or the keyring, and kills its process before the nth."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last
        for name in ("open", "fsync", "replace", "unlink"):
            setattr(os, name, self._of(getattr(os, name)))
        for name in ("set_password", "delete_password"):
            setattr(InFile, name, self._of(getattr(InFile, name)))

    def _of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)

        return step


def killed(deed: Callable[[], object], last: int) -> bool:
    """Do it in a process of its own, killed before its nth step; False where it has fewer and came to its end."""
    child = os.fork()
    if child == 0:
        steps = Steps(last)
        deed()
        os._exit(0 if steps.count < last else 1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def deed_of(deed: str, folder: Path) -> Callable[[], object]:
    outer = outer_now(folder)
    if deed == "remove":
        return lambda: folder_pin.remove_pin(folder, KEY, outer)
    if deed == "unlock":
        return lambda: given(folder, OLD_PIN)
    return lambda: folder_pin.set_pin(folder, KEY, outer, NEW_PIN, NEW_CODE)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("deed", ["first", "change", "remove", "unlock"])
def test_killed_at_every_step_the_folder_still_opens(tmp_path: Path, kind: Kind, deed: str) -> None:
    """Before a change by the old way, after it by the new one, in between by one of them, and never by less."""
    step = 0
    was_killed = True
    while was_killed:
        step += 1
        folder = tmp_path / "data"
        shutil.rmtree(folder, ignore_errors=True)
        (tmp_path / "keyring.json").unlink(missing_ok=True)
        if deed == "first":
            unpinned(folder, kind)
        else:
            with_pin(folder, kind)
        was_killed = killed(deed_of(deed, folder), step)
        pinned = folder_pin.pinned_key(folder)
        if pinned is None:
            assert deed in ("first", "remove")
            assert opens_without_pin(folder, kind), f"{deed}, step {step}"
            continue
        by_pin = {pin: given(folder, pin) for pin in (OLD_PIN, NEW_PIN)}
        by_code = {code: folder_pin.try_code(pinned, code) for code in (OLD_CODE, NEW_CODE)}
        assert list(by_pin.values()).count(KEY) == list(by_code.values()).count(KEY) == 1, f"{deed}, step {step}"
        assert list(by_pin.values()) == list(by_code.values()), "PIN and code of one change"
        given(folder, OLD_PIN if by_pin[OLD_PIN] else NEW_PIN)
        assert not opens_without_pin(folder, kind)
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
        if kind == "keyring":
            assert list(entries(tmp_path)) == [keys.folder_id(folder) + ".pin"]
    assert step > (4 if deed == "unlock" else 8), "the deed has more steps than that"


def test_what_nobody_can_open_is_set_aside_whole(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with_pin(folder, "keyring")
    for name in ("own.db", "own.backup", "cache.db", "session", "lender", "settings.json"):
        (folder / name).write_bytes(name.encode())
    # Stopped in the middle, once.
    (folder / "sealed-20261201T100000-1").mkdir()
    shutil.copy(folder / "key.wrapped", folder / "sealed-20261201T100000-1")
    (folder / "own.db").rename(folder / "sealed-20261201T100000-1" / "own.db")
    aside = folder_pin.set_aside_sealed(folder, "20261201T120000")
    assert aside.name == "sealed-20261201T100000-1"
    assert sorted(path.name for path in folder.iterdir()) == [aside.name, "settings.json"]
    assert {path.name for path in aside.iterdir()} == {
        "own.db", "own.backup", "cache.db", "session", "lender", "key.wrapped",
    }  # fmt: skip
    assert (aside / "own.db").read_bytes() == b"own.db"
    pinned = folder_pin.pinned_key(aside)
    assert pinned is not None
    assert folder_pin.try_code(pinned, OLD_CODE) == KEY
    refused(FailureCode.PIN_KEYRING_LOST, aside, OLD_PIN)
    with_pin(folder / "again", "keyring")
    assert folder_pin.set_aside_sealed(folder / "again", "20261201T130000").name == "sealed-20261201T130000-1"


def test_a_new_beginning_leaves_everybody_elses_folder_where_it_is(tmp_path: Path) -> None:
    """The others lie within the first one's folder, and their keys are kept under where they lie."""
    folder = tmp_path / "data"
    with_pin(folder, "keyring")
    other = make_folder(folder, "Second", Settings())
    (other / "own.db").write_bytes(b"theirs")
    folder_pin.set_aside_sealed(folder, "20261201T120000")
    assert [person.folder for person in people_at(folder)] == [folder, other]
    assert (other / "own.db").read_bytes() == b"theirs"


def test_the_code_is_read_as_hands_write_it() -> None:
    assert BITS >= 100
    assert new_code() != new_code()
    code = new_code()
    assert len(read_code(code)) == 24
    assert read_code(f" {code.lower().replace('-', ' - ')} ") == read_code(code)
    assert read_code("o0Il-１２") == "001112"
