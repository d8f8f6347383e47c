"""Opinions: how one comes in, the triage inbox, and a look at one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Permission, RouteAccess, Uses
from escalation.kit.web.change_requests import WorkersChange
from escalation.kit.web.fields import Code, Document, Flag, Id, In, Instant, Line, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.locations import LocationIn, LocationOut, location_of
from escalation.opinions.storage.opinions import Opinion, OpinionFilters
from escalation.opinions.storage.similar_opinions import ONE
from escalation.opinions.usecases import opinions, opinions_of_ticket
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.usecases.units import unit_named
from escalation.tickets.domain.source import Source

router = strict_router(prefix="/v1/opinions", tags=["opinions"])
# Whoever would have to deal with a matter does not decide alone that there is none.
Dismisser = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, access=RouteAccess.WRITE))]
OpinionId = Annotated[Id, Path(description="The opinion's id.")]


class CitizenIn(In):
    """Who sent it. Both are sealed; only a masked contact is shown."""

    name: Annotated[Line, Field(max_length=100)] | None = None
    contact: Line | None = None


class OpinionIn(In):
    """An opinion (意见建议). It goes to the unit that is named, or to the caller's own."""

    title: Line
    content: Text
    source: Source
    unit_id: Id | None = None
    unit_code: Code | None = None
    category: Code | None = None
    citizen: CitizenIn | None = None
    place: Line | None = None
    location: LocationIn | None = None
    confidential: Flag = False
    submitted_at: Instant | None = None
    source_system: Code | None = None
    external_ref: Line | None = None
    attributes: Document | None = Field(
        default=None,
        description="What the fields of the category ask for, by their codes (`GET /v1/categories/{code}`).",
    )

    def as_input(self) -> OpinionInput:
        """The opinion as the use cases know it."""
        citizen = self.citizen or CitizenIn()
        made = {"citizen", "location"}
        fields = {name: getattr(self, name) for name in OpinionIn.model_fields if name not in made}
        location = self.location.as_given() if self.location else None
        return OpinionInput(**fields, citizen_name=citizen.name, contact=citizen.contact, location=location)


class ReasonIn(In):
    """Why; it is kept on record."""

    reason: Annotated[Text, Field(max_length=1000)]


class OpinionOut(Out):
    """An opinion. `status` is inbox, attached or dismissed, `reason` why it was dismissed.

    `code_way`: how the tracking code reaches the citizen (it was shown to them, a message carries it, or it is
    printed); null for what came in a file, until a slip is printed. `code_given_at`: since when they have it.
    `erased_at`: since when nothing is left of what was said. `attributes`: what the fields of the category ask for, by
    their codes; `attributes_version`: the version of the catalogue that it was checked by, which has their names.
    """

    id: UUID
    status: Literal["inbox", "attached", "dismissed"]
    unit: UnitRef
    ticket_id: UUID | None
    title: str
    content: str
    category: str | None
    suggested_categories: list[str]
    source: Source
    confidential: bool
    has_name: bool
    contact_masked: str | None
    place: str | None
    attributes: dict[str, Any] | None
    attributes_version: int | None
    location: LocationOut | None
    source_system: str | None
    external_ref: str | None
    reason: str | None
    submitted_at: datetime | None
    received_at: datetime
    received_by: str
    received_by_name: str | None
    updated_at: datetime
    code_way: Literal["shown", "message", "paper"] | None
    code_given_at: datetime | None
    erased_at: datetime | None


class ListedOpinionOut(OpinionOut):
    """An opinion in a list. `likeness` (0 to 1) tells how like it is to the one asked about, or is null."""

    likeness: float | None


