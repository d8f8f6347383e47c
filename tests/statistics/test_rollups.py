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
from escalation.statistics.engine.rollups import count_batch
from escalation.statistics.usecases import rates
from escalation.statistics.usecases.rates import WantedRates, count_rates
from escalation.statistics.usecases.unit_report import unit_of
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters
from tests.feed.feeds import number_events
from tests.statistics.test_rate_model import CallingTown
from tests.support.callers import Callers
from tests.support.makers import a_ticket
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


@pytest.mark.parametrize("seed", range(2))
async def test_roll_ups_are_what_tickets_tell(callers: Callers, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted on and on while things happen, they are what they would be had they been counted at the end."""
    town = CallingTown(callers, Random(seed))
    for origin, fields in (("V1", {"confidential": True}), ("T1", {"accused": "V1"}), ("V2", {"accused": "K1"})):
        town.tickets.append(await a_ticket(town.world, origin, **fields))
    for _ in range(6):
        await town.live(4)
        await catch_up(town.world)
    await town.return_one()
    await town.close_one(redone=True)
    await catch_up(town.world)
    assert await compare(town.world, monkeypatch) > 40
