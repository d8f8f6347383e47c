"""How is kept whom a visit was to (sealed visited)? Labels of households and a signature, with a key of its own.

Labels are marked as well, to tell households apart; of a signature nothing is known without the key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson

from escalation.kit.database.connection import Row
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.runtime.encryption import Vault
from escalation.programme.visits.domain.signatures import Stroke

LABELS: Final = "household labels"
SIGNATURE: Final = "signature"
"""What the data key of a visit seals, each for itself."""


@dataclass(frozen=True, slots=True)
class SealedVisited:
    """What is kept of whom a visit was to: field names are column names. No key where there is nothing to seal."""

    data_key: bytes | None = None
    household_labels: bytes | None = None
    household_marks: Sequence[bytes] = ()
    signature: bytes | None = None


@dataclass(frozen=True, slots=True)
class Visited:
    """Whom a visit was to, in the clear. `signature`: strokes, `None` where nobody signed or it was erased."""

    labels: Sequence[str]
    signature: Sequence[Stroke] | None


def seal_visited(
    vault: Vault, visit_id: UUID, unit_id: UUID, labels: Sequence[str], signature: Sequence[Stroke] | None
) -> SealedVisited:
    """Seal the labels of households of one unit, and what one of them signed, with a new data key."""
    if not labels and signature is None:
        return SealedVisited()
    key, wrapped = vault.new_data_key(owner=visit_id.bytes)
    return SealedVisited(
        wrapped,
        key.seal(orjson.dumps(labels).decode(), purpose=LABELS) if labels else None,
        marks_of(vault, unit_id, labels),
        None if signature is None else key.seal(orjson.dumps(signature).decode(), purpose=SIGNATURE),
    )


def open_visited(vault: Vault, row: Row) -> Visited:
    """What a row with the columns `id` and those of `SealedVisited` says. Raises `ConfigurationInvalid`."""
    if row["data_key"] is None:
        return Visited((), None)
    key = vault.data_key(row["data_key"], owner=row["id"].bytes)
    labels, signature = row["household_labels"], row["signature"]
    return Visited(
        tuple(orjson.loads(key.open(labels, purpose=LABELS))) if labels else (),
        orjson.loads(key.open(signature, purpose=SIGNATURE)) if signature else None,
    )


def marks_of(vault: Vault, unit_id: UUID, labels: Iterable[str]) -> list[bytes]:
    """Blind indexes of households of a unit: equal labels have equal ones. As many as there are different labels."""
    return sorted({vault.index(f"{LABELS} {unit_id} {nfkc(label)}") for label in labels})
