"""Bulletins as they are kept: drafted once for each unit and period, changed as drafts, and numbered when published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from escalation.actors import CLOCK, Actor
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.organisation.storage.units import UnitName
from escalation.programme.bulletins.domain.periods import BulletinDays, BulletinPeriod

TASK: Final = "bulletins"
"""As the engine calls what drafts them."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin. `year` and `number`: `None` while it is a draft. `opened_at`: `None` if not everybody may read it."""

    id: UUID
    unit: UnitName
    unit_path: str
    period: str
    starts_on: date
    ends_on: date
    state: str
    sections: Sequence[str]
    figures: Mapping[str, Any]
    texts: Mapping[str, str]
    year: int | None
    number: int | None
    drafted_at: datetime
    published_at: datetime | None
    published_by: str | None
    opened_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class OwedBulletin:
    """A unit whose bulletin of a period is not drafted yet."""

    unit_id: UUID
    code: str
    path: str
    period: BulletinPeriod
    days: BulletinDays


async def next_owed(
    connection: Connection, wanted: Sequence[tuple[int, BulletinPeriod, BulletinDays]]
) -> OwedBulletin | None:
    """Who owes a bulletin first, by rank of the level, period and its days; `None` if nobody does."""
    row = await connection.row(
        _OWED, levels=[rank for rank, _, _ in wanted], periods=[period for _, period, _ in wanted],
        starts=[days.first for _, _, days in wanted], ends=[days.last for _, _, days in wanted],
    )  # fmt: skip
    if row is None:
        return None
    days = BulletinDays(row["starts_on"], row["ends_on"])
    return OwedBulletin(row["id"], row["code"], row["path"], BulletinPeriod(row["period"]), days)


async def insert_draft(
    connection: Connection, bulletin_id: UUID, owed: OwedBulletin, sections: Sequence[str],
    figures: Mapping[str, Any], now: datetime,
) -> int:  # fmt: skip
    """Keep and tell a draft, unless there is one already; how many."""
    return await connection.run(
        _DRAFTED, id=bulletin_id, unit=owed.unit_id, path=owed.path, period=owed.period.value,
        starts=owed.days.first, ends=owed.days.last, sections=list(sections), figures=figures, now=now,
        **by(CLOCK, "clock"),
    )  # fmt: skip


async def list_bulletins(
    connection: Connection, reach: tuple[str, str], state: str | None, *, after: UUID | None, limit: int
) -> Sequence[Bulletin]:
    """One page of those of units with paths from the first until before the second, the newest first."""
    rows = await connection.rows(
        _listed(depth_of(*reach)), start=reach[0], end=reach[1], states=[state] if state else _STATES, after=after,
        limit=limit,
    )  # fmt: skip
    return [_bulletin(row) for row in rows]


async def find_bulletin(connection: Connection, bulletin_id: UUID, *, locked: bool = False) -> Bulletin | None:
    """One by its id; `locked`: until the transaction ends."""
    if locked:
        await connection.row(_LOCKED, id=bulletin_id)
    row = await connection.row(_FOUND, id=bulletin_id)
    return _bulletin(row) if row else None


async def change_texts(connection: Connection, bulletin_id: UUID, texts: Mapping[str, str], now: datetime) -> None:
    """Write the texts of a draft."""
    await connection.run(_CHANGED, id=bulletin_id, texts=texts, now=now)


async def lock_bulletins_of(connection: Connection, unit_id: UUID | None) -> None:
    """Be the only one who changes bulletins of a unit until the transaction ends. To be asked before one is locked."""
    await connection.run(_IN_LINE, unit=unit_id)


async def publish_draft(
    connection: Connection, bulletin: Bulletin, year: int, actor: Actor, now: datetime, request_id: str
) -> None:
    """Give a draft the next number of its unit and year, and tell of it. All bulletins of the unit are locked."""
    await connection.run(_PUBLISHED, id=bulletin.id, year=year, now=now, by=actor.principal, **by(actor, request_id))


