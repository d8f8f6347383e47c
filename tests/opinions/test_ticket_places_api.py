"""The list of tickets as a map: what it shows is what that list has, wherever an opinion has a location."""

from typing import Any

import httpx2
import pytest

from escalation.opinions.api.ticket_places import TicketFeaturesOut
from tests.opinions.test_opinions_api import FORM, OPINION
from tests.support.world import World

Client = httpx2.AsyncClient
Json = dict[str, Any]
EAST, WEST = {"longitude": 119.76, "latitude": 49.21}, {"longitude": 119.71, "latitude": 49.21}
FILTERS: tuple[Json, ...] = (
    {}, {"overdue": "true"}, {"overdue": "false"}, {"state": "dispatched"}, {"state": ["dispatched", "in_progress"]},
    {"urgency": "urgent"}, {"held_in": "V1"}, {"received_in": "V3"}, {"unit": "T1"}, {"q": "井盖"}, {"open": "false"},
    {"warning": "red"},
)  # fmt: skip


async def on_a_map(client: Client, headers: dict[str, str], **query: Any) -> list[Json]:
    """All pages, by the smallest."""
    found: list[Json] = []
    cursor = None
    while True:
        params = {**query, "limit": 1, **({"cursor": cursor} if cursor else {})}
        answer = await client.get("/v1/places/tickets", params=params, headers=headers)
        assert answer.status_code == 200, answer.text
        TicketFeaturesOut.model_validate(answer.json())
        found += answer.json()["features"]
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return found


async def listed(client: Client, headers: dict[str, str], **query: Any) -> set[str]:
    answer = await client.get("/v1/tickets", params={**query, "view": "row"}, headers=headers)
    return {each["id"] for each in answer.json()["items"]}


async def form(client: Client, headers: dict[str, str], title: str, location: Json | None, urgency: str) -> str:
    body = {**FORM, "urgency": urgency, "opinion": {**OPINION, "title": title, "location": location}}
    answer = await client.post("/v1/tickets", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_the_map_has_what_the_list_has_and_nobody_sees_more_by_it(world: World, client: Client) -> None:
    """Whatever the list is narrowed to, and whoever asks: the tickets of the list that have a place, no others."""
    first, third, county = [
        await world.key(code, role) for code, role in (("V1", "handler"), ("V3", "handler"), ("K1", "office"))
    ]
    placed = {
        await form(client, first, "东门路灯不亮", EAST, "routine"),
        await form(client, third, "井盖丢失", WEST, "urgent"),
    }
    await form(client, first, "没有地点", None, "urgent")
    await world.advance(hours=23)
    answer = await client.get("/v1/tickets", headers=county)
    assert answer.status_code == 200, answer.text
    drafted = answer.json()["items"][0]["state"]
    for who in (first, third, county):
        for filters in (*FILTERS, {"state": drafted}):
            shown = {each["properties"]["ticket"]["id"] for each in await on_a_map(client, who, **filters)}
            assert shown == await listed(client, who, **filters) & placed, filters
    east = await on_a_map(client, county, bbox="119.75,49.2,119.77,49.22")
    assert [each["properties"]["ticket"]["title"] for each in east] == ["东门路灯不亮"]
    assert east[0]["geometry"] == {"type": "Point", "coordinates": [119.76, 49.21]}
    row = (await client.get("/v1/tickets", params={"view": "row", "q": "东门路灯"}, headers=county)).json()["items"][0]
    same = {name: value for name, value in east[0]["properties"]["ticket"].items() if name != "seconds_left"}
    assert same == {name: value for name, value in row.items() if name != "seconds_left"}


@pytest.mark.parametrize(
    "query", [{"bbox": "119,50,120,49"}, {"state": "no_such"}, {"held_in": "nowhere"}, {"near": "1,1"}]
)
async def test_what_cannot_be_is_refused(world: World, client: Client, query: Json) -> None:
    answer = await client.get("/v1/places/tickets", params=query, headers=await world.key("V1"))
    assert answer.status_code in {400, 422}, answer.text
