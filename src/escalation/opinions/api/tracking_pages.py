"""The tracking page for citizens, without a script: they type their code in and read how far the matter is."""

from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import Request, Response
from jinja2 import Environment, StrictUndefined, Template

from escalation.errors import N_, NotFound, Refusal, TooManyRequests
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.forms import page_router, read_form
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize, status_of
from escalation.kit.web.rate_limit import throttled
from escalation.opinions.domain.step_labels import STEP_LABELS
from escalation.opinions.usecases.tracking import TrackedProgress, local_zone, track
from escalation.texts import Language

TRACKING_PAGE: Final = "/track"

router = page_router(tags=["citizens"])

_NO_MATTER: Final = N_("There is no matter with this code. Look at it again, letter by letter.")
_AGAIN: Final = N_("Too many attempts. Try again in {seconds} seconds.")
TEXTS: Final = frozenset({
    N_("Follow a matter"), N_("Citizens' opinions"), N_("To be closed by"), N_("Reply"), N_("Another code"),
    N_("Tracking code"), N_("Look it up"),
    N_("It was shown to you, sent to you, or printed on your slip. Capitals, spaces and hyphens do not matter."),
})  # fmt: skip
"""What the template says."""
_POLICY: Final = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'"


@router.get(TRACKING_PAGE)
async def tracking_page(request: Request, _: Anybody) -> Response:
    """A form for the code. It is in no address, where others could read it."""
    return _page(request)


@router.post(TRACKING_PAGE)
async def tracked_page(request: Request, _: Anybody, runtime: Uses) -> Response:
    """How far the matter is that a code opens."""
    try:
        await throttled(request)
        form = await read_form(request, "code")
        found = await track(runtime, form["code"])
    except Refusal as refusal:
        if "text/html" not in request.headers.get("accept", ""):
            raise
        return _page(request, error=refusal)
    zone = await local_zone(runtime)
    return _page(request, found=found, day=lambda at: at.astimezone(zone).date())


def _page(
    request: Request, *, found: TrackedProgress | None = None, error: Refusal | None = None, **values: Any
) -> Response:
    language = language_of(request.scope)
    status = (found.status.zh if language == "zh" else found.status.en) if found else ""
    html = _template().render(
        found=found, status=status, steps=STEP_LABELS, language=TAGS[language], here=TRACKING_PAGE,
        error=_sentence(error, language) if error else None, say=lambda text: localize(text, {}, language), **values,
    )  # fmt: skip
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": TAGS[language]}
    return Response(html, status_of(error) if error else 200, headers, media_type="text/html")


def _sentence(error: Refusal, language: Language) -> str:
    if isinstance(error, TooManyRequests):
        return localize(_AGAIN, {"seconds": int(str(error.extra["retry_after"]))}, language)
    return localize(_NO_MATTER if isinstance(error, NotFound) else error.message, error.params, language)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("escalation").joinpath("data/tracking.html").read_text(encoding="utf-8"))
