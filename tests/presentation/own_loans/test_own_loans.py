"""Own loans on every page: marked, named after the lender the user typed, and never put into a lender's mouth."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.contract.snapshot import Snapshot
from borrower_app.language import Language
from borrower_app.lending.schedule import compute_schedule
from borrower_app.presentation.cards.cards import cards_view
from borrower_app.presentation.contact.contact import contact_view
from borrower_app.presentation.debits.debits import debits_view
from borrower_app.presentation.debits.pasted_message import pasted_view
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.messages.messages import messages_view
from borrower_app.presentation.own_loans.form import blank_form, own_form_view, read_form, typed_of
from borrower_app.presentation.own_loans.own_loans import own_loans_view
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.presentation.schedule.check import check_view
from borrower_app.presentation.schedule.schedule import schedule_view
from borrower_app.presentation.schedule.schedule_export import schedule_export
from borrower_app.presentation.what_if.what_if import what_if_view
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.own_loan import OwnLoan
from borrower_app.sandbox.stories import build_story
from tests.lending.strategies import plain_terms
from tests.support.own_loans import entered_of, house, own_reading, reading_over, with_own
from tests.support.story_snapshot import NOON, snapshot_of

LANGUAGES = ("zh", "en")
MARK = {"zh": "您自己填的", "en": "Entered by you"}
CLAIMS = (
    "还没有说明",
    "没有告诉",
    "没有说明",
    "没有发来",
    "has not told",
    "has sent no",
    "has told no",
    "is not told by",
)


def texts_of(view: object) -> Iterator[str]:
    """Every text in a view."""
    if isinstance(view, str):
        yield view
    elif isinstance(view, msgspec.Struct):
        for name in view.__struct_fields__:
            yield from texts_of(getattr(view, name))
    elif dataclasses.is_dataclass(view):
        for field in dataclasses.fields(view):
            yield from texts_of(getattr(view, field.name))
    elif isinstance(view, tuple | list):
        for item in view:
            yield from texts_of(item)


def with_table(loan: OwnLoan, spoil: bool = False) -> OwnLoan:
    """The same loan with the bank's table taken over, one figure of it odd."""
    rows = list(compute_schedule(loan.terms).rows)
    if spoil:
        rows[5] = msgspec.structs.replace(rows[5], interest=rows[5].interest + 100, payment=rows[5].payment + 100)
    return msgspec.structs.replace(loan, rows=tuple(rows))


def pages_of(reading: Reading, loan_id: str) -> dict[str, object]:
    """Every page that shows an own loan."""
    table = reading.snapshot.tables[loan_id].record
    return {
        "S-1": schedule_view(reading, loan_id, audit_of(entered_of(reading, loan_id), table)),
        "S-2": what_if_view(reading, loan_id, None),
        "S-3": check_view(reading, loan_id),
        "S-5": own_loans_view(reading, "", draft=False, offers_backup=True),
        "file": schedule_export(reading, loan_id),
    }


