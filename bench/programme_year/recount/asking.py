"""What does the product say (asking)? Whoever leads the city asks of every unit, by the use cases behind the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from bench.programme_year.city import CITY, COUNTY, VILLAGE, City, Place
from bench.programme_year.recount.branches import OWN, WHOLE
from bench.programme_year.recount.snapshot import Figures
from bench.programme_year.recount.surveys import KEPT_BACK
from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.programme.bulletins.usecases.bulletins import list_bulletins
from escalation.programme.diary.usecases.diary_counts import count_entries
from escalation.programme.groups.domain.supervision_groups import supervision_findings
from escalation.programme.groups.usecases.group_checks import check_groups
from escalation.programme.groups.usecases.leading_groups import get_leading_group, list_terms
from escalation.programme.groups.usecases.supervision_groups import list_supervision_groups
from escalation.programme.ledger.usecases.ledger_counts import count_rows
from escalation.programme.meetings.usecases.meetings import list_meetings, list_rounds
from escalation.programme.scores.usecases.scores import report_scores
from escalation.programme.supervision.usecases.samples import list_samples
from escalation.programme.supervision.usecases.site_checks import count_results
from escalation.programme.surveys.domain.results import CellResult
from escalation.programme.surveys.usecases.results import get_results
from escalation.programme.task_lists.usecases.unit_tasks import read_progress
from escalation.programme.trends.usecases.activity_trends import WeekActivity, list_alarms, read_trends
from escalation.programme.visits.domain.fulfilment import Figures as VisitFigures
from escalation.programme.visits.usecases.compliance import read_compliance
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.engine import rollups
from escalation.statistics.usecases.rates import Rates, RatesReport, WantedRates, report_rates
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters

_PAGE: Final = 200
WEEKS: Final = 52
"""Of which activity is asked."""
_OF_CHECKS: Final = ("checks", "in_order", "not_in_order", "not_done", "orders", "findings")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who leads the city, and the city."""

    runtime: Runtime
    city: City

    @property
    def head(self) -> Actor:
        """Sees all."""
        return self.city.level(CITY)[0].head

    @property
    def above_others(self) -> list[Place]:
        """All but villages."""
        return [place for place in self.city.places.values() if place.level > VILLAGE]

    async def units(self) -> Mapping[Any, Unit]:
        """All places as units."""
        async with self.runtime.database.connection(changes=False) as connection:
            return await find_units(connection, list(self.city.places))


async def ask_compliance(asker: Asker, day: date) -> Figures:
    """Of every unit: alone, and with all below it."""
    found: dict[tuple[object, ...], object] = {}
    for place in asker.city.places.values():
        told = await read_compliance(asker.runtime, asker.head, place.code, day)
        found |= _of_visits(place.code, OWN, told.own)
        found |= _of_visits(place.code, WHOLE, told.total.figures)
        for item in told.items:
            found |= _of_visits(item.unit.code, WHOLE, item.figures)
    return found


async def ask_diary(asker: Asker, year: int) -> Figures:
    """By month."""
    found: dict[tuple[object, ...], object] = {}
    units = await asker.units()
    for place in asker.above_others:
        since, until = date(year, 1, 1), date(year + 1, 1, 1)
        for each in await count_entries(asker.runtime, asker.head, units[place.id], since, until):
            at = (each.unit_code, OWN if each.unit_id == place.id else WHOLE, each.month)
            said: dict[str, int] = {
                "submitted": each.submitted, "reviewed": each.reviewed, "authors": each.authors,
                **{f"grade {grade}": n for grade, n in each.grades.items()},
            }  # fmt: skip
            found |= _said(at, said)
    return found


async def ask_ledger(asker: Asker, year: int) -> Figures:
    """Rows of the year, and of the days before that were entered in it."""
    found: dict[tuple[object, ...], object] = {}
    units = await asker.units()
    for place in asker.above_others:
        since, until = date(year - 1, 1, 1), date(year + 1, 1, 1)
        for each in await count_rows(asker.runtime, asker.head, units[place.id], since, until):
            said = {name: getattr(each, name) for name in ("entered", "open", "overdue", "written_off")}
            found |= _said((each.unit_code, OWN if each.unit_id == place.id else WHOLE), said)
    return found


async def ask_tasks(asker: Asker, year: int) -> Figures:
    """How far everybody is."""
    found: dict[tuple[object, ...], object] = {}
    for place in asker.above_others:
        for each in await read_progress(asker.runtime, asker.head, place.code, year):
            for kind, of in ((OWN, each.own), (WHOLE, each.whole)):
                said = {name: getattr(of, name) for name in ("tasks", "done", "late", "percents")}
                found |= _said((each.unit.code, kind), said)
    return found


