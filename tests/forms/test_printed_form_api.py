"""The printed ticket."""

import asyncio
import re
import threading
import zlib

import httpx2
import pytest
import segno
from fastapi import FastAPI

from escalation.actors import Role
from escalation.forms.api import pdf
from escalation.forms.storage import form_facts
from tests.support.callers import NOBODY, Callers
from tests.support.files import picture
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.things import FORM, OPINION, act, send_part
from tests.support.world import World


async def test_the_form_shows_deadlines_and_hops_in_the_readers_language(
    client: httpx2.AsyncClient, world: World
) -> None:
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    headers = await world.key("V1", "leader")
    chinese = await client.get(f"/v1/tickets/{ticket}/form", headers=headers)
    english = await client.get(f"/v1/tickets/{ticket}/form?language=en", headers=headers)
    assert chinese.headers["content-type"].startswith("text/html")
    assert "已交办" in chinese.text
    assert "Assignment ticket" in english.text
    assert "单位V1" in english.text


async def test_a_citizens_words_are_never_markup(client: httpx2.AsyncClient, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET title = '<script>alert(1)</script>' WHERE id = $1", ticket)
    answer = await client.get(f"/v1/tickets/{ticket}/form", headers=await world.key("V1", "leader"))
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def needs_pango() -> None:
    """CI installs it; elsewhere the page is printed by the browser."""
    try:
        import weasyprint  # noqa: F401, PLC0415
    except OSError:
        pytest.skip("Pango is not installed")


async def a_whole_life(callers: Callers) -> str:
    """A confidential matter that was coordinated, supervised, resolved, redone, called back about and closed."""
    opinion = await callers.send(
        "K1 office", "/v1/opinions", **OPINION | {"source": "walk_in"}, place="幸福嘎查 3 组",
        citizen={"name": "王小明", "contact": "13800131234"},
    )  # fmt: skip
    ticket: str = (await callers.send("K1 office", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]]))["id"]
    unit = str(callers.world.id("K1-ZJ"))
    await act(callers, "K1 office", ticket, "dispatch", unit_id=unit, instructions="请三日内到现场。")
    await act(callers, "K1-ZJ handler", ticket, "sign")
    await act(callers, "K1 office", ticket, "supervise", colour="yellow", text="请说明进度。")
    joint = [{"unit_id": str(callers.world.id("K1-JT")), "task": "封闭路段"}]
    await act(callers, "K1-ZJ handler", ticket, "coordinate", joint_units=joint)
    (task,) = (await callers.get("K1-ZJ handler", f"/v1/tickets/{ticket}/joint-tasks"))["items"]
    await callers.send("K1-JT handler", f"/v1/joint-tasks/{task['id']}/report", result="已封闭半幅。")
    photo = picture()
    path = f"/v1/tickets/{ticket}/attachments"
    file = (await callers.send("K1-ZJ handler", path, name="修复后.jpg", size=len(photo)))["id"]
    await send_part(callers, "K1-ZJ handler", file, photo)
    await callers.ask("K1-ZJ handler", "POST", f"/v1/attachments/{file}/complete")
    await act(callers, "K1-ZJ handler", ticket, "resolve", outcome="partly_solved", reply="更换灯具两盏。")
    await act(callers, "K1 office", ticket, "audit_pass", reason="现场看过")
    await act(callers, "K1 office", ticket, "confirm", solved=True, satisfaction=4, note="很快")
    return ticket


