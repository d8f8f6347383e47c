"""Workflows, policies, calendars and the catalogue through the interface."""

from collections.abc import AsyncIterator
from copy import deepcopy
from typing import Any

import httpx2
import pytest

from escalation.clocks import defaults
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain import default
from tests.support.catalogue import load_categories
from tests.support.makers import a_ticket
from tests.support.world import World


@pytest.fixture(autouse=True)
async def _only_the_seed_stays(runtime: Runtime) -> AsyncIterator[None]:
    yield
    await runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


def a_workflow() -> dict[str, Any]:
    document: Any = deepcopy(default.document())
    del document["version"]
    return dict(document)


async def test_a_published_workflow_is_in_force(client: httpx2.AsyncClient, world: World) -> None:
    headers = {**await world.key("C", "admin"), "Idempotency-Key": "w"}

    first, again = [await client.post("/v1/workflows", headers=headers, json=a_workflow()) for _ in range(2)]
    listed = (await client.get("/v1/workflows", headers=await world.key("V1"))).json()

    assert (first.status_code, first.json()["version"], first.json()["in_force"]) == (201, 2, True)
    assert again.content == first.content
    assert [(each["version"], each["in_force"]) for each in listed["items"]] == [(2, True), (1, False)]
    assert (await client.get("/v1/workflows/2", headers=headers)).json() == first.json()


async def test_a_workflow_that_would_strand_tickets_is_refused_place_by_place(
    client: httpx2.AsyncClient, world: World
) -> None:
    document = a_workflow()
    document["states"]["limbo"] = {"zh": "无", "en": "Limbo", "owner": "office", "stage": "handle", "timeout": "remind"}
    document["states"]["in_progress"]["stage"] = "dawdle"

    answer = await client.post("/v1/workflows", headers=await world.key("C", "admin"), json=document)

    assert (answer.status_code, answer.json()["code"]) == (422, "DEFINITION_INVALID")
    assert "/states/limbo" in {error["pointer"] for error in answer.json()["errors"]}


async def test_a_stage_that_no_policy_knows_is_refused(client: httpx2.AsyncClient, world: World) -> None:
    document = a_workflow()
    document["states"]["in_progress"]["stage"] = "dawdle"

    answer = await client.post("/v1/workflows", headers=await world.key("C", "admin"), json=document)

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/states/in_progress/stage"]


async def test_a_workflow_nobody_could_survey_is_not_even_checked(client: httpx2.AsyncClient, world: World) -> None:
    document = {**a_workflow(), "moves": [{}] * 501}

    answer = await client.post("/v1/workflows", headers=await world.key("C", "admin"), json=document)

    assert [error["code"] for error in answer.json()["errors"]] == ["too_many"]


async def test_a_version_out_of_line_is_refused(client: httpx2.AsyncClient, world: World) -> None:
    answer = await client.post(
        "/v1/workflows", headers=await world.key("C", "admin"), json={**a_workflow(), "version": 7}
    )

    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/version", "wrong_version")]


async def test_a_policy_names_every_level_there_is(client: httpx2.AsyncClient, world: World) -> None:
    await world.runtime.database.pool.execute("UPDATE units SET level = 9 WHERE code = 'V3'")

    answer = await client.post(
        "/v1/policies", headers=await world.key("C", "admin"), json={**defaults.policy_document(), "version": 2}
    )

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/levels", "level_in_use")]


async def test_a_calendar_is_published_and_read(client: httpx2.AsyncClient, world: World) -> None:
    document = {**defaults.calendar_document(), "version": 2}

    answer = await client.post("/v1/calendars", headers=await world.key("C", "admin"), json=document)
    read = await client.get("/v1/calendars/2", headers=await world.key("V1"))

    assert answer.status_code == 201
    assert read.json()["document"] == document


async def test_rules_are_published_only_by_who_administers_a_whole_tree(
    client: httpx2.AsyncClient, world: World
) -> None:
    for code, role in (("K1", "admin"), ("C", "office")):
        answer = await client.post("/v1/workflows", headers=await world.key(code, role), json=a_workflow())
        assert answer.status_code == 403


async def test_a_workflow_is_drawn_in_either_language(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("V1")

    chinese = await client.get("/v1/workflows/1/diagram", headers=headers)
    english = await client.get("/v1/workflows/1/diagram", headers=headers, params={"language": "en"})
    missing = await client.get("/v1/workflows/99/diagram", headers=headers)

    assert chinese.headers["content-type"].startswith("text/vnd.mermaid")
    assert "已登记" in chinese.text
    assert "Registered" in english.text
    assert missing.status_code == 404


async def test_the_catalogue_is_a_tree_and_suggests(client: httpx2.AsyncClient, world: World) -> None:
    await load_categories(world.runtime)
    headers = await world.key("V1")

    tree = (await client.get("/v1/categories", headers=headers)).json()["items"]
    found = (await client.get("/v1/categories/suggest", headers=headers, params={"text": "小区物业费太高"})).json()[
        "items"
    ]
    nothing = (await client.get("/v1/categories/suggest", headers=headers, params={"text": "??"})).json()["items"]

    assert tree[0]["parts"][0]["parts"][0]["code"].startswith(tree[0]["code"])
    assert found[0]["code"].startswith("urban")
    assert nothing == []


async def test_the_calendars_say_how_far_they_reach_and_which_year_is_missing(
    client: httpx2.AsyncClient, world: World
) -> None:
    headers = await world.key("V1")
    await world.runtime.database.pool.execute(
        "UPDATE clock SET advanced_by = timestamptz '2026-10-31 12:00+08' - clock_timestamp()"
    )
    october = (await client.get("/v1/calendars", headers=headers)).json()
    await world.advance(days=1)
    november = (await client.get("/v1/calendars", headers=headers)).json()

    assert (october["confirmed_until"], october["missing_year"], november["missing_year"]) == ("2026-12-31", None, 2027)


async def test_a_region_has_holidays_of_its_own_and_its_tickets_other_dates(
    client: httpx2.AsyncClient, world: World
) -> None:
    await world.runtime.database.pool.execute(
        "UPDATE clock SET advanced_by = timestamptz '2026-07-13 10:00+08' - clock_timestamp()"
    )
    document = {**defaults.calendar_document(), "version": 2}
    days = {"2026-07-15": {"kind": "holiday", "zh": "那达慕", "en": "Naadam"}}
    document["regions"] = {"steppe": {"units": ["K1"], "days": days}}
    answer = await client.post("/v1/calendars", headers=await world.key("C", "admin"), json=document)
    assert answer.status_code == 201, answer.text

    told = []
    for code in ("V1", "K2"):
        ticket = await a_ticket(world, code)
        clock = (await client.get(f"/v1/tickets/{ticket}/clock", headers=await world.key("C", "office"))).json()
        told.append((clock["overall"]["region"], clock["overall"]["due_at"], len(clock["overall"]["days"])))
    assert told == [("steppe", "2026-08-04T09:30:00Z", 1), ("base", "2026-08-03T09:30:00Z", 0)]
