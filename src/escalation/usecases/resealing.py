"""How is the master key changed? Start with the new one and name the old one as previous; then seal everything anew."""

from collections.abc import Callable

from escalation.storage import resealing
from escalation.usecases.contacts import comparable
from escalation.usecases.session import Session


async def reseal(session: Session, progress: Callable[[int], None] = lambda _: None) -> int:
    """Seal with today's key whatever an earlier one sealed, telling `progress`; how many rows there were.

    Each page is a transaction: interrupted, it goes on where it was. Afterwards the earlier key opens nothing that is
    kept, but stored answers of the last three days. Raises `ConfigurationInvalid` for a value of an unknown key.
    """
    total = 0
    while True:
        async with session.database.transaction() as connection:
            done = await resealing.reseal(connection, session.vault, lambda text: session.vault.index(comparable(text)))
        if not done:
            return total
        total += done
        progress(total)
