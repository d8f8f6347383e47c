"""A short slice of what the bench says requests and lists cost: it runs, and compares what is alike. Never how fast."""

from collections.abc import Mapping
from typing import Any

import asyncpg
import orjson
import pytest
from rich.console import Console

from bench.costs import besides, page_by_hand, requests
from bench.costs.asked import Kind
from bench.costs.besides import Besides
from bench.costs.listings import LISTINGS
from bench.costs.seals import SEALS
from bench.lists import cases, distributions
from bench.lists.fill import Spread
from bench.support.databases import prepare
from bench.support.servers import System, serving
from bench.transitions.load import Line
from bench.transitions.workload import Who
from tests.conftest import TEMPLATE, dsn_of


async def test_requests_are_asked_for_in_turns_and_the_page_by_hand_says_the_same(worker_id: str) -> None:
    dsns, matters = await prepare(dsn_of, 16, name=f"costs_{worker_id}", template=TEMPLATE)
    with serving(dsns) as servers:
        key = matters[0].place.keys[Who.TOWN_LEADER]
        head = f"GET /v1/tickets?limit=50 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}"
        pages = [await _page(servers[system].port, head) for system in System]
        plan = requests.Plan(rounds=1, seconds=0.2, clients=2, warm_up=0.2)
        found = await requests.measure(servers, dsns, matters, plan, lambda _: None)
    assert pages[0] == pages[1] != []
    assert {each: len(costs.server) for each, costs in found.items()} == dict.fromkeys(requests.MEASURED, 1)
    assert {row["kind"] for row in requests.as_json(found)["requests"]} == set(Kind)
    requests.show(Console(quiet=True), found)


MISSING = {
    LISTINGS.name: "SELECT count(*) FROM tickets WHERE id NOT IN (SELECT ticket_id FROM ticket_listings)",
    SEALS.name: "SELECT count(*) FROM opinions WHERE id::text NOT IN (SELECT key FROM row_seals)",
}
"""What there is of which it was not done."""


@pytest.mark.parametrize(
    "what", [pytest.param(LISTINGS, marks=pytest.mark.torture, id=LISTINGS.name), pytest.param(SEALS, id=SEALS.name)]
)
async def test_requests_are_made_with_what_is_done_besides_and_without(worker_id: str, what: Besides) -> None:
    dsns, matters = await prepare(dsn_of, 16, name=f"{what.name}_{worker_id}", template=TEMPLATE)
    plan = requests.Plan(rounds=1, seconds=0.2, clients=2, warm_up=0.2)
    with serving(dsns, alike=True) as servers:
        found = await besides.measure(servers, dsns, matters, plan, lambda _: None, what)
    assert [len(costs.database) for each in found for costs in each.costs.values()] == [1] * 2 * len(what.most)
    besides.show(Console(quiet=True), found, what)
    missing = {}
    for system in (besides.WITH, besides.WITHOUT):
        connection = await asyncpg.connect(dsns[system])
        missing[system] = await connection.fetchval(MISSING[what.name])
        await connection.close()
    assert missing[besides.WITH] == 0 < missing[besides.WITHOUT]


async def _page(port: int, head: str) -> list[Mapping[str, Any]]:
    """The tickets of a page, but for what depends on the second in which one asks."""
    line = await Line.to(port)
    answer = orjson.loads(await line.ask(f"{head}\r\n\r\n".encode()))
    line.close()
    return [{name: value for name, value in item.items() if name != "seconds_left"} for item in answer["items"]]


@pytest.mark.parametrize(
    "spread",
    # One of the five, which is filled with open ones and closed ones: the others are filled by the same statements.
    [each if each is Spread.CLOSED else pytest.param(each, marks=pytest.mark.torture) for each in Spread],
)
async def test_lists_are_measured_however_tickets_lie(worker_id: str, spread: Spread) -> None:
    plan = distributions.Plan(sizes=(60,), spreads=(spread,), rounds=1, warm_up=0, slots=1, seconds=0.2)
    name = f"lists_{worker_id}"
    (found,) = await distributions.measure(dsn_of, plan, lambda _: None, name=name, template=TEMPLATE)
    assert len(found.pages) == len(distributions.CALLERS) * len(cases.CASES)
    assert all(page.buffers > 0 and page.by_hand > 0 for page in found.pages)
    distributions.show(Console(quiet=True), [found])
    assert len(distributions.as_json([found])[0]["pages"]) == len(found.pages)


async def test_the_page_by_hand_shows_what_there_is(worker_id: str) -> None:
    """The control: a page without a ticket more is another page."""
    dsns, matters = await prepare(dsn_of, 2, name=f"pages_{worker_id}", template=TEMPLATE)
    connection = await asyncpg.connect(dsns[System.BARE])
    try:
        serial = int(matters[0].place.town.path.rstrip("/").rpartition("/")[2])
        before = orjson.loads(await page_by_hand.read_page(connection, serial))["items"]
        await connection.execute("DELETE FROM ticket_listings WHERE ticket_id = $1", matters[0].ticket_id)
        after = orjson.loads(await page_by_hand.read_page(connection, serial))["items"]
    finally:
        await connection.close()
    assert (len(before), len(after)) == (1, 0)
