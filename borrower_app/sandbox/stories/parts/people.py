"""The made-up borrower of the stories and what the lender holds about them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app.records.account import Contact
from borrower_app.records.enums import ContactField
from borrower_app.sandbox.stories.parts.story_day import StoryDay

BORROWER: Final = "张晓禾"
PHONE: Final = "190 0000 8812"
MASKED_PHONE: Final = "190 •••• 8812"
_APPLICATION: Final = "贷款申请"


def contacts(
    day: StoryDay,
    *,
    id_expires_on: dt.date | None = None,
    phone_changed_at_bank: dt.datetime | None = None,
    told_on: dt.date | None = None,
) -> tuple[Contact, ...]:
    """Phone, e-mail, address, employer, name, ID number and ID expiry, as told when the loan was applied for.

    `told_on` None: shortly before the usual mortgage. `id_expires_on` None: far ahead.
    `phone_changed_at_bank`: the card's bank holds a newer phone number.
    """
    told = day.at(told_on or day.months(-36), "10:30")
    expiry = id_expires_on or day.months(78)
    values = (
        (ContactField.NAME, BORROWER),
        (ContactField.ID_NUMBER, "1••••••••••••••••6"),
        (ContactField.ID_EXPIRY, expiry.isoformat()),
        (ContactField.PHONE, PHONE),
        (ContactField.EMAIL, "zhang.xiaohe@example.com"),
        (ContactField.ADDRESS, "示例市高新区样板路 88 号 3 栋 1201 室"),
        (ContactField.EMPLOYER, "示例科技有限公司"),
    )
    return tuple(
        Contact(
            id=f"contact-{field.value.replace('_', '-')}",
            field=field,
            value=value,
            updated_at=told,
            source=_APPLICATION,
            bank_value_changed_at=phone_changed_at_bank if field is ContactField.PHONE else None,
        )
        for field, value in values
    )
