"""The authorisation server's page for the browser: request, login, yes or no, and codes bound to their request."""

from __future__ import annotations

import base64
import hashlib
import secrets
import urllib.parse
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.wire import SMALL
from tests.support.browser import Browser, Page
from tests.support.sandbox_process import Answer, SandboxProcess

REDIRECT = "http://127.0.0.1:9/waiting-app"
VERIFIER = "verifier-of-at-least-forty-three-characters-0123456789"


@pytest.fixture(scope="module")
def asking() -> Iterator[SandboxProcess]:
    """A lender that asks the person; tests leave its clock alone."""
    with SandboxProcess("small", program=SMALL, approve_devices=False) as sandbox:
        yield sandbox


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def members(**changes: str | None) -> dict[str, str]:
    wanted: dict[str, str | None] = {
        "response_type": "code",
        "client_id": "borrower-app",
        "redirect_uri": REDIRECT,
        "state": secrets.token_hex(8),
        "code_challenge": challenge(VERIFIER),
        "code_challenge_method": "S256",
        "scope": "borrower",
        **changes,
    }
    return {name: value for name, value in wanted.items() if value is not None}


class StoppingBrowser(Browser):
    """A browser that shows where the redirect to the app leads, without an app that listens there."""

    def _exchange(self, method: str, address: str, body: bytes | None) -> Page:
        if address.startswith(REDIRECT):
            return Page(address, 200, {}, "")
        return super()._exchange(method, address, body)


def address(sandbox: SandboxProcess, **changes: str | None) -> str:
    return f"{sandbox.base_url}/oauth/authorize?{urllib.parse.urlencode(members(**changes))}"


def told(page: Page) -> dict[str, str]:
    """The members that the redirect carries; AssertionError when the page is not the redirect's."""
    assert page.address.startswith(REDIRECT + "?"), page
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.address).query, strict_parsing=True))


def redeem(sandbox: SandboxProcess, code: str, **changes: str) -> Answer:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": "borrower-app",
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return sandbox.form("/oauth/token", **{**form, **changes})


def a_code(sandbox: SandboxProcess, **changes: str | None) -> str:
    return told(StoppingBrowser().sign_in(address(sandbox, **changes)))["code"]


def works(sandbox: SandboxProcess, token: str) -> bool:
    return sandbox.get("/v1/changes?limit=1", token).status == 200


def test_the_metadata_tell_of_it(asking: SandboxProcess) -> None:
    metadata = asking.get("/.well-known/oauth-authorization-server").json()
    assert metadata["authorization_endpoint"] == asking.base_url + "/oauth/authorize"
    assert metadata["response_types_supported"] == ["code"]
    assert metadata["code_challenge_methods_supported"] == ["S256"]
    assert metadata["authorization_response_iss_parameter_supported"] is True
    assert "authorization_code" in metadata["grant_types_supported"]


@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN,zh", ("同意登录", "不要填真实资料")), ("en-GB", ("Agree and sign in", "practice"))]
)
def test_a_person_signs_in_and_agrees(asking: SandboxProcess, language: str, words: tuple[str, ...]) -> None:
    browser = StoppingBrowser(language)
    page = browser.open(address(asking, state="s t/1"))
    assert page.status == 200
    assert all(part in page.html for part in words)
    assert "<script" not in page.html
    assert page.headers["cache-control"] == "no-store"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    # Browsers hold the redirect of a form against this list, too.
    assert "form-action 'self' http://127.0.0.1:9" in policy
    answer = told(browser.submit(page, "approve", login="someone"))
    assert (answer["state"], answer["iss"]) == ("s t/1", asking.base_url)
    reply = redeem(asking, answer["code"])
    assert reply.status == 200
    assert reply.headers["cache-control"] == "no-store"
    tokens = reply.json()
    assert works(asking, tokens["access_token"])
    assert abs(tokens["auth_time"] - asking.now().timestamp()) < 30


