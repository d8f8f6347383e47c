"""Trials of operations with requests that have to be refused: which were not, and was anything changed by one of them?

What makes a few thousand requests say what all combinations would:

* What every route has from one piece of code, whatever it is about - how a key, a body, a query or a header is read -
  is tried with a few rows of a table at each route, with others at the next: every row meets several (`Trial.some`).
  `make torture` tries all rows at all routes.
* Hostile values of several fields are sent at once. Those that the refusal does not name are sent again, in the end
  alone (`Trial.each`): every value has been refused for itself.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from typing import Any, Final, TypeVar
from xml.etree import ElementTree as ET

import httpx2

from tests.support.callers import Callers, Json, pairs
from tests.support.documented_answers import undocumented
from tests.support.fingerprints import differing, written
from tests.support.hostile_requests import Header
from tests.support.one_language import mixed
from tests.support.route_inventory import Operation
from tests.support.things import Things

T = TypeVar("T")
Rows = Mapping[str, T]
"""What is tried, by what it is called in a complaint."""

MEMBERS: Final = {"type", "title", "status", "detail", "code", "errors", "request_id"}
ROUTES_OF_A_ROW: Final = 3
"""Each row of a table is tried at as many at least."""

OPERATIONS_AT_ONCE: Final = 10
"""After so many it is looked whether anything has changed."""


@dataclass(slots=True)
class Trials:
    """Operations one after the other, on a world that all trials leave as it is."""

    callers: Callers
    things: Things
    keys: Rows[list[Header]]
    before: dict[str, str]
    takes_all_rows: bool = False
    complaints: list[str] = field(default_factory=list)
    language: str = "zh"

    async def of(self, chosen: Sequence[Operation]) -> "AsyncIterator[Trial]":
        """A trial for each, whose complaints are ours; nothing that is asked in it may change anything."""
        since: list[str] = []
        for number, operation in enumerate(chosen, start=1):
            yield Trial(self, operation, number, len(chosen))
            since.append(str(operation))
            if number == len(chosen) or len(since) == OPERATIONS_AT_ONCE:
                await self._compare(since)
                since = []

    async def _compare(self, since: list[str]) -> None:
        before, self.before = self.before, await written(self.callers.world)
        if changed := differing(before, self.before):
            self.complaints.append(f"one of {since} changed {changed}")


@dataclass(slots=True)
class Trial:
    """Requests to one operation, which is the `number`th `of` all that are tried in the same way."""

    trials: Trials
    operation: Operation
    number: int
    of: int

    @property
    def things(self) -> Things:
        return self.trials.things

    def some(self, rows: Rows[T], few: int) -> Rows[T]:
        """A few of many rows: those whose turn it is at this operation."""
        assert few * self.of >= ROUTES_OF_A_ROW * len(rows), "more of them have to be tried at each route"
        if self.trials.takes_all_rows or few >= len(rows):
            return rows
        names = [*rows] * 2
        first = self.number * few % len(rows)
        return {name: rows[name] for name in islice(names, first, first + few)}

    def complain(self, what: str, wrong: object) -> None:
        """Say what is wrong with an answer."""
        self.trials.complaints.append(f"{self.operation}: {what}: {wrong}")

    async def ask(self, who: str | None = None, **request: Any) -> httpx2.Response:
        """The good request, as far as it is not said otherwise."""
        method = request.pop("method", self.operation.method)
        url = request.pop("url", None) or self.operation.url(self.things)
        return await self.trials.callers.ask(self.operation.good.by if who is None else who, method, url, **request)

    async def refused(
        self, what: str, statuses: Container[int], who: str | None = None, **request: Any
    ) -> httpx2.Response:
        """Send it, expecting one of these statuses and a proper problem, every other time in Chinese."""
        language = self.trials.language = "zh" if self.trials.language == "en" else "en"
        headers = [*pairs(request.pop("headers", {})), (b"Accept-Language", language.encode())]
        answer = await self.ask(who, headers=headers, **request)
        is_report = self.operation.speaks_open311 and "problem" not in answer.headers["content-type"]
        found = _wrong_report(answer, statuses) if is_report else wrong(answer, statuses, language)
        for each in list(found) or list(undocumented(self.operation, answer)):
            self.complain(what, each)
        return answer

    async def each(self, values: Rows[T], send: Callable[[Rows[T]], Awaitable[httpx2.Response]]) -> None:
        """Send values of several fields: each of them in a request whose refusal names its field, or in one alone."""
        waiting = dict(values)
        while len(waiting) > 1:
            named = set(_named(await send(waiting)))
            others = {name: value for name, value in waiting.items() if name not in named}
            if len(others) == len(waiting):
                break
            waiting = others
        for name, value in waiting.items():
            await send({name: value})

    def good(self, more: Sequence[Header] = ()) -> Json:
        """What a good request has besides its address, and more headers."""
        request = self.operation.request(self.things)
        return {**request, "headers": [*pairs(request.get("headers", {})), *more]}

    def asking(self, *parameters: str) -> str:
        """Its address with these parameters (`limit=5`), and with what is needed besides."""
        path, _, needed = self.operation.url(self.things).partition("?")
        replaced = {each.partition("=")[0] for each in parameters}
        others = [each for each in needed.split("&") if each and each.partition("=")[0] not in replaced]
        return f"{path}?{'&'.join([*others, *parameters])}"


def _named(answer: httpx2.Response) -> Iterator[str]:
    """The fields and parameters whose values a refusal speaks of."""
    if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        for error in answer.json()["errors"]:
            yield from re.findall(r"^[/?](\w+)", error["pointer"])


def wrong(answer: httpx2.Response, statuses: Container[int], language: str = "en") -> Iterator[str]:
    """What is wrong with a refusal."""
    if answer.status_code not in statuses:
        yield f"{answer.status_code} {answer.text[:300]}"
        return
    if answer.request.method == "HEAD":
        return
    problem = answer.json()
    missing = MEMBERS - set(problem)
    if missing or answer.headers["content-type"] != "application/problem+json":
        yield f"no problem document: {answer.text[:300]}"
        return
    if problem["status"] != answer.status_code or problem["request_id"] != answer.headers["x-request-id"]:
        yield f"the document contradicts the head: {answer.text[:300]}"
    if not re.fullmatch("[A-Z_]+", problem["code"]) or not problem["title"] or not problem["detail"]:
        yield f"nothing is said: {answer.text[:300]}"
    if [error for error in problem["errors"] if set(error) != {"pointer", "code", "detail"}]:
        yield f"errors of another form: {answer.text[:300]}"
    yield from mixed(problem, language)
    if answer.headers.get("cache-control") != "no-store" or "Traceback" in answer.text:
        yield f"{answer.headers}"


def _wrong_report(answer: httpx2.Response, statuses: Container[int]) -> Iterator[str]:
    """The same of a refusal as GeoReport has it, which knows fewer statuses."""
    if {400: 422, 403: 401}.get(answer.status_code) not in statuses and answer.status_code not in statuses:
        yield f"{answer.status_code} {answer.text[:300]}"
        return
    is_xml = answer.headers["content-type"].startswith("text/xml")
    errors = [*ET.fromstring(answer.text)] if is_xml else answer.json()  # noqa: S314 - our own server's
    members = [{each.tag: each.text for each in error} if is_xml else error for error in errors]
    if not members or [each for each in members if str(each.pop("code")) != str(answer.status_code)]:
        yield f"no errors of GeoReport: {answer.text[:300]}"
    if [each for each in members if not each["description"]] or answer.headers["cache-control"] != "no-store":
        yield f"nothing is said: {answer.text[:300]}"
