"""The schemas of the OpenAPI document, taken from the very Structs that client and sandbox decode with."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from borrower_app.contract.borrower import Me
from borrower_app.contract.card_tokens import CardToken, CardTokenRequest
from borrower_app.contract.changes import Change, ChangesPage
from borrower_app.contract.contact_status import ContactStatus
from borrower_app.contract.discovery import Discovery
from borrower_app.contract.kinds import RECORD_TYPES
from borrower_app.contract.operations import VERBS, OperationReply, OperationRequest, Verb, VerificationAnswer
from borrower_app.contract.problems import PREFIX, STATUS, CurrentRecord, Problem, ProblemType

REFERENCE: Final = "#/components/schemas/"

Schema = dict[str, Any]


def reference(name: str) -> Schema:
    """A reference to a schema of the document."""
    return {"$ref": REFERENCE + name}


def _without(struct: type[Struct], *members: str) -> type[Struct]:
    """The same Struct without members whose schema cannot be taken from their type (raw bytes)."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(struct):
        if field.name in members:
            continue
        if field.required:
            fields.append((field.encode_name, field.type))
        else:
            fields.append((field.encode_name, field.type, field.default))
    return msgspec.defstruct(struct.__name__, fields, kw_only=True, namespace={"__doc__": struct.__doc__})


def _object(schema: Schema, **properties: Schema) -> Schema:
    """The schema with further properties, described but free in form."""
    return {**schema, "properties": {**schema["properties"], **properties}}


def request_name(verb: Verb) -> str:
    """The schema name of a verb's whole request body."""
    return f"{verb.values.__name__}Body"


def _request(verb: Verb, envelope: Schema) -> Schema:
    return {
        **envelope,
        "title": request_name(verb),
        "description": f"The body of `{verb.name}`.",
        "properties": {**envelope["properties"], "values": reference(verb.values.__name__)},
        "required": ["operation_id", "values"],
        "additionalProperties": False,
    }


def problem_name(status: int) -> str:
    """The schema name of the problem documents with a status."""
    return f"Problem{status}"


def types_with(status: int) -> list[ProblemType]:
    """The published problem types that carry a status."""
    return [type_ for type_, its in STATUS.items() if its == status]


def _problems() -> dict[str, Schema]:
    return {
        problem_name(status): {
            "allOf": [
                reference("Problem"),
                {
                    "properties": {
                        "type": {"enum": [PREFIX + type_.value for type_ in types_with(status)]},
                        "status": {"const": status},
                    }
                },
            ]
        }
        for status in sorted(set(STATUS.values()))
    }


def components() -> dict[str, Schema]:
    """Every schema by name, sorted."""
    plain = [_without(Change, "data"), _without(CurrentRecord, "data"), _without(OperationRequest, "values")]
    page = _without(ChangesPage, "changes")
    problem = _without(Problem, "current")
    types: list[Any] = [Discovery, Me, ContactStatus, CardToken, CardTokenRequest, OperationReply, VerificationAnswer]
    types += [page, problem, *plain]
    types += [*RECORD_TYPES.values(), *(verb.values for verb in VERBS.values())]
    _, found = msgspec.json.schema_components(types, ref_template=REFERENCE + "{name}")
    data: Schema = {
        "type": "object",
        "description": "The record; its exact bytes count. Absent for a deletion.",
    }
    envelope = found.pop("OperationRequest")
    return dict(
        sorted(
            {
                **found,
                "Change": _object(found["Change"], data=data),
                "CurrentRecord": _object(found["CurrentRecord"], data=data),
                "ChangesPage": {
                    **_object(
                        found["ChangesPage"],
                        changes={"type": "array", "maxItems": 1_000, "items": reference("Change")},
                    ),
                    "required": ["changes", *found["ChangesPage"]["required"]],
                },
                "Problem": _object(found["Problem"], current=reference("CurrentRecord")),
                **{request_name(verb): _request(verb, envelope) for verb in VERBS.values()},
                **_problems(),
            }.items()
        )
    )
