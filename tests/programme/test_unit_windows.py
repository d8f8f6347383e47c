"""What is looked for by windows is all found, in the order of the tree, and a page looks at a window and no more."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

import pytest

from escalation.actors import Role
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.storage.unit_windows import WINDOW, TreePage
from escalation.programme.groups.storage.group_checks import CheckedUnit, list_led_units
from escalation.programme.teams.storage.teams import UnitWithoutTeam, list_units_without_team
from tests.programme.test_list_plans import buffers
from tests.support.roles import as_owner
from tests.support.world import World

UNITS: Final = 3 * WINDOW
LIMIT: Final = 7
BOUND: Final = 12 * WINDOW
"""Pages of memory: a unit, its kind of row by key in a few indexes, and what is shown of those that fit."""
_UNITS: Final = """
INSERT INTO units (id, code, name, kind, level, path, parent_id, serial, created_at, updated_at)
SELECT ('0190' || lpad(to_hex(i), 8, '0') || '70008000000000000000')::uuid, 'N' || lpad(i::text, 6, '0'), 'n' || i,
       CASE WHEN i % 11 = 0 THEN 'department' ELSE 'territory' END, 1, path || (1000000 + i) || '/', id, 1000000 + i,
       now(), now()
FROM units, generate_series(0, $1::int - 1) i WHERE code = 'T1'
"""
# Those of the first window have one, and nearly all of the others.
_HAS: Final = "i.code LIKE 'N%' AND substr(i.code, 2)::int % 200 <> 7 OR i.code LIKE 'N0001%'"
_TEAMS: Final = f"""
INSERT INTO teams (id, unit_id, name, created_at) SELECT gen_random_uuid(), i.id, 't', now() FROM units i WHERE {_HAS}
"""
_GROUPS: Final = f"""
INSERT INTO leading_groups (id, unit_id, unit_path, formed_at, formed_by)
SELECT gen_random_uuid(), i.id, i.path, now(), 'x' FROM units i WHERE i.code LIKE 'N%' AND NOT ({_HAS})
"""
_STANDS_ALONE: Final = "u.active AND u.level = 1 AND u.kind = 'territory'"
_PLAIN: Final = {
    "teams": f"{_STANDS_ALONE} AND NOT EXISTS (SELECT FROM teams t WHERE t.unit_id = u.id)",
    "led": "EXISTS (SELECT FROM leading_groups g WHERE g.unit_id = u.id) OR u.level = 3 AND u.kind = 'territory'",
}

Found = TreePage[UnitWithoutTeam] | TreePage[CheckedUnit]
Ask = Callable[[Connection, tuple[str, str], str | None], Awaitable[Found]]


def _teams(connection: Connection, reach: tuple[str, str], after: str | None) -> Awaitable[Found]:
    return list_units_without_team(connection, *reach, [1], after=after, limit=LIMIT)


def _led(connection: Connection, reach: tuple[str, str], after: str | None) -> Awaitable[Found]:
    return list_led_units(connection, reach, [3], after=after, limit=LIMIT)


ASKED: Final[dict[str, Ask]] = {"teams": _teams, "led": _led}


@pytest.fixture
async def crowded(world: World) -> AsyncIterator[Connection]:
    """A township of many villages, of which few lack something, and those far apart."""
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(_UNITS, UNITS)
        for written in (_TEAMS, _GROUPS):
            await connection.raw.execute(written)
        yield connection


@pytest.mark.parametrize("what", ASKED)
async def test_all_that_fits_is_found_once_in_the_order_of_the_tree(
    crowded: Connection, world: World, what: str
) -> None:
    for code, role in (("C", Role.SUPERVISOR), ("T1", Role.LEADER), ("T2", Role.LEADER), ("V1", Role.LEADER)):
        reach = range_of(world.actor(code, role))
        plain = await crowded.raw.fetch(
            f"SELECT u.code FROM units u WHERE ({_PLAIN[what]}) AND u.path >= $1 AND u.path < $2 ORDER BY u.path",
            *reach,
        )
        pages = [page async for page in _walked(crowded, ASKED[what], reach)]
        found = [_code(each) for page in pages for each in page.items]
        assert found == [row["code"] for row in plain], code
        assert len(pages) <= 1 + len(found) // LIMIT + UNITS // WINDOW + 1
        # Not every page has something: the end is where nothing follows.
        assert not pages[-1].goes_on_behind
        if code == "T1":
            assert found
            assert any(len(page.items) < LIMIT and page.goes_on_behind for page in pages)


@pytest.mark.parametrize("what", ASKED)
async def test_a_page_looks_at_a_window(crowded: Connection, world: World, what: str) -> None:
    reach = range_of(world.actor("C", Role.SUPERVISOR))
    first = await buffers(crowded, lambda c: ASKED[what](c, reach, None))
    assert first <= BOUND
    async for page in _walked(crowded, ASKED[what], reach):
        behind = page.goes_on_behind
        if behind:
            assert await buffers(crowded, lambda c, behind=behind: ASKED[what](c, reach, behind)) <= BOUND


async def _walked(connection: Connection, ask: Ask, reach: tuple[str, str]) -> AsyncIterator[Found]:
    page = await ask(connection, reach, None)
    yield page
    while page.goes_on_behind:
        page = await ask(connection, reach, page.goes_on_behind)
        yield page


def _code(found: UnitWithoutTeam | CheckedUnit) -> str:
    return found.unit.code
