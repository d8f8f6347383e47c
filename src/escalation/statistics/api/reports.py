"""Reports: how late it is and was, where and under whom, and how much was answered on time."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field, field_validator

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Instant, Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import ends_after_it_begins
from escalation.kit.web.routes import strict_router
from escalation.statistics.domain.reports import Basis, Period, ReportGroup, ReportKind
from escalation.statistics.usecases.reports import CountedReport, WantedReport, count_report
from escalation.texts import Language
from escalation.tickets.api.ticket_filters import TicketFilterQuery

router = strict_router(prefix="/v1/reports", tags=["reports"])

OfTickets = Literal[
    "unit", "holder", "origin", "department", "level", "category", "main_category", "urgency", "difficulty", "state",
    "source", "week", "month",
]  # fmt: skip
OfBreaches = Literal[OfTickets, "lapse"]
OfClimbs = Literal[OfBreaches, "climbed_to"]


class ReportQuery(TicketFilterQuery):
    """Of which tickets: what a list can be narrowed to, a report can."""


class PeriodQuery(ReportQuery):
    """The period of a report."""

    since: Instant | None = Field(default=None, description="The first moment that counts.")
    until: Instant | None = Field(default=None, description="The first moment that counts no more.")

    _until_in_order = field_validator("until")(ends_after_it_begins)


class OverdueQuery(ReportQuery):
    """By what to count; a week or month is that in which the limit passed."""

    group_by: OfTickets = "unit"


class BreachedQuery(PeriodQuery):
    """By what to count; a week or month is that of the first breach."""

    group_by: OfBreaches = "origin"


class LapsedQuery(PeriodQuery):
    """By what to count; a week or month is that in which the limit passed."""

    group_by: OfBreaches = "lapse"
    unit: Code | None = Field(default=None, description="Code of a unit: limits that passed in its subtree.")


class ClimbedQuery(PeriodQuery):
    """By what to count; a week or month is that in which the ticket climbed."""

    group_by: OfClimbs = "climbed_to"
    unit: Code | None = Field(default=None, description="Code of a unit: what was given to its subtree.")


class OnTimeQuery(ReportQuery):
    """By what to count; a week or month is that by which a ticket belongs to the period, of an open one its due date.

    By what it belongs to it, `basis` says: by when it was closed, was due, or was first given to a unit.
    """

    basis: Basis = Basis.CLOSED
    since: Instant = Field(description="The first moment that counts.")
    until: Instant | None = Field(default=None, description="The first moment that counts no more.")
    group_by: OfTickets = "origin"

    _until_in_order = field_validator("until")(ends_after_it_begins)


class BreachedCounts(Out):
    """Tickets, how many of them are open, and whether the promise or a stage was the first to break."""

    tickets: int
    open: int
    promises: int
    stages: int


class LapsedCounts(Out):
    """Limits that passed, of how many tickets, and how many were promises and stages."""

    lapses: int
    tickets: int
    promises: int
    stages: int


class ClimbedCounts(Out):
    """Steps up by the clock, and of how many tickets."""

    steps: int
    tickets: int


class OnTimeCounts(Out):
    """Closed and open late tickets; shares are null where nothing was counted.

    `closed_on_time`: by the promised date as it is now, with whatever was granted; `closed_by_first_date`: by the date
    that was promised first. `confirmed_by_code`: whose citizen answered with a code of their own; `confirmed_by_call`:
    who was asked. Seconds run from the forming of a ticket to its closing, nights and holidays included.
    """

    tickets: int
    closed_in_all: int
    closed_on_time: int
    closed_by_first_date: int
    open_late: int
    confirmed_by_code: int
    confirmed_by_call: int
    stages_on_time: int
    share_on_time: float | None
    share_by_first_date: float | None
    share_of_stages_on_time: float | None
    median_seconds: int | None
    ninth_decile_seconds: int | None


class OverdueGroup(Out):
    """A group of tickets that are overdue: how many, in which stages, how many of them stuck at the top."""

    key: str | None
    name: str | None
    unit_id: UUID | None
    overdue: int
    stuck: int
    oldest_due_at: datetime
    stages: list[str]


class BreachedGroup(BreachedCounts):
    """A group of tickets of which a limit was ever broken."""

    key: str | None
    name: str | None
    unit_id: UUID | None


class LapsedGroup(LapsedCounts):
    """A group of limits that passed."""

    key: str | None
    name: str | None
    unit_id: UUID | None


class ClimbedGroup(ClimbedCounts):
    """A group of steps up."""

    key: str | None
    name: str | None
    unit_id: UUID | None


class OnTimeGroup(OnTimeCounts):
    """A group of tickets that were, or were not, answered on time."""

    key: str | None
    name: str | None
    unit_id: UUID | None


class ReportOut(Out):
    """What was counted, in words and as data. `is_whole`: no group was left out; the total has them all.

    `key` of a group is a code, a rank, a week such as 2026-W48 or a month; null for what has none. `unit_id` of
    a group that is a unit is its id, by which lists are narrowed to it.
    """

    report: ReportKind
    definition: str
    group_by: ReportGroup
    unit: str | None
    since: datetime | None
    until: datetime | None
    as_of: datetime
    zone: str
    is_whole: bool


class OverdueReport(ReportOut):
    """The groups, most overdue first, and their sum."""

    items: list[OverdueGroup]
    overdue: int


class BreachedReport(ReportOut):
    """Tickets ever late."""

    total: BreachedCounts
    items: list[BreachedGroup]


class LapsedReport(ReportOut):
    """Limits that passed, and under whom."""

    total: LapsedCounts
    items: list[LapsedGroup]


class ClimbedReport(ReportOut):
    """What climbed by the clock, and to whom."""

    total: ClimbedCounts
    items: list[ClimbedGroup]


class OnTimeReport(ReportOut):
    """Shares of what was answered on time."""

    basis: Basis
    total: OnTimeCounts
    items: list[OnTimeGroup]


Asked = BreachedQuery | LapsedQuery | ClimbedQuery | OnTimeQuery


@router.get("/overdue", summary="Tickets that are overdue now")
async def report_overdue(
    query: Annotated[OverdueQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> OverdueReport:
    """Counts of the overdue tickets that the caller may see. `key` is the holder's code, the level, or the category.

    A level is named as the policy in force calls it.
    """
    filters = query.wanted_filters()
    wanted = WantedReport(ReportKind.OVERDUE, ReportGroup(query.group_by), Period(), filters, filters.unit)
    counted = await count_report(runtime, caller, wanted, language)
    return OverdueReport(**_said(counted) | {"items": counted.groups, "overdue": counted.total["overdue"]})


@router.get("/breached", summary="Tickets that were ever late")
async def report_breached(
    query: Annotated[BreachedQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> BreachedReport:
    """Tickets of which a limit was ever broken, by the moment of the first breach, whatever became of them since."""
    return BreachedReport(**await _count(runtime, caller, ReportKind.BREACHED, query, language))


@router.get("/lapsed", summary="Limits that passed, and under whom")
async def report_lapsed(
    query: Annotated[LapsedQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> LapsedReport:
    """Each limit that passed counts for the unit that held the ticket at that moment, wherever the ticket lies now."""
    return LapsedReport(**await _count(runtime, caller, ReportKind.LAPSED, query, language))


@router.get("/climbed", summary="What climbed by the clock, and to whom")
async def report_climbed(
    query: Annotated[ClimbedQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> ClimbedReport:
    """Each step that the clock took a late ticket up counts for the unit it was given to."""
    return ClimbedReport(**await _count(runtime, caller, ReportKind.CLIMBED, query, language))


@router.get("/on-time", summary="Shares of what was answered on time")
async def report_on_time(
    query: Annotated[OnTimeQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> OnTimeReport:
    """How many of the tickets that were closed, or whose promise broke, kept it; and how many kept all stages."""
    counted = await _count(runtime, caller, ReportKind.ON_TIME, query, language, basis=query.basis)
    return OnTimeReport(**counted, basis=query.basis)


async def _count(
    runtime: Runtime, caller: Actor, kind: ReportKind, query: Asked, language: Language, *, basis: Basis = Basis.CLOSED
) -> dict[str, Any]:
    """The fields of a report with a period."""
    filters = query.wanted_filters()
    period = Period(query.since, query.until)
    wanted = WantedReport(kind, ReportGroup(query.group_by), period, filters, filters.unit, basis)
    counted = await count_report(runtime, caller, wanted, language)
    return {**_said(counted), "total": counted.total, "items": counted.groups}


def _said(counted: CountedReport) -> dict[str, Any]:
    """What every report says of itself."""
    wanted = counted.wanted
    return {
        "report": wanted.kind, "definition": counted.definition, "group_by": wanted.group_by,
        "unit": wanted.unit_code, "since": wanted.period.since, "until": wanted.period.until, "as_of": counted.as_of,
        "zone": counted.zone.key, "is_whole": counted.is_whole,
    }  # fmt: skip
