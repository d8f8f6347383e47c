"""A location comes with an opinion by every door, is shown to who sees the opinion, and goes with the words."""

from typing import Any

import httpx2
import pytest

from escalation.opinions.api.opinion_places import FeaturesOut
from escalation.opinions.api.opinions import OpinionOut
from tests.opinions.test_opinions_api import FORM, OPINION, send
from tests.support.world import World

Client = httpx2.AsyncClient
Json = dict[str, Any]
HERE = {"longitude": 119.7581234567, "latitude": 49.2153, "accuracy": 12}
KEPT = {"longitude": 119.758123, "latitude": 49.2153, "accuracy": 12}


async def on_a_map(client: Client, headers: dict[str, str], **query: object) -> Json:
    answer = await client.get("/v1/places/opinions", params={n: str(v) for n, v in query.items()}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    page: Json = answer.json()
    FeaturesOut.model_validate(page)
    return page


async def test_a_location_is_kept_shown_and_found_by_those_who_see_the_opinion(world: World, client: Client) -> None:
    village, other, above = [await world.key(code, "leader") for code in ("V1", "V3", "C")]
    near = await send(client, village, location=HERE, place="东门")
    far = await send(client, village, location={"longitude": 119.9, "latitude": 49}, title="井盖丢失")
    await send(client, village, title="无地点")
    OpinionOut.model_validate(near)
    assert (near["location"], far["location"]["accuracy"]) == (KEPT, None)

    features = (await on_a_map(client, above))["features"]
    assert [(each["id"], each["geometry"]) for each in features] == [
        (far["id"], {"type": "Point", "coordinates": [119.9, 49.0]}),
        (near["id"], {"type": "Point", "coordinates": [119.758123, 49.2153]}),
    ]
    assert (features[1]["properties"]["place"], features[1]["properties"]["distance"]) == ("东门", None)

    around = await on_a_map(client, above, near="119.758,49.215", within=50_000)
    assert [each["id"] for each in around["features"]] == [near["id"], far["id"]]
    assert around["features"][0]["properties"]["distance"] == pytest.approx(34.5, abs=1)
    assert (around["complete_within"], around["next_cursor"]) == (50_000, None)
    first = await on_a_map(client, above, near="119.758,49.215", within=50_000, limit=1)
    rest = await on_a_map(client, above, near="119.758,49.215", within=50_000, limit=1, cursor=first["next_cursor"])
    assert [each["id"] for page in (first, rest) for each in page["features"]] == [near["id"], far["id"]]

    boxed = await on_a_map(client, above, bbox="119.7,49.2,119.8,49.3")
    assert [each["id"] for each in boxed["features"]] == [near["id"]]
    assert (await on_a_map(client, above, bbox="119.7,49.2,119.8,49.3", status="attached"))["features"] == []
    assert (await on_a_map(client, above, unit="V3"))["features"] == []
    for query in ({}, {"near": "119.758,49.215"}, {"bbox": "119,49,120,50"}):
        assert (await on_a_map(client, other, **query))["features"] == []


async def test_a_location_comes_with_a_ticket_and_from_a_citizen_too(world: World, client: Client) -> None:
    handler = await world.key("V1")
    formed = await client.post("/v1/tickets", json={**FORM, "opinion": {**OPINION, "location": HERE}}, headers=handler)
    assert formed.status_code == 201, formed.text
    body = {"unit_code": "V1", "title": "路灯", "content": "不亮。", "location": HERE}
    assert (await client.post("/v1/submissions", json=body)).status_code == 201
    features = (await on_a_map(client, handler))["features"]
    assert {each["properties"]["ticket_id"] for each in features} == {None, formed.json()["id"]}
    assert {tuple(each["geometry"]["coordinates"]) for each in features} == {(119.758123, 49.2153)}


@pytest.mark.parametrize(
    ("location", "pointer"),
    [
        ({"longitude": 119.7}, "/location/latitude"),
        ({"longitude": 180.000001, "latitude": 49.2}, "/location/longitude"),
        ({"longitude": 49.2, "latitude": 119.7}, "/location/latitude"),
        ({"longitude": "119.7", "latitude": 49.2}, "/location/longitude"),
        ({"longitude": True, "latitude": 49.2}, "/location/longitude"),
        ({"longitude": 119.7, "latitude": 49.2, "accuracy": -1}, "/location/accuracy"),
        ({"longitude": 119.7, "latitude": 49.2, "altitude": 600}, "/location/altitude"),
    ],
)
async def test_half_a_location_or_none_on_earth_is_refused(
    world: World, client: Client, location: Json, pointer: str
) -> None:
    answer = await client.post("/v1/opinions", json={**OPINION, "location": location}, headers=await world.key("V1"))
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])


@pytest.mark.parametrize(
    "query",
    [
        "bbox=119.7,49.2,119.8", "bbox=119.7,49.3,119.8,49.2", "bbox=-181,0,0,1", "near=119.7,90.1", "near=119.7",
        "near=119.7,49.2&bbox=1,1,2,2", "within=500", "near=1,1&within=0", "near=1,1&within=50001", "near=1e2,1",
        "near=nan,1",
    ],
)  # fmt: skip
async def test_a_question_that_has_no_answer_is_refused(world: World, client: Client, query: str) -> None:
    answer = await client.get(f"/v1/places/opinions?{query}", headers=await world.key("V1"))
    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED")


async def test_the_database_itself_refuses_half_a_location(world: World, client: Client) -> None:
    await send(client, await world.key("V1"), location=HERE)
    async with world.runtime.database.connection() as connection:
        for change in ("longitude = NULL", "latitude = 90.5", "latitude = 'NaN'"):
            with pytest.raises(Exception, match="location_"):
                await connection.raw.execute(f"UPDATE opinions SET {change}")
