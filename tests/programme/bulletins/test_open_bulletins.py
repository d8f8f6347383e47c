"""A unit opens a bulletin to everybody: what is read without signing in, what never gets out, and taking it back."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from escalation.application.bulletin_counts import BULLETIN_COUNTS
from escalation.errors import DefinitionInvalid
from escalation.kit.web.rate_limit import Throttle
from escalation.programme.bulletins.domain.open_figures import OPEN_RATES, open_parts
from escalation.programme.bulletins.domain.rules import SECTION, BulletinSection, OpenRules
from escalation.programme.bulletins.engine.drafting import step
from escalation.publishing.domain.rule_sections import shipped_document, shipped_section
from escalation.statistics.domain.rates import RateName
from tests.support.callers import NOBODY, Callers, Json

SMALL = 5
ALL = tuple(each.value for each in BulletinSection)
RULES = OpenRules(sections=tuple(each for each in BulletinSection if each != "units"), small_cell=SMALL)
FEW = 3_000_017
"""A number that is nowhere but where it was put."""
CHINESE = {"Accept": "text/html", "Accept-Language": "zh"}
ENGLISH = CHINESE | {"Accept-Language": "en"}
counts = st.integers(0, 3 * SMALL)


@st.composite
def drafted(draw: st.DrawFn) -> Mapping[str, Any]:
    """Figures of a bulletin, often of few matters. Each value of a rate says how many it is of: `n.denominator`."""

    def headline() -> Json:
        return {name: draw(counts) for name in ("accepted", "closed", "on_time", "late")}

    def rate(name: RateName) -> Json:
        whole = draw(counts)
        return {"rate": name.value, "numerator": whole, "denominator": whole, "value": float(whole), "before": 0.5}

    return {
        "headline": {"now": headline(), "before": headline()},
        "rates": [rate(name) for name in RateName],
        "units": {"best": [{"code": "T1", "name": "乡", "value": 1.0}], "worst": []},
        "overdue": {name: draw(counts) for name in ("overdue", "stuck", "climbed")},
        "hot": draw(st.lists(st.fixed_dictionaries({"name": st.sampled_from(["路灯", None]), "tickets": counts}))),
        "programme": {"visits": 1, "visits_overdue": FEW, "meetings": 2, "meetings_overdue": FEW, "alarms": FEW},
    }  # fmt: skip


@given(drafted())
def test_no_figure_of_few_matters_gets_out(figures: Mapping[str, Any]) -> None:
    parts = {part.section: part.figures for part in open_parts(ALL, {}, figures, RULES)}
    assert parts.keys() == set(RULES.sections)
    for moment in ("now", "before"):
        counted = figures["headline"][moment]
        wholes = dict.fromkeys(("accepted", "closed"), counted["accepted"])
        wholes |= dict.fromkeys(("on_time", "late"), counted["on_time"] + counted["late"])
        for figure in parts[BulletinSection.HEADLINE]:
            told = figure.value if moment == "now" else figure.before
            is_few = 0 < wholes[figure.name] < SMALL
            assert told == (None if is_few else counted[figure.name])
    rates = parts[BulletinSection.RATES]
    assert [figure.name for figure in rates] == [name.value for name in OPEN_RATES]
    assert all(figure.value is None or figure.value >= SMALL for figure in rates)
    assert all(figure.before is None for figure in rates)
    assert all(figure.value in {0, None} or figure.value >= SMALL for figure in parts[BulletinSection.OVERDUE])
    enough = [each["tickets"] for each in figures["hot"] if each["name"] and each["tickets"] >= SMALL]
    assert [figure.value for figure in parts[BulletinSection.HOT]] == enough
    assert [figure.value for figure in parts[BulletinSection.PROGRAMME]] == [1, 2]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sections": ["units"], "small_cell": 5}, "never_open"),
        ({"sections": ["hot", "hot"], "small_cell": 5}, "named_twice"),
        ({"sections": [], "small_cell": 5}, "wrong_shape"),
        ({"sections": ["hot"], "small_cell": 1}, "wrong_shape"),
    ],
)
def test_rules_cannot_let_out_what_is_never_open(wrong: Json, code: str) -> None:
    section = shipped_section("bulletins")
    assert isinstance(section, dict)
    with pytest.raises(DefinitionInvalid) as refused:
        SECTION.parse(section | {"open": wrong})
    assert [fault.code for fault in refused.value.faults] == [code]


async def published(callers: Callers, **texts: str) -> Json:
    """A bulletin of K1 in which most figures are of few matters, and what stays inside is easily found."""
    while await step(callers.world.runtime, BULLETIN_COUNTS):
        pass
    draft = next(each for each in await callers.pages("K1 office", "/v1/bulletins") if each["unit"]["code"] == "K1")
    path = f"/v1/bulletins/{draft['id']}"
    figures = {
        "headline": {
            "now": {"accepted": 1_234, "closed": 1_200, "on_time": 2, "late": 1},
            "before": {"accepted": 4, "closed": 3, "on_time": 0, "late": 0},
        },
        "rates": [
            {"rate": name.value, "numerator": 3, "denominator": 4, "value": 0.7531, "before": 0.7532}
            for name in RateName
        ],
        "units": {
            "best": [{"code": "T1", "name": "先进乡", "value": 1.0}],
            "worst": [{"code": "T2", "name": "落后镇", "value": 0.1}],
        },
        "overdue": {"overdue": 7, "stuck": 3, "climbed": 0, "steps": 3},
        "hot": [{"name": "路灯<b>", "tickets": 77}, {"name": "家庭矛盾", "tickets": 2}],
        "programme": {"visits": 88, "visits_overdue": FEW, "meetings": 9, "meetings_overdue": FEW, "alarms": FEW},
    }
    async with callers.world.runtime.database.connection() as connection:
        await connection.raw.execute("UPDATE bulletins SET figures = $2 WHERE id = $1", draft["id"], figures)
    if texts:
        said = [{"section": section, "text": text} for section, text in texts.items()]
        await callers.put("K1 office", f"{path}/texts", texts=said)
    answer = await callers.ask("K1 office", "PUT", f"{path}/publication")
    found: Json = answer.json()
    return found


async def look(callers: Callers, path: str, headers: Mapping[str, str] = CHINESE) -> httpx2.Response:
    return await callers.ask(NOBODY, "GET", path, headers=dict(headers))


async def opened(callers: Callers, bulletin: Json) -> None:
    answer = await callers.ask("K1 office", "PUT", f"/v1/bulletins/{bulletin['id']}/public-page")
    assert answer.status_code == 200, answer.text


async def test_everybody_reads_what_is_open_and_nothing_that_stays_inside(callers: Callers) -> None:
    bulletin = await published(callers, hot="路灯问题<i>较多</i>", units="点名批评落后镇")
    page = f"/bulletins/{bulletin['id']}"
    assert (await look(callers, page)).status_code == 404
    await opened(callers, bulletin)

    found, english, paper = [
        await look(callers, page), await look(callers, page, ENGLISH),
        await callers.ask("K1 office", "GET", f"/v1/bulletins/{bulletin['id']}/page?for=everybody"),
    ]  # fmt: skip
    out = ["单位K1", "1,234", ">77<", ">88<", bulletin["document_number"], "路灯问题&lt;i&gt;较多"]
    for each in (found, paper):
        assert [words for words in out if words not in each.text] == []
    assert [words for words in ("Matters accepted", "1,234", "fewer than 5 matters") if words not in english.text] == []
    inside = ["先进乡", "落后镇", "点名批评", "家庭矛盾", str(FEW), f"{FEW:,}", "75.31", "75.32", "<b>"]
    for each in (found, english, paper):
        assert [words for words in inside if words in each.text] == []
        assert re.search(r"顶级滞留</t[hd]>\s*<td[^>]*>—<|Stuck at the top</th><td[^>]*>—<", each.text)
    assert "script-src" not in found.headers["content-security-policy"]
    assert "<script" not in found.text
    pdf = await look(callers, f"{page}/pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")

    told = await callers.get("K1 handler", f"/v1/bulletins/{bulletin['id']}/public-page")
    assert (told["path"], told["is_open"], told["kept_inside"], told["small_cell"]) == (page, True, ["units"], 5)
    assert [each["section"] for each in told["sections"]] == ["headline", "rates", "overdue", "hot", "programme"]


async def test_what_is_not_open_is_answered_as_what_is_not_there(callers: Callers) -> None:
    bulletin = await published(callers)
    others = [each["id"] for each in await callers.pages("C office", "/v1/bulletins")]
    assert bulletin["id"] in others
    assert len(others) > 1
    for more in ("", "/pdf"):
        unknown = await look(callers, f"/bulletins/{uuid4()}{more}")
        assert unknown.status_code == 404
        for each in (*others, "1", "x" * 40, bulletin["id"].upper()):
            answer = await look(callers, f"/bulletins/{each}{more}")
            assert (answer.status_code, answer.text) == (404, unknown.text)
            assert {**answer.headers} | {"x-request-id": ""} == {**unknown.headers} | {"x-request-id": ""}
    nothing = (await look(callers, "/bulletins")).text
    assert "还没有向社会公开的简报" in nothing
    assert {(await look(callers, f"/bulletins?unit={code}")).text for code in ("K1", "K2", "nowhere")} == {nothing}


async def test_a_list_has_what_units_have_opened_page_by_page(callers: Callers) -> None:
    bulletin = await published(callers)
    await opened(callers, bulletin)
    async with callers.world.runtime.database.connection() as connection:
        await connection.raw.execute(
            """
            INSERT INTO bulletins (
              id, unit_id, unit_path, period, starts_on, ends_on, state, sections, figures, texts, drafted_at,
              updated_at, year, number, published_at, opened_at
            )
            SELECT gen_random_uuid(), unit_id, unit_path, 'month', starts_on - 31 * n, ends_on, 'published', sections,
                   figures, texts, drafted_at, updated_at, 2020, n, updated_at, CASE WHEN n <= 30 THEN updated_at END
            FROM bulletins, generate_series(1, 40) n WHERE bulletins.id = $1
            """,
            bulletin["id"],
        )
    found, path = list[str](), "/bulletins?unit=K1"
    pages = 0
    while path:
        page = await look(callers, path)
        pages += 1
        found += re.findall(r'href="/bulletins/([0-9a-f-]{36})"', page.text)
        more = re.search(r'href="(/bulletins\?before=[^"]+)"', page.text)
        path = more[1].replace("&amp;", "&") if more else ""
    assert (pages, len(found), len(set(found))) == (2, 31, 31)
    assert found == sorted(found, reverse=True)
    assert "单位K1 · 简报" in (await look(callers, "/bulletins?unit=K1")).text
    assert (await look(callers, "/bulletins?before=1")).status_code == 404
    assert "/bulletins/" not in (await look(callers, "/bulletins?unit=T1")).text


async def test_who_opens_and_who_takes_back(callers: Callers) -> None:
    bulletin = await published(callers)
    path, page = f"/v1/bulletins/{bulletin['id']}/public-page", f"/bulletins/{bulletin['id']}"
    for who, status in (("K1 handler", 403), ("C office", 403), ("V1 leader", 404), ("K2 office", 404)):
        assert (await callers.ask(who, "PUT", path)).status_code == status, who
    stale = await callers.ask("K1 leader", "PUT", path, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    first = await callers.ask("K1 leader", "PUT", path)
    again = await callers.ask("K1 leader", "PUT", path)
    assert first.json() == again.json()
    assert first.json()["opened_at"] is not None
    assert first.headers["ETag"] == f'"{bulletin["version"] + 1}"'
    found = await look(callers, page)
    tag = {"If-None-Match": found.headers["ETag"]}
    assert (await look(callers, page, CHINESE | tag)).status_code == 304
    assert (await look(callers, page, ENGLISH | tag)).status_code == 200

    for who, status in (("K1 handler", 403), ("V1 leader", 404), ("K2 office", 404)):
        assert (await callers.ask(who, "DELETE", path)).status_code == status, who
    assert (await callers.ask("C leader", "DELETE", path)).status_code == 204
    assert (await callers.ask("K1 office", "DELETE", path)).status_code == 204
    assert (await look(callers, page, CHINESE | tag)).status_code == 404
    assert (await look(callers, f"{page}/pdf")).status_code == 404
    seen = await callers.get("K1 office", f"/v1/bulletins/{bulletin['id']}")
    assert (seen["state"], seen["opened_at"]) == ("published", None)
    rows = await callers.world.runtime.database.pool.fetch(
        "SELECT type FROM events WHERE record_id = $1 ORDER BY occurred_at, id", bulletin["id"]
    )
    told = [row["type"] for row in rows]
    assert told == ["bulletin.drafted", "bulletin.published", "bulletin.opened", "bulletin.taken_back"]


async def test_a_draft_is_not_opened_nor_anything_where_the_rules_let_nothing_out(callers: Callers) -> None:
    bulletin = await published(callers)
    drafts = await callers.pages("C office", "/v1/bulletins?state=draft")
    draft = next(each for each in drafts if each["unit"]["code"] == "C")
    refused = await callers.ask("C office", "PUT", f"/v1/bulletins/{draft['id']}/public-page")
    assert (refused.status_code, refused.json()["code"]) == (409, "BULLETIN_DRAFT")

    await opened(callers, bulletin)
    shipped: Any = shipped_document()
    inside = {name: rule for name, rule in shipped["bulletins"].items() if name != "open"}
    await callers.send("C admin", "/v1/programmes", **{**shipped, "version": 2, "bulletins": inside})
    page = await look(callers, f"/bulletins/{bulletin['id']}")
    assert (page.status_code, "1,234" in page.text, "路灯" in page.text) == (200, False, False)
    await callers.ask("K1 office", "DELETE", f"/v1/bulletins/{bulletin['id']}/public-page")
    again = await callers.ask("K1 office", "PUT", f"/v1/bulletins/{bulletin['id']}/public-page")
    assert (again.status_code, again.json()["code"]) == (409, "BULLETINS_NOT_OPEN")
    told = await callers.get("K1 office", f"/v1/bulletins/{bulletin['id']}/public-page")
    assert (told["sections"], told["small_cell"]) == ([], 0)

    # Whoever does as it says is let out what the rules say from then on, and nothing else.
    assert "'open'" in again.json()["detail"]
    only = {**inside, "open": {"sections": ["hot"], "small_cell": 3}}
    await callers.send("C admin", "/v1/programmes", **{**shipped, "version": 3, "bulletins": only})
    await opened(callers, bulletin)
    page = await look(callers, f"/bulletins/{bulletin['id']}")
    assert (page.status_code, "1,234" in page.text, "路灯" in page.text) == (200, False, True)


async def test_pages_may_be_found_but_not_kept_and_are_throttled(callers: Callers, app: FastAPI) -> None:
    bulletin = await published(callers)
    await opened(callers, bulletin)
    paths = ["/bulletins", f"/bulletins/{bulletin['id']}", f"/bulletins/{bulletin['id']}/pdf"]
    for path in paths:
        answer = await look(callers, path)
        assert answer.status_code == 200
        assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("public, no-cache", "noarchive")
        assert answer.headers["etag"].startswith('W/"')
        assert "accept-language" in answer.headers["vary"].lower()
        known = await look(callers, path, CHINESE | {"If-None-Match": answer.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
    app.state.throttle = Throttle(each=3)
    answers = [await look(callers, path) for path in [*paths, *paths]]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 3
    assert "尝试次数过多" in answers[-1].text
