"""The two fields of a new passphrase: at first start, and for a backup."""

from __future__ import annotations

from collections.abc import Callable

from borrower_app.presentation.intents import SecretIntent
from borrower_app.presentation.words.new_passphrase import NewPassphraseView, new_passphrase_problems
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.widgets.form_field import FormField


def new_passphrase_fields(
    view: NewPassphraseView, context: PageContext, keep: Callable[[str], SecretIntent]
) -> tuple[FormField, FormField, Callable[[], None]]:
    """The fields, and what the button beside them does: say what is wrong, or send what `keep` makes of it."""
    first = FormField(context.look, view.question, view.hint, secret=True)
    again = FormField(context.look, view.again, secret=True)

    def submit() -> None:
        about_first, about_again = new_passphrase_problems(view, first.text, again.text)
        again.show_error(about_again)
        first.show_error(about_first)
        if not about_first and not about_again:
            context.emit(keep(first.text))

    again.entered.connect(submit)
    return first, again, submit
