"""How many households has a unit (household counts)? Said by whoever works for it or above; nobody else knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from escalation.actors import Actor
from escalation.errors import N_, Fault, ForbiddenAction, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units_named
from escalation.programme.visits.storage import plans
from escalation.programme.visits.usecases.tallies import count_anew


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """A unit, and how many households it has now."""

    unit: Unit
    households: int


async def hold_counts(connection: Connection) -> None:
    """Wait until nobody else says how many households there are, or writes plans that go by it; in a transaction.

    Without it a plan that is being written would not be found by who says a number, and would not know of it.
    """
    await take_lock(connection, "household counts", "all")


async def set_counts(runtime: Runtime, counts: Mapping[str, int], *, by: Actor) -> list[CountedUnit]:
    """Say how many households units have, by their codes; all or nothing. Open plans for all of them go by it.

    Raises `ValidationFailed` for unknown units, `ForbiddenAction` for one outside the actor's scope.
    """
    async with runtime.database.transaction() as connection:
        found = await find_units_named(connection, counts)
        unknown = [at for at, code in enumerate(counts) if code not in found]
        if unknown:
            detail = N_("There is no such unit.")
            raise ValidationFailed(faults=[Fault(f"/items/{at}/unit_code", "unknown_unit", detail) for at in unknown])
        if not all(by.reaches(unit.path) for unit in found.values()):
            raise ForbiddenAction(N_("This unit is outside your scope."))
        await hold_counts(connection)
        now = await read_now(connection)
        households = {unit.id: counts[code] for code, unit in found.items()}
        await count_anew(connection, await plans.set_households(connection, households, now, by.principal))
    return [CountedUnit(found[code], households) for code, households in counts.items()]
