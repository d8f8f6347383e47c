"""How are the figures of part 1 shown?"""

from collections.abc import Sequence
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.support.layout import coloured, p50_p95, percentile, spread, table
from bench.support.servers import System
from bench.transitions.batches import Rates
from bench.transitions.moves import Pairs, Slot

TARGET = 0.5
"""What the whole API has to reach of the bare handler's rate."""

_NAMES = {System.OURS: "whole API", System.BARE: "bare handler"}


def show(console: Console, pairs: Sequence[Pairs], batches: Sequence[Rates]) -> None:
    """Print everything."""
    for each in (_rates(pairs), _costs(pairs), _latencies(pairs), _batches(batches)):
        console.print(each, "")


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
        "p50": percentile(slot.load.latencies, 50),
        "p95": percentile(slot.load.latencies, 95),
        "server_cpu": slot.cpu.server / answers,
        "database_cpu": slot.cpu.database / answers,
        "client_cpu": slot.cpu.client / answers,
    }


def _rates(pairs: Sequence[Pairs]) -> Table:
    rows = table("Moves a second: min / median / max", "clients", *_NAMES.values(), "ratio of a pair")
    for pair in pairs:
        rates = [spread([slot.load.rate for slot in pair.slots[system]], ".0f") for system in _NAMES]
        ratio = coloured(spread(pair.ratios, ".2f"), good=median(pair.ratios) >= TARGET)
        rows.add_row(str(pair.clients), *rates, ratio)
    return rows


def _costs(pairs: Sequence[Pairs]) -> Table:
    rows = table("Processor milliseconds a move", "clients", "", "web server", "database", "load generator")
    for pair in pairs:
        for system, name in _NAMES.items():
            slots = pair.slots[system]
            answers = sum(len(slot.load.latencies) for slot in slots)
            spent = [sum(getattr(slot.cpu, who) for slot in slots) for who in ("server", "database", "client")]
            rows.add_row(str(pair.clients), name, *(f"{1000 * seconds / answers:.2f}" for seconds in spent))
    return rows


def _latencies(pairs: Sequence[Pairs]) -> Table:
    rows = table("Milliseconds until the answer: p50 / p95", "clients", *_NAMES.values())
    for pair in pairs:
        rows.add_row(str(pair.clients), *(p50_p95(_all_latencies(pair.slots[system])) for system in _NAMES))
    return rows


def _all_latencies(slots: Sequence[Slot]) -> list[float]:
    return [latency for slot in slots for latency in slot.load.latencies]


def _batches(batches: Sequence[Rates]) -> Table:
    rows = table("Tickets a second in batches, without the web", "batch", "read, decide, apply", "by hand", "ratio")
    for rates in batches:
        spreads = [spread(rates.rates[system], ".0f") for system in _NAMES]
        rows.add_row(str(rates.size), *spreads, spread(rates.ratios, ".2f"))
    return rows
