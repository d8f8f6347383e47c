"""What units offer to say: by whom, to whom, what fits first, and what is filled in."""

import pytest

from escalation.standard_replies.domain.placeholders import PLACEHOLDERS, faults_of, filled
from tests.support.callers import Callers
from tests.support.things import FORM, OPINION

REPLIES = "/v1/standard-replies"


async def test_a_reply_is_offered_to_all_below_and_filled_in_for_a_ticket(callers: Callers) -> None:
    world, pool = callers.world, callers.world.runtime.database.pool
    await pool.execute(
        "INSERT INTO categories (code, name_zh, name_en, rank) "
        "VALUES ('road', '路', 'Road', 1), ('road.lamps', '灯', 'Lamps', 2), ('water', '水', 'Water', 3) "
        "ON CONFLICT DO NOTHING"
    )
    citizen = {"name": "王小明", "contact": "13800131234"}
    ticket = await callers.send(
        "V1 leader", "/v1/tickets", **FORM, opinion=OPINION | {"citizen": citizen}, category="road.lamps"
    )
    text = "{ticket_number}由{unit_name}办理，{due_date}前答复。"
    for code, category in (("K1", None), ("K1", "water"), ("K1", "road"), ("T1", "road.lamps"), ("K2", "road.lamps")):
        await callers.send(
            f"{code} leader", REPLIES, unit_id=str(world.id(code)), category=category, name=f"{code} {category}",
            text=text,
        )  # fmt: skip
    listed = (await callers.get("V1 handler", REPLIES))["items"]
    assert [each["name"] for each in listed] == ["T1 road.lamps", "K1 None", "K1 road", "K1 water"]
    assert {each["rendered"] for each in listed} == {None}
    found = (await callers.get("V1 handler", f"{REPLIES}?ticket_id={ticket['id']}"))["items"]
    assert [each["name"] for each in found] == ["T1 road.lamps", "K1 road", "K1 None", "K1 water"]
    assert [each["fits"] for each in found] == [True, True, True, False]
    rendered = found[0]["rendered"]
    assert rendered.startswith(f"{ticket['number']}由")
    assert "{" not in rendered
    assert "年" in rendered
    assert not any(kept in rendered for kept in citizen.values())
    assert (await callers.ask("K2 leader", "GET", f"{REPLIES}?ticket_id={ticket['id']}")).status_code == 404


async def test_versions_are_kept_and_what_is_retired_is_offered_no_more(callers: Callers) -> None:
    unit = str(callers.world.id("T1"))
    reply = await callers.send("K1 office", REPLIES, unit_id=unit, name="已修", text="已修好。")
    path = f"{REPLIES}/{reply['id']}"
    changed = await callers.put("T1 leader", path, name="已修", text="已修好，{today}。")
    assert changed["version"] == 2
    stale = await callers.ask("T1 leader", "DELETE", path, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    body = {"name": "a", "text": "b"}
    assert (await callers.ask("V1 leader", "PUT", path, json=body)).status_code == 403
    assert (await callers.ask("K2 leader", "PUT", path, json=body)).status_code == 404
    assert (await callers.ask("V1 leader", "POST", REPLIES, json=body | {"unit_id": unit})).status_code == 403
    for text in ("{contact}", "{", "}", "{unit_name", "{Name}"):
        refused = await callers.ask("T1 leader", "PUT", path, json={"name": "a", "text": text})
        assert refused.json()["errors"][0]["pointer"] == "/text", text
    assert (await callers.ask("T1 leader", "DELETE", path)).status_code == 204
    assert (await callers.get("T1 leader", REPLIES))["items"] == []
    assert (await callers.ask("T1 leader", "DELETE", path)).status_code == 404
    rows = await callers.world.runtime.database.pool.fetch(
        "SELECT version, text FROM standard_reply_versions ORDER BY version"
    )
    assert [tuple(row) for row in rows] == [(1, "已修好。"), (2, "已修好，{today}。")]


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_what_a_ticket_has_nothing_for_stays_open(name: str) -> None:
    assert faults_of(f"至{{{name}}}止") == []
    assert filled(f"至{{{name}}}止", {}) == "至____止"
