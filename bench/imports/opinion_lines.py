"""How fast do opinions come in as a file, beside a bare COPY of the same rows? Import lines and COPY, in turn.

`python -m bench.imports.opinion_lines [--lines N] [--rounds N]` imports made-up opinions as CSV, a round after the
other, as the engine does it: from bytes to opinions with receipts and events. Then it copies the very rows that came
of it with COPY in binary form (read before, not counted): into a table without index, trigger or reference, and into
one that has the indexes of opinions. It prints lines a second by wall clock and by processor time of both sides
together, and the ratios. `--beside`: then a unit sends one line while a file of another goes on, and waits for it.
"""

import argparse
import asyncio
import csv
import io
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Final
from uuid import UUID

import asyncpg
from rich.console import Console
from rich.table import Table

from bench.opinions.made_up_texts import texts
from bench.support.cpu import of_database
from bench.support.databases import private_postgres
from bench.support.tree import chains, plant
from bench.transitions.measured import KEY
from escalation.actors import OPERATOR, Actor, Role
from escalation.kit.database.connection import connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.engine.imports import step
from escalation.opinions.usecases.file_imports import Defaults, begin_import, import_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import OPINIONS
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.operations import OperationState
from escalation.organisation.usecases.operations import get_operation
from escalation.publishing.usecases.defaults import publish_seed

_TABLES: Final = {"bare COPY": "LIKE opinions", "COPY with the indexes": "LIKE opinions INCLUDING ALL"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one way to write the lines: by the clock, and of processors, ours and the database's together."""

    wall: float
    cpu: float


def main() -> None:
    """Generate, import, copy, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lines", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--beside", action="store_true", help="also measure how long one line of another unit waits")
    given = arguments.parse_args()
    with private_postgres() as address:
        asyncio.run(_measure(address("postgres"), given.lines, given.rounds, beside=given.beside))


async def _measure(dsn: str, lines: int, rounds: int, *, beside: bool) -> None:
    await upgrade(dsn)
    database = await connect(dsn)
    async with database.transaction() as connection:
        await publish_seed(connection)
    runtime = Runtime(database, Vault(KEY), CompiledDocuments())
    await plant(runtime, ())
    async with database.connection() as connection:
        units = [chain[0].code for chain in await chains(connection) if chain[0].level == 1]
        root = (await chains(connection))[0][-1].code
    raw = await asyncpg.connect(dsn)
    costs: dict[str, list[Cost]] = {}
    for round_ in range(rounds):
        file = _file(round_, lines, units)
        costs.setdefault("import", []).append(await _cost(raw, _import(runtime, file, root, round_)))
        rows = io.BytesIO()
        await raw.copy_from_query(
            "SELECT * FROM opinions WHERE source_system = $1", f"bench-{round_}", output=rows, format="binary"
        )
        for name, like in _TABLES.items():
            rows.seek(0)
            costs.setdefault(name, []).append(await _copied(raw, like, rows))
    await raw.close()
    _print(costs, lines)
    if beside:
        async with database.connection() as connection:
            places = [chain[0] for chain in await chains(connection) if chain[0].level == 1][:2]
        await _wait_beside(runtime, places, _file(rounds, lines, units), lines)
    await database.close()


async def _wait_beside(runtime: Runtime, places: Sequence[Unit], file: bytes, lines: int) -> None:
    """One line sent by a unit when a third of another's file is done."""
    long, short = [Actor(f"key:{unit.code}", Role.OFFICE, unit.id, "/") for unit in places]
    began = perf_counter()
    first = await _begun(runtime, long, places[0], file)
    second, sent, waited, chunks = first, 0.0, 0.0, 0
    while await step(runtime):
        done = (await get_operation(runtime, first, OPERATOR)).operation.done
        if not sent and done >= lines // 3:
            second, sent = await _begun(runtime, short, places[1], b"title,external_ref\nx,1\n"), perf_counter()
        elif sent and not waited:
            chunks += 1
            if (await get_operation(runtime, second, OPERATOR)).operation.state == OperationState.DONE:
                waited = perf_counter() - sent
    Console().print(
        f"One line beside {lines:,} of another unit waited {waited:.2f} s, {chunks} chunks; all took "
        f"{perf_counter() - began:.0f} s"
    )


async def _begun(runtime: Runtime, actor: Actor, unit: Unit, file: bytes) -> UUID:
    reply = await begin_import(
        runtime, actor, OPINIONS, io.BytesIO(file), ImportFormat.CSV, Defaults(unit_code=unit.code),
        render=lambda view: StoredResponse(202, view.operation.id.bytes),
    )  # fmt: skip
    return UUID(bytes=reply.body)


async def _cost(raw: asyncpg.Connection, work: Awaitable[object]) -> Cost:
    pid = raw.get_server_pid()
    before, ours, began = sum(of_database(pid).values()), process_time(), perf_counter()
    await work
    wall = perf_counter() - began
    return Cost(wall, process_time() - ours + sum(of_database(pid).values()) - before)


async def _import(runtime: Runtime, file: bytes, root: str, round_: int) -> None:
    defaults = Defaults(unit_code=root, source_system=f"bench-{round_}")
    came = await import_file(runtime, OPINIONS, file, format_=ImportFormat.CSV, defaults=defaults)
    if came.refused:
        raise RuntimeError(f"{came.refused} lines were refused")


async def _copied(raw: asyncpg.Connection, like: str, rows: io.BytesIO) -> Cost:
    await raw.execute(f"CREATE TABLE copied ({like})")
    cost = await _cost(raw, raw.copy_to_table("copied", source=rows, format="binary"))
    await raw.execute("DROP TABLE copied")
    return cost


def _file(seed: int, lines: int, units: list[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["title", "content", "contact", "submitted_at", "unit_code", "external_ref"])
    for number, (_, (title, content)) in enumerate(texts(seed, lines)):
        moment = f"2026-01-{number % 28 + 1:02} 08:{number % 60:02}"
        writer.writerow([title, content, f"139{number:08}", moment, units[number % len(units)], str(number)])
    return text.getvalue().encode()


def _print(costs: dict[str, list[Cost]], lines: int) -> None:
    table = Table("way", "lines/s", "import is of it", "cpu lines/s", "import is of it (cpu)", title=f"{lines:,} lines")
    import_ = costs["import"]
    for name, of_name in costs.items():
        pairs = list(zip(import_, of_name, strict=True))
        table.add_row(
            name, f"{lines / median(c.wall for c in of_name):,.0f}",
            f"{median(other.wall / ours.wall for ours, other in pairs):.3f}",
            f"{lines / median(c.cpu for c in of_name):,.0f}",
            f"{median(other.cpu / ours.cpu for ours, other in pairs):.3f}",
        )  # fmt: skip
    Console().print(table)


if __name__ == "__main__":
    main()
