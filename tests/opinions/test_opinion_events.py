"""What is told of an opinion: that it came, where it went, that it was dismissed; never what somebody said or who."""

import asyncio
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import orjson
import pytest

from escalation.errors import Duplicate, DuplicateExternalRef, TransitionNotAllowed
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.kit.database.connection import Row
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.usecases import form_ticket, opinions
from escalation.opinions.usecases.contact_reads import read_contact
from escalation.opinions.usecases.file_imports import Defaults, import_file
from escalation.opinions.usecases.form_ticket import TicketDraft
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import OPINIONS
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.opinions.usecases.tracking_codes import collect_message
from tests.support.makers import a_ticket, move
from tests.support.world import World

SECRETS: Final = ("王小明", "13800131234", "路灯坏了", "村口的路灯", "北街十二号")
GIVEN: Final = OpinionInput(
    "路灯坏了", "村口的路灯坏了三天。", "visit", citizen_name="王小明", contact="13800131234", place="北街十二号"
)


async def received(world: World, code: str = "V1", given: OpinionInput = GIVEN) -> UUID:
    reply = await opinions.register(
        world.runtime,
        world.actor(code, "leader"),
        given,
        render=lambda opinion: StoredResponse(200, str(opinion.id).encode()),
        request_id="req-1",
    )
    return UUID(reply.body.decode())


async def formed(world: World, *ids: UUID, opinion: OpinionInput | None = None, code: str = "V1") -> UUID:
    reply = await form_ticket.form(
        world.runtime,
        world.actor(code, "leader"),
        TicketDraft(ids, opinion, "routine", "simple"),
        render=lambda formed: StoredResponse(200, str(formed.view.ticket.id).encode()),
        request_id="req-2",
    )
    return UUID(reply.body.decode())


async def dismissed(world: World, opinion: UUID) -> None:
    await opinions.dismiss(
        world.runtime,
        opinion,
        world.actor("V1", "leader"),
        "重复。",
        render=lambda _: StoredResponse(200, b""),
        request_id="req-3",
    )


async def told(world: World) -> list[Row]:
    """Every event that is about an opinion, in the order in which they were written."""
    async with world.runtime.database.connection(changes=False) as connection:
        rows = await connection.raw.fetch("SELECT * FROM events WHERE opinion_id IS NOT NULL ORDER BY n")
    return list(rows)


async def types_of(world: World, opinion: UUID) -> list[str]:
    return [row["type"] for row in await told(world) if row["opinion_id"] == opinion]


# -- What is told ------------------------------------------------------------------------------------------------------


async def test_an_opinion_that_came_in_is_told_with_who_took_it(world: World) -> None:
    opinion = await received(world)
    (event,) = await told(world)
    leader = world.actor("V1", "leader")
    assert (event["type"], event["opinion_id"], event["ticket_id"]) == ("opinion.received", opinion, None)
    assert (event["trigger"], event["action"], event["principal"]) == ("person", "receive", leader.principal)
    assert (event["actor_unit_id"], event["actor_role"], event["request_id"]) == (leader.unit_id, "leader", "req-1")
    assert (event["sequence"], event["reason"], event["feed_pos"]) == (None, None, None)
    assert len(event["hash"]) == 32
    assert event["data"] == {
        "unit_id": str(world.id("V1")), "category": None, "source": "visit", "confidential": False,
    }  # fmt: skip
    assert event["id"].version == 7
    async with world.runtime.database.connection() as connection:
        received_at = await connection.raw.fetchval("SELECT received_at FROM opinions WHERE id = $1", opinion)
    assert event["occurred_at"] == received_at


async def test_a_ticket_tells_of_each_opinion_that_it_is_formed_of(world: World) -> None:
    ids = [await received(world) for _ in range(3)]
    ticket = await formed(world, *ids)
    attached = [row for row in await told(world) if row["type"] == "opinion.attached"]
    assert {row["opinion_id"] for row in attached} == set(ids)
    assert {(row["data"]["ticket_id"], row["data"]["from_ticket_id"]) for row in attached} == {(str(ticket), None)}
    assert {(row["action"], row["principal"], row["request_id"]) for row in attached} == {
        ("form", "key:V1:leader", "req-2")
    }


async def test_an_opinion_that_comes_with_its_ticket_is_received_and_attached(world: World) -> None:
    await formed(world, opinion=GIVEN)
    (first, second) = await told(world)
    assert (first["type"], second["type"]) == ("opinion.received", "opinion.attached")
    assert first["opinion_id"] == second["opinion_id"]
    assert first["n"] < second["n"]


