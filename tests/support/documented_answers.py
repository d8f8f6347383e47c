"""Is an answer what the OpenAPI document promises?"""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from http import HTTPStatus

import httpx2
import schemathesis
from schemathesis.schemas import BaseSchema

from tests.support.route_inventory import Operation, document


def assert_kept(operation: Operation, answer: httpx2.Response) -> None:
    """Raises for a status, a media type or a body that the document does not tell of."""
    if operation.described:
        _document()[operation.path][operation.method].validate_response(answer)


def undocumented(operation: Operation, answer: httpx2.Response) -> Iterator[str]:
    """What the document does not tell of a refusal: that the operation has such a status, or the status such a code."""
    status, responses = answer.status_code, operation.described.get("responses", {})
    if not responses or status in _ANYWHERE or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    if str(status) not in responses:
        yield f"the document has no {status} here"
        return
    if operation.speaks_open311:
        return
    refused = document()["components"]["responses"][responses[str(status)]["$ref"].rpartition("/")[2]]
    _, typed = refused["content"]["application/problem+json"]["schema"]["allOf"]
    code = answer.json()["code"]
    if code not in typed["properties"]["code"]["x-extensible-enum"]:
        yield f"the document has no {code} among the codes of {status}"


_ANYWHERE = frozenset({405, 408, 431})
"""Refused before anybody looks which operation it is: the default response."""


@cache
def _document() -> BaseSchema:
    return schemathesis.openapi.from_dict(deepcopy(document()))
