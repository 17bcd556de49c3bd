"""S-5: the loans the user entered, each with what comes next and what can be done with it."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.presentation.intents import ExportOwnLoan, RemoveOwnLoan, opens
from borrower_app.presentation.reading.own_message import own_loans
from borrower_app.presentation.reading.own_words import day_words, own_mark, own_pairs
from borrower_app.presentation.reading.planned_debits import next_row
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, EmptyView, FileDialogWords, Line, Pair, Piece, PillView
from borrower_app.records.own_loan_record import OwnLoanRecord


class OwnCardView(Struct, frozen=True):
    """One own loan. `asks` is the question before it is removed; its answers are the actions then."""

    loan_id: str
    name: str
    mark: PillView
    next_words: str
    pairs: tuple[Pair, ...]
    notes: tuple[Line, ...]
    actions: tuple[Action, ...]
    asks: tuple[str, ...] = ()


class OwnLoansView(Struct, frozen=True):
    """The list."""

    title: str
    lead: str
    cards: tuple[OwnCardView, ...]
    actions: tuple[Action, ...] = ()
    offer: Line | None = None
    """A backup, once there is something to lose."""
    draft: Line | None = None
    """A loan that was begun and not saved."""
    empty: EmptyView | None = None


def own_loans_view(reading: Reading, removing: str, *, draft: bool, offers_backup: bool) -> OwnLoansView:
    """The page; `removing` is the loan whose removal is being asked about, "" for none."""
    say = reading.language.say
    title = say("Loans you entered")
    lead = say("Only you see them: they stay on this computer. The bank has confirmed nothing of it.")
    enter = Action(say("Enter a loan"), opens("S-5", "new"))
    begun = _draft(reading) if draft else None
    loans = own_loans(reading)
    if not loans:
        told = say(
            "Take your contract: five minutes, and you see every installment, the interest and what paying early saves."
        )
        return OwnLoansView(
            title, "", (), draft=begun, empty=EmptyView(say("No loan entered yet"), told, "plan", enter)
        )
    cards = tuple(_card(reading, loan, asks=loan.id == removing) for loan in loans)
    offer = _offer(reading) if offers_backup and not removing else None
    return OwnLoansView(title, lead, cards, () if removing else (enter,), offer, begun)


def _draft(reading: Reading) -> Line:
    say = reading.language.say
    action = Action(say("Go on with it"), opens("S-5", "new"))
    return Line("clock", "caution", (Piece(say("A loan you began to enter is not saved yet.")),), action)


def _offer(reading: Reading) -> Line:
    say = reading.language.say
    told = say("These loans exist on this computer alone. An encrypted backup brings them back if it breaks.")
    return Line("lock", "accent", (Piece(told),), Action(say("Make a backup"), opens("T-1", "backup")))


def _card(reading: Reading, loan: OwnLoanRecord, *, asks: bool) -> OwnCardView:
    language = reading.language
    say = language.say
    row = next_row(reading, loan)
    if row is None:
        told = say("By its table every due date has passed.")
    else:
        told = say(
            "Next: {amount} on {day}, installment {number}",
            amount=language.money(row.payment),
            day=language.day_with_weekday(row.due),
            number=row.n,
        )
    notes = [Line("ask", "caution", (Piece(words),)) for words in (day_words(loan, language),) if words]
    mark = own_mark(loan, language)
    assert mark is not None
    if asks:
        return OwnCardView(loan.id, loan.name, mark, told, (), (), _answers(reading, loan), _lost(reading, loan))
    return OwnCardView(
        loan.id,
        loan.name,
        mark,
        told,
        (_left(reading, loan), *own_pairs(reading, loan), _table(reading, loan)),
        tuple(notes),
        _actions(reading, loan),
    )


def _left(reading: Reading, loan: OwnLoanRecord) -> Pair:
    language = reading.language
    return Pair(
        (Piece(language.say("Principal left by the table")),), (Piece(language.money(loan.outstanding_principal)),)
    )


def _table(reading: Reading, loan: OwnLoanRecord) -> Pair:
    say = reading.language.say
    source = say("computed by this app") if loan.is_computed else say("taken over by you from a file")
    return Pair((Piece(say("The table")),), (Piece(source),))


def _actions(reading: Reading, loan: OwnLoanRecord) -> tuple[Action, ...]:
    say = reading.language.say
    name = loan.name
    take_over = say("Take over the bank's table")
    words = (
        (say("See the schedule"), "S-1", loan.id, say("See the schedule of {loan}", loan=name)),
        (say("Check the table"), "S-3", loan.id, say("Check the table of {loan}", loan=name)),
        (take_over, "S-6", loan.id, say("Take over the bank's table of {loan}", loan=name)),
        (say("Change it"), "S-5", f"edit:{loan.id}", say("Change {loan}", loan=name)),
    )
    opening = tuple(Action(text, opens(code, subject), accessible_name=spoken) for text, code, subject, spoken in words)
    export = Action(
        say("Save it as a file"), ExportOwnLoan(loan.id), accessible_name=say("Save {loan} as a file", loan=name)
    )
    remove = Action(
        say("Remove …"),
        opens("S-5", f"remove:{loan.id}"),
        accessible_name=say("Remove {loan} …", loan=name),
        danger=True,
    )
    return (*opening, export, remove)


def _lost(reading: Reading, loan: OwnLoanRecord) -> tuple[str, ...]:
    say = reading.language.say
    lost = [say("Remove {loan} from this computer?", loan=loan.name)]
    if loan.is_computed:
        lost.append(say("What you entered and its notes are gone then, unless you have a backup or a saved file."))
    else:
        lost.append(
            say("What you entered, its notes and the bank's table are gone then, unless you have a backup or a file.")
        )
    lost.append(say("The loan at {lender} does not change.", lender=reading.lender_of(loan)))
    return tuple(lost)


def _answers(reading: Reading, loan: OwnLoanRecord) -> tuple[Action, ...]:
    say = reading.language.say
    yes = say("Yes, remove {loan}", loan=loan.name)
    return (
        Action(say("No, keep it"), opens("S-5")),
        Action(say("Save it as a file"), ExportOwnLoan(loan.id)),
        Action(yes, RemoveOwnLoan(loan.id), danger=True),
    )


def loan_file_dialog(language: Language) -> FileDialogWords:
    """Where a loan goes as JSON."""
    return FileDialogWords(language.say("Save it as a file"), "JSON")
