"""A file that can't be used is said in the reader's own language, from errors of the real file system."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from borrower_app.file_trouble import unusable_file
from borrower_app.language import Language
from borrower_app.presentation.words.failure_text import failure_words


def _read(path: Path) -> OSError:
    with pytest.raises(OSError) as caught:
        path.read_bytes()
    return caught.value


@pytest.mark.parametrize(
    ("make", "chinese", "english"),
    [
        (lambda folder: folder / "none.json", "找不到文件 {file}。", "There is no file {file}."),
        (lambda folder: folder, "{file} 是文件夹，不是文件。", "{file} is a folder, not a file."),
        (lambda folder: folder / ("n" * 300), "文件不能叫 {file} 这个名字。", "A file can't have the name {file}."),
    ],
)
def test_a_file_that_can_not_be_read(tmp_path: Path, make: Callable[[Path], Path], chinese: str, english: str) -> None:
    path = make(tmp_path)
    failure = unusable_file(path, _read(path))
    assert failure.exit_code == 2
    for language, sentence in ((Language("zh"), chinese), (Language("en"), english)):
        words = failure_words(failure, language)
        begin, end = sentence.split("{file}")
        assert words.happened.startswith(begin + str(path)[:20])
        assert words.happened.endswith(end)
        assert words.to_do


@pytest.mark.parametrize(
    ("number", "says"), [(errno.EACCES, "没有权限"), (errno.ENOSPC, "没有空间"), (errno.EIO, "EIO?")]
)
def test_other_trouble(number: int, says: str) -> None:
    words = failure_words(unusable_file("plan.csv", OSError(number, says)), Language("zh"))
    assert says in words.happened
    assert "plan.csv" in words.happened
