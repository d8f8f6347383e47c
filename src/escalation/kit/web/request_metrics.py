"""How many requests are answered, how, and how fast (request metrics)? By route, never by what was asked for."""

from time import perf_counter
from typing import Final

from prometheus_client import Gauge, Histogram
from starlette.types import ASGIApp, Receive, Scope, Send

from escalation.kit.web.request_context import context_of

_SECONDS = Histogram(
    "escalation_http_request_seconds",
    "From a request to the end of its answer, by template of the route and class of the status.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_UNDER_WAY = Gauge("escalation_http_requests_under_way", "Requests that this process is answering.")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestMetricsMiddleware:
    """The layer around all others. Labels come from a closed set: a caller cannot make new ones."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and count it however it ends. Other kinds of traffic pass untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        _UNDER_WAY.inc()
        try:
            await self._app(scope, receive, send)
        finally:
            _UNDER_WAY.dec()
            _SECONDS.labels(*_labels(scope)).observe(perf_counter() - began)


def _labels(scope: Scope) -> tuple[str, str, str]:
    method, status = scope["method"], context_of(scope).status
    route = getattr(scope.get("route"), "path_format", "none")
    return method if method in _METHODS else "other", route, f"{status // 100}xx" if status else "none"
