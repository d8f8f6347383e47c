"""What a citizen sees with a tracking code, and what a citizen can say."""

from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from escalation.actors import Actor
from escalation.errors import TooManyRequests
from escalation.kit.web.rate_limit import Throttle
from escalation.opinions.api.tracking import TrackOut
from tests.support.full_width import in_full_width
from tests.support.makers import a_code, move
from tests.support.world import World

OPINION = {"title": "路灯不亮", "content": "村口的路灯坏了三天。", "source": "visit"}
Client = httpx2.AsyncClient
Json = dict[str, Any]


async def a_matter(world: World, client: Client) -> tuple[str, UUID]:
    """A registered ticket of one opinion: its tracking code and its id."""
    body = {"opinion": {**OPINION, "citizen": {"name": "王小明"}}, "urgency": "routine", "difficulty": "simple"}
    formed = (await client.post("/v1/tickets", json=body, headers=await world.key("V1"))).json()
    return await a_code(world, UUID(formed["opinion_ids"][0])), UUID(formed["id"])


async def work(world: World, ticket: UUID, until: str) -> None:
    """A village solves it, up to and including one move."""
    leader, handler = world.actor("V1", "leader"), world.actor("V1", "handler")
    moves: tuple[tuple[str, Actor, Json], ...] = (
        ("dispatch", leader, {"unit_id": world.id("V1"), "instructions": "内部要求：先查线路"}),
        ("sign", handler, {}),
        ("resolve", handler, {"outcome": "solved", "reply": "已换灯。"}),
        ("audit_pass", leader, {"reason": "内部意见：可以"}),
        ("confirm", world.actor("K1", "office"), {"solved": True, "satisfaction": 4}),
    )
    for action, actor, fields in moves:
        await move(world, ticket, actor, action, **fields)
        if action == until:
            return


async def track(client: Client, code: str) -> Json:
    answer = await client.post("/v1/track", json={"tracking_code": code})
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    TrackOut.model_validate(body)
    return body


async def say(client: Client, code: str, **fields: object) -> httpx2.Response:
    return await client.post("/v1/track/feedback", json={"tracking_code": code, **fields})


async def test_a_code_tells_how_far_the_matter_is_and_nothing_internal(world: World, client: Client) -> None:
    code, ticket = await a_matter(world, client)
    assert (await track(client, code))["status"] == {"code": "registered", "zh": "已登记", "en": "Registered"}
    await work(world, ticket, until="resolve")
    waiting = await track(client, code)
    assert (waiting["reply"], waiting["may_answer"], waiting["unit"]) == (None, False, "单位V1")
    await move(world, ticket, world.actor("V1", "leader"), "audit_pass", reason="内部意见：可以")
    answered = await track(client, code)
    assert (answered["reply"], answered["may_answer"]) == ("已换灯。", True)
    assert [step["step"] for step in answered["steps"]] == ["received", "dispatched", "answered"]
    assert answered["due_at"].endswith("Z")
    text = str(answered)
    assert "内部" not in text
    assert "王小明" not in text
    assert "key:" not in text


async def test_an_escalated_matter_shows_who_has_it_now(world: World, client: Client) -> None:
    code, ticket = await a_matter(world, client)
    await work(world, ticket, until="sign")
    await move(world, ticket, world.actor("V1", "handler"), "escalate", reason="村里解决不了")
    seen = await track(client, code)
    assert ([step["step"] for step in seen["steps"]][-1], seen["unit"]) == ("escalated", "单位T1")
    assert "解决不了" not in str(seen)


async def test_an_opinion_in_the_inbox_is_received(world: World, client: Client) -> None:
    sent = (await client.post("/v1/opinions", json=OPINION, headers=await world.key("V1"))).json()
    code = await a_code(world, UUID(sent["id"]))
    seen = await track(client, code)
    assert (seen["status"]["code"], seen["due_at"], seen["unit"]) == ("received", None, "单位V1")
    answer = await say(client, code, solved=True)
    assert (answer.status_code, answer.json()["code"]) == (409, "TRANSITION_NOT_ALLOWED")


