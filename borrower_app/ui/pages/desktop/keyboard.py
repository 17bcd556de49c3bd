"""T-2 Help and keys: what a page is, and every key, written as this system writes keys."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from borrower_app.presentation.desktop.views import KeyboardView, KeyRow
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, heading, section
from borrower_app.ui.pages.parts.view_parts import links
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label

_MOST_SHOWN = 2


def keyboard_page(view: KeyboardView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title, at_right=links(context, view.back)))
    if view.about:
        page.add(section(look, view.about_title, label(look, view.about)))
    rows = [PairRow(look, (Span(row.words),), (Span(_keys(row), strong=True),), above=5) for row in view.keys]
    page.add(section(look, view.keys_title, *rows, gap=0))
    page.add(section(look, view.fields_title, *(label(look, told) for told in view.fields)))
    return page.end()


def _keys(row: KeyRow) -> str:
    written = [QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in row.keys]
    if len(written) > _MOST_SHOWN:
        return f"{written[0]} … {written[-1]}"
    return " / ".join(written)
