"""The one statement that applies decisions: its text for each shape, a comment for each of its parts."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from sqlalchemy import Table, text

from escalation.events.storage import tables as event_tables
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import DIALECT, Compiled, compile_statement
from escalation.kit.runtime import tables
from escalation.tickets.storage import breach_tables, opinion_tables
from escalation.tickets.storage import tables as ticket_tables
from escalation.tickets.storage.apply_arguments import (
    ANSWER,
    COLUMNS,
    READ_VERSION,
    TICKET,
    ApplyNeed,
    ApplyPart,
    ApplyShape,
    changing,
    columns_of,
)


@cache
def statement(shape: ApplyShape) -> Compiled:
    """The statement for decisions of this shape.

    PostgreSQL starts every part of a statement each time it runs, and one that has nothing to do takes a tenth as long
    as the change of a ticket. Values travel in binary form, each column as an array: to read two hundred tickets from
    JSON took the server longer than to write them.
    """

    def only(key: ApplyPart | ApplyNeed, part: str) -> str:
        return part if key in shape.ones | shape.manys or key in shape.needs else ""

    allowed = f"""
{_LOCKED}
{only(ApplyPart.OPINIONS, _free(shape))}
ready AS (
  SELECT id FROM locked {only(ApplyNeed.MERGERS, _BOTH)}
  {only(ApplyNeed.NEW_TICKETS, _OR_NEW)} {only(ApplyPart.OPINIONS, _WITH_ALL_OPINIONS)}
),
{only(ApplyNeed.ANSWER, _ANSWERED)}
allowed AS (
  SELECT id FROM ready {only(ApplyNeed.ANSWER, "WHERE EXISTS (SELECT FROM answered)")}
),"""
    sql = f"""
WITH

wanted AS MATERIALIZED (
  {_source(shape, ApplyPart.TICKETS)}
),
{only(ApplyNeed.LOCK, allowed)}
{_changed(shape.needs)}
{only(ApplyNeed.NEW_TICKETS, _CREATED)}
done AS (
  SELECT id FROM changed {only(ApplyNeed.NEW_TICKETS, "UNION ALL SELECT id FROM created")}
),
{only(ApplyPart.HAND_OVERS, _written(shape, ApplyPart.HAND_OVERS, _SIGNED, _AS_MADE))}
{only(ApplyPart.JOINT_TASKS, _written(shape, ApplyPart.JOINT_TASKS, _ENDED, _AS_MADE))}
{only(ApplyPart.REQUESTS, _written(shape, ApplyPart.REQUESTS, _DECIDED, _PENDING_LAST))}
{only(ApplyPart.ORDERS, _written(shape, ApplyPart.ORDERS, _ANSWERED_TO, _OPEN_LAST))}
{only(ApplyPart.BREACHES, _lapsed(shape))}
{only(ApplyPart.OPINIONS, _ATTACHED)}
{only(ApplyNeed.MERGERS, _MOVED)}
{_logged(shape)}
{only(ApplyPart.OPINIONS, _TOLD_OF_ATTACHED)}
{only(ApplyNeed.MERGERS, _TOLD_OF_MOVED)}
SELECT id FROM done
"""
    return compile_statement(text(sql))


_TABLES: Final[Mapping[ApplyPart, Table]] = {
    ApplyPart.TICKETS: ticket_tables.tickets,
    ApplyPart.EVENTS: event_tables.events,
    ApplyPart.HAND_OVERS: ticket_tables.hand_overs,
    ApplyPart.JOINT_TASKS: ticket_tables.joint_tasks,
    ApplyPart.REQUESTS: ticket_tables.requests,
    ApplyPart.ORDERS: ticket_tables.orders,
    ApplyPart.OPINIONS: opinion_tables.opinions,
    ApplyPart.BREACHES: breach_tables.ticket_breaches,
}


def _source(shape: ApplyShape, part: ApplyPart) -> str:
    """The rows of a part as a query.

    What PostgreSQL cannot see through, it takes for ten rows; else it would plan each batch anew for its size.
    """
    names = columns_of(part, shape.needs)
    table = _TABLES[part]
    kinds = {name: "INTEGER" if name == READ_VERSION else _kind(table, name) for name in names}
    if part in shape.ones:
        return "SELECT " + ", ".join(f'CAST(:{part}_{name} AS {kinds[name]}) AS "{name}"' for name in names)
    arrays = {name: f"CAST(:{part}_{name} AS {kinds[name]}[])" for name in names}
    first, *others = arrays.values()
    values = (_value(name, array) for name, array in arrays.items())
    return f"SELECT {', '.join(values)} FROM unnest({', '.join([f'(SELECT {first})', *others])}) AS r({_names(names)})"


def _value(name: str, array: str) -> str:
    """A row's own value, or the one that holds for all."""
    if name in _NEVER_ALIKE:
        return f'r."{name}"'
    return f'CASE WHEN cardinality({array}) = 1 THEN ({array})[1] ELSE r."{name}" END AS "{name}"'


