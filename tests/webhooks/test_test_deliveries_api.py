"""Somebody wants to see whether it works: a ping, an example of any event, a probe. The answer says what came of it."""

import json
from contextlib import closing
from socket import create_server

import pytest
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks import Webhook

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.kit.web.rate_limit import Throttle
from tests.support.callers import Callers, Json
from tests.support.endpoint_makers import give_places
from tests.support.makers import a_ticket
from tests.support.receivers import Receiver

PATH = "/v1/webhook-endpoints"
WHO = "K1 integrator"


async def made(callers: Callers, receiver: Receiver, **fields: object) -> Json:
    """A new endpoint."""
    return await callers.send(WHO, PATH, **{"url": receiver.url, **fields})


def a_dead_port() -> str:
    """Where nobody listens."""
    with closing(create_server(("127.0.0.1", 0))) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/hooks"


async def test_a_ping_is_verified_by_the_official_library(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver, headers={"X-Token": "abc"})
    receiver.headers, receiver.body = {"X-Answer": "yes"}, "收到".encode()
    attempt = await callers.send(WHO, f"{PATH}/{endpoint['id']}/ping")

    (received,) = receiver.received
    body = Webhook(endpoint["secret"]).verify(received.body, dict(received.headers))
    assert (body["type"], body["endpoint_id"], body["id"]) == (
        "webhook.ping",
        endpoint["id"],
        received.headers["webhook-id"],
    )
    assert "test" not in body
    assert received.headers["x-token"] == "abc"
    assert received.headers["webhook-attempt"] == "1"
    assert (attempt["outcome"], attempt["status"], attempt["cause"]) == ("ok", 200, "ping")
    assert (attempt["response_body"], attempt["response_headers"]["x-answer"]) == ("收到", "yes")
    assert attempt["event_id"] == body["id"]


@pytest.mark.parametrize("type_", EVENT_TYPES)
async def test_an_example_of_every_event_can_be_sent(callers: Callers, receiver: Receiver, type_: str) -> None:
    endpoint = await made(callers, receiver)
    attempt = await callers.send(WHO, f"{PATH}/{endpoint['id']}/test", type=type_)
    (received,) = receiver.received
    body = Webhook(endpoint["secret"]).verify(received.body, dict(received.headers))
    assert (attempt["outcome"], attempt["event_type"], attempt["cause"]) == ("ok", type_, "test")
    assert (body["type"], body["test"], body["unit_id"]) == (type_, True, endpoint["unit"]["id"])
    EVENT_TYPES[type_].body.model_validate(body)


async def test_an_example_comes_in_the_form_that_deliveries_have(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver, format="cloudevents", payload="thin")
    await callers.send(WHO, f"{PATH}/{endpoint['id']}/test", type="ticket.escalated")
    (received,) = receiver.received
    event = JSONFormat().read(None, received.body)
    assert received.headers["content-type"] == "application/cloudevents+json"
    assert (event.get_type(), event.get_id()) == ("ticket.escalated", received.headers["webhook-id"])
    assert json.loads(received.body)["data"]["data"] == {}


