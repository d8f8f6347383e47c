"""A period is over, a draft is there; the office edits and publishes it, and from then on it stays as it is."""

import asyncio
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.application.bulletin_counts import BULLETIN_COUNTS
from escalation.errors import DefinitionInvalid
from escalation.programme.bulletins.domain.bulletin_number import bulletin_number
from escalation.programme.bulletins.domain.periods import BulletinPeriod, before, last_over
from escalation.programme.bulletins.domain.rules import SECTION
from escalation.programme.bulletins.engine.drafting import step
from escalation.publishing.domain.rule_sections import shipped_section
from tests.support.callers import Callers, Json
from tests.support.makers import a_ticket, move

LENGTHS = {BulletinPeriod.MONTH: 1, BulletinPeriod.TWO_MONTHS: 2, BulletinPeriod.YEAR: 12}


@given(st.sampled_from(BulletinPeriod), st.dates(date(2000, 1, 1), date(2199, 12, 31)))
def test_periods_follow_one_another_without_a_gap(period: BulletinPeriod, day: date) -> None:
    days = last_over(period, day)
    earlier = before(days, period)
    assert days.first <= days.last < day
    assert (days.first - earlier.last).days == 1
    months = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    assert (days.first.day, months) == (1, LENGTHS[period])
    assert (days.first.month - 1) % LENGTHS[period] == 0
    assert (day.year * 12 + day.month - days.last.year * 12 - days.last.month) <= LENGTHS[period]


async def drafts(callers: Callers) -> int:
    made = 0
    while await step(callers.world.runtime, BULLETIN_COUNTS):
        made += 1
    return made


async def of(callers: Callers, who: str, code: str) -> list[Json]:
    return [each for each in await callers.pages(who, "/v1/bulletins") if each["unit"]["code"] == code]


async def test_drafts_published_at_once_get_one_number_after_the_other(callers: Callers) -> None:
    for _ in range(4):
        await drafts(callers)
        await callers.world.advance(days=31)
        callers.world.keys.clear()  # they may have expired
    drafted = await of(callers, "K1 office", "K1")
    answers = await asyncio.gather(
        *(callers.ask("K1 office", "PUT", f"/v1/bulletins/{each['id']}/publication") for each in drafted)
    )
    assert [each.status_code for each in answers] == [200] * len(drafted)
    numbers = sorted((each["year"], each["number"]) for each in (answer.json() for answer in answers))
    assert numbers == [(numbers[0][0], place) for place in range(1, len(drafted) + 1)]


async def test_a_draft_is_edited_published_and_stays(callers: Callers) -> None:
    world = callers.world
    assert await drafts(callers) >= 2
    assert await drafts(callers) == 0
    ticket, leader, village = await a_ticket(world, "V1"), world.actor("V1", "leader"), world.actor("V1")
    await move(world, ticket, leader, "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, village, "sign")
    await move(world, ticket, village, "resolve", outcome="solved", reply="已办。")
    await move(world, ticket, leader, "audit_pass")
    await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True, satisfaction=5)
    await world.advance(days=32)
    await drafts(callers)
    first, *_ = drafted = await of(callers, "K1 office", "K1")
    assert len(drafted) == 2
    assert first["figures"]["headline"] == {"accepted": 1, "closed": 1, "on_time": 1, "late": 0}
    assert [each["code"] for each in first["figures"]["best"]] == ["T1"]
    assert (first["state"], first["document_number"]) == ("draft", None)

    path = f"/v1/bulletins/{first['id']}"
    texts = {"texts": [{"section": "hot", "text": "=1+1 路灯问题较多"}, {"section": "units", "text": None}]}
    assert (await callers.ask("C office", "PUT", f"{path}/texts", json=texts)).status_code == 403
    assert (await callers.ask("K1 handler", "PUT", f"{path}/texts", json=texts)).status_code == 403
    assert (await callers.ask("V1 handler", "GET", path)).status_code == 404
    edited = await callers.ask("K1 office", "PUT", f"{path}/texts", json=texts)
    assert edited.status_code == 200
    stale = await callers.ask("K1 office", "PUT", f"{path}/publication", headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    page = (await callers.ask("K1 office", "GET", f"{path}/page")).text
    assert "路灯问题较多" in page
    assert "草稿" in page

    tag = {"If-Match": edited.headers["ETag"]}
    published = (await callers.ask("K1 office", "PUT", f"{path}/publication", headers=tag)).json()
    assert published["document_number"] == bulletin_number(published["year"], 1)
    for change in (("texts", texts), ("publication", None)):
        refused = await callers.ask("K1 office", "PUT", f"{path}/{change[0]}", json=change[1])
        assert (refused.status_code, refused.json()["code"]) == (409, "BULLETIN_PUBLISHED")
    assert published["document_number"] in (await callers.ask("C office", "GET", f"{path}/page")).text
    pdf = await callers.ask("K1 office", "GET", f"{path}/page?format=pdf")
    assert pdf.content.startswith(b"%PDF")
    csv = (await callers.ask("K1 office", "GET", f"/v1/exports/bulletins/{first['id']}")).text
    assert "'=1+1 路灯问题较多" in csv
    second = await callers.ask("K1 office", "PUT", f"/v1/bulletins/{drafted[1]['id']}/publication")
    assert second.json()["number"] == 2


@pytest.mark.parametrize("wrong", [{"sections": []}, {"sections": ["hot", "hot"]}, {"after_days": 0}])
def test_rules_that_make_no_sense_are_refused(wrong: Json) -> None:
    section = shipped_section("bulletins")
    assert isinstance(section, dict)
    with pytest.raises(DefinitionInvalid):
        SECTION.parse(section | wrong)
