"""Every list of the interface has pages, or says here what bounds it: a list that is new has to do one of them."""

from typing import Final

from tests.support.callers import Json
from tests.support.route_inventory import DESCRIBED, Operation, document

_OF_ONE: Final = "what one ticket, opinion, visit, endpoint, unit or person has"
_PUBLISHED: Final = "what is published, or comes with the program"
_BELOW: Final = "a row for each unit directly below one; counting grows with what is counted"
_KEPT: Final = "what somebody keeps, of which there is a limit"
_FOUND: Final = "the best few, or what is behind a place of the log"

WHOLE: Final[dict[str, str]] = {
    "GET /v1/tickets/{ticket_id}/actions": _OF_ONE,
    "GET /v1/tickets/{ticket_id}/events": _FOUND,
    "GET /v1/tickets/{ticket_id}/hand-overs": _OF_ONE,
    "GET /v1/tickets/{ticket_id}/joint-tasks": _OF_ONE,
    "GET /v1/tickets/{ticket_id}/requests": _OF_ONE,
    "GET /v1/tickets/{ticket_id}/orders": _OF_ONE,
    "GET /v1/tickets/{ticket_id}/forms": _OF_ONE,
    "GET /v1/opinions/{opinion_id}/contact-reads": _OF_ONE,
    "GET /v1/visits/{visit_id}/household-reads": _OF_ONE,
    "GET /v1/sessions": _OF_ONE,
    "GET /v1/tokens": _OF_ONE,
    "GET /v1/me/channels": _OF_ONE,
    "GET /v1/me/channels/{channel_id}/rules": _OF_ONE,
    "GET /v1/units/{unit_id}/channels": _OF_ONE,
    "GET /v1/units/{unit_id}/channels/{channel_id}/rules": _OF_ONE,
    "GET /v1/units/{unit_id}/message-templates": _OF_ONE,
    "GET /v1/unit-tasks": _OF_ONE,
    "GET /v1/webhook-endpoints/{endpoint_id}/secrets": _OF_ONE,
    "GET /v1/work": _OF_ONE,
    "GET /v1/categories": _PUBLISHED,
    "GET /v1/diary-grades": _PUBLISHED,
    "GET /v1/event-types": _PUBLISHED,
    "GET /v1/workflows": _PUBLISHED,
    "GET /v1/policies": _PUBLISHED,
    "GET /v1/calendars": _PUBLISHED,
    "GET /v1/catalogues": _PUBLISHED,
    "GET /v1/programmes": _PUBLISHED,
    "GET /v1/vocabulary": _PUBLISHED,
    "GET /v1/reports/by-unit": _BELOW,
    "GET /v1/reports/rates": _BELOW,
    "GET /v1/reports/overdue": _BELOW,
    "GET /v1/reports/breached": _BELOW,
    "GET /v1/reports/lapsed": _BELOW,
    "GET /v1/reports/climbed": _BELOW,
    "GET /v1/reports/on-time": _BELOW,
    "GET /v1/scores": _BELOW,
    "GET /v1/contact-checks/coverage": _BELOW,
    "GET /v1/diary-counts": _BELOW,
    "GET /v1/ledger-counts": _BELOW,
    "GET /v1/supervision-results": _BELOW,
    "GET /v1/unit-task-progress": _BELOW,
    "GET /v1/activity-trends": _BELOW,
    "GET /v1/visits/compliance": _BELOW,
    "GET /v1/visits/confirmation-figures": _BELOW,
    "GET /v1/saved-views": _KEPT,
    "GET /v1/drafts": _KEPT,
    "GET /v1/standard-replies": _KEPT,
    "GET /v1/categories/suggest": _FOUND,
    "GET /v1/submissions/units": _FOUND,
    "GET /v1/events": _FOUND,
    "GET /open311/v2/services.{format}": _PUBLISHED,
    "GET /open311/v2/requests.{format}": "a thousand of ninety days at most, without pages, as GeoReport v2 has it",
    "GET /open311/v2/requests/{service_request_id}.{format}": _OF_ONE,
    "GET /open311/v2/tokens/{token}.{format}": _OF_ONE,
}
"""Lists that come as a whole, and what bounds them."""


def _is_list(operation: Operation) -> bool:
    """Whether it answers with rows: as `items`, as `features` of a map or as an array, in one of its forms."""
    answer = operation.described.get("responses", {}).get("200", {}).get("content", {}).get("application/json", {})
    schema: Json = answer.get("schema", {})
    return any(map(_has_rows, schema.get("anyOf", [schema])))


def _has_rows(schema: Json) -> bool:
    described: Json = document()["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
    fields = described.get("properties", {})
    rows = [described, *(fields[name] for name in ("items", "features") if name in fields)]
    return any(each.get("type") == "array" for each in rows)


LISTS: Final = [each for each in DESCRIBED if each.method == "GET" and _is_list(each)]
PAGED: Final = [each for each in LISTS if {"limit", "cursor"} <= set(each.takes("query"))]


def test_every_list_has_pages_or_says_what_bounds_it() -> None:
    assert {str(each) for each in LISTS} - {str(each) for each in PAGED} == set(WHOLE)
    assert len(PAGED) > len(LISTS) // 3
