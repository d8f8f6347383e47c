"""The rules of the programme: one document, whose sections the mechanisms check, published like all others."""

from importlib.resources import files
from typing import Any, Final

import httpx2
from pydantic import StrictInt

from escalation.application.programme_rules import SECTIONS
from escalation.kit.parsing.checked_documents import Document, read
from escalation.programme.visits.domain.rules import SECTION
from escalation.publishing.domain.rule_sections import RuleSection, shipped_document, shipped_section
from escalation.publishing.usecases.programme_rules import ProgrammeDocument, rules_in_force
from tests.support.world import World

SHIPPED: Final[Any] = {name: part for name, part in shipped_document().items() if name != "version"}


async def publish(client: httpx2.AsyncClient, world: World, document: object, query: str = "") -> httpx2.Response:
    return await client.post(f"/v1/programmes{query}", headers=await world.key("C", "admin"), json=document)


async def in_force(world: World) -> int:
    async with world.runtime.database.connection() as connection:
        return (await rules_in_force(world.runtime, connection, SECTION)).recorded_within_days


def test_every_section_that_comes_along_is_checked_by_its_mechanism() -> None:
    """A file of `data/programme` and a line of `application/programme_rules.py` belong together."""
    names = {each.name for each in files("escalation").joinpath("data", "programme").iterdir()}
    assert names == {f"{section.name}.yaml" for section in SECTIONS}
    for section in SECTIONS:
        section.parse(shipped_section(section.name))


async def test_a_section_is_in_force_as_it_was_published_last(client: httpx2.AsyncClient, world: World) -> None:
    assert await in_force(world) == SHIPPED["visits"]["recorded_within_days"]
    longer = {**SHIPPED, "visits": {**SHIPPED["visits"], "recorded_within_days": 45}}
    check = await client.post("/v1/programmes/checks", headers=await world.key("C", "admin"), json=longer)
    assert (check.status_code, check.json()) == (200, {"version": 2, "taken_back": []})
    assert (await publish(client, world, longer)).status_code == 201
    assert await in_force(world) == 45
    listed = (await client.get("/v1/programmes", headers=await world.key("V1"))).json()["items"]
    assert [(each["version"], each["in_force"]) for each in listed] == [(2, True), (1, False)]


async def test_what_nobody_knows_or_is_wrong_is_refused_with_its_place(
    client: httpx2.AsyncClient, world: World
) -> None:
    wrong = {**SHIPPED, "moon": {}, "visits": {**SHIPPED["visits"], "warn_at": 2.5, "sun": 1}}
    answer = await publish(client, world, wrong)
    assert answer.status_code == 422
    assert {(each["pointer"], each["code"]) for each in answer.json()["errors"]} == {
        ("/moon", "unknown_field"), ("/visits/warn_at", "wrong_shape"), ("/visits/sun", "unknown_field"),
    }  # fmt: skip
    assert (
        await client.post("/v1/programmes", headers=await world.key("K1", "admin"), json=SHIPPED)
    ).status_code == 403


async def test_a_section_that_is_left_out_has_to_be_meant_and_is_the_one_that_comes_along(
    client: httpx2.AsyncClient, world: World
) -> None:
    await publish(client, world, {**SHIPPED, "visits": {**SHIPPED["visits"], "recorded_within_days": 45}})
    without = {name: part for name, part in SHIPPED.items() if name != "visits"}
    refused = await publish(client, world, without)
    assert (refused.status_code, refused.json()["code"]) == (409, "CONFIRMATION_NEEDED")
    assert (await publish(client, world, without, "?confirm=true")).status_code == 201
    assert await in_force(world) == SHIPPED["visits"]["recorded_within_days"]


class Rule(Document):
    most: StrictInt


def test_a_section_is_parsed_once_for_each_version() -> None:
    asked: list[object] = []

    def parse(section: object) -> Rule:
        asked.append(section)
        return read(Rule, section)

    section, document = RuleSection("lots", parse), ProgrammeDocument({"version": 1, "lots": {"most": 3}})
    assert [document.of(section).most for _ in range(3)] == [3, 3, 3]
    assert asked == [{"most": 3}]
