"""Pages of other sites ask where the operator has named them, whatever the answer is; others are kept from it."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from escalation.application.app import attach, build_app
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.cross_origin import ASKED, TOLD
from escalation.kit.web.rate_limit import EACH

CITY = "https://city.example.cn"
ELSEWHERE = [
    "https://elsewhere.example.cn",
    "http://city.example.cn",
    "https://city.example.cn:8443",
    "https://city.example.cn.evil.example",
    "https://CITY.example.cn",
    "null",
    "*",
]
SENT = "/v1/submissions"


@pytest.fixture(scope="module")
def open_to_a_city() -> FastAPI:
    return build_app(default_language="en", allowed_origins=[CITY])


@pytest.fixture
async def client(open_to_a_city: FastAPI, runtime: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    app = attach(open_to_a_city, runtime)
    app.state.drain.has_begun = False
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url="http://testserver", headers={"Origin": CITY}
    ) as client:
        yield client


def told(answer: httpx2.Response, name: str) -> set[str]:
    """The names in a header that lists some, in small letters."""
    return {each.strip().lower() for each in answer.headers.get(name, "").split(",") if each.strip()}


async def preflight(client: httpx2.AsyncClient, method: str, *headers: str, origin: str = CITY) -> httpx2.Response:
    asked = {"Origin": origin, "Access-Control-Request-Method": method}
    if headers:
        asked["Access-Control-Request-Headers"] = ",".join(sorted(headers)).lower()
    return await client.options("/v1/tickets", headers=asked)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_a_page_asks_first_and_may(client: httpx2.AsyncClient, method: str) -> None:
    answer = await preflight(client, method, *ASKED, "Content-Type")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, CITY)
    assert method.lower() in told(answer, "access-control-allow-methods")
    assert told(answer, "access-control-allow-headers") >= {each.lower() for each in (*ASKED, "Content-Type")}
    assert "origin" in told(answer, "vary")
    assert "access-control-allow-credentials" not in answer.headers


async def test_what_was_not_named_is_not_allowed(client: httpx2.AsyncClient) -> None:
    assert (await preflight(client, "POST", "X-CSRF-Token")).status_code == 400
    assert (await preflight(client, "TRACE")).status_code == 400
    for origin in ELSEWHERE:
        for answer in (
            await preflight(client, "POST", origin=origin),
            await client.get("/v1/tickets", headers={"Origin": origin}),
        ):
            assert "access-control-allow-origin" not in answer.headers
            assert "origin" in told(answer, "vary")


async def test_every_answer_can_be_read_by_the_page_refusals_as_well(client: httpx2.AsyncClient) -> None:
    answers = [
        await client.get("/v1/vocabulary"),
        await client.get("/v1/tickets"),
        await client.get("/v1/nothing"),
        await client.post(SENT, content=b"[" * 3_000_000, headers={"Content-Type": "application/json"}),
        await client.get("/v1/tickets", headers=[("If-Match", "1"), ("If-Match", "2")]),
        *[await client.post("/v1/track", json={"tracking_code": "0000-0000-0000-0000"}) for _ in range(EACH + 2)],
    ]
    assert {answer.status_code for answer in answers} >= {400, 401, 404, 413, 429}
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == CITY
        assert "origin" in told(answer, "vary")
        assert told(answer, "access-control-expose-headers") == {each.lower() for each in TOLD}
        assert "access-control-allow-credentials" not in answer.headers
    assert answers[-1].headers["retry-after"]


async def test_without_any_origin_nothing_is_added(app: FastAPI) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://testserver") as client:
        answer = await client.get("/v1/tickets", headers={"Origin": CITY})
        asked_first = await preflight(client, "POST")
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert asked_first.status_code == 405
