"""The page on which citizens follow their matter, where no app does it."""

import re

import httpx2
from fastapi import FastAPI

from escalation.kit.web.rate_limit import Throttle
from tests.support.callers import NOBODY, Callers
from tests.support.things import FORM, OPINION, resolve

CHINESE = {"Accept": "text/html", "Accept-Language": "zh"}


async def look(callers: Callers, code: str, language: str = "zh") -> httpx2.Response:
    return await callers.ask(
        NOBODY, "POST", "/track", data={"code": code}, headers=CHINESE | {"Accept-Language": language}
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


async def awaited(callers: Callers) -> tuple[str, str]:
    """The code and the ticket of a matter whose citizen is asked."""
    sent = await callers.send(NOBODY, "/v1/submissions", unit_code="V1", title="路灯", content="路灯不亮。")
    (opinion,) = (await callers.get("V1 leader", "/v1/opinions"))["items"]
    ticket = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]])
    await resolve(callers, "V1", ticket["id"], reply="<i>已修好</i>")
    return sent["tracking_code"], ticket["id"]


async def answer(callers: Callers, page: httpx2.Response, **said: str) -> httpx2.Response:
    """What the form of a page sends."""
    found = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert found is not None, page.text
    return await callers.ask(NOBODY, "POST", "/track/feedback", data={"seen": found[1], **said}, headers=CHINESE)


async def test_a_citizen_says_without_a_script_that_it_is_not_solved(callers: Callers) -> None:
    code, ticket = await awaited(callers)
    page = await look(callers, code)
    unsaid = await answer(callers, page, solved="no", satisfaction="2", note="")
    neither = await answer(callers, page, note="不亮")
    forged = [
        await answer(callers, page, solved=solved, satisfaction=stars, note="不亮")
        for solved, stars in (("maybe", ""), ("no", "6"), ("no", "²"))
    ]
    said = await answer(callers, page, solved="no", satisfaction="2", note="第三盏\r\n还是不亮")
    pressed_twice = await answer(callers, page, solved="no", satisfaction="2", note="第三盏\r\n还是不亮")
    otherwise = await answer(callers, page, solved="yes")
    events = (await callers.get("V1 leader", f"/v1/tickets/{ticket}/events?limit=200"))["items"]

    assert "&lt;i&gt;已修好" in page.text
    assert (page.headers["cache-control"], code in page.text) == ("no-store", False)
    assert (unsaid.status_code, 'value="2" checked' in unsaid.text, "请说明" in unsaid.text) == (422, True, True)
    assert [each.status_code for each in (neither, *forged)] == [422] * 4
    assert (said.status_code, "我们会重新办理" in said.text) == (200, True)
    assert (pressed_twice.status_code, "我们会重新办理" in pressed_twice.text) == (200, True)
    assert (otherwise.status_code, "谢谢" in otherwise.text) == (409, False)
    assert [event["reason"] for event in events if event["action"] == "redo"] == ["第三盏\n还是不亮"]


async def test_a_page_answers_for_half_an_hour_and_only_as_it_was_made(callers: Callers) -> None:
    code, ticket = await awaited(callers)
    page = await look(callers, code)
    forged = await callers.ask(
        NOBODY, "POST", "/track/feedback", data={"seen": "none", "solved": "yes"}, headers=CHINESE
    )
    await callers.send("C admin", "/v1/sandbox/clock", advance="PT30M")
    late = await answer(callers, page, solved="yes")
    assert [(each.status_code, "页面打开太久了" in each.text) for each in (forged, late)] == [(404, True)] * 2
    assert (await callers.get("V1 leader", f"/v1/tickets/{ticket}"))["closed_at"] is None
