"""How late is it, where and under whom? Reports of what the caller may see, with names in the caller's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Row
from escalation.kit.documents.in_force import Versions, in_force
from escalation.kit.runtime import subtree
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.usecases.calendars import CALENDAR
from escalation.organisation.usecases.policies import policy_in_force
from escalation.organisation.usecases.units import require_unit
from escalation.statistics.domain.reports import (
    AS_OF,
    BASES,
    BEGINNING,
    DEFINITIONS,
    NOTHING,
    ONLY_SEEN,
    PERIOD,
    TODAY,
    Basis,
    Period,
    ReportGroup,
    ReportKind,
    shares,
)
from escalation.statistics.storage.report_statements import MOST_GROUPS, Question, counted
from escalation.statistics.storage.whole_report_statements import counted as counted_whole
from escalation.statistics.storage.whole_report_statements import serves
from escalation.texts import Language, name_zone, translate
from escalation.tickets.domain.grade_labels import DIFFICULTY_LABELS, SOURCE_LABELS, URGENCY_LABELS
from escalation.tickets.storage.due_tickets import next_wait
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Listing, find_listing
from escalation.tickets.usecases.rules import WORKFLOW
from escalation.tickets.usecases.ticket_filters import WantedFilters, check_filters

FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""What stands for a bound that is not given."""


@dataclass(frozen=True, slots=True)
class WantedReport:
    """What is asked: a report, by what it is grouped, its period, and what tickets are narrowed to.

    `unit_code`: what passed or climbed is narrowed to units in its subtree, and other reports to tickets in it.
    `basis`: by what tickets belong to the period of shares on time.
    """

    kind: ReportKind
    group_by: ReportGroup
    period: Period
    filters: WantedFilters
    unit_code: str | None = None
    basis: Basis = Basis.CLOSED


@dataclass(frozen=True, slots=True)
class CountedReport:
    """The answer: groups with `key`, `name`, `unit_id` and their counts, most first, and the `total` of all.

    `is_whole`: whether there are no more groups than the `MOST_GROUPS` shown. `definition` says what was counted.
    """

    wanted: WantedReport
    groups: Sequence[Mapping[str, Any]]
    total: Mapping[str, Any]
    is_whole: bool
    as_of: datetime
    zone: ZoneInfo
    definition: str


async def count_report(runtime: Runtime, actor: Actor, wanted: WantedReport, language: Language) -> CountedReport:
    """One report of what the actor may see now. Raises `ValidationFailed` for a filter that names what is not there."""
    async with runtime.database.connection(changes=False) as connection:
        versions, now = await in_force(connection), await read_now(connection)
        zone = (await runtime.documents.get(connection, CALENDAR, versions.calendar)).base.zone
        asked = await ask_report(connection, actor, wanted, now)
        rows: Sequence[Row] = []
        if asked is not None:
            question, values = asked
            path = _whole_unit(actor, wanted, question, values)
            values = {**values, "zone": zone.key, "above_path": path, "above_end": end_of(path or "")}
            rows = await connection.rows(counted(question) if path is None else counted_whole(question), **values)
        name = await _names(runtime, connection, wanted.group_by, versions, language)
    groups = [_group(row, name) for row in rows if not row["is_total"]]
    counts = [_counts(row) for row in rows if row["is_total"]]
    total = counts[0] if counts else NOTHING[wanted.kind]
    words = define(wanted, now, zone, language)
    return CountedReport(wanted, groups[:MOST_GROUPS], total, len(groups) <= MOST_GROUPS, now, zone, words)


def _whole_unit(actor: Actor, wanted: WantedReport, question: Question, values: Mapping[str, object]) -> str | None:
    """The path of the unit if a report is of everything in a part of the caller's subtree, and indexes have that."""
    is_narrowed = wanted.filters != WantedFilters(Filters(), unit=wanted.unit_code)
    if is_narrowed or question.form is not subtree.Shape.SUBTREE or not serves(question):
        return None
    path = str(values["filter_unit_path"] or actor.unit_path)
    return path if path.startswith(actor.unit_path) else None


