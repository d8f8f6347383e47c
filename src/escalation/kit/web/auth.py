"""Who calls, and may they? Every route declares one permission; the program does not start if one has none."""

from collections.abc import Iterator
from typing import Annotated, Protocol, cast

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from escalation.actors import Actor, Role
from escalation.errors import ForbiddenAction, Unauthenticated
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.request_context import context_of

_BEARER = "bearer "
_PUBLIC = Actor("public", None, None, "")


class Authenticator(Protocol):
    """Tells who calls. The application is given one; what credentials there are is its business alone."""

    async def identify(self, secret: str) -> Actor:
        """The actor that the bearer of a secret stands for. Raises `Unauthenticated` if it stands for nobody."""
        ...


class Permission:
    """A route is open to members with one of these roles; none named: to everybody with a key."""

    def __init__(self, *roles: Role) -> None:
        """Remember the roles."""
        self.roles = frozenset(roles)

    async def __call__(self, request: Request) -> Actor:
        """The caller. Raises `Unauthenticated`, or `ForbiddenAction` for a role that does not suffice."""
        header = request.headers.get("authorization", "")
        if header[: len(_BEARER)].lower() != _BEARER or not header.isascii():
            raise Unauthenticated
        authenticator = cast(Authenticator, request.app.state.authenticator)
        actor = await authenticator.identify(header[len(_BEARER) :].strip())
        current = context_of(request.scope)
        current.actor = current.principal = actor.principal
        if self.roles and actor.role not in self.roles:
            raise ForbiddenAction
        return actor


class Public(Permission):
    """A route for everybody, said out loud."""

    async def __call__(self, request: Request) -> Actor:
        """Nobody in particular: no role, no scope."""
        context_of(request.scope).principal = _PUBLIC.principal
        return _PUBLIC


async def session_of(request: Request) -> Runtime:
    """What this process works with."""
    return cast(Runtime, request.app.state.runtime)


Caller = Annotated[Actor, Depends(Permission())]
Worker = Annotated[Actor, Depends(Permission(Role.HANDLER, Role.LEADER, Role.OFFICE, Role.INTEGRATOR, Role.ADMIN))]
Overseer = Annotated[Actor, Depends(Permission(Role.SUPERVISOR, Role.LEADER, Role.OFFICE, Role.ADMIN))]
Admin = Annotated[Actor, Depends(Permission(Role.ADMIN))]
Anybody = Annotated[Actor, Depends(Public())]
Uses = Annotated[Runtime, Depends(session_of)]


def undeclared_routes(app: FastAPI) -> list[str]:
    """Paths of routes that declare no permission. There should be none, or the program does not start."""
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    return [route.path for route in routes if isinstance(route, APIRoute) and permission_of(route) is None]


def permission_of(route: APIRoute) -> Permission | None:
    """What a route declares."""
    return next((call for call in calls_of(route.dependant) if isinstance(call, Permission)), None)


def calls_of(dependant: Dependant) -> Iterator[object]:
    """What FastAPI calls before a route, in this order but for what is nested."""
    for inner in dependant.dependencies:
        yield inner.call
        yield from calls_of(inner)
