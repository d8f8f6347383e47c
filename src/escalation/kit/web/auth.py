"""Who calls, and may they (authentication)? Every route declares one permission, and whether it reads or writes.

The program does not start if one has none, or declares that it reads and can change something.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, cast

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from escalation.actors import Actor, Role
from escalation.errors import ForbiddenAction, Unauthenticated
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.fair_shares import FairShares
from escalation.kit.web.rate_limit import address_of, throttled
from escalation.kit.web.request_context import context_of

ACTING_AS = "acting-as"
"""The header in which somebody with several posts says as which of them they act."""

_BEARER = "bearer "
_PUBLIC = Actor("public", None, None, "")


class Authenticator(Protocol):
    """Tells who calls. The application is given one; what credentials there are is its business alone."""

    async def identify(self, request: Request, *, needs_post: bool) -> Actor:
        """Whoever sent the request. Raises `Unauthenticated` if that cannot be told.

        `needs_post`: somebody with several posts has to say as which of them they act.
        """
        ...


class RouteAccess(StrEnum):
    """What a route does with what the caller may see. To change a thing it has to be the caller's: seeing is no right.

    Who sees a thing that is not theirs is refused with `ForbiddenAction`; for others there is no such thing.
    """

    READ = "read"
    WRITE = "write"


class Permission:
    """A route is open to members with one of these roles; none named: to everybody who is known."""

    needs_post: ClassVar[bool] = True

    def __init__(self, *roles: Role, access: RouteAccess = RouteAccess.READ) -> None:
        """Remember the roles, and what the route does."""
        self.roles = frozenset(roles)
        self.access = access

    async def __call__(self, request: Request) -> Actor:
        """The caller, once it is their turn.

        Raises `Unauthenticated`, `ForbiddenAction` for a role that does not suffice, `TooManyRequests`.
        """
        actor = await self.identify(request)
        current = context_of(request.scope)
        current.actor = current.principal = actor.principal
        if self.roles and actor.role not in self.roles:
            raise ForbiddenAction
        if not current.has_share:
            shares = cast(FairShares, request.app.state.shares)
            shares.admit(actor.principal, actor.unit_id)
            with current.awaiting_its_turn():
                current.leave = await shares.enter(actor.principal)
            current.has_share = True
        return actor

    def admits(self, role: Role | None) -> bool:
        """Whether somebody who acts in this role, or in none, may use the route."""
        return role in self.roles if self.roles else role is not None or not self.needs_post

    async def identify(self, request: Request) -> Actor:
        """Whoever calls. What shows something that nobody knows is counted against the address it came from."""
        shares, address = cast(FairShares, request.app.state.shares), address_of(request)
        try:
            async with shares.gate(address):
                return await self.known(request)
        except Unauthenticated:
            if self.shows_something(request):
                shares.count_bad_key(address)
            raise

    async def known(self, request: Request) -> Actor:
        """Whoever is known by what the request shows. Raises `Unauthenticated`."""
        authenticator = cast(Authenticator, request.app.state.authenticator)
        return await authenticator.identify(request, needs_post=self.needs_post)

    def shows_something(self, request: Request) -> bool:
        """Whether the request tries to show who calls."""
        return "authorization" in request.headers


class Personal(Permission):
    """A route for somebody's own affairs: as which of their posts they act does not matter."""

    needs_post = False


class Public(Permission):
    """A route for everybody, said out loud."""

    needs_post = False

    async def __call__(self, request: Request) -> Actor:
        """Nobody in particular: no role, no scope."""
        context_of(request.scope).principal = _PUBLIC.principal
        return _PUBLIC


class PublicOrKnown(Public):
    """A route for everybody that shows more to who is known. Who is not, is counted against where they ask from."""

    async def __call__(self, request: Request) -> Actor:
        """Whoever calls; nobody in particular without credentials. Raises `Unauthenticated` for wrong ones."""
        if "authorization" in request.headers:
            return await Permission.__call__(self, request)
        await throttled(request)
        return await super().__call__(request)


def bearer_of(request: Request) -> str | None:
    """The secret that a request bears, if it bears one. Raises `Unauthenticated` for another kind of authorization."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    if header[: len(_BEARER)].lower() != _BEARER or not header.isascii():
        raise Unauthenticated
    return header[len(_BEARER) :].strip()


def note_listening(request: Request) -> None:
    """Say that a request only listens to what comes: by it nobody works in their session."""
    request.state.only_listens = True


def only_listens(request: Request) -> bool:
    """Whether `note_listening` was said of a request."""
    return getattr(request.state, "only_listens", False)


async def session_of(request: Request) -> Runtime:
    """What this process works with."""
    return cast(Runtime, request.app.state.runtime)


Caller = Annotated[Actor, Depends(Permission())]
"""Everybody with a key, to read what they may see."""
Changer = Annotated[Actor, Depends(Permission(access=RouteAccess.WRITE))]
"""Everybody with a key, to change what is theirs."""
Worker = Annotated[
    Actor,
    Depends(Permission(Role.HANDLER, Role.LEADER, Role.OFFICE, Role.INTEGRATOR, Role.ADMIN, access=RouteAccess.WRITE)),
]
Overseer = Annotated[Actor, Depends(Permission(Role.SUPERVISOR, Role.LEADER, Role.OFFICE, Role.ADMIN))]
Admin = Annotated[Actor, Depends(Permission(Role.ADMIN, access=RouteAccess.WRITE))]
Decider = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE))]
DecidingOffice = Annotated[Actor, Depends(Permission(Role.LEADER, Role.OFFICE, access=RouteAccess.WRITE))]
Machine = Annotated[Actor, Depends(Permission(Role.INTEGRATOR, access=RouteAccess.WRITE))]
Oneself = Annotated[Actor, Depends(Personal())]
"""Somebody, to read what is their own."""
OneselfChanging = Annotated[Actor, Depends(Personal(access=RouteAccess.WRITE))]
"""Somebody, to change what is their own."""
Anybody = Annotated[Actor, Depends(Public())]
AnybodyOrKnown = Annotated[Actor, Depends(PublicOrKnown())]
"""Everybody; what they are shown depends on who they are."""
Uses = Annotated[Runtime, Depends(session_of)]


def undeclared_routes(app: FastAPI) -> list[str]:
    """Paths of routes that declare no permission, or another access than their methods have.

    There should be none, or the program does not start.
    """
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    return [route.path for route in routes if isinstance(route, APIRoute) and not _is_declared(route)]


def operations_of(app: FastAPI, role: Role | None) -> list[str]:
    """The operations of the document that a role is admitted to; `None` is somebody who has chosen no post."""
    permissions = (
        (context.unique_id, permission_of(context.original_route))
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute) and context.original_route.include_in_schema
    )
    return sorted(name for name, permission in permissions if permission and permission.admits(role))


def _is_declared(route: APIRoute) -> bool:
    """What is public is nobody's: who has a tracking code asks for its matter by POST, which keeps it out of logs."""
    permission = permission_of(route)
    if permission is None or isinstance(permission, Public):
        return permission is not None
    access = RouteAccess.READ if (route.methods or set()) <= _READING else RouteAccess.WRITE
    return permission.access is access


_READING = frozenset({"GET", "HEAD"})


def permission_of(route: APIRoute) -> Permission | None:
    """What a route declares."""
    return next((call for call in calls_of(route.dependant) if isinstance(call, Permission)), None)


def calls_of(dependant: Dependant) -> Iterator[object]:
    """What FastAPI calls before a route, in this order but for what is nested."""
    for inner in dependant.dependencies:
        yield inner.call
        yield from calls_of(inner)
