"""Sign-in by name and password, or with an invitation; who has signed in is known by a cookie from then on."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Request, Response
from pydantic import Field

from escalation.errors import Unauthenticated
from escalation.kit.web.auth import Anybody
from escalation.kit.web.fields import In, Line, Out
from escalation.kit.web.routes import strict_router
from escalation.sign_in.api.browser import SigningIn, SignsIn, give_session, require_own_page, session_secret
from escalation.sign_in.domain.oidc import START
from escalation.sign_in.domain.passwords import SHORTEST
from escalation.sign_in.domain.site import csrf_token
from escalation.sign_in.usecases.invitations import accept_invitation, join_invitation
from escalation.sign_in.usecases.password_sign_in import sign_in
from escalation.sign_in.usecases.sessions import BegunSession, choose_post, live_session
from escalation.sign_in.usecases.sign_in_context import SignInContext

router = strict_router(prefix="/v1/sign-in", tags=["sign-in"])

_IN_SESSION: Final[dict[str, Any]] = {"security": [{"session": []}]}
_CHANGING_IN_SESSION: Final[dict[str, Any]] = {"security": [{"session": [], "csrf_token": []}]}
"""What a session needs that is looked for here: nobody acts as a post yet."""

Secret = Annotated[Line, Field(max_length=100)]
Password = Annotated[Line, Field(description="At least 12 characters when it is set; there are no other rules.")]


class SignInIn(In):
    """By which name somebody signs in, and their password."""

    login: Line
    password: Password


class AcceptIn(In):
    """The secret of an invitation, and the password to be set."""

    secret: Secret
    password: Annotated[Password, Field(json_schema_extra={"minLength": SHORTEST})]


class JoinIn(In):
    """The secret of an invitation."""

    secret: Secret


class ChooseIn(In):
    """As which post to act in this session wherever `Acting-As` does not say otherwise."""

    acting_as: Annotated[Line, Field(max_length=200)]


class ProviderOut(Out):
    """A provider that vouches for people.

    A browser begins at `start_url`, which is relative to this server. A phone signs in at the provider by itself; its
    access token is good here if it is made out to `audience`.
    """

    issuer: str
    name: str
    start_url: str
    audience: str


class WaysOut(Out):
    """How one can sign in here."""

    password: bool
    providers: list[ProviderOut]


class SignedInOut(Out):
    """A session that has begun; its secret is in the cookie alone.

    `csrf_token` goes along as `X-CSRF-Token` with every request that changes something.
    """

    session_id: UUID
    expires_at: datetime
    csrf_token: str


class CsrfOut(Out):
    """The session of the cookie, and the token that goes along as `X-CSRF-Token`."""

    session_id: UUID
    csrf_token: str


@router.get("", summary="Ways to sign in")
async def list_sign_in_ways(_: Anybody, context: SignsIn) -> WaysOut:
    """By what one can sign in at this server: name and password, or a provider."""
    return WaysOut(password=context.configuration.passwords, providers=_providers(context))


@router.post("", summary="Sign in")
async def sign_in_by_password(
    request: Request, response: Response, body: SignInIn, _: Anybody, browser: SigningIn, context: SignsIn
) -> SignedInOut:
    """Sign in with a browser. The answer sets a cookie that no script can read; a session before it ends."""
    return _signed_in(request, response, await sign_in(context, body.login, body.password, browser))


@router.post("/invitation", summary="Accept an invitation")
async def sign_in_by_invitation(
    request: Request, response: Response, body: AcceptIn, _: Anybody, browser: SigningIn, context: SignsIn
) -> SignedInOut:
    """Set the password of whoever is invited, and sign in. Their other sessions end."""
    return _signed_in(request, response, await accept_invitation(context, body.secret, body.password, browser))


@router.post(
    "/invitation/join", summary="Add an invitation to oneself", status_code=204, openapi_extra=_CHANGING_IN_SESSION
)
async def join_by_invitation(request: Request, body: JoinIn, _: Anybody, browser: SigningIn, context: SignsIn) -> None:
    """Add the member that is invited to the person who is signed in: it is one of theirs from now on."""
    if browser.session is None:
        raise Unauthenticated
    session = await live_session(context, browser.session)
    require_own_page(request, browser.session)
    await join_invitation(context, body.secret, session.person.id)


@router.get("/session", summary="The session of this browser", openapi_extra=_IN_SESSION)
async def read_session(request: Request, _: Anybody, context: SignsIn) -> CsrfOut:
    """What a page of ours needs that was loaded anew: the token without which nothing is changed."""
    secret = session_secret(request)
    if secret is None:
        raise Unauthenticated
    return CsrfOut(session_id=(await live_session(context, secret)).id, csrf_token=csrf_token(secret))


@router.put("/post", summary="Choose a post", status_code=204, openapi_extra=_CHANGING_IN_SESSION)
async def change_post(request: Request, body: ChooseIn, _: Anybody, context: SignsIn) -> None:
    """Act as this post from now on in the session of this browser; a request's `Acting-As` goes before it."""
    secret = session_secret(request)
    if secret is None:
        raise Unauthenticated
    require_own_page(request, secret)
    await choose_post(context, secret, body.acting_as)


def _providers(context: SignInContext) -> list[ProviderOut]:
    if context.provider is None:
        return []
    own = context.provider.configuration
    return [ProviderOut(issuer=own.issuer, name=own.name, start_url=START, audience=own.audience)]


def _signed_in(request: Request, response: Response, begun: BegunSession) -> SignedInOut:
    give_session(request, response, begun)
    return SignedInOut(session_id=begun.id, expires_at=begun.expires_at, csrf_token=csrf_token(begun.secret))
