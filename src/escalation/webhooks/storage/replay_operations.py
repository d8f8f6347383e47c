"""How far is a replay? An operation whose options hold its criteria and the place in the feed that it has come to."""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.webhooks.storage.replays import ReplayProgress

KIND: Final = "replay"


async def find_unfinished_of(connection: Connection, endpoint_id: UUID) -> UUID | None:
    """The replay of an endpoint that goes on, if there is one."""
    row = await connection.row(_UNFINISHED, endpoint=str(endpoint_id))
    return row["id"] if row else None


async def state_of_endpoint(connection: Connection, endpoint_id: UUID) -> str | None:
    """Whether an endpoint is sent anything; `None` if it was deleted. It stays so until the transaction ends."""
    state = await connection.value(_STATE, endpoint=endpoint_id)
    return state if isinstance(state, str) else None


async def advance(connection: Connection, operation_id: UUID, page: ReplayProgress) -> None:
    """Write down what a page did; behind the last place the replay is done."""
    await connection.run(
        _ADVANCED, operation=operation_id, added=page.added, owed=page.found - page.added, cursor=page.cursor
    )


async def cancel(connection: Connection, operation_id: UUID, endpoint_id: UUID, *, error: str | None = None) -> bool:
    """End a replay of an endpoint; `False` if it has ended, or is another's."""
    return await connection.run(_CANCELLED, operation=operation_id, endpoint=str(endpoint_id), error=error) == 1


_GOES_ON: Final = "kind = 'replay' AND operations.state IN ('waiting', 'running')"
_NOW: Final = "(SELECT clock_timestamp() + advanced_by FROM clock)"
_UNFINISHED: Final = Compiled(
    f"SELECT id FROM operations WHERE {_GOES_ON} AND options ->> 'endpoint_id' = $1 LIMIT 1", ("endpoint",), {}
)
_STATE: Final = Compiled("SELECT state FROM webhook_endpoints WHERE id = $1 FOR SHARE", ("endpoint",), {})
_ADVANCED: Final = Compiled(
    f"""
    UPDATE operations SET
      done = done + $2::integer + $3::integer,
      accepted = accepted + $2::integer,
      refused = refused + $3::integer,
      total = greatest(total, done + $2::integer + $3::integer),
      options = options || jsonb_build_object('cursor', $4::bigint),
      state = CASE WHEN $4::bigint < (options ->> 'head')::bigint THEN 'running' ELSE 'done' END,
      finished_at = CASE WHEN $4::bigint < (options ->> 'head')::bigint THEN NULL ELSE {_NOW} END
    WHERE id = $1
    """,
    ("operation", "added", "owed", "cursor"),
    {},
)
_CANCELLED: Final = Compiled(
    f"""
    UPDATE operations SET state = 'cancelled', error = $3::text, finished_at = {_NOW}
    WHERE id = $1 AND options ->> 'endpoint_id' = $2 AND {_GOES_ON}
    """,
    ("operation", "endpoint", "error"),
    {},
)
