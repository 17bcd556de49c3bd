"""T-1, backup and restore: what is in a backup, what bringing one back would do, and the choice where both differ."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from borrower_app.failures import Failure
from borrower_app.language import Language
from borrower_app.presentation.intents import opens
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.new_passphrase import SHORTEST_PASSPHRASE, NewPassphraseView
from borrower_app.presentation.words.parts import Action, FileDialogWords
from borrower_app.records.own_backup import Clash, RestorePlan
from borrower_app.records.own_loan import OwnLoan


class ClashView(Struct, frozen=True):
    """A loan that stands differently here and in the backup."""

    loan_id: str
    told: str
    options_name: str
    options: tuple[tuple[str, str], ...]


class ReadBackupView(Struct, frozen=True):
    """The passphrase of a backup and the button that chooses its file; `if_empty` is said where none was typed."""

    question: str
    choose: str
    if_empty: str


class BackupView(Struct, frozen=True):
    """The card. `done` is about what was just done, `problem` about what went wrong; `actions` begin one of the two.

    Of `new`, `read` and `plan` with `restore` at most one is there: what the step asks for.
    """

    title: str
    told: str
    done: str = ""
    problem: str = ""
    actions: tuple[Action, ...] = ()
    new: NewPassphraseView | None = None
    read: ReadBackupView | None = None
    plan: tuple[str, ...] = ()
    clashes: tuple[ClashView, ...] = ()
    restore: str = ""
    leave: Action | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it is what the user came for."""
        return self.leave is not None or bool(self.done)


class BackupFacts(Struct, frozen=True):
    """How it stands. `asks`: `backup` to write one, `restore` to bring one back, anything else for neither.

    `plan` is what bringing the opened backup back would do, None while none is open; its instants are told in `zone`.
    `written` is the name of the file just written; `was_restored`: a backup was just brought back.
    """

    asks: str
    zone: dt.tzinfo
    plan: RestorePlan | None = None
    written: str = ""
    was_restored: bool = False
    failure: Failure | None = None


def backup_view(facts: BackupFacts, language: Language) -> BackupView:
    """The card of T-1."""
    say = language.say
    base = BackupView(
        title=say("Backup of what you entered"),
        told="",
        done=_done(facts, language),
        problem=failure_sentence(facts.failure, language) if facts.failure is not None else "",
        leave=Action(say("Leave it"), opens("T-1")),
    )
    if facts.asks == "backup":
        told = say("Choose a passphrase for this file. Without it nobody can open the backup, not even you.")
        return replace(base, told=told, new=_new_passphrase(language))
    if facts.asks == "restore" and facts.plan is not None:
        return replace(
            base,
            told=say("Nothing is changed yet."),
            plan=_plan_words(facts.plan, facts.zone, language),
            clashes=tuple(_clash(clash, facts.zone, language) for clash in facts.plan.clashes),
            restore=say("Bring it back"),
        )
    if facts.asks == "restore":
        return replace(base, told=say("Type the passphrase of the backup, then choose the file."), read=_read(language))
    told = say(
        "Loans you entered, your notes and your proof in one encrypted file,"
        " for another computer or if this one breaks."
    )
    return replace(base, told=told, actions=_beginnings(language), leave=None)


def _read(language: Language) -> ReadBackupView:
    say = language.say
    return ReadBackupView(
        say("Passphrase of the backup"), say("Choose the file …"), say("Please type the passphrase first.")
    )


def _done(facts: BackupFacts, language: Language) -> str:
    say = language.say
    if facts.was_restored:
        return say("The backup is brought back.")
    if facts.written:
        return say("The backup is written: {file}. Keep it and its passphrase apart.", file=facts.written)
    return ""


def _beginnings(language: Language) -> tuple[Action, ...]:
    say = language.say
    return (
        Action(say("Make a backup …"), opens("T-1", "backup")),
        Action(say("Bring a backup back …"), opens("T-1", "restore")),
    )


def _new_passphrase(language: Language) -> NewPassphraseView:
    say = language.say
    return NewPassphraseView(
        question=say("Passphrase of the backup"),
        hint=say("At least {count} characters; three or four words are easy to keep.", count=SHORTEST_PASSPHRASE),
        again=say("The passphrase of the backup once more"),
        save=say("Choose where to put it …"),
        too_short=say("At least {count} characters, please.", count=SHORTEST_PASSPHRASE),
        not_the_same=say("The two are not the same."),
    )


def backup_place_dialog(language: Language) -> FileDialogWords:
    """Where the backup goes."""
    return FileDialogWords(language.say("Where to put the backup"), language.say("Backup"))


def backup_file_dialog(language: Language) -> FileDialogWords:
    """Which backup is to be brought back; `kinds` as Qt writes a filter."""
    return FileDialogWords(language.say("Choose the backup"), language.say("Backup (*.backup);;All files (*)"))


def _plan_words(plan: RestorePlan, zone: dt.tzinfo, language: Language) -> tuple[str, ...]:
    say = language.say
    words = [
        say(
            "The backup is of {day}, {time}.",
            day=language.date(plan.made_at.astimezone(zone).date()),
            time=language.time(plan.made_at, zone),
        )
    ]
    if plan.new:
        names = language.list_of([loan.name for loan in plan.new[:6]])
        words.append(
            language.say_count(
                "{count} loan comes back: {names}", "{count} loans come back: {names}", len(plan.new), names=names
            )
        )
    if plan.unchanged:
        words.append(
            language.say_count(
                "{count} loan is here already, just the same.",
                "{count} loans are here already, just the same.",
                plan.unchanged,
            )
        )
    if plan.proof:
        words.append(
            language.say_count("{count} piece of proof is added.", "{count} pieces of proof are added.", plan.proof)
        )
    if not (plan.new or plan.clashes or plan.proof):
        words.append(say("There is nothing in it that is not here already."))
    return tuple(words)


def _clash(clash: Clash, zone: dt.tzinfo, language: Language) -> ClashView:
    say = language.say

    def when(loan: OwnLoan) -> str:
        instant = loan.saved_at
        if instant is None:
            return "—"
        return f"{language.date(instant.astimezone(zone).date())} {language.time(instant, zone)}"

    return ClashView(
        clash.mine.id,
        say("{loan} stands differently here and in the backup.", loan=clash.mine.name),
        say("Which {loan} to keep", loan=clash.mine.name),
        (
            ("mine", say("Keep what is here: {loan}, changed {when}", loan=clash.mine.name, when=when(clash.mine))),
            (
                "backup",
                say("Take the backup's: {loan}, changed {when}", loan=clash.backup.name, when=when(clash.backup)),
            ),
        ),
    )
