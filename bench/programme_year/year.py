"""How does the year pass? The city gets in, then day by day everybody acts, and the worker does what is due.

What happens, happens by the product's use cases and imports and by the steps of its worker; nothing is written by hand.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from bench.programme_year import (
    bulletins,
    diary,
    groups,
    ledger,
    meetings,
    opinions,
    supervision,
    surveys,
    task_lists,
    tickets,
    visiting,
)
from bench.programme_year.acting import Acting
from bench.programme_year.city import City, found, read_city, taken
from bench.programme_year.habits import Habits
from bench.programme_year.meter import Cost, CountedDatabase, Meter
from bench.programme_year.recount.as_known import look
from bench.programme_year.recount.snapshot import AsKnown
from bench.programme_year.tree import CityPlan, contacts_file
from bench.programme_year.worker import Worker
from bench.support.cpu import Family
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.table_imports import import_table
from escalation.programme.contact_points.usecases import contact_point_import

YEAR: Final = 2025
DAYS: Final = (5, 12, 19, 26)
"""Of each month, on which everybody acts."""

Act = Callable[[Acting, Cost], Awaitable[None]]
ALWAYS: Final[Sequence[tuple[str, Act]]] = (
    (visiting.NAME, visiting.visit),
    (diary.NAME, diary.write),
    (diary.NAME, diary.review),
    (ledger.NAME, ledger.enter),
    (ledger.NAME, ledger.settle),
    (tickets.NAME, tickets.form_tickets),
    (tickets.NAME, tickets.move_tickets),
    (meetings.NAME, meetings.meet),
    (meetings.NAME, meetings.carry_out),
    (surveys.NAME, surveys.ask),
    (bulletins.NAME, bulletins.publish),
)
MONTHLY: Final[Sequence[tuple[str, Act]]] = (
    (opinions.NAME, opinions.take_files),
    (supervision.NAME, supervision.check),
    (groups.NAME, groups.supervise),
)
QUARTERLY: Final[Sequence[tuple[str, Act]]] = ((surveys.NAME, surveys.order), (groups.NAME, groups.hand_on))
QUARTERLY_AT_LAST: Final[Sequence[tuple[str, Act]]] = ((task_lists.NAME, task_lists.report),)
AT_FIRST: Final[Sequence[tuple[str, Act]]] = (
    (visiting.NAME, visiting.count_households),
    (task_lists.NAME, task_lists.set_own),
    (groups.NAME, groups.form_leading),
)
_QUARTERS: Final = {3, 6, 9, 12}


@dataclass(frozen=True, slots=True)
class Lived:
    """A year that has passed. `refused`: by mechanism and code; `known`: what was counted of it on the way."""

    runtime: Runtime
    city: City
    costs: Mapping[str, Cost]
    refused: Counter[tuple[str, str]]
    now: datetime
    known: AsKnown


async def live(
    runtime: Runtime, plan: CityPlan, *, seed: int = 1, days: Sequence[int] = DAYS, tell: Callable[[str], None]
) -> Lived:
    """Let the year pass in an empty database. Raises `Refused` if the city does not get in."""
    async with runtime.database.connection() as connection:
        meter = Meter(Family(await connection.raw.fetchval("SELECT pg_backend_pid()")))
    counted = replace(runtime, database=CountedDatabase(runtime.database, meter))
    nobody = City({}, {}, {})
    acting = Acting(counted, nobody, Habits(nobody, seed, None, None), meter, date(YEAR, 1, 1))
    await acting.turn(date(YEAR, 1, 1))
    await _arrive(acting, plan, tell)
    worker, known = Worker(counted, meter), AsKnown()
    for day in _days(days):
        tell(f"{day}")
        await acting.turn(day)
        await worker.drain()
        await look(runtime, known)
        for mechanism, act in _acts(day, days):
            with meter.at(mechanism) as cost:
                await act(acting, cost)
    # Whatever is late by the end of the year is known to be so.
    await acting.turn(date(YEAR, 12, 31) + timedelta(days=1))
    for _ in range(2):
        await worker.drain()
        await look(runtime, known)
    return Lived(runtime, acting.city, meter.costs, acting.refused, acting.now, known)


async def _arrive(acting: Acting, plan: CityPlan, tell: Callable[[str], None]) -> None:
    """Units, people, teams and contact points."""
    tell("units, members and teams")
    with acting.meter.at("units, members and teams") as cost:
        await found(acting.runtime, plan)
        cost.calls += 3
    tell("contact points")
    with acting.meter.at("contact points") as cost:
        file, kind = contacts_file(plan, plan.cadres), contact_point_import.table()
        taken(await import_table(acting.runtime, file, kind, by=None, progress=lambda *_: None))
        cost.calls += 1
    async with acting.runtime.database.connection(changes=False) as connection:
        acting.city = await read_city(connection)
    acting.habits = Habits.of(acting.city, acting.habits.seed)


def _days(days: Sequence[int]) -> list[date]:
    return [date(YEAR, month, day) for month in range(1, 13) for day in days]


def _acts(day: date, days: Sequence[int]) -> list[tuple[str, Act]]:
    is_first, is_last = day.day == days[0], day.day == days[-1]
    at_first = AT_FIRST if is_first and day.month == 1 else ()
    monthly = MONTHLY if is_first else ()
    quarterly = QUARTERLY if is_first and day.month in _QUARTERS else ()
    at_last = QUARTERLY_AT_LAST if is_last and day.month in _QUARTERS else ()
    return [*at_first, *monthly, *quarterly, *ALWAYS, *at_last]
