"""Stories of clients that read and move tickets over HTTP."""

import httpx2
import pytest

from escalation.kit.database.ids import new_id
from escalation.tickets.api.ticket_rows import TicketRowOut
from escalation.tickets.api.tickets import TicketOut
from escalation.tickets.engine.deadlines import sweep
from tests.support.catalogue import load_categories
from tests.support.makers import a_person, a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World


async def test_what_is_sent_is_what_the_model_promises(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world)
    answer = await client.get(f"/v1/tickets/{ticket}", headers=await world.key("V1"))
    assert answer.status_code == 200
    assert TicketOut.model_validate_json(answer.content).id == ticket
    assert answer.headers["etag"] == '"1"'


async def test_a_known_version_is_not_sent_again(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world)
    headers = await world.key("V1") | {"If-None-Match": 'W/"1"'}
    answer = await client.get(f"/v1/tickets/{ticket}", headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")


async def test_the_life_of_a_ticket_over_http(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world)
    leader, handler, office = await world.key("V1", "leader"), await world.key("V1"), await world.key("K1", "office")
    steps = [
        (leader, {"action": "dispatch", "unit_id": str(world.id("V1"))}),
        (handler, {"action": "sign"}),
        (handler, {"action": "resolve", "outcome": "solved", "reply": "已修好。"}),
        (leader, {"action": "audit_pass"}),
        (office, {"action": "confirm", "solved": True, "satisfaction": 5}),
    ]
    states = []
    for who, body in steps:
        answer = await client.post(f"/v1/tickets/{ticket}/transitions", json=body, headers=who)
        assert answer.status_code == 200, answer.text
        states.append(answer.json()["state"])
    assert states == ["dispatched", "in_progress", "result_submitted", "follow_up", "closed"]
    history = (await client.get(f"/v1/tickets/{ticket}/events", headers=leader)).json()["items"]
    assert [event["sequence"] for event in history] == [1, 2, 3, 4, 5, 6]


async def test_the_answer_to_a_move_says_on_which_version_the_next_one_may_be_decided(
    client: httpx2.AsyncClient, world: World
) -> None:
    url, headers = f"/v1/tickets/{await a_ticket(world)}/transitions", await world.key("V1", "leader")
    first = await client.post(url, json={"action": "dispatch"}, headers=headers)
    known = headers | {"If-Match": first.headers["etag"]}
    second = await client.post(url, json={"action": "comment", "text": "收到。"}, headers=known)
    late = await client.post(url, json={"action": "comment", "text": "收到。"}, headers=known)
    assert (second.status_code, late.status_code) == (200, 412)


async def test_a_dry_run_changes_nothing(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world)
    headers = await world.key("V1", "leader")
    answer = await client.post(
        f"/v1/tickets/{ticket}/transitions?validate_only=true", json={"action": "dispatch"}, headers=headers
    )
    assert answer.json()["state"] == "dispatched"
    assert "etag" not in answer.headers
    assert (await client.get(f"/v1/tickets/{ticket}", headers=headers)).json()["state"] == "registered"


async def test_a_stale_version_is_refused(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world)
    headers = await world.key("V1", "leader") | {"If-Match": '"7"'}
    answer = await client.post(f"/v1/tickets/{ticket}/transitions", json={"action": "dispatch"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (412, "STALE_VERSION")


async def test_a_repeated_key_gets_the_same_bytes_and_one_effect(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world)
    headers = await world.key("V1", "leader") | {"Idempotency-Key": "a-1"}
    url, body = f"/v1/tickets/{ticket}/transitions", {"action": "dispatch"}
    first = await client.post(url, json=body, headers=headers)
    second = await client.post(url, json=body, headers=headers)
    assert (first.content, second.headers["idempotency-replayed"]) == (second.content, "true")
    assert (await client.get(f"/v1/tickets/{ticket}", headers=headers)).json()["version"] == 2
    other = await client.post(url, json={"action": "comment", "text": "嗯"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")


async def test_a_move_that_is_not_there_names_those_that_are(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world)
    answer = await client.post(
        f"/v1/tickets/{ticket}/transitions", json={"action": "sign"}, headers=await world.key("V1", "leader")
    )
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["current_state"]) == (
        409,
        "TRANSITION_NOT_ALLOWED",
        "registered",
    )
    assert "dispatch" in problem["allowed_actions"]


async def test_three_departments_coordinate_and_one_is_waived(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "K1")
    office = world.actor("K1", "office")
    await move(world, ticket, office, "dispatch", unit_id=world.id("K1"))
    await move(world, ticket, world.actor("K1"), "sign")
    lead = await world.key("K1")
    asked = [{"unit_id": str(world.id(code)), "task": "现场处置"} for code in ("K1-ZJ", "K1-JT", "K1-SL")]
    answer = await client.post(
        f"/v1/tickets/{ticket}/transitions", json={"action": "coordinate", "joint_units": asked}, headers=lead
    )
    assert (answer.json()["state"], answer.json()["counts"]["joint_open"]) == ("coordinating", 3)
    tasks = (await client.get(f"/v1/tickets/{ticket}/joint-tasks", headers=lead)).json()["items"]
    by_unit = {task["unit"]["code"]: task["id"] for task in tasks}
    early = await client.post(
        f"/v1/tickets/{ticket}/transitions", json={"action": "resolve", "outcome": "solved", "reply": "1"}, headers=lead
    )
    assert early.status_code == 409
    for code in ("K1-ZJ", "K1-JT"):
        done = await client.post(
            f"/v1/joint-tasks/{by_unit[code]}/report", json={"result": "已完成"}, headers=await world.key(code)
        )
        assert done.json()["state"] == "coordinating"
    done = await client.post(f"/v1/joint-tasks/{by_unit['K1-SL']}/waive", json={"reason": "不涉及"}, headers=lead)
    assert (done.json()["state"], done.json()["counts"]["joint_open"]) == ("in_progress", 0)


async def test_the_overdue_list_is_right_even_if_no_worker_runs(client: httpx2.AsyncClient, world: World) -> None:
    late = await a_ticket(world, "V1")
    await world.advance(days=10)
    fresh = await a_ticket(world, "V1")
    headers = await world.key("K1", "supervisor")
    answer = (await client.get("/v1/tickets?overdue=true&count=capped", headers=headers)).json()
    assert ([item["id"] for item in answer["items"]], answer["total"]) == ([str(late)], "1")
    assert answer["stopped_early"] is False
    on_time = (await client.get("/v1/tickets?overdue=false", headers=headers)).json()
    assert [item["id"] for item in on_time["items"]] == [str(fresh)]


async def test_pages_follow_each_other_without_gap_or_repeat(client: httpx2.AsyncClient, world: World) -> None:
    made = {str(await a_ticket(world, "V1")) for _ in range(7)}
    headers, seen, url = await world.key("C", "office"), [], "/v1/tickets?limit=3&sort=-created"
    cursor = ""
    while True:
        page = (await client.get(url + cursor, headers=headers)).json()
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert (len(seen), set(seen)) == (7, made)


async def test_a_cursor_of_another_list_is_refused(client: httpx2.AsyncClient, world: World) -> None:
    for _ in range(2):
        await a_ticket(world, "V1")
    headers = await world.key("C", "office")
    cursor = (await client.get("/v1/tickets?limit=1", headers=headers)).json()["next_cursor"]
    answer = await client.get(f"/v1/tickets?limit=1&urgency=urgent&cursor={cursor}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_CURSOR")


async def test_filters_narrow_the_list(client: httpx2.AsyncClient, world: World) -> None:
    urgent = await a_ticket(world, "V3", urgency="urgent")
    await a_ticket(world, "V1")
    headers = await world.key("C", "office")
    for query in (
        "urgency=urgent",
        "unit=T2",
        f"holder={world.id('V3')}",
        f"origin={world.id('V3')}",
        "unit=V3&state=registered&level=1",
    ):
        items = (await client.get(f"/v1/tickets?{query}", headers=headers)).json()["items"]
        assert [item["id"] for item in items] == [str(urgent)], query


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("state=closd", "?state"),
        ("state=closed&state=closd", "?state"),
        ("category=no.such", "?category"),
        ("urgency=soon", "?urgency"),
        ("unit=none", "?unit"),
        ("holder=019ab000-0000-7000-8000-000000000001", "?holder"),
        ("origin=019ab000-0000-7000-8000-000000000001", "?origin"),
        ("assignee=019ab000-0000-7000-8000-000000000001", "?assignee"),
        ("department=none", "?department"),
        ("source=rumour", "?source"),
        ("mine=true", "?mine"),
        ("mine=false", "?mine"),
        ("closed_since=yesterday", "?closed_since"),
        ("escalations_min=-1", "?escalations_min"),
        ("colour=red", "?colour"),
        ("state=registered&state=closed", None),
        ("category=urban", None),
        ("category=urban.housing", None),
    ],
)
async def test_a_filter_that_names_nothing_is_refused_and_named(
    client: httpx2.AsyncClient, world: World, query: str, pointer: str | None
) -> None:
    await load_categories(world.runtime)
    answer = await client.get(f"/v1/tickets?{query}", headers=await world.key("C", "office"))
    assert answer.status_code == (200 if pointer is None else 400 if pointer == "?colour" else 422)
    assert [fault["pointer"] for fault in answer.json().get("errors", [])] == ([pointer] if pointer else [])


async def test_a_period_that_ends_before_it_begins_is_refused_wherever_there_is_one(
    client: httpx2.AsyncClient, world: World
) -> None:
    headers, early, late = await world.key("C", "office"), "2026-01-01T00:00:00Z", "2026-01-01T08:00:01%2B08:00"
    lists = [("tickets", f"{name}_") for name in ("due", "created", "closed", "breached")]
    for path, name in [
        *lists,
        ("exports/tickets", "created_"),
        ("reports/breached", ""),
        ("exports/reports/lapsed", ""),
    ]:
        turned = await client.get(f"/v1/{path}?{name}since={late}&{name}until={early}", headers=headers)
        assert turned.status_code == 422, path
        assert [fault["pointer"] for fault in turned.json()["errors"]] == [f"?{name}until"], path
        empty = await client.get(f"/v1/{path}?{name}since={early}&{name}until={early}", headers=headers)
        assert empty.status_code == 200, path


async def test_two_hundred_values_are_too_many_and_that_is_said(client: httpx2.AsyncClient, world: World) -> None:
    many = "&".join(f"state=s{number}" for number in range(200))
    answer = await client.get(f"/v1/tickets?{many}", headers={**await world.key("C"), "Accept-Language": "en"})
    assert (answer.status_code, answer.json()["detail"]) == (400, "The address has more than 100 parameters.")


@pytest.mark.parametrize(
    ("category", "found"), [("urban", 2), ("urban.housing", 2), ("urban.housing.fund", 1), ("rural", 0)]
)
async def test_a_category_stands_for_its_parts(
    client: httpx2.AsyncClient, world: World, category: str, found: int
) -> None:
    await load_categories(world.runtime)
    headers = await world.key("C", "office")
    for part in ("urban.housing", "urban.housing.fund"):
        ticket = await a_ticket(world, "V1")
        await world.runtime.database.pool.execute("UPDATE tickets SET category = $2 WHERE id = $1", ticket, part)
    items = (await client.get(f"/v1/tickets?category={category}", headers=headers)).json()["items"]
    assert len(items) == found


async def test_what_is_mine_is_assigned_to_the_member_of_the_key(client: httpx2.AsyncClient, world: World) -> None:
    mine, of_nobody = await a_ticket(world, "V1"), await a_ticket(world, "V1")
    (me, own), (other, _) = await a_person(world, "V1"), await a_person(world, "V1", "leader")
    await world.runtime.database.pool.execute("UPDATE tickets SET assignee_id = $2 WHERE id = $1", mine, me)
    items = (await client.get("/v1/tickets?mine=true", headers=own)).json()["items"]
    assert [item["id"] for item in items] == [str(mine)]
    items = (await client.get("/v1/tickets", headers=own)).json()["items"]
    assert {item["id"] for item in items} == {str(mine), str(of_nobody)}
    others = await client.get(f"/v1/tickets?mine=true&assignee={other}", headers=own)
    assert [fault["pointer"] for fault in others.json()["errors"]] == ["?assignee"]


async def test_what_was_late_and_climbed_is_found_afterwards(client: httpx2.AsyncClient, world: World) -> None:
    late = await a_ticket(world, "V1")
    for _ in range(3):
        await world.advance(days=10)
        await sweep(world.runtime)
    headers = await world.key("C", "supervisor")
    await a_ticket(world, "V1")
    row = await world.runtime.database.pool.fetchrow("SELECT * FROM tickets WHERE id = $1", late)
    assert row is not None
    breached, created = (row[name].isoformat().replace("+00:00", "Z") for name in ("first_breached_at", "created_at"))
    for query in (
        "ever_breached=true",
        "climbed_by_clock=true",
        "escalations_min=1",
        f"breached_since={breached}&breached_until=2199-01-01T00:00:00Z",
        f"ever_breached=true&created_since={created}",
        "climbed_by_clock=true&escalations_min=1&source=visit&difficulty=simple",
    ):
        items = (await client.get(f"/v1/tickets?{query}", headers=headers)).json()["items"]
        assert [item["id"] for item in items] == [str(late)], query
    for query in (f"breached_until={breached}", f"created_until={created}", "closed_since=2000-01-01T00:00:00Z"):
        assert (await client.get(f"/v1/tickets?{query}", headers=headers)).json()["items"] == [], query


async def test_a_level_has_its_name_in_the_report(client: httpx2.AsyncClient, world: World) -> None:
    await a_ticket(world, "V1")
    await world.advance(days=10)
    headers = {**await world.key("C", "supervisor"), "Accept-Language": "zh"}
    answer = await client.get("/v1/reports/overdue?group_by=level", headers=headers)
    assert [(group["key"], group["name"]) for group in answer.json()["items"]] == [("1", "村级")]


async def test_words_are_taken_literally(client: httpx2.AsyncClient, world: World) -> None:
    await a_ticket(world, "V1")
    headers = await world.key("C", "office")
    found = [
        len((await client.get("/v1/tickets", params={"q": words}, headers=headers)).json()["items"])
        for words in ("路灯", "%%", "__", "';--")
    ]
    assert found == [1, 0, 0, 0]


async def test_the_report_counts_what_is_overdue_by_unit(client: httpx2.AsyncClient, world: World) -> None:
    for code in ("V1", "V1", "V3"):
        await a_ticket(world, code)
    await world.advance(days=10)
    answer = await client.get("/v1/reports/overdue?group_by=unit", headers=await world.key("C", "supervisor"))
    groups = {group["key"]: group["overdue"] for group in answer.json()["items"]}
    assert (groups, answer.json()["overdue"]) == ({"V1": 2, "V3": 1}, 3)
    by_level = await client.get("/v1/reports/overdue?group_by=level", headers=await world.key("K2", "supervisor"))
    assert (by_level.json()["items"], by_level.json()["overdue"]) == ([], 0)


async def test_what_is_not_yours_does_not_exist(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    stranger = await world.key("V3", "leader")
    for path in ("", "/actions", "/clock", "/events", "/hand-overs", "/joint-tasks", "/orders", "/requests"):
        assert (await client.get(f"/v1/tickets/{ticket}{path}", headers=stranger)).status_code == 404, path
    answer = await client.post(f"/v1/tickets/{ticket}/transitions", json={"action": "sign"}, headers=stranger)
    unknown = await client.post(f"/v1/tickets/{new_id()}/transitions", json={"action": "sign"}, headers=stranger)
    assert {answer.status_code, unknown.status_code} == {404}
    assert answer.json()["detail"] == unknown.json()["detail"]


async def test_a_unit_never_sees_a_ticket_about_itself(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "T1", accused="V1")
    assert (await client.get(f"/v1/tickets/{ticket}", headers=await world.key("T1", "leader"))).status_code == 200
    assert (await client.get(f"/v1/tickets/{ticket}", headers=await world.key("V1", "leader"))).status_code == 404
    given = await client.post(
        f"/v1/tickets/{ticket}/transitions",
        json={"action": "dispatch", "unit_id": str(world.id("V1"))},
        headers=await world.key("T1", "leader"),
    )
    assert (given.status_code, given.json()["errors"][0]["code"]) == (422, "accused_unit")


async def test_who_escalated_may_take_it_back_until_it_is_signed_for(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "K1")
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1-ZJ"))
    sender, url = await world.key("K1-ZJ"), f"/v1/tickets/{ticket}/transitions"
    await client.post(url, json={"action": "sign"}, headers=sender)
    up = await client.post(url, json={"action": "escalate", "reason": "超出职权"}, headers=sender)
    assert (up.json()["holder"]["code"], up.json()["level"]) == ("C", 4)
    back = await client.post(url, json={"action": "recall"}, headers=sender)
    assert (back.json()["state"], back.json()["holder"]["code"]) == ("in_progress", "K1-ZJ")
    await client.post(url, json={"action": "escalate", "reason": "超出职权"}, headers=sender)
    await client.post(url, json={"action": "sign"}, headers=await world.key("C"))
    assert (await client.get(f"/v1/tickets/{ticket}", headers=sender)).status_code == 404


async def test_a_recall_finds_units_that_lie_elsewhere_in_the_tree(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    office = await world.key("C", "office")
    url = f"/v1/tickets/{ticket}/transitions"
    given = {"action": "dispatch", "unit_id": str(world.id("K2"))}
    assert (await client.post(url, json=given, headers=office)).json()["holder"]["code"] == "K2"
    assert (await client.post(url, json={"action": "sign"}, headers=await world.key("K2"))).status_code == 200
    moved = {"action": "transfer", "unit_id": str(world.id("K1-ZJ")), "reason": "属地在前旗"}
    assert (await client.post(url, json=moved, headers=office)).json()["holder"]["code"] == "K1-ZJ"
    back = await client.post(url, json={"action": "recall"}, headers=office)
    assert (back.json()["holder"]["code"], back.json()["dispatcher"]["code"]) == ("K2", "C")


async def test_whoever_a_ticket_is_about_does_not_see_it_even_from_above(
    client: httpx2.AsyncClient, world: World
) -> None:
    ticket = await a_ticket(world, "V1", accused="T1")
    asked = {code: await world.key(code, "leader") for code in ("T1", "V1", "K1")}
    seen = {code: (await client.get(f"/v1/tickets/{ticket}", headers=key)).status_code for code, key in asked.items()}
    listed = {code: len((await client.get("/v1/tickets", headers=key)).json()["items"]) for code, key in asked.items()}
    assert seen == {"T1": 404, "V1": 404, "K1": 200}
    assert listed == {"T1": 0, "V1": 0, "K1": 1}


async def test_a_matter_about_somebody_is_not_merged_to_where_they_would_see_it(
    client: httpx2.AsyncClient, world: World
) -> None:
    about, plain = await a_ticket(world, "K1", accused="T1"), await a_ticket(world, "T1")
    alike = await a_ticket(world, "K1", accused="T1")
    office, url = await world.key("K1", "office"), f"/v1/tickets/{about}/transitions"
    refused = await client.post(url, json={"action": "merge", "into_ticket_id": str(plain)}, headers=office)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "less_protected")
    merged = await client.post(url, json={"action": "merge", "into_ticket_id": str(alike)}, headers=office)
    assert merged.json()["state"] == "merged"


async def test_a_confidential_matter_is_not_merged_into_an_open_secret(
    client: httpx2.AsyncClient, world: World
) -> None:
    secret, plain = await a_ticket(world, "K1"), await a_ticket(world, "K1")
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET confidential = true WHERE id = $1", secret)
    office = await world.key("K1", "office")
    bodies = {into: {"action": "merge", "into_ticket_id": str(into)} for into in (plain, secret)}
    refused = await client.post(f"/v1/tickets/{secret}/transitions", json=bodies[plain], headers=office)
    merged = await client.post(f"/v1/tickets/{plain}/transitions", json=bodies[secret], headers=office)
    assert (refused.status_code, merged.status_code) == (422, 200)


async def test_the_clock_turns_only_in_a_sandbox(client: httpx2.AsyncClient, world: World) -> None:
    answer = await client.post("/v1/sandbox/clock", json={"advance": "P3D"}, headers=await world.key("C", "admin"))
    assert answer.status_code == 404


async def test_the_sweep_is_counted_in_the_metrics(client: httpx2.AsyncClient, world: World) -> None:
    await a_ticket(world)
    await world.advance(days=10)
    await sweep(world.runtime)
    text = (await client.get("/metrics")).text
    assert 'escalation_deadlines_total{action="warn"}' in text


async def test_rows_are_the_list_without_its_texts_and_with_names(client: httpx2.AsyncClient, world: World) -> None:
    ticket, other = await a_ticket(world, "V1"), await a_ticket(world, "V2")
    member, _ = await a_person(world, "V1", name="乌云")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1", "leader"), "assign", member_id=member)
    headers = await world.key("T1", "leader")
    whole = (await client.get("/v1/tickets", headers=headers)).json()["items"]
    answer = await client.get("/v1/tickets?view=row", headers=headers)
    rows = [TicketRowOut.model_validate(item) for item in answer.json()["items"]]
    assert [str(row.id) for row in rows] == [item["id"] for item in whole]
    assert {row.id: row.assignee and row.assignee.name for row in rows} == {ticket: "乌云", other: None}
    assert "村口的路灯坏了三天" not in answer.text
    (mine,) = (await client.get("/v1/tickets?view=row", headers=await world.key("V1"))).json()["items"]
    assert mine["duties"] == ["holder", "origin", "handler", "dispatcher"]
    assert {row.id: row.duties for row in rows} == {ticket: [], other: []}
