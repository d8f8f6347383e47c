"""How does an opinion arrive together with something else (intake)? In its transaction: both are there, or none."""

from escalation.actors import Actor
from escalation.errors import StaleVersion
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage.intake import receive_opinion
from escalation.opinions.storage.intake_reading import IntakeQuestion, read_intake
from escalation.opinions.storage.opinions import Opinion
from escalation.opinions.usecases.opinions import OpinionInput, admit, as_read, named_unit, receiving
from escalation.opinions.usecases.source_systems import send_under


async def take_in(
    runtime: Runtime, connection: Connection, actor: Actor, given: OpinionInput, *, request_id: str
) -> Opinion:
    """Take an opinion into the inbox of a unit in the actor's scope. Wants a transaction.

    Raises what `opinions.register` raises, and `StaleVersion` if the unit moves in the tree meanwhile.
    """
    receiver = named_unit(actor, given.unit_id, given.unit_code)
    systems = (given.source_system,) if given.source_system else ()
    reading = await read_intake(connection, actor, IntakeQuestion(receiver, systems=systems))
    unit = receiving(reading.unit(receiver), actor, given.unit_code)
    new = await admit(runtime, connection, actor, given, unit, reading.now)
    await send_under(connection, actor, reading.owners, systems, reading.now)
    if not await receive_opinion(connection, new, by=actor, request_id=request_id, answer=None):
        raise StaleVersion
    return as_read(new, unit, reading.caller_name)
