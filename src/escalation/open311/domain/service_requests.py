"""What is an opinion as a service request of GeoReport, and how much of it may whoever asks be told?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

MOST_DAYS: Final = 90
MOST_REQUESTS: Final = 1_000
"""What one answer spans, by the specification."""


class RequestStatus(StrEnum):
    """It has been reported, or it has been resolved."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RequestPeriod:
    """In which requests were made, both ends included."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is stored of an opinion and its ticket. `closed_at`: when the matter ended, `None` while it has not."""

    id: UUID
    category: str
    status: str
    content: str
    place: str | None
    longitude: float | None
    latitude: float | None
    received_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    is_open: bool
    unit_name: str
    agency: str
    state: str | None
    workflow_version: int | None
    due_at: datetime | None
    reply: str | None


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """An opinion as it is told. `notes`: the reply to the citizen, once there is one."""

    id: UUID
    status: RequestStatus
    notes: str | None
    service_name: str
    service_code: str
    description: str | None
    agency: str
    requested_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    address: str | None
    latitude: float | None = None
    longitude: float | None = None
