"""Does the demonstration tell its story, and only when everything in it is true?"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from escalation.actors import Role
from escalation.cli.demo.acting import Api, Expected, Place, check
from escalation.errors import InternalError
from tests.support.makers import a_ticket
from tests.support.programs import Process, begin
from tests.support.waiting import LONGEST
from tests.support.world import World


@pytest.fixture
def environment(empty_dir: Path) -> dict[str, str]:
    """Where the demonstration puts its files, so that one sees what it leaves behind."""
    return {"TMPDIR": str(empty_dir), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}


@contextmanager
def half_told(environment: dict[str, str]) -> Iterator[Process]:
    """A demonstration in English that has come to its second part."""
    with begin("demo", environment=environment) as process:
        try:
            assert process.stdout is not None
            next(line for line in process.stdout if line.startswith("2."))
            yield process
        finally:
            process.kill()


def test_the_story_is_told_in_chinese_and_leaves_nothing_behind(environment: dict[str, str], empty_dir: Path) -> None:
    with begin("demo", environment={**environment, "ESCALATION_LANGUAGE": "zh"}) as process:
        told, said = process.communicate(timeout=LONGEST)
    lines = told.splitlines()

    assert process.returncode == 0, told + said
    assert "Traceback" not in said
    assert list(empty_dir.iterdir()) == []
    assert [line[0] for line in lines if line[1:2] == "、"] == list("一二三四五六七八九")
    assert seen(lines, "群众", "已收到") < seen(lines, "群众", "已办结", "路灯已更换")
    assert seen(lines, "被拒绝：409", "TRANSITION_NOT_ALLOWED") < seen(lines, "免除协办", "办理中")
    assert seen(lines, "● 黄色") < seen(lines, "● 橙色") < seen(lines, "● 红色")
    assert (
        seen(lines, "时钟", "上报上级", "乡级")
        < seen(lines, "时钟", "上报上级", "旗县级")
        < seen(lines, "时钟", "上报上级", "市级")
        < seen(lines, "下派落实", "旗县级")
    )
    assert len({line.partition("总时限")[2] for line in lines if "总时限" in line}) == 1
    assert seen(lines, "逾期交办单：2") < seen(lines, "没有逾期的交办单")
    assert seen(lines, "全部约束均成立") < seen(lines, "本次演示的交办单：3")


@pytest.mark.torture
def test_an_interrupted_story_leaves_nothing_behind(environment: dict[str, str], empty_dir: Path) -> None:
    with half_told(environment) as process:
        (postmaster,) = empty_dir.glob("*/postgres/postmaster.pid")
        number = int(postmaster.read_text().split()[0])
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=LONGEST)

    assert process.returncode == 128 + signal.SIGINT
    assert "Traceback" not in said
    assert list(empty_dir.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.torture
def test_a_story_that_cannot_go_on_says_so_and_ends_with_1(environment: dict[str, str], empty_dir: Path) -> None:
    with half_told(environment) as process:
        (postmaster,) = empty_dir.glob("*/postgres/postmaster.pid")
        os.kill(int(postmaster.read_text().split()[0]), signal.SIGKILL)
        told, said = process.communicate(timeout=LONGEST)

    assert process.returncode == 1
    assert "The story broke off" in said
    assert "every invariant holds" not in told
    assert list(empty_dir.iterdir()) == []


async def test_an_engine_that_sleeps_is_not_waited_for_longer_than_promised(
    world: World, client: httpx2.AsyncClient
) -> None:
    await world.key("C", Role.ADMIN)
    api = Api(client, world.keys["C", Role.ADMIN], patience=0.2)
    ticket = await api.ticket(api.admin, str(await a_ticket(world)))
    village = await api.place("V1")

    with pytest.raises(InternalError) as broken:
        await api.wait_for(api.admin, ticket, Expected("registered", village, 1))

    assert "registered, 1, V1, none" in str(broken.value)


async def test_what_should_be_granted_and_is_refused_breaks_the_story_off(
    world: World, client: httpx2.AsyncClient
) -> None:
    await world.key("C", Role.ADMIN)
    api = Api(client, world.keys["C", Role.ADMIN])
    ticket = await a_ticket(world)

    with pytest.raises(InternalError, match="answered with 4"):
        await api.post(api.admin, f"/v1/tickets/{ticket}/transitions", {"action": "sign"})


@pytest.mark.parametrize(
    "found",
    [
        {"state": "closed", "level": 1, "warning": "none", "holder": {"code": "V"}},
        {"state": "dispatched", "level": 2, "warning": "none", "holder": {"code": "V"}},
        {"state": "dispatched", "level": 1, "warning": "red", "holder": {"code": "V"}},
        {"state": "dispatched", "level": 1, "warning": "none", "holder": {"code": "W"}},
    ],
)
def test_a_ticket_has_to_stand_exactly_as_expected(found: dict[str, object]) -> None:
    village = Place("", "V", "Dorf", 1, None)

    with pytest.raises(InternalError):
        check({"number": "1", **found}, Expected("dispatched", village, 1))


def seen(lines: list[str], *words: str) -> int:
    """The number of the first line that has all these words."""
    return next(number for number, line in enumerate(lines) if all(word in line for word in words))
