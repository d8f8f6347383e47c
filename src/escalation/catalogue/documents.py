"""How is a parsed YAML or JSON document read so that every fault in it is found at once, each with its place?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from escalation.errors import DefinitionInvalid, Fault, N_

Json: TypeAlias = Union[None, bool, int, float, str, list["Json"], dict[str, "Json"]]


@dataclass(frozen=True, slots=True)
class Node:
    """A value inside a document, the place it stands at (RFC 6901) and the list its faults are added to."""

    value: object
    pointer: str = ""
    faults: list[Fault] = field(default_factory=list)

    def fields(self, allowed: Iterable[str]) -> dict[str, "Node"]:
        """The members of an object. A member that is not allowed is a fault; `{}` where this is no object."""
        if not isinstance(self.value, dict):
            self.fault("NOT_AN_OBJECT", N_("An object is expected here."))
            return {}
        known = set(allowed)
        nodes = {str(name): self._child(str(name), value) for name, value in self.value.items()}
        for name, node in nodes.items():
            if name not in known:
                node.fault("UNKNOWN_FIELD", N_("This field is not known here."))
        return nodes

    def members(self) -> dict[str, "Node"]:
        """The members of an object whose names are free; `{}` where this is no object."""
        return self.fields(map(str, self.value)) if isinstance(self.value, dict) else self.fields(())

    def items(self) -> list["Node"]:
        """The elements of a list; `[]` where this is none."""
        if not isinstance(self.value, list):
            self.fault("NOT_A_LIST", N_("A list is expected here."))
            return []
        return [self._child(str(position), value) for position, value in enumerate(self.value)]

    def text(self) -> str:
        """A text that is not blank; `""` where this is none."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        self.fault("NOT_A_TEXT", N_("A text that is not empty is expected here."))
        return ""

    def texts(self) -> tuple[str, ...]:
        """A list of texts, each named once."""
        texts = [node.text() for node in self.items()]
        if len(set(texts)) != len(texts):
            self.fault("NAMED_TWICE", N_("Something is named more than once here."))
        return tuple(texts)

    def flag(self) -> bool:
        """`true` or `false`."""
        if not isinstance(self.value, bool):
            self.fault("NOT_A_FLAG", N_("True or false is expected here."))
        return self.value is True

    def fault(self, code: str, detail: str) -> None:
        """Note that something is wrong here."""
        self.faults.append(Fault(pointer=self.pointer, code=code, detail=detail))

    def finish(self) -> None:
        """Raise `DefinitionInvalid` with every fault found so far in the document, if there is one."""
        if self.faults:
            raise DefinitionInvalid(faults=self.faults)

    def absent(self, name: str) -> "Node":
        """The place where a member should have been, for faults about its absence."""
        return self._child(name, None)

    def _child(self, name: str, value: object) -> "Node":
        escaped = name.replace("~", "~0").replace("/", "~1")
        return Node(value, f"{self.pointer}/{escaped}", self.faults)
