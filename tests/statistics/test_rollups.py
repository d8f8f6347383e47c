"""Roll-ups tell what tickets tell, whoever asks and of whichever unit and day, whatever happened to whoever counts."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from escalation.actors import Actor
from escalation.errors import OutcomeUnknown
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Row
from escalation.kit.runtime.context import StoredResponse
from escalation.reorganisation.usecases.reorganisation import dissolve_unit, move_unit
from escalation.statistics.domain.rates import RateCounts
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.storage.rollup_counting import Counted
from escalation.statistics.usecases import rates
from escalation.statistics.usecases.rates import WantedRates, count_rates
from escalation.statistics.usecases.rollup_counting import count_batch, rebuild_rollups
from escalation.statistics.usecases.unit_report import unit_of
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters
from escalation.verification.usecases.rollup_verification import WRONG_SUMS, WRONGLY_COUNTED
from escalation.verification.usecases.verify import verify
from tests.feed.feeds import number_events
from tests.statistics.test_rate_model import CallingTown
from tests.support.callers import Callers
from tests.support.makers import a_person, a_ticket, move
from tests.support.roles import as_owner
from tests.support.waiting import until
from tests.support.world import World

ZONE: Final = ZoneInfo("Asia/Shanghai")
EVER: Final = datetime(2000, 1, 1, tzinfo=ZONE)
UNITS: Final = {
    "C leader": ("C", "K1", "K2", "T1", "V1"), "K1 supervisor": ("K1", "T1", "V1"), "T1 leader": ("T1", "V1", "V2"),
    "K2 office": ("K2",), "V1 leader": ("V1",),
}  # fmt: skip


async def catch_up(world: World, limit: int = 7) -> None:
    """Number what happened, and count it, few at a time."""
    await number_events(world.runtime)
    async with world.runtime.database.connection() as connection:
        while (await count_batch(world.runtime, connection, limit)).has_more:
            pass


async def counted(
    connection: Connection, patch: pytest.MonkeyPatch, actor: Actor, wanted: WantedRates, *, rolled_up: bool
) -> tuple[dict[int | None, RateCounts], RateCounts]:
    """From roll-ups, or ticket by ticket; nothing is told of units without anything."""
    unit = await unit_of(connection, actor, wanted.filters.unit)
    now = await read_now(connection)
    with patch.context() as patched:
        if not rolled_up:
            patched.setattr(rates, "read_rollups", _nothing)
        found = await count_rates(connection, actor, wanted, unit, now)
    assert (found.as_of < now) is rolled_up
    return {at: each for at, each in found.of_units.items() if each != RateCounts()}, found.whole


async def _nothing(*_: object) -> None:
    return None


async def compare(world: World, patch: pytest.MonkeyPatch) -> int:
    """Everything that anybody may ask, both ways; how many answers had something in them."""
    told = 0
    async with world.runtime.database.connection() as connection:
        today = (await read_now(connection)).astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        periods = Period(EVER), Period(today - timedelta(days=9), today - timedelta(days=1)), Period(today)
        for who, codes in UNITS.items():
            actor = world.actor(*who.split())
            for code in (code for code in codes if world.units[code].path.startswith(actor.unit_path)):
                for basis in Basis:
                    for period in periods:
                        wanted = WantedRates(WantedFilters(Filters(), unit=code), period, basis)
                        one = await counted(connection, patch, actor, wanted, rolled_up=True)
                        other = await counted(connection, patch, actor, wanted, rolled_up=False)
                        assert one == other, (who, code, basis, period)
                        told += one[1] != RateCounts()
    return told


async def a_town(callers: Callers, seed: int) -> CallingTown:
    """Weeks of random stories, counted on and on while they happen."""
    town = CallingTown(callers, Random(seed))
    for origin, confidential, accused in (
        ("V1", True, None),
        ("V2", True, None),
        ("T1", False, "V1"),
        ("V2", False, "K1"),
    ):
        town.tickets.append(await a_ticket(town.world, origin, confidential=confidential, accused=accused))
    for _ in range(6):
        await town.live(4)
        await catch_up(town.world)
    await town.return_one()
    await town.close_one(redone=True)
    await catch_up(town.world)
    return town


async def wrong(world: World) -> set[str]:
    """What verify says of roll-ups."""
    return {each.fault for each in (await verify(world.runtime)).findings if each.invariant == "I43"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_roll_ups_are_what_tickets_tell(callers: Callers, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """For everybody, of every unit; and what is tampered with differs, and verify says so (the control)."""
    world = (await a_town(callers, seed)).world
    assert await compare(world, monkeypatch) > 40
    assert await wrong(world) == set()
    for control, check in CONTROLS.items():
        async with as_owner(world.runtime.database).connection() as connection:
            tables = "rate_rollups", "rate_contributions"
            kept = {name: await connection.raw.fetch(f"SELECT * FROM {name}") for name in tables}
            await connection.raw.execute(control)
            if control.startswith("UPDATE rate_rollups"):
                with pytest.raises(AssertionError):
                    await compare(world, monkeypatch)
            assert await wrong(world) == {check.fault}
            await connection.raw.execute("TRUNCATE rate_rollups, rate_contributions")
            for name, rows in kept.items():
                await connection.raw.copy_records_to_table(name, records=[tuple(row) for row in rows])


_OTHER: Final = "o.basis = r.basis AND o.unit_serial = r.unit_serial AND o.alone = r.alone AND o.day = r.day"
CONTROLS: Final = {
    # As if every unit that a ticket passed through saw it for ever; as if nothing were confidential; one too many.
    "UPDATE rate_rollups SET seen_from = seen_from + 4 WHERE seen_from < 4 AND unit_serial IN (10, 11)": WRONG_SUMS,
    f"""UPDATE rate_rollups r SET confidential = false
    WHERE confidential AND NOT EXISTS (SELECT FROM rate_rollups o WHERE {_OTHER} AND NOT o.confidential)""": WRONG_SUMS,
    "UPDATE rate_rollups SET solved = solved + 1 WHERE unit_serial = 1": WRONG_SUMS,
    # What is open took no time yet, so no sum differs.
    "UPDATE rate_contributions SET seconds = 1 WHERE closed IS NULL": WRONGLY_COUNTED,
}


async def some_tickets(world: World) -> list[UUID]:
    """Handed down, signed for, climbed by the clock and closed; counted."""
    tickets = [await a_ticket(world, origin) for origin in ("V1", "T1", "V2", "V1")]
    for ticket, code in zip(tickets[:3], ("V1", "T1", "V2"), strict=True):
        await move(world, ticket, world.actor(code, "leader"), "dispatch", unit_id=world.id(code.replace("T", "V")))
    await move(world, tickets[0], world.actor("V1"), "sign")
    await world.advance(days=6)
    while (await sweep(world.runtime)).applied:
        pass
    await catch_up(world)
    return tickets


async def test_a_batch_that_is_ended_in_the_middle_is_counted_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for a row behind others that it has written already, and its connection ends there, time and again."""
    tickets = await some_tickets(world)
    pool = as_owner(world.runtime.database).pool
    for ticket in tickets:
        await move(world, ticket, world.actor("K1", "office"), "comment", text="请抓紧。")
        await move(world, ticket, world.actor("K1", "office"), "reclassify", urgency="urgent", reason="重新定级。")
        await number_events(world.runtime)
        before = await pool.fetchrow(STATE)
        async with pool.acquire() as other, other.transaction():
            await other.execute("SELECT FROM rate_rollups WHERE unit_serial = 1 FOR UPDATE")
            batch = asyncio.create_task(one_batch(world))
            await until(lambda: _is_waiting(pool))
            assert await one_batch(world) == Counted()  # Whoever comes second has nothing to do.
            await other.execute(f"SELECT pg_terminate_backend(pid) {_WAITING}")
            with pytest.raises(OutcomeUnknown):
                await batch
        assert await pool.fetchrow(STATE) == before
        await catch_up(world)
        assert await pool.fetchrow(STATE) != before
    assert await compare(world, monkeypatch) > 0
    assert await wrong(world) == set()


