"""Choices are kept whole, with mode 0600, and a broken file never stops a start."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from borrower_app import settings


def test_round_trip_with_mode(tmp_path: Path) -> None:
    chosen = settings.Settings(language="en", theme="dark", text_scale=150)
    settings.save(tmp_path, chosen)
    assert settings.load(tmp_path) == chosen
    assert stat.S_IMODE((tmp_path / settings.FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [settings.FILE_NAME]


@pytest.mark.parametrize("content", [b"", b"{", b'{"language": "fr"}', b'{"text_scale": 5}', b"\xff"])
def test_a_broken_file_means_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / settings.FILE_NAME).write_bytes(content)
    assert settings.load(tmp_path) == settings.Settings()


def test_a_missing_folder_means_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "nowhere") == settings.Settings()
