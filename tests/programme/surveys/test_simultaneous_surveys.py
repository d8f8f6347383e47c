"""Two who order a survey at the same moment: nobody is asked by both."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from escalation.kit.database.connection import Connection
from escalation.programme.surveys.storage.drawing import DrawnPeople, draw_people
from escalation.programme.surveys.usecases import surveys as ordering
from tests.programme.surveys.asking import SURVEYS, a_closed_ticket
from tests.support.callers import Callers
from tests.support.waiting import until

_WAITS = """
SELECT EXISTS (
  SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""


def both_at_once(callers: Callers) -> Callable[..., Awaitable[DrawnPeople]]:
    """Whoever draws first goes on when the other one has drawn as well, or waits for them to be done."""
    drawn: list[DrawnPeople] = []

    async def other_is_there() -> bool:
        return len(drawn) > 1 or bool(await callers.world.runtime.database.pool.fetchval(_WAITS))

    async def draw(*asked: Any) -> DrawnPeople:
        found = await draw_people(*asked)
        drawn.append(found)
        await until(other_is_there)
        return found

    return draw


async def order_twice(callers: Callers) -> list[int]:
    """The county and the city order at once what can be asked of one citizen."""
    await a_closed_ticket(callers, "V1", "13800131234")
    wanted = {"kind": "ticket", "title": "满意度调查", "period_since": "2000-01-01", "period_until": "2199-12-31"}
    for who in ("K1 office", "C office"):
        await callers.get(who, "/v1/me")
    answers = await asyncio.gather(
        *(callers.ask(who, "POST", SURVEYS, json=wanted) for who in ("K1 office", "C office"))
    )
    return sorted(answer.status_code for answer in answers)


async def asked(callers: Callers) -> int:
    found: int = await callers.world.runtime.database.pool.fetchval("SELECT count(*) FROM survey_people")
    return found


async def test_nobody_is_asked_by_two_surveys_of_one_moment(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "draw_people", both_at_once(callers))
    assert await order_twice(callers) == [201, 422]
    assert await asked(callers) == 1


async def test_surveys_that_do_not_wait_for_each_other_are_noticed(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_connection: Connection, _of: str, _key: object) -> None:
        pass

    monkeypatch.setattr(ordering, "draw_people", both_at_once(callers))
    monkeypatch.setattr(ordering, "take_lock", at_once)
    assert await order_twice(callers) == [201, 201]
    assert await asked(callers) == 2
