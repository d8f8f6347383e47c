"""Stories of meetings: units that do not meet are told, agendas are drawn, decisions move tickets, minutes are kept."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.database.clock import read_now
from escalation.programme.meetings.domain.agenda import Why, drawn
from escalation.programme.meetings.engine.rounds import step
from escalation.programme.meetings.storage.rounds import keep_rounds
from escalation.tickets.engine.deadlines import sweep
from tests.support.callers import Callers, Json
from tests.support.endpoint_makers import give_places
from tests.support.things import FORM, OPINION, act

MEETINGS, ROUNDS, DECISIONS = "/v1/meetings", "/v1/meeting-rounds", "/v1/meeting-decisions"
ESCALATE = {"action": "escalate", "reason": "会议议定"}


async def plan(callers: Callers, code: str, *, days: int = 1) -> Json:
    """A meeting that a unit's office plans for some days from now."""
    async with callers.world.runtime.database.connection() as connection:
        at = await read_now(connection) + timedelta(days=days)
    who, unit = f"{code} office", str(callers.world.id(code))
    return await callers.send(who, MEETINGS, unit_id=unit, planned_at=at.isoformat(), place="三楼会议室")


async def settle(callers: Callers) -> None:
    """Let the engine do all that is due."""
    runtime = callers.world.runtime
    while (await sweep(runtime)).applied:
        pass
    while await step(runtime):
        pass


async def states(callers: Callers, who: str) -> dict[str, str]:
    """Of the rounds that somebody sees, by the code of the unit."""
    found = await callers.pages(who, ROUNDS)
    return {each["unit"]["code"]: each["state"] for each in found}


async def item_of(callers: Callers, who: str, meeting: Json, ticket_id: str) -> Json:
    """A ticket on the agenda of a meeting."""
    whole = await callers.get(who, f"{MEETINGS}/{meeting['id']}")
    found: Json = next(each for each in whole["agenda"] if (each["ticket"] or {}).get("id") == ticket_id)
    return found


