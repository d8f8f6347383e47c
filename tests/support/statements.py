"""Which statements does the program have ready? All that its modules keep, found by looking through them."""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module

import escalation
from escalation.kit.database.connection import Compiled


def every_statement() -> dict[str, str]:
    """The text of each, with the module that keeps it. What is put together for a request is not among them."""
    found: dict[str, str] = {}
    for each in pkgutil.walk_packages(escalation.__path__, f"{escalation.__name__}."):
        if "__main__" not in each.name and ".migrations" not in each.name:
            module = import_module(each.name)
            found |= {text: each.name for value in vars(module).values() for text in _texts(value)}
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Compiled):
        yield value.text
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (text for each in value for text in _texts(each))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (text for field in fields(value) for text in _texts(getattr(value, field.name, None)))
