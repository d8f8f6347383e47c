"""Who is owed a digest, and what does it say? For all who answer for a subtree at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    Label,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, array
from sqlalchemy.sql.expression import any_

from escalation.identity.storage.held_roles import HELD_ROLES, held_roles
from escalation.identity.storage.tables import person_members
from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.messages.domain.rules import DIGEST
from escalation.messages.storage.contents import sees
from escalation.messages.storage.tables import Id
from escalation.organisation.storage.tables import members, units
from escalation.tickets.storage.tables import tickets

ROLES: Final = ("leader", "supervisor")
"""Who answers for what is below a unit."""
FIRST_LINES: Final = 5
_ROLES: Final = array([literal_column(f"'{role}'", Text) for role in ROLES])


@dataclass(frozen=True, slots=True)
class DigestReader:
    """Somebody who might be owed a digest by a channel.

    `units`: the codes of their unit and of those above it, the nearest first.
    """

    channel_id: UUID
    person_id: UUID
    unit_id: UUID
    units: tuple[str, ...]
    carrier: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What is late below somebody: how many, and the first of them, the longest overdue first."""

    overdue: int
    due_today: int
    stuck: int
    lines: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.overdue or self.due_today or self.stuck)


NOTHING_LATE: Final = Digest(0, 0, 0, ())


async def list_digest_readers(connection: Connection, day: date) -> list[DigestReader]:
    """Everybody who wants digests and has none of this day yet, by each of their channels."""
    rows = await connection.rows(_READERS, day=day, roles=list(ROLES))
    return [DigestReader(row["channel_id"], row["person_id"], row["unit_id"], tuple(row["codes"]), row["carrier"])
            for row in rows]  # fmt: skip


async def owe_digests(connection: Connection, readers: Sequence[DigestReader], day: date) -> int:
    """Owe each of them the digest of a day, unless it is owed already; how many are new."""
    return await connection.run(
        _OWED, day=day, channels=[each.channel_id for each in readers], persons=[each.person_id for each in readers],
        units=[each.unit_id for each in readers], carriers=[each.carrier for each in readers],
    )  # fmt: skip


async def read_digests(connection: Connection, persons: Sequence[UUID], tomorrow: datetime) -> dict[UUID, Digest]:
    """What is late below these people, in one statement. `tomorrow`: when today ends; who has nothing is left out."""
    rows = await connection.rows(_digests(), persons=list(persons), tomorrow=tomorrow)
    return {
        row["person_id"]: Digest(row["overdue"], row["due_today"], row["stuck"], tuple(row["lines"] or ()))
        for row in rows
    }


_READERS: Final = Compiled(
    f"""
    SELECT DISTINCT ON (c.id) c.id AS channel_id, c.person_id, u.id AS unit_id, c.carrier, ARRAY(
      SELECT a.code FROM units a
      WHERE a.serial = ANY (string_to_array(trim('/' FROM u.path), '/')::bigint[]) ORDER BY a.path DESC
    ) AS codes
    FROM message_channels c
    JOIN person_members pm ON pm.person_id = c.person_id
    JOIN members m ON m.id = pm.member_id AND m.active
    JOIN {HELD_ROLES} h ON h.member_id = m.id AND h.role = ANY ($2::text[])
    JOIN units u ON u.id = h.unit_id AND u.active
    LEFT JOIN message_choices w ON w.channel_id = c.id AND w.rule = '{DIGEST}'
    WHERE c.state = 'active' AND coalesce(w.wanted, true)
      AND NOT EXISTS (SELECT FROM messages d WHERE d.digest_on = $1 AND d.channel_id = c.id)
    ORDER BY c.id, u.path
    """,
    ("day", "roles"),
    {},
)
_OWED: Final = Compiled(
    f"""
    INSERT INTO messages (rule, channel_id, person_id, unit_id, digest_on, carrier, due_at, created_at)
    SELECT '{DIGEST}', r.channel_id, r.person_id, r.unit_id, $1, r.carrier, n.now, n.now
    FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) AS r (channel_id, person_id, unit_id, carrier)
    CROSS JOIN (SELECT clock_timestamp() + advanced_by AS now FROM clock) n
    ORDER BY r.channel_id
    ON CONFLICT DO NOTHING
    """,
    ("day", "channels", "persons", "units", "carriers"),
    {},
)


@cache
def _digests() -> Compiled:
    """How many of what is late below each, and the first lines of it."""
    seen = _seen()
    ranked = select(
        seen,
        func.row_number().over(partition_by=seen.c.person_id, order_by=(seen.c.next_due_at, seen.c.id)).label("rank"),
    ).cte("ranked")
    line = ranked.c.number + literal_column("' '", Text) + ranked.c.title
    lines = func.array_agg(aggregate_order_by(line, ranked.c.rank)).filter(
        ranked.c.rank <= literal_column(str(FIRST_LINES))
    )
    return compile_statement(
        select(
            ranked.c.person_id,
            _how_many(ranked.c.next_due_at <= NOW, "overdue"),
            _how_many(ranked.c.next_due_at > NOW, "due_today"),
            _how_many(ranked.c.stuck, "stuck"),
            lines.label("lines"),
        ).group_by(ranked.c.person_id)
    )


def _seen() -> CTE:
    """Late tickets once, who holds them once, who is above them once: then each with each that is theirs to see."""
    is_late = and_(tickets.c.is_open, tickets.c.next_due_at < bindparam("tomorrow", type_=Moment))
    late = select(tickets.c.id, tickets.c.holder_unit_id, tickets.c.holder_path).where(is_late).cte("late")
    holders = select(late.c.holder_unit_id, late.c.holder_path).distinct().cte("holders")
    chain = func.string_to_array(func.trim(holders.c.holder_path, literal_column("'/'")), literal_column("'/'"))
    is_above = units.c.serial == any_(chain.cast(ARRAY(BigInteger)))
    chains = holders.join(units, is_above)
    above = select(holders.c.holder_unit_id, units.c.id.label("above_id")).select_from(chains).cte("above")
    posts = (
        above.join(units, and_(units.c.id == above.c.above_id, units.c.active))
        .join(held_roles, and_(held_roles.c.unit_id == units.c.id, held_roles.c.role == any_(_ROLES)))
        .join(members, and_(members.c.id == held_roles.c.member_id, members.c.active))
        .join(person_members, person_members.c.member_id == members.c.id)
        .join(late, late.c.holder_unit_id == above.c.holder_unit_id)
        .join(tickets, tickets.c.id == late.c.id)
    )
    told = (tickets.c[name] for name in ("id", "number", "title", "next_due_at", "stuck"))
    is_asked = person_members.c.person_id == any_(bindparam("persons", type_=ARRAY(Id)))
    return select(person_members.c.person_id, *told).select_from(posts).where(is_asked, sees()).distinct().cte("seen")


def _how_many(condition: ColumnElement[bool], name: str) -> Label[int]:
    return func.count().filter(condition).label(name)
