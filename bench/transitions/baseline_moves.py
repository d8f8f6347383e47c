"""What would somebody write who wanted nothing but the writes? A table of moves, and what follows from one.

This is what our own path is held against. It keeps every promise that the database keeps (version guard, constraints,
one effect for one Idempotency-Key) and writes the same rows, but it knows only the moves of the bench, asks nobody for
permission, checks no rule and no field, has no calendar (everything is due in three days) and shows no unit's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from uuid6 import uuid7

Row = asyncpg.Record

WRITTEN = (
    "version", "state", "level", "holder_unit_id", "holder_path", "handler_unit_id", "dispatcher_unit_id",
    "sender_unit_id", "stage",
    "stage_started_at", "stage_due_at", "stage_budget", "stage_used", "stage_running_since", "wake_at", "redos",
    "escalations", "outcome", "reply", "resolved_by", "event_count", "event_hash", "updated_at",
)  # fmt: skip
"""The columns of a ticket that a move of the bench can change."""

EVENT = (
    "id", "ticket_id", "sequence", "type", "occurred_at", "trigger", "action", "principal", "actor_unit_id",
    "actor_role", "reason", "from_state", "to_state", "ticket_version", "workflow_version", "request_id", "data",
    "hash",
)  # fmt: skip
HAND_OVER = (
    "id", "ticket_id", "direction", "trigger", "action", "reason", "from_unit_id", "to_unit_id", "sent_at", "sent_by",
    "previous",
)  # fmt: skip

_LIMIT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Move:
    """What a move does: from where to where, which hand-over it writes, and whether it signs for the last one."""

    source: str
    target: str
    stage: str
    event: str
    direction: str | None = None
    signs: bool = False


MOVES: Mapping[str, Move] = {
    "sign": Move("dispatched", "in_progress", "handle", "ticket.signed", signs=True),
    "comment": Move("in_progress", "in_progress", "handle", "ticket.commented"),
    "resolve": Move("in_progress", "result_submitted", "audit", "ticket.resolved"),
    "audit_fail": Move("result_submitted", "in_progress", "handle", "ticket.audit_failed", direction="back"),
    "escalate": Move("in_progress", "dispatched", "sign", "ticket.escalated", direction="up"),
    "hand_down": Move("in_progress", "dispatched", "sign", "ticket.handed_down", direction="down"),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose key it is."""

    principal: str
    role: str
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Change:
    """What follows from a move: the new row, and everything that is written beside it."""

    ticket: dict[str, Any]
    event: tuple[object, ...]
    hand_over: tuple[object, ...] | None
    signed_id: UUID | None


def change(row: Row, action: str, fields: Mapping[str, Any], caller: Caller, request_id: str) -> Change | None:
    """What follows from a move; `None` if the ticket's state does not have it."""
    move = MOVES[action]
    if row["state"] != move.source:
        return None
    ticket = dict(row) | _columns(row, action, move, fields, caller)
    event = _event(row, ticket, action, fields, caller, request_id)
    hand_over = _hand_over(row, action, fields, caller)
    return Change(ticket, event, hand_over, row["last_hand_over_id"] if move.signs else None)


def _columns(row: Row, action: str, move: Move, fields: Mapping[str, Any], caller: Caller) -> dict[str, Any]:
    new: dict[str, Any] = {
        "version": row["version"] + 1,
        "event_count": row["event_count"] + 1,
        "updated_at": row["now"],
        "state": move.target,
        "stage": move.stage,
        "holder_unit_id": row["target_id"],
        "holder_path": row["target_path"],
    }
    if action != "comment":
        new |= {"stage_started_at": row["now"], "stage_due_at": row["now"] + _LIMIT, "wake_at": row["now"] + _LIMIT}
        new |= {"stage_budget": _LIMIT, "stage_used": timedelta(), "stage_running_since": row["now"]}
    if move.direction is not None:
        new |= {"handler_unit_id": row["target_id"], "level": row["target_level"]}
    match action:
        case "resolve":
            answer = {"outcome": fields["outcome"], "reply": fields["reply"], "resolved_by": caller.principal}
            new |= {"handler_unit_id": row["holder_unit_id"], **answer}
        case "audit_fail":
            new["redos"] = row["redos"] + 1
        case "escalate":
            sent = {"sender_unit_id": row["holder_unit_id"], "escalations": row["escalations"] + 1}
            new |= {"dispatcher_unit_id": row["above_target_id"], **sent}
        case "hand_down":
            new |= {"dispatcher_unit_id": row["holder_unit_id"], "sender_unit_id": row["holder_unit_id"]}
        case _:
            pass
    return new


def _event(
    row: Row, ticket: dict[str, Any], action: str, fields: Mapping[str, Any], caller: Caller, request_id: str
) -> tuple[object, ...]:
    """The event in the order of its columns; the ticket gets its hash."""
    data = orjson.dumps(fields, default=str)
    facts = (
        uuid7(), row["id"], ticket["event_count"], MOVES[action].event, row["now"], "person", action, caller.principal,
        caller.unit_id, caller.role, fields.get("reason"), row["state"], ticket["state"], ticket["version"],
        row["workflow_version"], request_id, data.decode(),
    )  # fmt: skip
    ticket["event_hash"] = sha256(row["event_hash"] + orjson.dumps(facts, default=str)).digest()
    return *facts, ticket["event_hash"]


def _hand_over(row: Row, action: str, fields: Mapping[str, Any], caller: Caller) -> tuple[object, ...] | None:
    direction = MOVES[action].direction
    if direction is None:
        return None
    kept = ("state", "handler_unit_id", "dispatcher_unit_id", "sender_unit_id", "assignee_id")
    before = {name: row[name] for name in kept}
    previous = orjson.dumps(before, default=str).decode()
    return (
        uuid7(), row["id"], direction, "person", action, fields.get("reason") or fields.get("instructions"),
        row["holder_unit_id"], row["target_id"], row["now"], caller.principal, previous,
    )  # fmt: skip
