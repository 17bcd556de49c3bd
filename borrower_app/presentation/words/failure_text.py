"""What to say when something outside our own code went wrong: what happened, what is safe, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from borrower_app.failures import Failure, FailureCode
from borrower_app.language import Language

_LONGEST_VALUE: Final = 200

Say = Callable[..., str]
Sentences = Callable[[Say, dict[str, str]], tuple[str, str, str]]


class FailureWords(Struct, frozen=True):
    """Three ready sentences; `safe` is empty where nothing of the user's was touched."""

    happened: str
    safe: str
    to_do: str


def failure_words(failure: Failure, language: Language) -> FailureWords:
    """The words for any failure. Text from elsewhere is cleaned and shortened, `detail` of a server never shown."""
    values = {name: clean(value) for name, value in failure.values.items()}
    values["detail"] = clean(failure.detail)
    for name in ("file", "reason", "scenario", "address", "lender", "origin"):
        values.setdefault(name, "")
    return FailureWords(*_WORDS[failure.code](language.say, values))


def failure_sentence(failure: Failure, language: Language) -> str:
    """One plain line."""
    words = failure_words(failure, language)
    gap = "" if language.code == "zh" else " "
    return gap.join(part for part in (words.happened, words.safe, words.to_do) if part)


def clean(text: str) -> str:
    """A value for a sentence: no control or direction characters, one line, bounded."""
    kept = "".join(" " if character in "\r\n\t" else character for character in text[: _LONGEST_VALUE * 4])
    kept = "".join(character for character in kept if unicodedata.category(character)[0] != "C")
    return kept if len(kept) <= _LONGEST_VALUE else kept[:_LONGEST_VALUE] + "…"


def _wrong_use(say: Say, v: dict[str, str]) -> tuple[str, str, str]:
    return (
        say("This command can't be understood: {detail}.", detail=v["detail"]),
        "",
        say("See `borrower-app --help`."),
    )


def _file(message: str) -> Sentences:
    def words(say: Say, v: dict[str, str]) -> tuple[str, str, str]:
        happened = say(message, file=v["file"], reason=v["reason"])
        return happened, "", say("Correct the file and try again; nothing was saved.")

    return words


def _unusable_file(say: Say, v: dict[str, str]) -> tuple[str, str, str]:
    happened = {
        "gone": _n("There is no file {file}."),
        "folder": _n("{file} is a folder, not a file."),
        "forbidden": _n("You have no right to use {file} on this computer."),
        "full": _n("There is no room left for {file}."),
        "name": _n("A file can't have the name {file}."),
        "text": _n("{file} is no text in UTF-8."),
    }.get(v.get("cause", ""))
    to_do = say("Check the name and the folder, then try again; nothing was saved.")
    if happened is not None:
        return say(happened, file=v["file"]), "", to_do
    reason = v["reason"] or "?"
    return say("The file {file} can't be read or written ({reason}).", file=v["file"], reason=reason), "", to_do


def _fixed(happened: str, safe: str, to_do: str) -> Sentences:
    def words(say: Say, v: dict[str, str]) -> tuple[str, str, str]:
        return tuple(say(message, **v) if message else "" for message in (happened, safe, to_do))  # type: ignore[return-value]

    return words


def _n(message: str) -> str:
    """Marks a sentence for the catalogue; it is said later."""
    return message


_KEPT: Final = _n("What is saved on this computer is safe; nothing is lost.")
_OLD_STAY: Final = _n("The records fetched before stay as they are.")

