"""T-1's card about the backup: write one under a passphrase, or bring one back after seeing what that would do."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.presentation.intents import ReadBackup, RestoreBackup, WriteBackup
from borrower_app.presentation.own_loans.backup import BackupView, ClashView, ReadBackupView
from borrower_app.presentation.words.new_passphrase import NewPassphraseView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.new_passphrase import new_passphrase_fields
from borrower_app.ui.pages.parts.page_parts import choices
from borrower_app.ui.pages.parts.view_parts import buttons, links
from borrower_app.ui.widgets.buttons import WordButton, primary_button, row_of
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
    if view.actions:
        card.add(row_of(buttons(context, view.actions, first_is_primary=False), look.gap(8)))
    else:
        press = _press(view, context, card)
        card.add(row_of([press, *links(context, view.leave)], look.gap(16)))
    card.room.addStretch(1)
    return card


def _press(view: BackupView, context: PageContext, card: Card) -> WordButton:
    """Add what the step asks for; the button that goes on."""
    if view.new is not None:
        return _new(view.new, context, card)
    if view.read is not None:
        return _read(view.read, context, card)
    return _plan(view, context, card)


def _new(view: NewPassphraseView, context: PageContext, card: Card) -> WordButton:
    first, again, submit = new_passphrase_fields(view, context, WriteBackup)
    card.add(first, again)
    write = primary_button(context.look, view.save, view.save)
    write.clicked.connect(submit)
    return write


def _read(view: ReadBackupView, context: PageContext, card: Card) -> WordButton:
    phrase = FormField(context.look, view.question, secret=True)
    card.add(phrase)

    def submit() -> None:
        phrase.show_error("" if phrase.text else view.if_empty)
        if phrase.text:
            context.emit(ReadBackup(phrase.text))

    phrase.entered.connect(submit)
    choose = primary_button(context.look, view.choose, view.choose)
    choose.clicked.connect(submit)
    return choose


def _plan(view: BackupView, context: PageContext, card: Card) -> WordButton:
    look = context.look
    for sentence in view.plan:
        card.add(check_row(look, "info", "plain", (Span(sentence),)))
    chosen = {clash.loan_id: "mine" for clash in view.clashes}
    for clash in view.clashes:
        card.add(label(look, clash.told, "body_strong"))
        card.add(choices(look, clash.options_name, clash.options, "mine", _decides(chosen, clash)))
    bring = primary_button(look, view.restore, view.restore)
    bring.clicked.connect(lambda: context.emit(RestoreBackup(dict(chosen))))
    return bring


def _decides(chosen: dict[str, str], clash: ClashView) -> Callable[[str], None]:
    def decide(value: str) -> None:
        chosen[clash.loan_id] = value

    return decide
