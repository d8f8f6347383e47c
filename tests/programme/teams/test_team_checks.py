"""Teams against the rule: who leads by rank, how many technicians a county needs, who has no team."""

from typing import Any, Final

from tests.support.callers import Callers

CHECKS: Final = "/v1/team-checks"


async def someone(callers: Callers, home: str, name: str, rank: str | None, *skills: str) -> str:
    made = await callers.send(
        "C admin", "/v1/members", name=name, home_unit_id=str(callers.world.id(home)), rank=rank, skills=list(skills)
    )
    return str(made["id"])


def codes(check: dict[str, Any]) -> list[str]:
    return [each["code"] for each in check["findings"]]


async def test_a_county_team_is_as_the_rule_has_it_once_two_technicians_are_in_it(callers: Callers) -> None:
    admin = "C admin"
    team = await callers.send(admin, "/v1/teams", unit_id=str(callers.world.id("K1")), name="引领工作一队")
    (empty,) = (await callers.get("K1 office", CHECKS))["items"]
    assert codes(empty) == ["no_leader", "few_deputies", "few_members", "few_skilled"]
    assert (empty["findings"][3]["params"]["wanted"], empty["findings"][3]["rule"]) == (2, "/levels/1/skills/0")
    people = {
        "leader": await someone(callers, "K1", "巴特尔", "section"),
        "deputy": await someone(callers, "K1", "娜仁", None),
        "member": await someone(callers, "K1-ZJ", "高娃", "staff", "农牧业技术"),
    }
    served = f"/v1/teams/{team['id']}/members"
    for role, member in people.items():
        await callers.put(admin, f"{served}/{member}", team_role=role)
    (half,) = (await callers.get("K1 leader", f"{CHECKS}?within=K1"))["items"]
    assert codes(half) == ["leader_rank", "rank_unknown", "few_skilled"]
    assert half["findings"][0]["detail"] == ("巴特尔 leads it and has another rank than the rule names: county rank.")
    assert half["findings"][0]["member_id"] == people["leader"]
    for role, rank in (("leader", "division"), ("deputy", "section")):
        change = {"json": {"rank": rank}}
        assert (await callers.ask(admin, "PATCH", f"/v1/members/{people[role]}", **change)).status_code == 200
    other = await someone(callers, "K1-SL", "其其格", "staff", "畜牧")
    await callers.put(admin, f"{served}/{other}", team_role="member")
    (whole,) = (await callers.get("C supervisor", CHECKS))["items"]
    assert codes(whole) == []
    await callers.ask(admin, "PATCH", f"/v1/members/{people['member']}", json={"active": False})
    (left,) = (await callers.get("K1 office", CHECKS))["items"]
    assert codes(left) == ["few_skilled", "not_serving"]


async def test_units_without_a_team_are_named_to_whoever_answers_for_them(callers: Callers) -> None:
    """Departments have none of their own. Nobody looks into another county."""
    await callers.send("C admin", "/v1/teams", unit_id=str(callers.world.id("T1")), name="一队")
    first = await callers.get("K1 office", f"{CHECKS}/units?limit=3")
    rest = await callers.get("K1 office", f"{CHECKS}/units?limit=3&cursor={first['next_cursor']}")
    assert [each["unit"]["code"] for page in (first, rest) for each in page["items"]] == ["K1", "V1", "V2", "T2", "V3"]
    assert (await callers.ask("K2 office", "GET", f"{CHECKS}?within=K1")).status_code == 403
    assert (await callers.ask("V1 handler", "GET", CHECKS)).status_code == 403
    assert (await callers.get("K2 office", CHECKS))["items"] == []
