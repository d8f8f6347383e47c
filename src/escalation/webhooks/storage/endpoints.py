"""Whom are deliveries sent to, and how do they fare? Settings, live secrets and health, cheap to ask for every second.

Settings change rarely and health seldom, so a caller keeps what it read and hands it back: as long as nothing has
changed, one small query answers. Whoever writes health locks it first, because several workers send to one endpoint.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import orjson
from sqlalchemy import ARRAY, bindparam, case, cast, func, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.expression import any_

from escalation.actors import CLOCK, Actor, Role
from escalation.events.storage.unchained_events import insert_notice
from escalation.identity.domain.posts import PERSON
from escalation.identity.storage.api_keys import PRINCIPAL
from escalation.identity.storage.tables import api_keys
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import DIALECT, Compiled, Connection, compile_statement
from escalation.organisation.storage.tables import units
from escalation.webhooks.domain.health import MOST_REDIRECTS, Breaker, Health, Reason
from escalation.webhooks.storage import secrets
from escalation.webhooks.storage.secrets import Secret
from escalation.webhooks.storage.tables import webhook_endpoints, webhook_health, webhook_secrets


@dataclass(frozen=True, slots=True)
class DeliveryTarget:
    """An active endpoint as a delivery needs it. `headers` is sealed, see `secrets.open_headers`.

    `secrets`: those that had not expired when they were read, newest first; `secrets.signing_keys` opens them.
    """

    id: UUID
    unit_id: UUID
    url: str
    format: str
    payload: str
    ordering: str
    ordering_hold: timedelta
    max_in_flight: int
    rate_per_second: float | None
    timeout_ms: int
    headers: bytes | None
    version: int
    health: Health
    secrets: tuple[Secret, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """Every active endpoint by id, as of the marks: settings and secrets, health."""

    by_id: Mapping[UUID, DeliveryTarget] = field(default_factory=dict)
    marks: tuple[int, int] | None = None


async def targets(connection: Connection, known: Targets | None = None) -> Targets:
    """The active endpoints; `known` itself if nothing has changed since it was read."""
    row = await connection.row(_MARKS)
    if row is None:
        raise LookupError
    marks = row["settings"], row["health"]
    if known is not None and known.marks == marks:
        return known
    health = {row["endpoint_id"]: Health(**row) for row in await connection.rows(_ALL_HEALTH)}
    if known is not None and known.marks is not None and known.marks[0] == marks[0]:
        unchanged = {id_: replace(target, health=health[id_]) for id_, target in known.by_id.items() if id_ in health}
        return Targets(unchanged, marks)
    return Targets(await _read(connection, health), marks)


async def read_health(connection: Connection, endpoint_ids: Sequence[UUID]) -> dict[UUID, Health]:
    """How endpoints fare; those that were deleted are left out."""
    rows = await connection.rows(_READ, endpoints=list(endpoint_ids))
    return {row["endpoint_id"]: Health(**row) for row in rows}


async def lock_health(connection: Connection, endpoint_ids: Sequence[UUID]) -> dict[UUID, Health]:
    """The same, locked until the transaction ends."""
    rows = await connection.rows(_LOCKED, endpoints=list(endpoint_ids))
    return {row["endpoint_id"]: Health(**row) for row in rows}


async def save_health(connection: Connection, changes: Sequence[Health]) -> None:
    """Write down how endpoints fare now. One that was deleted meanwhile stays deleted.

    What is advised is shown with the settings, so it is another version of them. Wants the rows locked.
    """
    rows = [{name: getattr(each, name) for name in _HEALTH} for each in changes]
    await connection.run(_SAVED, rows=orjson.dumps(rows, default=str))


async def disable(connection: Connection, endpoint_id: UUID, reason: str, *, by: Actor, request_id: str) -> bool:
    """Send nothing more to an endpoint, and tell its unit once; `False` if it was not active any more.

    What it is owed waits until it expires, unless it is buried (see `abandoned_deliveries.bury`).
    """
    if not await connection.run(_DISABLED, endpoint=endpoint_id, reason=reason):
        return False
    await tell(connection, "endpoint.disabled", endpoint_id, {"reason": reason}, by=by, request_id=request_id)
    return True


async def disable_of_dissolved(connection: Connection, *, by: Actor, request_id: str) -> int:
    """Disable the endpoints of units that are dissolved, for good, and tell the units above; how many there were.

    What an integrator of the unit was allowed to see is the successor's now, and nobody there has given it to them.
    """
    rows = await connection.rows(_OF_DISSOLVED, reason=Reason.DISSOLVED)
    for row in rows:
        data = {"reason": Reason.DISSOLVED}
        await tell(connection, "endpoint.disabled", row["id"], data, by=by, request_id=request_id)
    return len(rows)


async def disable_of_revoked(connection: Connection) -> int:
    """Disable the endpoints that are kept by a revoked key, or by somebody who could not set them up any more.

    The units above are told; how many there were. Somebody else may make them active again: then they are kept by that
    one.
    """
    disabled = 0
    for statement, reason in ((_OF_REVOKED, Reason.REVOKED), (_OF_LEFT, Reason.LEFT)):
        rows = await connection.rows(statement, reason=reason)
        for row in rows:
            await tell(connection, "endpoint.disabled", row["id"], {"reason": reason}, by=CLOCK, request_id="clock")
        disabled += len(rows)
    return disabled


async def recover(connection: Connection, endpoint_id: UUID, *, by: Actor, request_id: str) -> None:
    """Close the breaker of an endpoint and begin slowly, because its receiver answers; its unit is told."""
    before = (await lock_health(connection, [endpoint_id])).get(endpoint_id)
    if before is None or (before.breaker == Breaker.CLOSED and before.failing_since is None):
        return
    better = Health(
        endpoint_id, slots=1, last_success_at=before.last_success_at, last_failure_at=before.last_failure_at
    )
    await save_health(connection, [better])
    data = {"failing_since": before.failing_since}
    await tell(connection, "endpoint.recovered", endpoint_id, data, by=by, request_id=request_id)


async def tell(
    connection: Connection,
    type_: str,
    endpoint_id: UUID,
    data: Mapping[str, object],
    *,
    by: Actor,
    request_id: str,
) -> None:
    """Let the unit of an endpoint know how it fares: `endpoint.failing`, `endpoint.recovered`, `delivery.exhausted`.

    What is told is never queued to the endpoint that it is about.
    """
    await insert_notice(connection, type_, endpoint_id=endpoint_id, actor=by, data=dict(data), request_id=request_id)


_HEALTH: Final = tuple(f.name for f in fields(Health))
_SETTINGS: Final = tuple(f.name for f in fields(DeliveryTarget) if f.name not in {"health", "secrets"})
# Every change of a row gives it another xmin, so nobody can forget to count it.
_MARKS: Final = Compiled(
    """
    SELECT
      coalesce((SELECT bit_xor(hashtextextended(id::text || xmin::text, 0)) FROM webhook_endpoints), 0)
        # coalesce((SELECT bit_xor(hashtextextended(id::text || xmin::text, 1)) FROM webhook_secrets), 0) AS settings,
      coalesce((SELECT bit_xor(hashtextextended(endpoint_id::text || xmin::text, 2)) FROM webhook_health), 0) AS health
    """,
    (),
    {},
)
_ALL_HEALTH: Final = compile_statement(select(*(webhook_health.c[name] for name in _HEALTH)))
_ACTIVE: Final = compile_statement(
    select(*(webhook_endpoints.c[name] for name in _SETTINGS))
    .where(webhook_endpoints.c.state == "active")
    .order_by(webhook_endpoints.c.id)
)
_LIVE: Final = compile_statement(
    select(*(webhook_secrets.c[name] for name in secrets.SECRET))
    .join(webhook_endpoints, webhook_endpoints.c.id == webhook_secrets.c.endpoint_id)
    .where(webhook_endpoints.c.state == "active", secrets.IS_LIVE)
    .order_by(*secrets.NEWEST_FIRST)
)
_IDS: Final = bindparam("endpoints", type_=ARRAY(postgresql.UUID(as_uuid=True)))
_HEALTH_OF: Final = (
    select(*(webhook_health.c[name] for name in _HEALTH))
    .where(webhook_health.c.endpoint_id == any_(_IDS))
    .order_by(webhook_health.c.endpoint_id)
)
_READ: Final = compile_statement(_HEALTH_OF)
_LOCKED: Final = compile_statement(_HEALTH_OF.with_for_update())
_SAVED: Final = Compiled(
    f"""
    WITH r AS MATERIALIZED (
      SELECT * FROM jsonb_populate_recordset(NULL::webhook_health, $1::jsonb)
    ),
    advised AS (
      UPDATE webhook_endpoints AS e SET version = e.version + 1
      FROM r JOIN webhook_health AS h USING (endpoint_id)
      WHERE e.id = r.endpoint_id
        AND (r.redirects_in_a_row >= {MOST_REDIRECTS}) <> (h.redirects_in_a_row >= {MOST_REDIRECTS})
    )
    UPDATE webhook_health AS h SET ({", ".join(_HEALTH[1:])}) = ROW({", ".join(f"r.{name}" for name in _HEALTH[1:])})
    FROM r WHERE h.endpoint_id = r.endpoint_id
    """,
    ("rows",),
    {},
)
_TO_DISABLED: Final = update(webhook_endpoints).values(
    state="disabled",
    state_reason=bindparam("reason"),
    state_at=NOW,
    updated_at=NOW,
    version=webhook_endpoints.c.version + 1,
)
_DISABLED: Final = compile_statement(
    _TO_DISABLED.where(webhook_endpoints.c.id == bindparam("endpoint"), webhook_endpoints.c.state == "active")
)
_OF_DISSOLVED: Final = compile_statement(
    _TO_DISABLED.where(
        webhook_endpoints.c.unit_id == units.c.id,
        units.c.active.is_(False),
        webhook_endpoints.c.state_reason.is_distinct_from(bindparam("reason")),
    ).returning(webhook_endpoints.c.id)
)

_KEEPER: Final = func.coalesce(webhook_endpoints.c.kept_by, webhook_endpoints.c.created_by)
_ID: Final = postgresql.UUID(as_uuid=True)
_OF_REVOKED: Final = compile_statement(
    _TO_DISABLED.where(
        # As an id, so that each endpoint looks its key up.
        api_keys.c.id == case((_KEEPER.startswith(PRINCIPAL), cast(func.substr(_KEEPER, len(PRINCIPAL) + 1), _ID))),
        api_keys.c.revoked_at.is_not(None),
        webhook_endpoints.c.state != "disabled",
    ).returning(webhook_endpoints.c.id)
)


# Whoever signs in and set it up holds a post with which they still could.
_OF_LEFT: Final = Compiled(
    f"""
    UPDATE webhook_endpoints e
    SET state = 'disabled', state_reason = $1, state_at = w.now, updated_at = w.now, version = e.version + 1
    FROM (SELECT {NOW.compile(dialect=DIALECT)} AS now) w
    WHERE e.state <> 'disabled' AND starts_with(coalesce(e.kept_by, e.created_by), '{PERSON}')
      AND NOT EXISTS (
        SELECT FROM person_members l
        JOIN members m ON m.id = l.member_id AND m.active
        JOIN memberships h ON h.member_id = m.id AND h.role IN ('{Role.INTEGRATOR}', '{Role.ADMIN}')
        JOIN units u ON u.id = h.unit_id AND u.active AND starts_with(e.unit_path, u.path)
        WHERE l.person_id = substr(coalesce(e.kept_by, e.created_by), {len(PERSON) + 1})::uuid
      )
    RETURNING e.id
    """,
    ("reason",),
    {},
)


async def _read(connection: Connection, health: Mapping[UUID, Health]) -> dict[UUID, DeliveryTarget]:
    live: dict[UUID, list[Secret]] = defaultdict(list)
    for row in await connection.rows(_LIVE):
        live[row["endpoint_id"]].append(Secret(*row))
    return {
        row["id"]: DeliveryTarget(**row, health=health[row["id"]], secrets=tuple(live[row["id"]]))
        for row in await connection.rows(_ACTIVE)
        if row["id"] in health
    }
