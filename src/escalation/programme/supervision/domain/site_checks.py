"""What is a site check (实地检查)? Who went where on which day, and how the matter was found to be."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from escalation.programme.supervision.domain.samples import SubjectKind


class Verdict(StrEnum):
    """How it was found to be: as it was said, not as it was said, or not done (of a visit: nobody was there) at all."""

    IN_ORDER = "in_order"
    NOT_IN_ORDER = "not_in_order"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """A check as it was recorded. `unit`: who held the ticket then, or visits. `order_id`: what was demanded after it.

    The subject is as it is now. `erased_at`: since when the words are gone.
    """

    id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    subject_kind: SubjectKind
    subject_id: UUID
    subject_number: str | None
    subject_title: str
    subject_day: date | None
    subject_state: str
    subject_holder_name: str
    subject_confirmation: str | None
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
    erased_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckResults:
    """What checks of one kind found at a unit and all below it.

    `orders` came of them; `findings`: something was wrong, and no order could follow or did.
    """

    unit_id: UUID
    unit_code: str
    unit_name: str
    kind: SubjectKind
    checks: int
    in_order: int
    not_in_order: int
    not_done: int
    orders: int
    findings: int
