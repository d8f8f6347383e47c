"""What is a type of event? Its name, what it is called, what it tells, and an example."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel, create_model

from escalation.actors import Means
from escalation.events.domain.envelope import API_VERSION, Fact
from escalation.events.domain.record_kinds import RECORD_KINDS, kind_of

TICKET: Final = "01920f3c-5a10-7c3e-9a41-2b7d6f0c1e11"
OTHER_TICKET: Final = "01920f3c-5a10-7c3e-9a41-2b7d6f0c1e12"
OPINION: Final = "01920f3c-4f02-7b1d-8f10-6a5c4d3e2f21"
ENDPOINT: Final = "01920f3c-6b33-7d4f-8c52-3c8e7a1d2f31"
RECORD: Final = "01920f3c-8200-7a00-8a00-0000000000b1"
UNIT: Final = "01920f3c-1c00-7a00-8a00-000000000041"
OTHER_UNIT: Final = "01920f3c-1c00-7a00-8a00-000000000042"
MEMBER: Final = "01920f3c-1d00-7a00-8a00-000000000051"
TASK: Final = "01920f3c-7d00-7a00-8a00-000000000061"
REQUEST: Final = "01920f3c-7e00-7a00-8a00-000000000071"
ORDER: Final = "01920f3c-7f00-7a00-8a00-000000000081"
EVENT: Final = "01920f3c-8000-7a00-8a00-000000000091"
MOMENT: Final = "2026-03-09T09:30:00Z"
FILE: Final = {
    "attachment_id": "01920f3c-8100-7a00-8a00-0000000000a1", "name": "路灯.jpg", "media_type": "image/jpeg",
    "size": 182_044, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}  # fmt: skip
"""What examples are about."""


class EventDetails(BaseModel):
    """What one type of event tells besides what all of them do. More fields may be added."""

    model_config = ConfigDict(extra="allow", frozen=True)


Change = Annotated[list[JsonValue], Field(min_length=2, max_length=2, description="Before and after.")]


class TicketChanges(RootModel[dict[str, Change]]):
    """What was changed of a ticket, by field."""

    model_config = ConfigDict(frozen=True)


class TicketBreach(BaseModel):
    """A limit that had passed: the `promise` to the citizen, or the `stage` of the unit that held the ticket then."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["promise", "stage"]
    at: datetime
    unit_id: UUID
    level: int


class EventActor(BaseModel):
    """Who did it: the person, as which member, at which unit, and by what they were known (`means`).

    All null for an event from before that was recorded; a machine is no person.
    """

    model_config = ConfigDict(frozen=True)

    person_id: UUID | None
    member_id: UUID | None
    unit_id: UUID | None
    means: Means | None


class EventData(BaseModel):
    """What an event tells. `action` was asked for by `principal`, a person or key, or was the clock's."""

    model_config = ConfigDict(frozen=True)

    action: str
    trigger: Literal["person", "clock"]
    principal: str
    actor_unit_id: UUID | None
    actor_role: str | None
    actor: EventActor
    reason: str | None
    details: EventDetails


class TicketEventData(EventData):
    """What an event of a ticket tells. `changes`: what was changed of the ticket, by field; null before it existed.

    `breaches`: limits that had passed since the event before.
    """

    from_state: str | None
    to_state: str
    ticket_version: int
    ticket_number: str
    changes: TicketChanges = Field(default_factory=lambda: TicketChanges({}))
    breaches: list[TicketBreach] = Field(default_factory=list)


