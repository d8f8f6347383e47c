"""Places on a map, in a real browser with tiles of a server of our own; and without one, as lists."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Final

import pytest
from fastapi import FastAPI
from PIL import Image
from playwright.async_api import Page, expect

from escalation.console.api.files import offer_map
from escalation.console.domain.map_source import MapSource
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.opinions.test_opinions_api import FORM, OPINION
from tests.support.world import World

GREEN: Final = (20, 160, 90)
EAST, WEST = {"longitude": 119.76, "latitude": 49.21}, {"longitude": 119.71, "latitude": 49.21}


class _Tiles(BaseHTTPRequestHandler):
    """Every tile is of one colour, so that a picture of the page tells whether it was drawn."""

    asked: Final[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        picture = BytesIO()
        Image.new("RGB", (256, 256), GREEN).save(picture, "PNG")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(picture.getvalue())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def tiles() -> Iterator[str]:
    """Where tiles are served, on another port: another origin for the page."""
    _Tiles.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Tiles)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    server.shutdown()
    server.server_close()
    thread.join()


async def form(world: World, windows: Windows, page: Page, title: str, where: dict[str, float]) -> str:
    body = {**FORM, "opinion": {**OPINION, "title": title, "place": title[:2], "location": where}}
    answer = await page.request.post(
        f"{windows.origin}/v1/tickets", data=body, headers=await world.key("V1", "handler")
    )
    assert answer.status == 201, await answer.text()
    return str((await answer.json())["id"])


async def drawn(page: Page) -> bool:
    """Whether a good part of the map has the colour of the tiles, within some seconds."""
    for _ in range(100):
        picture = Image.open(BytesIO(await page.locator(".place-map .view").screenshot())).convert("RGB")
        counted = {colour: number for number, colour in picture.getcolors(maxcolors=2**24) or ()}
        if counted.get(GREEN, 0) > picture.width * picture.height / 2:
            return True
        await asyncio.sleep(0.1)
    return False


@pytest.mark.browser
async def test_tickets_lie_on_a_map_and_the_list_beside_it_says_the_same(
    windows: Windows, world: World, app: FastAPI, tiles: str
) -> None:
    """Nothing is asked of the tiles' host, and nothing of the library loaded, before somebody opens the map."""
    offer_map(app, MapSource((tiles,), "测试地图", "https://map.example/"))
    page = await work_as(windows, world, "苏和", "K1", "office")
    east = await form(world, windows, page, "东门路灯不亮", EAST)
    await form(world, windows, page, "西门井盖丢失", WEST)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    await page.goto("/console/tickets")
    await expect(page.locator("a.matter")).to_have_count(2)
    assert _Tiles.asked == []
    assert [each for each in loaded if "maplibre" in each or "PlaceMap" in each] == []
    await page.get_by_role("link", name="Map", exact=True).click()
    await page.wait_for_url("**/tickets?view=map")
    await expect(page.locator(".map-mark")).to_have_text(["1", "2"])
    await expect(page.locator(".ticket-map li")).to_have_count(2)
    await expect(page.locator(".place-map figcaption")).to_contain_text("测试地图")
    assert await drawn(page)
    await assert_accessible(page)
    await page.locator(".ticket-map").get_by_role("link", name="东门路灯不亮").focus()
    await expect(page.locator(".map-mark.chosen")).to_have_count(1)
    # By keys alone: the map is moved until one of the two is gone, and what is there then is listed.
    await page.locator(".maplibregl-canvas").focus()
    for _ in range(4):
        await page.keyboard.press("ArrowRight")
        await page.wait_for_timeout(400)
    await page.get_by_role("button", name="List what is here").press("Enter")
    await expect(page.locator(".ticket-map li")).to_have_count(1)
    await page.get_by_role("button", name="Everywhere").click()
    await expect(page.locator(".ticket-map li")).to_have_count(2)
    await page.locator(".ticket-map").get_by_role("link", name="东门路灯不亮").click()
    await page.wait_for_url(f"**/tickets/{east}")
    await page.get_by_role("button", name="Show on a map").click()
    assert await drawn(page)
    await page.get_by_text("Other opinions within 500 m").click()
    await expect(page.get_by_text("No other opinion within 500 m.")).to_be_visible()
    await assert_accessible(page)


@pytest.mark.browser
async def test_a_place_is_marked_by_keys_when_something_is_registered(
    windows: Windows, world: World, app: FastAPI, tiles: str
) -> None:
    """The map begins where the newest opinion is, and what is near the marked place is told before it is sent."""
    offer_map(app, MapSource((tiles,), "测试地图"))
    page = await work_as(windows, world, "经办人", "V1", "handler")
    await form(world, windows, page, "东门路灯不亮", EAST)
    await page.goto("/console/register")
    await page.get_by_label("What it is about").fill("路灯又不亮了")
    await page.get_by_label("What was said").fill("东门的路灯又不亮了。")
    await page.get_by_role("button", name="Mark it on a map").click()
    assert await drawn(page)
    await assert_accessible(page)
    await page.get_by_role("button", name="It is here").press("Enter")
    await expect(page.get_by_role("button", name="Mark again")).to_be_focused()
    await expect(page.locator(".near-list")).to_contain_text("about 0 m")
    await page.get_by_role("button", name="Register", exact=True).click()
    await expect(page.get_by_role("heading", name="Registered")).to_be_focused()
    stored = "SELECT longitude, latitude FROM opinions WHERE title = '路灯又不亮了'"
    row = await world.runtime.database.pool.fetchrow(stored)
    assert row is not None
    assert dict(row) == pytest.approx(EAST, abs=1e-4)


@pytest.mark.browser
async def test_without_a_map_places_are_lists(windows: Windows, world: World, app: FastAPI) -> None:
    """No operator has named one: nobody is asked for anything, and what is near is a list by distance."""
    offer_map(app, None)
    page = await work_as(windows, world, "经办人", "V1", "handler")
    first = await form(world, windows, page, "东门路灯不亮", EAST)
    await form(world, windows, page, "东门井盖丢失", {**EAST, "longitude": 119.7601})
    await page.goto("/console/tickets?view=map")
    await expect(page.locator("a.matter")).to_have_count(2)
    await expect(page.get_by_role("link", name="Map", exact=True)).to_have_count(0)
    await page.goto(f"/console/tickets/{first}")
    await page.get_by_text("Other opinions within 500 m").click()
    await expect(page.locator(".near-list li")).to_contain_text(["东门井盖丢失about 7 m · has a ticket · 东门"])
    await expect(page.get_by_role("button", name="Show on a map")).to_have_count(0)
    await assert_accessible(page)


@pytest.mark.browser
async def test_a_browser_that_cannot_draw_shows_the_list(
    windows: Windows, world: World, app: FastAPI, tiles: str
) -> None:
    offer_map(app, MapSource((tiles,), "测试地图"))
    page = await work_as(windows, world, "苏和", "K1", "office")
    await form(world, windows, page, "东门路灯不亮", EAST)
    await page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    await page.goto("/console/tickets?view=map")
    await expect(page.get_by_text("This browser cannot draw the map")).to_be_visible()
    await expect(page.locator(".ticket-map li")).to_have_count(1)
    await assert_accessible(page)
