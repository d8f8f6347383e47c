"""What are the rates of a unit and of those directly below it? Of what the caller may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.clocks.policy_document import Level
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime import subtree
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.organisation.usecases.policies import policy_in_force
from escalation.statistics.domain.rates import (
    COUNTS,
    LEVEL_COUNTS,
    RATE_BASES,
    RATES_BY_UNIT,
    Rate,
    RateCounts,
    RateName,
    rates_of,
    summed,
)
from escalation.statistics.domain.reports import ONLY_SEEN, PERIOD, TODAY, Basis, Period
from escalation.statistics.storage.rate_statements import RateQuestion, counted_rates
from escalation.statistics.storage.unit_report_statements import DIRECTLY_BELOW
from escalation.statistics.usecases.reports import FIRST, LAST
from escalation.statistics.usecases.rollups import read_rollups
from escalation.statistics.usecases.unit_report import unit_of
from escalation.texts import Language, name_zone, translate
from escalation.tickets.storage.due_tickets import next_wait
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Listing, find_listing
from escalation.tickets.storage.ticket_listings import Relation
from escalation.tickets.usecases.ticket_filters import WantedFilters, check_filters

Rates = Mapping[RateName, Rate]


@dataclass(frozen=True, slots=True)
class WantedRates:
    """Of which unit, of which tickets, and by what these belong to the period. `filters.unit` is the unit."""

    filters: WantedFilters
    period: Period
    basis: Basis


@dataclass(frozen=True, slots=True)
class RatedUnit:
    """A unit with the name of its level, and the rates of all that is counted for it and for those below."""

    id: UUID
    code: str
    name: str
    level: int
    level_name: Level | None
    rates: Rates


@dataclass(frozen=True, slots=True)
class RatesReport:
    """The answer: the unit with everything below (`total`), it alone (`own`), and those directly below."""

    wanted: WantedRates
    total: RatedUnit
    own: Rates
    items: Sequence[RatedUnit]
    as_of: datetime
    zone: ZoneInfo
    definition: str


async def report_rates(runtime: Runtime, actor: Actor, wanted: WantedRates, language: Language) -> RatesReport:
    """The rates of what the actor may see now. Raises `ValidationFailed` for a filter that names what is not there."""
    async with runtime.database.connection(changes=False) as connection:
        zone, now = (await calendars_in_force(runtime, connection)).base.zone, await read_now(connection)
        levels = (await policy_in_force(runtime, connection)).levels
        unit = await unit_of(connection, actor, wanted.filters.unit)
        counted = await count_rates(connection, actor, wanted, unit, now)
        below = await connection.rows(DIRECTLY_BELOW, unit_id=unit.id)

    items = [
        RatedUnit(
            row["id"], row["code"], row["name"], row["level"], levels.get(row["level"]),
            rates_of(counted.of_units.get(row["serial"], RateCounts())),
        )
        for row in below if row["active"] or row["serial"] in counted.of_units
    ]  # fmt: skip
    total = RatedUnit(unit.id, unit.code, unit.name, unit.level, levels.get(unit.level), rates_of(counted.whole))
    own = rates_of(counted.of_units.get(_OWN, RateCounts()))
    definition = _define(wanted, counted.as_of, zone, language)
    return RatesReport(wanted, total, own, items, counted.as_of, zone, definition)


_OWN: Final = None
"""What stands for the unit itself among the serials of those below it."""


@dataclass(frozen=True, slots=True)
class CountedRates:
    """What rates are made of: by the serial of each unit directly below and of the unit itself, and of all together."""

    of_units: Mapping[int | None, RateCounts]
    whole: RateCounts
    as_of: datetime


async def count_rates(
    connection: Connection, actor: Actor, wanted: WantedRates, unit: Unit, now: datetime
) -> CountedRates:
    """From roll-ups, and what they cannot tell ticket by ticket; ticket by ticket altogether if they do not serve."""
    rolled_up = None
    if wanted.filters == WantedFilters(Filters(), unit=wanted.filters.unit):
        rolled_up = await read_rollups(connection, actor, unit, wanted.basis, wanted.period, now)
    counts: defaultdict[int | None, RateCounts] = defaultdict(RateCounts, rolled_up.of_units if rolled_up else {})
    levels = rolled_up.whole if rolled_up else RateCounts()
    asked = await _ask(connection, actor, wanted, now, only_tied=rolled_up is not None)
    if asked is not None:
        question, values = asked
        above = {"above_path": unit.path, "above_end": end_of(unit.path)}
        for row in await connection.rows(counted_rates(question), **values, **above):
            found = RateCounts(**{name: row[name] for name in COUNTS})
            if row["is_whole"]:
                levels = summed([levels, found])
            else:
                counts[row["below"]] = summed([counts[row["below"]], found])
    whole = replace(summed(counts.values()), **{name: getattr(levels, name) for name in LEVEL_COUNTS})
    return CountedRates(counts, whole, rolled_up.as_of if rolled_up else now)


async def _ask(
    connection: Connection, actor: Actor, wanted: WantedRates, now: datetime, *, only_tied: bool
) -> tuple[RateQuestion, Mapping[str, object]] | None:
    """The statement with its values; `None` if there is nothing to count, whatever there is.

    `only_tied`: of tickets that lie outside of the caller's subtree, and were not received in it, alone.
    """
    filters = await check_filters(connection, actor, replace(wanted.filters, unit=None))
    since, until = wanted.period.since or FIRST, wanted.period.until or LAST
    due_from = since
    if wanted.basis is Basis.DUE:
        # What may still be reopened is listed by the end of that wait, and no wait ends before the first one does.
        waits = await next_wait(connection)
        due_from = min(since, now + waits) if waits is not None else since
    closed, still_open = await _lists(connection, actor, wanted.basis, filters, since)
    if only_tied:
        closed, still_open = _tied(closed), _tied(still_open)
    listings = [listing for listing in (closed, still_open) if listing is not None]
    if not listings:
        return None
    question = RateQuestion(
        wanted.basis, subtree.shape(actor), closed.search if closed else None, still_open.search if still_open else None
    )
    values = {"since": since, "until": until, "due_from": due_from}
    return question, {**listings[-1].params, **listings[0].params, **values}


def _tied(listing: Listing | None) -> Listing | None:
    """Of a list what is the caller's by neither place; `None` if that is nothing."""
    if listing is None or Relation.TIED not in listing.search.relations:
        return None
    return replace(listing, search=replace(listing.search, relations=(Relation.TIED,)))


