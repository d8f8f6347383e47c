"""The diary on paper (diary form): an entry as a page or PDF, and by a link."""

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
from escalation.programme.diary.api.diary_entries import EntryId
from escalation.programme.diary.usecases import diary_forms
from escalation.programme.diary.usecases.diary_forms import DiaryForm
from escalation.texts import Language

router = strict_router(prefix="/v1/diary-entries/{entry_id}/form", tags=["diary"])


@router.get("", summary="A printable diary entry", response_class=Response, responses=FORM_RESPONSES)
async def print_diary_entry(
    entry_id: EntryId, caller: Caller, runtime: Uses, language: FormLanguage = "zh", format_: FormFormat = "html"
) -> Response:
    """An entry for A4, with places for signatures. Contacts are masked for everybody but the author."""
    form = await diary_forms.read_diary_form(runtime, entry_id, caller)
    return await answer_form(_page(form, language), format_)


@router.get("/link", summary="A link to a printable diary entry")
async def link_diary_form(entry_id: EntryId, caller: Caller, runtime: Uses) -> FormLinkOut:
    """An address that a browser opens by itself, for a minute."""
    return form_link_out(await diary_forms.link_diary_form(runtime, entry_id, caller))


async def print_linked_entry(
    runtime: Runtime, actor: Actor, target: FormTarget, language: Language, _: str | None, /
) -> PrintedPage:
    """The entry that a link was made for. Raises `NotFound`."""
    return _page(await diary_forms.read_diary_form(runtime, target.id, actor), language)


def _page(form: DiaryForm, language: Language) -> PrintedPage:
    shown, entry = form.shown, form.shown.entry
    frame = FormFrame(
        name=f"{entry.day:%Y-%m-%d} {entry.unit_code}", place=entry.unit_name, zone=form.zone, units={},
        names={}, labels=_LABELS,
    )  # fmt: skip
    grade = getattr(form.grade, language) if form.grade else ""
    return form_page("diary_entry.html", frame, language, entry=entry, shown=shown, grade=grade)


_LABELS: Final = {
    "diary_form": N_("Diary of what people say"),
    "day": N_("Day"),
    "unit": N_("Unit"),
    "author": N_("Author"),
    "people": N_("People met"),
    "opinions": N_("Opinions that came of it"),
    "submitted_at": N_("Handed in"),
    "grade": N_("Grade"),
    "review": N_("Comment"),
    "reviewer": N_("Reviewed by"),
    "draft": N_("draft"),
    "villager_signature": N_("Whoever was met (signature):"),
    "author_signature": N_("Author (signature):"),
    "not_reviewed": N_("not reviewed yet"),
}