async def open_published(
    connection: Connection, bulletin_id: UUID, actor: Actor, now: datetime, request_id: str
) -> None:
    """Let everybody read one that is published and locked, and tell of it; nothing if everybody may already."""
    await connection.run(_OPENED, id=bulletin_id, now=now, by=actor.principal, **by(actor, request_id))


async def take_back(connection: Connection, bulletin_id: UUID, actor: Actor, now: datetime, request_id: str) -> None:
    """Let nobody but staff read one that is locked, and tell of it; nothing if it is so already."""
    await connection.run(_TAKEN_BACK, id=bulletin_id, now=now, **by(actor, request_id))


async def list_open(
    connection: Connection, unit_code: str | None, *, after: UUID | None, limit: int
) -> Sequence[Bulletin]:
    """One page of what everybody may read, of one unit or of all, the newest first."""
    statement = _OPEN if unit_code is None else _OPEN_OF_UNIT
    unit = {} if unit_code is None else {"unit": unit_code}
    rows = await connection.rows(statement, after=after, limit=limit, **unit)
    return [_bulletin(row) for row in rows]


async def find_open(connection: Connection, bulletin_id: UUID) -> Bulletin | None:
    """One that everybody may read."""
    row = await connection.row(_FOUND_OPEN, id=bulletin_id)
    return _bulletin(row) if row else None


def _bulletin(row: Row) -> Bulletin:
    unit = UnitName(row["unit_id"], row["code"], row["name"])
    return Bulletin(unit=unit, **{name: row[name] for name in _OWN})


_OWN: Final = (
    "id", "unit_path", "period", "starts_on", "ends_on", "state", "sections", "figures", "texts", "year", "number",
    "drafted_at", "published_at", "published_by", "opened_at", "version",
)  # fmt: skip
_BULLETINS: Final = f"""
SELECT {", ".join(f"b.{name}" for name in _OWN)}, b.unit_id, u.code, u.name
FROM bulletins b JOIN units u ON u.id = b.unit_id
"""
_OWED: Final = Compiled(
    f"""
    SELECT u.id, u.code, u.path, w.period, w.starts_on, w.ends_on
    FROM unnest($1::smallint[], $2::text[], $3::date[], $4::date[]) w (level, period, starts_on, ends_on)
    JOIN units u ON u.level = w.level AND u.active AND u.kind IN ('territory', 'enterprise')
    WHERE NOT EXISTS (
      SELECT FROM bulletins b WHERE b.unit_id = u.id AND b.period = w.period AND b.starts_on = w.starts_on
    ) AND {not_set_aside(TASK, "u.id")}
    ORDER BY u.path, w.period LIMIT 1
    """,
    ("levels", "periods", "starts", "ends"),
    {},
)
_TOLD: Final = "jsonb_build_object('period', r.period, 'starts_on', r.starts_on)"
_DRAFTED: Final = Compiled(
    f"""
    WITH r AS (
      INSERT INTO bulletins (
        id, unit_id, unit_path, period, starts_on, ends_on, state, sections, figures, texts, drafted_at, updated_at
      )
      VALUES ($1, $2, $3, $4, $5, $6, 'draft', $7::text[], $8::jsonb, '{{}}', $9, $9)
      ON CONFLICT (unit_id, period, starts_on) DO NOTHING
      RETURNING id, unit_id, period, starts_on, drafted_at AS at
    ),
    e AS (SELECT 'draft' AS action, NULL::text AS reason, a.* FROM ({author(10)}) a)
    {of_records("bulletin.drafted", "r, e", _TOLD)}
    """,
    ("id", "unit", "path", "period", "starts", "ends", "sections", "figures", "now", *AUTHOR),
    {},
)


