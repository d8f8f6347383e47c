"""Is everything that the product says what a slow count says (comparing)? And is a changed row noticed?

A figure is a number of one place; what is nothing on both sides is none.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from bench.deadlines.clock import Raw
from bench.programme_year.acting import ZONE
from bench.programme_year.recount import asking, counting, groups, trends
from bench.programme_year.recount.asking import Asker
from bench.programme_year.recount.branches import OWN
from bench.programme_year.recount.compliance import count_compliance
from bench.programme_year.recount.rates import BASES, RateCounter, named, score, value
from bench.programme_year.recount.snapshot import Figures, Snapshot
from bench.programme_year.recount.surveys import SurveyCounter


@dataclass(frozen=True, slots=True)
class Compared:
    """Of one statistic: how many figures, and those that differ, each with what is said and what was counted."""

    figures: int
    differences: Mapping[tuple[object, ...], tuple[object, object]]


Compare = Callable[[Asker, Snapshot, int], Awaitable[Compared]]


async def _compliance(asker: Asker, snapshot: Snapshot, year: int) -> Compared:
    days = [date(year, 6, 30), date(year, 10, 17), date(year, 12, 31)]
    return _both([
        _hold(await asking.ask_compliance(asker, day), count_compliance(snapshot, day), day) for day in days
    ])  # fmt: skip


async def _diary(asker: Asker, snapshot: Snapshot, year: int) -> Compared:
    # Of a village alone nothing is asked: what is told of it by the township is the same.
    return _hold(await asking.ask_diary(asker, year), _asked_of(asker, counting.count_diary(snapshot, year)))


async def _ledger(asker: Asker, snapshot: Snapshot, year: int) -> Compared:
    return _hold(await asking.ask_ledger(asker, year), _asked_of(asker, counting.count_ledger(snapshot)))


async def _tasks(asker: Asker, snapshot: Snapshot, year: int) -> Compared:
    return _hold(await asking.ask_tasks(asker, year), counting.count_tasks(snapshot, year))


async def _rounds(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    return _hold(await asking.ask_rounds(asker), counting.count_rounds(snapshot))


async def _checks(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    return _hold(await asking.ask_checks(asker), _asked_of(asker, counting.count_checks(snapshot)))


async def _samples(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    return _hold(await asking.ask_samples(asker), counting.count_samples(snapshot))


async def _surveys(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    """As whoever leads the city reads them, and as units do that were asked about."""
    counter, parts = SurveyCounter(snapshot), []
    low: dict[tuple[object, ...], object] = {}
    for survey in snapshot.rows["surveys"]:
        survey_id, within_id = survey["id"], survey["within_unit_id"]
        asked = {each for person in counter.of_survey[survey_id] for each in snapshot.above[person["unit_id"]]}
        below = [place for place in asker.city.places.values()
                 if place.id in asked and within_id in snapshot.above[place.id]]  # fmt: skip
        for place in below:
            said = await asking.ask_survey(asker, survey_id, asker.head, place.code)
            parts.append(_hold(said, counter.count(survey, place.id, guarded=False), survey_id, place.code, "own"))
            if survey["closed_at"] is not None and place.id != within_id:
                said = await asking.ask_survey(asker, survey_id, place.head, None)
                parts.append(_hold(said, counter.count(survey, place.id, guarded=True), survey_id, place.code))
        if survey["closed_at"] is not None:
            low |= _told_low(snapshot, survey, counter.count(survey, within_id, guarded=True))
    return _both([*parts, _hold(await asking.ask_findings(asker), low, "told")])


def _told_low(snapshot: Snapshot, survey: Mapping[str, Any], figures: Figures) -> Figures:
    own = snapshot.codes[survey["within_unit_id"]]
    return {
        (survey["id"], own if name[0] == "whole" else name[0], name[1]): figure
        for name, figure in figures.items() if name[-1] == "too low" and name[0] != own
    }  # fmt: skip


async def _leading(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    return _hold(await asking.ask_leading(asker), groups.count_leading(snapshot))


async def _supervising(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    return _hold(await asking.ask_supervising(asker), groups.count_supervising(snapshot))


async def _bulletins(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    counted = {(id_, *name): n for id_, figures in snapshot.known.bulletins.items() for name, n in figures.items()}
    return _hold(await asking.ask_bulletins(asker), {**counted, **counting.count_numbers(snapshot)})


async def _activity(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    counted = trends.by_week(snapshot)
    mondays = sorted(snapshot.known.weeks)[-asking.WEEKS :]
    places = {place.code for place in asker.city.places.values()}
    alone = {place.code for place in asker.above_others}
    of_weeks = {
        name: done for name, done in counted.items()
        if name[2] in mondays and (name[0] in alone if name[1] == OWN else name[0] in places)
    }  # fmt: skip
    said = await asking.ask_activity(asker)
    return _hold({name: done for name, done in said.items() if name[0] in places}, of_weeks)


async def _alarms(asker: Asker, snapshot: Snapshot, _year: int) -> Compared:
    return _hold(await asking.ask_alarms(asker), trends.judge(snapshot))


async def _rates(asker: Asker, snapshot: Snapshot, year: int) -> Compared:
    counter, parts = RateCounter(snapshot), []
    for basis in BASES:
        for period, places in ((_of_year(year), asker.above_others), (_third_quarter(year), asker.above_others[:1])):
            counted = counter.rates(basis, *period)
            told = await asking.ask_rates(asker, basis, period, places)
            said = {
                (*place, name, basis, period[0]): (rate.numerator, rate.denominator, rate.value)
                for place, rates in told.items() for name, rate in rates.items() if rate.denominator
            }  # fmt: skip
            of_places = {
                (*place, name, basis, period[0]): (*rates[name], value(name, rates[name], rates))
                for place, rates in counted.items() if place in told for name in rates if rates[name][1]
            }  # fmt: skip
            parts.append(_hold(said, of_places))
    return _both(parts)


async def _scores(asker: Asker, snapshot: Snapshot, year: int) -> Compared:
    counted = RateCounter(snapshot).rates("closed", *_of_year(year))
    said: dict[tuple[object, ...], object] = {}
    right: dict[tuple[object, ...], object] = {}
    for asked in await asking.ask_scores(asker, _of_year(year)):
        scores = {code: score(counted.get((code, "whole"), {})) for code in asked.scores}
        said |= {(code, "score"): points for code, points in asked.scores.items()}
        right |= {(code, "score"): points for code, points in scores.items()}
        unit = next(iter(asked.scores.keys() - set(asked.below)))
        said[unit, "named"] = asked.named
        levels = sorted(set(asked.below.values()))
        lists = [named({code: scores[code] for code in asked.below if asked.below[code] == level}) for level in levels]
        right[unit, "named"] = tuple([code for each in lists for code in each[at]] for at in (0, 1))
    return _hold(said, right)


STATISTICS: Final[Mapping[str, Compare]] = {
    "visit compliance": _compliance, "diary counts": _diary, "ledger counts": _ledger, "task progress": _tasks,
    "rounds of meetings": _rounds, "results of checks": _checks, "samples": _samples, "survey results": _surveys,
    "leading groups": _leading, "supervision groups": _supervising, "bulletins": _bulletins,
    "weekly activity": _activity, "alarms of trends": _alarms, "rates": _rates, "scores": _scores,
}  # fmt: skip

CHANGES: Final[Mapping[str, str]] = {
    "visit compliance": "UPDATE visits SET state = 'planned', households = 0, household_marks = '{}' WHERE id = ("
    "SELECT v.id FROM visits v JOIN visit_plans p ON p.id = v.plan_id AND p.made_visits = 1"
    " WHERE v.state = 'made' AND p.ends_on = '{year}-12-31' AND p.void_at IS NULL AND p.required_visits = 1"
    " ORDER BY v.id LIMIT 1)",
    "diary counts": "UPDATE diary_entries SET state = 'draft', submitted_at = NULL WHERE id = ("
    "SELECT id FROM diary_entries WHERE state = 'submitted' AND day >= '{year}-01-01' ORDER BY id LIMIT 1)",
    "ledger counts": "DELETE FROM ledger_rows WHERE id = (SELECT id FROM ledger_rows ORDER BY id LIMIT 1)",
    "task progress": "UPDATE unit_tasks SET percent = 99 - percent / 2 WHERE id = ("
    "SELECT id FROM unit_tasks WHERE retired_at IS NULL AND year = {year} ORDER BY id LIMIT 1)",
    "rounds of meetings": "UPDATE meeting_rounds SET due_on = due_on + 1 WHERE unit_id = ("
    "SELECT unit_id FROM meeting_rounds ORDER BY unit_id LIMIT 1)",
    "results of checks": "UPDATE site_checks SET verdict = 'not_done' WHERE id = ("
    "SELECT id FROM site_checks WHERE verdict = 'in_order' ORDER BY id LIMIT 1)",
    "samples": "DELETE FROM site_checks WHERE id = ("
    "SELECT id FROM site_checks WHERE sample_id IS NOT NULL ORDER BY id DESC LIMIT 1)",
    "survey results": "UPDATE survey_answers SET option = 'unsatisfied' WHERE (person_id, question) = ("
    "SELECT person_id, question FROM survey_answers WHERE option = 'satisfied' ORDER BY person_id LIMIT 1)",
    "leading groups": "UPDATE members SET active = false WHERE id = ("
    "SELECT member_id FROM leading_group_terms WHERE until IS NULL ORDER BY id LIMIT 1)",
    "supervision groups": "DELETE FROM supervision_group_members WHERE (group_id, member_id) = ("
    "SELECT group_id, member_id FROM supervision_group_members WHERE NOT is_head ORDER BY 1, 2 LIMIT 1)",
    "bulletins": "UPDATE bulletins SET figures = jsonb_set(figures, '{headline,now,closed}', '99999') WHERE id = ("
    "SELECT id FROM bulletins ORDER BY id DESC LIMIT 1)",
    "weekly activity": "UPDATE unit_activity SET moves = moves + 1 WHERE (unit_id, monday) = ("
    "SELECT unit_id, monday FROM unit_activity ORDER BY monday DESC, unit_id LIMIT 1)",
    "alarms of trends": "UPDATE trend_alarms SET since = since - 7 WHERE id = ("
    "SELECT id FROM trend_alarms ORDER BY id LIMIT 1)",
    "rates": "UPDATE rate_rollups SET closed = closed + 1 WHERE basis = 'closed' AND NOT alone AND unit_serial = ("
    "SELECT serial FROM units WHERE level = 3 AND kind = 'territory' ORDER BY code LIMIT 1)",
}  # fmt: skip
"""A row of each, of rates those of one county, changed behind the back of the program. Scores are made of rates."""


async def compare_all(asker: Asker, snapshot: Snapshot, year: int) -> Mapping[str, Compared]:
    """Every statistic."""
    return {name: await compare(asker, snapshot, year) for name, compare in STATISTICS.items()}


async def compare_after_changes(asker: Asker, snapshot: Snapshot, year: int, owner: Raw) -> Mapping[str, Compared]:
    """Change a row of each, and compare with what was counted before: it has to be noticed. `owner` passes triggers."""
    found = {}
    for name, change in CHANGES.items():
        if await owner.execute(change.replace("{year}", str(year))) in {"UPDATE 0", "DELETE 0"}:
            raise LookupError(name)
        found[name] = await STATISTICS[name](asker, snapshot, year)
    return found


def _hold(said: Figures, counted: Figures, *more: object) -> Compared:
    names = said.keys() | counted.keys()
    differences = {
        (*name, *more): (said.get(name), counted.get(name)) for name in names if said.get(name) != counted.get(name)
    }
    return Compared(len(names), differences)


def _both(parts: list[Compared]) -> Compared:
    differences = {name: each for part in parts for name, each in part.differences.items()}
    return Compared(sum(part.figures for part in parts), differences)


def _asked_of(asker: Asker, figures: Figures) -> Figures:
    """Without what is said of a village alone, or of the city with all below it: nobody asks for that in one figure."""
    places = {each.code for each in asker.above_others}
    top = asker.above_others[0].code
    return {name: count for name, count in figures.items() if (name[0] in places if name[1] == OWN else name[0] != top)}


def _of_year(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1, tzinfo=ZONE).astimezone(UTC), datetime(year + 1, 1, 1, tzinfo=ZONE).astimezone(UTC)


def _third_quarter(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 7, 1, tzinfo=ZONE).astimezone(UTC), datetime(year, 10, 1, tzinfo=ZONE).astimezone(UTC)
