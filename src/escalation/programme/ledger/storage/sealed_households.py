"""How is the household of a row kept (sealed households)? Sealed, with a data key of its own, and marked unreadably."""

from datetime import date
from typing import Final
from uuid import UUID

import orjson

from escalation.kit.parsing.normalization import nfkc
from escalation.kit.runtime.encryption import Vault
from escalation.programme.ledger.domain.ledger_rows import Household

PURPOSE: Final = "household"
"""What a data key seals."""


def seal_household(vault: Vault, row_id: UUID, household: Household) -> tuple[bytes, bytes]:
    """A new data key, wrapped, and the household sealed with it."""
    key, wrapped = vault.new_data_key(owner=row_id.bytes)
    return wrapped, key.seal(orjson.dumps(list(household)).decode(), purpose=PURPOSE)


def open_household(vault: Vault, row_id: UUID, data_key: bytes | None, household: bytes | None) -> Household | None:
    """Whose row it is; `None` once that was erased. Raises `ConfigurationInvalid` if the key is not known."""
    if data_key is None or household is None:
        return None
    return Household(*orjson.loads(vault.data_key(data_key, owner=row_id.bytes).open(household, purpose=PURPOSE)))


def marks_of(vault: Vault, household: Household, matter: str, entered_on: date) -> list[bytes]:
    """By what a row that says the same may have been marked: with the key of today first, or with an earlier one."""
    said = nfkc("\n".join((household.householder, household.address or "", matter, entered_on.isoformat())))
    return [vault.index(said), *vault.possible_indexes(said)]
