"""T-1, backup and restore: what is in a backup, what bringing one back would do, and the choice where both differ."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.records.own_backup import Clash, RestorePlan
from borrower_app.records.own_loan import OwnLoan

BackupStep = Literal["closed", "backup", "restore", "plan"]
SHORTEST_PASSPHRASE = 8


class ClashView(Struct, frozen=True):
    """A loan that stands differently here and in the backup."""

    loan_id: str
    told: str
    options_name: str
    options: tuple[tuple[str, str], ...]


class BackupView(Struct, frozen=True):
    """The card. `done` is a ready sentence about what was just done."""

    step: BackupStep
    title: str
    told: str
    done: str = ""
    problem: str = ""
    plan: tuple[str, ...] = ()
    clashes: tuple[ClashView, ...] = ()
    restore_words: str = ""


def backup_view(
    step: BackupStep,
    plan: RestorePlan | None,
    zone: dt.tzinfo,
    language: Language,
    *,
    done: str = "",
    problem: str = "",
) -> BackupView:
    """The card of T-1."""
    say = language.say
    title = say("Backup of what you entered")
    told = {
        "closed": say(
            "Loans you entered, your notes and your proof in one encrypted file,"
            " for another computer or if this one breaks."
        ),
        "backup": say("Choose a passphrase for this file. Without it nobody can open the backup, not even you."),
        "restore": say("Type the passphrase of the backup, then choose the file."),
        "plan": say("Nothing is changed yet."),
    }[step]
    if step != "plan" or plan is None:
        return BackupView(step if step != "plan" else "restore", title, told, done, problem)
    return BackupView(
        step,
        title,
        told,
        problem=problem,
        plan=_plan_words(plan, zone, language),
        clashes=tuple(_clash(clash, zone, language) for clash in plan.clashes),
        restore_words=say("Bring it back"),
    )


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
