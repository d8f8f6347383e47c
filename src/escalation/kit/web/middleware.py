"""What happens to every request before and after its route? One layer at the edge, in plain ASGI.

header abuse, broken addresses, draining  ->  refused here
time                                      ->  ends a request that takes too long
answer                                    ->  request id and security headers
mistakes of ours                          ->  500 with the request id, the trace only in the log
end                                       ->  one line in the access log, without query, body or secret
"""

import asyncio
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from time import perf_counter

import structlog
from fastapi.exceptions import ValidationException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from escalation.errors import DatabaseUnavailable, InternalError, OutcomeUnknown, Refusal, trace_without_texts
from escalation.kit.web.errors import Draining, HeadersTooLarge, InvalidHeader, InvalidUrl, RequestTimedOut
from escalation.kit.web.problems import problem
from escalation.kit.web.request_context import RequestContext, new_request_id, open_context
from escalation.texts import Language

MOST_HEADERS = 100
MOST_HEADER_BYTES = 32 * 1024
CLIENT_LEFT = 499
"""The status logged when nobody was there any more to be answered."""

_log = structlog.get_logger("escalation.api")


@dataclass(slots=True)
class Drain:
    """Whether this process is stopping. Once it is, new requests are answered 503 DRAINING."""

    has_begun: bool = False


class EdgeMiddleware:
    """The outermost layer of ours. Never swallows a cancellation from outside, never answers twice."""

    def __init__(self, app: ASGIApp, *, default_language: Language, drain: Drain, seconds: float) -> None:
        self._app = app
        self._default_language = default_language
        self._drain = drain
        self._seconds = seconds
        # Bound once: the lazy logger would be assembled anew for every request. Starlette builds its layers at the
        # first request, when logging is configured.
        self._log = _log.bind()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Other kinds of traffic pass untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, method = perf_counter(), scope["method"]
        if method == "HEAD":
            # Every path that can be read can be asked for its head (RFC 9110 section 9.3.2).
            scope = {**scope, "method": "GET"}
            receive, send = _for_the_head(receive, send)
        request_id, refusal = _inspect(scope)
        current = open_context(scope, request_id, self._default_language)
        dressed = _dressing(send, current)
        try:
            if self._drain.has_begun and scope["path"] not in _PROBES:
                refusal = Draining()
            if refusal is not None:
                await problem(refusal, scope)(scope, receive, dressed)
            else:
                await self._answer(scope, receive, dressed, current)
        finally:
            current.let_others()
            if scope["path"] not in _PROBES:
                self._log.info("request", **_account(scope, current, perf_counter() - began) | {"method": method})

    async def _answer(self, scope: Scope, receive: Receive, send: Send, current: RequestContext) -> None:
        try:
            async with asyncio.timeout(self._seconds) as current.timeout:
                await self._app(scope, receive, send)
        except ClientDisconnect:
            current.status = current.status or CLIENT_LEFT
        except Exception as error:
            refusal = _refusal_for(error, scope, current)
            if current.status:
                # Half an answer is out already: only a broken connection can tell the caller.
                raise
            await problem(refusal, scope)(scope, receive, send)


def _inspect(scope: Scope) -> tuple[str, Refusal | None]:
    """The request's id, and what stands against reading it at all."""
    headers = scope["headers"]
    given: dict[bytes, bytes] = dict(headers)
    request_id = given.get(b"x-request-id", b"").decode("latin-1")
    if not _REQUEST_ID.fullmatch(request_id):
        request_id = new_request_id()
    if len(headers) > MOST_HEADERS or sum(map(len, chain.from_iterable(headers))) > MOST_HEADER_BYTES:
        return request_id, HeadersTooLarge()
    if len(given) != len(headers) and (repeated := _repeated(headers)):
        return request_id, InvalidHeader(header=repeated)
    if not _is_for_us(scope, given.get(b"host", b"").decode("latin-1")):
        return request_id, InvalidHeader(header="Host")
    path = scope["path"]
    return request_id, InvalidUrl() if "\0" in path or "\ufffd" in path else None


def _is_for_us(scope: Scope, host: str) -> bool:
    """Whether `Host` is there (RFC 9112 section 3.2) and names one of our hosts, if somebody said which these are.

    Whoever probes a process asks it by an address that nobody has written down.
    """
    allowed: Collection[str] = getattr(scope["app"].state, "allowed_hosts", ()) if "app" in scope else ()
    if not allowed or scope["path"] in _PROBES:
        return host != ""
    return _PORT.sub("", host.lower()) in allowed


