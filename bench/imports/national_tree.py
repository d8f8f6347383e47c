"""Does a national tree of units come in beside people at work? In a process that answers all the while.

`python -m bench.imports.national_tree [--units N]` generates N units on five levels, in the order of their codes, and
imports them while two busy loops run beside the process. A heartbeat looks how late it is, as `/livez` would
be, and how much the process itself worked meanwhile, in all its threads: only that can be our fault, the rest is other
work on the machine. A second connection looks how long transactions are idle. It prints what it took, with the peak
memory of the process.
"""

import argparse
import asyncio
import io
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter, process_time

import asyncpg
from rich.console import Console
from rich.table import Table

from bench.support.databases import private_postgres
from bench.transitions.measured import KEY
from escalation.kit.database.connection import connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.receipts import Receipts
from escalation.organisation.usecases.unit_import import import_units
from escalation.publishing.usecases.defaults import publish_seed

UNITS = 665_276
_BEAT = 0.02
_IDLE = "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - state_change)), 0) FROM pg_stat_activity WHERE state = 'idle in transaction'"  # noqa: E501 - one query
_FAN_OUT = 31, 11, 9, 14, 16
_LEVELS = "province", "city", "county", "township", "village"


@dataclass(slots=True)
class Watched:
    """The worst that was seen, in seconds.

    That a heartbeat was late, that the process worked between two heartbeats, and that a transaction was idle.
    """

    late: float = 0.0
    worked: float = 0.0
    idle: float = 0.0


def tree(units: int) -> Iterator[str]:
    """The lines of a file: a header and so many units, every parent before its children."""
    yield "code,parent_code,level,name\n"
    above, written = [""], 0
    for level, count in zip(_LEVELS, (*_FAN_OUT[:-1], units), strict=True):
        below: list[str] = []
        for parent in above:
            for number in range(1, count + 1):
                if written == units or (level == "village" and number > -(-units // len(above))):
                    break
                code = f"{parent}{number:03}" if parent else f"{number:02}"
                yield f"{code},{parent},{level},第{code}单位\n"
                below.append(code)
                written += 1
        above = below


def main() -> None:
    """Generate, import, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--units", type=int, default=UNITS)
    units = arguments.parse_args().units
    with private_postgres() as address:
        asyncio.run(_measure(address("postgres"), units))


async def _measure(dsn: str, units: int) -> None:
    await upgrade(dsn)
    database = await connect(dsn)
    async with database.transaction() as connection:
        await publish_seed(connection)
    # Before anybody watches: generating it takes a second of the very loop.
    file = io.BytesIO("".join(tree(units)).encode())
    loops = [await asyncio.create_subprocess_exec(sys.executable, "-c", "while True: pass") for _ in range(2)]
    watched = Watched()
    watching = [asyncio.create_task(_beat(watched)), asyncio.create_task(_look(dsn, watched))]
    began = perf_counter()
    came = await import_units(Runtime(database, Vault(KEY), CompiledDocuments()), file, by=None)
    took = perf_counter() - began
    for loop in loops:
        loop.kill()
    for task in watching:
        task.cancel()
    await database.close()
    _print(came, took, watched)


def _print(came: Receipts, took: float, watched: Watched) -> None:
    table = Table("units", "refused", "seconds", "peak MB", "late ms", "worked ms in a beat", "idle in transaction ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add_row(
        str(came.created), str(came.refused), f"{took:.1f}", f"{peak:.0f}", f"{watched.late * 1e3:.0f}",
        f"{watched.worked * 1e3:.0f}", f"{watched.idle * 1e3:.0f}",
    )  # fmt: skip
    Console().print(table)


async def _beat(watched: Watched) -> None:
    while True:
        wanted, used = perf_counter() + _BEAT, process_time()
        await asyncio.sleep(_BEAT)
        watched.late = max(watched.late, perf_counter() - wanted)
        watched.worked = max(watched.worked, process_time() - used)


async def _look(dsn: str, watched: Watched) -> None:
    connection = await asyncpg.connect(dsn)
    while True:
        watched.idle = max(watched.idle, float(await connection.fetchval(_IDLE)))
        await asyncio.sleep(0.2)


if __name__ == "__main__":
    main()
