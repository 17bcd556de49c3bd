"""The OpenAPI 3.1 document of a lender's API, generated from the contract's types and its table of verbs.

`python -m borrower_app.contract.openapi` writes it to `resources/lender-api/openapi.json`.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

import msgspec

from borrower_app.contract import openapi_schemas
from borrower_app.contract.borrower import ME_PATH
from borrower_app.contract.card_tokens import CARD_TOKENS_PATH
from borrower_app.contract.changes import MAXIMUM_CHANGES_A_PAGE, Cursor
from borrower_app.contract.contact_status import CONTACT_STATUS_PATH, LONGEST_ANSWER, QuestionNumber
from borrower_app.contract.discovery import DISCOVERY_PATH
from borrower_app.contract.kinds import RECORD_TYPES
from borrower_app.contract.openapi_schemas import problem_name, reference, request_name, types_with
from borrower_app.contract.operations import (
    CHANGES_PATH,
    OPERATION_PATH,
    VERBS,
    VERIFICATION_PATH,
    IdempotencyKey,
    Verb,
)
from borrower_app.contract.problems import MEDIA_TYPE
from borrower_app.contract.pull_bounds import PULL_BOUNDS

RESOURCE: Final = "lender-api/openapi.json"
_JSON: Final = "application/json"

_ALWAYS: Final = (400, 401, 413, 429, 500, 503)
_READ_CHANGES: Final = (*_ALWAYS, 410)
_READ_OPERATION: Final = (*_ALWAYS, 404, 409)
_VERIFY: Final = (*_ALWAYS, 404, 409, 410, 412, 415, 422)
_CARD: Final = (*_ALWAYS, 415, 422)
_WRITE: Final = (*_ALWAYS, 404, 409, 415, 422)

Document = dict[str, Any]


def _inlined(annotation: Any) -> Document:
    schema: Document = msgspec.json.schema(annotation)
    return schema


def _headers(status: int) -> Document:
    """The headers that every answer carries, and those of single statuses."""
    names = {"Date": "Date", "X-Request-Id": "RequestId"}
    if status == 401:
        names["WWW-Authenticate"] = "Challenge"
    if status in {409, 429, 503}:
        names["Retry-After"] = "RetryAfter"
    return {name: {"$ref": f"#/components/headers/{component}"} for name, component in names.items()}


def _problem(status: int) -> Document:
    kinds = ", ".join(type_.value for type_ in types_with(status))
    return {
        "description": f"A problem document: {kinds}.",
        "headers": _headers(status),
        "content": {MEDIA_TYPE: {"schema": reference(problem_name(status))}},
    }


def _answers(schema: str, description: str, problems: tuple[int, ...]) -> Document:
    good = {
        "description": description,
        "headers": _headers(200),
        "content": {_JSON: {"schema": reference(schema)}},
    }
    return {"200": good, **{str(status): _problem(status) for status in sorted(set(problems))}}


def _path_parameter(name: str, schema: Document) -> Document:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _member_schema(verb: Verb, name: str) -> Document:
    for field in msgspec.structs.fields(verb.values):
        if field.name == name:
            return _inlined(field.type)
    raise KeyError(name)


def _write(verb: Verb) -> Document:
    """One write verb with its headers, body and answers."""
    parameters = [_path_parameter(name, _member_schema(verb, name)) for name in verb.path_members]
    parameters.append({"$ref": "#/components/parameters/IdempotencyKey"})
    problems: tuple[int, ...] = _WRITE
    rules = [f"A client has one operation in flight for each {' and '.join(verb.subject)}."]
    if verb.changes:
        # A piece of contact data that is not on record yet has no version to name.
        name = "IfMatchWhereOnRecord" if verb.name == "change_contact" else "IfMatch"
        parameters.append({"$ref": f"#/components/parameters/{name}"})
        problems = (*problems, 412, 428)
    sensitive = verb.needs_fresh_sign_in or bool(verb.verified_fields)
    if sensitive:
        which = f" for {', '.join(verb.verified_fields)}" if verb.verified_fields else ""
        rules.append(f"Needs a sign-in not older than 300 seconds and a verification challenge{which}.")
        problems = (*problems, 403)
    return {
        "operationId": verb.name,
        "summary": verb.summary,
        "description": " ".join(rules),
        "tags": ["write"],
        "parameters": parameters,
        "requestBody": {"required": True, "content": {_JSON: {"schema": reference(request_name(verb))}}},
        "responses": _answers("OperationReply", "Accepted, waiting for a verification, or refused.", problems),
    }


def _card_exchange() -> Document:
    return {
        "post": {
            "operationId": "exchange_card",
            "summary": "Exchange a card number for a token",
            "description": "At the card origin of the lender file, the only host that ever receives a card"
            " number. It is kept nowhere; the same number gives the same token.",
            "tags": ["write"],
            "servers": [{"url": "https://cards.lender.example"}],
            "requestBody": {"required": True, "content": {_JSON: {"schema": reference("CardTokenRequest")}}},
            "responses": _answers("CardToken", "The token and what the card's bank has told.", _CARD),
        }
    }


def _me() -> Document:
    return {
        "get": {
            "operationId": "me",
            "summary": "Whose records these are",
            "description": "Where `capabilities` of the discovery document names `borrower_id`.",
            "tags": ["read"],
            "responses": _answers("Me", "The borrower who has signed in.", _ALWAYS),
        }
    }


def _contact_status() -> Document:
    good = _answers("ContactStatus", "Whether somebody is, at this moment.", _ALWAYS)
    cache = {"$ref": "#/components/headers/NeverKept"}
    good["200"] = {**good["200"], "headers": {**good["200"]["headers"], "Cache-Control": cache}}
    return {
        "get": {
            "operationId": "contact_status",
            "summary": "Whether a member of your staff is in contact with this borrower now",
            "description": "Where `capabilities` of the discovery document names `contact_status`. Asked every few"
            f" seconds while a page that shows it is open; an answer has at most {LONGEST_ANSWER:,} bytes and is kept"
            " nowhere on the way.",
            "tags": ["read"],
            "parameters": [
                {
                    "name": "asked",
                    "in": "query",
                    "required": True,
                    "description": "128 random bits, new for each question; the answer repeats them.",
                    "schema": _inlined(QuestionNumber),
                }
            ],
            "responses": good,
        }
    }


def _reads() -> Document:
    operation_id = {"$ref": "#/components/parameters/OperationId"}
    return {
        DISCOVERY_PATH: {
            "get": {
                "operationId": "discovery",
                "summary": "What the lender publishes about itself",
                "tags": ["read"],
                "security": [],
                "responses": _answers("Discovery", "The lender.", (429, 500, 503)),
            }
        },
        CHANGES_PATH: {
            "get": {
                "operationId": "changes",
                "summary": "What has changed since a cursor; without one, everything",
                "description": (
                    f"All pages of one pull together: at most {PULL_BOUNDS.records:,} changes, "
                    f"{PULL_BOUNDS.size // 2**20} MiB unpacked, {PULL_BOUNDS.pages:,} pages. More is refused whole."
                ),
                "tags": ["read"],
                "parameters": [
                    {"name": "since", "in": "query", "schema": _inlined(Cursor)},
                    {
                        "name": "limit",
                        "in": "query",
                        "description": "Changes a page; the server may give fewer.",
                        "schema": {"type": "integer", "minimum": 1, "maximum": MAXIMUM_CHANGES_A_PAGE},
                    },
                ],
                "responses": _answers("ChangesPage", "One page.", _READ_CHANGES),
            }
        },
        ME_PATH: _me(),
        CONTACT_STATUS_PATH: _contact_status(),
        CARD_TOKENS_PATH: _card_exchange(),
        OPERATION_PATH: {
            "get": {
                "operationId": "operation",
                "summary": "What became of an operation",
                "tags": ["read"],
                "parameters": [operation_id],
                "responses": _answers("OperationReply", "As it stands now.", _READ_OPERATION),
            }
        },
        VERIFICATION_PATH: {
            "post": {
                "operationId": "verify_operation",
                "summary": "Answer a verification challenge",
                "description": "Sent again after it was accepted, it gives the same reply.",
                "tags": ["write"],
                "parameters": [operation_id],
                "requestBody": {"required": True, "content": {_JSON: {"schema": reference("VerificationAnswer")}}},
                "responses": _answers("OperationReply", "The operation was carried out.", _VERIFY),
            }
        },
    }


def _parameters() -> Document:
    version = {"type": "string", "pattern": '^"[1-9][0-9]{0,15}"$', "examples": ['"3"']}
    if_match = {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The version of the record that is changed, as a whole number in quotes.",
        "schema": version,
    }
    return {
        "IdempotencyKey": {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "128 random bits. The same key with the same bytes always gets the same reply.",
            "schema": _inlined(IdempotencyKey),
        },
        "IfMatch": if_match,
        "IfMatchWhereOnRecord": {**if_match, "required": False},
        "OperationId": _path_parameter(
            "operation_id", {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$"}
        ),
    }


def _header_components() -> Document:
    text = {"type": "string"}
    return {
        "Date": {"required": True, "description": "The lender's clock (RFC 9110).", "schema": text},
        "RequestId": {"required": True, "description": "The id the client sent, or one made here.", "schema": text},
        "Challenge": {"required": True, "description": "RFC 6750.", "schema": text},
        "NeverKept": {"required": True, "description": "`no-store` (RFC 9111).", "schema": {"const": "no-store"}},
        "RetryAfter": {"required": False, "description": "Seconds or a date (RFC 9110).", "schema": text},
    }


def _as_published(value: Any) -> Any:
    """The same with patterns as ECMA 262 writes them, which OpenAPI uses: `$` is there what Python calls `\\Z`."""
    if isinstance(value, dict):
        members = {name: _as_published(member) for name, member in value.items()}
        if isinstance(members.get("pattern"), str):
            members["pattern"] = re.sub(r"\\Z$", "$", members["pattern"])
        return members
    return [_as_published(member) for member in value] if isinstance(value, list) else value


def document() -> Document:
    """The whole document."""
    paths = _reads()
    for verb in VERBS.values():
        paths.setdefault(verb.path, {})[verb.method.lower()] = _write(verb)
    whole: Document = _as_published(_document(paths))
    return whole


def _document(paths: Document) -> Document:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lender API for the borrower app",
            "version": "1",
            "description": "How a lender tells a borrower's own app what is on record. See GUIDE.md beside this file.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "https://lender.example"}],
        "security": [{"borrower": []}],
        "tags": [{"name": "read"}, {"name": "write"}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "borrower": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An access token of the issuer named in the discovery document.",
                }
            },
            "parameters": _parameters(),
            "headers": _header_components(),
            "schemas": openapi_schemas.components(),
        },
        "x-record-kinds": {kind: reference(type_.__name__) for kind, type_ in RECORD_TYPES.items()},
    }


def encoded() -> bytes:
    """The document as it stands in the resources; the same at every time and place."""
    return (json.dumps(document(), ensure_ascii=False, indent=2) + "\n").encode()


if __name__ == "__main__":
    from borrower_app import resource_files

    resource_files.path_of(RESOURCE).write_bytes(encoded())
