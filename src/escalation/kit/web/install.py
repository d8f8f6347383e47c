"""What does every application install? Strict routes, problem documents and a middleware around all."""

from fastapi import FastAPI

from escalation.kit.web.compression import CompressionMiddleware
from escalation.kit.web.middleware import Drain, EdgeMiddleware
from escalation.kit.web.problems import install_problems
from escalation.kit.web.request_metrics import RequestMetricsMiddleware
from escalation.kit.web.routes import StrictRoute
from escalation.texts import Language

SECONDS = 10.0
"""A request ends after this time; the database's own limits are shorter, the client's should be longer."""


def install(app: FastAPI, *, default_language: Language, seconds: float = SECONDS) -> Drain:
    """Give an app its strict routes, problem documents and edge. To be called before it has routes.

    Setting `has_begun` of what is returned makes the app refuse new requests.
    """
    drain = Drain()
    app.router.route_class = StrictRoute
    app.router.redirect_slashes = False
    install_problems(app)
    # Inside the edge, which asks for heads as for whole answers: the length of both is the same.
    app.add_middleware(CompressionMiddleware)
    app.add_middleware(EdgeMiddleware, default_language=default_language, drain=drain, seconds=seconds)
    app.add_middleware(RequestMetricsMiddleware)
    return drain
