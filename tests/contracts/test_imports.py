"""No module needs itself by way of others, and none imports what only a type checker would see.

Import Linter holds the directions between folders; inside a folder two modules could still need each other.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from tests.contracts.sources import Source, planted, sources


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(sources()) == []


def test_a_circle_is_found_even_inside_a_function() -> None:
    one = planted("escalation.one", "from escalation.two import Two\n")
    two = planted("escalation.two", "def two():\n    from escalation import three\n")
    three = planted("escalation.three", "import escalation.one\n")
    assert set(circle([one, two, three])) == {"escalation.one", "escalation.two", "escalation.three"}
    assert circle([one, two]) == []


def test_nothing_is_imported_for_type_checkers_alone() -> None:
    assert [source.path for source in sources() if names_type_checking(source)] == []


def test_an_import_for_type_checkers_is_found_however_it_is_written() -> None:
    assert names_type_checking(planted("escalation.one", "from typing import TYPE_CHECKING\n"))
    assert names_type_checking(planted("escalation.one", "import typing\nif typing.TYPE_CHECKING: ...\n"))


def test_no_module_hands_on_the_names_of_another() -> None:
    assert [source.path for source in sources() if handed_on(source)] == []


def test_a_name_handed_on_is_found_however_it_is_written() -> None:
    assert handed_on(planted("escalation.one", 'from escalation.two import Two\n__all__ = ["Two"]\n')) == {"Two"}
    assert handed_on(planted("escalation.one", "from escalation.two import Two as Two\n")) == {"Two"}
    assert handed_on(planted("escalation.one", "from escalation.two import Two\nOne = Two\n")) == {"Two"}
    assert not handed_on(planted("escalation.one", "from escalation.two import Two\n\nOne = list[Two]\n"))


def handed_on(module: Source) -> set[str]:
    """Imported names that others are meant to take from here: in `__all__`, by the sign `as`, or under another name."""
    imported, offered = set[str](), set[str]()
    for node in module.tree.body:
        match node:
            case ast.ImportFrom(names=names):
                imported |= {alias.asname or alias.name for alias in names}
                offered |= {alias.name for alias in names if alias.asname == alias.name}
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=names)):
                offered |= {str(name.value) for name in names if isinstance(name, ast.Constant)}
            case ast.Assign(value=ast.Name(id=name)):
                offered.add(name)
            case _:
                pass
    return imported & offered


def circle(modules: Iterable[Source]) -> list[str]:
    """The modules of one circle of imports, empty if there is none."""
    known = {source.name: source for source in modules}
    try:
        TopologicalSorter({name: set(_imports(source, known)) for name, source in known.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _imports(source: Source, known: Mapping[str, Source]) -> Iterator[str]:
    """The modules that are named anywhere in one, at its top or inside a function."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in full if known.keys() & {name, node.module})


def names_type_checking(source: Source) -> bool:
    return any(
        "TYPE_CHECKING" in {getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None)}
        for node in ast.walk(source.tree)
    )
