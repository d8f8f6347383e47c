"""How are the people kept whom a diary entry tells of (sealed people)? Sealed, with a data key of the entry's own."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import orjson

from escalation.kit.runtime.encryption import Vault
from escalation.programme.diary.domain.entries import MetPerson

PURPOSE: Final = "people met"
"""What a data key seals."""


def seal_people(vault: Vault, entry_id: UUID, people: Sequence[MetPerson]) -> tuple[bytes | None, bytes | None]:
    """A new data key, wrapped, and the people sealed with it; nothing of nobody."""
    if not people:
        return None, None
    key, wrapped = vault.new_data_key(owner=entry_id.bytes)
    return wrapped, key.seal(orjson.dumps([list(each) for each in people]).decode(), purpose=PURPOSE)


def open_people(vault: Vault, entry_id: UUID, data_key: bytes | None, people: bytes | None) -> list[MetPerson]:
    """Who was met. Raises `ConfigurationInvalid` if the key is not known."""
    if data_key is None or people is None:
        return []
    said = vault.data_key(data_key, owner=entry_id.bytes).open(people, purpose=PURPOSE)
    return [MetPerson(*each) for each in orjson.loads(said)]
