"""What pages ask for. A page never acts: it emits one of these, and the composition root acts.

Values are what the user chose or typed; sentences are never in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from borrower_app.presentation.choice_intents import ChooseLook as ChooseLook
from borrower_app.presentation.choice_intents import SetIdleLock as SetIdleLock
from borrower_app.presentation.choice_intents import SetReminders as SetReminders
from borrower_app.presentation.choice_intents import SetSystemProxy as SetSystemProxy
from borrower_app.presentation.desktop_intents import CopyText as CopyText
from borrower_app.presentation.desktop_intents import DesktopIntent as DesktopIntent
from borrower_app.presentation.desktop_intents import QuitAnyway as QuitAnyway
from borrower_app.presentation.desktop_intents import SawInputMethod as SawInputMethod
from borrower_app.presentation.intent_base import Address as Address
from borrower_app.presentation.intent_base import Intent as Intent
from borrower_app.presentation.intent_base import SecretIntent as SecretIntent
from borrower_app.presentation.pin_intents import BeginAnew as BeginAnew
from borrower_app.presentation.pin_intents import ConfirmRecoveryCode as ConfirmRecoveryCode
from borrower_app.presentation.pin_intents import DropNewPin as DropNewPin
from borrower_app.presentation.pin_intents import GoOnAnew as GoOnAnew
from borrower_app.presentation.pin_intents import LockNow as LockNow
from borrower_app.presentation.pin_intents import PutOffPin as PutOffPin
from borrower_app.presentation.pin_intents import Recover as Recover
from borrower_app.presentation.pin_intents import RemovePin as RemovePin
from borrower_app.presentation.pin_intents import SawRecoveryCode as SawRecoveryCode
from borrower_app.presentation.pin_intents import SetPin as SetPin
from borrower_app.presentation.pin_intents import ShowRecoveryCode as ShowRecoveryCode
from borrower_app.presentation.pin_intents import Unlock as Unlock
from borrower_app.presentation.private_intents import CheckPassPhrase as CheckPassPhrase
from borrower_app.presentation.private_intents import CoverRevealed as CoverRevealed
from borrower_app.presentation.private_intents import Reveal as Reveal
from borrower_app.presentation.table_intents import AssignColumn as AssignColumn
from borrower_app.presentation.table_intents import ChooseSheet as ChooseSheet
from borrower_app.presentation.table_intents import ChooseTableFile as ChooseTableFile
from borrower_app.presentation.table_intents import DropBankTable as DropBankTable
from borrower_app.presentation.table_intents import PasteTable as PasteTable
from borrower_app.presentation.table_intents import TakeOverTable as TakeOverTable


class OpenPage(Intent, frozen=True):
    """Show a page. The window follows it by itself and tells it to the outside, too."""

    address: Address


class GoBack(Intent, frozen=True):
    """Show the page that was shown before."""


class SyncNow(Intent, frozen=True):
    """Send what waits and fetch what is new (F5)."""


class ShowAgain(Intent, frozen=True):
    """Build the shown page anew: it could not be built before."""


class CopyFaultReport(Intent, frozen=True):
    """F-6: put the report of this number into the clipboard."""

    number: str


class RemindAbout(Intent, frozen=True):
    """Tell me the result of this attempt when it is there."""

    attempt_id: str


class AskForWaiver(Intent, frozen=True):
    """Ask the lender to waive the penalty interest of this attempt."""

    attempt_id: str


class AskForReview(Intent, frozen=True):
    """Ask the lender to look into this attempt."""

    attempt_id: str


class MarkRead(Intent, frozen=True):
    """Tell the lender that the message was read."""

    message_id: str


class DecideOperation(Intent, frozen=True):
    """The user's decision about an operation that needs one: keep mine (send again), keep theirs (cancel).

    `submit`: it waited because another sign-in came since, or as a draft after a sign-out; it is mine and goes out.
    """

    operation_id: str
    decision: Literal["send_again", "cancel", "submit"]


class ChooseKeyStorage(SecretIntent, frozen=True):
    """How the key to the data on this computer is kept; `passphrase` only where it is chosen."""

    storage: Literal["keyring", "passphrase", "memory"]
    passphrase: str = ""


class OpenWithPassphrase(SecretIntent, frozen=True):
    """The passphrase that opens the data."""

    passphrase: str


class TryWhatIf(Intent, frozen=True):
    """S-2: compute with these entries, as they were typed."""

    loan_id: str
    entry: WhatIfEntry


class SaveWhatIf(Intent, frozen=True):
    """S-2: keep this what-if on this computer."""

    loan_id: str
    entry: WhatIfEntry


class RemoveWhatIf(Intent, frozen=True):
    """S-2: forget a saved what-if."""

    identifier: str


class ExportSchedule(Intent, frozen=True):
    """S-7: write a loan's schedule to a file; where to is asked next. `separator` is for CSV."""

    loan_id: str
    file_format: Format
    separator: Separator = "comma"


