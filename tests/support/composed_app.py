"""Which application do tests ask? One, put together once a process: that takes half a second."""

from functools import cache

from fastapi import FastAPI

from escalation.application.app import build_app


@cache
def an_app() -> FastAPI:
    """Its routes and its document stay as they are; what it is attached to changes with every test."""
    return build_app(default_language="en")
