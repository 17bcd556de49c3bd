"""The key for a command: never asked for, but read from files; where a PIN is set, from `--pin-file`, too."""

from __future__ import annotations

from borrower_app.application.data_keys import data_key, outer_of_start, read_first_line
from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.settings import Options
from borrower_app.store import folder_pin
from borrower_app.store.pin import pin_matches
from borrower_app.store.pin_tries import PinTries, read_tries, write_tries


def command_key(options: Options) -> bytes:
    """The key, the folder being locked. Raises KeysUnavailable (PIN_NEEDED, PIN_WRONG, PIN_FILE_SHUT among them),
    StorageFault.
    """
    pinned = folder_pin.pinned_key(options.data_dir)
    if pinned is None:
        return data_key(options).key
    pin = _pin(options)
    return folder_pin.try_pin_of_command(options.data_dir, pinned, outer_of_start(options), pin)


def demand_old_pin(options: Options, stored: str | None) -> None:
    """A PIN of before it wrapped the key is asked for as well, though the folder is open already; it is wrapped at the
    next right PIN in the window. Raises KeysUnavailable as `command_key`.
    """
    folder = options.data_dir
    if stored is None or folder_pin.pinned_key(folder) is not None:
        return
    pin = _pin(options)
    tries = read_tries(folder, if_missing=PinTries())
    if not tries.left:
        raise KeysUnavailable(FailureCode.PIN_FILE_SHUT)
    folder_pin.begin_command_try(folder, tries)
    if not pin_matches(pin, stored):
        raise KeysUnavailable(FailureCode.PIN_WRONG)
    write_tries(folder, tries)


def _pin(options: Options) -> str:
    if options.pin_file is None:
        raise KeysUnavailable(FailureCode.PIN_NEEDED)
    return read_first_line(options.pin_file, FailureCode.PIN_FILE)