class OpinionQuery(ListQuery):
    """The filters of the inbox; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: opinions received in its subtree.")
    category: Code | None = Field(default=None, description="With its parts; unclassified ones by first suggestion.")
    status: Literal["inbox", "attached", "dismissed"] | None = Field(
        default=None, description="If left out: the inbox; with similar_to, all of them."
    )
    similar_to: Id | None = Field(default=None, description="Id of an opinion: likest first.")
    q: Annotated[Line, Field(min_length=2)] | None = Field(
        default=None, description="What stands in title or content: all of what spaces part. Not with similar_to."
    )
    ticket: Id | None = Field(
        default=None, description="Id of a ticket: its opinions, oldest first. Not with other filters."
    )

    @property
    def by(self) -> set[str]:
        """By what it is narrowed."""
        return {name for name in self.model_fields_set - set(ListQuery.model_fields) if getattr(self, name) is not None}


@router.post("", status_code=201, summary="Register an opinion", response_model=OpinionOut)
async def register_opinion(body: OpinionIn, asked: WorkersChange) -> Response:
    """Take an opinion into the inbox. `code_way` says how the citizen comes by the code; the caller does not see it."""
    reply = await opinions.register(
        asked.runtime,
        asked.caller,
        body.as_input(),
        render=rendered(201, _rendered),
        request_id=asked.request_id,
        once=asked.once,
    )
    return answer(reply)


@router.get("", summary="The inbox", response_model=Page[ListedOpinionOut])
async def list_opinions(query: Annotated[OpinionQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """The opinions that the caller may see, newest first; those like another one, likest first; or those of a ticket.

    A page of the former costs the same whatever it is narrowed to; where few fit it is shorter, and goes on.
    """
    if query.ticket is not None:
        return await _list_of_ticket(runtime, caller, query.ticket, query)
    if query.q is not None and query.similar_to is not None:
        raise ValidationFailed(faults=[Fault("?q", "either_or", N_("Search by words or by likeness."))])
    unit = await unit_named(runtime, query.unit) if query.unit else None
    status = query.status or (None if query.similar_to else "inbox")
    filters = OpinionFilters(unit.path if unit else None, query.category, status, query.q)
    if query.similar_to is None:
        newest = Keyset("opinions", (datetime, UUID), query, runtime)
        found = await opinions.list_opinions(runtime, caller, filters, after=newest.after, limit=query.limit)
        items, cursor = [_listed(each) for each in found.opinions], newest.cursor(found.goes_on_behind)
    else:
        likest = Keyset("opinions", (int, UUID), query, runtime)
        similar = await opinions.list_similar(
            runtime, caller, query.similar_to, filters, after=likest.after, limit=likest.limit
        )
        items, cursor = likest.page(similar, place=lambda each: (each[1], each[0].id), show=lambda each: _listed(*each))
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


async def _list_of_ticket(runtime: Runtime, caller: Actor, ticket_id: UUID, query: OpinionQuery) -> Response:
    if query.by != {"ticket"}:
        raise ValidationFailed(
            faults=[Fault("?ticket", "either_or", N_("Ask for those of a ticket, or by the others."))]
        )
    oldest = _of_ticket(runtime, query)
    found = await opinions_of_ticket.list_of_ticket(runtime, caller, ticket_id, after=oldest.after, limit=oldest.limit)
    items, cursor = oldest.page(found, place=_place, show=_listed)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


def first_of_ticket(runtime: Runtime, ticket_id: UUID, found: Sequence[Opinion], size: int) -> dict[str, Any]:
    """The first page of a ticket's opinions, where the list of them goes on. `found`: one more than `size`, if any."""
    oldest = _of_ticket(runtime, OpinionQuery(ticket=ticket_id, limit=size))
    items, cursor = oldest.page(found, place=_place, show=serialize)
    return {"items": items, "next_cursor": cursor}


def _of_ticket(runtime: Runtime, query: OpinionQuery) -> Keyset[tuple[datetime, UUID]]:
    return Keyset("opinions", (datetime, UUID), query, runtime, sort="oldest")


def _place(opinion: Opinion) -> tuple[datetime, UUID]:
    return opinion.received_at, opinion.id


@router.get("/{opinion_id}", summary="One opinion", response_model=OpinionOut)
async def read_opinion(opinion_id: OpinionId, caller: Caller, runtime: Uses) -> Response:
    """An opinion that the caller may see, with the citizen's contact masked."""
    return Response(
        to_json(serialize(await opinions.get_opinion(runtime, opinion_id, caller))), media_type="application/json"
    )


@router.post("/{opinion_id}/dismiss", summary="Dismiss an opinion", response_model=OpinionOut)
async def dismiss_opinion(
    opinion_id: OpinionId, body: ReasonIn, caller: Dismisser, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Take an opinion out of the inbox without a ticket: for the office or a leader of the line, not for a handler."""
    reply = await opinions.dismiss(
        runtime, opinion_id, caller, body.reason, render=rendered(200, _rendered), request_id=request_id, once=once
    )
    return answer(reply)


def serialize(opinion: Opinion) -> dict[str, Any]:
    """The fields of `OpinionOut`, ready to be written as JSON."""
    made = {"unit", "location"}
    stored = {name: getattr(opinion, name) for name in OpinionOut.model_fields if name not in made}
    unit = {"id": opinion.unit_id, "code": opinion.unit_code, "name": opinion.unit_name}
    more = {"unit": unit, "location": location_of(opinion)}
    return stored | more | {"suggested_categories": list(opinion.suggested_categories)}


def _rendered(opinion: Opinion) -> bytes:
    return to_json(serialize(opinion))


def _listed(opinion: Opinion, likeness: int | None = None) -> dict[str, Any]:
    return serialize(opinion) | {"likeness": None if likeness is None else round(likeness / ONE, 4)}
