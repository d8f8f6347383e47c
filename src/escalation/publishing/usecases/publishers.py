"""Who publishes what everybody goes by (publishing)? The operator, and administrators of the units that they named."""

from escalation.actors import OPERATOR, Actor
from escalation.errors import N_, ForbiddenAction, NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import UnitName, find_unit_by_code
from escalation.publishing.storage import publishers


async def require_publisher(connection: Connection, actor: Actor) -> None:
    """Raise `ForbiddenAction` for whoever may not decide for everybody, however high their unit stands."""
    if actor.principal == OPERATOR.principal:
        return
    if actor.unit_id is None or not await publishers.is_publisher(connection, actor.unit_id):
        raise ForbiddenAction(
            N_("This holds for everybody: only administrators of a unit that the operator named may do it.")
        )


async def check_publisher(runtime: Runtime, actor: Actor) -> None:
    """The same for something that is not published: turning the clock of a sandbox."""
    async with runtime.database.connection(changes=False) as connection:
        await require_publisher(connection, actor)


async def list_publishers(runtime: Runtime) -> list[UnitName]:
    """The units that were named, by code."""
    async with runtime.database.connection(changes=False) as connection:
        return await publishers.list_publishers(connection)


async def add_publisher(runtime: Runtime, code: str) -> None:
    """Let the administrators of a unit publish. Raises `NotFound` for an unknown one or one that was dissolved."""
    async with runtime.database.transaction() as connection:
        await publishers.add_publisher(connection, (await _named(connection, code)).id)


async def remove_publisher(runtime: Runtime, code: str) -> None:
    """Let them publish no more. Raises `NotFound` for a unit that was not named."""
    async with runtime.database.transaction() as connection:
        unit = await find_unit_by_code(connection, code)
        if unit is None or not await publishers.remove_publisher(connection, unit.id):
            raise NotFound(N_("There is no such unit."))


async def _named(connection: Connection, code: str) -> Unit:
    unit = await find_unit_by_code(connection, code)
    if unit is None or not unit.active:
        raise NotFound(N_("There is no such unit."))
    return unit
