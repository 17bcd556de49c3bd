"""Every fault that could be made in one file, by its syntax tree: bytes are exchanged, all else stays as it was."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.mutations.mutant import Mutant

LARGEST_SMALL: Final = 12
"""Whole numbers from 0 up to this one are raised by one: counts, places, months; not sizes and dates."""

TURNED: Final[dict[type[ast.cmpop], tuple[str, str]]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", ">="),
    ast.LtE: ("<=", ">"),
    ast.Gt: (">", "<="),
    ast.GtE: (">=", "<"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}

PLACING: Final = frozenset(
    "gap px space resize setSpacing setHorizontalSpacing setVerticalSpacing addSpacing addStretch setContentsMargins "
    "setMinimumSize setMinimumWidth setMinimumHeight setMaximumSize setMaximumWidth setMaximumHeight setFixedSize "
    "setFixedWidth setFixedHeight setGeometry setStretch setColumnStretch setRowStretch setColumnWidth setPixelSize "
    "setMinimumSectionSize adjusted translated QSize QSizeF QPoint QPointF QRect QRectF QMargins QPen QPixmap "
    "addRoundedRect drawRoundedRect drawLine".split()
)
"""Calls in ui that only place and size: neither their numbers nor, as a statement, they themselves are touched."""

ADDING: Final = frozenset(["addWidget", "addLayout", "insertWidget"])
"""Calls in ui whose numbers are stretches and places, but which do more than to place."""

PLACING_KEYWORDS: Final = frozenset("gap above below across narrowest left right spacing margin".split())
MEASURING: Final = re.compile(r"paint\w*|_?draw\w*|_paint\w*|sizeHint|minimumSizeHint|heightForWidth|resizeEvent")
"""Functions of ui whose numbers are lengths in pixels."""

LOGGING: Final = frozenset(["logging", "logger", "log", "_log", "_logger"])
TYPING_FORMS: Final = frozenset(["Literal", "Annotated", "Callable", "Union", "Optional"])
_BEFORE_OPERATOR: Final = re.compile(rb"(?:[\s()\\]|#[^\n]*\n)*")
_SPACE: Final = re.compile(rb"\s*")


def candidates(path: str, source: bytes) -> list[Mutant]:
    """All faults of one file in their order; `path` is relative to the checkout."""
    finder = _Finder(path, source)
    finder.visit(ast.parse(source))
    return finder.found


def _name(function: ast.expr) -> str:
    """The last name of what is called: `setSpacing` of `layout.setSpacing`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _first_name(function: ast.expr) -> str:
    """The first name of what is called: `logging` of `logging.info`."""
    while isinstance(function, ast.Attribute | ast.Call):
        function = function.value if isinstance(function, ast.Attribute) else function.func
    return function.id if isinstance(function, ast.Name) else ""


