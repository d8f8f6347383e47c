"""Exports of the diary: what its lists show, as a file, without who was met."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Response

from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.organisation.usecases.units import unit_named
from escalation.programme.diary.api.diary_entries import DiaryFilterQuery
from escalation.programme.diary.domain.entries import DiaryEntry
from escalation.programme.diary.usecases.diary_rules import grades_in_force
from escalation.programme.diary.usecases.entries import WantedEntries, list_entries
from escalation.texts import translate

router = strict_router(prefix="/v1/exports", tags=["exports"])

Place = tuple[date, UUID]


class DiaryExportQuery(DiaryFilterQuery, ExportQuery):
    """The filters of the list."""


@router.get("/diary-entries", summary="Diary entries as a file", response_class=Response, responses=RESPONSES)
async def export_diary_entries(
    query: Annotated[DiaryExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The entries that the caller's list shows, newest day first. Whom they tell of, only their number says."""
    unit = await unit_named(runtime, query.unit) if query.unit else None
    wanted = WantedEntries(unit, query.mine, query.author, query.state, query.grade, query.since, query.until)

    async def read(after: Place | None) -> tuple[list[DiaryEntry], Place | None]:
        found = await list_entries(runtime, caller, wanted, after=after, limit=PAGE)
        last = (found[-1].day, found[-1].id) if len(found) == PAGE else None
        return found, last

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    labels = {
        "state": {code: translate(text, language) for code, text in _STATES.items()},
        "grade": {grade.code: getattr(grade, language) for grade in await grades_in_force(runtime)},
    }
    table = table_of(N_("Diary"), DIARY, setting.now, setting.zone, language, query=query, labels=labels)
    return await answer_export(export, query, Exported(table, in_pages(read, _cells), setting.now), language=language)


_STATES: Final = {"draft": N_("draft"), "submitted": N_("handed in"), "reviewed": N_("reviewed")}
DIARY: Final[Columns] = {
    "day": (N_("Day"), 12),
    "unit": (N_("Unit"), 24),
    "author": (N_("Author"), 12),
    "title": (N_("Title"), 32),
    "content": (N_("Content"), 60),
    "place": (N_("Place"), 20),
    "people_met": (N_("People met"), 10),
    "state": (N_("State"), 10),
    "submitted_at": (N_("Handed in"), 17),
    "grade": (N_("Grade"), 10),
    "comment": (N_("Comment"), 32),
    "reviewer": (N_("Reviewed by"), 12),
    "reviewed_at": (N_("Reviewed"), 17),
    "entry_id": (N_("Id of the entry"), 38),
}


def _cells(entry: DiaryEntry) -> Cells:
    same = ("title", "content", "place", "people_met", "state", "submitted_at", "grade", "comment", "reviewed_at")
    return {name: getattr(entry, name) for name in same} | {
        "day": entry.day.isoformat(), "unit": entry.unit_name, "author": entry.author_name,
        "reviewer": entry.reviewed_by_name, "entry_id": entry.id,
    }  # fmt: skip
