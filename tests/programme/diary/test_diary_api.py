"""A diary: what a cadre notes, who reads it, how it is reviewed, what comes of it, and what is left of it at last."""

import logging
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from escalation.actors import Role
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.retention import KeptYears
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.privacy.usecases.erasing import erase_opinion
from escalation.programme.diary.domain.entries import DiaryEntry
from escalation.programme.diary.engine import retention
from tests.support.callers import NOBODY, Callers
from tests.support.roles import as_owner
from tests.support.things import ENTRY, FORM

Json = dict[str, Any]
DIARY = "/v1/diary-entries"
PEOPLE = [{"name": "王小明", "contact": "13800131234"}, {"name": "高娃"}]


async def status(callers: Callers, who: str, method: str, path: str, **body: object) -> int:
    return (await callers.ask(who, method, path, **({"json": body} if method != "GET" else {}))).status_code


async def test_an_entry_is_written_handed_in_taken_back_and_reviewed(callers: Callers) -> None:
    """By whom each may be done, who reads it meanwhile, and what of the people who were met."""
    entry = await callers.send("V1 handler", DIARY, **ENTRY, people=PEOPLE, place="二组")
    path = f"{DIARY}/{entry['id']}"
    assert (entry["state"], entry["people_met"], entry["version"]) == ("draft", 2, 1)
    assert await status(callers, "V1 leader", "GET", path) == 404
    changed = await callers.ask(
        "V1 handler", "PATCH", path, json={"content": "路灯和井盖。"}, headers={"If-Match": '"1"'}
    )
    assert (changed.json()["content"], changed.json()["people"]) == (
        "路灯和井盖。",
        [*PEOPLE[:1], {**PEOPLE[1], "contact": None}],
    )
    stale = await callers.ask("V1 handler", "PATCH", path, json={"title": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412

    handed = await callers.send("V1 handler", f"{path}/submit")
    assert handed["state"] == "submitted"
    seen = {
        who: await status(callers, who, "GET", path)
        for who in ("V1 handler", "V1 leader", "T1 office", "C supervisor", "K1 admin", "V2 leader", "K2 office")
    }
    assert seen == {
        "V1 handler": 200, "V1 leader": 200, "T1 office": 200, "C supervisor": 200, "K1 admin": 404, "V2 leader": 404,
        "K2 office": 404,
    }  # fmt: skip
    above = await callers.get("K1 leader", path)
    assert [each["contact"] for each in above["people"]] == ["****34", None]
    assert await status(callers, "V1 handler", "PATCH", path, title="x") == 409
    assert await status(callers, "C supervisor", "POST", f"{path}/review", grade="good") == 403
    assert await status(callers, "V1 leader", "POST", f"{path}/take-back") == 403
    assert (await callers.send("V1 handler", f"{path}/take-back"))["state"] == "draft"
    assert await status(callers, "T1 leader", "POST", f"{path}/review", grade="good") == 404
    await callers.send("V1 handler", f"{path}/submit")

    wrong = await callers.ask("T1 leader", "POST", f"{path}/review", json={"grade": "superb"})
    assert wrong.json()["errors"][0]["pointer"] == "/grade"
    once = {"Idempotency-Key": "review-1"}
    body = {"grade": "excellent", "comment": "走访扎实。"}
    first, again = [await callers.ask("T1 leader", "POST", f"{path}/review", json=body, headers=once) for _ in range(2)]
    assert (first.json()["state"], first.json()["grade"], again.content) == ("reviewed", "excellent", first.content)
    for act in ("take-back", "review"):
        who = "V1 handler" if act == "take-back" else "T1 office"
        assert (
            await status(callers, who, "POST", f"{path}/{act}", **({"grade": "good"} if act == "review" else {})) == 409
        )
    assert await status(callers, "V1 handler", "DELETE", path) == 409


async def test_nobody_reviews_themselves_by_whatever_post(callers: Callers) -> None:
    """The leader of a village who keeps a diary is reviewed by the township; so is somebody with two posts."""
    own = await callers.send("V1 leader", DIARY, **ENTRY, submit=True)
    assert await status(callers, "V1 leader", "POST", f"{DIARY}/{own['id']}/review", grade="good") == 403
    world = callers.world
    member = await callers.send("C admin", "/v1/members", name="乌兰", home_unit_id=str(world.id("V2")))
    keys = {}
    for unit, role in (("V2", "handler"), ("T1", "leader")):
        await callers.put("C admin", f"/v1/members/{member['id']}/roles/{world.id(unit)}/{role}")
        body = {"unit_id": str(world.id(unit)), "role": role, "name": "x", "member_id": member["id"]}
        keys[unit, Role(role)] = (await callers.send("C admin", "/v1/keys", **body))["secret"]
    world.keys.update(keys)
    entry = await callers.send("V2 handler", DIARY, **ENTRY, submit=True)
    assert entry["author_name"] == "乌兰"
    assert await status(callers, "T1 leader", "POST", f"{DIARY}/{entry['id']}/review", grade="good") == 403
    assert await status(callers, "T1 office", "POST", f"{DIARY}/{entry['id']}/review", grade="good") == 200


async def test_lists_show_each_what_is_theirs(callers: Callers) -> None:
    """Against a naive choice among all entries, page by page, with the filters of a reviewer."""
    chance = Random(7)
    made: list[Json] = []
    for n in range(24):
        unit = chance.choice(["V1", "V2", "V3", "K1"])
        fields = {**ENTRY, "title": f"第{n}篇", "day": str(date(2026, 1, 1) + timedelta(days=chance.randrange(40)))}
        entry = await callers.send(f"{unit} handler", DIARY, **fields, submit=chance.random() < 0.7)
        if entry["state"] == "submitted" and chance.random() < 0.4:
            entry = await callers.send(
                "K1 office", f"{DIARY}/{entry['id']}/review", grade=chance.choice(["good", "passed"])
            )
        made.append(entry)

    def newest(found: list[Json]) -> list[str]:
        return [each["id"] for each in sorted(found, key=lambda each: (each["day"], each["id"]), reverse=True)]

    handed = [each for each in made if each["state"] != "draft"]
    below_t1 = [each for each in handed if each["unit"]["code"] in {"V1", "V2"}]
    for who, query, expected in (
        ("K1 leader", "", handed),
        ("T1 leader", "", below_t1),
        ("K1 leader", "unit=T1&", below_t1),
        ("T1 office", "state=submitted&", [each for each in below_t1 if each["state"] == "submitted"]),
        ("K1 supervisor", "grade=good&", [each for each in handed if each["grade"] == "good"]),
        ("K1 leader", "since=2026-01-10&until=2026-01-20&",
         [each for each in handed if "2026-01-10" <= each["day"] < "2026-01-20"]),
        ("V1 handler", "", [each for each in made if each["unit"]["code"] == "V1"]),
        ("K1 leader", "mine=true&", []),
        ("K2 leader", "", []),
        ("K1 admin", "", []),
    ):  # fmt: skip
        found = await callers.pages(who, f"{DIARY}?{query}".rstrip("&?"), limit=5)
        assert [each["id"] for each in found] == newest(expected), (who, query)

    period = "since=2026-01-01&until=2026-03-01"
    counts = (await callers.get("K1 leader", f"/v1/diary-counts?{period}"))["items"]
    branch = {"V1": "T1", "V2": "T1", "V3": "T2", "K1": "K1"}
    naive = Counter((branch[each["unit"]["code"]], each["day"][:7]) for each in handed)
    reviewed = Counter(
        (branch[each["unit"]["code"]], each["day"][:7], each["grade"]) for each in handed if each["grade"]
    )
    assert {(each["unit"]["code"], each["month"][:7]): each["submitted"] for each in counts} == naive
    assert {
        (each["unit"]["code"], each["month"][:7], grade): n for each in counts for grade, n in each["grades"].items()
    } == reviewed
    assert await status(callers, "T1 leader", "GET", f"/v1/diary-counts?unit=K1&{period}") == 404
    lines = (
        (await callers.ask("T1 leader", "GET", "/v1/exports/diary-entries")).content.decode("utf-8-sig").splitlines()
    )
    assert len(lines) == 1 + len(below_t1)


async def test_what_was_said_becomes_an_opinion_and_its_way_is_told(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the diary as its source; both are written or neither is; the ticket is told to who may see it."""
    entry = await callers.send("V1 handler", DIARY, **ENTRY, submit=True)
    path = f"{DIARY}/{entry['id']}"
    said = {"title": "路灯不亮", "content": "村口。", "citizen": PEOPLE[0]}
    once = {"Idempotency-Key": "opinion-1"}
    first, again = [
        await callers.ask("V1 handler", "POST", f"{path}/opinions", json=said, headers=once) for _ in range(2)
    ]
    opinion = first.json()
    assert (first.status_code, opinion["source"], opinion["unit"]["code"], again.content) == (
        201,
        "diary",
        "V1",
        first.content,
    )
    assert await status(callers, "V2 handler", "POST", f"{path}/opinions", **said) == 404
    ticket = await callers.send(
        "V1 leader", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]], accused_unit_id=str(callers.world.id("T2"))
    )
    (told,) = (await callers.get("V1 handler", path))["opinions"]
    assert (told["ticket_number"], told["ticket_state"]) == (ticket["number"], "registered")

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("escalation.programme.diary.usecases.diary_opinions.link_opinion", broken)
        assert await status(callers, "V1 handler", "POST", f"{path}/opinions", **said) == 500
    inbox = await callers.pages("V1 leader", "/v1/opinions")
    assert len(inbox) == 0


async def test_it_is_printed_with_masked_contacts_and_by_a_link(callers: Callers) -> None:
    entry = await callers.send("V1 handler", DIARY, **ENTRY, people=PEOPLE, submit=True)
    path = f"{DIARY}/{entry['id']}/form"
    made = await callers.get("T1 leader", f"{path}/link")
    page = (await callers.ask(NOBODY, "GET", made["path"])).text
    own = (await callers.ask("V1 handler", "GET", path)).text
    assert [word for word in ("民情日记", "王小明", "村口的路灯坏了。", "****34", "未评定") if word not in page] == []
    assert "13800131234" not in page
    assert "13800131234" in own
    assert await status(callers, "V2 leader", "GET", path) == 404


async def test_who_was_met_is_sealed_said_nowhere_and_gone_in_the_end(
    callers: Callers, caplog: pytest.LogCaptureFixture
) -> None:
    """With an opinion that came of it, or by age; the words last as long as another opinion of the entry does."""
    runtime = callers.world.runtime
    with caplog.at_level(logging.DEBUG):
        entry = await callers.send("V1 handler", DIARY, **ENTRY, people=PEOPLE, place="二组", submit=True)
        path = f"{DIARY}/{entry['id']}"
        opinions = [
            (await callers.send("V1 handler", f"{path}/opinions", title=title, content="村口。"))["id"]
            for title in ("路灯", "井盖")
        ]
        await callers.send("T1 leader", f"{path}/review", grade="good", comment="王小明家要回访")
    assert not any(each in caplog.text for each in ("王小明", "13800131234", "村口"))
    async with as_owner(runtime.database).connection() as connection:
        rows = await connection.raw.fetch("SELECT d::text AS row FROM diary_entries d")
        events = await connection.raw.fetch("SELECT e::text AS row FROM events e")
        assert not any("13800131234" in row["row"] for row in (*rows, *events))

    async def erase(opinion: str) -> Json:
        async with runtime.database.transaction() as connection:
            now = await read_now(connection)
            done = await erase_opinion(runtime, connection, UUID(opinion), ErasureExtent.ALL, now, "x")
            assert done is not None
            assert str(done.record_ids[0]) == entry["id"]
        return await callers.get("V1 handler", path)

    after_one, after_all = [await erase(each) for each in opinions]
    assert (after_one["people"], after_one["place"], after_one["content"]) == ([], None, ENTRY["content"])
    assert (after_all["title"], after_all["content"], after_all["comment"]) == ("***", "***", "***")
    assert after_all["erased_at"] is not None

    old = await callers.send("V1 handler", DIARY, **ENTRY | {"day": "2023-01-05"}, people=PEOPLE, submit=True)
    for kept, people, content in ((KeptYears(contacts=1), [], ENTRY["content"]), (KeptYears(1, 2), [], "***")):
        await retention.step(replace(runtime, kept=kept))
        read = await callers.get("V1 handler", f"{DIARY}/{old['id']}")
        assert (read["people"], read["content"]) == (people, content)
    assert not await retention.step(replace(runtime, kept=KeptYears()))


async def test_the_net_of_reading_catches(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule of who reads, a draft is everybody's."""
    entry = await callers.send("V1 handler", DIARY, **ENTRY)
    monkeypatch.setattr(DiaryEntry, "is_readable_by", lambda *_: True)
    assert await status(callers, "K2 leader", "GET", f"{DIARY}/{entry['id']}") == 200


async def test_the_log_tells_that_it_was_handed_in_and_reviewed_and_not_a_word_of_it(callers: Callers) -> None:
    entry = await callers.send("V1 handler", DIARY, **ENTRY, people=PEOPLE, submit=True)
    await callers.send("T1 leader", f"{DIARY}/{entry['id']}/review", grade="good", comment="走访扎实。")
    async with as_owner(callers.world.runtime.database).connection() as connection:
        rows = await connection.raw.fetch("SELECT type, record_id, unit_id, data FROM events ORDER BY occurred_at, id")
    assert [(row["type"], str(row["record_id"])) for row in rows] == [
        ("diary.submitted", entry["id"]), ("diary.reviewed", entry["id"]),
    ]  # fmt: skip
    # Written with a key, that is by no member.
    told = {"unit_id": entry["unit"]["id"], "day": ENTRY["day"], "member_id": None, "grade": "good"}
    assert rows[1]["data"] == told
