"""Joint meetings (联席会议): planned, held, cancelled; by when each unit has to meet; and what is on the agenda."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field

from escalation.kit.runtime.context import StoredResponse
from escalation.kit.web.auth import Caller, DecidingOffice, Uses
from escalation.kit.web.fields import Code, Id, In, Instant, Line, Out, Patch, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.meetings.api.agenda_models import AgendaItemOut, agenda_of
from escalation.programme.meetings.storage.meetings import Meeting
from escalation.programme.meetings.usecases import meetings
from escalation.programme.meetings.usecases.meetings import WholeMeeting
from escalation.texts import Language

router = strict_router(prefix="/v1/meetings", tags=["meetings"])
rounds_router = strict_router(prefix="/v1/meeting-rounds", tags=["meetings"])

MeetingId = Annotated[Id, Path(description="The meeting's id.")]
RoundId = Annotated[Id, Path(description="The unit's id: it names its round.")]
MeetingState = Literal["planned", "held", "cancelled"]
RoundState = Literal["waiting", "due_soon", "overdue"]
Words = Annotated[Text, Field(max_length=4_000)]


class DecisionCountOut(Out):
    """How far the decisions of a meeting have come. Those overdue are among those open."""

    done: int
    open: int
    overdue: int


class MeetingOut(Out):
    """A meeting. `year` and `session` (期次) are given when it is held, as are the words of its minutes."""

    id: UUID
    unit: UnitRef
    state: MeetingState
    planned_at: datetime
    place: str | None
    year: int | None
    session: int | None
    held_at: datetime | None
    chair: str | None
    attendance: str | None
    summary: str | None = Field(description="What was done in the stage that is over.")
    outlook: str | None
    reason: str | None = Field(description="Why it was cancelled.")
    version: int
    created_at: datetime
    updated_at: datetime
    items: int = Field(description="How much stands on the agenda.")
    decisions: DecisionCountOut


class WholeMeetingOut(MeetingOut):
    """A meeting with its agenda and what was decided."""

    agenda: list[AgendaItemOut]


class RoundOut(Out):
    """By when a unit has to meet. A unit that never met is counted from when it was told to."""

    unit: UnitRef
    level: int
    every_months: int
    due_on: date = Field(description="The last day for the next meeting.")
    due_at: datetime = Field(description="When that day is over.")
    state: RoundState
    last_held_at: datetime | None
    next_id: UUID | None = Field(description="The next meeting that is planned.")
    next_at: datetime | None


class MeetingQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: its own meetings.")
    state: MeetingState | None = None


class RoundQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: it and those below it.")
    state: RoundState | None = None


class MeetingIn(In):
    """A meeting to be planned for the caller's own unit."""

    unit_id: Id
    planned_at: Instant
    place: Line | None = None


class MeetingPatch(Patch):
    """Another time or place."""

    may_go: ClassVar[frozenset[str]] = frozenset({"place"})

    planned_at: Instant | None = None
    place: Line | None = None


class CancellationIn(In):
    """Why a meeting will not be."""

    reason: Words


class MinutesIn(In):
    """What minutes say besides the agenda and its decisions."""

    chair: Line | None = None
    attendance: Words | None = None
    summary: Text | None = Field(default=None, description="What was done in the stage that is over.")
    outlook: Text | None = None


class HoldingIn(MinutesIn):
    """That a meeting was held, and what its minutes say."""

    held_at: Instant | None = Field(default=None, description="Now, if it is left out.")


