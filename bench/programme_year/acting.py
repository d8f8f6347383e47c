"""What does a mechanism need to act a day of the year (acting)? The runtime, the city, its habits, the day, counts."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bench.deadlines.clock import Raw, turn_to
from bench.programme_year.city import City
from bench.programme_year.habits import Habits
from bench.programme_year.meter import Cost, Meter
from escalation.errors import Refusal
from escalation.kit.runtime.context import Runtime

ZONE: Final = ZoneInfo("Asia/Shanghai")
REQUEST: Final = "bench"


@dataclass(slots=True)
class Acting:
    """`refused`: what was refused of a mechanism, by code; whoever works makes mistakes, and they are counted."""

    runtime: Runtime
    city: City
    habits: Habits
    meter: Meter
    day: date
    nth: int = 0
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def now(self) -> datetime:
        """Ten in the morning."""
        return datetime.combine(self.day, time(10), ZONE)

    async def ask(self, sql: str, *arguments: object) -> list[Any]:
        """Rows of a statement by hand, as somebody looks at a list; it counts for nobody."""
        async with self.runtime.database.connection(changes=False) as connection:
            return list(await connection.raw.fetch(sql, *arguments))

    async def turn(self, day: date) -> None:
        """Let it be the morning of a day."""
        self.day = day
        async with self.runtime.database.connection() as connection:
            raw: Raw = connection.raw  # type: ignore[assignment]
            await turn_to(raw, self.now)

    @asynccontextmanager
    async def doing(self, mechanism: str, cost: Cost) -> AsyncIterator[None]:
        """One use case: it is counted, and so is its refusal."""
        cost.calls += 1
        try:
            yield
        except Refusal as refusal:
            self.refused[mechanism, refusal.code] += 1


def hours_before(moment: datetime, hours: float) -> datetime:
    """Some hours before."""
    return moment - timedelta(hours=hours)
