"""Are the tables what this version of the program needs? Every command sees to it; this one does nothing else."""

from escalation.cli.display import say
from escalation.cli.language import fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_
from escalation.settings import Settings, read
from escalation.verification.usecases.seal_what_is_there import seal_what_is_there


def migrate() -> None:
    """Bring a database up to date, for deployments that do it in a step of its own. May run several times at once."""
    settings = read()
    configure(settings, quiet=True)
    run(_migrate(settings))


async def _migrate(settings: Settings) -> None:
    async with open_runtime(settings, DatabaseAccess.MIGRATE, tell=say, name="escalation migrate") as runtime:
        if sealed := await seal_what_is_there(runtime):
            say(fill(N_("{count} rows that are older than seals were sealed as they are."), count=sealed))
        say(fill(N_("The tables are up to date.")))
