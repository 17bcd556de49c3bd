"""Sign-in at a provider that is not the sandbox: other paths, other options, and what it must not be able to do."""

from __future__ import annotations

import datetime as dt
import time
import urllib.parse
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from borrower_app.application.network import BROWSER_SECONDS, Network
from borrower_app.contract.discovery import LenderFile
from borrower_app.failures import BadServerData, Failure, FailureCode, Offline, SignInNeeded
from borrower_app.lender.sign_in_exchange import ProviderExchange
from borrower_app.lender.sign_in_metadata import metadata_addresses
from borrower_app.lender.transport import Transport
from borrower_app.store.session import SessionVault
from tests.support.browser import BrowserProgram
from tests.support.openid_provider import (
    AUTHORIZE,
    DEVICE,
    OPENID_CONFIGURATION,
    REALM,
    TOKEN,
    OpenIdProvider,
)

KEY = bytes(32)


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    with OpenIdProvider() as serving:
        yield serving


class App:
    """The lender side of a running app over one kept session."""

    def __init__(self, lender: LenderFile, vault: SessionVault | None = None) -> None:
        self.vault = vault or SessionVault(None, KEY)
        self.network = Network(lender, self.vault)
        self.browser = BrowserProgram()

    def sign_in(self, *, fresh: bool = False, seconds: float = BROWSER_SECONDS) -> None:
        try:
            self.network.sign_in_with_browser(self.browser.show, fresh=fresh, seconds=seconds)
        finally:
            self.browser.join()
            self.network.close()

    def fails(self, *, fresh: bool = False, seconds: float = BROWSER_SECONDS) -> Failure:
        with pytest.raises(Failure) as caught:
            self.sign_in(fresh=fresh, seconds=seconds)
        return caught.value

    def phone(self, *, fresh: bool = False) -> None:
        try:
            self.network.wait_for_device(self.network.start_device(), time.sleep, fresh=fresh)
        finally:
            self.network.close()

    @property
    def kept(self) -> dict[str, Any]:
        content = self.vault.load()
        assert content is not None
        result: dict[str, Any] = msgspec.json.decode(content)
        return result


def asked(app: App) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(app.browser.addresses[-1]).query))


def test_browser_only_with_path_and_without_rotation(provider: OpenIdProvider) -> None:
    app = App(provider.lender)
    app.sign_in()
    members = asked(app)
    assert members["tenant"] == "7"
    assert members["scope"] == "openid offline_access"
    assert members["prompt"] == "consent"
    assert members["client_id"] == provider.client_id
    assert urllib.parse.urlsplit(members["redirect_uri"]).path == "/callback"
    assert len(members["nonce"]) > 20
    assert "max_age" not in members
    signed_in_at = app.network.signed_in_at()
    assert signed_in_at is not None
    assert abs(signed_in_at - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=20)
    kept = app.kept
    assert (kept["issuer"], kept["subject"]) == (provider.issuer, "person-1")
    # Nobody but the token endpoint ever gets verifier or code.
    [redeemed] = provider.sent(TOKEN)
    for path in {path for _, path, _ in provider.requests} - {TOKEN}:
        assert redeemed["code_verifier"] not in str(provider.sent(path))


@pytest.mark.parametrize("rotates", [False, True])
def test_refresh_with_and_without_rotation(provider: OpenIdProvider, rotates: bool) -> None:
    provider.rotates = rotates
    app = App(provider.lender)
    app.sign_in()
    first = app.kept
    for _ in range(2):
        # A new start of the app: only the kept session is there.
        again = Network(provider.lender, app.vault)
        assert again._tokens.renewed()
        again.close()
    assert (app.kept["refresh_token"] != first["refresh_token"]) is rotates
    assert app.kept["auth_time"] == first["auth_time"]
    assert app.kept["issuer"] == provider.issuer


def test_a_provider_without_refresh_tokens_keeps_nobody_signed_in_after_closing(provider: OpenIdProvider) -> None:
    provider.gives_refresh_token = False
    app = App(provider.lender)
    app.sign_in()
    assert app.network.is_signed_in()
    assert app.network._tokens.current()
    again = Network(provider.lender, app.vault)
    assert not again.is_signed_in()
    with pytest.raises(SignInNeeded):
        again._tokens.current()


def test_no_phone_is_said_before_anything_is_asked(provider: OpenIdProvider) -> None:
    with pytest.raises(SignInNeeded) as caught:
        App(provider.lender).phone()
    assert caught.value.code is FailureCode.SIGN_IN_NO_PHONE
    assert provider.sent(DEVICE) == []


