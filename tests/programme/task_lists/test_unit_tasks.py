"""Stories of task lists: every unit gets those of its level, says how far it is, and is seen from above."""

import asyncio

from hypothesis import example, given
from hypothesis import strategies as st

from escalation.programme.task_lists.api.unit_tasks import TaskProgressOut, _progress
from escalation.programme.task_lists.domain.rules import SECTION, TaskKind
from escalation.programme.task_lists.engine.yearly_lists import step
from escalation.programme.task_lists.storage.unit_tasks import TaskProgress
from escalation.publishing.domain.rule_sections import shipped_section
from tests.support.callers import Callers
from tests.support.things import FORM, OPINION

TASKS, PROGRESS = "/v1/unit-tasks", "/v1/unit-task-progress"


def test_the_lists_of_the_four_levels_are_those_of_the_survey() -> None:
    rules = SECTION.parse(shipped_section(SECTION.name))
    assert {each.level: len(each.items) for each in rules.levels} == {
        "city": 8, "county": 5, "township": 5, "village": 6,
    }  # fmt: skip
    city, county, township, village = rules.levels
    assert [item.zh for item in city.items] == [
        "学习教育", "科学发展", "深化改革", "民生改善", "社会稳定", "民族团结", "基层党建", "作风改进",
    ]  # fmt: skip
    assert [item.zh for item in city.besides] == ["重大决策部署", "自治区年度考核目标"]
    assert [item.zh for item in county.items] == ["发展规划", "发展项目", "重点工作", "重点问题", "基层党建"]
    assert [item.zh for item in township.items] == [
        "嘎查村基础设施", "主导产业", "排查化解矛盾纠纷", "群众实际困难", "基层党建",
    ]  # fmt: skip
    assert [item.zh for item in village.items] == [
        "走访听取意见", "发展思路", "主导产业", "规范民主管理", "党员教育管理", "村民实际问题",
    ]  # fmt: skip
    assert [item.zh for item in rules.key_tasks.items] == [
        "重点工业项目", "帮扶济困", "十个全覆盖", "维护社会稳定", "信访化解",
    ]  # fmt: skip


async def test_units_say_how_far_they_are_and_those_above_see_it(callers: Callers) -> None:
    runtime = callers.world.runtime
    # Two workers at once make each list once.
    await asyncio.gather(step(runtime), step(runtime))
    assert not await step(runtime)
    county = (await callers.get("K1 handler", TASKS))["items"]
    assert [each["kind"] for each in county] == ["list"] * 5 + ["key"] * 5
    village = (await callers.get("V1 handler", TASKS))["items"]
    assert len(village) == 6
    first = village[0]
    path = f"{TASKS}/{first['id']}"
    changed = await callers.ask(
        "V1 handler", "PATCH", path, json={"percent": 50, "note": "已走访一半", "due_on": "2020-01-01"}
    )
    assert (changed.status_code, changed.json()["percent"]) == (200, 50)
    stale = await callers.ask("V1 leader", "PATCH", path, json={"percent": 1}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    renamed = await callers.ask("V1 leader", "PATCH", path, json={"title": "别的"})
    assert renamed.json()["errors"][0]["pointer"] == "/title"
    assert (await callers.ask("V1 leader", "DELETE", path)).status_code == 403
    assert (await callers.ask("T1 leader", "PATCH", path, json={"percent": 1})).status_code == 403
    assert (await callers.ask("V2 leader", "PATCH", path, json={"percent": 1})).status_code == 404
    assert (await callers.ask("V2 leader", "GET", f"{TASKS}?unit=V1")).status_code == 404
    own = await callers.send("V1 leader", TASKS, unit_id=str(callers.world.id("V1")), title="修村道")
    assert (own["kind"], own["title"], own["title_en"]) == (TaskKind.OWN, "修村道", None)
    ticket = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion=OPINION)
    secret = await callers.send("V1 leader", "/v1/tickets", **FORM, opinion=OPINION | {"confidential": True})
    for each in (ticket, secret):
        await callers.put("V1 leader", f"{TASKS}/{own['id']}/tickets/{each['id']}")
    seen = {who: (await callers.get(who, f"{TASKS}?unit=V1"))["items"][-1] for who in ("V1 leader", "T1 supervisor")}
    assert [len(each["tickets"]) for each in seen.values()] == [2, 1]
    assert seen["T1 supervisor"]["tickets"][0]["id"] == ticket["id"]
    found = (await callers.get("T1 leader", PROGRESS))["items"]
    assert [each["unit"]["code"] for each in found] == ["T1", "V1", "V2"]
    assert found[0]["own"] == {"tasks": 5, "done": 0, "late": 0, "percent": 0}
    assert found[1]["own"] == {"tasks": 7, "done": 0, "late": 1, "percent": 7}
    assert found[0]["whole"] == {"tasks": 18, "done": 0, "late": 1, "percent": 3}
    assert [each["unit"]["code"] for each in (await callers.get("T1 handler", PROGRESS))["items"]] == ["T1"]
    assert (await callers.ask("V1 leader", "DELETE", f"{TASKS}/{own['id']}")).status_code == 204
    assert len((await callers.get("V1 leader", TASKS))["items"]) == 6
    await callers.world.advance(days=366)
    assert (await callers.get("V1 leader", TASKS))["items"] == []
    while await step(runtime):
        pass
    assert [each["percent"] for each in (await callers.get("V1 leader", TASKS))["items"]] == [0] * 6


@given(st.lists(st.integers(0, 100), max_size=30))
@example(percents=[100] * 199 + [99])
def test_the_share_is_the_mean_and_none_of_nothing(percents: list[int]) -> None:
    found = _progress(TaskProgress(len(percents), percents.count(100), 0, sum(percents)))
    assert isinstance(found, TaskProgressOut)
    assert (found.percent is None) == (not percents)
    assert found.percent is None or min(percents) <= found.percent <= max(percents)
    assert (found.percent == 100) == (set(percents) == {100})
