"""What waits costs a page and its counters cost little, for whoever has ten thousand things to do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import pytest

from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.tickets.domain.work import WorkKind
from escalation.tickets.storage import work_lists
from escalation.tickets.storage.work_lists import count_work, list_tasks
from tests.tickets.lists.conftest import a_city, a_database
from tests.tickets.lists.plans import Recorder
from tests.tickets.lists.test_plans import somebody

QUEUES = WorkKind.ASSIGNED, WorkKind.JOINT, WorkKind.REQUESTS, WorkKind.ORDERS
MEMBER = UUID(int=7)
PILED_UP = (
    """
    UPDATE tickets SET assignee_id = '00000000-0000-0000-0000-000000000007', orders_open = 1, requests_open = 1,
                       holder_unit_id = (SELECT id FROM units WHERE code = 'L1-0')
    WHERE is_open
    """,
    """
    INSERT INTO joint_tasks (id, ticket_id, unit_id, task, due_at, state, created_at)
    SELECT gen_random_uuid(), t.id, (SELECT id FROM units WHERE code = 'L1-0'), 'x', t.due_at, 'open', t.created_at
    FROM tickets t WHERE is_open
    """,
    """
    INSERT INTO requests (id, ticket_id, kind, state, approver, asked_at, asked_by, asked_unit_id, decide_by,
                          decider_unit_id)
    SELECT gen_random_uuid(), t.id, 'termination', 'pending', CASE WHEN random() < 0.5 THEN 'leader' ELSE 'office' END,
           t.created_at, 'x', t.holder_unit_id, t.due_at, (SELECT id FROM units WHERE code = 'L1-0')
    FROM tickets t WHERE is_open
    """,
    """
    INSERT INTO orders (id, ticket_id, level, colour, text, state, issued_at, issued_by, issued_unit_id, due_at)
    SELECT gen_random_uuid(), t.id, 4, 'red', 'x', 'open', t.created_at, 'x', t.holder_unit_id, t.due_at
    FROM tickets t WHERE is_open
    """,
    # What the unit holds, all that is open.
    """
    UPDATE ticket_listings SET relation = 2, stage = 'handle'
    WHERE unit_serial = (SELECT serial FROM units WHERE code = 'L4-0')
    """,
)


@pytest.fixture(scope="module", params=["stale", "fresh"])
async def piled_up(request: pytest.FixtureRequest, worker_id: str) -> AsyncIterator[Connection]:
    """A city, where all that waits waits for one village, with the statistics of before or of then."""
    async with a_database(f"piled_up_{worker_id}", await a_city()) as connection:
        transaction = connection.raw.transaction()
        await transaction.start()
        await connection.raw.execute("SET LOCAL session_replication_role = replica")
        for statement in PILED_UP:
            await connection.raw.execute(statement)
        if request.param == "fresh":
            await connection.raw.execute("ANALYZE")
        yield connection
        await transaction.rollback()


async def worker(connection: Connection, role: Role, code: str = "L1-0") -> Actor:
    return replace(await somebody(connection, code, role), member_id=MEMBER)


async def test_a_page_of_work_costs_a_page(piled_up: Connection) -> None:
    for role in (Role.HANDLER, Role.LEADER):
        actor = await worker(piled_up, role)
        for kind in QUEUES:
            recorder = Recorder(piled_up)
            page = await list_tasks(recorder, actor, kind, after=None, limit=50)
            assert len(page.tasks) == (0 if (kind, role) == (WorkKind.REQUESTS, Role.HANDLER) else 50)
            following = await list_tasks(recorder, actor, kind, after=page.goes_on_behind, limit=50)
            assert not {task.id for task in page.tasks} & {task.id for task in following.tasks}
            reading = await recorder.reading()
            print(f"{kind} {role}: {reading.buffers} buffers for two pages")  # noqa: T201 - `pytest -rP` shows it
            assert reading.buffers <= 2 * 2_000, (kind, role)


async def test_counters_stop_where_they_say(piled_up: Connection) -> None:
    for code in ("L1-0", "L4-0"):
        recorder = Recorder(piled_up)
        counted = await count_work(recorder, await worker(piled_up, Role.LEADER, code))
        assert len(recorder.asked) == 1
        reading = await recorder.reading()
        print(f"counters of {code}: {reading.buffers} buffers")  # noqa: T201 - `pytest -rP` shows it
        assert counted[WorkKind.ASSIGNED] == work_lists.Counter(200, is_whole=False)
        assert reading.buffers <= 4_000
