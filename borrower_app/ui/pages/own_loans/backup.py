"""T-1's card about the backup: write one under a passphrase, or bring one back after seeing what that would do."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.presentation.intents import ReadBackup, RestoreBackup, WriteBackup
from borrower_app.presentation.own_loans.backup import SHORTEST_PASSPHRASE, BackupView, ClashView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import choices
from borrower_app.ui.widgets.buttons import WordButton, link_button, primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label


def backup_card(view: BackupView, context: PageContext) -> Card:
    """The card in each of its steps."""
    look = context.look
    card = Card(look, gap=10)
    card.add(label(look, view.title, "section"))
    if view.done:
        card.add(check_row(look, "ok", "good", (Span(view.done),)))
    card.add(label(look, view.told, ink="ink_soft"))
    if view.problem:
        card.add(label(look, view.problem, ink="bad"))
    {"closed": _closed, "backup": _backup, "restore": _restore, "plan": _plan}[view.step](view, context, card)
    card.room.addStretch(1)
    return card


def _closed(_view: BackupView, context: PageContext, card: Card) -> None:
    look = context.look
    say = look.language.say
    make = secondary_button(look, say("Make a backup …"), say("Make a backup …"))
    make.clicked.connect(context.opens("T-1", "backup"))
    back = secondary_button(look, say("Bring a backup back …"), say("Bring a backup back …"))
    back.clicked.connect(context.opens("T-1", "restore"))
    card.add(row_of([make, back], look.gap(8)))


def _backup(_view: BackupView, context: PageContext, card: Card) -> None:
    look = context.look
    say = look.language.say
    hint = say("At least {count} characters; three or four words are easy to keep.", count=SHORTEST_PASSPHRASE)
    first = FormField(look, say("Passphrase of the backup"), hint, secret=True)
    again = FormField(look, say("The passphrase of the backup once more"), secret=True)
    card.add(first, again)

    def submit() -> None:
        for field in (first, again):
            field.show_error("")
        if len(first.text) < SHORTEST_PASSPHRASE:
            first.show_error(say("At least {count} characters, please.", count=SHORTEST_PASSPHRASE))
        elif first.text != again.text:
            again.show_error(say("The two are not the same."))
        else:
            context.emit(WriteBackup(first.text))

    again.entered.connect(lambda _text: submit())
    write = primary_button(look, say("Choose where to put it …"), say("Choose where to put it …"))
    write.clicked.connect(submit)
    card.add(row_of([write, _leave(context)], look.gap(16)))


def _restore(_view: BackupView, context: PageContext, card: Card) -> None:
    look = context.look
    say = look.language.say
    phrase = FormField(look, say("Passphrase of the backup"), secret=True)
    card.add(phrase)

    def submit() -> None:
        phrase.show_error("")
        if phrase.text:
            context.emit(ReadBackup(phrase.text))
        else:
            phrase.show_error(say("Please type the passphrase first."))

    phrase.entered.connect(lambda _text: submit())
    choose = primary_button(look, say("Choose the file …"), say("Choose the file …"))
    choose.clicked.connect(submit)
    card.add(row_of([choose, _leave(context)], look.gap(16)))


def _plan(view: BackupView, context: PageContext, card: Card) -> None:
    look = context.look
    for sentence in view.plan:
        card.add(check_row(look, "info", "plain", (Span(sentence),)))
    chosen = {clash.loan_id: "mine" for clash in view.clashes}
    for clash in view.clashes:
        card.add(label(look, clash.told, "body_strong"))
        options = choices(look, clash.options_name, clash.options, "mine", _decides(chosen, clash))
        card.add(options)
    bring = primary_button(look, view.restore_words, view.restore_words)
    bring.clicked.connect(lambda: context.emit(RestoreBackup(dict(chosen))))
    card.add(row_of([bring, _leave(context)], look.gap(16)))


def _decides(chosen: dict[str, str], clash: ClashView) -> Callable[[str], None]:
    def decide(value: str) -> None:
        chosen[clash.loan_id] = value

    return decide


def _leave(context: PageContext) -> WordButton:
    words = context.look.language.say("Leave it")
    leave = link_button(context.look, words, words)
    leave.clicked.connect(context.opens("T-1"))
    return leave
