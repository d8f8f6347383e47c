"""What happens to rounds of meetings by itself? They are kept by the rules, and whoever is late is told so."""

from typing import Final

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.units import level_ranks
from escalation.programme.meetings.storage import decisions, rounds
from escalation.programme.meetings.usecases.rules import meeting_rules
from escalation.tickets.usecases.local_days import local_days

CHUNK: Final = 500


async def step(runtime: Runtime) -> bool:
    """Keep rounds by the rules, and tell of what is due soon or late, each once; whether there may be more."""
    async with runtime.database.connection() as connection:
        rules, days = await meeting_rules(runtime, connection), await local_days(runtime, connection)
        months, now = rules.months_by_rank(await level_ranks(runtime, connection)), await read_now(connection)
        done = (
            await rounds.keep_rounds(connection, months, rules.warn_days, days.zone.key, now, CHUNK),
            await rounds.tell_overdue(connection, now, CHUNK),
            await rounds.tell_due_soon(connection, now, CHUNK),
            await decisions.tell_overdue(connection, now, CHUNK),
        )
    return CHUNK in done
