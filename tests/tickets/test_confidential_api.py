"""A confidential matter is for offices and leaders of its line, and for the member to whom it was assigned by name."""

import json

import pytest
from sqlalchemy import true

from escalation.tickets.storage.visibility import Viewer
from tests.support.callers import Callers, Json
from tests.support.endpoint_makers import give_places
from tests.support.makers import a_person
from tests.support.receivers import NEIGHBOURHOOD
from tests.support.things import FORM, act
from tests.support.visibility_rules import forget_statements

WORD = "canary7x"
TEXTS: Json = {"title": f"{WORD} 举报", "content": f"村里账目不清。{WORD}", "source": "visit", "confidential": True}
PARTS = "", "/actions", "/clock", "/events", "/form", "/hand-overs", "/joint-tasks", "/orders", "/requests"
LISTS = (
    "/v1/tickets?count=capped", "/v1/tickets?q=举报", "/v1/work", "/v1/work/handle", "/v1/work/overdue", "/v1/opinions",
    "/v1/opinions?status=attached", "/v1/reports/overdue?group_by=unit", "/v1/reports/breached?group_by=origin",
    "/v1/exports/tickets?format=jsonl", "/v1/exports/opinions?format=jsonl&status=attached",
    "/v1/exports/hand-overs?format=jsonl", "/v1/events?limit=500",
    "/v1/events/stream?seconds=0&after=earliest", "/metrics",
)  # fmt: skip


@pytest.fixture
async def secret(callers: Callers) -> str:
    """Given out by the county to a department, signed for by its leader, commented on, and late by now."""
    made = await callers.send("K1 leader", "/v1/tickets", **FORM, opinion=TEXTS)
    await act(callers, "K1 office", made["id"], "dispatch", unit_id=str(callers.world.id("K1-ZJ")))
    await act(callers, "K1-ZJ leader", made["id"], "sign")
    await act(callers, "K1-ZJ leader", made["id"], "comment", text=f"已约谈。{WORD}")
    await callers.world.advance(days=60)
    callers.world.keys.clear()
    await give_places(callers.world.runtime)
    return str(made["id"])


async def told(callers: Callers, headers: dict[str, str], ticket: str) -> dict[str, tuple[int, str]]:
    """Everything somebody is told who asks for the ticket, and for all lists in which it could be."""
    paths = [*(f"/v1/tickets/{ticket}{part}" for part in PARTS), *LISTS]
    answers = {path: await callers.ask("", "GET", path, headers=headers) for path in paths}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}, answers
    return {path: (answer.status_code, answer.text) for path, answer in answers.items()}


@pytest.mark.parametrize(
    "who",
    ["K1-ZJ handler", "K1-ZJ admin", "K1-ZJ supervisor", "K1 handler", "K1 supervisor", "K1 integrator", "C admin"],
)
async def test_the_rest_of_the_line_is_told_nothing_by_no_path(callers: Callers, secret: str, who: str) -> None:
    found = await told(callers, await callers.key(who), secret)

    assert {status for path, (status, _) in found.items() if secret in path} == {404}
    assert [path for path, (_, text) in found.items() if WORD in text or (secret in text and secret not in path)] == []
    counted = json.loads(found["/v1/tickets?count=capped"][1])
    work = json.loads(found["/v1/work"][1])["items"]
    assert (counted["total"], {item["count"] for item in work}) == ("0", {"0"})
    assert json.loads(found["/v1/reports/overdue?group_by=unit"][1])["overdue"] == 0


@pytest.mark.parametrize("who", ["K1-ZJ leader", "K1 office", "K1 leader", "C leader", "C office"])
async def test_offices_and_leaders_of_the_line_see_it(callers: Callers, secret: str, who: str) -> None:
    found = await told(callers, await callers.key(who), secret)

    assert {status for path, (status, _) in found.items() if secret in path} == {200}
    assert json.loads(found["/v1/tickets?count=capped"][1])["total"] == "1"
    assert WORD in found["/v1/exports/tickets?format=jsonl"][1]
    assert WORD in found["/v1/events?limit=500"][1]


async def test_a_leader_of_another_line_does_not(callers: Callers, secret: str) -> None:
    found = await told(callers, await callers.key("K2 leader"), secret)
    assert [path for path, (_, text) in found.items() if WORD in text] == []


async def test_who_may_not_see_it_cannot_move_it_or_merge_into_it(callers: Callers, secret: str) -> None:
    moves = {"action": "comment", "text": "x"}, {"action": "urge", "text": "x"}
    other = await callers.send("K1 leader", "/v1/tickets", **FORM, opinion={**TEXTS, "confidential": False})
    merge = {"action": "merge", "into_ticket_id": secret}
    refused = [
        await callers.ask("K1-ZJ handler", "POST", f"/v1/tickets/{secret}/transitions", json=move) for move in moves
    ]
    assert {answer.status_code for answer in refused} == {404}
    unseen = await callers.ask("K1 admin", "POST", f"/v1/tickets/{other['id']}/transitions", json=merge)
    assert unseen.status_code == 403


async def test_the_member_to_whom_it_was_assigned_by_name_sees_it_and_colleagues_do_not(
    callers: Callers, secret: str
) -> None:
    member, theirs = await a_person(callers.world, "K1-ZJ")
    _, colleagues = await a_person(callers.world, "K1-ZJ")
    before = await callers.ask("", "GET", f"/v1/tickets/{secret}", headers=theirs)

    await act(callers, "K1-ZJ leader", secret, "assign", member_id=str(member))

    mine, others = await told(callers, theirs, secret), await told(callers, colleagues, secret)
    assert before.status_code == 404
    assert {status for path, (status, _) in mine.items() if secret in path} == {200}
    counted = {path: json.loads(found["/v1/tickets?count=capped"][1])["total"] for path, found in
               (("mine", mine), ("others", others))}  # fmt: skip
    assert counted == {"mine": "1", "others": "0"}
    assert WORD in mine["/v1/events?limit=500"][1]
    assert [path for path, (_, text) in others.items() if WORD in text] == []


async def test_no_endpoint_is_told_of_it(callers: Callers) -> None:
    await callers.send("K1 integrator", "/v1/webhook-endpoints", url=NEIGHBOURHOOD.receiver.url)
    made = [
        await callers.send("K1 leader", "/v1/tickets", **FORM, opinion={**TEXTS, "confidential": is_secret})
        for is_secret in (True, False)
    ]
    await give_places(callers.world.runtime)
    owed = "SELECT count(*) FROM webhook_queue q JOIN events e ON e.id = q.event_id WHERE e.ticket_id = $1"
    pool = callers.world.runtime.database.pool
    of_secret, of_open = [await pool.fetchval(owed, each["id"]) for each in made]
    assert of_secret == 0
    assert of_open > 0


async def test_the_net_holds_something(callers: Callers, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/v1/tickets/{secret}"
    kept = await callers.ask("K1 supervisor", "GET", path)
    monkeypatch.setattr(Viewer, "may_know", lambda _: true())
    forget_statements()
    shown = await callers.ask("K1 supervisor", "GET", path)
    monkeypatch.undo()
    forget_statements()
    assert (kept.status_code, shown.status_code) == (404, 200)
