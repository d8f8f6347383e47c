"""A page costs a page: what is read for it, whoever asks for what, however tickets lie and whenever its plan was made.

What is counted are rows and buffers, not milliseconds. Plans are those that PostgreSQL keeps for all callers.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.tickets.storage import page_statements
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import count_tickets, list_tickets
from escalation.tickets.storage.selective_filters import FEW_HITS
from tests.tickets.lists.plans import Reading, Recorder

DUE, CREATED, UPDATED = (f"ix_ticket_listings_{name}_at" for name in ("next_due", "created", "updated"))
LONG_AGO, SOON = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
OVERDUE, OPEN = Filters(overdue=True), Filters(open=True)
SHOWN = 50
RANGES = 12
"""Of a caller: six relations, open and closed. Each reads one row more than it gives."""


async def somebody(connection: Connection, code: str, role: Role = Role.LEADER) -> Actor:
    unit = await connection.raw.fetchrow("SELECT id, path FROM units WHERE code = $1", code)
    assert unit is not None
    return Actor(code, role, unit["id"], unit["path"])


async def recorded(
    connection: Connection, code: str, filters: Filters, sort: Sort = Sort.DUE, role: Role = Role.LEADER
) -> tuple[Recorder, int]:
    recorder = Recorder(connection)
    page = await list_tickets(
        recorder, await somebody(connection, code, role), filters, sort=sort, after=None, limit=SHOWN
    )
    return recorder, len(page.lines)


async def reading_of(
    connection: Connection, code: str, filters: Filters, sort: Sort = Sort.DUE, role: Role = Role.LEADER
) -> Reading:
    recorder, _ = await recorded(connection, code, filters, sort, role)
    return await recorder.reading_by_its_plans()


@pytest.fixture
async def changed(city: Connection) -> AsyncIterator[Connection]:
    """The city, to be changed: everything is taken back."""
    transaction = city.raw.transaction()
    await transaction.start()
    yield city
    await transaction.rollback()


@contextmanager
def windows_of(rows: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_statements, "NARROW_WINDOW", rows)
        patch.setattr(page_statements, "WIDE_WINDOW", rows)
        page_statements.page.cache_clear()
        yield
    page_statements.page.cache_clear()


# -- Who asks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("filters", [OVERDUE, OPEN, Filters()], ids=["overdue", "open", "all"])
@pytest.mark.parametrize(("sort", "index"), [(Sort.DUE, DUE), (Sort.CREATED, CREATED), (Sort.UPDATED_LAST, UPDATED)])
@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("L4-0", Role.LEADER),
        ("L3-0", Role.SUPERVISOR),
        ("L2-0", Role.LEADER),
        ("L1-0", Role.LEADER),
        ("L1-0", Role.HANDLER),
        ("L2-0-D1", Role.HANDLER),
    ],
)
async def test_a_list_reads_a_page_for_everybody_in_every_order(
    city: Connection, code: str, role: Role, sort: Sort, index: str, filters: Filters
) -> None:
    reading = await reading_of(city, code, filters, sort, role)
    is_in_window = filters is OVERDUE and sort is not Sort.DUE
    assert reading.indexes <= {index, "pk_tickets"}
    assert "Seq Scan" not in reading.scans
    assert reading.tickets <= SHOWN + 1
    assert reading.listings <= (page_statements.NARROW_WINDOW if is_in_window else SHOWN + 1) + RANGES
    assert reading.buffers <= 2_000


@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L2-0", "L1-0"])
async def test_it_stays_so_when_the_statement_was_run_often(city: Connection, code: str) -> None:
    """After five executions PostgreSQL may change to a plan for all values."""
    recorder, _ = await recorded(city, code, OVERDUE)
    first = await recorder.reading(mode="force_custom_plan")
    seventh = await recorder.reading(runs=6, mode="auto")
    assert seventh.indexes == first.indexes
    assert seventh.listings <= first.listings


# -- What is asked -----------------------------------------------------------------------------------------------------


FILTERS = {
    "overdue": OVERDUE,
    "not overdue": Filters(overdue=False),
    "yellow": Filters(warnings=("yellow",)),
    "red": Filters(warnings=("red",)),
    "warned": Filters(warnings=("orange", "yellow")),
    "any colour": Filters(warnings=("orange", "red", "yellow")),
    "stuck": Filters(stuck=True),
    "problem": Filters(problem=True),
    "key task": Filters(key_task=True),
    "state": Filters(states=("in_progress",)),
    "closed state": Filters(states=("archived",)),
    "level": Filters(level=3),
    "no such category": Filters(category="none"),
    "urgency": Filters(urgency="critical"),
    "no such difficulty": Filters(difficulty="none"),
    "no such difficulty of what is late": Filters(difficulty="none", overdue=True),
    "system": Filters(source_system="none"),
    "words": Filters(q="路灯不亮 77"),
    "no such words": Filters(q="none"),
    "words of all": Filters(q="路灯不亮"),
    "words of all in another order": Filters(q="不亮 路灯 维修 学生"),
    "words of none together": Filters(q="亮不灯路 路灯"),
    "one ideograph": Filters(q="灯 坏"),
    "origin": Filters(origin_unit_id=UUID(int=1)),
    "assignee": Filters(assignee_id=UUID(int=1)),
    "source": Filters(source="visit"),
    "due": Filters(due_since=LONG_AGO, due_until=SOON),
    "created": Filters(created_since=LONG_AGO, created_until=SOON),
    "updated": Filters(updated_since=LONG_AGO),
    "closed": Filters(closed_since=LONG_AGO, closed_until=SOON),
    "counted": Filters(counted_since=LONG_AGO, counted_until=SOON),
    "closed on time": Filters(closed_on_time=True),
    "not closed on time": Filters(closed_on_time=False),
    "breached": Filters(breached_since=LONG_AGO, breached_until=SOON),
    "ever breached": Filters(ever_breached=True),
    "never breached": Filters(ever_breached=False),
    "climbed by the clock": Filters(climbed_by_clock=True),
    "not climbed by the clock": Filters(climbed_by_clock=False),
    "climbed often": Filters(escalations_min=2),
    "department": Filters(department_id=UUID(int=1)),
}
DEPARTMENTS = "L4-0-D1", "L3-0-D1", "L2-0-D1"


@pytest.mark.slow
@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L1-0"])
@pytest.mark.parametrize("name", FILTERS)
async def test_a_filter_reads_a_window_at_most(city: Connection, code: str, name: str, sort: Sort) -> None:
    reading = await reading_of(city, code, FILTERS[name], sort)
    # Whether a period has few is asked of the listings of its order first.
    assert reading.listings <= page_statements.NARROW_WINDOW + RANGES + FEW_HITS + 1
    assert reading.tickets <= page_statements.WIDE_WINDOW + SHOWN + 1
    print(f"{name}, {code}, {sort}: {reading.buffers} buffers")  # noqa: T201 - `pytest -rP` shows it
    assert reading.buffers <= 2_000


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(("code", "role"), [("L4-0", Role.LEADER), ("L3-0", Role.LEADER), ("L1-0", Role.HANDLER)])
async def test_all_filters_together_read_a_window_at_most(city: Connection, code: str, role: Role, sort: Sort) -> None:
    values = {name: getattr(filters, name) for filters in FILTERS.values() for name, _ in filters.asked}
    contradictory = {"open", "states", "closed_since", "closed_until", "external_ref"}
    together = Filters(**{name: value for name, value in values.items() if name not in contradictory})
    reading = await reading_of(city, code, together, sort, role)
    assert reading.buffers <= 2_000


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("department", DEPARTMENTS)
@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L1-0"])
async def test_tickets_of_a_department_read_a_window_at_most(
    city: Connection, code: str, department: str, sort: Sort
) -> None:
    there = await somebody(city, department)
    for filters in (Filters(department_id=there.unit_id), Filters(department_id=there.unit_id, climbed_by_clock=False)):
        assert (await reading_of(city, code, filters, sort)).buffers <= 2_000


@pytest.mark.parametrize("filters", [Filters(stuck=True), Filters(problem=True)], ids=["stuck", "problem"])
async def test_rare_flags_have_listings_of_their_own(city: Connection, filters: Filters) -> None:
    recorder, shown = await recorded(city, "L4-0", filters)
    reading = await recorder.reading()
    assert 0 < shown < SHOWN
    assert reading.listings <= shown + RANGES


@pytest.mark.parametrize("code", ["L3-0", "L2-0", "L1-0"])
async def test_a_city_reads_a_part_of_it_as_that_part_does(city: Connection, code: str) -> None:
    part = await somebody(city, code)
    for filters in (OVERDUE, Filters(), Filters(urgency="critical")):
        own = await reading_of(city, code, filters)
        of_the_subtree = await reading_of(city, "L4-0", replace(filters, unit_path=part.unit_path))
        of_the_holder = await reading_of(city, "L4-0", replace(filters, holder_unit_id=part.unit_id))
        assert of_the_subtree.listings <= own.listings + RANGES
        assert of_the_holder.listings <= own.listings + RANGES


async def test_reference_of_another_system_is_one_look(city: Connection) -> None:
    reading = await reading_of(city, "L1-0", Filters(source_system="crm", external_ref="1"))
    assert reading.indexes == {"uq_tickets_source_system_external_ref"}
    assert reading.tickets <= 1


# -- Where a page ends -------------------------------------------------------------------------------------------------


async def test_a_page_that_found_too_little_says_where_it_stopped_reading(city: Connection) -> None:
    actor = await somebody(city, "L4-0")
    with windows_of(40):
        page = await list_tickets(city, actor, Filters(difficulty="none"), sort=Sort.DUE, after=None, limit=SHOWN)
        behind = page.goes_on_behind
        following = await list_tickets(city, actor, Filters(), sort=Sort.DUE, after=behind, limit=SHOWN)
    first = await list_tickets(city, actor, Filters(), sort=Sort.DUE, after=None, limit=SHOWN)
    assert page.lines == []
    assert following.lines[0].ticket == first.lines[40].ticket


async def test_the_next_page_reads_no_more_than_the_first(city: Connection) -> None:
    actor = await somebody(city, "L2-0")
    first = await list_tickets(city, actor, OPEN, sort=Sort.DUE, after=None, limit=SHOWN)
    recorder = Recorder(city)
    await list_tickets(recorder, actor, OPEN, sort=Sort.DUE, after=first.goes_on_behind, limit=SHOWN)
    assert (await recorder.reading()).listings <= SHOWN + 1 + RANGES


# -- Counting ----------------------------------------------------------------------------------------------------------


async def test_a_count_stops_where_it_says(changed: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("escalation.tickets.storage.lists.MOST_COUNTED", 100)
    actor, recorder = await somebody(changed, "L4-0"), Recorder(changed)
    assert (await count_tickets(recorder, actor, OPEN)).is_whole is False
    assert (await count_tickets(recorder, actor, Filters(difficulty="none"))).found == 0
    assert (await recorder.reading()).listings <= 2 * (101 + RANGES)


# -- Controls ----------------------------------------------------------------------------------------------------------


async def test_without_its_index_a_list_sorts_everything(changed: Connection) -> None:
    await changed.raw.execute(f"DROP INDEX {DUE}")
    assert (await reading_of(changed, "L4-0", OPEN)).listings > 10_000


async def test_without_a_window_a_filter_reads_everything(city: Connection) -> None:
    with windows_of(100_000):
        assert (await reading_of(city, "L4-0", Filters(difficulty="none"))).listings > 20_000
