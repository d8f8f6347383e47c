"""What do profile folders say: by which documents does another place work, and which units does it begin with?

A profile is a folder with `profile.yaml` and any of the documents, one file each: `workflow.yaml`, `policy.yaml`,
`calendar.yaml`, `catalogue.yaml`, `programme.yaml`. What it leaves out stays as it is in force. `units.csv`, with the
parts of each unit (`departments.yaml`) and posts for every role (`members.yaml`), is what an empty place begins with.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import yaml

from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.clocks.policy_document import PolicyDocument
from escalation.errors import N_, DefinitionInvalid, Fault, NotFound
from escalation.kit.documents.store import DocumentKind
from escalation.kit.parsing.checked_documents import Document, Label, read, refuse
from escalation.kit.parsing.csv_files import read_csv
from escalation.kit.parsing.yaml_documents import load_yaml
from escalation.opinions.domain.catalogue import level_faults, read_catalogue
from escalation.organisation.domain.departments import Departments, read_departments, standard_units
from escalation.organisation.domain.staffing import MemberRow, read_posts, standard_members
from escalation.organisation.domain.tree import COLUMNS, read_tree
from escalation.organisation.domain.units import UnitRow
from escalation.publishing.domain.rule_sections import section_faults
from escalation.tickets.domain import default

PUBLISHED: Final = (
    DocumentKind.CALENDAR, DocumentKind.POLICY, DocumentKind.CATALOGUE, DocumentKind.PROGRAMME, DocumentKind.WORKFLOW,
)  # fmt: skip
"""In which order a profile is published: limits name regions of the calendar, departments of the catalogue levels."""


class SaidInBoth(Document):
    """A text in both languages."""

    zh: Label
    en: Label


class ProfileTitle(Document):
    """What a profile is called, and for which place it is."""

    zh: Label
    en: Label
    about: SaidInBoth


@dataclass(frozen=True, slots=True)
class Profile:
    """A folder that was read. `documents` are as they are written, without a version; `units` have parents first.

    `ranks`: the levels by name, growing upward, as its policy has them.
    """

    name: str
    title: ProfileTitle
    documents: Mapping[DocumentKind, Mapping[str, object]]
    ranks: Mapping[str, int]
    units: tuple[UnitRow, ...]
    members: tuple[MemberRow, ...]


def shipped_profiles() -> list[str]:
    """The names of those that come along."""
    return sorted(each.name for each in _shipped().iterdir() if each.joinpath(_TITLE).is_file())


def shipped_profile(name: str) -> Profile:
    """One that comes along. Raises `NotFound`."""
    if name not in shipped_profiles():
        raise NotFound(N_("There is no such profile."))
    return read_profile(name, _shipped().joinpath(name))


def read_profile(name: str, folder: Traversable) -> Profile:
    """What a folder says. Raises `DefinitionInvalid` with the file and the place; documents are checked elsewhere."""
    title = read(ProfileTitle, _yaml(folder, _TITLE))
    written = {kind: _document(folder, kind) for kind in PUBLISHED if folder.joinpath(file_of(kind)).is_file()}
    ranks = _ranks(written.get(DocumentKind.POLICY))
    units = _units(folder, ranks)
    return Profile(name, title, written, ranks, units, _members(folder, units))


def file_of(kind: DocumentKind) -> str:
    """In which file a document of a kind stands."""
    return f"{kind}.yaml"


def check_profile(profile: Profile, checks: Mapping[str, Callable[[object], object]]) -> None:
    """Raise `DefinitionInvalid` with a fault for each place that no place could be run by.

    Whether the place at hand has what is named, publication says. `checks`: those of the sections of the programme.
    """
    faults: list[Fault] = []
    for kind, document in profile.documents.items():
        try:
            refuse(_faults(profile, kind, {"version": 1, **document}, checks))
        except DefinitionInvalid as refusal:
            faults += of_file(kind, refusal.faults)
    refuse(faults)


def of_file(kind: DocumentKind, faults: Iterable[Fault]) -> list[Fault]:
    """Faults of a document, each with the name of its file."""
    return [replace(fault, pointer=f"{file_of(kind)}{fault.pointer}") for fault in faults]


_TITLE: Final = "profile.yaml"
_UNITS: Final = "units.csv"
_DEPARTMENTS: Final = "departments.yaml"
_MEMBERS: Final = "members.yaml"
_NO_DEPARTMENTS: Final = Departments(frozenset(), {})


def _faults(
    profile: Profile,
    kind: DocumentKind,
    document: Mapping[str, object],
    checks: Mapping[str, Callable[[object], object]],
) -> Iterator[Fault]:
    """Raises `DefinitionInvalid` itself for what is wrong with a document alone."""
    match kind:
        case DocumentKind.WORKFLOW:
            default.checked(document)
        case DocumentKind.POLICY:
            Policy.compile(document)
        case DocumentKind.CALENDAR:
            Calendars.compile(document)
        case DocumentKind.CATALOGUE:
            read_catalogue(document)
            yield from level_faults(document, profile.ranks) if profile.ranks else ()
        case DocumentKind.PROGRAMME:
            yield from section_faults(document, checks)


def _shipped() -> Traversable:
    return files("escalation").joinpath("data", "profiles")


def _document(folder: Traversable, kind: DocumentKind) -> dict[str, object]:
    """As it is written, without the version that it had wherever it comes from."""
    return {name: value for name, value in _yaml(folder, file_of(kind)).items() if name != "version"}


def _yaml(folder: Traversable, file: str) -> Mapping[str, object]:
    try:
        found: Any = load_yaml(folder.joinpath(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        found = None
    if not isinstance(found, dict):
        raise DefinitionInvalid(faults=[Fault(file, "malformed", N_("This is no YAML or JSON file in UTF-8."))])
    return found


def _ranks(policy: Mapping[str, object] | None) -> dict[str, int]:
    if policy is None:
        return {}
    document = read(PolicyDocument, {"version": 1, **policy})
    return {level.code: rank for rank, level in Policy.compile(document).levels.items()}


def _units(folder: Traversable, ranks: Mapping[str, int]) -> tuple[UnitRow, ...]:
    if not folder.joinpath(_UNITS).is_file():
        return ()
    tree = read_tree(read_csv(folder.joinpath(_UNITS).read_bytes(), COLUMNS), known={}, ranks=ranks)
    if tree.faults:
        raise DefinitionInvalid(faults=tree.faults)
    places = [each.unit for each in tree.placed]
    has_parts = folder.joinpath(_DEPARTMENTS).is_file()
    departments = read_departments(_yaml(folder, _DEPARTMENTS)) if has_parts else _NO_DEPARTMENTS
    return (*places, *standard_units(places, departments))


def _members(folder: Traversable, units: tuple[UnitRow, ...]) -> tuple[MemberRow, ...]:
    if not folder.joinpath(_MEMBERS).is_file():
        return ()
    return tuple(standard_members(units, read_posts(_yaml(folder, _MEMBERS))))
