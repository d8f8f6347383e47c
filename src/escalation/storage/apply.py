"""The one door: a single statement writes every consequence of a decision, or of two hundred.

Each ticket is guarded by the version its decision was made on. A ticket that somebody changed meanwhile is left out
together with everything that belongs to it; a request whose Idempotency-Key was used already changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Column, Table

from escalation.errors import Duplicate, DuplicateExternalRef, NotFound
from escalation.storage import tables
from escalation.storage.database import DIALECT, Compiled, Connection
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
        rows = await connection.rows(APPLY, **_arguments(decisions, answer))
    except asyncpg.UniqueViolationError as error:
        raise _duplicate(error) from None
    except asyncpg.ForeignKeyViolationError as error:
        if error.constraint_name in _MOVING:
            return frozenset()  # A unit got another place in the tree since it was read: to the caller, a stale read.
        raise NotFound from None
    return frozenset(row["id"] for row in rows)


def _arguments(decisions: Sequence[Decision], answer: Answer | None) -> dict[str, object]:
    ordered = sorted(decisions, key=lambda decision: str(decision.ticket.id))
    return {
        "tickets": _json({**_fields(d.ticket, _TICKET), "read_version": d.read_version, "opinions": len(d.opinion_ids)} for d in ordered),
        "events": _json(_fields(event, _EVENT) for d in ordered for event in d.events),
        "hand_overs": _json(_fields(row, _HAND_OVER) for d in ordered for row in d.hand_overs),
        "joint_tasks": _json(_fields(row, _JOINT_TASK) for d in ordered for row in d.joint_tasks),
        "opinions": _json({"id": o, "ticket_id": d.ticket.id} for d in ordered for o in d.opinion_ids),
        "answer": _json([_fields(answer, _ANSWER)] if answer else []),
    }


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
# What never changes once a ticket exists is not in the UPDATE.
_FIXED: Final = frozenset({"id", "number", "origin_unit_id", "origin_path", "created_at", "created_by", "source_system", "external_ref"})


def _record(table: Table, names: Sequence[str], *more: str) -> str:
    """The column list of a `jsonb_to_recordset`, types taken from the table; bytes travel as hex text."""
    return ", ".join([*(f'"{name}" {_travels_as(table.c[name])}' for name in names), *more])


def _travels_as(column: Column[object]) -> str:
    kind = column.type.compile(dialect=DIALECT)
    return "text" if kind == "BYTEA" else kind.replace(' COLLATE "C"', "")


def _taken(table: Table, names: Sequence[str], source: str) -> str:
    """Those columns of a recordset as values of the table."""
    return ", ".join(
        f"decode({source}.\"{name}\", 'hex')" if table.c[name].type.compile(dialect=DIALECT) == "BYTEA" else f'{source}."{name}"'
        for name in names
    )


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


_CHANGING: Final = tuple(name for name in _TICKET if name not in _FIXED)

_SQL: Final = f"""
WITH
wanted AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb)
           AS r({_record(tables.tickets, _TICKET, "read_version int", "opinions int")})
),
-- The row lock makes the version check final: whoever waited here sees the newest version and drops out.
locked AS MATERIALIZED (
  SELECT t.id FROM wanted w JOIN tickets t ON t.id = w.id AND t.version = w.read_version
  ORDER BY t.id FOR UPDATE OF t
),
-- Opinions that are still in the inbox, locked; a ticket is formed only if it gets all it asked for.
free AS MATERIALIZED (
  SELECT o.id, r.ticket_id FROM jsonb_to_recordset($5::jsonb) AS r(id uuid, ticket_id uuid)
  JOIN opinions o ON o.id = r.id AND o.status = 'inbox'
  ORDER BY o.id FOR UPDATE OF o
),
ready AS (
  SELECT id FROM locked
  UNION ALL
  SELECT w.id FROM wanted w
  WHERE w.read_version = 0 AND w.opinions = (SELECT count(*) FROM free f WHERE f.ticket_id = w.id)
),
-- The answer is stored with the change or not at all; a key that is taken stops everything below.
answered AS (
  INSERT INTO idempotency ({_names(_ANSWER)})
  SELECT {_taken(tables.idempotency, _ANSWER, "r")}
  FROM jsonb_to_recordset($6::jsonb) AS r({_record(tables.idempotency, _ANSWER)})
  WHERE EXISTS (SELECT FROM ready)
  ON CONFLICT DO NOTHING
  RETURNING 1
),
allowed AS (
  SELECT id FROM ready WHERE $6::jsonb = '[]' OR EXISTS (SELECT FROM answered)
),
changed AS (
  UPDATE tickets t
  SET ({_names(_CHANGING)}) = ROW ({_taken(tables.tickets, _CHANGING, "w")})
  FROM wanted w JOIN allowed a ON a.id = w.id
  WHERE t.id = w.id AND t.version = w.read_version
  RETURNING t.id
),
created AS (
  INSERT INTO tickets ({_names(_TICKET)})
  SELECT {_taken(tables.tickets, _TICKET, "w")}
  FROM wanted w JOIN allowed a ON a.id = w.id
  WHERE w.read_version = 0
  RETURNING id
),
done AS (SELECT id FROM changed UNION ALL SELECT id FROM created),
logged AS (
  INSERT INTO events ({_names(_EVENT)})
  SELECT {_taken(tables.events, _EVENT, "r")}
  FROM jsonb_to_recordset($2::jsonb) AS r({_record(tables.events, _EVENT)})
  JOIN done ON done.id = r.ticket_id
  ORDER BY r.ticket_id, r.sequence
),
-- A hand-over comes again when it is signed for or withdrawn.
handed AS (
  INSERT INTO hand_overs ({_names(_HAND_OVER)})
  SELECT {_taken(tables.hand_overs, _HAND_OVER, "r")}
  FROM jsonb_to_recordset($3::jsonb) AS r({_record(tables.hand_overs, _HAND_OVER)})
  JOIN done ON done.id = r.ticket_id
  ON CONFLICT (id) DO UPDATE
  SET signed_at = excluded.signed_at, signed_by = excluded.signed_by, withdrawn_at = excluded.withdrawn_at
),
-- A joint task comes again when it is reported, waived or superseded.
joined AS (
  INSERT INTO joint_tasks ({_names(_JOINT_TASK)})
  SELECT {_taken(tables.joint_tasks, _JOINT_TASK, "r")}
  FROM jsonb_to_recordset($4::jsonb) AS r({_record(tables.joint_tasks, _JOINT_TASK)})
  JOIN done ON done.id = r.ticket_id
  ON CONFLICT (id) DO UPDATE
  SET state = excluded.state, result = excluded.result, reason = excluded.reason,
      ended_at = excluded.ended_at, ended_by = excluded.ended_by
),
attached AS (
  UPDATE opinions o SET status = 'attached', ticket_id = f.ticket_id, updated_at = w.updated_at
  FROM free f JOIN created c ON c.id = f.ticket_id JOIN wanted w ON w.id = c.id
  WHERE o.id = f.id
),
-- Merged (并案): the opinions go where the work goes, and each citizen is answered there.
moved AS (
  UPDATE opinions o SET ticket_id = w.merged_into_id, updated_at = w.updated_at
  FROM wanted w JOIN changed c ON c.id = w.id
  WHERE o.ticket_id = w.id AND w.merged_into_id IS NOT NULL
)
SELECT id FROM done
"""

APPLY: Final = Compiled(_SQL, ("tickets", "events", "hand_overs", "joint_tasks", "opinions", "answer"), {})
