"""Whom somebody means who types: by code, name and pinyin, the best first, at the cost of a look in 20,000 units."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from escalation.kit.database.connection import Connection
from escalation.kit.parsing.pinyin import asked_pinyin, pinyin_of
from escalation.organisation.domain.unit_ranges import UnitRange
from escalation.organisation.domain.units import UnitKind
from escalation.organisation.storage.tables import unit_pinyin
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.storage.unit_search import MOST_HITS, WINDOW, search_units
from escalation.tickets.storage.unit_candidates import find_unit_candidates
from tests.support.world import World
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import fill_units
from tests.tickets.lists.plans import Reading, Recorder

SIZES = 1, 14, 161, 20_000
NAMED = {
    "L3-1": "海拉尔区", "L2-1": "海拉尔街道", "L1-1": "天润居委会", "L1-2": "新海拉尔村", "L1-3": "重庆路居委会",
    "L1-4": "150702村", "L1-5": "绿园居委会",
}  # fmt: skip
# Everybody else is called 单位 and a number.
SPELLED = """
INSERT INTO unit_pinyin (unit_id, spelling, initials, erhua, grams)
SELECT id, 'danwei' || serial, 'dw' || left(serial::text, 1), '',
       ARRAY(SELECT DISTINCT substr('danwei' || serial, n, 3) FROM generate_series(1, 4 + length(serial::text)) n)