async def test_a_whole_life_stands_on_one_form(callers: Callers) -> None:
    ticket = await a_whole_life(callers)
    page = (await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form")).text
    for words in (
        "单交〔20", "来访", "幸福嘎查 3 组", "34</td>", "请三日内到现场。", "封闭路段", "已封闭半幅。", "请说明进度。",
        "修复后.jpg", "部分解决", "更换灯具两盏。", "审核通过", "现场看过", "群众确认已解决", "4/5", "很快", "领导意见",
        "盖章",
    ):  # fmt: skip
        assert words in page, words
    assert "13800131234" not in page
    assert "王小明" not in page
    assert "办理时限" not in page  # What runs once a matter is closed is the citizen's time, and nobody's limit.


async def test_many_steps_of_one_kind_leave_room_for_the_others(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_facts, "MOST_STEPS", 1)
    ticket = await a_whole_life(callers)
    page = (await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form")).text
    assert [words for words in ("请三日内到现场。", "审核通过", "现场看过", "4/5") if words not in page] == []


async def test_people_are_named_beside_their_posts(callers: Callers) -> None:
    """Who formed, gave out, signed for, resolved, audited and called back; a machine has no name."""
    people = {
        "K1 office": "乌兰图雅", "K1-ZJ handler": "巴特尔", "K1-JT handler": "苏和",
    }  # fmt: skip
    for who, name in people.items():
        unit, role = who.split()
        member = await callers.send("C admin", "/v1/members", name=name, home_unit_id=str(callers.world.id(unit)))
        await callers.put("C admin", f"/v1/members/{member['id']}/roles/{callers.world.id(unit)}/{role}")
        body = {"unit_id": str(callers.world.id(unit)), "role": role, "name": "x", "member_id": member["id"]}
        callers.world.keys[unit, Role(role)] = (await callers.send("C admin", "/v1/keys", **body))["secret"]
    ticket = await a_whole_life(callers)
    page = (await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form")).text
    lines = {
        line: re.sub("<[^>]+>", "", text) for line, text in re.findall(r"<th>([^<]+)</th><td[^>]*>(.*?)</td>", page)
    }
    named = {
        "登记人、时间": "乌兰图雅", "交办人、时间": "乌兰图雅", "签收人、时间": "巴特尔", "办结人、时间": "巴特尔",
        "审核": "乌兰图雅", "回访": "乌兰图雅",
    }  # fmt: skip
    assert {line: name for line, name in named.items() if name not in lines[line]} == {}
    assert "苏和" in page
    assert "key:" not in page


async def test_a_form_leads_to_the_tracking_page_and_never_tells_the_code(callers: Callers, app: FastAPI) -> None:
    """What is to be scanned is the same on every form, and there where the operator has said how one is reached."""
    tickets = [
        await a_whole_life(callers),
        (await callers.send("K1 office", "/v1/tickets", **FORM, opinion=OPINION))["id"],
    ]
    app.state.public_address = None
    without = (await callers.ask("K1 office", "GET", f"/v1/tickets/{tickets[0]}/form")).text
    app.state.public_address = "https://tickets.example.gov.cn"

    answers = [await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form") for ticket in tickets]

    expected = segno.make("https://tickets.example.gov.cn/track", micro=False).svg_inline(border=2, omitsize=True)
    assert [expected in answer.text for answer in answers] == [True, True]
    assert "<svg" not in without
    assert "unsafe" not in answers[0].headers["content-security-policy"]


async def test_no_line_is_in_the_other_language(callers: Callers) -> None:
    ticket = await a_whole_life(callers)
    pages = {
        language: (await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form?language={language}")).text
        for language in ("zh", "en")
    }
    written = {language: _labels_of(page) for language, page in pages.items()}
    assert [text for text in written["zh"] if re.search("[A-Za-z]{3}", text)] == []
    assert [text for text in written["en"] if re.search("[\u4e00-\u9fff]", text)] == []
    assert len(written["zh"]) == len(written["en"]) > 30


def _labels_of(page: str) -> list[str]:
    return re.findall(r"<th>(.*?)</th>", page)


async def test_it_is_laid_out_for_a4_with_numbered_pages(callers: Callers) -> None:
    needs_pango()
    ticket = await a_whole_life(callers)
    answer = await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form?format=pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    (width, height), *_ = [
        map(float, box) for box in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", _plain(answer))
    ]
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def _plain(answer: httpx2.Response) -> bytes:
    """The parts of a PDF, unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", answer.content, re.DOTALL)
    return b"\n".join(zlib.decompress(part) for part in packed if part.startswith(b"\x78"))


async def test_a_page_fetches_nothing(callers: Callers) -> None:
    """What a citizen writes is text, and what is no text is not asked for."""
    needs_pango()
    content = await pdf.pdf_of("<img src='file:///etc/hostname'><p>x</p>")
    assert b"/Image" not in content


async def test_a_short_page_does_not_wait_for_a_long_one_and_no_more_are_laid_out_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs_pango()
    done = list[str]()

    async def laid_out(name: str, html: str) -> None:
        await pdf.pdf_of(html)
        done.append(name)

    await asyncio.gather(laid_out("long", "<p>x</p>" * 1_500), laid_out("short", "<p>x</p>"))
    assert done == ["short", "long"]

    now, most, counting, enough = 0, 0, threading.Lock(), threading.Event()

    def counted(_: str) -> bytes:
        nonlocal now, most
        with counting:
            now += 1
            most = max(most, now)
        if now == pdf.AT_ONCE:
            enough.set()
        assert enough.wait(60)
        with counting:
            now -= 1
        return b""

    monkeypatch.setattr(pdf, "_laid_out", counted)
    await asyncio.gather(*(pdf.pdf_of("x") for _ in range(4 * pdf.AT_ONCE)))
    assert most == pdf.AT_ONCE


async def test_without_pango_it_says_what_to_do(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> bytes:
        raise pdf.PdfUnavailable

    monkeypatch.setattr(pdf, "_laid_out", missing)
    ticket = await a_whole_life(callers)
    answer = await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form?format=pdf")
    assert (answer.status_code, answer.json()["code"]) == (503, "PDF_UNAVAILABLE")


async def test_a_link_opens_it_for_a_minute_without_a_key(callers: Callers) -> None:
    ticket = await a_whole_life(callers)
    made = await callers.get("K1 office", f"/v1/tickets/{ticket}/form/link")
    opened = await callers.ask(NOBODY, "GET", made["path"])
    other = await callers.ask(NOBODY, "GET", made["path"][:-3] + "AAA")
    nothing = await callers.ask("V2 handler", "GET", f"/v1/tickets/{ticket}/form/link")
    await callers.send("C admin", "/v1/sandbox/clock", advance="PT61S")
    late = await callers.ask(NOBODY, "GET", made["path"])
    assert "更换灯具两盏。" in opened.text
    assert [answer.status_code for answer in (opened, other, nothing, late)] == [200, 404, 404, 404]


async def test_a_link_opens_nothing_once_the_key_that_made_it_is_revoked(callers: Callers) -> None:
    ticket = await a_whole_life(callers)
    made = await callers.get("K1 office", f"/v1/tickets/{ticket}/form/link")
    key = (await callers.get("K1 office", "/v1/me"))["key"]["id"]
    assert (await callers.ask("C admin", "DELETE", f"/v1/keys/{key}")).is_success
    assert (await callers.ask(NOBODY, "GET", made["path"])).status_code == 404


async def test_a_link_shows_what_its_maker_sees_and_no_more(callers: Callers) -> None:
    """A confidential opinion stays off the form of who may not read it, by link as by key."""
    opinion = await callers.send("K1 office", "/v1/opinions", **OPINION, place="第 9 户", confidential=True)
    ticket = (await callers.send("K1 office", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]]))["id"]
    pages = {}
    for who in ("K1 office", "K1 supervisor"):
        made = await callers.ask(who, "GET", f"/v1/tickets/{ticket}/form/link")
        pages[who] = (await callers.ask(NOBODY, "GET", made.json()["path"])).text if made.is_success else ""
    assert "第 9 户" in pages["K1 office"]
    assert "第 9 户" not in pages["K1 supervisor"]


async def test_a_ticket_offers_the_forms_on_which_something_stands(callers: Callers) -> None:
    """An objection, two requests for time, a joint task, an order and a call: each has a form, with its own number."""
    ticket = await a_whole_life(callers)
    offered = (await callers.get("K1 office", f"/v1/tickets/{ticket}/forms"))["items"]
    fresh = (await callers.send("K1 office", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    assert {each["kind"]: each["sheets"] for each in offered} == {
        "assignment": 1, "joint_task": 1, "order": 1, "call_back": 1, "decision": 1,
    }  # fmt: skip
    assert (await callers.get("K1 office", f"/v1/tickets/{fresh}/forms"))["items"] == [
        {"kind": "assignment", "sheets": 1}
    ]
    said = {
        "joint_task": ("会办意见书", "单会〔20", "封闭路段", "已封闭半幅。", "单位K1-JT"),
        "order": ("督办单", "单督〔20", "请说明进度。"),
        "call_back": ("回访记录", "4/5", "很快", "群众确认已解决"),
        "decision": ("处理意见书", "单意〔20", "更换灯具两盏。", "部分解决", "现场看过"),
        "objection": ("退单申请单", "暂无记录。"),
    }
    for kind, words in said.items():
        made = await callers.get("K1 office", f"/v1/tickets/{ticket}/form/link?kind={kind}")
        page = (await callers.ask(NOBODY, "GET", made["path"])).text
        assert [each for each in words if each not in page] == [], kind
        assert "13800131234" not in page
        english = (await callers.ask("K1 office", "GET", f"/v1/tickets/{ticket}/form?kind={kind}&language=en")).text
        assert [
            text for text in re.findall(r"<th[^>]*>(.*?)</th>", english) if re.search("[\u4e00-\u9fff]", text)
        ] == []


async def test_what_was_asked_for_and_decided_stands_on_forms_of_their_own(callers: Callers) -> None:
    """Two requests for time are two numbered sheets; a return names reason, suggestion and verdict."""
    ticket = (await callers.send("K1 office", "/v1/tickets", **FORM, opinion=OPINION))["id"]
    await act(callers, "K1 office", ticket, "dispatch", unit_id=str(callers.world.id("K1-ZJ")))
    asked = {
        "reason_code": "not_ours",
        "reason": "属交通部门职责。",
        "suggested_unit_id": str(callers.world.id("K1-JT")),
    }
    await act(callers, "K1-ZJ handler", ticket, "object", **asked)
    await act(callers, "K1 office", ticket, "refuse_objection", reason="由你单位办理。")
    await act(callers, "K1-ZJ handler", ticket, "sign")
    for reason in ("等待配件。", "连日降雨。"):
        await act(callers, "K1-ZJ handler", ticket, "extend", days=2, reason=reason)
        (waiting,) = [
            each
            for each in (await callers.get("K1 office", f"/v1/tickets/{ticket}/requests"))["items"]
            if each["state"] == "pending"
        ]
        await callers.send("K1-ZJ leader", f"/v1/requests/{waiting['id']}/decision", approve=False, reason="抓紧办理。")
    path = f"/v1/tickets/{ticket}/form?kind="
    returned, longer = [
        (await callers.ask("K1 office", "GET", path + kind)).text for kind in ("objection", "extension")
    ]
    words = ("单退〔20", "不属本单位职责", "属交通部门职责。", "单位K1-JT", "由你单位办理。", "未同意")
    assert [each for each in words if each not in returned] == []
    assert [longer.count(each) for each in ('<section class="sheet">', "-1号", "-2号", "等待配件。", "连日降雨。")] == [
        2, 1, 1, 1, 1,
    ]  # fmt: skip
