"""How does one real message find its way? Three routes and the clock, as clients would take them over HTTP."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

TOP, CITY, COUNTIES, VILLAGES_A_COUNTY = "15", "1507", ("150721", "150722", "150723", "150783"), 5


@dataclass(slots=True)
class Office:
    """A client with a key for every role it has needed so far."""

    client: httpx2.AsyncClient
    admin: dict[str, str]
    units: dict[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    async def call(self, method: str, path: str, who: dict[str, str], **more: Any) -> Any:
        """An answer's JSON. Raises `RuntimeError` with the problem document of a refusal."""
        answer = await self.client.request(method, path, headers={**who, **more.pop("headers", {})}, **more)
        if answer.is_error:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    async def unit(self, code: str) -> str:
        """A unit's id."""
        if code not in self.units:
            for item in (await self.call("GET", "/v1/units", self.admin, params={"q": code, "limit": 200}))["items"]:
                self.units[item["code"]] = item["id"]
        return self.units[code]

    async def key(self, code: str, role: str) -> dict[str, str]:
        """The headers of a role at a unit."""
        if (code, role) not in self.keys:
            wanted = {"unit_id": await self.unit(code), "role": role, "name": "real input", "days": 400}
            made = await self.call("POST", "/v1/keys", self.admin, json=wanted)
            self.keys[code, role] = {"Authorization": f"Bearer {made['secret']}"}
        return self.keys[code, role]

    async def move(self, ticket: str, code: str, role: str, action: str, **fields: Any) -> dict[str, Any]:
        """One move by a role at a unit."""
        who = await self.key(code, role)
        moved: dict[str, Any] = await self.call(
            "POST", f"/v1/tickets/{ticket}/transitions", who, json={"action": action, **fields}
        )
        return moved

    async def form(self, opinion: str, code: str) -> dict[str, Any]:
        """The ticket of one opinion, received by a unit."""
        wanted = {
            "opinion_ids": [opinion],
            "unit_id": await self.unit(code),
            "urgency": "routine",
            "difficulty": "moderate",
        }
        formed: dict[str, Any] = await self.call("POST", "/v1/tickets", self.admin, json=wanted)
        return formed


Route = Callable[[Office, str, str], Awaitable[None]]


async def resolve_here(office: Office, opinion: str, village: str) -> None:
    """Route one: the village does it."""
    ticket = (await office.form(opinion, village))["id"]
    await office.move(ticket, village, "leader", "dispatch", unit_id=await office.unit(village))
    await office.move(ticket, village, "handler", "sign")
    await _finish(office, ticket, handler=village, auditor=(village, "leader"), county=village[:6])


async def coordinate(office: Office, opinion: str, village: str) -> None:
    """Route two: the catalogue names the county's department; it leads two others, one of which is waived."""
    county = village[:6]
    ticket = (await office.form(opinion, county))["id"]
    lead = (await office.move(ticket, county, "office", "dispatch"))["holder"]["code"]
    await office.move(ticket, lead, "handler", "sign")
    others = [f"{county}-{suffix}" for suffix in ("GA", "SF", "MZ") if f"{county}-{suffix}" != lead][:2]
    asked = [{"unit_id": await office.unit(code), "task": "配合现场处置"} for code in others]
    await office.move(ticket, lead, "handler", "coordinate", joint_units=asked)
    lead_key = await office.key(lead, "handler")
    tasks = (await office.call("GET", f"/v1/tickets/{ticket}/joint-tasks", lead_key))["items"]
    first, second = sorted(tasks, key=lambda task: others.index(task["unit"]["code"]))
    helper = await office.key(others[0], "handler")
    await office.call("POST", f"/v1/joint-tasks/{first['id']}/report", helper, json={"result": "已配合完成"})
    await office.call("POST", f"/v1/joint-tasks/{second['id']}/waive", lead_key, json={"reason": "不涉及该部门"})
    await _finish(office, ticket, handler=lead, auditor=(county, "office"), county=county)


async def escalate(office: Office, opinion: str, village: str) -> None:
    """Route three: the village cannot, the township can."""
    ticket = (await office.form(opinion, village))["id"]
    await office.move(ticket, village, "leader", "dispatch", unit_id=await office.unit(village))
    await office.move(ticket, village, "handler", "sign")
    await office.move(ticket, village, "handler", "escalate", reason="超出本级能力")
    township = village[:9]
    await office.move(ticket, township, "leader", "sign")
    await _finish(office, ticket, handler=township, auditor=(village[:6], "office"), county=village[:6])


async def leave_to_the_clock(office: Office, opinion: str, village: str) -> None:
    """Dispatched and never signed: the clock will take it up."""
    ticket = (await office.form(opinion, village))["id"]
    await office.move(ticket, village, "leader", "dispatch", unit_id=await office.unit(village))


async def hand_down_from_the_top(office: Office, ticket: str, top: str, county: str) -> None:
    """What has climbed to the top is instructed down to the county, done there, and audited by the top's office."""
    await office.move(ticket, top, "leader", "sign")
    await office.move(
        ticket, top, "leader", "hand_down", unit_id=await office.unit(county), instructions="限期办结并报结果"
    )
    await office.move(ticket, county, "handler", "sign")
    await _finish(office, ticket, handler=county, auditor=(top, "office"), county=county)


ROUTES: tuple[Route, ...] = (resolve_here, coordinate, escalate, resolve_here, coordinate, leave_to_the_clock)
"""A third each; half of what climbs is taken up by the clock."""


async def _finish(office: Office, ticket: str, *, handler: str, auditor: tuple[str, str], county: str) -> None:
    await office.move(ticket, handler, "handler", "resolve", outcome="solved", reply="已办理完毕,感谢您的意见建议。")
    await office.move(ticket, *auditor, "audit_pass")
    await office.move(ticket, county, "office", "confirm", solved=True, satisfaction=5)
