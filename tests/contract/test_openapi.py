"""The OpenAPI document: never behind the contract, valid in itself, and true of real records."""

from __future__ import annotations

import datetime as dt
import json

import jsonschema_rs
import msgspec
import pytest

from borrower_app import resource_files
from borrower_app.contract import openapi
from borrower_app.contract.kinds import RECORD_TYPES
from borrower_app.contract.operations import VERBS
from borrower_app.contract.problems import PREFIX, STATUS, ProblemType
from borrower_app.records.correspondence import ReferenceRate


def _references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(_references(part) for part in value.values()), set())
    if isinstance(value, list):
        return set().union(*(_references(part) for part in value), set())
    return set()


def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": openapi.document()["components"]}
    return jsonschema_rs.Draft202012Validator(schema)


def test_committed_document_is_the_generated_one() -> None:
    committed = resource_files.read_bytes(openapi.RESOURCE)
    assert committed == openapi.encoded(), "run: python -m borrower_app.contract.openapi"


def test_every_reference_leads_somewhere() -> None:
    document = openapi.document()
    for reference in _references(document):
        found = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert isinstance(found, dict)


def test_every_verb_is_there_with_what_its_row_demands() -> None:
    paths = openapi.document()["paths"]
    for verb in VERBS.values():
        operation = paths[verb.path][verb.method.lower()]
        demanded = {parameter.get("$ref", "").rpartition("/")[2] for parameter in operation["parameters"]}
        assert operation["operationId"] == verb.name
        assert "IdempotencyKey" in demanded
        assert bool(demanded & {"IfMatch", "IfMatchWhereOnRecord"}) == (verb.changes is not None)
        assert ("403" in operation["responses"]) == (verb.needs_fresh_sign_in or bool(verb.verified_fields))


def test_every_kind_of_record_has_its_schema() -> None:
    assert set(openapi.document()["x-record-kinds"]) == set(RECORD_TYPES)


@pytest.mark.parametrize("type_", ProblemType)
def test_each_problem_type_is_allowed_with_its_status_only(type_: ProblemType) -> None:
    good = {"type": PREFIX + type_.value, "title": "t", "status": STATUS[type_]}
    assert _validator(f"Problem{STATUS[type_]}").is_valid(good)
    other = next(status for status in sorted(set(STATUS.values())) if status != STATUS[type_])
    assert not _validator(f"Problem{other}").is_valid(good)


def test_a_rate_that_is_no_number_is_refused_by_the_schema_too() -> None:
    rate = ReferenceRate(id="r", name="LPR_5Y", on=dt.date(2026, 1, 20), annual_rate="3.50")
    data = json.loads(msgspec.json.encode(rate))
    assert _validator("ReferenceRate").is_valid(data)
    for wrong in ("NaN", "1_000", "３.５", ""):
        assert not _validator("ReferenceRate").is_valid({**data, "annual_rate": wrong})


def test_a_card_number_fits_nowhere_in_a_card_change() -> None:
    values = {"loan_id": "l", "instrument_token": "tok", "last4": "1234"}
    assert _validator("ReplaceInstrumentBody").is_valid({"operation_id": "op-1", "values": values})
    values["card_number"] = "0"
    assert not _validator("ReplaceInstrumentBody").is_valid({"operation_id": "op-1", "values": values})
