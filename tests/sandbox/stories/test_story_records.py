"""Every record of every story is valid on the wire, points only at records that exist, and names nobody real."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from borrower_app.check_digit import luhn_digit
from borrower_app.contract import strict_json
from borrower_app.contract.discovery import decode_discovery
from borrower_app.contract.kinds import decode_record
from borrower_app.records.account import Contact, Guarantor, Instrument, Mandate
from borrower_app.records.correspondence import Message, Notice, Request
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import ContactField
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.sandbox.stories import Story, build_story, story_names
from tests.sandbox.stories.stages import KIND_OF, Stage
from tests.support.present import present

DESIGN_LIST = """
    all_well first_debit insufficient_funds insufficient_by_penalty card_expired card_replaced card_lost
    mandate_revoked mandate_missing limit_class_two limit_daily risk_hold id_expired phone_mismatch account_dormant
    bank_down channel_timeout lender_fault debited_not_posted debited_twice do_not_honor combined_one_part_failed
    repriced provident_fund_january table_wrong prepaid hardship_granted overdue_40_days co_borrower_card
    flat_consumer_loan heavy other_currency partly_debited reversed customer_stop legal_hold
""".split()


# One more story for each cause and state that the design's own list leaves out, and for the checks before a debit.
MORE = "channel_down request_rejected still_processing records_disagree only_a_sentence checks_warn".split()
# Who is on the line: the lender, nobody any more, a fraudster, who watches the screen, who called the hotline.
CALLS = "call_genuine call_ended call_fraudster call_screen_viewer call_hotline_relay".split()


def test_every_story_of_the_design_is_told() -> None:
    assert sorted(story_names()) == sorted([*DESIGN_LIST, *MORE, *CALLS])
    assert story_names()[:4] == ("insufficient_funds", "channel_timeout", "all_well", "heavy")


def test_an_unknown_story_is_a_key_error(tellings: tuple[Story, ...]) -> None:
    with pytest.raises(KeyError):
        build_story("no_such_story", tellings[0].start)


def test_a_start_without_a_zone_is_refused(tellings: tuple[Story, ...]) -> None:
    with pytest.raises(ValueError, match="zone"):
        build_story(tellings[0].name, tellings[0].start.replace(tzinfo=None))


def test_building_twice_gives_the_same_bytes(tellings: tuple[Story, ...]) -> None:
    for story in tellings[:2]:
        again = build_story(story.name, story.start)
        assert msgspec.json.encode(again.records) == msgspec.json.encode(story.records)
        assert again == story


def test_a_story_names_itself(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        assert story.title_en
        assert re.search("[\u4e00-\u9fff]", story.title_zh)
    assert len({story.name for story in tellings}) == 1


def test_ids_are_unique_and_records_survive_the_wire(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        everything = [*story.records, *(record for happening in story.happenings for record in happening.upsert)]
        keys = [(type(record), record.id) for record in story.records]
        assert len(set(keys)) == len(keys), story.name
        for record in everything:
            data = msgspec.json.encode(record)
            strict_json.scan(data)
            assert decode_record(KIND_OF[type(record)], record.id, data) == record


def test_discovery_survives_the_wire_and_has_ways_out(tellings: tuple[Story, ...]) -> None:
    for story in tellings[:1]:
        discovery = decode_discovery(msgspec.json.encode(story.discovery))
        assert discovery == story.discovery
        assert discovery.pay_by_hand
        assert discovery.complaint_routes
        assert discovery.hotline


def test_references_resolve(stages: list[Stage]) -> None:
    for stage in stages:
        loans = {loan.id for loan in stage.of(Loan)}
        attempts = {attempt.id for attempt in stage.of(DebitAttempt)}
        for loan in stage.of(Loan):
            assert stage.get(Instrument, loan.instrument_id), stage
            assert stage.get(Mandate, loan.mandate_id), stage
            assert [table.loan_id for table in stage.of(InstallmentTable)].count(loan.id) == 1, stage
        assert {table.loan_id for table in stage.of(InstallmentTable)} == loans, stage
        for card in stage.of(Instrument):
            assert set(card.loan_ids) <= loans, stage
        for mandate in stage.of(Mandate):
            assert set(mandate.loan_ids) <= loans, stage
            assert stage.get(Instrument, mandate.instrument_id), stage
        for attempt in stage.of(DebitAttempt):
            assert attempt.loan_id in loans, stage
            assert attempt.duplicate_of is None or attempt.duplicate_of in attempts, stage
            seen = present(attempt.instrument)
            used = present(stage.get(Instrument, seen.token))
            assert (used.last4, used.bank) == (seen.last4, seen.bank), stage
            assert stage.get(Mandate, present(attempt.mandate).id), stage
        letters: list[Message | Request | Guarantor] = [
            *stage.of(Message),
            *stage.of(Request),
            *stage.of(Guarantor),
        ]
        for letter in letters:
            assert letter.loan_id is None or letter.loan_id in loans, stage
        told: list[Message | Notice] = [*stage.of(Message), *stage.of(Notice)]
        for one in told:
            assert one.attempt_id is None or one.attempt_id in attempts, stage


def test_spoken_references_are_unique_and_end_in_their_check_digit(stages: list[Stage]) -> None:
    for stage in stages:
        spoken = [attempt.reference for attempt in stage.of(DebitAttempt)]
        assert len(set(spoken)) == len(spoken), stage
        for reference in spoken:
            assert len(reference) == 8, stage
            assert reference[7] == luhn_digit(reference[:7]), stage


def test_contact_data_are_complete_and_made_up(stages: list[Stage]) -> None:
    for stage in stages[:3]:
        contacts = {contact.field: contact.value for contact in stage.of(Contact)}
        assert set(contacts) == set(ContactField) - {ContactField.UNKNOWN}, stage
        assert contacts[ContactField.PHONE].startswith("190 0000 ")
        assert contacts[ContactField.EMAIL].endswith("@example.com")
        assert re.fullmatch(r".•{16}.", contacts[ContactField.ID_NUMBER])


def test_no_text_holds_a_real_looking_number_or_a_link(tellings: tuple[Story, ...]) -> None:
    for story in tellings[:2]:
        data = msgspec.json.encode([story.records, [happening.upsert for happening in story.happenings]])
        for text in _texts(msgspec.json.decode(data)):
            assert not re.search(r"https?:|www\.", text), text
            for digits in re.findall(r"\d(?:[ -]?\d){10,}", text):
                assert re.match(r"190 ?0000|\d{4}-\d\d-\d\d", digits), text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
