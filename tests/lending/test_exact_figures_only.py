"""No float in the mathematics: neither a literal nor a conversion, neither `math` nor `random`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import borrower_app.lending

MODULES = sorted(Path(borrower_app.lending.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_float_stands_in_a_module(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    literals = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float]
    names = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in ("float", "complex")]
    imports = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "math"
        for alias in node.names
    }
    assert literals == []
    assert names == []
    assert imports <= {"gcd", "lcm"}


def test_every_division_of_whole_numbers_is_exact() -> None:
    """`/` turns two ints into a float: only modules whose operands are Decimal, Fraction or dates may hold one."""
    allowed = {"annual_cost", "late_cost", "prepayment_clause"}
    found = {
        module.stem
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    }
    assert found <= allowed
