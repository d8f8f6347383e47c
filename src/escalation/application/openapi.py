"""What can clients read about this interface? FastAPI's document, and what holds for every operation of it."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.web.auth import Public, permission_of
from escalation.kit.web.problems import MEDIA_TYPE
from escalation.tickets.api.openapi_moves import add_moves
from escalation.webhooks.api.openapi_webhooks import add_webhooks

_SCHEMAS, _RESPONSES, _KEY = "#/components/schemas/", "#/components/responses/", "api_key"

REFUSALS: dict[int | str, dict[str, Any]] = {
    "default": {"$ref": f"{_RESPONSES}Problem", "description": "Refused, or not possible just now."}
}
"""What every operation answers besides what it is asked for."""


class ProblemFault(BaseModel):
    """One place of the input that is wrong.

    `pointer` points into the body (RFC 6901), or is `?name` for a query parameter.
    """

    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457). `code` never changes; the texts are in the language of the caller.

    Some codes bring more members: TRANSITION_NOT_ALLOWED has `current_state` and `allowed_actions`.
    """

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    code: str = Field(pattern="^[A-Z][A-Z_]*$")
    errors: list[ProblemFault]
    request_id: str


def operation_id(route: APIRoute) -> str:
    """`listTickets` for `list_tickets`: what clients call the operation is what the function is called."""
    verb, *noun = route.name.split("_")
    return verb + "".join(map(str.capitalize, noun))


class DescribedApp(FastAPI):
    """An application whose document names its problems and says which operations need a key."""

    def openapi(self) -> dict[str, Any]:
        """The document; made once."""
        is_new = self.openapi_schema is None
        document = super().openapi()
        if is_new:
            self.openapi_schema = document = _plainly_named(document)
            _add_components(document["components"])
            add_moves(document["components"]["schemas"])
            _add_security(document["paths"], self)
            add_webhooks(document)
        return document


def _plainly_named(document: dict[str, Any]) -> dict[str, Any]:
    """`UnitPage` for `Page_UnitOut_`: pydantic names a generic model by its parameters; its title is its name."""
    text = json.dumps(document)
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("_"):
            text = text.replace(f'"{name}"', f'"{schema["title"]}"').replace(f'/{name}"', f'/{schema["title"]}"')
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def _add_components(components: dict[str, Any]) -> None:
    schema = Problem.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    components["schemas"] |= {**schema.pop("$defs"), Problem.__name__: schema}
    content = {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}{Problem.__name__}"}}}
    components["responses"] = {Problem.__name__: {"description": "The request was refused.", "content": content}}
    description = "An API key: `Authorization: Bearer esk_…`"
    components["securitySchemes"] = {_KEY: {"type": "http", "scheme": "bearer", "description": description}}


def _add_security(paths: dict[str, Any], app: FastAPI) -> None:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and not isinstance(permission_of(route), Public):
            for method in route.methods or ():
                paths[route.path][method.lower()]["security"] = [{_KEY: []}]
