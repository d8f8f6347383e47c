"""What is in a box or around a place is found, whoever asks, at a known cost, however opinions lie.

What is counted are buffers, by plans that PostgreSQL keeps for all callers: made for empty tables, and for full ones.
"""

from collections.abc import AsyncIterator
from itertools import product
from uuid import UUID

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.coordinates import Box, metres_between
from escalation.opinions.storage import opinion_places
from escalation.opinions.storage.opinion_lists import list_opinions
from escalation.opinions.storage.opinion_places import Circle, list_near
from escalation.opinions.storage.opinions import OpinionFilters
from tests.opinions.lists.test_opinion_lists import OPINIONS, by_the_predicate, growing, page_by_page
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import mix_up
from tests.tickets.lists.plans import Recorder
from tests.tickets.lists.test_plans import somebody

__all__ = ["growing"]

MOST_IN_BOX, MOST_NEAR = 2_000, 6_000
"""Buffers of a page of fifty: of what is around a place a thousand are measured and two hundred looked up."""
HERE = 119.75, 49.2
PLACED = OPINIONS.replace("ticket_id)", "ticket_id, longitude, latitude)").replace(
    "{ticket}\n", "{ticket}, {longitude}, {latitude}\n"
)
SHAPES = {
    "none anywhere": ("NULL::float8", "NULL::float8"),
    "all in one street": ("119.75 + n % 1000 * 0.00001", "49.2"),
    "all over the county": (
        "119.75 + (n * 7919 % 10007 - 5003) / 5003.0",
        "49.2 + (n * 104729 % 10009 - 5004) / 5004.0",
    ),
    "all in one spot": ("119.75", "49.2"),
}
ASKED: dict[str, Circle | Box] = {
    "a street": Circle(*HERE, 500),
    "a county": Circle(*HERE, 50_000),
    "a small box": Box(119.745, 49.195, 119.755, 49.205),
    "a big box": Box(118.0, 48.0, 122.0, 51.0),
    "elsewhere": Box(116.0, 39.0, 117.0, 40.0),
}
# Around the antimeridian, around a pole, in a crowd, and far from everything.
CENTRES = [(179.999, 50.0), (-179.999, 50.0), (10.0, 89.995), (-60.0, -89.995), HERE, (0.0, 0.0)]


async def place(connection: Connection, first: int, last: int, shape: str, units: str = "kind = 'territory'") -> None:
    longitude, latitude = SHAPES[shape]
    await connection.raw.execute(
        PLACED.format(
            first=first, last=last, units=units, status="'inbox'", ticket="NULL::uuid", longitude=longitude,
            latitude=latitude,
        )
    )  # fmt: skip


async def ask(connection: Connection, actor: Actor, asked: Circle | Box) -> None:
    """For the first page."""
    if isinstance(asked, Circle):
        await list_near(connection, actor, asked, OpinionFilters(placed=True), after=None, limit=50)
    else:
        await list_opinions(connection, actor, OpinionFilters(placed=True, box=asked), after=None, limit=50)


WHO = ("L1-0", Role.HANDLER), ("L4-0", Role.SUPERVISOR)


async def asked(connection: Connection) -> dict[str, Recorder]:
    """Who asks for what, and the statements of that."""
    found: dict[str, Recorder] = {}
    for (code, role), name in product(WHO, ASKED):
        recorder = found[f"{name}, {code}"] = Recorder(connection)
        await ask(recorder, await somebody(connection, code, role), ASKED[name])
    return found


async def grow(growing: Connection, shape: str, *, sizes: tuple[int, ...]) -> None:
    kept = {name: await recorder.keep() for name, recorder in (await asked(growing)).items()}
    total = 0
    for size in sizes:
        await place(growing, total + 1, size, shape)
        total = size
        await growing.raw.execute("ANALYZE opinions")
        stale = {name: (await each.reading()).buffers for name, each in kept.items()}
        fresh = {name: (await each.reading()).buffers for name, each in (await asked(growing)).items()}
        for name, buffers in fresh.items():
            print(f"{shape}, {size}, {name}: {stale[name]} and {buffers} buffers")  # noqa: T201 - `pytest -rP` shows it
            most = MOST_NEAR if isinstance(ASKED[name.split(",")[0]], Circle) else MOST_IN_BOX
            assert max(stale[name], buffers) <= most, name


@pytest.mark.parametrize("shape", ["all in one street", "all over the county"])
async def test_a_page_of_a_map_costs_a_page_while_the_table_grows(growing: Connection, shape: str) -> None:
    await grow(growing, shape, sizes=(2_000,))


