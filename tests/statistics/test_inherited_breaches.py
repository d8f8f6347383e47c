"""A ticket that goes on after a merger was late when the other one was: lists, reports and exports say the same."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage import apply_statement
from escalation.verification.usecases.rebuild_listings import rebuild
from escalation.verification.usecases.verify import verify
from tests.support.callers import Callers
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def in_progress(world: World, code: str) -> UUID:
    ticket = await a_ticket(world, code)
    await move(world, ticket, world.actor(code, "leader"), "dispatch", unit_id=world.id(code))
    await move(world, ticket, world.actor(code), "sign")
    return ticket


async def merge(world: World, ended: UUID, into: UUID) -> None:
    await move(world, ended, world.actor("K1", "office"), "merge", into_ticket_id=into)


async def agree(callers: Callers, who: str) -> int:
    """How many tickets were ever late: by list, export, and reports, which all have to say the same."""
    listed = (await callers.get(who, "/v1/tickets?ever_breached=true&count=capped"))["total"]
    exported = await callers.ask(who, "GET", "/v1/exports/tickets?ever_breached=true&format=jsonl")
    reported = await callers.get(who, "/v1/reports/breached")
    assert str(reported["total"]["tickets"]) == listed == str(len(exported.text.splitlines()))
    by_lapse = await callers.get(who, "/v1/reports/breached?group_by=lapse")
    assert sum(group["tickets"] for group in by_lapse["items"]) == reported["total"]["tickets"]
    return int(listed)


async def test_what_was_late_before_is_late_and_under_whom_it_lapsed(callers: Callers) -> None:
    world = callers.world
    late = await in_progress(world, "V3")
    await world.advance(days=40)
    while (await sweep(world.runtime)).applied:
        pass
    fresh, last = await in_progress(world, "V1"), await in_progress(world, "V2")
    lapsed = (await callers.get("C leader", "/v1/reports/lapsed"))["total"]
    assert await agree(callers, "C leader") == 1
    await merge(world, fresh, last)
    await move(world, late, world.actor("T2", "handler"), "sign")
    into = await in_progress(world, "T2")
    await merge(world, late, into)
    await move(world, into, world.actor("T2"), "escalate", reason="超出能力。")
    above = await a_ticket(world, "K1")
    await merge(world, into, above)
    assert await agree(callers, "C leader") == 3
    told = await callers.get("C leader", "/v1/reports/breached?group_by=lapse")
    assert {group["key"]: group["tickets"] for group in told["items"]} == {"V3": 3}
    assert (await callers.get("C leader", "/v1/reports/lapsed"))["total"] == lapsed
    assert await agree(callers, "V3 handler") == 1
    assert await agree(callers, "V1 handler") == 0
    assert (await verify(world.runtime)).findings == ()


async def test_what_passed_in_the_moment_of_the_merger_is_inherited_too(callers: Callers) -> None:
    world = callers.world
    late, fresh = await in_progress(world, "V3"), await a_ticket(world, "V1", urgency="critical")
    await world.advance(days=40)
    await merge(world, late, fresh)
    assert await agree(callers, "C leader") == 2
    told = await callers.get("C leader", "/v1/reports/lapsed?group_by=lapse")
    kept = await rows_of(world)
    assert sum(group["lapses"] for group in told["items"]) == sum(inherited is None for *_, inherited in kept)
    assert {inherited for *_, inherited in kept} == {None, late}
    await rebuild(world.runtime, progress=lambda _done, _total: None)
    assert await rows_of(world) == kept
    assert "I29" not in {each.invariant for each in (await verify(world.runtime)).findings}


async def rows_of(world: World) -> list[tuple[object, ...]]:
    rows = await world.runtime.database.pool.fetch(
        "SELECT ticket_id, kind, at, unit_id, level, inherited_from FROM ticket_breaches "
        "ORDER BY ticket_id, kind, at, inherited_from"
    )
    return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    "story",
    [
        test_what_was_late_before_is_late_and_under_whom_it_lapsed,
        test_what_passed_in_the_moment_of_the_merger_is_inherited_too,
    ],
)
async def test_a_merger_that_brings_no_breaches_along_is_noticed(
    callers: Callers, story: Callable[[Callers], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply_statement, "INHERITED", "")
    apply_statement.statement.cache_clear()
    with pytest.raises(AssertionError):
        await story(callers)
    apply_statement.statement.cache_clear()
