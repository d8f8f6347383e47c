"""What happens to rounds of meetings by itself? They are kept by the rules, and whoever is late is told so."""

from functools import partial
from typing import Final

from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.organisation.usecases.units import level_ranks
from escalation.programme.meetings.domain.rules import SECTION
from escalation.programme.meetings.storage import decisions, rounds
from escalation.programme.meetings.storage.rounds import TASK, RoundState
from escalation.publishing.usecases.programme_moment import read_programme_moment

CHUNK: Final = 500


async def step(runtime: Runtime) -> bool:
    """Keep rounds by the rules, and tell of what is due soon or late, each once; whether there may be more."""
    async with runtime.database.connection() as connection:
        present = await read_programme_moment(runtime, connection, SECTION)
        rules, now = present.rules, present.now
        months = rules.months_by_rank(await level_ranks(runtime, connection))
        found = [await rounds.keep_rounds(connection, months, rules.warn_days, present.zone.key, now, CHUNK)]
    async with runtime.database.transaction() as connection:
        for state in (RoundState.OVERDUE, RoundState.DUE_SOON):
            units = await rounds.lock_due(connection, state, now, CHUNK)
            await in_parts(connection, TASK, units, partial(rounds.tell_due, connection, state=state, now=now))
            found.append(len(units))
        late = await decisions.lock_overdue(connection, now, CHUNK)
        await in_parts(connection, TASK, late, partial(decisions.tell_overdue, connection, now=now))
    return CHUNK in (*found, len(late))
