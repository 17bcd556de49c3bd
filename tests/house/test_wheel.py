"""The wheel carries everything: installed into a bare environment outside the checkout, the demo runs from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HANGS = 1800.0
"""Seconds after which a process no longer works but hangs: a thousand pictures take ten minutes on a loaded machine."""


ONE_WAY = (*"tour --scenario insufficient_funds --lang zh --theme light --scale 1 --out tour".split(),)


@pytest.mark.parametrize("asked", [ONE_WAY, pytest.param(("demo",), marks=pytest.mark.full)], ids=["tour", "demo"])
def test_the_wheel_runs_elsewhere(tmp_path: Path, asked: tuple[str, ...]) -> None:
    def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DISPLAY")}
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={**kept, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=HANGS,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done

    quiet = ("-m", "pip", "install", "--quiet")
    alone = ("--no-index", "--no-deps", "--no-build-isolation")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", *alone, "--wheel-dir", str(tmp_path), str(ROOT))
    (wheel,) = tmp_path.glob("borrower_app-*.whl")
    venv.create(tmp_path / "bare", with_pip=True)
    python = str(tmp_path / "bare" / ("Scripts" if os.name == "nt" else "bin") / "python")
    bill = json.loads(run(sys.executable, str(ROOT / ".ci" / "bill_of_materials.py")).stdout)
    ships = {part["name"] for part in bill["components"]}
    lock = (ROOT / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    (tmp_path / "ships.txt").write_text("\n".join(line for line in lock if line.partition("==")[0] in ships), "utf-8")
    run(python, *quiet, "--require-hashes", "--only-binary", ":all:", "--requirement", "ships.txt")
    run(python, *quiet, *alone[:2], str(wheel))
    done = run(python, "-m", "borrower_app", "--lang", "zh", *asked, QT_QPA_PLATFORM="offscreen")
    if asked == ("demo",):
        assert "卡里余额不足" in done.stdout
        assert "4,003.40" in done.stdout
    assert (tmp_path / "tour" / "index.json").is_file()
    assert len(list((tmp_path / "tour").glob("*.png"))) > 100
