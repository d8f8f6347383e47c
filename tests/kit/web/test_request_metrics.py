"""Requests are counted by the template of their route; what a caller makes up is no label."""

import httpx2
import pytest
from prometheus_client import REGISTRY

from escalation.kit.database.ids import new_id
from tests.support.callers import Callers

COUNT = "escalation_http_request_seconds_count"


def counted() -> dict[tuple[str, str, str], float]:
    return {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): sample.value
        for family in REGISTRY.collect()
        for sample in family.samples
        if sample.name == COUNT
    }


async def newly(
    client: httpx2.AsyncClient, method: str, path: str, **headers: str
) -> dict[tuple[str, str, str], float]:
    before = counted()
    await client.request(method, path, headers=headers)
    return {key: value - before.get(key, 0) for key, value in counted().items() if value != before.get(key, 0)}


async def test_a_request_counts_for_the_template_of_its_route(client: httpx2.AsyncClient) -> None:
    ticket = new_id()
    assert await newly(client, "GET", f"/v1/tickets/{ticket}") == {("GET", "/v1/tickets/{ticket_id}", "4xx"): 1}
    assert await newly(client, "GET", "/livez") == {("GET", "/livez", "2xx"): 1}
    assert not any(str(ticket) in label for key in counted() for label in key)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/13800131234"), ("GET", "/v1/tickets/x/y/z"), ("GET", "/%00"), ("BREW", "/v1/tickets")],
)
async def test_what_is_made_up_makes_no_label(client: httpx2.AsyncClient, method: str, path: str) -> None:
    ((_, route, status),) = await newly(client, method, path)
    assert route in {"none", "/v1/tickets"}
    assert status == "4xx"
    assert {method for method, _, _ in counted()} <= {
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "other",
    }


async def test_a_refused_header_counts_as_well(client: httpx2.AsyncClient) -> None:
    assert sum((await newly(client, "GET", "/livez", **{"X-Long": "x" * 40_000})).values()) == 1


async def test_nothing_is_under_way_when_all_is_answered(callers: Callers) -> None:
    await callers.get("V1 handler", "/v1/tickets")
    assert REGISTRY.get_sample_value("escalation_http_requests_under_way") == 0
