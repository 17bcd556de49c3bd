"""The proxy that this computer's settings name, where the user has switched it on (offices let nothing else out).

A proxy carries encrypted bytes to the lender's own server and back: whom we trust does not change. Nothing that goes to
this computer itself ever goes through one.
"""

from __future__ import annotations

import urllib.request
from typing import Final
from urllib.parse import urlsplit

from borrower_app.failures import FailureCode, Offline
from borrower_app.lender.lender_files import is_loopback

_KIND: Final = "http"


def system_proxy(url: str) -> str | None:
    """The proxy for an address, None for the direct way; raises Offline PROXY_UNUSABLE for one of an unknown kind."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or is_loopback(host) or host == "localhost" or urllib.request.proxy_bypass(host):
        return None
    named = urllib.request.getproxies()
    proxy = named.get("https") or named.get("all")
    if not proxy:
        return None
    if "://" not in proxy:
        proxy = f"{_KIND}://{proxy}"
    if urlsplit(proxy).scheme != _KIND or not urlsplit(proxy).hostname:
        raise Offline(FailureCode.PROXY_UNUSABLE, "another kind than http")
    return proxy
