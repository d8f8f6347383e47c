# ruff: noqa: INP001 - a script, no package
"""The pictures of the films: they are taken in a browser on a fresh sample world.

`escalation serve --migrate --sample` prints a link to be anybody by a click; with it:
`python docs/films/make.py LINK`. Afterwards that world has the tickets of the films: take a fresh one the next time.
It has to reach a receiver here, and both have to speak Chinese: `ESCALATION_LANGUAGE=zh`,
`ESCALATION_WEBHOOK_ALLOW_HTTP=true ESCALATION_WEBHOOK_ALLOWED_NETWORKS=127.0.0.0/8`.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html import escape
from io import BytesIO
from pathlib import Path
from shutil import which
from socket import create_connection
from subprocess import Popen
from tempfile import TemporaryFile
from time import sleep
from typing import Final
from urllib.parse import urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE: Final = Path(__file__).parent
WIDE: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 390, "height": 780}
VILLAGE, VILLAGE_LEADER, TOWNSHIP_LEADER, OFFICE, SUPERVISOR, DEPARTMENT, CITY, MACHINES = 0, 1, 2, 3, 4, 5, 6, 7
RECEIVER_PORT: Final = 8787
VERIFIED: Final = "真实"
"""What a receiver says of a message whose signature is ours."""
TERMINAL: Final = """<!doctype html><style>
body { margin: 0; padding: 24px; background: #15181c; color: #e8ebee }
pre { font: 16px/1.7 monospace; white-space: pre-wrap; overflow-wrap: anywhere }
</style><pre>"""
MOST: Final = 60_000
"""Bytes of a picture."""


class Film:
    """One story: its pictures have its name and a number."""

    def __init__(self, name: str, browser: Browser, link: str) -> None:
        self.name, self.taken, self._link = name, 0, link
        self._browser = browser
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(link))

    def window(self, size: ViewportSize) -> Page:
        """Of somebody who was never here."""
        context = self._browser.new_context(locale="zh-CN", viewport=size, base_url=self.origin)
        context.add_init_script("localStorage.setItem('console.tour.closed', 'yes')")
        return context.new_page()

    def be(self, who: int, size: ViewportSize = WIDE) -> Page:
        """Somebody of the sample, at work: the one of this place in its list."""
        page = self.window(size)
        page.goto(self._link)
        page.locator(".people button").nth(who).click()
        page.wait_for_url("**/console/**")
        return page

    def take(self, page: Page) -> None:
        """The next picture."""
        page.locator(":is(h1, h2, pre):visible").first.wait_for()
        page.wait_for_timeout(1200)  # It listens for news without end: there is no moment at which nothing is asked.
        self.taken += 1
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        kept = BytesIO()
        for quality in (70, 55, 40):
            kept = BytesIO()
            picture.save(kept, "WEBP", quality=quality, method=6)
            if kept.tell() <= MOST:
                break
        (HERE / f"{self.name}-{self.taken}.webp").write_bytes(kept.getvalue())


def clerk(film: Film) -> None:
    """A village clerk registers a complaint; it goes up, through the hands of a department, and is settled."""
    page = film.be(VILLAGE)
    page.goto("/console/desk")
    film.take(page)
    address = register(film, page)
    dispatch_and_sign(film.be(VILLAGE_LEADER), page, address)
    film.take(page)
    fill(page, "上报上级", "栏杆加固需要街道安排施工队。")
    film.take(page)
    submit(page, "上报上级")
    page = film.be(TOWNSHIP_LEADER)
    page.goto(address)
    move(page, "签收")
    move(page, "上报上级", "承重安全要由住建部门鉴定，街道没有资质。")
    page = film.be(OFFICE)
    page.goto(address)
    move(page, "签收")
    ask_department(page)
    film.take(page)
    submit(page, "协调联办")
    department = film.be(DEPARTMENT)
    department.goto(address)
    fill(department, "协办反馈", "已到现场鉴定：立柱松动，加固即可，施工方案已交社区。")
    film.take(department)
    submit(department, "协办反馈")
    settle(film, page, address)


def register(film: Film, page: Page) -> str:
    """What somebody said becomes a ticket: its address."""
    page.goto("/console/register")
    page.get_by_label("事由").fill("小区西门栏杆松动")
    page.get_by_label("群众原话").fill("西门台阶旁的栏杆松了，上下台阶不安全，希望尽快加固。")
    page.locator(".pair .input").nth(1).fill("天润小区西门")
    film.take(page)
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("link", name="去生成交办单").click()
    page.get_by_role("heading", name="小区西门栏杆松动").wait_for()
    film.take(page)
    page.get_by_role("button", name="生成交办单").click()
    page.locator(".told-line a").click()
    page.wait_for_url("**/tickets/**")
    return page.url


def dispatch_and_sign(leader: Page, clerk_page: Page, address: str) -> None:
    """The leader of the unit gives it to the unit itself, and the clerk signs for it."""
    leader.goto(address)
    move(leader, "交办")
    clerk_page.goto(address)
    move(clerk_page, "签收")


def ask_department(page: Page) -> None:
    """The office asks the department of housing for its part."""
    begin(page, "协调联办")
    dialog = page.get_by_role("dialog", name="协调联办")
    dialog.get_by_role("combobox").fill("海拉尔区住房")
    page.get_by_role("option", name="海拉尔区住房和城乡建设局").click()
    dialog.locator(".joint-line textarea").fill("鉴定西门栏杆是否承重安全，提出加固方案。")


def settle(film: Film, page: Page, address: str) -> None:
    """Result and audit by the office that has the ticket, the call to the citizen by the one above, and the end."""
    page.goto(address)
    fill(page, "本级解决", "栏杆已加固并重新浇筑基座，西门通道恢复通行。感谢您的提醒。")
    page.get_by_role("dialog").locator("select").first.select_option(index=1)
    film.take(page)
    submit(page, "本级解决")
    begin(page, "审核通过")
    film.take(page)
    submit(page, "审核通过")
    page = film.be(CITY)
    page.goto(address)
    confirm(film, page)
    page.evaluate("scrollTo(0, 0)")
    film.take(page)


def confirm(film: Film, page: Page) -> None:
    """The city, above whoever has settled it, calls the citizen, who is content."""
    begin(page, "回访办结")
    dialog = page.get_by_role("dialog", name="回访办结")
    dialog.get_by_role("checkbox").first.check()
    dialog.locator("input[type=radio][value='5']").check()
    film.take(page)
    submit(page, "回访办结")


def office(film: Film) -> None:
    """The office of a district goes through its inbox: what is alike becomes one ticket, what is none is dismissed."""
    page = film.be(OFFICE)
    page.goto("/console/inbox")
    page.get_by_role("button", name="小区暖气不热").click()
    film.take(page)
    for box in page.locator(".alike input").all()[:2]:
        box.check()
    film.take(page)
    page.get_by_role("button", name="合并生成一件交办单").click()
    film.take(page)
    page.locator(".told-line a").click()
    page.locator(".history").wait_for()
    film.take(page)
    begin(page, "交办")
    film.take(page)
    submit(page, "交办")
    film.take(page)
    page.goto("/console/inbox")
    page.get_by_role("button", name="公交车间隔太长").click()
    page.locator("summary", has_text="不予受理").click()
    page.locator("details[open] input").last.fill("公交班次由运输公司另行公布，已电话告知来电人。")
    film.take(page)
    page.get_by_role("button", name="不予受理").last.click()
    page.locator(".told-line").wait_for()
    film.take(page)


def supervisor(film: Film) -> None:
    """A supervisor's Monday: the wall, down to what is late, an order, and the answer to it."""
    page = film.be(SUPERVISOR)
    page.goto("/console/wall")
    page.locator("canvas").first.wait_for()
    film.take(page)
    page.get_by_role("link", name="高层住户白天停水").first.click()
    page.locator(".history").wait_for()
    film.take(page)
    fill(page, "督办", "住建局已报结果，请今天内审核并回访住户。")
    page.get_by_role("dialog").locator("select").first.select_option(index=1)
    film.take(page)
    submit(page, "督办")
    page.locator(".tasks").scroll_into_view_if_needed()
    film.take(page)
    answering = film.be(OFFICE)
    answering.goto(page.url)
    answering.locator(".tasks button").first.click()
    dialog = answering.get_by_role("dialog")
    dialog.locator("textarea").last.fill("已审核，正在逐户回访，今天下班前办结。")
    film.take(answering)
    dialog.get_by_role("button", name="提交").click()
    dialog.wait_for(state="hidden")
    page.reload()
    page.locator(".tasks .reply").scroll_into_view_if_needed()
    film.take(page)


def integrator(film: Film) -> None:
    """The first webhook: from an empty page to a message that a receiver has verified."""
    page = film.be(MACHINES)
    page.goto("/console/hooks")
    film.take(page)
    page.goto("/console/hooks/new")
    page.get_by_label("接收地址").fill(f"http://127.0.0.1:{RECEIVER_PORT}/hooks")
    page.get_by_label("用途").fill("对接市级督查平台")
    film.take(page)
    page.get_by_role("button", name="创建", exact=True).click()
    secret = page.get_by_label("签名密钥", exact=True).input_value()
    page.get_by_role("button", name="Python").click()
    film.take(page)
    with receiving(secret) as told:
        page.get_by_role("link", name="已保存，前往查看").click()
        page.get_by_role("button", name="发送示例").click()
        page.get_by_role("heading", name="对方已接收").wait_for()
        film.take(page)
        terminal = film.window({"width": 1280, "height": 200})
        lines = told()
        if VERIFIED not in lines:
            raise SystemExit(lines)
        terminal.set_content(TERMINAL + escape(lines))
        film.take(terminal)
        page.get_by_role("link", name="推送记录").click()
        page.locator(".delivery-rows").wait_for()
        film.take(page)


@contextmanager
def receiving(secret: str) -> Iterator[Callable[[], str]]:
    """A receiver on this machine; yields what tells all that it has printed."""
    program = [
        str(Path(sys.executable).with_name("escalation")),
        "listen",
        "--port",
        str(RECEIVER_PORT),
        "--secret",
        secret,
    ]
    with TemporaryFile("w+") as printed:
        receiver = Popen(program, stdout=printed, stderr=printed, text=True)
        try:
            until_open(RECEIVER_PORT)

            def told() -> str:
                printed.seek(0)
                return "$ escalation listen --secret whsec_…\n" + printed.read()

            yield told
        finally:
            receiver.terminate()
            receiver.wait()


def until_open(port: int) -> None:
    """Wait until somebody listens there."""
    while True:
        with suppress(OSError), create_connection(("127.0.0.1", port), timeout=1):
            return
        sleep(0.1)


def citizen(film: Film) -> None:
    """A citizen says what is wrong by telephone, follows it with a code, and says that it is not solved."""
    page = film.window(PHONE)
    page.goto("/submit?unit=150702001001")
    page.get_by_label("什么事").fill("小区北门积雪没有清")
    page.get_by_label("具体情况").fill("北门坡道积雪结冰，今天已经有人滑倒，希望尽快清理撒盐。")
    film.take(page)
    page.get_by_label("详细地点").fill("天润小区北门坡道")
    page.locator("#files").set_input_files([{"name": "door.png", "mimeType": "image/png", "buffer": snow()}])
    page.get_by_role("img", name="照片 1").wait_for()
    page.get_by_role("img", name="照片 1").scroll_into_view_if_needed()
    film.take(page)
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="已提交").wait_for()
    page.get_by_text("1 张照片已送达").wait_for()
    code = page.locator("#code").inner_text()
    film.take(page)
    address = handle(film)
    page.get_by_role("button", name="我已记下").click()
    page.wait_for_url("**/track")
    page.get_by_label("查询码").fill(code)
    page.get_by_label("查询码").press("Enter")
    page.get_by_role("radio", name="没有解决").wait_for()
    film.take(page)
    page.get_by_role("radio", name="没有解决").check()
    page.locator("textarea").last.fill("只清了一半，坡道下面还有冰。")
    page.locator("textarea").last.scroll_into_view_if_needed()
    film.take(page)
    page.get_by_role("button", name="提交").last.click()
    page.get_by_role("status").wait_for()
    film.take(page)
    desk = film.be(VILLAGE)
    desk.goto(address)
    desk.locator(".history").wait_for()
    film.take(desk)


