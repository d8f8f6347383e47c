"""How is a parsed YAML or JSON document read so that every fault in it is found at once, each with its place?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from escalation.errors import N_, DefinitionInvalid, Fault

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML was built without its parser in C: the same documents, ten times as slowly
    from yaml import SafeLoader  # type: ignore[assignment]


def load_yaml(text: str) -> Any:
    """A document that comes with the package."""
    return yaml.load(text, SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A value inside a document, the place it stands at (RFC 6901) and the list its faults are added to.

    Reading never stops at a fault: a harmless value takes the place of the wrong one, and `finish` raises at the end.
    """

    value: object
    pointer: str = ""
    faults: list[Fault] = field(default_factory=list)

    def fields(self, known: Iterable[str], *, required: Iterable[str] = ()) -> dict[str, "Node"]:
        """The members of an object: the required ones always, the other known ones where they are given."""
        nodes, names = self.members(), frozenset(known)
        for name, node in nodes.items():
            if name not in names:
                node.fault("unknown_field", N_("This field is not known here."))
        missing = [name for name in required if name not in nodes]
        for name in missing:
            self._below(name, None).fault("missing", N_("This field is required."))
        # What is missing is read as whatever it should have been, without a second fault about the same place.
        return {**nodes, **{name: Node(None, faults=_Deaf()) for name in missing}}

    def members(self) -> dict[str, "Node"]:
        """The members of an object whose names are free."""
        if not isinstance(self.value, dict):
            self.fault("not_an_object", N_("An object is expected here."))
            return {}
        return {str(name): self._below(str(name), value) for name, value in self.value.items()}

    def items(self) -> list["Node"]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            self.fault("not_a_list", N_("A list is expected here."))
            return []
        return [self._below(str(position), value) for position, value in enumerate(self.value)]

    def text(self) -> str:
        """A text that is not blank."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        self.fault("not_a_text", N_("A text that is not empty is expected here."))
        return ""

    def texts(self) -> tuple[str, ...]:
        """A list of texts, none of them twice."""
        texts = tuple(node.text() for node in self.items())
        if len(set(texts)) != len(texts):
            self.fault("named_twice", N_("Something is named more than once here."))
        return texts

    def one_of(self, names: Iterable[str]) -> str:
        """One of the given names; the first of them where it is another."""
        known = list(names)
        if self.value in known:
            return str(self.value)
        self.fault("unknown_name", N_("This name is not known."))
        return known[0]

    def flag(self) -> bool:
        """`true` or `false`."""
        if not isinstance(self.value, bool):
            self.fault("not_a_flag", N_("True or false is expected here."))
        return self.value is True

    def fault(self, code: str, detail: str) -> None:
        """Note that something is wrong here."""
        self.faults.append(Fault(pointer=self.pointer, code=code, detail=detail))

    def finish(self) -> None:
        """Raise `DefinitionInvalid` with every fault found so far in the document, if there is one."""
        if self.faults:
            raise DefinitionInvalid(faults=self.faults)

    def _below(self, name: str, value: object) -> "Node":
        escaped = name.replace("~", "~0").replace("/", "~1")
        return Node(value, f"{self.pointer}/{escaped}", self.faults)


class _Deaf(list[Fault]):
    """A list of faults that keeps none."""

    def append(self, fault: Fault, /) -> None:
        """Forget it."""
