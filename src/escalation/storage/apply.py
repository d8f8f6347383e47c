"""The one door: a single statement writes every consequence of a decision, or of two hundred.

Each ticket is guarded by the version its decision was made on. A ticket that somebody changed meanwhile is left out
together with everything that belongs to it; a request whose Idempotency-Key was used already changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Final
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Column, Table, text

from escalation.errors import Duplicate, DuplicateExternalRef, NotFound
from escalation.storage import tables
from escalation.storage.database import DIALECT, Compiled, Connection, compile_statement
from escalation.workflow.case import Decision
from escalation.workflow.chain import SealedEvent
from escalation.workflow.situation import HandOver, JointTask, Ticket


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller of an idempotent request will be told, kept so that a repetition gets the same bytes.

    `fingerprint` binds the key to the request; `body` is sealed by the caller.
    """

    principal: str
    key: str
    fingerprint: bytes
    status: int
    body: bytes
    created_at: datetime


async def apply(
    connection: Connection, decisions: Sequence[Decision], *, answer: Answer | None = None
) -> frozenset[UUID]:
    """Write the decisions and say which tickets were changed or created; the others were stale.

    One round trip. With `answer`, there must be exactly one decision; nothing is written if the key is taken.
    Raises `DuplicateExternalRef`, `Duplicate` (a client-chosen id), `NotFound` (something referred to is gone).
    """
    try:
        rows = await connection.rows(_statement(_needs(decisions, answer)), **_arguments(decisions, answer))
    except asyncpg.UniqueViolationError as error:
        raise _duplicate(error) from None
    except asyncpg.ForeignKeyViolationError as error:
        if error.constraint_name in _MOVING:
            return frozenset()  # A unit got another place in the tree since it was read: to the caller, a stale read.
        raise NotFound from None
    return frozenset(row["id"] for row in rows)


class _Need(StrEnum):
    """What decisions can bring along besides tickets that move and their events."""

    NEW_TICKETS = "new tickets"
    HAND_OVERS = "hand-overs"
    JOINT_TASKS = "joint tasks"
    MERGERS = "mergers"
    ANSWER = "answer"


def _needs(decisions: Sequence[Decision], answer: Answer | None) -> frozenset[_Need]:
    found = {
        _Need.NEW_TICKETS: any(decision.read_version == 0 for decision in decisions),
        _Need.HAND_OVERS: any(decision.hand_overs for decision in decisions),
        _Need.JOINT_TASKS: any(decision.joint_tasks for decision in decisions),
        _Need.MERGERS: any(decision.ticket.merged_into_id for decision in decisions),
        _Need.ANSWER: answer is not None,
    }
    return frozenset(need for need, is_there in found.items() if is_there)


def _arguments(decisions: Sequence[Decision], answer: Answer | None) -> dict[str, object]:
    ordered = sorted(decisions, key=lambda decision: str(decision.ticket.id))
    return {
        "tickets": _json(_ticket(decision) for decision in ordered),
        "events": _json(_fields(event, _EVENT) for d in ordered for event in d.events),
        "hand_overs": _json(_fields(row, _HAND_OVER) for d in ordered for row in d.hand_overs),
        "joint_tasks": _json(_fields(row, _JOINT_TASK) for d in ordered for row in d.joint_tasks),
        "opinions": _json({"id": o, "ticket_id": d.ticket.id} for d in ordered for o in d.opinion_ids),
        **(_fields(answer, _ANSWER) if answer else {}),
    }


def _ticket(decision: Decision) -> dict[str, object]:
    names = _TICKET if decision.read_version == 0 else ("id", *_CHANGING)
    more = {"read_version": decision.read_version, "opinions": len(decision.opinion_ids)}
    return _fields(decision.ticket, names) | more


