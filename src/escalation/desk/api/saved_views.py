"""Saved views: lists as somebody wants to see them again, for themselves or for all who act at their unit."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Response
from pydantic import Field

from escalation.desk.api.list_queries import read_query
from escalation.desk.domain.saved_views import DEFAULT_VIEWS, ListKind
from escalation.desk.storage.saved_views import SavedView
from escalation.desk.usecases import saved_views
from escalation.desk.usecases.saved_views import ReadView, WantedView
from escalation.kit.web.auth import Caller, Changer, Uses
from escalation.kit.web.fields import Code, Flag, Id, In, Line, Out, Text
from escalation.kit.web.headers import IfMatch, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.problems import localize
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.texts import Language, translate

router = strict_router(prefix="/v1/saved-views", tags=["desk"])
ViewId = Annotated[Id, Path(description="The view's id.")]


class ViewIn(In):
    """A view to be kept. `query`: the parameters of the list, as in its address; empty for all of it.

    `columns`: names of columns in their order, which the program keeps and does not read. `shared`: whoever acts at
    the unit where you act reads it too.
    """

    name: Annotated[Line, Field(max_length=60)]
    list_kind: ListKind
    query: Annotated[Text, Field(max_length=2_000)] | None = None
    columns: Annotated[tuple[Code, ...], Field(max_length=40)] = ()
    shared: Flag = False


class ViewOut(Out):
    """A view. `is_own`: yours, to be changed."""

    id: UUID
    name: str
    list_kind: ListKind
    query: str
    columns: list[str]
    shared_with: UnitRef | None
    is_own: bool
    version: int
    created_at: datetime
    updated_at: datetime


class ViewFaultOut(Out):
    """What the list would refuse of a view, and why."""

    pointer: str
    code: str
    detail: str


class ListedViewOut(ViewOut):
    """A view. With `faults` its list would refuse it: what it names is not there any more."""

    faults: list[ViewFaultOut]


class DefaultViewOut(Out):
    """A view that everybody with your role has."""

    name: str
    list_kind: ListKind
    query: str


class ViewsOut(Out):
    """Your own views, then those shared with you, each by list and name; and those of your role."""

    items: list[ListedViewOut]
    defaults: list[DefaultViewOut]


@router.get("", summary="Saved views")
async def list_saved_views(caller: Caller, runtime: Uses, language: CallerLanguage) -> ViewsOut:
    """Views of lists that the caller keeps or that are shared with the unit where they act."""
    found = await saved_views.list_views(runtime, caller, read_query)
    own = DEFAULT_VIEWS[caller.role] if caller.role else ()
    defaults = [
        DefaultViewOut(name=translate(each.name, language), list_kind=each.list_kind, query=each.query) for each in own
    ]
    return ViewsOut(items=[_listed(each, language) for each in found], defaults=defaults)


@router.post("", summary="Keep a view", status_code=201, response_model=ViewOut)
async def create_saved_view(body: ViewIn, caller: Changer, runtime: Uses, once: Idempotent) -> Response:
    """Keep a view of a list, at most fifty. What the list would refuse is refused."""
    render = rendered(201, _rendered)
    return versioned(
        await saved_views.create_view(runtime, _wanted(body), read_query, by=caller, render=render, once=once)
    )


@router.put("/{view_id}", summary="Change a view", response_model=ViewOut)
async def put_saved_view(
    view_id: ViewId, body: ViewIn, caller: Changer, runtime: Uses, expected: IfMatch = None
) -> ViewOut:
    """Change a view of one's own, all of it."""
    wanted = _wanted(body)
    view = await saved_views.change_view(runtime, view_id, wanted, read_query, by=caller, expected=numbers(expected))
    return ViewOut.model_validate(view)


@router.delete("/{view_id}", summary="Throw a view away", status_code=204)
async def delete_saved_view(view_id: ViewId, caller: Changer, runtime: Uses, expected: IfMatch = None) -> None:
    """Throw a view of one's own away, for all it was shared with."""
    await saved_views.delete_view(runtime, view_id, by=caller, expected=numbers(expected))


def _wanted(body: ViewIn) -> WantedView:
    return WantedView(body.list_kind, body.name, body.query or "", body.columns, body.shared)


def _rendered(view: SavedView) -> bytes:
    return ViewOut.model_validate(view).model_dump_json().encode()


def _listed(read: ReadView, language: Language) -> ListedViewOut:
    faults = [
        ViewFaultOut(pointer=fault.pointer, code=fault.code, detail=localize(fault.detail, fault.params, language))
        for fault in read.faults
    ]
    return ListedViewOut(**ViewOut.model_validate(read.view).model_dump(), faults=faults)
