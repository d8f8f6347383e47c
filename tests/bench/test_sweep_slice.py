"""A tiny slice of part 2: it runs, and it prints no figures of a sweep that escalates twice. Never how fast."""

import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import asyncpg
import pytest

from bench.deadlines import drains
from bench.deadlines.clock import Raw
from bench.deadlines.figures import as_json
from bench.deadlines.sweeps import Plan, Result, measure_one, prepare
from bench.deadlines.tally import check
from bench.support.databases import create_database, drop_database
from tests.conftest import TEMPLATE, dsn_of

UNITS = """\
code,parent_code,level,name,kind
50,,city,城市,territory
50-DB,50,city,市级协调办,office
5001,50,county,旗县,territory
5001-DB,5001,county,县级协调办,office
500101,5001,township,苏木,territory
50010101,500101,village,嘎查一,territory
50010102,500101,village,嘎查二,territory
50010103,500101,village,嘎查三,territory
"""
WANTED = Plan(open=(300,), workers=(1,), rounds=1, slot=20, rest=30, batch=8, polls=2, pages=1)


@dataclass(frozen=True, slots=True)
class Field:
    """A database that was filled, measured and left as it was then."""

    raw: Raw
    result: Result


@pytest.fixture(scope="module")
async def field(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Field]:
    """As little as there can be of everything."""
    units = tmp_path_factory.mktemp("bench") / "units.csv"
    units.write_text(UNITS)
    wanted = replace(WANTED, units=[units])
    ground = await prepare(dsn_of, wanted, name=f"bench_ground_{worker_id}", template=TEMPLATE)
    database = f"bench_field_{worker_id}"
    await create_database(dsn_of, database, ground.name)
    result = await measure_one(dsn_of(database), ground, wanted, 300, lambda *_: None)
    raw = await asyncpg.connect(dsn_of(database))
    yield Field(raw, result)
    await raw.close()
    await drop_database(dsn_of, database)


@asynccontextmanager
async def tampered(field: Field, statement: str) -> AsyncIterator[None]:
    """As if the sweep had left something else behind."""
    undo = field.raw.transaction()
    await undo.start()
    await field.raw.execute(statement)
    yield
    await undo.rollback()


async def checked(field: Field) -> None:
    """What is done before any figure is shown; slots 1 and 2 are ours."""
    await check(field.raw, field.result.dataset, field.result.since, ours=[1, 2])


async def test_a_crowd_is_filled_swept_and_accounted_for(field: Field) -> None:
    await checked(field)
    [figures] = as_json([field.result])
    assert (figures["open"], figures["escalated"]) == (300, 4 * 20 + 30 + 20)
    assert await field.raw.fetchval("SELECT count(*) FROM tickets WHERE is_open AND number ~ '-2026-[0-9]+$'") >= 300
    assert [len(pair["ratios"]) for pair in figures["sweeps"]] == [1]
    assert len(figures["pages"]) == 5


async def test_indexes_and_constraints_are_those_of_the_schema_again(field: Field, dsn: str) -> None:
    schema = await asyncpg.connect(dsn)
    wanted = await schema.fetch(SCHEMA)
    await schema.close()
    assert await field.raw.fetch(SCHEMA) == wanted


async def test_a_hand_over_too_many_is_found(field: Field) -> None:
    columns = "ticket_id, direction, trigger, action, from_unit_id, to_unit_id, sent_at, sent_by, previous"
    again = f"""
        INSERT INTO hand_overs (id, {columns})
        SELECT uuidv7(), {columns} FROM hand_overs JOIN bench.due USING (ticket_id) WHERE i = 0 LIMIT 1
    """
    async with tampered(field, again):
        with pytest.raises(RuntimeError, match="wrong=1"):
            await checked(field)


async def test_a_ticket_that_stays_as_it_was_is_found(field: Field) -> None:
    behind = "UPDATE tickets SET version = version - 1 FROM bench.due WHERE id = ticket_id AND i = 0"
    async with tampered(field, behind):
        with pytest.raises(RuntimeError, match="wrong=1"):
            await checked(field)


async def test_both_sides_have_to_leave_the_same(field: Field) -> None:
    other = "UPDATE tickets SET stage = 'handle' FROM bench.due WHERE id = ticket_id AND i % 4 IN (1, 2)"
    async with tampered(field, other):
        with pytest.raises(RuntimeError, match=r"different=[1-9]"):
            await checked(field)


SCHEMA = """
    SELECT pg_get_indexdef(indexrelid) AS what FROM pg_index WHERE indrelid = 'tickets'::regclass
    UNION ALL
    SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE 'tickets'::regclass IN (conrelid, confrelid) AND contype <> 'n'
    ORDER BY 1
"""


def test_a_worker_that_ends_early_is_told(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with gone, pytest.raises(RuntimeError, match="a worker ended"):
        drains.answer(gone)
