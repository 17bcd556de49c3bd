"""How a lender becomes known: shipped with the app, from a file, or by an address entered by hand (trust root)."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from urllib.parse import urlsplit

from borrower_app import resource_files
from borrower_app.contract.discovery import LenderFile, decode_lender_file
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.file_trouble import unusable_file


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


def lender_at(base_url: str, ca_file: Path | None = None) -> LenderFile:
    """A lender entered by hand with one origin for everything; raises WrongUse for any address but https://host[:port].

    Plain http is taken for 127.0.0.1 and ::1 only.
    """
    parts = urlsplit(base_url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    host = parts.hostname or ""
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not host or extra or port == -1:
        raise WrongUse(
            FailureCode.WRONG_USE, f"--base-url {base_url}: an address such as https://bank.example is expected"
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise WrongUse(FailureCode.PLAIN_HTTP, address=base_url)
    shown = f"[{host}]" if ":" in host else host
    origin = f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")
    certificate = None
    if ca_file is not None:
        try:
            certificate = ca_file.read_text(encoding="ascii")
        except OSError as error:
            raise unusable_file(ca_file, error) from error
        except UnicodeDecodeError as error:
            raise WrongUse(FailureCode.FILE_CONTENT, file=str(ca_file), reason="no PEM certificate") from error
    identifier = re.sub(r"[^A-Za-z0-9.-]", "-", f"{host}-{port or ''}").strip("-.")[:80]
    return LenderFile(
        lender_id=identifier,
        name=host,
        origin=origin,
        token_origin=origin,
        card_origin=origin,
        ca_certificate=certificate,
    )