def test_phone_only() -> None:
    with OpenIdProvider(browser=False, device=True) as provider:
        app = App(provider.lender)
        assert app.fails().code is FailureCode.SIGN_IN_NO_BROWSER
        assert app.browser.addresses == []
        app.phone()
        assert app.network.is_signed_in()
        assert app.network.signed_in_at() is not None
        [wish] = provider.sent(DEVICE)
        assert wish == {"client_id": provider.client_id, "scope": "openid offline_access"}


def test_neither_way() -> None:
    with OpenIdProvider(browser=False) as provider:
        app = App(provider.lender)
        assert app.fails().code is FailureCode.SIGN_IN_NO_WAY
        with pytest.raises(SignInNeeded) as caught:
            app.phone()
        assert caught.value.code is FailureCode.SIGN_IN_NO_WAY


@pytest.mark.parametrize(
    "announce",
    [
        {"authorization_endpoint": "https://evil.example/auth"},
        {"authorization_endpoint": "http://127.0.0.1:1/auth"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "file:///etc/passwd"},
        {"code_challenge_methods_supported": ["plain"]},
        {"response_types_supported": ["id_token"]},
        {"grant_types_supported": ["implicit"]},
    ],
)
def test_what_a_provider_cannot_offer_is_never_opened(provider: OpenIdProvider, announce: dict[str, Any]) -> None:
    provider.announce = announce
    app = App(provider.lender)
    assert app.fails().code is FailureCode.SIGN_IN_NO_WAY
    assert app.browser.addresses == []


def test_an_endpoint_beside_the_origin_is_not_of_it(provider: OpenIdProvider) -> None:
    host = provider.origin.removeprefix("http://")
    provider.announce = {"authorization_endpoint": f"http://{host}@evil.example/auth"}
    assert App(provider.lender).fails().code is FailureCode.SIGN_IN_NO_WAY
    provider.announce = {"authorization_endpoint": f"http://evil@{host}/auth"}
    assert App(provider.lender).fails().code is FailureCode.SIGN_IN_NO_WAY


@pytest.mark.parametrize("endpoint", ["https://evil.example/token", "http://127.0.0.1:1/token"])
def test_no_code_goes_to_another_host(provider: OpenIdProvider, endpoint: str) -> None:
    provider.announce = {"token_endpoint": endpoint}
    app = App(provider.lender)
    assert isinstance(app.fails(), BadServerData)
    assert app.browser.addresses == []


def test_the_lender_s_own_host_is_no_provider_either(provider: OpenIdProvider) -> None:
    """Our transport may speak to it, but no code or token of the sign-in goes there."""
    with OpenIdProvider() as api:
        lender = msgspec.structs.replace(provider.lender, origin=api.origin)
        transport = Transport(lender)
        exchange = ProviderExchange(transport, lender.token_origin)
        with pytest.raises(BadServerData):
            exchange.post(api.origin + TOKEN, {"refresh_token": "canary"})
        transport.close()
        assert api.requests == []


def test_a_revocation_endpoint_elsewhere_gets_no_token(provider: OpenIdProvider) -> None:
    provider.announce = {"revocation_endpoint": "https://evil.example/revoke"}
    app = App(provider.lender)
    app.sign_in()
    app.network.sign_out()
    assert not app.network.is_signed_in()


@pytest.mark.parametrize(
    "path",
    [
        f"/.well-known/oauth-authorization-server{REALM}",
        OPENID_CONFIGURATION,
        f"/.well-known/openid-configuration{REALM}",
    ],
)
def test_metadata_are_found_in_each_of_their_places(path: str) -> None:
    with OpenIdProvider(metadata_paths=(path,)) as provider:
        app = App(provider.lender)
        app.sign_in()
        assert app.network.is_signed_in()


def test_the_places_of_metadata() -> None:
    assert metadata_addresses("https://a.example") == (
        "https://a.example/.well-known/oauth-authorization-server",
        "https://a.example/.well-known/openid-configuration",
    )
    # OpenID Connect Discovery, section 4.1: a slash at the end goes before the well-known part is added.
    assert metadata_addresses("https://a.example/") == metadata_addresses("https://a.example")
    assert (
        metadata_addresses("https://a.example:8443/r/b")[1]
        == "https://a.example:8443/r/b/.well-known/openid-configuration"
    )


