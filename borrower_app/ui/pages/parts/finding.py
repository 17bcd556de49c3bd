"""One line of a check as a page has it, and how several stand under each other in a card."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import WordButton
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label

Spans = Sequence[Span]


class FindingLine(Struct, frozen=True):
    """One line of a check: a mark, a sentence, perhaps a way to do something about it."""

    icon: str
    tone: Tone
    spans: Spans
    action: WordButton | None = None


def add_findings(card: Card, look: Look, findings: Sequence[FindingLine], title: str = "") -> None:
    """Rows of findings without gaps between, perhaps under a title."""
    holder = Card(look, "plain", across=0, above=0, gap=0)
    holder.setProperty("card", "none")
    if title:
        holder.add(label(look, title, "section"))
    for finding in findings:
        holder.add(check_row(look, finding.icon, finding.tone, finding.spans, action=finding.action))
    card.add(holder)
