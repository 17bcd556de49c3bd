"""Another card: whose it may be, what becomes of the arrears, and that the day of the switch really comes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.sandbox.wire import (
    Write,
    ask_again,
    carried_out,
    go_to,
    latest_attempt,
    lender,
    new_card,
    new_mandate,
    noon_tomorrow,
    refused,
    row_of,
    staff_edit,
    version_of,
)
from tests.support.sandbox_process import SandboxProcess

LOAN = "loan-commercial"


def test_somebody_elses_card_is_refused(small: SandboxProcess) -> None:
    assert "别人的卡" in refused(small, new_card(small, "loan-1", holder="other"))
    assert small.ledger() == []


def test_a_co_borrowers_card_needs_a_co_borrower(small: SandboxProcess) -> None:
    assert "没有登记共同借款人" in refused(small, new_card(small, "loan-1", holder="co_borrower"))


def test_a_co_borrowers_card_bears_the_name_on_record() -> None:
    with lender("co_borrower_card") as sandbox:
        carried_out(sandbox, new_card(sandbox, LOAN, holder="co_borrower"))
        card = sandbox.records()["instrument"]["tok-new"]
        assert (card["holder"], card["holder_name"]) == ("co_borrower", "李青禾")
        noon_tomorrow(sandbox)
        carried_out(sandbox, new_card(sandbox, LOAN, "tok-own"))
        card = sandbox.records()["instrument"]["tok-own"]
        assert (card["holder"], card["holder_name"]) == ("borrower", None)


def test_arrears_are_planned_again_at_once_when_the_card_holds_at_once() -> None:
    with lender("card_expired") as sandbox:
        failed = latest_attempt(sandbox)
        reply = carried_out(sandbox, new_card(sandbox, LOAN, retry_open_arrears=True))
        assert "effective_from" not in reply
        assert "debit_attempt" in {record["kind"] for record in reply["records"]}
        plan = sandbox.records()["debit_attempt"][failed["id"]]["retry"]
        assert (plan["decision"], plan["decided_by"]) == ("planned", "lender")
        planned_at = dt.datetime.fromisoformat(plan["at"])
        assert (planned_at.hour, planned_at.minute) == (22, 30)
        assert dt.timedelta(minutes=10) < planned_at - sandbox.now() <= dt.timedelta(days=1, minutes=10)


def test_without_the_wish_nothing_is_planned() -> None:
    with lender("card_expired") as sandbox:
        carried_out(sandbox, new_card(sandbox, LOAN))
        assert latest_attempt(sandbox)["retry"]["decision"] == "none"


def test_a_new_card_with_its_authorisation_pays_the_arrears() -> None:
    """The way of a worried borrower: expired card, another one, its authorisation, and the installment is paid."""
    with lender("card_expired") as sandbox:
        number = latest_attempt(sandbox)["installments"][0]
        carried_out(sandbox, new_card(sandbox, LOAN, retry_open_arrears=True))
        carried_out(sandbox, new_mandate(LOAN, "tok-new"))
        plan = latest_attempt(sandbox)["retry"]
        go_to(sandbox, plan["at"], seconds=10)
        sent = latest_attempt(sandbox)
        assert sent["attempt_number"] == 2
        assert [hop["status"] for hop in sent["hops"]] == ["ok", "ok", "processing"]
        assert sent["posting"] is None
        go_to(sandbox, plan["at"], minutes=6)
        paid = latest_attempt(sandbox)
        assert (paid["id"], paid["instrument"]["token"]) == (sent["id"], "tok-new")
        assert paid["posting"]["amount"] == paid["amount_requested"]
        row = row_of(sandbox.records(), LOAN, number)
        penalty = row["penalty"]["minor"] if row["penalty"] else 0
        assert row["paid"]["minor"] == row["payment"]["minor"] + penalty == paid["amount_requested"]["minor"]
        sandbox.move_clock(days=3)
        titles = [message["title"] for message in sandbox.records()["message"].values()]
        assert "还款已逾期" not in titles, "the story's own end does not come over what the borrower has done"


def test_the_arrears_wait_for_the_day_of_the_new_card() -> None:
    """A debit is planned for tonight from the old card and fails again; the new card holds tomorrow and pays then."""
    with lender("co_borrower_card") as sandbox:
        first = latest_attempt(sandbox)
        sandbox.set_clock(dt.datetime.fromisoformat(first["retry"]["at"]) - dt.timedelta(hours=1))
        reply = carried_out(sandbox, new_card(sandbox, LOAN, retry_open_arrears=True))
        carried_out(sandbox, new_mandate(LOAN, "tok-new"))
        tomorrow = reply["effective_from"]
        assert tomorrow == (sandbox.now().date() + dt.timedelta(days=1)).isoformat()
        records = sandbox.records()
        assert records["instrument"]["tok-new"]["status"] == "pending"
        assert records["loan"][LOAN]["instrument_id"] == "card-6072"
        go_to(sandbox, first["retry"]["at"], minutes=6)
        second = latest_attempt(sandbox)
        assert (second["instrument"]["token"], second["retry"]["decision"]) == ("card-6072", "none")
        go_to(sandbox, f"{tomorrow}T00:00:01+08:00")
        records = sandbox.records()
        assert records["loan"][LOAN]["instrument_id"] == "tok-new"
        assert records["instrument"]["tok-new"]["status"] == "active"
        assert records["instrument"]["card-6072"]["status"] == "replaced"
        mandate = records["mandate"][records["loan"][LOAN]["mandate_id"]]
        assert (mandate["status"], mandate["instrument_id"]) == ("active", "tok-new")
        assert records["mandate"]["mandate-2207"]["status"] == "revoked"
        plan = records["debit_attempt"][second["id"]]["retry"]
        assert (plan["decision"], plan["at"][:16]) == ("planned", f"{tomorrow}T22:30")
        go_to(sandbox, plan["at"], minutes=6)
        third = latest_attempt(sandbox)
        assert (third["attempt_number"], third["instrument"]["token"]) == (3, "tok-new")
        assert third["posting"] is not None


@pytest.mark.parametrize("story", ["channel_timeout", "debited_not_posted"])
def test_nothing_is_planned_while_an_outcome_is_open(story: str) -> None:
    with lender(story) as sandbox:
        before = latest_attempt(sandbox)
        carried_out(sandbox, new_card(sandbox, LOAN, retry_open_arrears=True))
        assert latest_attempt(sandbox)["retry"] == before["retry"]


def test_cards_of_two_loans_switch_on_the_same_night(small: SandboxProcess) -> None:
    """Two loans share a card and both get another one while debits are planned: neither switch undoes the other."""
    staff_edit(small, "debit_attempt", "attempt-open", hops=[], reason={"code": "51", "code_list": "pos"})
    staff_edit(small, "mandate", "mandate-2", status="revoked")
    staff_edit(small, "mandate", "mandate-1", status="revoked")
    noon_tomorrow(small)
    for attempt in ("attempt-2", "attempt-open"):
        carried_out(small, ask_again(small, attempt))
    for loan, token in (("loan-1", "tok-one"), ("loan-2", "tok-two")):
        assert "effective_from" in carried_out(small, new_card(small, loan, token))
        assert small.records()["instrument"]["card-1"]["status"] == "active"
    small.move_clock(hours=13)
    records = small.records()
    assert [records["loan"][loan]["instrument_id"] for loan in ("loan-1", "loan-2")] == ["tok-one", "tok-two"]
    assert (records["instrument"]["card-1"]["status"], records["instrument"]["card-1"]["loan_ids"]) == ("replaced", [])
    assert records["instrument"]["tok-one"]["loan_ids"] == ["loan-1"]


def test_a_card_that_still_pays_another_loan_stays(small: SandboxProcess) -> None:
    carried_out(small, new_card(small, "loan-1", "tok-one"))
    records = small.records()
    assert (records["instrument"]["card-1"]["status"], records["instrument"]["card-1"]["loan_ids"]) == (
        "active",
        ["loan-2"],
    )
    carried_out(small, new_card(small, "loan-2", "tok-one"))
    records = small.records()
    assert records["instrument"]["tok-one"]["loan_ids"] == ["loan-1", "loan-2"]
    assert records["instrument"]["card-1"]["status"] == "replaced"
    carried_out(small, new_card(small, "loan-2", "card-1", last4="1234"))
    records = small.records()
    assert (records["instrument"]["card-1"]["status"], records["instrument"]["card-1"]["loan_ids"]) == (
        "active",
        ["loan-2"],
    )
    assert records["instrument"]["tok-one"]["status"] == "active"


def test_the_other_part_of_a_combined_loan_keeps_its_card() -> None:
    with lender("combined_one_part_failed") as sandbox:
        retry = latest_attempt(sandbox)["retry"]["at"]
        go_to(sandbox, retry, hours=-1)
        carried_out(sandbox, new_card(sandbox, LOAN))
        before = sandbox.records()
        go_to(sandbox, retry, hours=2)
        after = sandbox.records()
        assert after["loan"][LOAN]["instrument_id"] == "tok-new"
        assert after["loan"]["loan-provident-fund"] == before["loan"]["loan-provident-fund"]
        assert after["instrument"]["card-8899"] == before["instrument"]["card-8899"]


def test_an_authorisation_ended_before_its_day_never_begins(small: SandboxProcess) -> None:
    noon_tomorrow(small)
    carried_out(small, ask_again(small, "attempt-2"))
    assert "effective_from" in carried_out(small, new_mandate("loan-1", "card-1"))
    made = next(m for m in small.records()["mandate"].values() if m["status"] == "pending")
    path, base = f"/v1/mandates/{made['id']}/revocation", version_of(small, "mandate", made["id"])
    carried_out(small, Write("POST", path, {"mandate_id": made["id"]}, base))
    small.move_clock(hours=13)
    records = small.records()
    assert records["mandate"][made["id"]]["status"] == "revoked"
    assert records["loan"]["loan-1"]["mandate_id"] == "mandate-1"


@pytest.mark.parametrize("spoiled", [{"status": "revoked"}, {"single_limit": {"minor": 1, "currency": "CNY"}}])
def test_where_no_authorisation_carries_tonights_debit_a_new_one_holds_at_once(
    small: SandboxProcess, spoiled: dict[str, Any]
) -> None:
    staff_edit(small, "mandate", "mandate-1", **spoiled)
    noon_tomorrow(small)
    carried_out(small, ask_again(small, "attempt-2"))
    assert "effective_from" not in carried_out(small, new_mandate("loan-1", "card-1"))
    small.move_clock(hours=11)
    assert latest_attempt(small, "loan-1")["posting"] is not None


def test_a_card_reported_lost_before_its_day_never_pays(small: SandboxProcess) -> None:
    staff_edit(small, "mandate", "mandate-1", status="revoked")
    noon_tomorrow(small)
    carried_out(small, ask_again(small, "attempt-2"))
    carried_out(small, new_card(small, "loan-1"))
    assert staff_edit(small, "instrument", "tok-new", status="lost").status == 200
    small.move_clock(hours=13)
    assert small.records()["loan"]["loan-1"]["instrument_id"] == "card-1"


def test_contact_data_hold_at_once_even_when_a_debit_is_planned() -> None:
    with lender("insufficient_funds") as sandbox:
        write = Write("PUT", "/v1/contacts/id_expiry", {"field": "id_expiry", "value": "2046-05-20"}, 1)
        assert "effective_from" not in carried_out(sandbox, write)
        assert sandbox.records()["contact"]["contact-id-expiry"]["value"] == "2046-05-20"
