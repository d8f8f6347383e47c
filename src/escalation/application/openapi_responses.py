"""How is each operation refused, and which headers come with its answers? The responses of the OpenAPI document.

Refusals are typed: the response of a status lists the codes that have it, as the classes of refusals say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from escalation.application.openapi_problem_examples import problem_examples
from escalation.kit.web.problems import MEDIA_TYPE, kinds_of_refusals, status_of_kind

Json = dict[str, Any]

_SCHEMAS, _RESPONSES, _HEADERS = (f"#/components/{kind}/" for kind in ("schemas", "responses", "headers"))

REFUSALS: dict[int | str, Json] = {
    "default": {"$ref": f"{_RESPONSES}Problem", "description": "Refused, or not possible just now."}
}
"""What every operation answers besides what it is asked for."""

_REFUSED: Final[Mapping[int, tuple[str, str]]] = {
    400: ("BadRequest", "The request cannot be read: its address, a header, or its JSON."),
    401: ("Unauthenticated", "Nobody knows who calls: no credentials, or none that are good (any more)."),
    403: ("Forbidden", "Who calls is known, and may not do this."),
    404: ("NotFound", "There is no such thing, or none that the caller may see."),
    409: ("Conflict", "It is not possible as things stand."),
    410: ("Gone", "The cursor is older than what is kept."),
    412: ("PreconditionFailed", "The version that `If-Match` names is not the present one."),
    413: ("ContentTooLarge", "The body is longer than this operation takes."),
    415: ("UnsupportedMediaType", "The body is of another type, charset or encoding than this operation takes."),
    422: ("UnprocessableContent", "The request can be read, and is wrong: `errors` says where."),
    429: ("TooManyRequests", "Too often: come again after `Retry-After`."),
}
"""The statuses that operations name, with the names of their responses. Any other refusal is the default one."""

_ALWAYS: Final[Json] = {"X-Request-Id": {"$ref": f"{_HEADERS}X-Request-Id"}}
_WAIT: Final[Json] = {"Retry-After": {"$ref": f"{_HEADERS}Retry-After"}}
_SHOW_A_KEY: Final[Json] = {"WWW-Authenticate": {"$ref": f"{_HEADERS}WWW-Authenticate"}}
_IN_LANGUAGE: Final[Json] = {"Content-Language": {"$ref": f"{_HEADERS}Content-Language"}}
_TAG: Final[Json] = {"ETag": {"$ref": f"{_HEADERS}ETag"}}
_REPLAYED: Final[Json] = {"Idempotency-Replayed": {"$ref": f"{_HEADERS}Idempotency-Replayed"}}


class ProblemFault(BaseModel):
    """One place of the input that is wrong.

    `pointer` points into the body (RFC 6901), or is `?name` for a query parameter.
    """

    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457). `code` never changes; the texts are in the language of the caller.

    Some codes bring more members: TRANSITION_NOT_ALLOWED has `current_state` and `allowed_actions`. Whoever meets a
    code that they do not know goes by the status.
    """

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    code: str = Field(pattern="^[A-Z][A-Z_]*$")
    errors: list[ProblemFault]
    request_id: str


def add_components(components: Json) -> None:
    """Add the schema of problems, the headers, and a response for every status that operations name."""
    schema = Problem.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    components["schemas"] |= {**schema.pop("$defs"), Problem.__name__: schema}
    components["headers"] = _headers()
    codes = codes_by_status()
    schema["properties"]["code"]["x-extensible-enum"] = sorted({code for found in codes.values() for code in found})
    any_problem = _response("The request was refused.", {}, _ALWAYS | _IN_LANGUAGE | _WAIT, problem_examples(503))
    components["responses"] = {Problem.__name__: any_problem} | {
        name: _response(
            description, {"x-extensible-enum": codes[status]}, _headers_of(status), problem_examples(status)
        )
        for status, (name, description) in _REFUSED.items()
    }


def add_responses(operation: Json, *, is_public: bool, is_change: bool) -> None:
    """Say of an operation with which statuses it refuses, and which headers its answers have."""
    taken = {each.get("name") for each in operation.get("parameters", ()) if each.get("in") == "header"}
    responses: Json = operation["responses"]
    for response in responses.values():
        if "$ref" not in response:
            response["headers"] = response.get("headers", {}) | _headers_of_success(response, taken)
    for status in _statuses(operation, taken, is_public=is_public, is_change=is_change):
        responses.setdefault(str(status), {"$ref": f"{_RESPONSES}{_REFUSED[status][0]}"})
    responses.update({status: responses.pop(status) for status in sorted(responses)})


def codes_by_status() -> dict[int, list[str]]:
    """The codes of all refusals that a request may meet, by their status."""
    found: dict[int, set[str]] = defaultdict(set)
    for kind in kinds_of_refusals():
        found[status_of_kind(kind)].add(kind.code)
    return {status: sorted(codes) for status, codes in found.items()}


def _statuses(operation: Json, taken: set[str | None], *, is_public: bool, is_change: bool) -> Iterator[int]:
    parameters = operation.get("parameters", ())
    yield 400
    if not is_public or is_change:
        yield from (401, 403, 429)
    if is_change or parameters:
        yield from (404, 422)
    if is_change:
        yield from (409, 413, 415)
    if "If-Match" in taken:
        yield 412


def _headers_of_success(response: Json, taken: set[str | None]) -> Json:
    has_a_version = bool({"If-Match", "If-None-Match"} & taken) and ("content" in response or "If-None-Match" in taken)
    return _ALWAYS | (_TAG if has_a_version else {}) | (_REPLAYED if "Idempotency-Key" in taken else {})


def _headers_of(status: int) -> Json:
    more = _SHOW_A_KEY if status == 401 else _WAIT if status in (409, 429) else {}
    return _ALWAYS | _IN_LANGUAGE | more


def _response(description: str, code: Json, headers: Json, examples: Json) -> Json:
    schema: Json = {"$ref": f"{_SCHEMAS}{Problem.__name__}"}
    if code:
        schema = {"allOf": [schema, {"type": "object", "properties": {"code": {"type": "string", **code}}}]}
    return {
        "description": description,
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}},
    }


def _headers() -> Json:
    return {
        "X-Request-Id": _header(
            "By which the request is found in the log; the one that was sent, if it has this form.",
            {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"},
            required=True,
        ),
        "ETag": _header(
            "The version, for `If-Match` and `If-None-Match`; weak (`W/`) where the answer is compressed.",
            {"type": "string", "pattern": '^(W/)?"[0-9]+"$'},
        ),
        "Idempotency-Replayed": _header(
            "That this is the answer which the same key was given before, and nothing was done again.",
            {"type": "string", "enum": ["true"]},
        ),
        "Retry-After": _header("Seconds to wait.", {"type": "integer", "minimum": 0}),
        "WWW-Authenticate": _header("How to show who one is.", {"type": "string", "enum": ["Bearer"]}, required=True),
        "Content-Language": _header(
            "Of the texts: as `Accept-Language` wishes, or the server's own.",
            {"type": "string", "enum": ["zh-Hans", "en"]},
            required=True,
        ),
    }


def _header(description: str, schema: Json, *, required: bool = False) -> Json:
    return {"description": description, "schema": schema} | ({"required": True} if required else {})
