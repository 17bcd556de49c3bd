"""What the terms leave open and the audit may search."""

from __future__ import annotations

from msgspec import Struct


class Unknown(Struct, frozen=True):
    """What the terms do not say and the audit may search: True = search, False = the terms are taken as they are."""

    day_count: bool = True
    installment: bool = True
    installment_unit: bool = True
    interest: bool = True
    first_period: bool = True
    broken_period: bool = True
    payment_rule: bool = True
