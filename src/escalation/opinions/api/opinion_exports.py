"""Exports of opinions: what the lists show, as a file that can be imported again."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Query, Response
from pydantic import Field

from escalation.actors import Actor
from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Code
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.opinions.storage.opinions import Opinion, OpinionFilters
from escalation.opinions.usecases import opinions
from escalation.opinions.usecases.custom_fields import SaidField, explain, fields_of
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.organisation.usecases.units import unit_named
from escalation.texts import Language, translate

router = strict_router(prefix="/v1/exports", tags=["exports"])

Place = tuple[datetime, UUID]
ExplainedOpinion = tuple[Opinion, Sequence[SaidField]]


class OpinionExportQuery(ExportQuery):
    """The filters of the lists of opinions; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: opinions received in its subtree.")
    category: Code | None = Field(default=None, description="With its parts; unclassified ones by first suggestion.")
    status: Literal["inbox", "attached", "dismissed"] | None = None


@router.get("/opinions", summary="Opinions as a file", response_class=Response, responses=RESPONSES)
async def export_opinions(
    query: Annotated[OpinionExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The opinions that the caller may see, newest first, whatever their status; contacts are masked as in lists.

    An import knows the headings. What has a reference of another system is known there already.
    """
    return await answer_export(export, query, await opinions_file(runtime, caller, query, language), language=language)


async def opinions_file(runtime: Runtime, caller: Actor, query: OpinionExportQuery, language: Language) -> Exported:
    """What the route answers with. Raises `ValidationFailed` for a unit that is not there."""
    unit = await unit_named(runtime, query.unit) if query.unit else None
    filters = OpinionFilters(unit.path if unit else None, query.category, query.status)

    async def read(after: Place | None) -> tuple[list[ExplainedOpinion], Place | None]:
        page = await opinions.list_opinions(runtime, caller, filters, after=after, limit=PAGE)
        said = await explain(runtime, page.opinions)
        return list(zip(page.opinions, said, strict=True)), page.goes_on_behind

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
        fields = await fields_of(runtime, connection, query.category)
    labels = {"status": {code: translate(text, language) for code, text in _STATUSES.items()}}
    is_chinese = language == "zh"
    own = {f"{_OWN}{each.code}": (each.zh if is_chinese else each.en, 18) for each in fields}
    columns = {**OPINIONS, **own}
    table = table_of(N_("Opinions"), columns, setting.now, setting.zone, language, query=query, labels=labels)
    return Exported(table, in_pages(read, partial(_opinion, setting.zone, is_chinese)), setting.now)


_STATUSES: Final = {"inbox": N_("In the inbox"), "attached": N_("Attached to a ticket"), "dismissed": N_("Dismissed")}
# Headings of what an import takes are those that it knows: in English the names of its fields.
OPINIONS: Final[Columns] = {
    "title": (N_("title"), 32),
    "content": (N_("content"), 50),
    "category": (N_("category"), 16),
    "place": (N_("place"), 20),
    "longitude": (N_("longitude"), 11),
    "latitude": (N_("latitude"), 11),
    "accuracy": (N_("accuracy"), 9),
    "submitted_at": (N_("submitted_at"), 17),
    "unit_code": (N_("unit_code"), 16),
    "attributes": (N_("Fields of the category"), 30),
    "source": (N_("source"), 10),
    "external_ref": (N_("external_ref"), 18),
    "source_system": (N_("Source system"), 14),
    "status": (N_("Status"), 14),
    "unit": (N_("Received by"), 24),
    "confidential": (N_("Confidential"), 9),
    "has_name": (N_("Named"), 9),
    "contact_masked": (N_("Contact, masked"), 18),
    "reason": (N_("Reason"), 24),
    "received_at": (N_("Received"), 17),
    "ticket_id": (N_("Id of the ticket"), 38),
    "opinion_id": (N_("Id of the opinion"), 38),
}
_AS_STORED: Final = tuple(name for name in OPINIONS if name not in {"unit", "opinion_id", "attributes"})
_OWN: Final = "attribute:"
"""Before the code of a custom field: how its column is called."""


def _opinion(zone: ZoneInfo, is_chinese: bool, explained: ExplainedOpinion) -> Cells:  # noqa: FBT001 - bound before
    opinion, said = explained
    stored = {name: getattr(opinion, name) for name in _AS_STORED}
    shown = [(each.field, each.field.shown(each.value, zone, is_chinese=is_chinese)) for each in said]
    words = "；" if is_chinese else "; "
    together = words.join(f"{field.zh}：{text}" if is_chinese else f"{field.en}: {text}" for field, text in shown)
    own = {f"{_OWN}{field.code}": text for field, text in shown}
    return {**stored, **own, "unit": opinion.unit_name, "opinion_id": opinion.id, "attributes": together or None}