async def ask_rounds(asker: Asker) -> Figures:
    """Of every unit that has to meet, and how often each has met."""
    found: dict[tuple[object, ...], object] = {}
    after: str | None = None
    while page := await list_rounds(asker.runtime, asker.head, unit=None, state=None, after=after, limit=_PAGE):
        for each in page:
            found[each.unit.code, "due on"], found[each.unit.code, "state"] = each.due_on, each.state
            found[each.unit.code, "last held"] = each.last_held_at
        after = page[-1].unit_path
    for place in asker.city.places.values():
        held = await list_meetings(
            asker.runtime, asker.head, unit=place.code, state="held", after=None, limit=_PAGE
        )  # fmt: skip
        if held:
            found[place.code, "sessions"] = max(each.session or 0 for each in held)
    return found


async def ask_checks(asker: Asker) -> Figures:
    """What was found where."""
    found: dict[tuple[object, ...], object] = {}
    for place in asker.above_others:
        for each in await count_results(asker.runtime, asker.head, place.code, None, None):
            said = {name: getattr(each, name) for name in _OF_CHECKS}
            found |= _said((each.unit_code, OWN if each.unit_id == place.id else WHOLE, each.kind), said)
    return found


async def ask_samples(asker: Asker) -> Figures:
    """Of every sample how much was drawn and looked at."""
    found: dict[tuple[object, ...], object] = {}
    after: UUID | None = None
    while page := await list_samples(asker.runtime, asker.head, after=after, limit=_PAGE):
        for each in page:
            said = {
                "drawn": min(each.size, each.frame_size),
                "checked": each.checked,
                "not in order": each.not_in_order,
            }
            found |= _said((each.id,), said)
        after = page[-1].id
    return found


async def ask_survey(asker: Asker, survey_id: UUID, actor: Actor, unit: str | None) -> Figures:
    """What is told of a unit: whole, itself, and those directly below it."""
    told = await get_results(asker.runtime, actor, survey_id, unit)
    found = _of_cell("whole", told.whole)
    for part in told.parts:
        found |= _of_cell(part.cell.unit_code, part.result)
    return found


def _of_cell(name: str, cell: CellResult) -> dict[tuple[object, ...], object]:
    progress = cell.progress
    said = {
        "asked": progress.asked, "by page": progress.answered_by_page, "answered": progress.answered,
        "refused": progress.refused, "unreached": progress.unreached, "withdrawn": progress.withdrawn,
        "waiting": progress.waiting,
    }  # fmt: skip
    found = dict(_said((name,), said))
    for each in cell.questions:
        at = name, each.question.code
        if each.options is None:
            found[at] = KEPT_BACK
            continue
        found |= _said(at, each.options)
        if each.below_floor:
            found[(*at, "too low")] = (each.fairly_satisfied, each.rated)
    return found


async def ask_findings(asker: Asker) -> Figures:
    """Which units were told that they are below the floor, by survey and question."""
    async with asker.runtime.database.connection(changes=False) as connection:
        rows = await connection.raw.fetch(_FINDINGS)
    return {(row["record_id"], row["code"], row["question"]): (row["satisfied"], row["rated"]) for row in rows}


_FINDINGS: Final = """
SELECT e.record_id, u.code, e.data ->> 'question' AS question, (e.data ->> 'fairly_satisfied')::int AS satisfied,
       (e.data ->> 'rated')::int AS rated
FROM events e JOIN units u ON u.id = e.unit_id WHERE e.type = 'survey.below_floor'
"""


async def ask_leading(asker: Asker) -> Figures:
    """What is missing where units have to be led."""
    found: dict[tuple[object, ...], object] = {}
    after: str | None = ""
    codes = {place.name: place.code for place in asker.city.places.values()}
    while after is not None:
        page = await check_groups(asker.runtime, asker.head, within=None, after=after or None, limit=_PAGE)
        for each in page.items:
            findings = tuple((finding.code, codes.get(finding.unit, "")) for finding in each.findings)
            found[each.unit.unit.code, "findings"] = findings
            if each.unit.group_id is not None:
                terms = await list_terms(asker.runtime, asker.head, each.unit.group_id, after=None, limit=_PAGE)
                group = await get_leading_group(asker.runtime, asker.head, each.unit.group_id)
                found |= _said((each.unit.unit.code,), {"terms": len(terms), "members": len(group.members)})
        after = page.goes_on_behind
    return found


async def ask_supervising(asker: Asker) -> Figures:
    """Of every group how far it is, who is in it and where; what was told of those that are over."""
    found: dict[tuple[object, ...], object] = {}
    after: UUID | None = None
    while page := await list_supervision_groups(asker.runtime, asker.head, None, after=after, limit=_PAGE):
        for each in page:
            group = each.group
            at_home = sum(finding.code == "own_unit" for finding in supervision_findings(group))
            found[group.id, "state"] = str(group.state(each.now))
            found |= _said((group.id,), {"people": len(group.members), "units": len(group.units), "at home": at_home})
        after = page[-1].group.id
    async with asker.runtime.database.connection(changes=False) as connection:
        for row in await connection.raw.fetch(_LAPSED):
            found[row["record_id"], "told over"] = row["n"]
    return found


_LAPSED: Final = """
SELECT record_id, count(*) AS n FROM events WHERE type = 'supervision_group.lapsed' GROUP BY record_id
"""


