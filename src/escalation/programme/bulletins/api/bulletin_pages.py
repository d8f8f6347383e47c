"""Bulletins on paper and as files (bulletin pages): HTML, A4 as PDF, a link, and figures as CSV or a spreadsheet."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import Query, Response

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
from escalation.kit.exporting.columns import Cells
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.programme.bulletins.api.bulletins import BulletinId, BulletinOut, shown
from escalation.programme.bulletins.api.figure_labels import BULLETIN_LABELS, percent
from escalation.programme.bulletins.api.open_pages import open_paper
from escalation.programme.bulletins.domain.open_figures import OVERDUE
from escalation.programme.bulletins.domain.rules import BulletinSection
from escalation.programme.bulletins.usecases import bulletins
from escalation.programme.bulletins.usecases.bulletins import PrintedBulletin
from escalation.programme.bulletins.usecases.opening import preview_bulletin
from escalation.statistics.domain.rates import RateName
from escalation.texts import Language, translate
from escalation.vocabulary.domain.rate_words import RATE_WORDS

router = strict_router(prefix="/v1/bulletins/{bulletin_id}/page", tags=["bulletins"])
exports_router = strict_router(prefix="/v1/exports/bulletins", tags=["exports"])
ReadBy = Annotated[
    Literal["staff", "everybody"], Query(alias="for", description="The whole, or as everybody reads it, or would.")
]


@router.get("", summary="The printable bulletin", response_class=Response, responses=FORM_RESPONSES)
async def print_bulletin(
    bulletin_id: BulletinId, caller: Caller, runtime: Uses, language: FormLanguage = "zh", format_: FormFormat = "html",
    reader: ReadBy = "staff",
) -> Response:  # fmt: skip
    """A bulletin for A4; a draft says that it is one."""
    return await answer_form(await _page(runtime, caller, bulletin_id, language, reader), format_)


@router.get("/link", summary="A link to the printable bulletin")
async def link_bulletin(
    bulletin_id: BulletinId, caller: Caller, runtime: Uses, reader: ReadBy = "staff"
) -> FormLinkOut:  # fmt: skip
    """An address that a browser opens by itself, for a minute."""
    return form_link_out(await bulletins.link_bulletin(runtime, bulletin_id, caller, {_READER: reader}))


@exports_router.get("/{bulletin_id}", summary="A bulletin as a file", response_class=Response, responses=RESPONSES)
async def export_bulletin(
    bulletin_id: BulletinId, query: Annotated[ExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """A row for each figure, with that of the period before, and one for each text."""
    found = await bulletins.get_bulletin(runtime, caller, bulletin_id)
    now = found.bulletin.published_at or found.bulletin.drafted_at
    table = table_of(N_("Bulletin"), _COLUMNS, now, found.zone, language, query=query)
    rows = list(_rows(shown(found.bulletin), language))

    async def read(_: None) -> tuple[list[Cells], None]:
        return rows, None

    return await answer_export(export, query, Exported(table, in_pages(read, dict), now), language=language)


async def print_linked_bulletin(
    runtime: Runtime, actor: Actor, target: FormTarget, language: Language, _public: str | None, /
) -> PrintedPage:
    """The bulletin that a link was made for. Raises `NotFound`."""
    return await _page(runtime, actor, target.id, language, target.options.get(_READER, "staff"))


async def _page(
    runtime: Runtime, actor: Actor, bulletin_id: UUID, language: Language, reader: str
) -> PrintedPage:  # fmt: skip
    if reader == "everybody":
        return open_paper(await preview_bulletin(runtime, actor, bulletin_id), language)
    return _whole_page(await bulletins.get_bulletin(runtime, actor, bulletin_id), language)


def _whole_page(printed: PrintedBulletin, language: Language) -> PrintedPage:
    bulletin = shown(printed.bulletin)
    plain = f"{bulletin.unit.code}-{bulletin.year}-{bulletin.number}" if bulletin.number else bulletin.unit.code
    frame = FormFrame(
        name=plain, place=bulletin.unit.name, zone=printed.zone, units={}, names={}, labels=BULLETIN_LABELS
    )
    shares = [each for each in bulletin.figures.rates if each.rate is not RateName.MEAN_TIME]
    number = bulletin.document_number if language == "zh" else plain
    return form_page(
        "unit_bulletin.html", frame, language, bulletin=bulletin, figures=bulletin.figures, shares=shares,
        percent=percent, number=number if bulletin.number else None,
    )  # fmt: skip


def _rows(bulletin: BulletinOut, language: Language) -> Iterator[Cells]:
    figures = bulletin.figures

    def row(section: BulletinSection, name: str, value: object, before: object = None) -> Cells:
        said = translate(BULLETIN_LABELS[section.value], language)
        return {"section": said, "name": translate(name, language), "value": value, "before": before}

    by_section: Mapping[BulletinSection, list[Cells]] = {
        BulletinSection.HEADLINE: [
            row(BulletinSection.HEADLINE, BULLETIN_LABELS[name], getattr(figures.headline, name),
                getattr(figures.headline_before, name))
            for name in ("accepted", "closed", "on_time", "late")
        ],
        BulletinSection.RATES: [
            row(BulletinSection.RATES, RATE_WORDS[each.rate], each.value, each.before) for each in figures.rates
        ],
        BulletinSection.UNITS: [
            row(BulletinSection.UNITS, each.name, each.value) for each in (*figures.best, *figures.worst)
        ],
        BulletinSection.OVERDUE: [
            row(BulletinSection.OVERDUE, BULLETIN_LABELS[name], getattr(figures, field))
            for name, field in OVERDUE.items()
        ],
        BulletinSection.HOT: [row(BulletinSection.HOT, each.name or "", each.tickets) for each in figures.hot],
        BulletinSection.PROGRAMME: [
            row(BulletinSection.PROGRAMME, BULLETIN_LABELS[name], getattr(figures, name)) for name in _PROGRAMME
        ],
    }  # fmt: skip
    for part in bulletin.sections:
        yield from by_section[part.section]
        if part.text:
            yield row(part.section, BULLETIN_LABELS["text"], part.text)


_READER: Final = "for"
_PROGRAMME: Final = ("visits", "visits_overdue", "meetings", "meetings_overdue", "alarms")
_COLUMNS: Final[Columns] = {
    "section": (N_("Section"), 16), "name": (N_("Figure"), 28), "value": (N_("Value"), 12),
    "before": (N_("Period before"), 12),
}  # fmt: skip
