"""How is an endpoint set up? Made, found, changed and removed by those whose subtree covers its unit."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import (
    N_,
    EndpointNotAnswering,
    Fault,
    ForbiddenAction,
    LimitReached,
    StaleVersion,
    ValidationFailed,
)
from escalation.events.domain.matching import check_globs, pattern
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.outbound.outcomes import Kind
from escalation.kit.outbound.sender import Sender
from escalation.kit.outbound.targets import check_headers
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.remote_calls import told_before
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.webhooks.domain.health import Advice, Health, Reason
from escalation.webhooks.storage import endpoint_settings, secrets
from escalation.webhooks.storage.attempts import insert_attempts
from escalation.webhooks.storage.delivery_log import Backlog, read_backlogs
from escalation.webhooks.storage.endpoint_settings import EndpointRecord, NewEndpoint
from escalation.webhooks.storage.endpoints import read_health, recover
from escalation.webhooks.storage.secrets import open_headers, seal_headers
from escalation.webhooks.usecases.endpoint_access import existing, lock, reach_of
from escalation.webhooks.usecases.secrets import WantedSecret, make
from escalation.webhooks.usecases.test_delivery import PING, Cause, DeliveryRoute, send, way_of

MOST_OF_A_UNIT: Final = 50
"""Endpoints that one unit may have."""


@dataclass(frozen=True, slots=True)
class WantedEndpoint:
    """How an endpoint shall be. `unit_id`: `None` for the caller's. `filter`: values by field of the ticket."""

    url: str
    description: str
    unit_id: UUID | None
    event_types: Sequence[str]
    filter: Mapping[str, Any]
    format: str
    payload: str
    ordering: str
    ordering_hold: timedelta
    max_in_flight: int
    rate_per_second: float | None
    timeout_ms: int
    headers: Mapping[str, str]
    secret: str | None


@dataclass(frozen=True, slots=True)
class EndpointView:
    """An endpoint as it is shown, with the names of its own headers and never their values."""

    endpoint: EndpointRecord
    header_names: Sequence[str]

    @property
    def advice(self) -> Advice | None:
        """What its owner should do."""
        return Health(self.endpoint.id, redirects_in_a_row=self.endpoint.redirects_in_a_row).advice


@dataclass(frozen=True, slots=True)
class ListedEndpoint:
    """An endpoint in a list, with how it fares and what it is owed."""

    view: EndpointView
    health: Health
    backlog: Backlog


RenderEndpoint = Callable[[EndpointView, str | None], StoredResponse]
"""The second argument is the secret, where it is shown: once."""


