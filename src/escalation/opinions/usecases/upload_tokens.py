"""Who may add photos to an opinion that a citizen sent in (upload tokens)? Who was answered, for an hour.

What a token says is sealed by the vault, for this purpose alone: nobody can make one, or change one into another's.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from escalation.errors import NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.sealed_tokens import opened_token, sealed_token

LIFETIME: Final = timedelta(hours=1)

_OWNER: Final = b"photos of a submission"
_SAID: Final = TypeAdapter(tuple[UUID, datetime])


def new_upload_token(vault: Vault, opinion_id: UUID, now: datetime) -> str:
    """What whoever has sent an opinion in is given along with its code."""
    return sealed_token(vault, _SAID.dump_json((opinion_id, now + LIFETIME)), owner=_OWNER)


async def opinion_of_token(runtime: Runtime, token: str) -> UUID:
    """The opinion that photos may be added to. Raises `NotFound` for what is no token, or not any more."""
    try:
        opinion_id, expires_at = _SAID.validate_json(opened_token(runtime.vault, token, owner=_OWNER))
    except ValueError:
        raise NotFound from None
    async with runtime.database.connection(changes=False) as connection:
        if expires_at <= await read_now(connection):
            raise NotFound
    return opinion_id
