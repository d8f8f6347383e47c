"""Files come to a ticket by every way that a browser has, over a network that goes away, and are taken away again."""

from io import BytesIO
from os import urandom

import pytest
from PIL import Image
from playwright.async_api import FilePayload, Page, Response, expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.makers import a_ticket
from tests.support.waiting import until
from tests.support.world import World

DROP = """
([element, name, size, type]) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(size).fill(7)], name, { type }));
    const at = document.querySelector(element);
    at.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
}
"""
PASTE = """
async () => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    canvas.getContext("2d").fillRect(8, 8, 30, 30);
    const blob = await new Promise(resolve => canvas.toBlob(resolve, "image/png"));
    const files = new DataTransfer();
    files.items.add(new File([blob], "image.png", { type: "image/png" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
}
"""


def noise(size: int = 1000) -> bytes:
    """A photo that no compression makes small."""
    written = BytesIO()
    Image.frombytes("RGB", (size, size), urandom(size * size * 3)).save(written, "JPEG", quality=95)
    return written.getvalue()


async def choose(page: Page, name: str, content: bytes, type_: str) -> None:
    file = FilePayload(name=name, mimeType=type_, buffer=content)
    await page.locator("input[type=file][multiple]").set_input_files(file)


@pytest.mark.browser
async def test_a_photo_goes_on_where_it_was_when_the_network_comes_back(windows: Windows, world: World) -> None:
    ticket = await a_ticket(world, "V1")
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.goto(f"/console/tickets/{ticket}")
    starts: list[int] = []
    photo = noise()
    assert len(photo) > 1 << 20, "it takes several parts"

    async def cut_after_the_first(answer: Response) -> None:
        if "/parts?start=" in answer.url:
            starts.append(int(answer.url.rpartition("=")[2]))
            if len(starts) == 1:
                await page.context.set_offline(True)

    page.on("response", cut_after_the_first)
    await expect(page.get_by_role("button", name="Add files")).to_be_visible()
    await choose(page, "现场.jpg", photo, "image/jpeg")
    going = page.get_by_role("list", name="Files on their way")
    await expect(going).to_contain_text("No network: it goes on by itself")
    await page.context.set_offline(False)
    await expect(page.locator(".files img")).to_have_count(1)
    await expect(going).to_be_hidden()
    assert sorted(set(starts)) == list(range(0, len(photo), 512 * 1024)), "no part was skipped"
    assert starts.count(0) == 1, "what had arrived was not sent again"

    async def is_shown() -> bool:
        return bool(await page.locator(".files img").evaluate("img => img.naturalWidth > 0"))

    await until(is_shown)
    await page.get_by_role("button", name="Remove “现场.jpg”").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Remove it").click()
    await expect(dialog.get_by_text("This is needed.")).to_be_visible()
    await assert_accessible(page)
    await dialog.locator("textarea").fill("照片拍错了。")
    await dialog.get_by_role("button", name="Remove it").click()
    await expect(page.locator(".files")).to_have_count(0)
    await expect(page.locator(".history")).to_contain_text("照片拍错了。")


@pytest.mark.browser
async def test_each_file_says_what_is_wrong_with_it_and_the_others_go_their_way(windows: Windows, world: World) -> None:
    """Dropped, pasted, chosen; a phone offers its camera, and nothing sticks out there though the ticket is late."""
    ticket = await a_ticket(world, "V1")
    await world.advance(days=30)
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.goto(f"/console/tickets/{ticket}")
    await expect(page.get_by_role("button", name="Add files")).to_be_visible()
    await page.evaluate(DROP, [".attach", "录像.pdf", 21 << 20, "application/pdf"])
    await choose(page, "表格.docx", b"no document at all", "application/octet-stream")
    await page.evaluate(PASTE)
    going = page.get_by_role("list", name="Files on their way")
    await expect(going.get_by_role("listitem").filter(has_text="录像.pdf")).to_contain_text("larger than 20 MB")
    await expect(going.get_by_role("listitem").filter(has_text="表格.docx")).to_contain_text("Only pictures")
    await expect(page.locator(".files img")).to_have_count(1)
    await expect(going.get_by_role("listitem")).to_have_count(2)
    await assert_accessible(page)
    await going.get_by_role("button", name="Close").first.click()
    await expect(going.get_by_role("listitem")).to_have_count(1)
    assert await page.locator("input[capture=environment]").count() == 1
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(page.get_by_role("button", name="Take a photo")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
