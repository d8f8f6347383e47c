"""When are digests owed? In the morning of each working day, to all who answer for what is below a unit."""

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.messages.domain.quiet_hours import DIGEST_UNTIL, OPENS, is_digest_time
from escalation.messages.storage.digests import list_digest_readers, owe_digests
from escalation.organisation.usecases.calendars import calendars_in_force


async def step(runtime: Runtime) -> bool:
    """Owe today's digests to those in whose calendar it is the morning of a working day; nobody is owed two."""
    async with runtime.database.connection() as connection:
        calendars = await calendars_in_force(runtime, connection)
        now = await read_now(connection)
        local = now.astimezone(calendars.base.zone)
        if not OPENS <= local.time() < DIGEST_UNTIL:
            return False
        readers = await list_digest_readers(connection, local.date())
        due = [reader for reader in readers if is_digest_time(calendars.of(reader.units), now)]
        if due:
            await owe_digests(connection, due, local.date())
    return False
