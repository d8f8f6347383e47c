"""The ledger on paper (ledger form): of a unit, as a page or PDF, and by a link."""

from typing import Annotated, Final, Literal

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.actors import Actor
from escalation.errors import N_
from escalation.forms.api.form_pages import (
    FORM_RESPONSES,
    FormFrame,
    FormLinkOut,
    PrintedPage,
    answer_form,
    form_link_out,
    form_page,
)
from escalation.forms.usecases.form_links import FormTarget
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Code, Day, Id
from escalation.kit.web.queries import TrueOrFalse
from escalation.kit.web.routes import strict_router
from escalation.programme.ledger.api.ledger_files import STATUS_LABELS, written_off_day
from escalation.programme.ledger.api.ledger_rows import LedgerReader
from escalation.programme.ledger.domain.ledger_rows import LedgerStatus
from escalation.programme.ledger.usecases import ledger_forms
from escalation.programme.ledger.usecases.ledger_forms import LedgerForm, wanted_of
from escalation.programme.ledger.usecases.rows import WantedRows
from escalation.texts import Language

router = strict_router(prefix="/v1/ledger-form", tags=["ledger"])


class LedgerFormQuery(BaseModel):
    """Whose ledger, and which of its rows."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit_id: Id | None = Field(default=None, description="A unit, with those below it; the caller's own if left out.")
    status: LedgerStatus | None = Field(default=None, description="Only open rows, or only written-off ones.")
    overdue: TrueOrFalse = Field(default=False, description="Only rows that are overdue.")
    category: Code | None = Field(default=None, description="With its parts.")
    since: Day | None = Field(default=None, description="Entered on this day or later.")
    until: Day | None = Field(default=None, description="Entered before this day.")

    def wanted(self) -> WantedRows:
        """As the use cases know it, but for the unit."""
        return WantedRows(None, self.status, self.overdue, self.category, self.since, self.until)


class PrintedLedgerQuery(LedgerFormQuery):
    """The same, and how it is written."""

    language: Literal["zh", "en"] = "zh"
    format: Literal["html", "pdf"] = Field(default="html", description="A page for the browser's printer, or PDF.")


@router.get("", summary="A printable ledger", response_class=Response, responses=FORM_RESPONSES)
async def print_ledger(query: Annotated[PrintedLedgerQuery, Query()], caller: LedgerReader, runtime: Uses) -> Response:
    """The first five hundred rows of a ledger for A4, newest first. Masked for who does not keep it."""
    form = await ledger_forms.read_ledger_form(runtime, caller, query.unit_id or caller.unit_id, query.wanted())
    return await answer_form(_page(form, query.language), query.format)


@router.get("/link", summary="A link to a printable ledger")
async def link_ledger_form(
    query: Annotated[LedgerFormQuery, Query()], caller: LedgerReader, runtime: Uses
) -> FormLinkOut:
    """An address that a browser opens by itself, for a minute."""
    unit_id = query.unit_id or caller.unit_id
    return form_link_out(await ledger_forms.link_ledger_form(runtime, caller, unit_id, query.wanted()))


async def print_linked_ledger(
    runtime: Runtime, actor: Actor, target: FormTarget, language: Language, _: str | None, /
) -> PrintedPage:
    """The ledger that a link was made for. Raises `NotFound`."""
    return _page(await ledger_forms.read_ledger_form(runtime, actor, target.id, wanted_of(target.options)), language)


def _page(form: LedgerForm, language: Language) -> PrintedPage:
    frame = FormFrame(
        name=form.unit.code, place=form.unit.name, zone=form.zone, units={}, names={}, labels=_LABELS,
    )  # fmt: skip
    ended = {shown.row.id: written_off_day(shown, form.zone) for shown in form.rows}
    return form_page("unit_ledger.html", frame, language, form=form, ended=ended)


_LABELS: Final = {
    **STATUS_LABELS,
    "ledger_form": N_("Livelihood ledger"),
    "row": N_("Row"),
    "householder": N_("householder"),
    "address": N_("address"),
    "population": N_("population"),
    "matter": N_("matter"),
    "entered_on": N_("Entered"),
    "ticket": N_("Ticket"),
    "result": N_("result"),
    "satisfaction": N_("satisfaction"),
    "written_off_on": N_("Written off on"),
    "progress": N_("Progress"),
    "rows": N_("Rows"),
    "more_rows": N_("More rows belong to this ledger than are shown here."),
    "kept_by": N_("Kept by (signature):"),
    "checked_by": N_("Checked by (signature):"),
}
