"""The page of the sample: be anybody by a click, where this server shows the sample and whoever asks knows its link.

The link is printed where the server was started, and made anew at each start. Without it nobody gets in: the server may
be reached by others of this machine, or through a proxy that the operator has forgotten.
"""

from typing import Annotated, Final, cast

from fastapi import FastAPI, Path, Request, Response
from fastapi.responses import RedirectResponse

from escalation.application.sample_sign_in import SamplePost, SampleSignIn, sign_in_as
from escalation.errors import N_, NotFound
from escalation.kit.web.auth import Anybody
from escalation.kit.web.forms import read_form
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize
from escalation.kit.web.templates import template
from escalation.sign_in.api.browser import SigningIn, SignsIn, give_session
from escalation.sign_in.api.rendering import ROLES, personal_page_router
from escalation.sign_in.domain.site import WORKPLACE

SAMPLE_PAGE: Final = "/sample"
TEXTS: Final = frozenset({
    N_("The sample world"), N_("Assignments"), N_("Whom do you want to be?"),
    N_("A region with its units, departments and somebody for every role. Nothing here is real: try what you like."),
})  # fmt: skip
"""What the template says."""
COOKIE: Final = "escalation-sample"
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

router = personal_page_router()


def offer_sample(app: FastAPI, sample: SampleSignIn | None) -> None:
    """Let people be anybody of a sample at this server."""
    app.state.sample = sample


@router.get(SAMPLE_PAGE)
async def sample_page(request: Request, _: Anybody) -> Response:
    """Everybody that one can be. Raises `NotFound` where the link was not opened before, or there is no sample."""
    sample = opened_sample(request)
    if sample is None:
        raise NotFound
    language = language_of(request.scope)
    html = template("sample.html").render(
        language=TAGS[language], posts=sample.posts, roles=ROLES, action=SAMPLE_PAGE,
        say=lambda text: localize(text, {}, language),
    )  # fmt: skip
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": TAGS[language], "Referrer-Policy": "same-origin"}
    return Response(html, headers=headers, media_type="text/html")


@router.get(f"{SAMPLE_PAGE}/{{secret}}")
async def open_sample(request: Request, secret: Annotated[str, Path(max_length=100)], _: Anybody) -> Response:
    """The link: this browser may be anybody of the sample from now on, as long as the server is up."""
    sample = offered_sample(request)
    if sample is None or not sample.is_known(secret):
        raise NotFound
    response = RedirectResponse(SAMPLE_PAGE, 303)
    response.set_cookie(COOKIE, secret, path="/", httponly=True, samesite="lax")
    return response


@router.post(SAMPLE_PAGE)
async def sign_in_to_sample(request: Request, _: Anybody, browser: SigningIn, context: SignsIn) -> Response:
    """Be one of them, and go to work. Raises `NotFound` as the page does, and for one whom there is not."""
    form = await read_form(request, "person")
    sample = opened_sample(request)
    wanted: SamplePost | None = next(
        (post for post in sample.posts if str(post.person_id) == form["person"]) if sample else iter(()), None
    )
    if wanted is None:
        raise NotFound
    response = RedirectResponse(WORKPLACE, 303)
    give_session(request, response, await sign_in_as(context, wanted, browser))
    return response


def opened_sample(request: Request) -> SampleSignIn | None:
    """The sample, where there is one and this browser has opened its link."""
    sample = offered_sample(request)
    return sample if sample is not None and sample.is_known(request.cookies.get(COOKIE, "")) else None


def offered_sample(request: Request) -> SampleSignIn | None:
    """The sample of this server, whoever asks."""
    return cast(SampleSignIn | None, getattr(request.app.state, "sample", None))
