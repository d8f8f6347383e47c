"""The confirmation page for the visited, without a script: with the code that they were shown they say who came.

The code is in no address, and in no page that is sent. One that opens nothing, was taken back or is too old is answered
in the same words, so that nobody learns anything by trying; and whoever tries is slowed down.
"""

from typing import Any, Final

from fastapi import Request, Response

from escalation.errors import N_, NotFound, Refusal, TooManyRequests
from escalation.kit.runtime.context import StoredResponse
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.compression import compressed_answer
from escalation.kit.web.forms import page_router, read_form
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize, status_of
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.templates import template
from escalation.programme.visits.api.confirmation_ways import way_of
from escalation.programme.visits.usecases.confirmations import ConfirmedVisit, confirm
from escalation.texts import Language, translate

CONFIRMATION_PAGE: Final = "/visited"

router = page_router(tags=["citizens"])

_NO_VISIT: Final = N_("There is no visit to confirm with this code. Look at it again, letter by letter.")
_AGAIN: Final = N_("Too many attempts. Try again in {seconds} seconds.")
TEXTS: Final = frozenset({
    N_("Confirm a visit"), N_("Citizens' opinions"), N_("Confirmation code"), N_("Confirm"), N_("Another code"),
    N_("Whoever visited you has shown it to you. Capitals, spaces and hyphens do not matter."),
    N_("If nobody visited you, do not confirm anything; tell the office."),
    N_("Thank you. You have confirmed this visit."),
    N_("Nobody asked who you are, and your code is not kept in the clear."),
})  # fmt: skip
"""What the template says."""
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@router.get(CONFIRMATION_PAGE)
async def confirmation_page(request: Request, _: Anybody) -> Response:
    """A form for the code. It is in no address, where others could read it."""
    language = language_of(request.scope)
    html = _rendered(language, confirmed=None, error="")
    return compressed_answer(request, html.encode(), "text/html", _headers(language) | {"Vary": "Accept-Language"})


@router.post(CONFIRMATION_PAGE)
async def confirmed_page(request: Request, caller: Anybody, runtime: Uses, request_id: RequestId) -> Response:
    """What was confirmed: who came on which day. Said again, it is as it was."""
    language, found = language_of(request.scope), list[ConfirmedVisit]()
    headers = _headers(language) | {"Cache-Control": "no-store"}

    def keep(confirmed: ConfirmedVisit) -> StoredResponse:
        found.append(confirmed)
        return StoredResponse(200, b"")

    try:
        await throttled(request)
        form = await read_form(request, "code")
        way = await way_of(request)
        await confirm(runtime, form["code"], way, by=caller, render=keep, request_id=request_id, once=None)
    except Refusal as refusal:
        if "text/html" not in request.headers.get("accept", ""):
            raise
        html = _rendered(language, confirmed=None, error=_sentence(refusal, language))
        return Response(html, status_of(refusal), headers, media_type="text/html")
    return Response(_rendered(language, confirmed=found[0], error=""), 200, headers, media_type="text/html")


def _rendered(language: Language, **values: Any) -> str:
    return template("visited.html").render(
        language=TAGS[language], here=CONFIRMATION_PAGE, say=lambda text: translate(text, language), **values
    )


def _headers(language: Language) -> dict[str, str]:
    return {"Content-Security-Policy": _POLICY, "Content-Language": TAGS[language]}


def _sentence(refusal: Refusal, language: Language) -> str:
    match refusal:
        case TooManyRequests():
            return localize(_AGAIN, {"seconds": int(str(refusal.extra["retry_after"]))}, language)
        case NotFound():
            return translate(_NO_VISIT, language)
        case _:
            return localize(refusal.message, refusal.params, language)
