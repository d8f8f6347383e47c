"""How do stories speak to the app as somebody? `"K1 office"` is who holds the office role at K1."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import httpx2
from fastapi import FastAPI

from escalation.application.app import attach
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.fair_shares import FairShares, RequestLimits
from escalation.kit.web.rate_limit import Throttle
from escalation.sign_in.domain.configuration import HashingCost, SignInConfiguration
from escalation.sign_in.domain.site import Site
from tests.conftest import _empty
from tests.support.hostile_requests import Header
from tests.support.receivers import NEIGHBOURHOOD
from tests.support.roles import TwoRoles
from tests.support.runtimes import a_runtime
from tests.support.world import World, build_world

Json = dict[str, Any]
NOBODY = ""
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")
SIGN_IN = SignInConfiguration(Site("http://testserver"), HashingCost(memory=8, passes=1))
"""Hashes that cost next to nothing, and would keep nobody out."""


class Callers:
    """Everybody in the world, each with a key."""

    def __init__(self, app: FastAPI, world: World) -> None:
        # A failure of ours shall be seen as its caller sees it. There is no client around it: of cookies, redirects and
        # relative addresses, which take a fifth of the time, nothing is wanted here.
        self.transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        self.app, self.world = app, world

    async def key(self, who: str) -> dict[str, str]:
        return await self.world.key(*who.split(" ")) if who else {}

    async def ask(self, who: str, method: str, path: str, **request: Any) -> httpx2.Response:
        """A request as it is; `headers` of its own, as a mapping or as pairs of bytes, come besides the key."""
        headers = [*pairs(await self.key(who)), *pairs(request.pop("headers", {}))]
        wish = httpx2.Request(method, f"http://testserver{path}", headers=headers, **request)
        answer = await self.transport.handle_async_request(wish)
        answer.request, answer.elapsed = wish, timedelta()  # which nobody measures, but some readers ask for
        await answer.aread()
        return answer

    async def get(self, who: str, path: str) -> Json:
        """What there is at a path, expecting that there is something."""
        return _wanted(await self.ask(who, "GET", path))

    async def send(self, who: str, path: str, **body: object) -> Json:
        """POST a body, expecting that it is taken."""
        return _wanted(await self.ask(who, "POST", path, json=body))

    async def put(self, who: str, path: str, **body: object) -> Json:
        """PUT a body, expecting that it is taken."""
        return _wanted(await self.ask(who, "PUT", path, json=body))

    async def slip(self, who: str, opinion_id: str, reason: str | None = None) -> str:
        """The tracking code on a slip that somebody prints."""
        answer = await self.ask(who, "POST", f"/v1/opinions/{opinion_id}/tracking-slip", json={"reason": reason})
        return code_on(answer.text)

    async def upload(self, who: str, path: str, *lines: str) -> Json:
        """Send a CSV file, expecting that it is taken."""
        content = "".join(f"{line}\n" for line in lines).encode()
        return _wanted(await self.ask(who, "POST", path, content=content, headers={"Content-Type": "text/csv"}))

    async def pages(self, who: str, path: str, *, limit: int = 200) -> list[Json]:
        """All items of a list, page by page."""
        items: list[Json] = []
        cursor = ""
        while True:
            mark = "&" if "?" in path else "?"
            page = await self.get(who, f"{path}{mark}limit={limit}{cursor}")
            items += page["items"]
            if page["next_cursor"] is None:
                return items
            cursor = f"&cursor={page['next_cursor']}"


async def settle(database: TwoRoles, app: FastAPI) -> Callers:
    """Empty a database and let everybody call an app on it."""
    await _empty(database)
    return await arrive(database, app)


async def arrive(database: TwoRoles, app: FastAPI) -> Callers:
    """Let everybody call an app on an empty database."""
    return Callers(app, await build_world(begin_anew(database, app)))


class EveryIntegrator(frozenset[str]):
    """Which keys there will be nobody knows yet: all of integrators are messengers."""

    def __contains__(self, principal: object) -> bool:
        return True

    def __len__(self) -> int:
        return 1


def begin_anew(database: TwoRoles, app: FastAPI) -> Runtime:
    """Let an app work on a database as if it had just started."""
    runtime = a_runtime(database, EveryIntegrator())
    app.state.drain.has_begun = False
    attach(app, runtime, sandbox=True, sender=NEIGHBOURHOOD.sender, configuration=SIGN_IN)
    app.state.throttle = app.state.trials = app.state.sign_ins = Throttle(each=1_000_000, all_=1_000_000)
    app.state.shares = FairShares(RequestLimits(1_000_000, 1_000_000, bad_keys=1_000_000))
    return runtime


def code_on(slip: str) -> str:
    """The tracking code on a slip of paper."""
    found = CODE.search(slip)
    assert found is not None, slip
    return found[0]


def pairs(headers: Mapping[str, str] | Sequence[Header]) -> list[Header]:
    """Header fields as they go over the wire."""
    if isinstance(headers, Mapping):
        return [(name.encode(), value.encode()) for name, value in headers.items()]
    return list(headers)


def _wanted(answer: httpx2.Response) -> Json:
    assert answer.is_success, f"{answer.request.method} {answer.request.url}: {answer.text}"
    found: Json = answer.json() if answer.content else {}
    return found