@cache
def _listed(depth: int | None) -> Compiled:
    """A page: of each state one range of an index."""
    return Compiled(
        f"""{_BULLETINS} JOIN (
          SELECT p.id FROM unnest($5::text[]) AS o (state) CROSS JOIN LATERAL (
            SELECT b.id FROM bulletins b
            WHERE {lies_in("b.unit_path", depth)} AND b.state = o.state AND b.id < {or_highest("$3", "uuid")}
            ORDER BY b.id DESC LIMIT $4
          ) p ORDER BY p.id DESC LIMIT $4
        ) page ON page.id = b.id ORDER BY b.id DESC
        """,
        ("start", "end", "after", "limit", "states"),
        {},
    )


_STATES: Final = ["draft", "published"]

_FOUND: Final = Compiled(f"{_BULLETINS} WHERE b.id = $1", ("id",), {})
_LOCKED: Final = Compiled("SELECT id FROM bulletins WHERE id = $1 FOR UPDATE", ("id",), {})
_CHANGED: Final = Compiled(
    "UPDATE bulletins SET texts = $2::jsonb, updated_at = $3, version = version + 1 WHERE id = $1 AND state = 'draft'",
    ("id", "texts", "now"),
    {},
)
_IN_LINE: Final = Compiled("SELECT id FROM bulletins WHERE unit_id = $1 ORDER BY id FOR UPDATE", ("unit",), {})
_PUBLISHED: Final = Compiled(
    f"""
    WITH r AS (
      UPDATE bulletins b
      SET state = 'published', year = $2, published_at = $3, published_by = $4, updated_at = $3, version = version + 1,
          number = (SELECT coalesce(max(o.number), 0) + 1 FROM bulletins o WHERE o.unit_id = b.unit_id AND o.year = $2)
      WHERE b.id = $1 AND b.state = 'draft'
      RETURNING b.id, b.unit_id, b.period, b.starts_on, b.published_at AS at
    ),
    e AS (SELECT 'publish' AS action, NULL::text AS reason, a.* FROM ({author(5)}) a)
    {of_records("bulletin.published", "r, e", _TOLD)}
    """,
    ("id", "year", "now", "by", *AUTHOR),
    {},
)
_OPENED: Final = Compiled(
    f"""
    WITH r AS (
      UPDATE bulletins SET opened_at = $2, opened_by = $3, updated_at = $2, version = version + 1
      WHERE id = $1 AND state = 'published' AND opened_at IS NULL
      RETURNING id, unit_id, period, starts_on, opened_at AS at
    ),
    e AS (SELECT 'open' AS action, NULL::text AS reason, a.* FROM ({author(4)}) a)
    {of_records("bulletin.opened", "r, e", _TOLD)}
    """,
    ("id", "now", "by", *AUTHOR),
    {},
)
_TAKEN_BACK: Final = Compiled(
    f"""
    WITH r AS (
      UPDATE bulletins SET opened_at = NULL, opened_by = NULL, updated_at = $2, version = version + 1
      WHERE id = $1 AND opened_at IS NOT NULL
      RETURNING id, unit_id, period, starts_on, updated_at AS at
    ),
    e AS (SELECT 'take_back' AS action, NULL::text AS reason, a.* FROM ({author(3)}) a)
    {of_records("bulletin.taken_back", "r, e", _TOLD)}
    """,
    ("id", "now", *AUTHOR),
    {},
)
_NEWEST_OPEN: Final = f"b.opened_at IS NOT NULL AND b.id < {or_highest('$1', 'uuid')}"
_OPEN: Final = Compiled(f"{_BULLETINS} WHERE {_NEWEST_OPEN} ORDER BY b.id DESC LIMIT $2", ("after", "limit"), {})
_OPEN_OF_UNIT: Final = Compiled(
    f"""{_BULLETINS}
    WHERE {_NEWEST_OPEN} AND b.unit_id = (SELECT id FROM units WHERE code = $3)
    ORDER BY b.id DESC LIMIT $2
    """,
    ("after", "limit", "unit"),
    {},
)
_FOUND_OPEN: Final = Compiled(f"{_BULLETINS} WHERE b.id = $1 AND b.opened_at IS NOT NULL", ("id",), {})
