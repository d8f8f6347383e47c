"""What does not hold together in tickets (invariants)? One query for each rule about what a ticket says of itself."""

from typing import Final

from escalation.tickets.storage.breaches import BREACH
from escalation.tickets.storage.ticket_listings import LISTING
from escalation.verification.storage.invariant_queries import IN_RANGE, STATES, query

# I2: tickets that share their number, or the reference of the system they came from.
SAME_TICKET_TWICE: Final = query(f"""
    SELECT t.number, o.id::text AS other
    FROM tickets t JOIN tickets o ON o.number = t.number AND o.id <> t.id
    WHERE {IN_RANGE}
    UNION ALL
    SELECT t.number, o.number
    FROM tickets t
    JOIN tickets o ON o.source_system = t.source_system AND o.external_ref = t.external_ref AND o.id <> t.id
    WHERE {IN_RANGE}
""")
# I3: open tickets that no unit holds, or that the clock would never look at.
WITHOUT_OWNER_OR_CLOCK: Final = query(f"""
    SELECT t.number
    FROM tickets t LEFT JOIN units h ON h.id = t.holder_unit_id
    WHERE {IN_RANGE} AND t.is_open AND (h.id IS NULL OR t.wake_at IS NULL OR t.stage_due_at IS NULL)
""")
# I3: tickets that count as done while their state says that somebody has to act, or the other way round.
WRONG_OPENNESS: Final = query(
    f"""
    SELECT t.number, t.state
    FROM tickets t JOIN {STATES} ON s.version = t.workflow_version AND s.state = t.state
    WHERE {IN_RANGE} AND (t.is_open <> s.is_open OR (s.waits AND NOT t.is_open AND t.wake_at IS NULL))
""",
    "states",
)
# I3: open tickets whose holder was dissolved, so that nobody is there to act until a worker hands them on.
HELD_BY_DISSOLVED: Final = query(f"""
    SELECT t.number, h.code AS unit
    FROM tickets t JOIN units h ON h.id = t.holder_unit_id
    WHERE {IN_RANGE} AND t.is_open AND NOT h.active
""")
# I6: tickets in a state that their life cycle does not have.
UNKNOWN_STATE: Final = query(
    f"""
    SELECT t.number, t.state
    FROM tickets t LEFT JOIN {STATES} ON s.version = t.workflow_version AND s.state = t.state
    WHERE {IN_RANGE} AND s.state IS NULL
""",
    "states",
)
# I12: tickets whose time has come long ago and that no worker has looked at.
NOBODY_LOOKED: Final = query(
    f"""
    SELECT t.number, to_char(t.wake_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS wake_at
    FROM tickets t WHERE {IN_RANGE} AND t.wake_at < $3::timestamptz
""",
    "late",
)
# I36: tickets that count decisions which raised, of which no incident tells.
UNTOLD_FAILURE: Final = query(f"""
    SELECT t.number
    FROM tickets t
    WHERE {IN_RANGE} AND t.failed_decisions <> 0
      AND NOT EXISTS (SELECT FROM incidents i WHERE i.ticket_id = t.id AND i.ticket_version = t.version)
""")
# I14: escalations that did not go to a unit above. Units that were moved since cannot be judged any more.
NOT_UPWARD: Final = query("""
    SELECT t.number, f.code AS "from", u.code AS "to"
    FROM hand_overs h
    JOIN tickets t ON t.id = h.ticket_id
    JOIN units f ON f.id = h.from_unit_id
    JOIN units u ON u.id = h.to_unit_id
    WHERE h.ticket_id > $1 AND h.ticket_id <= $2
      AND (h.action = 'escalate' OR h.direction = 'up')
      AND (f.id = u.id OR NOT starts_with(f.path, u.path))
      AND NOT EXISTS (
        SELECT FROM units a WHERE (starts_with(f.path, a.path) OR a.id = u.id) AND a.updated_at > h.sent_at
      )
""")
# I30: tickets that were late when they were last decided on, and of which no breach is told.
UNTOLD_BREACH: Final = query(f"""
    SELECT t.number
    FROM tickets t
    WHERE {IN_RANGE} AND t.is_open AND t.first_breached_at IS NULL AND t.failed_decisions = 0
      AND (t.warning = 'red' OR (t.resume_at IS NULL AND t.next_due_at <= t.updated_at AND t.wake_at > t.updated_at))
""")
# I31: ended tickets of which something is still asked of others.
LEFT_OPEN: Final = query(f"""
    SELECT t.number
    FROM tickets t
    WHERE {IN_RANGE} AND (NOT t.is_open) AND (
      EXISTS (SELECT FROM joint_tasks j WHERE j.ticket_id = t.id AND j.state = 'open')
      OR EXISTS (SELECT FROM requests q WHERE q.ticket_id = t.id AND q.state = 'pending')
      OR EXISTS (SELECT FROM orders o WHERE o.ticket_id = t.id AND o.state = 'open')
    )
""")
# I32: joint tasks, requests and orders that hold the beginning of a limit and not the limit, or the other way round.
UNDATED: Final = query("""
    SELECT t.number
    FROM tickets t
    JOIN (
      SELECT ticket_id FROM joint_tasks
      WHERE ticket_id > $1 AND ticket_id <= $2 AND (due_limit IS NULL) <> (due_from IS NULL)
      UNION
      SELECT ticket_id FROM orders
      WHERE ticket_id > $1 AND ticket_id <= $2 AND (wake_limit IS NULL) <> (wake_from IS NULL)
      UNION
      SELECT ticket_id FROM requests
      WHERE ticket_id > $1 AND ticket_id <= $2 AND until_limit IS NOT NULL AND until IS NULL
    ) wrong ON wrong.ticket_id = t.id
""")
# I23: tickets that count other open joint tasks than they have.
MISCOUNTED_TASKS: Final = query(f"""
    SELECT t.number, t.joint_open AS counted, coalesce(j.open, 0) AS open
    FROM tickets t
    LEFT JOIN (
      SELECT ticket_id, count(*) FILTER (WHERE state = 'open') AS open
      FROM joint_tasks WHERE ticket_id > $1 AND ticket_id <= $2 GROUP BY ticket_id
    ) j ON j.ticket_id = t.id
    WHERE {IN_RANGE} AND t.joint_open <> coalesce(j.open, 0)
""")
# I23: tickets that count other pending requests, or other open orders, than they have.
MISCOUNTED_REQUESTS: Final = query(f"""
    SELECT t.number, t.requests_open AS counted, coalesce(q.open, 0) AS open
    FROM tickets t
    LEFT JOIN (
      SELECT ticket_id, count(*) FILTER (WHERE state = 'pending') AS open
      FROM requests WHERE ticket_id > $1 AND ticket_id <= $2 GROUP BY ticket_id
    ) q ON q.ticket_id = t.id
    WHERE {IN_RANGE} AND t.requests_open <> coalesce(q.open, 0)
""")
MISCOUNTED_ORDERS: Final = query(f"""
    SELECT t.number, t.orders_open AS counted, coalesce(o.open, 0) AS open
    FROM tickets t
    LEFT JOIN (
      SELECT ticket_id, count(*) FILTER (WHERE state = 'open') AS open
      FROM orders WHERE ticket_id > $1 AND ticket_id <= $2 GROUP BY ticket_id
    ) o ON o.ticket_id = t.id
    WHERE {IN_RANGE} AND t.orders_open <> coalesce(o.open, 0)
""")
# I24: tickets that lie elsewhere in the tree than the units they name.
WRONG_PATH: Final = query(f"""
    SELECT t.number
    FROM tickets t
    LEFT JOIN units h ON h.id = t.holder_unit_id
    LEFT JOIN units o ON o.id = t.origin_unit_id
    LEFT JOIN units a ON a.id = t.accused_unit_id
    WHERE {IN_RANGE}
      AND (t.holder_path, t.origin_path, t.accused_path) IS DISTINCT FROM (h.path, o.path, a.path)
""")
# I26: open tickets whose time runs while they are parked, or does not while they are not.
WRONG_PAUSE: Final = query(
    f"""
    SELECT t.number, t.state
    FROM tickets t JOIN {STATES} ON s.version = t.workflow_version AND s.state = t.state
    WHERE {IN_RANGE} AND t.is_open AND s.is_open
      AND (s.pauses, s.pauses, s.pauses)
          <> (t.resume_at IS NOT NULL, t.running_since IS NULL, t.stage_running_since IS NULL)
""",
    "states",
)
# I28: tickets that stand in other lists than they belong in, or stand there as something else.
WRONGLY_LISTED: Final = query(f"""
    SELECT DISTINCT coalesce(t.number, ticket_id::text) AS number
    FROM (SELECT {LISTING} FROM ticket_listings WHERE ticket_id > $1 AND ticket_id <= $2) l
    FULL JOIN (SELECT {LISTING} FROM ticket_listings_derived WHERE ticket_id > $1 AND ticket_id <= $2) d
      USING (ticket_id, unit_serial, mark)
    LEFT JOIN tickets t ON t.id = ticket_id
    WHERE l IS DISTINCT FROM d
""")
# I29: tickets of which another breach is kept than their history tells.
WRONG_BREACHES: Final = query(f"""
    SELECT DISTINCT coalesce(t.number, ticket_id::text) AS number
    FROM (
      (SELECT {BREACH} FROM ticket_breaches WHERE ticket_id > $1 AND ticket_id <= $2
       EXCEPT ALL SELECT {BREACH} FROM ticket_breaches_derived WHERE ticket_id > $1 AND ticket_id <= $2)
      UNION ALL
      (SELECT {BREACH} FROM ticket_breaches_derived WHERE ticket_id > $1 AND ticket_id <= $2
       EXCEPT ALL SELECT {BREACH} FROM ticket_breaches WHERE ticket_id > $1 AND ticket_id <= $2)
    ) differing
    LEFT JOIN tickets t ON t.id = ticket_id
""")
# I34: tickets that are found by other words than they have, and words of tickets that are gone.
WRONG_WORDS: Final = query("""
    SELECT coalesce(t.number, w.ticket_id::text) AS number
    FROM (SELECT ticket_id, words FROM ticket_words WHERE ticket_id > $1 AND ticket_id <= $2) w
    FULL JOIN (SELECT id, number, title, content FROM tickets WHERE id > $1 AND id <= $2) t ON t.id = w.ticket_id
    WHERE t.id IS NULL OR w.words IS DISTINCT FROM search_words(t.title || ' ' || t.content)
""")
# I35: tickets about which something is asked that waits for another unit than the one that has to decide it.
WRONG_DECIDER: Final = query("""
    SELECT DISTINCT t.number
    FROM requests q JOIN tickets t ON t.id = q.ticket_id
    WHERE q.ticket_id > $1 AND q.ticket_id <= $2 AND q.state = 'pending'
      AND q.decider_unit_id IS DISTINCT FROM decider_of_request(q.approver, q.ticket_id)
""")
# I44: tickets of which rows of the ledger know another date. Of one that ended without being closed, that it ended.
WRONGLY_DATED_IN_LEDGER: Final = query(f"""
    SELECT DISTINCT t.number
    FROM tickets t JOIN opinions o ON o.ticket_id = t.id JOIN ledger_rows r ON r.opinion_id = o.id
    WHERE {IN_RANGE} AND (r.ticket_due_at, r.ticket_ended_at) IS DISTINCT FROM (
      CASE WHEN t.is_open THEN coalesce(t.next_due_at, 'infinity') END,
      CASE WHEN NOT t.is_open THEN coalesce(t.closed_at, r.ticket_ended_at, '-infinity') END
    )
""")
