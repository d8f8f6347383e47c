"""What the tables must say, asked in SQL and not through the program that wrote them."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from escalation.verification.usecases.tally import Finding
from escalation.verification.usecases.verify import verify
from tests.faults.load import LAID_ASIDE
from tests.support.roles import as_owner
from tests.support.world import World


@dataclass(frozen=True, slots=True)
class History:
    """What happened to a ticket: its events in order, each once, and how often it changed hands."""

    version: int
    events: tuple[str, ...]
    hand_overs: int


_HISTORIES = """
SELECT t.id, t.version,
       ARRAY(SELECT e.type FROM events e WHERE e.ticket_id = t.id ORDER BY e.sequence) AS events,
       (SELECT count(*) FROM hand_overs h WHERE h.ticket_id = t.id) AS hand_overs
FROM tickets t
"""

# Each finds tickets of which something is half done, or done twice.
_WRONGS = {
    "a version is not told by the events": """
        SELECT t.id FROM tickets t LEFT JOIN events e ON e.ticket_id = t.id GROUP BY t.id
        HAVING t.version <> count(DISTINCT e.ticket_version) OR t.version <> max(e.ticket_version)
            OR t.event_count <> count(e.id) OR t.event_count <> max(e.sequence)""",
    "a place in its history was taken twice": """
        SELECT ticket_id FROM events WHERE ticket_id IS NOT NULL GROUP BY ticket_id, sequence HAVING count(*) > 1""",
    "a hand-over is missing, or there twice": """
        SELECT t.id FROM tickets t
        WHERE (SELECT count(*) FROM events e WHERE e.ticket_id = t.id AND e.type = 'ticket.escalated')
           <> (SELECT count(*) FROM hand_overs h WHERE h.ticket_id = t.id AND h.action = 'escalate')""",
    "it is not where its last hand-over took it": """
        SELECT t.id FROM tickets t
        CROSS JOIN LATERAL (SELECT * FROM hand_overs h WHERE h.ticket_id = t.id ORDER BY h.n DESC LIMIT 1) h
        WHERE h.trigger = 'clock' AND t.holder_unit_id <> h.to_unit_id""",
}


async def histories(world: World, among: list[UUID] | None = None) -> dict[UUID, History]:
    """The history of every ticket, or of those asked for."""
    async with as_owner(world.runtime.database).connection() as connection:
        rows = await connection.raw.fetch(_HISTORIES)
    found = {row["id"]: History(row["version"], tuple(row["events"]), row["hand_overs"]) for row in rows}
    return found if among is None else {ticket: found[ticket] for ticket in among}


def climbed(before: Mapping[UUID, History]) -> dict[UUID, History]:
    """What the histories are once every ticket has climbed one level, once."""
    return {
        ticket: History(was.version + 1, (*was.events, "ticket.escalated"), was.hand_overs + 1)
        for ticket, was in before.items()
    }


async def found_besides_what_was_laid_aside(world: World) -> list[Finding]:
    """What does not hold, but for tickets whose wake-up a story put off by hand: that their row changed is found."""
    rows = await world.runtime.database.pool.fetch("SELECT number FROM tickets WHERE wake_at = $1", LAID_ASIDE)
    laid_aside = {row["number"] for row in rows}
    findings = (await verify(world.runtime)).findings
    return [each for each in findings if (each.invariant, each.subject in laid_aside) != ("I36", True)]


async def wrongs(world: World) -> Mapping[str, int]:
    """How many tickets are half done or done twice; what is in order is left out."""
    async with as_owner(world.runtime.database).connection() as connection:
        found = {name: len(await connection.raw.fetch(query)) for name, query in _WRONGS.items()}
    return {name: count for name, count in found.items() if count}


async def locked(world: World) -> int:
    """How many tickets somebody keeps locked."""
    return await _count(
        world,
        "WITH free AS (SELECT id FROM tickets FOR UPDATE SKIP LOCKED)"
        " SELECT id FROM tickets WHERE id NOT IN (SELECT id FROM free)",
    )


async def fires(world: World) -> int:
    """How many events the clock has made."""
    return await _count(world, "SELECT id FROM events WHERE trigger = 'clock'")


async def levels(world: World) -> dict[UUID, int]:
    """On which level each ticket is."""
    async with as_owner(world.runtime.database).connection() as connection:
        return {row["id"]: row["level"] for row in await connection.raw.fetch("SELECT id, level FROM tickets")}


async def event_count(world: World, type_: str) -> Counter[UUID]:
    """How many events of a type each ticket has."""
    async with as_owner(world.runtime.database).connection() as connection:
        rows = await connection.raw.fetch("SELECT ticket_id FROM events WHERE type = $1", type_)
    return Counter(row["ticket_id"] for row in rows)


# -- The journal -------------------------------------------------------------------------------------------------------

_JOURNAL = """
CREATE SCHEMA journal;
CREATE TABLE journal.states (
  n bigint GENERATED ALWAYS AS IDENTITY, ticket_id uuid, version int, level int, wake_at timestamptz,
  stage_started_at timestamptz, stage_due_at timestamptz
);
CREATE INDEX ON journal.states (ticket_id, version);
CREATE FUNCTION journal.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO journal.states (ticket_id, version, level, wake_at, stage_started_at, stage_due_at)
  VALUES (NEW.id, NEW.version, NEW.level, NEW.wake_at, NEW.stage_started_at, NEW.stage_due_at);
  RETURN NULL;
