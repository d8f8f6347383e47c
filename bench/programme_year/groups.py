"""Who leads, and who is sent to supervise (党建工作领导小组, 专项督导组)? Formed, filled, handed on, ended."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting
from bench.programme_year.city import CITY, COUNTY, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from escalation.actors import Role
from escalation.kit.runtime.context import StoredResponse
from escalation.organisation.domain.leading_groups import GroupRole, LeadingPosition
from escalation.programme.groups.domain.leading_groups import LeadingGroup
from escalation.programme.groups.domain.supervision_groups import GroupKind
from escalation.programme.groups.usecases.leading_groups import (
    Change,
    LeadingService,
    change_holder,
    form_leading_group,
    put_member,
)
from escalation.programme.groups.usecases.supervision_groups import (
    ShownGroup,
    WantedGroup,
    end_supervision_group,
    form_supervision_group,
)

NAME: Final = "groups"
_FORMED: Final = "SELECT id, unit_id FROM leading_groups ORDER BY unit_path"
_PEOPLE, _UNITS, _OTHERS = 4, 3, 3


async def form_leading(acting: Acting, cost: Cost) -> None:
    """The city and its counties form their leading groups; in a few of them somebody is missing."""

    async def work(place: Place) -> None:
        chance = acting.habits.chance("leading", place.code)
        formed: list[UUID] = []

        def render(group: LeadingGroup) -> StoredResponse:
            formed.append(group.id)
            return StoredResponse(201, b"")

        if chance.random() < 0.1:
            return
        async with acting.doing(NAME, cost):
            await form_leading_group(
                acting.runtime, place.id, by=place.head, request_id=REQUEST, render=render, once=None
            )
        for group_id in formed:
            for position, role in _HOLDERS:
                if chance.random() < 0.85:
                    await _put(acting, cost, place, group_id, position, _id(place, role))
            for member_id in _some(place, chance, _OTHERS):
                async with acting.doing(NAME, cost):
                    service = LeadingService(chance.choice(tuple(GroupRole)), None, "分片包联")
                    await put_member(acting.runtime, _change(place, group_id), member_id, service)

    await each_of(_above(acting), work)


_HOLDERS: Final = (LeadingPosition.IN_CHARGE, Role.LEADER), (LeadingPosition.OFFICE_DIRECTOR, Role.OFFICE)


async def hand_on(acting: Acting, cost: Cost) -> None:
    """In some groups somebody else is put in charge, now and then one who is in charge elsewhere."""
    heads = [place.head for place in _above(acting)]
    for row in await acting.ask(_FORMED):
        place = acting.city.places[row["unit_id"]]
        chance = acting.habits.chance("hand on", place.code, acting.day)
        if chance.random() < 0.3:
            named = chance.choice(heads).member_id if place.level == CITY else _some(place, chance, 1)[0]
            await _put(acting, cost, place, row["id"], LeadingPosition.IN_CHARGE, named)


async def _put(
    acting: Acting, cost: Cost, place: Place, group_id: UUID, position: LeadingPosition, member_id: UUID | None
) -> None:
    async with acting.doing(NAME, cost):
        await change_holder(acting.runtime, _change(place, group_id), position, member_id, "工作需要。")


async def supervise(acting: Acting, cost: Cost) -> None:
    """The city and its counties send a group to some units below for some weeks; a few come home before their time."""

    async def work(place: Place) -> None:
        chance = acting.habits.chance("supervise", place.code, acting.day)
        if chance.random() >= 0.9:
            return
        below = [each for each in acting.city.places.values() if each.parent_id == place.id]
        units = chance.sample(below, min(_UNITS, len(below)))
        head, *others = _some(chance.choice([place, *units]), chance, _PEOPLE)
        first = acting.day + timedelta(days=chance.choice((0, 0, 10)))
        wanted = WantedGroup(
            f"{acting.day.month}月督导组", chance.choice(tuple(GroupKind)), first,
            first + timedelta(days=chance.choice((20, 45, 90))), head, others, [each.id for each in units],
        )  # fmt: skip
        formed: list[UUID] = []

        def render(shown: ShownGroup) -> StoredResponse:
            formed.append(shown.group.id)
            return StoredResponse(201, b"")

        by = place.who(Role.SUPERVISOR)
        async with acting.doing(NAME, cost):
            await form_supervision_group(acting.runtime, wanted, by=by, request_id=REQUEST, render=render, once=None)
        for group_id in formed:
            if chance.random() < 0.1:
                async with acting.doing(NAME, cost):
                    change = Change(group_id, by, REQUEST)
                    await end_supervision_group(acting.runtime, change, "任务完成。", render=unheard, once=None)

    await each_of(_above(acting), work)


def _above(acting: Acting) -> Sequence[Place]:
    return [*acting.city.level(CITY), *acting.city.level(COUNTY)]


def _change(place: Place, group_id: UUID) -> Change:
    return Change(group_id, place.head, REQUEST)


def _some(place: Place, chance: Random, most: int) -> list[UUID]:
    ids = [each.member_id for each in place.members if each.member_id is not None]
    return chance.sample(ids, min(most, len(ids)))


def _id(place: Place, role: Role) -> UUID | None:
    return place.who(role).member_id
