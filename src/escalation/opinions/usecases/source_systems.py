"""Who may send under the name of a source system? Its owner: the unit that the operator named, or that sent first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from escalation.actors import Actor
from escalation.errors import N_, Fault, NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.refusals import SourceSystemTaken
from escalation.opinions.domain.source_systems import IMPORT, SystemOwner, may_send, takes_over
from escalation.opinions.storage import source_systems
from escalation.opinions.storage.source_systems import NamedSystem
from escalation.organisation.storage.units import find_unit_by_code


async def send_under(
    connection: Connection,
    actor: Actor,
    owners: Mapping[str, SystemOwner],
    names: Iterable[str | None],
    now: datetime,
) -> None:
    """See that these names are the actor's to send under; what is nobody's yet becomes that of their unit.

    `owners` as they were read with everything else: only who takes a name over makes one more trip, once. Raises
    `SourceSystemTaken`.
    """
    for name in {name for name in names if name is not None}:
        owner = owners.get(name)
        if may_send(actor, owner) and takes_over(actor, owner) and actor.unit_id is not None:
            await source_systems.take_over(connection, name, actor.unit_id, now)
            owner = (await source_systems.find_owners(connection, [name])).get(name)
        refuse_taken(actor, name, owner)


def refuse_taken(actor: Actor, name: str, owner: SystemOwner | None) -> None:
    """Raises `SourceSystemTaken` for a name that is another's."""
    if not may_send(actor, owner):
        raise SourceSystemTaken(name=name)


async def list_source_systems(runtime: Runtime) -> Sequence[NamedSystem]:
    """All that are somebody's, by name."""
    async with runtime.database.connection(changes=False) as connection:
        return await source_systems.list_systems(connection)


async def name_source_system(runtime: Runtime, name: str, code: str) -> None:
    """Say whose a name is. Raises `NotFound` for an unknown or dissolved unit, `ValidationFailed` for a name of files.

    What was sent under it before stays as it is.
    """
    if name.startswith(f"{IMPORT}-"):
        detail = N_("Names that begin with import- are those of files of the unit whose code follows.")
        raise ValidationFailed(faults=[Fault("/name", "reserved", detail)])
    async with runtime.database.transaction() as connection:
        unit = await find_unit_by_code(connection, code)
        if unit is None or not unit.active:
            raise NotFound(N_("There is no such unit."))
        await source_systems.name_owner(connection, name, unit.id, await read_now(connection))


async def release_source_system(runtime: Runtime, name: str) -> None:
    """Let whoever sends next under a name have it. Raises `NotFound` for one that is nobody's."""
    async with runtime.database.transaction() as connection:
        if not await source_systems.release(connection, name):
            raise NotFound(N_("There is no such source system."))
