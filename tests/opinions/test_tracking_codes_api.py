"""A tracking code reaches its citizen and nobody who works on the matter: shown, by message, or on paper."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from escalation.application.app import attach
from escalation.opinions.domain.tracking_codes import CodeWay, may_confirm, way_for
from tests.support.callers import code_on
from tests.support.makers import move
from tests.support.world import World

Client = httpx2.AsyncClient
Json = dict[str, Any]
OPINION = {"title": "路灯不亮", "content": "村口的路灯坏了三天。", "source": "visit"}
SUBMISSION = {"unit_code": "V1", "title": "路灯不亮", "content": "村口的路灯坏了三天。", "contact": "13800131234"}
FORM = {"urgency": "routine", "difficulty": "simple"}


@pytest.fixture
async def messenger(world: World, app: FastAPI) -> dict[str, str]:
    """The headers of a machine that the operator has named to send codes."""
    headers = await world.key("C", "integrator")
    id_ = await world.runtime.database.pool.fetchval("SELECT id FROM api_keys WHERE role = 'integrator'")
    world.runtime = replace(world.runtime, messengers=frozenset({f"key:{id_}"}))
    attach(app, world.runtime)
    return headers


async def registered(world: World, client: Client, **fields: object) -> Json:
    """An opinion that a village clerk typed in."""
    answer = await client.post("/v1/opinions", json={**OPINION, **fields}, headers=await world.key("V1"))
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def printed(
    world: World, client: Client, opinion: str, who: tuple[str, str] = ("V1", "handler"), reason: str | None = None
) -> httpx2.Response:
    path, headers = f"/v1/opinions/{opinion}/tracking-slip", await world.key(*who)
    return await client.post(path, json={"reason": reason}, headers=headers)


async def answered(world: World, client: Client, opinion: str, *, handler: str = "V1") -> UUID:
    """The opinion's ticket, handled by a unit and waiting for what the citizen says."""
    headers = await world.key("K1", "office")
    formed = await client.post("/v1/tickets", json={**FORM, "opinion_ids": [opinion]}, headers=headers)
    ticket, office = UUID(formed.json()["id"]), world.actor("K1", "office")
    await move(world, ticket, office, "dispatch", unit_id=world.id(handler))
    await move(world, ticket, world.actor(handler), "sign")
    await move(world, ticket, world.actor(handler), "resolve", outcome="solved", reply="已换灯。")
    await move(world, ticket, office, "audit_pass")
    return ticket


async def says(client: Client, code: str, **fields: object) -> httpx2.Response:
    return await client.post("/v1/track/feedback", json={"tracking_code": code, **fields})


async def test_who_sends_it_in_alone_is_shown_the_code_and_closes_the_matter(world: World, client: Client) -> None:
    sent = await client.post("/v1/submissions", json=SUBMISSION)
    code = sent.json()["tracking_code"]
    assert (sent.status_code, set(sent.json())) == (201, {"tracking_code", "unit", "received_at", "upload_token"})

    inbox = await client.get("/v1/opinions", headers=await world.key("V1"))
    (opinion,) = inbox.json()["items"]
    assert (opinion["code_way"], opinion["contact_masked"], opinion["source"]) == ("shown", "****34", "web")
    assert code not in inbox.text

    await answered(world, client, opinion["id"])
    assert (await says(client, code, solved=True)).json()["status"]["code"] == "closed"
    assert await confirmed_by(world, client) == (1, 0)
    await says(client, code, solved=False, note="又不亮了")
    assert await confirmed_by(world, client) == (0, 0)


async def test_a_submission_that_is_repeated_comes_in_once(world: World, client: Client) -> None:
    headers = {"Idempotency-Key": "0195d1c8-9ad2-7c3e-9a41-2b7d6f0c1e11"}
    answers = [await client.post("/v1/submissions", json=SUBMISSION, headers=headers) for _ in range(2)]
    assert answers[0].content == answers[1].content
    inbox = await client.get("/v1/opinions", headers=await world.key("V1"))
    assert len(inbox.json()["items"]) == 1


