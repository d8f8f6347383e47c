"""Roll-ups tell what tickets tell, whoever asks and of whichever unit and day, whatever happened to whoever counts."""

from datetime import datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from escalation.actors import Actor
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.statistics.domain.rates import RateCounts
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.usecases import rates
from escalation.statistics.usecases.rates import WantedRates, count_rates
from escalation.statistics.usecases.rollup_counting import count_batch
from escalation.statistics.usecases.unit_report import unit_of
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters
from escalation.verification.usecases.rollup_verification import WRONG_SUMS, WRONGLY_COUNTED
from escalation.verification.usecases.verify import verify
from tests.feed.feeds import number_events
from tests.statistics.test_rate_model import CallingTown
from tests.support.callers import Callers
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
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
            for code in codes:
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
    for origin, confidential, accused in (("V1", True, None), ("T1", False, "V1"), ("V2", False, "K1")):
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


@pytest.mark.parametrize("seed", range(2))
async def test_roll_ups_are_what_tickets_tell(callers: Callers, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """For everybody, of every unit; and what is tampered with differs, and verify says so (the control)."""
    world = (await a_town(callers, seed)).world
    assert await compare(world, monkeypatch) > 40
    assert await wrong(world) == set()
    for control, fault in CONTROLS.items():
        async with as_owner(world.runtime.database).connection() as connection:
            tables = "rate_rollups", "rate_contributions"
            kept = {name: await connection.raw.fetch(f"SELECT * FROM {name}") for name in tables}
            await connection.raw.execute(control)
            if control.startswith("UPDATE rate_rollups"):
                with pytest.raises(AssertionError):
                    await compare(world, monkeypatch)
            assert await wrong(world) == {fault}
            await connection.raw.execute("TRUNCATE rate_rollups, rate_contributions")
            for name, rows in kept.items():
                await connection.raw.copy_records_to_table(name, records=[tuple(row) for row in rows])


CONTROLS: Final = {
    # As if every unit that a ticket passed through saw it for ever; as if nothing were confidential; one too many.
    "UPDATE rate_rollups SET seen_from = seen_from + 4 WHERE seen_from < 4 AND unit_serial IN (10, 11)": WRONG_SUMS.fault,
    "UPDATE rate_rollups SET confidential = false WHERE confidential AND accepted = 1": WRONG_SUMS.fault,
    "UPDATE rate_rollups SET solved = solved + 1 WHERE unit_serial = 1": WRONG_SUMS.fault,
    # A ticket that was forgotten, in both tables alike.
    """
    WITH gone AS (
      DELETE FROM rate_contributions WHERE ticket_id = (
        SELECT ticket_id FROM rate_contributions WHERE closed IS NULL AND dispatched IS NULL LIMIT 1
      ) RETURNING due
    )
    DELETE FROM rate_rollups WHERE basis = 'due' AND accepted = -1 AND day IN (SELECT due FROM gone)
    """: WRONGLY_COUNTED.fault,
}
