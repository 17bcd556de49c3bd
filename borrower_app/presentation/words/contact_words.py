"""Names and masked values of contact data."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app import masking
from borrower_app.language import Language
from borrower_app.records.enums import ContactField


def field_name(field: ContactField, language: Language) -> str:
    """The plain name; exhaustive."""
    say = language.say
    return {
        ContactField.PHONE: say("Phone"),
        ContactField.EMAIL: say("E-mail"),
        ContactField.ADDRESS: say("Address"),
        ContactField.EMPLOYER: say("Employer"),
        ContactField.ID_EXPIRY: say("ID card's expiry date"),
        ContactField.NAME: say("Name"),
        ContactField.ID_NUMBER: say("ID number"),
        ContactField.UNKNOWN: say("Other"),
    }[field]


def masked_value(field: ContactField, value: str, language: Language) -> str:
    """As much as may be shown (DESIGN section 7); an ID's expiry date is no secret."""
    if field is ContactField.ID_EXPIRY:
        try:
            return language.date(dt.date.fromisoformat(value))
        except ValueError:
            return masking.free_text(value)
    mask = {
        ContactField.PHONE: masking.phone,
        ContactField.EMAIL: masking.email,
        ContactField.ADDRESS: masking.address,
        ContactField.EMPLOYER: masking.employer,
        ContactField.NAME: masking.person,
        ContactField.ID_NUMBER: masking.id_number,
    }.get(field)
    return mask(value) if mask is not None else masking.DOT * 4


CHANGEABLE: Final = ("phone", "email", "address", "employer", "id_expiry")
