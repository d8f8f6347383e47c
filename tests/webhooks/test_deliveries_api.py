"""What an endpoint was sent can be read, and sent again: the log, the dead letters, the figures, replays."""

from typing import Any
from uuid import UUID

import pytest

from escalation.kit.database.clock import read_wall
from escalation.kit.database.ids import new_id
from escalation.webhooks.engine import replays
from escalation.webhooks.storage.attempts import Attempt, insert_attempts
from tests.support.callers import Callers, Json
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket

WHO = "K1 integrator"


@pytest.fixture
async def endpoint(callers: Callers) -> UUID:
    """An endpoint that is owed one event."""
    endpoint = await an_endpoint(callers.world)
    await a_ticket(callers.world)
    await give_places(callers.world.runtime)
    return endpoint


def path_of(endpoint: UUID) -> str:
    return f"/v1/webhook-endpoints/{endpoint}"


async def event_of(callers: Callers) -> UUID:
    event: UUID = await callers.world.runtime.database.pool.fetchval("SELECT id FROM events")
    return event


async def tried(callers: Callers, endpoint: UUID, *outcomes: str, **fields: Any) -> list[UUID]:
    """Attempts in the log, one of a new event each unless it is said otherwise."""
    async with callers.world.runtime.database.connection() as connection:
        wall = await read_wall(connection)
        usual: Json = {"event_type": "ticket.created", "attempt": 1, "cause": "live", "duration_ms": 20}
        attempts = [
            Attempt(endpoint_id=endpoint, started_at=wall, outcome=outcome, **{"event_id": new_id(), **usual, **fields})
            for outcome in outcomes
        ]
        await insert_attempts(connection, attempts)
    return [attempt.event_id for attempt in attempts]


async def test_the_log_is_read_by_outcome_type_event_and_time(callers: Callers, endpoint: UUID) -> None:
    path = f"{path_of(endpoint)}/deliveries"
    ok, late, failed = await tried(callers, endpoint, "ok", "timeout", "http_error")
    (other,) = await tried(callers, endpoint, "ok", event_type="joint_task.created", cause="replay")
    await tried(callers, await an_endpoint(callers.world), "ok")

    async def found(query: str) -> set[str]:
        return {item["event_id"] for item in (await callers.get(WHO, f"{path}?{query}"))["items"]}

    assert await found("") == {str(each) for each in (ok, late, failed, other)}
    assert await found("outcome=ok") == {str(ok), str(other)}
    assert await found("outcome=timeout&outcome=http_error") == {str(late), str(failed)}
    assert await found("outcome=ok&type=ticket.*") == {str(ok)}
    assert await found("cause=replay") == {str(other)}
    assert await found(f"event_id={late}") == {str(late)}
    assert await found("since=2190-01-01T00:00:00Z") == await found("until=1990-01-01T00:00:00Z") == set()
    assert (await callers.ask(WHO, "GET", f"{path}?type=%25")).status_code == 422


async def test_the_log_has_pages_without_gaps_although_times_are_equal(callers: Callers, endpoint: UUID) -> None:
    events = await tried(callers, endpoint, *["ok"] * 7)
    items = await callers.pages(WHO, f"{path_of(endpoint)}/deliveries", limit=3)
    assert sorted(item["event_id"] for item in items) == sorted(map(str, events))


async def test_an_event_is_read_with_all_that_became_of_it(callers: Callers, endpoint: UUID) -> None:
    event = await event_of(callers)
    path = f"{path_of(endpoint)}/deliveries/{event}"
    waiting = await callers.get(WHO, path)
    assert (waiting["state"], waiting["owed"]["attempts"], waiting["attempts"]) == ("waiting", 0, [])

    pool = callers.world.runtime.database.pool
    await pool.execute("UPDATE webhook_queue SET state = 1, leased_until = now(), lease_id = gen_random_uuid()")
    assert (await callers.get(WHO, path))["state"] == "sending"
    await pool.execute("DELETE FROM webhook_queue")
    assert (await callers.ask(WHO, "GET", path)).status_code == 404
    await tried(
        callers, endpoint, "http_error", event_id=event, status=500, response_body=b"\0\xff!",
        response_headers={"x-a": "b"}, remote_ip="10.1.2.3",
    )  # fmt: skip
    failed = await callers.get(WHO, path)
    assert (failed["state"], failed["attempts"][0]["response_body"]) == ("failed", "\ufffd\ufffd!")
    assert failed["attempts"][0]["response_headers"] == {"x-a": "b"}
    assert "10.1.2.3" not in f"{failed}"
    await tried(callers, endpoint, "ok", event_id=event, attempt=2)
    assert (await callers.get(WHO, path))["state"] == "delivered"


async def test_a_dead_letter_is_listed_and_sent_again(callers: Callers, endpoint: UUID) -> None:
    path, pool = path_of(endpoint), callers.world.runtime.database.pool
    event = await event_of(callers)
    await pool.execute(
        "WITH q AS (DELETE FROM webhook_queue RETURNING *) INSERT INTO webhook_dead SELECT endpoint_id, event_id, "
        "subject_id, feed_pos, previous_sequence, 11, 'exhausted', now() FROM q"
    )
    (letter,) = (await callers.get(WHO, f"{path}/dead"))["items"]
    assert (letter["event_id"], letter["reason"], letter["attempts"]) == (str(event), "exhausted", 11)
    assert (await callers.get(WHO, f"{path}/deliveries/{event}"))["state"] == "dead"

    answer = await callers.ask(WHO, "POST", f"{path}/deliveries/{event}/retry", json={})
    assert (answer.status_code, answer.json()) == (202, {"event_id": str(event)})
    assert (await callers.get(WHO, f"{path}/dead"))["items"] == []
    delivery = await callers.get(WHO, f"{path}/deliveries/{event}")
    assert (delivery["state"], delivery["owed"]["cause"]) == ("waiting", "manual")


