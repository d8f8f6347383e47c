"""What can an opinion be about, and which departments answer for it?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from escalation.errors import N_
from escalation.kit.parsing.yaml_documents import Node

DEEPEST = 3
HINT = "~"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31}){0,2}\Z")
_FIELDS = ("code", "zh", "en", "departments", "keywords", "confidential", "parts")


@dataclass(frozen=True, slots=True)
class Category:
    """One heading of the catalogue.

    `departments` are suffixes of the departments responsible, the leading one first. A keyword with `~` before it
    is a hint. A `confidential` matter is never shown to the unit it accuses (信访工作条例, article 30).
    """

    code: str
    zh: str
    en: str
    departments: tuple[str, ...]
    keywords: tuple[str, ...]
    confidential: bool

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
        category = self._by_code[code]
        return (category,) if category.parent_code is None else (category, *self.lineage(category.parent_code))


def read_categories(document: object) -> Categories:
    """Check a catalogue as YAML or JSON gives it.

    Departments and confidentiality are those of the parent where a part names none. Raises `DefinitionInvalid` with
    a fault per place.
    """
    root = Node(document)
    found: dict[str, Category] = {}
    for node in root.fields(["categories"], required=["categories"])["categories"].items():
        _read(node, None, found)
    root.finish()
    return Categories(found.values())


def _read(node: Node, parent: Category | None, found: dict[str, Category]) -> None:
    fields = node.fields(_FIELDS, required=("code", "zh", "en"))
    category = _category(fields, parent)
    if not category.departments:
        node.fault("no_department", N_("No department is responsible for this category."))
    if found.setdefault(category.code, category) is not category:
        fields["code"].fault("duplicate_code", N_("This code is used more than once."))
    if "parts" in fields:
        _read_parts(fields["parts"], category, found)


def _read_parts(node: Node, parent: Category, found: dict[str, Category]) -> None:
    if parent.level >= DEEPEST:
        node.fault("too_deep", N_("Categories have at most three levels."))
        return
    for part in node.items():
        _read(part, parent, found)


def _category(fields: Mapping[str, Node], parent: Category | None) -> Category:
    departments = fields["departments"].texts() if "departments" in fields else parent.departments if parent else ()
    return Category(
        code=_code(fields["code"], parent),
        zh=fields["zh"].text(),
        en=fields["en"].text(),
        departments=departments,
        keywords=_keywords(fields["keywords"]) if "keywords" in fields else (),
        # A part of a confidential class cannot be made public, neither by forgetting to say so nor by saying otherwise.
        confidential=_flag(fields) or (parent is not None and parent.confidential),
    )


def _code(node: Node, parent: Category | None) -> str:
    code = node.text()
    if not _CODE.match(code) or code.rpartition(".")[0] != (parent.code if parent else ""):
        node.fault("invalid_code", N_("A code is in small letters and starts with its parent's code and a dot."))
    return code


def _keywords(node: Node) -> tuple[str, ...]:
    words = node.texts()
    if any(len(word.removeprefix(HINT)) < 2 for word in words):
        node.fault("word_too_short", N_("A word for classification has at least two characters."))
    return words


def _flag(fields: Mapping[str, Node]) -> bool:
    return "confidential" in fields and fields["confidential"].flag()
