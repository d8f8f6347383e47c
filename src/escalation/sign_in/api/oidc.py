"""Sign-in by an OpenID provider (OIDC): the way there, and the way back."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import Annotated, Any, Final

import orjson
from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from escalation.errors import N_, NotFound, Refusal
from escalation.kit.web.auth import Anybody
from escalation.sign_in.api.browser import SignsIn, browser_of, go_on, site_of
from escalation.sign_in.api.rendering import page, personal_page_router
from escalation.sign_in.domain.oidc import CALLBACK, START, Flow
from escalation.sign_in.domain.refusals import SignInRefused
from escalation.sign_in.domain.site import HOME, local_path
from escalation.sign_in.usecases.provider import Provider
from escalation.sign_in.usecases.provider_sign_in import finish_flow
from escalation.sign_in.usecases.sign_in_context import SignInContext, new_secret

router = personal_page_router()

FLOW: Final = "escalation-flow"
_SECONDS: Final = 600
"""How long somebody may take to sign in at the provider."""
_LONGEST: Final = 4_000

Word = Annotated[str, Query(max_length=2_000)]


@router.get(START)
async def begin(
    request: Request, _: Anybody, context: SignsIn, return_to: Word = HOME, invitation: Word | None = None
) -> Response:
    """Go to the provider. What the flow needs is in a cookie of this browser, and nowhere else."""
    provider, site = _provider(context), site_of(request)
    flow = Flow(new_secret())
    address = flow.address(provider.configuration, await provider.endpoints(), site.origin)
    response = RedirectResponse(address, 303)
    kept = urlsafe_b64encode(orjson.dumps([flow.secret, local_path(return_to), invitation])).decode()
    response.set_cookie(
        site.cookie(FLOW), kept, max_age=_SECONDS, path="/", secure=site.is_secure, httponly=True, samesite="lax"
    )
    return response


@router.get(CALLBACK)
async def come_back(
    request: Request, _: Anybody, context: SignsIn, state: Word = "", code: Word = "", iss: Word | None = None,
    session_state: Word | None = None, error: Word | None = None, error_description: Word | None = None,
    error_uri: Word | None = None,
) -> Response:  # fmt: skip
    """Come back from the provider with a code: only in the browser that went there, and only once."""
    provider, site = _provider(context), site_of(request)
    try:
        flow, return_to, invitation = _kept(request.cookies.get(site.cookie(FLOW), ""))
        # RFC 9207: the code of another provider is not carried to this one.
        if error or not code or state != flow.state or iss not in (None, provider.configuration.issuer):
            raise SignInRefused
        begun = await finish_flow(
            context, provider, flow, code, browser_of(request), origin=site.origin, invitation=invitation
        )
    except Refusal as refusal:
        response = page(request, "gone", N_("It cannot be done"), error=refusal)
    else:
        response = go_on(request, return_to, begun)
    response.delete_cookie(site.cookie(FLOW), path="/", secure=site.is_secure, httponly=True, samesite="lax")
    return response


def _provider(context: SignInContext) -> Provider:
    if context.provider is None:
        raise NotFound
    return context.provider


def _kept(cookie: str) -> tuple[Flow, str, str | None]:
    """What the browser has kept of its flow. Raises `SignInRefused` if it has none."""
    try:
        found: Any = orjson.loads(urlsafe_b64decode(cookie[:_LONGEST]))
        secret, return_to, invitation = found
    except (NotBase64, ValueError, TypeError):
        raise SignInRefused from None
    if not isinstance(secret, str) or not isinstance(return_to, str) or not isinstance(invitation, str | None):
        raise SignInRefused
    return Flow(secret), return_to, invitation
