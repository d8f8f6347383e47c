"""Bulletins as they are kept: drafted once for each unit and period, changed as drafts, and numbered when published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from escalation.actors import CLOCK, Actor
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.organisation.storage.units import UnitName
from escalation.programme.bulletins.domain.periods import BulletinDays, BulletinPeriod


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin. `year` and `number`: `None` while it is a draft."""

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
    rows = await connection.rows(_LISTED, start=reach[0], end=reach[1], state=state, after=after, limit=limit)
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


def _bulletin(row: Row) -> Bulletin:
    unit = UnitName(row["unit_id"], row["code"], row["name"])
    return Bulletin(unit=unit, **{name: row[name] for name in _OWN})


_OWN: Final = (
    "id", "unit_path", "period", "starts_on", "ends_on", "state", "sections", "figures", "texts", "year", "number",
    "drafted_at", "published_at", "published_by", "version",
)  # fmt: skip
_BULLETINS: Final = f"""
SELECT {", ".join(f"b.{name}" for name in _OWN)}, b.unit_id, u.code, u.name
FROM bulletins b JOIN units u ON u.id = b.unit_id
"""
# Any of them: one whose figures cannot be read keeps nobody else waiting.
_OWED: Final = Compiled(
    """
    SELECT u.id, u.code, u.path, w.period, w.starts_on, w.ends_on
    FROM unnest($1::smallint[], $2::text[], $3::date[], $4::date[]) w (level, period, starts_on, ends_on)
    JOIN units u ON u.level = w.level AND u.active AND u.kind IN ('territory', 'enterprise')
    WHERE NOT EXISTS (
      SELECT FROM bulletins b WHERE b.unit_id = u.id AND b.period = w.period AND b.starts_on = w.starts_on
    )
    ORDER BY random() LIMIT 1
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
_LISTED: Final = Compiled(
    f"""{_BULLETINS}
    WHERE b.unit_path >= $1 AND b.unit_path < $2 AND ($3::text IS NULL OR b.state = $3)
      AND ($4::uuid IS NULL OR b.id < $4)
    ORDER BY b.id DESC LIMIT $5
    """,
    ("start", "end", "state", "after", "limit"),
    {},
)
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
