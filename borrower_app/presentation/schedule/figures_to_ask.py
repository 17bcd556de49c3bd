"""Where no way of counting was found: which figures to ask the lender about. Nothing is called too high here."""

from __future__ import annotations

from typing import Final

from borrower_app.language import Language
from borrower_app.lending.audit import AuditResult
from borrower_app.presentation.schedule.schedule_check import field_name, figure_text
from borrower_app.presentation.words.parts import Pair, Piece
from borrower_app.records.loan import InstallmentTable

MOST_SHOWN: Final = 6


def figures_to_ask(table: InstallmentTable, found: AuditResult, language: Language) -> dict[str, object]:
    """The rows' figures that no way of counting gives, as the table states them; the first ones where they are many."""
    say = language.say
    pairs = []
    for asked in found.to_ask[:MOST_SHOWN]:
        row = table.rows[asked.index]
        amount = row.interest if asked.field == "interest" else row.payment
        words = say("Installment {number}: {field}", number=row.n, field=field_name(asked.field, language))
        shown = say(
            "{amount}, due on {day}",
            amount=figure_text(amount.minor, amount.currency, language),
            day=language.date(row.due),
        )
        pairs.append(Pair((Piece(words),), (Piece(shown),)))
    if not pairs:
        return {}
    more = len(found.to_ask) - len(pairs)
    note = language.say_count("{count} more figure is open.", "{count} more figures are open.", more) if more else ""
    return {"odd_title": say("The figures to ask about"), "odd": tuple(pairs), "odd_note": note}
