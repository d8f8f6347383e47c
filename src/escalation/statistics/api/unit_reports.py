"""Unit reports: how a unit and those directly below it stand, and day by day; also as a file."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from escalation.errors import N_
from escalation.kit.exporting.columns import Cells, Table
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import Days
from escalation.kit.web.routes import strict_router
from escalation.organisation.domain.units import UnitKind
from escalation.statistics.domain.unit_report import UnitFigures
from escalation.statistics.usecases.unit_report import ReportedUnit, UnitReport, report_by_unit
from escalation.texts import Language, translate
from escalation.tickets.api.ticket_filters import TicketFilterQuery

router = strict_router(prefix="/v1/reports/by-unit", tags=["reports"])
exports_router = strict_router(prefix="/v1/exports/by-unit", tags=["exports"])


class UnitReportQuery(TicketFilterQuery):
    """Of which unit, the caller's own if none is named; of which tickets, and of how many days until today."""

    days: Days = 30


class UnitReportExportQuery(UnitReportQuery, ExportQuery):
    """What the report takes, what of it is written, and as what."""

    rows: Literal["units", "days"] = "units"


class LevelNameOut(Out):
    """What the policy in force calls a level."""

    zh: str
    en: str


class UnitFiguresOut(Out):
    """In hand, overdue, due soon and stuck at the top now; `closed_on_time` of `tickets` in the period.

    `share_on_time` is null where there are no tickets to have a share of.
    """

    in_hand: int
    overdue: int
    due_soon: int
    stuck: int
    tickets: int
    closed_on_time: int
    share_on_time: float | None


class ReportedUnitOut(Out):
    """A unit, with everything below it."""

    id: UUID
    code: str
    name: str
    kind: UnitKind
    level: int
    level_name: LevelNameOut | None
    figures: UnitFiguresOut
    in_charge: Annotated[str | None, Field(description="Who answers for the unit; null if nobody does.")]


class DayFiguresOut(Out):
    """A day: received and closed in it; ever late and not closed at its end."""

    day: date
    received: int
    closed: int
    late: int


class UnitReportOut(Out):
    """What was counted, in words and as data.

    `total` is that of `own`, what the unit holds or received itself, and of `items`, the units directly below.
    """

    definition: str
    since: datetime
    until: datetime
    as_of: datetime
    zone: str
    total: ReportedUnitOut
    own: UnitFiguresOut
    items: list[ReportedUnitOut]
    days: list[DayFiguresOut]


@router.get("", summary="How a unit and those directly below it stand")
async def report_units(
    query: Annotated[UnitReportQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> UnitReportOut:
    """The unit, those directly below it with everything below each, and the course of the last days.

    Only tickets that the caller may see are counted. What is narrowed by a filter is narrowed everywhere.
    """
    report = await report_by_unit(runtime, caller, query.wanted_filters(), query.days, language)
    return UnitReportOut(
        definition=report.definition, since=report.since, until=report.as_of, as_of=report.as_of, zone=report.zone.key,
        total=ReportedUnitOut.model_validate(report.total), own=UnitFiguresOut.model_validate(report.own),
        items=[ReportedUnitOut.model_validate(item) for item in report.items],
        days=[DayFiguresOut.model_validate(day) for day in report.days],
    )  # fmt: skip


@exports_router.get("", summary="The report by unit as a file", response_class=Response, responses=RESPONSES)
async def export_unit_report(
    query: Annotated[UnitReportExportQuery, Query()],
    caller: Caller,
    runtime: Uses,
    export: Exporting,
    language: CallerLanguage,
) -> Response:
    """A row for each unit directly below, for what the unit holds itself and for the sum; or one for each day."""
    report = await report_by_unit(runtime, caller, query.wanted_filters(), query.days, language)
    return await answer_export(export, query, _file(report, query, language), language=language)


def _file(report: UnitReport, query: UnitReportExportQuery, language: Language) -> Exported:
    is_of_units = query.rows == "units"
    columns, rows = (UNITS, _units(report, language)) if is_of_units else (DAYS, _days(report))
    title = N_("By unit") if is_of_units else N_("By day")
    table = table_of(title, columns, report.as_of, report.zone, language, query=query)
    defined = (translate(N_("What is counted"), language), report.definition)

    async def read(_: None) -> tuple[list[Cells], None]:
        return rows, None

    told = Table(**{name: getattr(table, name) for name in Table.__slots__} | {"about": [defined, *table.about]})
    return Exported(told, in_pages(read, dict), report.as_of)


def _units(report: UnitReport, language: Language) -> list[Cells]:
    return [
        *(_unit(item, language) for item in report.items),
        {"name": translate(N_("Held or received by itself"), language), **_figures(report.own)},
        _unit(report.total, language) | {"name": translate(N_("Total"), language)},
    ]


def _unit(unit: ReportedUnit, language: Language) -> dict[str, Any]:
    level = getattr(unit.level_name, language, None)
    return {"code": unit.code, "name": unit.name, "level": level, **_figures(unit.figures)}


def _figures(figures: UnitFigures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in UnitFiguresOut.model_fields}


def _days(report: UnitReport) -> list[Cells]:
    return [{name: getattr(day, name) for name in DAYS} for day in report.days]


UNITS: Final[Columns] = {
    "code": (N_("Code"), 18),
    "name": (N_("Name"), 28),
    "level": (N_("Level"), 8),
    "in_hand": (N_("In hand"), 10),
    "overdue": (N_("Overdue"), 10),
    "due_soon": (N_("Due soon"), 10),
    "stuck": (N_("Stuck at the top"), 10),
    "tickets": (N_("Tickets"), 10),
    "closed_on_time": (N_("Closed on time"), 12),
    "share_on_time": (N_("Share on time"), 12),
}
DAYS: Final[Columns] = {
    "day": (N_("Day"), 12),
    "received": (N_("Newly received"), 10),
    "closed": (N_("Closed"), 10),
    "late": (N_("Open and ever late"), 12),
}
