"""The words of the trade, each with one sentence anyone understands; said through the catalogue."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

TermGroup = Literal["loan", "payment", "debit", "trouble", "safety"]


class Term(Struct, frozen=True):
    """A word and what it means, both as the catalogue knows them."""

    word: str
    meaning: str
    group: TermGroup


def _n(message: str) -> str:
    """Marks a text for the catalogue; it is said later."""
    return message


def _group(group: TermGroup, **terms: tuple[str, str]) -> dict[str, Term]:
    return {name: Term(word, meaning, group) for name, (word, meaning) in terms.items()}


_LOAN: Final = _group(
    "loan",
    principal=(_n("principal"), _n("The money that was lent, without interest.")),
    interest=(
        _n("interest"),
        _n("What the lender charges for the money it lent: by the rate, on the principal that is still owed."),
    ),
    balance=(_n("principal left"), _n("What you still owe after that payment, without interest to come.")),
    yearly_rate=(_n("yearly rate"), _n("The interest of a year in per cent of the principal that is still owed.")),
    fixed_rate=(_n("fixed rate"), _n("A rate that stays the same to the end, whatever the market does.")),
    floating_rate=(_n("floating rate"), _n("A rate that follows a published one and is set anew on agreed days.")),
    LPR=(_n("LPR"), _n("The loan market rate that is published every month; your rate follows it.")),
    basis_point=(_n("basis points"), _n("One hundredth of a per cent: 90 basis points are 0.90%.")),
    markup=(_n("markup"), _n("What your contract adds to the LPR, or takes off; it stays when the LPR changes.")),
    repricing=(_n("repricing"), _n("The day on which your rate is set anew by the market rate of the time.")),
    forecast=(_n("forecast"), _n("Computed at today's rate: it changes when your rate is set anew.")),
    simple_cost=(_n("simple yearly cost"), _n("All interest and fees as a rate a year, without interest on interest.")),
    irr=(
        _n("compounded yearly cost (IRR)"),
        _n("The same, with interest on interest: the figure to compare loans by."),
    ),
    day_count=(_n("day count"), _n("How the days of a period become interest: by months, or days of 360 or 365.")),
    combined=(_n("combined loan"), _n("One home, two loans: part from the housing fund, part from a bank.")),
    housing_fund=(_n("housing fund loan"), _n("A home loan from the housing provident fund, at the fund's own rate.")),
    commercial=(_n("commercial loan"), _n("A home loan of a bank's own money, at the market's rate.")),
    consumer=(_n("consumer loan"), _n("A loan for purchases or living, without a home as security.")),
    security=(_n("mortgage as security"), _n("The home stands for the loan until it is repaid.")),
    co_borrower=(_n("co-borrower"), _n("Somebody who signed the loan with you and owes all of it, too.")),
    guarantor=(_n("guarantor"), _n("Somebody who has to pay if you do not.")),
    settled=(_n("settled"), _n("Everything is repaid: principal, interest and fees.")),
    settlement_proof=(
        _n("proof of settlement"),
        _n("The lender's paper that nothing is owed any more; keep it, the home's security is released with it."),
    ),
)

_PAYMENT: Final = _group(
    "payment",
    installment=(_n("installment"), _n("One row of the schedule: what is due on one day.")),
    payment=(_n("payment"), _n("What you pay each time: principal and interest together.")),
    due_date=(_n("due date"), _n("The day by which an installment has to be paid.")),
    equal_installment=(
        _n("equal installments"),
        _n("You pay the same every month; interest gets less over time."),
    ),
    equal_principal=(
        _n("equal principal"),
        _n("You repay the same principal every month; payments get smaller."),
    ),
    flat=(_n("flat interest"), _n("Every payment holds interest on the whole first amount, whatever is repaid.")),
    interest_only=(_n("interest first"), _n("You pay interest each time and all the principal at the end.")),
    bullet=(_n("all at the end"), _n("You pay nothing until the end, then principal and interest at once.")),
    prepayment=(_n("paying early"), _n("Paying back principal before it is due, on top of the installment.")),
    shorter=(_n("shorter term"), _n("After paying early: the same payment each month, and fewer of them.")),
    smaller=(_n("smaller payment"), _n("After paying early: the same last day, and less each month.")),
    early_fee=(_n("fee for paying early"), _n("What the contract may charge for paying early.")),
    guarantee_fee=(_n("guarantee fee"), _n("Money for a company that stands in for you; it repays no principal.")),
    fund_offset=(_n("housing fund offset"), _n("Your savings in the fund pay part of the installment each month.")),
)

_DEBIT: Final = _group(
    "debit",
    automatic_debit=(_n("automatic debit"), _n("The lender takes the installment from your card by itself.")),
    debit_day=(_n("debit day"), _n("The day on which the lender takes it; often the due date.")),
    repayment_card=(_n("repayment card"), _n("The card from which installments are taken.")),
    mandate=(_n("mandate"), _n("Your consent that the lender may debit your card for this loan.")),
    single_limit=(_n("limit a debit"), _n("The most that may be debited at once under your consent.")),
    daily_limit=(_n("daily limit"), _n("The most that may leave the card in one day, all payments together.")),
    class_one=(_n("class I account"), _n("A full bank account: the caps of class II do not hold for it.")),
    class_two=(
        _n("class II account"),
        _n("A bank account with a daily cap on payments to others, often opened online."),
    ),
    channel=(_n("payment channel"), _n("The network that carries the debit from the lender to the card's bank.")),
    retry=(_n("debit again"), _n("A second try for the same installment, on the same day or later.")),
    part_debit=(_n("part debit"), _n("Only some of the amount was taken; the rest is still owed.")),
    posted=(_n("posted"), _n("The lender has entered your money for the installment: it is paid.")),
    reversal=(_n("reversal"), _n("Money that was taken goes back to the card; the installment is open again.")),
    duplicate=(_n("taken twice"), _n("The same installment was debited two times; one of them goes back to you.")),
    risk_control=(_n("risk control"), _n("A bank's own checks; they may stop a payment until it was looked at.")),
    frozen=(_n("frozen account"), _n("The bank lets no money leave the account, or only at a branch.")),
    reported_lost=(
        _n("reported lost"),
        _n("A card that was reported as lost pays nothing any more; a new one is needed."),
    ),
)

_TROUBLE: Final = _group(
    "trouble",
    grace=(_n("days of grace"), _n("Days after the due date in which paying still counts as on time.")),
    overdue=(_n("overdue"), _n("Not paid when the due date and all days of grace are over.")),
    penalty=(_n("penalty interest"), _n("Extra interest on an amount that is paid late, as the contract says.")),
    order=(_n("order of posting"), _n("What a part payment settles first: fees, interest, or principal.")),
    credit_record=(
        _n("credit record"),
        _n("What the national credit bureau keeps about loans and late payments."),
    ),
    objection=(_n("objection"), _n("Your written word that something in your credit record is wrong.")),
    hardship=(_n("request for more time"), _n("You ask the lender for other terms because money is short for a time.")),
    extension=(_n("extension"), _n("A later last day of the loan, agreed with the lender before the old one.")),
    waiver=(_n("waiver"), _n("The lender gives up a charge, such as penalty interest.")),
    collection=(_n("collection"), _n("Calls and letters because of an overdue amount, by the lender or for it.")),
    complaint=(_n("complaint"), _n("You tell the lender, and then who oversees it, that something went wrong.")),
)

_SAFETY: Final = _group(
    "safety",
    verification_code=(
        _n("verification code"),
        _n("Digits sent to your phone that stand for your signature: type them in the app, tell them to nobody."),
    ),
    safe_account=(_n("“safe account”"), _n("There is none. Whoever asks you to move money there is a fraudster.")),
    screen_sharing=(
        _n("screen sharing"),
        _n("The other side sees what you see, codes as well. Leaving the call alone may not end it."),
    ),
    watchword=(_n("watchword"), _n("Four digits by which you find out whether a caller is really your lender.")),
    card_tail=(_n("last four digits"), _n("Enough to know which card is meant; nobody can pay with them.")),
)

TERMS: Final = {**_LOAN, **_PAYMENT, **_DEBIT, **_TROUBLE, **_SAFETY}
"""Every word by its name in the code, in the order in which a beginner meets them."""
