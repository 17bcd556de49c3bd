"""From sheets to a candidate table: find the head, try what its words allow, read every row as the winner says.

Pure. The user may say of any column what it is; then their word holds and the head only marks where the rows begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from borrower_app.imports.candidate import MOST_PROBLEMS, Candidate, ColumnRead, ColumnsJudgement, Rival, Skipped
from borrower_app.imports.cells import Cell, Sheet, cell_at, cell_text, column_letter, is_blank
from borrower_app.imports.due_columns import due_column, looks_like_due, rival_due
from borrower_app.imports.head_rows import ColumnHead, Head, columns_naming, head_of, named_fields
from borrower_app.imports.head_words import Field
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.readings import Chosen, TriedReading, choose
from borrower_app.imports.row_kinds import Lines, lines_of
from borrower_app.imports.row_reading import RowReading, TakenColumns

_LOOKED_AT: Final = 80
_AMOUNTS: Final[frozenset[Field]] = frozenset(
    {"principal", "interest", "fee", "payment", "prepaid", "balance", "opening", "paid"}
)
Assigned = Mapping[int, Field | None]


def candidate_table(
    sheets: Sequence[Sheet], loan: LoanFacts, *, sheet: int | None = None, assigned: Assigned | None = None
) -> Candidate:
    """What was understood. `sheet` None takes the one whose head names most columns; `assigned` by column."""
    number = _best_sheet(sheets) if sheet is None else sheet
    page = sheets[number]
    head = head_of(page)
    said = {index: field for index, field in assigned.items() if field is not None} if assigned is not None else None
    heads = {index: column for index, column in enumerate(head.columns) if column.words} if head is not None else {}
    due = due_column(page, head, heads) if said is None else _place(said, "due")
    count = _first(heads, "n") if said is None else _place(said, "n")
    named = said if said is not None else {index: one.field for index, one in heads.items() if one.field is not None}
    sheet_names = tuple(one.name for one in sheets)
    if due is None:
        fields = dict(named) if said is not None else _once(heads)
        columns = _columns(page, head, heads, fields)
        return Candidate(number, sheet_names, columns, (), missing=_missing(set(fields.values()) - {"due"}))
    amounts = [index for index, field in named.items() if field in _AMOUNTS]
    lines = lines_of(page, head, due, count, amounts)
    chosen = (
        choose(lines.counted, heads, loan, _amounts_of(said) if said is not None else None) if lines.counted else None
    )
    fields = {due: "due", **({count: "n"} if count is not None else {})}
    if chosen is not None:
        fields.update(chosen.best.fields)
    else:
        fields.update({index: field for index, field in (said or _once(heads)).items() if field in _AMOUNTS})
    paid_on = _first(heads, "paid_on") if said is None else _place(said, "paid_on")
    if paid_on is not None:
        fields[paid_on] = "paid_on"
    reading = RowReading(
        page, lines, TakenColumns(fields, heads), loan.currency, chosen.best if chosen is not None else None
    )
    reading.read()
    return _candidate(
        msgspec.structs.replace(
            Candidate(number, sheet_names, _columns(page, head, heads, fields), ()),
            judgement=_judgement(chosen, page, lines, fields, heads, said=said is not None)
            if chosen is not None
            else None,
            missing=_missing(set(fields.values())),
        ),
        reading,
        lines,
        chosen,
    )


def _candidate(base: Candidate, reading: RowReading, lines: Lines, chosen: Chosen | None) -> Candidate:
    reading.problems.sort(key=lambda problem: (problem.line, len(problem.letter), problem.letter))
    figures = chosen.best.figures if chosen is not None else None
    coarse: list[Field] = []
    for field in ("principal", "interest", "payment", "balance", "opening"):
        column = getattr(figures, field) if figures is not None else None
        if column is not None and column.grain > 1:
            coarse.append(field)
    return msgspec.structs.replace(
        base,
        rows=tuple(reading.found),
        problems=tuple(reading.problems[:MOST_PROBLEMS]),
        more_problems=max(0, len(reading.problems) - MOST_PROBLEMS),
        skipped=tuple(Skipped(*one) for one in lines.left_out[:MOST_PROBLEMS]),
        rounded=reading.rounded,
        prepayments=tuple(reading.prepayments),
        wider=lines.wider,
        coarse=tuple(coarse),
        fee_added=chosen is not None and chosen.best.adds_fee,
        newest_first=lines.newest_first,
    )


def _judgement(
    chosen: Chosen,
    sheet: Sheet,
    lines: Lines,
    fields: Mapping[int, Field],
    heads: Mapping[int, ColumnHead],
    *,
    said: bool,
) -> ColumnsJudgement:
    proof = chosen.best.proof
    rivals = [_rival(one, chosen.best, heads) for one in chosen.rivals]
    doubts = list(proof.doubts)
    if not said:
        due = _place(fields, "due")
        other = rival_due(sheet, lines, due, heads) if due is not None else None
        if other is not None:
            rivals.append(Rival(((column_letter(other), cell_text(heads[other].words, 30), "due"),)))
        paid_on = _place(fields, "paid_on")
        if paid_on is not None and looks_like_due(sheet, lines, paid_on):
            doubts.append("paid_like_due")
    verdict = proof.verdict
    if doubts and verdict in ("proved", "contradicts"):
        verdict = "unproved"
    ambiguous = bool(rivals) and verdict != "refuted"
    return ColumnsJudgement(
        "ambiguous" if ambiguous else verdict,
        proof.broken,
        tuple(doubts),
        tuple(rivals),
        proof.is_rounded,
        proof.total,
        said,
    )


def _rival(one: TriedReading, best: TriedReading, heads: Mapping[int, ColumnHead]) -> Rival:
    other = {index: field for index, field in one.fields.items() if best.fields.get(index) != field}
    if not other:
        other = {index: field for index, field in one.fields.items() if field in ("fee", "payment")}
    return Rival(
        tuple(
            (column_letter(index), cell_text(heads[index].words if index in heads else "", 30), field)
            for index, field in sorted(other.items())
        )
    )


def _best_sheet(sheets: Sequence[Sheet]) -> int:
    return max(range(len(sheets)), key=lambda number: (named_fields(head_of(sheets[number])), len(sheets[number].rows)))


def _place(fields: Mapping[int, Field], field: Field) -> int | None:
    return next((index for index, one in fields.items() if one == field), None)


def _first(heads: Mapping[int, ColumnHead], field: Field) -> int | None:
    """The column whose head names a field; a known word comes first."""
    return next(iter(columns_naming(heads, field)), None)


def _once(heads: Mapping[int, ColumnHead]) -> dict[int, Field]:
    """What the heads say by themselves, each field once."""
    found: dict[int, Field] = {}
    for head in heads.values():
        if head.field is not None:
            found[columns_naming(heads, head.field)[0]] = head.field
    return found


def _amounts_of(said: Mapping[int, Field]) -> dict[int, Field]:
    return {index: field for index, field in said.items() if field in _AMOUNTS}


def _missing(known: set[Field]) -> tuple[Field, ...]:
    """The due date and two of principal, interest and payment: the third follows from them."""
    missing: list[Field] = [] if "due" in known else ["due"]
    parts: tuple[Field, ...] = ("principal", "interest", "payment")
    if sum(part in known for part in parts) < 2:
        missing += [part for part in parts if part not in known]
    return tuple(missing)


def _columns(
    sheet: Sheet, head: Head | None, heads: Mapping[int, ColumnHead], fields: Mapping[int, Field]
) -> tuple[ColumnRead, ...]:
    """Every column that holds anything in its head or in the rows next to it."""
    start = head.bottom + 1 if head is not None else 0
    below: Sequence[tuple[Cell, ...]] = sheet.rows[start : start + _LOOKED_AT]
    width = max((len(row) for row in below), default=0)
    width = max(width, len(head.columns) if head is not None else 0)
    found = []
    for index in range(width):
        column = heads.get(index)
        sample = next((row[index] for row in below if not is_blank(cell_at(row, index))), None)
        if column is not None or sample is not None or index in fields:
            found.append(
                ColumnRead(
                    index,
                    column_letter(index),
                    cell_text(column.words if column is not None else None, 30),
                    fields.get(index),
                    cell_text(sample, 24),
                    column.unit if column is not None else 1,
                )
            )
    return tuple(found)
