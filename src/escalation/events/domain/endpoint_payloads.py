"""What do events of endpoints and their deliveries tell?"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from escalation.events.domain.event_type import EventDetails

EventId = Annotated[UUID, Field(description="An event; it is in the feed.")]


class EndpointFailing(EventDetails):
    """Since when deliveries have failed, and when the endpoint will be disabled unless one succeeds before.

    `share`: how much of that time has passed, in percent.
    """

    failing_since: datetime
    disables_at: datetime
    share: Annotated[int, Field(ge=0, le=100)]


class EndpointDisabling(EventDetails):
    """Why: as a code."""

    reason: str


class EndpointRecovered(EventDetails):
    """Since when deliveries had failed."""

    failing_since: datetime | None = None


class DeliveryExhausted(EventDetails):
    """Which event will not be tried again by itself, why, and how often it was tried."""

    event_id: EventId
    event_type: str
    reason: str
    attempts: int


class Greeting(EventDetails):
    """Nothing but a sign of life."""
