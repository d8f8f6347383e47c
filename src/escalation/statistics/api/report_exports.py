"""Report exports: every report as a file, with its definition."""

from typing import Annotated, Final

from fastapi import Path, Query, Response
from pydantic import Field, field_validator

from escalation.actors import Actor
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.exporting.columns import Cells, Table
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Instant
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import ends_after_it_begins
from escalation.kit.web.routes import strict_router
from escalation.statistics.domain.reports import DEFAULT_GROUPS, Basis, Period, ReportGroup, ReportKind, groups_of
from escalation.statistics.usecases.reports import CountedReport, WantedReport, count_report
from escalation.texts import Language, translate
from escalation.tickets.api.ticket_filters import TicketFilterQuery

router = strict_router(prefix="/v1/exports", tags=["exports"])


class ReportExportQuery(TicketFilterQuery, ExportQuery):
    """What the report takes, and as what the file is written."""

    group_by: ReportGroup | None = Field(default=None, description="As the report has it when left out.")
    basis: Basis | None = Field(default=None, description="Of shares on time, as that report has it.")
    since: Instant | None = Field(default=None, description="The first moment that counts.")
    until: Instant | None = Field(default=None, description="The first moment that counts no more.")

    _until_in_order = field_validator("until")(ends_after_it_begins)


@router.get("/reports/{report}", summary="A report as a file", response_class=Response, responses=RESPONSES)
async def export_report(
    report: Annotated[ReportKind, Path(description="Which report.")],
    query: Annotated[ReportExportQuery, Query()],
    caller: Caller,
    runtime: Uses,
    export: Exporting,
    language: CallerLanguage,
) -> Response:
    """A row for each group, the sum in the last row. A spreadsheet says on its second sheet what was counted."""
    exported = await report_file(runtime, caller, report, query, language)
    return await answer_export(export, query, exported, language=language)


async def report_file(
    runtime: Runtime, caller: Actor, report: ReportKind, query: ReportExportQuery, language: Language
) -> Exported:
    """What the route answers with. Raises `ValidationFailed` for what this report does not take."""
    group_by = query.group_by or DEFAULT_GROUPS[report]
    if faults := _faults(report, group_by, query):
        raise ValidationFailed(faults=faults)
    filters = query.wanted_filters()
    period, basis = Period(query.since, query.until), query.basis or Basis.CLOSED
    wanted = WantedReport(report, group_by, period, filters, filters.unit, basis)
    counted = await count_report(runtime, caller, wanted, language)
    table = table_of(_TITLES[report], _columns(counted), counted.as_of, counted.zone, language, query=query)
    defined = (translate(N_("What is counted"), language), counted.definition)
    rows = [*counted.groups, {**counted.total, "name": translate(N_("Total"), language)}]

    async def read(_: None) -> tuple[list[Cells], None]:
        return rows, None

    told = Table(**{name: getattr(table, name) for name in Table.__slots__} | {"about": [defined, *table.about]})
    return Exported(told, in_pages(read, dict), counted.as_of)


def _faults(report: ReportKind, group_by: ReportGroup, query: ReportExportQuery) -> list[Fault]:
    faults = []
    if group_by not in groups_of(report):
        faults.append(Fault("?group_by", "not_of_this_report", N_("This report is not grouped by that.")))
    if report is not ReportKind.ON_TIME and query.basis is not None:
        faults.append(Fault("?basis", "not_of_this_report", N_("Only shares on time have a basis.")))
    if report is ReportKind.ON_TIME and query.since is None:
        faults.append(Fault("?since", "missing", N_("This is missing.")))
    if report is ReportKind.OVERDUE and (query.since or query.until):
        name = "?since" if query.since else "?until"
        faults.append(Fault(name, "not_of_this_report", N_("This report has no period: it is as of now.")))
    return faults


def _columns(counted: CountedReport) -> Columns:
    counts = {name: _COUNTS[name] for name in counted.total if name in _COUNTS}
    return {"key": (N_("Code"), 18), "name": (N_("Name"), 28), **counts}


_TITLES: Final = {
    ReportKind.OVERDUE: N_("Overdue now"),
    ReportKind.BREACHED: N_("Ever late"),
    ReportKind.LAPSED: N_("Lapsed limits"),
    ReportKind.CLIMBED: N_("Climbed by the clock"),
    ReportKind.ON_TIME: N_("Answered on time"),
}
_COUNTS: Final[Columns] = {
    "overdue": (N_("Overdue"), 10),
    "stuck": (N_("Stuck at the top"), 10),
    "oldest_due_at": (N_("Oldest due date"), 17),
    "lapses": (N_("Lapsed limits"), 12),
    "steps": (N_("Steps up"), 10),
    "tickets": (N_("Tickets"), 10),
    "open": (N_("Still open"), 10),
    "promises": (N_("Promises"), 10),
    "stages": (N_("Stages"), 10),
    "closed_in_all": (N_("Closed"), 10),
    "closed_on_time": (N_("Closed on time"), 12),
    "closed_by_first_date": (N_("Closed by the first date"), 12),
    "open_late": (N_("Open and late"), 12),
    "confirmed_by_code": (N_("Answered with a code"), 12),
    "confirmed_by_call": (N_("Answered when asked"), 12),
    "stages_on_time": (N_("All stages on time"), 12),
    "share_on_time": (N_("Share on time"), 12),
    "share_by_first_date": (N_("Share by the first date"), 12),
    "share_of_stages_on_time": (N_("Share with all stages on time"), 12),
    "median_seconds": (N_("Median, seconds"), 12),
    "ninth_decile_seconds": (N_("Ninth decile, seconds"), 12),
}
