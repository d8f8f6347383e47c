"""What can be read can be asked for its head; a request says which host it is for."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.support.callers import Callers


@pytest.fixture
async def named(callers: Callers) -> AsyncIterator[Callers]:
    """A server with names of its own."""
    callers.app.state.allowed_hosts = frozenset({"escalation.example.org"})
    yield callers
    callers.app.state.allowed_hosts = frozenset()


@pytest.mark.parametrize("path", ["/v1/tickets", "/v1/me", "/livez", "/v1/exports/tickets", "/v1/events/stream"])
async def test_a_head_is_what_goes_before_the_answer(callers: Callers, path: str) -> None:
    head = await callers.ask("K1 office", "HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["x-content-type-options"] == "nosniff"


async def test_the_head_says_how_long_the_answer_would_be(callers: Callers) -> None:
    head, whole = [await callers.ask("K1 office", method, "/v1/units") for method in ("HEAD", "GET")]
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(whole.content))


async def test_what_is_not_there_has_no_head_either(callers: Callers) -> None:
    assert (await callers.ask("K1 office", "HEAD", "/v1/nothing")).status_code == 404
    refused = await callers.ask("K1 office", "HEAD", "/v1/track")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


async def test_a_request_says_which_host_it_is_for(callers: Callers) -> None:
    wish = httpx2.Request("GET", "http://testserver/livez")
    del wish.headers["host"]
    answer = await callers.transport.handle_async_request(wish)
    await answer.aread()
    assert answer.status_code == 400
    assert b"INVALID_HEADER" in answer.content


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("escalation.example.org", "/v1/units", 401),
        ("ESCALATION.example.org:8443", "/v1/units", 401),
        ("elsewhere.example.org", "/v1/units", 400),
        ("escalation.example.org.evil", "/v1/units", 400),
        ("10.0.0.7", "/livez", 200),
    ],
)
async def test_only_the_hosts_that_were_named_are_answered(named: Callers, host: str, path: str, status: int) -> None:
    wish = httpx2.Request("GET", f"http://testserver{path}", headers={"Host": host})
    assert (await named.transport.handle_async_request(wish)).status_code == status
