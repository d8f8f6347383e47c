"""Stories of members, their roles and their teams."""

from dataclasses import replace

import pytest

from escalation.actors import Role
from escalation.errors import Duplicate, ForbiddenAction, GuardFailed, NotFound, Unauthenticated
from escalation.identity.usecases.api_keys import KeyAuthenticator, WantedKey, hand_out_key
from escalation.identity.usecases.service import change_member, take_role
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import StoredResponse
from escalation.organisation.storage import members as storage
from escalation.organisation.storage.members import MemberFilters, MemberRecord
from escalation.organisation.usecases.member_import import import_members
from escalation.organisation.usecases.members import WantedMember, create_member, give_role, list_members
from escalation.organisation.usecases.teams import (
    Service,
    TeamRole,
    create_team,
    list_teams,
    put_in_team,
    take_from_team,
)
from tests.support.world import World

HEADER = "name,home_unit_code,role,unit_code,skills,external_ref\n"


def a_file(*lines: str) -> bytes:
    return (HEADER + "".join(f"{line}\n" for line in lines)).encode()


async def members_of(world: World, code: str = "C", role: str = "admin") -> dict[str, MemberRecord]:
    actor = world.actor(code, role)
    found = await list_members(world.runtime, actor, MemberFilters(), after=None, limit=200)
    return {member.name: member for member in found}


async def a_member(world: World, name: str = "巴特尔", home: str = "K1-ZJ") -> MemberRecord:
    await import_members(world.runtime, a_file(f"{name},{home},handler,{home},,"), by=None)
    return (await members_of(world))[name]


async def test_a_file_has_a_line_for_each_role(world: World) -> None:
    receipts = await import_members(
        world.runtime,
        a_file("娜仁,K1-ZJ,handler,K1-ZJ,农牧业、水利,A1", "娜仁,K1-ZJ,leader,K1-ZJ,,A1", "高娃,T1,handler,T1,,"),
        by=None,
    )

    found = await members_of(world)
    assert (receipts.created, receipts.refused) == (3, 0)
    assert found["娜仁"].skills == ("农牧业", "水利")
    assert [(role.unit.code, role.role) for role in found["娜仁"].roles] == [("K1-ZJ", "handler"), ("K1-ZJ", "leader")]


async def test_the_same_members_again_change_nothing(world: World) -> None:
    file = a_file("娜仁,K1-ZJ,handler,K1-ZJ,农牧业,A1", "高娃,T1,handler,T1,,")
    await import_members(world.runtime, file, by=None)

    receipts = await import_members(world.runtime, file, by=None)

    assert (receipts.created, receipts.unchanged) == (0, 2)
    assert len(await members_of(world)) == 2


async def test_a_wrong_line_is_refused_and_no_other_suffers(world: World) -> None:
    receipts = await import_members(
        world.runtime,
        a_file(
            "甲,K1,handler,K1,,A1", "乙,K1,handler,K1,,A1", "丙,X,handler,K1,,", "丁,K1,king,K1,,", "戊,K2,经办人,K2,,"
        ),
        by=world.actor("K1", "admin"),
    )

    assert receipts.created == 1
    assert [(fault.pointer, fault.code) for fault in receipts.faults] == [
        ("line 3", "other_particulars"),
        ("line 4", "unknown_unit"),
        ("line 5", "unknown_role"),
        ("line 6", "outside_scope"),
    ]


async def test_a_member_is_seen_by_who_is_above_and_by_nobody_beside(world: World) -> None:
    await a_member(world, home="T1")

    assert "巴特尔" in await members_of(world, "K1", "office")
    assert "巴特尔" in await members_of(world, "T1", "handler")
    assert "巴特尔" not in await members_of(world, "V1", "leader")
    assert "巴特尔" not in await members_of(world, "K2", "admin")


async def test_a_handler_does_not_see_who_works_below(world: World) -> None:
    await a_member(world, home="V1")

    assert "巴特尔" not in await members_of(world, "T1", "handler")


async def test_a_role_is_given_and_ended(world: World) -> None:
    member, admin = await a_member(world), world.actor("K1", "admin")

    given = await give_role(world.runtime, member.id, world.id("T1"), Role.LEADER, by=admin)
    await take_role(world.runtime, member.id, world.id("T1"), Role.LEADER, by=admin)

    assert {role.unit.code for role in given.roles} == {"K1-ZJ", "T1"}
    with pytest.raises(NotFound):
        await take_role(world.runtime, member.id, world.id("T1"), Role.LEADER, by=admin)
    with pytest.raises(ForbiddenAction):
        await give_role(world.runtime, member.id, world.id("K2"), Role.LEADER, by=admin)


