"""A browser as stories about sign-in need it: it keeps cookies, says where it comes from, and knows its session."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx2
from fastapi import FastAPI

from escalation.actors import OPERATOR, Role
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.organisation.storage.members import Membership, NewMember, give_role, insert_members
from escalation.sign_in.usecases.invitations import MadeInvitation, WantedInvitation, invite
from tests.support.world import World

PASSWORD = "四辆绿色的拖拉机停在桥边等下雨"
OTHER_PASSWORD = "seven grey horses cross the ice"


@dataclass(slots=True)
class Browser:
    """Pages of `origin` in one browser. `headers`: what it says with every request besides."""

    client: httpx2.AsyncClient
    origin: str
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """A request that a page of ours sends."""
        own = {"Sec-Fetch-Site": "same-origin", "Origin": self.origin, "X-CSRF-Token": self.csrf}
        headers = {**own, **self.headers, **request.pop("headers", {})}
        answer = await self.client.request(method, path, headers={n: v for n, v in headers.items() if v}, **request)
        if path.startswith("/v1/sign-in") and answer.status_code == 200 and "csrf_token" in answer.json():
            self.csrf = answer.json()["csrf_token"]
        return answer

    async def get(self, path: str, **request: Any) -> Any:
        """What there is, expecting that there is something."""
        answer = await self.ask("GET", path, **request)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def sign_in(self, login: str, password: str = PASSWORD) -> httpx2.Response:
        return await self.ask("POST", "/v1/sign-in", json={"login": login, "password": password})

    async def accept(self, invitation: MadeInvitation, password: str = PASSWORD) -> httpx2.Response:
        body = {"secret": invitation.secret, "password": password}
        return await self.ask("POST", "/v1/sign-in/invitation", json=body)

    def cookie(self, name: str = "escalation-session") -> str | None:
        return next((cookie.value for cookie in self.client.cookies.jar if cookie.name.endswith(name)), None)


def browser(app: FastAPI, origin: str = "http://127.0.0.1:8000", *, address: str = "192.0.2.7") -> Browser:
    """A new browser, without cookies, at an address."""
    transport = httpx2.ASGITransport(app=app, client=(address, 40_000))
    return Browser(httpx2.AsyncClient(transport=transport, base_url=origin), origin)


async def a_member(world: World, name: str, *roles: tuple[str, Role | str], ref: str | None = None) -> UUID:
    """Somebody who works where their first role is, with these roles."""
    async with world.runtime.database.transaction() as connection:
        now = await read_now(connection)
        member = NewMember(new_id(), name, world.id(roles[0][0] if roles else "V1"), None, (), ref, now, now)
        await insert_members(connection, [member])
        for unit, role in roles:
            await give_role(connection, Membership(member.id, world.id(unit), role, now))
    return member.id


async def an_invitation(world: World, member_id: UUID, login: str | None = None) -> MadeInvitation:
    """An invitation from the terminal."""
    return await invite(world.runtime, WantedInvitation(member_id, login), by=OPERATOR)


async def signed_in(app: FastAPI, world: World, name: str, *roles: tuple[str, Role | str]) -> Browser:
    """The browser of a new member who has accepted an invitation."""
    own = browser(app)
    answer = await own.accept(await an_invitation(world, await a_member(world, name, *roles)))
    assert answer.status_code == 200, answer.text
    return own


def path_of(link: str) -> str:
    """The path of an address."""
    return urlsplit(link).path
