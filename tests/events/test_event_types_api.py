"""What integrators read before they begin: the types of event, their schemas and examples, by route and by document."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final
from uuid import UUID

import httpx2
import orjson
import pytest
from fastapi.openapi.utils import get_openapi
from jsonschema_rs import Draft202012Validator, Registry

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import LARGEST, Fact, Format, Payload, masked, render
from escalation.events.domain.event_type import EXAMPLE_AT, EventType
from escalation.events.domain.schemas import schemas_of_all
from escalation.tickets.domain.hash_chain import SealedEvent
from tests.events.emitted import told
from tests.support.composed_app import an_app
from tests.support.route_inventory import document
from tests.support.world import World

Json = dict[str, Any]
REF: Final = "#/components/schemas/{model}"
DOCUMENT: Final[Json] = document()
MEDIA: Final = {Format.STANDARD: "application/json", Format.CLOUDEVENTS: "application/cloudevents+json"}

each_type = pytest.mark.parametrize("type_", EVENT_TYPES.values(), ids=lambda type_: type_.name)


@cache
def described(name: str, format_: Format = Format.STANDARD) -> Draft202012Validator:
    """Judges bodies by what the document says of them."""
    media_type = MEDIA[format_].replace("/", "~1")
    place = f"{WHOLE}#/webhooks/{name}/post/requestBody/content/{media_type}/schema"
    return Draft202012Validator({"$ref": place}, validate_formats=True, registry=_registry())


WHOLE: Final = "urn:document"


@cache
def _registry() -> Registry:
    """The whole document, gone through once for all that is judged by a part of it."""
    return Registry([(WHOLE, DOCUMENT)])


def sent(fact: Fact, *, format_: Format = Format.STANDARD, payload: Payload = Payload.FULL, **more: Any) -> Json:
    body: Json = orjson.loads(
        render(fact, unit_id=UUID(int=1), format=format_, payload=payload, cursor="c", base="https://a", **more)
    )
    return body


# -- The routes -------------------------------------------------------------------------------------------------------


async def test_the_catalogue_is_listed_in_the_callers_language(client: httpx2.AsyncClient, world: World) -> None:
    key = await world.key("V1")
    listed = {}
    for language in ("zh", "en"):
        answer = await client.get("/v1/event-types", headers={**key, "Accept-Language": language})
        listed[answer.headers["content-language"]] = answer.json()["items"]
    for items in listed.values():
        assert [each["name"] for each in items] == list(EVENT_TYPES)
        assert {each["api_version"] for each in items} == {1}
    words = {language: {each["name"]: each["title"] for each in items} for language, items in listed.items()}
    assert (words["en"]["ticket.escalated"], words["zh-Hans"]["ticket.escalated"]) == ("Ticket escalated", "已上报上级")


async def test_each_type_comes_with_a_schema_that_its_example_fits(client: httpx2.AsyncClient, world: World) -> None:
    key = await world.key("V1", "integrator")
    for name in EVENT_TYPES:
        found = (await client.get(f"/v1/event-types/{name}", headers=key)).json()
        assert (found["name"], found["example"]["type"]) == (name, name)
        Draft202012Validator(found["schema"], validate_formats=True).validate(found["example"])


@pytest.mark.parametrize("name", ["ticket.exploded", "TICKET.ESCALATED", "ticket.*"])
async def test_another_type_is_not_found(client: httpx2.AsyncClient, world: World, name: str) -> None:
    answer = await client.get(f"/v1/event-types/{name}", headers=await world.key("V1"))
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


# -- The document -----------------------------------------------------------------------------------------------------


def test_the_document_has_a_webhook_for_each_type() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    assert list(DOCUMENT["webhooks"]) == list(EVENT_TYPES)
    operations = [item["post"] for item in DOCUMENT["webhooks"].values()]
    assert len({operation["operationId"] for operation in operations}) == len(EVENT_TYPES)
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert {"2XX", "410", "429", "503", "default"} == operation["responses"].keys()


def test_a_webhook_names_the_headers_that_are_sent() -> None:
    parameters = DOCUMENT["components"]["parameters"]
    for item in DOCUMENT["webhooks"].values():
        named = [parameters[each["$ref"].rpartition("/")[2]] for each in item["post"]["parameters"]]
        assert {each["name"] for each in named} >= {"webhook-id", "webhook-timestamp", "webhook-signature"}
        assert {each["in"] for each in named} == {"header"}


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_every_reference_in_the_document_leads_somewhere() -> None:
    for reference in set(references(DOCUMENT)):
        place: Any = DOCUMENT
        for name in reference.removeprefix("#/").split("/"):
            place = place[name]
        assert place is not None


@pytest.mark.slow
def test_schemas_of_webhooks_and_of_routes_do_not_take_each_others_names() -> None:
    of_routes = get_openapi(title="x", version="1", routes=an_app().routes)["components"]["schemas"]
    of_webhooks = schemas_of_all(REF)
    assert {name for name in of_routes.keys() & of_webhooks.keys() if of_routes[name] != of_webhooks[name]} == set()


# -- Every body is what the document says -----------------------------------------------------------------------------


@each_type
def test_every_form_of_an_example_fits(type_: EventType) -> None:
    fact = type_.sample(id=UUID(int=5), now=EXAMPLE_AT)
    large = fact._replace(data={**fact.data, "more": "x" * LARGEST})
    judge = described(type_.name)
    for body in (
        sent(fact),
        sent(fact, test=True),
        sent(fact, payload=Payload.THIN),
        sent(large),
        sent(masked(fact)),
        sent(fact._replace(reason="请尽快。", feed_pos=7)),
    ):
        judge.validate(body)
    described(type_.name, Format.CLOUDEVENTS).validate(sent(fact, format_=Format.CLOUDEVENTS))


def as_fact(event: SealedEvent) -> Fact:
    same = {name: getattr(event, name) for name in Fact._fields if hasattr(event, name)}
    nothing = dict.fromkeys(set(Fact._fields) - same.keys())
    return Fact(**{**nothing, **same, "ticket_number": "V1-2026-000001"})


def test_every_event_on_the_way_is_sent_as_described() -> None:
    for event in told():
        described(event.type).validate(sent(as_fact(event)))


@each_type
def test_a_body_of_another_kind_does_not_fit(type_: EventType) -> None:
    """The negative control: the schemas do tell bodies apart."""
    body = sent(type_.sample(id=UUID(int=5), now=EXAMPLE_AT))
    judge = described(type_.name)
    wrong: tuple[Json, ...] = (
        {"type": "ticket.exploded"},
        {"id": 7},
        {"timestamp": "yesterday"},
        {"data": {"action": "x"}},
        {"links": {}},
    )
    assert [judge.is_valid({**body, **changes}) for changes in wrong] == [False] * len(wrong)
    assert [judge.is_valid({n: v for n, v in body.items() if n != gone}) for gone in ("data", "sequence")] == [
        False
    ] * 2


def test_a_detail_of_another_type_does_not_fit() -> None:
    resolved = EVENT_TYPES["ticket.resolved"]
    wrong = replace(resolved, example={"outcome": "sung_about", "reply": "好"}).sample(id=UUID(int=5), now=EXAMPLE_AT)
    assert not described("ticket.resolved").is_valid(sent(wrong))
