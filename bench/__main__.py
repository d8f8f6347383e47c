"""What can be asked of the bench? `python -m bench --help`."""

import argparse
import asyncio
import platform
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import orjson
from rich.console import Console

from bench import batches, part1
from bench.databases import prepare, private_postgres
from bench.part1 import Plan
from bench.servers import System, serving
from bench.tables import as_json, show

_SIZES = (1, 20, 200)
_COMPARED = 3
_TOLD = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")


def main() -> None:
    """Measure everything and print it."""
    asked = _parser().parse_args()
    console = Console()
    with private_postgres() as address, ExitStack() as stack:
        with console.status("Filling two databases …") as status:
            dsns, matters = asyncio.run(prepare(address, asked.tickets))
            console.print(asyncio.run(_conditions(dsns)), "")
            servers = stack.enter_context(serving(dsns))
            asyncio.run(part1.compare(servers, dsns, matters[:_COMPARED]))
            status.update("Batches …")
            rates = asyncio.run(batches.measure(dsns, matters, _SIZES, rounds=asked.rounds, seconds=asked.seconds / 2))
            plan = Plan(asked.clients, asked.rounds, asked.seconds)
            pairs = asyncio.run(part1.measure(servers, dsns, matters, plan, status.update))
        show(console, pairs, rates)
        if asked.json:
            asked.json.write_bytes(orjson.dumps(as_json(pairs, rates), option=orjson.OPT_INDENT_2))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="The whole API beside a bare handler, side by side.")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of slots for each number of clients")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a slot")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32], help="clients that ask at a time")
    parser.add_argument("--tickets", type=int, default=2000, help="tickets in each database")
    parser.add_argument("--json", type=Path, help="a file for the figures of every slot")
    return parser


async def _conditions(dsns: Mapping[System, str]) -> str:
    """What has to be known to read the figures."""
    connection = await asyncpg.connect(dsns[System.OURS])
    try:
        shown = [f"{name} {await connection.fetchval(f'SHOW {name}')}" for name in _TOLD]
    finally:
        await connection.close()
    return f"Python {platform.python_version()}; PostgreSQL: {', '.join(shown)}"


if __name__ == "__main__":
    main()
