"""How is a page of sign-in rendered? From one template, without a script, in the language of the browser."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from escalation.actors import Role
from escalation.errors import N_, Refusal, TooManyRequests, ValidationFailed
from escalation.kit.web.forms import FormRoute
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.problems import localize, status_of
from escalation.kit.web.routes import Handler
from escalation.kit.web.templates import template
from escalation.sign_in.domain.oidc import START

TEXTS: Final = frozenset({
    N_("Sign in"), N_("Sign out"), N_("Sign-in name"), N_("Password"), N_("New password"), N_("Sign in with {name}"),
    N_("or with name and password"), N_("You sign in by this name:"), N_("Set the password and sign in"),
    N_("At least 12 characters. Several words are easy to remember and hard to guess."), N_("Set a password"),
    N_("You are signed in as {name}."), N_("I am {name}: add this post to mine"), N_("Signed in"),
    N_("It cannot be done"), N_("Assignments"), N_("Your post"), N_("As which of your posts will you act?"),
    N_("Sign out everywhere, also on phones"), N_("Go to work"),
    N_("Password forgotten, or here for the first time? Ask your administrator for a link."),
})  # fmt: skip
"""What the template says."""

ROLES: Final[Mapping[str, str]] = {
    Role.HANDLER: N_("handler"),
    Role.LEADER: N_("leader"),
    Role.OFFICE: N_("office"),
    Role.SUPERVISOR: N_("supervisor"),
    Role.INTEGRATOR: N_("integrator"),
    Role.ADMIN: N_("administrator"),
}

_AGAIN: Final = N_("Too many attempts. Try again in {seconds} seconds.")
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Nothing inline, and forms go to ourselves alone."""


class PersonalPageRoute(FormRoute):
    """A route for pages: to whom asks for one, a refusal is a page as well."""

    def get_route_handler(self) -> Handler:
        """What is answered, or why not."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await answer(request)
            except Refusal as refusal:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                return page(request, "gone", N_("It cannot be done"), error=refusal)

        return handle


personal_page_router = partial(
    APIRouter, route_class=PersonalPageRoute, redirect_slashes=False, include_in_schema=False, tags=["sign-in"]
)
"""Makes the routers of sign-in's pages."""


def page(
    request: Request, name: str, title: str, *, error: Refusal | None = None, status: int = 200, **values: Any
) -> Response:
    """A page by its name in the template. With an `error` it says what is the matter, with the status of that."""
    language = language_of(request.scope)
    known = {"start": START, **values}
    html = template("sign_in.html").render(
        page=name, title=localize(title, {}, language), language=TAGS[language], roles=ROLES,
        say=lambda text, **params: localize(text, params, language),
        error=_sentence(error, partial(localize, language=language)) if error else None, **known,
    )  # fmt: skip
    headers = {
        "Content-Security-Policy": _POLICY,
        "Content-Language": TAGS[language],
        # Not `no-referrer`: browsers would then say `Origin: null` of our own forms. Nothing is told to other sites.
        "Referrer-Policy": "same-origin",
    }
    if error is not None and (wait := error.extra.get("retry_after")):
        headers["Retry-After"] = str(wait)
    return Response(html, status_of(error) if error else status, headers, media_type="text/html")


def _sentence(error: Refusal, localize_: Any) -> str:
    """What is wrong with the field, if it is one, and not that some field is wrong; how long to wait, if one has to."""
    if isinstance(error, TooManyRequests):
        return str(localize_(_AGAIN, {"seconds": error.extra.get("retry_after", 1)}))
    if isinstance(error, ValidationFailed) and error.faults:
        return str(localize_(error.faults[0].detail, error.faults[0].params))
    return str(localize_(error.message, error.params))