def test_a_person_refuses(asking: SandboxProcess) -> None:
    answer = told(StoppingBrowser().sign_in(address(asking, state="x"), "deny"))
    assert answer == {"error": "access_denied", "state": "x", "iss": asking.base_url}


def test_nobody_is_signed_in_without_a_name(asking: SandboxProcess) -> None:
    browser = StoppingBrowser("en")
    page = browser.submit(browser.open(address(asking)), "approve", login="  ")
    assert page.status == 400
    assert "fill in a user name" in page.html


@pytest.mark.parametrize(
    "redirect",
    [
        "https://evil.example/",
        "http://localhost:1234/x",
        "http://127.0.0.1.evil.example:1/x",
        "http://127.0.0.1:70000/x",
        "http://127.0.0.1:1@evil.example/x",
        "http://127.0.0.1:1/x#y",
        "http://127.0.0.1:1/x?y=z",
        "http://127.0.0.1:1/x\r\nSet-Cookie: a=b",
        "borrower-app://x",
        "",
        None,
    ],
)
def test_a_redirect_that_is_not_loopback_leads_nowhere(asking: SandboxProcess, redirect: str | None) -> None:
    page = StoppingBrowser("en").open(address(asking, redirect_uri=redirect))
    assert page.status == 400
    assert "link is not right" in page.html
    assert "location" not in page.headers


@pytest.mark.parametrize("redirect", ["http://127.0.0.1:1/a", "http://127.0.0.1:65535/b/c", "http://[::1]:4321/d"])
def test_any_loopback_port_will_do(asking: SandboxProcess, redirect: str) -> None:
    assert StoppingBrowser().open(address(asking, redirect_uri=redirect)).status == 200


def test_an_unknown_client_is_told_to_nobody(asking: SandboxProcess) -> None:
    assert StoppingBrowser().open(address(asking, client_id="<b>")).status == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "too-short"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"prompt": "nonsense"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "none"}, "interaction_required"),
    ],
)
def test_errors_go_back_to_the_app(asking: SandboxProcess, changes: dict[str, str | None], error: str) -> None:
    answer = told(StoppingBrowser().open(address(asking, state="q", **changes)))
    assert answer == {"error": error, "state": "q", "iss": asking.base_url}


def test_a_doubled_parameter_is_an_error(asking: SandboxProcess) -> None:
    assert told(StoppingBrowser().open(address(asking) + "&scope=other"))["error"] == "invalid_request"


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "other"},
        {"redirect_uri": "http://127.0.0.1:10/waiting-app"},
        {"code_verifier": VERIFIER + "x"},
        {"code_verifier": "short"},
    ],
)
def test_a_code_is_bound_and_one_wrong_try_spends_it(asking: SandboxProcess, changes: dict[str, str]) -> None:
    code = a_code(asking)
    assert redeem(asking, code, **changes).json()["error"] == "invalid_grant"
    assert redeem(asking, code).json()["error"] == "invalid_grant"


def test_a_code_that_comes_twice_ends_the_sign_in(asking: SandboxProcess) -> None:
    code = a_code(asking)
    tokens = redeem(asking, code).json()
    assert works(asking, tokens["access_token"])
    assert redeem(asking, code).json()["error"] == "invalid_grant"
    assert not works(asking, tokens["access_token"])


def test_unknown_code_and_missing_member(asking: SandboxProcess) -> None:
    assert redeem(asking, "unknown").json()["error"] == "invalid_grant"
    answer = asking.form("/oauth/token", grant_type="authorization_code", code="x", client_id="borrower-app")
    assert answer.json()["error"] == "invalid_request"


