"""How are the figures of part 3 shown?"""

from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.layout import coloured, percentile, spread, table
from bench.part3 import Result, Slot, middle
from bench.servers import System

RATIO: Final = 0.5
"""What delivering has to reach of posting alone."""
RATE: Final = 2_500
"""Deliveries a second that are wanted, whichever number of workers it takes."""


def show(console: Console, result: Result) -> None:
    """Print everything."""
    for each in (_rates(result), _costs(result), _late(result)):
        console.print(each, "")
    if result.sustained:
        console.print(_sustained(result), "")


def as_json(result: Result) -> dict[str, Any]:
    """The figures of every slot."""
    slots = {
        f"{system} {workers}": [_slot(slot) for slot in slots] for (system, workers), slots in result.slots.items()
    }
    late = {str(percent): percentile(result.late, percent) for percent in (50, 95, 99)} if result.late else {}
    minutes = [[m.rate, m.owed, m.queue, m.memory] for m in result.sustained]
    return {"deliveries": slots, "late": late, "sustained": minutes}


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


def _sustained(result: Result) -> Table:
    rows = table("While it goes on", "minute", "a second", "owed", "queue, MB", "worker, MB")
    for number, minute in enumerate(result.sustained, 1):
        rows.add_row(
            str(number), f"{minute.rate:,.0f}", f"{minute.owed:,}", f"{minute.queue:.1f}", f"{minute.memory:.0f}"
        )
    return rows
