"""What was tampered with is found, by the invariant that it breaks and by no other; and a clean world is clean."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from escalation.events.storage.tables import events
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.documents.in_force import in_force
from escalation.tickets.domain.command import JointUnit
from escalation.tickets.domain.decide import NewTicket, form_ticket
from escalation.tickets.domain.hash_chain import SealedEvent, genesis, link
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage.apply import apply
from escalation.tickets.usecases.rules import read_rules
from escalation.verification.storage.invariants import FIRST, LAST
from escalation.verification.usecases.checks import Severity
from escalation.verification.usecases.rebuild_listings import OF_OPINIONS, OF_TICKETS, rebuild
from escalation.verification.usecases.seal_checks import OF_SEALS
from escalation.verification.usecases.tally import Report
from escalation.verification.usecases.verify import verify
from tests.conftest import _empty
from tests.support.makers import a_ticket, an_opinion, move
from tests.support.roles import TwoRoles, as_owner
from tests.support.runtimes import a_runtime
from tests.support.safety_nets import without
from tests.support.snapshots import Snapshot
from tests.support.world import World, build_world

Forgery = Callable[[list[SealedEvent]], Iterable[SealedEvent]]


@dataclass(frozen=True)
class Town:
    """Tickets in every kind of situation; `talked_about` ends with two comments."""

    world: World
    talked_about: UUID
    coordinating: UUID
    escalated: UUID
    rejected: UUID
    merged: UUID
    taking_in: UUID
    opinion: UUID

    async def tamper(self, statement: str, *arguments: object) -> None:
        """Change the database as somebody with all rights would, past triggers and foreign keys."""
        async with as_owner(self.world.runtime.database).transaction() as connection:
            await connection.raw.execute("SET LOCAL session_replication_role = replica")
            await connection.raw.execute(statement, *arguments)
            for derived in (*OF_TICKETS, *OF_OPINIONS):
                await derived(connection, FIRST, LAST)  # Which no trigger did.

    async def salt(self, ticket: UUID) -> bytes | None:
        """What the digests of a ticket begin with."""
        async with self.world.runtime.database.connection() as connection:
            salt: bytes | None = await connection.raw.fetchval("SELECT salt FROM tickets WHERE id = $1", ticket)
        return salt

    async def history(self, ticket: UUID) -> list[SealedEvent]:
        """A ticket's events as stored."""
        async with self.world.runtime.database.connection() as connection:
            rows = await connection.raw.fetch(
                f"SELECT {NAMES} FROM events WHERE ticket_id = $1 ORDER BY sequence", ticket
            )
        return [SealedEvent(*row) for row in rows]

    async def forge(self, ticket: UUID, forgery: Forgery) -> None:
        """Rewrite a history and its chain of hashes, as somebody would who has read the source."""
        told = _chained(ticket, await self.salt(ticket), forgery(await self.history(ticket)))
        await self.tamper("DELETE FROM events WHERE ticket_id = $1", ticket)
        places = ", ".join(f"${n}" for n in range(1, len(SealedEvent._fields) + 1))
        for event in told:
            await self.tamper(f"INSERT INTO events ({NAMES}) VALUES ({places})", *event)
        await self.tamper(
            "UPDATE tickets SET event_hash = $2, event_count = $3 WHERE id = $1", ticket, told[-1].hash, len(told)
        )

    async def found(self, chunk: int = 1_000) -> set[str]:
        """Which invariants are broken."""
        return {finding.invariant for finding in (await self.verified(chunk)).findings}

    async def verified(self, chunk: int = 1_000) -> Report:
        """The report on this town, without the seals that every change by hand breaks (see test_tampering.py)."""
        report = await verify(self.world.runtime, chunk=chunk)
        return replace(report, findings=tuple(each for each in report.findings if each.invariant not in SEALS))


SEALS = {check.invariant for check in OF_SEALS}
NAMES = ", ".join(events.c[name].name for name in SealedEvent._fields)


def _chained(ticket: UUID, salt: bytes | None, told: Iterable[SealedEvent]) -> list[SealedEvent]:
    chained: list[SealedEvent] = []
    previous = genesis(ticket)
    for sequence, event in enumerate(told, start=1):
        numbered = event._replace(sequence=sequence)
        chained.append(numbered._replace(hash=link(previous, numbered, salt)))
        previous = chained[-1].hash
    return chained


