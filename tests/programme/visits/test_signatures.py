"""The visited sign on the phone: as sensitive as a contact, read for a reason and on record, and erased with it."""

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.key_rotation.storage.resealing import reseal
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.retention import KeptYears
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.privacy.usecases.erasing import erase_opinion
from escalation.programme.visits.domain.signatures import HEIGHT, LEAST_INK, MOST_POINTS, WIDTH, fault_of
from escalation.programme.visits.engine import retention
from escalation.programme.visits.storage.sealed_visited import open_visited
from escalation.programme.visits.storage.visited_reads import read_visited
from tests.programme.visits.test_visit_stories import RECORDS, VISITS, made, now, record
from tests.support.callers import NOBODY, Callers, Json
from tests.support.things import OPINION
from tests.support.waiting import no_hanging, until

STROKES: Any = [[[100, 311], [420, 77], [433, 99]], [[501, 201], [777, 333]]]
SIGNED: Json = {"signature": {"strokes": STROKES}}
CODE = "7K3M-9QXW-2TBN-84CD"
WHY = "抽查走访是否真实"
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


async def opened(callers: Callers, who: str, visit: str, reason: str = WHY) -> Json:
    return await callers.send(who, f"{VISITS}/{visit}/households", reason=reason)


async def events(callers: Callers, type_: str) -> list[Json]:
    rows = await callers.world.runtime.database.pool.fetch(
        "SELECT record_id, data, reason, words_digest, principal FROM events WHERE type = $1 ORDER BY n", type_
    )
    return [dict(row) for row in rows]


async def test_a_signature_confirms_the_visit_and_a_code_that_is_typed_in_later_changes_nothing(
    callers: Callers,
) -> None:
    visit = (await made(callers, "V1 handler", "V1", confirmation_code=CODE, **SIGNED))["visit"]
    assert (visit["confirmation"], visit["has_signature"]) == ("signature", True)
    assert visit["confirmed_at"] == visit["recorded_at"]
    told = await callers.send(NOBODY, f"{VISITS}/confirmations", code=CODE)
    assert told["confirmed_at"] == visit["confirmed_at"]
    assert await callers.get("V1 leader", f"{VISITS}/{visit['id']}") == {**visit, "opinions": []}
    (event,) = await events(callers, "visit.confirmed")
    assert (str(event["record_id"]), event["data"]["confirmation"]) == (visit["id"], "signature")


async def test_nothing_of_a_signature_is_read_without_the_key_or_anywhere_but_where_it_is_asked_for(
    callers: Callers,
) -> None:
    line = await made(callers, "V1 handler", "V1", **SIGNED)
    pool, id_ = callers.world.runtime.database.pool, line["visit"]["id"]
    assert await opened(callers, "V1 leader", id_) == {"labels": [], "signature": {"strokes": STROKES}}
    for table in ("visits", "events"):
        rows = await pool.fetch(f"SELECT row_to_json(t)::text AS said FROM {table} t")
        assert rows
        assert not any("[100, 311]" in row["said"].replace(",", ", ").replace("  ", " ") for row in rows)
    for answer in (line, await callers.get("V1 leader", f"{VISITS}/{id_}"), await callers.get("C leader", VISITS)):
        assert "strokes" not in str(answer)


async def test_a_phone_sends_its_signature_again_and_another_phone_cannot_add_or_drop_one(callers: Callers) -> None:
    at, village = (await now(callers)).isoformat(), str(callers.world.id("V1"))
    signed, plain = (record(made_at=at, target_unit_id=village, **more) for more in (SIGNED, {}))
    for wanted in ("recorded", "known"):
        answer = await callers.send("V1 handler", RECORDS, items=[signed, plain])
        assert [each["result"] for each in answer["items"]] == [wanted] * 2
    dropped = {name: value for name, value in signed.items() if name != "signature"}
    answer = await callers.send("V1 handler", RECORDS, items=[dropped, plain | SIGNED])
    assert [each["problem"]["code"] for each in answer["items"]] == ["DUPLICATE"] * 2


