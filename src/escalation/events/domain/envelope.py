"""What does somebody who is told of an event receive? One body, for webhooks and for the feed.

It is made from the stored event alone, never from the ticket as it is now: every attempt sends the same.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

import orjson

from escalation.events.domain.record_kinds import RECORD_KINDS, kind_of

API_VERSION: Final = 1
LARGEST: Final = 64 * 1024
"""Bytes of a rendered body; a larger one is sent without its data."""


class Format(StrEnum):
    """How a body is wrapped: as it is, or as a structured CloudEvent 1.0 whose `data` it is."""

    STANDARD = "standard"
    CLOUDEVENTS = "cloudevents"


class Payload(StrEnum):
    """Whether a body tells what happened, or only that something did."""

    FULL = "full"
    THIN = "thin"


CONTENT_TYPES: Final[Mapping[str, str]] = {
    Format.STANDARD: "application/json",
    Format.CLOUDEVENTS: "application/cloudevents+json",
}


class Fact(NamedTuple):
    """One event, as it is told. It is about a ticket, opinion, endpoint or record, and has the id of that one only.

    `sequence` counts the events of a ticket; `previous_sequence` is that of the event before it which the receiver was
    sent. `ticket_number`, the states and `ticket_version` are there for an event of a ticket.
    """

    id: UUID
    type: str
    occurred_at: datetime
    ticket_id: UUID | None
    opinion_id: UUID | None
    endpoint_id: UUID | None
    record_id: UUID | None
    sequence: int | None
    previous_sequence: int | None
    feed_pos: int | None
    ticket_number: str | None
    trigger: str
    action: str
    principal: str
    actor_unit_id: UUID | None
    actor_role: str | None
    actor_person_id: UUID | None
    actor_member_id: UUID | None
    actor_means: str | None
    reason: str | None
    from_state: str | None
    to_state: str | None
    ticket_version: int | None
    data: Mapping[str, object]

    @property
    def is_masked(self) -> bool:
        """Whether everything was taken out that the receiver may not see."""
        return not self.action


def render(
    fact: Fact,
    *,
    unit_id: UUID,
    format: str,  # noqa: A002 - as an endpoint's settings call it
    payload: str,
    cursor: str | None,
    base: str = "",
    test: bool = False,
) -> bytes:
    """The body of a webhook, at most `LARGEST` bytes: the same for the same event, however often it is sent.

    `unit_id`: whose endpoint it is. `cursor` continues the feed behind this event. `base` is put before links.
    `test` marks a body that somebody asked for to try their endpoint.
    """
    body = _body(fact, cursor, base)
    body["unit_id"] = unit_id
    body["previous_sequence"] = fact.previous_sequence
    if test:
        body["test"] = True
    if payload == Payload.THIN:
        body["data"] = {}
    message = _cloud_event(fact, body) if format == Format.CLOUDEVENTS else body
    rendered = _bytes(message)
    if rendered is None or len(rendered) > LARGEST:
        body |= {"data": {}, "data_truncated": True}
        rendered = orjson.dumps(message, _plain, orjson.OPT_SORT_KEYS)
    return rendered


def feed_item(fact: Fact, cursor: str, base: str = "") -> dict[str, object]:
    """The event as the feed shows it: nothing in it depends on who reads. `cursor` continues behind it.

    Ids in it are `UUID`.
    """
    return _body(fact, cursor, base)


def masked(fact: Fact) -> Fact:
    """The event for who may know only that it was: everything that says more is taken out."""
    return fact._replace(
        previous_sequence=None, ticket_number=None, trigger="", action="", principal="", actor_unit_id=None,
        actor_role=None, actor_person_id=None, actor_member_id=None, actor_means=None, reason=None, from_state=None,
        to_state=None, ticket_version=None, data={},
    )  # fmt: skip


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def _body(fact: Fact, cursor: str | None, base: str) -> dict[str, object]:
    # The encoder writes ids faster than we would; only those inside of texts are written here.
    return {
        "id": fact.id,
        "type": fact.type,
        "timestamp": timestamp(fact.occurred_at),
        "api_version": API_VERSION,
        "ticket_id": fact.ticket_id,
        "opinion_id": fact.opinion_id,
        "endpoint_id": fact.endpoint_id,
        "record_id": fact.record_id,
        "sequence": fact.sequence,
        "feed_cursor": cursor,
        "data": {} if fact.is_masked else _data(fact),
        "links": {
            "self": f"{base}/v1/events/{fact.id}",
            "ticket": f"{base}/v1/tickets/{fact.ticket_id}" if fact.ticket_id else None,
            "record": f"{base}{_route_of(fact)}/{fact.record_id}" if fact.record_id else None,
        },
    }


def _data(fact: Fact) -> dict[str, object]:
    data: dict[str, object] = {
        "action": fact.action,
        "trigger": fact.trigger,
        "principal": fact.principal,
        "actor_unit_id": fact.actor_unit_id,
        "actor_role": fact.actor_role,
        "actor": {
            "person_id": fact.actor_person_id,
            "member_id": fact.actor_member_id,
            "unit_id": fact.actor_unit_id,
            "means": fact.actor_means,
        },
        "reason": fact.reason,
        "details": fact.data,
    }
    if fact.ticket_id is None:
        return data
    data |= {
        "from_state": fact.from_state,
        "to_state": fact.to_state,
        "ticket_version": fact.ticket_version,
        "ticket_number": fact.ticket_number,
    }
    if "changes" in fact.data:
        data["details"] = {name: value for name, value in fact.data.items() if name not in _OF_EVERY_TICKET}
        data["changes"] = fact.data["changes"]
        data["breaches"] = fact.data.get("breaches", [])
    return data


_OF_EVERY_TICKET: Final = frozenset({"changes", "breaches"})


def _cloud_event(fact: Fact, body: Mapping[str, object]) -> dict[str, object]:
    """The ticket is in `source`, because there the `sequence` extension compares: as text, hence the zeros."""
    kind, id_ = _subject(fact)
    event: dict[str, object] = {
        "specversion": "1.0",
        "id": body["id"],
        "source": f"/units/{body['unit_id']}/{kind}/{id_}",
        "type": fact.type,
        "time": body["timestamp"],
        "subject": id_,
        "datacontenttype": CONTENT_TYPES[Format.STANDARD],
        "data": body,
    }
    if fact.sequence is not None:
        event["sequence"] = f"{fact.sequence:010}"
    return event


def _subject(fact: Fact) -> tuple[str, UUID | None]:
    if fact.ticket_id is not None:
        return "tickets", fact.ticket_id
    if fact.opinion_id is not None:
        return "opinions", fact.opinion_id
    if fact.record_id is not None:
        return _route_of(fact).rpartition("/")[2], fact.record_id
    return "webhook-endpoints", fact.endpoint_id


def _route_of(fact: Fact) -> str:
    return RECORD_KINDS[kind_of(fact.type)].route


def _bytes(message: Mapping[str, object]) -> bytes | None:
    """The JSON; `None` for what is nested deeper than the encoder goes."""
    try:
        return orjson.dumps(message, _plain, orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        if error.__cause__ is not None:
            raise  # A value that is no JSON: depth alone has no cause.
        return None


def _plain(value: object) -> str:
    """Ids as the driver makes them are a kind of `UUID` that the encoder does not know."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value))