@dataclass(frozen=True)
class Built:
    """A town as it was when it was made: that takes thirty moves."""

    town: Town
    snapshot: Snapshot

    async def again(self, pool: TwoRoles) -> Town:
        """The town, clean."""
        await self.snapshot.restore(pool)
        return replace(self.town, world=replace(self.town.world, runtime=a_runtime(pool)))


@pytest.fixture(scope="module")
async def built(pool: TwoRoles) -> AsyncIterator[Built]:
    await _empty(pool)
    built = Built(await build_town(await build_world(a_runtime(pool))), await Snapshot.take(pool, "town"))
    yield built
    await built.snapshot.drop(pool)


@pytest.fixture
async def town(pool: TwoRoles, built: Built) -> Town:
    """A clean town."""
    return await built.again(pool)


async def build_town(world: World) -> Town:
    """Let it all happen."""
    village, office = world.actor("V1", "leader"), world.actor("K1", "office")
    opinion = await an_opinion(world)
    talked_about, merged = await a_ticket(world, "V1"), await a_ticket_of(world, "V1-2026-000777", opinion)
    taking_in = await a_ticket(world, "V1")
    await move(world, merged, office, "merge", into_ticket_id=taking_in)
    await move(world, talked_about, village, "dispatch", unit_id=world.id("V1"))
    await move(world, talked_about, world.actor("V1"), "sign")
    for text in ("已联系。", "再联系。"):
        await move(world, talked_about, village, "comment", text=text)
    coordinating = await a_ticket(world, "K1")
    await move(world, coordinating, office, "dispatch", unit_id=world.id("K1-ZJ"))
    await move(world, coordinating, world.actor("K1-ZJ"), "sign")
    lines = tuple(JointUnit(world.id(code), "查") for code in ("K1-JT", "K1-SL"))
    await move(world, coordinating, world.actor("K1-ZJ"), "coordinate", joint_units=lines)
    await move(world, coordinating, world.actor("K1-ZJ"), "comment", text="已开会。")
    escalated = await a_ticket(world, "V2")
    await move(world, escalated, world.actor("V2", "leader"), "dispatch", unit_id=world.id("V2"))
    await move(world, escalated, world.actor("V2"), "escalate", reason="太难。")
    rejected = await a_ticket(world, "V3")
    await move(world, rejected, world.actor("T2", "leader"), "comment", text="属私事。")
    await move(world, rejected, world.actor("V3", "leader"), "reject", reason_code="private", reason="属私事。")
    return Town(world, talked_about, coordinating, escalated, rejected, merged, taking_in, opinion)


async def a_ticket_of(world: World, number: str, opinion: UUID) -> UUID:
    """A ticket formed from an opinion."""
    async with world.runtime.database.connection() as connection:
        rules = await read_rules(world.runtime, connection, await in_force(connection))
        new = NewTicket(
            id=new_id(), number=number, origin=world.units["V1"], title="路灯", content="不亮", category=None,
            urgency="routine", difficulty="simple", source="visit", key_task=False, confidential=False, accused=None,
            source_system=None, external_ref=None, opinion_ids=(opinion,),
        )  # fmt: skip
        now = await read_now(connection)
        decision = form_ticket(new, world.actor("V1", "leader"), rules, request_id="test", now=now)
        assert await apply(connection, [decision])
    return new.id


LIST_FOR_NOBODY = """
INSERT INTO ticket_listings
SELECT (jsonb_populate_record(l, '{"unit_serial": 0}')).* FROM ticket_listings l WHERE ticket_id = $1 AND relation = 2
"""


