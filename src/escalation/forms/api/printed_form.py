"""The printed forms of a ticket (意见建议交办单 and those beside it): as a page or PDF, and by a link."""

from functools import cache
from typing import Annotated, Final

import segno
from fastapi import Query, Response
from markupsafe import Markup

from escalation.actors import Actor
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.forms.api.form_labels import FORM_LABELS
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
from escalation.forms.domain.ticket_forms import TicketFormKind
from escalation.forms.usecases import printed_form, ticket_forms
from escalation.forms.usecases.form_links import FormTarget
from escalation.forms.usecases.printed_form import Form
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.public_address import PublicAddress
from escalation.kit.web.routes import strict_router
from escalation.opinions.api.tracking_pages import TRACKING_PAGE
from escalation.texts import Language
from escalation.tickets.api.tickets import TicketId
from escalation.tickets.domain.grade_labels import GRADE_LABELS
from escalation.tickets.domain.ticket import RequestKind
from escalation.tickets.usecases.clock_explanation import STAGES

router = strict_router(prefix="/v1/tickets/{ticket_id}/form", tags=["tickets"])
lists_router = strict_router(prefix="/v1/tickets/{ticket_id}/forms", tags=["tickets"])

OfKind = Annotated[TicketFormKind, Query(description="Which form of the ticket.")]


class PrintableFormOut(Out):
    """A form with something on it: `sheets` is one for each request, joint task or order."""

    kind: TicketFormKind
    sheets: int


class PrintableFormsOut(Out):
    """The forms that there are of a ticket now, the assignment ticket first."""

    items: list[PrintableFormOut]


@lists_router.get("", summary="Which forms a ticket has")
async def list_ticket_forms(ticket_id: TicketId, caller: Caller, runtime: Uses) -> PrintableFormsOut:
    """The forms that can be printed of a ticket: those on which something stands."""
    found = await ticket_forms.list_forms(runtime, ticket_id, caller)
    return PrintableFormsOut(items=[PrintableFormOut.model_validate(each) for each in found])


@router.get("", summary="The printable ticket", response_class=Response, responses=FORM_RESPONSES)
async def print_ticket(
    ticket_id: TicketId,
    caller: Caller,
    runtime: Uses,
    public: PublicAddress,
    kind: OfKind = TicketFormKind.ASSIGNMENT,
    language: FormLanguage = "zh",
    format_: FormFormat = "html",
) -> Response:
    """A form of a ticket for A4: the assignment ticket, with places for signatures and seals, or one of `…/forms`.

    Contacts are masked; what is confidential is on it only for who may read it. A form on which nothing stands is
    empty but for its head.
    """
    form = await printed_form.read_form(runtime, ticket_id, caller)
    return await answer_form(ticket_form_page(form, kind, language, public), format_)


@router.get("/link", summary="A link to a printable form")
async def link_form(
    ticket_id: TicketId, caller: Caller, runtime: Uses, kind: OfKind = TicketFormKind.ASSIGNMENT
) -> FormLinkOut:
    """An address that a browser opens by itself, for a minute."""
    return form_link_out(await ticket_forms.link_form(runtime, ticket_id, kind, caller))


async def print_linked_ticket(
    runtime: Runtime, actor: Actor, target: FormTarget, language: Language, public: str | None, /
) -> PrintedPage:
    """The form of a ticket that a link was made for. Raises `NotFound`."""
    form = await printed_form.read_form(runtime, target.id, actor)
    return ticket_form_page(form, TicketFormKind(target.options["kind"]), language, public)


def ticket_form_page(form: Form, kind: TicketFormKind, language: Language, public: str | None) -> PrintedPage:
    """One form of a ticket. Each template takes what it needs."""
    is_chinese = language == "zh"

    def number(item: int | None = None) -> str:
        return form.document_number(kind, item) if is_chinese else form.plain_number(item)

    frame = FormFrame(
        name=form.ticket.number, place=form.place.name, zone=form.zone,
        units={id_: unit.name for id_, unit in form.units.items()}, names=form.names, labels=_LABELS,
    )  # fmt: skip
    return form_page(
        f"{kind}.html", frame, language, form=form, t=form.ticket, number=number,
        state=form.state.zh if is_chinese else form.state.en,
        category=" / ".join(each.zh if is_chinese else each.en for each in form.categories),
        field=lambda each: each.field.zh if is_chinese else each.field.en,
        value=lambda each: each.field.shown(each.value, form.zone, is_chinese=is_chinese),
        scan=_tracking_page(public) if public else None,
        asked=form.requests_of(_REQUESTS[kind]) if kind in _REQUESTS else [],
        reason=lambda code: getattr(form.reasons[code], language) if code in form.reasons else code or "",
    )  # fmt: skip


@cache
def _tracking_page(public: str) -> Markup:
    """Where the matter can be followed, to be scanned: the same on every form. The code is the citizen's alone."""
    return Markup(segno.make(f"{public}{TRACKING_PAGE}", micro=False).svg_inline(border=2, omitsize=True))  # noqa: S704 - of our own making


_REQUESTS: Final = {
    TicketFormKind.OBJECTION: RequestKind.OBJECTION,
    TicketFormKind.EXTENSION: RequestKind.EXTENSION,
}
_LABELS: Final = {
    **{name: type_.title for name, type_ in EVENT_TYPES.items()}, **GRADE_LABELS, **STAGES, **FORM_LABELS,
}  # fmt: skip
