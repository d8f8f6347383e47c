"""Leading groups: who is in charge and was before, where nobody is, and where the person in charge is told."""

from typing import Any, Final

import pytest

from escalation.errors import DefinitionInvalid
from escalation.feed.engine.sequencer import Sequencer
from escalation.programme.groups.domain.rules import parse
from escalation.publishing.domain.rule_sections import shipped_document, shipped_section
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.reorganisation.test_reorganisation import dissolve, hang
from tests.support.callers import Callers

GROUPS: Final = "/v1/leading-groups"
CHECKS: Final = "/v1/group-checks"


async def somebody(callers: Callers, home: str, name: str) -> str:
    """A member who works at a unit."""
    made = await callers.send("C admin", "/v1/members", name=name, home_unit_id=str(callers.world.id(home)))
    return str(made["id"])


async def form(callers: Callers, who: str, unit: str) -> dict[str, Any]:
    return await callers.send(who, GROUPS, unit_id=str(callers.world.id(unit)))


async def hold(callers: Callers, who: str, group: str, position: str, member: str | None, reason: str) -> Any:
    path = f"{GROUPS}/{group}/positions/{position}"
    return await callers.ask(who, "PUT", path, json={"member_id": member, "reason": reason})


async def findings(callers: Callers, who: str, unit: str) -> list[str]:
    items = (await callers.get(who, CHECKS))["items"]
    return [each["code"] for item in items if item["unit"]["code"] == unit for each in item["findings"]]


async def test_one_person_is_in_charge_at_a_time_and_it_stays_on_record(callers: Callers) -> None:
    first, second = await somebody(callers, "K1", "旗委书记甲"), await somebody(callers, "K1", "旗委书记乙")
    deputy = await somebody(callers, "K1-ZJ", "副组长")
    group = (await form(callers, "K1 leader", "K1"))["id"]
    again = await callers.ask("C office", "POST", GROUPS, json={"unit_id": str(callers.world.id("K1"))})
    assert again.status_code == 409
    for member, reason in ((first, "换届"), (second, "调任")):
        assert (await hold(callers, "K1 office", group, "in_charge", member, reason)).status_code == 200
    same = await hold(callers, "K1 office", group, "in_charge", second, "调任")
    assert same.status_code == 409
    service = {"group_role": "deputy", "area": "民生改善", "home_unit_id": str(callers.world.id("K1-JT"))}
    await callers.put("K1 leader", f"{GROUPS}/{group}/members/{deputy}", **service)
    as_head = await callers.ask("K1 leader", "PUT", f"{GROUPS}/{group}/members/{second}", json=service)
    assert as_head.status_code == 422
    read = await callers.get("K1 handler", f"{GROUPS}/{group}")
    assert (read["in_charge"]["person"]["name"], read["in_charge"]["reason"]) == ("旗委书记乙", "调任")
    assert [(each["name"], each["area"], each["home_unit"]["code"]) for each in read["members"]] == [
        ("副组长", "民生改善", "K1-JT"),
    ]  # fmt: skip
    terms = (await callers.get("C supervisor", f"{GROUPS}/{group}/terms"))["items"]
    assert [(each["person"]["name"], each["end_reason"]) for each in terms] == [
        ("旗委书记乙", None), ("旗委书记甲", "调任"),
    ]  # fmt: skip
    assert terms[1]["until"] == terms[0]["since"]
    # Whoever becomes the head is no deputy beside it.
    assert (await hold(callers, "K1 leader", group, "in_charge", deputy, "主持工作")).status_code == 200
    assert (await callers.get("K1 leader", f"{GROUPS}/{group}"))["members"] == []
    await Sequencer(FAN_OUT).step(callers.world.runtime)
    told = await callers.ask("K1 leader", "GET", "/v1/events?type=leading_group.*")
    assert [each["type"] for each in told.json()["items"]] == [
        "leading_group.formed", "leading_group.charge_changed", "leading_group.charge_changed",
        "leading_group.changed", "leading_group.charge_changed",
    ]  # fmt: skip
    assert "换届" not in told.text
    assert (await callers.get("K2 leader", "/v1/events?type=leading_group.*"))["items"] == []