async def test_dead_letters_have_pages(callers: Callers, endpoint: UUID) -> None:
    for _ in range(4):
        await a_ticket(callers.world)
    await give_places(callers.world.runtime)
    await callers.world.runtime.database.pool.execute(
        "INSERT INTO webhook_dead SELECT endpoint_id, event_id, subject_id, feed_pos, previous_sequence, 11, "
        "'exhausted', now() FROM webhook_queue"
    )
    letters = await callers.pages(WHO, f"{path_of(endpoint)}/dead", limit=2)
    assert len({letter["event_id"] for letter in letters}) == 5


async def test_an_event_that_cannot_be_seen_is_not_sent(callers: Callers) -> None:
    endpoint = await an_endpoint(callers.world, "K2")
    await a_ticket(callers.world)
    await give_places(callers.world.runtime)
    for event in (await event_of(callers), new_id()):
        answer = await callers.ask("K2 integrator", "POST", f"{path_of(endpoint)}/deliveries/{event}/retry", json={})
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


async def test_figures_tell_how_an_endpoint_fares(callers: Callers, endpoint: UUID) -> None:
    await tried(callers, endpoint, "ok", "ok", "timeout", duration_ms=30)
    figures = await callers.get(WHO, f"{path_of(endpoint)}/stats?hours=1")
    assert {(each["outcome"], each["count"], each["average_ms"]) for each in figures["hours"]} == {
        ("ok", 2, 30),
        ("timeout", 1, 30),
    }
    queue = figures["queue"]
    assert queue.pop("oldest_due_at") is not None
    assert queue == {"live": 1, "retry": 0, "replay": 0, "in_flight": 0, "dead": 0}
    assert (figures["health"]["breaker"], figures["health"]["failures_in_a_row"]) == ("closed", 0)
    (listed,) = (await callers.get(WHO, "/v1/webhook-endpoints"))["items"]
    assert listed["health"] == figures["health"]
    assert (listed["backlog"]["owed"], listed["backlog"]["is_capped"]) == (1, False)
    assert listed["backlog"]["oldest_due_at"] is not None


async def test_a_replay_is_an_operation_to_watch_and_to_cancel(callers: Callers, endpoint: UUID) -> None:
    path, pool = f"{path_of(endpoint)}/replays", callers.world.runtime.database.pool
    await pool.execute("DELETE FROM webhook_queue")
    since = (await pool.fetchval("SELECT now() - interval '1 hour'")).isoformat()
    counted = await callers.ask(WHO, "POST", path, json={"since": since, "dry_run": True})
    assert (counted.status_code, counted.json()) == (200, {"count": 1, "is_capped": False})

    begun = await callers.ask(WHO, "POST", path, json={"since": since})
    operation = begun.json()
    assert (begun.status_code, begun.headers["location"]) == (202, f"/v1/operations/{operation['id']}")
    assert (operation["kind"], operation["state"], operation["total"]) == ("replay", "waiting", 1)
    assert operation["endpoint_id"] == str(endpoint)
    second = await callers.ask(WHO, "POST", path, json={"since": since})
    assert (second.status_code, second.json()["code"]) == (409, "LIMIT_REACHED")
    assert (await callers.ask(WHO, "DELETE", f"{path}/{operation['id']}")).status_code == 204
    assert (await callers.get(WHO, begun.headers["location"]))["state"] == "cancelled"

    again = await callers.send(WHO, path, since=since)
    while await replays.step(callers.world.runtime):
        pass
    done = await callers.get(WHO, f"/v1/operations/{again['id']}")
    assert (done["state"], done["done"], done["accepted"], done["refused"]) == ("done", 1, 1, 0)
    assert (await callers.get(WHO, f"/v1/operations/{again['id']}/receipts"))["items"] == []
    assert (await callers.ask(WHO, "DELETE", f"{path}/{again['id']}")).status_code == 404


async def test_a_replay_is_refused_for_what_is_not_kept(callers: Callers, endpoint: UUID) -> None:
    path = f"{path_of(endpoint)}/replays"
    for body, pointer in (
        ({"since": "2020-01-01T00:00:00Z"}, "/since"),
        ({"since": "2190-01-01T00:00:00Z"}, "/until"),
        ({}, "/since"),
    ):
        answer = await callers.ask(WHO, "POST", path, json=body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_cursor_leads_on_in_the_list_that_it_was_made_for_and_in_no_other(
    callers: Callers, endpoint: UUID
) -> None:
    other = await an_endpoint(callers.world)
    for each in (endpoint, other):
        await tried(callers, each, "ok", "ok")
    path = f"{path_of(endpoint)}/deliveries"
    cursor = (await callers.get(WHO, f"{path}?limit=1"))["next_cursor"]
    assert len((await callers.get(WHO, f"{path}?limit=1&cursor={cursor}"))["items"]) == 1
    for elsewhere in (
        f"{path}?outcome=ok",
        f"{path_of(other)}/deliveries?limit=1",
        f"{path_of(endpoint)}/dead?limit=1",
    ):
        answer = await callers.ask(WHO, "GET", f"{elsewhere}&cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_CURSOR")
