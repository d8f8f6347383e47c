"""Linked forms: a form opened by an address, where no key goes along."""

from collections.abc import Mapping
from typing import Annotated, cast

from fastapi import Depends, Path, Request, Response

from escalation.errors import NotFound
from escalation.forms.api.form_pages import (
    FORM_RESPONSES,
    FormFormat,
    FormLanguage,
    FormPrinter,
    answer_form,
)
from escalation.forms.usecases.form_links import follow_link
from escalation.kit.runtime.sealed_tokens import LONGEST
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.public_address import PublicAddress
from escalation.kit.web.routes import strict_router

router = strict_router(prefix="/v1/forms", tags=["tickets"])
Token = Annotated[str, Path(min_length=1, max_length=LONGEST, description="From a route `…/form/link`.")]


async def _printers(request: Request) -> Mapping[str, FormPrinter]:
    return cast(Mapping[str, FormPrinter], request.app.state.form_printers)


Printers = Annotated[Mapping[str, FormPrinter], Depends(_printers)]
"""By subject of a link."""


@router.get("/{token}", summary="Open a linked form", response_class=Response, responses=FORM_RESPONSES)
async def read_linked_form(
    token: Token,
    caller: Anybody,
    runtime: Uses,
    public: PublicAddress,
    printers: Printers,
    language: FormLanguage = "zh",
    format_: FormFormat = "html",
) -> Response:
    """The form that a link was made for, seen as who made it sees it; no key is needed."""
    target, actor = await follow_link(runtime, token)
    printer = printers.get(target.subject)
    if printer is None:
        raise NotFound
    return await answer_form(await printer(runtime, actor, target, language, public), format_)
