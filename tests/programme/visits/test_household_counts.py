"""Nobody says how many households there are unheard: plans that are written meanwhile go by it."""

import asyncio
from datetime import timedelta

from escalation.programme.visits.domain.periods import VisitPeriod, period_of
from escalation.programme.visits.engine import planning
from escalation.programme.visits.usecases.household_counts import set_counts
from tests.programme.visits.test_visit_stories import go_to, next_year, plans, turn_to, work
from tests.support.callers import Callers
from tests.support.roles import as_owner
from tests.support.waiting import no_hanging, until


async def test_a_count_that_is_said_while_plans_are_written_is_theirs(callers: Callers) -> None:
    await next_year(callers)
    world, runtime = callers.world, callers.world.runtime
    by, said = world.actor("T1", "office"), {"V1": 5}
    await work(callers)
    await set_counts(runtime, said, by=by)
    (before,) = await plans(callers, "V1 leader", "state=running")
    day = period_of(VisitPeriod.TWO_MONTHS, await next_year(callers)).last + timedelta(days=1)
    await turn_to(callers, day)
    # Somebody holds the village, so that the plan, of which the number is read already, cannot be finished.
    async with as_owner(runtime.database).transaction() as held, no_hanging():
        await held.raw.execute("SELECT FROM units WHERE id = $1 FOR UPDATE", world.id("V1"))
        writes = asyncio.create_task(planning.begin_plans(runtime))
        await until(lambda: _waits(callers, "taken AS MATERIALIZED"))
        counts = asyncio.create_task(set_counts(runtime, {"V1": 7}, by=by))
        await until(lambda: _is_said(callers, counts))
    async with no_hanging():
        await asyncio.gather(writes, counts)
    await go_to(callers, day)
    (plan,) = await plans(callers, "V1 leader", "state=running")
    assert plan["id"] != before["id"]
    assert plan["required_households"] == 7


async def _waits(callers: Callers, part: str) -> bool:
    """Whether a statement of which this is a part waits for somebody."""
    found = await callers.world.runtime.database.pool.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND strpos(query, $1) > 0", part
    )
    return int(found) > 0


async def _is_said(callers: Callers, counts: "asyncio.Task[object]") -> bool:
    """Whether the number was said, or waits until the plan is there."""
    return counts.done() or await _waits(callers, "pg_advisory_xact_lock")
