"""Which categories are there: what can an opinion be about, and which departments answer for it?"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from escalation.clocks.policy_document import Urgency
from escalation.errors import N_
from escalation.kit.parsing.yaml_documents import Node
from escalation.opinions.domain.custom_fields import CustomField, read_custom_fields

DEEPEST = 3
HINT = "~"
# Digits may come first: the services of cities have codes such as 001.
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,31}(\.[a-z0-9][a-z0-9_]{0,31}){0,2}\Z")
WEIGHT = re.compile(r"(?P<word>.+)\^(?P<weight>[0-9]{1,2}(\.[0-9]{1,2})?)\Z")
"""A keyword with its weight, as search engines write it: `word^2.5`."""

_FIELDS = (
    "code", "zh", "en", "departments", "keywords", "confidential", "urgency", "retired", "successor", "public",
    "fields", "parts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Category:
    """One heading of the catalogue.

    `departments` are suffixes of the departments responsible, the leading one first. A keyword with `~` before it
    is a hint, one with `^` and a number behind it has that weight. A `confidential` matter is never shown to the unit
    it accuses (信访工作条例, article 30). `urgency` is what such matters usually are. What is `retired` is given to
    nothing new; `successor` is to be taken instead. Of a `public` one anybody may see where its matters stand, without
    their words. `fields`: what is asked besides the words.
    """

    code: str
    zh: str
    en: str
    departments: tuple[str, ...]
    keywords: tuple[str, ...]
    confidential: bool
    urgency: str | None = None
    retired: bool = False
    successor: str | None = None
    public: bool = False
    fields: tuple[CustomField, ...] = ()

    @property
    def parent_code(self) -> str | None:
        """The code without its last part; `None` for a class."""
        return self.code.rpartition(".")[0] or None

    @property
    def level(self) -> int:
        """1 for a class, at most 3."""
        return self.code.count(".") + 1


class Categories:
    """The whole catalogue in the order it was written, parents before their parts."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._by_code = {category.code: category for category in categories}
        self._lineages: dict[str, tuple[Category, ...]] = {}

    def __iter__(self) -> Iterator[Category]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Category:
        return self._by_code[code]

    def lineage(self, code: str) -> tuple[Category, ...]:
        """The category, its parent and so on up to the class; KeyError if there is no such category."""
        if code not in self._lineages:
            category = self._by_code[code]
            above = self.lineage(category.parent_code) if category.parent_code is not None else ()
            self._lineages[code] = (category, *above)
        return self._lineages[code]


def read_categories(document: object) -> Categories:
    """Check categories as YAML or JSON gives them.

    Departments, urgency, fields and confidentiality are those of the parent where a part names none. Raises
    `DefinitionInvalid` with a fault per place.
    """
    root = Node(document)
    found = read_tree(root.fields(["categories"], required=["categories"])["categories"])
    root.finish()
    return found


def read_tree(node: Node, departments: Container[str] | None = None) -> Categories:
    """The categories of a list, with faults noted at their places. `departments`: those there are, if that is known."""
    reading = _Reading(departments)
    for item in node.items():
        _read(item, None, reading)
    for code, category in reading.found.items():
        _check_successor(category, reading.found, reading.places[code])
    return Categories(reading.found.values())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read so far, and where the successor of each category stands."""

    departments: Container[str] | None
    found: dict[str, Category] = field(default_factory=dict)
    places: dict[str, Node] = field(default_factory=dict)


def _check_successor(category: Category, found: Mapping[str, Category], node: Node) -> None:
    if category.successor is None:
        return
    successor = found.get(category.successor)
    if not category.retired:
        node.fault("not_retired", N_("Only a retired category has a successor."))
    if successor is None or successor.retired:
        node.fault("unknown_successor", N_("The successor has to be a category of this document that is not retired."))


def _read(node: Node, parent: Category | None, reading: _Reading) -> None:
    fields = node.fields(_FIELDS, required=("code", "zh", "en"))
    category = _category(fields, parent)
    if not category.departments:
        node.fault("no_department", N_("No department is responsible for this category."))
    if category.public and category.confidential:
        fields["public"].fault("confidential", N_("A confidential category cannot be public."))
    if reading.departments is not None and "departments" in fields:
        _check_departments(fields["departments"], reading.departments)
    if reading.found.setdefault(category.code, category) is not category:
        fields["code"].fault("duplicate_code", N_("This code is used more than once."))
    reading.places.setdefault(category.code, fields.get("successor", node))
    if "parts" in fields:
        _read_parts(fields["parts"], category, reading)


def _check_departments(node: Node, known: Container[str]) -> None:
    for code in node.items() if isinstance(node.value, list) else ():
        if isinstance(code.value, str) and code.value not in known:
            code.fault("unknown_department", N_("The catalogue has no department of this code."))


def _read_parts(node: Node, parent: Category, reading: _Reading) -> None:
    if parent.level >= DEEPEST:
        node.fault("too_deep", N_("Categories have at most three levels."))
        return
    for part in node.items():
        _read(part, parent, reading)


def _category(fields: Mapping[str, Node], parent: Category | None) -> Category:
    departments = fields["departments"].texts() if "departments" in fields else parent.departments if parent else ()
    return Category(
        code=_code(fields["code"], parent),
        zh=fields["zh"].text(),
        en=fields["en"].text(),
        departments=departments,
        keywords=_keywords(fields["keywords"]) if "keywords" in fields else (),
        # A part of a confidential class cannot be made public, neither by forgetting to say so nor by saying otherwise.
        confidential=_flag(fields, "confidential") or (parent is not None and parent.confidential),
        urgency=fields["urgency"].one_of(Urgency) if "urgency" in fields else parent.urgency if parent else None,
        # What is part of something retired cannot be taken either.
        retired=_flag(fields, "retired") or (parent is not None and parent.retired),
        successor=fields["successor"].text() if "successor" in fields else None,
        # Said of each by itself: what a part is about may tell more of a citizen than its class does.
        public=_flag(fields, "public"),
        fields=read_custom_fields(fields["fields"]) if "fields" in fields else parent.fields if parent else (),
    )


def _code(node: Node, parent: Category | None) -> str:
    code = node.text()
    if not _CODE.match(code) or code.rpartition(".")[0] != (parent.code if parent else ""):
        node.fault("invalid_code", N_("A code is in small letters and starts with its parent's code and a dot."))
    return code


def _keywords(node: Node) -> tuple[str, ...]:
    words = node.texts()
    weights = [float(weighed["weight"]) for word in words if (weighed := WEIGHT.match(word))]
    if any(len(WEIGHT.sub(r"\g<word>", word).removeprefix(HINT)) < 2 for word in words):
        node.fault("word_too_short", N_("A word for classification has at least two characters."))
    if any(weight <= 0 for weight in weights):
        node.fault("no_weight", N_("The weight of a word is more than nothing."))
    return words


def _flag(fields: Mapping[str, Node], name: str) -> bool:
    return name in fields and fields[name].flag()
