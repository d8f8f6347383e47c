"""Whoever sees no colours is warned all the same: each level of a warning has a shape of its own, and words."""

from collections.abc import Mapping
from io import BytesIO
from itertools import combinations
from typing import Final
from uuid import UUID

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.async_api import Locator, Page, expect

from tests.browser.looking import PICTURES
from tests.browser.windows import Windows
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.world import World

LEVELS: Final = {"red": "-9 hours", "orange": "3 hours", "yellow": "20 hours"}
"""How long each has, by the levels of a warning."""
WORDS: Final = {"red": "late", "orange": "left", "yellow": "left"}
SIDE: Final = 24
"""Marks are compared as squares of so many pixels."""
DIFFERENT: Final = 0.1
"""So much of the square, at least, is ink in one mark and paper in the other."""


async def three_levels(world: World) -> Mapping[str, UUID]:
    """A ticket of each level of a warning."""
    tickets = {level: await a_ticket(world, "V1") for level in LEVELS}
    async with as_owner(world.runtime.database).connection() as connection:
        for level, left in LEVELS.items():
            await connection.raw.execute(
                "UPDATE tickets SET warning = $2, stage_due_at = clock_timestamp() + $3::text::interval WHERE id = $1",
                tickets[level], level, left,
            )  # fmt: skip
    return tickets


async def mark_of(page: Page, level: str) -> Locator:
    """The first mark of a level that is seen on a page; with words beside the shape."""
    mark = page.locator(f"main .late-mark.{level}").first
    await expect(mark).to_contain_text(WORDS[level])
    return mark.locator("[aria-hidden]")


async def shape(mark: Locator) -> Image.Image:
    """The ink of a mark as whoever sees no colours sees it: cut to what is drawn, and as large as any other."""
    picture = Image.open(BytesIO(await mark.screenshot())).convert("L")
    paper = picture.getpixel((0, 0))
    ink = ImageChops.difference(picture, Image.new("L", picture.size, paper)).point(lambda value: 255 * (value > 40))
    return ink.crop(ink.getbbox()).resize((SIDE, SIDE))


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are ink in one alone."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255


@pytest.mark.browser
async def test_warnings_are_told_apart_without_colours(windows: Windows, world: World) -> None:
    """On the desk, in the list, on the wall and on a ticket; the pictures are in build/pictures afterwards."""
    tickets = await three_levels(world)
    page = await windows.of(world, "巴特尔", ("V1", "leader"), device_scale_factor=3)
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    PICTURES.mkdir(parents=True, exist_ok=True)
    shapes: dict[str, dict[str, Image.Image]] = {level: {} for level in LEVELS}
    seen = {"desk": "/desk", "list": "/tickets", "wall": "/wall"} | {
        f"ticket {level}": f"/tickets/{ticket}" for level, ticket in tickets.items()
    }
    for name, address in seen.items():
        await page.goto(f"/console{address}")
        await expect(page.locator("main .late-mark").first).to_be_visible()
        for level in LEVELS:
            if await page.locator(f"main .late-mark.{level}").count():
                shapes[level][name] = await shape(await mark_of(page, level))
        await page.screenshot(path=PICTURES / f"grey-{name.replace(' ', '-')}.png", full_page=True, scale="css")
    for level, places in shapes.items():
        assert places.keys() >= {"desk", "list", f"ticket {level}"} | ({"wall"} if level == "red" else set())
        # A level has one shape, wherever it stands.
        assert all(difference(one, other) < DIFFERENT for one, other in combinations(places.values(), 2))
    for one, other in combinations(LEVELS, 2):
        assert difference(shapes[one]["desk"], shapes[other]["desk"]) > DIFFERENT, (one, other)
