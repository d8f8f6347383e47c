"""How is a request made safe to repeat? The caller's key, bound to method, path, query and body."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Final, ParamSpec

import orjson
from fastapi import Depends, FastAPI, Request, Response
from fastapi.routing import APIRoute, iter_route_contexts

from escalation.errors import ConfigurationInvalid
from escalation.kit.runtime.context import IdempotentRequest, StoredResponse
from escalation.kit.web.auth import ACTING_AS, Permission, calls_of
from escalation.kit.web.headers import IdempotencyKey, etag
from escalation.kit.web.request_context import context_of

P = ParamSpec("P")


async def once_of(request: Request, key: IdempotencyKey = None) -> IdempotentRequest | None:
    """The key with what it stands for; `None` for a request without one.

    Raises `ConfigurationInvalid` if nobody knows yet who calls: see `early_routes`.
    """
    if key is None:
        return None
    scope = request.scope
    principal = context_of(scope).principal
    if principal is None:
        raise ConfigurationInvalid
    # Asked as holder of another post, it is another request.
    acting_as = request.headers.get(ACTING_AS, "")
    target = f"{scope['method']} {scope['path']}?".encode() + scope["query_string"] + f" {acting_as}".encode()
    body = await request.body()
    if len(body) <= _SOON_HASHED:
        return IdempotentRequest.of(principal, key, target, body)
    # A file takes a tenth of a second, for which nobody else should wait.
    return await asyncio.to_thread(IdempotentRequest.of, principal, key, target, body)


_SOON_HASHED: Final = 1 << 20

Idempotent = Annotated[IdempotentRequest | None, Depends(once_of)]
"""Declared by a route behind its caller, to whom the key belongs."""


def early_routes(app: FastAPI) -> list[str]:
    """Paths of routes that take a key before they know whose. There should be none, or the program does not start."""
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    return [route.path for route in routes if isinstance(route, APIRoute) and _is_early(route)]


def _is_early(route: APIRoute) -> bool:
    calls = list(calls_of(route.dependant))
    known_at = next((at for at, call in enumerate(calls) if isinstance(call, Permission)), len(calls))
    return once_of in calls[:known_at]


def rendered(status: int, render: Callable[P, bytes]) -> Callable[P, StoredResponse]:
    """What a use case makes of its result while it can still be undone: the answer that is kept, and told."""

    def response(*args: P.args, **kwargs: P.kwargs) -> StoredResponse:
        return StoredResponse(status, render(*args, **kwargs))

    return response


def answer(reply: StoredResponse) -> Response:
    """A kept or fresh answer as it goes over the wire."""
    headers = {"Idempotency-Replayed": "true"} if reply.replayed else {}
    return Response(reply.body, reply.status, headers, media_type="application/json")


def versioned(reply: StoredResponse) -> Response:
    """The same for something that has a version: it goes along as `ETag`."""
    response = answer(reply)
    response.headers["ETag"] = etag(orjson.loads(reply.body)["version"])
    return response
