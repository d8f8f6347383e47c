"""One predicate everywhere: what somebody reads in the feed is what they could open; in pages, alone, as a stream."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
import pytest
from fastapi import FastAPI

from escalation.feed.storage.pages import read_for_all
from tests.contracts.test_visibility import ASKED, EVERYBODY
from tests.feed.endpoints import an_event, another_event, left
from tests.feed.feeds import number_events, told
from tests.support.built_district import BuiltDistrict
from tests.support.district import District
from tests.support.roles import TwoRoles
from tests.support.visibility_rules import Eyes, everything_visible

Row = Mapping[str, Any]


@pytest.fixture(scope="module")
async def district(pool: TwoRoles, composed: FastAPI, built_district: BuiltDistrict) -> District:
    """Shared: nobody changes anything. Some tickets have left the sight of some units, or seem to have."""
    district = await built_district.again(pool, composed)
    world = district.callers.world
    await pool.pool.execute("DELETE FROM webhook_queue")
    await pool.pool.execute("UPDATE webhook_endpoints SET event_types = '{*}', type_patterns = '{%}', filter = '{}'")
    for ticket in district.tickets[::3]:
        await left(world, UUID(ticket.id), units=["K1-JT", "V3", "V1", "K2"], overseers=["T1", "T2", "K1"])
    for ticket in district.tickets:
        await an_event(world, UUID(ticket.id))
    for opinion in district.opinions:
        await another_event(world, "opinion.attached", opinion=UUID(opinion.id))
    for endpoint in district.endpoints:
        await another_event(world, "endpoint.failing", endpoint=UUID(endpoint.id))
    for unit in world.units:
        await another_event(world, "site_check.recorded", unit=unit)
    await number_events(world.runtime)
    return district


@pytest.fixture(scope="module")
async def events(district: District, pool: TwoRoles) -> list[Row]:
    rows = await pool.pool.fetch("SELECT * FROM events WHERE feed_pos IS NOT NULL ORDER BY feed_pos")
    return [dict(row) for row in rows]


def sees(eyes: Eyes, district: District, event: Row) -> bool:
    """The rules once more, in the words of the tree."""
    if event["endpoint_id"]:
        return eyes.endpoint(next(each for each in district.endpoints if each.id == str(event["endpoint_id"])))
    if event["opinion_id"]:
        return eyes.opinion(next(each for each in district.opinions if each.id == str(event["opinion_id"])))
    if event["record_id"]:
        return eyes.record(
            next(code for code in district.callers.world.units if district.id(code) == str(event["unit_id"]))
        )
    ticket = next(each for each in district.tickets if each.id == str(event["ticket_id"]))
    is_seen = eyes.ticket(ticket)
    if event["type"] != "ticket.scope_left":
        return is_seen
    if ticket.confidential and eyes.role not in {"leader", "office"}:
        return False  # They never saw it.
    named = event["data"]["units"] + ([] if eyes.role == "handler" else event["data"]["overseers"])
    return district.id(eyes.unit) in named and not is_seen


def expected(who: str, district: District, events: list[Row]) -> list[str]:
    return [str(event["id"]) for event in events if sees(Eyes.of(who), district, event)]


async def read(district: District, who: str) -> list[dict[str, Any]]:
    """All pages."""
    items: list[dict[str, Any]] = []
    page: dict[str, Any] = {"next": "earliest", "has_more": True}
    while page["has_more"]:
        page = await district.callers.get(who, f"/v1/events?limit=97&after={page['next']}")
        items += page["items"]
    return items


@pytest.mark.parametrize("who", ASKED)
async def test_everybody_reads_of_what_they_see_and_of_nothing_else(
    district: District, events: list[Row], who: str
) -> None:
    items = await read(district, who)
    assert [item["id"] for item in items] == expected(who, district, events)
    stream = (await district.callers.ask(who, "GET", "/v1/events/stream?seconds=0&after=earliest")).text
    assert [orjson.loads(part["data"]) for part in told(stream) if "data" in part] == items


@pytest.mark.parametrize("who", ["K1-JT handler", "T2 integrator", "V3 leader"])
async def test_an_event_that_is_not_in_ones_feed_cannot_be_opened_either(
    district: District, events: list[Row], who: str
) -> None:
    shown = {item["id"]: item for item in await read(district, who)}
    for event in events:
        answer = await district.callers.ask(who, "GET", f"/v1/events/{event['id']}")
        assert answer.status_code == (200 if str(event["id"]) in shown else 404)
        assert answer.status_code == 404 or answer.json() == shown[str(event["id"])]


async def test_what_comes_is_handed_to_many_readers_as_each_of_them_would_read_it(
    district: District, events: list[Row]
) -> None:
    world = district.callers.world
    actors = [world.actor(*who.split(" ")) for who in EVERYBODY]
    async with world.runtime.database.connection() as connection:
        found = await read_for_all(connection, actors, after=0, upto=len(events))
    for reader, who in enumerate(EVERYBODY):
        ids = [str(fact.id) for fact, _, seen_by in found if reader in seen_by]
        assert ids == expected(who, district, events), who


async def test_an_endpoint_is_owed_what_an_integrator_of_its_unit_reads(
    district: District, events: list[Row], pool: TwoRoles
) -> None:
    """Of what was numbered since it asked for everything, and never of itself."""
    newer = [event for event in events if event["principal"] == "key:test"]
    for endpoint in district.endpoints:
        rows = await pool.pool.fetch(
            "SELECT event_id FROM webhook_queue WHERE endpoint_id = $1 ORDER BY feed_pos", UUID(endpoint.id)
        )
        others = [each for each in newer if str(each["endpoint_id"]) != endpoint.id]
        assert [str(row["event_id"]) for row in rows] == expected(f"{endpoint.unit} integrator", district, others)


async def test_what_left_ones_sight_is_told_without_a_word_about_it(district: District) -> None:
    items = [item for who in EVERYBODY for item in await read(district, who) if item["type"] == "ticket.scope_left"]
    assert items
    assert {orjson.dumps(item["data"]) for item in items} == {b"{}"}


async def test_a_predicate_that_lets_everything_pass_is_noticed(
    district: District, events: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    with everything_visible(monkeypatch):
        items = await read(district, "V3 leader")
    assert len(items) > 2 * len(expected("V3 leader", district, events))
