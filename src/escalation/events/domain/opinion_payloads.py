"""What do events of opinions tell? Never the citizen's words, name or contact."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from escalation.events.domain.event_type import EventDetails

UnitId = Annotated[UUID, Field(description="A unit.")]


class OpinionReceived(EventDetails):
    """Which unit received it, from where, and what it is about if anybody said so."""

    unit_id: UnitId
    category: str | None
    source: str
    confidential: bool


class OpinionCodeGiven(OpinionReceived):
    """How the code reached the citizen: a message carried it, or it was printed."""

    way: Literal["message", "paper"]


class OpinionErased(OpinionReceived):
    """Whether its contact was erased, or all of it. Whoever keeps a copy erases theirs, of its `ticket_id` too."""

    extent: Literal["contact", "all"]
    ticket_id: UUID | None


class OpinionSurveyReady(OpinionReceived):
    """In which survey the citizen is to be asked, and whether they were told of it before."""

    survey_id: Annotated[UUID, Field(description="The survey.")]
    reminder: Annotated[bool, Field(description="Whether they were told of it before.")]


class OpinionAttached(OpinionReceived):
    """To which ticket it belongs now; `from_ticket_id` if that was merged into this one."""

    ticket_id: UUID
    from_ticket_id: UUID | None


class OpinionAttachment(OpinionReceived):
    """Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes."""

    attachment_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
