"""Which units may a move name? The candidates in unit ranges, a page at a time, or as the unit search finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.page_sizes import page_size
from escalation.organisation.domain.unit_ranges import UnitRange
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.storage.unit_ranges import RANGES, arguments, first_units
from escalation.organisation.storage.unit_search import search_units
from escalation.tickets.domain.actions import ActionTarget


class UnitCandidate(NamedTuple):
    """A unit that may be named, and the name of the unit that it is directly below."""

    id: UUID
    code: str
    name: str
    within: str | None


@dataclass(frozen=True, slots=True)
class UnitCandidates:
    """Candidates in their order, and behind which path the list goes on; `None` at its end."""

    units: list[UnitCandidate]
    goes_on_behind: str | None


async def find_unit_candidates(
    connection: Connection, ranges: Sequence[UnitRange], *, q: str | None, after: str | None, limit: int
) -> UnitCandidates:
    """At most `limit` active units of the ranges, in the order of the tree behind the path `after`.

    By `q` those that somebody means who types it, the best first, on one page.
    """
    if q is not None:
        found = await search_units(connection, UnitFilters(active=True), q, ranges=ranges, limit=limit)
        names = [unit.parent.name if unit.parent else None for unit in found]
        shown = [UnitCandidate(unit.id, unit.code, unit.name, name) for unit, name in zip(found, names, strict=True)]
        return UnitCandidates(shown, None)
    # Nothing lies between a path and the first that can be below it.
    left = [each._replace(low=max(each.low, f"{after}0")) for each in ranges] if after else ranges
    rows = await connection.rows(_paged(page_size(limit)), **arguments(enumerate(left)))
    shown = [UnitCandidate(row["id"], row["code"], row["name"], row["within"]) for row in rows[:limit]]
    return UnitCandidates(shown, rows[limit - 1]["path"] if len(rows) > limit else None)


async def without_target(connection: Connection, targets: Sequence[ActionTarget], holder: UUID) -> frozenset[str]:
    """The actions among those of `targets` for which there is no unit or member that they could name."""
    ranges = [(nth, range_) for nth, target in enumerate(targets) for range_ in target.ranges]
    rows = await connection.rows(_FOUND, **arguments(ranges), holder=holder)
    found, is_staffed = {row["nth"] for row in rows}, any(row["nth"] == _STAFFED for row in rows)
    looked_for = ((nth in found if target.ranges else is_staffed, target) for nth, target in enumerate(targets))
    return frozenset(target.action for is_there, target in looked_for if not is_there)


# In these words, as the index of active units on a level would be sorted anew for a range of all levels.
_ACTIVE: Final = "u.active IS NOT FALSE"
_STAFFED: Final = -1
_FOUND: Final = Compiled(
    f"""
    SELECT DISTINCT f.nth FROM ({first_units(1, 1, condition=_ACTIVE)}) f
    UNION ALL
    SELECT {_STAFFED} WHERE EXISTS (
      SELECT FROM memberships m JOIN members a ON a.id = m.member_id AND a.active WHERE m.unit_id = $6
    )
    """,
    (*RANGES, "holder"),
    {},
)


@cache
def _paged(size: int) -> Compiled:
    """Each unit once, and under which unit it is."""
    text = f"""
    SELECT u.id, u.code, u.name, u.path, p.name AS "within"
    FROM (
      SELECT DISTINCT f.path, f.id FROM ({first_units(1, size, condition=_ACTIVE)}) f ORDER BY f.path LIMIT {size}
    ) s
    JOIN units u ON u.id = s.id
    LEFT JOIN units p ON p.id = u.parent_id
    ORDER BY s.path
    """
    return Compiled(text, RANGES, {})
