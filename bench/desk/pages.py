"""What does somebody at a desk wait for? The same database in a real browser: first looks over a thin line, and clicks.

First looks begin with nothing kept, over 1.6 Mbit/s with 150 ms to the server and a sixth of the processor; clicks are
on the loopback interface at full speed. Seconds depend on what else the machine does; bytes, requests and how far
things move do not.
"""

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, async_playwright, expect
from rich.console import Console

from bench.support.layout import percentile, table
from bench.transitions.workload import Matter
from escalation.actors import OPERATOR, Role
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.members import Membership, NewMember, give_role, insert_members
from escalation.sign_in.usecases.invitations import WantedInvitation, invite

FIRST_LOOKS: Final = {
    "desk": ("/console/desk", "a.matter", 3.5),
    "ticket": ("/console/tickets/{ticket}", ".history", 3.5),
    "wall": ("/console/wall", ".figures", 4.5),
}
"""Where it is, what is there once it can be read, and the seconds that it may take."""
CLICKS: Final = {"list → ticket": 0.6, "filter": 0.4}
"""The seconds that 95 of a hundred may take at most."""
THIN_LINE: Final = {
    "offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8
}  # fmt: skip
"""Milliseconds, and bytes a second."""
SLOWER: Final = 6
LOOKS: Final = 3
SHIFTED: Final = """
() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value
  }).observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(sum), 100)
})
"""
_PASSWORD: Final = "six quiet boats below the northern bridge"  # noqa: S105 - of people who are made up here


@dataclass(slots=True)
class Seen:
    """How long something took each time, what had come for it over the line by then, and how far things moved."""

    limit: float
    passed: list[float] = field(default_factory=list)
    requests: int = 0
    bytes: int = 0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A server with its database, and a ticket that somebody works on there."""

    origin: str
    runtime: Runtime
    matter: Matter


def chromium() -> str | None:
    """The program, if the system has one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


async def measure(place: Place, rounds: int) -> Mapping[str, Seen]:
    """Look, and click `rounds` times."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            found = {name: Seen(limit) for name, (*_, limit) in FIRST_LOOKS.items()}
            found |= {name: Seen(limit) for name, limit in CLICKS.items()}
            async with _signed_in(browser, place) as state:
                for _ in range(LOOKS):
                    for name in FIRST_LOOKS:
                        await _look(browser, place, state, name, found[name])
                await _click(browser, place, state, found, rounds)
            return found
        finally:
            await browser.close()


# -- Who works here ----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _signed_in(browser: Browser, place: Place) -> AsyncIterator[Any]:
    """The cookies of a new member of the village."""
    member = await _member(place.runtime, place.matter.place.village)
    invitation = await invite(place.runtime, WantedInvitation(member, None), by=OPERATOR)
    context = await browser.new_context(base_url=place.origin)
    page = await context.new_page()
    await page.goto("/livez")
    accepted = await page.request.post(
        "/v1/sign-in/invitation", data={"secret": invitation.secret, "password": _PASSWORD},
        headers={"Origin": place.origin, "Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    if not accepted.ok:
        raise RuntimeError(await accepted.text())
    yield await context.storage_state()
    await context.close()


async def _member(runtime: Runtime, unit: Unit) -> Any:
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        member = NewMember(new_id(), "bench", unit.id, None, (), None, now, now)
        await insert_members(connection, [member])
        await give_role(connection, Membership(member.id, unit.id, Role.HANDLER, now))
    return member.id


@asynccontextmanager
async def _window(browser: Browser, place: Place, state: Any) -> AsyncIterator[tuple[BrowserContext, Page]]:
    context = await browser.new_context(base_url=place.origin, storage_state=state, locale="en")
    context.set_default_timeout(60_000)
    try:
        yield context, await context.new_page()
    finally:
        await context.close()


# -- First looks -------------------------------------------------------------------------------------------------------


async def _look(browser: Browser, place: Place, state: Any, name: str, seen: Seen) -> None:
    path, shows, _ = FIRST_LOOKS[name]
    async with _window(browser, place, state) as (context, page):
        session = await context.new_cdp_session(page)
        sizes = await _thin(session)
        began = perf_counter()
        await page.goto(path.format(ticket=place.matter.ticket_id), wait_until="commit")
        await page.locator(shows).first.wait_for()
        await expect(page.locator(".loading")).to_have_count(0, timeout=60_000)
        seen.passed.append(perf_counter() - began)
        seen.shift = max(seen.shift, await page.evaluate(SHIFTED))
        seen.requests, seen.bytes = len(sizes), sum(sizes)


async def _thin(session: CDPSession) -> list[int]:
    """Make the line thin and the processor slow; bytes of each request that has come since."""
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", THIN_LINE)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return sizes


# -- Clicks ------------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def _passes(seen: Seen, *, counts: bool) -> AsyncIterator[None]:
    began = perf_counter()
    yield
    if counts:
        seen.passed.append(perf_counter() - began)


async def _click(browser: Browser, place: Place, state: Any, found: Mapping[str, Seen], rounds: int) -> None:
    """One round warms up."""
    async with _window(browser, place, state) as (_, page):
        for number in range(rounds + 1):
            await _work(page, place, found, counts=number > 0)


async def _work(page: Page, place: Place, found: Mapping[str, Seen], *, counts: bool) -> None:
    """Narrow the list, and open the first ticket of it."""
    await page.goto(f"/console/tickets?state=in_progress&held_in={place.matter.place.village.code}")
    await page.locator("a.matter").first.wait_for()
    urgency = page.locator(".filters select").nth(1)
    async with _passes(found["filter"], counts=counts), page.expect_response("**/v1/tickets?*urgency=routine*"):
        await urgency.select_option("routine")
    await expect(page.locator(".loading")).to_have_count(0)
    async with _passes(found["list → ticket"], counts=counts):
        await page.locator("a.matter").first.click()
        await page.locator(".history").wait_for()


# -- Figures -----------------------------------------------------------------------------------------------------------


def show(console: Console, found: Mapping[str, Seen]) -> None:
    """Print everything."""
    rows = table("In a browser", "", "limit, ms", "median, ms", "p95, ms", "requests", "bytes", "moved")
    for name, seen in found.items():
        counted = (f"{seen.requests}", f"{seen.bytes:,}", f"{seen.shift:.3f}") if seen.requests else ("", "", "")
        times = median(seen.passed), percentile(seen.passed, 95)
        rows.add_row(name, f"{1000 * seen.limit:.0f}", *(f"{1000 * each:.0f}" for each in times), *counted)
    console.print(rows, "")
