"""What a browser and the person before it do in a sign-in, by real HTTP on loopback: pages, cookies, forms, redirects.

`python -m tests.support.browser ADDRESS` does it once as a program, for the command line's `BROWSER`.
"""

from __future__ import annotations

import http.client
import re
import sys
import threading
import urllib.parse
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from borrower_app.lender.browser_trip import BrowserTrip

PERSON = "practice person"
MOST_REDIRECTS = 5


@dataclass
class Page:
    """What stands before the person: its address, status, headers and HTML."""

    address: str
    status: int
    headers: dict[str, str]
    html: str


class _Form(HTMLParser):
    """The one form of a page: where it goes, its fields, its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.fields: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            assert told["method"] == "post"
            self.action = told["action"]
        elif tag == "input":
            self.fields[told["name"]] = told.get("value", "")
        elif tag == "button":
            self.buttons.append((told["name"], told["value"]))


@dataclass
class Browser:
    """Keeps cookies by host and port, follows redirects with GET as browsers do, never runs scripts."""

    language: str = "zh-CN"
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """GET a page; a file of this computer's may lead on by itself."""
        if address.startswith("file://"):
            self.visited.append(address)
            address = leads_to(address)
        return self._follow("GET", address, None)

    def peek(self, address: str) -> Page:
        """What one address answers, without following."""
        return self._exchange("GET", address, None)

    def submit(self, page: Page, button: str, **typed: str) -> Page:
        """Press a button of the page's form."""
        form = _Form()
        form.feed(page.html)
        assert form.action is not None, page.html
        name = next(name for name, value in form.buttons if value == button)
        known = {field: value for field, value in typed.items() if field in form.fields}
        body = urllib.parse.urlencode({**form.fields, **known, name: button}).encode()
        return self._follow("POST", urllib.parse.urljoin(page.address, form.action), body)

    def sign_in(self, address: str, button: str = "approve", login: str = PERSON) -> Page:
        """Do what a person does: look, fill in a name where one is asked for, press a button; the last page."""
        page = self.open(address)
        return self.submit(page, button, login=login) if "<form" in page.html else page

    def _follow(self, method: str, address: str, body: bytes | None) -> Page:
        for _ in range(MOST_REDIRECTS):
            page = self._exchange(method, address, body)
            if page.status not in (301, 302, 303):
                return page
            address, method, body = urllib.parse.urljoin(address, page.headers["location"]), "GET", None
        raise AssertionError("too many redirects")

    def _exchange(self, method: str, address: str, body: bytes | None) -> Page:
        self.visited.append(address)
        parts = urllib.parse.urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        headers = {"Accept-Language": self.language, "Accept": "text/html"}
        jar = self.cookies.setdefault(parts.netloc, {})
        if jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers)
            reply = connection.getresponse()
            told = {name.lower(): value for name, value in reply.getheaders()}
            html = reply.read().decode()
        finally:
            connection.close()
        if "set-cookie" in told:
            name, _, value = told["set-cookie"].partition(";")[0].partition("=")
            jar[name] = value
        return Page(address, reply.status, told, html)


def leads_to(file_address: str) -> str:
    """Where a page on this computer leads by itself, and by a press: the same place."""
    html = Path(urllib.parse.unquote(urllib.parse.urlsplit(file_address).path)).read_text(encoding="utf-8")
    [place] = re.findall(r'<meta http-equiv="refresh" content="0;url=([^"]+)">', html)
    assert set(re.findall(r'href="([^"]+)"', html)) == {place}
    return str(unescape(place))


class BrowserProgram:
    """Opens addresses beside the app as the real one does; `pages` holds the last page of each sign-in."""

    def __init__(self, browser: Browser | None = None, button: str = "approve") -> None:
        self.browser = browser or Browser()
        self.button = button
        self.addresses: list[str] = []
        self.trips: list[BrowserTrip] = []
        self.pages: list[Page] = []
        self._threads: list[threading.Thread] = []

    def __call__(self, trip: BrowserTrip) -> bool:
        """Take the way through the private page, in a thread of its own."""
        self.addresses.append(trip.address)
        thread = threading.Thread(target=self._work, args=(trip.page(),), name="browser", daemon=True)
        thread.start()
        self._threads.append(thread)
        return True

    def show(self, trip: BrowserTrip) -> None:
        """The same for those who do not ask whether it worked."""
        self(trip)

    def join(self) -> None:
        """Wait until every page is there."""
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive()
        self._threads.clear()

    def _work(self, address: str) -> None:
        self.pages.append(self.browser.sign_in(address, self.button))


if __name__ == "__main__":
    last = Browser().sign_in(sys.argv[-1], sys.argv[1] if len(sys.argv) > 2 else "approve")
    raise SystemExit(0 if last.status == 200 else 1)