async def one_batch(world: World) -> Counted:
    async with world.runtime.database.connection() as connection:
        return await count_batch(world.runtime, connection)


STATE: Final = """
SELECT (SELECT feed_pos FROM rollup_progress), (SELECT sum(accepted + dispatched + open_late) FROM rate_rollups),
  (SELECT md5(string_agg(c::text, ' ' ORDER BY ticket_id)) FROM rate_contributions c)
"""
_WAITING: Final = (
    "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND backend_type = 'client backend' "
    "AND datname = current_database()"
)


async def _is_waiting(pool: "asyncpg.Pool[Row]") -> bool:
    return bool(await pool.fetchval(f"SELECT count(*) {_WAITING}"))


async def test_a_promise_that_breaks_is_counted_though_nothing_happens(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No clock looks at tickets: the time alone has changed."""
    await some_tickets(world)
    for _ in range(4):
        await world.advance(days=9)
        await catch_up(world)
        await compare(world, monkeypatch)
    pool = world.runtime.database.pool
    assert await pool.fetchval("SELECT sum(open_late) FROM rate_rollups WHERE basis = 'closed' AND unit_serial = 1") > 0
    assert await pool.fetchval("SELECT count(*) FROM rate_contributions WHERE breaks_at IS NOT NULL") == 0


async def test_what_roll_ups_cannot_tell_is_counted_ticket_by_ticket(world: World) -> None:
    await some_tickets(world)
    day = datetime(2026, 1, 1, tzinfo=ZONE)
    whole = WantedFilters(Filters(), unit="K1")
    assert await is_rolled_up(world, world.actor("K1", "leader"), whole, Period(day))
    assert not await is_rolled_up(world, world.actor("K1", "leader"), whole, Period(day + timedelta(hours=1)))
    assert not await is_rolled_up(
        world, world.actor("K1", "leader"), WantedFilters(Filters(level=1), unit="K1"), Period(day)
    )
    assert not await is_rolled_up(world, world.actor("K2", "leader"), whole, Period(day))
    assert not await is_rolled_up(world, world.actor("K1"), whole, Period(day))
    secret, (member, _) = await a_ticket(world, "V1", confidential=True), await a_person(world, "K1")
    supervisor = replace(world.actor("K1", "supervisor"), member_id=member)
    assert await is_rolled_up(world, supervisor, whole, Period(day))
    await as_owner(world.runtime.database).pool.execute(
        "UPDATE tickets SET assignee_id = $1 WHERE id = $2", member, secret
    )
    assert not await is_rolled_up(world, supervisor, whole, Period(day))
    await world.advance(minutes=3)
    assert not await is_rolled_up(world, world.actor("K1", "leader"), whole, Period(day))
    await catch_up(world)
    assert await is_rolled_up(world, world.actor("K1", "leader"), whole, Period(day))


async def is_rolled_up(world: World, actor: Actor, filters: WantedFilters, period: Period) -> bool:
    async with world.runtime.database.connection() as connection:
        unit, now = await unit_of(connection, actor, filters.unit), await read_now(connection)
        return (await count_rates(connection, actor, WantedRates(filters, period, Basis.DUE), unit, now)).as_of < now


async def test_a_tree_that_changes_is_counted_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are by the tree as it is; until they are, reports go by tickets."""
    await some_tickets(world)
    whole, day = WantedFilters(Filters(), unit="K1"), Period(datetime(2026, 1, 1, tzinfo=ZONE))
    admin, render = world.actor("C", "admin"), lambda _: StoredResponse(200, b"")
    await move_unit(world.runtime, world.id("V1"), world.id("T2"), by=admin, render=render)
    await dissolve_unit(
        world.runtime, world.id("V2"), world.id("V3"), reason="合并", by=admin, request_id="test", render=render
    )
    assert not await is_rolled_up(world, world.actor("K1", "leader"), whole, day)
    await catch_up(world)
    world.units["V1"] = replace(world.units["V1"], path=f"{world.units['T2'].path}10/")
    assert await compare(world, monkeypatch) > 0
    assert await wrong(world) == set()


async def test_all_is_counted_anew_on_demand(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever somebody has done to the counts; interrupted after the first batch, a worker goes on."""
    await some_tickets(world)
    await as_owner(world.runtime.database).pool.execute("UPDATE rate_rollups SET accepted = 99")
    told: list[tuple[int, int]] = []
    assert await rebuild_rollups(world.runtime, progress=lambda *done: told.append(done), limit=3) == 4
    assert told == [(3, 4), (4, 4)]
    assert await compare(world, monkeypatch) > 0
    with pytest.raises(InterruptedError):
        await rebuild_rollups(world.runtime, progress=_interrupt, limit=3)
    await catch_up(world)
    assert await compare(world, monkeypatch) > 0
    assert await wrong(world) == set()


def _interrupt(*_: int) -> None:
    raise InterruptedError
