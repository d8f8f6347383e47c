"""Many tickets: the list with its filters, the overdue list above all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.tickets.api.ticket_filters import TicketFilterQuery
from escalation.tickets.api.ticket_rows import TicketRowPage, serialize_row
from escalation.tickets.api.tickets import TicketOut, serialize
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Count
from escalation.tickets.usecases import ticket_queries
from escalation.tickets.usecases.ticket_view import TicketView

Json = dict[str, Any]
router = strict_router(prefix="/v1/tickets", tags=["tickets"])


class TicketQuery(TicketFilterQuery, ListQuery):
    """The filters of the list, its order, and where a page begins."""

    sort: Sort = Sort.DUE
    view: Literal["whole", "row"] = Field(default="whole", description="`row`: what a table shows, without texts.")
    count: Literal["capped"] | None = Field(default=None, description="Adds `total`, counting to 10,000 at most.")


class TicketPage(Page[TicketOut]):
    """A page of tickets. `total` is null unless asked for; with a `+` when there are more, `10000+` at most.

    A page has `limit` tickets, or it is the last one. Only if `stopped_early` is true it has fewer, even none, though
    the list may go on: no page costs more than a page, and so many tickets were looked at without finding enough that
    fit. `next_cursor` goes on from there; a list ends where `next_cursor` is null.
    """

    total: str | None
    stopped_early: bool


@router.get("", summary="Tickets", response_model=TicketPage | TicketRowPage)
async def list_tickets(query: Annotated[TicketQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """The tickets that the caller may see, most overdue first unless `sort` says otherwise.

    A filter that names a state, category, unit or member that is not there is refused. With `view=row` an item has what
    a table shows, by name, and no texts: half the bytes or less.
    """
    keyset = Keyset("tickets", (datetime, UUID), query, runtime, sort=query.sort, unbound=("sort", "count", "view"))
    wanted = query.wanted_filters()
    page, following = await ticket_queries.list_tickets(
        runtime, caller, wanted, sort=query.sort, after=keyset.after, limit=query.limit
    )
    total = _total(await ticket_queries.count(runtime, caller, wanted)) if query.count else None
    body = {
        "items": await _items(page, query, caller, runtime), "next_cursor": keyset.cursor(following), "total": total,
        "stopped_early": following is not None and len(page) < query.limit,
    }  # fmt: skip
    return Response(to_json(body), media_type="application/json")


async def _items(page: Sequence[TicketView], query: TicketQuery, caller: Actor, runtime: Runtime) -> list[Json]:
    if query.view == "whole":
        return [serialize(view) for view in page]
    names = await ticket_queries.names_of_assignees(runtime, page)
    return [serialize_row(view, names, caller) for view in page]


def _total(count: Count) -> str:
    return str(count.found) if count.is_whole else f"{count.found}+"
