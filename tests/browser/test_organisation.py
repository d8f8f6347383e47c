"""People look after their organisation in the console, and after what is their own, in a real browser."""

import re

import httpx2
import pytest
from playwright.async_api import Page, expect

from escalation.messages.engine.mail_outlet import MailOutlet
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.messages.desk import send
from tests.messages.mailboxes import mailbox
from tests.sign_in.browsers import PASSWORD
from tests.support.world import World


async def shown_secret(page: Page, label: str) -> str:
    """What is shown once, before the dialog is closed."""
    field = page.get_by_label(label, exact=True)
    await expect(field).not_to_have_value("")
    secret = await field.input_value()
    await page.get_by_role("button", name="Kept, close").click()
    await expect(field).to_be_hidden()
    return secret


@pytest.mark.browser
async def test_a_unit_is_made_and_somebody_invited_who_finds_their_desk(windows: Windows, world: World) -> None:
    """The unit is found by its pinyin; what the server refuses is said in the form, and nothing typed is lost."""
    page = await work_as(windows, world, "其其格", "C", "admin")
    await expect(page.get_by_role("heading", name="单位C")).to_be_visible()
    await page.get_by_role("treeitem", name="单位K1").first.click()
    await page.wait_for_url(f"**/organisation/units/{world.id('K1')}")
    await expect(page.get_by_role("heading", name="单位K1")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="New unit below").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Name").fill("天润街道")
    await form.get_by_label("Code").fill("T1")
    await form.get_by_role("button", name="Make").click()
    await expect(form.get_by_role("alert")).to_contain_text("exists already")
    await assert_accessible(page)
    await form.get_by_label("Code").fill("T9")
    await form.get_by_label("Longitude").fill("119.758")
    await form.get_by_label("Latitude").fill("49.2153")
    await form.get_by_role("button", name="Make").click()
    await expect(page.get_by_text("The unit was made")).to_be_visible()

    await page.get_by_role("searchbox").fill("trjd")
    await page.get_by_role("link", name="天润街道").click()
    await expect(page.get_by_text("119.758° E, 49.2153° N (WGS 84)")).to_be_visible()
    await page.get_by_role("button", name="Add a member").click()
    await form.get_by_label("Name").fill("巴特尔")
    await form.get_by_label("Role").select_option("handler")
    await form.get_by_role("button", name="Add a member").click()
    await page.get_by_role("link", name="巴特尔").click()
    await assert_accessible(page)
    await page.get_by_role("button", name="Invite").click()
    await form.get_by_role("button", name="Invite").click()
    link = await shown_secret(page, "Link")

    theirs = await windows.open(f"/{link.split('/', 3)[3]}")
    await theirs.get_by_label("New password").fill(PASSWORD)
    await theirs.get_by_role("button", name="Set the password").click()
    await expect(theirs.get_by_text("You are signed in")).to_be_visible()
    await theirs.goto("/console/")
    await expect(theirs.get_by_role("heading", name="My work")).to_be_visible()
    await expect(theirs.get_by_role("link", name="Organisation")).to_have_count(0)


@pytest.mark.browser
async def test_a_key_is_shown_once_works_and_is_refused_when_it_was_revoked(windows: Windows, world: World) -> None:
    page = await work_as(windows, world, "其其格", "C", "admin")
    await page.goto("/console/organisation/keys")
    await page.get_by_role("button", name="New key").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Purpose").fill("热线平台")
    await expect(form).to_contain_text("For other systems")
    await form.get_by_role("button", name="New key").click()
    headers = {"Authorization": f"Bearer {await shown_secret(page, 'Key')}"}
    async with httpx2.AsyncClient(base_url=windows.origin, headers=headers) as client:
        me = (await client.get("/v1/me")).json()
        assert (me["role"], me["unit"]["code"], me["key"]["name"]) == ("integrator", "C", "热线平台")
        await assert_accessible(page)
        await page.get_by_role("button", name="Revoke 热线平台").click()
        await form.get_by_role("button", name="Revoke").click()
        await expect(page.get_by_text("The key was revoked")).to_be_visible()
        await expect(page.locator(".key-rows")).to_contain_text("revoked")
    shown = (await page.evaluate("fetch('/v1/keys').then(answer => answer.json())"))["items"]
    assert [each["revoked_at"] is None for each in shown if each["name"] == "热线平台"] == [False]
    for path, words in (("teams", "There is no team"), ("invitations", "No invitation is open"), ("gaps", "单位K1")):
        await page.goto(f"/console/organisation/{path}")
        await expect(page.get_by_text(words).first).to_be_visible()
        await assert_accessible(page)


