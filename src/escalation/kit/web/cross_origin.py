"""Which pages of other sites may ask (cross-origin requests)? Those of the origins that the operator has named.

A page of theirs shows a key or a token as any client does. No cookie of ours counts there: credentials are not allowed,
so the browser hands no answer to a page that let its cookies go along.
"""

from collections.abc import Collection
from typing import Final

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

ASKED: Final = (
    "Acting-As",
    "Authorization",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Last-Event-ID",
    "Submission-Proof",
    "X-Request-Id",
)
"""Headers that a page may send, besides those that need no leave (Fetch, section 2.2.2) and `Content-Type`."""

TOLD: Final = (
    "Content-Disposition",
    "ETag",
    "Idempotency-Replayed",
    "Link",
    "Location",
    "Retry-After",
    "X-Request-Id",
)
"""Headers of an answer that a page may read."""

_METHODS: Final = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
_KEPT_SECONDS: Final = 7_200
"""How long a browser may remember what it was told; none does so for longer than Chromium, which takes two hours."""


def allow_origins(app: FastAPI, origins: Collection[str]) -> None:
    """Let pages of these origins ask, and no others. Before the application answers; around all that is there so far.

    An origin is compared in every character: no patterns, no `*`, and not `null`. Without any nothing is added.
    """
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=frozenset(origins),
            allow_methods=_METHODS,
            allow_headers=ASKED,
            expose_headers=TOLD,
            max_age=_KEPT_SECONDS,
        )
