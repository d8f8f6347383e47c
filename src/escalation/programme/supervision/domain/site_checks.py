"""What is a site check (实地检查)? Who went where on which day, and how the matter was found to be."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Verdict(StrEnum):
    """How it was found to be: as it was said, not as it was said, or not done at all."""

    IN_ORDER = "in_order"
    NOT_IN_ORDER = "not_in_order"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """A check as it was recorded. `unit`: who held the ticket then. `order_id`: what was demanded because of it."""

    id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    ticket_id: UUID
    ticket_number: str
    ticket_title: str
    sample_id: UUID | None
    checked_on: date
    place: str | None
    found: str
    verdict: Verdict
    order_id: UUID | None
    order_state: str | None
    by_unit_code: str
    by_unit_name: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class CheckResults:
    """What checks of a unit and all below it found; `orders`: how many orders came of them."""

    unit_id: UUID
    unit_code: str
    unit_name: str
    checks: int
    in_order: int
    not_in_order: int
    not_done: int
    orders: int
