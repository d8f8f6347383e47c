"""How do GeoReport's routes differ from all others? An `api_key` that comes as a parameter, and errors in its own form.

Permissions, shares and limits are those of all routes: the parameter becomes the header that everybody else sends.
"""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Final

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

from escalation.errors import (
    BadRequest,
    Fault,
    ForbiddenAction,
    NotFound,
    Refusal,
    Unauthenticated,
    Unprocessable,
    ValidationFailed,
)
from escalation.kit.web.bodies import read_whole, refuse_by_headers, unsupported
from escalation.kit.web.forms import FORM, pairs_of_form
from escalation.kit.web.language import language_of
from escalation.kit.web.problems import MOST_ERRORS, headers_of, localize, status_of
from escalation.kit.web.request_context import context_of
from escalation.kit.web.routes import Handler, PrefixRouter, StrictRoute
from escalation.kit.web.validation_errors import faults_of
from escalation.open311.api.formats import ReportFormat, answered

API_KEY: Final = "api_key"
MOST_BYTES: Final = 256 << 10
MOST_FIELDS: Final = 200
_PREFIX: Final = "esk_"

# What our use cases name otherwise than GeoReport does.
_NAMES: Final[Mapping[str, str]] = {
    "/unit_code": "jurisdiction_id", "/category": "service_code", "/title": "description", "/content": "description",
}  # fmt: skip
_NOT_FOUND: Final = frozenset({"unknown_unit", "unknown_category", "retired_category"})


class ReportRoute(StrictRoute):
    """A route of GeoReport. A form's pairs are kept with the request, for `submitted_pairs`."""

    media_types: ClassVar[frozenset[str]] = frozenset({FORM})

    def get_route_handler(self) -> Handler:
        """What every route does, with errors as the specification wants them."""
        return partial(_answer, answer=super().get_route_handler())

    async def _read(self, request: Request) -> Request:
        if not refuse_by_headers(request.scope, self.media_types, MOST_BYTES):
            raise unsupported(self.media_types)
        raw = await read_whole(request.receive, MOST_BYTES)
        context_of(request.scope).may_have_acted = True
        pairs = pairs_of_form(raw, most=MOST_FIELDS)
        scope = _with_key(request.scope, next((value for name, value in pairs if name == API_KEY), None))
        return _FormRequest({**scope, _KEPT: pairs}, raw)


report_router = partial(PrefixRouter, route_class=ReportRoute, redirect_slashes=False)
"""Makes routers of GeoReport."""


def submitted_pairs(request: Request) -> list[tuple[str, str]]:
    """The names and values of the form that was sent, in its order."""
    pairs: list[tuple[str, str]] = request.scope[_KEPT]
    return pairs


_KEPT: Final = "escalation.open311.pairs"


class _FormRequest(Request):
    """The request with its body read."""

    def __init__(self, scope: Mapping[str, Any], raw: bytes) -> None:
        super().__init__(dict(scope))
        self._body = raw

    async def json(self) -> None:
        """No route of GeoReport declares a body of JSON."""


async def _answer(request: Request, *, answer: Handler) -> Response:
    key = request.query_params.get(API_KEY) if request.scope["query_string"] else None
    try:
        return await answer(Request(_with_key(request.scope, key), request.receive))
    except Refusal as refusal:
        return _refused(request, refusal)
    except RequestValidationError as error:
        return _refused(request, _refusal_of(error))


def _with_key(scope: Mapping[str, Any], key: str | None) -> dict[str, Any]:
    """A request whose header has the key. What a header says already goes before; another secret is no API key."""
    if not key or any(name == b"authorization" for name, _ in scope["headers"]):
        return dict(scope)
    shown = key if key.startswith(_PREFIX) and key.isascii() else _PREFIX
    return {**scope, "headers": [*scope["headers"], (b"authorization", f"Bearer {shown}".encode())]}


def _refusal_of(error: RequestValidationError) -> Refusal:
    """A format or an id that is none names nothing."""
    places = {found["loc"][0] for found in error.errors()}
    return NotFound() if "path" in places else ValidationFailed(faults=faults_of(error.errors(), None))


def _refused(request: Request, refusal: Refusal) -> Response:
    """One error for each fault, as the specification has them. `code` is the status."""
    context_of(request.scope).code = refusal.code
    status = _status(refusal)
    language = language_of(request.scope)
    whole = localize(refusal.message, refusal.params, language)
    described = [
        f"{_name(fault)}: {localize(fault.detail, fault.params, language)}" for fault in refusal.faults[:MOST_ERRORS]
    ]
    errors = [{"code": status, "description": text} for text in described or [whole]]
    answer = answered(_format(request), "errors", errors, status)
    answer.headers.update(headers_of(refusal, status_of(refusal)))
    return answer


def _status(refusal: Refusal) -> int:
    match refusal:
        case Unauthenticated() | ForbiddenAction():
            return 403
        case ValidationFailed() if any(fault.code in _NOT_FOUND for fault in refusal.faults):
            return 404
        case Unprocessable() | BadRequest():
            return 400
        case _:
            return status_of(refusal)


def _name(fault: Fault) -> str:
    named = _NAMES.get(fault.pointer)
    first, _, rest = fault.pointer.lstrip("/?").partition("/")
    if first == "attributes":
        return f"attribute[{rest.partition('/')[0]}]"
    # What could be a name is repeated in the answer, and nothing else that somebody sent.
    return named or (first if _FIELD.fullmatch(first) else "request")


_FIELD: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _format(request: Request) -> ReportFormat:
    """XML is what the specification requires: so is answered whoever asks for something else."""
    return ReportFormat.JSON if request.scope["path"].endswith(".json") else ReportFormat.XML
