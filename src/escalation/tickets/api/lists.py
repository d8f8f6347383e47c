"""Many tickets: the list with its filters, the overdue list above all."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Id, Instant, Line
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, Rank, TrueOrFalse
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.organisation.usecases.units import unit_named
from escalation.tickets.api.tickets import TicketOut, serialize
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Count
from escalation.tickets.usecases import ticket_queries

router = strict_router(prefix="/v1/tickets", tags=["tickets"])

StateCode = Annotated[Code, Field(max_length=40)]


class TicketQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: tickets held or received in its subtree.")
    holder: Id | None = Field(default=None, description="Id of the unit that has to act now.")
    origin: Id | None = Field(default=None, description="Id of the unit that received the matter first.")
    assignee: Id | None = Field(default=None, description="Id of the member who works on it.")
    state: list[StateCode] | None = Field(default=None, max_length=20, description="May be repeated.")
    level: Rank | None = None
    overdue: TrueOrFalse | None = Field(default=None, description="A promise is broken right now.")
    warning: Literal["yellow", "orange", "red"] | None = None
    due_before: Instant | None = None
    updated_since: Instant | None = None
    stuck: TrueOrFalse | None = Field(default=None, description="Overdue at the top, where nobody is above.")
    problem: TrueOrFalse | None = None
    key_task: TrueOrFalse | None = None
    open: TrueOrFalse | None = None
    category: Code | None = Field(default=None, description="With its parts.")
    urgency: Literal["routine", "urgent", "critical"] | None = None
    difficulty: Literal["simple", "moderate", "hard"] | None = None
    source_system: Code | None = None
    external_ref: Line | None = None
    q: Annotated[Line, Field(min_length=2)] | None = Field(default=None, description="A number, or words of the title.")
    sort: Sort = Sort.DUE
    count: Literal["capped"] | None = Field(default=None, description="Adds `total`, counting to 10,000 at most.")


class TicketPage(Page[TicketOut]):
    """A page of tickets. `total` is null unless asked for; with a `+` when there are more, `10000+` at most.

    A page costs the same whatever the list is narrowed to. Where few of the tickets read for it fit, it is shorter than
    `limit`, even empty, and `next_cursor` goes on from there: a list ends where `next_cursor` is null.
    """

    total: str | None


@router.get("", summary="Tickets", response_model=TicketPage)
async def list_(query: Annotated[TicketQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """The tickets that the caller may see, most overdue first unless `sort` says otherwise.

    A filter that names a state, category, unit or member that is not there is refused.
    """
    filters = await _filters(query, runtime)
    keyset = Keyset("tickets", (datetime, UUID), query, runtime, sort=query.sort, unbound=("sort", "count"))
    page, following = await ticket_queries.list_tickets(
        runtime, caller, filters, sort=query.sort, after=keyset.after, limit=query.limit
    )
    total = _total(await ticket_queries.count(runtime, caller, filters)) if query.count else None
    body = {"items": [serialize(view) for view in page], "next_cursor": keyset.cursor(following), "total": total}
    return Response(to_json(body), media_type="application/json")


async def _filters(query: TicketQuery, runtime: Runtime) -> Filters:
    unit = await unit_named(runtime, query.unit) if query.unit else None
    same = {name: getattr(query, name) for name in Filters.__dataclass_fields__ if name in TicketQuery.model_fields}
    return Filters(
        **same,
        unit_path=unit.path if unit else None,
        holder_unit_id=query.holder,
        origin_unit_id=query.origin,
        assignee_id=query.assignee,
        states=tuple(query.state) if query.state else None,
    )


def _total(count: Count) -> str:
    return str(count.found) if count.is_whole else f"{count.found}+"
