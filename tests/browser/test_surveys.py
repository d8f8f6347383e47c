"""An office orders a survey, citizens answer by the link and by telephone, and the results are read, in a browser."""

import re

import pytest
from playwright.async_api import expect

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.usecases.opinions import OpinionInput, register
from escalation.programme.surveys.usecases.answering import new_code
from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


async def said(world: World, contact: str) -> None:
    """An opinion of V1, of somebody who can be reached."""
    given = OpinionInput("路灯", "不亮", "visit", citizen_name="王小明", contact=contact)
    done = StoredResponse(201, b"")
    await register(world.runtime, world.actor("V1", "leader"), given, render=lambda _: done, request_id="test")


async def a_code(world: World) -> str:
    """What the message to one of those who are asked carries."""
    async with world.runtime.database.connection() as connection:
        event = await connection.raw.fetchrow(
            "SELECT id, opinion_id FROM events WHERE type = 'opinion.survey_ready' ORDER BY n LIMIT 1"
        )
        assert event is not None
        code = await new_code(connection, event["opinion_id"], event["id"], await read_now(connection))
    assert code is not None
    return code


@pytest.mark.browser
async def test_citizens_are_asked_by_link_and_telephone_and_the_office_reads_how_it_stands(
    windows: Windows, world: World
) -> None:
    for number in ("13800130001", "13800130002"):
        await said(world, number)
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/programme/surveys")
    await expect(page.get_by_text("No surveys yet")).to_be_visible()
    await page.get_by_role("button", name="Order a survey").click()
    dialog = page.get_by_role("dialog", name="Order a survey")
    await dialog.get_by_label("About what").select_option("ticket")
    await dialog.get_by_label("Title").fill("二季度满意度调查")
    await dialog.get_by_role("button", name="Order a survey").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("nobody to ask")
    await dialog.get_by_label("About what").select_option("unit")
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Order a survey").dblclick()
    await page.wait_for_url(re.compile("/programme/surveys/[0-9a-f-]{36}"))
    await assert_accessible(page)

    citizen = await windows.open(f"/survey?code={await a_code(world)}", locale="zh-CN", viewport=PHONE)
    await citizen.get_by_label("不满意").check()
    await citizen.get_by_label("好", exact=True).check()
    await citizen.get_by_label("不及时").check()
    await citizen.get_by_label("您还有什么意见和建议").fill("路灯还没修。")
    await assert_accessible(citizen)
    await citizen.get_by_role("button", name="提交").click()
    await expect(citizen.get_by_role("status")).to_contain_text("谢谢")
    await assert_accessible(citizen)

    await page.get_by_role("link", name="Telephone calls").click()
    await page.get_by_role("button", name="Take the next one").click()
    await expect(page.get_by_text("王小明")).to_be_visible()
    await expect(page.get_by_role("link", name="1380013000")).to_be_visible()
    await page.get_by_label("Satisfied", exact=True).check()
    await page.get_by_label("Well").check()
    await page.get_by_label("Yes").check()
    await assert_accessible(page)
    await page.get_by_role("button", name="Save the answers").dblclick()
    await expect(page.get_by_text("Nobody to be called now")).to_be_visible()
    await page.get_by_role("link", name="二季度满意度调查").click()
    await expect(page.locator(".survey-rate")).to_contain_text("50.0%")
    await expect(page.get_by_text("路灯还没修。")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="Close now").click()
    await page.get_by_role("dialog").get_by_role("button", name="Close now").click()
    await expect(page.get_by_text("Closed.")).to_be_visible()

    village = await work_as(windows, world, "娜仁", "V1", "handler")
    await village.goto("/console/programme/surveys")
    await village.get_by_role("link", name="二季度满意度调查").click()
    await expect(village.get_by_text("too few to be shown").first).to_be_visible()
    await expect(village.get_by_text("路灯还没修。")).to_have_count(0)
