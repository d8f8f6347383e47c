"""Pages of sign-in for browsers without scripts: sign in, set a password from an invitation, signed in, sign out."""

from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from escalation.errors import N_, Refusal, Unauthenticated
from escalation.kit.web.auth import Anybody
from escalation.kit.web.forms import page_router, read_form
from escalation.sign_in.api.browser import (
    SigningIn,
    SignsIn,
    give_session,
    provider_name,
    require_form_of_session,
    session_secret,
    take_session,
)
from escalation.sign_in.api.rendering import page
from escalation.sign_in.domain.site import HOME, INVITATIONS, csrf_token, local_path
from escalation.sign_in.storage.sessions import LiveSession
from escalation.sign_in.usecases.invitations import accept_invitation, join_invitation, read_invitation
from escalation.sign_in.usecases.password_sign_in import sign_in
from escalation.sign_in.usecases.sessions import BegunSession, live_session, sign_out
from escalation.sign_in.usecases.sign_in_context import SignInContext

router = page_router(tags=["sign-in"])


@router.get(HOME)
async def sign_in_page(
    request: Request, _: Anybody, context: SignsIn, return_to: Annotated[str, Query(max_length=2000)] = HOME
) -> Response:
    """Who is signed in, or a form to do so."""
    secret, session = await _session(request, context)
    if secret is None or session is None:
        return _form(request, return_to)
    return page(
        request, "signed_in", N_("Signed in"), person=session.person.name, posts=session.person.posts,
        csrf=csrf_token(secret),
    )  # fmt: skip


@router.post(HOME)
async def sign_in_form(request: Request, _: Anybody, browser: SigningIn, context: SignsIn) -> Response:
    """Sign in with what the form says, and go on to where one wanted to go."""
    form = await read_form(request, "login", "password", "return_to")
    try:
        begun = await sign_in(context, form["login"], form["password"], browser)
    except Refusal as refusal:
        return _form(request, form["return_to"], login=form["login"], error=refusal)
    return _on_to(request, local_path(form["return_to"]), begun)


@router.get(f"{INVITATIONS}/{{secret}}")
async def invitation_page(request: Request, secret: str, _: Anybody, context: SignsIn) -> Response:
    """A form to set a password. Opening it uses nothing up: mail programs open links as well."""
    return await _invitation(request, secret, context)


@router.post(f"{INVITATIONS}/{{secret}}")
async def invitation_form(request: Request, secret: str, _: Anybody, browser: SigningIn, context: SignsIn) -> Response:
    """Set the password and sign in; or, signed in already, add the member to oneself."""
    form = await read_form(request, "password", "csrf")
    try:
        if form["csrf"]:
            return await _join(request, secret, form["csrf"], context)
        begun = await accept_invitation(context, secret, form["password"], browser)
    except Refusal as refusal:
        return await _invitation(request, secret, context, error=refusal)
    return _on_to(request, HOME, begun)


@router.post("/sign-out")
async def sign_out_form(request: Request, _: Anybody, context: SignsIn) -> Response:
    """End the session of this browser."""
    form = await read_form(request, "csrf")
    secret = session_secret(request)
    if secret is not None:
        require_form_of_session(request, form["csrf"], secret)
        await sign_out(context, secret)
    response = RedirectResponse(HOME, 303)
    take_session(request, response)
    return response


async def _session(request: Request, context: SignInContext) -> tuple[str | None, LiveSession | None]:
    secret = session_secret(request)
    try:
        return secret, await live_session(context, secret) if secret else None
    except Unauthenticated:
        return None, None


def _form(request: Request, return_to: str, *, login: str = "", error: Refusal | None = None) -> Response:
    return page(
        request, "sign_in", N_("Sign in"), return_to=local_path(return_to), login=login, error=error,
        provider=provider_name(request),
    )  # fmt: skip


async def _invitation(
    request: Request, secret: str, context: SignInContext, *, error: Refusal | None = None
) -> Response:
    try:
        invitation = await read_invitation(context, secret)
    except Refusal as gone:
        return page(request, "gone", N_("It cannot be done"), error=gone)
    own, session = await _session(request, context)
    return page(
        request, "invitation", N_("Set a password"), invitation=invitation, action=f"{INVITATIONS}/{secret}",
        csrf=csrf_token(own) if own and session else None, person=session.person.name if session else "", error=error,
        provider=provider_name(request), secret=secret,
    )  # fmt: skip


async def _join(request: Request, secret: str, csrf: str, context: SignInContext) -> Response:
    own, session = await _session(request, context)
    if own is None or session is None:
        raise Unauthenticated
    require_form_of_session(request, csrf, own)
    await join_invitation(context, secret, session.person.id)
    return RedirectResponse(HOME, 303)


def _on_to(request: Request, path: str, begun: BegunSession) -> Response:
    response = RedirectResponse(path, 303)
    give_session(request, response, begun)
    return response