def _fields(row: object, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def _json(rows: Iterable[object]) -> bytes:
    return orjson.dumps(list(rows), default=_plain)


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _duplicate(error: asyncpg.UniqueViolationError) -> Duplicate | DuplicateExternalRef:
    return DuplicateExternalRef() if "external_ref" in str(error.constraint_name) else Duplicate()


_MOVING: Final = frozenset({"fk_tickets_holder_unit_id", "fk_tickets_origin_unit_id", "fk_tickets_accused_unit_id"})
_TICKET: Final = tuple(field.name for field in fields(Ticket))
_EVENT: Final = tuple(field.name for field in fields(SealedEvent))
_HAND_OVER: Final = tuple(field.name for field in fields(HandOver))
_JOINT_TASK: Final = tuple(field.name for field in fields(JointTask))
_ANSWER: Final = tuple(field.name for field in fields(Answer))
# What never changes once a ticket exists is not in the UPDATE: whose it was first, and the words it came with.
_FIXED: Final = frozenset(
    {
        "id",
        "number",
        "title",
        "content",
        "source",
        "created_at",
        "created_by",
        "source_system",
        "external_ref",
    }
)
_CHANGING: Final = tuple(name for name in _TICKET if name not in _FIXED)


def _record(table: Table, names: Sequence[str], *more: str) -> str:
    """The column list of a `json_to_recordset`, types taken from the table; bytes travel as hex text."""
    return ", ".join([*(f'"{name}" {_travels_as(table.c[name])}' for name in names), *more])


def _travels_as(column: Column[object]) -> str:
    kind = column.type.compile(dialect=DIALECT)
    return "text" if kind == "BYTEA" else kind.replace(' COLLATE "C"', "")


def _taken(table: Table, names: Sequence[str], source: str) -> str:
    """Those columns of a recordset as values of the table."""
    return ", ".join(
        f"decode({source}.\"{name}\", 'hex')"
        if table.c[name].type.compile(dialect=DIALECT) == "BYTEA"
        else f'{source}."{name}"'
        for name in names
    )


def _given(table: Table, names: Sequence[str]) -> str:
    """Parameters of those names as values of the table."""
    return ", ".join(f"CAST(:{name} AS {table.c[name].type.compile(dialect=DIALECT)})" for name in names)


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


@cache
def _statement(needs: frozenset[_Need]) -> Compiled:
    """The statement for decisions with these needs.

    PostgreSQL starts every part of a statement each time it runs, and one that has nothing to do takes a tenth as long
    as the change of a ticket.
    """

    def only(need: _Need, part: str) -> str:
        return part if need in needs else ""

    sql = f"""
WITH
{_WANTED}
{_LOCKED_WITH_OTHERS if _Need.MERGERS in needs else _LOCKED}
{only(_Need.NEW_TICKETS, _FREE)}
ready AS (
  SELECT id FROM locked {only(_Need.NEW_TICKETS, _OR_FORMED)}
),
{only(_Need.ANSWER, _ANSWERED)}
allowed AS (
  SELECT id FROM ready {only(_Need.ANSWER, "WHERE EXISTS (SELECT FROM answered)")}
),
{_CHANGED}
{only(_Need.NEW_TICKETS, _CREATED)}
done AS (
  SELECT id FROM changed {only(_Need.NEW_TICKETS, "UNION ALL SELECT id FROM created")}
),
{only(_Need.HAND_OVERS, _HANDED)}
{only(_Need.JOINT_TASKS, _JOINED)}
{only(_Need.NEW_TICKETS, _ATTACHED)}
{only(_Need.MERGERS, _MOVED)}
{_LOGGED}
SELECT id FROM done
"""
    return compile_statement(text(sql))


_WANTED: Final = f"""
wanted AS MATERIALIZED (
  SELECT * FROM json_to_recordset(CAST(:tickets AS json))
           AS r({_record(tables.tickets, _TICKET, "read_version int", "opinions int")})
),"""

# The row lock makes the version check final: whoever waited here sees the newest version and drops out.
_LOCKED: Final = """
locked AS MATERIALIZED (
  SELECT t.id FROM wanted w JOIN tickets t ON t.id = w.id AND t.version = w.read_version
  ORDER BY t.id FOR UPDATE OF t
),"""

# A merger changes one ticket and leans on another, which has to be open still: both are locked, in the order of their
# ids, or two tickets merged into each other at one moment would both be gone with all their opinions.
_LOCKED_WITH_OTHERS: Final = """
held AS MATERIALIZED (
  SELECT t.id, t.version, t.is_open
  FROM (SELECT id, read_version FROM wanted UNION ALL SELECT merged_into_id, NULL FROM wanted) n
  JOIN tickets t ON t.id = n.id AND t.version = coalesce(n.read_version, t.version)
  ORDER BY t.id FOR UPDATE OF t
),
locked AS MATERIALIZED (
  SELECT DISTINCT w.id FROM wanted w
  JOIN held t ON t.id = w.id AND t.version = w.read_version
  LEFT JOIN held o ON o.id = w.merged_into_id
  WHERE w.merged_into_id IS NULL OR o.is_open
),"""

# Opinions that are still in the inbox, locked; a ticket is formed only if it gets all it asked for.
_FREE: Final = """
free AS MATERIALIZED (
  SELECT o.id, r.ticket_id FROM json_to_recordset(CAST(:opinions AS json)) AS r(id uuid, ticket_id uuid)
  JOIN opinions o ON o.id = r.id AND o.status = 'inbox'
  ORDER BY o.id FOR UPDATE OF o
),"""
_OR_FORMED: Final = """
  UNION ALL
  SELECT w.id FROM wanted w
  WHERE w.read_version = 0 AND w.opinions = (SELECT count(*) FROM free f WHERE f.ticket_id = w.id)"""

# The answer is stored with the change or not at all; a key that is taken stops everything below.
_ANSWERED: Final = f"""
answered AS (
  INSERT INTO idempotency ({_names(_ANSWER)})
  SELECT {_given(tables.idempotency, _ANSWER)}
  WHERE EXISTS (SELECT FROM ready)
  ON CONFLICT DO NOTHING
  RETURNING 1
),"""

_CHANGED: Final = f"""
changed AS (
  UPDATE tickets t
  SET ({_names(_CHANGING)}) = ROW ({_taken(tables.tickets, _CHANGING, "w")})
  FROM wanted w JOIN allowed a ON a.id = w.id
  WHERE t.id = w.id AND t.version = w.read_version
  RETURNING t.id
),"""

_CREATED: Final = f"""
created AS (
  INSERT INTO tickets ({_names(_TICKET)})
  SELECT {_taken(tables.tickets, _TICKET, "w")}
  FROM wanted w JOIN allowed a ON a.id = w.id
  WHERE w.read_version = 0
  RETURNING id
),"""

# A hand-over comes again when it is signed for or withdrawn.
_HANDED: Final = f"""
handed AS (
  INSERT INTO hand_overs ({_names(_HAND_OVER)})
  SELECT {_taken(tables.hand_overs, _HAND_OVER, "r")}
  FROM json_to_recordset(CAST(:hand_overs AS json)) AS r({_record(tables.hand_overs, _HAND_OVER)})
  JOIN done ON done.id = r.ticket_id
  ON CONFLICT (id) DO UPDATE
  SET signed_at = excluded.signed_at, signed_by = excluded.signed_by, withdrawn_at = excluded.withdrawn_at
),"""

# A joint task comes again when it is reported, waived or superseded.
_JOINED: Final = f"""
joined AS (
  INSERT INTO joint_tasks ({_names(_JOINT_TASK)})
  SELECT {_taken(tables.joint_tasks, _JOINT_TASK, "r")}
  FROM json_to_recordset(CAST(:joint_tasks AS json)) AS r({_record(tables.joint_tasks, _JOINT_TASK)})
  JOIN done ON done.id = r.ticket_id
  ON CONFLICT (id) DO UPDATE
  SET state = excluded.state, result = excluded.result, reason = excluded.reason,
      ended_at = excluded.ended_at, ended_by = excluded.ended_by
),"""

_ATTACHED: Final = """
attached AS (
  UPDATE opinions o SET status = 'attached', ticket_id = f.ticket_id, updated_at = w.updated_at
  FROM free f JOIN created c ON c.id = f.ticket_id JOIN wanted w ON w.id = c.id
  WHERE o.id = f.id
),"""

# Merged (并案): the opinions go where the work goes, and each citizen is answered there.
_MOVED: Final = """
moved AS (
  UPDATE opinions o SET ticket_id = w.merged_into_id, updated_at = w.updated_at
  FROM wanted w JOIN changed c ON c.id = w.id
  WHERE o.ticket_id = w.id AND w.merged_into_id IS NOT NULL
),"""

_LOGGED: Final = f"""
logged AS (
  INSERT INTO events ({_names(_EVENT)})
  SELECT {_taken(tables.events, _EVENT, "r")}
  FROM json_to_recordset(CAST(:events AS json)) AS r({_record(tables.events, _EVENT)})
  JOIN done ON done.id = r.ticket_id
  ORDER BY r.ticket_id, r.sequence
)"""