_WORDS: Final[dict[FailureCode, Sentences]] = {
    FailureCode.WRONG_USE: _wrong_use,
    FailureCode.FAULT_OF_APP: _fixed(
        _n("Something in this app went wrong; it is not your bank's fault. Number: {number}."),
        _n("What was saved before is untouched."),
        _n("Please try once more; whoever helps you will ask for the number."),
    ),
    FailureCode.FILE_UNREADABLE: _unusable_file,
    FailureCode.FILE_NOT_JSON: _file(_n("The file {file} is not valid JSON.")),
    FailureCode.FILE_CONTENT: _file(_n("The content of {file} is not as expected: {reason}.")),
    FailureCode.FILE_EXISTS: _fixed(
        _n("There is already a file {file}."), _n("It was not touched."), _n("Choose another name or move it away.")
    ),
    FailureCode.UNKNOWN_LOAN: _fixed(
        _n("There is no repayment table of a loan {loan} here."),
        "",
        _n("See the ids with `borrower-app dump` or `borrower-app own list`."),
    ),
    FailureCode.BACKUP_UNREADABLE: _fixed(
        _n("The file {file} is no backup of this app, or it is damaged."),
        _n("Nothing was changed."),
        _n("Choose another file, or the newest backup you have."),
    ),
    FailureCode.NO_RECEIPT: _fixed(
        _n("There is no receipt for this change here."), "", _n("A receipt is there once the lender has confirmed it.")
    ),
    FailureCode.NO_CODE_WANTED: _fixed(
        _n("The change {operation} waits for no code."), _n("Nothing was sent."), _n("See `borrower-app outbox`.")
    ),
    FailureCode.CODE_WRONG: _fixed(
        _n("The verification code is not right; tries left: {left}."),
        _n("Nothing was changed."),
        _n("Read the newest message with a code and try again."),
    ),
    FailureCode.CODE_ENDED: _fixed(
        _n("This verification is over, and the change did not happen."),
        _n("Nothing was changed."),
        _n("Ask for the change once more; a new code will come."),
    ),
    FailureCode.UNKNOWN_SCENARIO: _fixed(
        _n("There is no story named “{scenario}”."), "", _n("See the list with `borrower-app demo --list`.")
    ),
    FailureCode.OTHER_LENDER: _fixed(
        _n("This data folder belongs to {lender} ({origin})."),
        _n("Nothing was changed."),
        _n("Choose another folder with --data-dir for another lender."),
    ),
    FailureCode.PLAIN_HTTP: _fixed(
        _n("The address {address} is not encrypted."),
        _n("Nothing was sent."),
        _n("Use the lender's https address."),
    ),
    FailureCode.NO_LENDER: _fixed(
        _n("This data folder knows no lender yet."), "", _n("Name the lender's address once with --base-url.")
    ),
    FailureCode.SINGLE_PROCESS_DATABASE: _fixed(
        _n("Several workers need one PostgreSQL ledger."), "", _n("Give its address with --database-url.")
    ),
    FailureCode.UNREACHABLE: _fixed(
        _n("The lender can't be reached."), _KEPT, _n("Check the network connection and try again.")
    ),
    FailureCode.TLS_REFUSED: _fixed(
        _n("The other side could not prove that it is the lender."),
        _n("Nothing was sent."),
        _n("Use another network, and ask the lender's official number if it goes on."),
    ),
    FailureCode.TOO_SLOW: _fixed(_n("The lender took too long to answer."), _KEPT, _n("Try again in a few minutes.")),
    FailureCode.SERVER_BUSY: _fixed(_n("The lender's server is busy."), _KEPT, _n("Try again in a few minutes.")),
    FailureCode.SERVER_FAULT: _fixed(
        _n("The lender's server has a fault of its own."), _KEPT, _n("Try again in a few minutes.")
    ),
    FailureCode.REDIRECTED: _fixed(
        _n("The lender's server pointed to another address; it was not followed."),
        _n("Nothing was sent there."),
        _n("Use another network, and ask the lender's official number if it goes on."),
    ),
    FailureCode.PROXY_UNUSABLE: _fixed(
        _n("This computer's proxy does not lead to the lender."),
        _KEPT,
        _n("Choose “Direct” in the settings, or ask whoever looks after this network."),
    ),
    FailureCode.SIGN_IN_MISSING: _fixed(
        _n("You are not signed in."), _KEPT, _n("Sign in first: `borrower-app sign-in --device`.")
    ),
    FailureCode.SIGN_IN_ENDED: _fixed(_n("The sign-in has ended."), _KEPT, _n("Please sign in again.")),
    FailureCode.SIGN_IN_TOO_OLD: _fixed(
        _n("This change needs a sign-in of the last five minutes."),
        _n("It is kept as a draft and was not submitted."),
        _n("Sign in, then submit the draft."),
    ),
    FailureCode.SIGN_IN_DECLINED: _fixed(
        _n("The sign-in was not agreed to."), _n("Nothing was changed."), _n("Sign in again when you are ready.")
    ),
    FailureCode.SIGN_IN_TIME_OVER: _fixed(
        _n("Nobody signed in within the time."), _n("Nothing was changed."), _n("Begin the sign-in once more.")
    ),
    FailureCode.SIGN_IN_NOT_FRESH: _fixed(
        _n("The lender did not ask you anew who you are, so this sign-in does not count as a fresh one."),
        _KEPT,
        _n("Sign out of the lender's page in the browser, then try again."),
    ),
    FailureCode.SIGN_IN_OTHER_PERSON: _fixed(
        _n("This sign-in belongs to another person than the records here."),
        _n("Nothing was changed."),
        _n("Sign in as yourself, or sign out here first."),
    ),
    FailureCode.SIGN_IN_NO_BROWSER: _fixed(
        _n("The lender offers no sign-in in the browser."), _KEPT, _n("Please sign in with your phone.")
    ),
    FailureCode.SIGN_IN_NO_PHONE: _fixed(
        _n("The lender offers no sign-in with a phone."), _KEPT, _n("Please sign in with the browser.")
    ),
    FailureCode.SIGN_IN_NO_WAY: _fixed(
        _n("The lender offers no way to sign in that this app knows."), _KEPT, _n("Ask the lender's official number.")
    ),
    FailureCode.SIGN_IN_BROWSER_UNUSABLE: _fixed(
        _n("The browser of this computer could not be used for the sign-in."),
        _KEPT,
        _n("Please sign in with your phone."),
    ),
    FailureCode.BAD_ANSWER: _fixed(
        _n("The lender's answer breaks the agreed form, so it is not shown."),
        _OLD_STAY,
        _n("Try again later; if it goes on, tell the lender's official number."),
    ),
    FailureCode.DIGEST_MISMATCH: _fixed(
        _n("The records that came do not add up to the lender's own check sum, so they are not shown."),
        _OLD_STAY,
        _n("Try again later; if it goes on, tell the lender's official number."),
    ),
    FailureCode.ANSWER_TOO_LARGE: _fixed(
        _n("The lender's answer is far too large, so it is not shown."), _OLD_STAY, _n("Try again later.")
    ),
    FailureCode.PULL_TOO_LARGE: _fixed(
        _n("The lender sent far more records than any loans can have, and no end, so they are not shown."),
        _OLD_STAY,
        _n("Try again later; if it goes on, tell the lender's official number."),
    ),
    FailureCode.DISK_FULL: _fixed(
        _n("The disk is full."),
        _n("What was confirmed as saved is safe; the last change was not saved."),
        _n("Make some room, then try again."),
    ),
    FailureCode.FOLDER_READ_ONLY: _fixed(
        _n("The data folder can't be written."),
        _n("What was confirmed as saved is safe; the last change was not saved."),
        _n("Allow writing there or choose another folder with --data-dir."),
    ),
    FailureCode.FOLDER_UNSAFE: _fixed(
        _n("The data folder is not safe to use: it is a link or belongs to another user."),
        _n("Nothing was changed."),
        _n("Choose another folder with --data-dir."),
    ),
    FailureCode.DATABASE_DAMAGED: _fixed(
        _n("A file with the lender's records is damaged, so nothing of it is shown."),
        _n("What you wrote yourself is in another file."),
        _n("Open the app or sync: the file is set aside and the records are fetched again."),
    ),
    FailureCode.DATABASE_NEWER: _fixed(
        _n("The data were written by a newer version of this app."),
        _n("Nothing was changed."),
        _n("Install the newer version again."),
    ),
    FailureCode.OWN_DATA_DAMAGED: _fixed(
        _n("The file with what you wrote yourself is damaged."),
        _n("It is kept aside; the last good copy is used where there is one."),
        _n("Look through your changes and send again what is missing."),
    ),
    FailureCode.OWN_DATA_LOST: _fixed(
        _n("The file with what you wrote yourself is damaged, and no copy of it could be used."),
        _n("It is kept aside as {file}; what you had asked for and was not sent is no longer here."),
        _n("Think of what you had asked for lately, and ask for it again."),
    ),
    FailureCode.STORAGE_IO: _fixed(
        _n("The disk did not do what it was asked to."),
        _n("What was confirmed as saved is safe; the last change was not saved."),
        _n("Try again; if it goes on, have the disk looked at."),
    ),
    FailureCode.ALREADY_RUNNING: _fixed(
        _n("The app is already open on this data folder."), "", _n("Use that window, or close it first.")
    ),
    FailureCode.KEYRING_UNUSABLE: _fixed(
        _n("This computer's key store can't be used now."),
        _n("The data stay encrypted."),
        _n("Unlock the key store, or use a passphrase with --passphrase-file."),
    ),
    FailureCode.KEYRING_REFUSED: _fixed(
        _n("This computer's key store is locked or refused."),
        _n("The data stay encrypted."),
        _n("Unlock the key store, or use a passphrase with --passphrase-file."),
    ),
    FailureCode.PASSPHRASE_WRONG: _fixed(
        _n("This is not the passphrase of these data."), _n("The data stay encrypted."), _n("Type it again.")
    ),
    FailureCode.PASSPHRASE_NEEDED: _fixed(
        _n("The data are behind a passphrase."), "", _n("Give it with --passphrase-file, or open the app's window.")
    ),
    FailureCode.PASSPHRASE_FILE: _fixed(
        _n("The passphrase file {file} can't be read or is empty."), "", _n("Put the passphrase on its first line.")
    ),
    FailureCode.KEY_LOST: _fixed(
        _n("The key to these data is no longer in the key store."),
        _n("Nothing was changed; without the key the data can't be opened."),
        _n("Bring the key store back, or begin anew with another folder (--data-dir)."),
    ),
}
