"""How are the figures shown?"""

from collections.abc import Sequence
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.batches import Rates
from bench.part1 import Pairs, Slot
from bench.servers import System

TARGET = 0.5
"""What the whole API has to reach of the bare handler's rate."""

_NAMES = {System.OURS: "whole API", System.BARE: "bare handler"}


def show(console: Console, pairs: Sequence[Pairs], batches: Sequence[Rates]) -> None:
    """Print everything."""
    for table in (_rates(pairs), _costs(pairs), _latencies(pairs), _batches(batches)):
        console.print(table, "")


def as_json(pairs: Sequence[Pairs], batches: Sequence[Rates]) -> dict[str, Any]:
    """The figures of every slot, for a machine to compare."""
    return {
        "api": [
            {
                "clients": pair.clients,
                "ratios": pair.ratios,
                **{str(system): [_slot(slot) for slot in slots] for system, slots in pair.slots.items()},
            }
            for pair in pairs
        ],
        "batches": [
            {"size": rates.size, "ratios": rates.ratios, **{str(system): r for system, r in rates.rates.items()}}
            for rates in batches
        ],
    }


def _slot(slot: Slot) -> dict[str, float]:
    answers = len(slot.load.latencies)
    return {
        "seconds": slot.load.seconds,
        "answers": answers,
        "p50": _percentile([slot], 50),
        "p95": _percentile([slot], 95),
        "server_cpu": slot.cpu.server / answers,
        "database_cpu": slot.cpu.database / answers,
        "client_cpu": slot.cpu.client / answers,
    }


def _rates(pairs: Sequence[Pairs]) -> Table:
    table = _table("Moves a second: min / median / max", "clients", *_NAMES.values(), "ratio of a pair")
    for pair in pairs:
        rates = [_spread([slot.load.rate for slot in pair.slots[system]], ".0f") for system in _NAMES]
        table.add_row(str(pair.clients), *rates, _judged(pair.ratios))
    return table


def _costs(pairs: Sequence[Pairs]) -> Table:
    table = _table("Processor milliseconds a move", "clients", "", "web server", "database", "load generator")
    for pair in pairs:
        for system, name in _NAMES.items():
            slots = pair.slots[system]
            answers = sum(len(slot.load.latencies) for slot in slots)
            spent = [sum(getattr(slot.cpu, who) for slot in slots) for who in ("server", "database", "client")]
            table.add_row(str(pair.clients), name, *(f"{1000 * seconds / answers:.2f}" for seconds in spent))
    return table


def _latencies(pairs: Sequence[Pairs]) -> Table:
    table = _table("Milliseconds until the answer: p50 / p95", "clients", *_NAMES.values())
    for pair in pairs:
        shown = [(_percentile(pair.slots[s], 50), _percentile(pair.slots[s], 95)) for s in _NAMES]
        table.add_row(str(pair.clients), *(f"{1000 * p50:.1f} / {1000 * p95:.1f}" for p50, p95 in shown))
    return table


def _batches(batches: Sequence[Rates]) -> Table:
    table = _table("Tickets a second in batches, without the web", "batch", "read, decide, apply", "by hand", "ratio")
    for rates in batches:
        spreads = [_spread(rates.rates[system], ".0f") for system in _NAMES]
        table.add_row(str(rates.size), *spreads, _spread(rates.ratios, ".2f"))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _spread(values: Sequence[float], form: str) -> str:
    return " / ".join(format(value, form) for value in (min(values), median(values), max(values)))


def _judged(ratios: Sequence[float]) -> str:
    colour = "green" if median(ratios) >= TARGET else "red"
    return f"[{colour}]{_spread(ratios, '.2f')}[/]"


def _percentile(slots: Sequence[Slot], percent: int) -> float:
    latencies = sorted(latency for slot in slots for latency in slot.load.latencies)
    return latencies[(len(latencies) - 1) * percent // 100]