def handle(film: Film) -> str:
    """The village makes a ticket of it and gives a result: the address of the ticket."""
    page = film.be(VILLAGE)
    page.goto("/console/inbox")
    page.get_by_role("button", name="小区北门积雪没有清").first.click()
    page.get_by_role("button", name="生成交办单").click()
    page.locator(".told-line a").click()
    page.wait_for_url("**/tickets/**")
    leader = film.be(VILLAGE_LEADER)
    dispatch_and_sign(leader, page, page.url)
    fill(page, "本级解决", "北门积雪已清理。")
    page.get_by_role("dialog").locator("select").first.select_option(index=1)
    submit(page, "本级解决")
    leader.reload()
    move(leader, "审核通过")
    return page.url


def snow() -> bytes:
    """A photo: a grey evening, a door, and snow before it."""
    picture = Image.new("RGB", (1200, 900), (150, 160, 175))
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((380, 180, 820, 640), fill=(120, 92, 80))
    drawing.rectangle((480, 300, 720, 640), fill=(70, 60, 64))
    drawing.polygon(((0, 900), (0, 640), (420, 600), (760, 690), (1200, 610), (1200, 900)), fill=(236, 240, 245))
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


FILMS: Final[dict[str, Callable[[Film], None]]] = {
    "clerk": clerk, "office": office, "supervisor": supervisor, "integrator": integrator, "citizen": citizen,
}  # fmt: skip


def begin(page: Page, name: str) -> None:
    """Open the form of a move, wherever its button is: some are behind “more”."""
    button = page.locator(".moves button").get_by_text(name, exact=True)
    button.wait_for(state="attached")
    if not button.is_visible():
        page.locator(".moves summary").click()
    button.click()


def fill(page: Page, name: str, words: str) -> None:
    """Open the form of a move, and write what it asks for in words."""
    begin(page, name)
    page.get_by_role("dialog", name=name).locator("textarea").last.fill(words)


def submit(page: Page, name: str) -> None:
    """Send the form that is open."""
    dialog = page.get_by_role("dialog", name=name)
    dialog.get_by_role("button", name="提交").click()
    dialog.wait_for(state="hidden")


def move(page: Page, name: str, words: str = "") -> None:
    """Make a move that needs a few words, or nothing."""
    if words:
        fill(page, name, words)
    else:
        begin(page, name)
    submit(page, name)


def main(link: str, names: list[str]) -> None:
    """Take the pictures of these films, or of all."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for name in names or FILMS:
            FILMS[name](Film(name, browser, link))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
