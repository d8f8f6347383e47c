"""What is said of an endpoint, and what is shown of it? Never its secret but once, never the values of its headers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.events.domain.envelope import Format, Payload
from escalation.kit.web.fields import Code, Flag, Id, In, Integer, Line, Out, Patch, Text
from escalation.organisation.api.unit_ref import UnitRef
from escalation.tickets.domain.source import Source
from escalation.webhooks.api.statistics import HealthOut
from escalation.webhooks.domain.health import Advice
from escalation.webhooks.storage.delivery_log import MOST_OWED
from escalation.webhooks.usecases.endpoints import EndpointView, ListedEndpoint

MASK = "***"
"""Stands for the value of a header."""

Glob = Annotated[Line, Field(max_length=80, pattern=r"^[a-z_.]*(\*[a-z_.]*){0,2}$", examples=["ticket.*"])]
Globs = Annotated[list[Glob], Field(min_length=1, max_length=64)]
Url = Annotated[Text, Field(max_length=2000, examples=["https://example.org/hooks"])]
OwnSecret = Annotated[Line, Field(max_length=100, description="Your own, as `whsec_` and Base64 of 24 to 64 bytes.")]
Ordering = Literal["ticket", "none"]
Hold = Annotated[Integer, Field(ge=0, le=86_400)]
InFlight = Annotated[Integer, Field(ge=1, le=32)]
Rate = Annotated[Integer, Field(ge=1, le=1_000)]
TimeoutMs = Annotated[Integer, Field(ge=1_000, le=30_000)]
HeaderValues = Annotated[
    dict[Annotated[Line, Field(max_length=64)], Annotated[Text, Field(max_length=1_000)]], Field(max_length=20)
]


class FilterIn(In):
    """Fields of the ticket and the values that are wanted; a field left out may have any.

    `category` and `unit` stand for all below them too; `unit` is one that holds or received the ticket.
    """

    category: Annotated[list[Code], Field(min_length=1, max_length=50)] | None = None
    unit: Annotated[list[Code], Field(min_length=1, max_length=50)] | None = None
    level: Annotated[list[Annotated[Integer, Field(ge=1, le=99)]], Field(min_length=1, max_length=20)] | None = None
    state: Annotated[list[Code], Field(min_length=1, max_length=20)] | None = None
    urgency: Annotated[list[Literal["routine", "urgent", "critical"]], Field(min_length=1, max_length=3)] | None = None
    difficulty: Annotated[list[Literal["simple", "moderate", "hard"]], Field(min_length=1, max_length=3)] | None = None
    source: Annotated[list[Source], Field(min_length=1, max_length=20)] | None = None
    key_task: Flag | None = None
    problem: Flag | None = None


class FilterOut(Out):
    """Fields of the ticket and the values that are wanted; null: any."""

    category: list[str] | None
    unit: list[str] | None
    level: list[int] | None
    state: list[str] | None
    urgency: list[Urgency] | None
    difficulty: list[Difficulty] | None
    source: list[Source] | None
    key_task: bool | None
    problem: bool | None


class EndpointIn(In):
    """An endpoint to be made. Without `unit_id` it is the caller's unit's. Its secret is shown once, in the answer.

    `event_types` are globs. With `ordering` by ticket, an event waits for those of its ticket before it, but not longer
    than `ordering_hold_seconds` after they happened. The values of `headers` are never shown again.
    """

    url: Url
    description: Line | None = None
    unit_id: Id | None = None
    event_types: Globs = Field(default_factory=lambda: ["*"])
    filter: FilterIn = Field(default_factory=FilterIn)
    format: Format = Format.STANDARD
    payload: Payload = Payload.FULL
    ordering: Ordering = "ticket"
    ordering_hold_seconds: Hold = 900
    max_in_flight: InFlight = 8
    rate_per_second: Rate | None = None
    timeout_ms: TimeoutMs = 15_000
    headers: HeaderValues = Field(default_factory=dict)
    secret: OwnSecret | None = None


class EndpointPatch(Patch):
    """What shall change; a field left out stays."""

    may_go = frozenset({"rate_per_second", "description"})

    state: Literal["active", "paused"] | None = None
    url: Url | None = None
    description: Line | None = None
    event_types: Globs | None = None
    filter: FilterIn | None = None
    format: Format | None = None
    payload: Payload | None = None
    ordering: Ordering | None = None
    ordering_hold_seconds: Hold | None = None
    max_in_flight: InFlight | None = None
    rate_per_second: Rate | None = None
    timeout_ms: TimeoutMs | None = None
    headers: HeaderValues | None = None


class EndpointOut(Out):
    """An endpoint. `state` is active, paused or disabled, and `state_reason` says why the latter.

    `advice` is what its owner should do: `update_url` if its receiver leads elsewhere again and again.
    """

    id: UUID
    unit: UnitRef
    url: str
    description: str | None
    state: Literal["active", "paused", "disabled"]
    state_reason: str | None
    state_at: datetime
    advice: Advice | None
    event_types: list[str]
    filter: FilterOut
    format: Format
    payload: Payload
    ordering: Ordering
    ordering_hold_seconds: int
    max_in_flight: int
    rate_per_second: int | None
    timeout_ms: int
    headers: dict[str, str]
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime


class BacklogOut(Out):
    """How much an endpoint is owed: `is_capped` if that is `owed` or more. `oldest_due_at`: what has waited longest."""

    owed: int
    is_capped: bool
    oldest_due_at: datetime | None


class ListedEndpointOut(EndpointOut):
    """An endpoint in a list, with how its receiver fares and how much it is owed."""

    health: HealthOut
    backlog: BacklogOut


class NewEndpointOut(EndpointOut):
    """A new endpoint. `secret` is shown now and never again."""

    secret: str


def settings_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a body as the settings have them."""
    settings = dict(fields)
    if "description" in settings:
        settings["description"] = settings["description"] or ""
    if "filter" in settings:
        settings["filter"] = _filter(settings["filter"])
    if "ordering_hold_seconds" in settings:
        settings["ordering_hold"] = timedelta(seconds=settings.pop("ordering_hold_seconds"))
    return settings