def test_a_front_page_in_place_of_metadata_is_passed_over(provider: OpenIdProvider) -> None:
    """Some providers send every unknown address to their front page."""
    moved = (302, {"Location": "https://evil.example/"}, b"")
    provider.other_answer = moved
    App(provider.lender).sign_in()
    provider.metadata_paths = ()
    failure = App(provider.lender).fails()
    assert failure.code is FailureCode.REDIRECTED


def test_no_metadata_anywhere() -> None:
    with OpenIdProvider(metadata_paths=()) as provider:
        assert isinstance(App(provider.lender).fails(), BadServerData)


@pytest.mark.parametrize("path", ["", "/realms/others", f"{REALM}/"])
def test_metadata_of_another_issuer_are_not_used(provider: OpenIdProvider, path: str) -> None:
    provider.announce = {"issuer": provider.origin + path}
    app = App(provider.lender)
    assert isinstance(app.fails(), BadServerData)
    assert app.browser.addresses == []


def test_the_lender_cannot_send_us_to_another_provider(provider: OpenIdProvider) -> None:
    """The lender's own host names an issuer that its lender file does not."""
    other = msgspec.structs.replace(provider.lender, token_origin="https://login.example.test")
    app = App(other)
    assert isinstance(app.fails(), BadServerData)
    assert app.browser.addresses == []


def test_the_provider_may_be_another_host_than_the_lender(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenIdProvider() as provider, OpenIdProvider() as api:
        # The lender's API names the provider; both are in the lender file.
        monkeypatch.setattr(api, "_discovery", provider._discovery)
        lender = msgspec.structs.replace(provider.lender, origin=api.origin)
        app = App(lender)
        app.sign_in()
        assert app.network.is_signed_in()
        assert {path for _, path, _ in api.requests} == {"/.well-known/borrower-app"}


class TestIssuerInTheAnswer:
    """RFC 9207."""

    def test_announced_and_right(self) -> None:
        with OpenIdProvider(announces_issuer=True) as provider:
            App(provider.lender).sign_in()

    def test_not_announced_but_right(self) -> None:
        with OpenIdProvider(tells_issuer=True) as provider:
            App(provider.lender).sign_in()

    @pytest.mark.parametrize("announces", [True, False])
    def test_wrong(self, announces: bool) -> None:
        with OpenIdProvider(announces_issuer=announces, answer_with={"iss": "https://evil.example"}) as provider:
            app = App(provider.lender)
            assert isinstance(app.fails(), BadServerData)
            assert provider.sent(TOKEN) == [], "the code of another issuer goes nowhere"


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        ("access_denied", SignInNeeded, FailureCode.SIGN_IN_DECLINED),
        ("temporarily_unavailable", Offline, FailureCode.SERVER_BUSY),
        ("server_error", Offline, FailureCode.SERVER_BUSY),
        ("invalid_scope", BadServerData, FailureCode.BAD_ANSWER),
        ("<script>", BadServerData, FailureCode.BAD_ANSWER),
    ],
)
def test_errors_of_the_provider(error: str, kind: type[Failure], code: FailureCode) -> None:
    with OpenIdProvider(error=error) as provider:
        app = App(provider.lender)
        failure = app.fails()
        assert (type(failure), failure.code) == (kind, code)
        assert "<script>" not in app.browser.pages[0].html
        assert "<b>no</b>" not in app.browser.pages[0].html


def test_a_state_that_is_not_ours_is_not_heard() -> None:
    with OpenIdProvider(answer_with={"state": "theirs"}) as provider:
        app = App(provider.lender)
        assert app.fails(seconds=0.5).code is FailureCode.SIGN_IN_TIME_OVER
        assert app.browser.pages[0].status == 404


