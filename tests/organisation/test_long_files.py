"""Files of units and members of any length: in chunks, in any order of lines, going on wherever somebody died."""

import asyncio
import random
import signal
import sys

import httpx2
import pytest

from escalation.errors import ValidationFailed
from escalation.opinions.engine.imports import step
from escalation.organisation.usecases import unit_import
from escalation.organisation.usecases.member_import import import_members
from escalation.organisation.usecases.unit_import import import_units
from tests.support.waiting import until
from tests.support.world import World

CSV = {"Content-Type": "text/csv"}
HEADER = "code,parent_code,level,name,kind\n"
IMPORTER = """
import asyncio, sys
from escalation.kit.database.connection import connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.organisation.usecases import unit_import

unit_import.MOST_LINES = 20

async def main() -> None:
    runtime = Runtime(await connect(sys.argv[1]), Vault(bytes([7]) * 32), CompiledDocuments())
    await unit_import.import_units(runtime, sys.stdin.buffer.read(), by=None)

asyncio.run(main())
"""


def villages(count: int, *, below: str = "T1") -> list[str]:
    return [f"{below}-{n:05},{below},village,第{n}村,\n" for n in range(count)]


async def codes(world: World) -> list[str]:
    async with world.runtime.database.connection() as connection:
        return [row["code"] for row in await connection.raw.fetch("SELECT code FROM units ORDER BY code")]


