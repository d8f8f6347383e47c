"""How are the figures of part 2 shown?"""

from collections.abc import Sequence
from statistics import median
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.deadlines.drains import Drain, Pairs
from bench.deadlines.polls import Polls, Way
from bench.deadlines.sweeps import Result
from bench.support.layout import coloured, p50_p95, percentile, spread, table
from bench.support.servers import System

RATIO: Final = 0.5
"""What the sweep has to reach of hand-written SQL."""
RATES: Final = {1_000_000: 4_000, 10_000_000: 3_000}
"""Escalations a second that are wanted with so many open tickets, whichever number of workers it takes."""
POLL: Final = 0.005
"""Seconds that an empty look may take."""
FACTOR: Final = 2
"""What a page may take of what it takes with few tickets."""

_NAMES: Final = {System.OURS: "sweep", System.BARE: "by hand"}


def show(console: Console, results: Sequence[Result]) -> None:
    """Print everything."""
    swept = [result for result in results if result.pairs]
    tables = [_sizes(results), *map(_rates, swept), *map(_costs, swept), _polls(results), _pages(results)]
    for each in tables:
        console.print(each, "")


def as_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The figures of every slot, look and page, for a machine to compare."""
    return [
        {
            "open": result.dataset.tickets,
            "escalated": result.dataset.due,
            "filled_in": result.filled,
            "bytes": result.size,
            "sweeps": [_pair(pair) for pair in result.pairs],
            "polls": _all_looks(result.polls),
            "polls_behind_dead_head": _all_looks(result.polls_behind_dead_head),
            "pages": {page.caller: {"use_case": page.use_case, "http": page.http} for page in result.pages},
        }
        for result in results
    ]


def _all_looks(polls: dict[Way, Polls]) -> dict[str, Any]:
    return {str(way): {"seconds": list(each.seconds), "buffers": each.buffers} for way, each in polls.items()}


def _pair(pair: Pairs) -> dict[str, Any]:
    slots = {str(system): [_drain(drain) for drain in drains] for system, drains in pair.slots.items()}
    return {"workers": pair.workers, "ratios": pair.ratios, **slots}


def _drain(drain: Drain) -> dict[str, float]:
    return {
        "tickets": drain.tickets,
        "seconds": drain.seconds,
        "worker_cpu": drain.worker_cpu,
        "database_cpu": drain.database_cpu,
    }


def _sizes(results: Sequence[Result]) -> Table:
    rows = table("Where it was measured", "open tickets", "on disk", "filled in", "escalated", "a slot")
    for result in results:
        dataset = result.dataset
        rows.add_row(
            f"{dataset.tickets:,}", f"{result.size / 1e9:.1f} GB", f"{result.filled:.0f} s", f"{dataset.due:,}",
            f"{dataset.slot:,}",
        )  # fmt: skip
    return rows


def _rates(result: Result) -> Table:
    title = f"Full escalations a second with {result.dataset.tickets:,} open tickets: min / median / max"
    rows = table(title, "workers", *_NAMES.values(), "ratio of a pair")
    wanted = RATES.get(result.dataset.tickets, 0)
    for pair in result.pairs:
        rates = {system: [drain.rate for drain in pair.slots[system]] for system in _NAMES}
        ours = coloured(spread(rates[System.OURS], ",.0f"), good=median(rates[System.OURS]) >= wanted)
        ratio = coloured(spread(pair.ratios, ".2f"), good=median(pair.ratios) >= RATIO)
        rows.add_row(str(pair.workers), ours, spread(rates[System.BARE], ",.0f"), ratio)
    return rows


def _costs(result: Result) -> Table:
    title = f"Processor milliseconds an escalation with {result.dataset.tickets:,} open tickets"
    rows = table(title, "workers", "", "workers' processes", "database")
    for pair in result.pairs:
        for system, name in _NAMES.items():
            drains = pair.slots[system]
            tickets = sum(drain.tickets for drain in drains)
            spent = sum(drain.worker_cpu for drain in drains), sum(drain.database_cpu for drain in drains)
            rows.add_row(str(pair.workers), name, *(f"{1000 * seconds / tickets:.3f}" for seconds in spent))
    return rows


def _polls(results: Sequence[Result]) -> Table:
    title = "Looking when nothing is due: milliseconds, p50 / p95, and buffers"
    rows = table(title, "open tickets", "dead rows", "who looks", "milliseconds", "buffers")
    for result in results:
        for dead, polls in ((0, result.polls), (result.dataset.rest, result.polls_behind_dead_head)):
            for way, each in polls.items():
                is_quick = percentile(each.seconds, 50) < POLL
                shown = p50_p95(each.seconds)
                shown = coloured(shown, good=is_quick) if way is Way.WORKER else shown
                rows.add_row(f"{result.dataset.tickets:,}", f"{dead:,}", str(way), shown, f"{each.buffers:,.0f}")
    return rows


def _pages(results: Sequence[Result]) -> Table:
    sizes = [f"{result.dataset.tickets:,}" for result in results]
    title = "Overdue page of fifty: milliseconds, p50 / p95, by open tickets, and what the most take of the fewest"
    rows = table(title, "caller", "", *sizes, "p50 grows by")
    for number, first in enumerate(results[0].pages):
        for way in ("use_case", "http"):
            times = [getattr(result.pages[number], way) for result in results]
            grows = percentile(times[-1], 50) / percentile(times[0], 50)
            growth = coloured(f"{grows:.2f}", good=grows <= FACTOR)
            rows.add_row(first.caller, way.replace("_", " "), *map(p50_p95, times), growth)
    return rows
