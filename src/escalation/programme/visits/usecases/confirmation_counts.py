"""How were visits of a unit confirmed (confirmation counts), by whom they were made, and at those directly below?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.runtime.context import Runtime
from escalation.organisation.storage.units import UnitName
from escalation.programme.visits.domain.confirmations import ConfirmationCounts
from escalation.programme.visits.storage import compliance, confirmation_counts
from escalation.programme.visits.storage.confirmation_counts import VisitorConfirmations
from escalation.programme.visits.usecases.duties import unit_of
from escalation.programme.visits.usecases.visible_ranges import below, only, visible_unit
from escalation.programme.visits.usecases.visit_rules import read_present

USUAL: Final = timedelta(days=90)
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class UnitConfirmations:
    """A unit with its counts."""

    unit: UnitName
    counts: ConfirmationCounts


@dataclass(frozen=True, slots=True)
class Confirmations:
    """The answer: the unit with all below (`total`), who visited for it itself, and those directly below it."""

    since: date
    until: date
    total: UnitConfirmations
    visitors: Sequence[VisitorConfirmations]
    items: Sequence[UnitConfirmations]


async def count_confirmations(
    runtime: Runtime, actor: Actor, code: str | None, since: date | None, until: date | None
) -> Confirmations:
    """Of visits made between two days, the last ninety if none are named. A handler sees those of their unit itself.

    Raises `ValidationFailed` for days that are too many or the wrong way round and for an unknown unit, `NotFound`.
    """
    async with runtime.database.connection(changes=False) as connection:
        last = until or (await read_present(runtime, connection)).today
        first = since or last - USUAL
        if not timedelta() <= last - first < LONGEST:
            detail = N_("Ask for at least one day, and for no more than a year.")
            raise ValidationFailed(faults=[Fault("?since", "out_of_range", detail)])
        unit = await visible_unit(connection, actor, code) if code else await unit_of(connection, actor)
        is_all = actor.role is not Role.HANDLER
        children = await compliance.units_directly_below(connection, unit.id) if is_all else []
        ranges = [only(unit.path), *(below(child.path) for child in children)]
        own, *counts = await confirmation_counts.count_ranges(connection, ranges, first, last)
        visitors = await confirmation_counts.count_visitors(connection, unit.id, first, last)
    items = [UnitConfirmations(child.named, each) for child, each in zip(children, counts, strict=True) if each.made]
    total = UnitConfirmations(UnitName(unit.id, unit.code, unit.name), sum(counts, start=own))
    return Confirmations(first, last, total, visitors, items)
