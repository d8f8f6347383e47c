"""In which tree do the tickets lie? The sample region with its departments, or any file of units beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

from escalation.application.sample import load_sample
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.unit_import import import_units

Chain = tuple[Unit, ...]
"""A unit and all that is above it, nearest first."""

_MOST_KINDS: Final = 6
_COLUMNS: Final = ", ".join(field.name for field in fields(Unit))


async def plant(runtime: Runtime, files: Sequence[Path]) -> None:
    """Load the trees of CSV files into an empty database, or the sample region when none is given.

    Raises `RuntimeError` for a file with lines that are refused.
    """
    if not files:
        await load_sample(runtime)
    for file in files:
        receipts = await import_units(runtime, file.read_bytes(), by=None)
        if receipts.faults:
            raise RuntimeError(f"{file}: {receipts.faults[0]}")


async def chains(connection: Connection) -> list[Chain]:
    """Every unit that stands on its own and has somebody above it, with all above, in the order of codes."""
    rows = await connection.raw.fetch(f"SELECT {_COLUMNS} FROM units ORDER BY code")
    units = {row["id"]: Unit(*row) for row in rows}
    return [_chain(unit, units) for unit in units.values() if unit.parent_id and not unit.is_attached]


def by_kind(places: Sequence[Chain]) -> dict[object, list[Chain]]:
    """The commonest kinds of places: two are of one kind if level, kind and offices agree all the way up."""
    kinds: dict[object, list[Chain]] = {}
    for chain in places:
        kinds.setdefault(tuple((unit.level, unit.kind, unit.has_office) for unit in chain), []).append(chain)
    common = Counter({kind: len(alike) for kind, alike in kinds.items()}).most_common(_MOST_KINDS)
    return {kind: kinds[kind] for kind, _ in common}


def deepest(places: Sequence[Chain]) -> Chain:
    """The first place with the most levels above it: a village, as far as there are any."""
    return max(places, key=len)


def _chain(unit: Unit, units: Mapping[object, Unit]) -> Chain:
    parent = units[unit.parent_id] if unit.parent_id else None
    return (unit, *_chain(parent, units)) if parent else (unit,)
