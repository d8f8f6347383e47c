"""Who is called next (calls)? Somebody who waits, leased to whoever calls, so that nobody else is given them.

Several ask at once without waiting for each other: what one has locked the others skip.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection
from escalation.programme.surveys.domain.surveys import AskedState


@dataclass(frozen=True, slots=True)
class LeasedCall:
    """Somebody to call, until when; about which unit, and of a ticket which one."""

    id: UUID
    opinion_id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    ticket_number: str | None
    matter: str | None
    tries: int
    leased_until: datetime


@dataclass(frozen=True, slots=True)
class CallState:
    """How it is with a call: of which survey, how far, how often it was tried, and who was given it last."""

    survey_id: UUID
    state: AskedState
    tries: int
    leased_by: str | None


async def lease_call(
    connection: Connection, survey_id: UUID, by: Actor, now: datetime, lease: timedelta
) -> LeasedCall | None:
    """The caller's own call if they have one still, or else the next that is due; `None` if there is none.

    Only those who left a number. Whoever gave the result of a ticket does not call about it, and nobody is called whose
    contact is gone.
    """
    row = await connection.row(
        _LEASED, survey=survey_id, by=by.principal, person=by.person_id, now=now, until=now + lease
    )
    return LeasedCall(**row) if row else None


async def lock_call(connection: Connection, person_id: UUID) -> CallState | None:
    """How it is with a call, held until the transaction ends."""
    row = await connection.row(_LOCKED, person=person_id)
    return CallState(**{**row, "state": AskedState(row["state"])}) if row else None


async def settle_call(
    connection: Connection, person_id: UUID, state: AskedState, *, tries: int, call_at: datetime, now: datetime
) -> None:
    """Note what came of a call that brought no answer."""
    await connection.run(_SETTLED, person=person_id, state=state, tries=tries, call_at=call_at, now=now)


async def count_due(connection: Connection, survey_id: UUID, by: Actor, now: datetime) -> int:
    """How many the caller could be given now, leased ones among them."""
    due = await connection.value(_DUE, survey=survey_id, by=by.principal, person=by.person_id, now=now)
    return due if isinstance(due, int) else 0


# Looked at again at each call: what was drawn may have become confidential, or have been resolved anew by the caller.
_CALLABLE: Final = """survey_people p JOIN opinions o ON o.id = p.opinion_id LEFT JOIN tickets t ON t.id = p.ticket_id
      WHERE p.survey_id = $1 AND p.state = 'waiting' AND p.has_number
        AND o.contact IS NOT NULL AND NOT o.confidential AND t.confidential IS NOT TRUE
        AND t.resolved_by IS DISTINCT FROM $2 AND (t.resolved_person_id = $3) IS NOT TRUE"""
_LEASED: Final = Compiled(
    f"""
    WITH mine AS (
      SELECT p.id FROM {_CALLABLE} AND p.leased_by = $2 AND p.leased_until > $4 LIMIT 1
    ),
    next AS (
      SELECT p.id FROM {_CALLABLE} AND NOT EXISTS (SELECT FROM mine) AND p.call_at <= $4
        AND (p.leased_until IS NULL OR p.leased_until <= $4)
      ORDER BY p.call_at, p.place LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ),
    leased AS (
      UPDATE survey_people p SET leased_by = $2, leased_until = $5
      FROM (SELECT id FROM mine UNION ALL SELECT id FROM next) n WHERE p.id = n.id
      RETURNING p.id, p.opinion_id, p.unit_id, p.ticket_id, p.tries, p.leased_until
    )
    SELECT l.id, l.opinion_id, u.id AS unit_id, u.code AS unit_code, u.name AS unit_name, t.number AS ticket_number,
      CASE WHEN l.ticket_id IS NOT NULL THEN o.title END AS matter, l.tries, l.leased_until
    FROM leased l JOIN units u ON u.id = l.unit_id JOIN opinions o ON o.id = l.opinion_id
    LEFT JOIN tickets t ON t.id = l.ticket_id
    """,
    ("survey", "by", "person", "now", "until"),
    {},
)
_LOCKED: Final = Compiled(
    "SELECT survey_id, state, tries, leased_by FROM survey_people WHERE id = $1 FOR UPDATE", ("person",), {}
)
_SETTLED: Final = Compiled(
    """
    UPDATE survey_people
    SET state = $2, tries = $3, call_at = $4, leased_by = NULL, leased_until = NULL,
      settled_at = CASE WHEN $2 <> 'waiting' THEN $5::timestamptz END
    WHERE id = $1
    """,
    ("person", "state", "tries", "call_at", "now"),
    {},
)
_DUE: Final = Compiled(f"SELECT count(*) FROM {_CALLABLE} AND p.call_at <= $4", ("survey", "by", "person", "now"), {})
