"""What does the product say (asking)? Whoever leads the city asks of every unit, by the use cases behind the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bench.programme_year.city import CITY, COUNTY, VILLAGE, City, Place
from bench.programme_year.recount.branches import OWN, WHOLE
from bench.programme_year.recount.snapshot import Figures
from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.programme.diary.usecases.diary_counts import count_entries
from escalation.programme.ledger.usecases.ledger_counts import count_rows
from escalation.programme.meetings.usecases.meetings import list_meetings, list_rounds
from escalation.programme.scores.usecases.scores import report_scores
from escalation.programme.supervision.usecases.site_checks import count_results
from escalation.programme.task_lists.usecases.unit_tasks import read_progress
from escalation.programme.visits.domain.fulfilment import Figures as VisitFigures
from escalation.programme.visits.usecases.compliance import read_compliance
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.usecases.rates import Rates, RatesReport, WantedRates, report_rates
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.ticket_filters import WantedFilters

_PAGE: Final = 200
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


async def ask_rates(
    asker: Asker, basis: str, period: tuple[datetime, datetime], places: Sequence[Place]
) -> Mapping[tuple[object, ...], Rates]:
    """Of these places and those directly below."""
    found: dict[tuple[object, ...], Rates] = {}
    for place in places:
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
