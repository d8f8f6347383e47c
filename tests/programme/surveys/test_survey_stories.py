"""A survey from its order to its results: drawn, answered by page and telephone, reminded of, closed, and read."""

import asyncio
import re
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from escalation.feed.engine.sequencer import Sequencer
from escalation.kit.web.rate_limit import Throttle
from escalation.privacy.engine import erasing
from escalation.programme.surveys.engine import survey_clock
from escalation.programme.surveys.storage.drawing import DrawnPeople, draw_people
from escalation.programme.surveys.usecases import surveys as ordering
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.programme.surveys.asking import (
    SATISFIED,
    SURVEYS,
    UNSATISFIED,
    a_closed_ticket,
    an_opinion,
    code_for,
    go_on,
    look,
    now,
    order,
    reply,
    today,
)
from tests.reorganisation.test_reorganisation import dissolve
from tests.support.callers import Callers, Json
from tests.support.roles import as_owner


async def events(callers: Callers, prefix: str) -> list[Json]:
    rows = await callers.world.runtime.database.pool.fetch(
        "SELECT type, unit_id, opinion_id, data, reason FROM events WHERE type LIKE $1 ORDER BY n", f"{prefix}%"
    )
    return [dict(row) for row in rows]


async def settled(callers: Callers, survey: str, who: str, outcome: str, **answers: str) -> Json:
    """Take the next call and say what came of it."""
    call = (await callers.send(who, f"{SURVEYS}/{survey}/calls"))["call"]
    path = f"{SURVEYS}/{survey}/calls/{call['id']}/settlement"
    return await callers.send(who, path, outcome=outcome, answers=answers)


async def a_survey(callers: Callers) -> tuple[Json, str, str]:
    """Of three citizens, two of whom turned to V1; one of these, by mail, and the path."""
    await a_closed_ticket(callers, "V1", "13800131234")
    by_mail = await a_closed_ticket(callers, "V1", "lin@example.com")
    await a_closed_ticket(callers, "V3", "13900131234")
    survey = await order(callers)
    return survey, by_mail, f"{SURVEYS}/{survey['id']}"


