"""Ledger row models: what comes in and goes out of the rows of a ledger."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.kit.web.fields import Code, Day, Flag, In, Integer, Line, Out, Patch, Text
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.ledger.domain.ledger_rows import Household, LedgerStatus, WriteOff
from escalation.programme.ledger.usecases.spawning import WantedOpinion
from escalation.tickets.domain.fields import Outcome
from escalation.tickets.domain.source import Source


class HouseholdIn(In):
    """Whose row it is. It is sealed, and masked for who does not keep the ledger."""

    householder: Annotated[Line, Field(max_length=100)]
    address: Line | None = None
    population: Annotated[Integer, Field(ge=1, le=100)] | None = Field(
        default=None, description="How many people live there."
    )

    def as_value(self) -> Household:
        """The household as the use cases know it."""
        return Household(self.householder, self.address, self.population)


class LedgerRowIn(In):
    """A row for the ledger of the caller's own unit."""

    household: HouseholdIn
    matter: Annotated[Text, Field(max_length=4000)]
    category: Code | None = None
    entered_on: Day = Field(description="The local day on which it was heard of.")


class LedgerRowPatch(Patch):
    """What shall change of a row of which no opinion came yet."""

    may_go: ClassVar[frozenset[str]] = frozenset({"category"})

    household: HouseholdIn | None = None
    matter: Annotated[Text, Field(max_length=4000)] | None = None
    category: Code | None = None
    entered_on: Day | None = Field(default=None, description="The local day on which it was heard of.")


class WriteOffIn(In):
    """Why it is written off by hand, with what result, and how content the household is, from 1 to 5."""

    reason: Annotated[Text, Field(max_length=1000)]
    result: Annotated[Text, Field(max_length=4000)] | None = None
    satisfaction: Annotated[Integer, Field(ge=1, le=5)] | None = None


class RowOpinionIn(In):
    """What the row does not say itself."""

    title: Line | None = Field(default=None, description="The beginning of the matter if it is left out.")
    source: Source = Source.VISIT
    contact: Line | None = Field(default=None, description="How the household is reached; sealed.")
    confidential: Flag = False

    def as_value(self) -> WantedOpinion:
        """As the use cases know it."""
        return WantedOpinion(self.title, self.source, self.contact, self.confidential)


class RowTicketIn(In):
    """How a ticket of the row is to be formed."""

    urgency: Urgency
    difficulty: Difficulty
    key_task: Flag = False
    opinion: RowOpinionIn | None = Field(default=None, description="Of a row that has no opinion yet.")


class HouseholdOut(Out):
    """Whose row it is; for who does not keep the ledger, a masked name alone."""

    householder: str
    address: str | None
    population: int | None


class LedgerTicketOut(Out):
    """The ticket behind a row; its state is the row's progress."""

    id: UUID
    number: str
    state: str
    outcome: Outcome | None
    reply: str | None
    satisfaction: int | None


class LedgerRowOut(Out):
    """A row. What is said of its ticket is null for who may not see that.

    `written_off_by`: the end of its ticket, or somebody by hand; `result` and `satisfaction` are what was written with
    that, or those of the ticket. `household` is null once it was erased.
    """

    id: UUID
    unit: UnitRef
    household: HouseholdOut | None
    is_mine: bool = Field(description="Whether the caller keeps the ledger.")
    matter: str
    category: str | None
    entered_on: date
    status: LedgerStatus
    overdue: bool = Field(description="Open, and its ticket is late, or it has stood without one for too long.")
    opinion_id: UUID | None
    opinion_status: Literal["inbox", "attached", "dismissed"] | None
    ticket: LedgerTicketOut | None
    result: str | None
    satisfaction: int | None
    written_off_by: WriteOff | None
    written_off_at: datetime | None = Field(description="When its ticket ended; null of what was written off by hand.")
    written_off_on: date | None = Field(description="The day on which it was written off by hand.")
    write_off_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None


class LedgerFilterQuery(BaseModel):
    """What rows may be narrowed to; what is left out narrows nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit: rows of its subtree.")
    status: LedgerStatus | None = Field(default=None, description="Only open rows, or only written-off ones.")
    overdue: TrueOrFalse = Field(default=False, description="Only rows that are overdue.")
    category: Code | None = Field(default=None, description="With its parts.")
    since: Day | None = Field(default=None, description="Entered on this day or later.")
    until: Day | None = Field(default=None, description="Entered before this day.")


class LedgerQuery(LedgerFilterQuery, ListQuery):
    """The filters of the list."""