_PORT = re.compile(r":[0-9]+\Z")


def _for_the_head(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """Pass on what goes before a body, and nothing of it. Whoever would go on streaming is told that nobody reads."""
    begun = asyncio.Event()

    async def receiving() -> Message:
        if begun.is_set():
            return {"type": "http.disconnect"}
        return await receive()

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            begun.set()

    return receiving, sending


def _repeated(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    counts = Counter(name for name, _ in headers if name in _ONCE)
    return next((name.decode().title() for name, count in counts.items() if count > 1), None)


_PROBES = frozenset({"/livez", "/readyz", "/metrics"})
"""Stay open while draining, and are no news in the access log."""

_ONCE = frozenset(
    {
        b"acting-as",
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"host",
        b"idempotency-key",
        b"if-match",
        b"if-none-match",
    }
)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def _dressing(send: Send, current: RequestContext) -> Send:
    """A `send` that adds our headers and stops the clock once the answer begins, however long it streams."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            current.status = message["status"]
            if current.timeout is not None and not current.timeout.expired():
                current.timeout.reschedule(None)
            message["headers"] = _dress(message.get("headers", ()), current.request_id)
        await send(message)

    return dressed


def _dress(headers: Iterable[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    dressed = [*headers, (b"x-request-id", request_id.encode()), *_ALWAYS]
    present = dict(dressed)
    if b"cache-control" not in present:
        dressed.append(_NO_STORE)
    if present.get(b"content-type", b"").startswith(b"text/html"):
        dressed += [header for header in _FOR_PAGES if header[0] not in present]
    return dressed


_ALWAYS = ((b"x-content-type-options", b"nosniff"),)
_NO_STORE = (b"cache-control", b"no-store")
_FOR_PAGES = (
    (
        b"content-security-policy",
        (
            b"default-src 'none'; style-src 'self'; img-src 'self' data:; "
            b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
    ),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)


def _refusal_for(error: Exception, scope: Scope, current: RequestContext) -> Refusal:
    has_expired = current.timeout is not None and current.timeout.expired()
    current.timeout = None
    if has_expired:
        _log.warning("request_timed_out", request_id=current.request_id, path=_shown(scope))
        return _too_late(scope["method"], current)
    if isinstance(error, Refusal):
        return error
    _log_failure(error, scope, current)
    return InternalError()


def _too_late(method: str, current: RequestContext) -> Refusal:
    if method not in _CHANGING:
        return DatabaseUnavailable()
    return OutcomeUnknown() if current.may_have_acted else RequestTimedOut()


_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def _log_failure(error: Exception, scope: Scope, current: RequestContext) -> None:
    where = {"request_id": current.request_id, "method": scope["method"], "path": _shown(scope)}
    if isinstance(error, ValidationException):
        # Its text quotes the whole answer that was about to be sent.
        findings = [{"type": found["type"], "loc": found["loc"]} for found in error.errors()]
        _log.error("answer_invalid", findings=findings, **where)
    else:
        _log.error("request_failed", trace="\n".join(trace_without_texts(error)), **where)


def _account(scope: Scope, current: RequestContext, seconds: float) -> dict[str, object]:
    return {
        "request_id": current.request_id,
        "method": scope["method"],
        "path": _shown(scope),
        "status": current.status,
        "code": current.code,
        "actor": current.actor,
        "milliseconds": round(seconds * 1000, 1),
    }


def _shown(scope: Scope) -> str:
    """The path of the route, with the ids that were asked for: what else stands there may be a key, a code or a name.

    A telephone number is no id, and a name in letters no word of ours. Where there is no route nothing is shown.
    """
    template = getattr(scope.get("route"), "path_format", "/…")
    given = {name: str(value) for name, value in scope.get("path_params", {}).items()}
    return _PARAMETER.sub(lambda found: _id_or_nothing(given.get(found["name"], "")), template)


def _id_or_nothing(value: str) -> str:
    return value if _ID.fullmatch(value) else "…"


_PARAMETER = re.compile(r"\{(?P<name>\w+)\}")
_ID = re.compile(r"(?i:[0-9]{1,4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
