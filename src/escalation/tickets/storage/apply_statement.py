"""The one statement that applies decisions: its text for each shape, a comment for each of its parts."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from sqlalchemy import text

from escalation.kit.database.connection import Compiled, compile_statement
from escalation.kit.runtime import tables
from escalation.tickets.storage.apply_arguments import (
    ANSWER,
    COLUMNS,
    TICKET,
    ApplyNeed,
    ApplyPart,
    ApplyShape,
    changing,
)
from escalation.tickets.storage.apply_breaches import INHERITED, lapsed
from escalation.tickets.storage.apply_opinions import (
    ATTACHED,
    MOVED,
    TOLD_OF_ARRIVED,
    TOLD_OF_ATTACHED,
    TOLD_OF_MOVED,
    arrived,
    free,
)
from escalation.tickets.storage.apply_sources import kind_of, names_of, source


@cache
def statement(shape: ApplyShape) -> Compiled:
    """The statement for decisions of this shape.

    PostgreSQL starts every part of a statement each time it runs, and one that has nothing to do takes a tenth as long
    as the change of a ticket. Values travel in binary form, each column as an array: to read two hundred tickets from
    JSON took the server longer than to write them.
    """

    def only(key: ApplyPart | ApplyNeed, part: str) -> str:
        return part if key in shape.ones | shape.manys or key in shape.needs else ""

    def either(parts: Mapping[ApplyNeed, str]) -> str:
        return " UNION ALL ".join(part for need, part in parts.items() if need in shape.needs)

    allowed = f"""
{only(ApplyNeed.CHANGES, _LOCKED)}
{only(ApplyPart.OPINIONS, free(shape))}
ready AS (
  {either(_READY)} {only(ApplyNeed.MERGERS, _BOTH)} {only(ApplyPart.OPINIONS, _WITH_ALL_OPINIONS)}
),
{only(ApplyNeed.ANSWER, _answered("WHERE EXISTS (SELECT FROM ready) ON CONFLICT DO NOTHING"))}
allowed AS (
  SELECT id FROM ready {only(ApplyNeed.ANSWER, "WHERE EXISTS (SELECT FROM answered)")}
),"""
    sql = f"""
WITH

wanted AS MATERIALIZED (
  {source(shape, ApplyPart.TICKETS)}
),
{only(ApplyNeed.FIRST, allowed)}
{only(ApplyNeed.CHANGES, _changed(shape.needs))}
{only(ApplyNeed.NEW_TICKETS, _created(shape.needs))}
done AS (
  {either(_DONE)}
),
{only(ApplyNeed.ANSWER, "" if ApplyNeed.FIRST in shape.needs else _answered("FROM done"))}
{only(ApplyPart.HAND_OVERS, _written(shape, ApplyPart.HAND_OVERS, _SIGNED, _AS_MADE))}
{only(ApplyPart.JOINT_TASKS, _written(shape, ApplyPart.JOINT_TASKS, _ENDED, _AS_MADE))}
{only(ApplyPart.REQUESTS, _written(shape, ApplyPart.REQUESTS, _DECIDED, _PENDING_LAST))}
{only(ApplyPart.ORDERS, _written(shape, ApplyPart.ORDERS, _ANSWERED_TO, _OPEN_LAST))}
{lapsed(shape)}
{only(ApplyNeed.MERGERS, INHERITED)}
{only(ApplyPart.OPINIONS, ATTACHED)}
{only(ApplyNeed.ARRIVING, arrived(shape))}
{only(ApplyNeed.MERGERS, MOVED)}
{_logged(shape)}
{only(ApplyPart.OPINIONS, TOLD_OF_ATTACHED)}
{only(ApplyNeed.ARRIVING, TOLD_OF_ARRIVED)}
{only(ApplyNeed.MERGERS, TOLD_OF_MOVED)}
SELECT id FROM done
"""
    return compile_statement(text(sql))


# The row lock makes the version check final: whoever waited here sees the newest version and drops out.
_LOCKED: Final = """
locked AS MATERIALIZED (
  SELECT t.id FROM wanted w JOIN tickets t ON t.id = w.id AND t.version = w.read_version
  ORDER BY t.id FOR UPDATE OF t
),"""

# A merger changes two tickets, or none.
_BOTH: Final = " WHERE (SELECT count(*) FROM locked) = (SELECT count(*) FROM wanted)"


_READY: Final = {
    ApplyNeed.CHANGES: "SELECT id FROM locked",
    ApplyNeed.NEW_TICKETS: "SELECT w.id FROM wanted w WHERE w.read_version = 0",
}
_WITH_ALL_OPINIONS: Final = """
    AND NOT EXISTS (
      SELECT FROM asked r LEFT JOIN free f USING (id, ticket_id) WHERE r.ticket_id = w.id AND f.id IS NULL
    )"""

_DONE: Final = {ApplyNeed.CHANGES: "SELECT id FROM changed", ApplyNeed.NEW_TICKETS: "SELECT id FROM created"}


def _answered(source: str) -> str:
    """The answer is kept with the change or not at all, and a key that is taken stops everything.

    It comes before what is written, but for the change of a single ticket, which needs no lock before: there it comes
    last, and a key that is taken undoes the statement (`apply` knows the constraint).
    """
    return f"""
answered AS (
  INSERT INTO idempotency ({names_of(ANSWER)})
  SELECT {", ".join(f"CAST(:{name} AS {kind_of(tables.idempotency, name)})" for name in ANSWER)} {source}
  RETURNING 1
),"""


def _changed(needs: frozenset[ApplyNeed]) -> str:
    names = changing(needs)
    return f"""
changed AS (
  UPDATE tickets t
  SET ({names_of(names)}) = ROW ({names_of(names, of="w.")})
  FROM wanted w {"JOIN allowed a ON a.id = w.id" if ApplyNeed.FIRST in needs else ""}
  WHERE t.id = w.id AND t.version = w.read_version
  RETURNING t.id
),"""


def _created(needs: frozenset[ApplyNeed]) -> str:
    return f"""
created AS (
  INSERT INTO tickets ({names_of(TICKET)})
  SELECT {names_of(TICKET, of="w.")}
  FROM wanted w {"JOIN allowed a ON a.id = w.id" if ApplyNeed.FIRST in needs else ""}
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
  INSERT INTO {part} ({names_of(names)})
  SELECT {names_of(names, of="r.")} FROM ({source(shape, part)}) r JOIN done ON done.id = r.ticket_id
  {order}
  ON CONFLICT (id) DO UPDATE SET {", ".join(f'"{name}" = excluded."{name}"' for name in changing)}
),"""


_TELLING: Final = frozenset({ApplyNeed.MERGERS, ApplyNeed.ARRIVING})


def _logged(shape: ApplyShape) -> str:
    names = COLUMNS[ApplyPart.EVENTS]
    is_read = ApplyPart.OPINIONS in shape.ones | shape.manys or not _TELLING.isdisjoint(shape.needs)
    behind = "WHERE EXISTS (SELECT FROM received_told)" if ApplyNeed.ARRIVING in shape.needs else ""
    return f"""
logged AS (
  INSERT INTO events ({names_of(names)})
  SELECT {names_of(names, of="r.")} FROM ({source(shape, ApplyPart.EVENTS)}) r JOIN done ON done.id = r.ticket_id
  {behind}
  ORDER BY r.ticket_id, r.sequence
  {"RETURNING *" if is_read else ""}
)"""