async def test_a_ticket_that_stands_in_wrong_lists_is_found_and_put_right(town: Town) -> None:
    for tampering in (
        "UPDATE ticket_listings SET next_due_at = next_due_at + interval '1 day' WHERE ticket_id = $1",
        "DELETE FROM ticket_listings WHERE ticket_id = $1 AND relation = 1",
        LIST_FOR_NOBODY,
    ):
        async with as_owner(town.world.runtime.database).connection() as connection:
            await connection.raw.execute(tampering, town.escalated)
        (finding,) = (await town.verified()).findings
        assert (finding.invariant, finding.subject) == ("I28", await number_of(town, town.escalated))
        assert await rebuild(town.world.runtime, progress=lambda _done, _total: None, chunk=2) == 6
        assert (await town.verified()).findings == ()


# -- What is clean ----------------------------------------------------------------------------------------------------


async def test_an_empty_database_is_clean(world: World) -> None:
    report = await verify(world.runtime)
    assert (report.is_clean, report.findings, report.tickets) == (True, (), 0)


async def test_a_clean_world_is_clean(town: Town) -> None:
    report = await town.verified()
    assert (report.findings, report.errors, report.warnings) == ((), 0, 0)
    assert (report.tickets, report.opinions) == (6, 1)
    assert report.events == sum([len(await town.history(id_)) for id_ in tickets_of(town)])
    assert set(report.counts.values()) == {0}


async def test_what_the_clock_does_is_clean_too(town: Town) -> None:
    for _ in range(6):
        await town.world.advance(days=12)
        while (await sweep(town.world.runtime)).applied:
            pass
    report = await town.verified()
    assert report.findings == ()
    assert report.events > 40


async def test_in_chunks_of_any_size_the_same_is_looked_at_and_found(town: Town) -> None:
    await town.tamper("UPDATE tickets SET level = 4 WHERE state <> 'rejected'")
    reports = [await town.verified(chunk) for chunk in (1, 2, 5, 6, 1_000)]
    assert len({(r.tickets, r.events, r.opinions, r.errors, tuple(sorted(r.counts.items()))) for r in reports}) == 1


async def test_progress_goes_from_little_to_all(town: Town) -> None:
    seen: list[tuple[int, int]] = []
    await verify(town.world.runtime, progress=lambda done, total: seen.append((done, total)), chunk=2)
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 7


async def test_a_finding_says_which_ticket_what_is_wrong_and_what_to_do(town: Town) -> None:
    await town.tamper("UPDATE tickets SET level = 4 WHERE id = $1", town.escalated)
    (finding,) = (await town.verified()).findings
    number = await number_of(town, town.escalated)
    assert (finding.invariant, finding.subject, finding.params) == ("I5", number, {"column": "level"})
    assert finding.fault.format(**finding.params) == "'level' is not what the history says it became."
    assert "backup" in finding.advice


def tickets_of(town: Town) -> Sequence[UUID]:
    return town.talked_about, town.coordinating, town.escalated, town.rejected, town.merged, town.taking_in


async def number_of(town: Town, ticket: UUID) -> str:
    async with town.world.runtime.database.connection() as connection:
        return str(await connection.raw.fetchval("SELECT number FROM tickets WHERE id = $1", ticket))


# -- Rows that were changed -------------------------------------------------------------------------------------------

