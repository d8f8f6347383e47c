"""Which category suggestions does the catalogue in force make? Compiled once in a process while it does not change.

What was learnt from decisions is loaded beside the requests, in a thread: until it is there, keywords answer alone, and
so they do if it cannot be read.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final
from weakref import WeakKeyDictionary

import structlog

from escalation.errors import Unavailable
from escalation.kit.database.connection import Connection, Database
from escalation.kit.documents.compiled import CompiledKind
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.catalogue import read_catalogue
from escalation.opinions.domain.categories import Categories, Category
from escalation.opinions.domain.learning import LearntModel, load
from escalation.opinions.domain.suggestions import Suggested, Suggester
from escalation.opinions.storage.categories import list_categories
from escalation.opinions.storage.learning import model_version, read_model

CATALOGUE: Final = CompiledKind(DocumentKind.CATALOGUE, read_catalogue)
KEPT_FOR: Final = 10.0
"""Seconds for which a process trusts what it knows of the catalogue and of what was learnt."""

MOST_SUGGESTIONS: Final = 3
_log = structlog.get_logger(__name__)


class Catalogue:
    """The categories of one reading with what suggests them. Immutable, so threads may share it.

    `version`: of the document that says what is asked besides the words; 0 where there is none.
    """

    def __init__(self, rows: tuple[Category, ...], version: int, learnt: LearntModel | None = None) -> None:
        """Compile the rows."""
        self.rows = rows
        self.version = version
        self._suggester = Suggester(Categories(rows), learnt)
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

    def suggest(self, texts: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
        """For each of many texts with their titles before them at most three categories it may be about, by code.

        The likeliest comes first.
        """
        return self._suggester.categories(texts, most=MOST_SUGGESTIONS)

    def explain(self, title: str, content: str) -> Suggested:
        """The same with the words that speak for each, and the urgency and the department that go with it."""
        return self._suggester.suggest(title, content, most=MOST_SUGGESTIONS)


async def catalogue_in_force(runtime: Runtime, connection: Connection) -> Catalogue:
    """The catalogue as it was at most `KEPT_FOR` seconds ago."""
    known = _known.get(runtime.database)
    if known is not None and known.until > monotonic():
        return known.catalogue
    return await _read(runtime, connection, known)


async def category_with(runtime: Runtime, connection: Connection, code: str) -> Category | None:
    """A category by its code. One that this process has not heard of is looked for anew."""
    known = await catalogue_in_force(runtime, connection)
    return known.with_code(code) or (await _read(runtime, connection, None)).with_code(code)


async def settled(runtime: Runtime) -> None:
    """Wait until what was learnt is loaded, if it is being loaded."""
    if (loading := _loading.get(runtime.database)) is not None:
        await loading


def forget(runtime: Runtime) -> None:
    """Read it anew for the next question: this process has changed it."""
    _known.pop(runtime.database, None)


async def _read(runtime: Runtime, connection: Connection, known: "_Known | None") -> Catalogue:
    database, published = runtime.database, await newest_version(connection, DocumentKind.CATALOGUE)
    asked = (await runtime.documents.get(connection, CATALOGUE, published)).categories if published else ()
    declared = {category.code: category for category in asked}
    rows = tuple(_complete(row, declared) for row in await list_categories(connection))
    version = await model_version(connection)
    learnt = _learnt.get(database) if version else None
    is_known = known is not None and (known.catalogue.version, known.catalogue.rows) == (published, rows)
    if known is None or not is_known or known.learnt is not learnt:
        known = _Known(Catalogue(rows, published, learnt.model if learnt else None), learnt, 0)
    _known[database] = _Known(known.catalogue, learnt, monotonic() + KEPT_FOR)
    is_stale = version and (learnt is None or learnt.version != version)
    if is_stale and ((busy := _loading.get(database)) is None or busy.done()):
        _loading[database] = asyncio.create_task(_load(database), name="suggestion model")
    return known.catalogue


def _complete(row: Category, declared: Mapping[str, Category]) -> Category:
    """A category with what only the document says of it: the table has what other tables refer to."""
    said = declared.get(row.code)
    return replace(row, public=said.public, fields=said.fields) if said is not None else row


async def _load(database: Database) -> None:
    """Load what was learnt. If the database does not answer, it is tried again with a later question."""
    try:
        async with database.connection(changes=False) as connection:
            version, state = await read_model(connection)
    except Unavailable:
        return
    if state is None:
        return
    try:
        model = await asyncio.to_thread(_ready, state)
    except (ValueError, ImportError) as error:
        # Not tried again: whoever learns finds it as well, and makes another version.
        _log.warning("suggestion_model_unreadable", version=version, reason=str(error))
        model = None
    _learnt[database] = _Learnt(version, model)
    _known.pop(database, None)


def _ready(state: bytes) -> LearntModel:
    """The model, asked once: the first question imports what all others need."""
    model = load(state)
    model.features("", "")
    return model


@dataclass(frozen=True, slots=True)
class _Learnt:
    """`model` is `None` if this version cannot be read: keywords answer alone."""

    version: int
    model: LearntModel | None


@dataclass(frozen=True, slots=True)
class _Known:
    catalogue: Catalogue
    learnt: _Learnt | None
    until: float


_known: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()
_learnt: WeakKeyDictionary[Database, _Learnt] = WeakKeyDictionary()
_loading: WeakKeyDictionary[Database, asyncio.Task[None]] = WeakKeyDictionary()
