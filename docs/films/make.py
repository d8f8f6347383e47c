# ruff: noqa: INP001 - a script, no package
"""The pictures of the films: they are taken in a browser on a fresh sample world.

`escalation serve --migrate --sample` prints a link to be anybody by a click; with it:
`python docs/films/make.py LINK`. Afterwards that world has the tickets of the films: take a fresh one the next time.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Final
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE: Final = Path(__file__).parent
WIDE: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 390, "height": 780}
VILLAGE, VILLAGE_LEADER, OFFICE, SUPERVISOR, MACHINES = 0, 1, 3, 4, 7
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
        page.locator("h1").first.wait_for()
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
    """A village clerk registers a complaint, forms a ticket of it, and signs for it."""
    page = film.be(VILLAGE)
    page.goto("/console/desk")
    film.take(page)
    page.goto("/console/register")
    page.get_by_label("事由").fill("小区西门栏杆松动")
    page.get_by_label("群众原话").fill("西门台阶旁的栏杆松了，老人扶着走不安全，希望尽快加固。")
    page.locator(".pair .input").nth(1).fill("天润小区西门")
    film.take(page)
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("link", name="去生成交办单").click()
    page.get_by_role("heading", name="小区西门栏杆松动").wait_for()
    film.take(page)
    page.get_by_role("button", name="生成交办单").click()
    page.locator(".told-line a").click()
    page.wait_for_url("**/tickets/**")
    address = page.url
    leader = film.be(VILLAGE_LEADER)
    leader.goto(address)
    move(leader, "交办")
    page.reload()
    move(page, "签收")
    film.take(page)
    page.get_by_role("button", name="本级解决").click()
    film.take(page)


def office(film: Film) -> None:
    """The office of a district goes through its inbox, and makes one ticket of what is alike."""
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
    page.get_by_role("button", name="交办", exact=True).click()
    film.take(page)


def supervisor(film: Film) -> None:
    """A supervisor's Monday: the wall, down to what is late, and an order."""
    page = film.be(SUPERVISOR)
    page.goto("/console/wall")
    page.locator("canvas").first.wait_for()
    film.take(page)
    page.locator("a.matter").first.click()
    page.locator(".history").wait_for()
    film.take(page)
    page.get_by_role("button", name="督办").first.click()
    film.take(page)


def integrator(film: Film) -> None:
    """The first webhook."""
    page = film.be(MACHINES)
    page.goto("/console/hooks")
    film.take(page)
    page.goto("/console/hooks/new")
    film.take(page)


def citizen(film: Film) -> None:
    """A citizen says what is wrong by telephone, and follows it with a code."""
    page = film.window(PHONE)
    page.goto("/submit")
    page.get_by_label("什么事").fill("小区北门积雪没有清")
    page.get_by_label("具体情况").fill("北门坡道积雪结冰，今天已经有人滑倒，希望尽快清理撒盐。")
    film.take(page)
    page.get_by_label("详细地点").fill("祥福里小区北门")
    page.get_by_label("电话").scroll_into_view_if_needed()
    film.take(page)


FILMS: Final[dict[str, Callable[[Film], None]]] = {
    "clerk": clerk, "office": office, "supervisor": supervisor, "integrator": integrator, "citizen": citizen,
}  # fmt: skip


def move(page: Page, name: str) -> None:
    """Make a move that needs no field."""
    page.get_by_role("button", name=name, exact=True).click()
    dialog = page.get_by_role("dialog", name=name)
    dialog.get_by_role("button", name="提交").click()
    dialog.wait_for(state="hidden")


def main(link: str, names: list[str]) -> None:
    """Take the pictures of these films, or of all."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for name in names or FILMS:
            FILMS[name](Film(name, browser, link))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
