"""What can an opinion be about, and which departments answer for it?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from escalation.catalogue.documents import Node
from escalation.errors import N_

DEEPEST = 3
_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31}){0,2}\Z")
_FIELDS = ("code", "zh", "en", "departments", "keywords", "hints", "confidential", "parts")


@dataclass(frozen=True, slots=True)
class Category:
    """One heading of the catalogue.

    `departments` are suffixes of the departments responsible, the leading one first; `level` is 1 for a class, at
    most 3. A `confidential` matter is never shown to the unit it accuses (信访工作条例, article 30).
    """

    code: str
    parent_code: str | None
    level: int
    zh: str
    en: str
    departments: tuple[str, ...]
    keywords: tuple[str, ...]
    hints: tuple[str, ...]
    confidential: bool


@dataclass(frozen=True, slots=True)
class Categories:
    """The whole catalogue, parents before their parts."""

    by_code: Mapping[str, Category]

    def __iter__(self) -> Iterator[Category]:
        return iter(self.by_code.values())

    def __len__(self) -> int:
        return len(self.by_code)

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Category:
        return self.by_code[code]

    def lineage(self, code: str) -> tuple[Category, ...]:
        """The category, its parent and so on up to the class; KeyError if there is no such category."""
        category = self.by_code[code]
        return (category,) if category.parent_code is None else (category, *self.lineage(category.parent_code))


def read_categories(document: object) -> Categories:
    """Check a catalogue as YAML or JSON gives it.

    Departments and confidentiality are those of the parent where a part names none. Raises `DefinitionInvalid` with
    a fault per place.
    """
    root = Node(document)
    found: dict[str, Category] = {}
    top = root.fields(["categories"]).get("categories", root.absent("categories"))
    for node in top.items():
        _read(node, None, found)
    root.finish()
    return Categories(found)


def _read(node: Node, parent: Category | None, found: dict[str, Category]) -> None:
    fields = node.fields(_FIELDS)
    category = _category(node, fields, parent)
    if category.code in found:
        node.fault("DUPLICATE_CODE", N_("This code is used more than once."))
    found.setdefault(category.code, category)
    if "parts" not in fields:
        return
    if category.level == DEEPEST:
        fields["parts"].fault("TOO_DEEP", N_("Categories have at most three levels."))
        return
    for part in fields["parts"].items():
        _read(part, category, found)


def _category(node: Node, fields: Mapping[str, Node], parent: Category | None) -> Category:
    code = fields.get("code", node.absent("code"))
    if not _belongs(code.text(), parent):
        code.fault("INVALID_CODE", N_("A code is in small letters and starts with its parent's code and a dot."))
    departments = fields["departments"].texts() if "departments" in fields else parent.departments if parent else ()
    if not departments:
        node.fault("NO_DEPARTMENT", N_("No department is responsible for this category."))
    return Category(
        code=code.text(),
        parent_code=parent.code if parent else None,
        level=parent.level + 1 if parent else 1,
        zh=fields.get("zh", node.absent("zh")).text(),
        en=fields.get("en", node.absent("en")).text(),
        departments=departments,
        keywords=_words(fields, "keywords"),
        hints=_words(fields, "hints"),
        confidential=_confidential(fields, parent),
    )


def _belongs(code: str, parent: Category | None) -> bool:
    own = code.rpartition(".")[0]
    return _CODE.match(code) is not None and own == (parent.code if parent else "")


def _words(fields: Mapping[str, Node], name: str) -> tuple[str, ...]:
    if name not in fields:
        return ()
    words = fields[name].texts()
    if any(len(word) < 2 for word in words):
        fields[name].fault("WORD_TOO_SHORT", N_("A word for classification has at least two characters."))
    return words


def _confidential(fields: Mapping[str, Node], parent: Category | None) -> bool:
    own = "confidential" in fields and fields["confidential"].flag()
    # A part of a confidential class cannot be made public by forgetting to say so, nor by saying otherwise.
    return own or (parent is not None and parent.confidential)
