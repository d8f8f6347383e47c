"""What is looked at on every page of the console, in each view: what clerks stumble over and a machine can see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from playwright.async_api import CDPSession, Page

from tests.browser.test_console import APPEARED, AXE

PICTURES: Final = Path("build/pictures")
LANGUAGES: Final = "zh", "en"
FIRST_LOAD: Final = 110_000
"""Bytes of files on the line at most, headers and all, with nothing kept from before."""
FIRST_ANSWERS: Final = 40_000
"""The same of what a page asks the server for."""
FIRST_REQUESTS: Final = 40
"""Files and answers together: each costs a phone a way to the server and back."""
MOST_SHIFT: Final = 0.05

AXE_RUN: Final = """
runOnly => axe.run(document, {resultTypes: ['violations'], runOnly})
"""
SHIFTED: Final = """
() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value
  }).observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(sum), 60)
})
"""
READ: Final = """
() => {
  const said = [document.title]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement
    if (at.closest('code, pre, kbd, samp, script, style, textarea')) continue
    const text = walker.currentNode.data
    if (text.trim() && at.checkVisibility({visibilityProperty: true})) said.push(text)
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const each of document.querySelectorAll(`[${name}]`)) said.push(each.getAttribute(name))
  return said
}
"""
DRAWN_BY_THE_BROWSER: Final = """
() => [...document.querySelectorAll('input[type=file]')]
  .filter(each => each.checkVisibility() && each.getBoundingClientRect().width > 1).map(each => each.id)
"""
"""What chooses a file in the browser's language, whatever the page's is."""
WIDER: Final = """
() => {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return []
  return [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > room + 1 && each.checkVisibility())
    .slice(0, 3).map(each => `${each.tagName.toLowerCase()}.${each.className}`)
}
"""

RAW: Final = {
    "a code": re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b"),
    "an id": re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"),
    "the name of an event": re.compile(r"\b(?:ticket|opinion|endpoint|unit|member|attachment)\.[a-z_]+\b"),
    "a principal": re.compile(r"\b(?:key|person|member):[0-9a-f-]{8,}"),
    "a placeholder": re.compile(r"\{[a-z_]*\}"),
    "no value": re.compile(r"\b(?:undefined|null|NaN|Invalid Date)\b|\[object "),
}
"""What nobody should read on a page, in any language."""

_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff\uff01-\uff5e\u3000-\u303f]+")
TERMS: Final = frozenset({
    "API", "CSV", "DOCX", "Enter", "English", "Esc", "Excel", "HTML", "HTTP", "HTTPS", "ID", "JPEG", "JSON",
    "JSONL", "MB", "PDF", "PNG", "QR", "URL", "WebP", "Webhook", "XLSX",
})  # fmt: skip
"""Words that are the same in Chinese: names of formats, and of keys of the keyboard."""
OWN_NAMES: Final = frozenset({"中文", "简体中文"})
"""What is called the same in English: a language is named in itself."""


class Rules(Enum):
    """What axe looks for: everything, or what can change where the text, the room or the colours alone are others."""

    ALL = "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"
    ROOM = "target-size", "scrollable-region-focusable", "color-contrast"
    COLOURS = ("color-contrast",)

    def as_axe_has_them(self) -> dict[str, object]:
        """Tags of rules, or rules."""
        return {"type": "tag" if self is Rules.ALL else "rule", "values": list(self.value)}


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a page."""

    language: str
    theme: str
    width: int
    rules: Rules = Rules.ALL

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


ALL_VIEWS: Final = (
    View("zh", "light", 1280), View("zh", "light", 390), View("zh", "light", 320, Rules.ROOM),
    View("zh", "dark", 390, Rules.COLOURS), View("zh", "dark", 1280, Rules.COLOURS),
    View("en", "light", 1280), View("en", "light", 768, Rules.ROOM), View("en", "light", 390, Rules.ROOM),
    View("en", "light", 320, Rules.ROOM),
)  # fmt: skip
"""Both languages, day and night, on screens of four sizes. The structure has two forms, of a desk and of a phone; words
are in the same places in both languages, and at night the same words have other colours."""


def raw_words(said: Sequence[str], language: str, data: str) -> Iterator[str]:
    """What no clerk should read: codes, ids, and words of the other language, but for what people have written."""
    for text in said:
        for kind, form in RAW.items():
            yield from (f"{kind}: {found}" for found in form.findall(text))
        if language == "zh":
            strange = (each for each in _LATIN.findall(text) if each not in TERMS and each not in data)
        else:
            strange = (each for each in _CHINESE.findall(text) if each not in OWN_NAMES and each not in data)
        yield from (f"a word of the other language: {each} (in “{text.strip()[:60]}”)" for each in strange)


async def look(page: Page, name: str, views: Sequence[View], data: str) -> list[str]:
    """What is wrong with a page that has loaded, in some views of one language; with a picture of each.

    `data`: all that people have written, which is the same in every language.
    """
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    await page.evaluate(APPEARED)
    found: list[str] = []
    for view in views:
        await page.set_viewport_size({"width": view.width, "height": 900})
        await page.evaluate("theme => { document.documentElement.dataset.theme = theme }", view.theme)
        told: dict[str, Any] = await page.evaluate(AXE_RUN, view.rules.as_axe_has_them())
        wrong = [f"axe {each['id']}: {node['html'][:160]}" for each in told["violations"] for node in each["nodes"][:3]]
        wrong += [f"wider than the page: {each}" for each in await page.evaluate(WIDER)]
        wrong += [
            f"a file is chosen in the browser's words: {each}" for each in await page.evaluate(DRAWN_BY_THE_BROWSER)
        ]
        if view.rules is Rules.ALL:
            wrong += raw_words(await page.evaluate(READ), view.language, data)
        found += [f"{name} {view}: {each}" for each in dict.fromkeys(wrong)]
        PICTURES.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=PICTURES / f"{name}-{view}.jpg", type="jpeg", quality=70, full_page=True)
    return found


class Line:
    """Counts what comes over the line for a page, as the browser does: its own files, and what it asks for."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._addresses: dict[str, str] = {}
        self._bytes: dict[str, int] = {}

    @classmethod
    async def of(cls, page: Page) -> "Line":
        """From now on."""
        session = await page.context.new_cdp_session(page)
        line = cls(session)
        session.on("Network.responseReceived", line._begin)
        session.on("Network.loadingFinished", line._add)
        await session.send("Network.enable")
        return line

    async def anew(self, *, keeping: bool) -> None:
        """Forget what came so far. `keeping`: files that came before are not fetched again."""
        self._bytes.clear()
        await self._session.send("Network.setCacheDisabled", {"cacheDisabled": not keeping})

    @property
    def files(self) -> int:
        """Bytes of files of the console."""
        return sum(size for address, size in self._bytes.items() if "/v1/" not in address)

    @property
    def answers(self) -> int:
        """Bytes of what the page asked the server for."""
        return sum(size for address, size in self._bytes.items() if "/v1/" in address)

    @property
    def requests(self) -> int:
        """How many of both there were."""
        return len(self._bytes)

    def _begin(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["response"]["url"]

    def _add(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"], "")
        # With nothing kept, what is announced ahead is fetched twice: once is what it costs others.
        self._bytes[address] = int(event["encodedDataLength"])