END $$;
CREATE TRIGGER journal AFTER INSERT OR UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION journal.note();
"""
_LOOK_BACK = """
SELECT e.id FROM events e
CROSS JOIN LATERAL (
  SELECT * FROM journal.states j WHERE j.ticket_id = e.ticket_id AND j.version = e.ticket_version - 1
  ORDER BY j.n DESC LIMIT 1
) before
CROSS JOIN LATERAL (
  SELECT * FROM journal.states j WHERE j.ticket_id = e.ticket_id AND j.version = e.ticket_version
  ORDER BY j.n LIMIT 1
) after
"""
_CLIMBS = "e.trigger = 'clock' AND e.type = 'ticket.escalated'"


@asynccontextmanager
async def journal(world: World) -> AsyncIterator[None]:
    """Meanwhile the database itself notes every state that a ticket was in."""
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("DROP SCHEMA IF EXISTS journal CASCADE")
        await connection.raw.execute(_JOURNAL)
    try:
        yield
    finally:
        async with as_owner(world.runtime.database).connection() as connection:
            await connection.raw.execute("DROP TRIGGER journal ON tickets; DROP SCHEMA journal CASCADE")


async def untimely(world: World) -> int:
    """Things the clock did to a ticket before the time at which it was to look at it."""
    return await _count(world, f"{_LOOK_BACK} WHERE e.trigger = 'clock' AND e.occurred_at < before.wake_at")


async def climbs(world: World) -> int:
    """How often the clock gave a ticket to the level above."""
    return await _count(world, f"SELECT e.id FROM events e WHERE {_CLIMBS}")


async def long_climbs(world: World) -> int:
    """Climbs by more than one level."""
    return await _count(world, f"{_LOOK_BACK} WHERE {_CLIMBS} AND after.level > before.level + 1")


async def climbs_without_fresh_time(world: World) -> int:
    """Climbs after which the new holder's stage does not begin at that moment, or is over already."""
    return await _count(
        world,
        f"{_LOOK_BACK} WHERE {_CLIMBS}"
        " AND (after.stage_started_at <> e.occurred_at OR after.stage_due_at <= e.occurred_at)",
    )


async def hasty_climbs(world: World) -> int:
    """Climbs before the stage of the one who had the ticket was over."""
    return await _count(world, f"{_LOOK_BACK} WHERE {_CLIMBS} AND e.occurred_at <= before.stage_due_at")


async def _count(world: World, query: str) -> int:
    async with as_owner(world.runtime.database).connection() as connection:
        return len(await connection.raw.fetch(query))
