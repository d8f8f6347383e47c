"""The front page: what this is and where to go on, for people; for machines the same as links."""

from typing import Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from escalation.application.sample_page import SAMPLE_PAGE, offered_sample, opened_sample
from escalation.console.api.submission_page import SUBMISSION_PAGE
from escalation.errors import N_
from escalation.kit.web.api_reference import REFERENCE
from escalation.kit.web.auth import Anybody
from escalation.kit.web.forms import page_router
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize
from escalation.kit.web.templates import template
from escalation.opinions.api.tracking_pages import TRACKING_PAGE
from escalation.programme.bulletins.api.open_pages import BULLETINS_PAGE
from escalation.programme.visits.api.confirmation_pages import CONFIRMATION_PAGE
from escalation.sign_in.domain.site import HOME, WORKPLACE

router = page_router()

LINKS: Final = {
    "submit": SUBMISSION_PAGE,
    "track": TRACKING_PAGE,
    "bulletins": BULLETINS_PAGE,
    "visited": CONFIRMATION_PAGE,
    "sign_in": HOME,
    "console": WORKPLACE,
    "docs": REFERENCE,
    "openapi": "/openapi.json",
    "asyncapi": "/asyncapi.json",
    "vocabulary": "/v1/vocabulary",
    "events": "/v1/event-types",
    "health": "/readyz",
}
TEXTS: Final = frozenset({
    N_("Citizens' opinions"), N_("No matter gets lost"),
    N_("Every opinion becomes a ticket that somebody answers for. Where it cannot be settled, it goes up by itself."),
    N_("Levels"), N_("Village"), N_("Township"), N_("County"), N_("City"),
    N_("Report a matter"), N_("For citizens, without an account"),
    N_("Follow a matter"), N_("For citizens, with the code of their matter"),
    N_("Bulletins"), N_("For everybody: what became of the matters of citizens"),
    N_("Confirm a visit"), N_("For whoever was visited, with the code that they were shown"),
    N_("Sign in"), N_("For those who work on matters"),
    N_("Connect a program"), N_("The interface: every operation, described and to be tried out"),
    N_("Try the sample world"), N_("Be anybody by a click, and see who does what"),
    N_("This is the sample world. The link to try it by a click was printed where the server was started."),
    N_("Description for machines"), N_("State of this service"),
})  # fmt: skip
"""What the template says."""
_POLICY: Final = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
_VARY: Final = "Accept, Accept-Language"


@router.get("/")
async def front_page(request: Request, _: Anybody) -> Response:
    """A page for browsers, which say that they want one; the links for everybody else."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"name": "escalation", "links": LINKS}, headers={"Vary": _VARY})
    language = language_of(request.scope)
    html = template("front.html").render(
        language=TAGS[language], links=LINKS, say=lambda text: localize(text, {}, language),
        sample=SAMPLE_PAGE if opened_sample(request) else None, is_sample=offered_sample(request) is not None,
    )  # fmt: skip
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": TAGS[language], "Vary": _VARY}
    return Response(html, headers=headers, media_type="text/html")