@pytest.fixture
def _short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a short file has many."""
    monkeypatch.setattr(unit_import, "MOST_LINES", 7)


@pytest.mark.usefixtures("_short_chunks")
@pytest.mark.parametrize("seed", range(3))
async def test_the_order_of_lines_does_not_matter_however_many_chunks_there_are(world: World, seed: int) -> None:
    lines = ["N,C,county,新县,\n", *(f"N{n},N,township,乡{n},\n" for n in range(5))]
    lines += [f"N{n}-{m},N{n},village,村{n}-{m},\n" for n in range(5) for m in range(8)]
    lines += ["N-1,N,county,局,department\n", "N-2,N-1,county,科,department\n", "X,Y,village,孤村,\n"]
    lines.reverse()
    random.Random(seed).shuffle(lines)

    told: list[tuple[int, int]] = []
    receipts = await import_units(
        world.runtime, (HEADER + "".join(lines)).encode(), by=None, progress=lambda *so_far: told.append(so_far)
    )

    assert (receipts.total, receipts.created) == (49, 48)
    assert [(fault.pointer, fault.code) for fault in receipts.faults] == [
        (f"line {2 + lines.index('X,Y,village,孤村,' + chr(10))}", "unknown_parent")
    ]
    assert told == sorted(told)
    assert told[-1] == (49, 49)
    assert {f"N{n}-{m}" for n in range(5) for m in range(8)} <= set(await codes(world))


@pytest.mark.usefixtures("_short_chunks")
async def test_a_chain_that_stands_upside_down_finds_its_way(world: World) -> None:
    chain = [f"D{n},D{n - 1},county,科{n},department\n" for n in range(1, 40)]
    file = HEADER + "".join(reversed(chain)) + "D0,K1,county,局,department\n"
    assert (await import_units(world.runtime, file.encode(), by=None)).created == 40


async def test_whoever_is_killed_begins_anew_and_doubles_nothing(world: World, dsn: str) -> None:
    file = (HEADER + "".join(villages(2_000))).encode()
    importer = await asyncio.create_subprocess_exec(sys.executable, "-c", IMPORTER, dsn, stdin=asyncio.subprocess.PIPE)
    assert importer.stdin is not None
    importer.stdin.write(file)
    importer.stdin.close()
    before = len(await codes(world))

    async def has_begun() -> bool:
        return len(await codes(world)) > before

    try:
        await until(has_begun)
    finally:
        importer.send_signal(signal.SIGKILL)
        await importer.wait()
    written = len(await codes(world)) - before
    receipts = await import_units(world.runtime, file, by=None)
    assert (receipts.created + receipts.unchanged, receipts.refused) == (2_000, 0)
    assert 0 < written <= receipts.unchanged
    assert len(await codes(world)) == before + 2_000


async def test_a_long_file_that_is_sent_is_left_to_the_engine(world: World, client: httpx2.AsyncClient) -> None:
    admin = await world.key("T1", "admin")
    lines = [*villages(1_500), "T2-1,T2,village,别处的村,\n", "T1-1,T1,planet,星,\n"]
    random.Random(1).shuffle(lines)
    file = (HEADER + "".join(lines)).encode()
    taken = await client.post("/v1/units/imports", content=file, headers={**admin, **CSV})
    assert taken.status_code == 202, taken.text
    assert taken.headers["Location"] == f"/v1/operations/{taken.json()['id']}"
    assert (taken.json()["kind"], taken.json()["total"], taken.json()["unit"]["code"]) == ("import_units", 1_502, "T1")
    while await step(world.runtime):
        pass
    ended = (await client.get(taken.headers["Location"], headers=admin)).json()
    assert (ended["state"], ended["accepted"], ended["refused"]) == ("done", 1_500, 2)
    receipts = (await client.get(f"{taken.headers['Location']}/receipts", headers=admin)).json()["items"]
    assert {each["code"] for each in receipts} == {"OUTSIDE_SCOPE", "UNKNOWN_LEVEL"}
    again = await client.post("/v1/units/imports", content=file, headers={**admin, **CSV})
    while await step(world.runtime):
        pass
    ended = (await client.get(again.headers["Location"], headers=admin)).json()
    assert (ended["accepted"], ended["unchanged"]) == (1_500, 1_500)


async def test_units_whose_parents_come_chunks_later_are_placed_by_the_engine(
    world: World, client: httpx2.AsyncClient
) -> None:
    admin = await world.key("K1", "admin")
    lines = [*villages(1_200, below="NEW"), "NEW,K1,township,新乡,\n", *villages(1_200, below="NONE")]
    taken = await client.post("/v1/units/imports", content=(HEADER + "".join(lines)).encode(), headers={**admin, **CSV})
    while await step(world.runtime):
        pass
    ended = (await client.get(taken.headers["Location"], headers=admin)).json()
    assert (ended["state"], ended["done"], ended["accepted"], ended["refused"]) == ("done", 2_401, 1_201, 1_200)
    assert ended["total"] == 2_401


async def test_a_long_file_of_members_is_left_to_the_engine(world: World, client: httpx2.AsyncClient) -> None:
    admin = await world.key("T1", "admin")
    lines = [f"成员{n},T1,handler,T1\n" for n in range(1_500)]
    file = ("name,home_unit_code,role,unit_code\n" + "".join(lines) + "甲,T1,emperor,T1\n").encode()
    taken = await client.post("/v1/members/imports", content=file, headers={**admin, **CSV})
    assert (taken.status_code, taken.json()["kind"]) == (202, "import_members")
    while await step(world.runtime):
        pass
    ended = (await client.get(taken.headers["Location"], headers=admin)).json()
    assert (ended["state"], ended["accepted"], ended["refused"]) == ("done", 1_500, 1)
    assert (await import_members(world.runtime, file, by=None)).unchanged == 1_500


async def test_a_long_file_is_done_in_short_transactions(world: World) -> None:
    """Each chunk has a transaction of its own: units of one are written by one, at most a thousand."""
    await import_units(world.runtime, (HEADER + "".join(villages(3_500))).encode(), by=None)
    async with world.runtime.database.connection() as connection:
        rows = await connection.raw.fetch("SELECT count(*) FROM units WHERE code LIKE 'T1-0%' GROUP BY xmin::text")
    assert sorted(row["count"] for row in rows) == [500, 1_000, 1_000, 1_000]


async def test_a_header_that_is_wrong_is_refused_before_anything_begins(world: World) -> None:
    with pytest.raises(ValidationFailed):
        await import_units(world.runtime, b"code,name\n" + b"1,x\n" * 2_000, by=None)