class _Finder(ast.NodeVisitor):
    """Walks what runs and what decides; leaves out what only declares (annotations, decorators, heads of classes)."""

    def __init__(self, path: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._path = path
        self._source = source
        self._lines = source.splitlines(keepends=True)
        self._line_starts = [0]
        for line in self._lines:
            self._line_starts.append(self._line_starts[-1] + len(line))
        self._in_ui = path.startswith("borrower_app/ui/")
        self._names: list[str] = []
        self._functions = 0
        self._lengths = 0
        self._statement_line = 1

    # Where things stand

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._line_starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._line_starts[node.end_lineno - 1] + node.end_col_offset

    def _words(self, node: ast.expr | ast.stmt) -> str:
        words = " ".join(self._source[self._start(node) : self._end(node)].decode().split())
        return words if len(words) <= 60 else words[:59] + "…"

    def _add(self, node: ast.expr | ast.stmt, start: int, end: int, text: str, change: str) -> None:
        """Note the fault that puts `text` for the bytes from `start` to `end`; running `node` reaches it."""
        line = self._source.count(b"\n", 0, start) + 1
        whole = self._lines[line - 1]
        self.found.append(
            Mutant(
                path=self._path,
                line=line,
                column=len(whole[: start - self._line_starts[line - 1]].decode()) + 1,
                start=start,
                end=end,
                text=text,
                change=change,
                source_line=whole.decode().strip(),
                lines=range(node.lineno, (node.end_lineno or node.lineno) + 1),
                statement_line=self._statement_line,
                at_import=not self._functions,
                place=".".join(self._names),
            )
        )

    @contextmanager
    def _inside(self, name: str, *, function: bool) -> Iterator[None]:
        self._names.append(name)
        self._functions += function
        yield
        self._functions -= function
        self._names.pop()

    @contextmanager
    def _among_lengths(self, lengths: bool) -> Iterator[None]:
        self._lengths += lengths
        yield
        self._lengths -= lengths

    # What is left out

    def visit(self, node: ast.AST) -> None:
        """Any node; a statement is remembered, for its first line."""
        if not isinstance(node, ast.stmt):
            super().visit(node)
            return
        before, self._statement_line = self._statement_line, node.lineno
        super().visit(node)
        self._statement_line = before

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Python 3.11 does not tell where the parts of an f-string stand."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """The value, not the annotation."""
        if node.value is not None:
            self.visit(node.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """`Literal[True]` is a type, wherever it stands."""
        if _name(node.value) not in TYPING_FORMS:
            self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """The body: `frozen=True` in the head declares."""
        with self._inside(node.name, function=False):
            self._visit_all(node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Defaults (made when the module is loaded) and body."""
        if node.name == "__repr__":
            return
        with self._inside(node.name, function=False):
            self._visit_all([value for value in (*node.args.defaults, *node.args.kw_defaults) if value is not None])
        with (
            self._inside(node.name, function=True),
            self._among_lengths(self._in_ui and MEASURING.fullmatch(node.name) is not None),
        ):
            self._visit_all(node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        """As any function."""
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Its body runs when it is called."""
        self._visit_all([value for value in (*node.args.defaults, *node.args.kw_defaults) if value is not None])
        with self._inside("lambda", function=True):
            self.visit(node.body)

    def visit_Call(self, node: ast.Call) -> None:
        """Without logging, the numbers that only place, and `strict=` of zip, which guards and does nothing."""
        if _first_name(node.func) in LOGGING:
            return
        name = _name(node.func)
        self.visit(node.func)
        with self._among_lengths(self._in_ui and name in PLACING | ADDING):
            self._visit_all(node.args)
            for keyword in node.keywords:
                if (name, keyword.arg) == ("zip", "strict"):
                    continue
                with self._among_lengths(self._in_ui and keyword.arg in PLACING_KEYWORDS):
                    self.visit(keyword.value)

    def _visit_all(self, nodes: list[ast.stmt] | list[ast.expr]) -> None:
        for node in nodes:
            self.visit(node)

    # What is changed

    def visit_Compare(self, node: ast.Compare) -> None:
        """Each comparison turned round."""
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            word, turned = TURNED[type(operator)]
            start, end = self._between(left, right, word)
            self._add(node, start, end, turned, f"`{word}` becomes `{turned}`")
            left = right
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Each `and` becomes `or`, each `or` becomes `and`."""
        word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            start, end = self._between(left, right, word)
            self._add(node, start, end, other, f"`{word}` becomes `{other}`")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """`not` is dropped."""
        if isinstance(node.op, ast.Not):
            start = self._start(node)
            space = _SPACE.match(self._source, start + len("not"))
            assert space is not None
            self._add(node, start, space.end(), "", "`not` dropped")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """True and False change places, a small whole number grows by one."""
        if isinstance(node.value, bool):
            text = str(not node.value)
        elif isinstance(node.value, int) and 0 <= node.value <= LARGEST_SMALL and not self._lengths:
            text = str(node.value + 1)
        else:
            return
        self._add(node, self._start(node), self._end(node), text, f"`{node.value}` becomes `{text}`")

    def visit_If(self, node: ast.If) -> None:
        """The condition is forced; what is for the type checker or for a direct run is left out."""
        if _name(node.test) == "TYPE_CHECKING" or "__name__" in self._words(node.test):
            self._visit_all(node.orelse)
            return
        self._force(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """As the statement."""
        self._force(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """As the statement."""
        for test in node.ifs:
            self._force(test)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A bare call is deleted."""
        call = node.value
        if isinstance(call, ast.Call):
            if _first_name(call.func) in LOGGING:
                return
            if not (self._in_ui and _name(call.func) in PLACING) and _name(call.func) != "assert_never":
                change = f"`{self._words(call)}` deleted"
                self._add(node, self._start(node), self._end(node), "pass", change)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """None is returned in its stead."""
        if node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None):
            return
        self._add(node, self._start(node.value), self._end(node.value), "None", "returns `None`")
        self.generic_visit(node)

    def _force(self, test: ast.expr) -> None:
        """Always and never; not when the condition binds a name (the fault would only be a NameError)."""
        if isinstance(test, ast.Constant) or any(isinstance(part, ast.NamedExpr) for part in ast.walk(test)):
            return
        for value in ("True", "False"):
            change = f"condition `{self._words(test)}` becomes `{value}`"
            self._add(test, self._start(test), self._end(test), value, change)

    def _between(self, left: ast.expr, right: ast.expr, word: str) -> tuple[int, int]:
        """Where the operator `word` stands between two operands, past parentheses and comments."""
        before = _BEFORE_OPERATOR.match(self._source, self._end(left), self._start(right))
        assert before is not None
        pattern = rb"\s+".join(re.escape(part.encode()) for part in word.split())
        operator = re.compile(pattern).match(self._source, before.end())
        assert operator is not None, f"{self._path}:{left.lineno}: no {word!r}"
        return operator.start(), operator.end()