def serialize(view: EndpointView) -> EndpointOut:
    """An endpoint."""
    return EndpointOut(**_fields(view))


def listed(endpoint: ListedEndpoint) -> ListedEndpointOut:
    """An endpoint as a list has it."""
    owed = endpoint.backlog.owed
    return ListedEndpointOut(
        **_fields(endpoint.view),
        health=HealthOut.model_validate(endpoint.health),
        backlog=BacklogOut(owed=owed, is_capped=owed >= MOST_OWED, oldest_due_at=endpoint.backlog.oldest_due_at),
    )


def with_secret(view: EndpointView, secret: str | None) -> bytes:
    """A new one, with its secret."""
    return NewEndpointOut(**_fields(view), secret=secret or "").model_dump_json().encode()


def _fields(view: EndpointView) -> dict[str, Any]:
    endpoint = view.endpoint
    computed = {"description", "filter", "ordering_hold_seconds", "headers", "unit", "advice"}
    values = {name: getattr(endpoint, name) for name in EndpointOut.model_fields if name not in computed}
    wanted = {name: endpoint.filter.get(name) for name in FilterOut.model_fields}
    wanted |= {name: values[0] for name, values in endpoint.filter.items() if name in _FLAGS}
    return values | {
        "description": endpoint.description or None,
        "filter": FilterOut(**wanted),
        "ordering_hold_seconds": int(endpoint.ordering_hold.total_seconds()),
        "advice": view.advice,
        "headers": dict.fromkeys(view.header_names, MASK),
        "unit": UnitRef.model_validate(endpoint.unit),
    }


_FLAGS = ("key_task", "problem")


def _filter(given: FilterIn | Mapping[str, Any]) -> dict[str, list[Any]]:
    """Every field has a list of values; those that are not named are left out."""
    fields = dict(given)
    return {name: [value] if name in _FLAGS else value for name, value in fields.items() if value is not None}
