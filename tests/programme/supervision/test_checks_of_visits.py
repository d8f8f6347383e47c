"""Visits are drawn by lot and looked into as tickets are: by a seed, with findings listed and counted apart."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from escalation.application.subjects import SUBJECTS
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.retention import KeptYears
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.privacy.usecases.erasing import erase_opinion
from escalation.programme.supervision.domain.samples import SampleFrame, Stratum, SubjectKind
from escalation.programme.supervision.engine import retention
from tests.programme.supervision.test_samples import naive
from tests.programme.supervision.test_site_checks import a_check, day, in_hand
from tests.programme.visits.test_visit_stories import made, today
from tests.support.callers import Callers, Json
from tests.support.things import OPINION

CHECKS, SAMPLES, RESULTS, WHO = "/v1/site-checks", "/v1/samples", "/v1/supervision-results", "K1 supervisor"
CODES = tuple(f"0000-0000-0000-000{n}" for n in range(6))


async def a_visit(callers: Callers, who: str, **fields: object) -> Json:
    visit: Json = (await made(callers, who, who.partition(" ")[0], **fields))["visit"]
    return visit


async def look_into(callers: Callers, visit: str, **more: object) -> Json:
    return await a_check(callers, visit, WHO, subject_kind="visit", **more)


async def found_by(callers: Callers, who: str, query: str = "") -> list[str]:
    return [each["id"] for each in (await callers.get(who, f"{CHECKS}?{query}"))["items"]]


def test_every_frame_and_stratum_has_a_kind_of_subject_that_offers_it() -> None:
    frames = {(source.kind, frame) for source in SUBJECTS for frame in source.frames}
    assert frames == {(frame.kind, frame) for frame in SampleFrame}
    assert {source.kind for source in SUBJECTS} == set(SubjectKind)
    assert {stratum for source in SUBJECTS for stratum in source.strata} == set(Stratum)


async def test_visits_are_drawn_as_the_naive_model_draws_them_by_the_seed_that_is_kept(
    callers: Callers,
) -> None:
    visits = [
        await a_visit(callers, who, confirmation_code=code)
        for who, code in zip(
            ("V1 handler", "V1 handler", "V1 handler", "V2 handler", "V3 handler"), CODES, strict=False
        )
    ]
    await callers.send("V1 handler", f"/v1/visits/{visits[0]['id']}/cancel", reason="记错了")
    await callers.send(
        "V1 handler", "/v1/visits", target_unit_id=str(callers.world.id("V1")), day=str(await today(callers))
    )
    assert (await callers.ask("", "POST", "/v1/visits/confirmations", json={"code": CODES[1]})).status_code == 200
    wanted: Json = {"frame": "made", "size": 2, "stratify_by": ["unit", "confirmation"]}
    sample = await callers.send(WHO, SAMPLES, **wanted)
    strata = {
        each["id"]: f"{each['unit']['id']}|{'code' if each['id'] == visits[1]['id'] else 'none'}" for each in visits[1:]
    }
    drawn = [each["subject"]["id"] for each in sample["lots"]]
    assert (drawn, sample["frame_size"], sample["kind"]) == (naive(strata, sample["seed"], 2), 4, "visit")
    again = await callers.send("K1 leader", SAMPLES, **wanted)
    assert [each["subject"]["id"] for each in again["lots"]] == naive(strata, again["seed"], 2)
    assert again["frame_digest"] == sample["frame_digest"]
    subject = sample["lots"][0]["subject"]
    assert (subject["kind"], subject["number"], subject["day"]) == ("visit", None, str(await today(callers)))
    # A township draws of its own villages; nothing of earlier days is there; what visits have not got spreads nothing.
    below = await callers.send("T2 leader", SAMPLES, frame="made")
    assert [each["subject"]["holder"] for each in below["lots"]] == ["单位V3"]
    for more, code in (
        ({"until": str(await today(callers))}, "nothing_to_draw"),
        ({"category": "x"}, "does_not_fit"),
        ({"stratify_by": ["lateness"]}, "does_not_fit"),
    ):
        refused = await callers.ask(WHO, "POST", SAMPLES, json={"frame": "made"} | more)
        assert [each["code"] for each in refused.json()["errors"]] == [code]


async def test_what_is_found_about_visits_is_listed_read_from_above_and_counted_apart(callers: Callers) -> None:
    visits = [(await a_visit(callers, who))["id"] for who in ("V1 handler", "V1 handler", "V2 handler")]
    sample = await callers.send(WHO, SAMPLES, frame="made", size=3)
    verdicts = ("in_order", "not_done", "not_in_order")
    checks = [
        await look_into(callers, visit, sample_id=sample["id"], verdict=verdict, place="东街三号")
        for visit, verdict in zip(visits, verdicts, strict=True)
    ]
    of_ticket = await a_check(callers, await in_hand(callers.world))
    assert (checks[1]["unit"]["code"], checks[1]["subject"]["title"], checks[1]["order_id"]) == ("V1", "单位V1", None)
    shown = await callers.get(WHO, f"{SAMPLES}/{sample['id']}")
    assert (shown["checked"], shown["not_in_order"]) == (3, 2)
    # Findings are what was wrong without an order; each is read by whom it concerns, and by nobody beside.
    findings = [of_ticket["id"], checks[2]["id"], checks[1]["id"]]
    assert await found_by(callers, "C supervisor", "finding=true") == findings
    assert await found_by(callers, WHO, "finding=true&subject_kind=visit&verdict=not_done") == [checks[1]["id"]]
    assert await found_by(callers, WHO, f"subject_id={visits[0]}") == [checks[0]["id"]]
    assert await found_by(callers, "V1 handler") == [of_ticket["id"], checks[1]["id"], checks[0]["id"]]
    assert await found_by(callers, "V3 handler") == await found_by(callers, "T2 leader") == []
    assert (await callers.ask("V2 handler", "GET", f"{CHECKS}/{checks[0]['id']}")).status_code == 404
    items = (await callers.get(WHO, RESULTS))["items"]
    found = {each["unit"]["code"]: [each[kind] for kind in ("tickets", "visits")] for each in items}
    counted = [[each[name] for name in ("checks", "in_order", "not_done", "findings")] for each in found["T1"]]
    assert counted == [[1, 0, 1, 1], [3, 1, 1, 2]]
    rows = await callers.world.runtime.database.pool.fetch("SELECT data FROM events WHERE type = 'site_check.recorded'")
    assert {row["data"]["visit_id"] for row in rows} == {*visits, None}
    assert not [row for row in rows if "东街三号" in str(row["data"])]

    planned = await callers.send(
        "V1 handler", "/v1/visits", target_unit_id=str(callers.world.id("V1")), day=str(await today(callers))
    )
    good: Json = {"subject_kind": "visit", "checked_on": await day(callers.world), "found": "x", "verdict": "not_done"}
    for subject in (planned["id"], str(uuid4())):
        assert (await callers.ask(WHO, "POST", CHECKS, json=good | {"subject_id": subject})).status_code == 404
    for more, code in (
        ({"order": {"text": "去。", "colour": "yellow"}}, "does_not_fit"),
        ({"sample_id": str(UUID(int=7))}, "not_drawn"),
    ):
        refused = await callers.ask("K1 office", "POST", CHECKS, json=good | {"subject_id": visits[0]} | more)
        assert [each["code"] for each in refused.json()["errors"]] == [code]
    # A visit that was taken back since is still what was looked into.
    await callers.send("V1 handler", f"/v1/visits/{visits[1]}/cancel", reason="记错了")
    assert (await callers.get(WHO, f"{CHECKS}/{checks[1]['id']}"))["subject"]["state"] == "cancelled"


async def test_what_was_found_is_erased_with_what_was_said_there_and_by_age(callers: Callers) -> None:
    world, runtime = callers.world, callers.world.runtime
    visit = (await a_visit(callers, "V1 handler"))["id"]
    said = await callers.send("V1 handler", "/v1/opinions", **OPINION)
    formed = {"opinion_ids": [said["id"]], "urgency": "routine", "difficulty": "simple"}
    ticket = (await callers.send("V1 handler", "/v1/tickets", **formed))["id"]
    opinions = [
        await callers.send("V1 handler", f"/v1/visits/{visit}/opinions", **OPINION | {"title": title})
        for title in ("路灯", "水管")
    ]
    kept = await a_check(callers, ticket)
    check = await look_into(callers, visit, place="东街三号")
    shown: Json = {}
    for opinion, state in zip(opinions, ("东街三号的老张说路还没修", "***"), strict=True):
        async with runtime.database.transaction() as connection:
            now = await read_now(connection)
            await erase_opinion(runtime, connection, UUID(opinion["id"]), ErasureExtent.ALL, now, "x")
        shown = await callers.get(WHO, f"{CHECKS}/{check['id']}")
        assert (shown["found"], shown["erased_at"] is None) == (state, state != "***")
    assert (shown["place"], shown["verdict"]) == (None, "not_done")
    async with runtime.database.transaction() as connection:
        erased = await erase_opinion(
            runtime, connection, UUID(said["id"]), ErasureExtent.ALL, await read_now(connection), "x"
        )
    assert erased is not None
    assert UUID(kept["id"]) in erased.record_ids
    # By age: those that are older than words are kept, and none if they are kept for ever.
    old = await look_into(callers, visit)
    await world.advance(seconds=timedelta(days=366 * 3).total_seconds())
    world.keys.clear()
    assert not await retention.step(runtime)
    young = await look_into(callers, visit)
    assert not await retention.step(replace(runtime, kept=KeptYears(words=3)))
    assert (await callers.get(WHO, f"{CHECKS}/{old['id']}"))["found"] == "***"
    assert (await callers.get(WHO, f"{CHECKS}/{young['id']}"))["found"] != "***"
