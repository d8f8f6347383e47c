"""Every page of the console, as each who works there sees it: sound in both languages, day and night, on any screen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import httpx2
import pytest
from playwright.async_api import Page, expect

from escalation.tickets.engine.deadlines import sweep
from tests.browser.looking import (
    ALL_VIEWS,
    FIRST_ANSWERS,
    FIRST_LOAD,
    FIRST_REQUESTS,
    LANGUAGES,
    MOST_SHIFT,
    SHIFTED,
    Line,
    View,
    look,
    raw_words,
)
from tests.browser.pages import PAGES, PEOPLE, ConsolePage, routes
from tests.browser.windows import Windows
from tests.sign_in.browsers import a_member
from tests.support.endpoint_makers import an_endpoint
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World

NAMES = {
    "C": "呼伦贝尔市", "C-ZJ": "呼伦贝尔市住房和城乡建设局", "K1": "海拉尔区", "K1-ZJ": "海拉尔区住房和城乡建设局",
    "K1-JT": "海拉尔区交通运输局", "K1-SL": "海拉尔区水利局", "K2": "莫力达瓦达斡尔族自治旗", "T1": "正阳街道",
    "T2": "健康街道", "V1": "天润居委会", "V2": "新发居委会", "V3": "巴彦托海嘎查",
}  # fmt: skip
WRITTEN = """
SELECT string_agg(said, E'\\n') FROM (
  SELECT name AS said FROM units UNION ALL SELECT code FROM units UNION ALL SELECT name FROM members
  UNION ALL SELECT name FROM people UNION ALL SELECT title || E'\\n' || content || E'\\n' || number FROM tickets
  UNION ALL SELECT title || E'\\n' || content || E'\\n' || coalesce(place, '') FROM opinions
  UNION ALL SELECT name FROM api_keys UNION ALL SELECT browser FROM sessions UNION ALL SELECT url FROM webhook_endpoints
  UNION ALL SELECT jsonb_path_query(document, '$.**.source')::text FROM documents
  UNION ALL SELECT data::text FROM events UNION ALL SELECT reason FROM hand_overs WHERE reason IS NOT NULL
) written
"""


@dataclass(frozen=True, slots=True)
class Story:
    """A county with its people, and tickets of which some are late. `things`: what addresses of pages name."""

    world: World
    things: Mapping[str, UUID]

    async def data(self) -> str:
        """All that people have written."""
        return str(await self.world.runtime.database.pool.fetchval(WRITTEN))


@pytest.fixture
async def story(world: World, client: httpx2.AsyncClient) -> Story:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.executemany("UPDATE units SET name = $2 WHERE code = $1", NAMES.items())
    leader, handler = world.actor("V1", "leader"), world.actor("V1")
    late = [await a_ticket(world, "V1") for _ in range(3)]
    for ticket in late[:2]:
        await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await world.advance(days=12)
    while (await sweep(world.runtime)).applied:
        pass
    ticket = await a_ticket(world, "V1", urgency="urgent")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, handler, "sign")
    await move(world, ticket, handler, "comment", text="看过现场了。")
    lines = "title,content,source\n井盖破损,路口的井盖坏了。,visit\n没有内容,,visit\n".encode()
    sent = await client.post(
        "/v1/opinions/imports", content=lines, headers={**await world.key("K1", "office"), "Content-Type": "text/csv"}
    )
    things = {
        "ticket": ticket, "late": late[0], "operation": UUID(sent.json()["id"]),
        "endpoint": await an_endpoint(world, "K1"), "member": await a_member(world, "娜仁", ("T1", "handler")),
    }  # fmt: skip
    return Story(world, things)


# -- The list ----------------------------------------------------------------------------------------------------------


def test_every_page_that_the_router_knows_is_looked_at() -> None:
    known = routes()
    assert len(known) > 5
    assert {page.route for page in PAGES} == set(known), "tests/browser/pages.py wants one line for each page"


# -- All views ---------------------------------------------------------------------------------------------------------


async def shown(page: Page, each: ConsolePage, things: Mapping[str, UUID], language: str) -> None:
    """Go to a page and wait until nothing is on its way."""
    await page.evaluate("language => localStorage.setItem('console.language', language)", language)
    await page.goto("/console" + each.address.format(**things))
    await expect(page.locator(each.shows).first).to_be_visible()
    await expect(page.locator(".loading")).to_have_count(0)


async def wrong_with(
    page: Page, pages: Sequence[ConsolePage], story: Story, views: Mapping[str, Sequence[View]]
) -> list[str]:
    """All that is wrong with some pages of one person."""
    found: list[str] = []
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    data, line = await story.data(), await Line.of(page)
    for each in pages:
        for nth, (language, of_it) in enumerate(views.items()):
            # What a first look costs is counted in one language: it is the same files in the other.
            await line.anew(keeping=nth > 0)
            await page.set_viewport_size({"width": of_it[0].width, "height": 900})
            # The page that is left still has to hear of it: else the next one is laid out twice.
            await page.wait_for_function("width => innerWidth === width", arg=of_it[0].width)
            await shown(page, each, story.things, language)
            shift = await page.evaluate(SHIFTED)
            if shift > MOST_SHIFT:
                found.append(f"{each.name} {of_it[0]}: what is there moves by {shift:.3f}")
            if nth == 0 and not (0 < line.files <= FIRST_LOAD and 0 < line.answers <= FIRST_ANSWERS):
                found.append(f"{each.name}: {line.files} bytes of files and {line.answers} of answers for a first look")
            if nth == 0 and line.requests > FIRST_REQUESTS:
                found.append(f"{each.name}: {line.requests} requests for a first look")
            found += await look(page, each.name, of_it, data)
        found += [f"{each.name}: {error}" for error in broken]
        broken.clear()
    return found


async def walk(windows: Windows, story: Story, pages: Sequence[ConsolePage], views: Sequence[View]) -> list[str]:
    """Sign somebody in, once, and look at some of their pages."""
    who = pages[0].who
    code, role = PEOPLE[who]
    page = await windows.of(story.world, f"甲{len(windows.contexts)}", (code, role))
    by_language: defaultdict[str, list[View]] = defaultdict(list)
    for view in views:
        by_language[view.language].append(view)
    return await wrong_with(page, pages, story, by_language)


WORKERS = sorted({page.who for page in PAGES})
PAGES_OF = {who: [page for page in PAGES if page.who == who] for who in WORKERS}
AT_ONCE = 7
"""So many pages of somebody are one test: nobody waits for a whole walk to hear of a page."""
WALKS = [
    pytest.param(pages[at : at + AT_ONCE], id=f"{who}-{at // AT_ONCE + 1}")
    for who, pages in PAGES_OF.items()
    for at in range(0, len(pages), AT_ONCE)
]
SLICE = "county", "department", "machines"
"""Whose pages are looked at with all tests; those of the others with `make test-browser`."""


@pytest.mark.browser
@pytest.mark.parametrize("pages", WALKS)
async def test_the_pages_of_somebody_are_sound_in_every_view(
    windows: Windows, story: Story, pages: Sequence[ConsolePage]
) -> None:
    """Pictures of all of them are in build/pictures afterwards."""
    found = await walk(windows, story, pages, ALL_VIEWS)
    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("who", SLICE)
async def test_the_pages_of_somebody_are_sound(windows: Windows, story: Story, who: str) -> None:
    """A slice: each of their pages once, in one language on one screen."""
    number = WORKERS.index(who)
    view = View(LANGUAGES[number % 2], "light", (390, 1280)[number % 2])
    found = await walk(windows, story, PAGES_OF[who], [view])
    assert found == [], "\n" + "\n".join(found)


# -- Controls ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("状态 in_progress", "zh"), ("key:01a22c75-f74f-70d4-a533-b0ae51d9a098", "en"), ("ticket.created", "en"),
        ("剩余 NaN 天", "zh"), ("{count} 件", "zh"), ("undefined", "en"), ("已 escalated", "zh"),
        ("Overdue 超期", "en"), ("01a22c75-f74f-70d4-a533-b0ae51d9a098", "zh"),
    ],
)  # fmt: skip
def test_what_nobody_should_read_is_noticed(said: str, language: str) -> None:
    assert list(raw_words([said], language, "路灯不亮")) != []


@pytest.mark.parametrize(("said", "language"), [("导出 CSV", "zh"), ("路灯不亮", "en"), ("Overdue by 3 days", "en")])
def test_what_people_have_written_is_theirs(said: str, language: str) -> None:
    assert list(raw_words([said], language, "路灯不亮")) == []
