"""Which rows has a ledger? One of them, those of a range of paths, and whether its ticket has ended.

A list merges few ranges of an index: it costs a page, however many units and rows there are below. Of what is overdue
it looks at all that have a late ticket, in the index alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import earliest, or_highest, or_lowest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.programme.ledger.domain.ledger_rows import LedgerRow, LedgerStatus

Place = tuple[date, UUID]
Sealed = tuple[bytes | None, bytes | None]


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What a list is narrowed to; `None` narrows nothing. `paths`: from the first until before the second."""

    paths: tuple[str, str]
    status: LedgerStatus | None = None
    overdue: bool = False
    category: str | None = None
    since: date | None = None
    until: date | None = None


class LedgerLook(NamedTuple):
    """By what rows are looked at. `stale_before`: entered on an earlier day, a row without a ticket is overdue.

    `secrets`: rows whose opinion is confidential are among them.
    """

    stale_before: date
    secrets: bool


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be entered. `sealed`: the wrapped data key and the household; by hand it may be written off already."""

    id: UUID
    sealed: Sealed
    mark: bytes
    matter: str
    category: str | None
    entered_on: date
    result: str | None = None
    satisfaction: int | None = None
    written_off_on: date | None = None


async def find_row(
    connection: Connection, row_id: UUID, look: LedgerLook, *, lock: bool = False
) -> tuple[LedgerRow, Sealed] | None:
    """One row with what is sealed of it; locked until the transaction ends, if that is wanted."""
    row = await connection.row(_LOCKED if lock else _FOUND, id=row_id, stale=look.stale_before, secret=look.secrets)
    return _read(row) if row else None


async def list_rows(
    connection: Connection, filters: LedgerFilters, look: LedgerLook, *, after: Place | None, limit: int
) -> list[tuple[LedgerRow, Sealed]]:
    """At most `limit` rows behind a place, newest first."""
    day, id_ = earliest(after, filters.until)
    start, end = filters.paths
    is_open = [True, False] if filters.status is None else [filters.status is LedgerStatus.OPEN]
    rows = await connection.rows(
        _listed(depth_of(start, end), filters.overdue, filters.category is not None), start=start, end=end,
        stale=look.stale_before, category=filters.category, since=filters.since, day=day, id=id_,
        limit=limit, secret=look.secrets, is_open=is_open,
    )  # fmt: skip
    return [_read(row) for row in rows]


async def find_marked(connection: Connection, unit_id: UUID, marks: Sequence[bytes]) -> set[bytes]:
    """Which of these marks rows of a unit have."""
    return {row["mark"] for row in await connection.rows(_MARKED, unit=unit_id, marks=list(marks))}


async def insert_rows(connection: Connection, rows: Sequence[NewRow], by: Actor, now: datetime) -> int:
    """Enter rows into the ledger of the actor's unit; how many. What says the same as a row there is left out."""
    return await connection.run(
        _INSERTED, unit=by.unit_id, path=by.unit_path, by=by.principal, now=now,
        ids=[row.id for row in rows], keys=[row.sealed[0] for row in rows], households=[row.sealed[1] for row in rows],
        marks=[row.mark for row in rows], matters=[row.matter for row in rows],
        categories=[row.category for row in rows], days=[row.entered_on for row in rows],
        results=[row.result for row in rows], satisfactions=[row.satisfaction for row in rows],
        ended=[row.written_off_on for row in rows],
    )  # fmt: skip


async def rewrite_row(connection: Connection, row_id: UUID, version: int, said: NewRow, now: datetime) -> bool:
    """Let a row say something else; `False` if another one of the unit says the same."""
    try:
        return await connection.run(
            _REWRITTEN, id=row_id, version=version, now=now, key=said.sealed[0], household=said.sealed[1],
            mark=said.mark, matter=said.matter, category=said.category, entered_on=said.entered_on,
        ) == 1  # fmt: skip
    except asyncpg.UniqueViolationError:
        return False


async def link_opinion(connection: Connection, row_id: UUID, opinion_id: UUID, now: datetime) -> None:
    """Say that an opinion came of a row."""
    await connection.run(_LINKED, id=row_id, opinion=opinion_id, now=now)


