"""What becomes of opinions when a decision is applied? Parts of the one statement: taken, arriving, or moved along."""

from typing import Final

from escalation.events.storage import unchained_events
from escalation.tickets.storage import opinion_tables
from escalation.tickets.storage.apply_arguments import ApplyNeed, ApplyPart, ApplyShape
from escalation.tickets.storage.apply_sources import kind_of, names_of, source


def free(shape: ApplyShape) -> str:
    """Opinions that are still in the inbox, locked; a ticket is formed only if it gets all it asked for.

    What was erased there says nothing that could be handled; it can be dismissed.
    """
    return f"""
asked AS MATERIALIZED (
  {source(shape, ApplyPart.OPINIONS)}
),
free AS MATERIALIZED (
  SELECT o.id, r.ticket_id FROM asked r
  JOIN opinions o ON o.id = r.id AND o.status = 'inbox' AND o.erased_at IS NULL
  ORDER BY o.id FOR UPDATE OF o
),"""


ATTACHED: Final = f"""
attached AS (
  UPDATE opinions o SET status = 'attached', ticket_id = f.ticket_id, updated_at = w.updated_at
  FROM free f JOIN created c ON c.id = f.ticket_id JOIN wanted w ON w.id = c.id
  WHERE o.id = f.id
  RETURNING {unchained_events.CHANGED}, o.ticket_id
),"""

# What is known of an opinion when it comes; that it belongs to a ticket already is said besides.
ARRIVING: Final = tuple(
    name
    for name in opinion_tables.opinions.c.keys()  # noqa: SIM118 - a collection of columns, not a mapping
    if name not in {"status", "ticket_id", "reason", "updated_at", "code_unit_id", "erased_at", "salt"}
)


def arrived(shape: ApplyShape) -> str:
    """An opinion that was never in an inbox: received, then attached. That it was received, is told first."""
    values = (f"CAST(:arriving_{name} AS {kind_of(opinion_tables.opinions, name)})" for name in ARRIVING)
    author = f"""(
      SELECT DISTINCT ON (r.ticket_id) r.ticket_id, 'receive' AS action, NULL::text AS reason,
             {names_of(unchained_events.AUTHOR, of="r.")}
      FROM ({source(shape, ApplyPart.EVENTS)}) r
    ) e"""
    told = unchained_events.of_opinions("opinion.received", f"arrived o JOIN {author} ON e.ticket_id = o.ticket_id")
    return f"""
arrived AS (
  INSERT INTO opinions AS o ({names_of(ARRIVING)}, status, ticket_id, updated_at)
  SELECT {", ".join(values)}, 'attached', c.id, CAST(:arriving_received_at AS TIMESTAMPTZ)
  FROM created c
  RETURNING {unchained_events.CHANGED}, o.ticket_id
),
received_told AS (
  {told}
  RETURNING 1
),{_code_told(author) if ApplyNeed.CODE_READY in shape.needs else ""}"""


def _code_told(author: str) -> str:
    """That its tracking code waits for a message to carry it."""
    told = unchained_events.of_opinions("opinion.code_ready", f"arrived o JOIN {author} ON e.ticket_id = o.ticket_id")
    return f"""
code_told AS (
  {told}
),"""


# Merged (并案): the opinions go where the work goes, and each citizen is answered there. They are all there are: one
# comes to a ticket with its first row, or by a merger that gives it a new version. Whoever locks many opinions, locks
# them in the order of their ids.
MOVED: Final = f"""
moving AS MATERIALIZED (
  SELECT o.id, w.id AS from_id, w.merged_into_id AS into_id, greatest(w.updated_at, o.updated_at) AS at
  FROM wanted w JOIN changed c ON c.id = w.id JOIN opinions o ON o.ticket_id = w.id
  WHERE w.merged_into_id IS NOT NULL
  ORDER BY o.id FOR UPDATE OF o
),
moved AS (
  UPDATE opinions o SET ticket_id = m.into_id, updated_at = m.at
  FROM moving m WHERE o.id = m.id
  RETURNING {unchained_events.CHANGED}, o.ticket_id, m.from_id AS from_ticket_id
),"""


# An opinion's own event has the author of the move that took the opinion along, but not its reason: whoever sees the
# opinion need not see the ticket.
_AUTHORS: Final = f"""(
  SELECT DISTINCT ON (ticket_id) ticket_id, action, NULL::text AS reason, {", ".join(unchained_events.AUTHOR)}
  FROM logged ORDER BY ticket_id, sequence DESC
) e"""
TOLD_OF_ARRIVED: Final = f""",
arrived_told AS (
  {
    unchained_events.of_opinions(
        "opinion.attached",
        f"arrived o JOIN {_AUTHORS} ON e.ticket_id = o.ticket_id",
        "jsonb_build_object('ticket_id', o.ticket_id, 'from_ticket_id', NULL::uuid)",
    )
}
)"""
TOLD_OF_ATTACHED: Final = f""",
attached_told AS (
  {
    unchained_events.of_opinions(
        "opinion.attached",
        f"attached o JOIN {_AUTHORS} ON e.ticket_id = o.ticket_id",
        "jsonb_build_object('ticket_id', o.ticket_id, 'from_ticket_id', NULL::uuid)",
    )
}
)"""
TOLD_OF_MOVED: Final = f""",
moved_told AS (
  {
    unchained_events.of_opinions(
        "opinion.attached",
        f"moved o JOIN {_AUTHORS} ON e.ticket_id = o.from_ticket_id",
        "jsonb_build_object('ticket_id', o.ticket_id, 'from_ticket_id', o.from_ticket_id)",
    )
}
)"""
