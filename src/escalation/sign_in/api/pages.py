"""Pages of sign-in for browsers without scripts: sign in, set a password from an invitation, signed in, sign out."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from escalation.errors import N_, Refusal, Unauthenticated
from escalation.kit.web.auth import Anybody
from escalation.kit.web.forms import read_form
from escalation.sign_in.api.browser import (
    SigningIn,
    SignsIn,
    go_on,
    refuse_other_sites,
    require_form_of_session,
    session_secret,
    take_session,
)
from escalation.sign_in.api.rendering import page, personal_page_router
from escalation.sign_in.domain.site import HOME, INVITATIONS, WORKPLACE, csrf_token, local_path
from escalation.sign_in.storage.sessions import LiveSession
from escalation.sign_in.usecases.invitations import accept_invitation, join_invitation, read_invitation
from escalation.sign_in.usecases.password_sign_in import sign_in
from escalation.sign_in.usecases.sessions import choose_post, live_session, sign_out, sign_out_everywhere
from escalation.sign_in.usecases.sign_in_context import SignInContext

router = personal_page_router()
ReturnTo = Annotated[str, Query(max_length=2000)]


@router.get(HOME)
async def sign_in_page(request: Request, _: Anybody, context: SignsIn, return_to: ReturnTo = HOME) -> Response:
    """Who is signed in, or a form to do so."""
    secret, session = await _session(request, context)
    if secret is None or session is None:
        return _form(request, context, return_to)
    wanted = local_path(return_to)
    return page(
        request, "signed_in", N_("Signed in"), person=session.person.name, posts=session.person.posts,
        csrf=csrf_token(secret), acting_as=session.acting_as, return_to=wanted,
        onward=WORKPLACE if wanted == HOME else wanted,
    )  # fmt: skip


@router.post(HOME)
async def sign_in_form(request: Request, _: Anybody, browser: SigningIn, context: SignsIn) -> Response:
    """Sign in with what the form says, and go on to where one wanted to go."""
    form = await read_form(request, "login", "password", "return_to")
    try:
        begun = await sign_in(context, form["login"], form["password"], browser)
    except Refusal as refusal:
        return _form(request, context, form["return_to"], login=form["login"], error=refusal)
    return go_on(request, form["return_to"], begun)


@router.post("/sign-in/post")
async def choose_post_form(request: Request, _: Anybody, context: SignsIn) -> Response:
    """Act as the post that was chosen, and go on."""
    form = await read_form(request, "acting_as", "return_to", "csrf")
    secret, session = await _session(request, context)
    if secret is None or session is None:
        return _form(request, context, form["return_to"])
    require_form_of_session(request, form["csrf"], secret)
    await choose_post(context, secret, form["acting_as"])
    return RedirectResponse(local_path(form["return_to"]), 303)


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
    return go_on(request, HOME, begun)


@router.post("/sign-out")
async def sign_out_form(request: Request, _: Anybody, context: SignsIn) -> Response:
    """End the session of this browser; or all that the person has, wherever they are."""
    form = await read_form(request, "csrf", "everywhere")
    refuse_other_sites(request)
    secret, session = await _session(request, context)
    if secret is not None:
        require_form_of_session(request, form["csrf"], secret)
        await sign_out(context, secret)
    if session is not None and form["everywhere"]:
        await sign_out_everywhere(context, session.person.id)
    response = RedirectResponse(HOME, 303)
    take_session(request, response)
    return response


async def _session(request: Request, context: SignInContext) -> tuple[str | None, LiveSession | None]:
    secret = session_secret(request)
    try:
        return secret, await live_session(context, secret) if secret else None
    except Unauthenticated:
        return None, None


def _form(
    request: Request, context: SignInContext, return_to: str, *, login: str = "", error: Refusal | None = None
) -> Response:
    return page(
        request, "sign_in", N_("Sign in"), return_to=local_path(return_to), login=login, error=error, **_ways(context)
    )


def _ways(context: SignInContext) -> Mapping[str, Any]:
    provider = context.provider
    return {
        "provider": provider.configuration.name if provider else None,
        "passwords": context.configuration.passwords,
    }


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
        secret=secret, **_ways(context),
    )  # fmt: skip


async def _join(request: Request, secret: str, csrf: str, context: SignInContext) -> Response:
    own, session = await _session(request, context)
    if own is None or session is None:
        raise Unauthenticated
    require_form_of_session(request, csrf, own)
    await join_invitation(context, secret, session.person.id)
    return RedirectResponse(HOME, 303)
