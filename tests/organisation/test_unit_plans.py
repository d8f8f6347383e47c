"""A page of units costs a page: what is read for it, whatever it is narrowed to, in a tree of 50,000 units."""

from collections.abc import AsyncIterator

import pytest

from escalation.kit.database.connection import Connection
from escalation.kit.database.page_sizes import page_size
from escalation.organisation.domain.unit_ranges import UnitRange
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage import unit_lists, unit_search
from escalation.organisation.storage.unit_lists import WINDOW, UnitFilters, list_units
from escalation.organisation.storage.unit_search import MOST_HITS
from escalation.organisation.storage.units import find_unit_by_code
from escalation.tickets.domain.actions import ActionTarget
from escalation.tickets.domain.fields import FieldKind
from escalation.tickets.domain.unit_rules import UnitRule, ranges_of
from escalation.tickets.storage.unit_candidates import find_unit_candidates, without_target
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import DEPARTMENTS, fill_units
from tests.tickets.lists.plans import Reading, Recorder

SHOWN = 50
SIZES = 1, 14, 161, 35_000
BESIDES = 1_000
"""Units that are counted below those shown, about: a town has 220 villages here, and a village no part."""


@pytest.fixture(scope="module")
async def tree(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"tree_{worker_id}") as connection:
        await fill_units(connection.raw, SIZES, DEPARTMENTS)
        await connection.raw.execute("VACUUM ANALYZE units")
        yield connection


async def reading_of(tree: Connection, filters: UnitFilters, after: str | None = None) -> tuple[Reading, int]:
    recorder = Recorder(tree)
    page = await list_units(recorder, filters, after=after, limit=SHOWN)
    return await recorder.reading(), len(page.units)


async def test_the_tree_is_large(tree: Connection) -> None:
    assert await tree.raw.fetchval("SELECT count(*) FROM units") >= 49_000


@pytest.mark.parametrize("after", [None, "L1-2", "L1-5"])
@pytest.mark.parametrize("filters", [UnitFilters(), UnitFilters(level=1)], ids=["all", "level"])
async def test_a_page_reads_a_page(tree: Connection, filters: UnitFilters, after: str | None) -> None:
    reading, shown = await reading_of(tree, filters, after)
    assert shown == SHOWN
    assert reading.units <= 3 * (SHOWN + 1) + BESIDES
    assert reading.buffers <= 2_000


@pytest.mark.parametrize(
    "filters",
    [UnitFilters(kind="team"), UnitFilters(active=False), UnitFilters(q="没有"), UnitFilters(level=1, kind="team")],
    ids=["kind", "dissolved", "words", "level and kind"],
)
async def test_a_filter_reads_a_window(tree: Connection, filters: UnitFilters) -> None:
    reading, shown = await reading_of(tree, filters)
    assert shown == 0
    assert reading.units <= WINDOW + BESIDES
    assert reading.buffers <= 3_000


async def test_a_code_is_one_look(tree: Connection) -> None:
    for filters in (UnitFilters(code="L1-77"), UnitFilters(code="none")):
        reading, _ = await reading_of(tree, filters)
        assert reading.buffers <= 20


async def test_children_are_read_and_no_others(tree: Connection) -> None:
    town = await find_unit_by_code(tree, "L2-0")
    assert town is not None
    reading, shown = await reading_of(tree, UnitFilters(parent_id=town.id))
    assert shown == SHOWN
    assert reading.units <= 3 * (SHOWN + 1)


async def whole_of(tree: Connection) -> Unit:
    unit = await find_unit_by_code(tree, "L4-0")
    assert unit is not None
    return unit


def candidates_of(whole: Unit, level: int | None) -> tuple[UnitRange, ...]:
    """Whom somebody may name who may give work to the whole tree."""
    return ranges_of([UnitRule(below=whole.path), UnitRule(level=level, other_than=whole)])


@pytest.mark.parametrize("after", [None, "L2-77", "L3-9"])
@pytest.mark.parametrize("level", [None, 1, 3])
async def test_a_page_of_candidates_costs_a_page(tree: Connection, level: int | None, after: str | None) -> None:
    before = await find_unit_by_code(tree, after) if after else None
    ranges, recorder = candidates_of(await whole_of(tree), level), Recorder(tree)
    page = await find_unit_candidates(recorder, ranges, q=None, after=before.path if before else None, limit=SHOWN)
    reading = await recorder.reading()
    print(f"candidates, {level}, {after}: {reading.units} units, {reading.buffers} buffers")  # noqa: T201 - `pytest -rP`
    assert len(page.units) == SHOWN or level == 3
    assert reading.units <= (2 + len(ranges)) * page_size(SHOWN)
    assert reading.buffers <= 500


@pytest.mark.parametrize("q", ["L1-777", "没有", "位"])
@pytest.mark.parametrize("level", [None, 1, 3])
async def test_candidates_found_by_words_cost_a_search(tree: Connection, q: str, level: int | None) -> None:
    recorder = Recorder(tree)
    ranges = candidates_of(await whole_of(tree), level)
    page = await find_unit_candidates(recorder, ranges, q=q, after=None, limit=SHOWN)
    reading = await recorder.reading()
    assert bool(page.units) == (q == "位" or (q == "L1-777" and level != 3))
    assert reading.units <= 3 * (len(ranges) * unit_search.WINDOW + MOST_HITS)
    assert reading.buffers <= 20_000


