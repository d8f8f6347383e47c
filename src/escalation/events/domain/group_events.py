"""Which events do groups have (领导小组, 督导组)? That they are formed, change and lapse, and who is in charge."""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import MEMBER, UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class LeadingMemberChanged(RecordDetails):
    """Whom it is about, and what they are in the group from now on."""

    member_id: Annotated[UUID, Field(description="The member.")]
    group_role: Annotated[
        Literal["deputy", "member"] | None, Field(description="Deputy or member; null for who is in the group no more.")
    ]


class LeadingChargeChanged(RecordDetails):
    """Who has a position from now on, and who had it."""

    position: Annotated[
        Literal["in_charge", "office_director"], Field(description="In charge, or director of the coordination office.")
    ]
    member_id: Annotated[UUID | None, Field(description="Who has it now; null for nobody.")]
    former_member_id: Annotated[UUID | None, Field(description="Who had it; null for nobody.")]


class SupervisionGroupChanged(RecordDetails):
    """Who supervises which units, with all below them, in which days."""

    group_kind: Annotated[
        Literal["special", "progress"], Field(description="For one matter, or so that something moves.")
    ]
    first_day: Annotated[date, Field(description="The first day of its period.")]
    last_day: Annotated[date, Field(description="The last day of its period.")]
    member_ids: Annotated[list[UUID], Field(description="Its members, the head among them.")]
    unit_ids: Annotated[list[UUID], Field(description="The units that it supervises.")]


_GROUP: Final = {
    "unit_id": UNIT, "group_kind": "special", "first_day": "2026-03-02", "last_day": "2026-05-31",
    "member_ids": [MEMBER], "unit_ids": [UNIT],
}  # fmt: skip

GROUP_EVENTS: Final = (
    EventType(
        "leading_group.formed", N_("Leading group formed"), N_("A unit has a leading group."), RecordDetails, "form",
        None, {"unit_id": UNIT},
    ),
    EventType(
        "leading_group.changed", N_("Leading group changed"), N_("Somebody came to a leading group, or left it."),
        LeadingMemberChanged, "put_member", None, {"unit_id": UNIT, "member_id": MEMBER, "group_role": "deputy"},
    ),
    EventType(
        "leading_group.charge_changed", N_("Person in charge changed"),
        N_("Somebody else is in charge of a unit, or directs its coordination office; or nobody does any more."),
        LeadingChargeChanged, "change_holder", None,
        {"unit_id": UNIT, "position": "in_charge", "member_id": MEMBER, "former_member_id": None},
    ),
    EventType(
        "supervision_group.formed", N_("Supervision group formed"), N_("Some people supervise units for a time."),
        SupervisionGroupChanged, "form", None, _GROUP,
    ),
    EventType(
        "supervision_group.changed", N_("Supervision group changed"),
        N_("Others supervise, or others are supervised, or until another day."),
        SupervisionGroupChanged, "change", None, _GROUP,
    ),
    EventType(
        "supervision_group.lapsed", N_("Supervision group over"),
        N_("The period of a supervision group is over, or it was ended before."),
        SupervisionGroupChanged, "lapse", None, _GROUP,
    ),
)  # fmt: skip
