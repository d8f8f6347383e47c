"""What a selective filter leaves is found at once, as long as it is little; what is more is not looked up."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import asyncpg
import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection, connect
from escalation.tickets.storage import selective_filters
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import list_tickets
from escalation.tickets.storage.selective_filters import FEW_HITS, FEW_WIDE_HITS
from tests.conftest import dsn_of
from tests.tickets.lists.conftest import a_city, a_database
from tests.tickets.lists.test_plans import FILTERS, SHOWN, recorded, somebody

MOST = 2_000
CALLERS = ("L4-0", Role.LEADER), ("L3-0", Role.SUPERVISOR), ("L1-0", Role.HANDLER), ("L2-0-D1", Role.HANDLER)
LONG_AGO, LONG_HENCE = datetime(2001, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)
# Each is true of the tickets that are marked, and of no other.
SELECTIVE: Mapping[str, Filters] = {
    "a member's": Filters(assignee_id=UUID(int=1)),
    "of a category": Filters(category="rare"),
    "of a system": Filters(source_system="rare"),
    "created on a day": Filters(created_since=LONG_AGO, created_until=LONG_AGO + A_DAY),
    "due on a day": Filters(due_since=LONG_HENCE, due_until=LONG_HENCE + A_DAY),
    "changed since": Filters(updated_since=LONG_HENCE),
}
MARKED = """
UPDATE tickets SET category = 'rare', source_system = 'rare', external_ref = 'rare-' || n, assignee_id = $2,
       created_at = $3, stage_due_at = $4, due_at = $4, fulfilled_at = NULL
FROM (SELECT id AS i, row_number() OVER (ORDER BY id) AS n FROM tickets WHERE is_open AND accused_path IS NULL) numbered
WHERE id = i AND n <= $1
"""
PLANNED = """
SELECT coalesce(max(custom_plans), 0) FROM pg_prepared_statements WHERE statement LIKE '%ticket_listings%'
"""


async def mark(raw: "asyncpg.Connection[asyncpg.Record]", tickets: int) -> None:
    """So many tickets stand out in every way."""
    async with raw.transaction():
        await raw.execute("SET LOCAL session_replication_role = replica")
        await raw.execute("INSERT INTO categories (code, name_zh, name_en, rank) VALUES ('rare', '罕', 'Rare', 1)")
        await raw.execute(MARKED, tickets, UUID(int=1), LONG_AGO, LONG_HENCE)
        await raw.execute(
            "UPDATE ticket_listings l SET (category, created_at, next_due_at, updated_at) = ('rare', $1, $2, $2) "
            "FROM tickets t WHERE t.id = l.ticket_id AND t.category = 'rare'",
            LONG_AGO, LONG_HENCE,
        )  # fmt: skip
        await raw.execute("UPDATE tickets SET changed_at = $1, updated_at = $1 WHERE category = 'rare'", LONG_HENCE)
    await raw.execute("VACUUM ANALYZE tickets, ticket_listings")


@asynccontextmanager
async def marked(name: str, tickets: int) -> AsyncIterator[Connection]:
    async with a_database(name, await a_city()) as connection:
        raw = await asyncpg.connect(dsn_of(name))
        await mark(raw, tickets)
        await raw.close()
        yield connection


@pytest.fixture(scope="module")
async def few(worker_id: str) -> AsyncIterator[Connection]:
    async with marked(f"few_{worker_id}", FEW_WIDE_HITS) as connection:
        yield connection


@pytest.fixture(scope="module")
async def more(worker_id: str) -> AsyncIterator[Connection]:
    async with marked(f"more_{worker_id}", 5 * FEW_HITS) as connection:
        yield connection


async def pages_of(connection: Connection, actor: Actor, filters: Filters, sort: Sort) -> tuple[list[UUID], int]:
    """The tickets of a list, and how many pages it took to read them."""
    found: list[UUID] = []
    after, pages = None, 0
    while pages == 0 or after is not None:
        page = await list_tickets(connection, actor, filters, sort=sort, after=after, limit=SHOWN)
        found += [line.ticket.id for line in page.lines]
        after, pages = page.goes_on_behind, pages + 1
    return found, pages


@pytest.mark.parametrize("sort", [sort for sort in Sort if sort is not Sort.UPDATED])
@pytest.mark.parametrize("name", SELECTIVE)
async def test_full_pages_until_the_end(few: Connection, name: str, sort: Sort) -> None:
    found, pages = await pages_of(few, await somebody(few, "L4-0"), SELECTIVE[name], sort)
    assert len(found) == len(set(found)) == FEW_WIDE_HITS
    assert pages <= FEW_WIDE_HITS // SHOWN + 1


@pytest.mark.parametrize("name", SELECTIVE)
async def test_what_few_have_costs_a_page_for_everybody(few: Connection, name: str) -> None:
    for (code, role), sort in product(CALLERS, Sort):
        recorder, _ = await recorded(few, code, SELECTIVE[name], sort, role)
        assert (await recorder.reading_by_its_plans()).buffers <= MOST, (code, sort)


@pytest.mark.parametrize("name", SELECTIVE)
async def test_what_more_have_costs_a_page_as_well(more: Connection, name: str) -> None:
    for (code, role), sort in product(CALLERS, Sort):
        recorder, _ = await recorded(more, code, SELECTIVE[name], sort, role)
        assert (await recorder.reading_by_its_plans()).buffers <= MOST, (code, sort)


async def test_with_what_belongs_to_tickets_asked_besides_it_costs_a_page(few: Connection) -> None:
    department = await somebody(few, "L3-0-D1")
    for filters in SELECTIVE.values():
        asked = replace(filters, climbed_by_clock=False, department_id=department.unit_id)
        recorder, _ = await recorded(few, "L4-0", asked, Sort.CREATED)
        assert (await recorder.reading_by_its_plans()).buffers <= MOST, filters


async def test_nobody_sees_by_a_filter_what_is_not_theirs(few: Connection) -> None:
    """Hits know no caller: what a village gets of them is what it lists."""
    for (code, role), filters in product(CALLERS, SELECTIVE.values()):
        actor = await somebody(few, code, role)
        found, _ = await pages_of(few, actor, filters, Sort.DUE)
        listed = await few.raw.fetch(
            "SELECT DISTINCT ticket_id FROM ticket_listings JOIN units ON serial = unit_serial "
            "WHERE id = $1 AND category = 'rare' AND relation NOT IN (5, 8) AND ($2 OR relation NOT IN (1, 6))",
            actor.unit_id, role is not Role.HANDLER,
        )  # fmt: skip
        assert set(found) == {row["ticket_id"] for row in listed}


# -- Plans -------------------------------------------------------------------------------------------------------------


@pytest.fixture
async def fresh(city: Connection, worker_id: str) -> AsyncIterator[Connection]:
    """A connection of the program's own, on which nothing is prepared yet."""
    database = await connect(dsn_of(f"city_{worker_id}"), size=1)
    async with database.connection() as connection:
        yield connection
    await database.close()


