"""Typed in full width, as Chinese keyboards give it, codes and words find the same."""

from typing import Any

import httpx2
import pytest

from escalation.actors import Role
from escalation.identity.usecases.api_keys import create_key
from escalation.organisation.usecases.member_import import import_members
from tests.support.full_width import in_full_width
from tests.support.world import World

Client = httpx2.AsyncClient
OPINION = {"title": "５号楼ＬＥＤ灯不亮", "content": "三天了。", "source": "visit"}
REST = {"urgency": "routine", "difficulty": "simple", "source_system": "crm", "external_ref": "1"}
MEMBERS = "name,home_unit_code,role,unit_code\n王Ｌ,V1,handler,Ｖ１\n"


async def found(client: Client, path: str, headers: dict[str, str], **query: str) -> list[Any]:
    answer = await client.get(path, headers=headers, params=query)
    assert answer.status_code == 200, answer.text
    items: list[Any] = answer.json()["items"]
    return [item["id"] for item in items]


@pytest.fixture
async def ticket(world: World, client: Client) -> dict[str, Any]:
    headers = await world.key("V1")
    made = await client.post("/v1/tickets", json={"opinion": OPINION, **REST}, headers=headers)
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


@pytest.mark.parametrize("typed", ["5号楼", "５号楼", "LED", "ＬＥＤ灯"])
async def test_words_of_a_title_are_found(world: World, client: Client, ticket: dict[str, Any], typed: str) -> None:
    assert await found(client, "/v1/tickets", await world.key("V1"), q=typed) == [ticket["id"]]


async def test_numbers_and_codes_are_found(world: World, client: Client, ticket: dict[str, Any]) -> None:
    headers = await world.key("V1")
    for query in (
        {"q": ticket["number"]}, {"unit": "V1"}, {"state": "registered"},
        {"source_system": "crm"}, {"source_system": "crm", "external_ref": "1"},
    ):  # fmt: skip
        typed = {name: value if name == "external_ref" else in_full_width(value) for name, value in query.items()}
        assert await found(client, "/v1/tickets", headers, **query) == [ticket["id"]], query
        assert await found(client, "/v1/tickets", headers, **typed) == [ticket["id"]], query


async def test_another_systems_reference_is_that_systems_and_nobody_elses(
    world: World, client: Client, ticket: dict[str, Any]
) -> None:
    """It may tell what differs in width only; so it is what was sent, to the letter."""
    assert await found(client, "/v1/tickets", await world.key("V1"), source_system="crm", external_ref="１") == []


async def test_a_code_in_a_body_is_the_code(world: World, client: Client) -> None:
    sent = await client.post(
        "/v1/opinions", json={**OPINION, "unit_code": in_full_width("V1")}, headers=await world.key("V1")
    )
    assert sent.json()["unit"]["code"] == "V1"


async def test_a_code_at_the_terminal_and_in_a_file_is_the_code(world: World, client: Client) -> None:
    made = await create_key(world.runtime, unit_code="Ｖ１", role=Role.HANDLER, name="x", days=1, by=None)
    assert made.secret
    assert (await import_members(world.runtime, MEMBERS.encode(), by=None)).created == 1
    headers = await world.key("V1")
    assert len(await found(client, "/v1/members", headers, unit="Ｖ１")) == 1
    for typed in ("王L", "王Ｌ"):
        assert len(await found(client, "/v1/members", headers, q=typed)) == 1


async def test_units_are_found(world: World, client: Client) -> None:
    headers = await world.key("V1")
    for query in ({"q": "K1-Z"}, {"q": "单位V1"}, {"parent": "C"}):
        typed = {name: in_full_width(value) for name, value in query.items()}
        plain = await found(client, "/v1/units", headers, **query)
        assert plain
        assert await found(client, "/v1/units", headers, **typed) == plain
