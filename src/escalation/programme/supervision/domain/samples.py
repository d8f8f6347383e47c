"""What is a random sample of tickets (随机抽查)? Out of which ones, spread by what, with which seed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Stratum(StrEnum):
    """By what a sample is spread: each kind of ticket has its share, as there are many or few of it."""

    UNIT = "unit"
    CATEGORY = "category"
    LATENESS = "lateness"


class SampleFrame(StrEnum):
    """Out of which tickets is drawn: those that are open, or those that were closed in some days."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SampleCriteria:
    """Out of which tickets to draw. `paths`: held from the first until before the second; `closed`: moments."""

    frame: SampleFrame
    paths: tuple[str, str]
    category: str | None
    closed: tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class DrawnLot:
    """A ticket that was drawn, and of which kind it is."""

    ticket_id: UUID
    stratum: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn, in the order of the lots. `frame_digest`: of the ids of all that could have been."""

    tickets: tuple[DrawnLot, ...]
    frame_size: int
    frame_digest: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was kept. `closed_until`: the first day that does not count."""

    id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    frame: SampleFrame
    within_code: str | None
    within_name: str | None
    category: str | None
    closed_since: date | None
    closed_until: date | None
    stratified_by: tuple[Stratum, ...]
    seed: int
    size: int
    frame_size: int
    frame_digest: bytes
    drawn_at: datetime
    drawn_by: str
    checked: int
    not_in_order: int