async def test_nobody_says_who_leads_where_they_have_no_say(callers: Callers) -> None:
    member, other = await somebody(callers, "K1", "甲"), await somebody(callers, "K2", "乙")
    group = (await form(callers, "C office", "K1"))["id"]
    for who, status in (
        ("K2 leader", 404), ("K1 handler", 403), ("K1 supervisor", 403), ("T1 leader", 404), ("K1 leader", 200),
    ):  # fmt: skip
        answer = await hold(callers, who, group, "in_charge", member, "分工")
        assert answer.status_code == status, (who, answer.text)
    refused = await hold(callers, "K1 leader", group, "in_charge", other, "分工")
    assert refused.json()["errors"][0]["code"] == "unknown_member"
    for unit in ("T1", "K1-ZJ"):
        low = await callers.ask("C office", "POST", GROUPS, json={"unit_id": str(callers.world.id(unit))})
        assert low.status_code == 422, unit
    stale = await callers.ask(
        "K1 leader", "PUT", f"{GROUPS}/{group}/positions/in_charge", headers={"If-Match": '"1"'},
        json={"member_id": None, "reason": "x"},
    )  # fmt: skip
    assert stale.status_code == 412
    assert (await callers.ask("K2 leader", "GET", f"{GROUPS}/{group}")).status_code == 404
    assert [each["unit"]["code"] for each in (await callers.get("C leader", f"{GROUPS}?within=K1"))["items"]] == ["K1"]
    assert (await callers.get("K2 leader", GROUPS))["items"] == []


async def test_the_checks_say_what_is_missing_until_it_is_there(callers: Callers) -> None:
    who, admin = "C supervisor", "C admin"
    assert await findings(callers, who, "K2") == ["no_group", "no_office_staff", "no_director"]
    # A key of the office stands for somebody who works for it; a township's is one too many.
    await callers.key("K2 office")
    await callers.key("T1 office")
    assert await findings(callers, who, "K2") == ["no_group", "no_director"]
    assert await findings(callers, who, "T1") == ["office_not_foreseen"]
    head, director = await somebody(callers, "K2", "书记"), await somebody(callers, "K2", "组织部长")
    groups = [(await form(callers, "C office", unit))["id"] for unit in ("K2", "K1")]
    assert "nobody_in_charge" in await findings(callers, who, "K2")
    for position, member in (("in_charge", head), ("office_director", director)):
        await hold(callers, "C office", groups[0], position, member, "任命")
    assert await findings(callers, who, "K2") == []
    await hold(callers, "C office", groups[1], "in_charge", head, "兼任")
    assert "in_charge_of_several" in await findings(callers, who, "K2")
    await callers.ask(admin, "PATCH", f"/v1/members/{head}", json={"active": False})
    assert "in_charge_gone" in await findings(callers, who, "K2")
    (told,) = list((await callers.get("K2 leader", CHECKS))["items"])
    assert told["findings"][0]["detail"] == "书记 is in charge and does not serve any more."
    assert (await callers.ask("K2 leader", "GET", f"{CHECKS}?within=K1")).status_code == 403


async def test_a_rule_names_the_levels_and_four_are_not_written_down(callers: Callers) -> None:
    shipped: Any = shipped_document()
    rules = {"leading_groups": ["township"], "offices": [], "supervision": {"most_days": 30}}
    await callers.send("C admin", "/v1/programmes", **{**shipped, "version": 2, "groups": rules})
    assert await findings(callers, "C leader", "T1") == ["no_group"]
    assert await findings(callers, "C leader", "K1") == []
    assert (await form(callers, "T1 leader", "T1"))["level"] == 2


def test_a_level_is_named_once() -> None:
    shipped: Any = shipped_section("groups")
    assert parse(shipped).led({"city": 4, "county": 3, "village": 1}) == [4, 3]
    with pytest.raises(DefinitionInvalid):
        parse({**shipped, "offices": ["city", "city"]})


async def test_who_is_in_charge_is_told_where_late_tickets_are_looked_at(callers: Callers) -> None:
    head = await somebody(callers, "K1", "旗委书记")
    group = (await form(callers, "C office", "K1"))["id"]
    await hold(callers, "C office", group, "in_charge", head, "任命")
    unit = await callers.get("T1 handler", f"/v1/units/{callers.world.id('K1')}")
    assert (unit["in_charge"]["member_id"], unit["in_charge"]["name"]) == (head, "旗委书记")
    report = await callers.get("C supervisor", "/v1/reports/by-unit")
    assert {each["code"]: each["in_charge"] for each in report["items"]}["K1"] == "旗委书记"
    assert report["total"]["in_charge"] is None
    # Somebody who has left answers for nothing.
    await callers.ask("C admin", "PATCH", f"/v1/members/{head}", json={"active": False})
    assert (await callers.get("T1 handler", f"/v1/units/{callers.world.id('K1')}"))["in_charge"] is None


async def test_a_group_goes_to_the_successor_unless_that_has_one(callers: Callers) -> None:
    world, first = callers.world, (await form(callers, "C office", "K1"))["id"]
    for unit in ("T1", "T2", "K1-ZJ", "K1-JT", "K1-SL"):
        await hang(world, unit, "K2")
    await dissolve(world, "K1", "K2")
    assert (await callers.get("C leader", f"{GROUPS}/{first}"))["unit"]["code"] == "K2"
    city = (await form(callers, "C office", "C"))["id"]
    await hang(world, "T1", "C")
    listed = (await callers.get("C leader", GROUPS))["items"]
    assert [each["id"] for each in listed] == [city, first]
