"""Where is nobody there to act (staffing gaps)? Units that nobody works for, and teams that nobody leads."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
    text,
)

from escalation.actors import Actor
from escalation.identity.storage.staffing import somebody_acts
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.organisation.storage.members import IN_SCOPE, scope_of
from escalation.organisation.storage.tables import members, team_members, teams, units
from escalation.organisation.storage.units import UnitName
from escalation.tickets.storage.tables import tickets


class GapKind(StrEnum):
    """What is missing."""

    UNIT_WITHOUT_STAFF = "unit_without_staff"
    TEAM_WITHOUT_LEADER = "team_without_leader"


@dataclass(frozen=True, slots=True)
class StaffingGap:
    """A unit where somebody is missing. `team` is the one without a leader; `open_tickets` wait at the unit."""

    unit: UnitName
    team: str | None
    open_tickets: int


async def list_gaps(
    connection: Connection, actor: Actor, kind: GapKind, *, after: tuple[str, str] | None, limit: int
) -> list[StaffingGap]:
    """At most `limit` gaps in the actor's scope, by the unit's code and the team's name, behind the place `after`."""
    code, team = after or ("", "")
    given = {**scope_of(actor), "after_code": code, "after_team": team, "limit": limit}
    rows = await connection.rows(_STATEMENTS[kind], **given)
    return [StaffingGap(UnitName(row["id"], row["code"], row["name"]), row["team"], row["waiting"]) for row in rows]


# A matter that is about the caller is counted for nobody who may not know of it.
_ABOUT_THE_CALLER: Final = and_(
    tickets.c.accused_path.is_not(None),
    func.starts_with(bindparam("from_path", type_=Path), tickets.c.accused_path),
)
_WAITING: Final[ScalarSelect[int]] = (
    select(func.count())
    .where(tickets.c.holder_path == units.c.path, text("tickets.is_open"), ~_ABOUT_THE_CALLER)
    .scalar_subquery()
)


def _found(team: ColumnElement[str] | ColumnElement[None]) -> Select[Any]:
    return select(units.c.id, units.c.code, units.c.name, team.label("team"), _WAITING.label("waiting"))


def _units() -> Compiled:
    found = _found(cast(literal_column("NULL"), Text)).where(
        units.c.active, IN_SCOPE, units.c.code > bindparam("after_code", type_=Text), ~somebody_acts(units.c.id)
    )
    return compile_statement(found.order_by(units.c.code).limit(bindparam("limit")))


def _teams() -> Compiled:
    leads = exists().where(
        team_members.c.team_id == teams.c.id,
        team_members.c.team_role == literal_column("'leader'"),
        members.c.id == team_members.c.member_id,
        members.c.active,
    )
    behind = func.row(units.c.code, teams.c.name) > func.row(
        bindparam("after_code", type_=Text), bindparam("after_team", type_=Text)
    )
    found = _found(teams.c.name).where(teams.c.unit_id == units.c.id, units.c.active, IN_SCOPE, behind, ~leads)
    return compile_statement(found.order_by(units.c.code, teams.c.name).limit(bindparam("limit")))


_STATEMENTS: Final = {GapKind.UNIT_WITHOUT_STAFF: _units(), GapKind.TEAM_WITHOUT_LEADER: _teams()}