class AnswerOverwrite(Intent, frozen=True):
    """S-7: whether the file of that name may go; if not, another place is asked for."""

    replace: bool


class ReadMessage(SecretIntent, frozen=True):
    """D-3: see what a message says that was pasted, or typed from a phone. It is kept in memory only."""

    text: str
    sender: str = ""


class AnswerGuide(SecretIntent, frozen=True):
    """The primary button of a guide's step: its answers as typed, secrets among them, kept nowhere by the page."""

    guide: str
    subject: str
    step: str
    answers: Mapping[str, str]


class KeepGuideAnswers(SecretIntent, frozen=True):
    """What was typed so far in a step, without secrets: to be kept, so that nothing is lost."""

    guide: str
    subject: str
    step: str
    answers: Mapping[str, str]


class GoBackInGuide(SecretIntent, frozen=True):
    """To the step before, with what was typed in this one."""

    guide: str
    subject: str
    step: str
    answers: Mapping[str, str]


class LeaveGuide(SecretIntent, frozen=True):
    """Go on later: the draft stays."""

    guide: str
    subject: str
    step: str
    answers: Mapping[str, str]


class DropGuide(Intent, frozen=True):
    """Give a guide up: its draft is deleted, and an operation that was never sent is cancelled."""

    guide: str
    subject: str


class SaveReceipt(Intent, frozen=True):
    """Write the receipt of a confirmed operation into a file; where to is asked next."""

    operation_id: str


SignInWay = Literal["browser", "phone"]
"""In the browser of this computer (RFC 8252), or with a phone and a code (RFC 8628)."""


class ChooseSignIn(Intent, frozen=True):
    """Show F-2 with both ways. `back_to` as in `StartSignIn`."""

    back_to: Address | None = None


class StartSignIn(Intent, frozen=True):
    """Begin a sign-in.

    With `back_to` it is a fresh one: the person proves anew who they are, whatever the browser remembers. Afterwards,
    and after a cancel, that page is shown.
    """

    way: SignInWay = "phone"
    back_to: Address | None = None


class OpenBrowserAgain(Intent, frozen=True):
    """The browser did not open, or its page was closed too early: open the same address once more."""


class CancelSignIn(Intent, frozen=True):
    """Stop waiting for browser or phone, or leave F-2 for where one came from."""


class SignOut(Intent, frozen=True):
    """Sign out and wipe the lender's data; `own_data` only on a separate yes."""

    own_data: bool = False


class MakeFolder(SecretIntent, frozen=True):
    """A folder of their own for another person who uses this computer, called so; then it is opened."""

    name: str


class ChooseFolder(Intent, frozen=True):
    """Open the folder of one of the people who have one on this computer, by its place in the list."""

    number: int


class StartPractice(Intent, frozen=True):
    """Practice on a made-up loan, in a window of its own."""


class BeginFirstStart(Intent, frozen=True):
    """From the welcome step to the next one."""


Beginning = Literal["choices", "lender", "own_loan", "message"]
"""What first start goes on with: signing in, a loan typed in by hand, a pasted message; or the question itself."""


