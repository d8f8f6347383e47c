"""What would somebody write who wanted nothing but escalations? One statement that claims a batch and writes it all.

This is what the sweep is held against. It writes the same rows and keeps every promise that the database keeps (a lock
from claim to commit, the version guard, constraints, a hash chain), but it knows one thing only, one level up: it asks
no workflow, no policy and no calendar (everything is due in three days and looked at again then), sees neither joint
tasks nor what is at the top, and sets nothing aside.
"""

from collections.abc import Mapping
from typing import Final

_CHANGED: Final[Mapping[str, str]] = {
    "version": "s.version + 1",
    "policy_version": "s.policy_version",
    "calendar_version": "s.calendar_version",
    "state": "'dispatched'",
    "is_open": "true",
    "level": "s.up_level",
    "holder_unit_id": "s.up_id",
    "holder_path": "s.up_path",
    "handler_unit_id": "s.up_id",
    "dispatcher_unit_id": "s.office_id",
    "sender_unit_id": "s.holder_unit_id",
    "assignee_id": "NULL",
    "stuck": "false",
    "stage": "'sign'",
    "stage_started_at": "s.now",
    "stage_due_at": "s.due_at_new",
    "stage_rule": "'sign.routine'",
    "stage_limit": "'3d'",
    "stage_budget": "interval '3 days'",
    "stage_used": "interval '0'",
    "stage_running_since": "s.now",
    "stage_extensions": "0",
    "warning": "'none'",
    "warned_at": "NULL",
    "wake_at": "s.due_at_new",
    "failed_decisions": "0",
    "escalations": "s.escalations + 1",
    "event_count": "s.event_count + 1",
    "event_hash": "s.hash",
    "updated_at": "s.now",
}

# What the history shows of the change, before and after.
_FACTS: Final = """jsonb_build_object('changes', jsonb_build_object(
  'state', jsonb_build_array(d.state, 'dispatched'), 'level', jsonb_build_array(d.level, up.level),
  'holder_unit_id', jsonb_build_array(d.holder_unit_id, up.id),
  'handler_unit_id', jsonb_build_array(d.handler_unit_id, up.id),
  'dispatcher_unit_id', jsonb_build_array(d.dispatcher_unit_id, office.id),
  'stage', jsonb_build_array(d.stage, 'sign'),
  'stage_due_at', jsonb_build_array(d.stage_due_at, moment.now + interval '3 days'),
  'warning', jsonb_build_array(d.warning, 'none')
))"""
_PREVIOUS: Final = """jsonb_build_object(
  'state', s.state, 'handler_unit_id', s.handler_unit_id, 'dispatcher_unit_id', s.dispatcher_unit_id,
  'sender_unit_id', s.sender_unit_id, 'assignee_id', s.assignee_id
)"""


_READ: Final = """t.id, t.version, t.workflow_version, t.policy_version, t.calendar_version, t.state, t.level,
    t.holder_unit_id, t.handler_unit_id, t.dispatcher_unit_id, t.sender_unit_id, t.assignee_id, t.stage, t.stage_due_at,
    t.warning, t.escalations, t.event_count, t.event_hash"""


def claim(batch: int) -> str:
    """What both begin with: the longest due tickets that nobody else works on, locked."""
    return f"""
  SELECT {_READ} FROM tickets t
  WHERE t.wake_at <= (SELECT clock_timestamp() + advanced_by FROM clock)
  ORDER BY t.wake_at LIMIT {batch} FOR UPDATE OF t SKIP LOCKED"""


def escalate(batch: int) -> str:
    """Escalate a batch of what is due; gives back one row, how many it were."""
    return f"""
WITH moment AS MATERIALIZED (SELECT clock_timestamp() + advanced_by AS now FROM clock LIMIT 1),
due AS MATERIALIZED ({claim(batch)}
),
drawn AS MATERIALIZED (
  SELECT d.*, moment.now, moment.now + interval '3 days' AS due_at_new, uuidv7() AS event_id,
         up.id AS up_id, up.path AS up_path, up.level AS up_level, office.id AS office_id, {_FACTS} AS data
  FROM due d
  CROSS JOIN moment
  JOIN units h ON h.id = d.holder_unit_id
  JOIN units own ON own.id = CASE WHEN h.kind IN ('department', 'office', 'team', 'supervision')
                                  THEN h.parent_id ELSE h.id END
  JOIN units up ON up.id = own.parent_id
  CROSS JOIN LATERAL (
    SELECT u.id FROM units u WHERE u.serial = ANY (string_to_array(trim('/' FROM up.path), '/')::bigint[])
    ORDER BY u.has_office DESC, CASE WHEN u.has_office THEN - length(u.path) ELSE length(u.path) END LIMIT 1
  ) office
),
sealed AS MATERIALIZED (
  SELECT w.*, sha256(w.event_hash || convert_to(concat_ws(
    '|', w.event_id, w.id, w.event_count + 1, 'ticket.escalated', w.now, 'clock', 'escalate', 'clock', 'overdue',
    w.state, 'dispatched', w.version + 1, w.workflow_version, w.data), 'UTF8')) AS hash
  FROM drawn w
),
changed AS (
  UPDATE tickets t SET {", ".join(f"{name} = {value}" for name, value in _CHANGED.items())}
  FROM sealed s WHERE t.id = s.id AND t.version = s.version
  RETURNING t.id
),
logged AS (
  INSERT INTO events (
    id, ticket_id, sequence, type, occurred_at, trigger, action, principal, reason, from_state, to_state,
    ticket_version, workflow_version, request_id, data, hash)
  SELECT s.event_id, s.id, s.event_count + 1, 'ticket.escalated', s.now, 'clock', 'escalate', 'clock', 'overdue',
         s.state, 'dispatched', s.version + 1, s.workflow_version, 'clock', s.data, s.hash
  FROM sealed s JOIN changed c ON c.id = s.id
),
handed AS (
  INSERT INTO hand_overs (
    id, ticket_id, direction, trigger, action, reason, from_unit_id, to_unit_id, sent_at, sent_by, previous)
  SELECT uuidv7(), s.id, 'up', 'clock', 'escalate', 'overdue', s.holder_unit_id, s.up_id, s.now, 'clock', {_PREVIOUS}
  FROM sealed s JOIN changed c ON c.id = s.id
)
SELECT count(*) FROM changed
"""