def define(wanted: WantedReport, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """What is counted, of which period, and as of when, in words."""

    def local(moment: datetime | None, otherwise: str) -> str:
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else translate(otherwise, language)

    as_of = local(now, TODAY)
    sentence = translate(AS_OF if wanted.kind is ReportKind.OVERDUE else PERIOD, language).format(
        since=local(wanted.period.since, BEGINNING),
        until=local(wanted.period.until, TODAY),
        as_of=as_of,
        zone=name_zone(zone, language),
    )
    between = " " if language == "en" else ""
    told = [BASES[wanted.basis]] if wanted.kind is ReportKind.ON_TIME else []
    said = [translate(text, language) for text in (*told, DEFINITIONS[wanted.kind], ONLY_SEEN)]
    return between.join([*said, sentence])


_OF_UNITS: Final = frozenset({ReportKind.LAPSED, ReportKind.CLIMBED})
"""Reports of which a unit says whose breaches or steps are counted, not where tickets lie."""


async def ask_report(
    connection: Connection, actor: Actor, wanted: WantedReport, now: datetime
) -> tuple[Question, Mapping[str, object]] | None:
    """The statement of a report with its values; `None` if there is nothing to count, whatever there is."""
    by_unit = wanted.unit_code is not None and wanted.kind in _OF_UNITS
    path = (await require_unit(connection, wanted.unit_code)).path if by_unit and wanted.unit_code else ""
    narrowed = wanted.filters if by_unit else replace(wanted.filters, unit=wanted.unit_code)
    filters = await check_filters(connection, actor, narrowed)
    period = {"since": wanted.period.since or FIRST, "until": wanted.period.until or LAST}
    values: dict[str, object] = {**period, "unit_path": path, "unit_end": end_of(path)}
    if wanted.kind is ReportKind.ON_TIME and wanted.basis is Basis.DUE:
        # What may still be reopened is listed by the end of that wait, and no wait ends before the first one does.
        waits = await next_wait(connection)
        values["due_from"] = min(period["since"], now + waits) if waits is not None else period["since"]
    closed, late = await _lists(connection, actor, wanted, filters)
    listings = [listing for listing in (closed, late) if listing is not None]
    question = Question(
        wanted.kind, wanted.group_by, subtree.shape(actor), closed=closed.search if closed else None,
        late=late.search if late else None, by_unit=by_unit, basis=wanted.basis,
    )  # fmt: skip
    return (question, {**listings[-1].params, **listings[0].params, **values}) if listings else None


async def _lists(
    connection: Connection, actor: Actor, wanted: WantedReport, filters: Filters
) -> tuple[Listing | None, Listing | None]:
    """The lists that a report goes by: of closed tickets, and of those that are, or ever were, late.

    What shall not be late is not: that narrows a report to nothing, as it does a list. Whatever happened to a ticket
    since the period began has changed it since, and that is the order of an index. Both lists are asked with the same
    values: what the caller says of changes stays as it is.
    """
    changed = replace(filters, updated_since=filters.updated_since or wanted.period.since or FIRST)
    if wanted.kind in _OF_THE_PAST:
        ever_late = replace(changed, ever_breached=True)
        is_any = filters.ever_breached is not False
        return None, await find_listing(connection, actor, ever_late, Sort.UPDATED_LAST) if is_any else None
    is_late = replace(filters, overdue=True)
    late = await find_listing(connection, actor, is_late) if filters.overdue is not False else None
    if wanted.kind is ReportKind.OVERDUE:
        return None, late
    if not changed.kinds & {False}:
        return None, late
    if wanted.basis is Basis.DUE:
        return await find_listing(connection, actor, replace(filters, open=False), Sort.DUE), late
    return await find_listing(connection, actor, replace(changed, open=False), Sort.UPDATED_LAST), late


_OF_THE_PAST: Final = frozenset({ReportKind.BREACHED, ReportKind.LAPSED, ReportKind.CLIMBED})
"""Reports of what once happened, whatever has become of it."""


Named = Callable[[Row], str | None]


async def _names(
    runtime: Runtime, connection: Connection, group_by: ReportGroup, versions: Versions, language: Language
) -> Named:
    """What groups are called."""
    match group_by:
        case ReportGroup.LEVEL:
            levels = (await policy_in_force(runtime, connection)).levels
            named: Mapping[object, str] = {rank: getattr(level, language) for rank, level in levels.items()}
        case ReportGroup.STATE:
            states = (await runtime.documents.get(connection, WORKFLOW, versions.workflow)).states
            named = {name: getattr(state, language) for name, state in states.items()}
        case ReportGroup.URGENCY | ReportGroup.DIFFICULTY | ReportGroup.SOURCE:
            named = {code: translate(text, language) for code, text in _TEXTS[group_by].items()}
        case ReportGroup.WEEK | ReportGroup.MONTH:
            return lambda row: row["key"]
        case _:
            return lambda row: row[f"name_{language}"]
    return lambda row: named.get(row["key"])


_TEXTS: Final = {
    ReportGroup.URGENCY: URGENCY_LABELS,
    ReportGroup.DIFFICULTY: DIFFICULTY_LABELS,
    ReportGroup.SOURCE: SOURCE_LABELS,
}
_OF_GROUPS: Final = frozenset({"key", "name_zh", "name_en", "unit_id", "is_total"})


def _group(row: Row, name: Named) -> Mapping[str, Any]:
    key = row["key"]
    return {"key": None if key is None else str(key), "name": name(row), "unit_id": row["unit_id"], **_counts(row)}


def _counts(row: Row) -> Mapping[str, Any]:
    counts = {name: value for name, value in row.items() if name not in _OF_GROUPS}
    return counts | shares(counts) if "closed_in_all" in counts else counts