def test_a_page_cannot_be_changed_or_kept() -> None:
    with SandboxProcess("small", program=SMALL, approve_devices=False) as sandbox:
        browser = StoppingBrowser("en")
        page = browser.open(address(sandbox))
        sealed = page.html.partition('name="request" value="')[2].partition('"')[0]
        content, _, mark = sealed.partition(".")
        other = base64.urlsafe_b64encode(base64.urlsafe_b64decode(content).replace(b":9/", b":8/")).decode()
        for request in (f"{other}.{mark}", sealed[:-1] + "!", "", "x", "é.ü"):
            assert sandbox.form("/oauth/authorize", request=request, decision="approve", login="x").status == 400
        assert "code" in told(browser.submit(page, "approve", login="x"))
        sandbox.move_clock(minutes=11)
        assert browser.submit(page, "approve", login="x").status == 400


class TestFresh:
    """What the browser remembers, and when the person has to prove anew who they are."""

    @pytest.fixture
    def sandbox(self) -> Iterator[SandboxProcess]:
        with SandboxProcess("small", program=SMALL, approve_devices=False) as sandbox:
            yield sandbox

    def sign_in(self, sandbox: SandboxProcess, browser: Browser, **changes: str | None) -> dict[str, Any]:
        result: dict[str, Any] = redeem(sandbox, told(browser.sign_in(address(sandbox, **changes)))["code"]).json()
        return result

    def test_a_remembered_person_is_not_asked_again(self, sandbox: SandboxProcess) -> None:
        browser = StoppingBrowser("en")
        first = self.sign_in(sandbox, browser)
        sandbox.move_clock(minutes=20)
        page = browser.open(address(sandbox))
        assert "You are signed in" in page.html
        assert escape("practice person") in page.html
        second = self.sign_in(sandbox, browser)
        assert second["auth_time"] == first["auth_time"]

    @pytest.mark.parametrize("changes", [{"prompt": "login"}, {"prompt": "login consent"}, {"max_age": "0"}])
    def test_but_is_when_the_app_wants_it(self, sandbox: SandboxProcess, changes: dict[str, str]) -> None:
        browser = StoppingBrowser("en")
        first = self.sign_in(sandbox, browser)
        sandbox.move_clock(minutes=20)
        assert "You are signed in" not in browser.open(address(sandbox, **changes)).html
        second = self.sign_in(sandbox, browser, **changes)
        assert second["auth_time"] >= first["auth_time"] + 20 * 60

    def test_max_age_counts_seconds(self, sandbox: SandboxProcess) -> None:
        browser = StoppingBrowser("en")
        self.sign_in(sandbox, browser)
        sandbox.move_clock(minutes=20)
        assert "You are signed in" in browser.open(address(sandbox, max_age="1800")).html
        assert "You are signed in" not in browser.open(address(sandbox, max_age="600")).html

    def test_a_code_ends_after_a_minute(self, sandbox: SandboxProcess) -> None:
        code = a_code(sandbox)
        sandbox.move_clock(seconds=61)
        assert redeem(sandbox, code).json()["error"] == "invalid_grant"

    def test_another_browsers_cookie_is_nobody(self, sandbox: SandboxProcess) -> None:
        browser = StoppingBrowser("en")
        self.sign_in(sandbox, browser)
        for jar in browser.cookies.values():
            for name in jar:
                jar[name] = "guessed"
        assert "You are signed in" not in browser.open(address(sandbox)).html


def test_what_is_typed_stays_text(asking: SandboxProcess) -> None:
    browser = StoppingBrowser("en")
    browser.sign_in(address(asking), login='"><script>alert(1)</script>')
    page = browser.open(address(asking))
    assert "<script" not in page.html
    assert "&lt;script&gt;" in page.html


def test_with_approval_at_once_the_browser_is_sent_straight_back(shared: SandboxProcess) -> None:
    page = StoppingBrowser().open(address(shared, state="z"))
    assert told(page)["state"] == "z"
    assert redeem(shared, told(page)["code"]).status == 200


def test_codes_survive_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with SandboxProcess("small", program=SMALL, database_url=url) as sandbox:
        code = told(StoppingBrowser().open(address(sandbox)))["code"]
        sandbox.kill()
    with SandboxProcess("small", program=SMALL, database_url=url) as sandbox:
        assert redeem(sandbox, code).status == 200
