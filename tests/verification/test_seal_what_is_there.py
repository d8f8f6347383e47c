"""What is older than seals is late until the owner seals it as it is; from then on it is covered like all else."""

from uuid import UUID

import asyncpg
import pytest

from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.hash_chain import SealedEvent, genesis, link
from escalation.verification.usecases.checks import Severity
from escalation.verification.usecases.seal_what_is_there import seal_what_is_there
from escalation.verification.usecases.tally import Part, Report
from escalation.verification.usecases.verify import verify
from tests.support.makers import a_ticket, an_opinion, move
from tests.support.roles import as_owner
from tests.support.world import World
from tests.verification.tampering import past_triggers

NAMES = ", ".join(SealedEvent._fields)
PARTS = 4


@pytest.fixture
async def old(world: World, dsn: str) -> World:
    """Three tickets and an opinion, as a version left them that knew neither digests nor seals."""
    for unit in ("V1", "V2", "V3"):
        ticket = await a_ticket(world, unit)
        await move(world, ticket, world.actor(unit, "leader"), "comment", text="已联系。")
    await an_opinion(world)
    await past_triggers(
        dsn,
        "DELETE FROM row_seals",
        "UPDATE opinions SET salt = NULL",
        "UPDATE tickets SET salt = NULL",
        "UPDATE events SET digests = NULL WHERE ticket_id IS NOT NULL",
        "UPDATE events SET hash = NULL, salt = NULL WHERE ticket_id IS NULL",
    )
    for row in await world.runtime.database.pool.fetch("SELECT id FROM tickets"):
        await _chain_anew(world, dsn, row["id"])
    return world


async def _chain_anew(world: World, dsn: str, ticket: UUID) -> None:
    pool, previous = world.runtime.database.pool, genesis(ticket)
    for row in await pool.fetch(f"SELECT {NAMES} FROM events WHERE ticket_id = $1 ORDER BY sequence", ticket):
        previous = link(previous, SealedEvent(*row), None)
        await past_triggers(dsn, rf"UPDATE events SET hash = '\x{previous.hex()}' WHERE id = '{row['id']}'")
    await past_triggers(dsn, rf"UPDATE tickets SET event_hash = '\x{previous.hex()}' WHERE id = '{ticket}'")


def owner_of(world: World) -> Runtime:
    return Runtime(as_owner(world.runtime.database), world.runtime.vault, CompiledDocuments())


def named(report: Report) -> set[tuple[str, str]]:
    return {(finding.invariant, finding.subject) for finding in report.findings}


async def test_what_is_older_is_late_and_sealed_once_by_the_owner_alone(old: World, dsn: str) -> None:
    before = await verify(old.runtime)
    assert before.is_clean
    assert {finding.severity for finding in before.findings} == {Severity.WARNING}
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await seal_what_is_there(old.runtime)

    assert await seal_what_is_there(owner_of(old), chunk=1) > 4
    assert await seal_what_is_there(owner_of(old)) == 0
    assert (await verify(old.runtime)).findings == ()

    await past_triggers(dsn, "UPDATE tickets SET reply = '已办'", "UPDATE opinions SET content = '很好'")
    whole = await verify(old.runtime, chunk=1)
    assert {invariant for invariant, _ in named(whole)} == {"I36", "I37"}
    parts = [await verify(old.runtime, chunk=1, part=Part(number, PARTS)) for number in range(1, PARTS + 1)]
    shares = [named(part) for part in parts]
    assert set().union(*shares) == named(whole)
    assert sum(map(len, shares)) == len(named(whole))
    for kind in ("tickets", "events", "opinions", "rows"):
        assert sum(getattr(part, kind) for part in parts) == getattr(whole, kind), kind


async def test_sealing_that_was_interrupted_goes_on_from_there(old: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "escalation.verification.usecases.seal_what_is_there.sealing.hash_unnumbered_events"
    with monkeypatch.context() as broken:
        broken.setattr(path, None)
        with pytest.raises(TypeError):
            await seal_what_is_there(owner_of(old), chunk=1)
    tickets = "SELECT count(*) FROM row_seals WHERE table_name = 'tickets' AND key <> ''"
    sealed = await old.runtime.database.pool.fetchval(tickets)
    assert await seal_what_is_there(owner_of(old), chunk=1) > 0
    assert await old.runtime.database.pool.fetchval(tickets) == sealed == 3
    assert (await verify(old.runtime)).findings == ()
