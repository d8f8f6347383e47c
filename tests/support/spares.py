"""What may be used up by requests that can succeed only once? So much of it that some succeed.

Somebody who signs out is nobody's key, a unit that is dissolved nobody's unit, and an invitation is there for one.
"""

from collections.abc import Mapping
from http.cookies import SimpleCookie

from tests.support.callers import NOBODY, Callers
from tests.support.files import picture
from tests.support.things import FORM, OPINION, Things, act, send_part

Spares = Mapping[str, list[Things]]
"""By operation: what its path, its body and its headers name instead. Each is used once, the last one first."""

_PASSWORD = "三匹白马在雪地里慢慢走过河"


async def some_spares(callers: Callers, things: Things, count: int) -> Spares:
    """Make so many of each."""
    spares: dict[str, list[Things]] = {}
    for number in range(count):
        made = [*await _of_people(callers, things, number), *await _of_units(callers, things, number)]
        made += [*await _of_files(callers, things), *await _of_tickets(callers, things), *await _of_webhooks(callers)]
        for operation, spare in made:
            spares.setdefault(operation, []).append(spare)
    return spares


Made = list[tuple[str, Things]]


async def _of_people(callers: Callers, things: Things, number: int) -> Made:
    """Who signs out is somebody else each time: all that somebody has may end with it."""
    admin = "C admin"
    member, invited, joining = [await _invited(callers, things) for _ in range(3)]
    people = [await _signed_in(callers, things, f"spare{number}{letter}") for letter in "abcde"]
    everywhere, one, phone, elsewhere, browser = people
    session, token = {"session_id": one["session_id"]}, {"token_id": phone["token_id"]}
    role = {"member_id": member["member_id"], "unit_id": things["T1_id"]}
    key = await callers.send(admin, "/v1/keys", unit_id=things["V3_id"], role="handler", name="街道系统")
    by_cookie = {name: browser[name] for name in ("Cookie", "X-CSRF-Token")} | {"Origin": "http://testserver"}
    return [
        ("DELETE /v1/sessions", _by(everywhere)),
        ("DELETE /v1/sessions/{session_id}", _by(one) | session),
        ("DELETE /v1/tokens/{token_id}", _by(phone) | token),
        ("DELETE /v1/members/{member_id}/sessions", {"member_id": elsewhere["member_id"]}),
        ("GET /v1/sign-in/session", {"Cookie": browser["Cookie"]}),
        ("PUT /v1/sign-in/post", {**by_cookie, "acting_as": browser["member_id"]}),
        ("POST /v1/sign-in/invitation/join", {**by_cookie, "secret": joining["secret"]}),
        ("DELETE /v1/invitations/{invitation_id}", {"invitation_id": invited["invitation_id"]}),
        ("DELETE /v1/members/{member_id}/roles/{unit_id}/{role}", {**role, "role": "leader"}),
        ("PUT /v1/members/{member_id}/roles/{unit_id}/{role}", {**role, "role": "office"}),
        ("DELETE /v1/keys/{key_id}", {"key_id": key["id"]}),
    ]


def _by(person: Things) -> Things:
    return {"Authorization": person["Authorization"]}


async def _invited(callers: Callers, things: Things) -> Things:
    """A leader of a township whose invitation is open."""
    member = (await callers.send("C admin", "/v1/members", name="其木格", home_unit_id=things["T1_id"]))["id"]
    await callers.put("C admin", f"/v1/members/{member}/roles/{things['T1_id']}/leader")
    invitation = await callers.send("C admin", "/v1/invitations", member_id=member)
    secret = invitation["link"].rpartition("/")[2]
    return {"member_id": member, "invitation_id": invitation["id"], "secret": secret}


async def _signed_in(callers: Callers, things: Things, login: str) -> Things:
    """Somebody who has taken an invitation in a browser, and signed in with a phone as well."""
    member = (await callers.send("C admin", "/v1/members", name="其木格", home_unit_id=things["T1_id"]))["id"]
    await callers.put("C admin", f"/v1/members/{member}/roles/{things['T1_id']}/leader")
    invitation = await callers.send("C admin", "/v1/invitations", member_id=member, login=login)
    taken = {"secret": invitation["link"].rpartition("/")[2], "password": _PASSWORD}
    browser = await callers.ask(NOBODY, "POST", "/v1/sign-in/invitation", json=taken)
    cookies = [SimpleCookie(value) for value in browser.headers.get_list("set-cookie")]
    phone = await callers.send(NOBODY, "/v1/tokens", login=login, password=_PASSWORD, device_name="手机")
    return {
        "member_id": member,
        "session_id": browser.json()["session_id"],
        "token_id": phone["id"],
        "Authorization": f"Bearer {phone['access_token']}",
        "Cookie": "; ".join(f"{name}={morsel.value}" for cookie in cookies for name, morsel in cookie.items()),
        "X-CSRF-Token": browser.json()["csrf_token"],
    }


async def _of_units(callers: Callers, things: Things, number: int) -> Made:
    codes = (f"SPARE{number}A", f"SPARE{number}B")
    ids = [
        (await callers.send("C admin", "/v1/units", code=code, name=code, parent_id=things["T2_id"], level=1))["id"]
        for code in codes
    ]
    return [
        ("POST /v1/units/{unit_id}/move", {"unit_id": ids[0], "parent_id": things["T1_id"]}),
        ("POST /v1/units/{unit_id}/dissolve", {"unit_id": ids[1], "successor_id": things["V2_id"]}),
    ]


async def _of_files(callers: Callers, things: Things) -> Made:
    """One to be looked at and one to be taken away."""
    who, path, content = "V1 handler", f"/v1/opinions/{things['opinion_id']}/attachments", picture()
    ids = [(await callers.send(who, path, name="路灯.jpg", size=len(content)))["id"] for _ in range(2)]
    for id_ in ids:
        await send_part(callers, who, id_, content)
        await callers.ask(who, "POST", f"/v1/attachments/{id_}/complete")
    stays, goes = ({"attachment_id": id_} for id_ in ids)
    return [
        ("GET /v1/attachments/{attachment_id}/content", stays),
        ("GET /v1/attachments/{attachment_id}/thumbnail", stays),
        ("POST /v1/attachments/{attachment_id}/removal", goes),
    ]


async def _of_tickets(callers: Callers, things: Things) -> Made:
    """A ticket with a joint task that can be waived."""
    ticket = (await callers.send("K1 office", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    await act(callers, "K1 office", ticket, "dispatch", unit_id=things["K1_id"])
    await act(callers, "K1 handler", ticket, "sign")
    joint = [{"unit_id": things["K1-JT_id"], "task": "现场处置"}]
    await act(callers, "K1 handler", ticket, "coordinate", joint_units=joint)
    (task,) = (await callers.get("K1 handler", f"/v1/tickets/{ticket}/joint-tasks"))["items"]
    return [("POST /v1/joint-tasks/{joint_task_id}/waive", {"joint_task_id": task["id"]})]


async def _of_webhooks(callers: Callers) -> Made:
    """An endpoint with a secret besides the one that it cannot be without."""
    endpoint = await callers.send("C admin", "/v1/webhook-endpoints", url="https://93.184.216.34/hooks")
    path = f"/v1/webhook-endpoints/{endpoint['id']}/secrets"
    await callers.send("C admin", path, overlap_seconds=86_400)
    secrets = (await callers.get("C admin", path))["items"]
    old = {"endpoint_id": endpoint["id"], "secret_id": secrets[-1]["id"]}
    return [("DELETE /v1/webhook-endpoints/{endpoint_id}/secrets/{secret_id}", old)]
