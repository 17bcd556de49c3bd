"""From a candidate that may be taken over to the rows of an own loan; what the file leaves out follows from it."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from borrower_app.imports.candidate import Candidate, PrepaymentRead, RowRead
from borrower_app.imports.proof import LoanFacts
from borrower_app.lending.money import Money
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.lending.terms import Effect, Prepayment, Terms, TermsError
from borrower_app.records.own_loan import MOST_ROWS, DerivedColumn, OwnLoan, OwnRowFacts


class NotUsable(ValueError):
    """The candidate has faults, too many rows, or does not prove itself; the user has to see to it first."""


class TakenEarly(Struct, frozen=True):
    """A prepayment of the table, and what became of the installments after it."""

    read: PrepaymentRead
    effect: Effect


class TakenTable(Struct, frozen=True):
    """What goes into the own loan. `derived` are the columns that do not stand in the file."""

    rows: tuple[ScheduleRow, ...]
    derived: tuple[DerivedColumn, ...]
    facts: tuple[OwnRowFacts, ...] = ()
    prepayments: tuple[TakenEarly, ...] = ()


def rows_of(candidate: Candidate, lent: int, *, keep_contradictions: bool = False) -> TakenTable:
    """The rows, and the columns that were not in the file: a number is counted, a payment is the sum of its parts, a
    part is the payment less the others, the balance is what is lent (minor units) less the principal paid so far.

    `keep_contradictions` is the user's yes to rows that contradict each other. Raises NotUsable.
    """
    allowed = candidate.is_proved or (keep_contradictions and candidate.may_be_kept)
    if not allowed or len(candidate.rows) > MOST_ROWS:
        raise NotUsable
    rows: list[ScheduleRow] = []
    facts: list[OwnRowFacts] = []
    balance = _first_owed(candidate, lent)
    for number, read in enumerate(candidate.rows, start=1):
        principal, interest, payment = _parts(read)
        prepaid = read.prepaid or 0
        balance = _left(candidate, number, balance - principal - prepaid)
        if read.due is None or payment < 0 or interest < 0 or balance < 0:
            raise NotUsable
        row = ScheduleRow(read.n or number, read.due, principal, interest, payment, prepaid, balance)
        rows.append(row)
        if read.fee or read.paid is not None or read.paid_on is not None:
            facts.append(OwnRowFacts(n=row.n, fee=read.fee, paid=read.paid, paid_on=read.paid_on))
    early = tuple(TakenEarly(one, _effect(one, rows)) for one in candidate.prepayments)
    return TakenTable(tuple(rows), _derived(candidate), tuple(facts), early)


def loan_facts(loan: OwnLoan) -> LoanFacts:
    """What was entered of a loan, as the proof of a table needs it."""
    terms = loan.terms
    rates = (terms.annual_rate, *(change.annual_rate for change in terms.rate_changes))
    return LoanFacts(terms.principal.minor, terms.currency, terms.disbursed_on, rates)


def with_table(loan: OwnLoan, taken: TakenTable) -> OwnLoan:
    """The loan with the bank's table, and with the prepayments of the table among its terms."""
    return msgspec.structs.replace(
        loan,
        terms=_with_prepayments(loan.terms, taken),
        rows=taken.rows,
        row_facts=taken.facts,
        computed_columns=taken.derived,
    )


def _with_prepayments(terms: Terms, taken: TakenTable) -> Terms:
    known = {(one.on, one.amount.minor) for one in terms.prepayments}
    new = [
        Prepayment(one.read.on, Money(one.read.amount, terms.currency), one.effect)
        for one in taken.prepayments
        if (one.read.on, one.read.amount) not in known
    ]
    try:
        return msgspec.structs.replace(terms, prepayments=(*terms.prepayments, *new)) if new else terms
    except TermsError:
        # Terms that know no prepayment (a flat rate): the table's rows tell of it all the same.
        return terms


def _derived(candidate: Candidate) -> tuple[DerivedColumn, ...]:
    found: list[DerivedColumn] = []
    for name in ("n", "principal", "interest", "payment", "balance"):
        is_there = candidate.has(name) and name not in candidate.coarse
        if not is_there or (name == "payment" and candidate.fee_added):
            found.append(name)
    return tuple(found)


def _first_owed(candidate: Candidate, lent: int) -> int:
    """What was owed before the first row: of a print of what is left its balance says it, else its principal parts."""
    read = candidate.rows[0]
    if read.n in (None, 1):
        return lent
    if read.opening is not None:
        return read.opening
    if read.balance is not None:
        return read.balance + _parts(read)[0] + (read.prepaid or 0)
    return candidate.judgement.total if candidate.judgement is not None else lent


def _left(candidate: Candidate, number: int, computed: int) -> int:
    """The balance after a row: as printed, else as the next row says it was before, else by subtraction."""
    read = candidate.rows[number - 1]
    if read.balance is not None and "balance" not in candidate.coarse:
        return read.balance
    if "opening" not in candidate.coarse and number < len(candidate.rows):
        following = candidate.rows[number]
        if following.opening is not None and not following.prepaid:
            return following.opening
    return computed


def _parts(read: RowRead) -> tuple[int, int, int]:
    principal, interest, payment = read.principal, read.interest, read.payment
    if principal is None and interest is not None and payment is not None:
        return payment - interest - read.fee, interest, payment
    if interest is None and principal is not None and payment is not None:
        return principal, payment - principal - read.fee, payment
    if payment is None and principal is not None and interest is not None:
        return principal, interest, principal + interest + read.fee
    if principal is None or interest is None or payment is None:
        raise NotUsable
    return principal, interest, payment


def _effect(early: PrepaymentRead, rows: list[ScheduleRow]) -> Effect:
    """Whether the installments became lower (by more than a hundredth) or stayed and the loan ends sooner."""
    before = [row.payment for row in rows if row.due <= early.on]
    after = [row.payment for row in rows if row.due > early.on][1:-1] or [
        row.payment for row in rows if row.due > early.on
    ]
    if not before or not after:
        return "shorter_term"
    return "lower_installment" if 100 * after[0] < 99 * before[-1] else "shorter_term"