async def _lists(
    connection: Connection, actor: Actor, basis: Basis, filters: Filters, since: datetime
) -> tuple[Listing | None, Listing | None]:
    """Of closed tickets, and of open ones; both are asked with the same values."""
    changed = replace(filters, updated_since=filters.updated_since or since)
    closed = still_open = None
    if False in filters.kinds:
        ended = replace(filters if basis is Basis.DUE else changed, open=False)
        closed = await find_listing(connection, actor, ended, Sort.DUE if basis is Basis.DUE else Sort.UPDATED_LAST)
    if True in filters.kinds:
        match basis:
            case Basis.CLOSED:
                is_late = filters.overdue is not False
                still_open = await find_listing(connection, actor, replace(filters, overdue=True)) if is_late else None
            case Basis.DUE:
                still_open = await find_listing(connection, actor, replace(filters, open=True))
            case Basis.DISPATCHED:
                still_open = await find_listing(connection, actor, replace(changed, open=True), Sort.UPDATED_LAST)
    return closed, still_open


def _define(wanted: WantedRates, now: datetime, zone: ZoneInfo, language: Language) -> str:
    def local(moment: datetime | None) -> str:
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else translate(TODAY, language)

    period = translate(PERIOD, language).format(
        since=local(wanted.period.since), until=local(wanted.period.until), as_of=local(now),
        zone=name_zone(zone, language),
    )  # fmt: skip
    said = [translate(text, language) for text in (RATE_BASES[wanted.basis], RATES_BY_UNIT, ONLY_SEEN)]
    return (" " if language == "en" else "").join([*said, period])
