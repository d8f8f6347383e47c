"""What does a browser bring along? Its cookies, where it comes from, and what it calls itself; and what it is given."""

from typing import Annotated, Final, cast
from urllib.parse import urlencode

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from escalation.kit.web.rate_limit import Throttle, address_of
from escalation.sign_in.domain.refusals import CrossSiteRequest, InsecureSite
from escalation.sign_in.domain.site import HOME, Site, came_from, is_csrf_token, is_loopback, local_path
from escalation.sign_in.usecases.sessions import BegunSession, Browser
from escalation.sign_in.usecases.sign_in_context import SignInContext

SESSION, DEVICE = "escalation-session", "escalation-device"
CSRF_HEADER: Final = "x-csrf-token"
EACH, ALL = 60, 1_200
"""Sign-ins a minute from one network, and in all, in one process: an office of two hundred shares one address."""

_REMEMBERED: Final = 90 * 24 * 3600
"""Seconds for which a browser counts as known."""
_LONGEST_COOKIE: Final = 100


async def context_of_sign_in(request: Request) -> SignInContext:
    """What sign-in works with in this process."""
    return cast(SignInContext, request.app.state.sign_in)


SignsIn = Annotated[SignInContext, Depends(context_of_sign_in)]


def site_of(request: Request) -> Site:
    """Where the browser has found us: where the operator says, or this very machine.

    Raises `InsecureSite` for any other place: cookies and passwords would go there over an open line.
    """
    configured = cast(SignInContext, request.app.state.sign_in).configuration.site
    if configured is not None:
        return configured
    origin = f"{request.url.scheme}://{request.url.netloc}"
    if not is_loopback(origin):
        raise InsecureSite
    return Site(origin)


async def admitted(request: Request) -> Browser:
    """Whoever is about to sign in. Raises `CrossSiteRequest` if another site has sent them, `TooManyRequests`."""
    refuse_other_sites(request)
    cast(Throttle, request.app.state.sign_ins).admit(address_of(request))
    return browser_of(request)


def refuse_other_sites(request: Request) -> None:
    """Raise `CrossSiteRequest` if another site has sent this: a cookie that we give or take back would be its doing."""
    if came_from(site_of(request), request.headers) is False:
        raise CrossSiteRequest


SigningIn = Annotated[Browser, Depends(admitted)]


def browser_of(request: Request) -> Browser:
    """A browser, as far as it says itself."""
    return Browser(
        agent=request.headers.get("user-agent", ""),
        network=address_of(request),
        device=_cookie(request, DEVICE),
        session=_cookie(request, SESSION),
    )


def has_signed_in(request: Request) -> bool:
    """Whether somebody is signed in with this browser or was lately, by its own cookies: nothing is looked up."""
    try:
        browser = browser_of(request)
    except InsecureSite:  # Nobody can sign in here.
        return False
    return browser.session is not None or browser.device is not None


def session_secret(request: Request) -> str | None:
    """The secret of the session that the browser has, if any."""
    return _cookie(request, SESSION)


def require_own_page(request: Request, secret: str) -> None:
    """Raise `CrossSiteRequest` unless a page of ours sent this, which knows the token of the session."""
    require_form_of_session(request, request.headers.get(CSRF_HEADER, ""), secret)


def require_form_of_session(request: Request, given: str, secret: str) -> None:
    """The same for a form, which has the token among its fields."""
    if not came_from(site_of(request), request.headers) or not is_csrf_token(given, secret):
        raise CrossSiteRequest


def give_session(request: Request, response: Response, begun: BegunSession) -> None:
    """Let the browser have the session's cookies."""
    site = site_of(request)
    _set(response, site, SESSION, begun.secret, None)
    _set(response, site, DEVICE, begun.device, _REMEMBERED)


def go_on(request: Request, return_to: str, begun: BegunSession) -> Response:
    """Go to where somebody wanted to go who has signed in; those with several posts choose first."""
    wanted = local_path(return_to)
    choosing = f"{HOME}?{urlencode({'return_to': wanted})}" if begun.has_choice else wanted
    response = RedirectResponse(choosing, 303)
    give_session(request, response, begun)
    return response


def take_session(request: Request, response: Response) -> None:
    """Let the browser forget its session."""
    site = site_of(request)
    response.delete_cookie(site.cookie(SESSION), path="/", secure=site.is_secure, httponly=True, samesite="lax")


def _set(response: Response, site: Site, name: str, value: str, seconds: int | None) -> None:
    # Lax, not Strict: whoever follows a link to a ticket, or comes back from the provider, is signed in there too. What
    # changes something asks for more than the cookie.
    response.set_cookie(
        site.cookie(name), value, max_age=seconds, path="/", secure=site.is_secure, httponly=True, samesite="lax"
    )


def _cookie(request: Request, name: str) -> str | None:
    value = request.cookies.get(site_of(request).cookie(name))
    return value if value and len(value) <= _LONGEST_COOKIE else None
