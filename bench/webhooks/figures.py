"""How are the figures of part 3 shown?"""

from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.support.layout import coloured, percentile, spread, table
from bench.support.servers import System
from bench.webhooks.deliveries import Result, Slot, middle
from bench.webhooks.isolation import Isolation

RATIO: Final = 0.5
"""What delivering has to reach of posting alone."""
THROUGHPUT_LEFT: Final = 0.9
P99_GROWS: Final = 1.5
"""What the healthy have to keep beside bad ones, and by how much they may be later."""
RATE: Final = 2_500
"""Deliveries a second that are wanted, whichever number of workers it takes."""


def show(console: Console, result: Result) -> None:
    """Print everything."""
    for each in (_rates(result), _costs(result), _late(result)):
        console.print(each, "")
    if result.isolation:
        console.print(_isolation(result.isolation), "")
    if result.sustained:
        console.print(_sustained(result), "")


def as_json(result: Result) -> dict[str, Any]:
    """The figures of every slot."""
    slots = {
        f"{system} {workers}": [_slot(slot) for slot in slots] for (system, workers), slots in result.slots.items()
    }
    late = {str(percent): percentile(result.late, percent) for percent in (50, 95, 99)} if result.late else {}
    isolated = _isolated(result.isolation) if result.isolation else {}
    minutes = [[m.rate, m.owed, m.queue, m.memory, m.claim] for m in result.sustained]
    return {"deliveries": slots, "late": late, "isolation": isolated, "sustained": minutes}


def _isolated(measured: Isolation) -> dict[str, list[float]]:
    late = {"late_alone": measured.late_alone, "late_beside": measured.late_beside}
    return {"alone": measured.alone, "beside": measured.beside} | {
        f"{name}_{percent}": [percentile(each, percent) for each in rounds]
        for name, rounds in late.items()
        for percent in (50, 99)
    }


def _slot(slot: Slot) -> dict[str, float]:
    return {
        "count": slot.count, "seconds": slot.seconds, "worker_cpu": slot.worker_cpu, "database_cpu": slot.database_cpu,
    }  # fmt: skip


def _workers(result: Result) -> list[int]:
    return sorted({workers for _, workers in result.slots})


def _rates(result: Result) -> Table:
    title = "Deliveries a second, signed, ordered and logged: min / median / max"
    rows = table(title, "workers", "deliveries", "bare posts", "ratio of a pair")
    for workers in _workers(result):
        ours, bare = (result.slots[system, workers] for system in (System.OURS, System.BARE))
        ratios = result.ratios(workers)
        rows.add_row(
            str(workers),
            coloured(spread([slot.rate for slot in ours], ",.0f"), good=middle(ours) >= RATE),
            spread([slot.rate for slot in bare], ",.0f"),
            coloured(spread(ratios, ".2f"), good=median(ratios) >= RATIO),
        )
    return rows


def _costs(result: Result) -> Table:
    rows = table("Processor milliseconds each", "workers", "", "workers' processes", "database")
    for workers in _workers(result):
        for system, name in ((System.OURS, "deliveries"), (System.BARE, "bare posts")):
            slots = result.slots[system, workers]
            count = sum(slot.count for slot in slots)
            spent = sum(slot.worker_cpu for slot in slots), sum(slot.database_cpu for slot in slots)
            rows.add_row(str(workers), name, *(f"{1000 * seconds / count:.3f}" for seconds in spent))
    return rows


def _late(result: Result) -> Table:
    rows = table("From the commit of an event to the answer, milliseconds", "p50", "p95", "p99", "events")
    shown = [f"{1000 * percentile(result.late, percent):.0f}" for percent in (50, 95, 99)] if result.late else ["-"] * 3
    rows.add_row(*shown, f"{len(result.late):,}")
    return rows


def _isolation(measured: Isolation) -> Table:
    title = "Eight endpoints alone, and beside one that hangs and one that answers 500: min / median / max"
    rows = table(title, "", "alone", "beside bad ones", "median of pairs")
    rows.add_row(
        "deliveries a second", spread(measured.alone, ",.0f"), spread(measured.beside, ",.0f"),
        coloured(f"{measured.throughput:.2f}", good=measured.throughput >= THROUGHPUT_LEFT),
    )  # fmt: skip
    alone, beside = (
        spread([1000 * percentile(each, 99) for each in late], ".0f")
        for late in (measured.late_alone, measured.late_beside)
    )
    good = measured.p99 <= P99_GROWS
    rows.add_row("p99, milliseconds", alone, beside, coloured(f"{measured.p99:.2f}", good=good))
    return rows


def _sustained(result: Result) -> Table:
    rows = table("While it goes on", "minute", "a second", "owed", "queue, MB", "worker, MB", "claim, ms")
    for number, minute in enumerate(result.sustained, 1):
        rows.add_row(
            str(number), f"{minute.rate:,.0f}", f"{minute.owed:,}", f"{minute.queue:.1f}", f"{minute.memory:.0f}",
            f"{1000 * minute.claim:.1f}",
        )  # fmt: skip
    return rows
