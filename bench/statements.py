"""Which statements does the rival run? One that reads, one that writes; the latter for one ticket or for many."""

from collections.abc import Sequence

from bench.by_hand import EVENT, HAND_OVER, WRITTEN

ANSWER = ("principal", "key", "fingerprint", "body")


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
_OF_EVENT = _OF_ANSWER + len(ANSWER)
_OF_HAND_OVER = _OF_EVENT + len(EVENT)

_CHANGED = f"""
WITH changed AS (
  UPDATE tickets SET ({_names(WRITTEN)}) = ({_parameters(_OF_TICKET, WRITTEN)})
  WHERE id = $1 AND version = $2
  RETURNING id, updated_at
),
answered AS (
  INSERT INTO idempotency ({_names(ANSWER)}, status, created_at)
  SELECT {_parameters(_OF_ANSWER, ANSWER)}, 200, updated_at FROM changed
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
  UPDATE hand_overs h SET signed_at = c.updated_at, signed_by = ${_OF_ANSWER} FROM changed c WHERE h.id = ${_OF_HAND_OVER}
)
"""
_RESULT = "SELECT id FROM changed"

# $1: id, $2: the version that was read, then the columns in the order of the constants.
WRITE = _CHANGED + _RESULT
WRITE_WITH_HAND_OVER = _CHANGED + _HANDED + _RESULT
WRITE_WITH_RECEIPT = _CHANGED + _SIGNED + _RESULT
