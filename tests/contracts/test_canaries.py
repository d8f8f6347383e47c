"""Nothing is told to whom it does not concern: every thing's own word, looked for in every answer and in the log."""

import io
import logging
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NoReturn

import pytest
import structlog
from fastapi import FastAPI
from structlog.types import EventDict, Processor

from escalation.application.app import build_app
from escalation.cli.logging import configure
from escalation.settings import Settings
from escalation.tickets.engine.deadlines import sweep
from tests.support.built_district import BuiltDistrict
from tests.support.callers import NOBODY, settle
from tests.support.canaries import SECRET, WORD, everything, secrets_told, words_told
from tests.support.crawl import crawl
from tests.support.district import District, build
from tests.support.hostile_requests import BODIES, JSON
from tests.support.roles import TwoRoles
from tests.support.told import Told
from tests.support.visibility_rules import Eyes

SOME = ("K1-JT handler",)
"""Others are asked in `test_visibility`: to ask somebody's every question takes four seconds."""
MORE = [pytest.param(who, marks=pytest.mark.torture) for who in ("C admin", "K2 leader", "V1 handler")]


@pytest.fixture(scope="module")
async def district(pool: TwoRoles, composed: FastAPI, built_district: BuiltDistrict) -> District:
    """Shared: nobody changes anything."""
    return await built_district.again(pool, composed)


