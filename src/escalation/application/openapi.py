"""What can clients read about this interface? FastAPI's OpenAPI document, and what holds for every operation of it."""

import json
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from escalation.application.openapi_descriptions import add_descriptions
from escalation.application.openapi_examples import add_examples
from escalation.application.openapi_info import add_info
from escalation.application.openapi_responses import add_components, add_responses
from escalation.application.openapi_words import add_words
from escalation.kit.web.auth import ACTING_AS, Permission, Public, permission_of
from escalation.open311.api.report_routes import ReportRoute
from escalation.sign_in.api.browser import CSRF_HEADER, SESSION
from escalation.tickets.api.openapi_moves import add_moves
from escalation.webhooks.api.openapi_webhooks import add_webhooks

Json = dict[str, Any]

_READING: Final = frozenset({"GET", "HEAD"})
_ACTING_AS: Final = "ActingAs"


def operation_id(route: APIRoute) -> str:
    """`listTickets` for `list_tickets`: what clients call the operation is what the function is called."""
    verb, *noun = route.name.split("_")
    return verb + "".join(map(str.capitalize, noun))


class DescribedApp(FastAPI):
    """An application whose document tells how one shows who one is, and how each operation may be refused."""

    def openapi(self) -> Json:
        """The document; made once."""
        is_new = self.openapi_schema is None
        document = super().openapi()
        if is_new:
            self.openapi_schema = document = _plainly_named(document)
            add_info(document)
            components = document["components"]
            add_components(components)
            add_moves(components["schemas"])
            components["securitySchemes"] = _schemes()
            components["parameters"] = {_ACTING_AS: _acting_as()}
            _describe(document["paths"], self)
            add_webhooks(document)
            add_words(components["schemas"])
            add_descriptions(document)
            add_examples(document)
        return document


def _plainly_named(document: Json) -> Json:
    """`UnitPage` for `Page_UnitOut_`: pydantic names a generic model by its parameters; its title is its name."""
    text = json.dumps(document)
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("_"):
            text = text.replace(f'"{name}"', f'"{schema["title"]}"').replace(f'/{name}"', f'/{schema["title"]}"')
    renamed: Json = json.loads(text)
    return renamed


def _describe(paths: Json, app: FastAPI) -> None:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        permission = permission_of(route) if isinstance(route, APIRoute) else None
        if not isinstance(route, APIRoute) or route.path not in paths:
            continue
        for method in (route.methods or set()) & {each.upper() for each in paths[route.path]}:
            operation, is_change = paths[route.path][method.lower()], method not in _READING
            is_public = permission is None or isinstance(permission, Public)
            if is_public:
                operation.setdefault("security", [])
            if not isinstance(route, ReportRoute):
                add_responses(operation, is_public=not operation.get("security", True), is_change=is_change)
            if permission is not None and not is_public:
                _add_security(operation, permission, is_change=is_change)


def _add_security(operation: Json, permission: Permission, *, is_change: bool) -> None:
    by_cookie: dict[str, list[str]] = {"session": [], "csrf_token": []} if is_change else {"session": []}
    operation["security"] = [{"api_key": []}, {"device_token": []}, {"provider_token": []}, by_cookie]
    if permission.needs_post:
        reference = {"$ref": f"#/components/parameters/{_ACTING_AS}"}
        operation["parameters"] = [*operation.get("parameters", ()), reference]


def _schemes() -> Json:
    return {
        "api_key": _bearer("A key for machines: `Authorization: Bearer esk_…`. It stands for one role at one unit."),
        "device_token": _bearer("The access token of a phone (`POST /v1/tokens`): `Authorization: Bearer esa_…`."),
        "provider_token": _bearer("An access token of the OpenID provider that the operator has named.", "JWT"),
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": f"__Host-{SESSION}",
            "description": f"A browser that has signed in. Over plain HTTP, on this machine only, it is `{SESSION}`.",
        },
        "csrf_token": {
            "type": "apiKey",
            "in": "header",
            "name": CSRF_HEADER.title(),
            "description": "With the cookie, for every change: the token that `GET /v1/sign-in/session` tells.",
        },
    }


def _bearer(description: str, form: str | None = None) -> Json:
    scheme = {"type": "http", "scheme": "bearer", "description": description}
    return scheme | ({"bearerFormat": form} if form else {})


def _acting_as() -> Json:
    return {
        "name": ACTING_AS.title(),
        "in": "header",
        "required": False,
        "description": (
            "As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; "
            "`GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own."
        ),
        "schema": {"type": "string", "pattern": "^[0-9A-Fa-f-]{36}(/[0-9A-Fa-f-]{36}/[a-z]+)?$"},
    }
