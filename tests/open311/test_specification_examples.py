"""The example requests of the GeoReport v2 specification, as they stand there: sent to us, answered in its form.

The host is ours and the key is a real one; ids are those that we gave. Everything else is as written: the jurisdiction
`city.gov`, the services `001` and `033`, coordinates in San Francisco.
"""

from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree as ET

import httpx2
import orjson
import pytest

from tests.open311.test_formats import schema, shape
from tests.open311.test_open311_api import V2, key_of
from tests.support.shared_data import shared
from tests.support.world import World

FORM: Final = (
    "api_key=xyz&jurisdiction_id=city.gov&service_code=001&lat=37.76524078&long=-122.4212043&address_string=1234+5th"
    "+street&email=smit333%40sfgov.edu&device_id=tt222111&account_id=123456&first_name=john&last_name=smith&phone="
    "111111111&description=A+large+sinkhole+is+destroying+the+street&media_url=http%3A%2F%2Ffarm3.static.flickr.com"
    "%2F2002%2F2212426634_5ed477a060.jpg&attribute[WHISPAWN]=123456&attribute[WHISDORN]=COISL001"
)
FORM_TYPE: Final = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
GETS: Final = {
    "/services.{}?jurisdiction_id=city.gov": "services",
    "/services/033.{}?jurisdiction_id=city.gov": "service-definition",
    "/requests.{}?start_date=2010-05-24T00:00:00Z&end_date=2010-06-24T00:00:00Z&status=open&jurisdiction_id=city.gov":
        "requests",
    "/requests.{}?jurisdiction_id=city.gov": "requests",
    "/requests/123456.{}?jurisdiction_id=city.gov": "requests",
    "/tokens/123456.{}?jurisdiction_id=city.gov": None,
}  # fmt: skip
"""The sample URL of each method, and the schema of its answer; the specification has none of a token."""

_MAKES = [{"key": "123", "zh": "福特", "en": "Ford"}, {"key": "124", "zh": "克莱斯勒", "en": "Chrysler"}]
_CATALOGUE: Final = {
    "zh": "目录", "en": "Catalogue", "departments": [{"code": "D", "zh": "局", "en": "Bureau", "levels": ["county"]}],
    "categories": [
        {"code": "001", "zh": "坑洼", "en": "Pothole", "public": True, "departments": ["D"], "fields": [
            {"code": "WHISPAWN", "zh": "编号", "en": "Number", "type": "string"},
            {"code": "WHISDORN", "zh": "来源", "en": "Door", "type": "string"},
        ]},
        {"code": "033", "zh": "路缘", "en": "Curb", "departments": ["D"], "fields": [
            {"code": "WHISPAWN", "zh": "编号", "en": "Number", "type": "string"},
        ]},
        {"code": "dmv66", "zh": "车辆", "en": "Cars", "departments": ["D"], "fields": [
            {"code": "WHISHETN", "zh": "号码", "en": "What is the ticket/tag/DL number?", "type": "singlevaluelist",
             "required": True, "choices": _MAKES},
        ]},
    ],
}  # fmt: skip


@pytest.fixture
async def city_gov(client: httpx2.AsyncClient, world: World) -> None:
    """A place as the specification supposes it."""
    admin = await world.key("C", "admin")
    unit = {"code": "city.gov", "name": "City", "level": 1, "parent_id": str(world.id("T1"))}
    assert (await client.post("/v1/units", headers=admin, json=unit)).status_code == 201
    answer = await client.post("/v1/catalogues", headers=admin, json=_CATALOGUE)
    assert answer.status_code == 201, answer.text


def spec_example(path: str, method: str = "get") -> Mapping[str, Any]:
    """What the specification shows as the answer, as elements within elements."""
    document = orjson.loads((shared("open311") / "schema_swagger.json").read_bytes())
    found: Mapping[str, Any] = document["paths"][path][method]["responses"]["200"]["examples"]["application/xml"]
    return found