class BeginWith(Intent, frozen=True):
    """First start, once the data have their key: what to do first."""

    what: Beginning


class FinishFirstStart(Intent, frozen=True):
    """From the last step to Home."""


class RepairStorage(Intent, frozen=True):
    """Set the damaged file aside and fetch the lender's records again."""


class Quit(Intent, frozen=True):
    """Close the app."""


class KeepOwnDraft(SecretIntent, frozen=True):
    """S-5's form as it is typed now; `loan_id` is empty for a new loan. It survives closing."""

    loan_id: str
    typed: Mapping[str, str]


class DropOwnDraft(Intent, frozen=True):
    """Throw away what was typed and not saved."""

    loan_id: str


class SaveOwnLoan(SecretIntent, frozen=True):
    """Keep the loan of the form."""

    loan_id: str
    typed: Mapping[str, str]


class RemoveOwnLoan(Intent, frozen=True):
    """The user said yes to the question on S-5."""

    loan_id: str


class ExportOwnLoan(Intent, frozen=True):
    """Write a loan as JSON into a new file that the user names."""

    loan_id: str


class WriteBackup(SecretIntent, frozen=True):
    """T-1: an encrypted backup into a new file that the user names."""

    passphrase: str


class ReadBackup(SecretIntent, frozen=True):
    """T-1: choose a backup and see what bringing it back would do."""

    passphrase: str


class RestoreBackup(Intent, frozen=True):
    """T-1: bring it back; `choices` by loan id: mine or backup."""

    choices: Mapping[str, str] = {}


class WhatIfEntry(Struct, frozen=True):
    """S-2's form as it was typed; `yearly`: the same amount on that day of every year."""

    amount: str
    day: str
    yearly: bool = False


Format = Literal["pdf", "xlsx", "csv", "ics"]


Separator = Literal["comma", "semicolon", "tab"]


ActionIntent = (
    OpenPage
    | GoBack
    | SyncNow
    | ShowAgain
    | Quit
    | ChooseLook
    | SetReminders
    | SetSystemProxy
    | SetIdleLock
    | LockNow
    | SawRecoveryCode
    | ShowRecoveryCode
    | DropNewPin
    | BeginAnew
    | GoOnAnew
    | PutOffPin
    | RemindAbout
    | AskForWaiver
    | AskForReview
    | MarkRead
    | DecideOperation
    | SaveReceipt
    | RemoveWhatIf
    | ExportOwnLoan
    | RemoveOwnLoan
    | DropBankTable
    | ChooseSignIn
    | StartSignIn
    | OpenBrowserAgain
    | CancelSignIn
    | SignOut
    | StartPractice
    | BeginFirstStart
    | BeginWith
    | FinishFirstStart
    | RepairStorage
    | ChooseFolder
    | CopyFaultReport
    | DesktopIntent
)
"""What a button or a link of a view may ask for: nothing that was typed, no secret."""


def opens(code: str, subject: str = "") -> OpenPage:
    """Show a page."""
    return OpenPage(Address(code, subject))


AnyIntent = (
    ActionIntent
    | ReadMessage
    | TryWhatIf
    | SaveWhatIf
    | ExportSchedule
    | AnswerOverwrite
    | AnswerGuide
    | KeepGuideAnswers
    | GoBackInGuide
    | LeaveGuide
    | DropGuide
    | KeepOwnDraft
    | DropOwnDraft
    | SaveOwnLoan
    | ChooseTableFile
    | PasteTable
    | ChooseSheet
    | AssignColumn
    | TakeOverTable
    | WriteBackup
    | ReadBackup
    | RestoreBackup
    | Reveal
    | CoverRevealed
    | CheckPassPhrase
    | Unlock
    | SetPin
    | MakeFolder
    | ConfirmRecoveryCode
    | RemovePin
    | Recover
    | ChooseKeyStorage
    | OpenWithPassphrase
)
"""Everything a page may ask for; the router answers each (`assert_never`)."""
