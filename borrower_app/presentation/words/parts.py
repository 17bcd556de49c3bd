"""What the pages about the lender's records render: frozen values whose texts are ready to be read.

No Qt here and no words made here: presentation says everything, the pages only arrange it. Texts that hold several
appearances are `Words`: pieces that are plain, strong, explained on the spot, or that do something.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.presentation.intents import ActionIntent, Address, OpenPage

Tone = Literal["plain", "good", "caution", "bad", "accent"]
HopTone = Literal["good", "bad", "caution", "plain"]


class Action(Struct, frozen=True):
    """Something to press, and what it asks for."""

    text: str
    intent: ActionIntent
    accessible_name: str = ""
    """Where the text alone would not say what it is about."""
    danger: bool = False
    icon: str = ""
    """A name of `resources/icons`; a link and what takes away have none."""

    @property
    def opens(self) -> Address:
        """The page it shows; one without a code where it does something else."""
        return self.intent.address if isinstance(self.intent, OpenPage) else Address("")


class Piece(Struct, frozen=True):
    """A piece of a sentence."""

    text: str
    strong: bool = False
    explanation: str = ""
    action: Action | None = None
    copies: str = ""
    """A number in it that is read out or typed elsewhere, offered to be copied; never a masked or secret one."""


Words = tuple[Piece, ...]


class PillView(Struct, frozen=True):
    """A state as word, colour and icon (a name of `resources/icons`)."""

    text: str
    tone: Tone
    icon: str = ""


class Line(Struct, frozen=True):
    """A finding: a mark, a sentence, perhaps something to do about it."""

    icon: str
    tone: Tone
    words: Words
    action: Action | None = None


class Pair(Struct, frozen=True):
    """Words and their value."""

    words: Words
    value: Words


class PlannedDebitView(Struct, frozen=True):
    """A planned debit: which installment it takes and when, and its amount with the currency."""

    words: Words
    amount: str
    mark: PillView | None = None
    """Where the user entered the loan, and nobody has planned the debit here."""


class LoanView(Struct, frozen=True):
    """A loan on Home. `thousandths` is the share of the principal repaid, None where it is not known."""

    loan_id: str
    name: str
    figure: str
    figure_words: Words
    below: str = ""
    thousandths: int | None = None
    bar_name: str = ""
    left: str = ""
    right: str = ""
    pairs: tuple[Pair, ...] = ()
    pill: PillView | None = None
    action: Action | None = None
    mark: PillView | None = None
    """That the user entered it."""


class HopView(Struct, frozen=True):
    """A station of a debit's way; `plain` = not reached or not known."""

    name: str
    told: str
    tone: HopTone


class EmptyView(Struct, frozen=True):
    """What stands where there is nothing: why, and perhaps a way on."""

    title: str
    told: str = ""
    icon: str = "empty"
    action: Action | None = None


class ChoiceView(Struct, frozen=True):
    """One of several; each option is what pressing it asks for. `chosen` is the number of the one that holds."""

    name: str
    options: tuple[Action, ...]
    chosen: int


class FileDialogWords(Struct, frozen=True):
    """What the system's dialog for a file says: its title, and the words of the kinds of file."""

    title: str
    kinds: str
