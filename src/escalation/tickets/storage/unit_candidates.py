"""Which units may a move name? The candidates in ranges of paths, a page at a time, found by name or code if wanted.

ranges   what the guards of the move ask, as ranges of one index: of paths, or of paths of a level
window   so many units of the ranges are looked at for a page, where names are searched of which no index tells
hits     the units that an index finds by a name or code, of which those in the ranges are candidates
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.page_sizes import page_size
from escalation.kit.parsing.normalization import nfkc
from escalation.organisation.storage.unit_lists import WINDOW, find_named
from escalation.tickets.domain.actions import ActionTarget
from escalation.tickets.domain.unit_rules import UnitRange


class UnitCandidate(NamedTuple):
    """A unit that may be named, and the name of the unit that it is directly below."""

    id: UUID
    code: str
    name: str
    within: str | None


@dataclass(frozen=True, slots=True)
class UnitCandidates:
    """Candidates in the order of the tree, and behind which path the list goes on; `None` at its end.

    A page may be shorter than it was asked for, even empty, and go on.
    """

    units: list[UnitCandidate]
    goes_on_behind: str | None


async def find_unit_candidates(
    connection: Connection, ranges: Sequence[UnitRange], *, q: str | None, after: str | None, limit: int
) -> UnitCandidates:
    """At most `limit` active units of the ranges, behind the path `after`. Costs a page or a window, not a tree."""
    size, given = page_size(limit), _arguments(enumerate(ranges)) | {"after": after or ""}
    if q is None:
        rows = await connection.rows(_paged(size), **given)
    elif (hits := await find_named(connection, q)) is not None:
        rows = await connection.rows(_of_hits(size), hits=hits, **given)
    else:
        rows = await connection.rows(_searched(size), q=nfkc(q), **given)
    return _page(rows, limit, size)


async def without_target(connection: Connection, targets: Sequence[ActionTarget], holder: UUID) -> frozenset[str]:
    """The actions among those of `targets` for which there is no unit or member that they could name."""
    ranges = [(nth, range_) for nth, target in enumerate(targets) for range_ in target.ranges]
    rows = await connection.rows(_FOUND, **_arguments(ranges), holder=holder)
    found, is_staffed = {row["nth"] for row in rows}, any(row["nth"] == _STAFFED for row in rows)
    looked_for = ((nth in found if target.ranges else is_staffed, target) for nth, target in enumerate(targets))
    return frozenset(target.action for is_there, target in looked_for if not is_there)


def _arguments(ranges: Iterable[tuple[int, UnitRange]]) -> dict[str, object]:
    numbered = list(ranges)
    return {
        "nths": [nth for nth, _ in numbered],
        "lows": [each.low for _, each in numbered],
        "highs": [each.high for _, each in numbered],
        "levels": [each.level for _, each in numbered],
        "parents": [each.parent_id for _, each in numbered],
    }


def _page(rows: Sequence[Row], limit: int, size: int) -> UnitCandidates:
    """The units up to the last that was looked at, where the list goes on."""
    fitting = [row for row in rows if row["fits"]]
    shown = [UnitCandidate(row["id"], row["code"], row["name"], row["within"]) for row in fitting[:limit]]
    if len(fitting) > limit:
        return UnitCandidates(shown, fitting[limit - 1]["path"])
    goes_on = bool(rows) and (rows[-1]["is_last"] or len(rows) == size)
    return UnitCandidates(shown, rows[-1]["path"] if goes_on else None)


_RANGES: Final = "unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::uuid[]) AS r (nth, low, high, level, parent)"
_NAMES: Final = "nths", "lows", "highs", "levels", "parents"
_IN_RANGE: Final = "u.path >= r.low AND u.path < r.high AND (r.parent IS NULL OR u.parent_id = r.parent)"
# Two ways, each with one index to go by: the planner knows of none that serves a level or no level.
# Without a level it is the index of paths; that of active units has the levels first, and would be sorted anew.
_ANY_LEVEL: Final = f"r.level IS NULL AND u.active::int = 1 AND {_IN_RANGE}"
_ONE_LEVEL: Final = f"u.active AND u.level = r.level AND {_IN_RANGE}"
_STAFFED: Final = -1
_FOUND: Final = Compiled(
    f"""
    SELECT DISTINCT r.nth FROM {_RANGES}
    WHERE CASE WHEN r.level IS NULL THEN EXISTS (SELECT FROM units u WHERE {_ANY_LEVEL})
          ELSE EXISTS (SELECT FROM units u WHERE {_ONE_LEVEL}) END
    UNION ALL
    SELECT {_STAFFED} WHERE EXISTS (
      SELECT FROM memberships m JOIN members a ON a.id = m.member_id AND a.active WHERE m.unit_id = $6
    )
    """,
    (*_NAMES, "holder"),
    {},
)


def _first(size: int) -> str:
    """The first units of all ranges behind a path, each once."""
    ways = (
        f"""
        SELECT f.* FROM {_RANGES} CROSS JOIN LATERAL (
          SELECT u.id, u.code, u.name, u.path, u.parent_id FROM units u
          WHERE {way} AND u.path > $6 ORDER BY u.path LIMIT {size}
        ) f
        """
        for way in (_ANY_LEVEL, _ONE_LEVEL)
    )
    return f"SELECT DISTINCT ON (w.path) w.* FROM ({' UNION ALL '.join(ways)}) w ORDER BY w.path LIMIT {size}"


_SHOWN: Final = """
    SELECT s.id, s.code, s.name, s.path, s.fits, s.is_last,
           (SELECT p.name FROM units p WHERE p.id = s.parent_id) AS "within"
"""


@cache
def _paged(size: int) -> Compiled:
    text = f"{_SHOWN} FROM (SELECT f.*, true AS fits, false AS is_last FROM ({_first(size)}) f) s ORDER BY s.path"
    return Compiled(text, (*_NAMES, "after"), {})


@cache
def _searched(size: int) -> Compiled:
    """The first of a window that have the words in their name, or at the beginning of their code."""
    text = f"""
    {_SHOWN} FROM (
      SELECT f.*, row_number() OVER (ORDER BY f.path) = {WINDOW} AS is_last,
             strpos(lower(normalize(f.name, NFKC)), lower($7::text)) > 0 OR starts_with(f.code, $7::text) AS fits
      FROM ({_first(WINDOW)}) f
    ) s
    WHERE s.fits OR s.is_last ORDER BY s.path LIMIT {size}
    """
    return Compiled(text, (*_NAMES, "after", "q"), {})


@cache
def _of_hits(size: int) -> Compiled:
    text = f"""
    {_SHOWN} FROM (
      SELECT u.id, u.code, u.name, u.path, u.parent_id, true AS fits, false AS is_last FROM units u
      WHERE u.id = ANY ($7::uuid[]) AND u.active AND u.path > $6
        AND EXISTS (SELECT FROM {_RANGES} WHERE {_IN_RANGE} AND coalesce(r.level, u.level) = u.level)
      ORDER BY u.path LIMIT {size}
    ) s ORDER BY s.path
    """
    return Compiled(text, (*_NAMES, "after", "hits"), {})