@pytest.mark.browser
async def test_a_mail_address_is_verified_told_less_and_tried(windows: Windows, world: World) -> None:
    """A wrong code is said in words; what was sent is in the list of one's messages."""
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.goto("/console/me")
    async with mailbox() as inbox:
        outlet = MailOutlet(inbox.server)
        await page.get_by_role("button", name="Add").click()
        form = page.get_by_role("dialog")
        await form.get_by_role("textbox", name="Mail address").fill("bat@example.org")
        await form.get_by_role("button", name="Add").click()
        await expect(page.get_by_text("waiting for its code")).to_be_visible()
        await send(world, "mail", outlet)
        body = inbox.received[0].get_body(("plain",))
        assert body is not None
        found = re.search(r"\b[0-9]{6}\b", body.get_content())
        assert found is not None
        await page.get_by_label("Code", exact=True).fill("000000" if found.group() != "000000" else "000001")
        await page.get_by_role("button", name="Verify").click()
        await expect(page.get_by_role("alert")).to_contain_text("not the code that was sent")
        await page.get_by_label("Code", exact=True).fill(found.group())
        await page.get_by_role("button", name="Verify").click()
        await expect(page.get_by_text("Verified")).to_be_visible()
        await page.get_by_text("What is told").click()
        await page.get_by_label("Due soon").uncheck()
        await expect(page.get_by_text("Saved")).to_be_visible()
        await expect(page.get_by_label("Overdue at your unit")).to_be_disabled()
        await assert_accessible(page)
        await page.get_by_role("button", name="Send a test message").click()
        await expect(page.get_by_text("A test message is on its way")).to_be_visible()
        await send(world, "mail", outlet)
        assert len(inbox.received) == 2
        await page.reload()
        await expect(page.get_by_text("Test message", exact=True)).to_be_visible()
        await page.get_by_text("What is told").click()
        await expect(page.get_by_label("Due soon")).not_to_be_checked()


@pytest.mark.browser
async def test_a_wording_is_read_with_a_sample_before_it_counts_and_a_unit_says_where_nobody_acts(
    windows: Windows, world: World
) -> None:
    """What cannot be a template is told in the preview too; nothing is published by looking."""
    page = await work_as(windows, world, "管理员", "K1", "admin")
    address = f"{windows.origin}/v1/units/{world.id('K1')}/message-templates"
    words = {"rule": "assigned", "language": "en", "subject": "Yours", "body": "{{ number }}", "short": "Yours"}
    made = await page.request.post(address, data=words, headers=await world.key("K1", "admin"))
    assert made.status == 201, await made.text()
    await page.goto(f"/console/organisation/units/{world.id('K1')}")
    await expect(page.locator(".unit-gaps")).to_contain_text("单位K1-ZJ")
    await page.locator(".wording summary").click()
    await page.get_by_role("button", name="Publish a version").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Text").fill("{{ number }} “{{ title }}” of {{ unit }}, due {{ due }}")
    await dialog.get_by_role("button", name="Preview").click()
    await expect(dialog.locator(".preview")).to_contain_text(
        "“No light at the east gate” of 单位K1, due 2026-03-12 17:30"
    )
    await assert_accessible(page)
    await dialog.get_by_label("Text").fill("{{ nobody }}")
    await expect(dialog.locator(".preview")).to_have_count(0)
    await dialog.get_by_role("button", name="Preview").click()
    await expect(dialog.locator(".note")).to_be_visible()
    await dialog.get_by_role("button", name="Cancel").click()
    listed = await page.request.get(address, headers=await world.key("K1", "admin"))
    assert [each["version"] for each in (await listed.json())["items"]] == [1]
