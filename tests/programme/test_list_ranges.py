"""Whatever index a list is read from, it has what lies in the range of paths: no row more, none less, at any depth.

A range ends before `…0`, or before `…~`: it has the same paths, and the second is none that an index is known for. It
is read and sorted as it is, so it says what the first has to have.
"""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any, cast
from uuid import UUID

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.subtree_indexes import depth_of
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.storage.units import find_units
from escalation.programme.contact_points.storage.contact_points import ContactFilters, list_contact_points
from escalation.programme.diary.storage.diary_counts import count_entries
from escalation.programme.ledger.storage.ledger_counts import count_rows
from escalation.programme.supervision.storage.check_counts import count_checks
from tests.programme import test_list_plans
from tests.programme.test_list_plans import _FILLED, _ID, LISTINGS
from tests.support.roles import as_owner
from tests.support.world import World

ROWS = 600
ROLES = (Role.SUPERVISOR, Role.OFFICE, Role.HANDLER)
_MORE = """
INSERT INTO units (id, code, name, kind, level, path, parent_id, serial, created_at, updated_at)
SELECT $1, $2, $2, 'department', level, path || $3 || '/', id, $4, now(), now() FROM units WHERE code = $5
"""
_AGENDA = """
INSERT INTO agenda_items (id, meeting_id, topic, why, place, added_at, added_by, version)
SELECT id, id, 't', '{by_hand}', 0, now(), 'x', 1 FROM meetings
"""
_HOMES = """
UPDATE members SET home_unit_id = (SELECT id FROM units ORDER BY md5(units.id::text || members.id::text) LIMIT 1)
"""


@pytest.fixture
async def scattered(world: World) -> AsyncIterator[Connection]:
    """Records of units at six depths, a few of each, and people whose contact points are anywhere but at home."""
    async with as_owner(world.runtime.database).connection() as connection:
        raw = connection.raw
        # Serials that begin as others do: a range of paths must not take one for the other.
        for code, parent, serial in (
            ("V1-A", "V1", 100), ("V1-A-1", "V1-A", 101), ("V1-A-2", "V1-A", 1010), ("T3", "K1", 80), ("V4", "T3", 81),
        ):  # fmt: skip
            await raw.execute(_MORE, new_id(), code, str(serial), serial, parent)
        await raw.execute(
            """INSERT INTO members (id, name, home_unit_id, created_at, updated_at)
            SELECT gen_random_uuid(), 'm' || u.code, u.id, now(), now() FROM units u"""
        )
        for table, (columns, values) in _FILLED.items():
            if table == "meeting_decisions":
                await raw.execute(_AGENDA)
            await raw.execute(
                f"""INSERT INTO {table} (id, unit_id, {columns}) SELECT {_ID}, u.id, {values}
                FROM generate_series(0, {ROWS} - 1) i
                JOIN (SELECT *, row_number() OVER (ORDER BY md5(code)) - 1 AS nth FROM units) u
                  ON u.nth = i % (SELECT count(*) FROM units)
                JOIN (SELECT *, row_number() OVER (ORDER BY name) - 1 AS nth FROM members) m
                  ON m.nth = (i / 3) % (SELECT count(*) FROM members)"""
            )
        await raw.execute(_HOMES)
        yield connection


def reach(actor: Actor) -> tuple[str, str]:
    """The same paths, in words that no index is known for."""
    start, end = range_of(actor)
    return (start, f"{start}!!") if end == f"{start}!" else (start, f"{start}~")


async def everybody(connection: Connection) -> list[Actor]:
    rows = await connection.raw.fetch("SELECT id, path FROM units ORDER BY path")
    return [Actor("key:x", role, row["id"], row["path"]) for row in rows for role in ROLES]


