"""A page of staffing gaps costs a page: in a tree of 20,000 villages, whether all of them have a gap or none."""

from collections.abc import AsyncIterator

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.tickets.storage import staffing_gaps
from escalation.tickets.storage.staffing_gaps import WINDOW, GapKind, list_gaps
from tests.tickets.lists.conftest import a_database
from tests.tickets.lists.fill import fill_tickets, fill_units
from tests.tickets.lists.plans import Recorder

VILLAGES = 20_000
SHOWN = 50
SUPERVISOR = Actor("key:s", Role.SUPERVISOR, None, "/")
A_KEY_FOR_EACH = """
    INSERT INTO api_keys (id, secret_hash, name, unit_id, role, created_at, created_by, expires_at)
    SELECT gen_random_uuid(), sha256(u.path::bytea), u.code, u.id, 'handler', now(), 'operator', 'infinity' FROM units u
"""


@pytest.fixture(scope="module")
async def tree(worker_id: str) -> AsyncIterator[Connection]:
    async with a_database(f"gaps_{worker_id}") as connection:
        await fill_units(connection.raw, (1, 1, 1, VILLAGES), {})
        await connection.raw.execute("VACUUM ANALYZE units")
        yield connection


@pytest.mark.parametrize("kind", [GapKind.UNIT_WITHOUT_STAFF, GapKind.TEAM_WITHOUT_LEADER])
async def test_a_page_looks_at_a_window(tree: Connection, kind: GapKind) -> None:
    recorder = Recorder(tree)
    page = await list_gaps(recorder, SUPERVISOR, kind, after=None, limit=SHOWN)
    assert len(page.gaps) == (SHOWN if kind is GapKind.UNIT_WITHOUT_STAFF else 0)
    assert page.goes_on_behind is not None
    assert (await recorder.reading()).buffers <= 8 * WINDOW


async def test_all_pages_together_are_the_list(tree: Connection) -> None:
    codes: list[str] = []
    after = None
    while True:
        page = await list_gaps(tree, SUPERVISOR, GapKind.UNIT_WITHOUT_STAFF, after=after, limit=1_000)
        codes += [gap.unit.code for gap in page.gaps]
        after = page.goes_on_behind
        if after is None:
            break
    assert len(codes) == len(set(codes)) == VILLAGES + 3


async def test_where_no_unit_has_a_gap_a_page_is_empty_and_goes_on(tree: Connection) -> None:
    await tree.raw.execute(A_KEY_FOR_EACH)
    await tree.raw.execute("VACUUM ANALYZE api_keys")
    recorder = Recorder(tree)
    page = await list_gaps(recorder, SUPERVISOR, GapKind.UNIT_WITHOUT_STAFF, after=None, limit=SHOWN)
    assert (page.gaps, page.goes_on_behind is None) == ([], False)
    assert (await recorder.reading()).buffers <= 8 * WINDOW


async def test_a_list_that_looks_at_everything_is_missed(tree: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing_gaps, "WINDOW", VILLAGES * 2)
    monkeypatch.setitem(staffing_gaps._STATEMENTS, GapKind.TEAM_WITHOUT_LEADER, staffing_gaps._teams())
    recorder = Recorder(tree)
    await list_gaps(recorder, SUPERVISOR, GapKind.TEAM_WITHOUT_LEADER, after=None, limit=SHOWN)
    assert (await recorder.reading()).units > WINDOW


# -- Assignees that are gone -------------------------------------------------------------------------------------------

IN_HAND = """
INSERT INTO members (id, name, home_unit_id, created_at, updated_at)
SELECT '00000000-0000-0000-0000-000000000001', '甲', id, now(), now() FROM units WHERE code = 'L4-0';
SET session_replication_role = replica;
UPDATE tickets SET assignee_id = '00000000-0000-0000-0000-000000000001';
SET session_replication_role = origin;
"""


async def test_of_thousands_of_tickets_in_hand_a_page_looks_at_a_window(worker_id: str) -> None:
    async with a_database(f"in_hand_{worker_id}") as connection:
        await fill_units(connection.raw, (1, 2, 4, 6), {})
        await fill_tickets(connection.raw, opened=3_000, closed=0)
        await connection.raw.execute(IN_HAND)
        recorder = Recorder(connection)
        first = await list_gaps(recorder, SUPERVISOR, GapKind.ASSIGNEE_GONE, after=None, limit=SHOWN)
        second = await list_gaps(connection, SUPERVISOR, GapKind.ASSIGNEE_GONE, after=first.goes_on_behind, limit=SHOWN)
        assert len({gap.ticket for gap in (*first.gaps, *second.gaps)}) == 2 * SHOWN
        assert (await recorder.reading()).buffers <= 8 * WINDOW
        # Of those who serve nobody is told, and a page looks no further.
        await connection.raw.execute(
            "INSERT INTO memberships (member_id, unit_id, role, since) "
            "SELECT '00000000-0000-0000-0000-000000000001', id, 'handler', now() FROM units"
        )
        recorder = Recorder(connection)
        page = await list_gaps(recorder, SUPERVISOR, GapKind.ASSIGNEE_GONE, after=None, limit=SHOWN)
        reading = await recorder.reading()
        assert (page.gaps, page.goes_on_behind is None) == ([], False)
        assert reading.tickets <= WINDOW
        assert reading.buffers <= 8 * WINDOW
