"""A module is read at one sitting, a function at one glance.

A statement's text does not count: SQL is read clause by clause, wherever it stands.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from tests.contracts.sources import Source, planted, sources

LINES_OF_MODULE: Final = 300
LINES_OF_FUNCTION: Final = 40
TOO_LONG: Final = frozenset[str]()
"""What is still to be divided: nothing, and no more is to come."""


def test_no_module_is_too_long() -> None:
    assert long_modules(sources()) - TOO_LONG == set()


def test_no_exception_is_left_of_what_became_shorter() -> None:
    assert TOO_LONG - long_modules(sources()) == set()


def test_no_function_is_too_long() -> None:
    assert [name for source in sources() for name in long_functions(source)] == []


def test_a_line_too_many_is_found() -> None:
    fits = planted("escalation.fits", "x = 1\n" * LINES_OF_MODULE)
    too_long = planted("escalation.too_long", "x = 1\n" * (LINES_OF_MODULE + 1))
    assert long_modules([fits, too_long]) == {"too_long.py"}


def test_a_function_with_a_line_too_many_is_found_and_one_with_a_long_statement_is_not() -> None:
    lines = "    x = 1\n" * (LINES_OF_FUNCTION - 1)
    statement = '    y = f"""\n' + "    SELECT 1\n" * 100 + '    """\n'
    assert list(long_functions(planted("escalation.one", f"def one():\n{lines}"))) == []
    assert list(long_functions(planted("escalation.one", f"def one():\n{lines[10:]}{statement}"))) == []
    inner = planted("escalation.two", f"class Two:\n  async def one(self):\n{lines}    x = 2\n")
    assert list(long_functions(inner)) == ["two.py: one"]


def long_modules(modules: Iterable[Source]) -> set[str]:
    return {module.path for module in modules if len(module.text.splitlines()) > LINES_OF_MODULE}


def long_functions(module: Source) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > LINES_OF_FUNCTION:
            yield f"{module.path}: {node.name}"


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without those of texts that are longer than one."""
    texts = {line for node in ast.walk(function) for line in _lines_of_text(node)}
    return len(set(range(function.lineno, (function.end_lineno or function.lineno) + 1)) - texts)


def _lines_of_text(node: ast.AST) -> range:
    match node:
        case ast.JoinedStr(lineno=first, end_lineno=int(last)) if last > first:
            return range(first, last + 1)
        case ast.Constant(value=str(), lineno=first, end_lineno=int(last)) if last > first:
            return range(first, last + 1)
        case _:
            return range(0)
