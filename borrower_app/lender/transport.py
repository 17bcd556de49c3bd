"""One HTTP exchange with the lender, within bounds that nobody outside this computer can move.

Redirects refused, hosts allow-listed, proxies and certificate settings of the environment ignored, one deadline over
connection, headers and body together, decoded size capped, length or chunking demanded, no cookies.
"""

from __future__ import annotations

import contextlib
import email.utils
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
import urllib3.exceptions

from borrower_app import clock
from borrower_app.contract.discovery import LenderFile
from borrower_app.failures import BadServerData, Failure, FailureCode, Offline, WrongUse
from borrower_app.lender.answer_body import read_body
from borrower_app.lender.connection import PinnedAdapter, Wire, tls_context
from borrower_app.lender.lender_files import is_loopback
from borrower_app.lender.proxies import system_proxy

CAP = 16 * 1024 * 1024
"""Bytes of a page of changes, unpacked."""
SMALL_CAP = 1024 * 1024
"""Bytes of any other answer."""
_BUSY_CAP = 64 * 1024
CONNECT_SECONDS = 5.0
DEADLINE_SECONDS = 30.0
JSON_TYPES = frozenset({"application/json", "application/problem+json"})
_BUSY_BELOW_500 = frozenset({408, 425, 429})


def is_busy(status: int) -> bool:
    """Whether a status says "not now", whoever on the way has said it: the lender, a gateway, a portal."""
    return status >= 500 or status in _BUSY_BELOW_500


class RequestCancelled(Exception):
    """The user ended the exchange; nothing is known of the request that was under way."""


class Unanswered(Exception):
    """No whole, well-formed answer came. `sent`: bytes of the request left this computer, so it may have had effect."""

    def __init__(self, failure: Failure, *, sent: bool) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.sent = sent


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A whole answer. Header names are lower case; `clock_difference` is this clock minus the lender's, in seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    clock_difference: float | None


class Transport:
    """Use from one thread at a time; `cut` may come from any."""

    def __init__(
        self,
        lender: LenderFile,
        *,
        deadline: float = DEADLINE_SECONDS,
        wall_clock: Callable[[], float] = clock.seconds,
        uses_proxy: Callable[[], bool] = lambda: False,
    ) -> None:
        """`uses_proxy`: whether the user has switched the system's proxy on; asked before each exchange.

        Raises WrongUse when the pinned certificate can't be read.
        """
        self._origins = {lender.origin, lender.token_origin, lender.card_origin}
        for origin in self._origins:
            _refuse_plain_http(origin)
        self._deadline = deadline
        self._wall_clock = wall_clock
        self._uses_proxy = uses_proxy
        self._wire = Wire()
        self._cancelled = threading.Event()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        try:
            context = tls_context(lender.ca_certificate)
        except OSError as error:
            raise WrongUse(FailureCode.FILE_CONTENT, str(error), file="CA", reason="no PEM certificate") from error
        adapter = PinnedAdapter(context, self._wire)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def close(self) -> None:
        """Close idle connections."""
        self._session.close()

    def cancel(self) -> None:
        """End the running exchange and refuse further ones."""
        self._cancelled.set()
        self._wire.cut()

    def exchange(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        most: int = CAP,
    ) -> HttpAnswer:
        """One request, one answer of at most `most` bytes; raises Unanswered, or RequestCancelled after `cancel`.

        The page of a gateway that says "not now" is an answer without a body, whatever its media type.
        """
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in self._origins:
            raise Unanswered(BadServerData(FailureCode.BAD_ANSWER, "a host outside the lender file"), sent=False)
        if self._cancelled.is_set():
            raise RequestCancelled
        self._wire.begin()
        timer = threading.Timer(self._deadline, self._wire.cut)
        timer.daemon = True
        timer.name = "deadline"
        timer.start()
        try:
            with self._translated():
                return self._exchange(method, url, body, headers or {}, most)
        finally:
            timer.cancel()
            timer.join()

    def _exchange(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], most: int) -> HttpAnswer:
        begun = self._wall_clock()
        own = {
            "Accept": "application/json, application/problem+json",
            "Accept-Encoding": "gzip, identity",
            "User-Agent": "borrower-app",
            "X-Request-Id": secrets.token_hex(8),
        }
        with self._session.request(
            method,
            url,
            data=body,
            headers={**own, **headers},
            stream=True,
            allow_redirects=False,
            proxies=self._proxies(url),
            timeout=(min(CONNECT_SECONDS, self._deadline), self._deadline),
        ) as response:
            if 300 <= response.status_code < 400:
                raise Offline(FailureCode.REDIRECTED)
            names = {name.lower(): value for name, value in response.headers.items()}
            content = _busy_body(response, names) if is_busy(response.status_code) else _body(response, names, most)
        ended = self._wall_clock()
        if self._cancelled.is_set():
            raise RequestCancelled
        difference = _clock_difference(names.get("date"), begun, ended)
        return HttpAnswer(response.status_code, names, content, difference)

    def _proxies(self, url: str) -> dict[str, str]:
        proxy = system_proxy(url) if self._uses_proxy() else None
        return {"https": proxy} if proxy is not None else {}

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the libraries' errors into ours, once."""
        try:
            yield
        except Failure as failure:
            if self._cancelled.is_set():
                raise RequestCancelled from failure
            # A head that we cut off ourselves reads like a whole one to the library.
            told = Offline(FailureCode.TOO_SLOW) if self._wire.is_cut else failure
            raise Unanswered(told, sent=self._wire.sent) from failure
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            if self._cancelled.is_set():
                raise RequestCancelled from error
            raise Unanswered(self._failure(error), sent=self._wire.sent) from error

    def _failure(self, error: Exception) -> Failure:
        if self._wire.is_cut or isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
            return Offline(FailureCode.TOO_SLOW)
        if isinstance(error, requests.exceptions.ProxyError):
            return Offline(FailureCode.PROXY_UNUSABLE)
        if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError):
            return Offline(FailureCode.TLS_REFUSED, type(error).__name__)
        return Offline(FailureCode.UNREACHABLE, type(error).__name__)


def _refuse_plain_http(origin: str) -> None:
    parts = urlsplit(origin)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise WrongUse(FailureCode.PLAIN_HTTP, address=origin)


def _body(response: requests.Response, names: Mapping[str, str], most: int) -> bytes:
    content = read_body(response, names, most)
    media_type = names.get("content-type", "").partition(";")[0].strip().lower()
    if content and media_type not in JSON_TYPES:
        raise BadServerData(FailureCode.BAD_ANSWER, f"content type {media_type[:80]}")
    return content


def _busy_body(response: requests.Response, names: Mapping[str, str]) -> bytes:
    """The problem document where there is one; a page for people, or half of one, says no more than the status does."""
    try:
        return _body(response, names, _BUSY_CAP)
    except (BadServerData, requests.RequestException, urllib3.exceptions.HTTPError, OSError):
        return b""


def _clock_difference(date: str | None, begun: float, ended: float) -> float | None:
    """This clock minus the `Date` header, which has whole seconds: its middle is taken."""
    if date is None:
        return None
    try:
        lender = email.utils.parsedate_to_datetime(date).timestamp() + 0.5
    except (TypeError, ValueError, OverflowError):
        return None
    return (begun + ended) / 2 - lender
