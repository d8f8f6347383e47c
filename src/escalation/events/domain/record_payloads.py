"""What do events of records tell? To which unit a record belongs; never what citizens said, or who they are."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from escalation.events.domain.event_type import EventDetails


class RecordDetails(EventDetails):
    """The unit that the record belongs to. What a mechanism tells besides, its own models add."""

    unit_id: Annotated[UUID, Field(description="A unit.")]
