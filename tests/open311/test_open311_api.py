"""GeoReport v2 over HTTP: the whole way of a request, in both formats, for who has a key and for who has none."""

from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import httpx2
import pytest
from fastapi import FastAPI

from escalation.kit.web.rate_limit import Throttle
from tests.open311.test_formats import schema
from tests.support.things import FORM, OPINION
from tests.support.world import World

Json = dict[str, Any]
Client = httpx2.AsyncClient
V2 = "/open311/v2"
MAKES = [{"key": "123", "zh": "福特", "en": "Ford"}, {"key": "124", "zh": "克莱斯勒", "en": "Chrysler"}]
FIELDS = [
    {"code": "WHISHETN", "zh": "车型", "en": "Make", "help_en": "As on the tag.", "type": "singlevaluelist",
     "required": True, "choices": MAKES},
    {"code": "seen", "zh": "时间", "en": "Seen", "type": "datetime"},
]  # fmt: skip
POSTED = {
    "service_code": "road.hole", "lat": "49.2122", "long": "119.7658", "address_string": "海拉尔区胜利街 5 号",
    "email": "secret1x@example.org", "device_id": "tt222111", "account_id": "A-77", "first_name": "小明",
    "last_name": "secret2x", "phone": "13900001111", "description": "A large sinkhole <b>is</b> destroying the street",
    "media_url": "http://example.org/a.jpg", "attribute[WHISHETN]": "123", "attribute[seen]": "2026-01-31T08:00:00Z",
}  # fmt: skip


def a_catalogue() -> Json:
    department = {"code": "ZJ", "zh": "住建局", "en": "Housing", "levels": ["county", "city"]}
    hole = {
        "code": "road.hole",
        "zh": "坑洼",
        "en": "Pothole",
        "public": True,
        "fields": FIELDS,
        "keywords": ["坑洼^2"],
    }
    roads = {"code": "road", "zh": "道路", "en": "Roads", "departments": ["ZJ"], "parts": [hole]}
    accused = {"code": "staff", "zh": "干部作风", "en": "Conduct", "departments": ["ZJ"], "confidential": True}
    retired = {"code": "old", "zh": "旧类", "en": "Old", "departments": ["ZJ"], "retired": True}
    return {"zh": "目录", "en": "Catalogue", "departments": [department], "categories": [roads, accused, retired]}


@pytest.fixture(autouse=True)
async def published(client: Client, world: World, app: FastAPI) -> None:
    app.state.throttle = Throttle()
    answer = await client.post("/v1/catalogues", headers=await world.key("C", "admin"), json=a_catalogue())
    assert answer.status_code == 201, answer.text


async def key_of(world: World, unit: str = "V1", role: str = "integrator") -> str:
    return (await world.key(unit, role))["Authorization"].removeprefix("Bearer ")


async def post(client: Client, world: World, format_: str = "json", **changed: str) -> httpx2.Response:
    key = {"api_key": await key_of(world)}
    return await client.post(f"{V2}/requests.{format_}", data={**POSTED, **key, **changed})


