"""What `own add` reads: one own loan as JSON or several, each perhaps with a bank's table as a file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from borrower_app.application.files.document_advice import refused_in_words
from borrower_app.application.files.table_reading import read_table_content
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.file_trouble import unusable_file
from borrower_app.identifiers import new_identifier
from borrower_app.imports.candidate import Candidate
from borrower_app.imports.cells import LARGEST_FILE, TableRefused
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.taking_over import NotUsable, rows_of
from borrower_app.lending.json_fields import read_currency, read_money
from borrower_app.lending.money import exponent
from borrower_app.lending.schedule_json import row_to_json
from borrower_app.lending.terms import TermsError
from borrower_app.records.own_loan import OwnLoan
from borrower_app.records.own_loan_json import read_own_loan

TABLE_FILE: Final = "table_file"
PASSWORD: Final = "table_password"
"""Opens a locked PDF; it is kept nowhere."""
MOST_LOANS: Final = 200


def new_own_id() -> str:
    """An id that nobody else makes."""
    return new_identifier("own", 8)


def read_own_loans(value: Any, file: str) -> list[OwnLoan]:
    """The loans of a JSON object or array; raises WrongUse that names the member, and which loan of an array it is."""
    items = value if isinstance(value, list) else [value]
    if len(items) > MOST_LOANS:
        raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason=f"more than {MOST_LOANS} loans at once")
    loans = []
    for number, item in enumerate(items, start=1):
        place = f"loan {number}: " if isinstance(value, list) else ""
        try:
            loans.append(read_own_loan(_with_table(item, file), new_own_id()))
        except (TermsError, ValueError) as error:
            raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason=f"{place}{error}") from error
    if len({loan.id for loan in loans}) < len(loans):
        raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason="two loans have the same id")
    return loans


def read_at_most(path: Path, most: int) -> bytes | None:
    """The content of a file of at most `most` bytes, None for a larger one; raises WrongUse FILE_UNREADABLE."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise unusable_file(path, error) from error
    return content if len(content) <= most else None


def read_bounded(path: Path) -> bytes:
    """The content of a table file; raises WrongUse FILE_UNREADABLE, TableRefused when it is too large."""
    content = read_at_most(path, LARGEST_FILE)
    if content is None:
        raise TableRefused("too_large")
    return content


def _with_table(item: Any, file: str) -> Any:
    """The item with the rows of the file it names in their place; a relative name is taken from the JSON file."""
    if not isinstance(item, dict) or item.get(TABLE_FILE) is None:
        return item
    rest = {key: member for key, member in item.items() if key not in (TABLE_FILE, PASSWORD)}
    name, password = item[TABLE_FILE], item.get(PASSWORD) or ""
    if not isinstance(password, str):
        raise TermsError(f"{PASSWORD} must be a text; put it in quotes.")
    if not isinstance(name, str) or not name or "\0" in name:
        raise TermsError(f"{TABLE_FILE} must be the name of a file; correct it.")
    if rest.get("rows"):
        raise TermsError(f"rows and {TABLE_FILE} exclude each other; leave one of them out.")
    currency = read_currency("currency", rest.get("currency") or "CNY")
    if "principal" not in rest:
        raise TermsError("principal is missing; add it.")
    lent = read_money("principal", rest["principal"], currency).minor
    folder = Path() if file == "-" else Path(file).parent
    try:
        candidate = candidate_table(read_table_content(read_bounded(folder / name), password), currency)
        rows, derived = rows_of(candidate, lent)
    except TableRefused as refused:
        raise TermsError(f"{TABLE_FILE}: {refused_in_words(refused)}") from refused
    except NotUsable:
        raise TermsError(f"{TABLE_FILE}: {_why_not(candidate)}") from None
    decimals = exponent(currency)
    return {**rest, "rows": [row_to_json(row, decimals) for row in rows], "computed_columns": list(derived)}


def _why_not(candidate: Candidate) -> str:
    if candidate.missing:
        return f"no column was found for {', '.join(candidate.missing)}; name it in the head row."
    if candidate.problems:
        problem = candidate.problems[0]
        count = len(candidate.problems) + candidate.more_problems
        more = f" ({count} cells in all)" if count > 1 else ""
        reason = problem.reason.replace("_", " ")
        return f"row {problem.line}, column {problem.letter} can't be read as {problem.field}: {reason}{more}."
    return "no row of an installment was found."
