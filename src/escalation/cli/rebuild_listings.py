"""Rebuild listings: put every ticket into the lists it belongs in, with progress."""

from escalation.cli.display import meter, result, say
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_
from escalation.settings import Settings, read
from escalation.verification.usecases.rebuild_listings import rebuild


def rebuild_listings() -> None:
    """Derive all listings anew and print of how many tickets."""
    settings = read()
    configure(settings, quiet=True)
    result(fill(N_("{tickets} tickets stand in the lists they belong in."), tickets=run(_rebuild(settings))))


async def _rebuild(settings: Settings) -> int:
    async with open_runtime(settings, DatabaseAccess.WRITE, tell=say, name="escalation rebuild-listings") as runtime:
        with meter(_(N_("Listing tickets"))) as progress:
            return await rebuild(runtime, progress=progress)