async def test_a_members_key_ends_with_the_role(world: World) -> None:
    member, admin = await a_member(world), replace(world.actor("K1", "admin"), principal="person:x")
    wanted = WantedKey(world.id("K1-ZJ"), Role.HANDLER, "手机", 30, member.id)
    reply = await hand_out_key(
        world.runtime, wanted, by=admin, render=lambda _, secret: StoredResponse(200, secret.encode()), once=None
    )
    secret = reply.body.decode()

    actor = await KeyAuthenticator(world.runtime).identify(secret)
    await take_role(world.runtime, member.id, world.id("K1-ZJ"), Role.HANDLER, by=admin)

    assert actor.unit_id == world.id("K1-ZJ")
    with pytest.raises(Unauthenticated):
        await KeyAuthenticator(world.runtime).identify(secret)


async def test_who_does_not_serve_any_more_has_no_working_key(world: World) -> None:
    member, admin = await a_member(world), replace(world.actor("K1", "admin"), principal="person:x")
    wanted = WantedKey(world.id("K1-ZJ"), Role.HANDLER, "手机", 30, member.id)
    reply = await hand_out_key(
        world.runtime, wanted, by=admin, render=lambda _, secret: StoredResponse(200, secret.encode()), once=None
    )

    changed, _ = await change_member(world.runtime, member.id, {"active": False}, by=admin)

    assert not changed.active
    with pytest.raises(Unauthenticated):
        await KeyAuthenticator(world.runtime).identify(reply.body.decode())


async def test_a_team_has_one_leader_and_members_of_many_departments(world: World) -> None:
    runtime, admin = world.runtime, world.actor("K1", "admin")
    leader, member = await a_member(world), await a_member(world, "乌兰", "K1-SL")
    await create_team(
        runtime, world.id("T1"), "引领一队", by=admin, render=lambda _: StoredResponse(200, b""), once=None
    )
    [team] = await list_teams(runtime, admin, unit="T1", after=None, limit=10)

    await put_in_team(runtime, team.id, leader.id, Service(TeamRole.LEADER, None), by=admin)
    full = await put_in_team(runtime, team.id, member.id, Service(TeamRole.MEMBER, world.id("K1-JT")), by=admin)

    assert [(each.name, each.team_role, each.home_unit.code) for each in full.members] == [
        ("巴特尔", "leader", "K1-ZJ"),
        ("乌兰", "member", "K1-JT"),
    ]
    with pytest.raises(GuardFailed):
        await put_in_team(runtime, team.id, member.id, Service(TeamRole.LEADER, None), by=admin)
    await take_from_team(runtime, team.id, leader.id, by=admin)
    await put_in_team(runtime, team.id, member.id, Service(TeamRole.LEADER, None), by=admin)


async def test_who_does_not_serve_any_more_joins_no_team_and_may_be_something_else_in_theirs(world: World) -> None:
    runtime, admin = world.runtime, world.actor("K1", "admin")
    stays, left = await a_member(world), await a_member(world, "乌兰", "K1-SL")
    await create_team(
        runtime, world.id("T1"), "引领一队", by=admin, render=lambda _: StoredResponse(200, b""), once=None
    )
    [team] = await list_teams(runtime, admin, unit="T1", after=None, limit=10)
    await put_in_team(runtime, team.id, stays.id, Service(TeamRole.LEADER, None), by=admin)
    for member in (stays, left):
        await change_member(runtime, member.id, {"active": False}, by=admin)

    with pytest.raises(GuardFailed, match="serve"):
        await put_in_team(runtime, team.id, left.id, Service(TeamRole.MEMBER, None), by=admin)
    changed = await put_in_team(runtime, team.id, stays.id, Service(TeamRole.MEMBER, None), by=admin)
    assert [(each.name, each.team_role) for each in changed.members] == [("巴特尔", "member")]


async def test_of_two_with_one_reference_in_one_moment_one_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither has seen the other: as if the first one had come between looking and writing."""

    async def nobody(_connection: Connection, _ref: str) -> None:
        return None

    admin, wanted = world.actor("K1", "admin"), WantedMember("苏和", world.id("K1"), None, (), "A-1")

    async def make() -> StoredResponse:
        return await create_member(
            world.runtime, wanted, by=admin, render=lambda _: StoredResponse(201, b""), once=None
        )

    await make()
    monkeypatch.setattr(storage, "find_member_by_ref", nobody)
    with pytest.raises(Duplicate):
        await make()