async def test_merging_tells_that_opinions_belong_to_the_other_ticket_now(world: World) -> None:
    ids = [await received(world) for _ in range(2)]
    ticket, other = await formed(world, *ids), await a_ticket(world, "V2")
    await move(world, ticket, world.actor("K1", "office"), "merge", into_ticket_id=other, reason="同一件事。")
    moved = [row for row in await told(world) if row["data"].get("from_ticket_id")]
    assert {row["opinion_id"] for row in moved} == set(ids)
    # The reason is the ticket's, and not for everybody who sees the opinion.
    assert {(row["type"], row["action"], row["reason"]) for row in moved} == {("opinion.attached", "merge", None)}
    assert {(row["data"]["ticket_id"], row["data"]["from_ticket_id"]) for row in moved} == {(str(other), str(ticket))}


async def test_a_ticket_without_opinions_tells_of_none_when_it_is_merged(world: World) -> None:
    ticket, other = await a_ticket(world, "V1"), await a_ticket(world, "V2")
    await move(world, ticket, world.actor("K1", "office"), "merge", into_ticket_id=other)
    assert await told(world) == []


async def test_a_dismissed_opinion_is_told_with_the_reason(world: World) -> None:
    opinion = await received(world)
    await dismissed(world, opinion)
    event = (await told(world))[-1]
    assert (event["type"], event["action"], event["reason"]) == ("opinion.dismissed", "dismiss", "重复。")
    assert event["request_id"] == "req-3"


async def test_an_import_tells_of_each_line_that_was_accepted(world: World) -> None:
    lines = ["title,content,external_ref", "灯,坏了,1", "水,停了,2", "灯,又坏了,1", ",,2", "路,塌了,3"]
    operation = await import_file(
        world.runtime, OPINIONS, "\n".join(lines).encode(), format_=ImportFormat.CSV, defaults=Defaults(unit_code="T1")
    )
    events = await told(world)
    assert (operation.accepted, len(events), len({row["opinion_id"] for row in events})) == (3, 3, 3)
    assert {(row["type"], row["principal"], row["request_id"]) for row in events} == {
        ("opinion.received", "operator", str(operation.id))
    }


# -- What is not told --------------------------------------------------------------------------------------------------


async def test_what_is_told_is_of_its_type_and_has_nobodys_words(world: World) -> None:
    kept, gone = await received(world), await received(world)
    ticket, other = await formed(world, kept), await a_ticket(world, "V2")
    await move(world, ticket, world.actor("K1", "office"), "merge", into_ticket_id=other)
    await dismissed(world, gone)
    world.runtime = replace(world.runtime, messengers=frozenset({"key:C:integrator"}))
    sent = await received(world)
    await collect_message(world.runtime, sent, world.actor("C", "integrator"), request_id="req-4")
    await read_contact(world.runtime, sent, world.actor("V1"), "电话核实", request_id="req-5")
    events = await told(world)
    others = {"opinion.attachment_added", "opinion.attachment_removed", "opinion.erased", "opinion.survey_ready"}
    assert {row["type"] for row in events} == {n for n in EVENT_TYPES if n.startswith("opinion.")} - others
    for row in events:
        assert EVENT_TYPES[row["type"]].details(row["data"]) == row["data"]
    everything = orjson.dumps([dict(row) for row in events], default=str).decode()
    assert [secret for secret in SECRETS if secret in everything] == []


async def test_what_was_refused_is_not_told(world: World) -> None:
    given = OpinionInput("灯", "坏了。", "web", source_system="app", external_ref="7")
    opinion = await received(world, given=given)
    await dismissed(world, opinion)
    with pytest.raises(DuplicateExternalRef):
        await received(world, given=given)
    with pytest.raises(TransitionNotAllowed):
        await dismissed(world, opinion)
    with pytest.raises(Duplicate):
        await formed(world, opinion)
    assert await types_of(world, opinion) == ["opinion.received", "opinion.dismissed"]
    assert len(await told(world)) == 2


async def test_of_two_who_want_the_same_opinion_one_is_told(world: World) -> None:
    opinion = await received(world)
    results: list[Any] = await asyncio.gather(
        *(formed(world, opinion) for _ in range(4)), dismissed(world, opinion), return_exceptions=True
    )
    assert len([result for result in results if not isinstance(result, Exception)]) == 1
    types = await types_of(world, opinion)
    assert types[0] == "opinion.received"
    assert len(types) == 2
