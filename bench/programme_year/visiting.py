"""Who visits whom on a day (visits)? What is owed, in sets as phones send them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting, hours_before
from bench.programme_year.city import CITY, VILLAGE, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.opinions import an_opinion
from bench.programme_year.together import each_of
from escalation.actors import Actor
from escalation.errors import Refusal
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import StoredResponse
from escalation.programme.visits.domain.confirmations import ConfirmationWay
from escalation.programme.visits.usecases.confirmations import confirm
from escalation.programme.visits.usecases.household_counts import set_counts
from escalation.programme.visits.usecases.recording import Outcome, VisitRecord, record_all
from escalation.programme.visits.usecases.visit_opinions import register_opinion

NAME: Final = "visits"
MOST: Final = 50
"""Visits that a phone sends at once."""
_OPEN: Final = """
SELECT id, unit_id, member_id, target_unit_id, starts_on, ends_on, covers_all,
       greatest(required_visits - made_visits, 1) AS visits,
       greatest(coalesce(required_households, 5) - made_households, 1) AS households
FROM visit_plans WHERE fulfilled_at IS NULL AND void_at IS NULL AND starts_on <= $1 ORDER BY unit_id, id
"""
_OPINIONS_OF: Final = 0.2
_CODES_OF: Final = 0.15
_LABELS: Final = 3

Visitor = tuple[UUID, Actor]


async def count_households(acting: Acting, cost: Cost) -> None:
    """Each county says how many households its villages have; a few nobody has counted."""
    villages = acting.city.level(VILLAGE)
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    for village in villages:
        chance = acting.habits.chance("households", village.code)
        if chance.random() > 0.02:
            counts[acting.city.at(village, CITY - 1).id][village.code] = chance.randint(20, 260)
    for county_id, said in counts.items():
        async with acting.doing(NAME, cost):
            await set_counts(acting.runtime, said, by=acting.city.places[county_id].head)


async def visit(acting: Acting, cost: Cost) -> None:
    """Whoever owes visits makes some of them."""
    owed: dict[Visitor, list[Any]] = defaultdict(list)
    for plan in await acting.ask(_OPEN, acting.day):
        place = acting.city.places[plan["unit_id"]]
        chance = acting.habits.chance("visit", plan["id"].int % 1_000_003, place.code, acting.day)
        likely = acting.habits.diligence(place, acting.day) * (0.35 if plan["ends_on"] >= acting.day else 0.08)
        if chance.random() < likely:
            owed[place.id, _visitor(place, plan["member_id"])].append(plan)

    async def work(visitor: Visitor) -> None:
        plans = owed[visitor]
        for at in range(0, len(plans), MOST):
            await _record(acting, cost, visitor, plans[at : at + MOST])

    await each_of(sorted(owed, key=lambda each: each[1].principal), work)


def _visitor(place: Place, member_id: UUID | None) -> Actor:
    return next((each for each in place.members if each.member_id == member_id), place.head)


async def _record(acting: Acting, cost: Cost, visitor: Visitor, plans: Sequence[Any]) -> None:
    place, who = acting.city.places[visitor[0]], visitor[1]
    chance = acting.habits.chance("record", who.principal, acting.day, plans[0]["target_unit_id"].int % 1_009)
    records = [_record_of(acting, chance, plan) for plan in plans]
    made: list[tuple[UUID, Outcome]] = []

    def render(outcomes: Sequence[tuple[UUID, Outcome]]) -> StoredResponse:
        made.extend(outcomes)
        return StoredResponse(200, b"")

    async with acting.doing(NAME, cost):
        await record_all(acting.runtime, records, by=who, render=render, request_id=REQUEST, once=None)
    for record, (visit_id, outcome) in zip(records, made, strict=True):
        if isinstance(outcome, Refusal):
            acting.refused[NAME, outcome.code] += 1
            continue
        if record.code and chance.random() < 0.5:
            async with acting.doing(NAME, cost):
                await confirm(
                    acting.runtime, record.code, ConfirmationWay.CODE, by=_CITIZEN, render=unheard, request_id=REQUEST,
                    once=None,
                )  # fmt: skip
        if chance.random() < _OPINIONS_OF:
            async with acting.doing(NAME, cost):
                await register_opinion(
                    acting.runtime, visit_id, an_opinion(chance, place.name), by=who, render=unheard,
                    request_id=REQUEST, once=None,
                )  # fmt: skip


def _record_of(acting: Acting, chance: Any, plan: Any) -> VisitRecord:
    """Most at once, some of what is owed; some from a phone that had no network for two days."""
    made_at = hours_before(acting.now, chance.uniform(0, 1))
    if chance.random() < 0.1 and plan["starts_on"] <= acting.day - timedelta(days=2):
        made_at = hours_before(made_at, 48)
    households = plan["households"] if chance.random() < 0.8 else max(1, plan["households"] // 2)
    households = min(households, 1_000)
    labels = [f"第{chance.randint(1, 60)}户" for _ in range(min(_LABELS, households))]
    return VisitRecord(
        id=new_id(), made_at=made_at, target_unit_id=plan["target_unit_id"], plan_id=plan["id"], team_id=None,
        households=households, labels=list(dict.fromkeys(labels)), location=None,
        code=f"{new_id().hex}" if chance.random() < _CODES_OF else None,
    )  # fmt: skip


_CITIZEN: Final = Actor("anybody", None, None, "")
