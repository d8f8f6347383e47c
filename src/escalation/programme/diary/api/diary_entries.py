"""Diary entries (民情日记): written on the way, handed in, reviewed."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Caller, DecidingOffice, Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Day, Flag, Id, In, Line, Out, Patch, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered, versioned
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.opinions import CitizenIn, OpinionOut
from escalation.opinions.api.opinions import serialize as serialize_opinion
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.usecases.units import unit_named
from escalation.programme.diary.domain.entries import DiaryEntry, DiaryState, MetPerson
from escalation.programme.diary.usecases import diary_opinions, entries, reviews
from escalation.programme.diary.usecases.entries import MOST_PEOPLE, ShownEntry, WantedEntries, WantedEntry
from escalation.tickets.domain.source import Source

router = strict_router(prefix="/v1/diary-entries", tags=["diary"])
EntryId = Annotated[Id, Path(description="The entry's id.")]
Writer = Annotated[Actor, Depends(Permission(Role.HANDLER, Role.LEADER, Role.OFFICE, access=RouteAccess.WRITE))]
"""Those who keep a diary."""


class MetPersonIn(In):
    """Somebody who was met; sealed, and masked for everybody but the author."""

    name: Annotated[Line, Field(max_length=100)]
    contact: Line | None = None


People = Annotated[list[MetPersonIn], Field(max_length=MOST_PEOPLE)]


class DiaryEntryIn(In):
    """An entry of the caller's own unit."""

    title: Line
    content: Text
    day: Day = Field(description="The local day that it tells of.")
    place: Line | None = None
    people: People = Field(default=[], description="Who was met.")
    submit: Flag = Field(default=False, description="Hand it in at once.")


class DiaryEntryPatch(Patch):
    """What shall change of a draft."""

    may_go: ClassVar[frozenset[str]] = frozenset({"place"})

    title: Line | None = None
    content: Text | None = None
    day: Day | None = Field(default=None, description="The local day that it tells of.")
    place: Line | None = None
    people: People | None = Field(default=None, description="Who was met: all of them.")


class ReviewIn(In):
    """What a reviewer thinks of it."""

    grade: Code = Field(description="One of the grades of the rules (`GET /v1/diary-grades`).")
    comment: Annotated[Text, Field(max_length=2000)] | None = None


class DiaryOpinionIn(In):
    """What somebody said, for the inbox of the entry's unit."""

    title: Line
    content: Text
    category: Code | None = None
    citizen: CitizenIn | None = None
    place: Line | None = None
    confidential: Flag = False


class MetPersonOut(Out):
    """Somebody who was met."""

    name: str
    contact: str | None


class DiaryOpinionOut(Out):
    """An opinion that came of an entry; what is said of its ticket is null for who may not see that."""

    id: UUID
    title: str
    status: Literal["inbox", "attached", "dismissed"]
    ticket_id: UUID | None
    ticket_number: str | None
    ticket_state: str | None


class ListedDiaryEntryOut(Out):
    """An entry in a list. `grade` is a code of the rules, null until it was reviewed."""

    id: UUID
    unit: UnitRef
    author_id: UUID | None
    author_name: str | None
    is_mine: bool = Field(description="Whether the caller has written it.")
    title: str
    content: str
    day: date
    place: str | None
    people_met: int = Field(description="How many people it tells of.")
    state: DiaryState
    submitted_at: datetime | None
    grade: str | None
    comment: str | None
    reviewed_by_name: str | None
    reviewed_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None


class DiaryEntryOut(ListedDiaryEntryOut):
    """An entry with who was met and what came of it. Contacts are masked for everybody but the author."""

    people: list[MetPersonOut]
    opinions: list[DiaryOpinionOut]


class DiaryFilterQuery(BaseModel):
    """What entries may be narrowed to; what is left out narrows nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit: entries of its subtree.")
    mine: TrueOrFalse = Field(default=False, description="The caller's own, drafts among them.")
    author: Id | None = Field(default=None, description="Id of a member.")
    state: DiaryState | None = None
    grade: Code | None = None
    since: Day | None = Field(default=None, description="Of this day or later.")
    until: Day | None = Field(default=None, description="Of earlier days than this.")


class DiaryQuery(DiaryFilterQuery, ListQuery):
    """The filters of the list."""


@router.get("", summary="Diary entries", response_model=Page[ListedDiaryEntryOut])
async def list_diary_entries(query: Annotated[DiaryQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """What was handed in at units of the caller's subtree, newest day first; `mine`: the caller's own.

    A handler sees their own entries alone. Drafts are nobody's but their author's.
    """
    keyset = Keyset("diary", (int, UUID), query, runtime)
    wanted = WantedEntries(
        await unit_named(runtime, query.unit) if query.unit else None, query.mine, query.author, query.state,
        query.grade, query.since, query.until,
    )  # fmt: skip
    after = (date.fromordinal(keyset.after[0]), keyset.after[1]) if keyset.after else None
    found = await entries.list_entries(runtime, caller, wanted, after=after, limit=keyset.limit)
    items, cursor = keyset.page(
        found, place=lambda entry: (entry.day.toordinal(), entry.id), show=lambda entry: _listed(entry, caller)
    )
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.post("", summary="Write a diary entry", status_code=201, response_model=DiaryEntryOut)
async def write_diary_entry(
    body: DiaryEntryIn, caller: Writer, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Write an entry of the caller's own unit: a draft that nobody else reads, or handed in at once."""
    people = tuple(MetPerson(each.name, each.contact) for each in body.people)
    wanted = WantedEntry(body.title, body.content, body.day, body.place, people)
    render = rendered(201, _rendered)
    return versioned(
        await entries.write_entry(
            runtime, wanted, submit=body.submit, by=caller, render=render, request_id=request_id, once=once
        )
    )


