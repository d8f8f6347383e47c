"""What stands on the printed ledger of a unit (ledger form)? Its rows, as its reader sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.forms.usecases.form_links import LIFETIME, FormLink, FormTarget, make_link
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.programme.ledger.domain.ledger_rows import LedgerStatus
from escalation.programme.ledger.usecases.rows import ShownRow, WantedRows, list_rows

LEDGER: Final = "ledger"
"""The subject of links to printed ledgers: a unit's."""
MOST_ROWS: Final = 500
"""On one printed ledger; how many more there are is not said, but that there are."""


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """The rows of a unit and those below it, newest first, and the zone in which moments are shown."""

    unit: Unit
    rows: Sequence[ShownRow]
    has_more: bool
    zone: ZoneInfo
    wanted: WantedRows


async def read_ledger_form(runtime: Runtime, actor: Actor, unit_id: UUID | None, wanted: WantedRows) -> LedgerForm:
    """Everything on it; `wanted` but for the unit. Raises `NotFound` for a unit outside the actor's scope."""
    async with runtime.database.connection(changes=False) as connection:
        unit = await _reached(connection, actor, unit_id)
        zone = (await read_export_setting(runtime, connection, "zh")).zone
    of_unit = WantedRows(unit, wanted.status, wanted.overdue, wanted.category, wanted.since, wanted.until)
    found = await list_rows(runtime, actor, of_unit, after=None, limit=MOST_ROWS + 1)
    return LedgerForm(unit, found[:MOST_ROWS], len(found) > MOST_ROWS, zone, of_unit)


async def link_ledger_form(
    runtime: Runtime, actor: Actor, unit_id: UUID | None, wanted: WantedRows, *, lifetime: timedelta = LIFETIME
) -> FormLink:
    """A link to it. Raises `NotFound` for a unit outside the actor's scope."""
    async with runtime.database.connection(changes=False) as connection:
        unit = await _reached(connection, actor, unit_id)
        target = FormTarget(LEDGER, unit.id, options_of(wanted))
        return await make_link(runtime, connection, target, actor, lifetime=lifetime)


def options_of(wanted: WantedRows) -> dict[str, str]:
    """What a link says of the rows that are wanted."""
    said = {
        "status": wanted.status, "category": wanted.category, "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(), "overdue": "true" if wanted.overdue else None,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def wanted_of(options: Mapping[str, str]) -> WantedRows:
    """What a link has said."""
    day = {name: date.fromisoformat(options[name]) for name in ("since", "until") if name in options}
    status = LedgerStatus(options["status"]) if "status" in options else None
    return WantedRows(
        None, status, "overdue" in options, options.get("category"), day.get("since"), day.get("until")
    )  # fmt: skip


async def _reached(connection: Connection, actor: Actor, unit_id: UUID | None) -> Unit:
    unit = (await find_units(connection, [unit_id])).get(unit_id) if unit_id else None
    if unit is None or not actor.reaches(unit.path):
        raise NotFound
    return unit
