"""Which units come first in unit ranges? So many of each are read, in the order of an index."""

from collections.abc import Iterable
from typing import Final

from escalation.organisation.domain.unit_ranges import UnitRange

RANGES: Final = "nths", "lows", "highs", "levels", "parents"
"""The parameters that hold ranges, in the order of `unnested`; `arguments` has their values."""
_TYPES: Final = "int", "text", "text", "int", "uuid"


def arguments(ranges: Iterable[tuple[int, UnitRange]]) -> dict[str, object]:
    """Ranges, each with a number that its units have as `nth`."""
    numbered = list(ranges)
    return {
        "nths": [nth for nth, _ in numbered],
        "lows": [each.low for _, each in numbered],
        "highs": [each.high for _, each in numbered],
        "levels": [each.level for _, each in numbered],
        "parents": [each.parent_id for _, each in numbered],
    }


def unnested(first: int) -> str:
    """The ranges as a relation `r`, where `$first` and the four behind it are `RANGES`."""
    columns = ", ".join(f"${place}::{type_}[]" for place, type_ in enumerate(_TYPES, start=first))
    return f"unnest({columns}) AS r (nth, low, high, level, parent)"


IN_RANGE: Final = """
    u.path >= r.low AND u.path < r.high
    AND (r.level IS NULL OR u.level = r.level) AND (r.parent IS NULL OR u.parent_id = r.parent)
"""


def first_units(first: int, size: int, *, condition: str = "true") -> str:
    """As `nth, id, path` the first `size` units `u` of each range that meet a condition; of a level the active ones.

    One that lies in two ranges comes twice. The end of a range is asked afterwards: told of it, PostgreSQL would
    expect few units, read them all, and sort.
    """
    return " UNION ALL ".join(
        f"""
        SELECT r.nth, f.id, f.path FROM {unnested(first)} CROSS JOIN LATERAL (
          SELECT u.id, u.path FROM units u
          WHERE {way} AND u.path >= r.low AND {condition} ORDER BY u.path LIMIT {size}
        ) f WHERE {asked} AND f.path < r.high
        """
        for asked, way in _WAYS
    )


# Each has one index to go by: of paths, of the paths of a level, of children. The planner knows of none for all.
_WAYS: Final = (
    ("r.parent IS NULL AND r.level IS NULL", "true"),
    ("r.parent IS NULL AND r.level IS NOT NULL", "u.active AND u.level = r.level"),
    ("r.parent IS NOT NULL", "u.parent_id = r.parent AND (r.level IS NULL OR u.level = r.level)"),
)
