"""Lateness has one definition: row, list, report, clock, explanation and sweep say the same of every ticket."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import Computed

from escalation.actors import CLOCK
from escalation.clocks.stopwatch import Colour
from escalation.errors import Refusal
from escalation.tickets.domain import lateness
from escalation.tickets.domain.deadlines import deadline
from escalation.tickets.domain.lateness import NextDue, is_late, owed
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage.tables import tickets
from escalation.tickets.usecases.transition import get_ticket
from tests.support.makers import a_ticket, move
from tests.support.world import World
from tests.tickets.story import START, in_progress

TICKETS: Final = 400
HOURS: Final = range(-3, 4)


def random_tickets(seed: int) -> Iterator[Ticket]:
    """Tickets whose moments lie on one side or the other of `START`, or at it."""
    chance, base = Random(seed), in_progress().ticket
    for _ in range(TICKETS):
        due_at, stage_due_at = (START + timedelta(hours=chance.choice(HOURS)) for _ in range(2))
        yield base._replace(
            is_open=chance.random() < 0.8,
            due_at=due_at,
            stage_due_at=chance.choice([stage_due_at] * 4 + [None]),
            fulfilled_at=chance.choice([None, None, START]),
            stage_started_at=START + timedelta(hours=chance.choice(HOURS)),
            first_breached_at=chance.choice([None, START]),
            resume_at=chance.choice([None, None, None, START + timedelta(days=1)]),
        )


async def test_the_rule_and_its_twin_in_the_database_agree(world: World) -> None:
    assert isinstance(tickets.c.next_due_at.computed, Computed)
    rule = str(tickets.c.next_due_at.computed.sqltext)
    query = f"""SELECT $1::boolean AND next <= $5 FROM (
      SELECT {rule} AS next FROM (SELECT $2::timestamptz AS due_at, $3::timestamptz AS stage_due_at,
                                         $4::timestamptz AS fulfilled_at) t) n"""
    told: list[tuple[bool, bool]] = []
    for ticket in random_tickets(1):
        if ticket.is_open and ticket.stage_due_at is None:
            continue  # The table refuses it.
        row = ticket.is_open, ticket.due_at, ticket.stage_due_at, ticket.fulfilled_at, START
        told.append((is_late(ticket, START), await world.runtime.database.pool.fetchval(query, *row)))
    assert [one for one, other in told if one != other] == []
    assert {late for late, _ in told} == {True, False}


def test_a_broken_promise_is_owed_however_fresh_the_stage() -> None:
    fresh: Any = {"stage_started_at": START, "stage_due_at": START + timedelta(days=1)}
    ticket = in_progress().ticket._replace(due_at=START - timedelta(hours=1), **fresh)
    due, acted_on = owed(ticket), deadline(ticket)
    assert due == NextDue("overall", ticket.due_at)
    assert due.is_late(START)
    assert acted_on is not None
    assert (acted_on.kind, acted_on.due_at) == ("stage", ticket.stage_due_at)


# -- What people see ---------------------------------------------------------------------------------------------------


async def seen_everywhere(client: httpx2.AsyncClient, world: World, ids: list[UUID]) -> dict[UUID, tuple[object, ...]]:
    """What each place says of each ticket: whether it is late."""
    world.keys.clear()  # They have expired.
    office, supervisor = await world.key("C", "office"), await world.key("C", "supervisor")
    listed: dict[str, set[UUID]] = {}
    for query in ("overdue=true", "overdue=false", "warning=red"):
        page = (await client.get(f"/v1/tickets?{query}&limit=200", headers=supervisor)).json()
        listed[query] = {UUID(each["id"]) for each in page["items"]}
    report = (await client.get("/v1/reports/overdue?group_by=unit", headers=supervisor)).json()
    assert report["overdue"] == len(listed["overdue=true"])
    found: dict[UUID, tuple[object, ...]] = {}
    for id_ in ids:
        row = (await client.get(f"/v1/tickets/{id_}", headers=office)).json()
        clock = (await client.get(f"/v1/tickets/{id_}/clock", headers=office)).json()
        view = await get_ticket(world.runtime, id_, CLOCK)
        left = row["seconds_left"]
        found[id_] = (
            row["overdue"],
            row["warning"] == Colour.RED,
            left is not None and left <= 0,
            clock["overdue"],
            clock["late_since"] is not None,
            id_ in listed["overdue=true"],
            id_ not in listed["overdue=false"],
            id_ in listed["warning=red"],
            is_late(view.ticket, view.now),
        )
        if row["overdue"] and view.ticket.first_breached_at is None:
            assert view.ticket.wake_at is not None
            assert view.ticket.wake_at <= view.now
    return found


async def test_every_place_says_the_same(client: httpx2.AsyncClient, world: World) -> None:
    chance, told = Random(7), set[object]()
    urgencies = ("routine", "urgent", "critical")
    ids = [await a_ticket(world, code, urgency=chance.choice(urgencies)) for code in ("V1", "V2", "V3", "T1") * 3]
    for hours in (0, 20, 30, 50, 90, 170, 400, 800):
        await world.advance(hours=hours)
        for id_ in ids:
            await some_move(world, id_, chance)
        if chance.random() < 0.7:
            await sweep(world.runtime)
        seen = await seen_everywhere(client, world, ids)
        assert {id_: says for id_, says in seen.items() if len(set(says)) > 1} == {}
        told |= {says[0] for says in seen.values()}
    assert told == {True, False}


async def some_move(world: World, ticket: UUID, chance: Random) -> None:
    """Whatever its state offers, or nothing."""
    view = await get_ticket(world.runtime, ticket, CLOCK)
    code = next(code for code, unit in world.units.items() if unit.id == view.ticket.holder_unit_id)
    leader, handler, office = world.actor(code, "leader"), world.actor(code), world.actor("C", "office")
    moves: dict[str, tuple[Any, Any, Any]] = {
        "registered": (office, "dispatch", {"unit_id": view.ticket.holder_unit_id}),
        "dispatched": (handler, "sign", {}),
        "in_progress": (handler, *chance.choice([("escalate", {"reason": "难"}), ("resolve", RESULT)])),
        "result_submitted": (office if code in {"C", "K1"} else leader, "audit_pass", {}),
        "follow_up": (world.actor(code, "office"), "confirm", {"solved": True}),
        "closed": (world.actor("K1", "office"), "reopen", {"reason": "又坏了。"}),
    }
    if view.ticket.state in moves and chance.random() < 0.6:
        actor, action, fields = moves[view.ticket.state]
        try:
            await move(world, ticket, actor, action, **fields)
        except Refusal:
            return


RESULT: Final = {"outcome": "solved", "reply": "已办。"}


# -- The rule, changed -------------------------------------------------------------------------------------------------


async def test_a_second_definition_is_noticed(
    client: httpx2.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was once: the row went by the deadline that the clock acts on, lists by the earlier one."""
    monkeypatch.setattr(lateness.NextDue, "is_late", lambda self, now: self.kind == "stage" and self.due_at <= now)
    with pytest.raises(AssertionError):
        await test_every_place_says_the_same(client, world)
