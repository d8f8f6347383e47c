"""Where is measured? In a database with a small tree, keys for villages and towns, and tickets handed down to them."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from bench.transitions.workload import Matter, Place, Who
from escalation.actors import Actor, Role
from escalation.identity.usecases.api_keys import KeyAuthenticator, create_key
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import NewTicket, decide, form_ticket
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.situations import Named, read_situations
from escalation.tickets.usecases.rules import read_rules

COUNTIES, TOWNS, VILLAGES = 7, 14, 14
"""Counties of the one city, towns of a county, villages of a town: 1,478 units in all."""

USED = 8
"""Villages, each in a town of its own, that have tickets."""

_BATCH = 200


async def settle(runtime: Runtime, tickets: int) -> list[Matter]:
    """Fill an empty database: the tree, the keys, and `tickets` tickets that stand at the beginning of the cycle."""
    units = _tree()
    async with runtime.database.connection() as connection:
        await _insert(connection, units, await read_now(connection))
    places = [await _place(runtime, units, village) for village in _villages(units)]
    matters = [Matter(new_id(), places[number % len(places)]) for number in range(tickets)]
    async with runtime.database.connection() as connection:
        for place in places:
            own = [matter for matter in matters if matter.place is place]
            for start in range(0, len(own), _BATCH):
                await _begin(runtime, connection, place, own[start : start + _BATCH])
        # Whoever goes round for ever is flagged in the third round, once; here that is over before it begins.
        await connection.raw.execute("UPDATE tickets SET problem = true")
        await connection.raw.execute("VACUUM ANALYZE")
    return matters


def _tree() -> list[Unit]:
    units = [_unit("C", None, 1)]
    for size in (COUNTIES, TOWNS, VILLAGES):
        above = [unit for unit in units if unit.level == units[-1].level]
        for parent in above:
            units += [_unit(f"{parent.code}{n:02}", parent, len(units) + 1 + n) for n in range(size)]
    return units


def _unit(code: str, parent: Unit | None, serial: int) -> Unit:
    level = parent.level - 1 if parent else 4
    path = f"{parent.path if parent else '/'}{serial}/"
    return Unit(new_id(), code, f"单位{code}", "territory", level, path, parent.id if parent else None, level > 2, True)


async def _insert(connection: Connection, units: Sequence[Unit], now: datetime) -> None:
    own = [field.name for field in dataclasses.fields(Unit)]
    rows = [(serial, now, now, *dataclasses.astuple(unit)) for serial, unit in enumerate(units, start=1)]
    columns = ["serial", "created_at", "updated_at", *own]
    await connection.raw.copy_records_to_table("units", records=rows, columns=columns)


def _villages(units: Sequence[Unit]) -> list[Unit]:
    """The first village of each of the first towns."""
    towns = [unit for unit in units if unit.level == 2][:USED]
    return [next(unit for unit in units if unit.parent_id == town.id) for town in towns]


async def _place(runtime: Runtime, units: Sequence[Unit], village: Unit) -> Place:
    town = next(unit for unit in units if unit.id == village.parent_id)
    roles = {Who.VILLAGE: (village, Role.HANDLER), Who.TOWN: (town, Role.HANDLER), Who.TOWN_LEADER: (town, Role.LEADER)}
    keys = {who: await _key(runtime, unit, role) for who, (unit, role) in roles.items()}
    authenticator = KeyAuthenticator(runtime)
    return Place(village, town, {who: await authenticator.identify(key) for who, key in keys.items()}, keys)


async def _key(runtime: Runtime, unit: Unit, role: Role) -> str:
    return (await create_key(runtime, unit_code=unit.code, role=role, name="bench", days=30, by=None)).secret


async def _begin(runtime: Runtime, connection: Connection, place: Place, matters: Sequence[Matter]) -> None:
    """Form the tickets of a place in its village and let the town give them to it.

    As theirs, the village sees them all the way round, so that no move has to tell it that it sees them no more.
    """
    rules = await read_rules(runtime, connection, await in_force(connection))
    now = await read_now(connection)
    await apply(connection, [_formed(matter, rules, now) for matter in matters])
    named = Named(units=(place.village.id,), unit_wanted=True)
    office = Actor("bench", Role.OFFICE, place.town.id, place.town.path)
    command = Command("dispatch", {"unit_id": place.village.id}, "bench")
    readings = await read_situations(connection, [matter.ticket_id for matter in matters], office, named)
    await apply(connection, [decide(reading.situation, office, command, rules) for reading in readings])


def _formed(matter: Matter, rules: Rules, now: datetime) -> Decision:
    new = NewTicket(
        id=matter.ticket_id, number=f"BENCH-{matter.ticket_id.hex}", origin=matter.place.village, title="村口路灯不亮",
        content="村口到小学一段路的路灯坏了三天，晚上学生放学看不清路，希望尽快派人维修。" * 3, category=None,
        urgency="routine", difficulty="simple", source="visit", key_task=False, confidential=False, accused=None,
        source_system=None, external_ref=None, opinion_ids=(),
    )  # fmt: skip
    return form_ticket(new, matter.place.actors[Who.TOWN_LEADER], rules, request_id="bench", now=now)
