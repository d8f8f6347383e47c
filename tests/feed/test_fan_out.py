"""Which endpoint is owed which event: types, filter and unit decide, at the moment in which an event gets its place."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from escalation.feed.storage.sequencing import sequence
from escalation.kit.database.ids import new_id
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.feed.endpoints import an_endpoint, an_event, another_event, change, left, owed
from tests.feed.feeds import number_events
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World


async def row(world: World, endpoint: UUID, event: UUID) -> Mapping[str, Any]:
    async with world.runtime.database.connection() as connection:
        found = await connection.raw.fetchrow(
            "SELECT *, clock_timestamp() + advanced_by AS now FROM webhook_queue, clock"
            " WHERE endpoint_id = $1 AND event_id = $2",
            endpoint,
            event,
        )
    assert found is not None
    return dict(found)


async def an_opinion(world: World, unit: str, *, confidential: bool = False, ticket: UUID | None = None) -> UUID:
    id_ = new_id()
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "INSERT INTO opinions (id, unit_id, unit_path, status, ticket_id, title, content, source, confidential,"
            " tracking_hash, received_at, received_by, updated_at)"
            " VALUES ($1, $2, $3, $4, $5, 'x', 'x', 'visit', $6, $7, now(), 'key:test', now())",
            id_, world.id(unit), world.units[unit].path, "attached" if ticket else "inbox", ticket, confidential,
            id_.bytes,
        )  # fmt: skip
    return id_


# -- Who is told -------------------------------------------------------------------------------------------------------


async def test_an_endpoint_is_told_of_the_tickets_of_its_subtree(world: World) -> None:
    county, town, village, elsewhere = [await an_endpoint(world, code) for code in ("K1", "T1", "V1", "K2")]
    ticket = await a_ticket(world, "V1")
    event = await an_event(world, ticket)
    for endpoint in (county, town, village):
        assert (await owed(world, endpoint))[1:] == [event]
    assert await owed(world, elsewhere) == []


async def test_a_unit_that_was_asked_for_help_is_told_as_long_as_it_helps(world: World) -> None:
    helper = await an_endpoint(world, "K1-JT")
    ticket = await a_ticket(world, "K1")
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "INSERT INTO joint_tasks (id, ticket_id, unit_id, task, due_at, state, created_at)"
            " VALUES (gen_random_uuid(), $1, $2, 'x', now(), 'open', now())",
            ticket,
            world.id("K1-JT"),
        )
    told = await owed(world, helper)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE joint_tasks SET state = 'reported', ended_at = now(), ended_by = 'x'")
    await an_event(world, ticket)
    assert len(told) == 1
    assert await owed(world, helper) == told


async def test_nobody_is_told_of_a_ticket_that_is_about_them(world: World) -> None:
    accused, below, above = [await an_endpoint(world, code) for code in ("T1", "V1", "K1")]
    await a_ticket(world, "T1", accused="T1")
    assert [len(await owed(world, endpoint)) for endpoint in (accused, below, above)] == [0, 0, 1]


TYPES = "ticket.created", "ticket.commented", "ticket.overdue", "ticket.audit_failed"
CHOSEN: Sequence[tuple[tuple[str, ...], tuple[str, ...]]] = (
    (("ticket.commented",), ("ticket.commented",)),
    (("ticket.c*",), ("ticket.created", "ticket.commented")),
    (("*.overdue", "ticket.audit_*"), ("ticket.overdue", "ticket.audit_failed")),
    (("joint_task.*",), ()),
    (("ticket_commented", "ticket.%"), ()),
    (("*",), TYPES),
)


async def test_types_are_chosen_by_globs(world: World) -> None:
    endpoints = [await an_endpoint(world, "K1", *globs) for globs, _ in CHOSEN]
    ticket = await a_ticket(world)
    for type_ in TYPES[1:]:
        await an_event(world, ticket, type_)
    events = dict(zip(await owed(world, endpoints[-1]), TYPES, strict=True))
    told = [tuple(events[event] for event in await owed(world, endpoint)) for endpoint in endpoints]
    assert told == [types for _, types in CHOSEN]


FITS: Sequence[Mapping[str, object]] = (
    {},
    {"level": [1]},
    {"urgency": ["urgent", "routine"]},
    {"difficulty": ["simple"], "level": [1], "source": ["visit"]},
    {"key_task": [False], "problem": [False]},
    {"state": ["registered"]},
    {"category": ["urban.housing"]},
    {"category": ["urban"]},
    {"unit": ["T1"]},
    {"unit": ["K2", "V1"]},
)
FITS_NOT: Sequence[Mapping[str, object]] = (
    {"level": [2, 3]},
    {"urgency": ["critical"]},
    {"difficulty": ["simple"], "level": [2]},
    {"key_task": [True]},
    {"state": ["closed"]},
    {"category": ["urban.housing.fund"]},
    {"category": ["urb"]},
    {"unit": ["T2"]},
    {"unit": ["nowhere"]},
    {"unit": []},
    # What has not the right form fits nothing, and above all does not stop the sequencer.
    {"level": "1", "urgency": {"a": 1}},
    {"unit": 5},
    {"category": None},
)


async def test_a_filter_asks_for_tickets_of_a_kind(world: World) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "INSERT INTO categories (code, name_zh, name_en, rank) VALUES ('urban.housing', 'x', 'x', 1)"
        )
    wheres = [*FITS, *FITS_NOT]
    endpoints = [await an_endpoint(world, "C", where=where) for where in wheres]
    ticket = await a_ticket(world, "V1")
    await change(world, ticket, category="urban.housing")
    told = [where for where, endpoint in zip(wheres, endpoints, strict=True) if await owed(world, endpoint)]
    assert told == [*FITS]


async def test_a_filter_lets_no_event_pass_that_has_no_ticket(world: World) -> None:
    all_, some = await an_endpoint(world, "K1"), await an_endpoint(world, "K1", where={"source": ["visit"]})
    await another_event(world, "opinion.received", opinion=await an_opinion(world, "V1"))
    ticket = await a_ticket(world, "V1")
    attached = await another_event(world, "opinion.attached", opinion=await an_opinion(world, "V1", ticket=ticket))
    assert len(await owed(world, all_)) == 3
    assert (await owed(world, some))[1:] == [attached]


@pytest.mark.parametrize("state", ["paused", "disabled"])
async def test_an_endpoint_that_is_not_active_is_owed_nothing_and_later_only_what_comes_then(
    world: World, state: str
) -> None:
    endpoint = await an_endpoint(world, "K1", state=state)
    ticket = await a_ticket(world)
    assert await owed(world, endpoint) == []
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE webhook_endpoints SET state = 'active'")
    assert await owed(world, endpoint) == []
    event = await an_event(world, ticket)
    assert await owed(world, endpoint) == [event]


async def test_an_endpoint_that_comes_between_the_look_and_the_statement_is_not_forgotten(world: World) -> None:
    """The statement for nobody does nothing as soon as there is somebody."""
    endpoint = await an_endpoint(world, "K1")
    await a_ticket(world)
    async with world.runtime.database.connection() as connection:
        assert (await sequence(connection, 10, FAN_OUT, with_endpoints=False)).events == 0
    assert len(await owed(world, endpoint)) == 1


# -- Opinions and endpoints --------------------------------------------------------------------------------------------


async def test_opinions_are_told_to_the_subtree_and_to_who_sees_their_ticket(world: World) -> None:
    county, elsewhere = await an_endpoint(world, "K1"), await an_endpoint(world, "K2", "opinion.*")
    ticket = await a_ticket(world, "K2")
    received = await another_event(world, "opinion.received", opinion=await an_opinion(world, "V1"))
    attached = await another_event(world, "opinion.attached", opinion=await an_opinion(world, "V1", ticket=ticket))
    assert await owed(world, county) == [received, attached]
    assert await owed(world, elsewhere) == [attached]


async def test_what_is_confidential_is_told_to_no_endpoint(world: World) -> None:
    top = await an_endpoint(world, "C", "opinion.*")
    ticket = await a_ticket(world, "V1")
    await change(world, ticket, confidential=True)
    await another_event(world, "opinion.received", opinion=await an_opinion(world, "V1", confidential=True))
    await another_event(world, "opinion.attached", opinion=await an_opinion(world, "V1", ticket=ticket))
    assert await owed(world, top) == []


async def test_what_happens_to_an_endpoint_is_told_to_others_above_it_and_never_to_itself(world: World) -> None:
    county, town, elsewhere = [await an_endpoint(world, code) for code in ("K1", "T1", "K2")]
    event = await another_event(world, "endpoint.failing", endpoint=town)
    assert await owed(world, county) == [event]
    assert await owed(world, town) == []
    assert await owed(world, elsewhere) == []


# -- Out of sight ------------------------------------------------------------------------------------------------------


async def test_who_lost_sight_of_a_ticket_is_told_so_and_those_who_see_it_are_not(world: World) -> None:
    old, above, still, never = [await an_endpoint(world, code) for code in ("K1-JT", "K1", "V1", "K2")]
    ticket = await a_ticket(world, "V1")
    await owed(world, old)
    event = await left(world, ticket, units=["K1-JT", "V1"], overseers=["K1"])
    assert await owed(world, old) == [event]
    for endpoint in (above, still):
        assert event not in await owed(world, endpoint)
    assert await owed(world, never) == []


async def test_those_above_are_told_that_it_went_elsewhere(world: World) -> None:
    above = await an_endpoint(world, "T1")
    ticket = await a_ticket(world, "V1")
    before = await owed(world, above)
    place = {"unit_id": world.id("V3"), "path": world.units["V3"].path}
    await change(world, ticket, holder_unit_id=place["unit_id"], holder_path=place["path"])
    await change(world, ticket, origin_unit_id=place["unit_id"], origin_path=place["path"])
    event = await left(world, ticket, units=["V1"], overseers=["T1", "K1"])
    await an_event(world, ticket)
    assert await owed(world, above) == [*before, event]


async def test_a_filter_hides_the_end_of_what_it_hid_before_and_of_nothing_else(world: World) -> None:
    knows = await an_endpoint(world, "V1", where={"level": [1]})
    knows_not = await an_endpoint(world, "V1", where={"level": [2]})
    ticket = await a_ticket(world, "V1")
    await owed(world, knows)
    place = world.units["V3"]
    await change(world, ticket, holder_unit_id=place.id, holder_path=place.path, level=4)
    await change(world, ticket, origin_unit_id=place.id, origin_path=place.path)
    event = await left(world, ticket, units=["V1"])
    assert (await owed(world, knows))[1:] == [event]
    assert await owed(world, knows_not) == []


# -- What is written down ----------------------------------------------------------------------------------------------


async def test_each_delivery_names_the_event_before_it_that_the_endpoint_was_given(world: World) -> None:
    endpoint = await an_endpoint(world, "K1", "ticket.commented")
    one, other = await a_ticket(world, "V1"), await a_ticket(world, "V2")
    first, second = await an_event(world, one), await an_event(world, one)
    await an_event(world, one, "ticket.urged")
    elsewhere = await an_event(world, other)
    await number_events(world.runtime)
    third = await an_event(world, one)
    await number_events(world.runtime)
    found = [(await row(world, endpoint, event))["previous_sequence"] for event in (first, second, third, elsewhere)]
    assert found == [None, 2, 3, None]


async def test_a_delivery_is_due_at_once_held_for_a_while_and_given_up_after_three_days(world: World) -> None:
    await world.advance(days=10)
    endpoint = await an_endpoint(world, "K1")
    ticket = await a_ticket(world)
    event = (await owed(world, endpoint))[0]
    found = await row(world, endpoint, event)
    due = found["due_at"]
    assert timedelta() <= found["now"] - due < timedelta(minutes=1)
    assert found["hold_until"] - due == timedelta(minutes=15)
    assert found["expires_at"] - due == timedelta(hours=72)
    assert (found["subject_id"], found["feed_pos"], found["cause"], found["lane"]) == (ticket, 1, "live", 0)


@pytest.mark.parametrize(("ordering", "waits"), [("ticket", True), ("none", False)])
async def test_what_follows_a_failed_delivery_is_due_when_that_one_is(world: World, ordering: str, waits: bool) -> None:
    endpoint = await an_endpoint(world, "K1", ordering=ordering)
    ticket = await a_ticket(world)
    (first,) = await owed(world, endpoint)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE webhook_queue SET lane = 1, due_at = due_at + INTERVAL '5 minutes'")
    following, unrelated = await an_event(world, ticket), await a_ticket(world)
    await number_events(world.runtime)
    again = (await row(world, endpoint, first))["due_at"]
    assert ((await row(world, endpoint, following))["due_at"] == again) is waits
    (last,) = [event for event in await owed(world, endpoint) if event not in {first, following}]
    found = await row(world, endpoint, last)
    assert (found["subject_id"], found["due_at"] == again) == (unrelated, False)


async def test_nobody_waits_for_one_whose_hold_is_over(world: World) -> None:
    endpoint = await an_endpoint(world, "K1")
    ticket = await a_ticket(world)
    (first,) = await owed(world, endpoint)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "UPDATE webhook_queue SET due_at = due_at + INTERVAL '5 hours', hold_until = now() - INTERVAL '1 second'"
        )
    following = await an_event(world, ticket)
    await number_events(world.runtime)
    first_due, due = [(await row(world, endpoint, event))["due_at"] for event in (first, following)]
    assert due < first_due


async def test_places_and_deliveries_come_together_or_not_at_all(world: World) -> None:
    endpoint = await an_endpoint(world, "K1")
    await a_ticket(world)
    async with world.runtime.database.connection() as connection:
        undone = connection.raw.transaction()
        await undone.start()
        done = await sequence(connection, 100, FAN_OUT)
        await undone.rollback()
        left_over = await connection.raw.fetchval("SELECT count(*) FROM webhook_queue")
        places = await connection.raw.fetchval("SELECT count(*) FROM events WHERE feed_pos IS NOT NULL")
    assert (done.events, done.deliveries, left_over, places) == (1, 1, 0, 0)
    assert len(await owed(world, endpoint)) == 1


async def test_the_moves_of_a_ticket_are_told_in_the_order_in_which_they_were_made(world: World) -> None:
    endpoint = await an_endpoint(world, "K1")
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    await move(world, ticket, world.actor("V1"), "escalate", reason="x")
    told = await owed(world, endpoint)
    found = [await row(world, endpoint, event) for event in told]
    assert len(told) >= 4
    assert [each["previous_sequence"] for each in found] == [None, *range(1, len(told))]