async def get(client: Client, path: str, **query: str) -> Any:
    answer = await client.get(f"{V2}/{path}.json", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def errors(answer: httpx2.Response) -> list[tuple[int, str]]:
    return [(each["code"], each["description"].partition(":")[0]) for each in answer.json()]


async def test_services_are_the_categories_that_something_new_can_have(client: Client) -> None:
    services = await get(client, "services")
    assert schema("services").is_valid(services)
    assert [each["service_code"] for each in services] == ["road", "road.hole", "staff"]
    assert services[1] == {
        "service_code": "road.hole", "service_name": "Pothole", "description": None, "metadata": True,
        "type": "realtime", "keywords": "坑洼", "group": "Roads",
    }  # fmt: skip
    chinese = await client.get(f"{V2}/services.xml?jurisdiction_id=K1", headers={"Accept-Language": "zh"})
    assert chinese.headers["content-type"] == "text/xml; charset=utf-8"
    assert chinese.text.startswith('<?xml version="1.0" encoding="utf-8"?>')
    hole = ET.fromstring(chinese.content)[1]  # noqa: S314 - our own server's
    assert [each.tag for each in hole] == list(services[1])
    assert (hole.findtext("service_name"), hole.findtext("metadata")) == ("坑洼", "true")


async def test_a_definition_has_what_the_category_asks(client: Client) -> None:
    definition = await get(client, "services/road.hole")
    assert schema("service-definition").is_valid(definition)
    assert definition["attributes"] == [
        {
            "variable": True, "code": "WHISHETN", "datatype": "singlevaluelist", "required": True,
            "datatype_description": "As on the tag.", "order": 1, "description": "Make",
            "values": [{"key": "123", "name": "Ford"}, {"key": "124", "name": "Chrysler"}],
        },
        {
            "variable": True, "code": "seen", "datatype": "datetime", "required": False, "datatype_description": None,
            "order": 2, "description": "Seen",
        },
    ]  # fmt: skip
    assert await get(client, "services/road") == {"service_code": "road", "attributes": []}


async def test_discovery_says_where_it_is(client: Client) -> None:
    found = await get(client, "discovery")
    (endpoint,) = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"].endswith(V2)
    assert endpoint["formats"] == ["text/xml", "application/json"]
    xml = ET.fromstring((await client.get(f"{V2}/discovery.xml")).content)  # noqa: S314 - our own server's
    assert [each.tag for each in xml] == ["changeset", "contact", "key_service", "endpoints"]


async def test_a_request_is_an_opinion_with_name_and_contact_sealed(client: Client, world: World) -> None:
    answer = await post(client, world)
    assert answer.status_code == 200, answer.text
    ((received),) = answer.json()
    assert list(received) == ["service_request_id", "service_notice", "account_id"]
    assert (received["service_notice"], received["account_id"]) == (None, "A-77")
    opinion = (await client.get(f"/v1/opinions/{received['service_request_id']}", headers=await world.key("V1"))).json()
    assert (opinion["source"], opinion["category"], opinion["unit"]["code"]) == ("open311", "road.hole", "V1")
    assert opinion["attributes"] == {"WHISHETN": "123", "seen": "2026-01-31T08:00:00Z"}
    assert opinion["content"].endswith("\n\nhttp://example.org/a.jpg")
    assert (opinion["has_name"], opinion["contact_masked"]) == (True, "****11")
    async with world.runtime.database.connection() as connection:
        stored = await connection.raw.fetchval("SELECT opinions::text FROM opinions")
    assert [secret for secret in ("secret1x", "secret2x", "13900001111", "tt222111", "A-77") if secret in stored] == []
    xml = ET.fromstring((await post(client, world, "xml")).content)  # noqa: S314 - our own server's
    assert (xml.tag, [each.tag for each in xml], [each.tag for each in xml[0]]) == (
        "service_requests", ["request"], ["service_request_id", "service_notice", "account_id"],
    )  # fmt: skip


async def test_who_has_a_key_reads_all_and_anybody_no_word(client: Client, world: World) -> None:
    id_ = (await post(client, world)).json()[0]["service_request_id"]
    unasked = {"attribute[WHISHETN]": "", "attribute[seen]": ""}
    kept = (await post(client, world, service_code="staff", **unasked)).json()[0]["service_request_id"]
    office = await world.key("K1", "office")
    formed = await client.post("/v1/tickets", json={**FORM, "opinion_ids": [id_]}, headers=office)
    assert formed.status_code == 201, formed.text

    (full,) = await get(client, f"requests/{id_}", api_key=await key_of(world))
    assert schema("request").is_valid(full)
    assert full["description"].startswith("A large sinkhole <b>is</b>")
    assert (full["status"], full["service_name"], full["agency_responsible"]) == ("open", "Pothole", "单位V1")
    assert (full["lat"], full["long"], full["address"]) == (49.2122, 119.7658, "海拉尔区胜利街 5 号")
    assert full["expected_datetime"] is not None
    listed = await get(client, "requests", api_key=await key_of(world), service_code="road.hole,road")
    assert listed == [full]

    public = await get(client, "requests")
    assert schema("requests").is_valid(public)
    (told,) = public
    assert (told["service_request_id"], told["service_code"], told["status"]) == (id_, "road.hole", "open")
    assert [told[name] for name in ("description", "status_notes", "lat", "long", "media_url")] == [None] * 5
    assert (told["address"], told["requested_datetime"][11:]) == ("单位V1", "00:00:00+08:00")
    assert await get(client, f"tokens/{id_}") == [{"service_request_id": id_, "token": id_}]
    assert (await client.get(f"{V2}/requests/{kept}.json")).status_code == 404
    assert await get(client, "requests", jurisdiction_id="K2") == []
    # An integrator is told nothing confidential either; the office of the line is.
    assert await get(client, "requests", service_request_id=kept, api_key=await key_of(world)) == []
    assert len(await get(client, "requests", service_request_id=kept, api_key=await key_of(world, "T1", "leader"))) == 1
    xml = ET.fromstring((await client.get(f"{V2}/requests.xml")).content)  # noqa: S314 - our own server's
    assert ([each.tag for each in xml], [each.tag for each in xml[0]]) == (["request"], list(told))


async def test_what_nobody_made_public_nobody_without_a_key_sees(client: Client, world: World) -> None:
    """The control of the test before: it is the catalogue that lets the public in."""
    id_ = (await post(client, world)).json()[0]["service_request_id"]
    closed = a_catalogue()
    closed["categories"][0]["parts"][0]["public"] = False
    await client.post("/v1/catalogues", headers=await world.key("C", "admin"), json=closed)
    assert await get(client, "requests") == []
    assert (await client.get(f"{V2}/requests/{id_}.json")).status_code == 404


async def test_open_and_closed_and_the_reply_follow_the_ticket(client: Client, world: World) -> None:
    ids = [(await post(client, world)).json()[0]["service_request_id"] for _ in range(2)]
    leader = await world.key("T1", "leader")
    await client.post(f"/v1/opinions/{ids[0]}/dismiss", json={"reason": "重复反映"}, headers=leader)
    plain = (await client.post("/v1/opinions", json=OPINION, headers=await world.key("V1"))).json()["id"]
    key = await key_of(world)
    by_status = {
        status: [each["service_request_id"] for each in await get(client, "requests", status=status, api_key=key)]
        for status in ("open", "closed", "open,closed")
    }
    assert by_status == {"open": [ids[1]], "closed": [ids[0]], "open,closed": [ids[1], ids[0]]}
    assert [each["service_request_id"] for each in await get(client, "requests", status="closed")] == [ids[0]]
    # Without a category it is no service request.
    assert await get(client, "requests", service_request_id=f"{plain},{uuid4()},none", api_key=key) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}, (400, "end_date")),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}, (400, "end_date")),
        ({"start_date": "2026-01-01"}, (400, "start_date")),
        ({"status": "pending"}, (400, "status")),
        ({"jurisdiction_id": "nowhere"}, (404, "jurisdiction_id")),
        ({"page": "2"}, (400, "page")),
        ({"api_key": "xyz"}, (403, "Send a valid key as 'Authorization")),
    ],
)
async def test_a_wrong_question_is_answered_with_errors(
    client: Client, query: dict[str, str], found: tuple[int, str]
) -> None:
    answer = await client.get(f"{V2}/requests.json", params=query)
    assert (answer.status_code, errors(answer)) == (found[0], [found])


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"api_key": ""}, (403, None)),
        ({"api_key": "esk_" + "x" * 43}, (403, None)),
        ({"service_code": ""}, (400, "service_code")),
        ({"service_code": "none"}, (404, "service_code")),
        ({"service_code": "old"}, (404, "service_code")),
        ({"jurisdiction_id": "nowhere"}, (404, "jurisdiction_id")),
        ({"jurisdiction_id": "V3"}, (403, None)),
        ({"attribute[WHISHETN]": ""}, (400, "attribute[WHISHETN]")),
        ({"attribute[WHISHETN]": "125"}, (400, "attribute[WHISHETN]")),
        ({"attribute[more]": "1"}, (400, "attribute[more]")),
        ({"lat": "", "long": "", "address_string": ""}, (400, "address_string")),
    ],
)
async def test_a_wrong_form_is_answered_with_errors(
    client: Client, world: World, changed: dict[str, str], found: tuple[int, str | None]
) -> None:
    answer = await post(client, world, **changed)
    assert answer.status_code == found[0], answer.text
    assert {code for code, _ in errors(answer)} == {found[0]}
    assert found[1] is None or found[1] in [name for _, name in errors(answer)]
    async with world.runtime.database.connection() as connection:
        assert await connection.raw.fetchval("SELECT count(*) FROM opinions") == 0


