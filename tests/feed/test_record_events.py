"""Events of records follow the unit that a record belongs to: when it is moved, and to its successor."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from escalation.actors import CLOCK, Actor
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.feed.storage.pages import EVERYTHING, read_page
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled
from escalation.kit.database.ids import new_id
from tests.feed.endpoints import an_endpoint, another_event, owed
from tests.feed.feeds import number_events
from tests.reorganisation.test_reorganisation import dissolve, hang
from tests.support.world import World

RECORDED = Compiled(
    f"""
    WITH made AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS m(id, unit_id), (SELECT $3::timestamptz AS at) n),
    told AS (
      {
        of_records(
            "sample.drawn",
            f"made r, LATERAL (SELECT 'fall_due' AS action, NULL AS reason, a.* FROM ({author(4)}) a) e",
            '''jsonb_build_object('frame', 'open', 'seed', 1, 'frame_size', 3, 'size', 2)''',
        )
    }
    )
    SELECT count(*) FROM made
    """,
    ("ids", "units", "now", *AUTHOR),
    {},
)


async def readers(world: World, event: UUID, *who: str) -> Sequence[str]:
    """Who of them finds the event in their feed."""
    found = []
    async with world.runtime.database.connection() as connection:
        for each in who:
            page = await read_page(connection, world.actor(*each.split(" ")), EVERYTHING, after=None, limit=100)
            found += [each] if event in {fact.id for fact in page.facts} else []
    return found


WHO = ("V1 handler", "V2 handler", "V3 leader", "T1 leader", "T1 handler", "T2 supervisor", "K1 office", "K2 admin")


async def test_a_record_of_a_unit_is_told_to_it_and_above_wherever_it_hangs_and_to_its_successor(world: World) -> None:
    event = await another_event(world, "site_check.recorded", unit="V1")
    await number_events(world.runtime)
    assert await readers(world, event, *WHO) == ["V1 handler", "T1 leader", "K1 office"]
    await hang(world, "V1", "T2")
    assert await readers(world, event, *WHO) == ["V1 handler", "T2 supervisor", "K1 office"]
    await dissolve(world, "V1", "V2")
    assert await readers(world, event, *WHO) == ["V2 handler", "T1 leader", "K1 office"]
    before = await another_event(world, "site_check.recorded", unit="V2")
    await dissolve(world, "V2", "V3")
    await number_events(world.runtime)
    for each in (event, before):
        assert await readers(world, each, *WHO) == ["V3 leader", "T2 supervisor", "K1 office"]


async def test_a_filter_that_asks_for_units_alone_lets_their_records_pass(world: World) -> None:
    wheres: Sequence[Mapping[str, object]] = (
        {},
        {"unit": ["V1"]},
        {"unit": ["V3", "T1"]},
        {"unit": ["V2"]},
        {"unit": ["V1"], "level": [1]},
    )
    endpoints = [await an_endpoint(world, "K1", where=where) for where in wheres]
    elsewhere = await an_endpoint(world, "K2", where={"unit": ["V1"]})
    event = await another_event(world, "site_check.recorded", unit="V1")
    assert [await owed(world, endpoint) for endpoint in endpoints] == [[event], [event], [event], [], []]
    assert await owed(world, elsewhere) == []


async def test_a_set_of_records_is_told_by_the_statement_that_makes_them_for_the_clock_as_well(world: World) -> None:
    office: Actor = world.actor("V1", "leader")
    ids = [new_id() for _ in range(3)]
    async with world.runtime.database.connection() as connection:
        for actor, few in ((office, ids[:1]), (CLOCK, ids[1:])):
            units = [world.id("V1") for _ in few]
            now = await read_now(connection)
            assert await connection.value(RECORDED, ids=few, units=units, now=now, **by(actor, "clock")) == len(few)
        rows = await connection.raw.fetch("SELECT * FROM events WHERE record_id IS NOT NULL ORDER BY n")
    assert [(row["record_id"], row["trigger"]) for row in rows] == list(
        zip(ids, ("person", "clock", "clock"), strict=True)
    )
    assert {row["unit_id"] for row in rows} == {world.id("V1")}
    for row in rows:
        assert EVENT_TYPES[row["type"]].details(row["data"]) == row["data"]
