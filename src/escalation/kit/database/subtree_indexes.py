"""How does a list of a part of the tree cost a page (subtree indexes)? It is one range of one index, at any depth.

A range of paths has no order but its own: a page of the newest rows of a subtree would read all of them. So an order
that lists have is indexed once for each depth of the tree, behind the serial that a path has at that depth, and once by
the path as a whole, for who asks about one unit without those below it (docs/decisions/0039-subtree-indexes.md).
"""

from typing import Any, Final

from sqlalchemy import Column, Index, text

from escalation.kit.database.skew import has_value

DEPTHS: Final = (1, 2, 3, 4)
"""Province or city, down to villages. What lies deeper is little: its range of paths is read and sorted."""
_OF_UNIT: Final = 0


def subtree_indexes(
    name: str, *columns: "Column[Any] | str", where: str | None = None, path: str = "unit_path"
) -> None:
    """Declare the indexes of an order by a path of a table; their names end in `_unit`, `_1`, `_2` and so on.

    `columns`: of one table, or SQL over it. `where`: which rows lists of this order have.
    """
    behind = [each if isinstance(each, Column) else text(each) for each in columns]
    limit = f" AND {where}" if where else ""
    Index(f"{name}_unit", text(path), *behind, postgresql_where=text(where) if where else None)
    for depth in DEPTHS:
        condition = text(_has_depth(path, depth) + limit)
        Index(f"{name}_{depth}", text(_serial(path, depth)), *behind, postgresql_where=condition)


def depth_of(start: str, end: str) -> int | None:
    """How deep the top of a subtree with paths from `start` until before `end` is; 0 for a unit without those below.

    `None` for whatever else a range may be, an empty one among them: `lies_in` reads it as it is.
    """
    if end == f"{start}!":
        return _OF_UNIT
    depth = start.count("/") - 1
    return depth if depth in DEPTHS and end == f"{start[:-1]}0" else None


def depth_below(path: str) -> int | None:
    """How deep units directly below the one with this path are; `None` if that is deeper than what is indexed."""
    depth = path.count("/")
    return depth if depth in DEPTHS else None


def lies_in(path: str, depth: int | None, start: str = "$1", end: str = "$2") -> str:
    """SQL of whether a path lies in a range, in the words of the index for its depth; all of them are SQL."""
    start, end = f"{start}::text", f"{end}::text"
    match depth:
        case None:
            return f"{path} >= {start} AND {path} < {end} AND {start} < {end}"
        case 0:
            return f"{has_value(path, start)} AND {start} < {end}"
        case _:
            return f"{_serial(path, depth)} = {_serial(start, depth)} AND {_has_depth(path, depth)} AND {start} < {end}"


def is_kept_in(path: str, start: str = "$1", end: str = "$2") -> str:
    """SQL of whether a path lies in a range, to be asked of rows that something else finds: no index begins here."""
    return f"({lies_in(path, None, start, end)}) IS TRUE"


def _serial(path: str, depth: int) -> str:
    return f"split_part({path}, '/', {depth + 1})"


def _has_depth(path: str, depth: int) -> str:
    return f"{_serial(path, depth)} <> ''"
