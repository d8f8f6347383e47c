"""Who serves in which guidance team (引领工作队)? A team has one leader; its members come from many departments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Duplicate, GuardFailed, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.storage import members, teams
from escalation.organisation.storage.teams import TeamRecord
from escalation.organisation.usecases.line_subjects import NOT_SERVING
from escalation.organisation.usecases.members import usable_unit

SECOND_LEADER: Final = N_("The team has a leader already.")
RenderTeam = Callable[[TeamRecord], StoredResponse]


class TeamRole(StrEnum):
    """组长, 副组长 or 成员 of a team."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Service:
    """As what a member serves in a team; `home_unit_id` is the department that sent them, if not their own."""

    team_role: TeamRole
    home_unit_id: UUID | None


async def list_teams(
    runtime: Runtime, actor: Actor, *, unit: str | None, after: UUID | None, limit: int
) -> Sequence[TeamRecord]:
    """One page of the teams in the caller's scope."""
    async with runtime.database.connection(changes=False) as connection:
        return await teams.list_teams(connection, actor, unit=unit, after=after, limit=limit)


async def get_team(runtime: Runtime, actor: Actor, team_id: UUID) -> TeamRecord:
    """One team in the caller's scope. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _existing(connection, actor, team_id)


async def create_team(
    runtime: Runtime, unit_id: UUID, name: str, *, by: Actor, render: RenderTeam, once: IdempotentRequest | None
) -> StoredResponse:
    """Form a team of a unit in the caller's scope. Raises `ValidationFailed`, `ForbiddenAction`, `Duplicate`."""

    async def work(connection: Connection) -> StoredResponse:
        unit = await usable_unit(connection, unit_id, by, "/unit_id")
        team_id = new_id()
        if not await teams.insert_team(connection, team_id, unit.id, name, await read_now(connection)):
            raise Duplicate(N_("The unit has a team of this name already."))
        return render(await _existing(connection, by, team_id))

    return await do_once(runtime, once, work)


async def put_in_team(runtime: Runtime, team_id: UUID, member_id: UUID, service: Service, *, by: Actor) -> TeamRecord:
    """Let a member serve in a team, or serve otherwise than before.

    Raises `NotFound`, `ValidationFailed` for an unknown home unit, `GuardFailed` for a second leader, and for somebody
    who does not serve any more, unless they are in the team already.
    """
    async with runtime.database.transaction() as connection:
        await teams.lock_team(connection, team_id)
        team = await _existing(connection, by, team_id)
        member = await members.find_member(connection, by, member_id)
        if member is None:
            raise NotFound
        if not member.active and all(each.member_id != member_id for each in team.members):
            raise GuardFailed(NOT_SERVING)
        others = [each for each in team.members if each.member_id != member_id]
        if service.team_role is TeamRole.LEADER and any(each.team_role == TeamRole.LEADER for each in others):
            raise GuardFailed(SECOND_LEADER)
        if service.home_unit_id is not None:
            await usable_unit(connection, service.home_unit_id, by, "/home_unit_id")
        await teams.put_team_member(connection, team_id, member_id, service.team_role, service.home_unit_id)
        return await _existing(connection, by, team_id)


async def take_from_team(runtime: Runtime, team_id: UUID, member_id: UUID, *, by: Actor) -> None:
    """End a member's service. Raises `NotFound` if they do not serve in a team of the caller's scope."""
    async with runtime.database.transaction() as connection:
        await _existing(connection, by, team_id)
        if not await teams.remove_team_member(connection, team_id, member_id):
            raise NotFound


async def _existing(connection: Connection, actor: Actor, team_id: UUID) -> TeamRecord:
    team = await teams.find_team(connection, actor, team_id)
    if team is None:
        raise NotFound
    return team
