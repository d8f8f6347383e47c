"""What is written without a network is sent once when it is back, or shown with what happened meanwhile."""

from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.test_local_sign_in import accept
from tests.browser.windows import Windows
from tests.sign_in.browsers import PASSWORD, a_member, an_invitation
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def comment(page: Page, words: str) -> None:
    await page.get_by_role("button", name="Comment").click()
    dialog = page.get_by_role("dialog", name="Comment")
    await dialog.locator("textarea").fill(words)
    await dialog.get_by_role("button", name="Submit").click()


async def comments(world: World, ticket: UUID) -> int:
    sql = "SELECT count(*) FROM events WHERE ticket_id = $1 AND type = 'ticket.commented'"
    return int(await world.runtime.database.pool.fetchval(sql, ticket))


@pytest.mark.browser
async def test_a_comment_written_offline_is_sent_once_or_shown_with_what_changed(
    windows: Windows, world: World
) -> None:
    first, other = await a_ticket(world, "V1"), await a_ticket(world, "V1")
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.goto(f"/console/tickets/{first}")
    second = await page.context.new_page()
    await second.goto(f"/console/tickets/{other}")
    for each in (page, second):  # The form is there before the network goes.
        await each.get_by_role("button", name="Comment").click()
        await each.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await page.context.set_offline(True)
    await comment(page, "在村里看过了。")
    await expect(page.get_by_text("kept on this device, sent when you are back")).to_be_visible()
    await expect(page.get_by_role("button", name="1 waiting to be sent")).to_be_visible()
    await comment(second, "电话没人接。")
    await expect(page.get_by_role("button", name="2 waiting to be sent")).to_be_visible()
    await page.get_by_role("button", name="2 waiting to be sent").click()
    await expect(page.get_by_role("dialog")).to_contain_text("在村里看过了。")
    await page.get_by_role("dialog").get_by_role("button", name="Close").click()

    await move(world, other, world.actor("V1", "leader"), "comment", text="已转告村委会。")
    await page.context.set_offline(False)
    await expect(page.locator(".history")).to_contain_text("在村里看过了。")
    await page.get_by_role("button", name="1 could not be sent").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("The ticket has changed while you were writing.")
    await expect(dialog.locator(".since li").filter(has_text="Comment · 单位V1")).to_have_count(1)
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Submit on the newest").click()
    await expect(dialog).to_contain_text("Everything has been sent.")
    assert [await comments(world, first), await comments(world, other)] == [1, 2]


@pytest.mark.browser
async def test_what_is_written_is_its_writers_and_sent_in_the_post_in_which_it_was_written(
    windows: Windows, world: World
) -> None:
    """Somebody with two posts, and whoever sits at the same browser next."""
    ticket = await a_ticket(world, "V1")
    colleague = await an_invitation(world, await a_member(world, "巴特尔", ("V1", "leader"), ref="bateer"))
    page = await accept(windows, world, "苏和", ("V1", "leader"), ("K1", "office"))
    await page.get_by_role("button", name="单位V1").click()
    await page.goto(f"/console/tickets/{ticket}")
    await page.get_by_role("button", name="Comment").click()
    await page.context.set_offline(True)
    await page.get_by_role("dialog").locator("textarea").fill("村里看过了。")
    await page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    await expect(page.get_by_role("button", name="1 waiting to be sent")).to_be_visible()
    await page.route("**/transitions", lambda route: route.abort())
    await page.context.set_offline(False)

    await page.locator("summary", has_text="单位V1").click()
    await page.get_by_role("button", name="单位K1").click()
    await expect(page.locator(".who")).to_contain_text("单位K1")
    await page.unroute("**/transitions")
    await page.goto(f"/console/tickets/{ticket}")
    await expect(page.locator(".history")).to_contain_text("村里看过了。")
    told = "SELECT actor_unit_id FROM events WHERE ticket_id = $1 AND type = 'ticket.commented'"
    assert await world.runtime.database.pool.fetchval(told, ticket) == world.units["V1"].id

    # What was begun as one post is not in the form of another, nor in that of whoever comes next.
    await page.get_by_role("button", name="Comment").click()
    await page.get_by_role("dialog").locator("textarea").fill("只有我知道的事。")
    await page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await page.locator("summary", has_text="单位K1").click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert "只有我知道的事" not in await page.evaluate("JSON.stringify(localStorage)")
    await page.goto(f"/sign-in/invitations/{colleague.secret}")
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_role("button", name="Set the password").click()
    await page.goto(f"/console/tickets/{ticket}")
    await page.get_by_role("button", name="Comment").click()
    await expect(page.get_by_role("dialog").locator("textarea")).to_have_value("")