async def test_a_form_bomb_is_refused_before_it_is_read(client: Client, world: World) -> None:
    key = await key_of(world)
    typed = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    many = f"api_key={key}&" + "&".join(f"attribute[a{n}]=1" for n in range(20_000))
    answers = [
        await client.post(f"{V2}/requests.json", content=content, headers=typed)
        for content in (many[:200_000].encode(), b"a" * 300_000, b"%ff%fe=1", b"a=%00", b"a")
    ]
    assert [answer.status_code for answer in answers] == [400, 413, 400, 400, 400]
    for format_, tag in (("xml", "errors"), ("yaml", "errors")):
        answer = await client.post(
            f"{V2}/requests.{format_}", content=b"{}", headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 415
        error = ET.fromstring(answer.content)  # noqa: S314 - our own server's
        assert (error.tag, [each.tag for each in error[0]]) == (tag, ["code", "description"])
    assert (await client.get(f"{V2}/services.yaml")).status_code == 404


async def test_a_repeated_form_is_one_opinion(client: Client, world: World) -> None:
    data = {**POSTED, "api_key": await key_of(world)}
    asked = [await client.post(f"{V2}/requests.json", data=data, headers={"Idempotency-Key": "once"}) for _ in range(2)]
    assert asked[0].json() == asked[1].json()
    assert asked[1].headers["idempotency-replayed"] == "true"


async def test_no_key_is_written_into_the_log(client: Client, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    key = await key_of(world)
    await post(client, world)
    await get(client, "requests", api_key=key)
    said = capsys.readouterr()
    assert "/open311/v2/requests" in said.out + said.err
    assert [each for each in (key, "sinkhole", "secret2x", "13900001111") if each in said.out + said.err] == []
