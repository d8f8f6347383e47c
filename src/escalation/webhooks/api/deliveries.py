"""What was an endpoint sent, what is it owed, and what was given up? The log, and the dead letters."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator

from escalation.events.domain.matching import pattern
from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Code, Id, Instant, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, ends_after_it_begins
from escalation.kit.web.routes import strict_router
from escalation.texts import Language, translate
from escalation.webhooks.api.endpoint_limits import EndpointChanger, EndpointId, Integrator
from escalation.webhooks.api.endpoint_models import Glob
from escalation.webhooks.storage.attempts import Attempt
from escalation.webhooks.storage.delivery_log import AttemptRecord, LogFilters
from escalation.webhooks.usecases import delivery_log, replays

router = strict_router(prefix="/v1/webhook-endpoints/{endpoint_id}", tags=["webhooks"])
DeliveredEventId = Annotated[Id, Path(description="The event's id, as in `webhook-id`.")]


class AttemptOut(Out):
    """One attempt. `outcome` is `ok` or what went wrong; `cause` is why it was made; `next_at`: when it is repeated."""

    event_id: UUID
    event_type: str
    attempt: int
    cause: str
    started_at: datetime
    duration_ms: int
    outcome: str
    status: int | None
    error: str | None
    next_at: datetime | None


class AnsweredOut(AttemptOut):
    """The same with the head and the beginning of the body that the receiver answered."""

    response_headers: dict[str, str]
    response_body: str


class OwedOut(Out):
    """What is still to be sent: when, until when it is tried, and how often it was."""

    due_at: datetime
    expires_at: datetime
    attempts: int
    cause: str


class DeliveryOut(Out):
    """One event at one endpoint. `state`: waiting, sending, delivered, failed or dead."""

    event_id: UUID
    state: Literal["waiting", "sending", "delivered", "failed", "dead"]
    owed: OwedOut | None
    dead_reason: str | None
    dead_at: datetime | None
    attempts: list[AnsweredOut]


class DeadDeliveryOut(Out):
    """A delivery that was given up. `subject_id`: the ticket, opinion or endpoint that the event is about."""

    event_id: UUID
    event_type: str
    subject_id: UUID
    attempts: int
    reason: str
    dead_at: datetime


class ResentOut(Out):
    """An event that is due at once."""

    event_id: UUID


class LogQuery(BaseModel):
    """The filters of the log; those left out narrow nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    outcome: list[Code] | None = Field(default=None, max_length=20, description="May be repeated.")
    cause: Code | None = None
    event_id: Id | None = None
    type: Glob | None = None
    since: Instant | None = None
    until: Instant | None = None

    _in_order = field_validator("until")(ends_after_it_begins)

    def filters(self) -> LogFilters:
        """As the log takes them."""
        like = pattern(self.type) if self.type else None
        return LogFilters(self.outcome, self.cause, self.event_id, like, self.since, self.until)


class AttemptQuery(LogQuery, ListQuery):
    """The filters of the log, and where a page begins."""


@router.get("/deliveries", summary="Attempts to deliver")
async def list_deliveries(
    endpoint_id: EndpointId,
    query: Annotated[AttemptQuery, Query()],
    caller: Integrator,
    runtime: Uses,
    language: CallerLanguage,
) -> Page[AttemptOut]:
    """What was tried in the last thirty days, the latest first."""
    keyset = Keyset(f"deliveries {endpoint_id}", (datetime, UUID, int), query, runtime)
    found = await delivery_log.list_attempts(
        runtime, endpoint_id, caller, query.filters(), after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(
        found,
        place=lambda tried: (tried.started_at, tried.event_id, tried.attempt),
        show=lambda tried: AttemptOut(**attempt_shown(tried, language)),
    )
    return Page[AttemptOut](items=items, next_cursor=cursor)


@router.get("/deliveries/{event_id}", summary="What became of an event")
async def read_delivery(
    endpoint_id: EndpointId, event_id: DeliveredEventId, caller: Integrator, runtime: Uses, language: CallerLanguage
) -> DeliveryOut:
    """The latest attempts to deliver an event to this endpoint, with what was answered."""
    delivery = await delivery_log.get_delivery(runtime, endpoint_id, event_id, caller)
    owed, dead = delivery.owed, delivery.dead
    return DeliveryOut(
        event_id=event_id,
        state=delivery.state,
        owed=OwedOut(due_at=owed.due_at, expires_at=owed.expires_at, attempts=owed.attempt, cause=owed.cause)
        if owed
        else None,
        dead_reason=dead.reason if dead else None,
        dead_at=dead.dead_at if dead else None,
        attempts=[answered(tried, language) for tried in delivery.attempts],
    )


@router.post("/deliveries/{event_id}/retry", summary="Send an event again", status_code=202, response_model=ResentOut)
async def retry_delivery(
    endpoint_id: EndpointId,
    event_id: DeliveredEventId,
    caller: EndpointChanger,
    runtime: Uses,
    once: Idempotent,
) -> Response:
    """Let an event be due at once, delivered or not. What is owed already is due sooner, not twice."""
    return answer(
        await replays.resend(runtime, endpoint_id, event_id, by=caller, render=rendered(202, _resent), once=once)
    )


@router.get("/dead", summary="Dead letters")
async def list_dead_deliveries(
    endpoint_id: EndpointId, query: Annotated[ListQuery, Query()], caller: Integrator, runtime: Uses
) -> Page[DeadDeliveryOut]:
    """What was given up in the last thirty days, the latest first."""
    keyset = Keyset(f"dead {endpoint_id}", (datetime, UUID), query, runtime)
    found = await delivery_log.list_dead(runtime, endpoint_id, caller, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(
        found, place=lambda letter: (letter.dead_at, letter.event_id), show=DeadDeliveryOut.model_validate
    )
    return Page[DeadDeliveryOut](items=items, next_cursor=cursor)


def answered(tried: AttemptRecord | Attempt, language: Language) -> AnsweredOut:
    """An attempt with what was answered, its trouble in the caller's language. The body is shown as text."""
    same = attempt_shown(tried, language)
    body = (tried.response_body or b"").decode(errors="replace").replace("\0", "\ufffd")
    return AnsweredOut(**same, response_headers=dict(tried.response_headers or {}), response_body=body)


def attempt_shown(tried: AttemptRecord | Attempt, language: Language) -> dict[str, Any]:
    """The fields of an `AttemptOut`."""
    same = {name: getattr(tried, name) for name in AttemptOut.model_fields}
    return same | {"error": translate(tried.error, language) if tried.error else None}


def _resent(event_id: UUID) -> bytes:
    return ResentOut(event_id=event_id).model_dump_json().encode()
