"""What does each request of a desk or a phone take, with a million tickets and a national tree of units beside them?

One client asks, one request after the other, in turns: every kind once, then all again. What passes until the last byte
is told as median and 95th percentile; processor time of both ends and bytes on the line do not depend on what else the
machine does.
"""

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

import asyncpg
from httpx2 import AsyncClient
from rich.console import Console

from bench.desk import pages
from bench.imports.national_tree import tree
from bench.lists.fill import Spread, fill
from bench.support import cpu
from bench.support.bulk import quick_connection
from bench.support.databases import Address, create_database, drop_database, prepare
from bench.support.layout import percentile, table
from bench.support.servers import Server, System, serving
from bench.transitions.measured import KEY
from bench.transitions.workload import Matter, Who
from escalation.actors import Role
from escalation.events.storage.tables import events
from escalation.forms.usecases.ticket_page import TicketPart
from escalation.identity.usecases.api_keys import create_key
from escalation.kit.database.connection import connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.organisation.usecases.unit_import import import_units

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Open tickets, how they lie, units beside the sample's, and how often everything is asked after a warm-up.

    `clicks`: how often everything is clicked in a browser besides, where there is one.
    """

    size: int = 1_000_000
    spread: Spread = Spread.ZIPF
    units: int = 665_276
    rounds: int = 100
    warm_up: int = 10
    clicks: int = 20


@dataclass(slots=True)
class Asked:
    """One kind of request: seconds each time, processor seconds of one, bytes of the answer, plain and by gzip."""

    passed: list[float] = field(default_factory=list)
    processor: float = 0.0
    plain: int = 0
    compressed: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """Requests by what people call them, and what is seen in a browser."""

    asked: Mapping[str, Asked]
    seen: Mapping[str, pages.Seen]


@dataclass(frozen=True, slots=True)
class Question:
    """Whose key goes with which address."""

    key: str
    address: str


def questions(matter: Matter, keys: Mapping[str, str]) -> Mapping[str, Question]:
    """All kinds, by what people call them."""
    place, ticket = matter.place, f"/v1/tickets/{matter.ticket_id}"
    candidates = f"{ticket}/actions/object/candidates?field=suggested_unit_id"
    handler, leader = place.keys[Who.VILLAGE], place.keys[Who.TOWN_LEADER]
    whole = "&".join(f"include={part}" for part in TicketPart)
    return {
        "my work, counters": Question(handler, "/v1/work"),
        "my work, to sign": Question(handler, "/v1/work/accept?limit=50"),
        "fifty rows, handler": Question(handler, "/v1/tickets?view=row&limit=50"),
        "fifty rows, late, leader": Question(leader, "/v1/tickets?view=row&overdue=true&limit=50"),
        "fifty rows, city": Question(keys["city"], "/v1/tickets?view=row&limit=50"),
        "fifty rows, late, city": Question(keys["city"], "/v1/tickets?view=row&overdue=true&limit=50"),
        "ticket, page in one": Question(handler, f"{ticket}?{whole}"),
        "ticket, alone": Question(handler, ticket),
        "actions": Question(handler, f"{ticket}/actions"),
        "candidates, first page": Question(handler, candidates),
        "candidates, by name": Question(handler, f"{candidates}&q=单位C0"),
        "units by name": Question(keys["province"], "/v1/units?q=单位&sort=match&limit=20"),
        "units by pinyin": Question(keys["province"], "/v1/units?q=danwei&sort=match&limit=20"),
        "by unit, city": Question(keys["city"], "/v1/reports/by-unit"),
        "by unit, town": Question(leader, "/v1/reports/by-unit"),
        "overdue, city": Question(keys["city"], "/v1/reports/overdue"),
        "on time, city, ever": Question(keys["city"], "/v1/reports/on-time?since=2000-01-01T00:00:00Z"),
        "vocabulary": Question(handler, "/v1/vocabulary"),
        "who am I": Question(handler, "/v1/me"),
    }


async def measure(address: Address, plan: Plan, tell: Tell, *, name: str = "desk", template: str = "template1") -> Desk:
    """Fill a database, ask, and click. Raises `RuntimeError` if the server refuses."""
    _, (matter,) = await prepare(address, 1, name=name, template=template)
    database, dsn = f"{name}_filled", address(f"{name}_filled")
    await create_database(address, database, f"{name}_{System.OURS}")
    tell(f"{plan.size} open tickets, {plan.spread}")
    await fill(dsn, plan.spread, plan.size, home=matter.place.village.id)
    tell(f"{plan.units} units")
    asking = questions(matter, await _beside(dsn, plan.units))
    found = {each: Asked() for each in asking}
    watch = await asyncpg.connect(dsn)
    try:
        await watch.execute("ANALYZE")
        with serving({System.OURS: dsn}) as servers:
            server = servers[System.OURS]
            async with AsyncClient(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client:
                for number in range(plan.warm_up + plan.rounds):
                    tell(f"round {number + 1} of {plan.warm_up + plan.rounds}")
                    for kind, question in asking.items():
                        await _ask(client, question, found[kind], counts=number >= plan.warm_up)
                for kind, question in asking.items():
                    tell(f"processor time: {kind}")
                    before = cpu.read(server.pid, watch.get_server_pid())
                    for _ in range(plan.rounds):
                        await _ask(client, question, found[kind], counts=False)
                    used = cpu.read(server.pid, watch.get_server_pid()) - before
                    found[kind].processor = (used.server + used.database) / plan.rounds
            tell("a browser")
            await _give_histories(dsn, matter)
            seen = await _see(dsn, server, matter, plan.clicks) if plan.clicks and pages.chromium() else {}
    finally:
        await watch.close()
    await drop_database(address, database)
    return Desk(found, seen)


async def _give_histories(dsn: str, matter: Matter) -> None:
    """Clones have none: those that stand first in the list that is clicked through get that of the one real ticket."""
    names = [column.name for column in events.columns if column.name not in _OWN]
    statement = _HISTORIES.format(columns=", ".join(names), of_one=", ".join(f"e.{name}" for name in names))
    async with quick_connection(dsn) as connection:
        await connection.execute(statement, matter.ticket_id, matter.place.village.id)


_OWN = frozenset({"id", "n", "feed_pos", "ticket_id"})
_HISTORIES = """
INSERT INTO events (id, ticket_id, {columns})
SELECT gen_random_uuid(), t.id, {of_one} FROM events e CROSS JOIN (
  SELECT id FROM tickets
  WHERE is_open AND holder_unit_id = $2 AND state = 'in_progress' AND urgency = 'routine' AND id <> $1
  ORDER BY next_due_at, id LIMIT 1000
) t WHERE e.ticket_id = $1
"""


async def _see(dsn: str, server: Server, matter: Matter, clicks: int) -> Mapping[str, pages.Seen]:
    """Look at the pages of the server in a browser, and click there."""
    database = await connect(dsn)
    try:
        place = pages.Place(
            f"http://127.0.0.1:{server.port}", Runtime(database, Vault(KEY), CompiledDocuments()), matter
        )
        return await pages.measure(place, clicks)
    finally:
        await database.close()


async def _beside(dsn: str, units: int) -> Mapping[str, str]:
    """A national tree beside the one that has the tickets, and keys for supervisors: of the city, of a province."""
    database = await connect(dsn)
    try:
        runtime = Runtime(database, Vault(KEY), CompiledDocuments())
        await import_units(runtime, "".join(tree(units)).encode(), by=None)
        return {
            place: (
                await create_key(runtime, unit_code=code, role=Role.SUPERVISOR, name="bench", days=30, by=None)
            ).secret
            for place, code in {"city": "C", "province": "01"}.items()
        }
    finally:
        await database.close()


async def _ask(client: AsyncClient, question: Question, asked: Asked, *, counts: bool) -> None:
    headers = {"Authorization": f"Bearer {question.key}", "Accept-Encoding": "identity"}
    began = perf_counter()
    answer = await client.get(question.address, headers=headers)
    if counts:
        asked.passed.append(perf_counter() - began)
    if not answer.is_success:
        raise RuntimeError(f"{question.address}: {answer.text}")
    if not asked.plain:
        asked.plain, asked.compressed = len(answer.content), len(gzip.compress(answer.content))


def show(console: Console, plan: Plan, found: Desk) -> None:
    """Print everything."""
    rows = table(
        f"Requests of a desk: {plan.size:,} open tickets, {plan.spread}, {plan.units:,} units beside", "",
        "median, ms", "p95, ms", "processors, ms", "bytes", "by gzip",
    )  # fmt: skip
    for kind, asked in found.asked.items():
        rows.add_row(
            kind, f"{1000 * median(asked.passed):.1f}", f"{1000 * percentile(asked.passed, 95):.1f}",
            f"{1000 * asked.processor:.1f}", f"{asked.plain:,}", f"{asked.compressed:,}",
        )  # fmt: skip
    console.print(rows, "")
    if found.seen:
        pages.show(console, found.seen)


def as_json(found: Desk) -> Sequence[Mapping[str, Any]]:
    """The figures of every kind, for a machine to compare."""
    asked = [
        {
            "kind": kind, "seconds": each.passed, "processor": each.processor, "bytes": each.plain,
            "gzip": each.compressed,
        }
        for kind, each in found.asked.items()
    ]  # fmt: skip
    return [*asked, *({"kind": kind, **asdict(each)} for kind, each in found.seen.items())]