async def test_there_is_no_example_of_an_unknown_event(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver)
    answer = await callers.ask(WHO, "POST", f"{PATH}/{endpoint['id']}/test", json={"type": "ticket.no_such"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/type")
    assert receiver.received == []


async def test_whatever_a_receiver_does_is_an_outcome(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver)
    path = f"{PATH}/{endpoint['id']}"
    for status, outcome in ((500, "http_error"), (302, "redirect"), (410, "gone"), (429, "throttled")):
        receiver.status, receiver.headers = status, {"Location": "http://169.254.169.254/"}
        attempt = await callers.send(WHO, f"{path}/ping")
        assert (attempt["outcome"], attempt["status"]) == (outcome, status)
    await callers.ask(WHO, "PATCH", path, json={"url": a_dead_port()})
    attempt = await callers.send(WHO, f"{path}/ping")
    assert (attempt["outcome"], attempt["status"], attempt["response_body"]) == ("connect", None, "")
    assert "127.0.0.1" not in f"{attempt}"
    logged = (await callers.get(WHO, f"{path}/deliveries"))["items"]
    assert [each["outcome"] for each in logged] == ["connect", "throttled", "gone", "redirect", "http_error"]


async def test_what_is_tried_is_not_held_against_an_endpoint(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver)
    path = f"{PATH}/{endpoint['id']}"
    before = (await callers.get(WHO, f"{path}/stats"))["health"]
    receiver.status = 410
    for tried in ("ping", "test", "probe") * 3:
        await callers.send(WHO, f"{path}/{tried}")
    assert (await callers.get(WHO, f"{path}/stats"))["health"] == before
    assert (await callers.get(WHO, path))["state"] == "active"
    assert await callers.world.runtime.database.pool.fetchval("SELECT count(*) FROM events") == 0


async def test_a_receiver_is_not_tried_more_than_five_times_a_minute(callers: Callers, receiver: Receiver) -> None:
    one, two = await made(callers, receiver), await made(callers, receiver)
    callers.app.state.trials = Throttle(each=5, all_=600)
    statuses = [
        (await callers.ask(WHO, "POST", f"{PATH}/{one['id']}/{tried}", json={})).status_code
        for tried in ("ping", "test", "probe", "ping", "test", "ping")
    ]
    last = await callers.ask(WHO, "POST", f"{PATH}/{one['id']}/ping", json={})
    assert statuses == [200] * 5 + [429]
    assert (last.json()["code"], int(last.headers["retry-after"]) > 0) == ("TOO_MANY_REQUESTS", True)
    assert (await callers.ask("K2 integrator", "POST", f"{PATH}/{one['id']}/ping", json={})).status_code == 404
    assert (await callers.ask(WHO, "POST", f"{PATH}/{two['id']}/ping", json={})).status_code == 200
    assert len(receiver.received) == 6


async def test_a_ping_that_is_repeated_is_sent_once(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver)
    ask = "POST", f"{PATH}/{endpoint['id']}/ping"
    first, again = [await callers.ask(WHO, *ask, json={}, headers={"Idempotency-Key": "p-1"}) for _ in range(2)]
    assert (first.content, again.headers["idempotency-replayed"]) == (again.content, "true")
    assert len(receiver.received) == 1


async def test_a_key_that_is_under_way_is_in_use_until_whoever_has_it_is_gone(
    callers: Callers, receiver: Receiver
) -> None:
    endpoint = await made(callers, receiver)
    pool = callers.world.runtime.database.pool
    ask = "POST", f"{PATH}/{endpoint['id']}/ping"
    first = await callers.ask(WHO, *ask, json={}, headers={"Idempotency-Key": "p-1"})
    await pool.execute("UPDATE idempotency SET status = 102")
    second = await callers.ask(WHO, *ask, json={}, headers={"Idempotency-Key": "p-1"})
    await callers.world.advance(minutes=3)
    third = await callers.ask(WHO, *ask, json={}, headers={"Idempotency-Key": "p-1"})
    assert [first.status_code, second.status_code, third.status_code] == [200, 409, 200]
    assert second.json()["code"] == "IDEMPOTENCY_KEY_IN_USE"
    assert len(receiver.received) == 2


async def test_a_refused_trial_leaves_its_key_free(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver)
    callers.app.state.trials = Throttle(each=1, all_=600)
    path, key = f"{PATH}/{endpoint['id']}/ping", {"Idempotency-Key": "p-2"}
    await callers.send(WHO, path)
    assert (await callers.ask(WHO, "POST", path, json={}, headers=key)).status_code == 429
    callers.app.state.trials = Throttle(each=100, all_=600)
    assert (await callers.ask(WHO, "POST", path, json={}, headers=key)).status_code == 200


async def fail(callers: Callers, endpoint: str) -> None:
    """An endpoint whose breaker is open, and one delivery to it that was given up."""
    world, pool = callers.world, callers.world.runtime.database.pool
    await a_ticket(world)
    await give_places(world.runtime)
    await pool.execute(
        "UPDATE webhook_health SET breaker = 'open', open_until = now() + interval '1 hour', failures_in_a_row = 5, "
        "failing_since = now() - interval '1 day', failing_deliveries = 3, warned = 50"
    )
    await pool.execute(
        "WITH q AS (DELETE FROM webhook_queue RETURNING *) INSERT INTO webhook_dead SELECT endpoint_id, event_id, "
        "subject_id, feed_pos, previous_sequence, 11, 'exhausted', now() FROM q WHERE endpoint_id = $1::text::uuid",
        endpoint,
    )


async def test_a_probe_that_is_answered_closes_the_breaker_and_sends_again_what_failed(
    callers: Callers, receiver: Receiver
) -> None:
    endpoint = await made(callers, receiver)
    path = f"{PATH}/{endpoint['id']}"
    await fail(callers, endpoint["id"])

    receiver.status = 503
    found = await callers.send(WHO, f"{path}/probe?resend_failed=true")
    assert (found["attempt"]["outcome"], found["operation"]) == ("http_error", None)
    assert (await callers.get(WHO, f"{path}/stats"))["health"]["breaker"] == "open"

    receiver.status = 200
    found = await callers.send(WHO, f"{path}/probe?resend_failed=true")
    assert (found["attempt"]["outcome"], found["attempt"]["cause"]) == ("ok", "probe")
    assert (found["operation"]["kind"], found["operation"]["total"]) == ("replay", 1)
    health = (await callers.get(WHO, f"{path}/stats"))["health"]
    assert (health["breaker"], health["open_until"], health["failing_since"]) == ("closed", None, None)
    types = await callers.world.runtime.database.pool.fetch("SELECT type FROM events WHERE endpoint_id IS NOT NULL")
    assert [row["type"] for row in types] == ["endpoint.recovered"]
    again = await callers.send(WHO, f"{path}/probe?resend_failed=true")
    assert again["operation"] is None


async def test_nothing_secret_is_in_the_log_of_attempts(callers: Callers, receiver: Receiver) -> None:
    endpoint = await made(callers, receiver, url=f"{receiver.url}?token=geheim", headers={"X-Token": "geheim"})
    path = f"{PATH}/{endpoint['id']}"
    await callers.send(WHO, f"{path}/ping")
    rows = await callers.world.runtime.database.pool.fetch("SELECT a::text AS row FROM webhook_attempts AS a")
    logged = json.dumps([row["row"] for row in rows]) + (await callers.ask(WHO, "GET", f"{path}/deliveries")).text
    assert receiver.received[0].path == "/hooks?token=geheim"
    assert [word for word in ("geheim", endpoint["secret"], "/hooks") if word in logged] == []
