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


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh-Hans-CN", "zh"),
        ("zh_TW", "zh"),
        ("", "zh"),
        ("C", "zh"),
        ("C.UTF-8", "zh"),
        ("POSIX", "zh"),
        ("en_US.UTF-8", "en"),
        ("de_DE@euro", "en"),
        ("zhuang", "en"),
    ],
)
def test_a_locale_means_a_language(locale: str, language: str) -> None:
    assert settings.language_of(locale) == language


def test_the_first_window_speaks_like_the_system_until_something_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert settings.start_settings(settings.Options(data_dir=tmp_path)).language == "en"
    assert settings.start_settings(settings.Options(data_dir=tmp_path, language="zh")).language == "zh"
    settings.save(tmp_path, settings.Settings(language="zh"))
    assert settings.start_settings(settings.Options(data_dir=tmp_path)).language == "zh"
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert settings.start_settings(settings.Options(data_dir=tmp_path / "new")).language == "zh"