async def test_candidates_page_by_page_are_all_there_are_each_once(tree: Connection) -> None:
    """Ranges overlap; what is dissolved is none."""
    whole, town = await whole_of(tree), await find_unit_by_code(tree, "L2-0")
    assert town is not None
    transaction = tree.raw.transaction()
    await transaction.start()
    await tree.raw.execute(
        "UPDATE units SET active = false, successor_id = $2 WHERE path ~ $1 AND serial % 3 = 0",
        f"^{town.path}.",
        town.id,
    )
    for level in (None, 1):
        ranges = [*ranges_of([UnitRule(below=town.path, beside=whole, level=level, other_than=town)])] * 2
        found, after = [], None
        while True:
            page = await find_unit_candidates(tree, ranges, q=None, after=after, limit=14)
            found += [unit.id for unit in page.units]
            if (after := page.goes_on_behind) is None:
                break
        there = await tree.raw.fetch(
            "SELECT id FROM units WHERE active AND id <> $1 AND (path ~ $2 OR parent_id = $3) "
            "AND level = coalesce($4, level) ORDER BY path", town.id, f"^{town.path}.", whole.id, level,
        )  # fmt: skip
        assert found == [row["id"] for row in there]
    await transaction.rollback()


async def test_whether_there_is_a_candidate_is_one_look(tree: Connection) -> None:
    whole = await whole_of(tree)
    ranges = [ranges_of([UnitRule(level=level, other_than=whole)]) for level in (None, 1, 2, 9)]
    targets = [ActionTarget(f"nth_{nth}", "unit_id", FieldKind.UNIT, each) for nth, each in enumerate(ranges)]
    recorder = Recorder(tree)
    assert await without_target(recorder, targets, whole.id) == {"nth_3"}
    reading = await recorder.reading()
    assert reading.units <= 2 * sum(map(len, ranges))
    assert reading.buffers <= 60


async def test_page_by_page_everything_that_fits_is_found(tree: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_lists, "WINDOW", 40)
    found, after = [], None
    while True:
        page = await list_units(tree, UnitFilters(level=2, q="位"), after=after, limit=7)
        found += [unit.code for unit in page.units]
        if page.goes_on_behind is None:
            break
        after = page.goes_on_behind
    assert found == sorted(f"L2-{n}" for n in range(161))


RARE, FREQUENT, NONE = "天润", "单位", "没有"


@pytest.mark.parametrize(("words", "found"), [(RARE, 30), (NONE, 0), ("L1-3", SHOWN), (FREQUENT, SHOWN), ("位", SHOWN)])
@pytest.mark.parametrize("also", [{}, {"kind": "territory"}, {"level": 1}], ids=str)
async def test_a_search_reads_a_window_at_most(
    tree: Connection, words: str, found: int, also: dict[str, str | int]
) -> None:
    """However often the words stand in names; what is rare is found at once, wherever its code lies."""
    transaction = tree.raw.transaction()
    await transaction.start()
    await tree.raw.execute("UPDATE units SET name = '天润居委会' WHERE level = 1 AND serial % 1167 = 0")
    reading, shown = await reading_of(tree, UnitFilters(q=words, **also))  # type: ignore[arg-type]
    await transaction.rollback()
    print(f"units, {words} {also}: {reading.buffers} buffers")  # noqa: T201 - `pytest -rP` shows it
    assert shown == found
    assert reading.units <= 2 * WINDOW + BESIDES
    assert reading.buffers <= 8_000


async def test_pages_of_a_search_have_all_that_fits_once(tree: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name and by code, with other filters, whether there are few hits or many."""
    transaction = tree.raw.transaction()
    await transaction.start()
    await tree.raw.execute("UPDATE units SET name = 'l2-1 天润' WHERE level = 1 AND serial % 1167 = 0")
    for few in (0, 1_000):
        monkeypatch.setattr(unit_lists, "FEW_HITS", few)
        monkeypatch.setattr(unit_lists, "WINDOW", 5_000)
        for words in ("天润", "L2-1", "l2-1"):
            for kind in (None, "territory", "department"):
                expected = await tree.raw.fetch(
                    """
                    SELECT code FROM units
                    WHERE (strpos(lower(name), lower($1)) > 0 OR starts_with(code, $1)) AND kind = coalesce($2, kind)
                    ORDER BY code
                    """,
                    words, kind,
                )  # fmt: skip
                found, after = [], None
                while True:
                    page = await list_units(tree, UnitFilters(q=words, kind=kind), after=after, limit=40)
                    found += [unit.code for unit in page.units]
                    if page.goes_on_behind is None:
                        break
                    after = page.goes_on_behind
                assert found == [row["code"] for row in expected], (words, kind)
    await transaction.rollback()


async def test_without_its_index_a_page_sorts_everything(tree: Connection) -> None:
    """A control of the tests above."""
    transaction = tree.raw.transaction()
    await transaction.start()

    await tree.raw.execute("ALTER TABLE units DROP CONSTRAINT uq_units_code")
    reading, _ = await reading_of(tree, UnitFilters())
    await transaction.rollback()
    assert reading.units > 40_000
