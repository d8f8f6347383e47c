"""Exports of groups: leading groups with a row for each of their people, supervision groups with one for each."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Code
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.programme.groups.domain.leading_groups import GroupPerson, LeadingGroup
from escalation.programme.groups.domain.supervision_groups import GroupState
from escalation.programme.groups.usecases.leading_groups import list_leading_groups
from escalation.programme.groups.usecases.supervision_groups import ShownGroup, list_supervision_groups
from escalation.texts import Language, translate
from escalation.vocabulary.domain.words import WORDS

router = strict_router(prefix="/v1/exports", tags=["exports"])


class LeadingGroupExportQuery(ExportQuery):
    """The filters of the list; those left out narrow nothing."""

    within: Code | None = Field(default=None, description="Code of a unit: groups of it and of all below.")


class SupervisionGroupExportQuery(ExportQuery):
    """The filters of the list; those left out narrow nothing."""

    state: GroupState | None = None


@router.get("/leading-groups", summary="Leading groups as a file", response_class=Response, responses=RESPONSES)
async def export_leading_groups(
    query: Annotated[LeadingGroupExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """A row for who is in charge, who directs the office, and for each deputy and member."""

    async def read(after: str | None) -> tuple[Sequence[Cells], str | None]:
        found = await list_leading_groups(runtime, caller, within=query.within, after=after, limit=PAGE)
        return [row for group in found for row in _people(group)], found[-1].unit_path if len(found) == PAGE else None

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    labels = {"position": _words(language, "leading_position", "group_role")}
    table = table_of(
        N_("Leading groups"), LEADING_GROUPS, setting.now, setting.zone, language, query=query, labels=labels
    )
    return await answer_export(export, query, Exported(table, in_pages(read, _same), setting.now), language=language)


@router.get("/supervision-groups", summary="Supervision groups as a file", response_class=Response, responses=RESPONSES)
async def export_supervision_groups(
    query: Annotated[SupervisionGroupExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The groups that the caller's list shows, the newest first."""

    async def read(after: UUID | None) -> tuple[Sequence[ShownGroup], UUID | None]:
        found = await list_supervision_groups(runtime, caller, query.state, after=after, limit=PAGE)
        return found, found[-1].group.id if len(found) == PAGE else None

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    labels = {name: _words(language, name) for name in ("group_kind", "group_state")}
    table = table_of(
        N_("Supervision groups"), SUPERVISION_GROUPS, setting.now, setting.zone, language, query=query, labels=labels
    )
    return await answer_export(export, query, Exported(table, in_pages(read, _group), setting.now), language=language)


LEADING_GROUPS: Final[Columns] = {
    "unit": (N_("Unit"), 24),
    "unit_code": (N_("Code of the unit"), 18),
    "position": (N_("Position"), 16),
    "name": (N_("Name"), 16),
    "home_unit": (N_("Department"), 24),
    "area": (N_("Area"), 32),
    "since": (N_("Since"), 17),
    "serves": (N_("In service"), 8),
    "group_id": (N_("Id of the group"), 38),
}
SUPERVISION_GROUPS: Final[Columns] = {
    "name": (N_("Name"), 28),
    "group_kind": (N_("Kind"), 12),
    "unit": (N_("Formed by"), 24),
    "group_state": (N_("State"), 10),
    "first_day": (N_("First day"), 12),
    "last_day": (N_("Last day"), 12),
    "head": (N_("Head"), 16),
    "members": (N_("Members"), 40),
    "units": (N_("Supervised units"), 40),
    "end_reason": (N_("Why it was ended"), 32),
    "group_id": (N_("Id of the group"), 38),
}
_PARTED_BY: Final = "、"


def _words(language: Language, *fields: str) -> Mapping[str, str]:
    return {code: translate(text, language) for field in fields for code, text in WORDS[field].items()}


def _same(row: Cells) -> Cells:
    return row


def _people(group: LeadingGroup) -> list[Cells]:
    own: Cells = {"unit": group.unit_name, "unit_code": group.unit_code, "group_id": group.id}
    held = [
        {**own, **_named(term.person), "position": term.position, "area": None, "since": term.since}
        for term in group.terms
    ]
    others = [
        {**own, **_named(each.person), "position": each.role, "area": each.area, "since": None}
        for each in group.members
    ]
    return [*held, *others] or [{**dict.fromkeys(LEADING_GROUPS), **own}]


def _named(person: GroupPerson) -> Cells:
    return {"name": person.name, "home_unit": person.home_name, "serves": person.serves}


def _group(shown: ShownGroup) -> Cells:
    group = shown.group
    return {
        "name": group.name, "group_kind": group.kind, "unit": group.unit_name, "group_state": group.state(shown.now),
        "first_day": group.first_day.isoformat(), "last_day": group.last_day.isoformat(),
        "head": _PARTED_BY.join(each.name for each in group.members if each.is_head),
        "members": _PARTED_BY.join(each.name for each in group.members if not each.is_head),
        "units": _PARTED_BY.join(each.name for each in group.units), "end_reason": group.end_reason,
        "group_id": group.id,
    }  # fmt: skip