@pytest.mark.torture
@pytest.mark.parametrize("shape", SHAPES)
async def test_a_page_of_a_map_costs_a_page_up_to_a_hundred_thousand(growing: Connection, shape: str) -> None:
    await grow(growing, shape, sizes=(10_000, 100_000))


# -- Which they are ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
async def mixed(worker_id: str) -> AsyncIterator[Connection]:
    """Opinions of many units around each of the centres."""
    async with a_database(f"places_{worker_id}") as connection:
        await mix_up(connection.raw, tickets=100)
        of_tickets = "(SELECT id FROM tickets ORDER BY id OFFSET n * 7 % 100 LIMIT 1)"
        for number, (longitude, latitude) in enumerate(CENTRES[:-1]):
            for status, ticket in (("'inbox'", "NULL::uuid"), ("'attached'", of_tickets)):
                await connection.raw.execute(
                    PLACED.format(
                        first=number * 60 + 1, last=number * 60 + 60, units="true", status=status, ticket=ticket,
                        longitude=f"(({longitude} + (n * 17 % 61 - 30) / 3000.0)::numeric + 540) % 360 - 180",
                        latitude=f"least(90, greatest(-90, {latitude} + (n * 29 % 59 - 29) / 3000.0))",
                    )
                )  # fmt: skip
        yield connection


async def near_by_the_predicate(connection: Connection, actor: Actor, circle: Circle) -> list[UUID]:
    rows = await connection.raw.fetch("SELECT id, longitude, latitude FROM opinions WHERE longitude IS NOT NULL")
    places = {row["id"]: (row["longitude"], row["latitude"]) for row in rows}
    visible = await by_the_predicate(connection, actor, OpinionFilters())
    measured = ((round(metres_between(circle.longitude, circle.latitude, *places[id_]) * 1000), id_) for id_ in visible)
    return [id_ for distance, id_ in sorted(measured) if distance <= circle.metres * 1000]


async def near_page_by_page(connection: Connection, actor: Actor, circle: Circle, limit: int = 7) -> list[UUID]:
    found: list[UUID] = []
    after = None
    while True:
        page = await list_near(connection, actor, circle, OpinionFilters(), after=after, limit=limit)
        found += [opinion.id for opinion, _ in page.opinions]
        if page.goes_on_behind is None:
            return found
        after = page.goes_on_behind


@pytest.mark.parametrize("code", ["L4-0", "L3-0", "L1-0"])
async def test_what_is_near_is_what_the_predicate_and_the_distance_say(
    mixed: Connection, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(opinion_places, "WINDOW", 10)
    actor, sizes = await somebody(mixed, code), []
    for centre, metres in product(CENTRES, (150.0, 1_000.0, 50_000.0)):
        circle = Circle(*centre, metres)
        expected = await near_by_the_predicate(mixed, actor, circle)
        assert await near_page_by_page(mixed, actor, circle) == expected, circle
        sizes.append(len(expected))
    assert max(sizes) > 10 * (code == "L4-0")
    assert 0 in sizes


async def test_of_a_crowd_the_nearest_are_shown_and_how_far_they_reach(
    mixed: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opinion_places, "MOST_NEAR", 40)
    actor = await somebody(mixed, "L4-0")
    for centre in CENTRES[:-1]:
        circle = Circle(*centre, 50_000)
        page = await list_near(mixed, actor, circle, OpinionFilters(), after=None, limit=50)
        within = Circle(*centre, page.complete_within)
        expected = await near_by_the_predicate(mixed, actor, within)
        assert [opinion.id for opinion, distance in page.opinions if distance <= within.metres * 1000] == expected
        assert page.complete_within < 50_000


@pytest.mark.parametrize("few", [199, 3], ids=["found by the index", "in the order of the list"])
async def test_what_is_in_a_box_is_what_lies_there(
    mixed: Connection, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("escalation.opinions.storage.opinion_lists.FEW_HITS", few)
    actor = await somebody(mixed, "L4-0")
    boxes = [
        Box(179.995, 49.0, -179.995, 51.0),
        Box(119.7, 49.1, 119.8, 49.3),
        Box(-180, -90, 180, 90),
        Box(0, 0, 1, 1),
    ]
    for box in boxes:
        rows = await mixed.raw.fetch("SELECT id, longitude, latitude FROM opinions WHERE longitude IS NOT NULL")
        there = {
            row["id"]
            for row in rows
            if box.south <= row["latitude"] <= box.north
            and any(piece.west <= row["longitude"] <= piece.east for piece in box.pieces())
        }
        expected = [id_ for id_ in await by_the_predicate(mixed, actor, OpinionFilters()) if id_ in there]
        assert await page_by_page(mixed, actor, OpinionFilters(placed=True, box=box)) == expected, box
        assert bool(expected) is (box is not boxes[-1])
