"""What is there to count (snapshot)? All rows of the tables, as they were at one moment, and the tree."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime

TABLES: Final = (
    "units", "visit_plans", "visits", "diary_entries", "ledger_rows", "opinions", "tickets", "hand_overs", "requests",
    "ticket_breaches", "unit_tasks", "meeting_rounds", "meetings", "samples", "sample_lots", "site_checks", "surveys",
    "survey_people", "survey_answers", "members", "memberships", "leading_groups", "leading_group_terms",
    "leading_group_members", "supervision_groups", "supervision_group_members", "supervision_group_units", "bulletins",
)  # fmt: skip
"""Of sealed columns nothing is counted."""

Figures = Mapping[tuple[object, ...], object]
"""What is said of a place, by names; of two sides one that has nothing to say of something says nothing."""


@dataclass(slots=True)
class AsKnown:
    """What was counted as soon as it was told for good: figures by bulletin; by week, unit and kind of activity.

    `weeks` has the working days of each week that was counted; `judged`: the weeks by which units were judged.
    """

    bulletins: dict[UUID, Figures] = field(default_factory=dict)
    weeks: dict[date, int] = field(default_factory=dict)
    activity: Counter[tuple[date, UUID, str]] = field(default_factory=Counter)
    judged: list[date] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows by table; `above`: a unit and all that it belongs to, by id; `known`: what was told before, by then."""

    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    above: Mapping[UUID, Sequence[UUID]]
    codes: Mapping[UUID, str]
    now: datetime
    known: AsKnown = field(default_factory=AsKnown)

    def children(self, unit_id: UUID) -> Iterator[UUID]:
        """The units directly below one."""
        return (row["id"] for row in self.rows["units"] if row["parent_id"] == unit_id)


async def read_snapshot(runtime: Runtime, tables: Sequence[str] = TABLES) -> Snapshot:
    """Everything in these tables, `units` among them, at once."""
    async with (
        runtime.database.connection(changes=False) as connection,
        connection.raw.transaction(isolation="repeatable_read", readonly=True),
    ):
        rows: dict[str, Sequence[Any]] = {name: await connection.raw.fetch(f"SELECT * FROM {name}") for name in tables}
        now = await read_now(connection)
    parents = {row["id"]: row["parent_id"] for row in rows["units"]}
    above = {unit_id: list(_chain(unit_id, parents)) for unit_id in parents}
    return Snapshot(rows, above, {row["id"]: row["code"] for row in rows["units"]}, now)


def _chain(unit_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> Iterator[UUID]:
    while unit_id is not None:
        yield unit_id
        unit_id = parents[unit_id]
