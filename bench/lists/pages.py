"""How long does the first overdue page take, for callers of every level?

Fifty tickets, longest overdue first: through the use case on one connection, and through the whole API over HTTP.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter
from typing import Final

import orjson

from bench.support.servers import System, serving
from bench.support.tree import Chain
from bench.transitions.load import Line
from escalation.actors import Actor, Role
from escalation.identity.usecases.api_keys import KeyAuthenticator, create_key
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.units import level_ranks
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.usecases.ticket_filters import WantedFilters
from escalation.tickets.usecases.ticket_queries import list_tickets

LIMIT: Final = 50
OVERDUE: Final = WantedFilters(Filters(overdue=True))
_WARM_UP: Final = 6
_LONGEST: Final = 30
"""Seconds after which no caller is asked again."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a key."""

    name: str
    actor: Actor
    key: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Seconds that the page of one caller took, each time."""

    caller: str
    use_case: Sequence[float]
    http: Sequence[float]


async def callers(runtime: Runtime, home: Chain) -> list[Caller]:
    """Two of a village, and one of each level above it; those with an office are of the office."""
    async with runtime.database.connection() as connection:
        levels = {rank: name for name, rank in (await level_ranks(runtime, connection)).items()}
    authenticator = KeyAuthenticator(runtime)
    found = []
    for unit, role in [(home[0], Role.HANDLER), *((unit, _overseer(unit)) for unit in home)]:
        made = await create_key(runtime, unit_code=unit.code, role=role, name="bench", days=30, by=None)
        actor = await authenticator.identify(made.secret)
        found.append(Caller(f"{levels[unit.level]}, {role}", actor, made.secret))
    return found


async def overdue_pages(runtime: Runtime, dsn: str, who: Sequence[Caller], count: int) -> list[Pages]:
    """Ask `count` times for each caller, in turns, or fewer if that takes too long.

    Raises `RuntimeError` for a page that is not full.
    """
    use_case = await _in_turns(who, count, lambda caller: _ask(runtime, caller))
    with serving({System.OURS: dsn}) as servers, closing(await Line.to(servers[System.OURS].port)) as line:
        http = await _in_turns(who, count, lambda caller: _ask_over_http(line, caller))
    return [Pages(caller.name, *seconds) for caller, *seconds in zip(who, use_case, http, strict=True)]


async def _in_turns(who: Sequence[Caller], count: int, ask: Callable[[Caller], Awaitable[float]]) -> list[list[float]]:
    """What each caller's questions took, without the first few."""
    began = perf_counter()
    taken: list[list[float]] = [[] for _ in who]
    while len(taken[-1]) < _WARM_UP + count and (perf_counter() - began < _LONGEST or len(taken[-1]) <= _WARM_UP):
        for times, caller in zip(taken, who, strict=True):
            times.append(await ask(caller))
    return [times[_WARM_UP:] for times in taken]


async def _ask(runtime: Runtime, caller: Caller) -> float:
    began = perf_counter()
    found, _ = await list_tickets(runtime, caller.actor, OVERDUE, sort=Sort.DUE, after=None, limit=LIMIT)
    ended = perf_counter()
    _require_full(caller, len(found))
    return ended - began


async def _ask_over_http(line: Line, caller: Caller) -> float:
    request = (
        f"GET /v1/tickets?overdue=true&limit={LIMIT} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n"
        f"Authorization: Bearer {caller.key}\r\n\r\n"
    )
    began = perf_counter()
    answer = await line.ask(request.encode())
    ended = perf_counter()
    _require_full(caller, len(orjson.loads(answer)["items"]))
    return ended - began


def _require_full(caller: Caller, found: int) -> None:
    if found != LIMIT:
        raise RuntimeError(f"{caller.name} sees {found} overdue tickets")


def _overseer(unit: Unit) -> Role:
    return Role.OFFICE if unit.has_office else Role.LEADER
