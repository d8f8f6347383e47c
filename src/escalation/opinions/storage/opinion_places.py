"""Where are opinions (opinion places)? What lies in a box, and what is nearest, by one index, without an extension.

The index knows points of a plane, longitude and latitude. So of a circle on Earth a box is asked for that holds it, in
one piece or in two across the antimeridian; those nearest as on a plane are taken, so many at most, and measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, bindparam
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.parsing.coordinates import Box, Piece, box_around, metres_between, surely_within
from escalation.opinions.storage.opinions import (
    Opinion,
    OpinionFilters,
    OpinionQuestion,
    opinion_params,
    question_of,
    select_opinions,
)
from escalation.tickets.storage.opinion_tables import opinions

MOST_NEAR: Final = 1_000
"""Opinions that are measured for one question, whoever may see them."""
WINDOW: Final = 200
"""Of these, opinions looked up for one page."""

Place = tuple[int, UUID]
"""Millimetres from where it was asked, and the opinion."""


@dataclass(frozen=True, slots=True)
class NearPage:
    """Opinions with their distances in millimetres, nearest first, and behind which place the list goes on.

    `complete_within`: metres in which there are no others; less than was asked for where too many lie around.
    """

    opinions: list[tuple[Opinion, int]]
    goes_on_behind: Place | None
    complete_within: float


@dataclass(frozen=True, slots=True)
class Circle:
    """What lies within so many metres of a place."""

    longitude: float
    latitude: float
    metres: float


async def find_in_box(connection: Connection, box: Box, limit: int) -> list[UUID]:
    """At most `limit` opinions in a box, in no particular order."""
    rows = await connection.rows(_IN_BOX, limit=limit, **_pieces(box))
    return [row["id"] for row in rows]


async def list_near(
    connection: Connection, actor: Actor, circle: Circle, filters: OpinionFilters, *, after: Place | None, limit: int
) -> NearPage:
    """At most `limit` opinions in a circle that the actor may see, nearest first. Two round trips.

    A page may be shorter than it was asked for, even empty, and go on: it costs a page, whatever it is narrowed to.
    """
    measured, complete_within = await _measure(connection, circle)
    behind = [place for place in measured if after is None or place > after]
    window = behind[:WINDOW]
    asked = question_of(actor, filters)
    ids = [id_ for _, id_ in window]
    rows = await connection.rows(_looked_up(asked), ids=ids, **opinion_params(actor, filters))
    seen = {opinion.id: opinion for opinion in (Opinion(*row) for row in rows)}
    shown = [(seen[id_], distance) for distance, id_ in window if id_ in seen]
    last = _last(
        shown[:limit], window, goes_on=len(shown) > limit or len(behind) > len(window), full=len(shown) >= limit
    )
    return NearPage(shown[:limit], last, complete_within)


def _last(shown: list[tuple[Opinion, int]], window: list[Place], *, goes_on: bool, full: bool) -> Place | None:
    """Behind which place there is more: the last that was shown, or the last that was looked at."""
    if not goes_on:
        return None
    if full:
        opinion, distance = shown[-1]
        return distance, opinion.id
    return window[-1]


async def _measure(connection: Connection, circle: Circle) -> tuple[list[Place], float]:
    """The places in a circle, nearest first, of at most `MOST_NEAR`; and within how many metres these are all."""
    box = box_around(circle.longitude, circle.latitude, circle.metres)
    rows = await connection.rows(
        _NEAREST, limit=MOST_NEAR + 1, latitude=circle.latitude, **_references(circle, box), **_pieces(box)
    )
    complete = circle.metres
    if len(rows) > MOST_NEAR:
        complete = min(complete, surely_within(circle.latitude, rows[MOST_NEAR - 1]["degrees"]))
    places = (
        (metres_between(circle.longitude, circle.latitude, row["longitude"], row["latitude"]), row["id"])
        for row in rows[:MOST_NEAR]
    )
    return sorted((round(metres * 1000), id_) for metres, id_ in places if metres <= circle.metres), complete


def _pieces(box: Box) -> dict[str, float | None]:
    """The corners of both pieces, as parameters; those of a second one that is not there are `None`."""
    first, *rest = box.pieces()
    second = rest[0] if rest else None
    return {**_corners(first, "first"), **_corners(second, "second")}


def _corners(piece: Piece | None, name: str) -> Mapping[str, float | None]:
    return {f"{name}_{side}": getattr(piece, side, None) for side in _SIDES}


def _references(circle: Circle, box: Box) -> Mapping[str, float]:
    """From where each piece is measured: the place itself, and where it would be beyond the antimeridian."""
    is_split = box.west > box.east
    beyond = 360.0 if circle.longitude < 0 else -360.0
    here_is_first = circle.longitude >= 0 or not is_split
    near, far = circle.longitude, circle.longitude + beyond
    return {"first_from": near, "second_from": far} if here_is_first else {"first_from": far, "second_from": near}


_SIDES: Final = "west", "south", "east", "north"
_CORNERS: Final = tuple(f"{name}_{side}" for name in ("first", "second") for side in _SIDES)
_POINT: Final = "point(o.longitude, o.latitude)"


def _in_piece(number: int) -> str:
    """SQL that holds for what lies in a piece, whose corners are parameters from this one on."""
    corners = ", ".join(f"${n}::float8" for n in range(number, number + 4))
    west, south, east, north = corners.split(", ")
    return f"o.longitude IS NOT NULL AND {_POINT} <@ box(point({west}, {south}), point({east}, {north}))"


def _nearest(piece: int, reference: int) -> str:
    to = f"{_POINT} <-> point(${reference}::float8, $2::float8)"
    return f"""(
      SELECT o.id, o.longitude, o.latitude, {to} AS degrees FROM opinions o
      WHERE {_in_piece(piece)} ORDER BY {to} LIMIT $1
    )"""


_IN_BOX: Final = Compiled(
    f"""
    SELECT o.id FROM opinions o WHERE {_in_piece(2)}
    UNION ALL SELECT o.id FROM opinions o WHERE {_in_piece(6)}
    LIMIT $1
    """,
    ("limit", *_CORNERS),
    {},
)
_NEAREST: Final = Compiled(
    f"""
    SELECT * FROM ({_nearest(5, 3)} UNION ALL {_nearest(9, 4)}) found ORDER BY degrees, id LIMIT $1
    """,
    ("limit", "latitude", "first_from", "second_from", *_CORNERS),
    {},
)


@cache
def _looked_up(asked: OpinionQuestion) -> Compiled:
    """One statement for each form of the predicate and of the question."""
    wanted = opinions.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True))))
    return compile_statement(select_opinions(asked).where(wanted))