VARIANTS: dict[str, OwnLoan] = {
    "computed": house(),
    "taken over": with_table(house()),
    "odd": with_table(house(), spoil=True),
    "starts late": msgspec.structs.replace(with_table(house()), rows=with_table(house()).rows[30:]),
    "derived": msgspec.structs.replace(with_table(house()), computed_columns=("balance",)),
    "flat": house(method="flat"),
    "over": house(disbursed_on="2015-01-20", number_of_installments=12),
    "no card": house(card_last4=None),
    "fees": house(fees=[{"name": "手续费", "amount": "600.00"}], advertised_rate="3.20"),
    "contradicting days": house(first_due_on="2024-02-11"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("name", VARIANTS)
def test_every_page_marks_it_and_claims_nothing(name: str, beside: bool, language: str) -> None:
    """Beside a lender's loans and alone: the lender's name stands on no page that is about the own loan alone."""
    base = snapshot_of(build_story("all_well", NOON)) if beside else Snapshot()
    reading = reading_over(with_own(base, VARIANTS[name]), language)
    for code, view in pages_of(reading, "own-house").items():
        assert view is not None
        told = "\n".join(texts_of(view))
        assert MARK[language] in told, code
        assert "城南银行" in told or code == "S-2", code
        assert "示例银行" not in told, code
        assert not [claim for claim in CLAIMS if claim in told], code
        assert "|AMOUNT|" not in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VARIANTS)
def test_home_with_own_loans_alone(name: str, language: str) -> None:
    reading = own_reading(VARIANTS[name], language=language)
    told = "\n".join(texts_of(home_view(reading)))
    assert MARK[language] in told
    assert "城南银行" in told or name == "over"
    assert not [claim for claim in CLAIMS if claim in told]
    for wrong in ("一切正常", "All well", "逾期", "Overdue", "已还清", "Settled"):
        assert wrong not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_beside_a_lenders_loans_marks_only_the_own_one(language: str) -> None:
    story = snapshot_of(build_story("insufficient_funds", NOON))
    plain, both = reading_over(story, language), reading_over(with_own(story, house()), language)
    before, after = home_view(plain), home_view(both)
    assert after.status == before.status
    assert after.loans[0] == before.loans[0]
    assert [loan.mark is not None for loan in after.loans] == [False, True]
    assert [debit.mark is not None for debit in after.planned].count(True) == 1
    assert after.checks == before.checks


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_a_lender_stay_honest_without_one(language: str) -> None:
    reading = own_reading(house(), language=language)
    for view in (debits_view(reading), cards_view(reading), contact_view(reading), messages_view(reading)):
        told = "\n".join(texts_of(view))
        assert "示例银行" not in told
        assert not [claim for claim in CLAIMS if claim in told]


@pytest.mark.parametrize(
    ("day", "number", "kind"),
    [("2026-11-19", 34, "due"), ("2026-11-20", 34, "now"), ("2026-11-21", 35, "due"), ("2054-02-01", 360, "paid")],
)
def test_the_next_installment_and_the_rows_behind(day: str, number: int, kind: str) -> None:
    now = dt.datetime.fromisoformat(f"{day}T12:00:00+08:00")
    reading = own_reading(house(), now=now)
    view = schedule_view(reading, "own-house", None)
    rows = [row for row in view.rows if not row.is_span]
    assert rows[number - 1].kind == kind
    assert {row.kind for row in rows[: number - 1]} == {"paid"}
    assert {row.cells[-1] for row in rows[: number - 1]} == {"还款日已过"}
    home = home_view(reading)
    assert home.loans[0].right == f"第 {number} 期，共 360 期"
    assert bool(home.planned) == (kind != "paid")


def test_progress_and_amount_left_follow_the_table() -> None:
    reading = own_reading(house())
    loan = entered_of(reading)
    table = reading.snapshot.tables["own-house"].record
    passed = [row for row in table.rows if row.due < reading.today]
    assert loan.outstanding_principal == passed[-1].balance
    assert home_view(reading).loans[0].figure == reading.language.money(passed[-1].balance)


def test_the_check_compares_the_banks_table_with_the_terms() -> None:
    assert "还没有银行的还款表" in check_view(own_reading(VARIANTS["computed"]), "").headline
    well = check_view(own_reading(VARIANTS["taken over"]), "")
    assert "360 期一分不差" in well.headline
    odd = check_view(own_reading(VARIANTS["odd"]), "")
    assert "第 6 期" in odd.headline
    late = check_view(own_reading(VARIANTS["starts late"]), "")
    assert "从第 31 期开始" in late.lead


@settings(max_examples=40, deadline=None)
@given(plain_terms())
def test_a_table_taken_over_from_our_own_computation_always_adds_up(terms: dict[str, Any]) -> None:
    """Whatever the convention, and with the user knowing none of it."""
    named = {key: terms[key] for key in terms if key not in ("rounding", "day_count")}
    loan = house(**{**terms, "debit_day": 20})
    rows = compute_schedule(loan.terms)
    if rows.decimals != 2:
        return
    other = msgspec.structs.replace(house(**{**named, "debit_day": 20}), rows=rows.rows)
    other = msgspec.structs.replace(
        other, terms=msgspec.structs.replace(other.terms, first_due_on=loan.terms.first_due)
    )
    reading = own_reading(other)
    finding = audit_of(entered_of(reading), reading.snapshot.tables["own-house"].record)
    assert finding.agrees is True


MESSAGE = "【城南银行】您尾号5678的卡11月20日房贷扣款4,831.98元失败，原因：余额不足。"


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        (MESSAGE, True),
        (MESSAGE.replace("11月20日", "11月22日"), True),
        (MESSAGE.replace("11月20日", "11月25日"), False),
        (MESSAGE.replace("5678", "1111"), False),
        (MESSAGE.replace("4,831.98", "4,831.97"), False),
        ("您的房贷扣款4831.98元失败", False),
        ("【城南银行】您的卡11月20日扣款4831.98元失败", True),
    ],
)
def test_a_pasted_message_is_compared_with_what_was_entered(message: str, fits: bool) -> None:
    reading = own_reading(house(), now=NOON)
    view = pasted_view(message, reading.language, reason_catalogue(), reading)
    assert view.result is not None
    told = "\n".join(texts_of(view.result))
    assert ("第 34 期对得上" in told) == fits
    assert ("只有城南银行能确认" in told) == fits
    assert (
        any(action.opens.code == "S-1" and action.opens.subject == "own-house" for action in view.result.actions)
        == fits
    )
    if "城南银行" in message:
        assert "城南银行" in "\n".join(texts_of(view.result.said))


