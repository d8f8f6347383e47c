"""Which category suggestions does the catalogue in force make? Compiled once in a process while it does not change."""

from dataclasses import dataclass
from time import monotonic
from typing import Final
from weakref import WeakKeyDictionary

from escalation.kit.database.connection import Connection, Database
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.categories import Categories, Category
from escalation.opinions.domain.classifier import Classifier
from escalation.opinions.storage.categories import list_categories

KEPT_FOR: Final = 10.0
"""Seconds for which a process trusts what it knows of the catalogue."""

MOST_SUGGESTIONS: Final = 3


class Catalogue:
    """The categories of one reading, with the classifier made of them. Immutable, so threads may share it."""

    def __init__(self, rows: tuple[Category, ...]) -> None:
        """Compile the rows."""
        self.rows = rows
        self._classifier = Classifier(Categories(rows))
        self._by_code = {row.code: row for row in rows}
        self._by_name = {row.zh: row for row in reversed(rows)}

    def with_code(self, code: str) -> Category | None:
        """A category by its code."""
        return self._by_code.get(code)

    def find(self, name: str) -> Category | None:
        """A category by its code, or by its Chinese name; of several with one name the first.

        For one that was retired stands its successor, if it has one.
        """
        found = self.with_code(name) or self._by_name.get(name)
        return found if found is None or not found.retired else self.with_code(found.successor or "")

    def suggest(self, title: str, content: str) -> tuple[str, ...]:
        """The codes of at most three categories that a text may be about, likeliest first."""
        found = self._classifier.suggest(content, title=title)
        return tuple(suggestion.category_code for suggestion in found[:MOST_SUGGESTIONS])


async def catalogue_in_force(runtime: Runtime, connection: Connection) -> Catalogue:
    """The catalogue as it was at most `KEPT_FOR` seconds ago."""
    known = _known.get(runtime.database)
    if known is not None and known.until > monotonic():
        return known.catalogue
    return await _read(runtime.database, connection, known)


async def category_with(runtime: Runtime, connection: Connection, code: str) -> Category | None:
    """A category by its code. One that this process has not heard of is looked for anew."""
    known = await catalogue_in_force(runtime, connection)
    return known.with_code(code) or (await _read(runtime.database, connection, None)).with_code(code)


def forget(runtime: Runtime) -> None:
    """Read it anew for the next question: this process has changed it."""
    _known.pop(runtime.database, None)


async def _read(database: Database, connection: Connection, known: "_Known | None") -> Catalogue:
    rows = tuple(await list_categories(connection))
    catalogue = known.catalogue if known is not None and known.catalogue.rows == rows else Catalogue(rows)
    _known[database] = _Known(catalogue, monotonic() + KEPT_FOR)
    return catalogue


@dataclass(frozen=True, slots=True)
class _Known:
    catalogue: Catalogue
    until: float


_known: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()
