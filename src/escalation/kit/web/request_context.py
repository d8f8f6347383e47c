"""What is known about one request while it is being answered? Its context."""

import os
from asyncio import Timeout, get_running_loop
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from escalation.texts import Language

_KEY = "escalation.request_context"


@dataclass(slots=True)
class RequestContext:
    """Filled by the edge, the route and authentication; read by problem documents and the access log."""

    request_id: str
    default_language: Language = "zh"
    status: int = 0
    """Of the answer; 0 until one has begun."""
    code: str | None = None
    """Of the refusal, if it was one."""
    actor: str | None = None
    """An identifier (never a name or a key) set by authentication for the log."""
    principal: str | None = None
    """Who calls, set by authentication for all, the public as well; an Idempotency-Key is theirs alone."""
    may_have_acted: bool = False
    """Whether the route may have begun to act: not while its body is being read, nor while it waits for its turn."""
    timeout: Timeout | None = None
    has_share: bool = False
    """Whether the request was counted among those of its caller."""
    leave: Callable[[], None] | None = None
    """Ends its turn among them."""

    @contextmanager
    def awaiting_its_turn(self) -> Iterator[None]:
        """A block in which nothing happens but waiting: should the request's time end in it, nothing was done."""
        before, self.may_have_acted = self.may_have_acted, False
        yield
        self.may_have_acted = before

    def let_others(self) -> None:
        """End its turn: it is done, or only waits for what may happen."""
        leave, self.leave = self.leave, None
        if leave is not None:
            leave()

    def allow(self, seconds: float) -> None:
        """Give this request `seconds` from now instead of what is left of its time."""
        if self.timeout is not None:
            self.timeout.reschedule(get_running_loop().time() + seconds)


def open_context(scope: MutableMapping[str, Any], request_id: str, default_language: Language) -> RequestContext:
    """Open the record of this request."""
    context = RequestContext(request_id, default_language)
    scope[_KEY] = context
    return context


def context_of(scope: Mapping[str, Any]) -> RequestContext:
    """The record of this request; a detached one where no edge opened it (an app without `install`)."""
    context: RequestContext | None = scope.get(_KEY)
    return context or RequestContext(new_request_id())


def new_request_id() -> str:
    """96 random bits in hexadecimal digits: an identifier, not a secret."""
    return os.urandom(12).hex()


async def _context(request: Request) -> RequestContext:
    return context_of(request.scope)


async def _request_id(request: Request) -> str:
    return context_of(request.scope).request_id


Context = Annotated[RequestContext, Depends(_context)]
"""For a route that needs more time than others."""

RequestId = Annotated[str, Depends(_request_id)]
"""For a route whose events shall name the request that caused them."""
