"""How much do a unit and those directly below it do of what is required (compliance), on a rolling period?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.runtime.context import Runtime
from escalation.organisation.storage.units import UnitName
from escalation.programme.visits.domain.fulfilment import Figures
from escalation.programme.visits.domain.periods import VisitPeriod, period_of, rolling
from escalation.programme.visits.storage import compliance
from escalation.programme.visits.storage.compliance import AskedDay, VisitorFigures
from escalation.programme.visits.usecases.duties import unit_of
from escalation.programme.visits.usecases.visible_ranges import below, only, visible_unit
from escalation.programme.visits.usecases.visit_rules import Present, read_present


@dataclass(frozen=True, slots=True)
class UnitCompliance:
    """A unit with its figures. `households`: how many it has, `None` where nobody has said it."""

    unit: UnitName
    level: int
    households: int | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Compliance:
    """The answer: the unit with all below (`total`), what it owes itself (`own`, by `visitors`), and those below."""

    total: UnitCompliance
    own: Figures
    visitors: Sequence[VisitorFigures]
    items: Sequence[UnitCompliance]
    as_of: date


async def read_compliance(runtime: Runtime, actor: Actor, code: str | None, as_of: date | None) -> Compliance:
    """How a unit stands on a day, today if none is named. A handler sees what their unit owes itself.

    Raises `ValidationFailed` for a day to come or an unknown unit, `NotFound`.
    """
    async with runtime.database.connection(changes=False) as connection:
        present = await read_present(runtime, connection)
        day = as_of or present.today
        if day > present.today:
            raise ValidationFailed(faults=[Fault("?as_of", "in_the_future", N_("This lies in the future."))])
        unit = await visible_unit(connection, actor, code) if code else await unit_of(connection, actor)
        is_all = actor.role is not Role.HANDLER
        children = await compliance.units_directly_below(connection, unit.id) if is_all else []
        ranges = [only(unit.path), *(below(child.path) for child in children)]
        asked = _asked(present, day)
        own, *figures = await compliance.count_units(connection, ranges, asked)
        visitors = await compliance.count_visitors(connection, unit.path, asked)
        known = await compliance.households_of(connection, [unit.id, *(child.id for child in children)])
    items = [
        UnitCompliance(child.named, child.level, known.get(child.id), each)
        for child, each in zip(children, figures, strict=True)
        if child.active or each.plans or each.overdue
    ]
    total = UnitCompliance(
        UnitName(unit.id, unit.code, unit.name), unit.level, known.get(unit.id), sum(figures, start=own)
    )
    return Compliance(total, own, visitors, items, day)


def _asked(present: Present, day: date) -> AskedDay:
    return AskedDay(
        day=day,
        periods=[period.value for period in VisitPeriod],
        ends=[period_of(period, day).last for period in VisitPeriod],
        since=[present.midnight(rolling(period, day).first) for period in VisitPeriod],
        until=present.end_of(day),
        now=present.now,
        zone=present.zone.key,
    )
