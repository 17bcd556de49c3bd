"""What a lender publishes about itself, and the lender file that is the root of trust for it."""

from __future__ import annotations

import zoneinfo
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract import strict_json
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.fields import Count, CurrencyCode, Identifier, LongText, ShortText

DISCOVERY_PATH = "/.well-known/borrower-app"
Origin = Annotated[str, Meta(pattern=r"^https?://[A-Za-z0-9.\-\[\]:]{1,200}\Z")]
Issuer = Annotated[str, Meta(pattern=r"^https?://[A-Za-z0-9.\-\[\]:]{1,200}(/[A-Za-z0-9._~%/-]{0,500})?\Z")]
"""The issuer of a sign-in provider: an origin, and a path where one host serves several (RFC 8414, section 2)."""
ClientId = Annotated[str, Meta(pattern=r"^[!-~]{1,200}\Z")]
REDIRECT_PATH: Final = "/callback"
"""What a provider is told to allow: always the same, because only the port may vary (RFC 8252, section 7.3)."""
RedirectPath = Annotated[str, Meta(pattern=r"^/[A-Za-z0-9._~/-]{0,200}\Z")]
WallTime = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-4]):[0-5][0-9]\Z")]


class LenderFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a lender is known (DESIGN section 4, trust root): shipped with the app or entered by the user's own hand."""

    lender_id: Identifier
    name: ShortText
    origin: Origin
    token_origin: Origin
    """Where sign-in and tokens come from."""
    client_id: ClientId = "borrower-app"
    """The name under which the provider knows this app; it is public, no secret belongs to it (RFC 8252, 8.4)."""
    redirect_path: RedirectPath | None = None
    """The path of the loopback redirect, as the provider has it on its list; None: `REDIRECT_PATH`."""
    card_origin: Origin
    """The only host that ever receives a card number."""
    ca_certificate: LongText | None = None
    """PEM text; when present only certificates under this authority are trusted."""


class PayByHand(Struct, frozen=True, kw_only=True):
    """One way to pay an installment by hand that the lender itself names."""

    name: ShortText
    how: LongText
    available_until: WallTime | None = None
    """Time of day in the lender's zone until which a payment counts for that day."""


class ComplaintRoute(Struct, frozen=True, kw_only=True):
    """Where a complaint can go; `answer_days` is the legal or promised limit in days."""

    name: ShortText
    contact: ShortText
    answer_days: Count | None = None


class PageLimits(Struct, frozen=True, kw_only=True):
    """Bounds of `GET /v1/changes`."""

    default: Annotated[int, Meta(ge=1, le=1_000)]
    maximum: Annotated[int, Meta(ge=1, le=1_000)]


class Discovery(Struct, frozen=True, kw_only=True):
    """The answer of `GET /.well-known/borrower-app`. It may narrow the lender file's hosts, never widen them."""

    contract_version: Literal[1]
    lender_id: Identifier
    name: ShortText
    hotline: ShortText
    hotline_hours: ShortText | None = None
    zone: ShortText
    """IANA name of the zone in which due dates are calendar dates."""
    currency: CurrencyCode
    issuer: Issuer
    """The sign-in provider; its origin is the lender file's token origin."""
    capabilities: tuple[ShortText, ...] = ()
    idempotency_retention_seconds: Annotated[int, Meta(ge=1, le=366 * 86_400)]
    page_limits: PageLimits
    link_hosts: tuple[ShortText, ...] = ()
    complaint_routes: tuple[ComplaintRoute, ...] = ()
    pay_by_hand: tuple[PayByHand, ...] = ()


class KeptDiscovery(Discovery, frozen=True, kw_only=True):
    """A description as it is kept: with the last zone that is known where the lender now names another."""

    unknown_zone: ShortText | None = None
    """What the lender named and this computer does not know; None: the zone is the lender's word."""


_KEPT_DECODER = msgspec.json.Decoder(KeptDiscovery)
_DISCOVERY_DECODER = msgspec.json.Decoder(Discovery)
_LENDER_FILE_DECODER = msgspec.json.Decoder(LenderFile)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as they stand in it; "" for what is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""


def decode_discovery(body: bytes) -> Discovery:
    """Scan and decode; raises ContractViolation."""
    strict_json.scan(body)
    return strict_json.decode(body, _DISCOVERY_DECODER)


def decode_kept_discovery(body: bytes) -> KeptDiscovery:
    """What `discovery_to_keep` made, or a description as an earlier version kept it; raises ContractViolation."""
    return strict_json.decode(body, _KEPT_DECODER)


def discovery_to_keep(body: bytes, before: KeptDiscovery | None) -> bytes:
    """The received description in the form it is kept in; raises ContractViolation.

    `before` is what is kept so far: its zone stays in force where the new one is unknown, its lender and currency may
    not change.
    """
    told = decode_discovery(body)
    if before is not None and told.lender_id != before.lender_id:
        raise ContractViolation("the lender calls itself another one than before")
    if before is not None and told.currency != before.currency:
        raise ContractViolation("the lender counts in another currency than before")
    if is_known_zone(told.zone):
        return body
    if before is None or not is_known_zone(before.zone):
        raise ContractViolation("the lender's zone is not one of the IANA list")
    members = {name: getattr(told, name) for name in Discovery.__struct_fields__}
    return msgspec.json.encode(KeptDiscovery(**{**members, "zone": before.zone, "unknown_zone": told.zone}))


def is_known_zone(name: str) -> bool:
    """Whether a zone is one of the IANA list, as this computer or the package tzdata holds it."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def decode_lender_file(body: bytes) -> LenderFile:
    """Scan and decode; raises ContractViolation."""
    strict_json.scan(body)
    return strict_json.decode(body, _LENDER_FILE_DECODER)
