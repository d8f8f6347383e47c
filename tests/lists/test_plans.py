"""A page costs a page: by which indexes it is found, and how many tickets are read for it.

What is counted are rows, not milliseconds, with the plan that PostgreSQL keeps for all callers. There are 20,000 open
tickets in 16,000 units, and 2,000 of them are overdue.
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from escalation.storage import tickets
from escalation.storage.database import Connection
from escalation.storage.filters import Filters
from escalation.storage.searches import Sort
from escalation.storage.tickets import GroupBy, count_tickets, list_tickets, overdue_report
from escalation.storage.time import read_now
from escalation.workflow.situation import Actor, Role
from tests.lists.plans import Reading, Recorder

OF_A_UNIT = {
    "ix_tickets_holder",
    "ix_tickets_origin",
    "ix_tickets_handler",
    "ix_tickets_dispatcher",
    "ix_tickets_sender",
}
BY_UNITS = OF_A_UNIT | {"pk_tickets"}
BY_DUE = {"ix_tickets_due"}
OVERDUE, OPEN = Filters(overdue=True), Filters(open=True)
SHOWN = 51


async def somebody(connection: Connection, code: str, role: Role = Role.LEADER) -> Actor:
    unit = await connection.raw.fetchrow("SELECT id, path FROM units WHERE code = $1", code)
    assert unit is not None
    return Actor(code, role, unit["id"], unit["path"])


async def recorded(
    connection: Connection, code: str, filters: Filters, sort: Sort = Sort.DUE, role: Role = Role.LEADER
) -> tuple[Recorder, int]:
    recorder = Recorder(connection)
    actor = await somebody(connection, code, role)
    page = await list_tickets(recorder, actor, filters, sort=sort, after=None, limit=SHOWN)
    return recorder, len(page)


async def reading_of(
    connection: Connection, code: str, filters: Filters, sort: Sort = Sort.DUE, role: Role = Role.LEADER
) -> Reading:
    recorder, _ = await recorded(connection, code, filters, sort, role)
    return await recorder.reading()


@pytest.fixture
async def changed(city: Connection) -> AsyncIterator[Connection]:
    """The city, to be changed: everything is taken back."""
    transaction = city.raw.transaction()
    await transaction.start()
    yield city
    await transaction.rollback()


# -- Who asks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filters", [OVERDUE, OPEN], ids=["overdue", "open"])
@pytest.mark.parametrize(
    ("code", "role", "indexes", "most_read", "most_sorted"),
    [
        ("L4-0", Role.LEADER, BY_DUE, SHOWN, SHOWN),
        ("L3-0", Role.SUPERVISOR, BY_DUE, 2_000, SHOWN),
        ("L2-0", Role.LEADER, BY_UNITS, 900, 400),
        ("L1-0", Role.LEADER, BY_UNITS, 400, SHOWN),
        ("L1-0", Role.HANDLER, BY_UNITS, 400, SHOWN),
        ("L2-0-D1", Role.HANDLER, BY_UNITS, 400, SHOWN),
    ],
)
async def test_a_list_by_due_date_reads_a_page_for_everybody(
    city: Connection, code: str, role: Role, indexes: set[str], most_read: int, most_sorted: int, filters: Filters
) -> None:
    reading = await reading_of(city, code, filters, role=role)
    assert reading.indexes <= indexes
    assert "Seq Scan" not in reading.scans
    assert reading.tickets <= most_read
    assert reading.most_sorted <= most_sorted


async def test_the_next_page_reads_no_more_than_the_first(city: Connection) -> None:
    actor = await somebody(city, "L2-0")
    first = await list_tickets(city, actor, OPEN, sort=Sort.DUE, after=None, limit=SHOWN)
    last = first[-1].ticket
    recorder = Recorder(city)
    await list_tickets(
        recorder, actor, OPEN, sort=Sort.DUE, after=(last.stage_due_at or last.due_at, last.id), limit=SHOWN
    )
    reading = await recorder.reading()
    assert reading.indexes <= BY_UNITS
    assert reading.tickets <= 900


@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L2-0", "L1-0"])
async def test_it_stays_so_when_the_statement_was_run_often(city: Connection, code: str) -> None:
    """After five executions PostgreSQL may change to a plan for all values."""
    recorder, _ = await recorded(city, code, OVERDUE)
    first = await recorder.reading(mode="force_custom_plan")
    seventh = await recorder.reading(runs=6, mode="auto")
    assert seventh.indexes == first.indexes
    assert seventh.tickets <= first.tickets


# -- What is asked -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "filters", "sort", "index", "most_read"),
    [
        ("L4-0", Filters(stuck=True), Sort.DUE, "ix_tickets_stuck", 100),
        ("L1-0", Filters(stuck=True, open=True), Sort.DUE, "ix_tickets_stuck", 100),
        ("L4-0", Filters(problem=True), Sort.DUE, "ix_tickets_problem", 100),
        ("L3-0", Filters(problem=True, overdue=True), Sort.DUE, "ix_tickets_problem", 100),
        ("L4-0", Filters(warning="yellow"), Sort.DUE, "ix_tickets_warned", SHOWN),
        ("L3-0", Filters(warning="orange"), Sort.DUE, "ix_tickets_warned", 2_000),
        ("L4-0", Filters(warning="red"), Sort.DUE, "ix_tickets_due", SHOWN),
        ("L3-0", Filters(overdue=False, open=True), Sort.DUE, "ix_tickets_due", 2_000),
        ("L4-0", Filters(overdue=True, urgency="critical"), Sort.DUE, "ix_tickets_due", 5_000),
        ("L4-0", Filters(), Sort.DUE, "ix_tickets_due", 2 * SHOWN),
        ("L4-0", Filters(states=("in_progress",)), Sort.DUE, "ix_tickets_due", 100),
        ("L4-0", Filters(states=("archived",)), Sort.DUE, "ix_tickets_due", 200),
        ("L4-0", Filters(), Sort.CREATED, "ix_tickets_created", SHOWN),
        ("L3-0", Filters(open=True), Sort.CREATED, "ix_tickets_created", 2_000),
        ("L3-0", Filters(), Sort.UPDATED_LAST, "ix_tickets_updated", 2_000),
        ("L1-0", Filters(source_system="crm", external_ref="1"), Sort.DUE, "uq_tickets_source_system_external_ref", 1),
    ],
)  # fmt: skip
async def test_other_lists_have_an_index_of_their_own(
    city: Connection, code: str, filters: Filters, sort: Sort, index: str, most_read: int
) -> None:
    reading = await reading_of(city, code, filters, sort)
    assert reading.indexes == {index}
    assert reading.tickets <= most_read
    assert reading.most_sorted <= SHOWN


async def test_who_keeps_a_copy_reads_what_changed_since(city: Connection) -> None:
    since = await read_now(city) - timedelta(hours=1)
    reading = await reading_of(city, "L1-0", Filters(updated_since=since), Sort.UPDATED)
    assert reading.indexes == {"ix_tickets_updated"}
    assert reading.tickets < 100


async def test_the_newest_tickets_of_a_village_cost_a_window_and_its_own(city: Connection) -> None:
    reading = await reading_of(city, "L1-0", Filters(), Sort.CREATED)
    assert reading.indexes <= BY_UNITS | {"ix_tickets_created"}
    assert reading.tickets <= 2 * tickets.WINDOWS[0] + 200


@pytest.mark.parametrize(("code", "most_read"), [("L3-0", 900), ("L2-0", 900), ("L1-0", 900)])
async def test_a_city_reads_a_part_of_it_as_that_part_does(city: Connection, code: str, most_read: int) -> None:
    part = await somebody(city, code)
    of_the_subtree = await reading_of(city, "L4-0", Filters(overdue=True, unit_path=part.unit_path))
    of_the_holder = await reading_of(city, "L4-0", Filters(overdue=True, holder_unit_id=part.unit_id))
    assert of_the_subtree.tickets <= most_read
    assert of_the_holder.tickets <= 2 * SHOWN + SHOWN
    assert of_the_holder.indexes == {"ix_tickets_holder", "pk_tickets"}


# -- Uneven places -----------------------------------------------------------------------------------------------------


async def test_a_county_without_overdue_tickets_does_not_read_those_of_all_others(
    changed: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "WINDOWS", (200, 800))
    county = await somebody(changed, "L3-0")
    below = f"path LIKE '{county.unit_path}%'"
    late = f"{{}}_unit_id IN (SELECT id FROM units WHERE {below})"
    for part in ("holder", "origin", "dispatcher", "sender"):
        await changed.raw.execute(
            f"UPDATE tickets SET stage_due_at = due_at + interval '1 year', due_at = due_at + interval '1 year' "
            f"WHERE {late.format(part)} AND stage_due_at < clock_timestamp() + interval '1 day'"
        )
    recorder, shown = await recorded(changed, "L3-0", OVERDUE)
    reading = await recorder.reading()
    assert shown == 0
    assert reading.indexes == BY_DUE | OF_A_UNIT | {"pk_tickets"}
    assert reading.tickets <= 2 * 200


async def test_an_office_that_gave_out_everything_reads_a_page_as_well(changed: Connection) -> None:
    office = await somebody(changed, "L4-0-D1", Role.HANDLER)
    late = "is_open AND next_due_at < clock_timestamp()"
    await changed.raw.execute(
        f"UPDATE tickets SET dispatcher_unit_id = $1, sender_unit_id = $1 WHERE {late}", office.unit_id
    )
    recorder, shown = await recorded(changed, "L4-0-D1", OVERDUE, role=Role.HANDLER)
    reading = await recorder.reading()
    assert shown == SHOWN
    assert reading.tickets <= 4 * SHOWN
    assert reading.most_sorted <= 4 * SHOWN


# -- Counting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "most_read"), [("L3-0", 3_000), ("L2-0", 300), ("L1-0", 50)])
async def test_a_count_and_a_report_read_the_overdue_tickets_of_the_place(
    city: Connection, code: str, most_read: int
) -> None:
    actor = await somebody(city, code)
    recorder = Recorder(city)
    await count_tickets(recorder, actor, OVERDUE)
    await overdue_report(recorder, actor, GroupBy.UNIT, None)
    reading = await recorder.reading()
    assert reading.indexes <= BY_UNITS
    assert "Seq Scan" not in reading.scans
    assert reading.tickets <= most_read


# -- Controls ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "index"), [("L4-0", "ix_tickets_due"), ("L2-0", "ix_tickets_holder")])
async def test_without_its_index_a_list_reads_everything_overdue_or_more(
    changed: Connection, code: str, index: str
) -> None:
    await changed.raw.execute(f"DROP INDEX {index}")
    reading = await reading_of(changed, code, OVERDUE)
    assert reading.tickets > 1_900


async def test_so_does_the_predicate_alone(city: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "_TIED", frozenset())
    reading = await reading_of(city, "L1-0", OVERDUE)
    assert reading.tickets > 1_900