async def write_off(
    connection: Connection, row_id: UUID, day: date, said: tuple[str, str | None, int | None], now: datetime, *,
    by: Actor, request_id: str,
) -> None:  # fmt: skip
    """Write a row off by hand: for a reason, with a result, and how content the household is. And tell so."""
    reason, result, satisfaction = said
    await connection.run(
        _WRITTEN_OFF, id=row_id, now=now, day=day, reason=reason, result=result, satisfaction=satisfaction,
        **unchained_events.by(by, request_id),
    )  # fmt: skip


async def restore(connection: Connection, row_id: UUID, now: datetime) -> None:
    """Take back what was written off by hand."""
    await connection.run(_RESTORED, id=row_id, now=now)


def _read(row: Row) -> tuple[LedgerRow, Sealed]:
    return LedgerRow(**{name: row[name] for name in _NAMES}), (row["data_key"], row["household"])


# A ticket is behind a row by its opinion: so a row goes along with it into a merger.
_NAMES: Final = tuple(field.name for field in fields(LedgerRow))
_SHOWN: Final = {
    "unit_code": "u.code AS unit_code",
    "unit_name": "u.name AS unit_name",
    "opinion_status": "o.status AS opinion_status",
    "ticket_id": "t.id AS ticket_id",
    "ticket_is_open": "t.is_open AS ticket_is_open",
    "ticket_is_late": "coalesce(r.ticket_due_at < m.now, false) AS ticket_is_late",
    "is_stale": "(t.id IS NULL AND r.entered_on < {stale}::date) AS is_stale",
}
_MOMENT: Final = "(SELECT clock_timestamp() + advanced_by AS now FROM clock) m"
_BEHIND: Final = "LEFT JOIN opinions o ON o.id = r.opinion_id LEFT JOIN tickets t ON t.id = o.ticket_id"
# Without a ticket, since a day; with one that is late. These are the ranges of two indexes.
_WAITS: Final = "r.is_open AND r.ticket_due_at IS NULL AND r.entered_on < {stale}::date"
_IS_LATE: Final = "r.is_open AND r.ticket_due_at IS NOT NULL AND r.ticket_due_at < m.now"


def is_overdue(stale: str) -> str:
    """SQL of whether a row `r` is overdue at `m.now`; `stale` is SQL of the day since which it may lack a ticket."""
    return f"(({_WAITS.format(stale=stale)}) OR ({_IS_LATE}))"


def _is_known(secrets: str) -> str:
    """SQL of whether somebody may know of a row; `secrets` is SQL of whether confidential matters are theirs to see."""
    return f"""({secrets}::boolean OR r.opinion_id IS NULL OR NOT EXISTS (
      SELECT FROM opinions o LEFT JOIN tickets t ON t.id = o.ticket_id
      WHERE o.id = r.opinion_id AND (o.confidential OR t.confidential)
    ))"""


def _columns(stale: str) -> str:
    shown = {name: text.format(stale=stale) for name, text in _SHOWN.items()}
    return ", ".join([*(shown.get(name, f"r.{name}") for name in _NAMES), "r.data_key", "r.household"])


_FOUND: Final = Compiled(
    f"""SELECT {_columns("$2")} FROM {_MOMENT}, ledger_rows r JOIN units u ON u.id = r.unit_id {_BEHIND}
    WHERE r.id = $1 AND {_is_known("$3")}""",
    ("id", "stale", "secret"),
    {},
)
_LOCKED: Final = Compiled(f"{_FOUND.text} FOR UPDATE OF r", _FOUND.names, {})


_NEWEST: Final = "ORDER BY r.entered_on DESC, r.id DESC LIMIT $8"
# A category stands for its parts as well: each of them is a range.
_CODES: Final = """(
  SELECT $4::text COLLATE "C" AS code UNION SELECT code COLLATE "C" FROM categories WHERE starts_with(code, $4 || '.')
) AS a"""