class NoData(BaseModel):
    """Thin, too large, or more than the receiver may see: the link leads to the rest, if there is any for them."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WebhookLinks(BaseModel):
    """Where to read more, relative to this server."""

    model_config = ConfigDict(frozen=True)

    self_: Annotated[str, Field(alias="self")]
    ticket: str | None
    record: str | None


class EventBody(BaseModel):
    """The body of a webhook. `id` is the event's, the same in every attempt, at every endpoint and in the feed.

    Exactly one of `ticket_id`, `opinion_id`, `endpoint_id` and `record_id`, a record of the programme, says what it is
    about. `sequence` counts a ticket's events without a gap; `previous_sequence` is that of the one before which this
    endpoint was sent. `feed_cursor` continues the feed behind this event.
    """

    model_config = ConfigDict(frozen=True)

    id: UUID
    type: str
    timestamp: datetime
    api_version: Annotated[int, Field(json_schema_extra={"const": API_VERSION})]
    unit_id: UUID
    ticket_id: UUID | None
    opinion_id: UUID | None
    endpoint_id: UUID | None
    record_id: UUID | None
    sequence: int | None
    previous_sequence: int | None
    feed_cursor: str | None
    data: EventData | NoData
    data_truncated: Annotated[bool, Field(description="The data was left out, because it was too large.")] = False
    test: Annotated[bool, Field(description="An example, sent because somebody asked for it.")] = False
    links: WebhookLinks


class CloudEvent(BaseModel):
    """A structured CloudEvent 1.0. `source` names unit and ticket; `sequence` is padded to compare as text."""

    model_config = ConfigDict(frozen=True)

    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    time: datetime
    subject: str
    sequence: Annotated[str | None, Field(pattern="^[0-9]{10}$", description="Of a ticket's event.")] = None
    datacontenttype: Literal["application/json"]
    data: EventBody


@dataclass(frozen=True, slots=True)
class EventType:
    """One type. `title` and `description` are message ids; `model` is what it tells besides the common fields.

    `example`: such fields; `action` and `states`, before and after, complete it. Only tickets have states.
    """

    name: str
    title: str
    description: str
    model: type[EventDetails] = EventDetails
    action: str = ""
    states: tuple[str | None, str] | None = None
    example: Mapping[str, object] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """What it is about: a ticket (also where one of its joint tasks is meant), opinion, record or endpoint."""
        kind = kind_of(self.name)
        if kind in RECORD_KINDS:
            return "record"
        return {"ticket": "ticket", "joint_task": "ticket", "opinion": "opinion"}.get(kind, "endpoint")

    @property
    def body(self) -> type[EventBody]:
        """The model of the whole body."""
        return _body_of(self.name, self.description, self.model, self.about)

    def details(self, data: Mapping[str, object]) -> dict[str, object]:
        """These fields as JSON values. Raises `ValueError` if they are not what this type tells, or more."""
        read = self.model.model_validate(data)
        if read.model_extra:
            raise ValueError(f"{self.name} does not tell {', '.join(read.model_extra)}")
        return read.model_dump(mode="json", exclude_unset=True)

    def sample(self, *, id: UUID, now: datetime, endpoint_id: UUID | None = None) -> Fact:  # noqa: A002 - as Fact has it
        """The example as an event. One about an endpoint is about the one that is given."""
        is_of_ticket = self.about == "ticket"
        before, after = self.states or (None, None)
        data = dict(self.example)
        if self.states and before != after:
            data["changes"] = {"state": [before, after]}
        by_clock = self.about == "endpoint" or self.action in _BY_CLOCK
        return Fact(
            id=id, type=self.name, occurred_at=now, ticket_id=UUID(TICKET) if is_of_ticket else None,
            opinion_id=UUID(OPINION) if self.about == "opinion" else None,
            endpoint_id=(endpoint_id or UUID(ENDPOINT)) if self.about == "endpoint" else None,
            record_id=UUID(RECORD) if self.about == "record" else None,
            sequence=3 if is_of_ticket else None, previous_sequence=2 if is_of_ticket else None, feed_pos=None,
            ticket_number="370700-2026-000123" if is_of_ticket else None, trigger="clock" if by_clock else "person",
            action=self.action or self.name.rpartition(".")[2], principal="clock" if by_clock else f"key:{EVENT}",
            actor_unit_id=None if by_clock else UUID(UNIT), actor_role=None if by_clock else "office",
            actor_person_id=None, actor_member_id=None, actor_means=Means.CLOCK if by_clock else Means.KEY, reason=None,
            from_state=before, to_state=after, ticket_version=3 if is_of_ticket else None, data=data,
        )  # fmt: skip


EXAMPLE_AT: Final = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
_BY_CLOCK: Final = frozenset(
    {"warn", "remind", "report_stuck", "reschedule", "raise_order", "lapse_request", "archive", "fall_due"}
)


@cache
def _body_of(name: str, doc: str, model: type[EventDetails], about: str) -> type[EventBody]:
    """Named after the type, so that clients made from the document have names to work with."""
    camel = "".join(word.capitalize() for word in name.replace(".", "_").split("_"))
    base = TicketEventData if about == "ticket" else EventData
    details = create_model(f"{camel}Details", __base__=model, __doc__=model.__doc__)
    data = create_model(f"{camel}Data", __base__=base, __doc__=base.__doc__, details=(details, ...))
    is_it = Field(pattern=f"^{re.escape(name)}$", json_schema_extra={"const": name})
    return create_model(f"{camel}Event", __base__=EventBody, __doc__=doc, type=(str, is_it), data=(data | NoData, ...))
