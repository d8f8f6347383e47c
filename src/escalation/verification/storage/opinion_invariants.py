"""What does not hold together in opinions (invariants)? One query for each rule about where an opinion belongs."""

from typing import Final

from escalation.opinions.storage.opinion_listings import OPINION_LISTING
from escalation.verification.storage.invariant_queries import EVENTS_IN_RANGE, IN_RANGE, STATES, query

_UUID: Final = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

# I2: opinions that share the reference of the system they came from.
SAME_OPINION_TWICE: Final = query("""
    SELECT p.id::text AS number, o.id::text AS other
    FROM opinions p
    JOIN opinions o ON o.source_system = p.source_system AND o.external_ref = p.external_ref AND o.id <> p.id
    WHERE p.id > $1 AND p.id <= $2
""")
# I24: opinions that lie elsewhere in the tree than the unit that received them, or whose erasure does.
WRONG_OPINION_PATH: Final = query("""
    SELECT p.id::text AS number
    FROM opinions p LEFT JOIN units u ON u.id = p.unit_id
    WHERE p.id > $1 AND p.id <= $2 AND p.unit_path IS DISTINCT FROM u.path
    UNION
    SELECT e.opinion_id::text
    FROM erasures e LEFT JOIN units u ON u.id = e.unit_id
    WHERE e.opinion_id > $1 AND e.opinion_id <= $2 AND e.unit_path IS DISTINCT FROM u.path
""")
# I25: tickets that lost an opinion they were formed of, save by a merger; and mergers into nothing or into themselves.
LOST_OPINION: Final = query(
    f"""
    SELECT t.number
    FROM events e
    JOIN tickets t ON t.id = e.ticket_id
    CROSS JOIN LATERAL jsonb_path_query(e.data, '$.opinion_ids[*]') AS named(id)
    LEFT JOIN opinions p ON p.id = CASE WHEN named.id #>> '{{}}' ~ '{_UUID}' THEN (named.id #>> '{{}}')::uuid END
    WHERE {EVENTS_IN_RANGE} AND e.sequence = 1 AND e.type = 'ticket.created' AND t.merged_into_id IS NULL
      AND p.ticket_id IS DISTINCT FROM t.id
    GROUP BY t.number
    UNION ALL
    SELECT t.number
    FROM tickets t JOIN {STATES} ON s.version = t.workflow_version AND s.state = t.state
    WHERE {IN_RANGE} AND (s.merges <> (t.merged_into_id IS NOT NULL) OR t.merged_into_id = t.id)
""",
    "states",
)
# I25: tickets merged into one that was merged, in the end, into them. Their opinions would go round for ever.
MERGED_IN_A_RING: Final = query(f"""
    WITH RECURSIVE chain AS (
      SELECT t.id AS first, t.merged_into_id AS next FROM tickets t WHERE {IN_RANGE} AND t.merged_into_id <> t.id
      UNION
      SELECT c.first, t.merged_into_id FROM chain c JOIN tickets t ON t.id = c.next
      WHERE t.merged_into_id IS NOT NULL AND c.next <> c.first
    )
    SELECT t.number FROM chain c JOIN tickets t ON t.id = c.first WHERE c.next = c.first
""")
# I25: opinions attached to nothing, or left behind at a ticket that was merged into another.
STRAY_OPINION: Final = query("""
    SELECT p.id::text AS number
    FROM opinions p LEFT JOIN tickets t ON t.id = p.ticket_id
    WHERE p.id > $1 AND p.id <= $2
      AND ((p.status = 'attached') <> (p.ticket_id IS NOT NULL)
           OR (p.ticket_id IS NOT NULL AND (t.id IS NULL OR t.merged_into_id IS NOT NULL)))
""")
# I27: opinions of which the log of events tells last that they are something else, or nothing at all.
UNTOLD_OPINION: Final = query("""
    SELECT p.id::text AS number
    FROM opinions p LEFT JOIN LATERAL (
      SELECT e.type, e.data ->> 'ticket_id' AS ticket_id
      FROM events e
      WHERE e.opinion_id = p.id AND e.type IN ('opinion.received', 'opinion.attached', 'opinion.dismissed')
      ORDER BY e.n DESC LIMIT 1
    ) e ON true
    WHERE p.id > $1 AND p.id <= $2
      AND (e.type IS DISTINCT FROM CASE p.status WHEN 'inbox' THEN 'opinion.received' ELSE 'opinion.' || p.status END
           OR e.ticket_id IS DISTINCT FROM p.ticket_id::text)
""")
# I33: opinions that stand in other lists than they belong in, or stand there as something else. Somebody who once had
# the ticket of an opinion may keep a row (3), which shows nothing; 4 is read wherever 2 would be.
WRONGLY_LISTED_OPINION: Final = query(f"""
    SELECT DISTINCT opinion_id::text AS number
    FROM (SELECT {OPINION_LISTING} FROM opinion_listings WHERE opinion_id > $1 AND opinion_id <= $2) l
    FULL JOIN (SELECT {OPINION_LISTING} FROM opinion_listings_derived WHERE opinion_id > $1 AND opinion_id <= $2) d
      USING (opinion_id, unit_serial)
    LEFT JOIN opinions p ON p.id = opinion_id
    WHERE (l.status, l.received_at) IS DISTINCT FROM (p.status, p.received_at)
       OR CASE WHEN d.relation IS NULL THEN l.relation <> 3 OR p.ticket_id IS NULL
               ELSE l.relation IS DISTINCT FROM d.relation AND (l.relation, d.relation) IS DISTINCT FROM (4, 2) END
""")