SWAP = """
    UPDATE events SET sequence = 1000 + CASE sequence WHEN 4 THEN 5 WHEN 5 THEN 4 ELSE sequence END WHERE ticket_id = $1
"""
DIVERT = """
    UPDATE hand_overs SET to_unit_id = (SELECT id FROM units WHERE code = 'K2')
    WHERE ticket_id = $1 AND direction = 'up'
"""
TAMPERED: dict[str, tuple[str, str, set[str]]] = {
    "an open ticket counts as done": ("escalated", "UPDATE tickets SET is_open = false WHERE id = $1", {"I3"}),
    "a done ticket counts as open": (
        "rejected",
        "UPDATE tickets SET is_open = true, wake_at = due_at, stage_due_at = due_at WHERE id = $1",
        {"I3", "I5"},
    ),
    "its holder does not exist": (
        "talked_about", "UPDATE tickets SET holder_unit_id = gen_random_uuid() WHERE id = $1", {"I3", "I5", "I24"},
    ),
    "the holder was exchanged, path and all": (
        "escalated",
        "UPDATE tickets t SET holder_unit_id = u.id, holder_path = u.path FROM units u WHERE code = 'K2' AND t.id = $1",
        {"I5"},
    ),
    "its state was changed": ("escalated", "UPDATE tickets SET state = 'in_progress' WHERE id = $1", {"I5"}),
    "its deadline was put off": (
        "escalated", "UPDATE tickets SET stage_due_at = stage_due_at + interval '30 days' WHERE id = $1", {"I5"},
    ),
    "its version was turned back": ("talked_about", "UPDATE tickets SET version = version - 1 WHERE id = $1", {"I5"}),
    "a version was invented": (
        "coordinating", "UPDATE tickets SET version = version + 1 WHERE id = $1", {"I5", "I8"},
    ),
    "it was pinned to a life cycle that is not there": (
        "escalated", "UPDATE tickets SET workflow_version = 99 WHERE id = $1", {"I6"},
    ),
    "an event's data was changed": (
        "escalated", "UPDATE events SET data = data || '{\"a\": 1}' WHERE ticket_id = $1 AND sequence = 2", {"I7"},
    ),
    "an event's data is not even an object": (
        "escalated", "UPDATE events SET data = '[7]' WHERE ticket_id = $1 AND sequence = 1", {"I7"},
    ),
    "the opinions an event names are rubbish": (
        "escalated",
        """UPDATE events SET data = '{"opinion_ids": "x"}' WHERE ticket_id = $1 AND sequence = 1""",
        {"I7", "I25"},
    ),
    "a reason was changed": (
        "escalated", "UPDATE events SET reason = '能办。' WHERE ticket_id = $1 AND sequence = 3", {"I7"},
    ),
    "the head of the chain was changed": ("escalated", r"UPDATE tickets SET event_hash = '\x00' WHERE id = $1", {"I7"}),
    "two facts of one move changed places": (
        "coordinating",
        SWAP,
        {"I5", "I7"},
    ),
    "a fact of a move was deleted": (
        "coordinating", "DELETE FROM events WHERE ticket_id = $1 AND type = 'joint_task.requested'", {"I7"},
    ),
    "a whole move was deleted": (
        "talked_about", "DELETE FROM events WHERE ticket_id = $1 AND sequence = 4", {"I7", "I8"},
    ),
    "the last move was deleted": (
        "talked_about", "DELETE FROM events WHERE ticket_id = $1 AND sequence = 5", {"I5", "I7", "I8"},
    ),
    "the beginning was deleted": (
        "talked_about", "DELETE FROM events WHERE ticket_id = $1 AND sequence = 1", {"I5", "I7", "I8"},
    ),
    "the whole history was deleted": (
        "talked_about", "DELETE FROM events WHERE ticket_id = $1", {"I5", "I7", "I8"},
    ),
    "the ticket was deleted": ("rejected", "DELETE FROM tickets WHERE id = $1", {"I7"}),
    "it was signed before it was sent": (
        "talked_about", "UPDATE hand_overs SET signed_at = sent_at - interval '1 h' WHERE ticket_id = $1", {"I13"},
    ),
    "it was escalated sideways": (
        "escalated",
        DIVERT,
        {"I14"},
    ),
    "it is red and was never late": ("escalated", "UPDATE tickets SET warning = 'red' WHERE id = $1", {"I5", "I30"}),
    "a breach was wiped off": (
        "escalated", "UPDATE tickets SET due_at = updated_at - interval '1 day' WHERE id = $1", {"I5", "I30"},
    ),
    "a joint task waits at a ticket that has ended": (
        "rejected", "UPDATE joint_tasks SET ticket_id = $1", {"I23", "I31"},
    ),
    "a date does not say where it comes from": (
        "coordinating", "UPDATE joint_tasks SET due_from = NULL WHERE ticket_id = $1", {"I32"},
    ),
    "a joint task is gone": (
        "coordinating",
        "DELETE FROM joint_tasks WHERE id = (SELECT id FROM joint_tasks WHERE ticket_id = $1 LIMIT 1)",
        {"I23"},
    ),
    "a request is counted and not there": (
        "escalated", "UPDATE tickets SET requests_open = 1 WHERE id = $1", {"I23"},
    ),
    "an order is counted and not there": ("escalated", "UPDATE tickets SET orders_open = 1 WHERE id = $1", {"I23"}),
    "its time stands still": ("talked_about", "UPDATE tickets SET stage_running_since = NULL WHERE id = $1", {"I26"}),
    "it is not parked and waits to go on": (
        "talked_about", "UPDATE tickets SET resume_at = due_at WHERE id = $1", {"I26"},
    ),
    "it is parked and its time runs on": (
        "talked_about", "UPDATE tickets SET state = 'parked' WHERE id = $1", {"I5", "I26"},
    ),
    "a path was changed": ("escalated", "UPDATE tickets SET holder_path = '/1/' WHERE id = $1", {"I24"}),
    "an opinion's path was changed": ("opinion", "UPDATE opinions SET unit_path = '/1/' WHERE id = $1", {"I24"}),
    "an opinion was left behind": (
        "opinion",
        "UPDATE opinions SET ticket_id = (SELECT id FROM tickets WHERE state = 'merged') WHERE id = $1",
        {"I25", "I27"},
    ),
    "an opinion hangs in the air": (
        "opinion", "UPDATE opinions SET ticket_id = gen_random_uuid() WHERE id = $1", {"I25", "I27"},
    ),
    "nothing was told of an opinion": ("opinion", "DELETE FROM events WHERE opinion_id = $1", {"I27"}),
    "that an opinion was moved was not told": (
        "opinion", "DELETE FROM events WHERE opinion_id = $1 AND data ->> 'from_ticket_id' IS NOT NULL", {"I27"},
    ),
    "it was merged into nothing": ("merged", "UPDATE tickets SET merged_into_id = NULL WHERE id = $1", {"I5", "I25"}),
}  # fmt: skip


