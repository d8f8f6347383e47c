"""What is held about a person is printed, in words and as JSON, and only for who says what for."""

import json

from escalation.kit.runtime.context import Runtime
from tests.key_rotation.test_key_rotation import an_opinion
from tests.support.programs import run
from tests.support.world import World


async def test_a_person_gets_everything_in_words_and_as_json(
    runtime: Runtime, world: World, environment: dict[str, str]
) -> None:
    id_ = await an_opinion(runtime, world, "13800131234")
    zh = environment | {"ESCALATION_LANGUAGE": "zh"}
    printed = run("holdings", "+86 138-0013-1234", "--reason", "本人查询", environment=zh)
    as_json = run("holdings", "13800131234", "--reason", "再次查询", "--json", environment=environment)
    without = run("holdings", "13800131234", environment=environment)

    assert "系统中有 1 条意见" in printed.stdout
    assert "标题: 路灯不亮" in printed.stdout
    (held,) = json.loads(as_json.stdout)["items"]
    assert (held["opinion_id"], held["name"]) == (str(id_), "王小明")
    assert [look["reason"] for look in held["looks"]] == ["本人查询"]
    assert without.returncode == 2