@lru_cache
def _listed(depth: int | None, overdue: bool, of_category: bool) -> Compiled:  # noqa: FBT001 - its forms
    """A page, in the words of the indexes that it is read from."""
    of_it = f"($4::text IS NULL OR r.category IN (SELECT code FROM {_CODES}))"
    if overdue:
        ranges = [("(SELECT) AS a", f"{each} AND {of_it}") for each in (_WAITS.format(stale="$3"), _IS_LATE)]
    elif of_category:
        ranges = [(_CODES, "r.category = a.code AND r.category IS NOT NULL")]
    else:
        ranges = [("unnest($10::boolean[]) AS a (is_open)", "r.is_open = a.is_open AND $4::text IS NULL")]
    merged = " UNION ALL ".join(
        f"""
        SELECT r.* FROM {each} CROSS JOIN LATERAL (
          SELECT r.* FROM ledger_rows r
          WHERE {lies_in("r.unit_path", depth)} AND {which} AND r.is_open = ANY ($10::boolean[])
            AND r.entered_on >= {or_lowest("$5", "date")}
            AND (r.entered_on, r.id) < ({or_highest("$6", "date")}, {or_highest("$7", "uuid")})
            AND {_is_known("$9")} {_NEWEST}
        ) r"""
        for each, which in ranges
    )
    return Compiled(
        f"""
        SELECT {_columns("$3")} FROM {_MOMENT} CROSS JOIN LATERAL (SELECT r.* FROM ({merged}) r {_NEWEST}) r
        JOIN units u ON u.id = r.unit_id {_BEHIND} {_NEWEST}
        """,
        ("start", "end", "stale", "category", "since", "day", "id", "limit", "secret", "is_open"),
        {},
    )


_MARKED: Final = Compiled(
    "SELECT mark FROM ledger_rows WHERE unit_id = $1 AND mark = ANY ($2::bytea[])", ("unit", "marks"), {}
)
_INSERTED: Final = Compiled(
    """
    INSERT INTO ledger_rows (id, unit_id, unit_path, data_key, household, mark, matter, category, entered_on, result,
                             satisfaction, written_off_on, written_off_by, created_at, created_by, updated_at)
    SELECT n.id, $1, $2, n.data_key, n.household, n.mark, n.matter, n.category, n.entered_on, n.result, n.satisfaction,
           n.ended, CASE WHEN n.ended IS NOT NULL THEN $3 END, $4, $3, $4
    FROM unnest($5::uuid[], $6::bytea[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::date[], $12::text[],
                $13::int[], $14::date[])
      AS n (id, data_key, household, mark, matter, category, entered_on, result, satisfaction, ended)
    ORDER BY n.id ON CONFLICT (unit_id, mark) DO NOTHING
    """,
    ("unit", "path", "by", "now", "ids", "keys", "households", "marks", "matters", "categories", "days", "results",
     "satisfactions", "ended"),
    {},
)  # fmt: skip


def _changing(changes: str, *names: str) -> Compiled:
    """A change of a row; its parameters are numbered from $3."""
    text = f"UPDATE ledger_rows SET {changes}, version = version + 1, updated_at = $2 WHERE id = $1"
    return Compiled(text, ("id", "now", *names), {})


_REWRITE: Final = _changing(
    "data_key = $4, household = $5, mark = $6, matter = $7, category = $8, entered_on = $9",
    "version", "key", "household", "mark", "matter", "category", "entered_on",
)  # fmt: skip
_REWRITTEN: Final = Compiled(f"{_REWRITE.text} AND version = $3", _REWRITE.names, {})
_LINKED: Final = _changing("opinion_id = $3", "opinion")
_WRITING_OFF: Final = _changing(
    "written_off_on = $3, write_off_reason = $4, result = $5, satisfaction = $6, written_off_by = $8",
    "day", "reason", "result", "satisfaction",
)  # fmt: skip
_TOLD: Final = unchained_events.of_records(
    "ledger.written_off",
    f"""changed r, (
      SELECT 'write_off' AS action, NULL::text AS reason, a.* FROM ({unchained_events.author(7)}) a
    ) e""",
    "jsonb_build_object('satisfaction', r.satisfaction)",
)
# The principal is the second of the author's parameters: it stands once.
_WRITTEN_OFF: Final = Compiled(
    f"""
    WITH changed AS ({_WRITING_OFF.text} RETURNING id, unit_id, satisfaction, updated_at AS at), told AS ({_TOLD})
    SELECT id FROM changed
    """,
    (*_WRITING_OFF.names, *unchained_events.AUTHOR),
    {},
)
_RESTORED: Final = _changing(
    "written_off_on = NULL, written_off_by = NULL, write_off_reason = NULL, result = NULL, satisfaction = NULL"
)
