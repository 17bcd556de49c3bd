"""How a lender becomes known: shipped with the app, from a file, or by an address entered by hand (trust root)."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from borrower_app import resource_files
from borrower_app.contract.discovery import ClientId, LenderFile, RedirectPath, decode_lender_file
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.file_trouble import unusable_file
from borrower_app.settings import SignInOptions


def is_loopback(host: str) -> bool:
    """Whether a host is this computer by number; names are not trusted to be."""
    try:
        return ipaddress.ip_address(host.strip("[]")) in (
            ipaddress.ip_address("127.0.0.1"),
            ipaddress.ip_address("::1"),
        )
    except ValueError:
        return False


def shipped_lenders() -> tuple[LenderFile, ...]:
    """The lender files that come with the app, by name."""
    folder = resource_files.path_of("lenders")
    return tuple(decode_lender_file(path.read_bytes()) for path in sorted(folder.glob("*.json")))


def lender_at(base_url: str, ca_file: Path | None = None, sign_in: SignInOptions | None = None) -> LenderFile:
    """A lender entered by hand; one origin for everything but what `sign_in` names otherwise.

    Raises WrongUse for any address but https://host[:port] (plain http is taken for 127.0.0.1 and ::1 only) and for a
    client id or a path that can't be one.
    """
    sign_in = sign_in or SignInOptions()
    origin, host, port = _origin("--base-url", base_url)
    identifier = re.sub(r"[^A-Za-z0-9.-]", "-", f"{host}-{port or ''}").strip("-.")[:80]
    lender = LenderFile(
        lender_id=identifier,
        name=host,
        origin=origin,
        token_origin=origin,
        card_origin=origin,
        ca_certificate=_certificate(ca_file) if ca_file is not None else None,
    )
    return with_sign_in(lender, sign_in)


def with_sign_in(lender: LenderFile, sign_in: SignInOptions) -> LenderFile:
    """The same lender with what the options name otherwise; raises WrongUse for what can't be one of these."""
    changes: dict[str, str] = {}
    if sign_in.token_origin is not None:
        changes["token_origin"] = _origin("--token-origin", sign_in.token_origin)[0]
    if sign_in.client_id is not None:
        changes["client_id"] = _fitting("--client-id", sign_in.client_id, ClientId)
    if sign_in.redirect_path is not None:
        changes["redirect_path"] = _fitting("--redirect-path", sign_in.redirect_path, RedirectPath)
    return msgspec.structs.replace(lender, **changes)


def _fitting(option: str, value: str, kind: object) -> str:
    try:
        return str(msgspec.convert(value, kind))
    except msgspec.ValidationError as error:
        raise WrongUse(FailureCode.WRONG_USE, f"{option} {value[:80]}: this can't be one") from error


def _origin(option: str, address: str) -> tuple[str, str, int | None]:
    """Origin, host and port of an address typed by hand; raises WrongUse."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = -1
    host = parts.hostname or ""
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not host or extra or port == -1:
        raise WrongUse(
            FailureCode.WRONG_USE, f"{option} {address}: an address such as https://bank.example is expected"
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise WrongUse(FailureCode.PLAIN_HTTP, address=address)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else ""), host, port


def _certificate(ca_file: Path) -> str:
    """PEM text; raises WrongUse."""
    try:
        return ca_file.read_text(encoding="ascii")
    except OSError as error:
        raise unusable_file(ca_file, error) from error
    except UnicodeDecodeError as error:
        raise WrongUse(FailureCode.FILE_CONTENT, file=str(ca_file), reason="no PEM certificate") from error
