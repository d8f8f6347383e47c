"""How is an endpoint sent again what it missed? By criteria, page by page and resumable; or one event at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, EndpointDisabled, Fault, LimitReached, NotFound, ValidationFailed
from escalation.events.domain.matching import check_globs, pattern
from escalation.feed.storage.retention import KEPT
from escalation.identity.storage.authority import has_lost_authority
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.storage import operations
from escalation.organisation.storage.operations import Operation, OperationState
from escalation.organisation.usecases.operations import OperationView, begun_by
from escalation.webhooks.storage import replay_operations, replays
from escalation.webhooks.storage.endpoint_settings import EndpointRecord
from escalation.webhooks.storage.replay_operations import KIND
from escalation.webhooks.storage.replays import Criteria, Range
from escalation.webhooks.usecases.endpoint_access import existing, lock

MOST_WAITING: Final = 2_000
"""Events that may wait in the queue to be sent again; more join it when some of them are sent."""

MOST_COUNTED: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class WantedReplay:
    """What shall be sent again: events of a time, of any of these types, of one ticket, or only what failed."""

    since: datetime
    until: datetime | None = None
    types: Sequence[str] = ("*",)
    ticket_id: UUID | None = None
    only_failed: bool = False


RenderOperation = Callable[[OperationView], StoredResponse]
RenderCount = Callable[[int], StoredResponse]


async def count(
    runtime: Runtime,
    endpoint_id: UUID,
    wanted: WantedReplay,
    *,
    by: Actor,
    render: RenderCount,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Say how many events would be sent again, and send none. Raises what `begin` raises."""

    async def work(connection: Connection) -> StoredResponse:
        await existing(connection, endpoint_id, by)
        criteria = await _criteria(connection, wanted)
        span = await replays.range_since(connection, criteria.since)
        return render(await replays.count(connection, endpoint_id, criteria, span, MOST_COUNTED))

    return await do_once(runtime, once, work, recheck=lambda connection: existing(connection, endpoint_id, by))


