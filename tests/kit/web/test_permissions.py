"""Every route says whether it reads or writes, and one that says it wrongly keeps the program from starting."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI

from escalation.actors import Actor
from escalation.kit.web.auth import Permission, Public, RouteAccess, undeclared_routes


def an_app(method: str, permission: Permission | None) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    async def open_to_all() -> None:
        """Nobody is asked for."""

    async def guarded(caller: Annotated[Actor, Depends(permission)]) -> None:
        """Somebody is."""

    app.add_api_route("/thing", guarded if permission else open_to_all, methods=[method])
    return app


@pytest.mark.parametrize(
    ("method", "permission"),
    [
        ("GET", Permission()),
        ("POST", Permission(access=RouteAccess.WRITE)),
        ("DELETE", Permission(access=RouteAccess.WRITE)),
        ("GET", Public()),
        ("POST", Public()),
    ],
)
def test_a_route_that_says_what_it_does_is_let_start(method: str, permission: Permission) -> None:
    assert undeclared_routes(an_app(method, permission)) == []


@pytest.mark.parametrize(
    ("method", "permission"),
    [
        ("GET", None),
        ("GET", Permission(access=RouteAccess.WRITE)),
        ("POST", Permission()),
        ("PATCH", Permission()),
        ("DELETE", Permission()),
    ],
)
def test_a_route_that_says_nothing_or_the_wrong_thing_is_not(method: str, permission: Permission | None) -> None:
    assert undeclared_routes(an_app(method, permission)) == ["/thing"]