async def three_citizens(callers: Callers) -> list[str]:
    """The opinions of those whom a survey of K1 may ask; others left no contact, a confidential matter, or another."""
    asked = [await a_closed_ticket(callers, *one) for one in (("V1", "13800131234"), ("V1", "lin@example.com"))]
    asked.append(await a_closed_ticket(callers, "V3", "13900131234"))
    await a_closed_ticket(callers, "V3", None)
    secret = await a_closed_ticket(callers, "V3", "13700131234")
    async with as_owner(callers.world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE opinions SET confidential = true WHERE id = $1", UUID(secret))
    return asked


def lot(seed: int, id_: str) -> bytes:
    return sha256(f"{seed}:{id_}".encode()).digest()


async def test_each_citizen_who_may_be_asked_is_asked_once_by_a_seed_that_nobody_chose(
    callers: Callers,
) -> None:
    opinions = await three_citizens(callers)
    twice = await a_closed_ticket(callers, "V1", "138 0013 1234")  # whoever is asked already
    survey = await order(callers)
    assert (survey["frame_size"], survey["progress"]["asked"], survey["state"]) == (3, 3, "open")
    assert [each["code"] for each in survey["questions"]] == ["satisfaction", "solved", "words"]
    # Anybody draws them again with the seed: of one contact the opinion with the first lot.
    expected = {min(opinions[0], twice, key=lambda id_: lot(survey["seed"], id_)), *opinions[1:]}
    drawn = await callers.world.runtime.database.pool.fetch("SELECT opinion_id FROM survey_people")
    assert {str(row["opinion_id"]) for row in drawn} == expected
    period = {name: survey[name] for name in ("period_since", "period_until", "kind", "title")}
    chosen = await callers.ask("K1 supervisor", "POST", SURVEYS, json={**period, "seed": survey["seed"]})
    assert (chosen.status_code, [each["pointer"] for each in chosen.json()["errors"]]) == (422, ["/seed"])
    listed = (await callers.get("C office", SURVEYS))["items"]
    assert [each["unit"]["code"] for each in listed] == ["K1"]


async def test_who_was_asked_not_long_ago_is_not_asked_again_by_whomever(callers: Callers) -> None:
    await three_citizens(callers)
    below = await order(callers, "C office", unit="T2")
    assert (below["within"]["code"], below["progress"]["asked"], below["asked_lately"]) == ("T2", 1, 0)
    await a_closed_ticket(callers, "V1", "139 0013 1234")  # whom C has asked, about another unit
    survey = await order(callers)
    assert (survey["progress"]["asked"], survey["frame_size"], survey["asked_lately"]) == (2, 2, 1)
    day = await today(callers)
    period = {"period_since": str(day - timedelta(days=30)), "period_until": str(day + timedelta(days=1))}
    none = await callers.ask("K1 office", "POST", SURVEYS, json={"kind": "ticket", "title": "再问一次", **period})
    assert [each["code"] for each in none.json()["errors"]] == ["asked_lately"]
    assert "3" in none.json()["errors"][0]["detail"]

    rules = await callers.get("K1 office", "/v1/survey-rules")
    await go_on(callers, days=rules["again_after_days"] + 1)
    again = await order(callers, period_since=str(day - timedelta(days=30)))
    assert (again["progress"]["asked"], again["asked_lately"]) == (3, 0)


async def test_whom_a_survey_calls_is_not_told_to_units_that_it_asks_about(callers: Callers) -> None:
    """Neither in the list of who read a contact, nor in the feed: the lot has chosen citizens whom they serve."""
    _, _, path = await a_survey(callers)
    call = (await callers.send("K1 supervisor", f"{path}/calls"))["call"]
    asked = await callers.world.runtime.database.pool.fetchval(
        "SELECT opinion_id FROM survey_people WHERE id = $1", UUID(call["id"])
    )
    unit = call["unit"]["code"]
    await callers.send(f"{unit} leader", f"/v1/opinions/{asked}/contact", reason="回访")
    while await Sequencer(FAN_OUT).step(callers.world.runtime):
        pass
    seen = {
        who: (
            [each["reason"] for each in (await callers.get(who, f"/v1/opinions/{asked}/contact-reads"))["items"]],
            len((await callers.get(who, "/v1/events?type=opinion.contact_read&limit=100"))["items"]),
        )
        for who in (f"{unit} leader", "K1 office", "C leader")
    }
    both = ["回访", "二季度满意度调查"], 2
    assert seen == {f"{unit} leader": (["回访"], 1), "K1 office": both, "C leader": both}


async def test_a_matter_that_becomes_confidential_is_not_called_about_any_more(callers: Callers) -> None:
    """Not even by whoever was given the call a minute ago."""
    _, _, path = await a_survey(callers)
    call = (await callers.send("K1 office", f"{path}/calls"))["call"]
    async with as_owner(callers.world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "UPDATE tickets SET confidential = true WHERE id = (SELECT ticket_id FROM survey_people WHERE id = $1)",
            UUID(call["id"]),
        )
    other = (await callers.send("K1 office", f"{path}/calls"))["call"]
    assert other["id"] != call["id"]


async def test_whole_answers_in_chinese_arrive(callers: Callers) -> None:
    """Each character takes nine bytes of a form, and there may be twelve questions."""
    words = "您" * 1_000
    questions = [{"code": f"words_{n}", "zh": "您想说的话", "en": "Your words", "required": False} for n in range(11)]
    choice = {"code": "satisfaction", "zh": "满意吗", "en": "Satisfied?", "options": [
        {"code": "satisfied", "zh": "满意", "en": "Satisfied", "counts_as": "satisfied"},
    ]}  # fmt: skip
    async with as_owner(callers.world.runtime.database).connection() as connection:
        survey, by_mail, path = await a_survey(callers)
        await connection.raw.execute(
            "UPDATE surveys SET rules = jsonb_set(rules, '{questionnaires,ticket}', $2) WHERE id = $1",
            UUID(survey["id"]), [choice, *questions],
        )  # fmt: skip
    code = await code_for(callers, by_mail)
    assert code is not None
    thanks = await reply(callers, code, "satisfied", *[words] * 11)
    assert (thanks.status_code, "谢谢" in thanks.text) == (200, True)
    remarks = (await callers.get("K1 leader", f"{path}/remarks"))["items"]
    assert [len(each["words"]) for each in remarks] == [1_000] * 11


async def test_units_that_are_asked_about_are_not_told_whom_a_survey_asks(callers: Callers) -> None:
    """Nor, by a reminder, who has not answered: neither in the feed nor over an endpoint."""
    endpoints = [
        (await callers.send(f"{unit} admin", "/v1/webhook-endpoints", url=f"https://93.184.216.34/{unit}"))["id"]
        for unit in ("V1", "K1")
    ]
    _, by_mail, _ = await a_survey(callers)
    await go_on(callers, days=13)
    await survey_clock.step(callers.world.runtime)
    assert len([each for each in await events(callers, "opinion.survey_ready") if each["data"]["reminder"]]) == 3
    while await Sequencer(FAN_OUT).step(callers.world.runtime):
        pass
    told = {
        who: (await callers.get(who, "/v1/events?type=opinion.survey_ready&limit=100"))["items"]
        for who in ("V1 handler", "V1 leader", "T1 office", "K1 office", "C leader")
    }
    assert {who: len(each) for who, each in told.items()} == {
        "V1 handler": 0, "V1 leader": 0, "T1 office": 0, "K1 office": 3, "C leader": 3
    }  # fmt: skip
    assert by_mail in {each["opinion_id"] for each in told["K1 office"]}
    delivered = await callers.world.runtime.database.pool.fetch(
        "SELECT d.endpoint_id FROM webhook_queue d JOIN events e ON e.id = d.event_id"
        " WHERE e.type = 'opinion.survey_ready'"
    )
    assert [str(each["endpoint_id"]) for each in delivered] == endpoints[1:] * 3


async def test_remarks_come_page_by_page_each_once_in_an_order_that_tells_of_nobody(callers: Callers) -> None:
    _, _, path = await a_survey(callers)
    pool = callers.world.runtime.database.pool
    await pool.execute("UPDATE survey_people SET state = 'answered', answered_by = 'page'")
    await pool.execute(
        "INSERT INTO survey_answers (person_id, question, words)"
        " SELECT p.id, 'words' || n, 'w' || n FROM survey_people p, generate_series(1, 3) n"
    )
    whole = await callers.pages("K1 leader", f"{path}/remarks")
    asked = await pool.fetchval("SELECT count(*) FROM survey_people")
    assert len(whole) == 3 * asked
    assert await callers.pages("K1 leader", f"{path}/remarks", limit=2) == whole
    assert [each["question"] for each in whole] == ["words1", "words2", "words3"] * asked


async def test_a_link_answers_once_and_looking_at_it_answers_nothing(callers: Callers) -> None:
    _, by_mail, path = await a_survey(callers)
    code = await code_for(callers, by_mail)
    assert code is not None
    page = await look(callers, code)
    english = await look(callers, code, "en")
    assert ("单位V1" in page.text, "您对这件事的办理结果满意吗" in page.text) == (True, True)
    assert ("Are you satisfied" in english.text, "lin@example.com" in english.text) == (True, False)
    missing = await reply(callers, code, "fairly")
    assert (missing.status_code, 'value="fairly" required checked' in missing.text) == (422, True)
    assert "请回答这个问题" in missing.text
    thanks = await reply(callers, code, "fairly", "solved", "路口还有一盏。")
    once_more = await reply(callers, code, "unsatisfied", "unsolved", "")
    assert (thanks.status_code, "谢谢" in thanks.text, once_more.status_code) == (200, True, 409)
    assert await code_for(callers, by_mail) is None
    assert (await callers.get("K1 leader", f"{path}/remarks"))["items"] == [
        {"question": "words", "words": "路口还有一盏。"}
    ]

    # What is erased goes with its words, and its chosen options stay counted.
    asked = await callers.send("V1 leader", f"/v1/opinions/{by_mail}/erasure", reason="本人要求")
    await callers.send("T1 leader", f"/v1/erasures/{asked['id']}/decision", approve=True)
    while await erasing.step(callers.world.runtime):
        pass
    assert (await callers.get("K1 supervisor", f"{path}/remarks"))["items"] == []
    assert (await callers.get("K1 leader", f"{path}/results"))["whole"]["answers"][0]["rated"] == 1
    told = str([each["data"] for each in await events(callers, "%survey")])
    assert not re.search("1380013|王小明|路口|lin@", told)


async def test_whoever_is_erased_while_it_is_drawn_is_not_asked(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_closed_ticket(callers, "V1", "13800131234")
    erased = await a_closed_ticket(callers, "V1", "13900131234")
    request = await callers.send("V1 leader", f"/v1/opinions/{erased}/erasure", reason="本人要求")
    await callers.send("T1 leader", f"/v1/erasures/{request['id']}/decision", approve=True)

    async def drawn(*asked: Any) -> DrawnPeople:
        people = await draw_people(*asked)
        while await erasing.step(callers.world.runtime):
            pass
        return people

    monkeypatch.setattr(ordering, "draw_people", drawn)
    survey = await order(callers)
    assert {name: survey["progress"][name] for name in ("asked", "waiting", "waiting_by_message", "withdrawn")} == {
        "asked": 2, "waiting": 1, "waiting_by_message": 0, "withdrawn": 1
    }  # fmt: skip
    assert (await callers.send("K1 office", f"{SURVEYS}/{survey['id']}/calls"))["due"] == 1


async def test_clerks_call_one_after_the_other_on_record(callers: Callers) -> None:
    survey, _, path = await a_survey(callers)
    ringing = (await callers.send("K1 office", f"{path}/calls"))["call"]
    assert ringing["id"] == (await callers.send("K1 office", f"{path}/calls"))["call"]["id"]
    assert (ringing["name"], ringing["tries"], bool(ringing["contact"])) == ("王小明", 0, True)
    reads = await events(callers, "opinion.contact_read")
    assert [each["reason"] for each in reads] == ["二季度满意度调查"] * 2
    for who, status in (("C office", 403), ("K2 office", 404), ("V1 leader", 403), ("K1 handler", 403)):
        assert (await callers.ask(who, "POST", f"{path}/calls")).status_code == status
    refusal = {"outcome": "refused"}
    taken = await callers.ask("K1 supervisor", "POST", f"{path}/calls/{ringing['id']}/settlement", json=refusal)
    assert (taken.status_code, taken.json()["code"]) == (409, "CALL_OF_ANOTHER")
    await settled(callers, survey["id"], "K1 office", "not_reached")
    await settled(callers, survey["id"], "K1 supervisor", "answered", **SATISFIED)
    assert (await callers.send("K1 office", f"{path}/calls")) == {"call": None, "due": 0}
    await go_on(callers, hours=3)
    done = await settled(callers, survey["id"], "K1 office", "refused")
    assert {name: done["progress"][name] for name in ("answered", "answered_by_page", "refused", "reached")} == {
        "answered": 1, "answered_by_page": 0, "refused": 1, "reached": 2
    }  # fmt: skip


async def test_nobody_is_called_who_left_a_mail_address_only_and_nobody_asked_whom_nothing_reaches(
    callers: Callers,
) -> None:
    by_mail = [await an_opinion(callers, "V1", f"lin{n}@example.com") for n in range(3)]
    await an_opinion(callers, "V1", "13800130001")
    await an_opinion(callers, "V1", "微信 xiaoming")
    survey = await order(callers, kind="unit")
    path = f"{SURVEYS}/{survey['id']}"
    assert (survey["frame_size"], survey["out_of_reach"], survey["asked_lately"]) == (4, 1, 0)
    assert (survey["progress"]["waiting"], survey["progress"]["waiting_by_message"]) == (4, 3)
    taken = await callers.send("K1 office", f"{path}/calls")
    assert (taken["call"]["contact"], taken["due"]) == ("13800130001", 1)
    refused = await settled(callers, survey["id"], "K1 office", "refused")
    assert await callers.send("K1 office", f"{path}/calls") == {"call": None, "due": 0}
    assert [refused["progress"][name] for name in ("refused", "waiting", "waiting_by_message", "unreached")] == [
        1, 3, 3, 0
    ]  # fmt: skip

    # By the link of a message they answer as before.
    code = await code_for(callers, by_mail[0])
    assert code is not None
    assert (await reply(callers, code, "satisfied", "good", "prompt")).status_code == 200
    assert (await callers.get("K1 office", path))["progress"]["waiting_by_message"] == 2


async def test_a_survey_of_nobody_who_can_be_reached_says_so(callers: Callers) -> None:
    await an_opinion(callers, "V1", "微信 xiaoming")
    day = await today(callers)
    period = {"period_since": str(day - timedelta(days=30)), "period_until": str(day + timedelta(days=1))}
    none = await callers.ask("K1 office", "POST", SURVEYS, json={"kind": "unit", "title": "无法联系", **period})
    assert (none.status_code, [each["code"] for each in none.json()["errors"]]) == (422, ["out_of_reach"])
    assert "1" in none.json()["errors"][0]["detail"]


async def test_who_ordered_it_reads_all_and_who_was_asked_about_nothing_that_guesses(callers: Callers) -> None:
    survey, _, path = await a_survey(callers)
    for answers in (SATISFIED, UNSATISFIED):
        await settled(callers, survey["id"], "K1 office", "answered", **answers)
    results = await callers.get("K1 leader", f"{path}/results")
    satisfaction = results["whole"]["answers"][0]
    assert (satisfaction["rated"], satisfaction["satisfied"], satisfaction["satisfaction"]) == (2, 1, 0.5)
    assert [each["unit"]["code"] for each in results["parts"]] == ["T1", "T2"]
    assert not results["whole"]["is_representative"]
    assert (await callers.ask("V1 leader", "GET", path)).status_code == 404
    assert (await callers.send("K1 office", f"{path}/close"))["state"] == "closed"
    assert (await callers.ask("K1 office", "POST", f"{path}/close")).json()["code"] == "SURVEY_OVER"
    assert (await callers.ask("K1 office", "POST", f"{path}/calls")).json()["code"] == "SURVEY_OVER"
    assert not (await callers.get("V1 leader", path))["is_own"]
    mine = await callers.get("T1 leader", f"{path}/results")
    assert mine["whole"]["progress"]["asked"] == 2
    assert [each["options"] for each in mine["whole"]["answers"]] == [None, None]
    assert (await callers.ask("T1 leader", "GET", f"{path}/results?unit=V1")).status_code == 404
    assert (await callers.ask("T1 leader", "GET", f"{path}/remarks")).status_code == 403
    assert (await callers.ask("K2 leader", "GET", path)).status_code == 404


async def test_a_survey_about_a_unit_that_is_dissolved_meanwhile_reads_as_its_successor(callers: Callers) -> None:
    for n in range(10):
        await an_opinion(callers, "V1", f"1380013{n:04}")
    path = f"{SURVEYS}/{(await order(callers, kind='unit', unit='V1'))['id']}"
    answers = {"overall": "unsatisfied", "conduct": "good", "promptness": "unknown"}
    for _ in range(10):
        await settled(callers, path.rpartition("/")[2], "K1 office", "answered", **answers)
    await dissolve(callers.world, "V1", "V2")
    assert (await callers.send("K1 office", f"{path}/close"))["within"]["code"] == "V2"
    assert (await callers.get("K1 office", f"{path}/results"))["whole"]["answers"][0]["rated"] == 10
    (low,) = await events(callers, "survey.below_floor")
    assert (low["unit_id"], low["data"]["rated"]) == (callers.world.id("V2"), 10)


async def test_callers_at_once_are_never_given_the_same_citizen(callers: Callers) -> None:
    for n in range(6):
        await an_opinion(callers, "V1", f"1380013{n:04}")
    survey = await order(callers, kind="unit")
    path = f"{SURVEYS}/{survey['id']}/calls"
    who = [f"K1 {role}" for role in ("office", "supervisor")]
    for round_ in range(3):
        taken = await asyncio.gather(*(callers.send(each, path) for each in who))
        ids = {each["call"]["id"] for each in taken}
        assert len(ids) == len(who)
        for each, given in zip(who, taken, strict=True):
            assert given["due"] == 6 - 2 * round_
            answers = {"overall": "satisfied", "conduct": "good", "promptness": "unknown"}
            settlement = f"{path}/{given['call']['id']}/settlement"
            await callers.send(each, settlement, outcome="answered", answers=answers)
    results = await callers.get("K1 office", f"{SURVEYS}/{survey['id']}/results?unit=V1")
    rates = [(each["rated"], each["satisfaction"]) for each in results["whole"]["answers"]]
    assert rates == [(6, 1.0), (6, 1.0), (0, None)]


async def test_a_lease_ends_and_whoever_was_too_slow_is_told_so(callers: Callers) -> None:
    await an_opinion(callers, "V1", "13800130001")
    path = f"{SURVEYS}/{(await order(callers, kind='unit'))['id']}/calls"
    slow = (await callers.send("K1 office", path))["call"]
    assert (await callers.send("K1 supervisor", path))["call"] is None
    await go_on(callers, minutes=16)
    assert (await callers.send("K1 supervisor", path))["call"]["id"] == slow["id"]
    late = await callers.ask("K1 office", "POST", f"{path}/{slow['id']}/settlement", json={"outcome": "refused"})
    assert late.json()["code"] == "CALL_OF_ANOTHER"


async def test_the_clock_reminds_once_closes_at_the_end_and_tells_units_that_are_too_low(callers: Callers) -> None:
    opinions = [await an_opinion(callers, unit, f"13800{n:06}") for n, unit in enumerate(["V1"] * 11 + ["V3"])]
    last = await today(callers) + timedelta(days=7)
    survey = await order(callers, kind="unit", last_day=str(last))
    codes = {each: await code_for(callers, each) for each in opinions}
    for n, opinion in enumerate(opinions[:10]):
        code = codes[opinion]
        assert code is not None
        assert (
            await reply(callers, code, "satisfied" if n < 8 else "unsatisfied", "good", "prompt")
        ).status_code == 200
    assert not await survey_clock.step(callers.world.runtime)
    await go_on(callers, days=3)
    assert [await survey_clock.step(callers.world.runtime) for _ in range(2)] == [True, False]
    reminded = [each for each in await events(callers, "opinion.survey_ready") if each["data"]["reminder"]]
    assert {str(each["opinion_id"]) for each in reminded} == set(opinions[10:])
    (due,) = await events(callers, "survey.due_soon")
    assert due["data"]["waiting"] == 2
    open_still = codes[opinions[10]]
    assert open_still is not None
    assert (await look(callers, open_still)).status_code == 200

    await go_on(callers, days=6)
    over = await reply(callers, open_still, "satisfied", "good", "prompt")
    assert (over.status_code, "调查已经结束" in over.text) == (409, True)
    assert [await survey_clock.step(callers.world.runtime) for _ in range(2)] == [True, False]
    assert (await look(callers, open_still)).status_code == 404
    assert (await callers.get("K1 office", f"{SURVEYS}/{survey['id']}"))["closed_at"] <= (
        await now(callers)
    ).isoformat()
    (closed,) = await events(callers, "survey.closed")
    assert (closed["data"]["asked"], closed["data"]["answered"]) == (12, 10)
    low = await events(callers, "survey.below_floor")
    named = {callers.world.id(code): code for code in ("K1", "T1", "T2")}
    assert [(named[each["unit_id"]], each["data"]["question"], each["data"]["rated"]) for each in low] == [
        ("K1", "overall", 10), ("T1", "overall", 10)
    ]  # fmt: skip
    results = await callers.get("V1 leader", f"{SURVEYS}/{survey['id']}/results")
    assert [each["below_floor"] for each in results["whole"]["answers"]] == [True, False, False]


async def test_an_order_that_cannot_be_carried_out_says_why(callers: Callers) -> None:
    await an_opinion(callers, "V1", "13800130001")
    day = await today(callers)
    whole = {"kind": "unit", "title": "调查", "period_since": str(day - timedelta(days=30)),
             "period_until": str(day + timedelta(days=1))}  # fmt: skip
    for wrong, pointer, code in (
        ({"period_until": str(day - timedelta(days=40))}, "/period_until", "before_beginning"),
        ({"size": 1_001}, "/size", "too_many"),
        ({"last_day": str(day - timedelta(days=1))}, "/last_day", "in_the_past"),
        ({"last_day": str(day + timedelta(days=93))}, "/last_day", "too_late"),
        ({"unit": "K2"}, "/unit", "out_of_scope"),
        ({"unit": "T2"}, "", "nobody_to_ask"),
    ):
        refused = await callers.ask("K1 office", "POST", SURVEYS, json=whole | wrong)
        assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [(pointer, code)]
    assert (await callers.ask("K1 leader", "POST", SURVEYS, json=whole)).status_code == 403


async def test_whoever_tries_codes_is_slowed_down(callers: Callers, app: FastAPI) -> None:
    app.state.throttle = Throttle(each=2)
    answers = [await look(callers, f"{n:016}") for n in range(2)] + [await reply(callers, "0" * 16, "satisfied")]
    assert [each.status_code for each in answers] == [404, 404, 429]
    assert "没有与此评价码对应的调查" in answers[0].text


async def test_who_settled_the_matter_is_not_given_its_citizen_to_call(callers: Callers) -> None:
    opinion = await a_closed_ticket(callers, "V1", "13800130001")
    survey = await order(callers)
    principal = (await callers.get("K1 office", "/v1/me"))["principal"]
    await callers.world.runtime.database.pool.execute(
        "UPDATE tickets SET resolved_by = $1 WHERE id = (SELECT ticket_id FROM opinions WHERE id = $2)",
        principal, UUID(opinion),
    )  # fmt: skip
    path = f"{SURVEYS}/{survey['id']}/calls"
    assert (await callers.send("K1 office", path))["call"] is None
    assert (await callers.send("K1 supervisor", path))["call"]["ticket_number"]
    await settled(callers, survey["id"], "K1 supervisor", "answered", **SATISFIED)
