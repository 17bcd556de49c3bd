"""Every sentence exists in Chinese, once, with the same placeholders, in full-width punctuation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

from tests.support.present import present

ROOT = Path(__file__).resolve().parents[2]
CALLS = {"say", "say_count", "_n", "count"}
PLACEHOLDER = re.compile(r"{[a-z0-9_]*}|\|AMOUNT\|")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?!\w)")


def _messages() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((ROOT / "resources" / "locale" / "zh_CN").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_CN"):
                if message.id:
                    singular = message.id if isinstance(message.id, str) else message.id[0]
                    text = message.string if isinstance(message.string, str) else present(message.string)[0]
                    found[singular] = text
    return found


def _said() -> dict[str, str]:
    said: dict[str, str] = {}
    for path in sorted((ROOT / "borrower_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in CALLS or not node.args:
                continue
            first = node.args[0]
            assert not isinstance(first, ast.JoinedStr), f"{path.name}:{node.lineno}: an f-string can't be translated"
            if (
                isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and (name != "count" or len(node.args) == 3)
            ):
                said[first.value] = f"{path.name}:{node.lineno}"
    return said


def test_every_sentence_is_in_the_catalogue() -> None:
    known = _messages()
    missing = {message: place for message, place in _said().items() if not known.get(message)}
    assert missing == {}


def test_placeholders_are_the_same_in_both_languages() -> None:
    odd = {
        message: text
        for message, text in _messages().items()
        if set(PLACEHOLDER.findall(message)) != set(PLACEHOLDER.findall(text))
    }
    assert odd == {}


def test_chinese_has_full_width_punctuation() -> None:
    odd = [text for text in _messages().values() if HALF_WIDTH.search(text)]
    assert odd == []
