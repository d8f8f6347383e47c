"""The controls of all trials: nothing that is taken hides among what is refused, and every row gets its turn."""

from collections.abc import Mapping, Sequence
from typing import cast

import httpx2
import pytest

from tests.support.callers import Callers
from tests.support.fingerprints import written
from tests.support.route_inventory import OPERATIONS
from tests.support.trials import OPERATIONS_AT_ONCE, Trial, Trials

FIELDS = {"title": 1, "unit": 2, "due": 3, "note": 4}


def a_trial(number: int = 1, of: int = 100) -> Trial:
    return Trial(Trials(cast(Callers, None), {}, {}, {}), OPERATIONS[0], number, of)


async def asked(named: Sequence[set[str]]) -> list[set[str]]:
    """What is sent when one refusal after the other names these of the fields that were sent."""
    sent: list[set[str]] = []

    async def send(values: Mapping[str, int]) -> httpx2.Response:
        sent.append(set(values))
        here = named[len(sent) - 1] & set(values) if len(sent) <= len(named) else set[str]()
        return httpx2.Response(422, json={"errors": [{"pointer": f"/{name}"} for name in sorted(here)]})

    await a_trial().each(FIELDS, send)
    return sent


async def test_what_a_refusal_names_is_not_sent_again() -> None:
    assert await asked([{*FIELDS}]) == [{*FIELDS}]


async def test_what_no_refusal_names_is_sent_without_the_others_and_in_the_end_alone() -> None:
    alone: list[set[str]] = [{"due"}, {"note"}]
    assert await asked([{"title"}, {"unit"}]) == [{*FIELDS}, {"unit", "due", "note"}, {"due", "note"}, *alone]


async def test_an_answer_that_is_no_refusal_names_nothing() -> None:
    sent: list[set[str]] = []

    async def take(values: Mapping[str, int]) -> httpx2.Response:
        sent.append(set(values))
        return httpx2.Response(200, json={"errors": [{"pointer": "/title"}]})

    await a_trial().each(FIELDS, take)
    assert sent == [{*FIELDS}, *({name} for name in FIELDS)]


@pytest.mark.parametrize(("rows", "few", "routes"), [(50, 8, 19), (20, 3, 20), (3, 1, 9), (5, 5, 3)])
def test_every_row_meets_several_routes(rows: int, few: int, routes: int) -> None:
    names = dict.fromkeys(map(str, range(rows)), 0)
    met = [name for number in range(1, routes + 1) for name in a_trial(number, routes).some(names, few)]
    assert min(met.count(name) for name in names) >= 2


def test_a_table_that_too_few_routes_would_meet_is_noticed() -> None:
    with pytest.raises(AssertionError):
        a_trial(of=10).some(dict.fromkeys(map(str, range(50)), 0), 8)


async def test_what_is_written_during_a_trial_is_noticed(callers: Callers) -> None:
    trials = Trials(callers, {}, {}, await written(callers.world))
    for does in ("SELECT 1", "UPDATE units SET name = name WHERE code = 'V1'"):
        assert trials.complaints == []
        async for _ in trials.of(OPERATIONS[: OPERATIONS_AT_ONCE + 1]):
            await callers.world.runtime.database.pool.execute(does)
    assert len(trials.complaints) == 2
    assert "changed ['units']" in trials.complaints[0]