async def test_what_was_tampered_with_is_found(pool: TwoRoles, built: Built) -> None:
    found: dict[str, set[str]] = {}
    for case, (which, statement, _) in TAMPERED.items():
        town = await built.again(pool)
        await town.tamper(statement, getattr(town, which))
        found[case] = await town.found()
    assert found == {case: expected for case, (_, _, expected) in TAMPERED.items()}
    assert await (await built.again(pool)).found() == set()


async def test_an_opinion_taken_from_its_ticket_is_missed(town: Town) -> None:
    opinion = await an_opinion(town.world)
    ticket = await a_ticket_of(town.world, "V1-2026-000778", opinion)
    assert await town.found() == set()
    await town.tamper("UPDATE opinions SET ticket_id = NULL, status = 'inbox' WHERE id = $1", opinion)
    found = {finding.invariant: finding.subject for finding in (await town.verified()).findings}
    assert found == {"I25": await number_of(town, ticket), "I27": str(opinion)}


async def test_tickets_merged_in_a_ring_are_named_and_those_that_only_lead_into_it_are_not(world: World) -> None:
    first, second, third, outside = [await a_ticket(world, "V1") for _ in range(4)]
    town = Town(world, first, second, third, outside, outside, outside, outside)
    for ticket, other in ((first, second), (second, third), (third, first), (outside, first)):
        await town.tamper("UPDATE tickets SET merged_into_id = $2 WHERE id = $1", ticket, other)
    found = {f.subject for f in (await town.verified()).findings if "merged into another" in f.fault}
    assert found == {await number_of(town, ticket) for ticket in (first, second, third)}


async def test_a_history_cut_short_with_care_is_found_by_its_chain_alone(town: Town) -> None:
    await town.tamper("DELETE FROM events WHERE ticket_id = $1 AND sequence = 5", town.talked_about)
    await town.tamper(
        "UPDATE tickets SET version = version - 1, event_count = event_count - 1 WHERE id = $1", town.talked_about
    )
    assert await town.found() == {"I7"}


# -- Histories forged with their chain: the chain is silent, the facts are not ----------------------------------------


def last(**changes: object) -> Forgery:
    """The last event with other values."""
    return lambda told: [*told[:-1], told[-1]._replace(**changes)]  # type: ignore[arg-type]


def earlier(told: list[SealedEvent]) -> list[SealedEvent]:
    return [*told[:-1], told[-1]._replace(occurred_at=told[-1].occurred_at - timedelta(days=1))]


