"""A page is full or the last one, however rare what is asked for is, unless it would cost more than a page may."""

from collections.abc import AsyncIterator, Callable, Mapping
from uuid import UUID

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.kit.runtime import subtree
from escalation.tickets.storage import page_statements
from escalation.tickets.storage.filters import Filters, params
from escalation.tickets.storage.list_statements import Search, Sort
from escalation.tickets.storage.lists import ListPage, count_tickets, list_tickets
from escalation.tickets.storage.page_statements import NARROW_WINDOW, WIDE_WINDOW
from escalation.tickets.storage.selective_filters import FEW_HITS
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import _LISTED, RARITIES, Spread, spread_out
from tests.tickets.lists.plans import Recorder
from tests.tickets.lists.test_plans import RANGES, somebody

TICKETS = 6_000
SHOWN = 50
CALLERS = ("L4-0", Role.LEADER), ("L1-0", Role.HANDLER)
LOOKED_AT: Mapping[str, tuple[Callable[[str], Filters], int]] = {
    "category": (lambda said: Filters(category=said), NARROW_WINDOW),
    "difficulty": (lambda said: Filters(difficulty=said), NARROW_WINDOW),
    "source": (lambda said: Filters(source=said), WIDE_WINDOW),
}
"""How a list is narrowed, and how many tickets a page looks at: by an index of its own, by listings, by tickets."""


MORE = {Spread.ZIPF, Spread.CLOSED}
"""What lies like another one, less evenly or mostly outside the lists: there is time for it in `make torture`."""
SPREADS = [
    pytest.param(spread, marks=[pytest.mark.torture] if spread in MORE else [], id=spread.name.lower())
    for spread in Spread
]


@pytest.fixture(scope="module", params=SPREADS)
async def spread(request: pytest.FixtureRequest, worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"spread_{worker_id}") as connection:
        await spread_out(connection.raw, request.param, tickets=TICKETS)
        yield connection


async def pages_of(connection: Connection, actor: Actor, filters: Filters, sort: Sort) -> list[ListPage]:
    pages = [await list_tickets(connection, actor, filters, sort=sort, after=None, limit=SHOWN)]
    while (after := pages[-1].goes_on_behind) is not None:
        pages.append(await list_tickets(connection, actor, filters, sort=sort, after=after, limit=SHOWN))
    return pages


async def by_the_predicate(connection: Connection, actor: Actor, filters: Filters, sort: Sort) -> list[UUID]:
    search = Search(subtree.shape(actor), (), (), filters.asked, sort, size=2 * TICKETS)
    rows = await connection.rows(page_statements.page(search), **subtree.params(actor), **params(filters))
    return [row["id"] for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("name", LOOKED_AT)
async def test_pages_are_as_full_as_one_page_may_cost(spread: Connection, name: str) -> None:
    narrowed, window = LOOKED_AT[name]
    for code, role in CALLERS:
        actor = await somebody(spread, code, role)
        seen = (await count_tickets(spread, actor, Filters())).found
        for rarity in RARITIES:
            filters, sort = narrowed(f"one in {rarity}"), Sort.DUE if rarity != 50 else Sort.CREATED
            expected = await by_the_predicate(spread, actor, filters, sort)
            pages = await pages_of(spread, actor, filters, sort)
            assert [line.ticket.id for page in pages for line in page.lines] == expected, (code, rarity)
            short = [page for page in pages[:-1] if len(page.lines) < SHOWN]
            is_found_at_once = name == "category" and TICKETS // rarity <= FEW_HITS
            assert len(short) <= (0 if is_found_at_once else seen // window), (code, rarity)
            recorder = Recorder(spread)
            await recorder.list_for(actor, filters, sort)
            assert (await recorder.reading_by_its_plans()).buffers <= 2_000, (code, rarity)


@pytest.mark.parametrize("spread", [Spread.EVEN], indirect=True)
async def test_a_smaller_window_has_more_short_pages(spread: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(page_statements, "NARROW_WINDOW", 100)
    page_statements.page.cache_clear()
    with pytest.raises(AssertionError):
        await test_pages_are_as_full_as_one_page_may_cost(spread, "difficulty")
    page_statements.page.cache_clear()


LEFT = """
UPDATE tickets SET (holder_unit_id, holder_path) = (SELECT id, path FROM units WHERE code = 'L3-0')
WHERE NOT is_open OR id NOT IN (SELECT id FROM tickets WHERE is_open ORDER BY next_due_at DESC LIMIT 30)
"""


@pytest.mark.parametrize("spread", [Spread.ONE], indirect=True)
async def test_what_a_village_still_holds_of_all_that_it_received_is_one_page(spread: Connection) -> None:
    """It received all there is; all but the thirty that are due last lie with the county now."""
    transaction = spread.raw.transaction()
    await transaction.start()
    for statement in ("SET LOCAL session_replication_role = replica", LEFT, "DELETE FROM ticket_listings", _LISTED):
        await spread.raw.execute(statement)
    village, county = await somebody(spread, "L1-0"), await somebody(spread, "L3-0")
    held = Filters(held_path=village.unit_path, open=True)
    for actor in (await somebody(spread, "L4-0"), county, village):
        page = await list_tickets(spread, actor, held, sort=Sort.DUE, after=None, limit=SHOWN)
        # A few are about somebody: those do not see them.
        expected = await by_the_predicate(spread, actor, held, Sort.DUE)
        assert [line.ticket.id for line in page.lines] == expected
        assert 20 < len(expected) <= 30
        assert page.goes_on_behind is None
        recorder = Recorder(spread)
        await recorder.list_for(actor, held, Sort.DUE)
        reading = await recorder.reading()
        print(f"{actor.principal}: {reading.listings} listings, {reading.buffers} buffers")  # noqa: T201 - `pytest -rP` shows it
        assert reading.listings <= 30 + RANGES
    received = Filters(received_path=village.unit_path, open=True)
    assert len((await list_tickets(spread, county, received, sort=Sort.DUE, after=None, limit=SHOWN)).lines) == SHOWN
    await transaction.rollback()
