"""What really arrives: of every type of event, in every form, as the document describes it and as it was signed."""

import json
from collections import Counter
from typing import Any, Final
from uuid import UUID

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import LARGEST, Fact, Format
from escalation.events.domain.event_type import EXAMPLE_AT
from tests.events.test_event_types_api import described
from tests.feed.endpoints import an_endpoint, an_event, left
from tests.feed.feeds import number_events
from tests.opinions.test_opinion_events import received as an_opinion
from tests.support.makers import a_ticket
from tests.support.receivers import Received, receiver
from tests.support.world import World
from tests.tickets.test_walks import walk
from tests.webhooks.desk import SECRET, at, at_work, until_nothing_is_owed

WALKS, SEEN_FIRST = 10, 2
"""How many walks are made, and how many events of each type that they tell are sent."""
ASKED_FOR: Final = {"webhook.ping", "webhook.test"}
"""What is never owed: it is sent while somebody waits for it."""
EVERYTHING: Final = ("*", "ticket.imported")
"""History that is imported is told to whoever asks for it by name."""
_EVENT: Final = """
WITH t AS (UPDATE tickets SET event_count = event_count + 1 WHERE id = $2 RETURNING event_count)
INSERT INTO events (id, ticket_id, opinion_id, endpoint_id, sequence, type, occurred_at, trigger, action, principal,
  actor_unit_id, actor_role, reason, from_state, to_state, ticket_version, workflow_version, request_id, data, hash,
  record_id, unit_id)
SELECT gen_random_uuid(), $2, $3, $4, (SELECT event_count FROM t), $1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
  CASE WHEN $2::uuid IS NOT NULL THEN 1 END, 'test', $15, CASE WHEN $2::uuid IS NOT NULL THEN ''::bytea END,
  $16::uuid, CASE WHEN $16::uuid IS NOT NULL THEN $17::uuid END
"""


def told_on_walks() -> list[Fact]:
    """A few events of each type, as walks through the life cycle tell them."""
    times: Counter[str] = Counter()
    facts = []
    for event in (event for seed in range(WALKS) for event in walk(seed).story.events):
        times[event.type] += 1
        if times[event.type] <= SEEN_FIRST:
            same = {name: getattr(event, name) for name in Fact._fields if hasattr(event, name)}
            facts.append(Fact(**{**dict.fromkeys(Fact._fields), **same}))
    return facts


async def write(world: World, fact: Fact, ticket: UUID, opinion: UUID, endpoint: UUID) -> None:
    """The same, about what there is, and by whom there is."""
    here = world.id("V1")
    await world.runtime.database.pool.execute(
        _EVENT, fact.type, ticket if fact.ticket_id else None, opinion if fact.opinion_id else None,
        endpoint if fact.endpoint_id else None, fact.occurred_at, fact.trigger, fact.action, fact.principal,
        here if fact.actor_unit_id else None, fact.actor_role, fact.reason, fact.from_state, fact.to_state,
        fact.ticket_version, fact.data, fact.record_id, here,
    )  # fmt: skip


async def tell_everything(world: World) -> None:
    """An event of each type, many of those of tickets, one that is too large, and one that takes a ticket away."""
    ticket, opinion = await a_ticket(world, "V1"), await an_opinion(world)
    other = await an_endpoint(world, "K1", "ticket.no_such", state="paused")
    samples = [type_.sample(id=UUID(int=1), now=EXAMPLE_AT) for type_ in EVENT_TYPES.values()]
    for fact in (*told_on_walks(), *(each for each in samples if each.type not in ASKED_FOR)):
        await write(world, fact, ticket, opinion, other)
    await an_event(world, ticket, text='汉字 é \u2028 🏮 \\ " </script>')
    await an_event(world, ticket, text="汉" * LARGEST)
    await left(world, await a_ticket(world, "K2"), units=["K1"])
    await number_events(world.runtime)


async def captured(world: World) -> list[tuple[Format, Received]]:
    """Everything, as it came in each form."""
    async with receiver() as here:
        formats = {}
        for format_ in Format:
            for payload in ("full", "thin"):
                endpoint = await at(world, here, "K1", *EVERYTHING, format=format_, payload=payload, ordering="none")
                formats[str(endpoint)] = format_
        await tell_everything(world)
        async with at_work(world):
            await until_nothing_is_owed(world)
    return [(formats[each.headers["webhook-endpoint-id"]], each) for each in here.received]


def inner(format_: Format, body: Any) -> Any:
    return body["data"] if format_ is Format.CLOUDEVENTS else body


async def test_every_body_that_arrives_is_as_described_and_as_signed(world: World) -> None:
    arrived = await captured(world)
    judged: Counter[Format] = Counter()
    for format_, each in arrived:
        body = Webhook(SECRET).verify(each.body, dict(each.headers))
        assert len(each.body) <= LARGEST
        assert body["type"] == each.headers["webhook-event-type"]
        described(body["type"], format_).validate(body)
        judged[format_] += 1
    assert len(set(judged.values())) == 1
    assert {each.headers["webhook-event-type"] for _, each in arrived} == EVENT_TYPES.keys() - ASKED_FOR
    bodies = [inner(format_, json.loads(each.body)) for format_, each in arrived]
    assert sum(body.get("data_truncated", False) for body in bodies) == 2
    texts = {body["data"].get("details", {}).get("text") for body in bodies}
    assert '汉字 é \u2028 🏮 \\ " </script>' in texts
    taken_away = [body for body in bodies if body["type"] == "ticket.scope_left" and not body["data"]]
    assert len(taken_away) >= 4
    # The negative controls: a byte that is changed on the way, and a field that is missing, are noticed.
    format_, one = next((format_, each) for format_, each in arrived if format_ is Format.STANDARD)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(one.body.replace(b'"api_version":1', b'"api_version":2'), dict(one.headers))
    body = one.json()
    assert not described(body.pop("type"), format_).is_valid(body)
