"""How many visits were confirmed by which way (confirmation counts)? Of units with all below, and of who visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.programme.visits.domain.confirmations import ConfirmationCounts
from escalation.programme.visits.storage.compliance import PathRange
from escalation.programme.visits.storage.plans import VisitorName, visitor_of


@dataclass(frozen=True, slots=True)
class VisitorConfirmations:
    """How visits of one member, of a team or of a unit as a whole were confirmed."""

    team: VisitorName | None
    member: VisitorName | None
    counts: ConfirmationCounts


async def count_ranges(
    connection: Connection, ranges: Sequence[PathRange], since: date, until: date
) -> list[ConfirmationCounts]:
    """Of each range, in their order, visits made between two days, which are included. Reads each visit once."""
    rows = await connection.rows(
        _BY_RANGE, since=since, until=until, starts=[each.start for each in ranges],
        ends_before=[each.end for each in ranges],
    )  # fmt: skip
    found = {row["n"]: _counts(row) for row in rows}
    return [found.get(n, ConfirmationCounts()) for n, _ in enumerate(ranges, start=1)]


async def count_visitors(connection: Connection, unit_id: UUID, since: date, until: date) -> list[VisitorConfirmations]:
    """Of those who visited for a unit between two days: with neither team nor member first, then by name."""
    rows = await connection.rows(_BY_VISITOR, since=since, until=until, unit=unit_id)
    return [VisitorConfirmations(visitor_of(row, "team"), visitor_of(row, "member"), _counts(row)) for row in rows]


def _counts(row: Row) -> ConfirmationCounts:
    return ConfirmationCounts(*(row[name] for name in ConfirmationCounts.__dataclass_fields__))


_COUNTS: Final = """
  count(*) AS made, count(*) FILTER (WHERE v.confirmation = 'signature') AS signature,
  count(*) FILTER (WHERE v.confirmation = 'code') AS code,
  count(*) FILTER (WHERE v.confirmation = 'staff_device') AS staff_device
"""
_MADE: Final = "v.state = 'made' AND v.day >= $1 AND v.day <= $2"
_BY_RANGE: Final = Compiled(
    f"""
    SELECT g.n, {_COUNTS}
    FROM visits v
    JOIN unnest($3::text[], $4::text[]) WITH ORDINALITY AS g (start, ends_before, n)
      ON v.unit_path >= g.start AND v.unit_path < g.ends_before
    WHERE {_MADE}
    GROUP BY g.n
    """,
    ("since", "until", "starts", "ends_before"),
    {},
)
_BY_VISITOR: Final = Compiled(
    f"""
    SELECT v.team_id, s.name AS team_name, v.member_id, m.name AS member_name, {_COUNTS}
    FROM visits v LEFT JOIN teams s ON s.id = v.team_id LEFT JOIN members m ON m.id = v.member_id
    WHERE {_MADE} AND v.unit_id = $3
    GROUP BY v.team_id, s.name, v.member_id, m.name
    ORDER BY m.name NULLS FIRST, s.name NULLS FIRST, v.member_id, v.team_id
    """,
    ("since", "until", "unit"),
    {},
)
