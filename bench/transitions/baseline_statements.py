"""Which statements does the rival run? One that reads and one that writes, for one ticket or for many."""

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Table

from bench.transitions.baseline_moves import EVENT, HAND_OVER, WRITTEN, Change, Row
from escalation.events.storage import tables
from escalation.kit.database.connection import DIALECT
from escalation.tickets.storage import tables as ticket_tables

Answer = tuple[str, str, bytes, bytes]
"""Principal, key, fingerprint and body of an answer to keep."""

_ANSWER = ("principal", "key", "fingerprint", "body")


def _names(columns: Sequence[str]) -> str:
    return ", ".join(columns)


def _parameters(first: int, columns: Sequence[str]) -> str:
    return ", ".join(f"${number}" for number in range(first, first + len(columns)))


# $1: id, $2: action, $3: the named unit, $4 and $5: whose key. The unit that takes over comes with the ticket.
_READ = """
SELECT t.*, clock_timestamp() AS now, u.id AS target_id, u.path AS target_path, u.level AS target_level,
       u.parent_id AS above_target_id,
       (SELECT h.id FROM hand_overs h WHERE h.ticket_id = t.id ORDER BY h.n DESC LIMIT 1) AS last_hand_over_id,
       i.fingerprint AS answered_fingerprint, i.body AS answered_body
FROM tickets t
JOIN units u ON u.id = CASE $2
  WHEN 'resolve' THEN t.dispatcher_unit_id
  WHEN 'audit_fail' THEN t.handler_unit_id
  WHEN 'escalate' THEN (SELECT parent_id FROM units WHERE id = t.holder_unit_id)
  WHEN 'hand_down' THEN $3::uuid
  ELSE t.holder_unit_id
END
LEFT JOIN idempotency i ON i.principal = $4 AND i.key = $5
"""
READ = _READ + "WHERE t.id = $1"
READ_MANY = _READ + "WHERE t.id = ANY ($1::uuid[])"

_OF_TICKET = 3
_OF_ANSWER = _OF_TICKET + len(WRITTEN)
_OF_EVENT = _OF_ANSWER + len(_ANSWER)
_OF_HAND_OVER = _OF_EVENT + len(EVENT)

_CHANGED = f"""
WITH changed AS (
  UPDATE tickets SET ({_names(WRITTEN)}) = ({_parameters(_OF_TICKET, WRITTEN)})
  WHERE id = $1 AND version = $2
  RETURNING id, updated_at
),
answered AS (
  INSERT INTO idempotency ({_names(_ANSWER)}, status, created_at)
  SELECT {_parameters(_OF_ANSWER, _ANSWER)}, 200, updated_at FROM changed
),
logged AS (
  INSERT INTO events ({_names(EVENT)})
  SELECT {_parameters(_OF_EVENT, EVENT)} FROM changed
)
"""
_HANDED = f""",
handed AS (
  INSERT INTO hand_overs ({_names(HAND_OVER)})
  SELECT {_parameters(_OF_HAND_OVER, HAND_OVER)} FROM changed
)
"""
_SIGNED = f""",
signed AS (
  UPDATE hand_overs h SET signed_at = c.updated_at, signed_by = ${_OF_ANSWER}
  FROM changed c
  WHERE h.id = ${_OF_HAND_OVER}
)
"""
_RESULT = "SELECT id FROM changed"


def write(row: Row, made: Change, answer: Answer) -> tuple[str, tuple[object, ...]]:
    """The statement that writes one change with its answer, and its arguments."""
    values = (row["id"], row["version"], *_written(made), *answer, *made.event)
    if made.hand_over is not None:
        return _CHANGED + _HANDED + _RESULT, (*values, *made.hand_over)
    if made.signed_id is not None:
        return _CHANGED + _SIGNED + _RESULT, (*values, made.signed_id)
    return _CHANGED + _RESULT, values


def write_many(rows: Sequence[Row], made: Sequence[Change], principal: str) -> tuple[str, list[object]]:
    """The statement that writes many changes of one caller, without answers to keep, and its arguments: arrays."""
    tickets = [(row["id"], row["version"], *_written(new)) for row, new in zip(rows, made, strict=True)]
    events = [new.event for new in made]
    hand_overs = [new.hand_over for new in made if new.hand_over is not None]
    signed = [new.signed_id for new in made if new.signed_id is not None]
    arrays = (_columns(rows_, width) for rows_, width in zip((tickets, events, hand_overs), _WIDTHS, strict=True))
    return _WRITE_MANY, [*chain.from_iterable(arrays), signed, principal]


def _written(new: Change) -> tuple[object, ...]:
    return tuple(new.ticket[name] for name in WRITTEN)


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[number] for row in rows] for number in range(width)]


def _arrays(first: int, table: Table, columns: Sequence[str]) -> str:
    kinds = (table.c[name].type.compile(dialect=DIALECT).replace(' COLLATE "C"', "") for name in columns)
    return ", ".join(f"${number}::{_AS_ARRAY.get(kind, kind)}[]" for number, kind in enumerate(kinds, start=first))


# asyncpg gives JSON as text, and an array of it as well.
_AS_ARRAY = {"JSONB": "text"}
_WIDTHS = (2 + len(WRITTEN), len(EVENT), len(HAND_OVER))
_EVENTS_FROM = 1 + _WIDTHS[0]
_HAND_OVERS_FROM = _EVENTS_FROM + _WIDTHS[1]
_SIGNED_FROM = _HAND_OVERS_FROM + _WIDTHS[2]


def _as_json(source: str, columns: Sequence[str], column: str) -> str:
    return ", ".join(f"{source}.{name}" + ("::jsonb" if name == column else "") for name in columns)


_WRITE_MANY = f"""
WITH wanted AS (
  SELECT * FROM unnest($1::uuid[], $2::int[], {_arrays(3, ticket_tables.tickets, WRITTEN)})
           AS w(id, read_version, {_names(WRITTEN)})
),
changed AS (
  UPDATE tickets t SET ({_names(WRITTEN)}) = ROW ({_names([f"w.{name}" for name in WRITTEN])})
  FROM wanted w
  WHERE t.id = w.id AND t.version = w.read_version
  RETURNING t.id, t.updated_at
),
logged AS (
  INSERT INTO events ({_names(EVENT)})
  SELECT {_as_json("e", EVENT, "data")}
  FROM unnest({_arrays(_EVENTS_FROM, tables.events, EVENT)}) AS e({_names(EVENT)})
  JOIN changed c ON c.id = e.ticket_id
),
handed AS (
  INSERT INTO hand_overs ({_names(HAND_OVER)})
  SELECT {_as_json("h", HAND_OVER, "previous")}
  FROM unnest({_arrays(_HAND_OVERS_FROM, ticket_tables.hand_overs, HAND_OVER)}) AS h({_names(HAND_OVER)})
  JOIN changed c ON c.id = h.ticket_id
),
signed AS (
  UPDATE hand_overs h SET signed_at = c.updated_at, signed_by = ${_SIGNED_FROM + 1}
  FROM changed c
  WHERE h.id = ANY (${_SIGNED_FROM}::uuid[]) AND h.ticket_id = c.id
)
SELECT id FROM changed
"""
