"""Who goes on with files that callers left here? One chunk of one import at a time, the units taking turns."""

from collections.abc import Mapping
from traceback import format_tb
from types import MappingProxyType
from typing import Final
from uuid import UUID

import structlog

from escalation.errors import Unavailable
from escalation.identity.storage.authority import has_lost_authority
from escalation.kit.runtime.context import Runtime
from escalation.opinions.usecases import import_history, import_opinions
from escalation.organisation.usecases import member_import, team_import, unit_import
from escalation.organisation.usecases.operations import Step, end_without_authority, next_in_turn, set_aside

_log = structlog.get_logger(__name__)
_STEPS: Final[Mapping[str, Step]] = {
    import_opinions.KIND: import_opinions.advance,
    import_history.KIND: import_history.advance,
    unit_import.KIND: unit_import.advance,
    member_import.KIND: member_import.advance,
    team_import.KIND: team_import.advance,
}


async def step(runtime: Runtime, others: Mapping[str, Step] = MappingProxyType({})) -> bool:
    """Do one chunk of an import that nobody else is at; whether there may be more to do at once.

    `others`: what goes on with kinds of files that capabilities above take, by kind.
    One whose sender has lost the key or the post that it was begun with ends before its next chunk.
    An import that cannot be done is set aside, visible as failed, and does not hold up the others.
    """
    for operation_id, kind in await next_in_turn(runtime, list(steps := {**_STEPS, **others})):
        if await _has_lost_authority(runtime, operation_id):
            await end_without_authority(runtime, operation_id)
            return True
        try:
            operation = await steps[kind](runtime, operation_id)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one import that fails must not stop those behind it
            # Where it failed, but neither the error's text nor local variables: those may hold citizens' words.
            where = "".join(format_tb(error.__traceback__))
            _log.error("import_failed", operation=str(operation_id), error=type(error).__name__, where=where)
            await set_aside(runtime, operation_id, type(error).__name__)
            return True
        if operation is not None:
            return True
    return False


async def _has_lost_authority(runtime: Runtime, operation_id: UUID) -> bool:
    async with runtime.database.connection(changes=False) as connection:
        return await has_lost_authority(connection, operation_id)
