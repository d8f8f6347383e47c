"""What stands on the printed page of a diary entry (diary form)? The entry, with who was met, as its reader sees it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.forms.usecases.form_links import LIFETIME, FormLink, FormTarget, make_link
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.programme.diary.domain.rules import Grade
from escalation.programme.diary.usecases.diary_rules import rules_in_force
from escalation.programme.diary.usecases.entries import ShownEntry, require_readable, show_entry

DIARY_ENTRY: Final = "diary_entry"
"""The subject of links to pages of the diary."""


@dataclass(frozen=True, slots=True)
class DiaryForm:
    """An entry, what its grade is called, and the zone in which its moments are shown."""

    shown: ShownEntry
    grade: Grade | None
    zone: ZoneInfo


async def read_diary_form(runtime: Runtime, entry_id: UUID, actor: Actor) -> DiaryForm:
    """Everything on the page. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        shown = await show_entry(runtime, connection, actor, entry_id)
        rules = await rules_in_force(runtime, connection)
        grade = rules.grade(shown.entry.grade) if shown.entry.grade else None
        return DiaryForm(shown, grade, (await read_export_setting(runtime, connection, "zh")).zone)


async def link_diary_form(
    runtime: Runtime, entry_id: UUID, actor: Actor, *, lifetime: timedelta = LIFETIME
) -> FormLink:
    """A link to the page. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await require_readable(connection, actor, entry_id)
        return await make_link(runtime, connection, FormTarget(DIARY_ENTRY, entry_id, {}), actor, lifetime=lifetime)
