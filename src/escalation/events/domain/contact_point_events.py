"""Which events do contact points have (联系点)? That a cadre keeps in touch with something, and that it is over."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from escalation.errors import N_
from escalation.events.domain.event_type import MEMBER, UNIT, EventType
from escalation.events.domain.record_payloads import RecordDetails


class ContactPointChanged(RecordDetails):
    """Who keeps in touch, and with what in the unit; never with whom, and not why it ended: both may name people."""

    member_id: Annotated[UUID, Field(description="The cadre.")]
    contact_place: Annotated[str, Field(description="The unit as a whole, or what within it.")]


_EXAMPLE: Final = {"unit_id": UNIT, "member_id": MEMBER, "contact_place": "unit"}

CONTACT_POINT_EVENTS: Final = (
    EventType(
        "contact_point.assigned", N_("Contact point assigned"),
        N_("A cadre keeps in touch with a unit, or with a group or a household there."),
        ContactPointChanged, "assign", None, _EXAMPLE,
    ),
    EventType(
        "contact_point.ended", N_("Contact point ended"), N_("A cadre keeps in touch no longer."),
        ContactPointChanged, "end", None, _EXAMPLE,
    ),
)  # fmt: skip