@rounds_router.get("", summary="By when units have to meet")
async def list_meeting_rounds(query: Annotated[RoundQuery, Query()], caller: Caller, runtime: Uses) -> Page[RoundOut]:
    """Units in the caller's scope that have to meet, in the order of the tree, and who is late."""
    keyset = Keyset("meeting-rounds", str, query, runtime, sort="unit")
    found = await meetings.list_rounds(
        runtime, caller, unit=query.unit, state=query.state, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(found, place=lambda each: each.unit_path, show=RoundOut.model_validate)
    return Page[RoundOut](items=items, next_cursor=cursor)


@rounds_router.get("/{round_id}", summary="By when one unit has to meet")
async def read_meeting_round(round_id: RoundId, caller: Caller, runtime: Uses) -> RoundOut:
    """A unit in the caller's scope that has to meet."""
    return RoundOut.model_validate(await meetings.get_round(runtime, caller, round_id))


@router.get("", summary="Meetings")
async def list_meetings(query: Annotated[MeetingQuery, Query()], caller: Caller, runtime: Uses) -> Page[MeetingOut]:
    """Meetings of units in the caller's scope, those planned last first."""
    keyset = Keyset("meetings", (datetime, UUID), query, runtime, sort="-planned")
    found = await meetings.list_meetings(
        runtime, caller, unit=query.unit, state=query.state, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(found, place=lambda each: (each.planned_at, each.id), show=MeetingOut.model_validate)
    return Page[MeetingOut](items=items, next_cursor=cursor)


@router.post("", summary="Plan a meeting", status_code=201, response_model=MeetingOut)
async def create_meeting(body: MeetingIn, caller: DecidingOffice, runtime: Uses, once: Idempotent) -> Response:
    """Plan a meeting of the caller's own unit. Its agenda is drawn when somebody asks for it."""
    planned = body.planned_at, body.place
    return versioned(
        await meetings.plan_meeting(runtime, body.unit_id, planned, by=caller, render=rendered(201, render), once=once)
    )


@router.get("/{meeting_id}", summary="One meeting", response_model=WholeMeetingOut)
async def read_meeting(
    meeting_id: MeetingId, caller: Caller, runtime: Uses, language: CallerLanguage, response: Response
) -> WholeMeetingOut:
    """A meeting with its agenda and decisions. Tickets that are not the caller's to see are left out."""
    whole = await meetings.get_meeting(runtime, caller, meeting_id)
    response.headers["ETag"] = etag(whole.meeting.version)
    return _whole(whole, language)


@router.patch("/{meeting_id}", summary="Plan a meeting anew")
async def change_meeting(
    meeting_id: MeetingId, body: MeetingPatch, caller: DecidingOffice, runtime: Uses, response: Response,
    expected: IfMatch = None,
) -> MeetingOut:  # fmt: skip
    """Let a planned meeting be at another time or place."""
    changes = body.model_dump(exclude_unset=True)
    meeting = await meetings.change_plan(runtime, meeting_id, changes, by=caller, expected=numbers(expected))
    response.headers["ETag"] = etag(meeting.version)
    return MeetingOut.model_validate(meeting)


@router.post("/{meeting_id}/cancellation", summary="Cancel a meeting", response_model=MeetingOut)
async def cancel_meeting(
    meeting_id: MeetingId, body: CancellationIn, caller: DecidingOffice, runtime: Uses, once: Idempotent,
    expected: IfMatch = None,
) -> Response:  # fmt: skip
    """Say that a planned meeting will not be. The unit has to meet by the same day as before."""
    reply = await meetings.cancel_meeting(
        runtime, meeting_id, body.reason, by=caller, expected=numbers(expected), render=_changed(), once=once
    )
    return versioned(reply)


@router.post("/{meeting_id}/holding", summary="Say that a meeting was held", response_model=MeetingOut)
async def complete_meeting(
    meeting_id: MeetingId, body: HoldingIn, caller: DecidingOffice, runtime: Uses, once: Idempotent,
    expected: IfMatch = None,
) -> Response:  # fmt: skip
    """The meeting gets its number of the year, and the time until the next one counts from it."""
    words = body.model_dump(exclude={"held_at"})
    reply = await meetings.hold_meeting(
        runtime, meeting_id, body.held_at, words, by=caller, expected=numbers(expected), render=_changed(), once=once
    )
    return versioned(reply)


@router.put("/{meeting_id}/minutes", summary="Write the minutes")
async def put_meeting_minutes(
    meeting_id: MeetingId, body: MinutesIn, caller: DecidingOffice, runtime: Uses, response: Response,
    expected: IfMatch = None,
) -> MeetingOut:  # fmt: skip
    """Say anew what the minutes of a meeting that was held say."""
    meeting = await meetings.write_minutes(
        runtime, meeting_id, body.model_dump(), by=caller, expected=numbers(expected)
    )
    response.headers["ETag"] = etag(meeting.version)
    return MeetingOut.model_validate(meeting)


def render(meeting: Meeting) -> bytes:
    """A meeting as the bytes of a `MeetingOut`."""
    return MeetingOut.model_validate(meeting).model_dump_json().encode()


def _changed() -> Callable[[Meeting], StoredResponse]:
    return rendered(200, render)


def _whole(whole: WholeMeeting, language: Language) -> WholeMeetingOut:
    own = MeetingOut.model_validate(whole.meeting).model_dump()
    return WholeMeetingOut(**own, agenda=agenda_of(whole.agenda, whole.decisions, language))
