"""Which operations does the app offer, as it has them and as its OpenAPI document describes them?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fastapi.routing import APIRoute, iter_route_contexts

from escalation.kit.web.auth import Permission, permission_of
from tests.support.composed_app import an_app
from tests.support.good_requests import NEEDED, ROUTES, Good, Json, filled
from tests.support.things import Things

ITS_OWN_DOCUMENT = "GET /openapi.json"
"""FastAPI's own route: it has no permission, no parameters and nothing of anybody's in it."""

_CSV = "text/csv"
_BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, as the app has it and as its OpenAPI document describes it."""

    method: str
    path: str
    permission: Permission | None
    described: Json

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def good(self) -> Good:
        return ROUTES[str(self)]

    def takes(self, place: str) -> dict[str, Json]:
        """The schemas of its parameters in `path`, `query` or `header`."""
        parameters = map(_followed, self.described.get("parameters", ()))
        return {each["name"]: _inner(each["schema"]) for each in parameters if each["in"] == place}

    def fields(self) -> dict[str, Json]:
        """The schemas of the fields of its JSON body; none if it takes none, or one of any form.

        Of several forms the last one is the open one, which has all fields.
        """
        content = self.described.get("requestBody", {}).get("content", {})
        model = _inner(content.get("application/json", {}).get("schema", {}))
        if "oneOf" in model:
            model = _followed(model["oneOf"][-1])
        return {name: _inner(schema) for name, schema in model.get("properties", {}).items()}

    @property
    def takes_a_body(self) -> bool:
        return "requestBody" in self.described

    @property
    def takes_a_file(self) -> bool:
        return self.file_type is not None

    @property
    def file_type(self) -> str | None:
        """The media type of the file it takes; `None` if it takes none."""
        content = self.described.get("requestBody", {}).get("content", {})
        return next((kind for kind in (_CSV, _BYTES) if kind in content), None)

    @property
    def speaks_open311(self) -> bool:
        """Whether it answers and refuses as GeoReport does."""
        return self.path.startswith("/open311/")

    @property
    def takes_a_form(self) -> bool:
        return self.good.form is not None

    def url(self, things: Things, **instead: str) -> str:
        """Where it is, its path naming these things."""
        query = f"?{NEEDED[str(self)]}" if str(self) in NEEDED else ""
        return self.path.format(**{**self.names(things), **instead}) + query

    def names(self, things: Things) -> Things:
        """What its path names."""
        own = {name: str(filled(value, things)) for name, value in self.good.instead.items()}
        return {name: {**things, **own}[name] for name in re.findall(r"{(\w+)}", self.path)}

    def request(self, things: Things, **changes: object) -> Json:
        """The body of a good request, ready to be sent, with some fields changed."""
        if self.good.form is not None:
            return {"data": {name: filled(value, things) for name, value in {**self.good.form, **changes}.items()}}
        if self.good.lines:
            lines = [*self.good.lines, *(["路灯,坏了"] if changes else [])]
            return {"content": "\n".join(lines).encode(), "headers": {"Content-Type": _CSV}}
        if self.good.part:
            return {"content": self.good.part, "headers": {"Content-Type": _BYTES}}
        body = self.good.body(things)
        return {} if body is None else {"json": {**body, **{n: filled(v, things) for n, v in changes.items()}}}


@cache
def offered() -> tuple[Operation, ...]:
    """Every operation the app has."""
    return tuple(_offered())


@cache
def document() -> Json:
    """What the application says of itself: made once a process, it takes a second. To be changed in a copy only."""
    return an_app().openapi()


def _offered() -> Iterator[Operation]:
    app, described = an_app(), document()["paths"]
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        permission = permission_of(route) if isinstance(route, APIRoute) else None
        path = str(context.path).replace(":path}", "}")  # how it is matched is no part of its name
        for method in sorted((context.methods or set()) - {"HEAD"}):
            yield Operation(method, path, permission, described.get(path, {}).get(method.lower(), {}))


OPERATIONS = tuple(operation for operation in offered() if str(operation) != ITS_OWN_DOCUMENT)


DESCRIBED = tuple(operation for operation in OPERATIONS if operation.described)
"""All but pages, which are for people and no part of the interface."""


def leaves(schema: Json, schemas: Json) -> Iterator[Json]:
    """What a value may be in the end: references followed, lists entered."""
    if "$ref" in schema:
        yield from leaves(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    elif inner := [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]:
        for each in inner:
            yield from leaves(each, schemas)
    elif "items" in schema:
        yield from leaves(schema["items"], schemas)
    else:
        yield schema


def _inner(schema: Json) -> Json:
    """What a schema says of values that are not null, references followed."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    if len(choices) == 1:
        return _inner(choices[0])
    if "items" in schema:
        return {**schema, "items": _inner(schema["items"])}
    return _followed(schema)


def _followed(reference: Json) -> Json:
    """What a reference stands for; anything else as it is."""
    if "$ref" not in reference:
        return reference
    kind, name = reference["$ref"].split("/")[-2:]
    found: Json = document()["components"][kind][name]
    return found
