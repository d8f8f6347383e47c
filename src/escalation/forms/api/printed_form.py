"""The printed form (意见建议交办单): as a page or PDF, and by a link that opens where no key goes along."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

import segno
from fastapi import Path, Query, Response
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from pydantic import Field

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.forms.api.form_labels import FORM_LABELS
from escalation.forms.api.pdf import pdf_of
from escalation.forms.usecases import form_links, printed_form
from escalation.forms.usecases.printed_form import Form
from escalation.kit.runtime.sealed_tokens import LONGEST
from escalation.kit.web.auth import Anybody, Caller, Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.language import TAGS
from escalation.kit.web.public_address import PublicAddress
from escalation.kit.web.routes import strict_router
from escalation.kit.web.stylesheet import policy_of
from escalation.opinions.api.tracking_pages import TRACKING_PAGE
from escalation.texts import Language, translate
from escalation.tickets.api.tickets import TicketId
from escalation.tickets.domain.grade_labels import GRADE_LABELS
from escalation.tickets.usecases.clock_explanation import STAGES

router = strict_router(prefix="/v1/tickets/{ticket_id}/form", tags=["tickets"])
links_router = strict_router(prefix="/v1/forms", tags=["tickets"])

FormFormat = Annotated[
    Literal["html", "pdf"], Query(alias="format", description="A page for the browser's printer, or PDF.")
]
FormLanguage = Annotated[Literal["zh", "en"], Query()]
Token = Annotated[str, Path(min_length=1, max_length=LONGEST, description="From `…/form/links`.")]

_FORM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The form.",
        "content": {
            "text/html": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


class FormLinkOut(Out):
    """Where the form can be opened without a key, until when. Whoever has the address sees what its maker sees."""

    path: str = Field(description="On this server.")
    expires_at: datetime


@router.get("", summary="The printable ticket", response_class=Response, responses=_FORM)
async def print_ticket(
    ticket_id: TicketId,
    caller: Caller,
    runtime: Uses,
    public: PublicAddress,
    language: FormLanguage = "zh",
    format_: FormFormat = "html",
) -> Response:
    """The assignment ticket for A4: everything a paper form has, with places for signatures and seals.

    Contacts are masked; what is confidential is on it only for who may read it.
    """
    return await _answered(await printed_form.read_form(runtime, ticket_id, caller), language, format_, public)


@router.get("/link", summary="A link to the printable ticket")
async def link_form(ticket_id: TicketId, caller: Caller, runtime: Uses) -> FormLinkOut:
    """An address that a browser opens by itself, for a minute."""
    made = await form_links.make_link(runtime, ticket_id, caller)
    return FormLinkOut(path=f"/v1/forms/{made.token}", expires_at=made.expires_at)


@links_router.get("/{token}", summary="Open a linked form", response_class=Response, responses=_FORM)
async def read_linked_form(
    token: Token,
    caller: Anybody,
    runtime: Uses,
    public: PublicAddress,
    language: FormLanguage = "zh",
    format_: FormFormat = "html",
) -> Response:
    """The form that a link was made for, seen as who made it sees it; no key is needed."""
    ticket_id, actor = await form_links.follow_link(runtime, token)
    return await _answered(await printed_form.read_form(runtime, ticket_id, actor), language, format_, public)


async def _answered(content: Form, language: Language, format_: str, public: str | None) -> Response:
    html = _template().render(
        form=content,
        t=content.ticket,
        state=content.state.zh if language == "zh" else content.state.en,
        language=TAGS[language],
        category=" / ".join(each.zh if language == "zh" else each.en for each in content.categories),
        unit=lambda unit_id: content.units[unit_id].name,
        label=_labels(language),
        field=lambda each: each.field.zh if language == "zh" else each.field.en,
        value=lambda each: each.field.shown(each.value, content.zone, is_chinese=language == "zh"),
        when=content.local_time,
        scan=_tracking_page(public) if public else None,
    )
    if format_ == "html":
        headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy_of(html)}
        return Response(html, media_type="text/html", headers=headers)
    name = quote(f"{content.ticket.number}.pdf", safe="")
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
    return Response(await pdf_of(html), media_type="application/pdf", headers=headers)


@cache
def _tracking_page(public: str) -> Markup:
    """Where the matter can be followed, to be scanned: the same on every form. The code is the citizen's alone."""
    return Markup(segno.make(f"{public}{TRACKING_PAGE}", micro=False).svg_inline(border=2, omitsize=True))  # noqa: S704 - of our own making


@cache
def _template() -> Template:
    """Autoescaped: a citizen's words are text, never markup."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("escalation").joinpath("data/printed_form.html").read_text(encoding="utf-8"))


def _labels(language: Language) -> Callable[[str], str]:
    return lambda code: translate(_LABELS.get(code, code), language)


_LABELS: Final[Mapping[str, str]] = {
    **{name: type_.title for name, type_ in EVENT_TYPES.items()}, **GRADE_LABELS, **STAGES, **FORM_LABELS,
}  # fmt: skip
