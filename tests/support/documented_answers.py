"""Is an answer what the OpenAPI document promises?"""

from copy import deepcopy
from functools import cache

import httpx2
import schemathesis
from schemathesis.schemas import BaseSchema

from tests.support.route_inventory import Operation, document


def assert_kept(operation: Operation, answer: httpx2.Response) -> None:
    """Raises for a status, a media type or a body that the document does not tell of."""
    if operation.described:
        _document()[operation.path][operation.method].validate_response(answer)


@cache
def _document() -> BaseSchema:
    return schemathesis.openapi.from_dict(deepcopy(document()))
