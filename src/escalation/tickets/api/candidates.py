"""Whom may a move name? The candidates for a field of an action, searched and page by page."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Line, Out
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.tickets.api.tickets import TicketId
from escalation.tickets.usecases.candidates import CandidateQuery, list_candidates

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])
ActionName = Annotated[Code, Path(description="The action, as `GET …/actions` names it.")]


class CandidateOut(Out):
    """What may be named by `id`.

    `code` is a unit's code, a ticket's number, a request's kind or an order's colour; `within` the unit that a unit is
    directly below, or that a member, ticket, joint task, request or order belongs to.
    """

    id: UUID
    code: str | None
    name: str
    within: str | None


class FieldQuery(ListQuery):
    """For which field, and what to look for."""

    field: Annotated[Code, Field(description="A field of the action that has candidates.")]
    q: Line | None = Field(
        default=None, description="Part of a name or text, or the beginning of a code; of a unit also its pinyin."
    )
    parent: Code | None = Field(
        default=None, description="Of a field that names units, the code of a unit: those directly below it."
    )


@router.get("/actions/{action}/candidates", summary="Whom or what may a field name?")
async def list_action_candidates(
    ticket_id: TicketId, action: ActionName, query: Annotated[FieldQuery, Query()], caller: Caller, runtime: Uses
) -> Page[CandidateOut]:
    """The units, members, tickets or requests that a field may name: those that the move would accept, and no others.

    Units come in the order of the tree, those found by `q` on one page, the best first; members by name, tickets newest
    first. A page costs a page: it may be shorter than `limit`, even empty, and go on where `next_cursor` says.
    """
    keyset = Keyset(f"candidates {ticket_id} {action}", (str, str), query, runtime)
    asked = CandidateQuery(action, query.field, query.q, query.parent, keyset.after, query.limit)
    found = await list_candidates(runtime, ticket_id, caller, asked)
    items = [CandidateOut.model_validate(candidate) for candidate in found.items]
    return Page(items=items, next_cursor=keyset.cursor(found.goes_on_behind))
