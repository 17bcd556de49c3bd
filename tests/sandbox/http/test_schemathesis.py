"""schemathesis against the running lender: requests that keep the schema and requests that break it.

No server error, no answer that the OpenAPI document does not tell of, nothing accepted that breaks the schema.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.wire import SMALL
from tests.support.sandbox_process import ROOT, SandboxProcess

# `positive_data_acceptance` is off: a schema cannot say "not below the contract's least amount" or "not in the past".
# A cursor that was never given is refused with 410, which tells the client to pull everything.
SETTINGS = """
hooks = "tests.sandbox.http.schemathesis_hooks"
[generation]
mode = "all"
database = "none"
[checks]
positive_data_acceptance.enabled = false
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 429]
"""


def run(folder: Path, examples: int, phases: str) -> None:
    """One run with a fixed seed; AssertionError with schemathesis's own words when it found something."""
    settings = folder / "schemathesis.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run"]
    with SandboxProcess("small", program=SMALL) as sandbox:
        token = sandbox.sign_in()["access_token"]
        command += [str(ROOT / "resources/lender-api/openapi.json"), "--url", sandbox.base_url, "--no-color"]
        command += ["-H", f"Authorization: Bearer {token}", "--seed", "20261124", "--phases", phases]
        command += ["--max-examples", str(examples), "--continue-on-failure", "--generation-deterministic"]
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=580,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        accepted = {effect["operation"] for effect in sandbox.ledger()}
        words = sandbox.stop()
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert words == "", "the server wrote a traceback"
    assert {"complaint", "data_request", "document_request", "mark_message_read"} <= accepted, done.stdout[-4_000:]


def test_schemathesis_short(tmp_path: Path) -> None:
    run(tmp_path, examples=25, phases="examples,fuzzing")


@pytest.mark.full
def test_schemathesis_long(tmp_path: Path) -> None:
    run(tmp_path, examples=200, phases="examples,coverage,fuzzing")
