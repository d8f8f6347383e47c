"""Nothing that opens anything gets into the log: no password, cookie, token or link, whatever goes wrong with it."""

import pytest
from fastapi import FastAPI

from tests.sign_in.browsers import OTHER_PASSWORD, PASSWORD, a_member, an_invitation, browser
from tests.support.world import World

WRONG = "canary and a wrong password"


async def test_the_log_tells_no_secret(app: FastAPI, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    member = await a_member(world, "巴特尔", ("V1", "leader"), ref="bateer")
    used, unused = await an_invitation(world, member), "Z" * 43
    own, phone = browser(app), browser(app)

    await own.ask("GET", f"/sign-in/invitations/{used.secret}")
    await own.ask("GET", f"/sign-in/invitations/{unused}")
    await own.accept(used)
    await own.sign_in("bateer", WRONG)
    await own.sign_in("bateer")
    await own.ask("POST", "/sign-in", data={"login": "bateer", "password": WRONG, "return_to": "/"})
    await own.ask("POST", f"/v1/sessions?x={own.cookie()}", json={"x": own.cookie()})
    await own.ask("DELETE", f"/v1/sessions/{own.cookie()}")
    body = {"login": "bateer", "password": PASSWORD, "device_name": "手机"}
    tokens = (await phone.ask("POST", "/v1/tokens", json=body)).json()
    await phone.ask("GET", f"/v1/tokens/{tokens['access_token']}")
    await phone.ask("POST", "/v1/tokens/refresh", json={"refresh_token": tokens["refresh_token"], "x": 1})
    await phone.ask("GET", "/v1/me", headers={"Authorization": f"Bearer {tokens['access_token']}x"})
    await world.runtime.database.pool.execute("ALTER TABLE passwords RENAME TO elsewhere")
    try:
        broken = await own.sign_in("bateer", OTHER_PASSWORD)
    finally:
        await world.runtime.database.pool.execute("ALTER TABLE elsewhere RENAME TO passwords")

    said = "".join(capsys.readouterr())
    secrets = {
        "password": PASSWORD, "wrong password": WRONG, "other password": OTHER_PASSWORD, "cookie": own.cookie(),
        "device": own.cookie("escalation-device"), "csrf": own.csrf, "link": used.secret, "unused link": unused,
        "access": tokens["access_token"], "refresh": tokens["refresh_token"], "name": "bateer",
    }  # fmt: skip
    assert (broken.status_code, said.count('"event": "request"') > 10, "request_failed" in said) == (500, True, True)
    assert [what for what, secret in secrets.items() if not secret or secret in said] == []
