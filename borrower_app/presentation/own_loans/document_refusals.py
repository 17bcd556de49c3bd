"""S-6 about files that take a while or are no table: that one is being read, why one can't be, what to do about it."""

from __future__ import annotations

from borrower_app.imports.cells import RefusalReason
from borrower_app.language import Language
from borrower_app.presentation.words.parts import Line, Piece


def document_refusals(language: Language) -> dict[RefusalReason, str]:
    """One sentence a reason: what is the matter, what to do."""
    say = language.say
    return {
        "picture": say(
            "This is a photo or a picture. A digit read wrongly from it would look right, so this app does not try."
            " Please ask the bank for the table as Excel, CSV or PDF."
        ),
        "scanned": say(
            "The pages of this PDF are pictures, or their letters can't be read out. Please ask the bank for the table"
            " as Excel or CSV, or for the PDF as its app makes it, not scanned."
        ),
        "needs_password": say(
            "This PDF asks for a password; the bank says which one. Open it with the password, print it into a new PDF,"
            " and choose that one here."
        ),
        "wrong_password": say("The password does not open this PDF. The bank says which one it is. Please try again."),
        "too_many_pages": say(
            "The PDF has more than 200 pages. Please save the pages with the table alone, or ask for Excel or CSV."
        ),
        "took_too_long": say(
            "Reading this file took longer than 20 seconds, so it was stopped. Nothing was changed."
            " Please ask for the table as Excel or CSV."
        ),
        "too_heavy": say(
            "Reading this file took too much memory, so it was stopped. Nothing was changed."
            " Please ask for the table as Excel or CSV."
        ),
    }


def being_read(language: Language) -> Line:
    """While a file is looked at: a long PDF takes some seconds."""
    told = language.say("The file is being read. A long PDF may take up to 20 seconds.")
    return Line("clock", "plain", (Piece(told),))
