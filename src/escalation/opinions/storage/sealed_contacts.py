"""How are a citizen's name and contact kept? Sealed (sealed contacts), with a data key of the opinion's own."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Row
from escalation.kit.runtime.encryption import DataKey, Vault
from escalation.opinions.domain.contact_masking import comparable, masked

NAME: Final = "citizen name"
CONTACT: Final = "contact"
"""What a data key seals, so that the one does not open as the other."""


@dataclass(frozen=True, slots=True)
class SealedContact:
    """What is kept of who sent an opinion: field names are column names. No data key for who left nothing."""

    data_key: bytes | None
    citizen_name: bytes | None
    contact: bytes | None
    contact_masked: str | None
    contact_index: bytes | None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a citizen, in the clear."""

    name: str | None
    contact: str | None


NOTHING: Final = SealedContact(None, None, None, None, None)


def seal_contact(vault: Vault, opinion_id: UUID, name: str | None, contact: str | None) -> SealedContact:
    """Seal what a citizen left, with a new data key."""
    if not name and not contact:
        return NOTHING
    key, wrapped = vault.new_data_key(owner=opinion_id.bytes)
    return SealedContact(
        data_key=wrapped,
        citizen_name=key.seal(name, purpose=NAME) if name else None,
        contact=key.seal(contact, purpose=CONTACT) if contact else None,
        contact_masked=masked(contact) if contact else None,
        contact_index=vault.index(comparable(contact)) if contact else None,
    )


def open_contact(vault: Vault, opinion_id: UUID, row: Row) -> Contact:
    """Name and contact of a row with the columns of `SealedContact`.

    What was kept before there were data keys, the master key itself has sealed. Raises `ConfigurationInvalid`.
    """
    if row["data_key"] is None:
        owner = opinion_id.bytes
        texts = (
            vault.open(sealed, owner=owner).decode() if sealed else None
            for sealed in (row["citizen_name"], row["contact"])
        )
        return Contact(*texts)
    key = vault.data_key(row["data_key"], owner=opinion_id.bytes)
    return Contact(_opened(key, row["citizen_name"], NAME), _opened(key, row["contact"], CONTACT))


def _opened(key: DataKey, sealed: bytes | None, purpose: str) -> str | None:
    return key.open(sealed, purpose=purpose) if sealed is not None else None
