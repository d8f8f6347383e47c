"""A report reads what it counts: rows and buffers, however many tickets there are and however they lie."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subtree import end_of
from escalation.statistics.domain.reports import Period, ReportGroup, ReportKind
from escalation.statistics.storage.report_statements import Question, counted
from escalation.statistics.storage.unit_report_statements import closed_by_day, in_hand, received_by_day
from escalation.statistics.storage.whole_report_statements import counted as counted_whole
from escalation.statistics.storage.whole_unit_statements import (
    BECAME_LATE_BY_DAY,
    CLOSED_BY_DAY,
    IN_HAND,
    ON_TIME,
    RECEIVED_BY_DAY,
)
from escalation.statistics.usecases.reports import WantedReport, ask_report
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Search, Sort
from escalation.tickets.storage.lists import find_listing
from escalation.tickets.storage.ticket_listings import PLACED, serial_of
from escalation.tickets.usecases.ticket_filters import WantedFilters
from tests.tickets.lists.conftest import a_city, a_database
from tests.tickets.lists.fill import add_tickets, fill_units
from tests.tickets.lists.plans import Kept, Reading, Recorder

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
LATE: Final = 300
"""Breaches in the period; as many lie before it. There are 25,000 tickets."""
# What a ticket keeps of it; listings follow.
KEPT = "UPDATE tickets t SET first_breached_at = b.at FROM ticket_breaches b WHERE b.ticket_id = t.id"
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
        await connection.raw.execute(KEPT)
        yield connection


async def somebody(connection: Connection, code: str) -> Actor:
    row = await connection.raw.fetchrow("SELECT id, path FROM units WHERE code = $1", code)
    assert row is not None
    return Actor("test", Role.LEADER, row["id"], row["path"])


async def ask(connection: Connection, code: str, kind: ReportKind, group_by: ReportGroup) -> tuple[Recorder, int]:
    """A report of what once happened, recorded, and what it says it counted."""
    actor, recorder = await somebody(connection, code), Recorder(connection)
    ever_late = Filters(updated_since=SINCE, ever_breached=True)
    listing = await find_listing(connection, actor, ever_late, Sort.UPDATED_LAST)
    assert listing is not None
    values = {**listing.params, "since": SINCE, "until": UNTIL, "zone": "Asia/Shanghai"}
    question = Question(kind, group_by, subtree.Shape.SUBTREE, late=listing.search)
    rows = await recorder.rows(counted(question), **values)
    return recorder, next((row["tickets"] for row in rows if row["is_total"]), 0)


async def read(connection: Connection, code: str, kind: ReportKind, group_by: ReportGroup) -> tuple[int, Reading]:
    """What a report says it counted, and what it read."""
    recorder, found = await ask(connection, code, kind, group_by)
    return found, await recorder.reading()


@pytest.mark.parametrize("group_by", [ReportGroup.ORIGIN, ReportGroup.LAPSE, ReportGroup.LEVEL, ReportGroup.MONTH])
@pytest.mark.parametrize("kind", [ReportKind.LAPSED, ReportKind.BREACHED])
@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L1-0"])
async def test_what_lapsed_is_read_and_no_other_ticket(
    city: Connection, code: str, kind: ReportKind, group_by: ReportGroup
) -> None:
    found, reading = await read(city, code, kind, group_by)
    # Where it was received, only the ticket itself says.
    assert reading.tickets == (found if group_by is ReportGroup.ORIGIN else 0)
    assert reading.listings <= 2 * LATE
    assert reading.buffers <= 25 * LATE
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
    assert reading.tickets == 0


SMALL, HUGE = "L1-0", "L1-1"
MANY: Final = 3_000
# Each tenth of the small village, and nine of ten of the huge one, lapsed; every third of the huge one in the period.
LOPSIDED = """
INSERT INTO ticket_breaches (ticket_id, kind, at, unit_id, level)
SELECT t.id, 'stage', CASE WHEN u.code = 'L1-0' OR n % 3 = 0 THEN $1::timestamptz + n * interval '1 minute'
                           ELSE $1::timestamptz - n * interval '1 minute' END, t.holder_unit_id, t.level
FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM tickets) t JOIN units u ON u.id = t.origin_unit_id
WHERE n % 10 <> 0
"""
CLIMBED = """
INSERT INTO hand_overs (id, ticket_id, direction, trigger, action, from_unit_id, to_unit_id, sent_at, sent_by, previous)
SELECT gen_random_uuid(), b.ticket_id, 'up', 'clock', 'escalate', b.unit_id, u.parent_id, b.at, 'clock', '{}'
FROM ticket_breaches b JOIN units u ON u.id = b.unit_id WHERE u.parent_id IS NOT NULL
"""
REPORTS: Final = ReportKind.BREACHED, ReportKind.LAPSED, ReportKind.CLIMBED
Before = Mapping[tuple[str, ReportKind], Kept]


@pytest.fixture(scope="module")
async def lopsided(worker_id: str) -> AsyncIterator[tuple[Connection, Before]]:
    """Nearly everything lies in one village; and every report as it was planned when there was nothing."""
    async with a_database(f"lopsided_{worker_id}") as connection:
        raw = connection.raw
        await fill_units(raw, (1, 1, 1, 4), {})
        before = {
            (code, kind): await (await ask(connection, code, kind, ReportGroup.LAPSE))[0].keep()
            for code in (SMALL, HUGE, "L4-0")
            for kind in REPORTS
        }
        for code, opened in ((SMALL, 30), (HUGE, MANY)):
            await add_tickets(raw, units=f"code = '{code}'", opened=opened)
        await raw.execute(LOPSIDED, SINCE)
        await raw.execute(CLIMBED)
        await raw.execute(KEPT)
        yield connection, before


async def statistics(connection: Connection, *, fresh: bool) -> None:
    await connection.raw.execute("ANALYZE" if fresh else "DELETE FROM pg_statistic")


@pytest.mark.parametrize("kind", REPORTS)
async def test_whoever_has_little_reads_little_beside_one_that_has_all(
    lopsided: tuple[Connection, Before], kind: ReportKind
) -> None:
    """Whatever PostgreSQL knew about the tables when it made the plan: nothing, what is so, or the opposite."""
    city, before = lopsided
    for fresh in (False, True):
        await statistics(city, fresh=fresh)
        found, reading = await read(city, SMALL, kind, ReportGroup.LAPSE)
        assert 0 < found <= 30
        for each in (reading, await before[SMALL, kind].reading()):
            assert each.listings <= 30
            assert each.tickets <= 30
            assert each.buffers <= 30 * 25


@pytest.mark.parametrize("kind", REPORTS)
@pytest.mark.parametrize("code", [HUGE, "L4-0"])
async def test_who_has_all_reads_each_late_ticket_once(
    lopsided: tuple[Connection, Before], kind: ReportKind, code: str
) -> None:
    city, before = lopsided
    late = await city.raw.fetchval("SELECT count(*) FROM tickets WHERE first_breached_at IS NOT NULL")
    for fresh in (False, True):
        await statistics(city, fresh=fresh)
        found, reading = await read(city, code, kind, ReportGroup.LAPSE)
        assert found > MANY / 5
        for each in (reading, await before[code, kind].reading()):
            assert each.tickets == 0
            assert each.listings <= late
            assert each.buffers <= 25 * late


async def test_without_its_index_a_report_reads_what_was_never_late(lopsided: tuple[Connection, Before]) -> None:
    """The control: the bound is that of the index on what was late."""
    city, _ = lopsided
    _, bounded = await read(city, HUGE, ReportKind.LAPSED, ReportGroup.LAPSE)
    transaction = city.raw.transaction()
    await transaction.start()
    await city.raw.execute("DROP INDEX ix_ticket_listings_late_changed_at")
    _, reading = await read(city, HUGE, ReportKind.LAPSED, ReportGroup.LAPSE)
    await transaction.rollback()
    assert reading.listings >= MANY > bounded.listings


async def read_of_unit(
    connection: Connection, code: str, statement: Callable[[Search], Compiled], filters: Filters, sort: Sort = Sort.DUE
) -> tuple[int, Reading]:
    """A part of the report by unit: what it counted, and what it read."""
    actor, recorder = await somebody(connection, code), Recorder(connection)
    path = actor.unit_path
    listing = await find_listing(connection, actor, replace(filters, unit_path=path), sort)
    assert listing is not None
    values = {"above_path": path, "above_end": end_of(path), "zone": "Asia/Shanghai", "since": SINCE, "until": UNTIL}
    rows = await recorder.rows(statement(listing.search), **listing.params, **values)
    return sum(list(row.values())[-1 if sort is not Sort.DUE else 1] for row in rows), await recorder.reading()


@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L2-0"])
async def test_what_is_in_hand_is_a_line_for_each_open_ticket(city: Connection, code: str) -> None:
    """A fifth of the tickets is closed, and none of these is read; nor is any ticket itself."""
    found, reading = await read_of_unit(city, code, in_hand, Filters(open=True))
    path = await city.raw.fetchval("SELECT path FROM units WHERE code = $1", code)
    listed = await city.raw.fetchval(
        "SELECT count(*) FROM ticket_listings WHERE unit_serial = $1 AND mark = 0 AND relation = ANY ($2) AND is_open",
        serial_of(path),
        [int(relation) for relation in PLACED],
    )
    print(f"in hand, {code}: {found} tickets, {reading.listings:.0f} listings, {reading.buffers} buffers")  # noqa: T201
    assert 0 < found <= reading.listings == listed
    assert reading.tickets == 0
    assert reading.units <= min(listed, 16_000) + 1
    assert reading.buffers <= 12 * listed


async def test_a_period_without_anything_reads_nothing(city: Connection) -> None:
    """Whatever was closed or formed before it began."""
    later = datetime(2199, 1, 1, tzinfo=UTC)
    for statement, filters, sort in (
        (received_by_day, Filters(created_since=later), Sort.CREATED),
        (closed_by_day, Filters(open=False, updated_since=later), Sort.UPDATED_LAST),
    ):
        found, reading = await read_of_unit(city, "L4-0", statement, filters, sort)
        assert (found, reading.tickets, reading.listings) == (0, 0, 0)
        assert reading.buffers <= 90  # Twelve ranges that are empty.


@pytest.mark.parametrize("code", [SMALL, HUGE, "L4-0"])
async def test_whoever_has_little_in_hand_reads_little(lopsided: tuple[Connection, Before], code: str) -> None:
    city, _ = lopsided
    for fresh in (False, True):
        await statistics(city, fresh=fresh)
        found, reading = await read_of_unit(city, code, in_hand, Filters(open=True))
        assert reading.tickets == 0
        assert 0 < found <= reading.listings <= (30 if code == SMALL else MANY + 30)
        assert reading.buffers <= 12 * reading.listings + 40


async def count_whole(connection: Connection, code: str, statement: Compiled, since: datetime = SINCE) -> Recorder:
    """A part of the report by unit of everything in a unit, recorded."""
    actor, recorder = await somebody(connection, code), Recorder(connection)
    path = actor.unit_path
    period = {"since": since, "until": datetime(2199, 2, 1, tzinfo=UTC), "zone": "Asia/Shanghai"}
    await recorder.rows(statement, **subtree.params(actor), above_path=path, above_end=end_of(path), **period)
    return recorder


WHOLE: Final = IN_HAND, ON_TIME, RECEIVED_BY_DAY, BECAME_LATE_BY_DAY, CLOSED_BY_DAY


async def test_a_whole_unit_is_counted_from_indexes_alone(city: Connection) -> None:
    """A page of an index says of a hundred tickets what a ticket, looked up, says of one."""
    await city.raw.execute("VACUUM ANALYZE tickets")
    for code, most in (("L4-0", 25_000), ("L3-0", 5_000), ("L2-0", 500), ("L1-0", 50)):
        for statement in WHOLE:
            reading = await (await count_whole(city, code, statement)).reading()
            print(f"whole, {code}: {reading.tickets:.0f} tickets, {reading.buffers} buffers")  # noqa: T201
            assert reading.scans == {"Index Only Scan"}
            assert reading.listings == 0
            assert reading.tickets <= most
            assert reading.buffers <= most / 25 + 60


WHOLE_REPORTS: Final = (
    (ReportKind.OVERDUE, ReportGroup.HOLDER), (ReportKind.ON_TIME, ReportGroup.ORIGIN),
    (ReportKind.ON_TIME, ReportGroup.MONTH),
)  # fmt: skip


async def read_whole(connection: Connection, code: str, kind: ReportKind, group_by: ReportGroup) -> tuple[int, Reading]:
    """A report of everything that there is in a unit, ever: what it counted, and what it read."""
    actor, recorder = await somebody(connection, code), Recorder(connection)
    wanted = WantedReport(kind, group_by, Period(), WantedFilters(Filters()))
    asked = await ask_report(connection, actor, wanted, await read_now(connection))
    assert asked is not None
    question, values = asked
    path = {"above_path": actor.unit_path, "above_end": end_of(actor.unit_path)}
    rows = await recorder.rows(counted_whole(question), **values, **path, zone="Asia/Shanghai")
    return next(list(row.values())[5] for row in rows if row["is_total"]), await recorder.reading()


@pytest.mark.parametrize(("kind", "group_by"), WHOLE_REPORTS)
async def test_a_report_of_a_whole_unit_is_counted_from_indexes_alone(
    city: Connection, kind: ReportKind, group_by: ReportGroup
) -> None:
    """Without a period: of all that was ever closed, and of all that is open. A page tells of scores of tickets."""
    await city.raw.execute("VACUUM ANALYZE tickets")
    for code, most in (("L4-0", 32_500), ("L3-0", 3_500), ("L1-0", 100)):
        found, reading = await read_whole(city, code, kind, group_by)
        print(f"{kind}, {code}: {found}, {reading.tickets:.0f} tickets, {reading.buffers} buffers")  # noqa: T201
        assert reading.scans <= {"Index Only Scan", "Index Scan"}
        assert found <= reading.tickets <= most
        assert reading.listings <= found / 3


async def test_a_period_skips_what_was_before_it(city: Connection) -> None:
    """From one unit on to the next: not a hundredth of what was ever received or closed is read."""
    await city.raw.execute("VACUUM ANALYZE tickets")
    for statement in (RECEIVED_BY_DAY, CLOSED_BY_DAY):
        reading = await (await count_whole(city, "L4-0", statement, datetime(2199, 1, 1, tzinfo=UTC))).reading()
        assert reading.tickets == 0
        assert reading.indexes <= {"ix_tickets_figures_received", "ix_tickets_figures_closed"}


async def test_whoever_has_little_in_a_whole_unit_reads_little(lopsided: tuple[Connection, Before]) -> None:
    """Beside a village that has all, whatever PostgreSQL knew of the table when it made the plan."""
    city, _ = lopsided
    for fresh in (False, True):
        await statistics(city, fresh=fresh)
        for statement in WHOLE:
            reading = await (await count_whole(city, SMALL, statement)).reading()
            assert reading.tickets <= 2 * 30
            assert reading.buffers <= 3 * 30 + 60


async def test_without_its_index_a_whole_unit_is_read_ticket_by_ticket(city: Connection) -> None:
    """The control: the bound is that of the index."""
    await city.raw.execute("VACUUM ANALYZE tickets")
    transaction = city.raw.transaction()
    await transaction.start()
    await city.raw.execute("DROP INDEX ix_tickets_figures_held")
    reading = await (await count_whole(city, "L4-0", IN_HAND)).reading()
    await transaction.rollback()
    assert reading.buffers > 25_000 / 25 + 60
