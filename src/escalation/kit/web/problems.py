"""How is a refusal said to the caller? As one RFC 9457 document, in the caller's language, echoing nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any, cast

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY

from escalation import errors
from escalation.errors import Fault, Param, Refusal
from escalation.kit.web import errors as web_errors
from escalation.kit.web.language import TAGS, language_of
from escalation.kit.web.request_context import context_of
from escalation.kit.web.validation_errors import faults_of, shown
from escalation.texts import Language, translate

MEDIA_TYPE = "application/problem+json"

STATUSES: Mapping[type[Refusal], int] = {
    errors.BadRequest: 400,
    errors.Unauthenticated: 401,
    errors.ForbiddenAction: 403,
    errors.NotFound: 404,
    web_errors.MethodNotAllowed: 405,
    web_errors.RequestTimedOut: 408,
    errors.Conflict: 409,
    errors.CursorExpired: 410,
    errors.StaleVersion: 412,
    web_errors.PayloadTooLarge: 413,
    web_errors.UnsupportedMediaType: 415,
    errors.Unprocessable: 422,
    errors.TooManyRequests: 429,
    web_errors.HeadersTooLarge: 431,
    errors.InternalError: 500,
    errors.ConfigurationInvalid: 500,
    errors.Unavailable: 503,
}
"""Each kind of refusal has the status of its nearest ancestor in this table."""

MOST_ERRORS = 200
"""Of a document with a hundred thousand faults, the first tell enough."""

_SECONDS_TO_WAIT = 1
_RETRYABLE = (429, 503)


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal; 400 for a kind the table does not know."""
    return status_of_kind(type(refusal))


def status_of_kind(kind: type[Refusal]) -> int:
    """The HTTP status of refusals of a kind."""
    return next((STATUSES[each] for each in kind.__mro__ if each in STATUSES), 400)


def kinds_of_refusals(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every kind of refusal that a request may meet: those of the terminal are left out, and whatever is not ours."""
    for kind in base.__subclasses__():
        if kind.__module__.startswith("escalation.") and not kind.__module__.startswith("escalation.cli."):
            if kind.code != Refusal.code:
                yield kind
            yield from kinds_of_refusals(kind)


def problem(refusal: Refusal, scope: Mapping[str, Any], *, status: int | None = None) -> Response:
    """The answer to a refused request. `status` overrides the one of its class."""
    current = context_of(scope)
    language = language_of(scope)
    current.code = refusal.code
    status = status or status_of(refusal)
    document = problem_document(refusal, language, current.request_id, status=status)
    headers = {"Content-Language": TAGS[language], **headers_of(refusal, status)}
    return Response(orjson.dumps(document, default=str), status, headers, MEDIA_TYPE)


def problem_document(refusal: Refusal, language: Language, request_id: str, *, status: int) -> dict[str, Any]:
    """The members of a problem document."""
    document = {
        "type": f"/problems/{refusal.code}",
        "title": translate(type(refusal).title, language),
        "status": status,
        "detail": localize(refusal.message, refusal.params, language),
        "code": refusal.code,
        "errors": [_error(fault, language) for fault in refusal.faults[:MOST_ERRORS]],
        "request_id": request_id,
    }
    return document | {name: value for name, value in refusal.extra.items() if name not in document}


def localize(message_id: str, params: Mapping[str, Param], language: Language) -> str:
    """The text in `language`, its placeholders filled. One that has no value is left out, not an error."""
    text = translate(message_id, language)
    return _FORGIVING.vformat(text, (), params) if "{" in text else text


def install_problems(app: FastAPI) -> None:
    """Answer every refusal, ours or a library's, with a problem document.

    What is none of these is a mistake of ours; the edge answers and logs it.
    """
    app.add_exception_handler(Refusal, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_exception)


class _Forgiving(Formatter):
    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        value = kwargs.get(str(key))
        return "" if value is None else value


_FORGIVING = _Forgiving()


def _error(fault: Fault, language: Language) -> dict[str, str]:
    return {
        "pointer": shown(fault.pointer),
        "code": fault.code,
        "detail": localize(fault.detail, fault.params, language),
    }


def headers_of(refusal: Refusal, status: int) -> dict[str, str]:
    """What goes along with a refusal: how to show a key, when to come again."""
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if status == 408:
        # The rest of the body may still come, and must not be read as the next request.
        return {"Connection": "close"}
    if status in _RETRYABLE or "retry_after" in refusal.extra:
        return {"Retry-After": str(refusal.extra.get("retry_after", _SECONDS_TO_WAIT))}
    return {}


async def _on_refusal(request: Request, error: Exception) -> Response:
    return problem(cast(Refusal, error), request.scope)


async def _on_validation_error(request: Request, error: Exception) -> Response:
    return problem(_refusal_of(cast(RequestValidationError, error)), request.scope)


def _refusal_of(error: RequestValidationError) -> Refusal:
    """A wrong id in the path names nothing, and a wrong header is unreadable: neither is a wrong field."""
    places = {found["loc"][0]: found["loc"] for found in reversed(error.errors())}
    if "path" in places:
        return errors.NotFound()
    if "header" in places:
        said = next(found["msg"] for found in error.errors() if found["loc"][0] == "header")
        is_ours = any(found["type"] == "invalid_header" for found in error.errors())
        return web_errors.InvalidHeader(said if is_ours else None, header=str(places["header"][-1]))
    return errors.ValidationFailed(faults=faults_of(error.errors(), error.body))


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """Refusals of Starlette and FastAPI themselves; what they say about it is not passed on."""
    match cast(HTTPException, error).status_code:
        case 405:
            answer = problem(web_errors.MethodNotAllowed(), request.scope)
            answer.headers["Allow"] = ", ".join(_methods_of(request))
            return answer
        case 413:
            return problem(web_errors.PayloadTooLarge(limit=request.scope.get(MAX_BODY_SIZE_SCOPE_KEY)), request.scope)
        case status:
            return problem(_KINDS.get(status, errors.BadRequest)(), request.scope, status=status)


_KINDS: Mapping[int, type[Refusal]] = {
    401: errors.Unauthenticated,
    403: errors.ForbiddenAction,
    404: errors.NotFound,
    415: web_errors.UnsupportedMediaType,
    422: errors.ValidationFailed,
    429: errors.TooManyRequests,
    500: errors.InternalError,
    503: errors.DatabaseUnavailable,
}


def _methods_of(request: Request) -> Iterable[str]:
    """All methods of all routes on this path: Starlette itself names those of the first one only."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    routes = iter_route_contexts(request.app.routes)
    matching = (route for route in routes if route.methods and route.path_regex.match(path))
    methods = {method for route in matching for method in route.methods or ()}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)