def one_more(told: list[SealedEvent]) -> list[SealedEvent]:
    end = told[-1]
    comment = end._replace(id=new_id(), type="ticket.commented", action="comment", from_state=end.to_state)
    return [*told, comment._replace(ticket_version=end.ticket_version + 1)]


FORGED: dict[str, tuple[str, Forgery, set[str]]] = {
    "nothing": ("talked_about", lambda told: told, set()),
    "a move that does not exist": ("talked_about", last(action="teleport"), {"I6"}),
    "a move from elsewhere": ("talked_about", last(from_state="dispatched", to_state="dispatched"), {"I5"}),
    "an event out of its time": ("talked_about", earlier, {"I13"}),
    "an event of nobody": ("talked_about", last(principal=""), {"I17"}),
    "an event at nobody's request": ("talked_about", last(request_id=""), {"I17"}),
    "an event that claims to be the clock's": ("talked_about", last(trigger="clock"), {"I17"}),
    "an event under no life cycle": ("talked_about", last(workflow_version=99), {"I6", "I17"}),
}


async def test_a_forged_history_is_found(pool: TwoRoles, built: Built) -> None:
    found: dict[str, set[str]] = {}
    for case, (which, forgery, _) in FORGED.items():
        town = await built.again(pool)
        await town.forge(getattr(town, which), forgery)
        found[case] = await town.found()
    assert found == {case: expected for case, (_, _, expected) in FORGED.items()}


async def test_two_moves_in_one_version_are_found(town: Town) -> None:
    await town.tamper("UPDATE tickets SET version = version - 1 WHERE id = $1", town.talked_about)
    await town.forge(town.talked_about, last(ticket_version=4, request_id="another"))
    assert await town.found() == {"I4"}


async def test_a_hole_between_versions_is_found(town: Town) -> None:
    await town.tamper("UPDATE tickets SET version = version + 1 WHERE id = $1", town.coordinating)
    await town.forge(town.coordinating, last(ticket_version=6))
    assert await town.found() == {"I8"}


async def test_something_after_the_end_is_found(town: Town) -> None:
    await town.forge(town.rejected, one_more)
    await town.tamper("UPDATE tickets SET version = version + 1 WHERE id = $1", town.rejected)
    assert await town.found() == {"I6", "I15"}


# -- Nets that were taken away ----------------------------------------------------------------------------------------


async def test_an_open_ticket_without_a_clock_is_found(town: Town) -> None:
    async with without(town.world, "tickets", "ck_tickets_open_has_clock"):
        await town.tamper("UPDATE tickets SET wake_at = NULL WHERE id = $1", town.escalated)
        assert await town.found() == {"I3"}


@pytest.mark.parametrize(
    ("constraint", "statement"),
    [
        ("uq_tickets_number", "UPDATE tickets SET number = 'X' WHERE id IN ($1, $2)"),
        (
            "uq_tickets_source_system_external_ref",
            "UPDATE tickets SET source_system = '12345', external_ref = '7' WHERE id IN ($1, $2)",
        ),
    ],
)
async def test_one_matter_registered_twice_is_found(town: Town, constraint: str, statement: str) -> None:
    async with without(town.world, "tickets", constraint):
        await town.tamper(statement, town.escalated, town.coordinating)
        report = await town.verified()
    assert [finding.invariant for finding in report.findings] == ["I2", "I2"]


async def test_one_opinion_received_twice_is_found(town: Town) -> None:
    other = await an_opinion(town.world)
    async with without(town.world, "opinions", "uq_opinions_source_system_external_ref"):
        await town.tamper(
            "UPDATE opinions SET source_system = 'app', external_ref = '7' WHERE id IN ($1, $2)", town.opinion, other
        )
        report = await town.verified()
    assert {(finding.invariant, finding.subject) for finding in report.findings} == {
        ("I2", str(town.opinion)),
        ("I2", str(other)),
    }


@pytest.mark.parametrize("trigger", ["events_append_only", "events_never_emptied"])
async def test_a_switched_off_safeguard_is_found(town: Town, trigger: str) -> None:
    await town.tamper(f"ALTER TABLE events DISABLE TRIGGER {trigger}")
    report = await town.verified()
    await town.tamper(f"ALTER TABLE events ENABLE TRIGGER {trigger}")
    assert [(finding.invariant, finding.subject) for finding in report.findings] == [("I7", trigger)]