@pytest.mark.slow
async def test_a_list_has_what_lies_in_its_range_at_any_depth(
    scattered: Connection, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actors = await everybody(scattered)
    assert {depth_of(*range_of(actor)) for actor in actors} == {0, 1, 2, 3, 4, None}
    assert {depth_of(*reach(actor)) for actor in actors} == {None}
    found = {(each.name, n): await each.ask(scattered, actor) for each in LISTINGS for n, actor in enumerate(actors)}
    monkeypatch.setattr(test_list_plans, "range_of", reach)
    for each in LISTINGS:
        if each.name.startswith("contact points") or each.name == "duties":
            continue
        for n, actor in enumerate(actors):
            assert found[each.name, n] == await each.ask(scattered, actor), (each.name, actor)
    assert sum(bool(rows) for rows in found.values()) > len(found) // 3


async def test_nobody_without_a_unit_has_a_list(scattered: Connection) -> None:
    nobody = Actor("key:x", Role.ADMIN, None, "")
    for each in LISTINGS:
        assert await each.ask(scattered, nobody) in ([], {}), each.name


async def test_contact_points_are_those_of_both_sides_at_any_depth(scattered: Connection) -> None:
    rows = await scattered.raw.fetch(
        """SELECT p.id, p.ended_at IS NULL AS current, u.path, h.path AS home FROM contact_points p
        JOIN units u ON u.id = p.unit_id JOIN members m ON m.id = p.member_id JOIN units h ON h.id = m.home_unit_id
        ORDER BY p.id"""
    )
    assert len(rows) == ROWS
    paths = [row["path"] for row in await scattered.raw.fetch("SELECT path FROM units")]
    for actor in await everybody(scattered):
        start, end = range_of(actor)
        seen = [row for row in rows if start <= row["path"] < end or start <= row["home"] < end]
        for current in (None, True, False):
            want = [row["id"] for row in seen if current is None or row["current"] is current]
            assert await ids(scattered, actor, current=current) == want, (actor, current)
        for path in paths:
            want = [row["id"] for row in seen if row["path"].startswith(path)]
            assert await ids(scattered, actor, within=path) == want, (actor, path)


async def ids(connection: Connection, actor: Actor, **asked: Any) -> list[UUID]:
    """All of them, by pages of forty."""
    found, after = list[UUID](), None
    while True:
        page = await list_contact_points(
            connection, cast(Vault, None), actor, ContactFilters(**asked), after=after, limit=40
        )
        found += [each.id for each in page]
        if len(page) < 40:
            return found
        after = found[-1]


async def test_counts_of_a_unit_are_what_is_there_and_below_at_any_depth(scattered: Connection) -> None:
    units = await find_units(scattered, [row["id"] for row in await scattered.raw.fetch("SELECT id FROM units")])
    since, until = date(2020, 1, 1), date(2030, 1, 1)
    for unit in units.values():
        below = [each for each in units.values() if each.parent_id == unit.id]
        branches = {unit.code: "= $1", **{each.code: "LIKE $1 || '%'" for each in below}}
        paths = {unit.code: unit.path, **{each.code: each.path for each in below}}
        want = {
            table: {
                code: n
                for code, how in branches.items()
                if (n := await scattered.raw.fetchval(
                    f"SELECT count(*) FROM {table} WHERE unit_path {how}", paths[code]
                ))
            }
            for table in ("ledger_rows", "diary_entries", "site_checks")
        }  # fmt: skip
        ledger = {row.unit_code: row.entered for row in await count_rows(scattered, unit, since, until, since)}
        assert {code: n for code, n in ledger.items() if n} == want["ledger_rows"], unit.code
        diary = dict[str, int]()
        for row in await count_entries(scattered, unit, since, until):
            diary[row.unit_code] = diary.get(row.unit_code, 0) + row.submitted
        assert diary == want["diary_entries"], unit.code
        checks = dict[str, int]()
        for check in await count_checks(scattered, unit, since, until):
            checks[check.unit_code] = checks.get(check.unit_code, 0) + check.checks
        assert {code: n for code, n in checks.items() if n} == want["site_checks"], unit.code