async def create_endpoint(
    runtime: Runtime,
    sender: Sender,
    wanted: WantedEndpoint,
    *,
    by: Actor,
    render: RenderEndpoint,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Make an endpoint that is sent what happens from now on.

    Raises `ValidationFailed`, also for an address that the guard refuses; `ForbiddenAction` for a unit out of scope;
    `LimitReached` for one too many.
    """

    async def recheck(connection: Connection) -> Unit:
        return await _unit(connection, wanted.unit_id or by.unit_id, by)

    told = await told_before(runtime, once, recheck=recheck)
    if told is not None:
        return told
    check_globs(wanted.event_types)
    check_headers(wanted.headers)
    await sender.check(wanted.url)

    async def work(connection: Connection) -> StoredResponse:
        unit = await recheck(connection)
        if await endpoint_settings.count_of_unit(connection, unit.id) >= MOST_OF_A_UNIT:
            raise LimitReached(limit=MOST_OF_A_UNIT)
        now = await read_now(connection)
        new = _new(runtime, wanted, unit, by, now)
        made = make(runtime.vault, new.id, WantedSecret(own=wanted.secret), now)
        await endpoint_settings.insert_endpoint(connection, new)
        await secrets.insert_secret(connection, made.secret)
        return render(_view(runtime, await existing(connection, new.id, by)), made.text)

    return await do_once(runtime, once, work, recheck=recheck)


async def get_endpoint(runtime: Runtime, endpoint_id: UUID, actor: Actor) -> EndpointView:
    """One endpoint. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return _view(runtime, await existing(connection, endpoint_id, actor))


async def list_endpoints(
    runtime: Runtime, actor: Actor, *, unit: str | None, state: str | None, after: UUID | None, limit: int
) -> list[ListedEndpoint]:
    """A page of the endpoints in the actor's reach, in the order of their making."""
    async with runtime.database.connection(changes=False) as connection:
        found = await endpoint_settings.list_endpoints(
            connection, reach_of(actor), unit=unit, state=state, after=after, limit=limit
        )
        ids = [each.id for each in found]
        health, backlogs = await read_health(connection, ids), await read_backlogs(connection, ids)
    # One that was deleted between the reads has no health any more.
    return [
        ListedEndpoint(_view(runtime, each), health[each.id], backlogs[each.id]) for each in found if each.id in health
    ]


async def change_endpoint(
    runtime: Runtime,
    sender: Sender,
    endpoint_id: UUID,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    request_id: str,
    expected: Collection[int] | None,
) -> EndpointView:
    """Change settings by their names in `WantedEndpoint`, or the `state`. A disabled one is pinged before it is active.

    The values of its own headers are for the place that they were given for: with an address of another origin they go,
    unless they come anew. Raises `NotFound`, `StaleVersion`, `ValidationFailed`, `EndpointNotAnswering`.
    """
    async with runtime.database.connection(changes=False) as connection:
        endpoint = await existing(connection, endpoint_id, by)
        live = await secrets.list_live(connection, endpoint_id)
    if expected is not None and endpoint.version not in expected:
        raise StaleVersion
    _check(endpoint, changes)
    if "url" in changes:
        await sender.check(changes["url"])
        if endpoint.headers is not None and not _has_same_origin(endpoint.url, changes["url"]):
            changes = {"headers": {}, **changes}
    revives = endpoint.state == "disabled" and changes.get("state") == "active"
    if revives:
        changed = replace(endpoint, **{name: changes[name] for name in _OF_THE_WAY & changes.keys()})
        headers = changes.get("headers", open_headers(runtime.vault, endpoint_id, endpoint.headers))
        await _ping(runtime, sender, way_of(changed, headers, live))
    async with runtime.database.transaction() as connection:
        now_is = await lock(connection, endpoint_id, by)
        if now_is.version != endpoint.version and ("state" in changes or not _is_expected(now_is, expected)):
            # What the change was decided on, or what was pinged, is not so any more.
            raise StaleVersion
        await endpoint_settings.change_endpoint(connection, endpoint_id, _columns(runtime, now_is, changes, by))
        if revives:
            await recover(connection, endpoint_id, by=by, request_id=request_id)
        return _view(runtime, await existing(connection, endpoint_id, by))


async def delete_endpoint(runtime: Runtime, endpoint_id: UUID, *, by: Actor, expected: Collection[int] | None) -> None:
    """Remove an endpoint and what it is owed. Raises `NotFound`, `StaleVersion`."""
    async with runtime.database.transaction() as connection:
        endpoint = await lock(connection, endpoint_id, by)
        if not _is_expected(endpoint, expected):
            raise StaleVersion
        await endpoint_settings.delete_endpoint(connection, endpoint_id)


_OF_THE_WAY: Final = frozenset({"url", "format", "payload", "timeout_ms"})
_NO_UNIT: Final = N_("The unit of this endpoint was dissolved. Make one for its successor.")
_NOT_TO_PAUSE: Final = N_("A disabled endpoint can only be made active again.")


def _has_same_origin(one: str, other: str) -> bool:
    parts = [urlsplit(url) for url in (one, other)]
    origins = {(each.scheme, each.hostname, each.port or _PORTS.get(each.scheme)) for each in parts}
    return len(origins) == 1


_PORTS: Final = {"https": 443, "http": 80}


def _view(runtime: Runtime, endpoint: EndpointRecord) -> EndpointView:
    return EndpointView(endpoint, sorted(open_headers(runtime.vault, endpoint.id, endpoint.headers)))


async def _unit(connection: Connection, unit_id: UUID | None, by: Actor) -> Unit:
    unit = (await find_units(connection, [unit_id])).get(unit_id) if unit_id else None
    if unit is None or not unit.active:
        raise ValidationFailed(faults=[Fault("/unit_id", "unknown_unit", N_("There is no such unit."))])
    if not by.reaches(unit.path):
        raise ForbiddenAction(N_("This unit is outside your scope."))
    return unit


def _new(runtime: Runtime, wanted: WantedEndpoint, unit: Unit, by: Actor, now: datetime) -> NewEndpoint:
    id_ = new_id()
    return NewEndpoint(
        id=id_, unit_id=unit.id, unit_path=unit.path, url=wanted.url, description=wanted.description, state="active",
        state_at=now, event_types=list(wanted.event_types), type_patterns=_patterns(wanted.event_types),
        filter=wanted.filter, format=wanted.format, payload=wanted.payload, ordering=wanted.ordering,
        ordering_hold=wanted.ordering_hold, max_in_flight=wanted.max_in_flight,
        rate_per_second=wanted.rate_per_second, timeout_ms=wanted.timeout_ms,
        headers=seal_headers(runtime.vault, id_, wanted.headers), created_at=now, created_by=by.principal,
        updated_at=now,
    )  # fmt: skip


def _patterns(globs: Sequence[str]) -> list[str]:
    return [pattern(glob) for glob in globs]


def _check(endpoint: EndpointRecord, changes: Mapping[str, Any]) -> None:
    if "event_types" in changes:
        check_globs(changes["event_types"])
    if "headers" in changes:
        check_headers(changes["headers"])
    if endpoint.state_reason == Reason.DISSOLVED and "state" in changes:
        raise ValidationFailed(faults=[Fault("/state", "unit_dissolved", _NO_UNIT)])
    if endpoint.state == "disabled" and changes.get("state") == "paused":
        raise ValidationFailed(faults=[Fault("/state", "disabled", _NOT_TO_PAUSE)])


async def _ping(runtime: Runtime, sender: Sender, way: DeliveryRoute) -> None:
    """Write down what came of it, and raise `EndpointNotAnswering` unless the receiver took it."""
    attempt = await send(runtime, sender, way, PING, Cause.PING)
    async with runtime.database.connection() as connection:
        await insert_attempts(connection, [attempt])
    if attempt.outcome != Kind.OK:
        told = ("outcome", "status", "error", "duration_ms")
        raise EndpointNotAnswering(extra={"attempt": {name: getattr(attempt, name) for name in told}})


def _is_expected(endpoint: EndpointRecord, expected: Collection[int] | None) -> bool:
    return expected is None or endpoint.version in expected


def _columns(runtime: Runtime, endpoint: EndpointRecord, changes: Mapping[str, Any], by: Actor) -> dict[str, object]:
    """The columns that differ afterwards; a state that it has already is no change."""
    columns = {name: value for name, value in changes.items() if getattr(endpoint, name) != value}
    if columns.get("state") == "active":
        columns["kept_by"] = by.principal
    if "event_types" in columns:
        columns["type_patterns"] = _patterns(columns["event_types"])
    if "headers" in columns:
        columns["headers"] = seal_headers(runtime.vault, endpoint.id, columns["headers"])
    return columns
