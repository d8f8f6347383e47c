"""The front door: people are shown where to go on, in their language; machines are told."""

import re
from html import unescape

import pytest

from escalation.application.front_page import LINKS
from tests.support.callers import NOBODY, Callers
from tests.support.one_language import words_of_another

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
async def test_people_get_a_page_in_their_language_and_no_other(callers: Callers, language: str) -> None:
    answer = await callers.ask(NOBODY, "GET", "/", headers={**BROWSER, "Accept-Language": language})
    assert (answer.status_code, answer.headers["content-language"]) == (200, language)
    texts = [unescape(text).strip() for text in re.findall(r">([^<>]+)<", answer.text)]
    assert [text for text in texts if text and words_of_another(text, language[:2])] == []
    assert {path for path in LINKS.values() if f'href="{path}' in answer.text} >= {"/track", "/sign-in", "/docs"}
    assert ("<script" in answer.text, "script-src" in answer.headers["content-security-policy"]) == (False, False)
    assert answer.headers["vary"] == "Accept, Accept-Language"


async def test_machines_get_links_that_lead_somewhere(callers: Callers) -> None:
    told = await callers.get(NOBODY, "/")
    statuses = {path: (await callers.ask("C admin", "GET", path)).status_code for path in told["links"].values()}
    assert statuses == dict.fromkeys(LINKS.values(), 200)
