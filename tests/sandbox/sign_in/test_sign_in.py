"""The authorisation server: device grant, rotation with lost answers, reuse, revocation, freshness."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.sandbox.wire import SMALL, problem_type
from tests.support.sandbox_process import Answer, SandboxProcess

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.fixture
def waiting() -> Iterator[SandboxProcess]:
    """A lender whose device codes wait for a person."""
    with SandboxProcess("small", program=SMALL, approve_devices=False) as sandbox:
        yield sandbox


def refresh(sandbox: SandboxProcess, token: str, client: str = "borrower-app") -> Answer:
    return sandbox.form("/oauth/token", grant_type="refresh_token", refresh_token=token, client_id=client)


def poll(sandbox: SandboxProcess, device_code: str) -> Answer:
    return sandbox.form("/oauth/token", grant_type=DEVICE_GRANT, device_code=device_code, client_id="borrower-app")


def works(sandbox: SandboxProcess, token: str) -> bool:
    return sandbox.get("/v1/changes?limit=1", token).status == 200


def test_metadata_names_the_endpoints_of_the_issuer(shared: SandboxProcess) -> None:
    issuer = shared.get("/.well-known/borrower-app").json()["issuer"]
    metadata = shared.get("/.well-known/oauth-authorization-server").json()
    assert issuer == metadata["issuer"] == shared.base_url
    for name in ("token_endpoint", "device_authorization_endpoint", "revocation_endpoint"):
        assert metadata[name].startswith(shared.base_url + "/")


def test_a_person_approves_on_the_page(waiting: SandboxProcess) -> None:
    device = waiting.form("/oauth/device_authorization", client_id="borrower-app").json()
    assert device["interval"] == 1
    pending = poll(waiting, device["device_code"])
    assert (pending.status, pending.json()["error"]) == (400, "authorization_pending")
    page = waiting.get(f"/device?user_code={device['user_code']}", accept_language="en")
    assert page.headers["content-type"].startswith("text/html")
    assert device["user_code"] in page.body.decode()
    typed = device["user_code"].lower().replace("-", " ")
    assert waiting.form("/device", user_code=typed, decision="approve").status == 200
    time.sleep(device["interval"])
    assert poll(waiting, device["device_code"]).status == 200
    assert poll(waiting, device["device_code"]).json()["error"] == "invalid_grant"


def test_polling_too_fast_is_slowed_down_for_good(waiting: SandboxProcess) -> None:
    device = waiting.form("/oauth/device_authorization", client_id="borrower-app").json()
    errors = [poll(waiting, device["device_code"]).json()["error"] for _ in range(2)]
    time.sleep(device["interval"])
    errors.append(poll(waiting, device["device_code"]).json()["error"])
    assert errors == ["authorization_pending", "slow_down", "slow_down"]


def test_a_person_refuses(waiting: SandboxProcess) -> None:
    device = waiting.form("/oauth/device_authorization", client_id="borrower-app").json()
    waiting.form("/device", user_code=device["user_code"], decision="deny")
    assert poll(waiting, device["device_code"]).json()["error"] == "access_denied"


def test_a_code_ends(waiting: SandboxProcess) -> None:
    device = waiting.form("/oauth/device_authorization", client_id="borrower-app").json()
    waiting.move_clock(seconds=device["expires_in"] + 1)
    assert poll(waiting, device["device_code"]).json()["error"] == "expired_token"
    assert waiting.form("/device", user_code=device["user_code"], decision="approve").status == 400


def test_what_is_typed_on_the_page_stays_text(waiting: SandboxProcess) -> None:
    page = waiting.form("/device", user_code='"><script>', decision="approve").body.decode()
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_lost_rotation_costs_nothing(shared: SandboxProcess) -> None:
    first = shared.sign_in()
    lost = refresh(shared, first["refresh_token"]).json()
    kept = refresh(shared, first["refresh_token"])
    assert kept.status == 200
    assert works(shared, kept.json()["access_token"])
    assert lost["refresh_token"] != kept.json()["refresh_token"]


@pytest.mark.parametrize("use", ["access_token", "refresh_token"])
def test_old_token_is_spent_once_the_new_pair_was_used(shared: SandboxProcess, use: str) -> None:
    first = shared.sign_in()
    second = refresh(shared, first["refresh_token"]).json()
    if use == "access_token":
        assert works(shared, second["access_token"])
        newest = second
    else:
        newest = refresh(shared, second["refresh_token"]).json()
    assert refresh(shared, first["refresh_token"]).json()["error"] == "invalid_grant"
    assert not works(shared, newest["access_token"]), "reuse of a spent token ends the whole sign-in"
    assert refresh(shared, newest["refresh_token"]).json()["error"] == "invalid_grant"


def test_the_sibling_that_lost_is_spent_too(shared: SandboxProcess) -> None:
    first = shared.sign_in()
    stolen = refresh(shared, first["refresh_token"]).json()
    honest = refresh(shared, first["refresh_token"]).json()
    assert works(shared, honest["access_token"])
    assert refresh(shared, stolen["refresh_token"]).json()["error"] == "invalid_grant"
    assert not works(shared, honest["access_token"])


def test_rotation_keeps_the_time_of_the_sign_in(small: SandboxProcess) -> None:
    first = small.sign_in()
    small.move_clock(minutes=20)
    assert not works(small, first["access_token"])
    second = refresh(small, first["refresh_token"]).json()
    assert second["auth_time"] == first["auth_time"]
    assert works(small, second["access_token"])


def test_another_client_gets_nothing(shared: SandboxProcess) -> None:
    first = shared.sign_in()
    assert refresh(shared, first["refresh_token"], client="other").json()["error"] == "invalid_grant"
    assert refresh(shared, first["refresh_token"]).status == 200


def test_sign_out_ends_the_sign_in(shared: SandboxProcess) -> None:
    first = shared.sign_in()
    assert shared.form("/oauth/revoke", token=first["refresh_token"]).status == 200
    assert shared.form("/oauth/revoke", token="unknown").status == 200
    answer = shared.get("/v1/changes", first["access_token"])
    assert (answer.status, problem_type(answer)) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer ")


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": DEVICE_GRANT, "client_id": "borrower-app"}, "invalid_request"),
        ({"grant_type": DEVICE_GRANT, "client_id": "borrower-app", "device_code": "x"}, "invalid_grant"),
    ],
)
def test_errors_of_the_token_endpoint(shared: SandboxProcess, members: dict[str, str], error: str) -> None:
    answer = shared.form("/oauth/token", **members)
    assert (answer.status, answer.json()["error"]) == (400, error)
    assert answer.headers["cache-control"] == "no-store"


def test_the_approved_sign_in_survives_a_restart(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('restart') / 'ledger.db'}"
    with SandboxProcess("small", program=SMALL, database_url=url) as sandbox:
        first = sandbox.sign_in()
        sandbox.kill()
    with SandboxProcess("small", program=SMALL, database_url=url) as sandbox:
        assert works(sandbox, first["access_token"])
        assert refresh(sandbox, first["refresh_token"]).status == 200
