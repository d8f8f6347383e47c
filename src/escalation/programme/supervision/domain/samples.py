"""What is a random sample of tickets or visits (随机抽查)? Out of which ones, spread by what, with which seed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class SubjectKind(StrEnum):
    """What is drawn and looked into."""

    TICKET = "ticket"
    VISIT = "visit"


class Stratum(StrEnum):
    """By what a sample is spread: each part has its share, as there are many or few of it.

    `category` and `lateness` are of tickets, `confirmation` is of visits: by what way the visited have confirmed it.
    """

    UNIT = "unit"
    CATEGORY = "category"
    LATENESS = "lateness"
    CONFIRMATION = "confirmation"


class SampleFrame(StrEnum):
    """Out of what is drawn: tickets that are open, or were closed in some days, or visits made in some days."""

    OPEN = "open"
    CLOSED = "closed"
    MADE = "made"

    @property
    def kind(self) -> SubjectKind:
        """Of which kind these are."""
        return _KINDS[self]


_KINDS: Final = {
    SampleFrame.OPEN: SubjectKind.TICKET,
    SampleFrame.CLOSED: SubjectKind.TICKET,
    SampleFrame.MADE: SubjectKind.VISIT,
}


@dataclass(frozen=True, slots=True)
class SampleCriteria:
    """Out of which to draw. `paths`: held from the first until before the second.

    `days`, the second of which does not count, begin at `moments`.
    """

    frame: SampleFrame
    paths: tuple[str, str]
    category: str | None = None
    days: tuple[date | None, date | None] = (None, None)
    moments: tuple[datetime | None, datetime | None] = (None, None)


@dataclass(frozen=True, slots=True)
class DrawnLot:
    """What was drawn, and to which part of the whole it belongs."""

    subject_id: UUID
    stratum: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn, in the order of the lots. `frame_digest`: of the ids of all that could have been."""

    lots: tuple[DrawnLot, ...]
    frame_size: int
    frame_digest: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was kept. `until`: the first day that does not count."""

    id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    frame: SampleFrame
    within_code: str | None
    within_name: str | None
    category: str | None
    since: date | None
    until: date | None
    stratified_by: tuple[Stratum, ...]
    seed: int
    size: int
    frame_size: int
    frame_digest: bytes
    drawn_at: datetime
    drawn_by: str
    checked: int
    not_in_order: int
