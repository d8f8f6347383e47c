"""How is a request made safe to repeat? The caller's key, bound to method, path, query and body."""

import orjson
from fastapi import Request, Response

from escalation.api.headers import etag
from escalation.usecases.session import Once, Reply
from escalation.workflow.situation import Actor


async def once(request: Request, caller: Actor, key: str | None) -> Once | None:
    """The key with what it stands for; `None` for a request without one."""
    if key is None:
        return None
    scope = request.scope
    target = f"{scope['method']} {scope['path']}?".encode() + scope["query_string"]
    return Once.of(caller.principal, key, target, await request.body())


def answer(reply: Reply) -> Response:
    """A kept or fresh answer as it goes over the wire."""
    headers = {"Idempotency-Replayed": "true"} if reply.replayed else {}
    return Response(reply.body, reply.status, headers, media_type="application/json")


def versioned(reply: Reply) -> Response:
    """The same for something that has a version: it goes along as `ETag`."""
    response = answer(reply)
    response.headers["ETag"] = etag(orjson.loads(reply.body)["version"])
    return response
