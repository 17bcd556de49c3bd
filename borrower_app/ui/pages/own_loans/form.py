"""The form of an own loan: every keystroke is kept as a draft; errors stand beside their fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import DropOwnDraft, KeepOwnDraft, SaveOwnLoan
from borrower_app.presentation.own_loans.form import OwnFormView
from borrower_app.presentation.own_loans.form_fields import FormFieldView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, choices, columns, heading, section
from borrower_app.ui.widgets.buttons import danger_button, link_button, primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField, FormText
from borrower_app.ui.widgets.safe_text import label


def own_form_page(view: OwnFormView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    back = link_button(look, view.back, view.back)
    back.clicked.connect(context.opens("S-5"))
    page.add(heading(look, view.title, at_right=[back]))
    page.add(label(look, view.lead, "lead", "ink_soft"))
    form = _Form(view, context)
    for group in view.groups:
        card = section(look, group.title, gap=12)
        lines = [form.line(field) for field in group.fields if field.kind == "line"]
        for start in range(0, len(lines), 2):
            pair = lines[start : start + 2]
            card.add(columns(look, *pair, narrowest=240) if len(pair) == 2 else pair[0])
        for field in group.fields:
            if field.kind == "choice":
                card.add(form.choice(field))
            elif field.kind == "text":
                card.add(form.text(field))
        page.add(card)
    whole = dict(view.errors).get("")
    if whole:
        page.add(label(look, whole, ink="bad"))
    save = primary_button(look, view.save, view.save)
    save.clicked.connect(form.save)
    drop = danger_button(look, view.drop, view.drop)
    drop.clicked.connect(context.sends(DropOwnDraft(view.loan_id)))
    page.add(row_of([save, drop], look.gap(16)))
    if view.note:
        page.add(label(look, view.note, "caption", "ink_soft"))
    form.show_errors()
    return page.end()


class _Form:
    """What stands in the fields now, told outside with every change."""

    def __init__(self, view: OwnFormView, context: PageContext) -> None:
        self._view = view
        self._context = context
        self._typed = dict(view.typed)
        self._lines: dict[str, FormField] = {}

    def line(self, field: FormFieldView) -> FormField:
        """A line of entry."""
        made = FormField(
            self._context.look, field.question, field.hint, longest=field.longest, last_four=field.last_four
        )
        made.entry.setText(self._typed.get(field.key, ""))
        made.entry.textChanged.connect(self._keeps(field.key))
        made.entered.connect(lambda _text: self.save())
        self._lines[field.key] = made
        return made

    def text(self, field: FormFieldView) -> QWidget:
        """Several lines of entry."""
        made = FormText(self._context.look, field.question, self._typed.get(field.key, ""), lines=3)
        keep = self._keeps(field.key)
        made.entry.textChanged.connect(lambda: keep(made.text[: field.longest]))
        return made

    def choice(self, field: FormFieldView) -> QWidget:
        """One of several."""
        look = self._context.look
        chosen = self._typed.get(field.key, field.options[0][0])
        holder = Card(look, across=0, above=0, gap=4)
        holder.setProperty("card", "none")
        holder.add(label(look, field.question, "body_strong"))
        holder.add(choices(look, field.question, field.options, chosen, self._keeps(field.key)))
        if field.hint:
            holder.add(label(look, field.hint, "caption", "ink_soft"))
        return holder

    def _keeps(self, key: str) -> Callable[[str], None]:
        def keep(text: str) -> None:
            if self._typed.get(key, "") != text:
                self._typed[key] = text
                self._context.emit(KeepOwnDraft(self._view.loan_id, dict(self._typed)))

        return keep

    def save(self) -> None:
        """Enter in a line, or the button."""
        self._context.emit(SaveOwnLoan(self._view.loan_id, dict(self._typed)))

    def show_errors(self) -> None:
        """Each beside its field, the cursor in the first."""
        first = True
        for key, sentence in self._view.errors:
            if key in self._lines:
                self._lines[key].show_error(sentence, focus=False)
                if first:
                    self._lines[key].entry.setFocus()
                    first = False
