"""A page of opinions costs a page, whoever asks, however they lie, and is what the predicate gives.

What is counted are rows and buffers. Plans are those that PostgreSQL keeps for all callers, made for empty tables.
"""

from collections.abc import AsyncIterator
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import select

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.opinions.storage import opinion_lists
from escalation.opinions.storage.opinion_lists import list_opinions
from escalation.opinions.storage.opinions import OpinionFilters
from escalation.tickets.storage import visibility
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import fill_units, mix_up
from tests.tickets.lists.plans import Kept, Recorder
from tests.tickets.lists.test_plans import somebody

MOST = 2_000
"""Buffers of a page of fifty."""

OPINIONS = """
INSERT INTO opinions (id, unit_id, unit_path, status, title, content, category, suggested_categories, source,
                      confidential, tracking_hash, received_at, received_by, updated_at, ticket_id)
SELECT gen_random_uuid(), u.id, u.path, {status}, CASE WHEN n % 50 = 0 THEN '路灯不亮' ELSE '井盖丢失' END || ' ' || n,
       '村口到小学一段路的灯坏了三天，晚上学生放学看不清路。', NULL, '{{}}', 'visit', n % 3 = 0,
       decode(md5(random()::text), 'hex'), date_trunc('hour', clock_timestamp()) - n / 7 * interval '1 minute', 'x',
       clock_timestamp(), {ticket}
FROM generate_series({first}, {last}) n
JOIN (SELECT *, row_number() OVER (ORDER BY path) - 1 AS place, count(*) OVER () AS size FROM units WHERE {units}) u
  ON u.place = n % u.size
"""
PLACES = {"one village has all": "code = 'L1-0'", "even": "kind = 'territory'", "an office has all": "code = 'L3-0-D1'"}
CALLERS = (
    ("L1-0", Role.HANDLER),
    ("L1-0", Role.LEADER),
    ("L2-0", Role.SUPERVISOR),
    ("L3-0", Role.OFFICE),
    ("L3-0-D1", Role.HANDLER),
    ("L4-0", Role.SUPERVISOR),
)
FILTERS = (
    OpinionFilters(status="inbox"),
    OpinionFilters(status="attached"),
    OpinionFilters(),
    OpinionFilters(status="inbox", category="none"),
    OpinionFilters(status="inbox", q="路灯不亮"),
    OpinionFilters(status="inbox", q="井盖丢失"),
    OpinionFilters(status="inbox", q="井盖 不亮"),
    OpinionFilters(status="inbox", q="灯 坏"),
)


async def add_opinions(connection: Connection, first: int, last: int, place: str) -> None:
    """As many come one after the other, with the triggers of the database."""
    statement = OPINIONS.format(first=first, last=last, units=PLACES[place], status="'inbox'", ticket="NULL::uuid")
    await connection.raw.execute(statement)


@pytest.fixture
async def growing(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"opinions_{worker_id}") as connection:
        await connection.raw.execute("SET statement_timeout = 0")
        for table in ("opinions", "opinion_listings", "units"):
            await connection.raw.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
        await fill_units(connection.raw, (1, 4, 20, 200), {4: 2, 3: 2})
        yield connection


async def grow(growing: Connection, place: str, *, renewed: bool, sizes: tuple[int, ...]) -> None:
    kept: dict[str, Kept] = {}
    for (code, role), filters in product(CALLERS, FILTERS):
        recorder = Recorder(growing)
        await list_opinions(recorder, await somebody(growing, code, role), filters, after=None, limit=50)
        kept[f"{code} {role}: {filters}"] = await recorder.keep()
    total = 0
    for size in sizes:
        await add_opinions(growing, total + 1, size, place)
        total = size
        if renewed:
            await growing.raw.execute("ANALYZE")
        read = {name: await each.reading() for name, each in kept.items()}
        worst = max(read, key=lambda name: read[name].buffers)
        print(f"opinions, {place}, {size}: {read[worst].buffers} buffers at most, for {worst}")  # noqa: T201 - `pytest -rP` shows it
        assert read[worst].buffers <= MOST, worst


@pytest.mark.slow
@pytest.mark.parametrize("renewed", [True, False], ids=["fresh statistics", "stale statistics"])
@pytest.mark.parametrize("place", PLACES)
async def test_every_list_costs_a_page_while_the_table_grows(growing: Connection, place: str, *, renewed: bool) -> None:
    await grow(growing, place, renewed=renewed, sizes=(500, 3_000))


@pytest.mark.torture
@pytest.mark.parametrize("place", PLACES)
async def test_every_list_costs_a_page_up_to_a_hundred_thousand(growing: Connection, place: str) -> None:
    await grow(growing, place, renewed=False, sizes=(3_000, 30_000, 100_000))


async def rows_read(connection: Connection, first: int, last: int) -> int:
    """How many rows of opinions are read, by whatever way, while some are received."""
    async with connection.raw.transaction():
        before = await connection.raw.fetchval(_READ)
        await add_opinions(connection, first, last, "even")
        return int(await connection.raw.fetchval(_READ) - before)


_READ = """
SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
FROM pg_stat_xact_user_tables WHERE relname = 'opinions'
"""


async def test_receiving_opinions_reads_none_that_were_there_before(growing: Connection) -> None:
    assert await rows_read(growing, 1, 100) == 0
    await add_opinions(growing, 101, 2_000, "even")
    assert await rows_read(growing, 2_001, 2_100) == 0
    await growing.raw.execute("ANALYZE")
    assert await rows_read(growing, 2_101, 2_200) == 0


