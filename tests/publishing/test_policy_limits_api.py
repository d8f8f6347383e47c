"""Which limit would apply? The answer is what a ticket gets that is registered then."""

from collections.abc import AsyncIterator
from copy import deepcopy
from itertools import cycle, product
from typing import Any

import httpx2
import pytest

from escalation.clocks import defaults
from escalation.kit.runtime.context import Runtime
from tests.support.makers import a_ticket
from tests.support.world import World

LEVELS = {"V1": 1, "T1": 2, "K1": 3, "C": 4}


@pytest.fixture(autouse=True)
async def _only_the_seed_stays(runtime: Runtime) -> AsyncIterator[None]:
    yield
    await runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


def a_policy(**overall: Any) -> dict[str, Any]:
    """The default one without its version, with one more rule about the whole ticket."""
    document: Any = deepcopy(defaults.policy_document())
    del document["version"]
    if overall:
        document["overall"].append({"zh": "另一条规则", "en": "Another rule", **overall})
    return dict(document)


async def ask(client: httpx2.AsyncClient, headers: dict[str, str], query: dict[str, Any], version: int = 1) -> Any:
    wanted = {"level": 1, "urgency": "routine", "difficulty": "simple", "at": "2026-02-10T02:00:00Z", **query}
    answer = await client.get(f"/v1/policies/{version}/applying-limit", headers=headers, params=wanted)
    return answer.json()


async def test_the_answer_is_what_a_ticket_gets(client: httpx2.AsyncClient, world: World) -> None:
    difficulties = cycle(("hard", "simple", "moderate", "simple"))
    for (origin, level), urgency in product(LEVELS.items(), ("routine", "urgent", "critical")):
        await world.advance(days=5, hours=7)
        world.keys.clear()  # Those of before have expired.
        headers = await world.key("C", "admin")
        difficulty = next(difficulties)
        ticket = await a_ticket(world, origin, urgency=urgency, difficulty=difficulty)
        clock = (await client.get(f"/v1/tickets/{ticket}/clock", headers=headers)).json()
        about = {"unit": origin, "level": level, "urgency": urgency, "difficulty": difficulty}
        stage: dict[str, str]
        told: Any = None
        for watch, stage in ((clock["overall"], {}), (clock["stage"], {"stage": "dispatch"})):
            told = await ask(client, headers, {"at": watch["started_at"], **about, **stage})
            assert (told["rule"]["id"], told["due_at"]) == (watch["rule"]["id"], watch["due_at"])
            assert (told["days"], told["provisional"]) == (watch["days"], watch["provisional"])
        assert (told["yellow_at"], told["orange_at"]) == (clock["yellow_at"], clock["orange_at"])


async def test_it_says_which_holidays_count_and_why_others_were_passed_over(
    client: httpx2.AsyncClient, world: World
) -> None:
    told = await ask(client, await world.key("V1"), {"stage": "handle"})

    assert told["rule"]["id"] == "handle.routine.simple"
    assert told["rule"]["source"].startswith("《济南市12345")
    assert [(day["kind"], day["first"], day["last"]) for day in told["days"]] == [
        ("workday", "2026-02-14", "2026-02-14"), ("holiday", "2026-02-15", "2026-02-23"),
    ]  # fmt: skip
    passed = {each["id"]: (each["unmet"], each["ends_sooner"]) for each in told["passed_over"]}
    assert passed["handle.critical.hard"] == (["urgency", "difficulty"], False)
    assert len(passed) == 8


async def test_a_less_specific_rule_and_a_law_that_ends_sooner_are_told_apart(
    client: httpx2.AsyncClient, world: World
) -> None:
    admin = await world.key("C", "admin")
    document = a_policy(id="law", limit="1d", statutory=True, source="某条例第一条")
    published = await client.post("/v1/policies", headers=admin, json=document)
    assert published.json()["version"] == 2

    told = await ask(client, admin, {}, 2)
    sign = await ask(client, admin, {"stage": "dispatch"}, 2)

    assert told["rule"]["id"] == "overall.routine.simple"
    assert {each["id"]: each["ends_sooner"] for each in told["passed_over"]}["law"] is True
    less = {each["id"]: (each["unmet"], each["ends_sooner"]) for each in sign["passed_over"]}
    assert sign["rule"]["id"] == "dispatch.routine.grassroots"
    assert less["dispatch.routine"] == ([], False)


async def test_the_table_says_what_the_single_answers_say(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("V1")
    table = (await client.get("/v1/policies/1/limits", headers=headers)).json()

    assert len(table["cells"]) == 9 * 5 * 3 * 3
    for cell in table["cells"][::29]:
        about = {name: cell[name] for name in ("level", "urgency", "difficulty", "stage") if cell[name] is not None}
        assert (await ask(client, headers, about))["rule"]["id"] == cell["rule_id"]
    words = {rule["id"]: rule["limit_in_words"] for rule in table["rules"]}
    assert words["handle.routine.simple"] == "5 working days, the day of the start is not counted"
    assert {(each["stage"], each["urgency"]): each["limit"] for each in table["graces"]}["sign", "urgent"] == "4wh"


@pytest.mark.parametrize(("query", "pointer"), [({"unit": "nowhere"}, "?unit"), ({"category": "nothing"}, "?category")])
async def test_a_place_that_is_not_known_is_refused(
    client: httpx2.AsyncClient, world: World, query: dict[str, str], pointer: str
) -> None:
    told = await ask(client, await world.key("V1"), query)
    assert [error["pointer"] for error in told["errors"]] == [pointer]


async def test_a_check_says_what_publishing_would_and_writes_nothing(client: httpx2.AsyncClient, world: World) -> None:
    admin = await world.key("C", "admin")
    lacking, wrong = a_policy(), a_policy()
    dropped = lacking["stages"]["coordinate"].pop()
    wrong["overall"][0]["limit"] = "soon"

    review = await client.post("/v1/policies/checks", headers=admin, json=lacking)
    refused = await client.post("/v1/policies/checks", headers=admin, json=wrong)
    outside = await client.post("/v1/policies/checks", headers=await world.key("K1", "admin"), json=lacking)

    assert dropped["id"] == "coordinate.routine.hard"
    assert (review.status_code, review.json()["version"]) == (200, 2)
    assert [each["code"] for each in review.json()["taken_back"]] == ["rule_dropped"]
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/overall/0/limit"]
    assert outside.status_code == 403
    assert [each["version"] for each in (await client.get("/v1/policies", headers=admin)).json()["items"]] == [1]