@pytest.fixture(scope="module", params=[*SOME, *MORE])
def who(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
async def told(built_district: BuiltDistrict, district: District, who: str) -> Told:
    return await built_district.told_to(who, district)


def test_everybody_reads_the_words_of_what_is_theirs_to_see_and_no_others(
    district: District, who: str, told: Told
) -> None:
    assert words_told(told) == Eyes.of(who).words(district)


def test_nobody_reads_a_name_a_contact_a_key_or_a_tracking_code(district: District, told: Told) -> None:
    assert secrets_told(told, district) == []


async def test_a_word_too_many_is_noticed(built_district: BuiltDistrict, district: District) -> None:
    told = await built_district.told_too_much("V3 leader", district)
    assert words_told(told) - Eyes.of("V3 leader").words(district) >= {
        ticket.word for ticket in district.tickets if not Eyes.of("V3 leader").ticket(ticket)
    }


async def test_who_has_no_key_reads_no_words_at_all(district: District) -> None:
    told = await crawl(district.callers, district, NOBODY)
    statuses = {path: answer.status_code for path, answer in told.answers.items() if "/jwks.json" not in path}
    text = everything(told.answers.values())
    others = {path: status for path, status in statuses.items() if status != 401 and "/open311/" not in path}
    assert others.pop("/v1/forms/none") == 404
    public = {"/livez", "/readyz", "/metrics", "/asyncapi.json", "/v1/sign-in"}
    of_citizens = {"/v1/submissions/challenge", "/v1/submissions/units?q=单位"}
    assert set(others) == public | of_citizens
    assert WORD.findall(text) + SECRET.findall(text) == []


async def test_a_tracking_code_tells_the_citizen_the_audited_reply_and_nothing_else(district: District) -> None:
    followed = [(opinion, district.codes[opinion.id]) for opinion in district.opinions if opinion.id in district.codes]
    for opinion, code in followed:
        answer = await district.callers.ask(NOBODY, "POST", "/v1/track", json={"tracking_code": code})
        reply = {opinion.ticket.word} if opinion.ticket and answer.json()["reply"] else set[str]()
        assert set(WORD.findall(everything([answer]))) == reply
        assert SECRET.findall(everything([answer])) == []


# -- The log -----------------------------------------------------------------------------------------------------------


FORMS = {"json": True, "text": False}


@dataclass(frozen=True, slots=True)
class Said:
    """What the program wrote to its error stream, in each form, and the codes that were given to citizens meanwhile."""

    written: Mapping[str, str]
    codes: Collection[str]


@pytest.fixture(scope="module")
async def said(pool: TwoRoles) -> Said:
    """While everything happens. Afterwards all is as it was."""
    before, handlers = structlog.get_config(), logging.root.handlers[:]
    with pytest.MonkeyPatch.context() as patch:
        written = _set_up(patch)
        # An app of its own: what logs for one is bound at its first request.
        district = await build(await settle(pool, build_app(default_language="en")))
        await sweep(district.callers.world.runtime)
        await _slips(district)
        await _breakdowns(district)
    structlog.configure(**before)
    logging.root.handlers[:] = handlers
    return Said({form: stream.getvalue() for form, stream in written.items()}, district.codes.values())


def _set_up(patch: pytest.MonkeyPatch) -> Mapping[str, io.StringIO]:
    """Set logging up in each form as the program does that itself, and let all of them be written at a time."""
    written = {form: io.StringIO() for form in FORMS}
    forms: list[tuple[io.StringIO, Processor]] = []
    foreign: list[logging.Handler] = []
    common: list[Processor] = []
    for form, as_json in FORMS.items():
        patch.setattr(sys, "stderr", written[form])
        configure(Settings(log_level="debug", log_json=as_json))
        *common, render = structlog.get_config()["processors"]
        forms.append((written[form], render))
        foreign += logging.root.handlers
        logging.root.handlers.clear()  # or the next one closes them

    def write(logger: object, method: str, event: EventDict) -> NoReturn:
        for stream, render in forms:
            print(render(logger, method, dict(event)), file=stream)
        raise structlog.DropEvent

    logging.root.handlers[:] = foreign
    # A logger that keeps its first set-up would go on writing here.
    structlog.configure(processors=[*common, write], cache_logger_on_first_use=False)
    return written


@pytest.mark.parametrize("form", FORMS)
def test_the_log_holds_no_words_of_anybody_and_no_secrets(said: Said, form: str) -> None:
    told = said.written[form]
    codes = [code for code in said.codes if code in told or code.lower() in told]
    assert (WORD.findall(told), SECRET.findall(told), codes) == ([], [], [])
    assert len(re.findall("request_failed", told)) == 2


async def _slips(district: District) -> None:
    """Words and secrets where they do not belong."""
    secret, code, word = (await district.callers.key("V1 leader"))["Authorization"], "7k3m-9qxw-2tbn-84cd", "canary1x"
    district.codes["typed by hand"] = code
    key = secret.removeprefix("Bearer ")
    for method, path in (
        ("DELETE", f"/v1/keys/{key}"),
        ("GET", f"/v1/track/{code}"),
        ("GET", "/v1/opinions/13900001234"),
        ("GET", f"/v1/tickets/{word}/events"),
        ("GET", f"/nowhere/{word}/{key}?{word}={key}"),
        ("POST", f"/v1/track?tracking_code={code}"),
        (f"X{word}".upper(), "/v1/me"),
    ):
        await district.callers.ask("C admin", method, path)
    for row in BODIES:
        await district.callers.ask("C admin", "POST", "/v1/opinions", content=row.content + word.encode(), headers=JSON)
    headers = {
        "User-Agent": word,
        "X-Forwarded-For": word,
        "Cookie": key,
        "Idempotency-Key": word,
        "X-Request-Id": f"{word} ",
    }
    await district.callers.ask(NOBODY, "POST", "/v1/opinions", headers=headers)
    await district.callers.ask(NOBODY, "GET", "/v1/me", headers={"Authorization": f"Basic {key}"})


async def _breakdowns(district: District) -> None:
    """A database that refuses a row tells which row that was."""
    pool = district.callers.world.runtime.database.pool
    body = {"title": "canary1x 路灯", "content": "canary1x", "source": "visit", "citizen": {"contact": "13900001234"}}
    for table, column in (("opinions", "title"), ("tickets", "content")):
        await pool.execute(f"ALTER TABLE {table} ADD CONSTRAINT broken CHECK ({column} NOT LIKE 'canary1x%') NOT VALID")
        answers = [
            await district.callers.ask("V1 leader", "POST", "/v1/opinions", json=body),
            await district.callers.ask("V1 leader", "POST", "/v1/tickets", json={
                "urgency": "routine", "difficulty": "simple", "opinion": {**body, "title": "路灯"},
            }),
        ]  # fmt: skip
        await pool.execute(f"ALTER TABLE {table} DROP CONSTRAINT broken")
        assert sorted(answer.status_code for answer in answers) == [201, 500], [answer.text for answer in answers]
        assert WORD.findall(everything(answer for answer in answers if answer.status_code == 500)) == []
