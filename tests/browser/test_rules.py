"""People look up and publish the rules in the console: why a limit applies, how a mended policy comes into force."""

import json
from collections.abc import AsyncIterator
from copy import deepcopy
from typing import Any

import pytest
from playwright.async_api import FilePayload, Page, expect

from escalation.clocks import defaults
from escalation.kit.runtime.context import Runtime
from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


@pytest.fixture(autouse=True)
async def _only_the_seed_stays(runtime: Runtime) -> AsyncIterator[None]:
    yield
    await runtime.database.pool.execute("DELETE FROM documents WHERE version > 1")


async def tab(page: Page, name: str) -> None:
    """One of the pages of rules, as soon as it is there and without findings."""
    await page.get_by_role("navigation", name="Rules").get_by_role("link", name=name).click()
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    await expect(page.get_by_text("Loading…")).to_have_count(0)
    await assert_accessible(page)


@pytest.mark.browser
async def test_a_supervisor_finds_why_a_limit_applies_across_a_holiday(windows: Windows, world: World) -> None:
    """From the menu over the drawn life cycle and the year to the due date of a ticket to come, with its reasons."""
    page = await work_as(windows, world, "其其格", "C", "supervisor")
    await page.get_by_role("link", name="Rules").first.click()
    await expect(page.locator(".four .now")).to_have_count(5)
    await assert_accessible(page)
    await expect(page.get_by_role("link", name="Publish a version")).to_have_count(0)

    await tab(page, "Life cycle")
    await page.get_by_role("button", name="Dispatched", exact=True).press("Enter")
    await page.wait_for_url("**/rules/cycle?state=dispatched")
    sign = page.locator(".cycle-moves tr", has=page.get_by_role("rowheader", name="Sign for"))
    await expect(sign).to_contain_text("→ In progress")
    await expect(sign).to_contain_text("holder")
    await expect(page.locator(".arrow.strong").first).to_be_attached()

    await tab(page, "Calendar")
    await page.goto("/console/rules/calendar?year=2026")
    day = page.get_by_role("img", name="Saturday, February 14, Worked instead")
    await expect(page.get_by_role("img", name="February 17").first).to_have_accessible_name(
        "Tuesday, February 17, Holiday, Spring Festival"
    )
    await day.focus()
    await day.press("ArrowDown")
    await expect(page.locator('[data-day="2026-02-21"]')).to_be_focused()

    await tab(page, "Limits")
    await page.get_by_label("Level").select_option("Township")
    await expect(page.locator(".limits")).to_contain_text("for this level")
    await expect(page.locator(".limits")).to_contain_text("No rule of its own; instead:")
    await page.get_by_role("link", name="Which one would apply?").click()
    await page.get_by_label("Of which stretch").select_option("handling")
    await page.get_by_label("Counted from").fill("2026-02-10T10:00")
    await page.get_by_label("Counted from").blur()
    due = page.locator(".answer .due time")
    await expect(due).to_have_attribute("datetime", "2026-02-24T09:30:00Z")
    because = page.locator(".because")
    await expect(because).to_contain_text("“Handling, routine and simple” applies.")
    await expect(because).to_contain_text("February 15, 2026 to February 23: holiday (Spring Festival), not counted.")
    await expect(because).to_contain_text("February 14, 2026: worked instead")
    await page.get_by_text("8 rules passed over").click()
    await expect(page.locator(".passed")).to_contain_text("Handling, critical and hard")
    await expect(page.locator(".passed")).to_contain_text("other urgency, difficulty")
    await assert_accessible(page)
    await page.reload()
    await expect(due).to_have_attribute("datetime", "2026-02-24T09:30:00Z")


@pytest.mark.browser
async def test_an_admin_mends_a_policy_and_publishes_it(windows: Windows, world: World) -> None:
    """A mistake is shown at its line and the text stays; what changes is said in words; then the table has it."""
    document: Any = deepcopy(defaults.policy_document())
    del document["version"]
    document["stages"]["sign"][2]["limit"] = "soon"
    text = json.dumps(document, ensure_ascii=False, indent=2)
    line = text[: text.index('"soon"')].count("\n") + 1
    page = await work_as(windows, world, "娜仁", "C", "admin")
    await page.goto("/console/rules/publish?kind=policy")
    await page.get_by_label("Read a file").set_input_files(
        FilePayload(name="policy.json", mimeType="application/json", buffer=text.encode())
    )
    area = page.get_by_label("Content (JSON)")
    await page.get_by_role("button", name="Check").click()
    mistake = page.locator(".mistakes li")
    await expect(mistake).to_contain_text(f"Line {line}")
    await expect(mistake).to_contain_text("Write a limit as amount and unit")
    await assert_accessible(page)
    await mistake.get_by_role("button").click()
    assert '"soon"' in await area.evaluate("at => at.value.slice(at.selectionStart, at.selectionEnd)")

    await area.fill(text.replace('"soon"', '"2wd"').replace("{", "", 1))
    await page.get_by_role("button", name="Check").click()
    await expect(mistake).to_contain_text("This is no JSON")
    await area.fill(text.replace('"soon"', '"2wd"'))
    await page.get_by_role("button", name="Check").click()
    change = page.locator(".changes li")
    await expect(change).to_have_count(1)
    await expect(change).to_contain_text("Signing for a routine ticket")
    await expect(change).to_contain_text("1 working day")
    await expect(change).to_contain_text("2 working days")
    await assert_accessible(page)
    await page.get_by_role("button", name="Publish", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Publish it").click()
    await expect(page.get_by_text("Limits, version 2, is in force")).to_be_visible()

    await tab(page, "Limits")
    signing = page.locator(".limits tr", has=page.get_by_role("rowheader", name="signing for it"))
    await expect(signing).to_contain_text("2 working days")
    await expect(page.locator(".rules-head")).to_contain_text("published by 娜仁")
    await page.goto("/console/rules/compare?kind=policy")
    await expect(page.locator(".changes li")).to_have_count(1)
    await tab(page, "Catalogue")
    await tab(page, "Standard replies")


@pytest.mark.browser
async def test_a_leader_writes_a_standard_reply_changes_it_and_retires_it(windows: Windows, world: World) -> None:
    """On a phone. A placeholder that nobody knows is said at the text, and the words stay."""
    page = await work_as(windows, world, "苏布德", "T1", "leader")
    await page.set_viewport_size(PHONE)
    await page.goto("/console/rules/replies")
    await expect(page.get_by_text("No standard reply yet")).to_be_visible()
    await page.get_by_role("button", name="New reply").click()
    dialog = page.get_by_role("dialog", name="New reply")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_text("This is needed.")).to_have_count(2)
    await dialog.locator("input").fill("路灯已修")
    await dialog.locator("textarea").fill("{unit_name}已修好，{someday}。")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator(".wrong")).to_be_visible()
    await assert_accessible(page)
    await dialog.locator("textarea").fill("{unit_name}已修好，{today}。")
    await dialog.get_by_role("button", name="Save").click()
    reply = page.locator(".replies li")
    await expect(reply).to_contain_text("{unit_name}已修好，{today}。")
    await reply.get_by_role("button", name="Change").click()
    await page.get_by_role("dialog", name="Change").locator("input").fill("路灯修复")
    await page.get_by_role("dialog", name="Change").get_by_role("button", name="Save").click()
    await expect(reply.get_by_role("heading", name="路灯修复")).to_be_visible()
    await assert_accessible(page)
    await reply.get_by_role("button", name="Retire").click()
    await page.get_by_role("dialog", name="Retire").get_by_role("button", name="Retire").click()
    await expect(page.get_by_text("No standard reply yet")).to_be_visible()
