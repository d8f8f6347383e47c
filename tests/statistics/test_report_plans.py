"""A report reads what it counts: rows and buffers, however many tickets there are and however they lie."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.kit.runtime import subtree
from escalation.statistics.domain.reports import ReportGroup, ReportKind
from escalation.statistics.storage.report_statements import Question, counted
from escalation.tickets.storage.filters import Filters, params
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import find_listing
from tests.tickets.lists.conftest import a_city, a_database
from tests.tickets.lists.plans import Recorder

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
LATE: Final = 300
"""Breaches in the period; as many lie before it. There are 25,000 tickets."""
# Some tickets lapsed under whoever holds them, half of them before the period.
BREACHES = """
INSERT INTO ticket_breaches (ticket_id, kind, at, unit_id, level)
SELECT id, 'stage', CASE WHEN n % 2 = 0 THEN $1::timestamptz + n * interval '1 minute'
                         ELSE $1::timestamptz - n * interval '1 minute' END, holder_unit_id, level
FROM (SELECT id, holder_unit_id, level, row_number() OVER (ORDER BY id) AS n FROM tickets) t WHERE n <= $2
"""


@pytest.fixture(scope="module")
async def city(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"reports_{worker_id}", await a_city()) as connection:
        await connection.raw.execute(BREACHES, SINCE, 2 * LATE)
        yield connection


async def somebody(connection: Connection, code: str) -> Actor:
    row = await connection.raw.fetchrow("SELECT id, path FROM units WHERE code = $1", code)
    assert row is not None
    return Actor("test", Role.LEADER, row["id"], row["path"])


async def read(connection: Connection, code: str, question: Question) -> tuple[int, float, int]:
    """What a report says it counted, and how many tickets and buffers it read."""
    actor, recorder = await somebody(connection, code), Recorder(connection)
    filters = params(Filters(updated_since=SINCE))
    values = {**subtree.params(actor), **filters, "since": SINCE, "until": UNTIL, "zone": "Asia/Shanghai"}
    rows = await recorder.rows(counted(question), **values)
    reading = await recorder.reading()
    total = next(row for row in rows if row["is_total"])
    return next(iter(list(total.values())[4:])), reading.tickets, reading.buffers


@pytest.mark.parametrize("group_by", [ReportGroup.ORIGIN, ReportGroup.LAPSE, ReportGroup.LEVEL, ReportGroup.MONTH])
@pytest.mark.parametrize("kind", [ReportKind.LAPSED, ReportKind.BREACHED])
@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L1-0"])
async def test_what_lapsed_is_read_and_no_other_ticket(
    city: Connection, code: str, kind: ReportKind, group_by: ReportGroup
) -> None:
    found, tickets, buffers = await read(city, code, Question(kind, group_by, subtree.Shape.SUBTREE))
    assert found <= tickets <= 2 * LATE  # A row that is looked at for another reason is counted again.
    assert buffers <= 25 * LATE
    if code == "L4-0":
        assert found == LATE


async def test_what_is_overdue_is_read_from_the_list(city: Connection) -> None:
    actor = await somebody(city, "L3-0")
    listing = await find_listing(city, actor, Filters(overdue=True), Sort.DUE)
    assert listing is not None
    question = Question(ReportKind.OVERDUE, ReportGroup.HOLDER, subtree.Shape.SUBTREE, late=listing.search)
    recorder = Recorder(city)
    values = {"since": SINCE, "until": UNTIL, "zone": "Asia/Shanghai"}
    rows = await recorder.rows(counted(question), **listing.params, **values)
    reading = await recorder.reading()
    overdue = next(row["overdue"] for row in rows if row["is_total"])
    assert overdue > 100
    assert reading.listings == overdue
    assert reading.tickets <= 2 * overdue


async def test_without_its_index_a_report_reads_every_breach(city: Connection) -> None:
    """The control: the bound is that of the index on the moment."""
    transaction = city.raw.transaction()
    await transaction.start()
    await city.raw.execute("DROP INDEX ix_ticket_breaches_at")
    await city.raw.execute("SET LOCAL enable_seqscan = on")
    *_, buffers = await read(city, "L1-0", Question(ReportKind.LAPSED, ReportGroup.LAPSE, subtree.Shape.SUBTREE))
    await transaction.rollback()
    *_, bounded = await read(city, "L1-0", Question(ReportKind.LAPSED, ReportGroup.LAPSE, subtree.Shape.SUBTREE))
    assert buffers != bounded
