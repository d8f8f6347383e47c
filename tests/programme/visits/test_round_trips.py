"""Fifty visits of a phone cost as many round trips as one: they are read, decided on and written in sets."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from bench.programme_year.meter import CountedDatabase, Meter
from bench.support.cpu import Family
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import StoredResponse
from escalation.programme.visits.usecases.recording import Outcome, Recorded, VisitRecord, record_all
from tests.programme.visits.test_signatures import STROKES
from tests.programme.visits.test_visit_stories import VISITS, next_year, now, plans, work
from tests.support.callers import Callers

MOST = 16
"""Round trips of a request, BEGIN and COMMIT among them."""


async def trips(callers: Callers, records: Sequence[VisitRecord]) -> int:
    """Record visits of a village, expecting that all are taken; how many round trips it took."""
    runtime, made = callers.world.runtime, list[tuple[UUID, Outcome]]()

    def render(outcomes: Sequence[tuple[UUID, Outcome]]) -> StoredResponse:
        made.extend(outcomes)
        return StoredResponse(200, b"")

    meter = Meter(Family(os.getpid()))
    counted = replace(runtime, database=CountedDatabase(runtime.database, meter))
    await record_all(counted, records, by=callers.world.actor("V1"), render=render, request_id="test", once=None)
    assert [id_ for id_, outcome in made if isinstance(outcome, Recorded)] == [record.id for record in records]
    return meter.current.trips


async def test_fifty_visits_take_as_many_round_trips_as_one(callers: Callers) -> None:
    day = await next_year(callers)
    await work(callers)
    village, at = callers.world.id("V1"), await now(callers)
    planned = [
        await callers.send("V1 handler", VISITS, target_unit_id=str(village), day=day.isoformat()) for _ in range(3)
    ]
    ids = [*(UUID(each["id"]) for each in planned), *(new_id() for _ in range(47))]

    def a_record(id_: UUID, n: int) -> VisitRecord:
        labels, signature = [f"第{n % 9}户", f"第{n}户"], STROKES if n % 2 else None
        code = f"0000-0000-0000-{n:04}"
        return VisitRecord(id_, at - timedelta(minutes=n), village, None, None, 3, labels, None, code, signature)

    await trips(callers, [a_record(new_id(), 99)])  # what documents say is known from now on
    one = await trips(callers, [a_record(new_id(), 98)])
    fifty = await trips(callers, [a_record(id_, n) for n, id_ in enumerate(ids)])
    assert one == fifty <= MOST
    (plan,) = await plans(callers, "V1 leader", "state=running")
    made = (*range(50), 98, 99)
    labels = {f"第{n % 9}户" for n in made} | {f"第{n}户" for n in made}
    bare = sum(3 - len({n % 9, n}) for n in made)
    assert (plan["made_visits"], plan["made_households"]) == (len(made), len(labels) + bare)
