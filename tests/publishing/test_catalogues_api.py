"""The routing catalogue is published like other rules: whole, in versions, and never away from under a matter."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from escalation.kit.documents.store import DocumentKind, newest_version, read_document
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain import defaults
from escalation.opinions.storage.categories import list_categories
from escalation.publishing.usecases.defaults import publish_seed
from tests.support.roles import as_owner
from tests.support.world import World

Json = dict[str, Any]
ZJ = {"code": "ZJ", "zh": "住建局", "en": "Housing", "levels": ["county", "city"]}


def a_category(code: str, **fields: object) -> Json:
    return {"code": code, "zh": code, "en": code, "departments": ["ZJ"], **fields}


def a_catalogue(*categories: Json, **fields: object) -> Json:
    return {"zh": "目录", "en": "Catalogue", "departments": [ZJ], "categories": list(categories), **fields}


async def publish(client: httpx2.AsyncClient, world: World, document: Json) -> httpx2.Response:
    return await client.post("/v1/catalogues", headers=await world.key("C", "admin"), json=document)


async def refusals(client: httpx2.AsyncClient, world: World, document: Json) -> list[tuple[str, str]]:
    answer = await publish(client, world, document)
    assert answer.status_code == 422, answer.text
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


async def send(client: httpx2.AsyncClient, world: World, **fields: object) -> httpx2.Response:
    opinion = {"title": "暖气不热", "content": "七号楼的暖气不热。", "source": "visit", **fields}
    return await client.post("/v1/opinions", headers=await world.key("V1"), json=opinion)


async def codes(client: httpx2.AsyncClient, world: World) -> list[str]:
    tree = (await client.get("/v1/categories", headers=await world.key("V1"))).json()
    return [item["code"] for item in tree["items"]]


async def test_what_is_published_is_in_force_at_once(client: httpx2.AsyncClient, world: World) -> None:
    answer = await publish(client, world, a_catalogue(a_category("heat", keywords=["暖气^3"], urgency="urgent")))
    assert answer.status_code == 201
    tree = (await client.get("/v1/categories", headers=await world.key("V1"))).json()
    assert tree["version"] == answer.json()["version"]
    assert [(each["code"], each["urgency"]) for each in tree["items"]] == [("heat", "urgent")]
    assert tree["departments"] == [ZJ]
    assert (await send(client, world)).json()["suggested_categories"] == ["heat"]


@pytest.mark.parametrize("has_it", ["opinion", "ticket", "policy"])
async def test_a_category_that_something_has_cannot_be_left_out(
    client: httpx2.AsyncClient, world: World, has_it: str
) -> None:
    await publish(client, world, a_catalogue(a_category("heat"), a_category("road")))
    office = await world.key("C", "office")
    match has_it:
        case "opinion":
            await send(client, world, category="heat")
        case "ticket":
            fields = {"urgency": "routine", "difficulty": "simple", "category": "heat"}
            opinion = {"title": "暖气", "content": "暖气不热", "source": "visit"}
            formed = await client.post("/v1/tickets", headers=office, json={**fields, "opinion": opinion})
            assert formed.status_code == 201, formed.text
        case _:
            policy = (await client.get("/v1/policies", headers=office)).json()["items"][0]["version"]
            document = (await client.get(f"/v1/policies/{policy}", headers=office)).json()["document"]
            rule = {"id": "heat", "when": {"category": ["heat"]}, "limit": "3wd", "zh": "供热", "en": "Heating"}
            changed = {name: part for name, part in document.items() if name != "version"}
            changed["overall"] = [*changed["overall"], rule]
            admin = await world.key("C", "admin")
            assert (await client.post("/v1/policies", headers=admin, json=changed)).status_code == 201
    assert await refusals(client, world, a_catalogue(a_category("road"))) == [("/categories", "category_in_use")]
    assert await codes(client, world) == ["heat", "road"]


async def test_what_nothing_has_may_be_left_out(client: httpx2.AsyncClient, world: World) -> None:
    await publish(client, world, a_catalogue(a_category("heat"), a_category("road")))
    assert (await publish(client, world, a_catalogue(a_category("road")))).status_code == 201
    assert await codes(client, world) == ["road"]
    assert (await send(client, world, category="heat")).status_code == 422


async def test_a_retired_category_stays_with_what_has_it_and_is_given_to_nothing_new(
    client: httpx2.AsyncClient, world: World
) -> None:
    await publish(client, world, a_catalogue(a_category("heat", keywords=["暖气"])))
    opinion = (await send(client, world, category="heat")).json()
    retired = a_category("heat", keywords=["暖气"], retired=True, successor="warm")
    assert (await publish(client, world, a_catalogue(retired, a_category("warm")))).status_code == 201

    refused = (await send(client, world, category="heat")).json()["errors"]
    assert [(error["pointer"], error["code"]) for error in refused] == [("/category", "retired_category")]
    assert "warm" in refused[0]["detail"]
    assert (await send(client, world)).json()["suggested_categories"] == []
    formed = await client.post(
        "/v1/tickets",
        headers=await world.key("C", "office"),
        json={"opinion_ids": [opinion["id"]], "urgency": "routine", "difficulty": "simple"},
    )
    assert (formed.status_code, formed.json()["category"]) == (201, "heat")


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (a_catalogue(a_category("a"), departments=[]), ("/categories/0/departments/0", "unknown_department")),
        (a_catalogue(a_category("a"), departments=[ZJ, ZJ]), ("/departments/1/code", "duplicate_code")),
        (a_catalogue(departments=[{**ZJ, "levels": ["moon"]}]), ("/departments/0/levels/0", "unknown_level")),
        (a_catalogue(a_category("a", urgency="soon")), ("/categories/0/urgency", "unknown_name")),
        (a_catalogue(a_category("a", keywords=["暖^2"])), ("/categories/0/keywords", "word_too_short")),
        (a_catalogue(a_category("a", keywords=["暖气^0"])), ("/categories/0/keywords", "no_weight")),
        (a_catalogue(a_category("a", successor="b")), ("/categories/0/successor", "not_retired")),
        (
            a_catalogue(a_category("a", retired=True, successor="b")),
            ("/categories/0/successor", "unknown_successor"),
        ),
        (a_catalogue(a_category("a"), version=99), ("/version", "wrong_version")),
        ({"categories": []}, ("/departments", "missing")),
    ],
)
async def test_a_catalogue_with_a_fault_is_refused_with_its_place(
    client: httpx2.AsyncClient, world: World, document: Json, fault: tuple[str, str]
) -> None:
    assert fault in await refusals(client, world, document)


async def test_a_new_database_has_the_shipped_catalogue(runtime: Runtime) -> None:
    async with as_owner(runtime.database).transaction() as connection:
        await connection.raw.execute("DELETE FROM documents WHERE kind = 'catalogue'")
        assert await publish_seed(connection) is True
        # What is asked besides words stands in the published document alone.
        bare = [replace(each, fields=()) for each in defaults.categories()]
        assert await list_categories(connection) == bare
        assert await publish_seed(connection) is False
        assert await newest_version(connection, DocumentKind.CATALOGUE) == 1


async def test_a_place_that_had_categories_keeps_them(client: httpx2.AsyncClient, world: World) -> None:
    await world.runtime.database.pool.execute("DELETE FROM documents WHERE kind = 'catalogue'")
    await world.runtime.database.pool.execute(
        "INSERT INTO categories (code, parent_code, name_zh, name_en, keywords, departments, confidential, rank) "
        "VALUES "
        "('heat', NULL, '供热', 'Heating', '{暖气}', '{ZJ}', false, 0), "
        "('heat.pipes', 'heat', '管网', 'Pipes', '{管网}', '{HG}', true, 1), "
        "('heat.pipes.old', 'heat.pipes', '旧管', 'Old pipes', '{旧管}', '{HG}', true, 2)"
    )
    async with world.runtime.database.transaction() as connection:
        before = await list_categories(connection)
        await publish_seed(connection)
        document = await read_document(connection, DocumentKind.CATALOGUE, 1)
    again = deepcopy(document)
    assert isinstance(again, dict)
    assert again["categories"][0]["parts"][0]["code"] == "heat.pipes"
    assert [each["code"] for each in again["departments"]] == ["ZJ", "HG"]
    again.pop("version")
    assert (await publish(client, world, again)).status_code == 201
    async with world.runtime.database.connection() as connection:
        assert await list_categories(connection) == before
