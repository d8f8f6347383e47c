"""What is a section of the rules of the programme (rule section)? The part of one mechanism, and how it is read.

The document has one for each mechanism, by name. One that a published version leaves out is that which comes along:
versions from before there was a mechanism need not be published anew.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Final, Generic, TypeVar

from escalation.errors import N_, DefinitionInvalid, Fault
from escalation.kit.parsing.checked_documents import pointer
from escalation.kit.parsing.yaml_documents import load_yaml

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RuleSection(Generic[T]):
    """The section of a mechanism. `parse` raises `DefinitionInvalid` with a fault for every place that is wrong."""

    name: str
    parse: Callable[[object], T]


def shipped_document() -> dict[str, object]:
    """What a new place begins with: every section that comes along, one file each."""
    found = (each.name for each in files("escalation").joinpath(*_SHIPPED).iterdir())
    return {"version": 1} | {name: shipped_section(name) for name in sorted(each.partition(".")[0] for each in found)}


def shipped_section(name: str) -> object:
    """One section as it comes along."""
    section: object = load_yaml(files("escalation").joinpath(*_SHIPPED, f"{name}.yaml").read_text(encoding="utf-8"))
    return section


def section_faults(document: Mapping[str, object], checks: Mapping[str, Callable[[object], object]]) -> Iterator[Fault]:
    """What is wrong with the sections of a document; `checks` are those of the mechanisms, by name."""
    for name, section in sections_of(document).items():
        if name not in checks:
            yield Fault(pointer(name), "unknown_field", N_("This field is not known here."))
            continue
        try:
            checks[name](section)
        except DefinitionInvalid as refusal:
            yield from (replace(fault, pointer=pointer(name) + fault.pointer) for fault in refusal.faults)


def sections_of(document: Mapping[str, object]) -> dict[str, object]:
    """The sections by name."""
    return {name: section for name, section in document.items() if name != "version"}


_SHIPPED: Final = ("data", "programme")
