"""Reports: where is it late? Counts for supervisors."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Out
from escalation.kit.web.routes import strict_router
from escalation.tickets.storage.lists import GroupBy
from escalation.tickets.usecases import ticket_queries

router = strict_router(prefix="/v1/reports", tags=["reports"])


class OverdueQuery(BaseModel):
    """By what to count, and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group_by: GroupBy = GroupBy.UNIT
    unit: Code | None = Field(default=None, description="Code of a unit: its subtree only.")


class OverdueGroup(Out):
    """One group: how many tickets are overdue in it, which stages they are in, how many are stuck at the top."""

    key: str | None
    name: str | None
    overdue: int
    stuck: int
    oldest_due_at: datetime
    stages: list[str]


class OverdueReport(Out):
    """The groups, most overdue first, and their sum."""

    items: list[OverdueGroup]
    overdue: int


@router.get("/overdue", summary="Overdue tickets by unit, level or category")
async def overdue(query: Annotated[OverdueQuery, Query()], caller: Caller, runtime: Uses) -> OverdueReport:
    """Counts of the overdue tickets that the caller may see. `key` is the holder's code, the level, or the category.

    A level is named as the policy in force calls it.
    """
    rows = await ticket_queries.overdue(runtime, caller, query.group_by, query.unit)
    groups = [OverdueGroup(**{**dict(row), "key": _text(row["key"]), "name": _text(row["name"])}) for row in rows]
    return OverdueReport(items=groups, overdue=sum(group.overdue for group in groups))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
