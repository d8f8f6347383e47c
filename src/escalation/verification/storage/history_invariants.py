"""What does not hold together in histories (invariants)? One query for each rule that events have to keep."""

from typing import Final

from escalation.verification.storage.invariant_queries import EVENTS_IN_RANGE, IN_RANGE, STATES, query

_MOVES: Final = "jsonb_to_recordset($3::jsonb) AS m(version int, source text, action text, target text)"
_MOVE: Final = "ROW(e.action, e.from_state, e.to_state, e.principal, e.request_id, e.occurred_at)"
_IN_ORDER: Final = "(PARTITION BY e.ticket_id ORDER BY e.sequence)"

# I4: versions that tell of two different moves.
TWO_MOVES_IN_ONE: Final = query(f"""
    SELECT DISTINCT t.number, e.ticket_version AS version
    FROM (
      SELECT e.ticket_id, e.ticket_version, {_MOVE} AS move,
             lag(e.ticket_version) OVER {_IN_ORDER} AS before,
             lag({_MOVE}) OVER {_IN_ORDER} AS move_before
      FROM events e WHERE {EVENTS_IN_RANGE}
    ) e
    JOIN tickets t ON t.id = e.ticket_id
    WHERE e.ticket_version = e.before AND e.move <> e.move_before
""")
# I5: histories in which a version does not begin where the one before ended.
BROKEN_SEQUENCE: Final = query(f"""
    SELECT DISTINCT ON (t.number) t.number, e.ticket_version AS version
    FROM (
      SELECT e.ticket_id, e.ticket_version, e.from_state, e.sequence,
             lag(e.ticket_version, 1, 0) OVER {_IN_ORDER} AS before,
             lag(e.to_state) OVER {_IN_ORDER} AS state_before
      FROM events e WHERE {EVENTS_IN_RANGE}
    ) e
    JOIN tickets t ON t.id = e.ticket_id
    WHERE e.ticket_version < e.before
       OR (e.ticket_version > e.before AND e.from_state IS DISTINCT FROM e.state_before)
    ORDER BY t.number, e.sequence
""")
# I5: tickets that say something else than their last event.
WRONG_END: Final = query(f"""
    SELECT t.number, t.version, t.state
    FROM tickets t
    LEFT JOIN LATERAL (
      SELECT e.ticket_version, e.to_state, e.sequence
      FROM events e WHERE e.ticket_id = t.id ORDER BY e.sequence DESC LIMIT 1
    ) e ON true
    WHERE {IN_RANGE} AND (e.ticket_version, e.to_state, e.sequence) IS DISTINCT FROM (t.version, t.state, t.event_count)
""")
# I6: events that no published life cycle allows.
ILLEGAL_MOVE: Final = query(
    f"""
    SELECT t.number, e.action, coalesce(e.from_state, '-') AS "from", e.to_state AS "to"
    FROM events e JOIN tickets t ON t.id = e.ticket_id
    LEFT JOIN {_MOVES}
      ON m.version = e.workflow_version AND m.source IS NOT DISTINCT FROM e.from_state
         AND m.action = e.action AND m.target = e.to_state
    WHERE {EVENTS_IN_RANGE} AND m.version IS NULL
""",
    "moves",
)
# I7: histories whose ticket is gone.
HISTORY_WITHOUT_TICKET: Final = query(f"""
    SELECT e.ticket_id::text AS number
    FROM (SELECT DISTINCT e.ticket_id FROM events e WHERE {EVENTS_IN_RANGE}) e
    WHERE NOT EXISTS (SELECT FROM tickets t WHERE t.id = e.ticket_id)
""")
# I8: versions of which no event tells: holes in 1, 2, 3 …
SILENT_VERSION: Final = query(f"""
    SELECT t.number, min(v.version) AS version
    FROM tickets t CROSS JOIN LATERAL generate_series(1, t.version) AS v(version)
    LEFT JOIN (SELECT DISTINCT e.ticket_id, e.ticket_version FROM events e WHERE {EVENTS_IN_RANGE}) e
      ON e.ticket_id = t.id AND e.ticket_version = v.version
    WHERE {IN_RANGE} AND e.ticket_id IS NULL
    GROUP BY t.number
""")
# I13: events, receipts and ends of tasks that lie before what they follow.
TIME_WENT_BACK: Final = query(f"""
    SELECT t.number
    FROM (
      SELECT e.ticket_id FROM (
        SELECT e.ticket_id, e.occurred_at, lag(e.occurred_at) OVER {_IN_ORDER} AS before
        FROM events e WHERE {EVENTS_IN_RANGE}
      ) e WHERE e.occurred_at < e.before
      UNION
      SELECT h.ticket_id FROM hand_overs h
      WHERE h.ticket_id > $1 AND h.ticket_id <= $2 AND LEAST(h.signed_at, h.withdrawn_at) < h.sent_at
      UNION
      SELECT j.ticket_id FROM joint_tasks j
      WHERE j.ticket_id > $1 AND j.ticket_id <= $2 AND j.ended_at < j.created_at
      UNION
      SELECT q.ticket_id FROM requests q
      WHERE q.ticket_id > $1 AND q.ticket_id <= $2 AND q.decided_at < q.asked_at
      UNION
      SELECT o.ticket_id FROM orders o
      WHERE o.ticket_id > $1 AND o.ticket_id <= $2 AND o.ended_at < o.issued_at
    ) wrong
    JOIN tickets t ON t.id = wrong.ticket_id
""")
# I15: tickets to which something happened after their end.
AFTER_THE_END: Final = query(
    f"""
    SELECT DISTINCT t.number, e.state_before AS state
    FROM (
      SELECT e.ticket_id, e.ticket_version, e.action,
             lag(e.ticket_version) OVER {_IN_ORDER} AS before,
             lag(e.to_state) OVER {_IN_ORDER} AS state_before,
             lag(e.workflow_version) OVER {_IN_ORDER} AS workflow_version
      FROM events e WHERE {EVENTS_IN_RANGE}
    ) e
    JOIN tickets t ON t.id = e.ticket_id
    JOIN {STATES} ON s.version = e.workflow_version AND s.state = e.state_before
    WHERE NOT s.waits AND e.ticket_version > e.before AND e.action <> 'erase'
""",
    "states",
)
# I17: events that do not say who did it, at whose request, or under which life cycle.
NAMELESS: Final = query(f"""
    SELECT DISTINCT t.number, e.sequence
    FROM events e JOIN tickets t ON t.id = e.ticket_id
    LEFT JOIN documents d ON d.kind = 'workflow' AND d.version = e.workflow_version
    WHERE {EVENTS_IN_RANGE}
      AND (coalesce(e.principal, '') = '' OR coalesce(e.request_id, '') = '' OR d.version IS NULL
           OR (e.trigger = 'clock') <> (e.principal = 'clock') OR e.trigger NOT IN ('person', 'clock'))
""")
