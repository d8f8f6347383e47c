"""What can be asked of the bench? `python -m bench --help`."""

import argparse
import asyncio
import platform
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.costs import besides
from bench.costs import requests as costs
from bench.costs.listings import LISTINGS
from bench.costs.seals import SEALS
from bench.deadlines import figures as tables_part2
from bench.deadlines import sweeps
from bench.desk import requests as desk
from bench.lists import distributions
from bench.lists.fill import Spread
from bench.programme_year import figures as tables_part7
from bench.programme_year import measure as programme_year
from bench.programme_year.tree import Size, plan_city
from bench.rollups import reports as rollups
from bench.support.databases import Address, prepare, private_postgres
from bench.support.servers import serving
from bench.transitions import batches, moves
from bench.transitions import figures as tables
from bench.webhooks import deliveries
from bench.webhooks import figures as tables_part3

_PARTS = (1, 2, 3, 4, 5, 6, 7, 8)
_SIZES = (1, 20, 200)
_COMPARED = 3
_BESIDES = {each.name: each for each in (LISTINGS, SEALS)}
_TOLD = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")


def main() -> None:
    """Measure everything and print it."""
    asked = _parser().parse_args()
    console = Console()
    figures: dict[str, Any] = {}
    with private_postgres() as address:
        console.print(asyncio.run(_conditions(address("postgres"))), "")
        if 1 in asked.part:
            figures |= _part1(console, address, asked)
        if 2 in asked.part:
            figures |= _part2(console, address, asked)
        if 3 in asked.part:
            figures |= _part3(console, address, asked)
        if 4 in asked.part:
            figures |= _part4(console, address, asked)
        if 5 in asked.part:
            figures |= _part5(console, address, asked)
        if 6 in asked.part:
            figures |= _part6(console, address, asked)
        if 7 in asked.part:
            figures |= _part7(console, address, asked)
        if 8 in asked.part:
            figures |= _part8(console, address, asked)
    if asked.json:
        asked.json.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="The engine beside something simpler, side by side.")
    parser.add_argument("--part", type=int, nargs="+", choices=_PARTS, default=_PARTS, help="what to measure")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of slots for each number of clients or workers")
    parser.add_argument("--json", type=Path, help="a file for the figures of every slot")
    one = parser.add_argument_group("part 1: the whole API beside a bare handler")
    one.add_argument("--seconds", type=float, default=3.0, help="length of a slot")
    one.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32], help="clients that ask at a time")
    one.add_argument("--tickets", type=int, default=2000, help="tickets in each database")
    two = parser.add_argument_group("part 2: the sweep beside hand-written SQL")
    usual = sweeps.Plan()
    two.add_argument("--open", type=int, nargs="+", default=usual.open, help="open tickets")
    two.add_argument("--workers", type=int, nargs="+", default=usual.workers, help="workers that sweep at a time")
    two.add_argument("--slot", type=int, default=usual.slot, help="tickets that are escalated in a slot")
    two.add_argument("--dead", type=int, default=usual.rest, help="tickets escalated while a snapshot stays open")
    two.add_argument("--batch", type=int, default=usual.batch, help="tickets a transaction")
    two.add_argument("--units", type=Path, nargs="+", default=(), help="files of units instead of the sample region")
    three = parser.add_argument_group("part 3: deliveries beside bare posts")
    three.add_argument("--minutes", type=float, default=0.0, help="go on for so long at --rate, and look each minute")
    three.add_argument("--rate", type=int, default=500, help="events a second while lateness is measured")
    four = parser.add_argument_group("part 4: what requests cost, and what the database does besides")
    four.add_argument("--without", choices=_BESIDES, default="listings", help="what the second database does not do")
    five = parser.add_argument_group("part 5: lists, however tickets lie")
    lists = distributions.Plan()
    five.add_argument("--sizes", type=int, nargs="+", default=lists.sizes, help="open tickets")
    five.add_argument("--spreads", type=Spread, nargs="+", default=lists.spreads, help=", ".join(Spread))
    six = parser.add_argument_group("part 6: requests of a desk")
    usual_desk = desk.Plan()
    six.add_argument("--size", type=int, default=usual_desk.size, help="open tickets")
    six.add_argument("--spread", type=Spread, default=usual_desk.spread, help=", ".join(Spread))
    six.add_argument("--units-beside", type=int, default=usual_desk.units, help="units of a national tree")
    seven = parser.add_argument_group("part 7: a year of the programme")
    seven.add_argument("--counties", type=int, default=1, help="of the city's 14, each with its share of everything")
    seven.add_argument("--tree", type=Path, help="a file of units, of which to take the city 1507")
    eight = parser.add_argument_group("part 8: rates from roll-ups")
    eight.add_argument("--year", type=int, default=rollups.Plan().tickets, help="tickets of a year")
    return parser