async def ask_bulletins(asker: Asker) -> Figures:
    """What stands in every bulletin, and its number."""
    found: dict[tuple[object, ...], object] = {}
    after: UUID | None = None
    while page := await list_bulletins(asker.runtime, asker.head, None, after=after, limit=_PAGE):
        for each in page:
            for name, figure in _of_bulletin(each.figures).items():
                found[(each.id, *name)] = figure
            if each.number is not None:
                found[each.id, "number"] = (each.year, each.number)
        after = page[-1].id
    return found


def _of_bulletin(figures: Mapping[str, Any]) -> Figures:
    found: dict[tuple[object, ...], object] = {}
    for when in ("now", "before"):
        found |= _said((when,), figures["headline"][when])
    for rate in figures["rates"]:
        if rate["denominator"]:
            found["rate", rate["rate"]] = (rate["numerator"], rate["denominator"], rate["value"])
    for end in ("best", "worst"):
        if named := tuple(unit["code"] for unit in figures["units"][end]):
            found[end,] = named
    overdue = {name: figures["overdue"][name] for name in ("overdue", "stuck")}
    return {**found, **_said((), overdue), **_said(("programme",), figures["programme"])}


async def ask_activity(asker: Asker) -> Figures:
    """What was done in each week of the last year, by kind."""
    found: dict[tuple[object, ...], object] = {}
    for place in asker.above_others:
        told = await read_trends(asker.runtime, asker.head, place.code, WEEKS)
        found |= _of_weeks(place.code, OWN, told.own) | _of_weeks(place.code, WHOLE, told.total.weeks)
        for item in told.items:
            found |= _of_weeks(item.unit.code, WHOLE, item.weeks)
    return found


def _of_weeks(code: str, kind: str, weeks: Sequence[WeekActivity]) -> dict[tuple[object, ...], object]:
    found: dict[tuple[object, ...], object] = {}
    for week in weeks:
        found |= _said((code, kind, week.monday), {str(each): n for each, n in week.counts.items()})
    return found


async def ask_alarms(asker: Asker) -> Figures:
    """Every alarm that was given, and whether it is over."""
    found: dict[tuple[object, ...], object] = {}
    after: UUID | None = None
    while page := await list_alarms(
        asker.runtime, asker.head, unit=None, alarm=None, is_open=None, after=after, limit=_PAGE
    ):
        for each in page:
            found[each.unit.code, each.alarm, each.since, "before"] = Fraction(*each.figures["before"])
            if each.recovered_at is not None:
                found[each.unit.code, each.alarm, each.since, "over"] = True
        after = page[-1].id
    return found


async def _count_on(asker: Asker) -> None:
    """As a worker does every five seconds: roll-ups that are old are asked by nobody."""
    while await rollups.step(asker.runtime):
        pass


async def ask_rates(
    asker: Asker, basis: str, period: tuple[datetime, datetime], places: Sequence[Place]
) -> Mapping[tuple[object, ...], Rates]:
    """Of these places and those directly below."""
    found: dict[tuple[object, ...], Rates] = {}
    for place in places:
        await _count_on(asker)
        found |= _of_report(place, await report_rates(asker.runtime, asker.head, _wanted(place, basis, period), "en"))
    return found


def _of_report(place: Place, report: RatesReport) -> Mapping[tuple[object, ...], Rates]:
    items: dict[tuple[object, ...], Rates] = {(item.code, WHOLE): item.rates for item in report.items}
    return {(place.code, OWN): report.own, (place.code, WHOLE): report.total.rates, **items}


@dataclass(frozen=True, slots=True)
class AskedScores:
    """The scores of units by code, those below a unit with their levels, and who of them is named."""

    scores: Mapping[str, float | None]
    below: Mapping[str, int]
    named: tuple[list[str], list[str]]


async def ask_scores(asker: Asker, period: tuple[datetime, datetime]) -> Sequence[AskedScores]:
    """Of the city and its counties."""
    answers = []
    for place in (*asker.city.level(CITY), *asker.city.level(COUNTY)):
        await _count_on(asker)
        told = await report_scores(asker.runtime, asker.head, _wanted(place, "closed", period), "en")
        items = {item.unit.code: item.card.score for item in told.items}
        scores = items | {told.total.unit.code: told.total.card.score}
        levels = {item.unit.code: item.unit.level for item in told.items}
        answers.append(AskedScores(scores, levels, (list(told.commended), list(told.criticised))))
    return answers


def _wanted(place: Place, basis: str, period: tuple[datetime, datetime]) -> WantedRates:
    return WantedRates(WantedFilters(Filters(), unit=place.code), Period(*period), Basis(basis))


def _of_visits(code: str, kind: str, figures: VisitFigures) -> Figures:
    said = {
        "plans": figures.plans, "fulfilled": figures.fulfilled, "overdue": figures.overdue,
        "visits done": figures.visits.done, "visits required": figures.visits.required,
        "households done": figures.households.done, "households required": figures.households.required,
        "households unknown": figures.households_unknown,
    }  # fmt: skip
    return _said((code, kind), said)


def _said(at: tuple[object, ...], counts: Mapping[str, int]) -> Figures:
    return {(*at, name): count for name, count in counts.items() if count}
