"""What do roll-ups tell of a unit? What its rates are made of, in whole days, if what is asked fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.kit.database.connection import Connection
from escalation.kit.runtime import subtree
from escalation.organisation.domain.units import Unit
from escalation.statistics.domain.rates import COUNTS, RateCounts
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.storage.rollup_counting import RollupProgress, read_progress
from escalation.statistics.storage.rollup_statements import IS_TOLD_A_SECRET, ROLLED_UP
from escalation.tickets.storage.ticket_listings import serial_of

FRESH: Final = timedelta(minutes=2)
"""How old roll-ups may be: when nobody counts any more, reports are asked of the tickets themselves."""

_FIRST, _LAST = date(1900, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class RolledUpRates:
    """By the serial of each unit directly below and, as `None`, of the unit alone; and `whole`, it with all below."""

    of_units: Mapping[int | None, RateCounts]
    whole: RateCounts
    as_of: datetime


async def read_rollups(
    connection: Connection, actor: Actor, unit: Unit, basis: Basis, period: Period, now: datetime
) -> RolledUpRates | None:
    """All that the actor may see in a part of their subtree, but for tickets that lie outside and are tied to them.

    `None` if roll-ups do not tell that: of a period of other than whole days, of units elsewhere, of a handler's own
    tickets, of secrets told to a member by name, and while they are incomplete or old.
    """
    has_subtree = subtree.shape(actor) is subtree.Shape.SUBTREE and actor.unit_id is not None
    if not has_subtree or not unit.path.startswith(actor.unit_path):
        return None
    progress = await read_progress(connection)
    if progress.walked_to is not None or now - progress.as_of > FRESH:
        return None
    days = _days(period, basis, progress, now)
    is_hidden = not actor.sees_confidential and actor.member_id is not None
    if days is None or (is_hidden and await connection.value(IS_TOLD_A_SECRET, member=actor.member_id)):
        return None
    serial, depth = serial_of(unit.path), actor.unit_path.strip("/").count("/") + 1
    rows = await connection.rows(
        ROLLED_UP, serial=serial, unit_id=unit.id, basis=basis, first=days[0], behind=days[1], depth=depth,
        sees_confidential=actor.sees_confidential,
    )  # fmt: skip
    found = {(row["unit_serial"], row["alone"]): RateCounts(**{name: row[name] for name in COUNTS}) for row in rows}
    whole = found.pop((serial, False), RateCounts())
    return RolledUpRates(
        {None if alone else at: counts for (at, alone), counts in found.items()}, whole, progress.as_of
    )


def _days(period: Period, basis: Basis, progress: RollupProgress, now: datetime) -> tuple[date, date] | None:
    """The days of a period, of which the second is behind it; `None` if it does not begin and end with a day."""
    zone = ZoneInfo(progress.zone)
    first = _FIRST if period.since is None else _day(period.since, zone)
    # Nothing was closed or given out later than now; what is due may be.
    is_open = period.until is None or (period.until >= now and basis is not Basis.DUE)
    behind = _LAST if is_open or period.until is None else _day(period.until, zone)
    return (first, behind) if first is not None and behind is not None else None


def _day(moment: datetime, zone: ZoneInfo) -> date | None:
    """The day that begins at a moment."""
    local = moment.astimezone(zone)
    return local.date() if local.time() == time.min else None
