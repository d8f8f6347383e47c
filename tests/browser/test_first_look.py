"""How often does a first look wait for the server? Whoever is far away, or on a thin line, pays for each time."""

import asyncio
from typing import Final

import pytest
from playwright.async_api import Page, Route

from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.waiting import no_hanging
from tests.support.world import World

QUIET: Final = 1.0
"""Seconds without a new request after which a page has asked for all that it can without another answer."""


async def trips(page: Page, address: str, shows: str) -> list[list[str]]:
    """What a page asks for until `shows` is seen, by trip: no answer comes before all that can be asked has been."""
    held: list[Route] = []

    async def hold(route: Route) -> None:
        if route.request.is_navigation_request():
            await route.continue_()
        else:
            held.append(route)

    await page.route("**/*", hold)
    await page.goto(address, wait_until="commit")
    made = [[address]]
    async with no_hanging():
        while True:
            asked = -1
            while asked != len(held):
                asked = len(held)
                await asyncio.sleep(QUIET)
            if await page.locator(shows).first.is_visible():
                break
            answered, held = held, []
            if answered:
                made.append([route.request.url for route in answered])
            for route in answered:
                await route.continue_()
    await page.unroute_all(behavior="ignoreErrors")
    return made


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "shows", "most"),
    [
        ("/console/tickets/{ticket}", ".history li", 3),
        ("/console/desk", "a.matter", 4),
        ("/console/wall", ".figures", 4),
    ],
    ids=["ticket", "desk", "wall"],
)
async def test_a_first_look_waits_for_nothing_that_it_does_not_need(
    windows: Windows, world: World, address: str, shows: str, most: int
) -> None:
    """The page, its files, then everything that is asked for; at the desk what lies there follows its counters."""
    ticket = await a_ticket(world, "V1")
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    page = await windows.of(world, "巴特尔", ("V1", "leader"))
    made = await trips(page, address.format(ticket=ticket), shows)
    assert len(made) <= most, "\n".join(f"{nth}: {each}" for nth, each in enumerate(made, 1))
