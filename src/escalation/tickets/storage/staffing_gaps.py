"""Where is nobody there to act (staffing gaps)? Units nobody works for, teams nobody leads, assignees that are gone."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Text,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)

from escalation.actors import Actor
from escalation.identity.storage.staffing import somebody_acts
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.runtime import subtree
from escalation.organisation.storage.members import IN_SCOPE, in_scope, scope_of
from escalation.organisation.storage.tables import members, team_members, teams, units
from escalation.organisation.storage.units import UnitName
from escalation.tickets.storage.assignees import serves
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import CALLER


class GapKind(StrEnum):
    """What is missing."""

    UNIT_WITHOUT_STAFF = "unit_without_staff"
    TEAM_WITHOUT_LEADER = "team_without_leader"
    ASSIGNEE_GONE = "assignee_gone"


Place = tuple[str, str]
"""A path in the tree and the name of a team or the id of a ticket, in whose order gaps are listed."""

WINDOW: Final = 1_200
"""Units, or tickets in somebody's hand, looked at for one page, however few of them have a gap."""

MOST_COUNTED: Final = 1_000
"""Open tickets of a unit are counted no further."""


@dataclass(frozen=True, slots=True)
class StaffingGap:
    """A unit where somebody is missing. `team` is the one without a leader; `open_tickets` wait at the unit.

    `ticket` waits for `assignee`, who serves no more or not there: it is the one open ticket that is meant then.
    """

    unit: UnitName
    team: str | None
    open_tickets: int
    ticket: "TicketName | None" = None
    assignee: "AssigneeName | None" = None


class TicketName(NamedTuple):
    """A ticket as a gap names it."""

    id: UUID
    number: str


