"""How do the people of the story act? By requests with their keys, like any client, and in no other way."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from time import monotonic
from typing import Any

from httpx2 import AsyncClient, HTTPError

from escalation.actors import Role
from escalation.errors import N_, InternalError

Json = dict[str, Any]

PATIENCE = 20.0
"""Seconds that the engine gets to notice what the clock brought."""

_REST = 0.1
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the interface shows it."""

    id: str
    code: str
    name: str
    level: int
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever has a key."""

    key: str


@dataclass(frozen=True, slots=True)
class Person(Caller):
    """Somebody with a role at a unit."""

    role: Role
    at: Place


@dataclass(frozen=True, slots=True)
class Expected:
    """How a ticket has to stand."""

    state: str
    holder: Place
    level: int
    warning: str = "none"

    def is_met_by(self, ticket: Json) -> bool:
        """Whether it stands so."""
        return str(self) == _standing(ticket)

    def __str__(self) -> str:
        return f"{self.state}, {self.level}, {self.holder.code}, {self.warning}"


class Api:
    """The interface, with the administrator's key that lets others in.

    `patience`: how many seconds the engine gets to notice what the clock brought.
    """

    def __init__(self, http: AsyncClient, key: str, *, patience: float = PATIENCE) -> None:
        self._http = http
        self._patience = patience
        self.admin = Caller(key)

    async def place(self, code: str) -> Place:
        """The unit with a code."""
        found: list[Json] = (await self.get(self.admin, "/v1/units", q=code))["items"]
        unit = next(each for each in found if each["code"] == code)
        parent = unit["parent"]["code"] if unit["parent"] else None
        return Place(unit["id"], unit["code"], unit["name"], unit["level"], parent)

    async def let_in(self, role: Role, code: str) -> Person:
        """Somebody new: the administrator makes them a key."""
        place = await self.place(code)
        wanted = {"unit_id": place.id, "role": role, "name": "demo", "days": _DAYS}
        return Person((await self.post(self.admin, "/v1/keys", wanted))["secret"], role, place)

    async def get(self, who: Caller | None, path: str, **query: str) -> Json:
        """The answer to a request that has to be granted."""
        return await self._granted(who, "GET", path, query=query)

    async def post(self, who: Caller | None, path: str, body: Json) -> Json:
        """The answer to a request that has to be granted. `None`: anybody, without a key."""
        return await self._granted(who, "POST", path, body=body)

    async def refused(self, who: Caller, path: str, body: Json) -> Json:
        """The problem document of a request that has to be refused."""
        status, answer = await self._ask(who, "POST", path, body=body)
        if not 400 <= status < 500:
            raise _broken_off("POST", path, status, answer)
        return answer

    async def now(self) -> datetime:
        """What time it is for the server."""
        return datetime.fromisoformat((await self.get(None, "/readyz"))["now"])

    async def turn_to(self, moment: datetime) -> datetime:
        """Turn the clock forward to a moment; the time it is then."""
        seconds = ceil((moment - await self.now()).total_seconds())
        return await self.turn(timedelta(seconds=seconds))

    async def turn(self, by: timedelta) -> datetime:
        """Turn the clock forward; the time it is then."""
        body = {"advance": f"PT{ceil(by.total_seconds())}S"}
        return datetime.fromisoformat((await self.post(self.admin, "/v1/sandbox/clock", body))["now"])

    async def ticket(self, who: Caller, ticket_id: str) -> Json:
        """A ticket as somebody sees it."""
        return await self.get(who, f"/v1/tickets/{ticket_id}")

    async def wait_for(self, who: Caller, ticket: Json, expected: Expected) -> Json:
        """The ticket as soon as the engine has made it stand as expected; `ticket` is how it stood before.

        Raises `InternalError` when that takes too long.
        """
        patient_until = monotonic() + self._patience
        while True:
            now = await self.ticket(who, ticket["id"])
            # A ticket looks red as soon as it is late; the next version tells that the engine has seen it.
            if now["version"] > ticket["version"] and expected.is_met_by(now):
                return now
            if monotonic() > patient_until:
                raise _stands_wrong(now, expected)
            await asyncio.sleep(_REST)

    async def _granted(
        self,
        who: Caller | None,
        method: str,
        path: str,
        *,
        body: Json | None = None,
        query: dict[str, str] | None = None,
    ) -> Json:
        status, answer = await self._ask(who, method, path, body=body, query=query)
        if not 200 <= status < 300:
            raise _broken_off(method, path, status, answer)
        return answer

    async def _ask(
        self,
        who: Caller | None,
        method: str,
        path: str,
        *,
        body: Json | None = None,
        query: dict[str, str] | None = None,
    ) -> tuple[int, Json]:
        headers = {"Authorization": f"Bearer {who.key}"} if who else {}
        try:
            answer = await self._http.request(method, path, json=body, params=query, headers=headers)
        except HTTPError as error:
            raise InternalError(N_("The story broke off: the server does not answer.")) from error
        return answer.status_code, answer.json()


def check(ticket: Json, expected: Expected) -> None:
    """Raise `InternalError` if the ticket does not stand as expected."""
    if not expected.is_met_by(ticket):
        raise _stands_wrong(ticket, expected)


def _stands_wrong(ticket: Json, expected: Expected) -> InternalError:
    return InternalError(
        N_("The story broke off: ticket {number} should stand at ({expected}) and stands at ({found})."),
        number=ticket["number"],
        expected=str(expected),
        found=_standing(ticket),
    )


def _standing(ticket: Json) -> str:
    return f"{ticket['state']}, {ticket['level']}, {ticket['holder']['code']}, {ticket['warning']}"


def _broken_off(method: str, path: str, status: int, answer: Json) -> InternalError:
    sentences = [str(answer.get("detail", "")), *(str(error["detail"]) for error in answer.get("errors", []))]
    return InternalError(
        N_("The story broke off: {method} {path} was answered with {status}. {sentences}"),
        method=method,
        path=path,
        status=status,
        sentences=" ".join(sentences),
    )
