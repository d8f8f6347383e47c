"""The unit report of a whole unit has the figures that lists give, whoever asks and of whichever unit."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.organisation.storage.units import find_units
from escalation.statistics.usecases.unit_report import AskedUnit
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import mix_up

ZONE: Final = ZoneInfo("Asia/Shanghai")
NARROWED: Final = Filters(created_since=datetime(1900, 1, 1, tzinfo=UTC))
"""What narrows nothing, and is asked by lists."""
# Listings follow, of those that are about somebody, in many hands, or nobody's to know.
SECRET: Final = "UPDATE tickets SET confidential = true WHERE hashtext(id::text) % 4 = 0"


@pytest.fixture(scope="module")
async def mixed(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"whole_units_{worker_id}") as connection:
        await mix_up(connection.raw, tickets=600)
        await connection.raw.execute(SECRET)
        yield connection


async def test_indexes_and_lists_count_the_same(mixed: Connection) -> None:
    now = await read_now(mixed)
    rows = await mixed.raw.fetch("SELECT id FROM units ORDER BY path")
    units = await find_units(mixed, [row["id"] for row in rows])
    compared = hidden = 0
    for caller in units.values():
        for role in (Role.LEADER, Role.SUPERVISOR):
            actor = Actor("test", role, caller.id, caller.path)
            for unit in (each for each in units.values() if each.path.startswith(caller.path)):
                wanted = WantedFilters(NARROWED, unit=unit.code)
                by_lists = AskedUnit(mixed, actor, wanted, unit, ZONE, now - timedelta(days=30), now, is_whole=False)
                by_indexes = replace(by_lists, is_whole=True)
                figures = await by_indexes.figures()
                assert dict(figures) == dict(await by_lists.figures()), (caller.code, role, unit.code)
                assert await by_indexes.days() == await by_lists.days(), (caller.code, role, unit.code)
                compared += sum(each.in_hand for each in figures.values())
                hidden += not actor.sees_confidential
    assert compared > 1_000
    assert hidden > 10


async def test_nobody_is_told_of_what_lies_beside_them(mixed: Connection) -> None:
    """The statements ask the predicate themselves, whoever calls them for whichever unit."""
    now = await read_now(mixed)
    rows = await mixed.raw.fetch("SELECT id FROM units WHERE code IN ('L4-0', 'L1-0')")
    units = await find_units(mixed, [row["id"] for row in rows])
    city, village = sorted(units.values(), key=lambda unit: len(unit.path))
    of_city, of_village = (
        AskedUnit(
            mixed, Actor("test", Role.LEADER, village.id, village.path), WantedFilters(Filters(), unit=unit.code), unit,
            ZONE, now - timedelta(days=30), now, is_whole=True,
        )
        for unit in (city, village)
    )  # fmt: skip
    told, own = [sum(each.in_hand for each in (await asked.figures()).values()) for asked in (of_city, of_village)]
    assert told == own > 0
