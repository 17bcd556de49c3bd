"""`GET /v1/contact-status`: whether somebody of the lender's staff is in contact with the borrower at this moment."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from borrower_app.contract.contact_status import ContactStatus, StaffContact
from borrower_app.contract.problems import ProblemType
from borrower_app.sandbox.books import staff_contacts
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse

_QUESTION = re.compile(r"[0-9a-f]{32}")
NEVER_KEPT: Final = (("Cache-Control", "no-store"),)


def contact_status(turn: Turn, request: HttpRequest) -> Reply:
    """The answer of this moment; raises Refusal (invalid-request) for a question without its number."""
    asked = request.query.get("asked", [])
    if len(asked) != 1 or not _QUESTION.fullmatch(asked[0]):
        raise refuse(ProblemType.INVALID_REQUEST, "asked is 32 hexadecimal digits")
    contact = staff_contacts.going_on(turn)
    status = ContactStatus(asked=asked[0], as_of=turn.now, in_contact=contact is not None)
    members = {name: value for name, value in msgspec.structs.asdict(status).items() if value is not None}
    if contact is not None:
        members["contact"] = told(contact)
    return json_reply(members, headers=NEVER_KEPT)


def told(contact: StaffContact) -> dict[str, object]:
    """A contact without members that say nothing."""
    return {name: value for name, value in msgspec.structs.asdict(contact).items() if value is not None}
