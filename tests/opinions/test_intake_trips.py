"""How often does the intake of an opinion or a ticket ask the database? As often as a move: to read, and to write.

What travels to the database and is answered counts, BEGIN and COMMIT as well. Who calls is asked for once in three
seconds for each key, and the catalogue once in ten; both are known here.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx2
import pytest
from asyncpg.connection import LoggedQuery
from fastapi import FastAPI

from escalation.actors import Actor
from escalation.application.app import attach
from escalation.kit.database.connection import Connection, Database, connect
from escalation.kit.runtime import idempotency
from escalation.opinions.storage.intake_reading import IntakeQuestion, IntakeReading, read_intake
from escalation.opinions.usecases import form_ticket
from tests.support.roles import as_application
from tests.support.things import FORM, OPINION
from tests.support.world import World


@dataclass(slots=True)
class Trips:
    """What went to the database since `begin`."""

    texts: list[str]

    def begin(self) -> None:
        self.texts.clear()

    def note(self, query: LoggedQuery) -> None:
        self.texts.append(query.query)


@pytest.fixture
async def only(dsn: str) -> AsyncIterator[Database]:
    database = await connect(as_application(dsn), size=1)
    yield database
    await database.close()


@pytest.fixture
async def trips(world: World, app: FastAPI, only: Database) -> Trips:
    """On an application with one connection."""
    found = Trips([])
    async with only.pool.acquire() as raw:
        raw.add_query_logger(found.note)
    attach(app, replace(world.runtime, database=only))
    return found


async def test_an_opinion_is_received_in_two_trips(world: World, client: httpx2.AsyncClient, trips: Trips) -> None:
    headers = await world.key("V1")
    own = [{"source_system": "12345", "external_ref": f"a-{number}"} for number in (1, 2)]
    # The first time a source system becomes the unit's, and is known to be from then on.
    for number, more in enumerate((own[0], {}, {"unit_code": "V1"}, own[1])):
        trips.begin()
        key = {"Idempotency-Key": f"a-{number}"}
        answer = await client.post("/v1/opinions", json={**OPINION, **more}, headers={**headers, **key})
        assert answer.status_code == 201, answer.text
        assert len(trips.texts) == 2 or number == 0, trips.texts


async def test_a_ticket_is_formed_of_what_comes_with_it_in_two_trips(
    world: World, client: httpx2.AsyncClient, trips: Trips
) -> None:
    headers = await world.key("T1", "office")
    asked = {**FORM, "opinion": OPINION}
    above = {**asked, "unit_id": str(world.id("T1")), "opinion": {**OPINION, "unit_code": "V1"}}
    for number, body in enumerate((asked, asked, above, {**asked, "accused_unit_id": str(world.id("V2"))})):
        trips.begin()
        key = {"Idempotency-Key": f"a-{number}"}
        answer = await client.post("/v1/tickets", json=body, headers={**headers, **key})
        assert answer.status_code == 201, answer.text
        assert len(trips.texts) == 2 or number == 0, trips.texts


async def test_a_ticket_is_formed_of_the_inbox_in_two_trips_and_a_move_takes_as_many(
    world: World, client: httpx2.AsyncClient, trips: Trips
) -> None:
    headers = await world.key("V1", "leader")
    for number in range(2):
        inbox = [(await client.post("/v1/opinions", json=OPINION, headers=headers)).json()["id"] for _ in range(2)]
        trips.begin()
        key = {"Idempotency-Key": f"a-{number}"}
        formed = await client.post("/v1/tickets", json={**FORM, "opinion_ids": inbox}, headers={**headers, **key})
        assert formed.status_code == 201, formed.text
        assert len(trips.texts) == 2 or number == 0, trips.texts
        trips.begin()
        url, move = f"/v1/tickets/{formed.json()['id']}/transitions", {"action": "comment", "text": "收到。"}
        moved = await client.post(url, json=move, headers={**headers, "Idempotency-Key": f"b-{number}"})
        assert (moved.status_code, len(trips.texts)) == (200, 2)


async def test_a_trip_more_is_noticed(
    world: World, client: httpx2.AsyncClient, trips: Trips, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the key is looked for by itself, as it once was."""

    async def read_after_looking(connection: Connection, actor: Actor, asked: IntakeQuestion) -> IntakeReading:
        await idempotency.find(connection, "somebody", "a-1")
        return await read_intake(connection, actor, asked)

    headers = await world.key("V1")
    await client.post("/v1/tickets", json={**FORM, "opinion": OPINION}, headers=headers)
    monkeypatch.setattr(form_ticket, "read_intake", read_after_looking)
    trips.begin()
    await client.post("/v1/tickets", json={**FORM, "opinion": OPINION}, headers=headers)
    assert len(trips.texts) == 3


async def test_a_number_is_given_for_nothing_that_is_refused(world: World, client: httpx2.AsyncClient) -> None:
    headers = await world.key("T1", "leader")
    other = await world.key("V3", "leader")
    taken = {"source_system": "12345", "external_ref": "1"}
    inbox = (await client.post("/v1/opinions", json={**OPINION, **taken}, headers=other)).json()["id"]
    hour_from_now = "2999-01-01T00:00:00Z"
    refused = [
        {"opinion": OPINION, "unit_id": str(world.id("V3"))},
        {"opinion": {**OPINION, "unit_code": "V3"}, "unit_id": str(world.id("V1"))},
        {"opinion": OPINION, "accused_unit_id": str(world.id("T1"))},
        {"opinion": OPINION, "accused_unit_id": inbox},
        {"opinion": {**OPINION, "submitted_at": hour_from_now}},
        {"opinion_ids": [inbox]},
        {"opinion": OPINION, **taken},
        {"opinion": {**OPINION, **taken}},
        {"opinion": OPINION, "source_system": "import-V3", "external_ref": "1"},
    ]
    for body in refused:
        answer = await client.post("/v1/tickets", json={**FORM, **body}, headers=headers)
        assert answer.status_code in {403, 422}, answer.text
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM ticket_serials") == 0
    first = await client.post("/v1/tickets", json={**FORM, "opinion": OPINION}, headers=headers)
    assert first.json()["number"].endswith("-000001")


async def test_of_several_requests_with_one_key_one_forms_the_ticket_and_all_are_told_of_it(
    world: World, client: httpx2.AsyncClient
) -> None:
    headers = {**await world.key("V1"), "Idempotency-Key": "a-1"}
    body = {**FORM, "opinion": {**OPINION, "source_system": "12345", "external_ref": "a-1"}}
    answers = await asyncio.gather(*(client.post("/v1/tickets", json=body, headers=headers) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
    assert len({answer.content for answer in answers}) == 1
    pool = world.runtime.database.pool
    assert await pool.fetchval("SELECT (SELECT count(*) FROM tickets) + (SELECT count(*) FROM opinions)") == 2
    types = [row["type"] for row in await pool.fetch("SELECT type FROM events ORDER BY n")]
    assert types == ["opinion.received", "ticket.created", "opinion.attached"]
