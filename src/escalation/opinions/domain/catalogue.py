"""What does the routing catalogue (派单目录) say: which categories and departments are there? A published document."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from escalation.errors import N_, Fault
from escalation.kit.parsing.yaml_documents import Node
from escalation.opinions.domain.categories import Categories, Category, read_tree

MOST_CATEGORIES: Final = 2_000
MOST_FIELD_CODES: Final = 300
"""Different custom fields in a catalogue: each may be a column of a file."""
_REQUIRED = ("version", "zh", "en", "departments", "categories")
_FIELDS = (*_REQUIRED, "learning")
_DEPARTMENT = ("code", "zh", "en", "levels")


@dataclass(frozen=True, slots=True)
class CatalogueDepartment:
    """Who answers for categories. `code` ends the codes of its units; `levels` are names that the policy has."""

    code: str
    zh: str
    en: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoutingCatalogue:
    """A catalogue that was checked; departments by code. `learning`: whether suggestions learn from decisions."""

    zh: str
    en: str
    departments: Mapping[str, CatalogueDepartment]
    categories: Categories
    learning: bool


def read_catalogue(document: object) -> RoutingCatalogue:
    """Check a catalogue as YAML or JSON gives it. Raises `DefinitionInvalid` with a fault per place."""
    root = Node(document)
    fields = root.fields(_FIELDS, required=_REQUIRED)
    departments = _departments(fields["departments"])
    categories = read_tree(fields["categories"], departments)
    if len(categories) > MOST_CATEGORIES:
        fields["categories"].fault("too_many", N_("These are too many categories to choose from."))
    if len({each.code for category in categories for each in category.fields}) > MOST_FIELD_CODES:
        fields["categories"].fault("too_many", N_("All categories together have at most 300 different fields."))
    names = fields["zh"].text(), fields["en"].text()
    learning = "learning" not in fields or fields["learning"].flag()
    root.finish()
    return RoutingCatalogue(*names, departments, categories, learning)


def level_faults(document: Mapping[str, object], levels: Collection[str]) -> Iterator[Fault]:
    """Levels of departments that the policy does not name. The document is a checked one."""
    for node in Node(document).fields(_FIELDS)["departments"].items():
        for level in node.fields(_DEPARTMENT)["levels"].items():
            if level.value not in levels:
                yield Fault(level.pointer, "unknown_level", N_("The policy in force names no level like this."))


def document_of(
    categories: Iterable[Category], known: Mapping[str, CatalogueDepartment], levels: Iterable[str]
) -> dict[str, object]:
    """The first catalogue of a place that had categories before there was one: what it has, and who they name."""
    written: dict[str, dict[str, object]] = {}
    tops: list[dict[str, object]] = []
    departments: dict[str, None] = {}
    for category in categories:
        entry: dict[str, object] = {
            "code": category.code, "zh": category.zh, "en": category.en, "departments": list(category.departments),
            "keywords": list(category.keywords), "confidential": category.confidential,
        }  # fmt: skip
        parent = written.get(category.parent_code or "")
        parts = parent.setdefault("parts", []) if parent is not None else tops
        if isinstance(parts, list):
            parts.append(entry)
        written[category.code] = entry
        departments.update(dict.fromkeys(category.departments))
    named = [known.get(code, CatalogueDepartment(code, code, code, tuple(levels))) for code in departments]
    return {
        "version": 1, "zh": "派单目录", "en": "Routing catalogue",
        "departments": [
            {"code": each.code, "zh": each.zh, "en": each.en, "levels": list(each.levels)} for each in named
        ],
        "categories": tops,
    }  # fmt: skip


def _departments(node: Node) -> dict[str, CatalogueDepartment]:
    found: dict[str, CatalogueDepartment] = {}
    for item in node.items():
        fields = item.fields(_DEPARTMENT, required=_DEPARTMENT)
        department = CatalogueDepartment(
            fields["code"].text(), fields["zh"].text(), fields["en"].text(), fields["levels"].texts()
        )
        if found.setdefault(department.code, department) is not department:
            fields["code"].fault("duplicate_code", N_("This code is used more than once."))
    return found
