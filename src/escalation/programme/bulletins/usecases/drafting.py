"""What stands in the draft of a bulletin (drafting)? Figures of the period, and of the one before, as they are known.

They are counted as a supervisor of the unit sees them: nothing confidential, and no word of any citizen.
"""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from escalation.actors import Actor, Means, Role
from escalation.kit.database.connection import Compiled
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of
from escalation.programme.bulletins.domain.periods import BulletinDays, before
from escalation.programme.bulletins.domain.rules import BulletinRules
from escalation.programme.bulletins.storage.bulletins import OwedBulletin
from escalation.statistics.domain.rates import RateName
from escalation.statistics.domain.reports import Basis, Period, ReportGroup, ReportKind
from escalation.statistics.usecases.rates import Rates, RatesReport, WantedRates, report_rates
from escalation.statistics.usecases.reports import CountedReport, WantedReport, count_report
from escalation.tickets.storage.filters import Filters
from escalation.tickets.usecases.local_days import LocalDays
from escalation.tickets.usecases.ticket_filters import WantedFilters


async def draft_figures(
    runtime: Runtime, owed: OwedBulletin, rules: BulletinRules, zone: ZoneInfo, source: Compiled
) -> Mapping[str, Any]:
    """The figures by section. `source`: a statement with what mechanisms counted, as `name` and `count`."""
    reader = Actor("clock", Role.SUPERVISOR, owed.unit_id, owed.path, means=Means.CLOCK)
    period = period_of(owed.days, zone)
    earlier = period_of(before(owed.days, owed.period), zone)
    rates = await _rates(runtime, reader, owed, period)
    past = await _rates(runtime, reader, owed, earlier)
    climbed = await _report(runtime, reader, owed, ReportKind.CLIMBED, ReportGroup.CLIMBED_TO, period)
    overdue = await _report(runtime, reader, owed, ReportKind.OVERDUE, ReportGroup.UNIT, Period())
    hot = await _report(runtime, reader, owed, ReportKind.ON_TIME, ReportGroup.CATEGORY, period, Basis.DISPATCHED)
    async with runtime.database.connection(changes=False) as connection:
        done = await connection.rows(
            source, path=owed.path, end=end_of(owed.path), since=period.since, until=period.until
        )
    return {
        "headline": {"now": _headline(rates.total.rates), "before": _headline(past.total.rates)},
        "rates": [_rate(name, rates.total.rates, past.total.rates) for name in RateName],
        "units": _named(rates, rules.units_named),
        "overdue": {
            "overdue": overdue.total["overdue"], "stuck": overdue.total["stuck"], "climbed": climbed.total["tickets"],
            "steps": climbed.total["steps"],
        },
        "hot": [
            {"name": each["name"], "tickets": each["tickets"]} for each in hot.groups[: rules.hot_matters]
        ],
        "programme": {row["name"]: row["count"] for row in done},
    }  # fmt: skip


def period_of(days: BulletinDays, zone: ZoneInfo) -> Period:
    """The moments of these days at the place."""
    local = LocalDays(zone)
    return Period(local.begin_of(days.first), local.end_of(days.last))


async def _rates(runtime: Runtime, reader: Actor, owed: OwedBulletin, period: Period) -> RatesReport:
    wanted = WantedRates(WantedFilters(Filters(), unit=owed.code), period, Basis.CLOSED)
    return await report_rates(runtime, reader, wanted, "zh")


async def _report(
    runtime: Runtime, reader: Actor, owed: OwedBulletin, kind: ReportKind, group: ReportGroup, period: Period,
    basis: Basis = Basis.CLOSED,
) -> CountedReport:  # fmt: skip
    wanted = WantedReport(kind, group, period, WantedFilters(Filters(), unit=owed.code), owed.code, basis)
    return await count_report(runtime, reader, wanted, "zh")


def _headline(rates: Rates) -> Mapping[str, int]:
    on_time = rates[RateName.ON_TIME_CLOSURE]
    return {
        "accepted": rates[RateName.CLOSURE].denominator, "closed": rates[RateName.CLOSURE].numerator,
        "on_time": on_time.numerator, "late": on_time.denominator - on_time.numerator,
    }  # fmt: skip


def _rate(name: RateName, now: Rates, then: Rates) -> Mapping[str, Any]:
    rate = now[name]
    return {
        "rate": name.value, "numerator": rate.numerator, "denominator": rate.denominator, "value": rate.value,
        "before": then[name].value,
    }  # fmt: skip


def _named(report: RatesReport, most: int) -> Mapping[str, Any]:
    """The best and the worst by what was closed on time; nobody is both."""
    shares = [
        {"code": each.code, "name": each.name, "value": each.rates[RateName.ON_TIME_CLOSURE].value}
        for each in report.items
    ]  # fmt: skip
    known = sorted((each for each in shares if each["value"] is not None), key=_best_first)
    best = known[: min(most, (len(known) + 1) // 2)]
    worst = [each for each in reversed(known) if each not in best][:most]
    return {"best": best, "worst": worst}


def _best_first(unit: Mapping[str, Any]) -> tuple[float, str]:
    return -unit["value"], unit["code"]