async def test_nothing_is_sent_in_to_a_unit_that_is_not_there(client: Client, world: World) -> None:
    refused = await client.post("/v1/submissions", json=SUBMISSION | {"unit_code": "V9"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "unknown_unit")


async def test_an_old_person_without_a_telephone_takes_the_code_home_on_paper(world: World, client: Client) -> None:
    """The village writes down what is said and prints the slip; with its code the village cannot close its own work."""
    opinion = (await registered(world, client))["id"]
    slip = await printed(world, client, opinion)
    code = code_on(slip.text)
    assert slip.headers["content-type"].startswith("text/html")
    ticket = await answered(world, client, opinion)

    seen = (await client.post("/v1/track", json={"tracking_code": code})).json()
    assert (seen["reply"], seen["may_answer"], seen["may_confirm"]) == ("已换灯。", True, False)
    refused = await says(client, code, solved=True)
    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN_ACTION")
    again = await says(client, code, solved=False, note="灯还是不亮")
    assert again.json()["status"]["code"] == "in_progress"

    for actor, action, fields in (
        (world.actor("V1"), "resolve", {"outcome": "solved", "reply": "又换了灯。"}),
        (world.actor("K1", "office"), "audit_pass", {}),
        (world.actor("K1", "office"), "confirm", {"solved": True, "satisfaction": 5}),
    ):
        await move(world, ticket, actor, action, **fields)
    assert (await client.post("/v1/track", json={"tracking_code": code})).json()["status"]["code"] == "closed"
    assert await confirmed_by(world, client) == (0, 1)


async def confirmed_by(world: World, client: Client) -> tuple[int, int]:
    """How many matters were closed with a citizen's own code, and how many when they were called."""
    path = "/v1/reports/on-time?since=2000-01-01T00:00:00Z"
    total = (await client.get(path, headers=await world.key("K1", "office"))).json()["total"]
    return total["confirmed_by_code"], total["confirmed_by_call"]


async def test_paper_from_another_unit_than_the_one_that_handled_it_closes_the_matter(
    world: World, client: Client
) -> None:
    opinion = (await registered(world, client))["id"]
    code = code_on((await printed(world, client, opinion)).text)
    await answered(world, client, opinion, handler="K1-ZJ")
    assert (await says(client, code, solved=True)).json()["status"]["code"] == "closed"


async def test_who_handles_it_does_not_close_it_with_a_slip_that_they_printed_in_another_post(
    world: World, client: Client
) -> None:
    admin = await world.key("C", "admin")
    body = {"name": "娜仁", "home_unit_id": str(world.id("V1"))}
    member = (await client.post("/v1/members", json=body, headers=admin)).json()["id"]
    keys = {}
    for unit, role in (("K1", "office"), ("V1", "handler")):
        await client.put(f"/v1/members/{member}/roles/{world.id(unit)}/{role}", headers=admin)
        wanted = {"unit_id": str(world.id(unit)), "role": role, "name": "x", "member_id": member}
        secret = (await client.post("/v1/keys", json=wanted, headers=admin)).json()["secret"]
        keys[role] = {"Authorization": f"Bearer {secret}"}
    opinion = (await registered(world, client))["id"]
    slip = await client.post(f"/v1/opinions/{opinion}/tracking-slip", json={}, headers=keys["office"])
    formed = await client.post(
        "/v1/tickets", json={**FORM, "opinion_ids": [opinion]}, headers=await world.key("K1", "office")
    )
    ticket, office = UUID(formed.json()["id"]), world.actor("K1", "office")
    await move(world, ticket, office, "dispatch", unit_id=world.id("V1"))
    for act in ({"action": "sign"}, {"action": "resolve", "outcome": "solved", "reply": "已换灯。"}):
        done = await client.post(f"/v1/tickets/{ticket}/transitions", json=act, headers=keys["handler"])
        assert done.status_code == 200, done.text
    await move(world, ticket, office, "audit_pass")

    seen = (await client.post("/v1/track", json={"tracking_code": code_on(slip.text)})).json()
    refused = await says(client, code_on(slip.text), solved=True)

    assert (seen["may_answer"], seen["may_confirm"], refused.status_code) == (True, False, 403)


async def test_a_slip_is_printed_once_and_another_one_makes_it_void(world: World, client: Client) -> None:
    opinion = (await registered(world, client))["id"]
    first = code_on((await printed(world, client, opinion)).text)
    again = await printed(world, client, opinion)
    assert (again.status_code, again.json()["code"]) == (409, "CODE_HANDED_OVER")
    second = code_on((await printed(world, client, opinion, reason="遗失")).text)
    statuses = [(await client.post("/v1/track", json={"tracking_code": code})).status_code for code in (first, second)]
    told = await world.runtime.database.pool.fetch(
        "SELECT data ->> 'way' AS way, reason, actor_unit_id FROM events WHERE type = 'opinion.code_given' ORDER BY n"
    )
    assert statuses == [404, 200]
    assert [tuple(row) for row in told] == [("paper", None, world.id("V1")), ("paper", "遗失", world.id("V1"))]


async def test_a_slip_says_where_its_code_is_looked_up_and_the_day_as_people_there_count_it(
    world: World, client: Client, app: FastAPI
) -> None:
    """At half past eight in the evening, by UTC, it is the next day in the village."""
    now = datetime.fromisoformat((await registered(world, client))["received_at"])
    until_evening = (now.replace(hour=20, minute=30) - now) % timedelta(days=1)
    await world.advance(seconds=until_evening.total_seconds())
    there = (now + until_evening).date() + timedelta(days=1)
    app.state.public_address = None
    without = (await printed(world, client, (await registered(world, client))["id"])).text
    app.state.public_address = "https://tickets.example.gov.cn"
    slip = (await printed(world, client, (await registered(world, client))["id"])).text
    assert "https://tickets.example.gov.cn/track" in slip
    assert "/track" not in without
    assert there.isoformat() in slip


async def test_nobody_prints_a_slip_who_does_not_work_on_the_matter(world: World, client: Client) -> None:
    opinion = (await registered(world, client))["id"]
    for who, status in ((("V1", "supervisor"), 403), (("V1", "integrator"), 403), (("V2", "handler"), 404)):
        assert (await printed(world, client, opinion, who)).status_code == status


async def test_a_message_carries_the_code_and_no_clerk_can_collect_it(
    world: World, client: Client, messenger: dict[str, str]
) -> None:
    opinion = await registered(world, client, citizen={"name": "王小明", "contact": "138 0013 1234"})
    assert opinion["code_way"] == "message"
    types = await world.runtime.database.pool.fetch("SELECT type FROM events ORDER BY n")
    assert sorted(row["type"] for row in types) == ["opinion.code_ready", "opinion.received"]

    path = f"/v1/opinions/{opinion['id']}/code-message"
    others = [("V1", "handler"), ("K1", "office"), ("C", "admin"), ("K1", "integrator")]
    assert [(await client.post(path, headers=await world.key(*who))).status_code for who in others] == [403] * 4
    collected = (await client.post(path, headers=messenger)).json()
    assert collected["contact"] == "138 0013 1234"

    await answered(world, client, opinion["id"])
    assert (await says(client, collected["tracking_code"], solved=True)).json()["status"]["code"] == "closed"


async def test_after_a_failure_a_message_is_collected_again_and_has_another_code(
    world: World, client: Client, messenger: dict[str, str]
) -> None:
    opinion = await registered(world, client, citizen={"contact": "138 0013 1234"})
    path = f"/v1/opinions/{opinion['id']}/code-message"
    codes = [(await client.post(path, headers=messenger)).json()["tracking_code"] for _ in range(2)]
    statuses = [(await client.post("/v1/track", json={"tracking_code": code})).status_code for code in codes]
    assert statuses == [404, 200]


async def test_what_has_no_contact_waits_for_paper_and_not_for_a_message(
    world: World, client: Client, messenger: dict[str, str]
) -> None:
    opinion = await registered(world, client, citizen={"name": "王小明", "contact": "村东头第二家"})
    collected = await client.post(f"/v1/opinions/{opinion['id']}/code-message", headers=messenger)
    assert (opinion["code_way"], collected.status_code) == ("paper", 404)


async def test_an_opinion_that_comes_with_its_ticket_has_its_message_too(
    world: World, client: Client, messenger: dict[str, str]
) -> None:
    body = {**FORM, "opinion": {**OPINION, "citizen": {"contact": "13800131234"}}}
    formed = (await client.post("/v1/tickets", json=body, headers=await world.key("V1"))).json()
    (opinion,) = formed["opinion_ids"]
    types = await world.runtime.database.pool.fetch("SELECT type FROM events WHERE opinion_id = $1", UUID(opinion))
    assert "opinion.code_ready" in {row["type"] for row in types}
    collected = await client.post(f"/v1/opinions/{opinion}/code-message", headers=messenger)
    assert collected.status_code == 200


async def test_a_code_that_a_clerk_was_told_once_follows_a_matter_and_does_not_close_it(
    world: World, client: Client
) -> None:
    """As they were told before codes were handed over: nobody knows how."""
    sent = (await client.post("/v1/submissions", json=SUBMISSION)).json()
    pool = world.runtime.database.pool
    await pool.execute("UPDATE opinions SET code_way = NULL, code_given_at = NULL")
    opinion = str(await pool.fetchval("SELECT id FROM opinions"))
    await answered(world, client, opinion)
    assert (await says(client, sent["tracking_code"], solved=True)).status_code == 403
    assert (await says(client, sent["tracking_code"], solved=False, note="没有")).status_code == 200


@pytest.mark.parametrize(
    ("contact", "way"),
    [
        ("13800131234", CodeWay.MESSAGE),
        ("１３８００１３１２３４", CodeWay.MESSAGE),
        ("wang@example.com", CodeWay.MESSAGE),
        ("村东头第二家", CodeWay.PAPER),
        ("12号", CodeWay.PAPER),
        (None, CodeWay.PAPER),
    ],
)
def test_a_message_goes_where_one_can_arrive(contact: str | None, way: CodeWay) -> None:
    assert way_for(contact, messengers=True) is way
    assert way_for(contact, messengers=False) is CodeWay.PAPER


def test_a_code_from_the_printer_of_who_handled_it_never_confirms() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert [may_confirm(CodeWay.PAPER, printer, one) for printer in (one, other, None)] == [False, True, False]
