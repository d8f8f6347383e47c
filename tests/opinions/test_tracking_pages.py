"""The page on which citizens follow their matter, where no app does it."""

import httpx2
from fastapi import FastAPI

from escalation.kit.web.rate_limit import Throttle
from tests.support.callers import NOBODY, Callers
from tests.support.things import OPINION


async def look(callers: Callers, code: str, language: str = "zh") -> httpx2.Response:
    return await callers.ask(
        NOBODY, "POST", "/track", data={"code": code}, headers={"Accept-Language": language, "Accept": "text/html"}
    )


async def test_a_citizen_types_the_code_in_and_reads_how_far_the_matter_is(callers: Callers) -> None:
    sent = await callers.ask(NOBODY, "POST", "/v1/submissions", json={
        "unit_code": "V1", "title": OPINION["title"], "content": OPINION["content"],
    })  # fmt: skip
    code = sent.json()["tracking_code"]

    form = await callers.ask(NOBODY, "GET", "/track")
    found = await look(callers, f" {code.lower()} ")
    english = await look(callers, code, "en")
    wrong = await look(callers, "<b>0000</b>")

    assert 'name="code"' in form.text
    assert ("已收到" in found.text, "单位V1" in found.text, OPINION["content"] in found.text) == (True, True, False)
    assert "Received" in english.text
    assert (wrong.status_code, "没有与此查询码对应的事项" in wrong.text, "<b>0000" in wrong.text) == (404, True, False)
    assert [code in answer.text for answer in (form, found, english)] == [False] * 3
    assert "unsafe" not in found.headers["content-security-policy"]


async def test_whoever_tries_codes_is_slowed_down_as_on_the_interface(callers: Callers, app: FastAPI) -> None:
    app.state.throttle = Throttle(each=3)
    answers = [await look(callers, f"{n:012}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert "尝试次数过多" in answers[-1].text
