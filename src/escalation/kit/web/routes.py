"""What does every route do before FastAPI takes over? It reads query and body by the book."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from functools import cached_property, partial
from typing import Any, ClassVar, Final, cast

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.web.bodies import (
    JSON,
    MOST_BYTES,
    announces_more_than,
    decode,
    limited,
    read_whole,
    refuse_by_headers,
    unsupported,
)
from escalation.kit.web.fair_shares import FairShares
from escalation.kit.web.queries import Declared, declared_by, refuse_undeclared
from escalation.kit.web.rate_limit import address_of
from escalation.kit.web.request_context import context_of

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Reader = Callable[[Request], Coroutine[Any, Any, Request]]


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES: Final[dict[str, Any]] = {
    "text/csv": {"schema": {"type": "string"}},
    XLSX: {"schema": {"type": "string", "contentEncoding": "binary"}},
}
"""What a route that takes a table says of its body. Which of the two was sent is found by the content."""


class StrictRoute(APIRoute):
    """A route that takes declared query parameters and one JSON body.

    The route's `max_body_size=` replaces `MOST_BYTES`. FastAPI is handed the decoded body, so none passes by `decode`.
    """

    media_types: ClassVar[frozenset[str]] = frozenset({JSON})
    takes_any_query: ClassVar[bool] = False
    """Whether the query is left to what is answered: a script in a page reads it, and nothing here does."""

    def __init__(self, *args: Any, max_body_size: int | None = None, **kwargs: Any) -> None:
        """Keep the limit to ourselves: FastAPI would refuse in plain text what exceeds it."""
        self.limit = max_body_size or MOST_BYTES
        super().__init__(*args, **kwargs)

    def get_route_handler(self) -> Handler:
        """What FastAPI would do with a request, after reading it strictly."""
        answer = super().get_route_handler()
        read = self._read if _CHANGING & (self.methods or set()) else _as_it_is
        declared = None if self.takes_any_query else declared_by(self.dependant)
        return partial(_answer_strictly, declared=declared, read=read, answer=answer)

    async def _read(self, request: Request) -> Request:
        is_typed = refuse_by_headers(request.scope, self.media_types, self.limit)
        current = context_of(request.scope)
        is_large = announces_more_than(request.scope, _SOON_DECODED)
        async with _shares_of(request).reading(_sender_of(request)) if is_large else nullcontext():
            raw = await read_whole(request.receive, self.limit)
            if not raw:
                current.may_have_acted = True
                return _ReadRequest(request, raw, None)
            if not is_typed:
                raise unsupported(self.media_types)
            value = await _decode_in_turn(request, raw) if is_large else decode(raw)
        current.may_have_acted = True
        if self.body_field is None and value != {}:
            raise ValidationFailed(faults=[Fault("", "unknown_field", N_("This request takes no body."))])
        return _ReadRequest(request, raw, value)


class UploadRoute(StrictRoute):
    """A route whose endpoint reads `request.stream()` itself: a file rather than a JSON document."""

    media_types = frozenset({"text/csv", XLSX, "application/jsonl", "application/x-ndjson"})
    seconds: ClassVar[float] = 120.0
    """How long an upload and its first treatment may take."""

    async def _read(self, request: Request) -> Request:
        if not refuse_by_headers(request.scope, self.media_types, self.limit):
            raise unsupported(self.media_types)
        current = context_of(request.scope)
        current.may_have_acted = True
        current.allow(self.seconds)
        return Request(request.scope, limited(request.receive, self.limit))


class PartRoute(UploadRoute):
    """A route that takes a piece of a file, of whatever kind it may turn out to be."""

    media_types = frozenset({"application/octet-stream"})


class PrefixRouter(APIRouter):
    """Routes below one path. They are tried for requests of that path only.

    An application tries one router after the other, and each of them every route of its own: without this a request
    would be held against all paths there are.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of the routes is meant."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        return super().matches(scope) if path.startswith(self._fixed) else (Match.NONE, {})

    @cached_property
    def _fixed(self) -> str:
        """What paths of all routes begin with."""
        return self.prefix.partition("{")[0]


strict_router = partial(PrefixRouter, route_class=StrictRoute, redirect_slashes=False)
"""Makes the routers of this program. Routes of a plain `APIRouter` would read bodies leniently."""

upload_router = partial(PrefixRouter, route_class=UploadRoute, redirect_slashes=False)
"""Makes routers for files."""

part_router = partial(PrefixRouter, route_class=PartRoute, redirect_slashes=False)
"""Makes routers for pieces of files."""


def lax_routes(app: FastAPI) -> list[str]:
    """Paths of routes that read their input leniently. There should be none, or the program does not start."""
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    return [route.path for route in routes if isinstance(route, APIRoute) and not isinstance(route, StrictRoute)]


_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_SOON_DECODED: Final = 1 << 16
"""Bytes."""


async def _answer_strictly(request: Request, *, declared: Declared | None, read: Reader, answer: Handler) -> Response:
    if declared is not None:
        refuse_undeclared(request.scope["query_string"], declared)
    return await answer(await read(request))


async def _decode_in_turn(request: Request, raw: bytes) -> Any:
    async with _shares_of(request).large_bodies:
        value = decode(raw)
        await asyncio.sleep(0)
        return value


def _shares_of(request: Request) -> FairShares:
    return cast(FairShares, request.app.state.shares)


def _sender_of(request: Request) -> str:
    """By what senders are told apart before anybody has looked who they are: what they show, or where they are."""
    return request.headers.get("authorization") or request.headers.get("cookie") or address_of(request)


async def _as_it_is(request: Request) -> Request:
    return request


class _ReadRequest(Request):
    """The request with its body read and decoded, as FastAPI will ask for it."""

    def __init__(self, request: Request, raw: bytes, value: object) -> None:
        super().__init__(request.scope, request.receive)
        self._raw = raw
        self._value = value

    async def body(self) -> bytes:
        return self._raw

    async def json(self) -> Any:
        return self._value
