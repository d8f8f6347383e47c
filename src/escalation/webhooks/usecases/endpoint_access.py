"""Which endpoints may somebody set up? Those of units in their subtree; of others they learn nothing."""

from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.subtree import end_of
from escalation.webhooks.storage.endpoint_settings import EndpointRecord, Reach, find_endpoint


def reach_of(actor: Actor) -> Reach:
    """The paths of the units whose endpoints an actor may set up. Which roles may, the routes say."""
    return Reach(actor.unit_path, end_of(actor.unit_path))


async def existing(connection: Connection, endpoint_id: UUID, actor: Actor) -> EndpointRecord:
    """One endpoint. Raises `NotFound` if there is none, or it is not the actor's to see."""
    return _found(await find_endpoint(connection, endpoint_id, reach_of(actor)))


async def lock(connection: Connection, endpoint_id: UUID, actor: Actor) -> EndpointRecord:
    """The same, and it stays as it is until the transaction ends."""
    return _found(await find_endpoint(connection, endpoint_id, reach_of(actor), lock=True))


def _found(endpoint: EndpointRecord | None) -> EndpointRecord:
    if endpoint is None:
        raise NotFound
    return endpoint