@router.get("/{entry_id}", summary="One diary entry", response_model=DiaryEntryOut)
async def read_diary_entry(entry_id: EntryId, caller: Caller, runtime: Uses) -> Response:
    """An entry with who was met, and what became of the opinions that came of it, as far as the caller may see them."""
    return _answered(await entries.get_entry(runtime, caller, entry_id))


@router.patch("/{entry_id}", summary="Change a draft", response_model=DiaryEntryOut)
async def change_diary_entry(
    entry_id: EntryId, body: DiaryEntryPatch, caller: Writer, runtime: Uses, expected: IfMatch = None
) -> Response:
    """Let a draft of one's own say something else."""
    given: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set}
    if body.people is not None:
        given["people"] = tuple(MetPerson(each.name, each.contact) for each in body.people)

    def change(before: WantedEntry) -> WantedEntry:
        return WantedEntry(**{name: given.get(name, getattr(before, name)) for name in WantedEntry.__slots__})

    return _answered(await entries.change_entry(runtime, entry_id, change, by=caller, expected=numbers(expected)))


@router.delete("/{entry_id}", summary="Throw a draft away", status_code=204)
async def delete_diary_entry(entry_id: EntryId, caller: Writer, runtime: Uses, expected: IfMatch = None) -> None:
    """Delete a draft of one's own, of which no opinion came."""
    await entries.delete_entry(runtime, entry_id, by=caller, expected=numbers(expected))


@router.post("/{entry_id}/submit", summary="Hand a diary entry in", response_model=DiaryEntryOut)
async def submit_diary_entry(
    entry_id: EntryId, caller: Writer, runtime: Uses, request_id: RequestId, once: Idempotent, expected: IfMatch = None
) -> Response:
    """Hand a draft in: leaders and offices above read it from now on."""
    render = rendered(200, _rendered)
    return versioned(
        await entries.submit_entry(
            runtime, entry_id, by=caller, expected=numbers(expected), render=render, request_id=request_id, once=once
        )
    )


@router.post("/{entry_id}/take-back", summary="Take a diary entry back", response_model=DiaryEntryOut)
async def take_back_diary_entry(
    entry_id: EntryId, caller: Writer, runtime: Uses, once: Idempotent, expected: IfMatch = None
) -> Response:
    """Make a draft of it again, as long as nobody has reviewed it."""
    render = rendered(200, _rendered)
    return versioned(
        await entries.take_back_entry(
            runtime, entry_id, by=caller, expected=numbers(expected), render=render, once=once
        )
    )


@router.post("/{entry_id}/review", summary="Review a diary entry", response_model=DiaryEntryOut)
async def review_diary_entry(
    entry_id: EntryId, body: ReviewIn, caller: DecidingOffice, runtime: Uses, request_id: RequestId, once: Idempotent,
    expected: IfMatch = None,
) -> Response:  # fmt: skip
    """Grade an entry that was handed in, as a leader or office of its unit or above; never one's own."""
    return versioned(
        await reviews.review_entry(
            runtime, entry_id, body.grade, body.comment, by=caller, expected=numbers(expected),
            render=rendered(200, _rendered), request_id=request_id, once=once,
        )
    )  # fmt: skip


@router.post("/{entry_id}/opinions", summary="Register what was said", status_code=201, response_model=OpinionOut)
async def register_diary_opinion(
    entry_id: EntryId, body: DiaryOpinionIn, caller: Writer, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Take what somebody said into the inbox of the entry's unit, with the diary as its source."""
    citizen = body.citizen or CitizenIn()
    given = OpinionInput(
        body.title, body.content, Source.DIARY, category=body.category, citizen_name=citizen.name,
        contact=citizen.contact, place=body.place, confidential=body.confidential,
    )  # fmt: skip
    return answer(
        await diary_opinions.register_diary_opinion(
            runtime, entry_id, given, by=caller, request_id=request_id, once=once,
            render=rendered(201, lambda opinion: to_json(serialize_opinion(opinion))),
        )
    )  # fmt: skip


def _answered(shown: ShownEntry) -> Response:
    return Response(_rendered(shown), headers={"ETag": etag(shown.entry.version)}, media_type="application/json")


def _rendered(shown: ShownEntry) -> bytes:
    more = {
        "people": [each._asdict() for each in shown.people],
        "opinions": [
            {name: getattr(opinion, name) for name in DiaryOpinionOut.model_fields} for opinion in shown.opinions
        ],
    }
    return to_json(_fields(shown.entry, is_mine=shown.is_mine) | more)


def _listed(entry: DiaryEntry, caller: Actor) -> dict[str, Any]:
    return _fields(entry, is_mine=entry.is_by(caller))


def _fields(entry: DiaryEntry, *, is_mine: bool) -> dict[str, Any]:
    made = {
        "unit": {"id": entry.unit_id, "code": entry.unit_code, "name": entry.unit_name},
        "is_mine": is_mine,
    }
    return {name: getattr(entry, name) for name in ListedDiaryEntryOut.model_fields if name not in made} | made
