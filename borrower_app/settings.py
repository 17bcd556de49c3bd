"""Where this app keeps its data, which lender it talks to, and the few choices that are no secret.

Choices (language, theme, text size) are kept in `settings.json` in the data folder: no personal data is in it, but for
the name under which a person wants their folder offered where several use one computer.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

APPLICATION = "borrower-app"
FILE_NAME = "settings.json"
LONGEST_FOLDER_NAME: Final = 40
LONGEST_WINDOW_PLACE: Final = 512
LARGEST: Final = 64 * 1024
"""Bytes; the file we write has a few hundred."""


class Settings(Struct, frozen=True, kw_only=True):
    """The user's choices. Anything unreadable falls back to these defaults: a choice is never worth a failed start."""

    language: Literal["zh", "en"] = "zh"
    theme: Literal["system", "light", "dark"] = "system"
    text_scale: Annotated[int, Meta(ge=100, le=200)] = 100
    """Per cent."""
    reduced_motion: bool = False
    reminders: bool = True
    lock_after_minutes: Literal[0, 5, 15, 30] = 15
    """Without input for so long, the window locks, where a PIN is set; 0: never."""
    proxy: Literal["none", "system"] = "none"
    """Whether the lender is reached through the proxy that this computer's settings name."""
    key_storage: Literal["undecided", "keyring", "passphrase", "memory"] = "undecided"
    folder_name: Annotated[str, Meta(max_length=LONGEST_FOLDER_NAME)] = ""
    """What this folder is called at the start, where there are several; empty: it was given no name."""
    window_place: Annotated[str, Meta(max_length=LONGEST_WINDOW_PLACE)] = ""
    """Where the window stood and how large it was (`ui.window_place`); empty: it was never closed."""
    told_input_method: bool = False
    """Whether it was said that the input method of this computer is reached in another way."""


class SignInOptions(Struct, frozen=True, kw_only=True):
    """What a provider wants otherwise than we propose; None: as in the lender file, or as proposed."""

    client_id: str | None = None
    token_origin: str | None = None
    redirect_path: str | None = None


class Options(Struct, frozen=True, kw_only=True):
    """The global options of the command line."""

    data_dir: Path
    base_url: str | None = None
    ca_file: Path | None = None
    sign_in: SignInOptions = SignInOptions()
    passphrase_file: Path | None = None
    pin_file: Path | None = None
    """For commands alone: the window asks for the PIN."""
    language: Literal["zh", "en"] | None = None


NOWHERE: Final = Path("/dev/null/nothing-is-kept")
"""Where nothing is kept: never used as a folder, and a name that can't exist makes a mistake loud."""


def default_data_dir() -> Path:
    """The platform's folder for this user's application data."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def load(folder: Path) -> Settings:
    """The stored choices, or the defaults."""
    try:
        return msgspec.json.decode(_plain_content(folder / FILE_NAME), type=Settings)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Settings()


def _plain_content(path: Path) -> bytes:
    """What a small plain file holds; raises OSError for anything else: nobody writes into a pipe that lies there."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            raise OSError(f"{path.name} is no file of ours")
        return file.read(LARGEST)


def start_settings(options: Options) -> Settings:
    """The choices a window begins with: what the command line says, what is stored, and where nothing was stored yet
    the system's language.
    """
    stored = load(options.data_dir)
    if options.language is not None:
        return msgspec.structs.replace(stored, language=options.language)
    if not (options.data_dir / FILE_NAME).exists():
        return msgspec.structs.replace(stored, language=language_of(system_locale()))
    return stored


def language_of(locale: str) -> Literal["zh", "en"]:
    """The language for a system's locale, e.g. `zh_CN.UTF-8`; none, C and POSIX mean Chinese."""
    name = locale.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    return "zh" if name in ("", "c", "posix") or name.partition("_")[0] == "zh" else "en"


def system_locale() -> str:
    """What the system says about the language of its words; empty where it says nothing."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    # A name, so that the type checker of one platform does not call the other's line unreachable.
    platform = str(sys.platform)
    if platform.startswith("linux"):
        return ""
    import locale

    return locale.getlocale()[0] or ""


def save(folder: Path, settings: Settings) -> None:
    """Write whole or not at all, mode 0600; raises OSError."""
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".settings-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(settings))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, folder / FILE_NAME)
    except BaseException:
        os.unlink(temporary)
        raise


ThemeChoice = Literal["system", "light", "dark"]
