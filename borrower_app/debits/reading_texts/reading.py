"""One reading of one text: what it says, the cause it names, the reason word for word, and everything else in it."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.debits.reading_texts.causes import NamedCauses, causes_in
from borrower_app.debits.reading_texts.grammar import told_by_grammar
from borrower_app.debits.reading_texts.happenings import Event, Happening, happenings_in
from borrower_app.debits.reading_texts.normal_text import normal_text
from borrower_app.debits.reading_texts.reasons import reason_in
from borrower_app.debits.reading_texts.scopes import scopes_of
from borrower_app.debits.reading_texts.statement import Says, what_it_says
from borrower_app.debits.reading_texts.subject import is_everyday, speaks_of_a_debit
from borrower_app.debits.verdict import CauseClass


class TextReading(Struct, frozen=True, kw_only=True):
    says: Says = Says.NOT_ABOUT_A_DEBIT
    causes: NamedCauses = NamedCauses()
    reason: str | None = None

    @property
    def cause(self) -> CauseClass | None:
        return self.causes.cause


def _without_causes(found: tuple[Happening, ...], causes: NamedCauses) -> tuple[Happening, ...]:
    """Words of a cause ("already debited") are no news of this debit."""
    return tuple(
        item
        for item in found
        if item.event is not Event.PAID
        or not any(mention.start < item.end and item.start < mention.end for mention in causes.plain)
    )


def read_text(sent: str, *, is_answer: bool = False) -> TextReading:
    text = normal_text(sent)
    scopes = scopes_of(text)
    causes = causes_in(text, scopes)
    happenings = _without_causes(happenings_in(text, scopes), causes)
    if is_answer or (speaks_of_a_debit(text) and not is_everyday(text)):
        happenings = told_by_grammar(text, scopes, happenings, causes)
    says = what_it_says(text, happenings, names_a_cause=bool(causes.plain), is_answer=is_answer)
    return TextReading(says=says, causes=causes, reason=reason_in(text, scopes, happenings, causes))
