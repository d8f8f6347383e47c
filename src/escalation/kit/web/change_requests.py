"""Change requests: who asks, and what makes it safe to repeat? One dependency for all of it: FastAPI pays for each.

For the routes that are asked for most. Others declare what they need one by one, which costs a tenth of a move more.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from escalation.actors import Actor
from escalation.kit.runtime.context import IdempotentRequest, Runtime
from escalation.kit.web.auth import Changer, Worker, session_of
from escalation.kit.web.headers import IdempotencyKey
from escalation.kit.web.idempotency import once_of
from escalation.kit.web.language import language_of
from escalation.kit.web.request_context import context_of
from escalation.texts import Language


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A request to change something. `once`: its Idempotency-Key with what it stands for, if there is one."""

    runtime: Runtime
    caller: Actor
    request_id: str
    once: IdempotentRequest | None
    language: Language


async def _asked(request: Request, caller: Actor, key: str | None) -> ChangeRequest:
    """Behind its caller, to whom the key belongs."""
    runtime, once = await session_of(request), await once_of(request, key)
    return ChangeRequest(runtime, caller, context_of(request.scope).request_id, once, language_of(request.scope))


async def _asked_by_anybody(request: Request, caller: Changer, key: IdempotencyKey = None) -> ChangeRequest:
    return await _asked(request, caller, key)


async def _asked_by_worker(request: Request, caller: Worker, key: IdempotencyKey = None) -> ChangeRequest:
    return await _asked(request, caller, key)


Change = Annotated[ChangeRequest, Depends(_asked_by_anybody)]
"""Of everybody with a key."""
WorkersChange = Annotated[ChangeRequest, Depends(_asked_by_worker)]
"""Of everybody who works on matters."""
