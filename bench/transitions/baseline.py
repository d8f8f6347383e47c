"""What it is held against: a bare FastAPI application over asyncpg that makes the same writes.

python -m bench.transitions.baseline DSN
"""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

import asyncpg
import orjson
from fastapi import FastAPI, Header, HTTPException, Request, Response
from pydantic import BaseModel

from bench.costs import page_by_hand
from bench.support.serve import POOL, serve
from bench.transitions.baseline_moves import Caller, Change, Row, change
from bench.transitions.baseline_statements import READ, Answer, write


class MoveIn(BaseModel):
    """A move and its fields."""

    action: Literal["sign", "comment", "resolve", "audit_fail", "escalate", "hand_down"]
    unit_id: UUID | None = None
    reason: str | None = None
    instructions: str | None = None
    outcome: str | None = None
    reply: str | None = None
    text: str | None = None


def bare_app(dsn: str) -> FastAPI:
    """The application; its keys are read once and looked up in memory."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with asyncpg.create_pool(dsn, min_size=1, max_size=POOL, reset=_leave_as_it_is) as pool:
            app.state.pool = pool
            app.state.callers = await _callers(pool)
            app.state.digest = _digest
            app.state.serials = {row["id"]: row["serial"] for row in await pool.fetch(page_by_hand.SERIALS)}
            yield

    app = FastAPI(lifespan=lifespan)
    app.post("/v1/tickets/{ticket_id}/transitions")(transition)
    app.get("/v1/tickets")(page_by_hand.page)
    return app


async def transition(
    request: Request,
    ticket_id: UUID,
    body: MoveIn,
    authorization: Annotated[str, Header()],
    idempotency_key: Annotated[str, Header()],
) -> Response:
    """Read, work out, write."""
    caller: Caller | None = request.app.state.callers.get(_digest(authorization))
    if caller is None:
        raise HTTPException(401)
    fingerprint = sha256(await request.body()).digest()
    async with request.app.state.pool.acquire() as connection:
        row = await connection.fetchrow(READ, ticket_id, body.action, body.unit_id, caller.principal, idempotency_key)
        if row is None:
            raise HTTPException(404)
        if row["answered_body"] is not None:
            return _repeated(row, fingerprint)
        fields = body.model_dump(exclude={"action"}, exclude_none=True)
        made = change(row, body.action, fields, caller, idempotency_key)
        if made is None:
            raise HTTPException(409)
        answer = _answer(made.ticket)
        if not await _write(connection, row, made, (caller.principal, idempotency_key, fingerprint, answer)):
            raise HTTPException(412)
    return Response(answer, media_type="application/json")


async def _leave_as_it_is(connection: "asyncpg.Connection[Row]") -> None:
    """The pool need not clean a connection on which nothing was set; a round trip less, as in our own pool."""


def _digest(authorization: str) -> bytes:
    return sha256(authorization[len("Bearer ") :].encode()).digest()


async def _callers(pool: "asyncpg.Pool[Row]") -> Mapping[bytes, Caller]:
    rows = await pool.fetch("SELECT id, secret_hash, role, unit_id FROM api_keys")
    return {row["secret_hash"]: Caller(f"key:{row['id']}", row["role"], row["unit_id"]) for row in rows}


def _repeated(row: Row, fingerprint: bytes) -> Response:
    if row["answered_fingerprint"] != fingerprint:
        raise HTTPException(422)
    return Response(row["answered_body"], media_type="application/json")


async def _write(connection: "asyncpg.pool.PoolConnectionProxy[Row]", row: Row, made: Change, answer: Answer) -> bool:
    statement, arguments = write(row, made, answer)
    try:
        return await connection.fetchval(statement, *arguments) is not None
    except asyncpg.UniqueViolationError:
        raise HTTPException(409) from None


def _answer(ticket: Mapping[str, Any]) -> bytes:
    return orjson.dumps({name: ticket[name] for name in _SHOWN}, default=str)


_SHOWN = (
    "id", "number", "state", "level", "version", "title", "content", "category", "urgency", "difficulty", "source",
    "holder_unit_id", "origin_unit_id", "handler_unit_id", "dispatcher_unit_id", "assignee_id", "due_at",
    "due_original_at", "due_rule", "provisional", "stage", "stage_started_at", "stage_due_at", "stage_rule", "warning",
    "first_breached_at", "returns", "redispatches", "redos", "escalations", "joint_open", "call_tries", "key_task",
    "confidential", "stuck", "problem", "outcome", "reply", "reason_code", "solved", "satisfaction", "merged_into_id",
    "source_system", "external_ref", "created_at", "updated_at", "closed_at",
)  # fmt: skip


if __name__ == "__main__":
    serve(bare_app(sys.argv[1]))
