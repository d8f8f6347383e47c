"""How are tickets narrowed down in a URL? The filters of the list, which reports and exports of tickets take too."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from escalation.kit.web.fields import Code, Id, Instant, Line
from escalation.kit.web.queries import Number, Rank, TrueOrFalse, ends_after_it_begins
from escalation.tickets.domain.source import Source
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters

StateCode = Annotated[Code, Field(max_length=40)]
# As text, so that `true` is read like the other switches.
OnlyTrue = Annotated[Literal[True], BeforeValidator(lambda value: value == "true" or value)]


class TicketFilterQuery(BaseModel):
    """What tickets may be narrowed to. All that is given has to hold; what is left out narrows nothing.

    A filter that names a state, category, unit or member that is not there is refused, and the refusal names it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit: tickets held or received in its subtree.")
    held_in: Code | None = Field(default=None, description="Code of a unit: tickets that lie in its subtree now.")
    received_in: Code | None = Field(
        default=None, description="Code of a unit: tickets that were received first in its subtree."
    )
    holder: Id | None = Field(default=None, description="Id of the unit that has to act now.")
    origin: Id | None = Field(default=None, description="Id of the unit that received the matter first.")
    department: Code | None = Field(
        default=None, description="Code of a unit: tickets that it holds or handles, or is asked to help with."
    )
    assignee: Id | None = Field(default=None, description="Id of the member who works on it.")
    mine: OnlyTrue | None = Field(default=None, description="Assigned to the member to whom the key belongs.")
    state: list[StateCode] | None = Field(default=None, max_length=20, description="May be repeated.")
    level: Rank | None = None
    overdue: TrueOrFalse | None = Field(default=None, description="A promise is broken right now.")
    ever_breached: TrueOrFalse | None = Field(default=None, description="A promise was broken, now or at any time.")
    breached_since: Instant | None = Field(default=None, description="The first promise was broken then or later.")
    breached_until: Instant | None = Field(default=None, description="The first promise was broken before then.")
    warning: list[Literal["yellow", "orange", "red"]] | None = Field(
        default=None, max_length=3, description="May be repeated."
    )
    due_before: Instant | None = Field(default=None, description="The same as `due_until`.")
    due_since: Instant | None = Field(default=None, description="Open, and the next promise is due then or later.")
    due_until: Instant | None = Field(default=None, description="Open, and the next promise is due before then.")
    created_since: Instant | None = None
    created_until: Instant | None = Field(default=None, description="Before then.")
    updated_since: Instant | None = None
    closed_since: Instant | None = None
    closed_until: Instant | None = Field(default=None, description="Before then.")
    closed_on_time: TrueOrFalse | None = Field(default=None, description="Closed, and the promise was kept.")
    counted_since: Instant | None = Field(
        default=None,
        description="Counts in the share on time from then on: closed since, or open with its promise broken since.",
    )
    counted_until: Instant | None = Field(default=None, description="The same before then.")
    climbed_by_clock: TrueOrFalse | None = Field(default=None, description="The clock sent it up, once or more.")
    escalations_min: Number | None = Field(default=None, description="It climbed so many levels or more.")
    stuck: TrueOrFalse | None = Field(default=None, description="Overdue at the top, where nobody is above.")
    problem: TrueOrFalse | None = None
    key_task: TrueOrFalse | None = None
    open: TrueOrFalse | None = None
    category: Code | None = Field(default=None, description="With its parts.")
    urgency: Literal["routine", "urgent", "critical"] | None = None
    difficulty: Literal["simple", "moderate", "hard"] | None = None
    source: Source | None = Field(default=None, description="Where the matter came from.")
    source_system: Code | None = None
    external_ref: Line | None = None
    q: Annotated[Line, Field(min_length=2)] | None = Field(
        default=None, description="A number, or what stands in title and content: all of what spaces part."
    )

    _in_order = field_validator("due_until", "created_until", "closed_until", "counted_until", "breached_until")(
        ends_after_it_begins
    )

    def wanted_filters(self) -> WantedFilters:
        """The filters, to be checked."""
        same = {name: getattr(self, name) for name in Filters.__dataclass_fields__ if name in type(self).model_fields}
        filters = Filters(
            **same,
            holder_unit_id=self.holder,
            origin_unit_id=self.origin,
            assignee_id=self.assignee,
            states=tuple(self.state) if self.state else None,
            warnings=tuple(sorted(set(self.warning))) if self.warning else None,
        )
        return WantedFilters(
            filters, self.unit, self.held_in, self.received_in, department=self.department, mine=bool(self.mine)
        )
