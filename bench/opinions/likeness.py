"""Are identical and nearly identical opinions found among a million, and what does one question read?

`python -m bench.opinions.likeness --opinions 1000000` writes made-up opinions of two languages over the villages of
the sample region, copies some (word for word, and with one letter in 25 changed), and asks for those like each copy, as
the office of the topmost unit and as the village that received it. `--marked N`: only so many are marked one by one,
the others are made of them (`crowd.py`). `--hot FILE`: messages of which some are about one matter come among them
(`hot_topics.py`).
"""

import argparse
import asyncio
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final
from uuid import UUID

import asyncpg
from rich.console import Console
from rich.table import Table

from bench.opinions.crowd import multiply
from bench.opinions.hot_topics import ask_for_matters, plant_messages, told
from bench.opinions.made_up_texts import Text, changed, texts
from bench.support.bulk import without_indexes
from bench.support.cpu import on_processor
from bench.support.databases import Address, private_postgres
from bench.support.recorder import Recorder, buffers_of
from bench.support.tree import Chain, chains, plant
from bench.transitions.measured import KEY
from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection, connect
from escalation.kit.database.ids import new_id
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.domain.similarity import fingerprint_of
from escalation.opinions.storage.opinions import Opinion, OpinionFilters, find_opinions
from escalation.opinions.storage.similar_opinions import list_similar
from escalation.publishing.usecases.defaults import publish_seed

AT_ONCE: Final = 10_000
_COLUMNS: Final = (
    "id", "unit_id", "unit_path", "status", "title", "content", "source", "sketch", "text_hash", "bands",
    "tracking_hash", "received_at", "received_by", "updated_at",
)  # fmt: skip