async def test_what_a_phone_sends_again_is_refused_if_it_says_anything_else(callers: Callers) -> None:
    said = record(
        made_at=(await now(callers)).isoformat(), target_unit_id=str(callers.world.id("V1")), households=2,
        household_labels=["3组"], location={"longitude": 119.75, "latitude": 49.21, "accuracy": 12},
        confirmation_code=CODE, **SIGNED,
    )  # fmt: skip
    team = await callers.send("C admin", "/v1/teams", name="二队", unit_id=str(callers.world.id("V1")))
    others: list[Json] = [
        {"signature": {"strokes": [[[100, 311], [421, 77], [433, 99]], [[501, 201], [777, 333]]]}},
        {"household_labels": ["4组"]}, {"household_labels": []}, {"households": 3}, {"location": None},
        {"location": {"longitude": 119.75, "latitude": 49.22, "accuracy": 12}}, {"confirmation_code": None},
        {"confirmation_code": "7K3M-9QXW-2TBN-84CE"}, {"team_id": team["id"]},
    ]  # fmt: skip
    first = await callers.send("V1 handler", RECORDS, items=[said])
    assert [each["result"] for each in first["items"]] == ["recorded"]
    for other in others:
        (line,) = (await callers.send("V1 handler", RECORDS, items=[said | other]))["items"]
        assert (line["result"], line["status"], line["problem"]["code"]) == ("refused", 409, "DUPLICATE"), other
        assert "another id" in line["problem"]["detail"]
    (line,) = (await callers.send("V1 handler", RECORDS, items=[said]))["items"]
    assert (line["result"], line["visit"]) == ("known", first["items"][0]["visit"])

    # With another master key as with the one by which it was sealed; and when it is erased, as it was.
    runtime = callers.world.runtime
    vault = Vault(b"\x08" * 32, previous=[b"\x07" * 32])
    assert sum([page.resealed async for page in reseal(runtime.database, vault)]) > 0
    row = await runtime.database.pool.fetchrow("SELECT * FROM visits WHERE id = $1", UUID(said["id"]))
    assert row is not None
    assert open_visited(Vault(b"\x08" * 32), row).signature == STROKES


@pytest.mark.parametrize("confirmed", [SIGNED, {"confirmation_code": CODE}, {}])
async def test_a_visit_that_is_sent_again_when_whom_it_was_to_is_erased_is_known(
    callers: Callers, confirmed: Json
) -> None:
    said = record(
        made_at=(await now(callers)).isoformat(), target_unit_id=str(callers.world.id("V1")), households=1,
        household_labels=["3组"], **confirmed,
    )  # fmt: skip
    await callers.send("V1 handler", RECORDS, items=[said])
    opinion = await callers.send("V1 handler", f"{VISITS}/{said['id']}/opinions", **OPINION)
    async with callers.world.runtime.database.transaction() as connection:
        at = await read_now(connection)
        await erase_opinion(callers.world.runtime, connection, UUID(opinion["id"]), ErasureExtent.ALL, at, "x")
    (line,) = (await callers.send("V1 handler", RECORDS, items=[said]))["items"]
    assert line["result"] == "known"
    otherwise = {**said, **({"signature": None} if "signature" in said else SIGNED)}
    (line,) = (await callers.send("V1 handler", RECORDS, items=[otherwise]))["items"]
    assert line["status"] == 409


@pytest.mark.parametrize(
    ("strokes", "code"),
    [
        ([[[5, 5]]], "too_few"),
        ([[[5, 5], [6, 6]], [[900, 300]]], "too_few"),
        ([[[0, 0], [900, HEIGHT + 1]]], "out_of_range"),
        ([[[n % 900, n % HEIGHT] for n in range(700)]] * 2, "too_many"),
    ],
)
async def test_what_is_no_signature_refuses_its_line_alone(callers: Callers, strokes: Any, code: str) -> None:
    at, village = (await now(callers)).isoformat(), str(callers.world.id("V1"))
    lines = [record(made_at=at, target_unit_id=village, **more) for more in ({"signature": {"strokes": strokes}}, {})]
    refused, taken = (await callers.send("V1 handler", RECORDS, items=lines))["items"]
    (fault,) = refused["problem"]["errors"]
    assert (fault["code"], fault["pointer"]) == (code, "/items/0/signature/strokes")
    assert taken["result"] == "recorded"
    assert await callers.world.runtime.database.pool.fetchval("SELECT count(*) FROM visits") == 1


async def test_what_has_not_the_form_of_strokes_is_refused_before_anything_is_read(callers: Callers) -> None:
    at = (await now(callers)).isoformat()
    wrong: list[Any] = [
        [], [[]], [[[1]]], [[[1, 2, 3]]], [[[WIDTH + 1, 2]]], [[[-1, 2]]], [[[1.5, 2]]], [[["1", 2]]], "iVBORw0KGgo=",
        [[[0, 0], [9, 9]]] * 101, [[[n % 900, 7] for n in range(40_000)]],
    ]  # fmt: skip
    statuses = []
    for strokes in wrong:
        body = {"items": [record(made_at=at, signature={"strokes": strokes})]}
        statuses.append((await callers.ask("V1 handler", "POST", RECORDS, json=body)).status_code)
    assert statuses == [*[422] * 10, 413]
    assert await callers.world.runtime.database.pool.fetchval("SELECT count(*) FROM visits") == 0


POINT = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT))


@given(st.lists(st.lists(POINT, min_size=1, max_size=30), min_size=1, max_size=10))
def test_a_signature_is_as_long_as_a_cross_wherever_it_is_written(strokes: list[list[tuple[int, int]]]) -> None:
    ink = sum(abs(complex(*there) - complex(*here)) for stroke in strokes for here, there in pairwise(stroke))
    fault = fault_of(strokes, "")
    assert (fault is None) == (ink >= LEAST_INK)
    assert fault_of([*strokes, [(0, 0)] * MOST_POINTS], "") is not None


