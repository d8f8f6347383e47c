"""Which types of event are there? Every one that is ever told, by name: tickets, opinions, records, endpoints."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_
from escalation.events.domain import endpoint_payloads, opinion_payloads
from escalation.events.domain.bulletin_events import BULLETIN_EVENTS
from escalation.events.domain.contact_point_events import CONTACT_POINT_EVENTS
from escalation.events.domain.diary_events import DIARY_EVENTS
from escalation.events.domain.event_type import EVENT, FILE, MOMENT, RECORD, TICKET, UNIT, EventType
from escalation.events.domain.group_events import GROUP_EVENTS
from escalation.events.domain.ledger_events import LEDGER_EVENTS
from escalation.events.domain.meeting_events import MEETING_EVENTS
from escalation.events.domain.sorting_events import SORTING_EVENTS
from escalation.events.domain.supervision_events import SUPERVISION_EVENTS
from escalation.events.domain.survey_events import SURVEY_EVENTS
from escalation.events.domain.ticket_events import TICKET_EVENTS
from escalation.events.domain.trend_events import TREND_EVENTS
from escalation.events.domain.visit_events import VISIT_EVENTS

_OPINION: Final = {"unit_id": UNIT, "category": "urban.lighting", "source": "phone", "confidential": False}

_OPINION_EVENTS: Final = (
    EventType(
        "opinion.received", N_("Opinion received"), N_("An opinion came in. What it says is read where it is kept."),
        opinion_payloads.OpinionReceived, "receive", None, _OPINION,
    ),
    EventType(
        "opinion.erased", N_("Opinion erased"),
        N_("What was said, or the contact alone, was erased: at the citizen's wish, or because its time was over."),
        opinion_payloads.OpinionErased, "erase", None, _OPINION | {"extent": "all", "ticket_id": TICKET},
    ),
    EventType(
        "opinion.contact_read", N_("Contact read"),
        N_("Somebody was shown the citizen's name and contact, for a reason."),
        opinion_payloads.OpinionReceived, "read_contact", None, _OPINION,
    ),
    EventType(
        "opinion.code_ready", N_("Code to be sent"),
        N_("A message has to carry the tracking code to the citizen: the messenger collects it."),
        opinion_payloads.OpinionReceived, "receive", None, _OPINION,
    ),
    EventType(
        "opinion.survey_ready", N_("Survey to be sent"),
        N_("A message has to carry the link to a survey to the citizen, or remind them of it."),
        opinion_payloads.OpinionSurveyReady, "invite", None, _OPINION | {"survey_id": RECORD, "reminder": False},
    ),
    EventType(
        "opinion.code_given", N_("Code handed over"),
        N_("The citizen has the tracking code, or another one in place of it."),
        opinion_payloads.OpinionCodeGiven, "give_code", None, _OPINION | {"way": "paper"},
    ),
    EventType(
        "opinion.attached", N_("Opinion attached"),
        N_("An opinion belongs to a ticket now, or to another one because its own was merged."),
        opinion_payloads.OpinionAttached, "form", None, _OPINION | {"ticket_id": TICKET, "from_ticket_id": None},
    ),
    EventType(
        "opinion.dismissed", N_("Opinion dismissed"), N_("An opinion left the inbox without a ticket."),
        opinion_payloads.OpinionReceived, "dismiss", None, _OPINION,
    ),
    EventType(
        "opinion.attachment_added", N_("File attached to an opinion"), N_("A photo or document came to an opinion."),
        opinion_payloads.OpinionAttachment, "attach", None, _OPINION | FILE,
    ),
    EventType(
        "opinion.attachment_removed", N_("File of an opinion removed"),
        N_("A photo or document of an opinion is gone for good."),
        opinion_payloads.OpinionAttachment, "detach", None, _OPINION | FILE,
    ),
)  # fmt: skip

_ENDPOINT_EVENTS: Final = (
    EventType(
        "endpoint.failing", N_("Endpoint failing"), N_("Deliveries to an endpoint fail, and it will be disabled."),
        endpoint_payloads.EndpointFailing,
        example={"failing_since": "2026-03-02T01:30:00Z", "disables_at": "2026-03-07T01:30:00Z", "share": 50},
    ),
    EventType(
        "endpoint.disabled", N_("Endpoint disabled"),
        N_("Nothing more is sent to an endpoint until somebody enables it."),
        endpoint_payloads.EndpointDisabling, example={"reason": "failing"},
    ),
    EventType(
        "endpoint.recovered", N_("Endpoint recovered"), N_("Deliveries to an endpoint succeed again."),
        endpoint_payloads.EndpointRecovered, example={"failing_since": MOMENT},
    ),
    EventType(
        "delivery.exhausted", N_("Delivery given up"), N_("An event will not be sent again by itself."),
        endpoint_payloads.DeliveryExhausted,
        example={"event_id": EVENT, "event_type": "ticket.escalated", "reason": "exhausted", "attempts": 11},
    ),
    EventType(
        "webhook.ping",
        N_("Ping"),
        N_("Sent when somebody asks for a sign of life, and before a disabled endpoint becomes active again."),
        endpoint_payloads.Greeting
    ),
    EventType("webhook.test", N_("Test"), N_("Sent because somebody asked for it."), endpoint_payloads.Greeting),
)  # fmt: skip

# One line for each mechanism of the programme.
_RECORD_EVENTS: Final = (
    *BULLETIN_EVENTS,
    *CONTACT_POINT_EVENTS,
    *DIARY_EVENTS,
    *GROUP_EVENTS,
    *LEDGER_EVENTS,
    *MEETING_EVENTS,
    *SORTING_EVENTS,
    *SUPERVISION_EVENTS,
    *SURVEY_EVENTS,
    *TREND_EVENTS,
    *VISIT_EVENTS,
)

EVENT_TYPES: Final[Mapping[str, EventType]] = {
    each.name: each for each in (*TICKET_EVENTS, *_OPINION_EVENTS, *_RECORD_EVENTS, *_ENDPOINT_EVENTS)
}
"""The types by name, in the order in which they are listed."""
