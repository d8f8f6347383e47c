"""Does everything hold that must hold? All invariants, recomputed from what is stored, without changing anything.

Safe to run while others work: a range of tickets at a time is read in one short snapshot, and memory stays bounded
however many tickets there are. Whoever computes a whole chain anew, seals and all, is found by a checkpoint alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from escalation.kit.runtime.context import Runtime
from escalation.verification.domain.checkpoints import SignedCheckpoint
from escalation.verification.storage import invariants, logs, registers
from escalation.verification.storage.guards import missing_guards
from escalation.verification.usecases.checkpoint_verification import verify_checkpoints
from escalation.verification.usecases.checks import GUARD_OFF, OF_HISTORIES, OF_OPINIONS, OF_TICKETS
from escalation.verification.usecases.contact_point_verification import OF_CONTACT_POINTS, verify_contact_points
from escalation.verification.usecases.log_verification import verify_logs
from escalation.verification.usecases.register_verification import verify_registers
from escalation.verification.usecases.rollup_verification import OF_ROLLUPS, verify_rollups
from escalation.verification.usecases.seal_checks import OF_CHECKPOINTS, OF_SEALS
from escalation.verification.usecases.tally import WHOLE, Part, Progress, Report, Tally
from escalation.verification.usecases.ticket_verification import read_lawbook, verify_opinions, verify_tickets

CHUNK: Final = 1_000
INVARIANTS: Final = tuple(
    check.invariant
    for check in (*OF_TICKETS, *OF_OPINIONS, *OF_HISTORIES, *OF_SEALS, *OF_CHECKPOINTS, *OF_ROLLUPS, *OF_CONTACT_POINTS)
)


def _unwatched(_done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class KeptCheckpoints:
    """What was kept outside of the database: checkpoints, the keys of which one has signed them, and their files."""

    checkpoints: Sequence[SignedCheckpoint] = ()
    trusted: Sequence[str] = ()
    folder: Path | None = None


async def verify(
    runtime: Runtime,
    *,
    kept: KeptCheckpoints | None = None,
    part: Part = WHOLE,
    progress: Progress = _unwatched,
    chunk: int = CHUNK,
) -> Report:
    """Recompute every invariant for every ticket, opinion, event and sealed row, and hold both logs against `kept`.

    `part`: only a share of it, so that several processes do the whole. `progress` is told after each `chunk` how much
    of all is done. Raises `DatabaseUnavailable`.
    """
    started = monotonic()
    async with runtime.database.connection(changes=False) as connection:
        total = await invariants.count_tickets(connection) + await invariants.count_opinions(connection)
        total += (await logs.read_heads(connection)).events
        for register in registers.REGISTERS:
            total += await registers.count_rows(connection, register)
        tally = Tally(total, progress, INVARIANTS, part)
        law = await read_lawbook(connection)
        for name in await missing_guards(connection):
            tally.add(GUARD_OFF, [{"number": name}])
        await verify_tickets(connection, law, tally, chunk)
        await verify_opinions(connection, law, tally, chunk)
        await verify_contact_points(connection, tally, chunk)
        await verify_rollups(connection, tally, chunk)
        await verify_logs(connection, tally, chunk)
        await verify_registers(connection, tally, chunk)
        if kept is not None:
            await verify_checkpoints(connection, kept.checkpoints, tally, trusted=kept.trusted, folder=kept.folder)
    return tally.report(monotonic() - started)
