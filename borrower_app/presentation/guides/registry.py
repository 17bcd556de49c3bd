"""All guides by their screen code."""

from __future__ import annotations

from typing import Final

from borrower_app.presentation.guides.ask_prepayment import ASK_PREPAYMENT
from borrower_app.presentation.guides.ask_retry import ASK_RETRY
from borrower_app.presentation.guides.change_card import CHANGE_CARD
from borrower_app.presentation.guides.change_contact import CHANGE_CONTACT
from borrower_app.presentation.guides.confirm_details import CONFIRM_DETAILS
from borrower_app.presentation.guides.end_mandate import END_MANDATE
from borrower_app.presentation.guides.guide import Guide
from borrower_app.presentation.guides.money_in import MONEY_IN
from borrower_app.presentation.guides.sign_mandate import SIGN_MANDATE

GUIDES: Final[dict[str, Guide]] = {
    guide.code: guide
    for guide in (
        CHANGE_CARD,
        SIGN_MANDATE,
        END_MANDATE,
        ASK_RETRY,
        MONEY_IN,
        CHANGE_CONTACT,
        CONFIRM_DETAILS,
        ASK_PREPAYMENT,
    )
}
