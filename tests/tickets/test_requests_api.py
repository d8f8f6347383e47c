"""Stories of holders that ask for what they cannot grant, and of those who chase and supervise them, over HTTP."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import httpx2
import pytest

from escalation.actors import Means
from escalation.errors import ForbiddenAction
from escalation.identity.storage.people import insert_person, link_member
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.tickets.engine.deadlines import sweep
from tests.support.callers import Json
from tests.support.makers import a_person, a_ticket, move
from tests.support.world import World


class Desk:
    """One ticket of K1, held by K1-ZJ, and everybody who has to do with it."""

    def __init__(self, client: httpx2.AsyncClient, world: World, ticket: UUID) -> None:
        self.client = client
        self.world = world
        self.ticket = ticket
        self.url = f"/v1/tickets/{ticket}"

    async def act(self, who: str, action: str, **fields: object) -> httpx2.Response:
        """A move, as `"K1 office"`."""
        return await self.post(who, f"{self.url}/transitions", action=action, **fields)

    async def post(self, who: str, path: str, **body: object) -> httpx2.Response:
        headers = await self.world.key(*who.split(" "))
        return await self.client.post(path, json=body, headers=headers)

    async def get(self, path: str = "", who: str = "K1 office") -> Json:
        answer = await self.client.get(f"{self.url}{path}", headers=await self.world.key(*who.split(" ")))
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    async def the_one(self, part: str) -> Json:
        """The only request, or the only order."""
        (one,) = (await self.get(f"/{part}"))["items"]
        return dict(one)

    async def decide(self, who: str, *, approve: bool, **reason: str) -> httpx2.Response:
        """Decide the newest request."""
        newest = (await self.get("/requests"))["items"][-1]
        return await self.post(who, f"/v1/requests/{newest['id']}/decision", approve=approve, **reason)

    async def types(self) -> list[str]:
        """What happened, by the types of events."""
        return [event["type"] for event in (await self.get("/events?limit=200"))["items"]]


@pytest.fixture
async def desk(client: httpx2.AsyncClient, world: World) -> Desk:
    """Dispatched by the office of K1 and signed for by its department ZJ."""
    ticket = await a_ticket(world, "K1")
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1-ZJ"))
    await move(world, ticket, world.actor("K1-ZJ"), "sign")
    return Desk(client, world, ticket)


def said(answer: httpx2.Response) -> tuple[int, str]:
    """The status of an answer and its code, if it is a refusal."""
    return answer.status_code, answer.json().get("code", "")


# -- Extensions (延期) -----------------------------------------------------------------------------------------------


async def test_an_extension_is_asked_for_and_granted_and_the_first_promise_is_kept_on_record(desk: Desk) -> None:
    before = await desk.get()
    asked = await desk.act("K1-ZJ handler", "extend", days=2, reason="等待配件")
    assert asked.json()["counts"]["requests_open"] == 1
    assert asked.json()["stage"]["due_at"] == before["stage"]["due_at"]
    request = await desk.the_one("requests")
    assert (request["kind"], request["state"], request["approver"]) == ("extension", "pending", "leader")
    assert request["decide_by"] <= before["stage"]["due_at"]

    granted = (await desk.decide("K1-ZJ leader", approve=True)).json()

    assert granted["stage"]["due_at"] == request["until"] > before["stage"]["due_at"]
    assert granted["due_at"] > before["due_at"]
    assert granted["due_original_at"] == before["due_original_at"]
    assert (granted["counts"]["extensions"], granted["counts"]["requests_open"]) == (1, 0)
    assert (await desk.the_one("requests"))["state"] == "approved"


async def test_an_extension_is_asked_for_until_a_moment_or_for_some_days_and_not_both(desk: Desk) -> None:
    due = datetime.fromisoformat((await desk.get())["stage"]["due_at"])
    both = await desk.act("K1-ZJ handler", "extend", days=2, until=due.isoformat(), reason="等待配件")
    same = await desk.act("K1-ZJ handler", "extend", until=due.isoformat(), reason="等待配件")
    far = await desk.act("K1-ZJ handler", "extend", days=366, reason="等待配件")
    codes = [answer.json()["errors"][0]["code"] for answer in (both, same, far)]
    assert codes == ["either_or", "not_later", "too_long"]


async def test_an_extension_a_second_after_the_limit_is_refused(desk: Desk) -> None:
    due = datetime.fromisoformat((await desk.get())["stage"]["due_at"])
    now = datetime.fromisoformat((await desk.get("/clock"))["now"])
    await desk.world.advance(seconds=(due - now).total_seconds() + 1)
    late = await desk.act("K1-ZJ handler", "extend", days=2, reason="等待配件")
    assert said(late) == (409, "TRANSITION_NOT_ALLOWED")
    assert late.json()["detail"] == "The limit has passed. An extension has to be asked for before."
    assert "extend" not in late.json().get("allowed_actions", [])


async def test_a_second_extension_waits_for_the_dispatcher_and_a_third_is_not_there(desk: Desk) -> None:
    await desk.act("K1-ZJ handler", "extend", days=1, reason="等待配件")
    await desk.decide("K1-ZJ leader", approve=True)
    await desk.act("K1-ZJ handler", "extend", days=1, reason="仍在等待")
    not_theirs = await desk.decide("K1-ZJ leader", approve=True)
    assert said(not_theirs)[0] == 403
    assert (await desk.decide("K1 office", approve=True)).status_code == 200
    third = await desk.act("K1-ZJ handler", "extend", days=1, reason="还要等待")
    assert said(third) == (409, "TRANSITION_NOT_ALLOWED")


async def test_a_refused_extension_changes_no_date_and_needs_a_reason(desk: Desk) -> None:
    before = await desk.get()
    await desk.act("K1-ZJ handler", "extend", days=2, reason="等待配件")
    silent = await desk.decide("K1-ZJ leader", approve=False)
    refused = await desk.decide("K1-ZJ leader", approve=False, reason="理由不足")
    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (422, "/reason")
    assert refused.json()["stage"]["due_at"] == before["stage"]["due_at"]
    request = await desk.the_one("requests")
    assert (request["state"], request["answer"]) == ("refused", "理由不足")


async def test_a_request_that_nobody_decides_lapses(desk: Desk) -> None:
    await desk.act("K1-ZJ handler", "extend", days=2, reason="等待配件")
    await desk.world.advance(days=6)
    await sweep(desk.world.runtime)
    assert (await desk.the_one("requests"))["state"] == "lapsed"


async def test_what_was_decided_is_not_decided_again(desk: Desk) -> None:
    await desk.act("K1-ZJ handler", "extend", days=2, reason="等待配件")
    await desk.decide("K1-ZJ leader", approve=True)
    again = await desk.decide("K1-ZJ leader", approve=True)
    assert (again.status_code, again.json()["code"]) == (409, "TRANSITION_NOT_ALLOWED")


async def test_a_decision_can_be_tried_and_repeated(desk: Desk) -> None:
    await desk.act("K1-ZJ handler", "extend", days=2, reason="等待配件")
    request = await desk.the_one("requests")
    url, leader = f"/v1/requests/{request['id']}/decision", await desk.world.key("K1-ZJ", "leader")
    tried = await desk.client.post(f"{url}?validate_only=true", json={"approve": True}, headers=leader)
    assert (tried.json()["counts"]["extensions"], (await desk.get())["counts"]["extensions"]) == (1, 0)
    stale = await desk.client.post(url, json={"approve": True}, headers=leader | {"If-Match": '"1"'})
    assert stale.status_code == 412
    once = leader | {"Idempotency-Key": "d-1"}
    first, again = [await desk.client.post(url, json={"approve": True}, headers=once) for _ in range(2)]
    assert (first.content, again.headers["idempotency-replayed"]) == (again.content, "true")


async def test_what_somebody_asked_with_a_key_they_do_not_decide_in_person(desk: Desk) -> None:
    """Nor with another key; somebody else who leads the same unit does."""
    world = desk.world
    member, own_key = await a_person(world, "K1-ZJ", "leader", name="娜仁")
    asked = await desk.client.post(
        f"{desk.url}/transitions", headers=own_key, json={"action": "extend", "days": 2, "reason": "等待配件"}
    )
    assert asked.status_code == 200, asked.text
    person, fields = new_id(), {"request_id": UUID((await desk.the_one("requests"))["id"])}
    async with world.runtime.database.transaction() as connection:
        now = await read_now(connection)
        await insert_person(connection, person, "娜仁", now)
        await link_member(connection, member, person, now)
    leader = world.actor("K1-ZJ", "leader")
    in_person = replace(leader, principal=f"person:{person}", person_id=person, means=Means.SESSION)
    for own in (in_person, replace(leader, member_id=member)):
        with pytest.raises(ForbiddenAction, match="yourself"):
            await move(world, desk.ticket, own, "approve_request", **fields)
    await move(world, desk.ticket, replace(leader, person_id=new_id()), "approve_request", **fields)


# -- Parking (挂账) and termination (终止) ---------------------------------------------------------------------------


async def test_a_parked_ticket_stands_still_and_goes_on_by_itself(desk: Desk) -> None:
    before = await desk.get("/clock")
    resume_on = (datetime.fromisoformat(before["now"]) + timedelta(days=20)).date().isoformat()
    asked = await desk.act("K1-ZJ handler", "park", reason_code="season", reason="冬季无法施工", resume_on=resume_on)
    assert asked.status_code == 200, asked.text
    parked = (await desk.decide("K1 office", approve=True)).json()
    assert (parked["state"], parked["resume_at"] is not None) == ("parked", True)
    clock = await desk.get("/clock")
    assert (clock["stage"]["paused"], clock["overall"]["paused"]) == (True, True)
    assert clock["next"]["action"] == "resume"

    await desk.world.advance(days=21)
    await sweep(desk.world.runtime)

    goes_on, after = await desk.get(), await desk.get("/clock")
    assert (goes_on["state"], goes_on["resume_at"]) == ("in_progress", None)
    assert after["overall"]["budget_seconds"] == before["overall"]["budget_seconds"]
    assert "ticket.resumed" in await desk.types()


async def test_nothing_is_parked_into_the_past_or_for_ever(desk: Desk) -> None:
    fields = {"reason_code": "season", "reason": "冬季无法施工"}
    past = await desk.act("K1-ZJ handler", "park", resume_on="2020-01-01", **fields)
    far = await desk.act("K1-ZJ handler", "park", resume_on="2036-01-01", **fields)
    assert [answer.json()["errors"][0]["code"] for answer in (past, far)] == ["in_the_past", "too_long"]


async def test_an_end_is_granted_by_the_office(desk: Desk) -> None:
    await desk.act("K1-ZJ handler", "terminate", reason="反映人放弃诉求")
    ended = (await desk.decide("K1 office", approve=True)).json()
    assert ended["state"] == "terminated"


# -- Objections (退单) -----------------------------------------------------------------------------------------------


async def object_(desk: Desk) -> httpx2.Response:
    """Say that it is the business of K1-JT."""
    suggested = str(desk.world.id("K1-JT"))
    return await desk.act(
        "K1-ZJ handler", "object", reason_code="not_ours", reason="不属于住建职责", suggested_unit_id=suggested
    )


async def test_an_objection_that_is_accepted_brings_the_ticket_back_to_who_gave_it_out(desk: Desk) -> None:
    due = (await desk.get())["due_at"]
    assert (await object_(desk)).status_code == 200
    request = await desk.the_one("requests")
    assert (request["kind"], request["approver"], request["suggested_unit"]["code"]) == (
        "objection",
        "dispatcher",
        "K1-JT",
    )
    back = (await desk.decide("K1 office", approve=True, reason="情况属实")).json()
    assert (back["state"], back["holder"]["code"], back["counts"]["returns"]) == ("registered", "K1", 1)
    assert back["due_at"] == due


async def test_whose_objection_was_refused_keeps_the_ticket_and_cannot_object_again(desk: Desk) -> None:
    await object_(desk)
    refused = (await desk.decide("K1 office", approve=False, reason="属于住建职责")).json()
    assert (refused["state"], refused["no_return"]) == ("in_progress", True)
    assert said(await object_(desk)) == (409, "TRANSITION_NOT_ALLOWED")


async def test_who_was_designated_cannot_object(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "K1")
    desk = Desk(client, world, ticket)
    given = await desk.act("K1 office", "dispatch", unit_id=str(world.id("K1-ZJ")), designate=True)
    assert given.json()["no_return"] is True
    await desk.act("K1-ZJ handler", "sign")
    assert said(await object_(desk)) == (409, "TRANSITION_NOT_ALLOWED")


async def test_an_objection_comes_soon_or_not_at_all(desk: Desk) -> None:
    await desk.act("K1-ZJ handler", "comment", text="在办")
    await desk.world.advance(days=15)
    assert said(await object_(desk)) == (409, "TRANSITION_NOT_ALLOWED")


# -- Chasing and supervising (催办, 督办) ----------------------------------------------------------------------------


async def test_an_urge_is_counted_and_told(desk: Desk) -> None:
    urged = (await desk.act("K1 office", "urge", text="请抓紧办理。")).json()
    assert (urged["counts"]["urges"], urged["state"]) == (1, "in_progress")
    assert "ticket.urged" in await desk.types()


async def test_a_level_supervises_once_and_another_level_besides(desk: Desk) -> None:
    first = await desk.act("K1 office", "supervise", colour="yellow", text="请说明进度。")
    again = await desk.act("K1 supervisor", "supervise", colour="red", text="请说明进度。")
    above = await desk.act("C supervisor", "supervise", colour="orange", text="请说明进度。")
    assert (first.status_code, said(again), above.status_code) == (200, (409, "TRANSITION_NOT_ALLOWED"), 200)
    assert again.json()["detail"].startswith("Your level supervises this ticket already.")
    assert above.json()["counts"]["orders_open"] == 2


async def test_an_answered_order_makes_room_for_another(desk: Desk) -> None:
    await desk.act("K1 office", "supervise", colour="yellow", text="请说明进度。")
    order = await desk.the_one("orders")
    answered = await desk.post("K1-ZJ handler", f"/v1/orders/{order['id']}/answer", text="已完成一半。")
    assert answered.json()["counts"]["orders_open"] == 0
    assert {(await desk.the_one("orders"))[name] for name in ("state", "answer")} == {"answered", "已完成一半。"}
    assert (await desk.act("K1 office", "supervise", colour="yellow", text="请继续。")).status_code == 200


async def test_an_order_that_nobody_answers_rises(desk: Desk) -> None:
    await desk.act("K1 office", "supervise", colour="yellow", text="请说明进度。")
    colours = []
    for _ in range(3):
        colours.append((await desk.the_one("orders"))["colour"])
        wake = datetime.fromisoformat((await desk.the_one("orders"))["wake_at"])
        now = datetime.fromisoformat((await desk.get("/clock"))["now"])
        await desk.world.advance(seconds=(wake - now).total_seconds() + 1)
        for _ in range(4):
            await sweep(desk.world.runtime)
    last = await desk.the_one("orders")
    assert (colours, last["colour"], last["wake_at"]) == (["yellow", "orange", "red"], "red", None)


async def test_a_supervised_ticket_does_not_vanish_into_another_one(desk: Desk) -> None:
    other = await a_ticket(desk.world, "K1")
    await desk.act("K1 office", "supervise", colour="yellow", text="请说明进度。")
    merged = await desk.act("K1 office", "merge", into_ticket_id=str(other))
    assert said(merged) == (409, "TRANSITION_NOT_ALLOWED")


async def test_a_ticket_that_is_graded_anew_has_other_limits_from_the_same_start(desk: Desk) -> None:
    before = await desk.get()
    graded = (await desk.act("K1 office", "reclassify", urgency="critical", reason="涉及人身安全")).json()
    assert (graded["urgency"], graded["due_rule"]) == ("critical", "overall.critical.simple")
    assert graded["stage"]["started_at"] == before["stage"]["started_at"]
    assert graded["stage"]["due_at"] < before["stage"]["due_at"]
    assert graded["due_original_at"] == before["due_original_at"]


# -- Sight -----------------------------------------------------------------------------------------------------------


async def test_what_is_not_seen_is_neither_read_nor_decided(desk: Desk) -> None:
    await desk.act("K1-ZJ handler", "extend", days=2, reason="等待配件")
    await desk.act("K1 office", "supervise", colour="yellow", text="请说明进度。")
    request, order = await desk.the_one("requests"), await desk.the_one("orders")
    asked = [
        await desk.post("K2 leader", f"/v1/requests/{request['id']}/decision", approve=True),
        await desk.post("K2 leader", f"/v1/orders/{order['id']}/answer", text="x"),
        *[
            await desk.client.get(f"{desk.url}/{part}", headers=await desk.world.key("K2", "leader"))
            for part in ("requests", "orders", "clock")
        ],
    ]
    assert {answer.status_code for answer in asked} == {404}
