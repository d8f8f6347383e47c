"""Stories of sorting: what is one matter is put together, formed in one go, and whoever does not sort is told."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.opinions.grouping import counted
from escalation.programme.sorting.domain.grouping import SaidText, grouped
from escalation.programme.sorting.domain.rules import SECTION
from escalation.programme.sorting.engine.reminders import step
from escalation.publishing.domain.rule_sections import shipped_section
from tests.support.callers import Callers, Json
from tests.support.endpoint_makers import give_places
from tests.support.shared_data import shared

PROPOSALS, BATCHES, ROUNDS = "/v1/sorting-proposals", "/v1/sorting-batches", "/v1/sorting-rounds"
LAMPS = ("村口路灯不亮", "村口的路灯坏了", "村口路灯坏了没人修")
RULES = SECTION.parse(shipped_section(SECTION.name))


async def says(callers: Callers, title: str, **more: object) -> str:
    """An opinion that arrives in V1."""
    content = f"{title}，请尽快处理。"
    sent = await callers.send("V1 handler", "/v1/opinions", title=title, content=content, source="phone", **more)
    return str(sent["id"])


def line(proposal: Json, **more: object) -> Json:
    """A proposal as it is formed."""
    ids = [each["id"] for each in proposal["opinions"]]
    return {"opinion_ids": ids, "urgency": "routine", "difficulty": "simple", **more}


async def test_what_is_one_matter_becomes_one_ticket_and_a_line_that_is_refused_stops_no_other(
    callers: Callers,
) -> None:
    lamps = [await says(callers, title) for title in LAMPS[:2]]
    lamps.append(await says(callers, LAMPS[2], source_system="hotline", external_ref="12345-7"))
    water = [await says(callers, title) for title in ("三组自来水停水", "三组自来水停水三天了")]
    alone = await says(callers, "草场围栏被毁")
    secret = await says(callers, LAMPS[0], confidential=True)
    found = await callers.get("V1 handler", PROPOSALS)
    groups = [{each["id"] for each in proposal["opinions"]} for proposal in found["proposals"]]
    assert groups == [set(lamps), set(water)]
    assert [each["id"] for each in found["alone"]] == [alone]
    assert found["proposals"][0]["title"] == LAMPS[0]
    refs = {(each["source_system"], each["external_ref"]) for each in found["proposals"][0]["opinions"]}
    assert refs == {(None, None), ("hotline", "12345-7")}
    led = await callers.get("V1 leader", PROPOSALS)
    assert secret in {each["id"] for each in led["proposals"][0]["opinions"]}
    assert (await callers.ask("V2 leader", "GET", f"{PROPOSALS}?unit=V1")).status_code == 404
    unit = str(callers.world.id("V1"))
    lines = [line(found["proposals"][0]), line(found["proposals"][0]), line(found["proposals"][1], title="三组停水")]
    body, key = {"unit_id": unit, "lines": lines}, {"Idempotency-Key": "sorted"}
    above = await callers.ask("T1 leader", "POST", BATCHES, json=body)
    assert above.status_code == 403
    first = await callers.ask("V1 handler", "POST", BATCHES, json=body, headers=key)
    again = await callers.ask("V1 handler", "POST", BATCHES, json=body, headers=key)
    told = first.json()
    assert (told["formed"], [each["status"] for each in told["items"]]) == (2, [201, 409, 201])
    assert [each["ticket_id"] for each in again.json()["items"]] == [each["ticket_id"] for each in told["items"]]
    assert again.headers["Idempotency-Replayed"] == "true"
    other = await callers.ask("V1 handler", "POST", BATCHES, json={**body, "lines": lines[:1]}, headers=key)
    assert other.status_code == 422
    ticket = await callers.get("V1 handler", f"/v1/tickets/{told['items'][2]['ticket_id']}")
    assert ticket["title"] == "三组停水"
    assert [each["id"] for each in (await callers.get("V1 handler", PROPOSALS))["alone"]] == [alone]


async def test_an_inbox_that_nobody_sorts_is_told_of_once_until_somebody_does(callers: Callers) -> None:
    runtime = callers.world.runtime
    await says(callers, "草场围栏被毁")
    await step(runtime)
    assert (await callers.get("C leader", ROUNDS))["items"] == []
    await callers.world.advance(days=RULES.every_days + 1)
    await step(runtime)
    await step(runtime)
    await give_places(runtime)
    (told,) = (await callers.get("V1 handler", "/v1/events?type=sorting.overdue"))["items"]
    assert told["record_id"] == str(callers.world.id("V1"))
    assert [each["unit"]["code"] for each in (await callers.get("T1 leader", ROUNDS))["items"]] == ["V1"]
    assert (await callers.get("T2 leader", ROUNDS))["items"] == []
    assert (await callers.get("V1 handler", PROPOSALS))["overdue"]
    await callers.send("V1 handler", BATCHES, unit_id=str(callers.world.id("V1")), lines=[])
    assert (await callers.get("T1 leader", ROUNDS))["items"] == []
    assert not (await callers.get("V1 handler", PROPOSALS))["overdue"]
    await step(runtime)
    assert (await callers.get("T1 leader", ROUNDS))["items"] == []
    await callers.world.advance(days=RULES.every_days + 1)
    await step(runtime)
    assert len((await callers.get("T1 leader", ROUNDS))["items"]) == 1


def test_of_real_messages_what_is_one_matter_is_put_together_and_little_else() -> None:
    """All that people put under a matter, among as many others."""
    with shared("cn_messages_hot.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows = [row for row in rows if row["hot_issue_id"]] + [row for row in rows if not row["hot_issue_id"]][:100]
    texts = [SaidText(row["subject"], row["detail"]) for row in rows]
    found = counted(grouped(texts, RULES.least_likeness), [row["hot_issue_id"] for row in rows])
    assert found.precision > 0.99
    assert found.strict > 0.9
    assert found.recall > 0.25
    # A net that takes everything is found out.
    everything = counted(grouped(texts, 0.001), [row["hot_issue_id"] for row in rows])
    assert everything.precision < found.precision


@given(
    st.lists(
        st.builds(SaidText, st.sampled_from(["", "路灯", *LAMPS, "停水三天"]), st.text("路灯不亮停水", max_size=20)),
        max_size=12,
    )
)
def test_groups_share_nothing_have_two_at_least_and_are_the_same_again(texts: list[SaidText]) -> None:
    groups = grouped(texts, 0.3)
    places = [place for group in groups for place in group.places]
    assert len(places) == len(set(places))
    assert all(len(group.places) > 1 and group.likeness >= 0.29 for group in groups)
    assert grouped(texts, 0.3) == groups


@pytest.mark.parametrize("count", [0, 1])
def test_of_less_than_two_there_is_no_group(count: int) -> None:
    assert grouped([SaidText("路灯", "不亮")] * count, 0.1) == []
