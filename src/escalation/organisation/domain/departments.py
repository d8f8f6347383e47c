"""Which departments, offices and teams does every place have besides itself?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escalation.errors import N_
from escalation.kit.parsing.yaml_documents import Node
from escalation.organisation.domain.units import UnitKind, UnitRow


@dataclass(frozen=True, slots=True)
class Department:
    """A standard part of a place. `categories` are classes it takes at its level when no named department is there."""

    suffix: str
    zh: str
    en: str
    kind: UnitKind
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Departments:
    """The standard parts by level name, in their order; `places` are the kinds of units that have parts."""

    places: frozenset[UnitKind]
    by_level: Mapping[str, tuple[Department, ...]]


def read_departments(document: object) -> Departments:
    """Check a list of departments as YAML or JSON gives it. Raises `DefinitionInvalid` with a fault per place."""
    root = Node(document)
    fields = root.fields(["places", "levels"], required=["places", "levels"])
    places = frozenset(UnitKind(node.one_of(UnitKind)) for node in fields["places"].items())
    by_level = {level: _of_level(node) for level, node in fields["levels"].members().items()}
    root.finish()
    return Departments(places, by_level)


def standard_units(units: Iterable[UnitRow], departments: Departments) -> list[UnitRow]:
    """The parts of every place among the units, in their order: `150721-ZJ` 阿荣旗住房和城乡建设局 under `150721`."""
    return [
        UnitRow(
            code=unit_code(place.code, part.suffix),
            parent_code=place.code,
            level=place.level,
            name=place.name + part.zh,
            kind=part.kind,
            designation=part.zh,
        )
        for place in units
        if place.kind in departments.places
        for part in departments.by_level.get(place.level, ())
    ]


def unit_code(place_code: str, suffix: str) -> str:
    """The code of a standard part of a place."""
    return f"{place_code}-{suffix}"


def _of_level(node: Node) -> tuple[Department, ...]:
    departments = tuple(_department(item) for item in node.items())
    if len({department.suffix for department in departments}) != len(departments):
        node.fault("duplicate_suffix", N_("A suffix is used more than once on this level."))
    return departments


def _department(node: Node) -> Department:
    names = ("suffix", "zh", "en", "kind", "categories")
    fields = node.fields(names, required=names)
    return Department(
        suffix=fields["suffix"].text(),
        zh=fields["zh"].text(),
        en=fields["en"].text(),
        kind=UnitKind(fields["kind"].one_of(kind for kind in UnitKind if kind.is_attached)),
        categories=fields["categories"].texts(),
    )
