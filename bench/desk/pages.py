"""What does somebody wait for? The same database in a real browser: first looks over a thin line, and clicks.

First looks begin with nothing kept, over 1.6 Mbit/s with 150 ms to the server and a sixth of the processor; clicks are
on the loopback interface at full speed. Seconds depend on what else the machine does; bytes, requests and how far
things move do not. What is clicked on has a history, as long as that of the one ticket all others are made of.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, CDPSession, Locator, Page, async_playwright, expect
from rich.console import Console

from bench.support.layout import percentile, table
from bench.transitions.workload import Matter, Who
from escalation.actors import OPERATOR, Role
from escalation.feed.engine.sequencer import REST, Sequencer
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.loop import Task, run
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.members import Membership, NewMember, give_role, insert_members
from escalation.sign_in.usecases.invitations import WantedInvitation, invite
from escalation.webhooks.storage.fan_out import FAN_OUT


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Where it is, what is there once it can be read, the seconds that it may take, and who looks; `None`: anybody."""

    path: str
    shows: str
    limit: float
    role: Role | None


FIRST_LOOKS: Final = {
    "citizen": FirstLook("/submit", "#opinion #content", 2.5, None),
    "desk": FirstLook("/console/desk", "a.matter", 3.5, Role.HANDLER),
    "ticket": FirstLook("/console/tickets/{ticket}", ".history", 3.5, Role.HANDLER),
    "wall": FirstLook("/console/wall", ".figures", 4.5, Role.LEADER),
}
CLICKS: Final = {"filter": 0.4, "list → ticket": 0.6, "picker": 0.3, "move → new state": 0.5, "event → news": 1.0}
"""The seconds that 95 of a hundred may take at most.

The picker from the last key on, the pause in which somebody may type on included; news from the moment on at which
somebody else sends a move.
"""
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
            found = {name: Seen(look.limit) for name, look in FIRST_LOOKS.items()}
            found |= {name: Seen(limit) for name, limit in CLICKS.items()}
            states = {role: await _sign_in(browser, place, role) for role in (Role.HANDLER, Role.LEADER)}
            for _ in range(LOOKS):
                for name, look in FIRST_LOOKS.items():
                    await _look(browser, place, states[look.role] if look.role else None, look, found[name])
            await _click(browser, place, states[Role.HANDLER], found, rounds)
            return found
        finally:
            await browser.close()


# -- Who works here ----------------------------------------------------------------------------------------------------


