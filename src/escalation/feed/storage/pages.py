"""What stands in the feed? Pages of events that a caller may see, and what is new for many readers at once.

A page looks through a window of places: whoever may see little is not answered by reading all events there are, but
told how far the page came. The events of one ticket are found by its own index, at any distance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    column,
    false,
    func,
    literal_column,
    null,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.events.domain.envelope import Fact, masked
from escalation.events.domain.matching import pattern
from escalation.events.storage.tables import events
from escalation.feed.storage.sequencing import EXTENT, Extent
from escalation.feed.storage.visibility import LEFT, Rights, Subjects, sees_endpoints
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subtree import Shape
from escalation.tickets.storage import visibility
from escalation.tickets.storage.visibility import Viewer

# The feed tells of endpoints, and is told of their places in the tree; it knows nothing else of them.
_ENDPOINTS: Final = table("webhook_endpoints", column("id", SqlUuid(as_uuid=True)), column("unit_path", Path))
WINDOW: Final = 20_000
"""How many places a page looks through at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for: events of types that fit one of the globs, of any when there are none; of one ticket."""

    types: tuple[str, ...] = ()
    ticket_id: UUID | None = None


EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Read:
    """A page: all that was asked for behind `start`, up to and including `upto`."""

    extent: Extent
    start: int
    upto: int
    facts: Sequence[Fact]


async def read_page(connection: Connection, actor: Actor, wanted: Wanted, *, after: int | None, limit: int) -> Read:
    """At most `limit` events behind the place `after`, behind the earliest that is kept if it is None.

    There are none, and `upto` means nothing, if `after` lies outside the extent.
    """
    statement = _page(_asked(actor, wanted))
    params = {"after": after, "limit": limit, "patterns": list(map(pattern, wanted.types)), "ticket": wanted.ticket_id}
    rows = await connection.rows(statement, **params, **subtree.params(actor))
    place = rows[0]
    facts = [_fact(row[_OF_PLACES:]) for row in rows if row["id"] is not None]
    upto = rows[-1]["feed_pos"] if len(facts) == limit else place["upto"]
    return Read(Extent(place["earliest"], place["head"]), place["start"], upto, facts)


async def find_event(connection: Connection, actor: Actor, event_id: UUID) -> Fact | None:
    """One event that the actor may see, once it has its place in the feed; however old it is."""
    row = await connection.row(_found(_asked(actor, Wanted())), event=event_id, **subtree.params(actor))
    return _fact(tuple(row)) if row else None


async def read_for_all(
    connection: Connection, readers: Sequence[Actor], *, after: int, upto: int
) -> list[tuple[Fact, int, Sequence[int]]]:
    """Every event between two places, `upto` included, with its place and who may see it, as indexes of `readers`.

    An event that nobody of them may see is left out.
    """
    rows = await connection.rows(
        _for_all(),
        after=after,
        upto=upto,
        units=[reader.unit_id for reader in readers],
        paths=[reader.unit_path for reader in readers],
        subtrees=[subtree.shape(reader) is Shape.SUBTREE for reader in readers],
        confidential=[reader.sees_confidential for reader in readers],
        members=[reader.member_id for reader in readers],
        endpoints=[sees_endpoints(reader) for reader in readers],
    )
    return [(_fact(row[:-1]), row["feed_pos"], row["seen_by"]) for row in rows if row["seen_by"]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that the text of a statement depends on."""

    form: Shape
    endpoints: bool
    of_types: bool
    of_ticket: bool


def _asked(actor: Actor, wanted: Wanted) -> _Asked:
    return _Asked(
        subtree.shape(actor),
        sees_endpoints(actor),
        of_types=bool(wanted.types),
        of_ticket=wanted.ticket_id is not None,
    )


