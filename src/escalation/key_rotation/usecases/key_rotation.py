"""How is the master key changed? Start with the new one and name the old one as previous; then seal everything anew."""

from dataclasses import dataclass

from escalation.key_rotation.storage import resealing
from escalation.key_rotation.storage.known_keys import forget_other_keys
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.receipts import Progress, quietly


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many rows were sealed anew, and how many stored answers and parts of files an earlier key still has to open.

    The latter are gone by themselves: answers after three days, files once they are read.
    """

    rows: int
    passing: int


async def reseal(runtime: Runtime, progress: Progress = quietly) -> Resealed:
    """Seal with today's key whatever an earlier one sealed. `progress` is told how many rows were looked at.

    Interrupted, nothing is lost: what was done is not done again. People and engines may work meanwhile, if all know
    both keys. Raises `ConfigurationInvalid` for a value of an unknown key.
    """
    async with runtime.database.connection(changes=False) as connection:
        total = await resealing.estimate(connection)
    looked_at = rows = 0
    async for page in resealing.reseal(runtime.database, runtime.vault):
        looked_at, rows = looked_at + page.looked_at, rows + page.resealed
        progress(looked_at, max(looked_at, total))
    async with runtime.database.transaction() as connection:
        passing = await resealing.count_passing(connection, runtime.vault)
        if not passing:
            await forget_other_keys(connection, runtime.vault)
    return Resealed(rows, passing)
