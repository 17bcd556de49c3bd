"""The staff side of the contact status, in the control interface: `/sandbox/staff-contact`.

POST begins a contact (all members may be left out), DELETE ends it, GET shows it as staff sees it, with the pass
phrase that they say to the borrower.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from borrower_app.contract import strict_json
from borrower_app.contract.contact_status import BegunBy, ContactChannel, StaffNumber
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.sandbox.books import staff_contacts
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse
from borrower_app.sandbox.http.contact_status import told


class _ContactWish(Struct, frozen=True, forbid_unknown_fields=True):
    channel: ContactChannel = ContactChannel.PHONE
    staff_number: StaffNumber = "3107"
    begun_by: BegunBy = BegunBy.LENDER


_DECODER = msgspec.json.Decoder(_ContactWish)


def begin(turn: Turn, request: HttpRequest) -> Reply:
    """A member of staff calls, or takes a call; raises Refusal (invalid-request)."""
    try:
        strict_json.scan(request.body)
        wish = strict_json.decode(request.body, _DECODER)
    except ContractViolation as error:
        raise refuse(ProblemType.INVALID_REQUEST, str(error)) from None
    staff_contacts.begin(turn, wish.channel, wish.staff_number, wish.begun_by)
    return shown(turn)


def end(turn: Turn) -> Reply:
    """The contact is over."""
    staff_contacts.end_all(turn)
    return shown(turn)


def shown(turn: Turn) -> Reply:
    """What staff sees: the contact that is going on, or null."""
    contact = staff_contacts.going_on(turn)
    return json_reply({"contact": told(contact) if contact is not None else None})