async def another_opinion(town: Town) -> None:
    await an_opinion(town.world)


async def an_opinion_dismissed(town: Town) -> None:
    text = "UPDATE opinions SET status = 'dismissed', ticket_id = NULL WHERE id = $1"
    await town.world.runtime.database.pool.execute(text, town.opinion)


async def its_ticket_escalated_twice(town: Town) -> None:
    village, town_hall = town.world.actor("V1"), town.world.actor("T1")
    await move(town.world, town.taking_in, town.world.actor("V1", "leader"), "dispatch", unit_id=town.world.id("V1"))
    await move(town.world, town.taking_in, village, "sign")
    for holder in (village, town_hall):
        await move(town.world, town.taking_in, holder, "escalate", reason="太难。")


async def a_row_of_the_ledger(town: Town) -> None:
    await town.world.runtime.database.pool.execute(
        """
        INSERT INTO ledger_rows (
          id, unit_id, unit_path, matter, entered_on, opinion_id, created_by, created_at, updated_at
        )
        SELECT gen_random_uuid(), unit_id, unit_path, 'm', received_at::date, id, 'x', received_at, received_at
        FROM opinions WHERE ticket_id = $1
        """,
        town.taking_in,
    )


async def its_ticket_signed_for(town: Town) -> None:
    await a_row_of_the_ledger(town)
    await move(town.world, town.taking_in, town.world.actor("V1", "leader"), "dispatch", unit_id=town.world.id("V1"))
    await move(town.world, town.taking_in, town.world.actor("V1"), "sign")


async def another_ticket(town: Town) -> None:
    await a_ticket(town.world, "V1")


async def a_ticket_renamed(town: Town) -> None:
    text = "UPDATE tickets SET title = '井盖丢失' WHERE id = $1"
    await town.world.runtime.database.pool.execute(text, town.escalated)


async def more_time_asked_for(town: Town) -> None:
    await move(town.world, town.talked_about, town.world.actor("V1"), "extend", days=2, reason="等待配件")


async def more_time_asked_for_elsewhere(town: Town) -> None:
    await more_time_asked_for(town)
    text = "UPDATE tickets SET holder_path = $2, holder_unit_id = $3 WHERE id = $1"
    k2 = town.world.units["K2"]
    await town.world.runtime.database.pool.execute(text, town.talked_about, k2.path, k2.id)


async def a_contact_point(town: Town) -> None:
    """Of somebody of V1, kept by V2."""
    pool, member = town.world.runtime.database.pool, new_id()
    await pool.execute(
        "INSERT INTO members (id, name, home_unit_id, created_at, updated_at) "
        "VALUES ($1, '高娃', $2, clock_timestamp(), clock_timestamp())",
        member, town.world.id("V1"),
    )  # fmt: skip
    await pool.execute(
        "INSERT INTO contact_points (id, member_id, unit_id, first_unit_id, place, assigned_at, assigned_by) "
        "VALUES ($1, $2, $3, $3, 'unit', clock_timestamp(), 'x')",
        new_id(), member, town.world.id("V2"),
    )  # fmt: skip


async def its_cadre_moved(town: Town) -> None:
    await a_contact_point(town)
    await town.world.runtime.database.pool.execute(
        "UPDATE members SET home_unit_id = $1 WHERE name = '高娃'", town.world.id("T2")
    )


DERIVING: dict[str, tuple[str, Callable[[Town], Awaitable[None]], str]] = {
    "opinions_listed": ("opinions", another_opinion, "I33"),
    "opinions_listed_anew": ("opinions", an_opinion_dismissed, "I33"),
    "opinions_of_tickets_listed": ("ticket_listings", its_ticket_escalated_twice, "I33"),
    "tickets_worded": ("tickets", another_ticket, "I34"),
    "tickets_worded_anew": ("tickets", a_ticket_renamed, "I34"),
    "requests_asked": ("requests", more_time_asked_for, "I35"),
    "tickets_handed_on": ("tickets", more_time_asked_for_elsewhere, "I35"),
    "ledger_rows_entered": ("ledger_rows", a_row_of_the_ledger, "I44"),
    "tickets_ledger_rows": ("tickets", its_ticket_signed_for, "I44"),
    "members_contact_points": ("members", its_cadre_moved, "I45"),
}
"""What a trigger derives: its table, what happens, and the invariant that tells if the trigger did not run."""


@pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
@pytest.mark.parametrize("trigger", DERIVING)
async def test_what_a_trigger_that_is_off_did_not_derive_is_found_and_put_right(
    town: Town, trigger: str, *, is_on: bool
) -> None:
    table, happens, invariant = DERIVING[trigger]
    pool = town.world.runtime.database.pool
    if not is_on:
        await pool.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    await happens(town)
    assert (invariant in await town.found()) is not is_on
    await pool.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    await rebuild(town.world.runtime, progress=lambda _done, _total: None, chunk=2)
    assert invariant not in await town.found()


@pytest.mark.parametrize(
    ("tampering", "invariant"),
    [
        ("UPDATE opinion_listings SET relation = 2 WHERE relation = 1", "I33"),
        ("UPDATE opinion_listings SET received_at = received_at - interval '1 day'", "I33"),
        ("DELETE FROM opinion_listings WHERE relation = 2", "I33"),
        ("INSERT INTO opinion_listings SELECT 0, opinion_id, 2, status, received_at FROM opinion_listings", "I33"),
        ("INSERT INTO opinion_listings SELECT 0, gen_random_uuid(), 3, 'inbox', clock_timestamp()", "I33"),
        ("UPDATE ticket_words SET words = '{}'", "I34"),
        ("INSERT INTO ticket_words SELECT gen_random_uuid(), '{}'", "I34"),
        ("UPDATE contact_points SET home_path = unit_path", "I45"),
        ("UPDATE contact_points SET unit_path = '/1/'", "I45"),
        ("UPDATE contact_points SET home_unit_id = unit_id", "I45"),
    ],
)
async def test_what_was_derived_and_is_something_else_is_found_and_put_right(
    town: Town, tampering: str, invariant: str
) -> None:
    await a_contact_point(town)
    async with as_owner(town.world.runtime.database).transaction() as connection:
        await connection.raw.execute("SET LOCAL session_replication_role = replica")
        await connection.raw.execute(f"{tampering} {'ON CONFLICT DO NOTHING' if 'INSERT' in tampering else ''}")
    assert await town.found() == {invariant}
    await rebuild(town.world.runtime, progress=lambda _done, _total: None, chunk=2)
    assert await town.found() == set()


async def test_who_had_the_ticket_of_an_opinion_once_may_keep_a_row_that_shows_nothing(town: Town) -> None:
    listed = "INSERT INTO opinion_listings SELECT 0, id, 3, status, received_at FROM opinions"
    await town.world.runtime.database.pool.execute(listed)
    assert await town.found() == set()


# -- What is late but not broken --------------------------------------------------------------------------------------


async def test_tickets_that_no_worker_looks_at_are_a_warning(town: Town) -> None:
    await town.world.advance(days=30)
    report = await town.verified()
    assert {(finding.invariant, str(finding.severity)) for finding in report.findings} == {("I12", "warning")}
    assert (report.is_clean, report.warnings) == (True, 4)


async def test_a_ticket_held_by_a_dissolved_unit_is_a_warning(town: Town) -> None:
    await town.tamper("UPDATE units SET active = false, successor_id = parent_id WHERE id = $1", town.world.id("T1"))
    report = await town.verified()
    assert [(finding.invariant, finding.params, finding.severity) for finding in report.findings] == [
        ("I3", {"unit": "T1"}, Severity.WARNING)
    ]


async def test_an_escalation_stays_right_when_units_are_moved_later(town: Town) -> None:
    async with town.world.runtime.database.connection() as connection:
        now = await read_now(connection)
    await town.tamper("UPDATE units SET path = '/1/3/12/', updated_at = $2 WHERE id = $1", town.world.id("V2"), now)
    assert "I14" not in await town.found()
