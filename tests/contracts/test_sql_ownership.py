"""A statement names tables of its own capability or of one below it; what does not yet is on a list that only shrinks.

Tables belong to the capability whose `tables` module declares them. Which capability lies below which is read from the
import contract `capabilities`. Tables that are used by import are held by that contract itself; here are the texts.
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import escalation
from tests.contracts.sources import sources

PACKAGE: Final = Path(escalation.__file__).parent
CHECKOUT: Final = Path(__file__).parents[2]
SQL: Final = re.compile(r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN|USING|LOCK TABLE)\b")
NAMED: Final = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|USING|LOCK)\s+(?:ONLY\s+|LATERAL\s+)?([a-z_]+)\b")

STILL_FOREIGN: Final[frozenset[tuple[str, str]]] = frozenset(
    {
        # Pairs of a module and a table of a capability that does not lie below it. Only ever take lines away.
    }
)


def test_statements_name_tables_of_their_own_capability_or_of_one_below() -> None:
    assert foreign(texts(), owners()) - STILL_FOREIGN == set()


def test_what_is_still_foreign_is_still_there() -> None:
    assert STILL_FOREIGN - foreign(texts(), owners()) == set()


def test_every_table_has_one_owner() -> None:
    assert {"tickets": "tickets", "units": "organisation", "webhook_queue": "webhooks"}.items() <= owners().items()


def test_a_statement_about_a_table_above_is_found() -> None:
    sin = {"organisation/storage/sin.py": "SELECT count(*) FROM units JOIN tickets ON holder_id = units.id"}
    assert foreign(sin, owners()) == {("organisation/storage/sin.py", "tickets")}
    harmless = {"tickets/storage/fine.py": "SELECT count(*) FROM units JOIN tickets ON holder_id = units.id"}
    assert foreign(harmless, owners()) == set()


def test_a_statement_about_a_table_beside_is_found() -> None:
    sin = {"identity/usecases/sin.py": "UPDATE events SET kind = 'x'"}
    assert foreign(sin, owners()) == {("identity/usecases/sin.py", "events")}


def foreign(found: Mapping[str, str], owner_of: Mapping[str, str]) -> set[tuple[str, str]]:
    """Modules, by path, with tables that they name and should not."""
    return {
        (path, table)
        for path, text in found.items()
        for table in set(NAMED.findall(text)) & owner_of.keys()
        if not is_below(owner_of[table], capability(path))
    }


def is_below(owner: str, user: str) -> bool:
    """Whether a capability may name what belongs to another one: its own, or one on a lower line of the contract."""
    lines = layers()
    return owner == user or lines[owner] > lines[user]


@cache
def layers() -> Mapping[str, int]:
    """Every folder of the package, with the number of its line in the contract; higher numbers lie below."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["id"]: each for each in project["tool"]["importlinter"]["contracts"]}
    lines = contracts["capabilities"]["layers"]
    return {name.strip(): number for number, line in enumerate(lines) for name in line.split("|")}


@cache
def owners() -> Mapping[str, str]:
    """Table names, with the capability that declares each."""
    return {
        node.args[0].value: capability(path.relative_to(PACKAGE).as_posix())
        for path in PACKAGE.rglob("*tables.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Table"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def capability(path: str) -> str:
    """The folder right below the package that a module is in, or the module itself."""
    return path.partition("/")[0].removesuffix(".py")


@cache
def texts() -> Mapping[str, str]:
    """Every module by its path, with all the SQL that is written in it."""
    return {module.path: "\n".join(sql(module.tree)) for module in sources()}


def sql(tree: ast.Module) -> Iterator[str]:
    """The string constants that are SQL, with a gap for whatever is put into them; documentation is not."""
    documentation = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else " " for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation:
            text = node.value
        else:
            continue
        if SQL.search(text):
            yield text
