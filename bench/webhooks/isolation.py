"""What do bad receivers cost the good ones? Eight endpoints alone, and beside one that hangs and one that answers 500.

Both have just begun to fail each time: nothing has learned yet to leave them alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Final
from uuid import UUID

from bench.support.layout import percentile
from bench.support.worker_processes import delivery_workers, go
from bench.webhooks.owed import add_endpoints, add_events, keep_adding, lateness, number_all, only, until_no
from escalation.kit.database.connection import Database

HEALTHY: Final = 8
_BAD: Final = ("hang", "fail")
_OWED: Final = "SELECT FROM webhook_queue WHERE endpoint_id = ANY ($1)"
_UNNUMBERED: Final = "SELECT FROM events WHERE feed_pos IS NULL"


@dataclass(frozen=True, slots=True)
class Plan:
    """`events`: owed to each at once for the throughput; `rate`: a second, for so many `seconds`, for the lateness.

    `patience`: seconds for which an answer is waited for.
    """

    rounds: int
    tickets: int
    events: int
    rate: int
    seconds: float
    patience: int


@dataclass(slots=True)
class Isolation:
    """Of each round, without and with bad ones: deliveries a second to the healthy, and how late they were."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    late_alone: list[list[float]] = field(default_factory=list)
    late_beside: list[list[float]] = field(default_factory=list)

    @property
    def throughput(self) -> float:
        """What is left of it beside bad ones: the median of pairs."""
        return median(b / a for a, b in zip(self.alone, self.beside, strict=True))

    @property
    def p99(self) -> float:
        """By how much it grows: the median of pairs."""
        pairs = zip(self.late_alone, self.late_beside, strict=True)
        return median(percentile(b, 99) / percentile(a, 99) for a, b in pairs)


async def measure(database: Database, dsn: str, port: int, plan: Plan, tell: Callable[[str], None]) -> Isolation:
    """Pairs of slots, one without the bad ones and one with them; `port`: where the receiver listens."""
    here = f"http://127.0.0.1:{port}"
    healthy = await add_endpoints(database, [f"{here}/hook"] * HEALTHY)
    bad = await add_endpoints(database, [f"{here}/{how}" for how in _BAD])
    await database.pool.execute("UPDATE webhook_endpoints SET timeout_ms = $1", 1000 * plan.patience)
    result = Isolation()
    for turn in range(plan.rounds):
        tell(f"isolation, round {turn + 1} …")
        for told, rates, late in (
            (healthy, result.alone, result.late_alone),
            ([*healthy, *bad], result.beside, result.late_beside),
        ):
            number = 5_000 + 10 * turn + len(told)
            rates.append(await _throughput(database, dsn, healthy, told, plan, number))
            late.append(await _lateness(database, dsn, healthy, told, plan, number))
    return result


async def _throughput(
    database: Database, dsn: str, healthy: Sequence[UUID], told: Sequence[UUID], plan: Plan, turn: int
) -> float:
    await only(database, told)
    await add_events(database, turn, plan.tickets, plan.events // plan.tickets)
    await number_all(database)
    with delivery_workers(dsn, 1) as group:
        began = perf_counter()
        go(group)
        await until_no(_OWED, database, list(healthy))
        rate = HEALTHY * plan.events / (perf_counter() - began)
        await _let_go(database)
    return rate


async def _lateness(
    database: Database, dsn: str, healthy: Sequence[UUID], told: Sequence[UUID], plan: Plan, turn: int
) -> list[float]:
    await only(database, told)
    with delivery_workers(dsn, 1, "feed") as group:
        go(group)
        await keep_adding(database, plan.rate, plan.tickets, seconds=plan.seconds, turn=turn)
        await until_no(_UNNUMBERED, database)
        await until_no(_OWED, database, list(healthy))
        await _let_go(database)
    return await lateness(database, healthy)


async def _let_go(database: Database) -> None:
    """Nobody waits for who hangs: what is under way to them is not claimed again."""
    await database.pool.execute("DELETE FROM webhook_queue")