@lru_cache(maxsize=64)
def _page(asked: _Asked) -> Compiled:
    """The places to be looked through, and beside them what was found there, if anything."""
    extent = text(EXTENT).columns(head=BigInteger, earliest=BigInteger).cte("extent")
    start = func.coalesce(bindparam("after", type_=BigInteger), extent.c.earliest)
    upto = extent.c.head if asked.of_ticket else func.least(extent.c.head, start + literal_column(str(WINDOW), Integer))
    place = select(extent.c.earliest, extent.c.head, start.label("start"), upto.label("upto")).cte("place")
    subjects = Subjects(events, _ENDPOINTS)
    # A ticket has few events. Their places must not look like something that an index could find as well.
    own = events.c.feed_pos + literal_column("0", Integer) if asked.of_ticket else events.c.feed_pos
    found = (
        _told(subjects)
        .where(own > place.c.start, own <= place.c.upto, *_narrowed(asked))
        .where(_seen(subjects, asked))
        .order_by(events.c.feed_pos)
        .limit(bindparam("limit", type_=Integer))
        .lateral("found")
    )
    whole = select(place, found).select_from(place.outerjoin(found, true())).order_by(found.c.feed_pos)
    return compile_statement(whole)


@lru_cache(maxsize=16)
def _found(asked: _Asked) -> Compiled:
    subjects = Subjects(events, _ENDPOINTS)
    is_it = events.c.id == bindparam("event", type_=SqlUuid(as_uuid=True))
    return compile_statement(_told(subjects).where(is_it, events.c.feed_pos.is_not(None), _seen(subjects, asked)))


def _narrowed(asked: _Asked) -> list[ColumnElement[bool]]:
    conditions: dict[ColumnElement[bool], bool] = {
        events.c.type.like(any_(bindparam("patterns", type_=ARRAY(Text)))): asked.of_types,
        events.c.ticket_id == bindparam("ticket", type_=SqlUuid(as_uuid=True)): asked.of_ticket,
    }
    return [condition for condition, is_asked in conditions.items() if is_asked]


def _told(subjects: Subjects) -> Select[Any]:
    """Facts, their columns in the order of the fields."""
    others = {
        "previous_sequence": null().cast(Integer),
        "ticket_number": subjects.ticket.c.number,
    }
    columns = ((others[name] if name in others else subjects.event.c[name]).label(name) for name in Fact._fields)
    return select(*columns).select_from(subjects.joined)


def _seen(subjects: Subjects, asked: _Asked) -> ColumnElement[bool]:
    return subjects.seen(asked.form, visibility.CALLER, Rights(true() if asked.endpoints else false()))


def _fact(row: Sequence[Any]) -> Fact:
    fact = Fact(*row)
    return masked(fact) if fact.type == LEFT else fact


_OF_PLACES: Final = 4

# One row for each reader, numbered from 0.
_READERS: Final = text("""
  SELECT r.place - 1 AS place, r.unit_id, r.path COLLATE "C" AS path, left(r.path, -1) || '0' COLLATE "C" AS path_end,
    r.has_subtree, r.confidential, r.member, r.endpoints
  FROM unnest(
    CAST(:units AS uuid[]), CAST(:paths AS text[]), CAST(:subtrees AS boolean[]), CAST(:confidential AS boolean[]),
    CAST(:members AS uuid[]), CAST(:endpoints AS boolean[])
  ) WITH ORDINALITY AS r(unit_id, path, has_subtree, confidential, member, endpoints, place)
""").columns(
    place=BigInteger,
    unit_id=SqlUuid(as_uuid=True),
    path=Path,
    path_end=Path,
    has_subtree=Boolean,
    confidential=Boolean,
    member=SqlUuid(as_uuid=True),
    endpoints=Boolean,
)


@cache
def _for_all() -> Compiled:
    readers = _READERS.cte("readers")
    subjects = Subjects(events, _ENDPOINTS)
    of_reader = (readers.c[name] for name in ("unit_id", "path", "path_end", "confidential", "member"))
    viewer, rights = Viewer(*of_reader), Rights(readers.c.endpoints)
    below, own = (subjects.seen(form, viewer, rights) for form in (Shape.SUBTREE, Shape.UNIT))
    seers = select(readers.c.place).where(case((readers.c.has_subtree, below), else_=own))
    between = events.c.feed_pos > bindparam("after"), events.c.feed_pos <= bindparam("upto")
    told = _told(subjects).add_columns(func.ARRAY(seers.scalar_subquery()).label("seen_by"))
    return compile_statement(told.where(*between).order_by(events.c.feed_pos))
