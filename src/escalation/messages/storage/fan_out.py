"""Who is to be told of what is new in the feed (fan-out)? Each recipient gets a row for each event and channel.

One statement takes the next events, writes the rows and remembers how far it came: an event is never told twice, and
never passed over unless it cannot be told, whatever happens to whoever runs it. Who may see the ticket is asked when a
message is sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import literal_column

from escalation.identity.storage.held_roles import HELD_ROLES
from escalation.kit.database.connection import DIALECT, Compiled, Connection
from escalation.messages.domain.channels import GATEWAY, MAIL
from escalation.messages.domain.rules import EVENT_RULES, Audience, MessageRule
from escalation.opinions.domain.contact_masking import MASKED_ADDRESS, MASKED_NUMBER
from escalation.organisation.storage.people_in_charge import IN_CHARGE
from escalation.tickets.storage.assignees import serves


@dataclass(frozen=True, slots=True)
class OwedForEvents:
    """How many events were looked at, and how many messages are owed for them."""

    events: int
    messages: int


async def tell(
    connection: Connection, limit: int, *, mail: bool, gateway: bool, rules: Sequence[MessageRule] = EVENT_RULES
) -> OwedForEvents:
    """Go on with at most `limit` events of the feed, all of it or nothing. Any number of processes may do this at once.

    `mail`, `gateway`: whether there is something to reach citizens' contacts by. `rules`: the first that fits counts.
    """
    carriers = [name for name, is_there in ((MAIL, mail), (GATEWAY, gateway)) if is_there]
    row = await connection.row(_told(tuple(rules)), limit=limit, carriers=carriers)
    return OwedForEvents(row["events"], row["messages"]) if row else OwedForEvents(0, 0)


async def lock_next(connection: Connection) -> UUID | None:
    """The next event, if nobody else is at it; nobody is until the transaction ends."""
    found = await connection.value(_NEXT)
    return found if isinstance(found, UUID) else None


async def pass_over(connection: Connection, event_id: UUID) -> None:
    """Go on behind an event without telling it."""
    await connection.run(_PASSED, event=event_id)


_NEXT: Final = Compiled(
    """
    WITH progress AS MATERIALIZED (SELECT feed_pos FROM message_progress WHERE id = 1 FOR UPDATE SKIP LOCKED)
    SELECT e.id FROM progress p, events e WHERE e.feed_pos > p.feed_pos ORDER BY e.feed_pos LIMIT 1
    """,
    (),
    {},
)
_PASSED: Final = Compiled(
    "UPDATE message_progress SET feed_pos = (SELECT feed_pos FROM events WHERE id = $1) WHERE id = 1", ("event",), {}
)


def _lines(rules: Sequence[MessageRule]) -> str:
    lines = (
        f"('{rule.name}', '{event}', '{rule.audience}', {rank}, {rule.by_default}, {rule.optional}, {rule.urgent})"
        for rank, rule in enumerate(rules)
        for event in rule.events
    )
    return ", ".join(lines)


def _id_in(text: str) -> str:
    """SQL for the id that a text is; null if it is none."""
    return f"CASE WHEN {text} ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' THEN ({text})::uuid END"


_ASSIGNEE_SERVES: Final = serves(literal_column("t.assignee_id"), literal_column("t.holder_unit_id")).compile(
    dialect=DIALECT
)
_IN_CHARGE: Final = IN_CHARGE.element.compile(dialect=DIALECT)
_NAMED: Final = f"""
        SELECT m.id, m.active
        FROM jsonb_array_elements_text(
          coalesce(a.data -> 'member_ids', '[]')
          || jsonb_build_array(a.data -> 'member_id', a.data -> 'former_member_id')
        ) n (id)
        JOIN members m ON m.id = {_id_in("n.id")}"""


@cache
def _told(rules: tuple[MessageRule, ...]) -> Compiled:
    sql = f"""
    WITH moment AS MATERIALIZED (
      SELECT clock_timestamp() + c.advanced_by AS now FROM clock c
    ),
    progress AS MATERIALIZED (
      SELECT feed_pos FROM message_progress WHERE id = 1 FOR UPDATE SKIP LOCKED
    ),
    batch AS MATERIALIZED (
      SELECT e.id, e.feed_pos, e.ticket_id, e.opinion_id, e.record_id, e.unit_id, e.type, e.actor_person_id, e.data
      FROM progress p, events e WHERE e.feed_pos > p.feed_pos ORDER BY e.feed_pos LIMIT $1
    ),
    asked AS MATERIALIZED (
      SELECT b.*, r.* FROM batch b
      JOIN (VALUES {_lines(rules)}) AS r (rule, event_type, audience, rank, by_default, optional, urgent)
        ON r.event_type = b.type
    ),
    -- Who holds what it is about: a ticket, or a record of a unit.
    held AS MATERIALIZED (
      SELECT a.*, t.holder_unit_id, CASE WHEN {_ASSIGNEE_SERVES} THEN t.assignee_id END AS assignee_id
      FROM asked a
      JOIN LATERAL (SELECT t.holder_unit_id, t.assignee_id FROM tickets t WHERE t.id = a.ticket_id LIMIT 1) t ON true
      UNION ALL
      SELECT a.*, u.id, (SELECT m.id FROM members m WHERE m.id = {_id_in("a.data ->> 'member_id'")} AND m.active)
      FROM asked a CROSS JOIN LATERAL unit_or_successor(a.unit_id) u WHERE a.record_id IS NOT NULL
    ),
    -- At which units, in which roles.
    placed AS MATERIALIZED (
      SELECT a.id AS event_id, a.ticket_id, a.actor_person_id, a.rule, a.rank, a.by_default, a.optional, a.urgent,
        at.unit_id, at.roles, at.member_id
      FROM held a
      CROSS JOIN LATERAL (
        SELECT a.holder_unit_id, '{{}}'::text[], a.assignee_id
        WHERE a.audience IN ('{Audience.ASSIGNEE}', '{Audience.HANDS}') AND a.assignee_id IS NOT NULL
        UNION ALL
        SELECT a.holder_unit_id, '{{handler,office}}', NULL
        WHERE a.audience = '{Audience.HANDS}' AND a.assignee_id IS NULL
        UNION ALL
        SELECT a.holder_unit_id, '{{handler,office,leader}}', NULL WHERE a.audience = '{Audience.UNIT}'
        UNION ALL
        SELECT a.holder_unit_id, '{{leader}}', NULL WHERE a.audience = '{Audience.ABOVE}'
        UNION ALL
        SELECT c.unit_id, '{{}}', c.member_id FROM ({_IN_CHARGE}) c
        WHERE a.audience IN ('{Audience.UNIT}', '{Audience.ABOVE}') AND a.record_id IS NOT NULL
          AND c.unit_id = a.holder_unit_id
        UNION ALL
        SELECT a.holder_unit_id, '{{}}', m.id FROM ({_NAMED}) m
        WHERE a.audience = '{Audience.NAMED}' AND m.active
        UNION ALL
        SELECT a.holder_unit_id, '{{leader,office}}', NULL FROM ({_NAMED}) m
        WHERE a.audience = '{Audience.IN_THEIR_STEAD}' HAVING NOT bool_or(m.active)
        UNION ALL
        SELECT u.id, '{{leader,office}}', NULL
        FROM jsonb_array_elements_text(coalesce(a.data -> 'unit_ids', '[]')) n (id)
        JOIN units u ON u.id = {_id_in("n.id")}
        WHERE a.audience = '{Audience.SUPERVISED}'
        UNION ALL
        SELECT u.parent_id, '{{leader,supervisor}}', NULL FROM units u
        WHERE a.audience = '{Audience.ABOVE}' AND u.id = a.holder_unit_id AND u.parent_id IS NOT NULL
        UNION ALL
        SELECT r.decider_unit_id, '{{leader,office}}', NULL FROM requests r
        WHERE a.audience = '{Audience.DECIDER}' AND r.ticket_id = a.ticket_id AND r.state = 'pending'
          AND r.decider_unit_id IS NOT NULL
        UNION ALL
        SELECT o.issued_unit_id, '{{leader,office,supervisor}}', NULL FROM orders o
        WHERE a.audience = '{Audience.ISSUER}' AND o.ticket_id = a.ticket_id AND o.id::text = a.data ->> 'order_id'
        UNION ALL
        SELECT j.unit_id, '{{handler,leader,office}}', NULL FROM joint_tasks j
        WHERE a.audience = '{Audience.JOINT}' AND j.ticket_id = a.ticket_id AND j.id::text = a.data ->> 'joint_task_id'
      ) AS at (unit_id, roles, member_id)
    ),
    -- Nobody is told of what they did themselves.
    wanted AS (
      SELECT p.event_id, p.ticket_id, p.rule, p.rank, p.urgent, p.unit_id, c.id AS channel_id, c.person_id, c.carrier
      FROM placed p
      CROSS JOIN LATERAL (
        SELECT pm.person_id FROM {HELD_ROLES} h
        JOIN members m ON m.id = h.member_id AND m.active
        JOIN person_members pm ON pm.member_id = m.id
        WHERE p.member_id IS NULL AND h.unit_id = p.unit_id AND h.role = ANY (p.roles)
        UNION
        SELECT pm.person_id FROM person_members pm WHERE pm.member_id = p.member_id
      ) told
      JOIN message_channels c ON c.person_id = told.person_id AND c.state = 'active'
      LEFT JOIN message_choices w ON w.channel_id = c.id AND w.rule = p.rule
      WHERE told.person_id IS DISTINCT FROM p.actor_person_id
        AND (NOT p.optional OR coalesce(w.wanted, p.by_default))
      UNION ALL
      SELECT p.event_id, p.ticket_id, p.rule, p.rank, p.urgent, p.unit_id, c.id, NULL, c.carrier
      FROM placed p
      JOIN message_channels c ON c.unit_id = p.unit_id AND c.state = 'active'
      LEFT JOIN message_choices w ON w.channel_id = c.id AND w.rule = p.rule
      WHERE NOT p.optional OR coalesce(w.wanted, p.by_default)
    ),
    to_members AS (
      INSERT INTO messages
        (rule, channel_id, person_id, unit_id, ticket_id, event_id, carrier, urgent, due_at, created_at)
      SELECT DISTINCT ON (w.event_id, w.channel_id)
        w.rule, w.channel_id, w.person_id, w.unit_id, w.ticket_id, w.event_id, w.carrier, w.urgent, n.now, n.now
      FROM wanted w CROSS JOIN moment n
      ORDER BY w.event_id, w.channel_id, w.rank
      ON CONFLICT DO NOTHING
      RETURNING 1
    ),
    to_citizens AS (
      INSERT INTO messages (rule, opinion_id, unit_id, ticket_id, event_id, carrier, urgent, due_at, created_at)
      SELECT a.rule, o.id, o.unit_id, a.ticket_id, a.id, by.carrier, a.urgent, n.now, n.now
      FROM asked a CROSS JOIN moment n
      JOIN LATERAL (
        SELECT o.id, o.unit_id, o.contact_masked FROM opinions o
        WHERE o.ticket_id = a.ticket_id AND o.contact IS NOT NULL
        UNION ALL
        SELECT o.id, o.unit_id, o.contact_masked FROM opinions o
        WHERE o.id = a.opinion_id AND o.contact IS NOT NULL
      ) o ON true
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN o.contact_masked LIKE '{MASKED_ADDRESS}' THEN '{MAIL}'
          WHEN o.contact_masked LIKE '{MASKED_NUMBER}' THEN '{GATEWAY}'
        END AS carrier
      ) by
      WHERE a.audience = '{Audience.CITIZEN}' AND by.carrier = ANY ($2::text[])
      ON CONFLICT DO NOTHING
      RETURNING 1
    ),
    moved AS (
      UPDATE message_progress SET feed_pos = (SELECT max(feed_pos) FROM batch)
      WHERE id = 1 AND EXISTS (SELECT FROM batch)
    )
    SELECT (SELECT count(*) FROM batch) AS events,
      (SELECT count(*) FROM to_members) + (SELECT count(*) FROM to_citizens) AS messages
    """
    return Compiled(sql, ("limit", "carriers"), {})