def _part1(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    with console.status("Filling two databases …") as status, ExitStack() as stack:
        dsns, matters = asyncio.run(prepare(address, asked.tickets))
        servers = stack.enter_context(serving(dsns))
        asyncio.run(moves.compare(servers, dsns, matters[:_COMPARED]))
        status.update("Batches …")
        rates = asyncio.run(batches.measure(dsns, matters, _SIZES, rounds=asked.rounds, seconds=asked.seconds / 2))
        plan = moves.Plan(asked.clients, asked.rounds, asked.seconds)
        pairs = asyncio.run(moves.measure(servers, dsns, matters, plan, status.update))
    tables.show(console, pairs, rates)
    return tables.as_json(pairs, rates)


def _part2(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    plan = sweeps.Plan(
        open=asked.open, workers=asked.workers, rounds=asked.rounds, slot=asked.slot, rest=asked.dead,
        batch=asked.batch, units=asked.units,
    )  # fmt: skip
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=what[:_WIDEST], completed=done, total=total or None)

        results = asyncio.run(sweeps.measure(address, plan, tell))
    tables_part2.show(console, results)
    return {"sizes": tables_part2.as_json(results)}


def _part3(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    plan = deliveries.Plan(rounds=asked.rounds, rate=asked.rate, minutes=asked.minutes)
    with console.status("Filling a database …") as status:
        result = asyncio.run(deliveries.measure(address, plan, status.update))
    tables_part3.show(console, result)
    return tables_part3.as_json(result)


def _part4(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    plan = costs.Plan(rounds=asked.rounds, seconds=min(asked.seconds, 2.0))
    without = _BESIDES[asked.without]
    with console.status("Filling two databases …") as status, ExitStack() as stack:
        found: costs.Found = {}
        if without is LISTINGS:
            dsns, matters = asyncio.run(prepare(address, asked.tickets))
            with serving(dsns) as servers:
                found = asyncio.run(costs.measure(servers, dsns, matters, plan, status.update))
        dsns, matters = asyncio.run(prepare(address, asked.tickets, name=without.name))
        servers = stack.enter_context(serving(dsns, alike=True))
        kept = asyncio.run(besides.measure(servers, dsns, matters, plan, status.update, without))
    if found:
        costs.show(console, found)
    besides.show(console, kept, without)
    return costs.as_json(found)


def _part5(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    plan = distributions.Plan(sizes=asked.sizes, spreads=asked.spreads, rounds=max(asked.rounds, 3) * 3)
    with console.status("Filling a database …") as status:
        results = asyncio.run(distributions.measure(address, plan, status.update))
    distributions.show(console, results)
    return {"lists": distributions.as_json(results)}


def _part6(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    plan = desk.Plan(
        asked.size, asked.spread, asked.units_beside, rounds=asked.rounds * 20, clicks=asked.rounds * 4
    )  # fmt: skip
    with console.status("Filling a database …") as status:
        found = asyncio.run(desk.measure(address, plan, status.update))
    desk.show(console, plan, found)
    return {"desk": desk.as_json(found)}


def _part7(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    city = plan_city(Size().of(asked.counties), asked.tree.read_bytes() if asked.tree else None)
    with console.status("A year of the programme …") as status:
        result = asyncio.run(programme_year.measure(address, programme_year.Plan(city), status.update))
    tables_part7.show(console, result)
    return {"programme_year": tables_part7.as_json(result)}


def _part8(console: Console, address: Address, asked: argparse.Namespace) -> dict[str, Any]:
    with console.status("Filling a database …") as status:
        plan = rollups.Plan(asked.year, rounds=asked.rounds * 4)
        found = asyncio.run(rollups.measure(address, plan, lambda what: status.update(what[:_WIDEST])))
    rollups.show(console, found)
    return {"rollups": rollups.as_json(found)}


_WIDEST = 60


async def _conditions(dsn: str) -> str:
    """What has to be known to read the figures."""
    connection = await asyncpg.connect(dsn)
    try:
        shown = [f"{name} {await connection.fetchval(f'SHOW {name}')}" for name in _TOLD]
    finally:
        await connection.close()
    return f"Python {platform.python_version()}; PostgreSQL: {', '.join(shown)}"


if __name__ == "__main__":
    main()