class AssigneeName(NamedTuple):
    """A member as a gap names them."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class GapPage:
    """Gaps in the order of the tree, and the place behind which the list goes on; `None` at its end.

    A page may be shorter than it was asked for, even empty, and go on: it costs a page in a tree of any size.
    """

    gaps: list[StaffingGap]
    goes_on_behind: Place | None


async def list_gaps(
    connection: Connection, actor: Actor, kind: GapKind, *, within: str | None = None, after: Place | None, limit: int
) -> GapPage:
    """At most `limit` gaps among the first `WINDOW` units of the actor's scope behind the place `after`.

    `within`: the path of a unit, of whose subtree alone they are told, as far as that is the actor's business.
    """
    path, name = after or ("", "")
    given = {**subtree.params(actor), **scope_of(actor, within), "after_path": path, "limit": limit + 1}
    if kind is GapKind.ASSIGNEE_GONE:
        given["after_id"] = UUID(name) if name else UUID(int=0)
    else:
        given["after_team"] = name
    rows = await connection.rows(_STATEMENTS[kind], **given)
    found = [row for row in rows if row["fits"]]
    return GapPage([_gap(row) for row in found[:limit]], _end(rows, found, limit))


def _gap(row: Row) -> StaffingGap:
    unit = UnitName(row["id"], row["code"], row["name"])
    if "ticket_id" not in row:
        return StaffingGap(unit, row["team"] or None, row["waiting"])
    ticket = TicketName(row["ticket_id"], row["number"])
    return StaffingGap(unit, None, 1, ticket, AssigneeName(row["assignee_id"], row["assignee"]))


def _end(rows: list[Row], found: list[Row], limit: int) -> Place | None:
    if len(found) > limit:
        return found[limit - 1]["path"], found[limit - 1]["team"]
    last = next((row for row in rows if row["is_last"]), None)
    if last is None:
        return None
    return last["path"], last["team"] if "ticket_id" in last else _BEHIND_ALL_TEAMS


_BEHIND_ALL_TEAMS: Final = "\U0010ffff"
_AFTER: Final = (bindparam("after_path", type_=Path), bindparam("after_team", type_=Text))


def _window() -> FromClause:
    """The next units of the scope in the order of the tree, which an index has, and which is the last of many."""
    size = literal_column(str(WINDOW), Integer)
    is_last = (func.row_number().over(order_by=units.c.path) == size).label("is_last")
    first = select(units.c.id, units.c.code, units.c.name, units.c.path, units.c.active, is_last)
    return first.where(IN_SCOPE, units.c.path >= _AFTER[0]).order_by(units.c.path).limit(size).subquery("seen")


def _statement(seen: FromClause, team: ColumnElement[str], source: FromClause, fits: ColumnElement[bool]) -> Compiled:
    """Those of the window that fit behind the place, and its last unit; then what waits at each that is shown."""
    named = func.coalesce(team, "").collate("C")
    behind = func.row(seen.c.path, named) > func.row(*_AFTER)
    fits = and_(seen.c.active, behind, fits)
    found = select(*seen.c, named.label("team"), fits.label("fits")).select_from(source)
    ordered = found.where(or_(fits, seen.c.is_last)).order_by(seen.c.path, named).limit(bindparam("limit"))
    part = ordered.subquery("found")
    counted = select(part, _waiting(part).label("waiting")).order_by(part.c.path, part.c.team)
    return compile_statement(counted)


def _waiting(found: FromClause) -> ColumnElement[int]:
    """How many open tickets wait there; what is kept from the caller is not counted for them."""
    known = CALLER.is_not_accused(), CALLER.may_know()
    some = select(tickets.c.id).where(tickets.c.holder_path == found.c.path, text("tickets.is_open"), *known)
    return (
        select(func.count())
        .select_from(some.correlate(found).limit(literal_column(str(MOST_COUNTED))).subquery())
        .scalar_subquery()
    )


def _units() -> Compiled:
    seen = _window()
    return _statement(seen, literal_column("''", Text), seen, ~somebody_acts(seen.c.id))


def _teams() -> Compiled:
    seen = _window()
    leads = exists().where(
        team_members.c.team_id == teams.c.id,
        team_members.c.team_role == literal_column("'leader'"),
        members.c.id == team_members.c.member_id,
        members.c.active,
    )
    source = seen.outerjoin(teams, teams.c.unit_id == seen.c.id)
    return _statement(seen, teams.c.name, source, and_(teams.c.id.is_not(None), ~leads))


def _assignees() -> Compiled:
    """Tickets in somebody's hand, in the order of the tree, which an index has, and whether that one is gone."""
    size, path = literal_column(str(WINDOW), Integer), tickets.c.holder_path
    is_behind = tuple_(path, tickets.c.id) > tuple_(_AFTER[0], bindparam("after_id", type_=tickets.c.id.type))
    in_hand = select(
        tickets.c.id, tickets.c.number, tickets.c.holder_unit_id, tickets.c.assignee_id, path,
        and_(CALLER.is_not_accused(), CALLER.may_know()).label("may_know"),
        (func.row_number().over(order_by=(path, tickets.c.id)) == size).label("is_last"),
    )  # fmt: skip
    seen = (
        in_hand.where(text("tickets.is_open AND tickets.assignee_id IS NOT NULL"), in_scope(path), is_behind)
        .order_by(path, tickets.c.id)
        .limit(size)
        .subquery("seen")
    )
    fits = and_(seen.c.may_know, ~serves(seen.c.assignee_id, seen.c.holder_unit_id))
    named = seen.join(units, units.c.id == seen.c.holder_unit_id).join(members, members.c.id == seen.c.assignee_id)
    return compile_statement(
        select(
            units.c.id, units.c.code, units.c.name, seen.c.holder_path.label("path"),
            seen.c.id.cast(Text).label("team"), seen.c.id.label("ticket_id"), seen.c.number, seen.c.assignee_id,
            members.c.name.label("assignee"), seen.c.is_last, fits.label("fits"),
        )
        .select_from(named).where(or_(fits, seen.c.is_last))
        .order_by(seen.c.holder_path, seen.c.id).limit(bindparam("limit"))
    )  # fmt: skip


_STATEMENTS: Final = {
    GapKind.UNIT_WITHOUT_STAFF: _units(),
    GapKind.TEAM_WITHOUT_LEADER: _teams(),
    GapKind.ASSIGNEE_GONE: _assignees(),
}
