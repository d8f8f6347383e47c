"""Who has a key? Keys are made, listed and ended from the terminal, whose operator is bound to no unit.

The master key is another matter: with it is sealed what is kept of citizens and receivers.
"""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

from escalation.actors import OPERATOR, Role
from escalation.cli.display import meter, result, say, show_table
from escalation.cli.language import _, fill
from escalation.cli.runtime import DatabaseAccess
from escalation.cli.use_cases import do
from escalation.errors import N_
from escalation.identity.storage.api_keys import KeyRecord
from escalation.identity.usecases.api_keys import create_key, list_keys, revoke_key
from escalation.key_rotation.usecases.key_rotation import Resealed
from escalation.key_rotation.usecases.key_rotation import reseal as seal_anew
from escalation.kit.runtime.context import Runtime

_NAME: Final = "escalation keys"
_PAGE: Final = 200


def create(*, unit: str, role: Role, days: int, name: str) -> None:
    """Print a new key and nothing else on the output."""
    made = do(_NAME, lambda runtime: create_key(runtime, unit_code=unit, role=role, name=name, days=days, by=None))
    result(made.secret)


def show() -> None:
    """Print the keys that were not revoked."""
    headings = N_("Id"), N_("Role"), N_("Unit"), N_("Code"), N_("Name"), N_("Valid until")
    rows = [
        (str(key.id), key.role, key.unit.name, key.unit.code, key.name, f"{key.expires_at:%Y-%m-%d}")
        for key in do(_NAME, _listed, DatabaseAccess.READ)
    ]
    show_table("", [_(heading) for heading in headings], rows)


def revoke(key_id: UUID) -> None:
    """End a key. Raises `NotFound` if there is none that still works."""
    do(_NAME, lambda runtime: revoke_key(runtime, key_id, by=OPERATOR))
    say(fill(N_("The key has ended.")))


def reseal() -> None:
    """Seal anew what an earlier master key has sealed, and say whether that key is needed any longer."""
    came = do(_NAME, _resealed)
    result(fill(N_("{count} rows sealed with the master key of today."), count=came.rows))
    if came.passing:
        waiting = N_(
            "{count} stored answers and parts of files still need the earlier key. They go by themselves within three "
            "days: keep it until then, and ask again."
        )
        say(fill(waiting, count=came.passing))
    else:
        say(fill(N_("Nothing needs an earlier master key any more. It can be taken away.")))


async def _resealed(runtime: Runtime) -> Resealed:
    with meter(_(N_("Sealing anew"))) as progress:
        return await seal_anew(runtime, progress)


async def unrevoked_keys(runtime: Runtime) -> AsyncIterator[KeyRecord]:
    """Every key that was not revoked, oldest first; some may have expired."""
    after: UUID | None = None
    while page := await list_keys(runtime, OPERATOR, unit=None, after=after, limit=_PAGE):
        for key in page:
            if key.revoked_at is None:
                yield key
        after = page[-1].id


async def _listed(runtime: Runtime) -> list[KeyRecord]:
    return [key async for key in unrevoked_keys(runtime)]
