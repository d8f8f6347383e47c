"""What was drawn or looked into (subjects), as routes show it: a ticket or a visit, by what people know it by."""

from datetime import date
from uuid import UUID

from pydantic import Field

from escalation.kit.runtime.subjects import Subject
from escalation.kit.web.fields import Out
from escalation.programme.supervision.domain.samples import SubjectKind


class SubjectOut(Out):
    """A ticket, or a visit that was made."""

    kind: SubjectKind
    id: UUID = Field(description="The id of the ticket, or of the visit.")
    number: str | None = Field(description="Of a ticket.")
    title: str = Field(description="Of a ticket; of a visit what the unit is called that was visited.")
    day: date | None = Field(description="Of a visit: the local day on which it was made.")
    state: str = Field(description="Of the ticket, or of the visit: `made`, or `cancelled` since.")
    holder: str = Field(description="What the unit is called that holds the ticket, or visits.")
    confirmation: str | None = Field(
        description="Of a visit: by what way the visited have confirmed it, `none` if they have not."
    )


def subject_out(kind: SubjectKind, subject: Subject) -> SubjectOut:
    """As somebody sees it."""
    return SubjectOut(
        kind=kind, id=subject.id, number=subject.number, title=subject.title, day=subject.day, state=subject.state,
        holder=subject.holder_name, confirmation=subject.confirmation,
    )  # fmt: skip
