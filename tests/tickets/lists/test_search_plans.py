"""A search costs a page, however often its words are said, whoever searches, in whichever order."""

from collections.abc import AsyncIterator
from itertools import product

import asyncpg
import pytest

from escalation.actors import Role
from escalation.kit.database.connection import Connection
from escalation.kit.runtime import subtree
from escalation.tickets.storage import selective_filters
from escalation.tickets.storage.filters import Filters, params
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.selective_filters import FEW_WIDE_HITS, find_hits, hits_of
from escalation.tickets.storage.ticket_listings import serial_of
from tests.conftest import dsn_of
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import fill_tickets, fill_units
from tests.tickets.lists.test_plans import recorded, somebody

MOST = 2_000
CALLERS = (
    ("L4-0", Role.LEADER),
    ("L3-0", Role.SUPERVISOR),
    ("L1-0", Role.HANDLER),
    ("L2-0-D1", Role.HANDLER),
)
# By how many tickets each is said: of one, of as many as are looked up at once, of one in a hundred, of all, of none.
SAID = {
    "one": ("天润", 1),
    "few": ("井盖丢失", FEW_WIDE_HITS),
    "some": ("漏水", None),
    "all": ("路灯不亮", None),
    "all, many words": ("村口到小学一段路的路灯坏了三天 晚上学生放学看不清路", None),
    "none": ("没有这回事", 0),
    "none together": ("路灯 亮不灯路", 0),
}
SAYING = """
UPDATE tickets SET title = CASE WHEN n = 1 THEN '天润小区停水' WHEN n <= 201 THEN '井盖丢失' ELSE '楼道漏水' END
FROM (SELECT id AS i, row_number() OVER (ORDER BY created_at) AS n, count(*) OVER () AS size FROM tickets) numbered
WHERE id = i AND n <= 201 + size / 100
"""


async def measure(connection: Connection) -> None:
    for name, (said, hits) in SAID.items():
        actor, filters = await somebody(connection, "L4-0"), Filters(q=said)
        values = {**params(filters), "own_serial": serial_of(actor.unit_path)}
        way = hits_of(subtree.Shape.SUBTREE, filters, Sort.DUE, values)
        assert way is not None
        found = await find_hits(connection, way, values)
        assert (len(found) if found is not None else None) == hits
        worst = 0
        for (code, role), sort in product(CALLERS, Sort):
            recorder, shown = await recorded(connection, code, Filters(q=said), sort, role)
            worst = max(worst, (await recorder.reading()).buffers)
            if (code, role) == CALLERS[0] and hits is not None and sort is not Sort.UPDATED:
                assert shown == min(hits, 50), name
        print(f"said by {name}: {worst} buffers at most")  # noqa: T201 - `pytest -rP` shows it
        assert worst <= MOST, name


@pytest.fixture
async def saying(city: Connection) -> AsyncIterator[Connection]:
    transaction = city.raw.transaction()
    await transaction.start()
    await city.raw.execute(SAYING)
    yield city
    await transaction.rollback()


async def test_a_search_costs_a_page(saying: Connection) -> None:
    await measure(saying)


@pytest.mark.torture
async def test_a_search_costs_a_page_among_a_hundred_thousand(worker_id: str) -> None:
    async with a_database(f"said_{worker_id}") as connection:
        # The program's own connections wait half a minute for a statement.
        raw = await asyncpg.connect(dsn_of(f"said_{worker_id}"))
        await fill_units(raw)
        await fill_tickets(raw, opened=60_000, closed=40_000)
        await raw.execute(SAYING)
        await raw.execute("VACUUM ANALYZE ticket_words")
        size = await raw.fetchval("SELECT pg_relation_size('ix_ticket_words_words') / count(*) FROM tickets")
        await raw.close()
        print(f"the index of words: {size} bytes a ticket")  # noqa: T201 - `pytest -rP` shows it
        await measure(connection)


async def test_with_many_hits_looked_up_a_search_costs_more(
    saying: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control."""
    monkeypatch.setattr(selective_filters, "FEW_WIDE_HITS", 100_000)
    recorder, _ = await recorded(saying, "L4-0", Filters(q="路灯不亮"))
    assert (await recorder.reading()).buffers > MOST