async def test_a_trigger_that_joins_the_view_reads_them_all(growing: Connection) -> None:
    """A control: the function as it would be written first reads every opinion for each that arrives."""
    await add_opinions(growing, 1, 1_000, "even")
    await growing.raw.execute(
        """
        CREATE OR REPLACE FUNCTION list_opinions() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO opinion_listings (unit_serial, opinion_id, relation, status, received_at)
          SELECT d.unit_serial, d.opinion_id, d.relation, d.status, d.received_at
          FROM arrived a CROSS JOIN LATERAL (SELECT * FROM opinion_listings_derived WHERE opinion_id = a.id) d
          ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$
        """
    )
    assert await rows_read(growing, 1_001, 1_010) >= 1_000


# -- Which they are ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
async def mixed(worker_id: str) -> AsyncIterator[Connection]:
    """A few units and six hundred tickets, each with an opinion of any unit, and as many in the inbox."""
    async with a_database(f"opinions_mixed_{worker_id}") as connection:
        await mix_up(connection.raw, tickets=600)
        everywhere = {"first": 1, "last": 600, "units": "true"}
        await connection.raw.execute(OPINIONS.format(**everywhere, status="'inbox'", ticket="NULL::uuid"))
        of_tickets = "(SELECT id FROM tickets ORDER BY id OFFSET n * 7 % 600 LIMIT 1)"
        await connection.raw.execute(OPINIONS.format(**everywhere, status="'attached'", ticket=of_tickets))
        yield connection


async def by_the_predicate(connection: Connection, actor: Actor, filters: OpinionFilters) -> list[UUID]:
    form = subtree.shape(actor)
    wanted = [visibility.opinion_visible(form)]
    if filters.status is not None:
        wanted.append(opinions.c.status == filters.status)
    if filters.unit_path is not None:
        wanted.append(opinions.c.unit_path.startswith(filters.unit_path))
    if filters.q is not None:
        wanted += [opinions.c.title.concat(opinions.c.content).contains(term) for term in filters.q.split()]
    both = opinions.outerjoin(tickets, tickets.c.id == opinions.c.ticket_id)
    found = select(opinions.c.id).select_from(both).where(*wanted)
    statement = found.order_by(opinions.c.received_at.desc(), opinions.c.id.desc())
    return [row["id"] for row in await connection.rows(compile_statement(statement), **subtree.params(actor))]


async def page_by_page(connection: Connection, actor: Actor, filters: OpinionFilters) -> list[UUID]:
    found: list[UUID] = []
    after = None
    while True:
        page = await list_opinions(connection, actor, filters, after=after, limit=20)
        found += [opinion.id for opinion in page.opinions]
        if page.goes_on_behind is None:
            return found
        after = page.goes_on_behind


CODES = "L4-0", "L4-0-D1", "L3-0", "L3-1-D1", "L2-0", "L1-0", "L1-5"


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("role", [Role.HANDLER, Role.LEADER, Role.SUPERVISOR])
async def test_pages_are_those_of_the_predicate(mixed: Connection, code: str, role: Role) -> None:
    actor = await somebody(mixed, code, role)
    paths = [None, actor.unit_path, (await somebody(mixed, "L3-0")).unit_path]
    for status, path, words in product(("inbox", "attached", None), paths, (None, "路灯不亮", "井盖", "坏 灯", "没有")):
        filters = OpinionFilters(unit_path=path, status=status, q=words)
        assert await page_by_page(mixed, actor, filters) == await by_the_predicate(mixed, actor, filters), filters


@pytest.mark.parametrize("relation", list(opinion_lists.OpinionRelation))
async def test_a_list_is_not_what_it_should_be_if_a_relation_is_forgotten(
    mixed: Connection, monkeypatch: pytest.MonkeyPatch, relation: opinion_lists.OpinionRelation
) -> None:
    """A control: each relation shows opinions that no other does."""
    actor, filters = await somebody(mixed, "L3-1"), OpinionFilters()
    rest = {
        form: tuple(each for each in relations if each is not relation)
        for form, relations in opinion_lists._RELATIONS.items()
    }
    monkeypatch.setattr(opinion_lists, "_RELATIONS", rest)
    assert set(await page_by_page(mixed, actor, filters)) < set(await by_the_predicate(mixed, actor, filters))


async def test_listings_follow_opinions_and_tickets(mixed: Connection) -> None:
    """What is derived is there, whatever moved; what is there besides shows nothing."""
    transaction = mixed.raw.transaction()
    await transaction.start()
    await mixed.raw.execute("UPDATE opinions SET status = 'dismissed' WHERE status = 'inbox'")
    await mixed.raw.execute("UPDATE tickets SET handler_unit_id = (SELECT id FROM units WHERE code = 'L4-0-D1')")
    await mixed.raw.execute(
        "UPDATE opinions SET ticket_id = (SELECT min(id::text)::uuid FROM tickets) WHERE ticket_id IS NOT NULL"
    )
    missing = await mixed.raw.fetchval(
        """
        SELECT count(*) FROM opinion_listings_derived d LEFT JOIN opinion_listings l USING (opinion_id, unit_serial)
        WHERE l.status IS DISTINCT FROM d.status OR l.relation <> d.relation AND (l.relation, d.relation) <> (4, 2)
        """
    )
    for code, role in product(CODES, (Role.HANDLER, Role.LEADER)):
        actor = await somebody(mixed, code, role)
        for status in ("attached", "dismissed"):
            filters = OpinionFilters(status=status)
            assert await page_by_page(mixed, actor, filters) == await by_the_predicate(mixed, actor, filters)
    await transaction.rollback()
    assert missing == 0
