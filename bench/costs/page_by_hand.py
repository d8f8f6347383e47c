"""What is a page of tickets held against? The query that one would write by hand for this one list, and plain JSON.

The same fifty tickets for an office or a leader, most overdue first: the listings are read as ours are, and the units
that tickets name come along by joins. Nothing is checked and nothing can be asked besides.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import asyncpg
import orjson
from fastapi import HTTPException, Request, Response

from bench.transitions.baseline_moves import Caller, Row

LIMIT: Final = 50

_SHOWN: Final = (
    "id", "number", "state", "level", "version", "title", "content", "category", "urgency", "difficulty", "source",
    "assignee_id", "due_at", "due_original_at", "due_rule", "due_limit", "provisional", "calendar_version", "resume_at",
    "first_breached_at", "key_task", "confidential", "stuck", "problem", "no_return", "outcome", "reply", "reason_code",
    "solved", "satisfaction", "merged_into_id", "source_system", "external_ref", "created_at", "updated_at",
    "closed_at", "imported",
)  # fmt: skip
_STAGE: Final = {
    "kind": "stage", "started_at": "stage_started_at", "due_at": "stage_due_at", "rule": "stage_rule",
    "limit": "stage_limit",
}  # fmt: skip
_COUNTS: Final = (
    "returns", "redispatches", "redos", "escalations", "joint_open", "call_tries", "extensions", "urges",
    "requests_open", "orders_open",
)  # fmt: skip
_UNITS: Final = ("holder", "origin", "handler", "dispatcher")
_COLUMNS: Final = ", ".join(
    f"t.{name}" for name in (*_SHOWN, *_STAGE.values(), *_COUNTS, "warning", "is_open", "fulfilled_at", "next_due_at")
)
_NAMES: Final = ", ".join(f"{unit}.{column} AS {unit}_{column}" for unit in _UNITS for column in ("id", "code", "name"))
_JOINS: Final = " ".join(f"LEFT JOIN units {unit} ON {unit}.id = t.{unit}_unit_id" for unit in _UNITS)
_RANGES: Final = " UNION ALL ".join(
    f"""(SELECT ticket_id, next_due_at FROM ticket_listings
         WHERE unit_serial = $1 AND mark = 0 AND relation = {relation} AND {half} AND next_due_at IS NOT NULL
         ORDER BY next_due_at, ticket_id LIMIT {LIMIT + 1})"""
    for relation in (1, 2, 3, 4)
    for half in ("is_open", "NOT is_open")
)
QUERY: Final = f"""
SELECT {_COLUMNS}, {_NAMES}, (SELECT clock_timestamp() + advanced_by FROM clock) AS now
FROM (SELECT * FROM ({_RANGES}) r ORDER BY next_due_at, ticket_id LIMIT {LIMIT + 1}) l
JOIN LATERAL (SELECT * FROM tickets WHERE id = l.ticket_id LIMIT 1) t ON true {_JOINS}
ORDER BY l.next_due_at, l.ticket_id
"""
SERIALS: Final = "SELECT id, serial FROM units"


async def page(request: Request) -> Response:
    """Read and write, fifty at a time."""
    key = request.app.state.digest(request.headers["authorization"])
    caller: Caller | None = request.app.state.callers.get(key)
    if caller is None:
        raise HTTPException(401)
    async with request.app.state.pool.acquire() as connection:
        return Response(
            await read_page(connection, request.app.state.serials[caller.unit_id]), media_type="application/json"
        )


async def read_page(
    connection: "asyncpg.pool.PoolConnectionProxy[Row] | asyncpg.Connection[Row]", serial: int
) -> bytes:
    """The page of the unit with this serial number, as bytes."""
    rows = await connection.fetch(QUERY, serial)
    items = [_item(row) for row in rows[:LIMIT]]
    last = rows[LIMIT - 1]["id"].hex if len(rows) > LIMIT else None
    body = {"items": items, "next_cursor": last, "total": None}
    return orjson.dumps(body, default=str, option=orjson.OPT_UTC_Z)


def _item(row: Row) -> Mapping[str, Any]:
    now: datetime = row["now"]
    due = row["next_due_at"] if row["is_open"] else None
    is_late = due is not None and due <= now
    return {
        **{name: row[name] for name in _SHOWN},
        **{unit: _unit(row, unit) for unit in _UNITS},
        "stage": {name: row[column] for name, column in _STAGE.items()},
        "counts": {name: row[name] for name in _COUNTS},
        "warning": "red" if is_late else row["warning"],
        "overdue": is_late,
        "seconds_left": int((due - now).total_seconds()) if due else None,
    }


def _unit(row: Row, unit: str) -> Mapping[str, Any] | None:
    if row[f"{unit}_id"] is None:
        return None
    return {"id": row[f"{unit}_id"], "code": row[f"{unit}_code"], "name": row[f"{unit}_name"]}
