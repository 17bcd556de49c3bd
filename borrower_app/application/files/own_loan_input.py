"""What `own add` reads: one own loan as JSON or several, each perhaps with a bank's table as a file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from borrower_app.application.files.document_advice import refused_in_words
from borrower_app.application.files.table_reading import read_table_content
from borrower_app.application.files.table_refusal import why_not
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.file_trouble import unusable_file
from borrower_app.identifiers import new_identifier
from borrower_app.imports.cells import LARGEST_FILE, TableRefused
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.taking_over import NotUsable, TakenTable, rows_of
from borrower_app.lending.json_fields import read_currency, read_date, read_list, read_money, read_rate
from borrower_app.lending.money import exponent
from borrower_app.lending.schedule_json import decimal_text
from borrower_app.lending.terms import MOST_EVENTS, TermsError
from borrower_app.records.own_loan import OwnLoan
from borrower_app.records.own_loan_json import read_own_loan, rows_to_json

TABLE_FILE: Final = "table_file"
PASSWORD: Final = "table_password"
"""Opens a locked PDF; it is kept nowhere."""
KEEP: Final = "keep_contradictions"
"""The user's yes to rows of the table that contradict each other."""
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
            raise WrongUse(FailureCode.FILE_CONTENT, file=file, reason=f"{place}{error}".rstrip(".")) from error
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
    if not isinstance(item, dict) or (item.get(TABLE_FILE) is None and KEEP not in item):
        return item
    rest = {key: member for key, member in item.items() if key not in (TABLE_FILE, PASSWORD, KEEP)}
    name, keep, password = item.get(TABLE_FILE), item.get(KEEP), item.get(PASSWORD) or ""
    if keep is not None and not isinstance(keep, bool):
        raise TermsError(f"{KEEP} must be true or false; correct it.")
    if not isinstance(password, str):
        raise TermsError(f"{PASSWORD} must be a text; put it in quotes.")
    if name is None:
        raise TermsError(f"{KEEP} needs {TABLE_FILE}; leave it out.")
    if not isinstance(name, str) or not name or "\0" in name:
        raise TermsError(f"{TABLE_FILE} must be the name of a file; correct it.")
    if rest.get("rows"):
        raise TermsError(f"rows and {TABLE_FILE} exclude each other; leave one of them out.")
    facts = _facts(rest)
    folder = Path() if file == "-" else Path(file).parent
    try:
        candidate = candidate_table(read_table_content(read_bounded(folder / name), password), facts)
        taken = rows_of(candidate, facts.lent, keep_contradictions=bool(keep))
    except TableRefused as refused:
        raise TermsError(f"{TABLE_FILE}: {refused_in_words(refused)}") from refused
    except NotUsable:
        raise TermsError(f"{TABLE_FILE}: {why_not(candidate, facts.currency)}") from None
    decimals = exponent(facts.currency)
    return {
        **rest,
        **_prepayments(rest, taken, decimals),
        "rows": rows_to_json(taken.rows, taken.facts, decimals),
        "computed_columns": list(taken.derived),
    }


def _facts(rest: dict[str, Any]) -> LoanFacts:
    """What the proof of a table needs of the loan's own members; raises TermsError that names the member."""
    currency = read_currency("currency", rest.get("currency") or "CNY")
    if "principal" not in rest:
        raise TermsError("principal is missing; add it.")
    paid_out = rest.get("disbursed_on")
    rates = [rest["annual_rate"]] if rest.get("annual_rate") is not None else []
    changes = read_list("rate_changes", rest.get("rate_changes") or [], MOST_EVENTS)
    rates += [change["annual_rate"] for change in changes if isinstance(change, dict) and "annual_rate" in change]
    return LoanFacts(
        lent=read_money("principal", rest["principal"], currency).minor,
        currency=currency,
        paid_out=read_date("disbursed_on", paid_out) if paid_out is not None else None,
        rates=tuple(read_rate("annual_rate", rate) for rate in rates),
    )


def _prepayments(rest: dict[str, Any], taken: TakenTable, decimals: int) -> dict[str, Any]:
    """The prepayments of the table beside those that were named; terms with a flat rate know none."""
    if not taken.prepayments or rest.get("method") == "flat":
        return {}
    named = read_list("prepayments", rest.get("prepayments") or [], MOST_EVENTS)
    known = {(one.get("on"), one.get("amount")) for one in named if isinstance(one, dict)}
    found = [
        {"on": one.read.on.isoformat(), "amount": decimal_text(one.read.amount, decimals), "effect": one.effect}
        for one in taken.prepayments
    ]
    return {"prepayments": [*named, *(one for one in found if (one["on"], one["amount"]) not in known)]}