async def test_every_example_of_the_specification_is_answered_in_its_form(
    client: httpx2.AsyncClient, world: World, city_gov: None
) -> None:
    refused = await client.post(f"{V2}/requests.xml", content=FORM, headers=FORM_TYPE)
    assert (refused.status_code, shape(ET.fromstring(refused.text))) == (  # noqa: S314 - our own server's
        403, ("errors", [("error", [("code", []), ("description", [])])]),
    )  # fmt: skip
    form = FORM.replace("=xyz", f"={await key_of(world, 'T1')}")
    posted = [await client.post(f"{V2}/requests.{end}", content=form, headers=FORM_TYPE) for end in ("xml", "json")]
    assert [answer.status_code for answer in posted] == [200, 200], posted[0].text
    in_example = list(spec_example("/requests.{response_format}", "post")["service_requests"])
    assert [each.tag for each in ET.fromstring(posted[0].text)[0]] == in_example  # noqa: S314 - our own server's
    (received,) = posted[1].json()
    assert (list(received), received["account_id"]) == (in_example, "123456")

    for sample, named in GETS.items():
        here = sample.replace("123456", received["service_request_id"])
        as_json, as_xml = [await client.get(V2 + here.format(end)) for end in ("json", "xml")]
        assert (as_json.status_code, as_xml.status_code) == (200, 200), (sample, as_json.text)
        assert as_xml.text.startswith('<?xml version="1.0" encoding="utf-8"?>')
        assert named is None or schema(named).is_valid(as_json.json()), sample
    stranger = await client.get(V2 + "/requests/123456.xml?jurisdiction_id=city.gov")
    assert (stranger.status_code, ET.fromstring(stranger.text)[0].findtext("code")) == (404, "404")  # noqa: S314


async def test_answers_have_the_elements_of_the_examples_and_of_what_cities_answer(
    client: httpx2.AsyncClient, world: World, city_gov: None
) -> None:
    """In their order; a city's own answers have the same elements as ours, and one of them another order."""
    form = FORM.replace("=xyz", f"={await key_of(world, 'T1')}")
    id_ = (await client.post(f"{V2}/requests.json", content=form, headers=FORM_TYPE)).json()[0]["service_request_id"]

    async def elements(path: str) -> ET.Element:
        return ET.fromstring((await client.get(V2 + path)).text)  # noqa: S314 - our own server's

    def theirs(name: str) -> ET.Element:
        return ET.parse(shared("open311") / name).getroot()  # noqa: S314 - a file of our own

    listed, one = await elements("/requests.xml?jurisdiction_id=city.gov"), await elements(f"/requests/{id_}.xml")
    names = [each.tag for each in listed[0]]
    assert names == list(spec_example("/requests.{response_format}")["request"])
    assert [each.tag for each in one[0]] == names
    for fixture, ours in (("fixture_requests_many.xml", listed), ("fixture_requests_single.xml", one)):
        assert (ours.tag, {each.tag for each in ours}) == (theirs(fixture).tag, {"request"})
        assert {each.tag for each in theirs(fixture)[0]} == set(names)
    services = await elements("/services.xml?jurisdiction_id=city.gov")
    shown = spec_example("/services.{response_format}")["services"]["service"]
    assert [each.tag for each in services[0]] == list(shown)
    assert {each.tag for each in theirs("fixture_services_giessen.xml")[0]} <= {each.tag for each in services[0]}
    in_json = orjson.loads((shared("open311") / "fixture_service_list.json").read_bytes())
    assert set(in_json[0]) == {each.tag for each in services[0]}
    definition = await elements("/services/dmv66.xml?jurisdiction_id=city.gov")
    attribute = spec_example("/services/{service_code}.{response_format}")["service_definition"]["attributes"]
    assert [each.tag for each in definition] == ["service_code", "attributes"]
    assert [each.tag for each in definition[1][0]] == list(attribute["attribute"])
    token = await elements(f"/tokens/{id_}.xml?jurisdiction_id=city.gov")
    shown_token = spec_example("/tokens/{token_id}.{response_format}")["service_requests"]
    assert shape(token) == ("service_requests", [("request", [(name, []) for name in shown_token["request"]])])