async def test_a_code_may_be_typed_carelessly(world: World, client: Client) -> None:
    code, _ = await a_matter(world, client)
    assert await track(client, f" {code.replace('-', ' ').lower()}")
    assert await track(client, in_full_width(code.lower()))


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "x", "一二三", "'; --"])
async def test_a_code_that_opens_nothing_is_just_not_found(world: World, client: Client, code: str) -> None:
    for answer in (await client.post("/v1/track", json={"tracking_code": code}), await say(client, code, solved=True)):
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


async def test_a_satisfied_citizen_closes_the_matter(world: World, client: Client) -> None:
    code, ticket = await a_matter(world, client)
    await work(world, ticket, until="audit_pass")
    answer = await say(client, code, solved=True, satisfaction=5, note="谢谢")
    assert (answer.status_code, answer.json()["status"]["code"]) == (200, "closed")
    seen = (await client.get(f"/v1/tickets/{ticket}", headers=await world.key("V1", "leader"))).json()
    assert (seen["solved"], seen["satisfaction"]) == (True, 5)


async def test_a_dissatisfied_citizen_sends_it_back_and_says_why(world: World, client: Client) -> None:
    code, ticket = await a_matter(world, client)
    await work(world, ticket, until="audit_pass")
    silent = await say(client, code, solved=False)
    assert [error["pointer"] for error in silent.json()["errors"]] == ["/note"]
    answer = await say(client, code, solved=False, satisfaction=1, note="灯还是不亮")
    assert answer.json()["status"]["code"] == "in_progress"
    assert (await track(client, code))["reply"] is None


async def test_a_citizen_reopens_a_closed_matter_inside_the_window_only(world: World, client: Client) -> None:
    code, ticket = await a_matter(world, client)
    await work(world, ticket, until="confirm")
    assert (await say(client, code, solved=False, note="又不亮了")).json()["status"]["code"] == "in_progress"
    other, late = await a_matter(world, client)
    await work(world, late, until="confirm")
    await world.advance(days=400)
    refused = await say(client, other, solved=False, note="又不亮了")
    assert (refused.status_code, refused.json()["code"]) == (422, "GUARD_FAILED")


async def test_a_citizen_cannot_answer_before_there_is_a_result(world: World, client: Client) -> None:
    code, ticket = await a_matter(world, client)
    await work(world, ticket, until="sign")
    for fields in ({"solved": True}, {"solved": False, "note": "快点"}):
        answer = await say(client, code, **fields)
        assert (answer.status_code, answer.json()["code"]) == (409, "TRANSITION_NOT_ALLOWED")


async def test_a_repeated_answer_counts_once_and_keys_of_citizens_are_their_own(world: World, client: Client) -> None:
    headers = {"Idempotency-Key": "answer"}
    answers = []
    for _ in range(2):
        code, ticket = await a_matter(world, client)
        await work(world, ticket, until="audit_pass")
        body = {"tracking_code": code, "solved": False, "note": "没有解决"}
        answers += [await client.post("/v1/track/feedback", json=body, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert [answer.headers.get("Idempotency-Replayed") for answer in answers] == [None, "true", None, "true"]


async def test_too_many_guesses_have_to_wait(world: World, client: Client, app: FastAPI) -> None:
    app.state.throttle = Throttle(each=3)
    body = {"tracking_code": "0000-0000-0000-0000"}
    answers = [await client.post("/v1/track", json=body) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert answers[-1].json()["code"] == "TOO_MANY_REQUESTS"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20


def test_an_address_that_waits_may_go_on_and_another_never_had_to() -> None:
    now = [1000.0]
    throttle = Throttle(each=2, all_=100, clock=lambda: now[0])
    throttle.admit("a")
    throttle.admit("a")
    with pytest.raises(TooManyRequests) as refusal:
        throttle.admit("a")
    throttle.admit("b")
    now[0] += float(str(refusal.value.extra["retry_after"]))
    throttle.admit("a")


def test_all_addresses_together_have_a_bound_too() -> None:
    throttle = Throttle(each=2, all_=5, clock=lambda: 1000.0)
    for address in "abcde":
        throttle.admit(address)
    with pytest.raises(TooManyRequests):
        throttle.admit("f")
