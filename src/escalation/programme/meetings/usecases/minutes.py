"""What stands in the minutes of a meeting (联席会议纪要)? What was talked about, decided, and done by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.forms.usecases.form_links import FormLink, FormTarget, make_link
from escalation.identity.storage.people import names_of_principals
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.programme.meetings.domain.minutes_number import minutes_number
from escalation.programme.meetings.storage.agenda import AgendaItem
from escalation.programme.meetings.storage.decisions import MeetingDecision
from escalation.programme.meetings.storage.meetings import Meeting
from escalation.programme.meetings.usecases.meetings import get_meeting, seen_meeting
from escalation.tickets.usecases.local_days import local_days

MEETING: Final = "meeting"
"""The subject of links to minutes."""


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """An item of the agenda with what was decided on it, without what was withdrawn."""

    item: AgendaItem
    decisions: Sequence[MeetingDecision]


@dataclass(frozen=True, slots=True)
class MeetingMinutes:
    """Minutes as whoever reads them may see them. `names`: of the people behind principals."""

    meeting: Meeting
    items: Sequence[MinutesItem]
    zone: ZoneInfo
    names: Mapping[str, str]
    now: datetime

    @property
    def document_number(self) -> str:
        """As paper has it; empty before the meeting was held."""
        year, session = self.meeting.year, self.meeting.session
        return minutes_number(self.meeting.unit.name, year, session) if year and session else ""


async def read_minutes(runtime: Runtime, meeting_id: UUID, actor: Actor) -> MeetingMinutes:
    """The minutes of a meeting, before it is held its agenda. Raises `NotFound`."""
    whole = await get_meeting(runtime, actor, meeting_id)
    async with runtime.database.connection(changes=False) as connection:
        days, now = await local_days(runtime, connection), await read_now(connection)
        names = await names_of_principals(connection, {each.decided_by for each in whole.decisions})
    made: dict[UUID, list[MeetingDecision]] = {}
    for each in whole.decisions:
        if each.state != "withdrawn":
            made.setdefault(each.item_id, []).append(each)
    items = [MinutesItem(item, made.get(item.id, ())) for item in whole.agenda if item.removed_at is None]
    return MeetingMinutes(whole.meeting, items, days.zone, names, now)


async def link_minutes(runtime: Runtime, meeting_id: UUID, actor: Actor) -> FormLink:
    """A link to minutes that the actor sees. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await seen_meeting(connection, actor, meeting_id)
        return await make_link(runtime, connection, FormTarget(MEETING, meeting_id, {}), actor)
