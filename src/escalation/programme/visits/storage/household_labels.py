"""How are labels of visited households kept? Sealed with a data key of the visit, and marked to tell them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson

from escalation.kit.database.connection import Row
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.runtime.encryption import Vault

PURPOSE: Final = "household labels"
"""What the data key of a visit seals."""


@dataclass(frozen=True, slots=True)
class SealedLabels:
    """What is kept of the households that were visited: field names are column names. No key where none is named."""

    data_key: bytes | None
    household_labels: bytes | None
    household_marks: list[bytes]


def seal_labels(vault: Vault, visit_id: UUID, unit_id: UUID, labels: Sequence[str]) -> SealedLabels:
    """Seal the labels of households of one unit, with a new data key."""
    if not labels:
        return SealedLabels(None, None, [])
    key, wrapped = vault.new_data_key(owner=visit_id.bytes)
    sealed = key.seal(orjson.dumps(labels).decode(), purpose=PURPOSE)
    return SealedLabels(wrapped, sealed, marks_of(vault, unit_id, labels))


def open_labels(vault: Vault, row: Row) -> tuple[str, ...]:
    """The labels of a row with the columns `id` and those of `SealedLabels`. Raises `ConfigurationInvalid`."""
    if row["data_key"] is None:
        return ()
    key = vault.data_key(row["data_key"], owner=row["id"].bytes)
    return tuple(orjson.loads(key.open(row["household_labels"], purpose=PURPOSE)))


def marks_of(vault: Vault, unit_id: UUID, labels: Iterable[str]) -> list[bytes]:
    """Blind indexes of households of a unit: equal labels have equal ones. As many as there are different labels."""
    return sorted({vault.index(f"{PURPOSE} {unit_id} {nfkc(label)}") for label in labels})
