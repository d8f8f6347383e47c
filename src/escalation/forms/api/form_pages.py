"""How does a form become a page (form pages)? A frame that all have in common, a short template, HTML or PDF.

Whoever prints something of theirs gives the name of a template in `data/forms/`, which extends `frame.html`, and what
stands on it. Every template has `name`, `language`, `label`, `place`, `unit`, `when` and `names`; see `FormFrame`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final, Literal, Protocol
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Query, Response
from jinja2 import Environment, FunctionLoader, StrictUndefined
from pydantic import Field

from escalation.actors import Actor
from escalation.forms.api.form_labels import FORM_LABELS
from escalation.forms.api.pdf import pdf_of
from escalation.forms.usecases.form_links import FormLink, FormTarget
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.fields import Out
from escalation.kit.web.language import TAGS
from escalation.kit.web.stylesheet import policy_of
from escalation.texts import Language, translate

FormFormat = Annotated[
    Literal["html", "pdf"], Query(alias="format", description="A page for the browser's printer, or PDF.")
]
FormLanguage = Annotated[Literal["zh", "en"], Query()]

FORM_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The form.",
        "content": {
            "text/html": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
"""As OpenAPI has it."""


class FormLinkOut(Out):
    """Where the form can be opened without a key, until when. Whoever has the address sees what its maker sees."""

    path: str = Field(description="On this server.")
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class FormFrame:
    """What every form says. `name`: of the file, and in the corner of each page; `place`: at the head.

    `names` are those of the people behind principals, `units` those of units; moments are shown in `zone`. `labels`:
    by the names that the template has for them, besides those that forms have in common.
    """

    name: str
    place: str
    zone: ZoneInfo
    units: Mapping[UUID, str]
    names: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A form as HTML, and what its file is called."""

    html: str
    name: str


class FormPrinter(Protocol):
    """Prints the forms of one subject for whom a link was made."""

    async def __call__(
        self, runtime: Runtime, actor: Actor, target: FormTarget, language: Language, public: str | None, /
    ) -> PrintedPage:
        """The page. Raises `NotFound` for what the actor may not see (any more)."""
        ...


def form_page(template: str, frame: FormFrame, language: Language, **content: object) -> PrintedPage:
    """A template of `data/forms/` with what stands on it. Autoescaped: a citizen's words are text, never markup."""
    html = _environment().get_template(template).render(
        name=frame.name, place=frame.place, names=frame.names, language=TAGS[language],
        label=_labels(frame.labels, language), unit=lambda unit_id: frame.units.get(unit_id, ""),
        when=_when(frame.zone), **content,
    )  # fmt: skip
    return PrintedPage(html, frame.name)


async def answer_form(page: PrintedPage, format_: str) -> Response:
    """The page as it is, or as PDF. Raises `PdfUnavailable`."""
    if format_ == "html":
        headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy_of(page.html)}
        return Response(page.html, media_type="text/html", headers=headers)
    name = quote(f"{page.name}.pdf", safe="")
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
    return Response(await pdf_of(page.html), media_type="application/pdf", headers=headers)


def form_link_out(link: FormLink) -> FormLinkOut:
    """A link as it is told."""
    return FormLinkOut(path=f"/v1/forms/{link.token}", expires_at=link.expires_at)


def _labels(own: Mapping[str, str], language: Language) -> Callable[[str], str]:
    return lambda code: translate(own.get(code) or FORM_LABELS.get(code, code), language)


def _when(zone: ZoneInfo) -> Callable[[datetime | None], str]:
    """A moment as a clerk reads it, to the minute; empty for none."""
    return lambda moment: f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        loader=FunctionLoader(_template),
    )  # fmt: skip


def _template(name: str) -> str:
    return files("escalation").joinpath("data/forms", name).read_text(encoding="utf-8")
