"""What a kind of published document is made into is said once: two ways would compile it twice, and may differ."""

import ast
from collections import Counter
from collections.abc import Iterable

from tests.contracts.sources import Source, planted, sources


def test_what_a_kind_of_document_is_made_into_is_said_once() -> None:
    declared = declarations(sources())
    assert set(declared) == {"CALENDAR", "CATALOGUE", "POLICY", "PROGRAMME", "WORKFLOW"}
    assert [kind for kind, times in declared.items() if times > 1] == []


def test_a_second_declaration_is_found() -> None:
    one, two = (planted(f"escalation.{n}", "X = CompiledKind(DocumentKind.CALENDAR, compile)\n") for n in "ab")
    assert declarations([one, two]) == {"CALENDAR": 2}


def declarations(modules: Iterable[Source]) -> Counter[str]:
    """How often each kind is declared, by its name."""
    return Counter(
        node.args[0].attr
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "CompiledKind"
        and isinstance(node.args[0], ast.Attribute)
    )
