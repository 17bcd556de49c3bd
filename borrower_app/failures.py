"""Everything that can go wrong outside our own code, as one small tree.

    Failure(exit_code)
    ├── WrongUse            2   the command or a file it was given is wrong
    ├── Offline            10   the lender can't be reached, refused TLS, or answered 5xx / 429 for too long
    ├── SignInNeeded       11   the sign-in is missing, ended or too old
    ├── BadServerData      12   the lender's answer breaks the contract
    ├── StorageFault       13   a file of ours is damaged, read-only, full or of a newer version
    ├── AlreadyRunning     14   another process holds the data folder
    ├── KeysUnavailable    15   no keyring and no passphrase, or a wrong one; a PIN missing or wrong
    └── AppFault           70   a bug of ours: what any other exception becomes once it is reported and has a number

A failure carries a `FailureCode` and plain values, never a sentence: `presentation.words.failure_text` says it in the
reader's language (what happened, what is safe, what to do). A bug of ours is any other exception.
"""

from __future__ import annotations

from enum import StrEnum


class FailureCode(StrEnum):
    """What happened, exactly enough to choose the sentence."""

    WRONG_USE = "wrong_use"
    FILE_UNREADABLE = "file_unreadable"
    FILE_NOT_JSON = "file_not_json"
    FILE_CONTENT = "file_content"
    FILE_EXISTS = "file_exists"
    UNKNOWN_LOAN = "unknown_loan"
    BACKUP_UNREADABLE = "backup_unreadable"
    NO_RECEIPT = "no_receipt"
    NO_CODE_WANTED = "no_code_wanted"
    CODE_WRONG = "code_wrong"
    CODE_ENDED = "code_ended"
    UNKNOWN_SCENARIO = "unknown_scenario"
    OTHER_LENDER = "other_lender"
    PLAIN_HTTP = "plain_http"
    NO_LENDER = "no_lender"
    SINGLE_PROCESS_DATABASE = "single_process_database"
    UNREACHABLE = "unreachable"
    TLS_REFUSED = "tls_refused"
    TOO_SLOW = "too_slow"
    SERVER_BUSY = "server_busy"
    SERVER_FAULT = "server_fault"
    REDIRECTED = "redirected"
    PROXY_UNUSABLE = "proxy_unusable"
    SIGN_IN_MISSING = "sign_in_missing"
    SIGN_IN_ENDED = "sign_in_ended"
    SIGN_IN_TOO_OLD = "sign_in_too_old"
    SIGN_IN_DECLINED = "sign_in_declined"
    SIGN_IN_TIME_OVER = "sign_in_time_over"
    SIGN_IN_NOT_FRESH = "sign_in_not_fresh"
    SIGN_IN_OTHER_PERSON = "sign_in_other_person"
    SIGN_IN_NO_BROWSER = "sign_in_no_browser"
    SIGN_IN_NO_PHONE = "sign_in_no_phone"
    SIGN_IN_NO_WAY = "sign_in_no_way"
    SIGN_IN_BROWSER_UNUSABLE = "sign_in_browser_unusable"
    BAD_ANSWER = "bad_answer"
    DIGEST_MISMATCH = "digest_mismatch"
    ANSWER_TOO_LARGE = "answer_too_large"
    PULL_TOO_LARGE = "pull_too_large"
    DISK_FULL = "disk_full"
    FOLDER_READ_ONLY = "folder_read_only"
    FOLDER_UNSAFE = "folder_unsafe"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_NEWER = "database_newer"
    OWN_DATA_DAMAGED = "own_data_damaged"
    OWN_DATA_LOST = "own_data_lost"
    STORAGE_IO = "storage_io"
    ALREADY_RUNNING = "already_running"
    KEYRING_UNUSABLE = "keyring_unusable"
    KEYRING_REFUSED = "keyring_refused"
    PASSPHRASE_WRONG = "passphrase_wrong"
    PASSPHRASE_NEEDED = "passphrase_needed"
    PASSPHRASE_FILE = "passphrase_file"
    KEY_LOST = "key_lost"
    PIN_NEEDED = "pin_needed"
    PIN_WRONG = "pin_wrong"
    PIN_FILE = "pin_file"
    PIN_FILE_SHUT = "pin_file_shut"
    PIN_TRIES_OVER = "pin_tries_over"
    PIN_KEYRING_LOST = "pin_keyring_lost"
    FAULT_OF_APP = "fault_of_app"


class Failure(Exception):
    """An environment fault. `detail` is for a log or a support code; it is masked and never shown as an instruction."""

    exit_code = 1

    def __init__(self, code: FailureCode, detail: str = "", **values: str) -> None:
        super().__init__(code.value, detail)
        self.code = code
        self.detail = detail
        self.values = values

    def __str__(self) -> str:
        return f"{self.code.value}: {self.detail}" if self.detail else self.code.value


class WrongUse(Failure):
    """The command line, or a file given to it, is wrong."""

    exit_code = 2


class Offline(Failure):
    """The lender can't be reached now; nothing is lost. `retry_after` is the lender's own wish in seconds, if any."""

    exit_code = 10

    def __init__(self, code: FailureCode, detail: str = "", retry_after: float | None = None, **values: str) -> None:
        super().__init__(code, detail, **values)
        self.retry_after = retry_after


class SignInNeeded(Failure):
    """The lender wants a (fresh) sign-in."""

    exit_code = 11


class BadServerData(Failure):
    """The lender's answer breaks the contract; the old data stay."""

    exit_code = 12


class StorageFault(Failure):
    """A file or folder of ours can't be used as it is."""

    exit_code = 13


class AlreadyRunning(Failure):
    """Another process holds the data folder."""

    exit_code = 14


class KeysUnavailable(Failure):
    """The key that opens the local data is not to be had."""

    exit_code = 15


class AppFault(Failure):
    """A bug of ours, reported under a spoken number of eight digits. Nobody else is at fault."""

    exit_code = 70

    def __init__(self, number: str) -> None:
        super().__init__(FailureCode.FAULT_OF_APP, number=f"F-6 {number[:4]} {number[4:]}")
        self.number = number
