"""One thing, one name: whoever looks for a class finds it, and only it."""

import ast
from collections import Counter
from collections.abc import Iterable
from typing import Final

from tests.contracts.sources import Source, planted, sources

SHARED: Final = frozenset[str]()
"""Names that still mean several things: none, and no more are to come."""


def test_no_two_public_classes_have_one_name() -> None:
    assert shared_names(sources()) - SHARED == set()


def test_no_exception_is_left_of_what_has_one_meaning_now() -> None:
    assert SHARED - shared_names(sources()) == set()


def test_a_second_class_of_a_name_is_found_and_a_private_one_is_not() -> None:
    one = planted("escalation.one", "class Ticket: ...\nclass _Draft: ...\n")
    two = planted("escalation.two", "class Ticket: ...\nclass _Draft: ...\nclass Other: ...\n")
    assert shared_names([one, two]) == {"Ticket"}


def shared_names(modules: Iterable[Source]) -> set[str]:
    found = Counter(
        node.name
        for module in modules
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    return {name for name, times in found.items() if times > 1}
