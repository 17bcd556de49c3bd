"""The wheel carries everything: installed into a bare environment outside the checkout, the demo runs from it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HANGS = 1800.0
"""Seconds after which a process no longer works but hangs: a thousand pictures take ten minutes on a loaded machine."""


def test_the_wheel_runs_the_demo_elsewhere(tmp_path: Path) -> None:
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

    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT))
    (wheel,) = tmp_path.glob("borrower_app-*.whl")
    venv.create(tmp_path / "bare", with_pip=True)
    python = str(tmp_path / "bare" / ("Scripts" if os.name == "nt" else "bin") / "python")
    run(python, "-m", "pip", "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), str(wheel))
    done = run(python, "-m", "borrower_app", "--lang", "zh", "demo", QT_QPA_PLATFORM="offscreen")
    assert "卡里余额不足" in done.stdout
    assert "4,003.40" in done.stdout
    assert (tmp_path / "tour" / "index.json").is_file()
    assert len(list((tmp_path / "tour").glob("*.png"))) > 100
