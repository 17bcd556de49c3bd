"""The declarations of the pages: complete, each with a name and a place, and no way leads to one that is not there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import borrower_app
from borrower_app.application.window.page import FromReading, Page
from borrower_app.application.window.pages import PAGE_OF, PAGES, DeclaredPages
from borrower_app.language import Language
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.words.page_titles import TITLE_OF

PACKAGE = Path(borrower_app.__file__).parent


def test_each_code_is_declared_once() -> None:
    codes = [page.code for page in PAGES]
    assert len(codes) == len(set(codes))
    assert list(PAGE_OF) == codes


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_each_page_has_a_name_a_place_a_maker_and_a_builder(page: Page) -> None:
    declared = PAGE_OF[page.code]
    names = {Language(code).code: declared.title(Language(code)) for code in ("zh", "en")}
    assert names["zh"]
    assert names["en"]
    assert names["zh"] != names["en"]
    assert declared.place == declared.code or PAGE_OF[declared.place].icon
    drawn = declared.drawn()
    assert callable(drawn.make)
    assert callable(drawn.build)


def test_names_tell_pages_apart() -> None:
    for code in ("zh", "en"):
        names = [page.title(Language(code)) for page in PAGES]
        assert len(names) == len(set(names))


def test_what_is_made_ahead_is_made_from_records_alone() -> None:
    makers = DeclaredPages()
    assert makers.ahead[0] == "H-1"
    assert all(makers.maker(code) is not None for code in makers.ahead)
    assert all(isinstance(PAGE_OF[code].drawn(), FromReading) for code in makers.ahead)
    assert makers.maker("T-1") is None
    assert makers.maker("no such page") is None


def test_nothing_leads_to_a_page_that_is_not_there() -> None:
    """Every screen code that is written anywhere in the program is a declared one."""
    missing = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("opens", "Address"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and first.value and first.value not in PAGE_OF:
                    missing[f"{path.name}:{node.lineno}"] = first.value
    assert missing == {}
    assert {guide.place for guide in GUIDES.values()} <= set(PAGE_OF)


def test_the_word_that_is_read_out_with_a_code_is_the_pages_own() -> None:
    assert {code: title(Language("zh")) for code, title in TITLE_OF.items()} == {
        page.code: page.title(Language("zh")) for page in PAGES
    }
