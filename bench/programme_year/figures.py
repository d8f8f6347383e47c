"""How are the figures of a year shown? A table of mechanisms, one of what was compared, and as JSON."""

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console

from bench.programme_year.measure import ROWS_OF, Result
from bench.programme_year.meter import Cost
from bench.programme_year.worker import CLOCK
from bench.support.layout import table

_HEADER: Final = ("mechanism", "calls", "trips", "a call", "wall s", "program s", "database s", "clock s", "rows")


def show(console: Console, result: Result) -> None:
    """All of it."""
    costs = result.lived.costs
    mechanisms = table("A year of the programme", *_HEADER)
    for name in ROWS_OF:
        mechanisms.add_row(*_line(name, costs, result))
    console.print(mechanisms)
    console.print(f"{result.bytes / 1e6:.0f} MB of database; {_verified(result)}", "")
    recount = table("Recount", "statistic", "figures compared", "differ", "differ after one row was changed")
    for name, each in result.compared.items():
        recount.add_row(name, f"{each.figures:,}", str(len(each.differences)), str(_noticed(result, name)))
    console.print(recount)
    total = sum(each.figures for each in result.compared.values())
    console.print(f"{total:,} figures compared in {result.compared_in:.0f} s")
    refused = ", ".join(f"{name} {code} {n}" for (name, code), n in sorted(result.lived.refused.items()))
    console.print(f"Refused: {refused or 'nothing'}")


def as_json(result: Result) -> dict[str, Any]:
    """The same, as numbers."""
    return {
        "mechanisms": {name: {"calls": cost.calls, "trips": cost.trips, "wall": cost.wall, "program": cost.client,
                              "database": cost.database} for name, cost in result.lived.costs.items()},
        "rows": dict(result.rows), "bytes": result.bytes,
        "compared": {name: each.figures for name, each in result.compared.items()},
        "noticed": {name: len(each.differences) for name, each in result.changed.items()},
        "verified": {"tickets": result.verified.tickets, "events": result.verified.events, "rows": result.verified.rows,
                     "seconds": result.verified.seconds}, "compared_in": result.compared_in,
        "refused": {f"{name} {code}": n for (name, code), n in result.lived.refused.items()},
    }  # fmt: skip


def _line(name: str, costs: Mapping[str, Cost], result: Result) -> tuple[str, ...]:
    cost, clock = costs.get(name, Cost()), costs.get(CLOCK + name, Cost())
    rows = sum(result.rows[each] for each in ROWS_OF[name])
    a_call = f"{cost.trips / cost.calls:.1f}" if cost.calls else ""
    return (name, f"{cost.calls:,}", f"{cost.trips:,}", a_call, f"{cost.wall:.0f}", f"{cost.client:.1f}",
            f"{cost.database:.1f}", f"{clock.client + clock.database:.1f}", f"{rows:,}")  # fmt: skip


def _verified(result: Result) -> str:
    report = result.verified
    return (
        f"verified {report.tickets:,} tickets, {report.events:,} events, {report.rows:,} rows in {report.seconds:.0f} s"
        f": {len(report.findings)} findings"
    )


def _noticed(result: Result, name: str) -> int | str:
    return len(result.changed[name].differences) if name in result.changed else ""