FROM units
"""


@pytest.fixture(scope="module")
async def tree(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"typed_{worker_id}") as connection:
        raw = connection.raw
        await fill_units(raw, SIZES, {})
        await raw.execute(SPELLED)
        for code, name in NAMED.items():
            typed = pinyin_of(name)
            await raw.execute("UPDATE units SET name = $2 WHERE code = $1", code, name)
            await raw.execute(
                "UPDATE unit_pinyin SET spelling = $2, initials = $3, erhua = $4, grams = $5 "
                "WHERE unit_id = (SELECT id FROM units WHERE code = $1)", code, *typed,
            )  # fmt: skip
        await raw.execute("UPDATE units SET code = '150702' WHERE code = 'L3-1'")
        await raw.execute("UPDATE units SET code = '150702001' WHERE code = 'L2-1'")
        await raw.execute("VACUUM ANALYZE units, unit_pinyin")
        yield connection


async def typed(tree: Connection, text: str, filters: UnitFilters | None = None) -> tuple[list[str], Reading]:
    recorder = Recorder(tree)
    found = await search_units(recorder, filters or UnitFilters(), text, limit=20)
    return [unit.name for unit in found], await recorder.reading()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hailaer", ["海拉尔区", "海拉尔街道", "新海拉尔村"]),
        ("Hai La Er", ["海拉尔区", "海拉尔街道", "新海拉尔村"]),
        ("hlr", ["海拉尔区", "海拉尔街道", "新海拉尔村"]),
        ("hle", ["海拉尔区", "海拉尔街道", "新海拉尔村"]),
        ("hleq", ["海拉尔区"]),
        ("hailar", []),
        ("海拉尔", ["海拉尔区", "海拉尔街道", "新海拉尔村"]),
        ("海", ["海拉尔区", "海拉尔街道"]),
        ("chongqing", ["重庆路居委会"]),
        ("zhongqing", []),
        ("lvyuan", ["绿园居委会"]),
        ("lüyuan", ["绿园居委会"]),
        ("trjwh", ["天润居委会"]),
        ("150702", ["海拉尔区", "海拉尔街道", "150702村"]),
        ("%", []),
    ],
)
async def test_the_best_comes_first_and_little_is_read(tree: Connection, text: str, found: list[str]) -> None:
    names, reading = await typed(tree, text)
    print(f"units, {text}: {reading.buffers} buffers")  # noqa: T201 - `pytest -rP` shows it
    assert names == found
    assert reading.buffers <= 500


@pytest.mark.parametrize("text", ["danwei", "d", "dw", "anwei", "单位", "L1-"])
async def test_what_all_are_called_costs_no_more_than_a_window(tree: Connection, text: str) -> None:
    names, reading = await typed(tree, text)
    print(f"units, {text}: {reading.buffers} buffers")  # noqa: T201 - `pytest -rP` shows it
    assert len(names) == 20
    assert reading.units <= 6 * MOST_HITS
    assert reading.buffers <= 20 * MOST_HITS


async def test_within_a_subtree_everything_is_found_whatever_else_is_called_so(tree: Connection) -> None:
    path = await tree.raw.fetchval("SELECT path FROM units WHERE code = '150702001'")
    names, reading = await typed(tree, "danwei", UnitFilters(within=path, kind=UnitKind.TERRITORY))
    assert len(names) == 20
    assert reading.units <= 2 * (2 * MOST_HITS + WINDOW)
    assert (await typed(tree, "hlr", UnitFilters(within=path)))[0] == ["海拉尔街道"]
    assert (await typed(tree, "hlr", UnitFilters(kind=UnitKind.OFFICE)))[0] == []
    assert (await typed(tree, "hlr", UnitFilters(active=False)))[0] == []


async def test_whom_a_move_may_name_is_found_by_pinyin_as_any_unit_is(tree: Connection) -> None:
    path = await tree.raw.fetchval("SELECT path FROM units WHERE code = '150702001'")
    everywhere, below = UnitRange("/", "0"), UnitRange(path, path[:-1] + "0")
    for ranges, found in (
        ([everywhere], ["海拉尔区", "海拉尔街道", "新海拉尔村"]),
        ([everywhere._replace(level=2), below], ["海拉尔街道"]),
        ([below._replace(level=3)], []),
        ([], []),
    ):
        page = await find_unit_candidates(tree, ranges, q="hlr", after=None, limit=20)
        assert [unit.name for unit in page.units] == found


async def test_without_its_index_a_search_reads_the_table(tree: Connection) -> None:
    """The control of what is read above."""
    transaction = tree.raw.transaction()
    await transaction.start()
    await tree.raw.execute("DROP INDEX ix_unit_pinyin_grams")
    _, reading = await typed(tree, "lrq")
    await transaction.rollback()
    _, served = await typed(tree, "lrq")
    assert reading.buffers > 4 * served.buffers


async def test_a_unit_is_found_by_its_pinyin_as_soon_as_it_is_made(client: httpx2.AsyncClient, world: World) -> None:
    """Made by itself, or by a file; polyphones as the words around them say; only where somebody looks."""
    headers = await world.key("C", "admin")
    body = {"code": "N1", "name": "重庆路居委会", "parent_id": str(world.id("T1"))}
    assert (await client.post("/v1/units", headers=headers, json=body | {"level": 1})).status_code == 201
    lines = "code,parent_code,level,name\nN2,T2,village,鄂尔多斯路居委会\n"
    await client.post("/v1/units/imports", headers=headers | {"Content-Type": "text/csv"}, content=lines.encode())

    async def found(**query: str) -> list[str]:
        answer = await client.get("/v1/units", headers=headers, params=query)
        assert answer.status_code == 200, answer.text
        return [unit["code"] for unit in answer.json()["items"]]

    assert await found(q="chongqing", sort="match") == ["N1"]
    assert await found(q="cqljwh", sort="match") == ["N1"]
    assert await found(q="erds", sort="match") == ["N2"]
    assert await found(q="erds", sort="match", within="T1") == []
    assert await found(roots="true") == ["C"]
    assert await found(ancestors="V1") == ["C", "K1", "T1"]
    assert await found(within="T1") == ["T1", "V1", "V2", "N1"]
    assert await found(within="T1", level="1", limit="1") == ["V1"]
    for wrong in ({"sort": "match"}, {"ancestors": "V1", "level": "1"}, {"q": "a", "within": "T1"}, {"within": "no"}):
        assert (await client.get("/v1/units", headers=headers, params=wrong)).status_code == 422


def test_what_is_no_pinyin_asks_for_none() -> None:
    assert [asked_pinyin(text) for text in ("海h", "150702", "a%", "Xi'an", "ＨＬＲ")] == ["", "", "", "xian", "hlr"]
    assert pinyin_of("——") == ("", "", "", [])
    assert set(unit_pinyin.c.keys()) == {"unit_id", *pinyin_of("")._fields}
