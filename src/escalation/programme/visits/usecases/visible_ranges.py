"""Of which units does somebody see visits and plans (visible ranges)? Of their own, and of those below; by role."""

from escalation.actors import Actor, Role
from escalation.errors import N_, ForbiddenAction, NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.units import require_unit
from escalation.programme.visits.storage.compliance import PathRange


def only(path: str) -> PathRange:
    """A unit without those below: their paths go on with a digit."""
    return PathRange(path, f"{path}!")


def below(path: str) -> PathRange:
    """A unit with all below."""
    return PathRange(path, end_of(path))


async def asked_range(connection: Connection, actor: Actor, code: str | None, *, own: bool) -> PathRange:
    """What an actor sees of a unit, their own if none is named; `own`: without the units below.

    Raises `ValidationFailed` for an unknown unit, `NotFound` for one that is not theirs to see.
    """
    if code is None:
        return only(actor.unit_path) if own else PathRange(*range_of(actor))
    unit = await visible_unit(connection, actor, code)
    return only(unit.path) if own or actor.role is Role.HANDLER else below(unit.path)


async def visible_unit(connection: Connection, actor: Actor, code: str) -> Unit:
    """A unit in the actor's scope. Raises `ValidationFailed`, `NotFound`."""
    unit = await require_unit(connection, code)
    if not actor.reaches(unit.path):
        raise NotFound
    return unit


def require_own(actor: Actor, path: str) -> None:
    """Raise `ForbiddenAction` unless somebody works for the very unit with this path."""
    if actor.unit_path != path:
        raise ForbiddenAction(N_("This belongs to another unit; only those who work there change it."))
