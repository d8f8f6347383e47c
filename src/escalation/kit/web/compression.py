"""Which answers are sent compressed? Compression by gzip, of JSON and CSV that is read, from two kilobytes on.

A compressed answer tells its length, and with it whether a guess stood in it beside a secret (BREACH). For that,
somebody else has to make a browser ask in its user's name, over and over, with guesses that come back in the answer.
Nothing here repeats what it was sent, the cookie of a session is not sent along from other sites (SameSite=Strict), and
keys are not sent by browsers on their own. Still, whatever hands out secrets is left as it is: answers to anything but
GET, pages with their forms, and all that has to do with signing in.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from gzip import compress
from typing import Final

from fastapi import Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MINIMUM: Final = 2_048
"""Bytes from which on compression is worth its time."""
LEVEL: Final = 5
"""Of zlib. A page of fifty tickets is a twentieth longer than by level 9, in a third of the time."""
COMPRESSED: Final = frozenset({
    "application/json", "application/problem+json", "application/jsonl", "application/schema+json", "text/csv",
})  # fmt: skip
"""Media types; others are compressed already, are streams of events, or are pages."""
LEFT_ALONE: Final = ("/v1/sign-in", "/v1/tokens", "/sign-")
"""What paths begin with that have to do with signing in."""


class CompressionMiddleware:
    """Compresses for whoever accepts it, chunk by chunk where an answer is streamed.

    The entity tag of a compressed answer is a weak one: the same version is other bytes then (RFC 9110 section 8.8.1).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Other kinds of traffic pass untouched."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(LEFT_ALONE):
            await self._app(scope, receive, send)
            return
        passed_on = send
        is_accepted = _accepts_gzip(Headers(scope=scope).get("accept-encoding", ""))

        async def sending(message: Message) -> None:
            nonlocal passed_on
            if message["type"] == "http.response.start" and _may_be_compressed(message):
                if is_accepted and message["status"] == _OK:
                    responder = GZipResponder(self._app, MINIMUM, LEVEL)
                    responder.send = _weakening(send)
                    passed_on = responder.send_with_compression
                else:
                    MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await passed_on(message)

        await self._app(scope, receive, sending)


def compressed_answer(request: Request, content: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """A page or a file that is the same for everybody, so that its length tells nothing; compressed where accepted."""
    headers = {**headers, "Vary": ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))}
    if not _accepts_gzip(request.headers.get("accept-encoding", "")):
        return Response(content, headers=headers, media_type=media_type)
    return Response(_compressed(content), headers=headers | {"Content-Encoding": "gzip"}, media_type=media_type)


@lru_cache(maxsize=64)
def _compressed(content: bytes) -> bytes:
    return compress(content, mtime=0)


_OK: Final = 200
_NOT_MODIFIED: Final = 304
_REFUSED: Final = re.compile(r";\s*q=0(\.0{0,3})?\s*$")


def _accepts_gzip(accepted: str) -> bool:
    """Whether `Accept-Encoding` names it (RFC 9110 section 12.5.3), and not as what is refused."""
    codings = [coding.strip().lower() for coding in accepted.split(",")]
    return any(coding.partition(";")[0].strip() == "gzip" and not _REFUSED.search(coding) for coding in codings)


def _may_be_compressed(message: Message) -> bool:
    """Whether it depends on the request how an answer is sent; 304 says so of the answer that it stands for."""
    media = Headers(raw=message.get("headers", [])).get("content-type", "").partition(";")[0].strip().lower()
    return media in COMPRESSED or message["status"] == _NOT_MODIFIED


def _weakening(send: Send) -> Send:
    async def weakened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "content-encoding" in headers and headers.get("etag", "").startswith('"'):
                headers["etag"] = f"W/{headers['etag']}"
        await send(message)

    return weakened
