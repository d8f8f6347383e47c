"""What does retention throw away of sign-in? Ended sessions, invitations whose time is over, buckets that are empty."""

from escalation.kit.runtime.context import Runtime
from escalation.sign_in.storage.attempts import forget_attempts
from escalation.sign_in.storage.device_tokens import forget_devices
from escalation.sign_in.storage.invitations import forget_invitations
from escalation.sign_in.storage.provider_identities import forget_flows
from escalation.sign_in.storage.sessions import forget_sessions

CHUNK = 1_000


async def step(runtime: Runtime) -> bool:
    """Throw away a chunk of each kind; whether there may be more."""
    async with runtime.database.connection() as connection:
        forgotten = [
            await forget_sessions(connection, CHUNK),
            await forget_invitations(connection, CHUNK),
            await forget_attempts(connection, CHUNK),
            await forget_flows(connection, CHUNK),
            await forget_devices(connection, CHUNK),
        ]
    return CHUNK in forgotten