def test_an_export_of_an_own_loan_says_whose_word_it_is_and_updates_on_change() -> None:
    export = schedule_export(own_reading(house()), "own-house")
    later = schedule_export(
        own_reading(msgspec.structs.replace(house(), saved_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC))), "own-house"
    )
    assert export is not None
    assert later is not None
    assert export.lender_id == "own"
    assert later.version > export.version
    assert [row.is_open for row in export.rows] == [row.due >= dt.date(2026, 11, 20) for row in export.rows]


ZH, EN = Language("zh"), Language("en")
TYPED = {
    **blank_form(),
    "lender": " 城南银行 ",
    "name": "我的房贷",
    "principal": "100万",
    "annual_rate": "４.１%",
    "number_of_installments": "30年",
    "disbursed_on": "2024年1月20日",
    "debit_day": "20日",
}


def test_the_form_is_read_generously() -> None:
    made = read_form(TYPED, None, "own-house", ZH)
    assert isinstance(made, OwnLoan)
    assert made == msgspec.structs.replace(
        house(annual_rate="4.1", card_last4=None, method="equal_installment"), saved_at=None, product=made.product
    )


@pytest.mark.parametrize("language", [ZH, EN], ids=LANGUAGES)
def test_an_empty_form_says_what_is_missing_beside_each_field(language: Language) -> None:
    errors = read_form({}, None, "own-1", language)
    assert isinstance(errors, dict)
    assert set(errors) == {
        "lender", "name", "principal", "annual_rate", "number_of_installments", "disbursed_on", "debit_day",
    }  # fmt: skip
    keys = {field.key for group in own_form_view(None, {}, {}, language).groups for field in group.fields}
    assert set(errors) <= keys
    assert all(sentence and "{" not in sentence for sentence in errors.values())


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("lender", "x" * 61),
        ("name", "evil\u202e"),
        ("principal", "-5"),
        ("principal", "1e9"),
        ("annual_rate", "-1"),
        ("annual_rate", "0"),
        ("annual_rate", "4,1"),
        ("number_of_installments", "0"),
        ("number_of_installments", "101年"),
        ("number_of_installments", "3.5"),
        ("disbursed_on", "2024-02-30"),
        ("disbursed_on", "20/01/2024"),
        ("debit_day", "32"),
        ("debit_day", "month end"),
        ("first_due_on", "2024-01-20"),
        ("first_due_on", "2031-01-20"),
        ("card_last4", "12345"),
        ("card_last4", "abcd"),
        ("advertised_rate", "cheap"),
        ("fee", "some"),
        ("notes", "x" * 2001),
    ],
)
def test_a_wrong_field_gets_its_own_error(key: str, text: str) -> None:
    errors = read_form({**TYPED, key: text}, None, "own-1", ZH)
    if key == "annual_rate" and text == "0":
        assert isinstance(errors, OwnLoan)
        return
    assert isinstance(errors, dict)
    assert set(errors) == {key}


@pytest.mark.parametrize("name", VARIANTS)
def test_opening_and_saving_the_form_changes_nothing(name: str) -> None:
    loan = msgspec.structs.replace(VARIANTS[name], saved_at=None)
    assert read_form(typed_of(loan), loan, "own-other", ZH) == loan


def test_what_the_form_does_not_ask_stays() -> None:
    loan = house(
        rate_changes=[{"on": "2025-01-01", "annual_rate": "3.85"}],
        grace={"principal_periods": 3, "interest_periods": 0},
        rounding={"interest": "down"},
        fees=[{"name": "a", "amount": "1.00"}, {"name": "b", "amount": "2.00"}],
    )
    changed = read_form({**typed_of(loan), "name": "另一个名字"}, loan, "own-other", ZH)
    assert isinstance(changed, OwnLoan)
    assert changed == msgspec.structs.replace(loan, name="另一个名字", saved_at=None)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(TYPED | typed_of(house()))), st.text(max_size=30)))
def test_anything_typed_is_a_loan_or_an_error(typed: dict[str, str]) -> None:
    made = read_form({**TYPED, **typed}, None, "own-1", ZH)
    assert isinstance(made, OwnLoan) or (made and all(made.values()))


def test_two_views_differ_by_their_errors_and_not_by_what_is_typed() -> None:
    """Otherwise every keystroke would build the page anew under the user's hands."""
    first = own_form_view(None, {"name": "a"}, {}, ZH)
    assert own_form_view(None, {"name": "ab"}, {}, ZH) == first
    assert own_form_view(None, {"name": "a"}, {"name": "x"}, ZH) != first


def test_the_list_asks_before_it_removes() -> None:
    reading = own_reading(house(), house("own-car", name="车贷"))
    view = own_loans_view(reading, "own-car", draft=False, offers_backup=True)
    asked = next(card for card in view.cards if card.loan_id == "own-car")
    assert "要从这台电脑上删除「车贷」吗？" in asked.asks
    assert [action.danger for action in asked.actions] == [False, False, True]
    assert view.actions == ()
    assert view.offer is None
    plain = own_loans_view(reading, "", draft=True, offers_backup=False)
    assert plain.draft is not None
    assert plain.offer is None
