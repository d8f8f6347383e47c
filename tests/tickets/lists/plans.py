"""What does a list read? Its statements are recorded, and run again with PostgreSQL telling what it did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any, Self
from uuid import UUID

import orjson
from sqlalchemy import ClauseElement

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import list_tickets

Node = Mapping[str, Any]


class Recorder(Connection):
    """A connection that remembers what was asked."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.raw)
        self.asked: list[tuple[Compiled, list[object]]] = []

    async def rows(self, statement: ClauseElement | Compiled, **params: object) -> list[Row]:
        compiled = statement if isinstance(statement, Compiled) else compile_statement(statement)
        self.asked.append((compiled, compiled.arguments(params)))
        return await super().rows(compiled, **params)

    async def row(self, statement: ClauseElement | Compiled, **params: object) -> Row | None:
        found = await self.rows(statement, **params)
        return found[0] if found else None

    async def value(self, statement: ClauseElement | Compiled, **params: object) -> object:
        found = await self.rows(statement, **params)
        return found[0][0] if found else None

    async def list_for(self, actor: Actor, filters: Filters, sort: Sort) -> None:
        """Ask for the first page of a list."""
        await list_tickets(self, actor, filters, sort=sort, after=None, limit=50)

    async def keep(self, *, mode: str = "force_generic_plan") -> "Kept":
        """Prepare all that was asked, to be read again later by the plan that is made now."""
        return await Kept.of(self, [(compiled.text, arguments) for compiled, arguments in self.asked], mode=mode)

    async def reading(self, *, runs: int = 0, mode: str = "force_generic_plan") -> "Reading":
        """What all that was asked reads, with the plan for any values, or the one in use after some `runs`."""
        kept = await self.keep(mode=mode)
        return await kept.reading(runs=runs)

    async def reading_by_its_plans(self) -> "Reading":
        """The same by the plans for any values that the connection made when it first asked, and goes by.

        For tables that stay as they are. To plan the large statements takes longer than to run them.
        """
        kept = await Kept.as_asked(self, self.asked)
        return await kept.reading()


_numbers = count()


@dataclass(frozen=True, slots=True)
class Kept:
    """Statements prepared on a connection, as a program keeps them, and how each is run."""

    connection: Connection
    runs: Sequence[str]
    mode: str

    @classmethod
    async def as_asked(cls, connection: Connection, asked: Sequence[tuple[Compiled, Sequence[object]]]) -> Self:
        """As the connection itself has prepared them."""
        raw: Any = connection.raw
        named = [((await raw._con._get_statement(each.text, None)).name, arguments) for each, arguments in asked]
        return cls(connection, [execution(name, arguments) for name, arguments in named], "force_generic_plan")

    @classmethod
    async def of(
        cls, connection: Connection, asked: Sequence[tuple[str, Sequence[object]]], *, mode: str = "force_generic_plan"
    ) -> Self:
        """Prepare them, and have the first plan made."""
        runs = []
        await connection.raw.execute(f"SET plan_cache_mode = {mode}")
        for text, arguments in asked:
            name = f"kept_{next(_numbers)}"
            await connection.raw.execute(f"PREPARE {name} AS {text}")
            runs.append(execution(name, arguments))
            await connection.raw.execute(f"EXPLAIN {runs[-1]}")
        await connection.raw.execute("RESET plan_cache_mode")
        return cls(connection, runs, mode)

    async def reading(self, *, runs: int = 0) -> "Reading":
        """What they read together now."""
        reading, raw = Reading(), self.connection.raw
        await raw.execute(f"SET plan_cache_mode = {self.mode}")
        for run in self.runs:
            for _ in range(runs):
                await raw.execute(run)
            told = await raw.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {run}")
            reading.add(told[0]["Plan"] if isinstance(told, list) else orjson.loads(told)[0]["Plan"])
        await raw.execute("RESET plan_cache_mode")
        return reading


@dataclass(slots=True)
class Reading:
    """`rows`: of any table read, shown or not; `tickets`, `listings`, `units` of these. `buffers`: pages looked at."""

    rows: float = 0
    tickets: float = 0
    listings: float = 0
    units: float = 0
    buffers: int = 0
    indexes: set[str] = field(default_factory=set)
    scans: set[str] = field(default_factory=set)

    def add(self, plan: Node) -> Self:
        self.buffers += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        for node in _nodes(plan):
            if "Relation Name" in node:
                self.rows += _read(node)
            if node.get("Relation Name") == "tickets":
                self.tickets += _read(node)
                self.scans.add(node["Node Type"])
            if node.get("Relation Name") == "ticket_listings":
                self.listings += _read(node)
                self.scans.add(node["Node Type"])
            if node.get("Relation Name") == "units":
                self.units += _read(node)
            if "Index Name" in node and node["Index Name"].partition("_")[2].startswith("ticket"):
                self.indexes.add(node["Index Name"])
        return self


def _nodes(plan: Node) -> Iterator[Node]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def _read(node: Node) -> float:
    kept_and_removed = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return sum(float(node.get(name, 0)) for name in kept_and_removed) * float(node["Actual Loops"])


def execution(name: str, arguments: Sequence[object]) -> str:
    values = ", ".join(map(_literal, arguments))
    return f"EXECUTE {name}({values})" if values else f"EXECUTE {name}"


def _literal(value: object) -> str:
    match value:
        case None:
            return "NULL"
        case list() | tuple() | set() | frozenset():
            return "'{" + ",".join("NULL" if item is None else f'"{item}"' for item in value) + "}'"
        case int() | float():
            return str(value)
        case dict():
            return _literal(orjson.dumps(value).decode())
        case str() | UUID() | date() | timedelta():
            return "'" + str(value).replace("'", "''") + "'"
        case bytes():
            return f"'\\x{value.hex()}'"
        case _:
            raise TypeError(value)