async def begin(
    runtime: Runtime,
    endpoint_id: UUID,
    wanted: WantedReplay,
    *,
    by: Actor,
    render: RenderOperation,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Begin it; the engine goes on with it.

    Raises `NotFound`, `ValidationFailed` for a time that is not kept any more or types that there are not,
    `EndpointDisabled`, `LimitReached` while another replay of the endpoint goes on.
    """

    async def work(connection: Connection) -> StoredResponse:
        endpoint = await lock(connection, endpoint_id, by)
        return render(await begin_in(connection, endpoint, wanted, by))

    return await do_once(runtime, once, work, recheck=lambda connection: existing(connection, endpoint_id, by))


async def begin_in(connection: Connection, endpoint: EndpointRecord, wanted: WantedReplay, by: Actor) -> OperationView:
    """`begin` in the caller's transaction, which has locked the endpoint."""
    criteria = await _criteria(connection, wanted)
    if endpoint.state == "disabled":
        raise EndpointDisabled
    if await replay_operations.find_unfinished_of(connection, endpoint.id) is not None:
        raise LimitReached(_ONE_AT_A_TIME)
    span = await replays.range_since(connection, criteria.since)
    total = await replays.count(connection, endpoint.id, criteria, span, MOST_COUNTED)
    operation = Operation(
        id=new_id(), kind=KIND, state=OperationState.WAITING, unit_id=endpoint.unit.id, unit_path=endpoint.unit_path,
        options=_options(endpoint.id, criteria, span) | {"by": begun_by(by)}, total=total, done=0, accepted=0,
        refused=0, error=None, created_at=await read_now(connection), created_by=by.principal, finished_at=None,
    )  # fmt: skip
    await operations.insert_operation(connection, operation)
    return OperationView(operation, endpoint.unit.code, endpoint.unit.name)


async def advance(runtime: Runtime, operation_id: UUID) -> bool:
    """Let one page of a replay join the queue; `False` if it is finished, busy, or has to wait.

    It waits while its endpoint is not active, or has enough to be sent again. It ends, as one that is cancelled, once
    whoever began it has lost the key or the post for it.
    """
    async with runtime.database.transaction() as connection:
        operation = await operations.claim(connection, operation_id, wait=False)
        if operation is None:
            return False
        endpoint_id = UUID(operation.options["endpoint_id"])
        if await has_lost_authority(connection, operation_id):
            return await _end(connection, operation_id, endpoint_id, error=operations.AUTHORITY_LOST)
        state = await replay_operations.state_of_endpoint(connection, endpoint_id)
        if state is None:
            return await replay_operations.cancel(connection, operation_id, endpoint_id)
        if state != "active" or await replays.count_waiting(connection, endpoint_id, MOST_WAITING) >= MOST_WAITING:
            return False
        page = await replays.add_page(connection, endpoint_id, *_read(operation.options))
        await replay_operations.advance(connection, operation_id, page)
        return True


async def unfinished(runtime: Runtime) -> list[UUID]:
    """Replays that somebody has to go on with, oldest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await operations.list_unfinished(connection, KIND, _AT_ONCE)


async def cancel(runtime: Runtime, endpoint_id: UUID, operation_id: UUID, *, by: Actor) -> None:
    """End a replay, and take what it put into the queue out again as far as it was not tried.

    Raises `NotFound` if the endpoint has none that goes on.
    """
    async with runtime.database.transaction() as connection:
        await existing(connection, endpoint_id, by)
        if not await _end(connection, operation_id, endpoint_id):
            raise NotFound


async def _end(connection: Connection, operation_id: UUID, endpoint_id: UUID, *, error: str | None = None) -> bool:
    """What was not tried yet is taken out of the queue again; `False` if there is no such replay that goes on."""
    if not await replay_operations.cancel(connection, operation_id, endpoint_id, error=error):
        return False
    await replays.withdraw(connection, endpoint_id)
    return True


async def resend(
    runtime: Runtime,
    endpoint_id: UUID,
    event_id: UUID,
    *,
    by: Actor,
    render: Callable[[UUID], StoredResponse],
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Let one event be sent again at once, whatever became of it. There is one row, and one send at a time.

    Raises `NotFound` for an event that the endpoint may not see, `EndpointDisabled`.
    """

    async def work(connection: Connection) -> StoredResponse:
        endpoint = await lock(connection, endpoint_id, by)
        if endpoint.state == "disabled":
            raise EndpointDisabled
        if not await replays.resend(connection, endpoint_id, event_id):
            raise NotFound
        return render(event_id)

    return await do_once(runtime, once, work, recheck=lambda connection: existing(connection, endpoint_id, by))


_AT_ONCE: Final = 1_000
_ONE_AT_A_TIME: Final = N_("Another replay of this endpoint goes on. Wait for its end, or cancel it.")
_TOO_OLD: Final = N_("Events are kept to be sent again for {days} days.")


async def _criteria(connection: Connection, wanted: WantedReplay) -> Criteria:
    check_globs(wanted.types, pointer="/types")
    now = await read_now(connection)
    if wanted.since < now - KEPT:
        raise ValidationFailed(faults=[Fault("/since", "too_old", _TOO_OLD, {"days": KEPT.days})])
    until = now if wanted.until is None else min(wanted.until, now)
    if until <= wanted.since:
        raise ValidationFailed(faults=[Fault("/until", "too_early", N_("This has to be later than since."))])
    return Criteria(wanted.since, until, [pattern(glob) for glob in wanted.types], wanted.ticket_id, wanted.only_failed)


def _options(endpoint_id: UUID, criteria: Criteria, span: Range) -> dict[str, Any]:
    return {
        "endpoint_id": str(endpoint_id),
        "since": criteria.since.isoformat(),
        "until": criteria.until.isoformat(),
        "patterns": list(criteria.patterns),
        "ticket_id": str(criteria.ticket_id) if criteria.ticket_id else None,
        "only_failed": criteria.only_failed,
        "cursor": span.after,
        "head": span.until,
    }


def _read(options: dict[str, Any]) -> tuple[Criteria, Range]:
    criteria = Criteria(
        datetime.fromisoformat(options["since"]),
        datetime.fromisoformat(options["until"]),
        options["patterns"],
        UUID(options["ticket_id"]) if options["ticket_id"] else None,
        options["only_failed"],
    )
    return criteria, Range(options["cursor"], options["head"])
