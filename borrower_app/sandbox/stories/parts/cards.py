"""Repayment cards and debit authorisations of the stories: a token, last four digits and a made-up term."""

from __future__ import annotations

import datetime as dt

from borrower_app.lending.money import Money
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.enums import AccountClass, Holder, InstrumentStatus, MandateStatus
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME
from borrower_app.sandbox.stories.parts.story_day import StoryDay, month_end
from borrower_app.sandbox.stories.parts.wording import yuan

ICBC = "工商银行"


def card(
    day: StoryDay,
    loan_ids: tuple[str, ...],
    *,
    id: str = "card-1234",  # noqa: A002 - the record's own member name
    last4: str = "1234",
    bank: str = ICBC,
    account_class: AccountClass = AccountClass.UNKNOWN,
    same_bank_as_lender: bool = False,
    holder: Holder = Holder.BORROWER,
    holder_name: str | None = None,
    status: InstrumentStatus = InstrumentStatus.ACTIVE,
    expires_on: dt.date | None = None,
    bank_single_limit: Money | None = None,
    bank_daily_limit: Money | None = None,
    since: dt.date | None = None,
) -> Instrument:
    """A card that pays `loan_ids`; without `expires_on` it is valid for more than two years.

    `since` is the date from which it pays them (None: from the start of the usual mortgage).
    """
    return Instrument(
        id=id,
        last4=last4,
        bank=bank,
        account_class=account_class,
        same_bank_as_lender=same_bank_as_lender,
        holder=holder,
        holder_name=holder_name,
        status=status,
        expires_on=expires_on or month_end(day.months(28)),
        effective_from=since or day.months(-35),
        loan_ids=loan_ids,
        bank_single_limit=bank_single_limit,
        bank_daily_limit=bank_daily_limit,
    )


def mandate(
    day: StoryDay,
    loan_ids: tuple[str, ...],
    instrument_id: str = "card-1234",
    *,
    id: str = "mandate-2207",  # noqa: A002 - the record's own member name
    label: str = "代扣授权 WT-2207",
    payee: str = LENDER_NAME,
    purpose: str = "商业贷款还款",
    status: MandateStatus = MandateStatus.ACTIVE,
    single_limit: Money | None = None,
    daily_limit: Money | None = None,
    valid_until: dt.date | None = None,
    revoked_on: dt.date | None = None,
    revoked_by: str | None = None,
    signed_on: dt.date | None = None,
) -> Mandate:
    """An authorisation signed with the loan; without `single_limit` one debit may take 10,000.00 元."""
    return Mandate(
        id=id,
        label=label,
        loan_ids=loan_ids,
        instrument_id=instrument_id,
        payee=payee,
        purpose=purpose,
        status=status,
        signed_on=signed_on or day.months(-35),
        valid_until=valid_until or day.months(38),
        single_limit=single_limit or yuan("10000.00"),
        daily_limit=daily_limit,
        revoked_on=revoked_on,
        revoked_by=revoked_by,
        how_to_end="在示例银行手机银行「我的授权」里终止，或拨打 955XX；终止后，到期的月供要您自己按时还。",
    )