async def _sign_in(browser: Browser, place: Place, role: Role) -> Any:
    """The cookies of a new member: a handler of the village, or somebody who leads its town."""
    unit = place.matter.place.village if role is Role.HANDLER else place.matter.place.town
    member = await _member(place.runtime, unit, role)
    invitation = await invite(place.runtime, WantedInvitation(member, new_id().hex), by=OPERATOR)
    context = await browser.new_context(base_url=place.origin)
    page = await context.new_page()
    await page.goto("/livez")
    accepted = await page.request.post(
        "/v1/sign-in/invitation", data={"secret": invitation.secret, "password": _PASSWORD},
        headers={"Origin": place.origin, "Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    if not accepted.ok:
        raise RuntimeError(await accepted.text())
    state = await context.storage_state()
    await context.close()
    return state


async def _member(runtime: Runtime, unit: Unit, role: Role) -> Any:
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        member = NewMember(new_id(), "bench", unit.id, None, (), None, now, now)
        await insert_members(connection, [member])
        await give_role(connection, Membership(member.id, unit.id, role, now))
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


async def _look(browser: Browser, place: Place, state: Any, look: FirstLook, seen: Seen) -> None:
    async with _window(browser, place, state) as (context, page):
        session = await context.new_cdp_session(page)
        sizes = await _thin(session)
        began = perf_counter()
        await page.goto(look.path.format(ticket=place.matter.ticket_id), wait_until="commit")
        await page.locator(look.shows).first.wait_for()
        await page.wait_for_load_state()
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
    async with _window(browser, place, state) as (context, page), _numbering(place.runtime):
        other = await context.new_page()
        for number in range(rounds + 1):
            await _work(page, place, found, counts=number > 0)
            await _hear(other, place, found["event → news"], counts=number > 0)


async def _work(page: Page, place: Place, found: Mapping[str, Seen], *, counts: bool) -> None:
    """Narrow the list, open the first ticket of it, look for a unit there, and give its result."""
    await page.bring_to_front()  # A page that nobody sees is drawn once a second.
    await page.goto(_list_of(place))
    await page.locator("a.matter").first.wait_for()
    urgency = page.locator(".filters select").nth(1)
    async with _passes(found["filter"], counts=counts), page.expect_response("**/v1/tickets?*urgency=routine*"):
        await urgency.select_option("routine")
    await expect(page.locator(".loading")).to_have_count(0)
    async with _passes(found["list → ticket"], counts=counts):
        await page.locator("a.matter").first.click()
        await page.locator(".history li").first.wait_for()
    dialog = await _begin(page, "coordinate")
    box = dialog.get_by_role("combobox").first
    await box.click()
    await dialog.get_by_role("option").first.wait_for()
    await box.press_sequentially(_TYPED[:-1])
    await expect(dialog.get_by_role("option").first).not_to_contain_text(_TYPED)
    async with _passes(found["picker"], counts=counts):
        await box.press_sequentially(_TYPED[-1:])
        await expect(dialog.get_by_role("option").first).to_contain_text(_TYPED)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    dialog = await _begin(page, "resolve")
    await dialog.locator("select").first.select_option(index=1)
    await dialog.locator("textarea").first.fill("已修好。")
    before = await page.locator(".state-pill").inner_text()
    async with _passes(found["move → new state"], counts=counts):
        await dialog.get_by_role("button", name="Submit").click()
        await expect(page.locator(".state-pill")).not_to_have_text(before)


async def _begin(page: Page, action: str) -> Locator:
    """Open the form of a move."""
    ticket = page.url.rpartition("/")[2]
    answer = await page.request.get(f"/v1/tickets/{ticket}/actions", headers={"Accept-Language": "en"})
    label = next(each["label"] for each in (await answer.json())["items"] if each["action"] == action)
    button = page.locator(".moves").get_by_role("button", name=label, exact=True)
    if not await button.is_visible():
        await page.locator(".rest summary").click()
    await button.click()
    return page.get_by_role("dialog")


async def _hear(page: Page, place: Place, seen: Seen, *, counts: bool) -> None:
    """The town's leader writes something about a ticket, and whoever looks at the list is told."""
    await page.bring_to_front()
    await page.goto(_list_of(place))
    await page.locator("a.matter").first.wait_for()
    await page.wait_for_timeout(_LISTENING)
    async with _passes(seen, counts=counts):
        sent = asyncio.create_task(_comment(page, place))
        await page.locator(".news button").wait_for()
    await sent


async def _comment(page: Page, place: Place) -> None:
    answer = await page.request.post(
        f"/v1/tickets/{place.matter.ticket_id}/transitions", data={"action": "comment", "text": "请抓紧。"},
        headers={"Authorization": f"Bearer {place.matter.place.keys[Who.TOWN_LEADER]}"},
    )  # fmt: skip
    if not answer.ok:
        raise RuntimeError(await answer.text())


def _list_of(place: Place) -> str:
    return f"/console/tickets?state=in_progress&held_in={place.matter.place.village.code}"


@asynccontextmanager
async def _numbering(runtime: Runtime) -> AsyncIterator[None]:
    """Meanwhile somebody gives events their places, as a worker does."""
    sequencer, stop = Sequencer(FAN_OUT), asyncio.Event()
    while await sequencer.step(runtime):
        pass
    numbering = asyncio.create_task(run(Task("feed", sequencer.step, REST, sequencer.rest), runtime, stop))
    try:
        yield
    finally:
        stop.set()
        await numbering


_TYPED: Final = "单位C000003"
"""Without its last letter, others are found before it."""
_LISTENING: Final = 1_000
"""Milliseconds after which a page listens for certain."""


# -- Figures -----------------------------------------------------------------------------------------------------------


def show(console: Console, found: Mapping[str, Seen]) -> None:
    """Print everything."""
    rows = table("In a browser", "", "limit, ms", "median, ms", "p95, ms", "requests", "bytes", "moved")
    for name, seen in found.items():
        counted = (f"{seen.requests}", f"{seen.bytes:,}", f"{seen.shift:.3f}") if seen.requests else ("", "", "")
        times = median(seen.passed), percentile(seen.passed, 95)
        rows.add_row(name, f"{1000 * seen.limit:.0f}", *(f"{1000 * each:.0f}" for each in times), *counted)
    console.print(rows, "")