async def test_who_may_find_the_door_reads_it_with_a_reason_and_those_above_see_that_they_did(
    callers: Callers,
) -> None:
    line = await made(callers, "V1 handler", "V1", households=1, household_labels=["canary一组王家"], **SIGNED)
    id_ = line["visit"]["id"]
    path, reads = f"{VISITS}/{id_}/households", f"{VISITS}/{id_}/household-reads"
    readers = ("V1 handler", "V1 leader", "T1 office", "K1 supervisor", "C supervisor")
    for who in readers:
        assert (await opened(callers, who, id_, f"{who} 回访"))["labels"] == ["canary一组王家"]
    for who, status in (("K1 admin", 403), ("T1 handler", 404), ("K2 supervisor", 404), ("V2 handler", 404)):
        assert (await callers.ask(who, "POST", path, json={"reason": "x"})).status_code == status
        assert (await callers.ask(who, "GET", reads)).status_code == status
    assert (await callers.ask("K1 supervisor", "POST", path, json={})).status_code == 422
    assert (await callers.ask("V1 handler", "GET", reads)).status_code == 403
    items = (await callers.get("K1 supervisor", reads))["items"]
    assert [each["reason"] for each in items] == [f"{who} 回访" for who in reversed(readers)]
    assert [each["role"] for each in items] == [who.partition(" ")[2] for who in reversed(readers)]
    assert "canary" not in str(await events(callers, "visit.households_read"))


async def test_a_signature_is_erased_with_what_was_said_there_and_by_age_and_that_it_was_signed_stays(
    callers: Callers,
) -> None:
    world, runtime = callers.world, callers.world.runtime
    first, second = [(await made(callers, "V1 handler", "V1", **SIGNED))["visit"]["id"] for _ in range(2)]
    said = await callers.send("V1 handler", f"{VISITS}/{first}/opinions", **OPINION)
    for id_ in (first, second):
        await opened(callers, "K1 supervisor", id_, "找王家核实")
    async with runtime.database.transaction() as connection:
        at = await read_now(connection)
        await erase_opinion(runtime, connection, UUID(said["id"]), ErasureExtent.ALL, at, "x")
    for id_, is_left in ((first, False), (second, True)):
        assert (await callers.get("V1 leader", f"{VISITS}/{id_}"))["has_signature"] is is_left
    await world.advance(days=3 * 366)
    world.keys.clear()  # they have expired
    assert not await retention.step(replace(runtime, kept=KeptYears(contacts=2)))
    for id_ in (first, second):
        found = await callers.get("V1 leader", f"{VISITS}/{id_}")
        assert (found["has_signature"], found["confirmation"]) == (False, "signature")
        assert await opened(callers, "V1 leader", id_, "x") == {"labels": [], "signature": None}
    reads = await events(callers, "visit.households_read")
    assert [(each["reason"], each["words_digest"] is None) for each in reads] == [
        (None, False), (None, False), (None, True), (None, True),
    ]  # fmt: skip


async def test_an_erasure_waits_for_who_is_looking_just_now_and_forgets_why(callers: Callers) -> None:
    runtime = callers.world.runtime
    visit = (await made(callers, "V1 handler", "V1", **SIGNED))["visit"]["id"]
    said = await callers.send("V1 handler", f"{VISITS}/{visit}/opinions", **OPINION)

    async def erase() -> None:
        async with runtime.database.transaction() as connection:
            at = await read_now(connection)
            await erase_opinion(runtime, connection, UUID(said["id"]), ErasureExtent.ALL, at, "x")

    async def waits() -> bool:
        return erasing.done() or await runtime.database.pool.fetchval(_WAITING) > 0

    by = callers.world.actor("K1", "supervisor")
    async with no_hanging():
        async with runtime.database.transaction() as looking:
            at = await read_now(looking)
            await read_visited(looking, UUID(visit), WHY, at, actor=by, request_id="x")
            erasing = asyncio.create_task(erase())
            await until(waits)
        await erasing
    assert [each["reason"] for each in await events(callers, "visit.households_read")] == [None]


async def test_another_master_key_opens_a_signature_that_was_kept_without_labels(callers: Callers) -> None:
    line = await made(callers, "V1 handler", "V1", **SIGNED)
    database, vault = callers.world.runtime.database, Vault(b"\x08" * 32, previous=[b"\x07" * 32])
    assert sum([page.resealed async for page in reseal(database, vault)]) == 1
    row = await database.pool.fetchrow("SELECT * FROM visits WHERE id = $1", UUID(line["id"]))
    assert row is not None
    visited = open_visited(Vault(b"\x08" * 32), row)
    assert (visited.labels, visited.signature) == ((), STROKES)
