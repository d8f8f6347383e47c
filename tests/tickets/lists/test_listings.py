"""The database keeps listings itself, whatever is changed and by whom: they are what is derived."""

from collections.abc import AsyncIterator

import pytest

from escalation.kit.database.connection import Connection
from escalation.tickets.storage.ticket_listings import LISTING

DIFFERENT = f"""
SELECT count(*) FROM (
  (SELECT {LISTING} FROM ticket_listings EXCEPT ALL SELECT {LISTING} FROM ticket_listings_derived)
  UNION ALL
  (SELECT {LISTING} FROM ticket_listings_derived EXCEPT ALL SELECT {LISTING} FROM ticket_listings)
) d
"""
SOMEBODY_ELSE = "(SELECT id FROM units WHERE id <> t.{0} ORDER BY md5(t.id::text || id) LIMIT 1)"
CHANGES = {
    "due dates": "UPDATE tickets SET stage_due_at = due_at + interval '1 day', due_at = due_at + interval '2 days'",
    "what lists are narrowed to": "UPDATE tickets SET urgency = 'urgent', category = NULL, level = 2, warning = 'none'",
    "state and stage": "UPDATE tickets SET state = 'elsewhere', stage = 'other', updated_at = clock_timestamp()",
    "closed": "UPDATE tickets SET is_open = false, wake_at = NULL WHERE is_open",
    "flags": "UPDATE tickets SET stuck = NOT stuck, problem = NOT problem, key_task = NOT key_task",
    "holder": f"""UPDATE tickets t SET (holder_unit_id, holder_path) =
        (SELECT id, path FROM units WHERE id = {SOMEBODY_ELSE.format("holder_unit_id")})""",
    "handler": f"UPDATE tickets t SET handler_unit_id = {SOMEBODY_ELSE.format('origin_unit_id')}",
    "dispatcher and sender": f"""UPDATE tickets t
        SET dispatcher_unit_id = {SOMEBODY_ELSE.format("origin_unit_id")}, sender_unit_id = NULL""",
    "about somebody": f"""UPDATE tickets t SET (accused_unit_id, accused_path) =
        (SELECT id, path FROM units WHERE id = {SOMEBODY_ELSE.format("origin_unit_id")})""",
    "about nobody": "UPDATE tickets SET accused_unit_id = NULL, accused_path = NULL",
    "joint tasks done": "UPDATE joint_tasks SET state = 'reported', ended_at = clock_timestamp() WHERE state = 'open'",
    "joint tasks again": "UPDATE joint_tasks SET state = 'open', ended_at = NULL",
    "a county moves": """UPDATE units SET path = (SELECT path FROM units WHERE code = 'L3-1') || substr(path, 4)
        WHERE path LIKE (SELECT path FROM units WHERE code = 'L3-0') || '%'""",
    "a department moves below whom tickets are about": """UPDATE units
        SET path = (SELECT path FROM units WHERE code = 'L3-0') || serial || '/' WHERE code LIKE 'L4-0-D%'""",
    "a unit gets another name": "UPDATE units SET name = '另一个'",
}


_WITHOUT_ASSIGNEES = (
    "SET LOCAL session_replication_role = replica",
    "UPDATE tickets SET assignee_id = NULL",
    "SET LOCAL session_replication_role = origin",
)


@pytest.fixture
async def changed(hamlet: Connection) -> AsyncIterator[Connection]:
    """The hamlet, to be changed: everything is taken back."""
    transaction = hamlet.raw.transaction()
    await transaction.start()
    # Nobody is the member that tickets are filled with: a row that is written anew would be asked for them.
    for statement in _WITHOUT_ASSIGNEES:
        await hamlet.raw.execute(statement)
    yield hamlet
    await transaction.rollback()


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
async def test_listings_are_what_is_derived(changed: Connection, change: str) -> None:
    tag = await changed.raw.execute(CHANGES[change])
    assert int(tag.rpartition(" ")[2]) > 0
    assert await changed.raw.fetchval(DIFFERENT) == 0


@pytest.mark.slow
async def test_after_all_of_that_one_after_the_other_too(changed: Connection) -> None:
    for change in CHANGES.values():
        await changed.raw.execute(change)
    assert await changed.raw.fetchval(DIFFERENT) == 0


@pytest.mark.parametrize(
    ("change", "table", "trigger"),
    [
        ("due dates", "tickets", "tickets_followed"),
        ("holder", "tickets", "tickets_listed_anew"),
        ("joint tasks done", "joint_tasks", "joint_tasks_listed_anew"),
        ("a department moves below whom tickets are about", "units", "units_moved"),
    ],
)
async def test_without_its_trigger_a_change_goes_by(changed: Connection, change: str, table: str, trigger: str) -> None:
    await changed.raw.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    await changed.raw.execute(CHANGES[change])
    assert await changed.raw.fetchval(DIFFERENT) > 0