async def held_by(callers: Callers, code: str) -> str:
    """A ticket that a unit has in hand."""
    ticket = (await callers.send(f"{code} leader", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    await act(callers, f"{code} leader", ticket, "dispatch", unit_id=str(callers.world.id(code)))
    await act(callers, f"{code} handler", ticket, "sign")
    return str(ticket)


async def test_two_months_without_a_meeting_raise_the_alarm_once_until_one_is_held(callers: Callers) -> None:
    await settle(callers)
    units = {"C", "K1", "K2", "T1", "T2", "V1", "V2", "V3"}
    assert await states(callers, "C leader") == dict.fromkeys(units, "waiting")
    assert set(await states(callers, "T1 leader")) == {"T1", "V1", "V2"}
    assert set(await states(callers, "T1 handler")) == {"T1"}
    await callers.world.advance(days=55)
    await settle(callers)
    assert set((await states(callers, "C leader")).values()) == {"due_soon"}
    await callers.world.advance(days=10)
    await settle(callers)
    assert set((await states(callers, "C leader")).values()) == {"overdue"}
    # Other rules that name the same days tell nobody again, and neither do those of before.
    async with callers.world.runtime.database.connection() as connection:
        changed = await keep_rounds(connection, {4: 2, 3: 2, 2: 2, 1: 2}, 30, "Asia/Shanghai", await _now(callers), 50)
    assert changed == len(units)
    await settle(callers)
    await give_places(callers.world.runtime)
    for type_ in ("meeting.due_soon", "meeting.overdue"):
        told = (await callers.get("T1 leader", f"/v1/events?type={type_}&limit=50"))["items"]
        assert len(told) == 3, type_
        assert {each["record_id"] for each in told} == {str(callers.world.id(code)) for code in ("T1", "V1", "V2")}
    meeting = await plan(callers, "K1")
    (own,) = (await callers.get("K1 handler", f"{ROUNDS}?unit=K1"))["items"]
    assert own["next_id"] == meeting["id"]
    held = await callers.send("K1 leader", f"{MEETINGS}/{meeting['id']}/holding", chair="书记", summary="本阶段小结")
    assert (held["session"], held["state"]) == (1, "held")
    await settle(callers)
    assert (await states(callers, "C leader"))["K1"] == "waiting"
    assert (await states(callers, "C leader"))["K2"] == "overdue"
    (own,) = (await callers.get("K1 handler", ROUNDS))["items"]
    day = datetime.fromisoformat(held["held_at"]).astimezone(UTC) + timedelta(hours=8)
    due = datetime.fromisoformat(own["due_on"])
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == 2
    again = await callers.ask("K1 leader", "POST", f"{MEETINGS}/{meeting['id']}/holding", json={})
    assert (again.status_code, again.json()["code"]) == (409, "MEETING_OVER")
    second = await plan(callers, "K1")
    assert (await callers.send("K1 office", f"{MEETINGS}/{second['id']}/holding"))["session"] == 2


async def test_what_waits_is_drawn_with_why_again_and_again_and_changed_by_hand(callers: Callers) -> None:
    climbed, late, other = await held_by(callers, "V1"), await held_by(callers, "V1"), await held_by(callers, "V2")
    await act(callers, "V1 leader", climbed, "escalate", reason="本级无力解决")
    who, unit = "T1 leader", str(callers.world.id("T1"))
    meeting = await callers.send(who, MEETINGS, unit_id=unit, planned_at="2027-03-01T01:00:00Z")
    path = f"{MEETINGS}/{meeting['id']}"
    first = await callers.send(who, f"{path}/draws")
    assert [(each["ticket"]["id"], each["why"]) for each in first["items"]] == [(climbed, ["climbed"])]
    pool = callers.world.runtime.database.pool
    await pool.execute("UPDATE tickets SET problem = true WHERE id = ANY ($1::text[]::uuid[])", [climbed, late])
    second = await callers.send(who, f"{path}/draws")
    assert [(each["ticket"]["id"], each["why"]) for each in second["items"]] == [
        (climbed, ["problem", "climbed"]),
        (late, ["problem"]),
    ]
    assert await callers.send(who, f"{path}/draws") == second
    topic = await callers.send(who, f"{path}/agenda", topic="下一步安排", reason="阶段安排")
    assert topic["why"] == ["by_hand"]
    await callers.send(who, f"{path}/agenda", ticket_id=other, reason="群众反映集中")
    twice = await callers.ask(who, "POST", f"{path}/agenda", json={"ticket_id": other, "reason": "再议"})
    assert (twice.status_code, twice.json()["code"]) == (409, "DUPLICATE")
    gone = second["items"][1]["id"]
    await callers.send(who, f"/v1/agenda-items/{gone}/removal", reason="已当面解决")
    await pool.execute("UPDATE tickets SET problem = false WHERE id = $1::text::uuid", climbed)
    third = await callers.send(who, f"{path}/draws")
    shown = {(each["ticket"] or {}).get("id"): each for each in third["items"]}
    assert shown[climbed]["why"] == ["climbed"]
    assert shown[late]["removed_reason"] == "已当面解决"
    assert shown[other]["why"] == ["by_hand"]
    assert shown[None]["topic"] == "下一步安排"
    assert third["items"][0]["ticket"]["id"] == climbed
    assert (await callers.get("V1 leader", MEETINGS))["items"] == []
    assert (await callers.ask("V1 leader", "GET", path)).status_code == 404
    assert (await callers.ask("K1 leader", "POST", f"{path}/draws")).status_code == 403
    assert (await callers.ask("K2 leader", "POST", f"{path}/draws")).status_code == 404


async def test_decisions_move_tickets_with_the_standing_of_who_decides_and_stay_open_where_refused(
    callers: Callers,
) -> None:
    ticket = await held_by(callers, "T1")
    who, unit = "T1 leader", str(callers.world.id("T1"))
    meeting = await callers.send(who, MEETINGS, unit_id=unit, planned_at="2027-03-01T01:00:00Z")
    added = await callers.send(who, f"{MEETINGS}/{meeting['id']}/agenda", ticket_id=ticket, reason="拟上报")
    path = f"/v1/agenda-items/{added['id']}/decisions"
    supervise = {"action": "supervise", "text": "请说明", "colour": "yellow"}
    ordered = await callers.send(who, path, text="挂牌督办", move=supervise)
    assert (ordered["kind"], ordered["state"]) == ("order", "done")
    refused = await callers.send(who, path, text="再次督办", move=supervise)
    assert (refused["kind"], refused["state"], refused["refusal"]["code"]) == (
        "order",
        "open",
        "TRANSITION_NOT_ALLOWED",
    )
    assert refused["refusal"]["detail"]
    lacking = await callers.ask(who, "POST", path, json={"text": "督办", "move": {"action": "supervise", "text": "x"}})
    assert (lacking.status_code, [each["pointer"] for each in lacking.json()["errors"]]) == (422, ["/move/colour"])
    task = await callers.send(who, path, text="入户核实", unit_id=str(callers.world.id("V1")), due_on="2027-03-05")
    assert (task["kind"], task["state"], task["unit"]["code"]) == ("task", "open", "V1")
    moved = await callers.send(who, path, text="上报旗级", move={"action": "escalate", "reason": "会议议定"})
    assert (moved["kind"], moved["state"], moved["refusal"]) == ("move", "done", None)
    assert (await callers.get(who, f"/v1/tickets/{ticket}"))["holder"]["code"] == "K1"
    # Its level supervises it already; the level above does not yet.
    again = await callers.send("K1 office", f"{DECISIONS}/{refused['id']}/attempts", **supervise)
    assert (again["state"], again["refusal"]) == ("done", None)
    listed = await callers.get("V1 handler", f"{DECISIONS}?progress=open")
    assert [each["id"] for each in listed["items"]] == [task["id"]]
    assert (await callers.get("V2 handler", DECISIONS))["items"] == []
    await callers.world.advance(days=(datetime(2027, 3, 7, tzinfo=UTC) - await _now(callers)).days + 1)
    await settle(callers)
    (late,) = (await callers.get("T1 office", f"{DECISIONS}?progress=overdue"))["items"]
    await give_places(callers.world.runtime)
    (told,) = (await callers.get("V1 handler", "/v1/events?type=decision.overdue"))["items"]
    details = told["data"]["details"]
    assert (details["meeting_id"], details["due_on"]) == (meeting["id"], "2027-03-05")
    assert (late["id"], late["overdue"]) == (task["id"], True)
    counted = (await callers.get(who, f"{MEETINGS}/{meeting['id']}"))["decisions"]
    assert counted == {"done": 3, "open": 1, "overdue": 1}
    assert (await callers.ask("V2 handler", "POST", f"{DECISIONS}/{task['id']}/completion", json={})).status_code == 404
    forbidden = await callers.ask("T1 handler", "POST", f"{DECISIONS}/{task['id']}/completion", json={})
    assert forbidden.status_code == 403
    done = await callers.send("V1 handler", f"{DECISIONS}/{task['id']}/completion", note="已核实")
    assert (done["state"], done["note"]) == ("done", "已核实")
    over = await callers.ask(who, "POST", f"{DECISIONS}/{task['id']}/withdrawal", json={"reason": "不再需要"})
    assert (over.status_code, over.json()["code"]) == (409, "MEETING_DECISION_ENDED")


async def _now(callers: Callers) -> datetime:
    async with callers.world.runtime.database.connection() as connection:
        return await read_now(connection)


async def test_of_two_who_decide_on_one_item_at_once_one_is_told_and_tickets_move_once(callers: Callers) -> None:
    ticket = await held_by(callers, "T1")
    who, unit = "T1 leader", str(callers.world.id("T1"))
    meeting = await callers.send(who, MEETINGS, unit_id=unit, planned_at="2027-03-01T01:00:00Z")
    item = await callers.send(who, f"{MEETINGS}/{meeting['id']}/agenda", ticket_id=ticket, reason="拟上报")
    path, body = f"/v1/agenda-items/{item['id']}/decisions", {"text": "上报旗级", "move": ESCALATE}
    version = {"If-Match": f'"{item["version"]}"'}
    answers = await asyncio.gather(
        *(callers.ask(each, "POST", path, json=body, headers=version) for each in (who, "T1 office", who, "T1 office"))
    )
    assert sorted(each.status_code for each in answers) == [201, 412, 412, 412]
    # Whoever has not looked at the version decides as well, and is told that the ticket has moved on.
    late = [each.json() for each in await asyncio.gather(*(callers.ask(who, "POST", path, json=body) for _ in "12"))]
    assert [each["state"] for each in late] == ["open", "open"]
    assert all(each["refusal"]["detail"] for each in late)
    found = await item_of(callers, who, meeting, ticket)
    assert found["ticket"]["escalations"] == 1
    key = {"Idempotency-Key": "once"}
    said = {"text": "入户核实", "due_on": "2099-01-01"}
    twice = await asyncio.gather(*(callers.ask(who, "POST", path, json=said, headers=key) for _ in "12"))
    assert len({each.content for each in twice if each.status_code == 201}) == 1
    assert len((await item_of(callers, who, meeting, ticket))["decisions"]) == 4


@given(
    st.dictionaries(
        st.sampled_from([each for each in Why if each is not Why.BY_HAND]),
        st.lists(st.tuples(st.uuids(), st.datetimes(timezones=st.just(UTC))), max_size=6),
    ),
    st.integers(1, 8),
)
def test_what_is_drawn_is_every_ticket_once_with_all_its_reasons(
    found: dict[Why, list[tuple[UUID, datetime]]], most: int
) -> None:
    tickets = drawn(found, most)
    all_ids = {id_ for each in found.values() for id_, _ in each}
    naive = {id_: {why for why, each in found.items() if id_ in {one for one, _ in each}} for id_ in all_ids}
    assert len(tickets) == min(most, len(naive))
    assert all(set(each.why) == naive[each.id] for each in tickets)
    left = [len(whys) for id_, whys in naive.items() if id_ not in {each.id for each in tickets}]
    assert max(left, default=0) <= min((len(each.why) for each in tickets), default=9)


async def test_minutes_are_numbered_and_say_who_has_to_do_what_until_when(callers: Callers) -> None:
    ticket = await held_by(callers, "T1")
    who, unit = "T1 leader", str(callers.world.id("T1"))
    meeting = await callers.send(who, MEETINGS, unit_id=unit, planned_at="2027-03-01T01:00:00Z", place="三楼会议室")
    path = f"{MEETINGS}/{meeting['id']}"
    item = await callers.send(who, f"{path}/agenda", ticket_id=ticket, reason="<b>反映集中</b>")
    topic = await callers.send(who, f"{path}/agenda", topic="<b>下一步</b>", reason="阶段安排")
    decide = f"/v1/agenda-items/{item['id']}/decisions"
    await callers.send(who, decide, text="入户核实", unit_id=str(callers.world.id("V1")), due_on="2099-01-05")
    dropped = await callers.send(who, decide, text="不再提起的事", due_on="2099-01-05")
    await callers.send(who, f"{DECISIONS}/{dropped['id']}/withdrawal", reason="另行安排")
    moved = await callers.ask(
        who, "POST", f"/v1/agenda-items/{topic['id']}/decisions", json={"text": "上报", "move": ESCALATE}
    )
    assert moved.status_code == 422
    assert "联席会议议程" in (await callers.ask(who, "GET", f"{path}/minutes")).text
    held = await callers.send(who, f"{path}/holding", chair="巴特尔", attendance="各嘎查负责人", outlook="下月回头看")
    page = (await callers.ask("T1 handler", "GET", f"{path}/minutes")).text
    number = f"联纪〔{held['year']}〕1号"
    for said in (
        "联席会议纪要",
        number,
        "巴特尔",
        "入户核实",
        "2099-01-05",
        "待落实",
        "下月回头看",
        "&lt;b&gt;下一步",
        "路灯不亮",
    ):
        assert said in page, said
    assert "不再提起的事" not in page
    english = (await callers.ask("C supervisor", "GET", f"{path}/minutes?language=en")).text
    assert "Minutes of the joint meeting" in english
    link = (await callers.get("T1 handler", f"{path}/minutes/link"))["path"]
    assert number in (await callers.ask("", "GET", link)).text
    pdf = await callers.ask(who, "GET", f"{path}/minutes?format=pdf")
    assert pdf.status_code == 503 or pdf.content.startswith(b"%PDF")
    assert (await callers.ask("V1 leader", "GET", f"{path}/minutes")).status_code == 404
    changed = await callers.put(who, f"{path}/minutes", chair="娜仁")
    assert (changed["chair"], changed["outlook"]) == ("娜仁", None)