def _kind(table: Table, name: str) -> str:
    return table.c[name].type.compile(dialect=DIALECT).replace(' COLLATE "C"', "")


def _names(names: Iterable[str], of: str = "") -> str:
    return ", ".join(f'{of}"{name}"' for name in names)


# Of two rows at least, these differ.
_NEVER_ALIKE: Final = frozenset({"id", "hash", "event_hash"})


# The row lock makes the version check final: whoever waited here sees the newest version and drops out.
_LOCKED: Final = """
locked AS MATERIALIZED (
  SELECT t.id FROM wanted w JOIN tickets t ON t.id = w.id AND t.version = w.read_version
  ORDER BY t.id FOR UPDATE OF t
),"""

# A merger changes two tickets, or none.
_BOTH: Final = " WHERE (SELECT count(*) FROM locked) = (SELECT count(*) FROM wanted)"


def _free(shape: ApplyShape) -> str:
    """Opinions that are still in the inbox, locked; a ticket is formed only if it gets all it asked for."""
    return f"""
asked AS MATERIALIZED (
  {_source(shape, ApplyPart.OPINIONS)}
),
free AS MATERIALIZED (
  SELECT o.id, r.ticket_id FROM asked r
  JOIN opinions o ON o.id = r.id AND o.status = 'inbox'
  ORDER BY o.id FOR UPDATE OF o
),"""


_OR_NEW: Final = """
  UNION ALL
  SELECT w.id FROM wanted w WHERE w.read_version = 0"""
_WITH_ALL_OPINIONS: Final = """
    AND NOT EXISTS (
      SELECT FROM asked r LEFT JOIN free f USING (id, ticket_id) WHERE r.ticket_id = w.id AND f.id IS NULL
    )"""

# The answer is stored with the change or not at all; a key that is taken stops everything below.
_ANSWERED: Final = f"""
answered AS (
  INSERT INTO idempotency ({_names(ANSWER)})
  SELECT {", ".join(f"CAST(:{name} AS {_kind(tables.idempotency, name)})" for name in ANSWER)}
  WHERE EXISTS (SELECT FROM ready)
  ON CONFLICT DO NOTHING
  RETURNING 1
),"""


def _changed(needs: frozenset[ApplyNeed]) -> str:
    names = changing(needs)
    return f"""
changed AS (
  UPDATE tickets t
  SET ({_names(names)}) = ROW ({_names(names, of="w.")})
  FROM wanted w {"JOIN allowed a ON a.id = w.id" if ApplyNeed.LOCK in needs else ""}
  WHERE t.id = w.id AND t.version = w.read_version
  RETURNING t.id
),"""


_CREATED: Final = f"""
created AS (
  INSERT INTO tickets ({_names(TICKET)})
  SELECT {_names(TICKET, of="w.")}
  FROM wanted w JOIN allowed a ON a.id = w.id
  WHERE w.read_version = 0
  RETURNING id
),"""