@pytest.mark.parametrize(
    "claim",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": ["lender-desktop-7f3a", "another-client"]},
        {"aud": None},
        {"azp": "another-client"},
        {"exp": 1_000},
        {"exp": None},
        {"exp": "soon"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"auth_time": -1},
        {"auth_time": 10**15},
    ],
)
def test_an_id_token_that_is_not_for_this_sign_in(provider: OpenIdProvider, claim: dict[str, Any]) -> None:
    provider.claim = claim
    app = App(provider.lender)
    assert isinstance(app.fails(), BadServerData)
    assert not app.network.is_signed_in()


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c.d.e", "a.!!.c", "a.e30.c", "a.bm8.c"])
def test_an_id_token_that_is_none(provider: OpenIdProvider, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setattr(provider, "_id_token", lambda _nonce: token)
    assert isinstance(App(provider.lender).fails(), BadServerData)


def test_one_audience_as_text_will_do(provider: OpenIdProvider) -> None:
    provider.claim = {"aud": provider.client_id, "azp": None}
    App(provider.lender).sign_in()


def test_without_id_token_nothing_is_known_of_the_time(provider: OpenIdProvider) -> None:
    provider.gives_id_token = False
    app = App(provider.lender)
    app.sign_in()
    assert app.network.is_signed_in()
    assert app.network.signed_in_at() is None


class TestFresh:
    """A fresh sign-in is asked for in the provider's own words, and its answer is checked."""

    def test_it_is_asked_for(self, provider: OpenIdProvider) -> None:
        app = App(provider.lender)
        app.sign_in(fresh=True)
        assert asked(app)["prompt"] == "login consent"
        assert asked(app)["max_age"] == "0"

    def test_prompts_that_the_provider_does_not_know_are_not_sent(self, provider: OpenIdProvider) -> None:
        provider.announce = {"prompt_values_supported": ["login"]}
        app = App(provider.lender)
        app.sign_in(fresh=True)
        assert asked(app)["prompt"] == "login"

    def test_an_old_sign_in_does_not_pass_for_a_fresh_one(self, provider: OpenIdProvider) -> None:
        app = App(provider.lender)
        app.sign_in()
        before = app.kept
        provider.signed_in_ago = 3_600
        assert app.fails(fresh=True).code is FailureCode.SIGN_IN_NOT_FRESH
        assert app.kept == before, "the sign-in of before stays"

    def test_silence_about_the_time_is_not_fresh_in_the_browser(self, provider: OpenIdProvider) -> None:
        provider.tells_auth_time = False
        assert App(provider.lender).fails(fresh=True).code is FailureCode.SIGN_IN_NOT_FRESH

    def test_but_on_the_phone_nobody_was_asked_for_it(self) -> None:
        with OpenIdProvider(browser=False, device=True, tells_auth_time=False) as provider:
            app = App(provider.lender)
            app.phone(fresh=True)
            assert app.network.is_signed_in()

    def test_an_old_sign_in_on_the_phone(self) -> None:
        with OpenIdProvider(browser=False, device=True, signed_in_ago=3_600) as provider:
            with pytest.raises(SignInNeeded) as caught:
                App(provider.lender).phone(fresh=True)
            assert caught.value.code is FailureCode.SIGN_IN_NOT_FRESH

    def test_a_computer_with_a_wrong_clock_is_not_shut_out(self, provider: OpenIdProvider) -> None:
        for wrong in (-7_200, 7_200):
            vault = SessionVault(None, KEY)
            shifted = dt.timedelta(seconds=wrong)

            def now(shifted: dt.timedelta = shifted) -> dt.datetime:
                return dt.datetime.now(dt.UTC) + shifted

            def wall_clock(wrong: float = wrong) -> float:
                return time.time() + wrong

            network = Network(provider.lender, vault, now)
            browser = BrowserProgram()
            network._transport._wall_clock = wall_clock
            network.sign_in_with_browser(browser.show, fresh=True)
            browser.join()
            network.close()
            assert network.is_signed_in()


class TestAnotherPerson:
    """What is stored here is one person's; another's sign-in must not be mixed with it."""

    def test_is_refused_and_the_first_stays(self, provider: OpenIdProvider) -> None:
        app = App(provider.lender)
        app.sign_in()
        before = app.kept
        provider.subject = "person-2"
        assert app.fails().code is FailureCode.SIGN_IN_OTHER_PERSON
        assert app.kept == before

    def test_is_welcome_after_a_sign_out(self, provider: OpenIdProvider) -> None:
        app = App(provider.lender)
        app.sign_in()
        app.network.sign_out()
        provider.subject = "person-2"
        app.sign_in()
        assert app.kept["subject"] == "person-2"


def test_the_provider_is_gone_when_the_code_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenIdProvider() as provider:
        app = App(provider.lender)
        honest = provider._authorize

        def last_words(members: dict[str, str], query: str) -> tuple[int, dict[str, str], object]:
            answer = honest(members, query)
            # Not a thread of its own: `stop` waits for this very request.
            provider.metadata_paths = ()
            monkeypatch.setattr(provider, "_token", lambda _members: (503, {"Retry-After": "7"}, {"error": "x"}))
            return answer

        monkeypatch.setattr(provider, "_authorize", last_words)
        failure = app.fails()
        assert isinstance(failure, Offline)
        assert failure.retry_after == 7.0
        assert [path for _, path, _ in provider.requests][-2:] == [AUTHORIZE, TOKEN]
