"""How is a call made? Signed, and repeated where repeating has no second effect."""

import json
import random
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Generic, Protocol, TypeVar, cast
from urllib.parse import urlencode

from escalation_client.calls import Call
from escalation_client.flows import Answer, Flow, Pause, Send
from escalation_client.problems import ConnectionLost, problem_of, seconds_to_wait

T = TypeVar("T")

_SAFE = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}
_NOT_DONE = {"DRAINING", "IDEMPOTENCY_KEY_IN_USE"}
"""Of these the server says that nothing was done, or that its answer is waited for."""


class Credentials(Protocol):
    """Who asks."""

    def headers(self) -> Flow[Mapping[str, str]]:
        """Headers of the next request; may ask for new tokens first."""

    def renew(self, refused: Mapping[str, str]) -> Flow[bool]:
        """The server answered 401 to these headers: whether others are to be had."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key with which there is no other value: for everybody who holds one key of the API."""

    key: str = field(repr=False)

    def headers(self) -> Flow[Mapping[str, str]]:
        """The same for every request."""
        yield from ()
        return {"Authorization": f"Bearer {self.key}"}

    def renew(self, refused: Mapping[str, str]) -> Flow[bool]:
        """There is no other."""
        yield from ()
        return False


class Nobody:
    """For what is open to everybody: submissions, tracking, signing in."""

    def headers(self) -> Flow[Mapping[str, str]]:
        """None."""
        yield from ()
        return {}

    def renew(self, refused: Mapping[str, str]) -> Flow[bool]:
        """There are none."""
        yield from ()
        return False


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a request is sent at most, the first time included, and how long is waited between, in seconds.

    The wait doubles from `base` on, up to `longest`; a server that asks for more than that is not waited for.
    """

    attempts: int = 5
    base: float = 0.25
    longest: float = 30.0

    def pause(self, attempt: int) -> float:
        """Anywhere in its upper half: those who were cut off together do not come back together."""
        return float(min(self.longest, self.base * 2 ** (attempt - 1)) * random.uniform(0.5, 1))  # noqa: S311  # No secret.


@dataclass(frozen=True, slots=True)
class Versioned(Generic[T]):
    """A value, and the entity tag of the version that it was read in."""

    value: T
    etag: str | None


class Requester:
    """Makes calls of one server."""

    def __init__(
        self, base_url: str, credentials: Credentials, *, headers: Mapping[str, str], retry: Retry,
        now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        """`headers`: those of every request; `now`: seconds since 1970."""
        self.base_url = base_url.rstrip("/")
        self._credentials, self._headers, self._retry, self._now = credentials, headers, retry, now

    def send(self, call: Call[T]) -> Flow[T]:
        """What is answered. Raises `Problem`, `ConnectionLost`, `SignedOut`."""
        answer = yield from self.ask(call)
        return cast(T, _READERS[call.answer](answer.content))

    def read(self, call: Call[T], known: Versioned[T] | None = None) -> Flow[Versioned[T]]:
        """What is answered; `known` itself where nothing has changed since (304)."""
        answer = yield from self.ask(replace(call, if_none_match=known.etag) if known else call)
        if known and answer.status == 304:
            return known
        return Versioned(cast(T, _READERS[call.answer](answer.content)), answer.headers.get("etag"))

    def ask(self, call: Call[Any]) -> Flow[Answer]:
        """The answer as it came, unless it refuses."""
        answer = yield from repeated(self.request_of(call), self._credentials, self._retry, self._now)
        if 200 <= answer.status < 300 or answer.status == 304:
            return answer
        raise problem_of(answer.status, answer.content, answer.headers, self._now())

    def stream_request(self, path: str) -> Flow[Send]:
        """The request that opens a stream."""
        identity = yield from self._credentials.headers()
        return Send("GET", self.base_url + path, {**self._headers, **identity, "Accept": "text/event-stream"})

    def request_of(self, call: Call[Any]) -> Send:
        """The request that makes a call."""
        query = [(name, each) for name, value in call.query.items() for each in _values(value)]
        url = f"{self.base_url}{call.path}" + (f"?{urlencode(query)}" if query else "")
        headers = dict(self._headers)
        content = call.content
        if content is not None:
            headers["Content-Type"] = call.content_type
        elif call.json is not None:
            headers["Content-Type"], content = "application/json", json.dumps(call.json).encode()
        if call.if_match is not None:
            headers["If-Match"] = f'"{call.if_match}"' if isinstance(call.if_match, int) else call.if_match
        if call.if_none_match is not None:
            headers["If-None-Match"] = call.if_none_match
        if call.takes_key:
            headers["Idempotency-Key"] = call.idempotency_key or str(uuid.uuid4())
        return Send(call.method, url, headers, content)


def repeated(request: Send, credentials: Credentials, retry: Retry, now: Callable[[], float]) -> Flow[Answer]:
    """Send a request, and again where that has no second effect; the last answer, whatever it says."""
    is_repeatable = request.method in _SAFE or "Idempotency-Key" in request.headers
    renewed = False
    for attempt in count(1):
        identity = yield from credentials.headers()
        is_last = attempt >= retry.attempts
        pause: float | None = None
        try:
            answer: Answer = yield replace(request, headers={**request.headers, **identity})
        except ConnectionLost:
            if is_last or not is_repeatable:
                raise
        else:
            if answer.status == 401 and not renewed and (yield from credentials.renew(identity)):
                renewed = True
                continue
            pause = seconds_to_wait(answer.headers, now())
            is_final = not _asks_for_another(answer, is_repeatable=is_repeatable)
            if is_last or is_final or (pause or 0) > retry.longest:
                return answer
        yield Pause(retry.pause(attempt) if pause is None else pause)
    raise AssertionError


def _asks_for_another(answer: Answer, *, is_repeatable: bool) -> bool:
    if answer.status == 429 or (answer.status >= 500 and is_repeatable):
        return True
    return answer.status in {409, 503} and problem_of(answer.status, answer.content, {}, 0).code in _NOT_DONE


def _values(value: object) -> list[str]:
    match value:
        case None:
            return []
        case bool():
            return [str(value).lower()]
        case str():
            return [value]
        case list() | tuple():
            return [one for each in value for one in _values(each)]
        case _:
            return [str(value)]


_READERS: Mapping[str, Callable[[bytes], object]] = {
    "json": json.loads,
    "text": bytes.decode,
    "bytes": bytes,
    "nothing": lambda _: None,
}
