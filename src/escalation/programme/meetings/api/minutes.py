"""The minutes of a meeting (联席会议纪要) for A4: as a page or PDF, and by a link that opens without a key."""

from collections.abc import Mapping
from typing import Final

from fastapi import Response

from escalation.actors import Actor
from escalation.errors import N_
from escalation.forms.api.form_pages import (
    FORM_RESPONSES,
    FormFormat,
    FormFrame,
    FormLanguage,
    FormLinkOut,
    PrintedPage,
    answer_form,
    form_link_out,
    form_page,
)
from escalation.forms.usecases.form_links import FormTarget
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.routes import strict_router
from escalation.programme.meetings.api.meetings import MeetingId
from escalation.programme.meetings.usecases import minutes
from escalation.programme.meetings.usecases.minutes import MeetingMinutes
from escalation.texts import Language

router = strict_router(prefix="/v1/meetings/{meeting_id}/minutes", tags=["meetings"])


@router.get("", summary="The printable minutes", response_class=Response, responses=FORM_RESPONSES)
async def print_meeting(
    meeting_id: MeetingId, caller: Caller, runtime: Uses, language: FormLanguage = "zh", format_: FormFormat = "html"
) -> Response:
    """The minutes of a meeting, numbered once it was held; before, its agenda.

    How far decisions have come is told as it is now. Tickets that are not the caller's to see are left out.
    """
    return await answer_form(_page(await minutes.read_minutes(runtime, meeting_id, caller), language), format_)


@router.get("/link", summary="A link to the printable minutes")
async def link_meeting(meeting_id: MeetingId, caller: Caller, runtime: Uses) -> FormLinkOut:
    """An address that a browser opens by itself, for a minute."""
    return form_link_out(await minutes.link_minutes(runtime, meeting_id, caller))


async def print_linked_minutes(
    runtime: Runtime, actor: Actor, target: FormTarget, language: Language, _public: str | None, /
) -> PrintedPage:
    """The minutes that a link was made for. Raises `NotFound`."""
    return _page(await minutes.read_minutes(runtime, target.id, actor), language)


def _page(told: MeetingMinutes, language: Language) -> PrintedPage:
    meeting = told.meeting
    plain = f"{meeting.unit.code}-{meeting.year}-{meeting.session}" if meeting.session else meeting.unit.code
    frame = FormFrame(name=plain, place=meeting.unit.name, zone=told.zone, units={}, names=told.names, labels=_LABELS)
    number = told.document_number if language == "zh" else plain
    return form_page("minutes.html", frame, language, meeting=meeting, items=told.items, number=number)


_LABELS: Final[Mapping[str, str]] = {
    "minutes": N_("Minutes of the joint meeting"),
    "agenda": N_("Agenda of the joint meeting"),
    "session": N_("Session"),
    "held": N_("Held"),
    "planned": N_("Planned"),
    "venue": N_("Venue"),
    "chair": N_("Chair"),
    "recorder": N_("Recorded by"),
    "attendance": N_("Present"),
    "summary": N_("The stage so far"),
    "matters": N_("Agenda and decisions"),
    "matter": N_("Agenda item"),
    "decided": N_("What was decided"),
    "responsible": N_("Responsible unit"),
    "until": N_("Until"),
    "progress": N_("Progress"),
    "outlook": N_("Next steps"),
    "nothing": N_("Nothing was put on the agenda."),
    "done": N_("carried out"),
    "open": N_("to be carried out"),
    "overdue": N_("overdue"),
}
