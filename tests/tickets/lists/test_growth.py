"""A list costs what it did when the table was empty: its plan is made once, and tickets come by the ten thousand.

A program keeps its connections and their plans while the table grows below them, and statistics are renewed now and
then or never. Each list is prepared before there is a ticket, and read again by that plan at each size.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import asyncpg
import pytest

from escalation.actors import Role
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.subtree import end_of
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from tests.conftest import dsn_of
from tests.tickets.lists.conftest import a_city_without_tickets, a_database
from tests.tickets.lists.fill import add_tickets
from tests.tickets.lists.plans import Kept, Recorder
from tests.tickets.lists.test_plans import SHOWN, somebody

MOST = 2_000
"""Buffers of a page of fifty."""

STATISTICS = {"renewed each time": 1, "renewed sometimes": 2, "never renewed": 1_000}
PLACES = {
    "one village has all": "code = 'L1-0'",
    "even": "kind = 'territory'",
    "an office receives all": "code = 'L3-0-D1'",
}
CALLERS = (
    ("L1-0", Role.HANDLER),
    ("L1-0", Role.LEADER),
    ("L2-0", Role.LEADER),
    ("L3-0", Role.OFFICE),
    ("L3-0-D1", Role.HANDLER),
    ("L4-0", Role.SUPERVISOR),
)
LISTS = (
    *((Filters(), sort) for sort in Sort),
    (Filters(overdue=True), Sort.DUE),
    (Filters(open=True), Sort.CREATED),
    (Filters(stuck=True), Sort.DUE),
    (Filters(warnings=("yellow",)), Sort.DUE),
    (Filters(states=("in_progress",)), Sort.DUE),
    (Filters(category="none"), Sort.DUE),
    (Filters(difficulty="none"), Sort.DUE),
    (Filters(urgency="critical", level=2), Sort.UPDATED_LAST),
    (Filters(q="路灯不亮 7"), Sort.DUE),
)


@dataclass(frozen=True)
class Growing:
    """A city without tickets, and two connections: of a program that reads lists, and of whoever brings tickets."""

    program: Connection
    others: "asyncpg.Connection[asyncpg.Record]"
    name: str

    async def sizes(self, place: str, renewed: int, last: int) -> AsyncIterator[int]:
        """Sizes that the table grows through; statistics are renewed at each `renewed`th."""
        total = 0
        for n, size in enumerate((500, 1_500, 3_000, 10_000, 30_000, 100_000)):
            if size > last:
                return
            await add_tickets(self.others, units=PLACES[place], opened=size - total)
            total = size
            if n % renewed == renewed - 1:
                await self.others.execute("ANALYZE")
            yield size


@pytest.fixture
async def growing(worker_id: str) -> AsyncIterator[Growing]:
    name = f"growing_{worker_id}"
    async with a_database(name, await a_city_without_tickets()) as program:
        others = await asyncpg.connect(dsn_of(name))
        for table in ("tickets", "ticket_listings", "units"):
            await others.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
        yield Growing(program, others, name)
        await others.close()


async def lists_of(growing: Growing) -> Mapping[str, Kept]:
    kept = {}
    for code, role in CALLERS:
        for filters, sort in LISTS:
            recorder = Recorder(growing.program)
            await recorder.list_for(await somebody(growing.program, code, role), filters, sort)
            kept[f"{code} {role}: {filters.asked} {sort}"] = await recorder.keep()
    return kept


async def grow(growing: Growing, place: str, renewed: int, last: int) -> None:
    lists = await lists_of(growing)
    async for size in growing.sizes(place, renewed, last):
        read = {name: await kept.reading() for name, kept in lists.items()}
        worst = max(read, key=lambda name: read[name].buffers)
        print(f"{place}, {renewed}, {size} tickets: {read[worst].buffers} buffers at most, for {worst}")  # noqa: T201 - `pytest -rP` shows it
        assert read[worst].buffers <= MOST, worst


@pytest.mark.slow
@pytest.mark.parametrize(("statistics", "place"), [*zip(STATISTICS, PLACES, strict=True)])
async def test_every_list_costs_a_page_while_the_table_grows(growing: Growing, place: str, statistics: str) -> None:
    """Each place and each way to renew statistics; all of both are tried below, up to where it takes minutes."""
    await grow(growing, place, STATISTICS[statistics], 3_000)


@pytest.mark.torture
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("statistics", STATISTICS)
async def test_every_list_costs_a_page_up_to_a_hundred_thousand(growing: Growing, place: str, statistics: str) -> None:
    await grow(growing, place, STATISTICS[statistics], 100_000)


# -- Controls ----------------------------------------------------------------------------------------------------------

FORMER = f"""
WITH reached AS (SELECT path FROM units WHERE path >= (SELECT $1::text COLLATE "C") AND path < (SELECT $2::text)),
heads AS (
  SELECT r.path, t.next_due_at
  FROM reached r CROSS JOIN LATERAL (
    SELECT next_due_at, id FROM tickets WHERE is_open AND holder_path = r.path ORDER BY next_due_at, id
    LIMIT (SELECT ({SHOWN} + greatest(count(*), 1)) / greatest(count(*), 1) FROM reached)
  ) t
  ORDER BY t.next_due_at, t.id LIMIT {SHOWN + 1}
)
SELECT t.id
FROM (SELECT DISTINCT path FROM heads) giving CROSS JOIN LATERAL (
  SELECT next_due_at, id FROM tickets
  WHERE is_open AND holder_path = giving.path AND next_due_at <= coalesce(
    (SELECT max(next_due_at) FROM heads HAVING count(*) = {SHOWN + 1}), 'infinity')
  ORDER BY next_due_at, id LIMIT {SHOWN + 1}
) t
ORDER BY t.next_due_at, t.id LIMIT {SHOWN + 1}
"""
"""The first of each unit, then all of the units that gave one: a plan among several, by what PostgreSQL believes."""


async def test_the_former_plan_costs_more_than_a_page(growing: Growing) -> None:
    await growing.others.execute("CREATE INDEX former ON tickets (holder_path, is_open, next_due_at, id)")
    county = await somebody(growing.program, "L3-0")
    kept = await Kept.of(growing.program, [(FORMER, [county.unit_path, end_of(county.unit_path)])])
    async for _ in growing.sizes("one village has all", STATISTICS["never renewed"], 500):
        assert (await kept.reading()).buffers > MOST


async def test_a_program_that_scans_tables_keeps_a_plan_made_for_small_ones(growing: Growing) -> None:
    await add_tickets(growing.others, units=PLACES["one village has all"], opened=5)
    await growing.others.execute("ANALYZE")
    recorder = Recorder(growing.program)
    await recorder.list_for(await somebody(growing.program, "L3-0"), Filters(), Sort.DUE)
    as_it_is = await recorder.keep()
    await growing.program.raw.execute("SET enable_seqscan = on")
    scanning = await recorder.keep()
    await add_tickets(growing.others, units=PLACES["one village has all"], opened=1_500)
    assert (await as_it_is.reading()).buffers <= MOST
    assert (await scanning.reading()).buffers > MOST
