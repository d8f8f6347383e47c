"""What somebody said is erased at their wish, by four eyes, and nothing of it is left; what was done stays provable."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

import httpx2
import pytest

from escalation.application.tables import METADATA
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.retention import KeptYears
from escalation.privacy.domain.erasure import Erasure, ErasureExtent
from escalation.privacy.engine import erasing
from escalation.privacy.engine.erasing import RetentionWalk
from escalation.privacy.storage import erasures
from escalation.privacy.usecases.erasing import erase_opinion
from escalation.tickets.domain.erasure import ERASED
from escalation.tickets.engine.deadlines import sweep
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_code, move
from tests.support.world import World

Client = httpx2.AsyncClient
Json = dict[str, Any]
NAME, CONTACT, PLACE, DEGREES = "canaryname", "13977755533", "canaryplace", "119.424242"
TITLE, CONTENT = "canarytitle 路灯不亮", "canarycontent 村口的路灯坏了。"
CANARIES = NAME, CONTACT, PLACE, DEGREES, "canarytitle", "canarycontent", "canaryreason", "canaryreply"
OPINION = {
    "title": TITLE, "content": CONTENT, "source": "visit", "place": PLACE,
    "location": {"longitude": float(DEGREES), "latitude": 49.2}, "citizen": {"name": NAME, "contact": CONTACT},
}  # fmt: skip
OFFICE, OTHER = ("K1", "office"), ("T1", "leader")


def key_of(said: object) -> str:
    """An Idempotency-Key for what is asked."""
    return sha256(repr(said).encode()).hexdigest()


async def registered(world: World, client: Client, **fields: object) -> str:
    headers = {**await world.key("V1"), "Idempotency-Key": key_of(fields)}
    answer = await client.post("/v1/opinions", json=OPINION | fields, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def closed(world: World, client: Client, *opinions: str) -> UUID:
    """Their ticket, solved, called back and closed."""
    body = {"opinion_ids": list(opinions), "urgency": "routine", "difficulty": "simple"}
    headers = {**await world.key("V1"), "Idempotency-Key": key_of(opinions)}
    formed = await client.post("/v1/tickets", json=body, headers=headers)
    assert formed.status_code == 201, formed.text
    ticket = UUID(formed.json()["id"])
    for actor, action, fields in (
        (world.actor("V1", "leader"), "dispatch", {"unit_id": world.id("V1"), "instructions": "canaryreason"}),
        (world.actor("V1"), "sign", {}),
        (world.actor("V1"), "resolve", {"outcome": "solved", "reply": "canaryreply 已换灯。"}),
        (world.actor("V1", "leader"), "audit_pass", {"reason": "canaryreason 属实"}),
        (world.actor("K1", "office"), "confirm", {"solved": True}),
    ):
        await move(world, ticket, actor, action, **fields)
    return ticket


async def asked(world: World, client: Client, opinion: str, who: tuple[str, str] = OFFICE) -> httpx2.Response:
    path = f"/v1/opinions/{opinion}/erasure"
    return await client.post(path, json={"reason": "canaryreason 本人要求"}, headers=await world.key(*who))


async def decided(
    world: World, client: Client, erasure: str, who: tuple[str, str] = OTHER, *, approve: bool = True
) -> httpx2.Response:
    path = f"/v1/erasures/{erasure}/decision"
    return await client.post(path, json={"approve": approve}, headers=await world.key(*who))


async def erased(world: World, client: Client, opinion: str) -> None:
    erasure = (await asked(world, client, opinion)).json()["id"]
    assert (await decided(world, client, erasure)).json()["state"] == "approved"
    assert await erasing.step(world.runtime) is False
    assert (
        await world.runtime.database.pool.fetchval("SELECT state FROM erasures WHERE id = $1", UUID(erasure)) == "done"
    )


async def left(world: World, canaries: Sequence[str] = CANARIES) -> set[tuple[str, str]]:
    """Tables that still have one of these words, as text, as bytes, or sealed in an answer."""
    found = set()
    pool, vault = world.runtime.database.pool, world.runtime.vault
    for table in METADATA.tables:
        rows = await pool.fetch(f"SELECT t::text AS row FROM {table} t")
        for canary in canaries:
            words = canary, canary.encode().hex()
            found |= {(table, canary) for row in rows if any(word in row["row"] for word in words)}
    for row in await pool.fetch("SELECT * FROM idempotency"):
        text = vault.open(row["body"], owner=f"{row['principal']}\n{row['key']}".encode()).decode()
        found |= {("idempotency", canary) for canary in canaries if canary in text}
    return found


async def test_nothing_is_left_of_what_was_erased_and_everything_still_verifies(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    code = await a_code(world, UUID(opinion))
    ticket = await closed(world, client, opinion)
    await client.post(f"/v1/opinions/{opinion}/contact", json={"reason": "回访"}, headers=await world.key(*OFFICE))
    assert {table for table, _ in await left(world)} >= {"opinions", "tickets", "idempotency"}

    await erased(world, client, opinion)

    assert await left(world) == set()
    seen = (await client.get(f"/v1/opinions/{opinion}", headers=await world.key(*OFFICE))).json()
    assert (seen["title"], seen["contact_masked"], seen["has_name"]) == (ERASED, None, False)
    assert seen["erased_at"] is not None
    shown = (await client.get(f"/v1/tickets/{ticket}", headers=await world.key(*OFFICE))).json()
    assert (shown["title"], shown["content"], shown["reply"], shown["state"]) == (ERASED, ERASED, None, "closed")
    assert (await client.post("/v1/track", json={"tracking_code": code})).status_code == 404
    for q in ("canarytitle", "路灯"):
        answer = await client.get(
            "/v1/opinions", params={"q": q, "status": "attached"}, headers=await world.key(*OFFICE)
        )
        assert answer.json()["items"] == []
    assert (await verify(world.runtime)).findings == ()


@pytest.mark.parametrize("extent", ["contact", "all"])
async def test_why_somebody_looked_at_the_contact_is_erased_with_it_before_and_after(
    world: World, client: Client, extent: str
) -> None:
    opinion = await registered(world, client)
    look, office = f"/v1/opinions/{opinion}/contact", await world.key(*OFFICE)
    await client.post(look, json={"reason": "canaryreason 之前"}, headers=office)
    async with world.runtime.database.transaction() as connection:
        now = await read_now(connection)
        await erase_opinion(world.runtime, connection, UUID(opinion), ErasureExtent(extent), now, "x")
    told = await client.post(look, json={"reason": "canaryreason 之后"}, headers=office)
    assert told.json() == {"name": None, "contact": None}
    listed = await client.get(f"/v1/opinions/{opinion}/contact-reads", headers=office)
    assert [each["reason"] for each in listed.json()["items"]] == [None, None]
    assert "canaryreason" not in {word for _, word in await left(world)}
    assert (await verify(world.runtime)).findings == ()


async def test_the_look_for_what_is_left_finds_it(world: World, client: Client) -> None:
    """The control: what is sealed is not found as a text, and what is not is found in every place."""
    await registered(world, client)
    found = await left(world)
    assert {
        ("opinions", "canarytitle"),
        ("opinions", PLACE),
        ("opinions", DEGREES),
        ("idempotency", "canarycontent"),
    } <= found
    assert ("opinions", NAME) not in found
    assert ("opinions", CONTACT) not in found


async def test_who_asked_does_not_grant_it_and_neither_does_a_clerk(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    assert (await asked(world, client, opinion, ("V1", "handler"))).status_code == 403
    first = await asked(world, client, opinion)
    again = await asked(world, client, opinion, OTHER)
    assert (first.status_code, again.status_code, again.json()["code"]) == (202, 409, "ERASURE_ASKED")
    erasure = first.json()["id"]
    statuses = [(await decided(world, client, erasure, who)).status_code for who in (OFFICE, ("V1", "handler"))]
    assert statuses == [403, 404]
    assert (await decided(world, client, erasure)).status_code == 200
    assert (await decided(world, client, erasure, ("C", "office"))).json()["code"] == "ERASURE_DECIDED"


async def test_one_human_with_two_keys_is_no_four_eyes(world: World, client: Client) -> None:
    """Two keys of one member; a key and the one that it made; the other way round."""
    member = UUID((await client.post(
        "/v1/members", json={"name": "娜仁", "home_unit_id": str(world.id("K1"))}, headers=await world.key("C", "admin")
    )).json()["id"])  # fmt: skip
    admin = await world.key("C", "admin")
    await client.put(f"/v1/members/{member}/roles/{world.id('K1')}/office", headers=admin)

    async def made(by: dict[str, str], **more: object) -> dict[str, str]:
        body = {"unit_id": str(world.id("K1")), "role": "office", "name": "x", **more}
        answer = await client.post("/v1/keys", json=body, headers=by)
        assert answer.status_code == 201, answer.text
        return {"Authorization": f"Bearer {answer.json()['secret']}"}

    first = await made(admin, member_id=str(member))
    second, third = await made(admin, member_id=str(member)), await made(first)
    another = await made(admin)
    for asking, deciding in ((first, second), (first, third), (third, first)):
        opinion = await registered(world, client, title=f"canarytitle {deciding}"[:60])
        await client.post(f"/v1/opinions/{opinion}/dismiss", json={"reason": "x"}, headers=await world.key("V1"))
        path = f"/v1/opinions/{opinion}/erasure"
        erasure = (await client.post(path, json={"reason": "x"}, headers=asking)).json()["id"]
        path = f"/v1/erasures/{erasure}/decision"
        answers = [await client.post(path, json={"approve": True}, headers=who) for who in (deciding, another)]
        assert [answer.status_code for answer in answers] == [403, 200], answers[0].text


async def test_nobody_learns_of_or_erases_what_is_said_of_them(world: World, client: Client) -> None:
    """The unit it is about received it once, and the matter was taken up by the county above it."""
    opinion = await registered(world, client)
    body = {
        "opinion_ids": [opinion], "urgency": "routine", "difficulty": "simple",
        "unit_id": str(world.id("K1")), "accused_unit_id": str(world.id("V1")),
    }  # fmt: skip
    formed = await client.post("/v1/tickets", json=body, headers=await world.key("K1", "office"))
    assert formed.status_code == 201, formed.text
    accused, above = await world.key("V1", "leader"), await world.key("K1", "office")
    asked_what = {"contact": CONTACT, "reason": "本人查询"}
    held = [
        (await client.post("/v1/holdings", json=asked_what, headers=who)).json()["items"] for who in (accused, above)
    ]
    async with world.runtime.database.transaction() as connection:
        now = await read_now(connection)
        erasure = Erasure(
            new_id(), UUID(opinion), world.id("V1"), world.units["V1"].path, "asked", "canaryreason", now, "key:x",
            None, None, None, None, None,
        )  # fmt: skip
        assert await erasures.insert_erasure(connection, erasure)
    lists = [(await client.get("/v1/erasures", headers=who)).json()["items"] for who in (accused, above)]
    path, approve = f"/v1/erasures/{erasure.id}/decision", {"approve": True}
    decisions = [await client.post(path, json=approve, headers=who) for who in (accused, above)]

    assert [len(items) for items in (*held, *lists)] == [0, 1, 0, 1]
    assert [answer.status_code for answer in decisions] == [404, 200]


async def test_what_was_refused_stays_and_can_be_asked_for_again(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    erasure = (await asked(world, client, opinion)).json()["id"]
    assert (await decided(world, client, erasure, approve=False)).json()["state"] == "refused"
    await erasing.step(world.runtime)
    assert ("opinions", "canarytitle") in await left(world)
    assert (await asked(world, client, opinion)).status_code == 202
    listed = await client.get("/v1/erasures", params={"state": "asked"}, headers=await world.key(*OTHER))
    assert [item["opinion_id"] for item in listed.json()["items"]] == [opinion]


async def test_while_it_is_handled_its_words_are_needed(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    body = {"opinion_ids": [opinion], "urgency": "routine", "difficulty": "simple"}
    await client.post("/v1/tickets", json=body, headers=await world.key("V1"))
    refused = await asked(world, client, opinion)
    assert (refused.status_code, refused.json()["code"]) == (409, "STILL_BEING_HANDLED")


async def test_no_ticket_is_formed_of_what_was_erased_in_the_inbox(world: World, client: Client) -> None:
    gone, other = [await registered(world, client, external_ref=ref, source_system="hotline") for ref in ("1", "2")]
    await erased(world, client, gone)

    async def formed(*opinions: str) -> int:
        body = {"opinion_ids": opinions, "urgency": "routine", "difficulty": "simple"}
        return (await client.post("/v1/tickets", json=body, headers=await world.key("V1"))).status_code

    proposed = await client.get("/v1/sorting-proposals", headers=await world.key("V1"))
    assert other in proposed.text
    assert gone not in proposed.text
    assert [await formed(gone), await formed(gone, other), await formed(other)] == [409, 409, 201]
    dismissed = await client.post(
        f"/v1/opinions/{gone}/dismiss", json={"reason": "已删除"}, headers=await world.key(*OFFICE)
    )
    assert dismissed.status_code == 200, dismissed.text


async def test_of_two_citizens_of_one_ticket_the_other_ones_words_stay(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    other = await registered(
        world,
        client,
        title="canaryother 井盖丢失",
        content="校门口的井盖不见了。",
        place=None,
        location=None,
        citizen=None,
    )
    ticket = await closed(world, client, opinion, other)
    await erased(world, client, opinion)
    row = await world.runtime.database.pool.fetchrow("SELECT title, reply FROM tickets WHERE id = $1", ticket)
    assert row is not None
    assert (row["title"], row["reply"]) == (ERASED, "canaryreply 已换灯。")
    # What clerks wrote is about both.
    assert {word for _, word in await left(world)} == {"canaryreply", "canaryreason"}
    await erased(world, client, other)
    assert await left(world, [*CANARIES, "canaryother"]) == set()
    assert (await verify(world.runtime)).findings == ()


async def test_what_came_by_a_merger_is_erased_in_the_other_ticket_as_well(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    body = {"opinion_ids": [opinion], "urgency": "routine", "difficulty": "simple"}
    merged = (await client.post("/v1/tickets", json=body, headers=await world.key("V1"))).json()["id"]
    other = await registered(world, client, title="canaryother 井盖丢失", content="井盖不见了。", citizen=None)
    body = {"opinion_ids": [other], "urgency": "routine", "difficulty": "simple"}
    into = UUID((await client.post("/v1/tickets", json=body, headers=await world.key("V1"))).json()["id"])
    office = world.actor("K1", "office")
    await move(world, UUID(merged), office, "merge", into_ticket_id=into, reason="canaryreason 同一件事")
    await move(world, into, office, "reject", reason_code="court", reason="canaryreason 不受理")
    await erased(world, client, opinion)
    assert {word for _, word in await left(world)} <= {"canaryreason", PLACE, DEGREES}
    await erased(world, client, other)
    assert await left(world, [*CANARIES, "canaryother"]) <= {("events", "canaryreason"), ("tickets", "canaryreason")}
    assert (await verify(world.runtime)).findings == ()


async def test_an_archived_ticket_is_erased_and_its_history_holds(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    ticket = await closed(world, client, opinion)
    await world.advance(days=400)
    await sweep(world.runtime)
    assert await world.runtime.database.pool.fetchval("SELECT state FROM tickets WHERE id = $1", ticket) == "archived"
    await erased(world, client, opinion)
    assert await left(world) == set()
    assert (await verify(world.runtime)).findings == ()


async def test_words_that_are_put_back_after_an_erasure_are_noticed(world: World, client: Client) -> None:
    """And so is a ticket that says something in the place of what was erased."""
    opinion = await registered(world, client)
    ticket = await closed(world, client, opinion)
    await erased(world, client, opinion)
    pool = world.runtime.database.pool
    await pool.execute("UPDATE tickets SET content = '从来没有坏过。' WHERE id = $1", ticket)
    async with pool.acquire() as raw, raw.transaction():
        await raw.execute("SET LOCAL session_replication_role = replica")
        await raw.execute(
            "UPDATE events SET reason = '别的理由' WHERE ticket_id = $1 AND action = 'audit_pass'", ticket
        )
    found = {finding.invariant for finding in (await verify(world.runtime)).findings}
    assert found == {"I7", "I36"}


async def test_a_request_that_is_repeated_does_not_bring_it_back(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    await erased(world, client, opinion)
    headers = {**await world.key("V1"), "Idempotency-Key": key_of({})}
    again = await client.post("/v1/opinions", json=OPINION, headers=headers)
    assert (again.status_code, again.json()["code"]) == (404, "NOT_FOUND")
    assert await left(world) == set()


async def test_who_repeats_what_led_to_an_erasure_is_told_what_became_of_it(world: World, client: Client) -> None:
    """The answers to lost requests were erased with the rest meanwhile."""
    opinion = await registered(world, client)
    ask, reason = f"/v1/opinions/{opinion}/erasure", {"reason": "canaryreason 本人要求"}
    asking = {**await world.key(*OFFICE), "Idempotency-Key": key_of(opinion)}
    erasure = (await client.post(ask, json=reason, headers=asking)).json()["id"]
    decide, approve = f"/v1/erasures/{erasure}/decision", {"approve": True}
    deciding = {**await world.key(*OTHER), "Idempotency-Key": key_of(erasure)}
    first = await client.post(decide, json=approve, headers=deciding)
    await erasing.step(world.runtime)
    again = [
        await client.post(ask, json=reason, headers=asking),
        await client.post(decide, json=approve, headers=deciding),
    ]
    other = await client.post(decide, json={"approve": False}, headers=deciding)
    assert first.json()["state"] == "approved"
    assert [(answer.status_code, answer.json()["id"], answer.json()["state"]) for answer in again] == [
        (202, erasure, "done"), (200, erasure, "done")
    ]  # fmt: skip
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    assert await left(world) == set()


async def test_subscribers_are_told_that_it_was_erased(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    ticket = await closed(world, client, opinion)
    await erased(world, client, opinion)
    row = await world.runtime.database.pool.fetchrow("SELECT data, reason FROM events WHERE type = 'opinion.erased'")
    assert row is not None
    assert (row["data"]["extent"], row["data"]["ticket_id"], row["reason"]) == ("all", str(ticket), None)


# -- Retention ---------------------------------------------------------------------------------------------------------


async def test_contacts_go_first_and_words_later_and_what_is_open_stays(world: World, client: Client) -> None:
    opinion, waiting = await registered(world, client), await registered(world, client, title="别的事")
    await closed(world, client, opinion)
    runtime = replace(world.runtime, kept=KeptYears(contacts=1, words=3))
    pool = world.runtime.database.pool
    asked_of = "SELECT data_key IS NULL AS contact, erased_at IS NOT NULL AS words FROM opinions WHERE id = $1"

    async def gone(id_: str) -> tuple[bool, bool]:
        row = await pool.fetchrow(asked_of, UUID(id_))
        assert row is not None
        return row["contact"], row["words"]

    said = []
    for years in (0, 2, 2):
        await world.advance(days=366 * years)
        for _ in range(2):
            assert await RetentionWalk().step(runtime) is False
        said.append((await gone(opinion), await gone(waiting)))
    nothing, contact, everything = (False, False), (True, False), (True, True)
    assert said == [(nothing, nothing), (contact, nothing), (everything, nothing)]
    told = await pool.fetch("SELECT data ->> 'extent' AS extent FROM events WHERE type = 'opinion.erased' ORDER BY n")
    assert [row["extent"] for row in told] == ["contact", "all"]
    assert (await verify(world.runtime)).errors == 0


async def test_without_a_setting_nothing_is_erased_by_itself(world: World, client: Client) -> None:
    await closed(world, client, await registered(world, client))
    await world.advance(days=366 * 50)
    assert await RetentionWalk().step(world.runtime) is False
    assert ("opinions", "canarytitle") in await left(world)


async def test_a_walk_looks_at_a_stretch_at_a_time_and_ends(world: World, client: Client) -> None:
    for number in range(5):
        opinion = await registered(world, client, title=f"第{number}件")
        path, leader = f"/v1/opinions/{opinion}/dismiss", await world.key("T1", "leader")
        assert (await client.post(path, json={"reason": "重复"}, headers=leader)).status_code == 200
    await world.advance(days=800)
    walk, runtime = RetentionWalk(stretch=2), replace(world.runtime, kept=KeptYears(words=1))
    assert [await walk.step(runtime) for _ in range(3)] == [True, True, False]
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM opinions WHERE erased_at IS NULL") == 0


# -- What is held ------------------------------------------------------------------------------------------------------


async def test_a_person_is_told_what_is_held_however_the_number_is_written(world: World, client: Client) -> None:
    opinion = await registered(world, client)
    await registered(world, client, title="别人的事", citizen={"contact": "13800000000"})
    await closed(world, client, opinion)
    body = {"contact": "＋８６ 139-7775-5533", "reason": "本人查询"}
    answer = await client.post("/v1/holdings", json=body, headers=await world.key(*OFFICE))
    (held,) = answer.json()["items"]
    assert (held["opinion_id"], held["name"], held["contact"], held["content"]) == (opinion, NAME, CONTACT, CONTENT)
    assert (held["ticket_state"], held["reply"], held["looks"]) == ("closed", "canaryreply 已换灯。", [])
    again = (await client.post("/v1/holdings", json=body, headers=await world.key(*OFFICE))).json()["items"][0]
    assert [look["reason"] for look in again["looks"]] == ["本人查询"]


@pytest.mark.parametrize(("who", "status"), [(("V1", "handler"), 403), (("C", "admin"), 403), (("K2", "office"), 200)])
async def test_what_is_held_elsewhere_is_nobodys_business(
    world: World, client: Client, who: tuple[str, str], status: int
) -> None:
    await registered(world, client)
    body = {"contact": CONTACT, "reason": "查询"}
    answer = await client.post("/v1/holdings", json=body, headers=await world.key(*who))
    assert (answer.status_code, answer.json().get("items", [])) == (status, [])