# A hand-over comes again when it is signed for or withdrawn, a joint task when it is reported, waived or superseded,
# a request when it is decided or lapses, and an order when it is answered, raised or ended; all but the first
# also when a new calendar moves the moment that a rule gave them.
_SIGNED: Final = ("signed_at", "signed_by", "withdrawn_at")
_ENDED: Final = ("due_at", "state", "result", "reason", "ended_at", "ended_by")
_DECIDED: Final = ("until", "decide_by", "state", "decided_at", "decided_by", "answer")
_ANSWERED_TO: Final = (
    "due_at", "state", "colour", "wake_at", "wake_limit", "wake_from", "ended_at", "ended_by", "answer",
)  # fmt: skip
# Hand-overs are numbered as they are written; ids of one process grow.
_AS_MADE: Final = "ORDER BY r.id"
# There is one at a time: the one that ends makes room for the one that begins.
_PENDING_LAST: Final = "ORDER BY r.ticket_id, r.state = 'pending'"
_OPEN_LAST: Final = "ORDER BY r.ticket_id, r.state = 'open'"


def _written(shape: ApplyShape, part: ApplyPart, changing: Sequence[str], order: str) -> str:
    """Rows that are new, or come again with other values in the columns that change."""
    if part not in shape.ones | shape.manys:
        return ""
    names = COLUMNS[part]
    return f"""
{part}_written AS (
  INSERT INTO {part} ({_names(names)})
  SELECT {_names(names, of="r.")} FROM ({_source(shape, part)}) r JOIN done ON done.id = r.ticket_id
  {order}
  ON CONFLICT (id) DO UPDATE SET {", ".join(f'"{name}" = excluded."{name}"' for name in changing)}
),"""


def _lapsed(shape: ApplyShape) -> str:
    """Limits that had passed; one that was found before is the same one."""
    if ApplyPart.BREACHES not in shape.ones | shape.manys:
        return ""
    names = COLUMNS[ApplyPart.BREACHES]
    return f"""
ticket_breaches_written AS (
  INSERT INTO ticket_breaches ({_names(names)})
  SELECT {_names(names, of="r.")} FROM ({_source(shape, ApplyPart.BREACHES)}) r JOIN done ON done.id = r.ticket_id
  ON CONFLICT DO NOTHING
),"""


_ATTACHED: Final = f"""
attached AS (
  UPDATE opinions o SET status = 'attached', ticket_id = f.ticket_id, updated_at = w.updated_at
  FROM free f JOIN created c ON c.id = f.ticket_id JOIN wanted w ON w.id = c.id
  WHERE o.id = f.id
  RETURNING {unchained_events.CHANGED}, o.ticket_id
),"""

# Merged (并案): the opinions go where the work goes, and each citizen is answered there. They are all there are: one
# comes to a ticket with its first row, or by a merger that gives it a new version. Whoever locks many opinions, locks
# them in the order of their ids.
_MOVED: Final = f"""
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


def _logged(shape: ApplyShape) -> str:
    names = COLUMNS[ApplyPart.EVENTS]
    is_read = ApplyPart.OPINIONS in shape.ones | shape.manys or ApplyNeed.MERGERS in shape.needs
    return f"""
logged AS (
  INSERT INTO events ({_names(names)})
  SELECT {_names(names, of="r.")} FROM ({_source(shape, ApplyPart.EVENTS)}) r JOIN done ON done.id = r.ticket_id
  ORDER BY r.ticket_id, r.sequence
  {"RETURNING *" if is_read else ""}
)"""


# An opinion's own event has the author of the move that took the opinion along, but not its reason: whoever sees the
# opinion need not see the ticket.
_AUTHORS: Final = f"""(
  SELECT DISTINCT ON (ticket_id) ticket_id, action, NULL::text AS reason, {", ".join(unchained_events.AUTHOR)}
  FROM logged ORDER BY ticket_id, sequence DESC
) e"""
_TOLD_OF_ATTACHED: Final = f""",
attached_told AS (
  {
    unchained_events.of_opinions(
        "opinion.attached",
        f"attached o JOIN {_AUTHORS} ON e.ticket_id = o.ticket_id",
        "jsonb_build_object('ticket_id', o.ticket_id, 'from_ticket_id', NULL::uuid)",
    )
}
)"""
_TOLD_OF_MOVED: Final = f""",
moved_told AS (
  {
    unchained_events.of_opinions(
        "opinion.attached",
        f"moved o JOIN {_AUTHORS} ON e.ticket_id = o.from_ticket_id",
        "jsonb_build_object('ticket_id', o.ticket_id, 'from_ticket_id', o.from_ticket_id)",
    )
}
)"""
