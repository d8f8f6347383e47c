"""One caller who asks for everything takes their share, and another one gets theirs at once."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from starlette.types import Receive, Scope, Send

from escalation.errors import TooManyRequests
from escalation.kit.web import bodies, routes
from escalation.kit.web.bodies import MOST_BYTES
from escalation.kit.web.fair_shares import FairShares, RequestLimits, TooManyAtOnce, TooManyBadKeys, TooOften
from escalation.kit.web.request_context import context_of
from tests.support.callers import NOBODY, Callers, Json
from tests.support.hostile_requests import JSON
from tests.support.receivers import NEIGHBOURHOOD
from tests.support.waiting import until

UNIT, OTHER = UUID(int=1), UUID(int=2)


async def settled() -> None:
    """Let everybody go on as far as they can."""
    for _ in range(20):
        await asyncio.sleep(0)


class Work:
    """Requests that are worked on until they are told to end, in the order in which they had their turn."""

    def __init__(self, shares: FairShares) -> None:
        self.shares, self.began = shares, list[str]()
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.ends: dict[str, asyncio.Event] = {}

    def ask(self, name: str, principal: str) -> None:
        self.ends[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._do(name, principal))

    async def _do(self, name: str, principal: str) -> None:
        leave = await self.shares.enter(principal)
        self.began.append(name)
        try:
            await self.ends[name].wait()
        finally:
            leave()

    async def finish(self) -> None:
        for end in self.ends.values():
            end.set()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)


async def test_who_asks_for_much_waits_behind_themselves_and_nobody_else_does() -> None:
    work = Work(FairShares(RequestLimits(at_once=2)))
    for n in range(6):
        work.ask(f"greedy {n}", "greedy")
    await settled()
    work.ask("modest", "modest")
    await settled()
    assert work.began == ["greedy 0", "greedy 1", "modest"]

    work.ends["greedy 1"].set()
    await settled()
    assert work.began[-1] == "greedy 2"
    await work.finish()
    assert work.began[3:] == [f"greedy {n}" for n in range(2, 6)]


async def test_who_has_gone_away_takes_no_turn_and_leaves_nothing_behind() -> None:
    shares = FairShares(RequestLimits(at_once=1))
    work = Work(shares)
    for name in ("first", "gone", "last"):
        work.ask(name, "key")
    await settled()
    work.tasks["gone"].cancel()
    await work.finish()
    assert (work.began, shares._queues) == (["first", "last"], {})


async def test_whose_turn_does_not_come_in_time_has_changed_nothing(callers: Callers) -> None:
    scopes = list[Scope]()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append(scope)
        await callers.app(scope, receive, send)

    headers = await callers.key("V1 handler")
    shares = callers.app.state.shares = FairShares(RequestLimits(at_once=1))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://testserver") as client:
        assert (await client.get("/v1/me", headers=headers)).status_code == 200
        leave = await shares.enter(str(context_of(scopes.pop()).principal))
        asked = asyncio.create_task(client.post("/v1/opinions", json={"title": "a"}, headers=headers))
        await until(lambda: _waits_for_its_turn(shares))
        context_of(scopes.pop()).allow(0)
        answer = await asked
        leave()
    assert (answer.status_code, answer.json()["code"]) == (408, "REQUEST_TIMEOUT")


async def _waits_for_its_turn(shares: FairShares) -> bool:
    return [queue.size for queue in shares._queues.values()] == [2]


async def test_no_more_wait_than_may() -> None:
    shares = FairShares(RequestLimits(at_once=1, waiting=1))
    work = Work(shares)
    work.ask("one", "key")
    work.ask("two", "key")
    await settled()
    with pytest.raises(TooManyAtOnce) as refused:
        await shares.enter("key")
    assert (refused.value.extra, refused.value.params) == ({"retry_after": 1}, {"at_once": 1, "waiting": 1})
    await work.finish()


def test_a_key_and_a_unit_ask_so_often_within_a_minute() -> None:
    now = 0.0
    shares = FairShares(RequestLimits(of_key=2, of_unit=3), clock=lambda: now)
    shares.admit("a", UNIT)
    shares.admit("a", UNIT)
    with pytest.raises(TooOften) as of_key:
        shares.admit("a", UNIT)
    shares.admit("b", UNIT)
    with pytest.raises(TooOften):
        shares.admit("c", UNIT)
    shares.admit("d", OTHER)
    assert of_key.value.extra == {"retry_after": 30}
    now = 30.0
    shares.admit("a", UNIT)


def test_bad_keys_are_counted_by_their_address() -> None:
    shares = FairShares(RequestLimits(bad_keys=1), clock=lambda: 0.0)
    shares.count_bad_key("10.0.0.1")
    with pytest.raises(TooManyBadKeys):
        shares.count_bad_key("10.0.0.1")
    shares.count_bad_key("10.0.0.2")


async def test_behind_an_address_that_shows_bad_keys_a_good_one_is_still_known(callers: Callers) -> None:
    callers.app.state.shares = FairShares(RequestLimits(bad_keys=2))
    bad = {"Authorization": "Bearer esk_nobody"}
    statuses = [(await callers.ask(NOBODY, "GET", "/v1/me", headers=bad)).status_code for _ in range(4)]
    assert statuses == [401, 401, 429, 429]
    callers.app.state.authenticator.keys.known.clear()
    assert (await callers.ask("K1 office", "GET", "/v1/me")).status_code == 200


async def test_whoever_asks_too_often_is_told_what_to_do(callers: Callers) -> None:
    callers.app.state.shares = FairShares(RequestLimits(of_key=1))
    await callers.key("K1 office")
    # At once: on a busy machine a second may pass from one to the next.
    asked = [callers.ask("K1 office", "GET", "/v1/me", headers={"Accept-Language": "en"}) for _ in range(5)]
    refused = next(each for each in await asyncio.gather(*asked) if each.status_code != 200)
    other = await callers.ask("K2 office", "GET", "/v1/me")
    assert (refused.status_code, int(refused.headers["retry-after"]) > 0, other.status_code) == (429, True, 200)
    assert "Retry-After" in refused.json()["detail"]


GREEDY: dict[str, tuple[str, str, Json]] = {
    "lists": ("GET", "/v1/tickets", {}),
    "reports": ("GET", "/v1/reports/overdue?group_by=unit", {}),
    "long polls": ("GET", "/v1/events?wait=25&after=latest", {}),
    "big bodies": (
        "POST", "/v1/opinions", {"content": b'{"title": "' + b"x" * 200_000 + b'"}', "headers": dict(JSON)},
    ),
    "imports": (
        "POST", "/v1/opinions/imports",
        {"content": b"title,content\n" + "路灯,不亮\n".encode() * 20_000, "headers": {"Content-Type": "text/csv"}},
    ),
    "streams": ("GET", "/v1/events/stream?after=latest", {}),
    "replays": ("POST", "/v1/webhook-endpoints/{endpoint}/replays", {"json": {"since": "2026-01-01T00:00:00Z"}}),
    "bad keys": ("GET", "/v1/tickets", {"headers": {"Authorization": "Bearer esk_nobody"}}),
}  # fmt: skip


@pytest.mark.parametrize("what", GREEDY)
async def test_one_key_that_asks_for_everything_leaves_others_their_turn(callers: Callers, what: str) -> None:
    shares = callers.app.state.shares = FairShares(RequestLimits(at_once=2))
    method, path, request = GREEDY[what]
    for who in ("C admin", "V1 handler"):
        await callers.key(who)
    endpoint = await callers.send("C admin", "/v1/webhook-endpoints", url=NEIGHBOURHOOD.receiver.url)
    who, path = NOBODY if what == "bad keys" else "C admin", path.format(endpoint=endpoint["id"])
    greedy = [asyncio.create_task(callers.ask(who, method, path, **request)) for _ in range(30)]
    await settled()
    assert (await callers.ask("V1 handler", "GET", "/v1/tickets")).status_code == 200
    for task in greedy:
        task.cancel()
    answers = await asyncio.gather(*greedy, return_exceptions=True)
    assert [each for each in answers if isinstance(each, TooManyRequests)] == []
    assert shares._queues == {}


async def test_large_bodies_are_decoded_one_at_a_time_and_others_go_on_in_between(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, decoded_in = 0, list[int]()

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def decode(raw: bytes) -> object:
        decoded_in.append(turns)
        return bodies.decode(raw)

    monkeypatch.setattr(routes, "decode", decode)
    method, path, request = GREEDY["big bodies"]
    going_on = asyncio.create_task(others())
    for at_once, fewest, most in ((1, 8, 8), (8, 1, 7)):  # The second is the control.
        callers.app.state.shares.large_bodies = asyncio.Semaphore(at_once)
        decoded_in.clear()
        answers = await asyncio.gather(*[callers.ask("V1 handler", method, path, **request) for _ in range(8)])
        assert {answer.status_code for answer in answers} == {422}
        assert fewest <= len(set(decoded_in)) <= most
    going_on.cancel()


async def test_of_one_sender_no_more_bodies_are_read_at_a_time_and_nobody_waits_behind_another_one(
    callers: Callers,
) -> None:
    arriving = asyncio.Event()
    read: dict[str, int] = {"V1 handler": 0, "V2 handler": 0}

    async def slowly(who: str) -> AsyncIterator[bytes]:
        read[who] += 1
        yield b'{"title": "'
        await arriving.wait()
        yield b'"}'

    def ask(who: str) -> "asyncio.Task[Response]":
        return asyncio.create_task(callers.ask(who, "POST", "/v1/opinions", content=slowly(who), headers=dict(JSON)))

    for who in read:
        await callers.key(who)
    for at_once, begun in ((2, 2), (10, 10)):  # The second is the control.
        callers.app.state.shares = FairShares(RequestLimits(at_once=at_once))
        read |= dict.fromkeys(read, 0)
        arriving.clear()
        asked = [*(ask("V1 handler") for _ in range(10)), ask("V2 handler")]
        await settled()
        assert read == {"V1 handler": begun, "V2 handler": 1}
        arriving.set()
        assert {answer.status_code for answer in await asyncio.gather(*asked)} == {422}


async def test_a_body_that_no_field_could_fill_is_refused_unread(callers: Callers) -> None:
    read = list[bytes]()

    async def endless() -> AsyncIterator[bytes]:
        while True:
            read.append(b" " * 1_000)
            yield read[-1]

    length = {**dict(JSON), "Content-Length": str(MOST_BYTES + 1)}
    answer = await callers.ask("V1 handler", "POST", "/v1/opinions", content=endless(), headers=length)
    assert (answer.status_code, len(read)) == (413, 0)
    answer = await callers.ask("V1 handler", "POST", "/v1/opinions", content=endless(), headers=dict(JSON))
    assert (answer.status_code, len(read)) == (413, MOST_BYTES // 1_000 + 1)
