"""Who leads a unit (党建工作领导小组)? One person in charge (责任人), deputies, members; and its office's director."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class LeadingPosition(StrEnum):
    """What one person is at a time: 党委书记, 负总责, or 大引领行动办公室主任."""

    IN_CHARGE = "in_charge"
    OFFICE_DIRECTOR = "office_director"


class GroupRole(StrEnum):
    """As what others are in the group."""

    DEPUTY = "deputy"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class PersonInCharge:
    """Who answers for a unit, and since when."""

    member_id: UUID
    name: str
    since: datetime
