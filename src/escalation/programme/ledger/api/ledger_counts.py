"""Ledger counts: how many rows are open, overdue and written off, by unit."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator

from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Code, Day, Out
from escalation.kit.web.queries import days_within
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.usecases.units import unit_named
from escalation.programme.ledger.api.ledger_rows import LedgerReader
from escalation.programme.ledger.storage.ledger_counts import LedgerCount
from escalation.programme.ledger.usecases.ledger_counts import count_rows

router = strict_router(prefix="/v1/ledger-counts", tags=["ledger"])


class LedgerCountQuery(BaseModel):
    """Of which unit, and of which days."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit; the caller's own if it is left out.")
    since: Day = Field(description="Rows that were entered on this day or later.")
    until: Day = Field(description="And before this day, at most ten years later.")

    _is_a_period = field_validator("until")(days_within(10))


class LedgerCountOut(Out):
    """Of one branch of the tree: the unit itself, or one directly below it with all below that."""

    unit: UnitRef
    entered: int
    open: int
    overdue: int = Field(description="Of the open ones.")
    written_off: int


class LedgerCountsOut(Out):
    """The unit itself first, then those directly below it by their codes."""

    items: list[LedgerCountOut]


@router.get("", summary="How many rows ledgers have")
async def count_ledger_rows(
    query: Annotated[LedgerCountQuery, Query()], caller: LedgerReader, runtime: Uses
) -> LedgerCountsOut:
    """Rows that were entered in a period: of a unit, and of each directly below it. Each is open or written off."""
    unit = await unit_named(runtime, query.unit) if query.unit else None
    found = await count_rows(runtime, caller, unit, query.since, query.until)
    return LedgerCountsOut(items=[_shown(each) for each in found])


def _shown(count: LedgerCount) -> LedgerCountOut:
    unit = UnitRef(id=count.unit_id, code=count.unit_code, name=count.unit_name)
    return LedgerCountOut(
        unit=unit, entered=count.entered, open=count.open, overdue=count.overdue, written_off=count.written_off
    )
