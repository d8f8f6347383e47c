"""Rebuild roll-ups: count what every ticket adds to the rates of each unit and day, with progress."""

from escalation.cli.display import meter, result, say
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_
from escalation.settings import Settings, read
from escalation.statistics.usecases.rollup_counting import rebuild_rollups as rebuild


def rebuild_rollups() -> None:
    """Count all tickets anew and print how many."""
    settings = read()
    configure(settings, quiet=True)
    result(fill(N_("{tickets} tickets are counted in roll-ups."), tickets=run(_rebuild(settings))))


async def _rebuild(settings: Settings) -> int:
    async with open_runtime(settings, DatabaseAccess.WRITE, tell=say, name="escalation rebuild-rollups") as runtime:
        with meter(_(N_("Counting tickets"))) as progress:
            return await rebuild(runtime, progress=progress)
