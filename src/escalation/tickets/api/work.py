"""My work: what waits for the caller and their unit, kind by kind, with counters."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.tickets.api.tickets import TicketOut, serialize
from escalation.tickets.domain.work import WorkKind
from escalation.tickets.usecases import work

router = strict_router(prefix="/v1/work", tags=["work"])
Kind = Annotated[WorkKind, Path(description="Why it waits.")]


class WorkCounter(Out):
    """How many wait of a kind: a number, with a `+` when there are more, or when counting stopped before.

    In the order of due dates the first 1,000 tickets that the unit holds are looked at, and the first 200 of
    `assigned`, `joint`, `requests` and `orders`.
    """

    kind: WorkKind
    count: str = Field(pattern=r"^[0-9]{1,4}\+?$")


class WorkOut(Out):
    """A counter for every kind."""

    items: list[WorkCounter]


class WorkItemOut(Out):
    """One thing to do until `due_at`.

    `task_id` is the joint task to report, the request to decide or the order to answer, and `text` says what it is;
    both are null where the ticket itself waits.
    """

    kind: WorkKind
    task_id: UUID | None
    text: str | None
    due_at: datetime
    ticket: TicketOut


@router.get("", summary="How much waits for me")
async def count_work(caller: Caller, runtime: Uses) -> WorkOut:
    """What waits for the caller's unit, and `assigned`: for the member to whom the key belongs. Costs little, always.

    `dispatch`, `accept`, `handle`, `audit` and `call-back` are what the unit holds, by what it has to do; `overdue` and
    `warned` are those among all it holds. `joint`, `requests` and `orders` wait to be reported, decided and answered.
    """
    counted = await work.count_work(runtime, caller)
    items = [
        WorkCounter(kind=kind, count=f"{each.found}{'' if each.is_whole else '+'}") for kind, each in counted.items()
    ]
    return WorkOut(items=items)


@router.get("/{kind}", summary="What waits for me", response_model=Page[WorkItemOut])
async def list_work(kind: Kind, query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """One kind of work, by due date. A page may be shorter than `limit` and go on, as every list of tickets."""
    keyset = Keyset(f"work {kind}", (datetime, UUID), query, runtime)
    found, following = await work.list_work(runtime, caller, kind, after=keyset.after, limit=query.limit)
    items = [
        {
            "kind": kind,
            "task_id": item.task_id,
            "text": item.text,
            "due_at": item.due_at,
            "ticket": serialize(item.ticket),
        }
        for item in found
    ]
    return Response(to_json({"items": items, "next_cursor": keyset.cursor(following)}), media_type="application/json")
