"""One ticket, alone or with what belongs to it: the page of a ticket in one request."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeVar

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.attachments.api.attachments import AttachmentOut, following_attachments
from escalation.attachments.api.attachments import shown as attachment_out
from escalation.forms.usecases.ticket_page import FIRST_PAGE, MOST_OPINIONS, TicketDetails, TicketPart, read_ticket_page
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.headers import IfNoneMatch, etag
from escalation.kit.web.language import TAGS, CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.opinions import OpinionOut, first_of_ticket
from escalation.texts import Language
from escalation.tickets.api.actions import ActionsOut, action_out
from escalation.tickets.api.clock import ClockOut, clock_out
from escalation.tickets.api.history import (
    EventOut,
    HandOverOut,
    JointTaskOut,
    event_out,
    hand_over_out,
    joint_task_out,
)
from escalation.tickets.api.orders import OrderOut, order_out
from escalation.tickets.api.requests import RequestOut, request_out
from escalation.tickets.api.tickets import TicketId, TicketOut, render, serialize
from escalation.tickets.usecases import transition

router = strict_router(prefix="/v1/tickets", tags=["tickets"])
Row = TypeVar("Row")
Shown = TypeVar("Shown", bound=Out)


class IncludedOut(Out):
    """What was asked for besides the ticket, each as its own address tells it; null is what was not asked for.

    Of events, attachments and opinions (`/v1/opinions?ticket=`) there is the first page, oldest first, and
    `next_cursor` goes on at their own addresses.
    """

    opinions: Page[OpinionOut] | None
    attachments: Page[AttachmentOut] | None
    hand_overs: Page[HandOverOut] | None
    joint_tasks: Page[JointTaskOut] | None
    requests: Page[RequestOut] | None
    orders: Page[OrderOut] | None
    events: Page[EventOut] | None
    actions: ActionsOut | None
    clock: ClockOut | None


class TicketPageOut(TicketOut):
    """A ticket with what belongs to it."""

    included: IncludedOut


class IncludeQuery(BaseModel):
    """With what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    include: list[TicketPart] = Field(
        default=[], max_length=len(TicketPart), description="What belongs to the ticket, each repeated: include=events."
    )


@router.get(
    "/{ticket_id}",
    summary="One ticket",
    response_model=TicketOut | TicketPageOut,
    responses={304: {"description": "The caller knows this version already."}},
)
async def read_ticket(
    ticket_id: TicketId, query: Annotated[IncludeQuery, Query()], caller: Caller, runtime: Uses,
    language: CallerLanguage, known: IfNoneMatch = None,
) -> Response:  # fmt: skip
    """A ticket that the caller may see; 304 if the caller knows this version already.

    With `include` all that a page shows of it comes in one answer, as its own addresses tell it. Such an answer has no
    tag, for opinions, names and clocks change without the ticket: decide on the `version` that it holds.
    """
    if query.include:
        page = await read_ticket_page(runtime, ticket_id, caller, frozenset(query.include))
        headers = {"Content-Language": TAGS[language]}
        return Response(_rendered(page, runtime, language), media_type="application/json", headers=headers)
    view = await transition.get_ticket(runtime, ticket_id, caller)
    tag = {"ETag": etag(view.ticket.version)}
    if known is not None and known.match(view.ticket.version):
        return Response(status_code=304, headers=tag)
    return Response(render(view), media_type="application/json", headers=tag)


def _rendered(page: TicketDetails, runtime: Runtime, language: Language) -> bytes:
    included = {part.value: _SHOWN[part](page, runtime, language) for part in TicketPart}
    return to_json(serialize(page.view) | {"included": included})


def _all(rows: Any, show: Callable[[Any], Out]) -> Any:
    return None if rows is None else {"items": [show(row).model_dump() for row in rows], "next_cursor": None}


def _opinions(page: TicketDetails, runtime: Runtime, _: Language) -> Any:
    if page.opinions is None:
        return None
    return first_of_ticket(runtime, page.view.ticket.id, page.opinions, MOST_OPINIONS)


def _attachments(page: TicketDetails, runtime: Runtime, _: Language) -> Any:
    if page.attachments is None:
        return None
    rows = page.attachments[:FIRST_PAGE]
    goes_on_behind = rows[-1].id if len(page.attachments) > FIRST_PAGE else None
    cursor = following_attachments(runtime, page.view.ticket.id, goes_on_behind)
    return {"items": [attachment_out(row).model_dump() for row in rows], "next_cursor": cursor}


def _events(page: TicketDetails, _: Runtime, __: Language) -> Any:
    if page.events is None:
        return None
    rows = page.events[:FIRST_PAGE]
    items = [event_out(row, page.units, page.people).model_dump() for row in rows]
    return {"items": items, "next_cursor": str(rows[-1].sequence) if len(page.events) > FIRST_PAGE else None}


def _actions(page: TicketDetails, _: Runtime, language: Language) -> Any:
    if page.actions is None:
        return None
    return {"items": [action_out(action, language).model_dump() for action in page.actions]}


_SHOWN: Final[Mapping[TicketPart, Callable[[TicketDetails, Runtime, Language], Any]]] = {
    TicketPart.OPINIONS: _opinions,
    TicketPart.ATTACHMENTS: _attachments,
    TicketPart.HAND_OVERS: lambda page, *_: _all(
        page.hand_overs, lambda row: hand_over_out(row, page.units, page.principals)
    ),
    TicketPart.JOINT_TASKS: lambda page, *_: _all(
        page.joint_tasks, lambda row: joint_task_out(row, page.units, page.principals)
    ),
    TicketPart.REQUESTS: lambda page, *_: _all(
        page.requests, lambda row: request_out(row, page.units, page.principals)
    ),
    TicketPart.ORDERS: lambda page, *_: _all(
        page.orders, lambda row: order_out(row, page.given_to[row.id], page.units, page.principals)
    ),
    TicketPart.EVENTS: _events,
    TicketPart.ACTIONS: _actions,
    TicketPart.CLOCK: lambda page, _, language: clock_out(page.clock, language).model_dump() if page.clock else None,
}