async def ask_often(connection: Connection) -> None:
    for filters, _ in product((*SELECTIVE.values(), *FILTERS.values()), range(8)):
        actor = await somebody(connection, "L1-0")
        await list_tickets(connection, actor, filters, sort=Sort.DUE, after=None, limit=SHOWN)


async def test_no_list_is_planned_for_the_values_at_hand(fresh: Connection) -> None:
    await ask_often(fresh)
    assert await fresh.raw.fetchval(PLANNED) == 0


# -- Controls ----------------------------------------------------------------------------------------------------------


async def test_looked_for_in_windows_pages_are_short(few: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selective_filters, "FEW_HITS", 0)
    found, pages = await pages_of(few, await somebody(few, "L4-0"), SELECTIVE["of a category"], Sort.CREATED)
    assert len(found) == FEW_WIDE_HITS
    assert pages > 2 * FEW_WIDE_HITS // SHOWN


async def test_with_many_looked_up_a_page_costs_more(more: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selective_filters, "FEW_HITS", 5 * FEW_HITS)
    recorder, _ = await recorded(more, "L4-0", SELECTIVE["of a category"])
    assert (await recorder.reading_by_its_plans()).buffers > MOST


async def test_without_its_index_a_filter_reads_everything(few: Connection) -> None:
    transaction = few.raw.transaction()
    await transaction.start()
    await few.raw.execute("DROP INDEX ix_tickets_category")
    recorder, _ = await recorded(few, "L4-0", SELECTIVE["of a category"])
    assert (await recorder.reading_by_its_plans()).tickets > 10_000
    await transaction.rollback()


async def test_left_to_choose_postgresql_plans_some_lists_each_time(fresh: Connection) -> None:
    await fresh.raw.execute("SET plan_cache_mode = auto")
    await ask_often(fresh)
    assert await fresh.raw.fetchval(PLANNED) > 6