def main() -> None:
    """Fill, plant, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opinions", type=int, default=200_000)
    parser.add_argument("--asked", type=int, default=200, help="copies of each kind and language")
    parser.add_argument("--marked", type=int, help="opinions that are marked one by one; otherwise all")
    parser.add_argument("--hot", type=Path, help="a file of messages with their matters")
    asked = parser.parse_args()
    with private_postgres() as address:
        asyncio.run(measure(Console(width=120), address, asked))


async def measure(console: Console, address: Address, wanted: argparse.Namespace) -> None:
    """Print recall and cost for each kind of copy."""
    count, marked, matters = wanted.opinions, wanted.marked or wanted.opinions, {}
    dsn = address("postgres")
    await upgrade(dsn)
    database = await connect(dsn)
    async with database.transaction() as connection:
        await publish_seed(connection)
    await plant(Runtime(database, Vault(KEY), CompiledDocuments()), ())
    async with database.connection() as connection:
        places = [chain for chain in await chains(connection) if chain[0].level == 1]
    async with database.connection() as connection:
        # Nobody is found by words here, and to index them takes as long as everything else.
        await connection.raw.execute("DROP INDEX ix_opinions_words")
    began = perf_counter()
    async with without_indexes(dsn, ["opinions"], lambda _: None):
        await fill(dsn, places, marked)
        await multiply(dsn, places, count - marked)
        if wanted.hot:
            matters = await plant_messages(dsn, places, wanted.hot)
    console.print(
        f"{count:,} opinions in {len(places):,} villages: written and indexed in {perf_counter() - began:.0f} s"
    )
    async with database.connection() as connection:
        size = await connection.raw.fetchval(
            "SELECT sum(pg_relation_size(indexrelid)) FROM pg_index WHERE indrelid = 'opinions'::regclass "
            "AND indexrelid::regclass::text ~ 'band|text_hash'"
        )
        console.print(f"indexes of marks: {int(size) / count:.0f} bytes an opinion")
        headings = (
            "language",
            "copy",
            "asked by",
            "found",
            "found first",
            "ms median",
            "processor ms",
            "buffers",
            "most",
        )
        console.print(_table(headings, await ask(connection, places, wanted.asked, marked)))
        if matters:
            found = await ask_for_matters(connection, places[0], matters)
            console.print(_table(("hot topics", "precision", "recall", "likest is of the same"), told(found)))
    await database.close()


def rows_of(seed: int, count: int, places: Sequence[tuple[UUID, str]]) -> list[tuple[Any, ...]]:
    """Rows as the table has them, but their moments."""
    dice = random.Random(-seed)
    rows = []
    for _, (title, content) in texts(seed, count):
        marks, id_, (unit, path) = fingerprint_of(title, content), new_id(), dice.choice(places)
        rows.append((
            id_.bytes, unit.bytes, path, "inbox", title, content, "web", list(marks.sketch), marks.text_hash,
            list(marks.bands), id_.bytes,
        ))  # fmt: skip
    return rows


async def fill(dsn: str, places: Sequence[Chain], count: int) -> None:
    """Write the opinions, marked by two processes."""
    units = [(UUID(bytes=chain[0].id.bytes), chain[0].path) for chain in places]
    loop, raw = asyncio.get_running_loop(), await asyncpg.connect(dsn)
    await raw.execute("SET session_replication_role = replica")
    now = await raw.fetchval("SELECT now()")
    with ProcessPoolExecutor(2) as pool:
        for first in range(1, count // AT_ONCE + 1, 4):
            seeds = range(first, min(first + 4, count // AT_ONCE + 1))
            made = [loop.run_in_executor(pool, rows_of, seed, AT_ONCE, units) for seed in seeds]
            for part in made:
                records = [(UUID(bytes=row[0]), UUID(bytes=row[1]), *row[2:], now, "bench", now) for row in await part]
                await raw.copy_records_to_table("opinions", records=records, columns=_COLUMNS)
    await raw.close()


async def ask(connection: Connection, places: Sequence[Chain], count: int, marked: int) -> list[tuple[str, ...]]:
    """A row of figures for each language, kind of copy and asker."""
    dice, found = random.Random(7), []
    # Those that were marked one by one were written first.
    ids = await connection.raw.fetch(
        "SELECT id, title, content FROM (SELECT * FROM opinions ORDER BY ctid LIMIT $2) o "
        "ORDER BY md5(id::text) LIMIT $1",
        20 * count, marked,
    )  # fmt: skip
    for language in ("zh", "en"):
        chosen = [row for row in ids if row["content"].isascii() == (language == "en")][:count]
        for kind in ("identical", "changed"):
            for who in ("topmost office", "village"):
                figures = [await one(connection, dice, row, places, kind, who) for row in chosen]
                found.append((language, kind, who, *_told(figures)))
    return found


Figures = tuple[int | None, float, float, int]
"""Where it stands, milliseconds that it took and that processors spent on it, and the buffers it looked at."""


async def one(
    connection: Connection, dice: random.Random, row: Any, places: Sequence[Chain], kind: str, who: str
) -> Figures:
    """Where among the first twenty the original is, and what finding it cost."""
    text = (row["title"], row["content"]) if kind == "identical" else changed(dice, (row["title"], row["content"]))
    original = (await find_opinions(connection, _root(places[0]), [row["id"]]))[0]
    asker = (
        _root(places[0])
        if who == "topmost office"
        else Actor("bench", Role.LEADER, original.unit_id, original.unit_path)
    )
    marks = fingerprint_of(*text)
    copy = _copy(original, text)
    recorder, backend = Recorder(connection.raw), connection.raw.get_server_pid()
    began, used = perf_counter(), process_time() + on_processor(backend)
    found = await list_similar(recorder, asker, copy, marks, OpinionFilters(), after=None, limit=20)
    took, spent = (perf_counter() - began) * 1000, (process_time() + on_processor(backend) - used) * 1000
    buffers = sum([await buffers_of(connection, *asked) for asked in recorder.asked])
    places_of = [place for place, (opinion, _) in enumerate(found) if opinion.id == original.id]
    return (places_of[0] if places_of else None), took, spent, buffers


def _copy(original: Opinion, text: Text) -> Opinion:
    fields = {name: getattr(original, name) for name in Opinion.__dataclass_fields__}
    return Opinion(**fields | {"id": new_id(), "title": text[0], "content": text[1]})


def _root(chain: Chain) -> Actor:
    return Actor("bench", Role.OFFICE, chain[-1].id, chain[-1].path)


def _told(figures: Sequence[Figures]) -> tuple[str, ...]:
    at, took, spent, buffers = zip(*figures, strict=True)
    return (
        f"{sum(place is not None for place in at)}/{len(at)}", f"{sum(place == 0 for place in at)}/{len(at)}",
        f"{median(took):.1f}", f"{median(spent):.1f}", f"{median(buffers):.0f}", str(max(buffers)),
    )  # fmt: skip


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(*headings)
    for row in rows:
        table.add_row(*row)
    return table


if __name__ == "__main__":
    main()
