"""Which limit passed under whom: told by the next decision, kept in rows, derived from the history again."""

from datetime import datetime
from uuid import UUID

from escalation.tickets.domain.breaches import Breach
from escalation.tickets.engine.deadlines import sweep
from escalation.verification.storage.invariants import FIRST, LAST
from escalation.verification.usecases.rebuild_listings import rebuild
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World
from tests.tickets.story import UNITS, Story, follow_up, in_progress, somebody


def breaches_of(story: Story) -> list[tuple[str, str]]:
    """Kind and unit of all breaches, in the order in which they were found."""
    codes = {unit.id: code for code, unit in UNITS.items()}
    return [(each.kind, codes[each.unit_id]) for decision in story.decisions for each in decision.breaches]


def test_a_stage_that_lapses_is_told_once_under_its_holder() -> None:
    story = in_progress().until("ticket.overdue")
    due = story.ticket.stage_due_at
    story.wake()
    assert breaches_of(story) == [("stage", "V1")]
    (breach,) = story.decisions[-2].breaches
    assert (breach.at, breach.level) == (due, 1)
    assert story.events[-2].data["breaches"] == [
        {"kind": "stage", "at": str(due).replace(" ", "T"), "unit_id": str(UNITS["V1"].id), "level": 1}
    ]


def test_a_lapse_that_nobody_noticed_is_told_by_whoever_acts_next() -> None:
    story = in_progress().wait(days=10)
    story.do(somebody("V1"), "resolve", outcome="solved", reply="已换灯。")
    assert breaches_of(story) == [("stage", "V1")]
    assert story.ticket.first_breached_at == story.decisions[-1].breaches[0].at


def test_the_promise_lapses_under_whoever_holds_the_ticket_then() -> None:
    story = in_progress()
    promised = story.ticket.due_at
    while story.now < promised:
        story.wake()
    story.wait(days=60).strike()
    found = {each.kind: each for decision in story.decisions for each in decision.breaches}
    assert found["promise"].at == promised
    assert [kind for kind, _ in breaches_of(story)].count("promise") == 1
    assert _code(found["promise"]) != "V1"


def _code(breach: Breach) -> str:
    return next(code for code, unit in UNITS.items() if unit.id == breach.unit_id)


def test_one_pass_after_an_outage_tells_of_both_limits() -> None:
    story = in_progress().wait(days=90).strike()
    assert sorted(breaches_of(story)) == [("promise", "V1"), ("stage", "V1")]


def test_a_kept_promise_of_a_reopened_ticket_does_not_lapse() -> None:
    office = somebody("K1", "office")
    story = follow_up().do(office, "confirm", solved=True).wait(days=3)
    story.do(office, "reopen", reason="又不亮了。").wait(days=90).strike()
    assert [kind for kind, _ in breaches_of(story)] == ["stage"]


async def rows_of(world: World, ticket: UUID) -> list[tuple[str, datetime, UUID]]:
    async with world.runtime.database.connection() as connection:
        rows = await connection.raw.fetch(
            "SELECT kind, at, unit_id FROM ticket_breaches WHERE ticket_id = $1 ORDER BY at", ticket
        )
    return [tuple(row) for row in rows]


async def a_late_ticket(world: World) -> UUID:
    """One that lapsed in its village, climbed by the clock, and lapsed there too."""
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    for _ in range(2):
        await world.advance(days=15)
        while (await sweep(world.runtime)).applied:
            pass
    return ticket


async def test_rows_are_kept_by_the_decision_and_stay_when_the_ticket_moves_on(world: World) -> None:
    rows = await rows_of(world, await a_late_ticket(world))
    assert [(kind, unit) for kind, _, unit in rows if kind == "stage"] == [
        ("stage", world.id("V1")), ("stage", world.id("T1")),
    ]  # fmt: skip
    assert (await verify(world.runtime)).findings == ()


async def test_a_breach_that_was_taken_away_or_moved_is_found_and_derived_anew(world: World) -> None:
    ticket = await a_late_ticket(world)
    kept = await rows_of(world, ticket)
    for tampering in (
        "DELETE FROM ticket_breaches WHERE ticket_id = $1",
        "UPDATE ticket_breaches SET at = at + interval '1 day' WHERE ticket_id = $1",
        "UPDATE ticket_breaches SET level = 9 WHERE ticket_id = $1",
    ):
        async with as_owner(world.runtime.database).connection() as connection:
            await connection.raw.execute(tampering, ticket)
        assert {finding.invariant for finding in (await verify(world.runtime)).findings} == {"I29"}
        await rebuild(world.runtime, progress=lambda _done, _total: None)
        assert await rows_of(world, ticket) == kept
        assert (await verify(world.runtime)).findings == ()


async def test_what_was_told_before_events_knew_breaches_is_derived_alike(world: World) -> None:
    ticket = await a_late_ticket(world)
    kept = {(kind, at, unit) for kind, at, unit in await rows_of(world, ticket) if kind == "stage"}
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("SET LOCAL session_replication_role = replica")
        await connection.raw.execute("UPDATE events SET data = data - 'breaches' WHERE ticket_id = $1", ticket)
        derived = await connection.raw.fetch(
            "SELECT kind, at, unit_id FROM ticket_breaches_derived WHERE ticket_id > $1 AND ticket_id <= $2",
            FIRST,
            LAST,
        )
    assert {tuple(row) for row in derived if row["kind"] == "stage"} == kept
