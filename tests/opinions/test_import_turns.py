"""Files of several units are done in turns, within quotas, and as long as they are wanted."""

import asyncio
import io
import random
from collections import Counter
from dataclasses import replace
from uuid import UUID

import httpx2
import pytest

from escalation.actors import OPERATOR, Actor
from escalation.errors import ForbiddenAction, NotFound
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.kit.runtime.quotas import ImportQuota
from escalation.opinions.engine.imports import step
from escalation.opinions.usecases.file_imports import Defaults, FileKind, begin_import, import_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import MOST_LINES, OPINIONS, advance
from escalation.organisation.domain.refusals import ImportLinesSpent, TooManyImports
from escalation.organisation.storage.operations import Operation
from escalation.organisation.usecases.operations import cancel_operation, get_operation
from tests.support.world import World


def a_file(lines: int, name: str = "题") -> io.BytesIO:
    return io.BytesIO(("title,external_ref\n" + "".join(f"{name}{n},{name}{n}\n" for n in range(lines))).encode())


async def begin(
    runtime: Runtime, actor: Actor, unit: str, lines: int, name: str = "题", kind: FileKind = OPINIONS
) -> UUID:
    reply = await begin_import(
        runtime, actor, kind, a_file(lines, name), ImportFormat.CSV, Defaults(unit_code=unit),
        render=lambda view: StoredResponse(202, str(view.operation.id).encode()),
    )  # fmt: skip
    return UUID(reply.body.decode())


async def state(world: World, operation: UUID) -> Operation:
    return (await get_operation(world.runtime, operation, world.actor("C", "admin"))).operation


async def test_a_line_of_another_unit_waits_for_one_turn_beside_a_file_of_any_length(world: World) -> None:
    long = await begin(world.runtime, world.actor("V1", "leader"), "V1", 8 * MOST_LINES, "长")
    await step(world.runtime)
    short = await begin(world.runtime, world.actor("V2", "leader"), "V2", 1, "短")
    await step(world.runtime)
    assert (await state(world, short)).state == "done"
    assert (await state(world, long)).done == MOST_LINES


async def test_units_take_turns_whatever_their_files_are_and_whoever_comes_later(world: World) -> None:
    """V1 sends a file again and again; V2 gets every second turn all the same, and V3 the next one."""
    first = await begin(world.runtime, world.actor("V2", "leader"), "V2", 6 * MOST_LINES, "乙")
    done: list[int] = []
    for number in range(4):
        await begin(world.runtime, world.actor("V1", "leader"), "V1", 1, f"甲{number}")
        await step(world.runtime)
        await step(world.runtime)
        done.append((await state(world, first)).done // MOST_LINES)
    assert done == [1, 2, 3, 4]
    third = await begin(world.runtime, world.actor("V3", "leader"), "V3", 1, "丙")
    await step(world.runtime)
    assert (await state(world, third)).state == "done"


async def test_many_files_of_one_sender_for_many_units_are_one_in_the_row(world: World) -> None:
    county = world.actor("K1", "office")
    many = [await begin(world.runtime, county, code, 1, f"县{code}") for code in ("V1", "V2", "K1", "T1")]
    other = await begin(world.runtime, world.actor("V3", "leader"), "V3", 1, "村")
    await step(world.runtime)
    await step(world.runtime)
    assert (await state(world, other)).state == "done"
    assert [(await state(world, each)).state for each in many].count("done") == 1


LINES_A_CHUNK, FILES_WAITING, LINES_A_DAY = 2, 3, 45


async def test_whatever_is_sent_and_cancelled_nobody_waits_for_more_than_one_turn_of_each_other(world: World) -> None:
    """Random files of four units, held against a naive model of quota and turns."""
    dice, runtime = random.Random(11), with_quota(world, files_waiting=FILES_WAITING, lines_a_day=LINES_A_DAY)
    small = replace(OPINIONS, most_lines=LINES_A_CHUNK)
    senders = {code: world.actor(code, "leader") for code in ("V1", "V2", "V3", "T2")}
    left: dict[UUID, tuple[str, int]] = {}  # unfinished files: whose, and lines to do
    sent, passed_over, done = Counter[str](), dict.fromkeys(senders, 0), 0
    for number in range(90):
        code, lines = dice.choice(list(senders)), dice.randint(1, 9)
        match dice.choices(("send", "step", "cancel"), (4, 6, 1))[0]:
            case "send":
                waiting = sum(whose == code for whose, _ in left.values())
                wanted = begin(runtime, senders[code], code, lines, f"{number}号", small)
                if waiting >= FILES_WAITING or sent[code] + lines > LINES_A_DAY:
                    with pytest.raises((TooManyImports, ImportLinesSpent)):
                        await wanted
                else:
                    left[await wanted] = code, lines
                    sent[code] += lines
            case "cancel" if left:
                operation = dice.choice(list(left))
                await cancel_operation(runtime, operation, senders[left.pop(operation)[0]])
            case _:
                rivals = {whose for whose, _ in left.values()}
                assert await step(runtime) == bool(left)
                whose, more = await _whose_turn(world, left)
                done += more
                for other in rivals:
                    passed_over[other] = 0 if other == whose else passed_over[other] + 1
                    assert passed_over[other] <= len(senders) - 1
                passed_over |= dict.fromkeys(senders.keys() - {each for each, _ in left.values()}, 0)
    while await step(runtime):
        pass
    done += sum(lines for _, lines in left.values())
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM opinions") == done > 50


async def _whose_turn(world: World, left: dict[UUID, tuple[str, int]]) -> tuple[str | None, int]:
    """Who got a chunk done, and of how many lines; `left` is brought up to date."""
    for operation, (code, lines) in list(left.items()):
        now = await state(world, operation)
        if now.total - now.done < lines:
            left[operation] = code, now.total - now.done
            if now.state == "done":
                del left[operation]
            return code, lines - (now.total - now.done)
    return None, 0


def with_quota(world: World, **quota: int) -> Runtime:
    return replace(world.runtime, quota=ImportQuota(**quota))


async def test_a_unit_has_only_so_many_files_waiting(world: World) -> None:
    runtime = with_quota(world, files_waiting=2)
    leader = world.actor("V1", "leader")
    waiting = [await begin(runtime, leader, "V1", 1, name) for name in "ab"]
    with pytest.raises(TooManyImports):
        await begin(runtime, leader, "V1", 1, "c")
    await begin(runtime, world.actor("V2", "leader"), "V2", 1, "d")
    await cancel_operation(runtime, waiting[0], leader)
    await begin(runtime, leader, "V1", 1, "c")


async def test_a_unit_sends_only_so_many_lines_a_day_and_is_told_when_it_may_go_on(world: World) -> None:
    runtime = with_quota(world, lines_a_day=10)
    leader = world.actor("V1", "leader")
    await begin(runtime, leader, "V1", 9, "a")
    with pytest.raises(ImportLinesSpent) as refused:
        await begin(runtime, leader, "V1", 2, "b")
    assert 86_000 < int(str(refused.value.extra["retry_after"])) <= 86_401
    await begin(runtime, leader, "V1", 1, "c")
    ended = await import_file(
        runtime, OPINIONS, a_file(11, "d").getvalue(), format_=ImportFormat.CSV, defaults=Defaults(unit_code="V1")
    )
    assert (ended.created_by, ended.accepted) == (OPERATOR.principal, 11)


async def test_requests_at_once_do_not_exceed_a_quota_together(world: World) -> None:
    runtime = with_quota(world, files_waiting=3)
    wanted = [begin(runtime, world.actor("V1", "leader"), "V1", 1, f"{number}号") for number in range(8)]
    came = await asyncio.gather(*wanted, return_exceptions=True)
    assert sum(isinstance(each, UUID) for each in came) == 3
    assert {type(each) for each in came} == {UUID, TooManyImports}


async def test_what_is_cancelled_keeps_what_is_done_and_drops_the_rest(world: World) -> None:
    leader = world.actor("V1", "leader")
    operation = await begin(world.runtime, leader, "V1", 3 * MOST_LINES)
    await step(world.runtime)
    ended = (await cancel_operation(world.runtime, operation, leader)).operation
    assert (ended.state, ended.done, ended.total) == ("cancelled", MOST_LINES, 3 * MOST_LINES)
    assert ended.finished_at is not None
    assert await advance(world.runtime, operation, wait=True) is None
    assert not await step(world.runtime)
    async with world.runtime.database.connection() as connection:
        counts = [
            await connection.raw.fetchval(f"SELECT count(*) FROM {table}") for table in ("opinions", "operation_parts")
        ]
    assert counts == [MOST_LINES, 0]
    again = (await cancel_operation(world.runtime, operation, leader)).operation
    assert again == ended


async def test_a_cancellation_and_the_engine_at_once_leave_whole_chunks(world: World) -> None:
    leader = world.actor("V1", "leader")
    operation = await begin(world.runtime, leader, "V1", 4 * MOST_LINES)

    async def work() -> None:
        while await advance(world.runtime, operation, wait=True):
            pass

    await asyncio.gather(work(), cancel_operation(world.runtime, operation, leader))
    ended = await state(world, operation)
    async with world.runtime.database.connection() as connection:
        written = await connection.raw.fetchval("SELECT count(*) FROM opinions")
    assert (ended.state, ended.accepted, ended.done % MOST_LINES) == ("cancelled", written, 0)


async def test_whoever_began_an_import_cancels_it_or_an_admin_above(world: World) -> None:
    operation = await begin(world.runtime, world.actor("T1", "leader"), "V1", 1)
    for code, role in (("V1", "handler"), ("K1", "supervisor"), ("K1", "office")):
        with pytest.raises(ForbiddenAction):
            await cancel_operation(world.runtime, operation, world.actor(code, role))
    with pytest.raises(NotFound):
        await cancel_operation(world.runtime, operation, world.actor("V2", "admin"))
    assert (await state(world, operation)).state == "waiting"
    assert (await cancel_operation(world.runtime, operation, world.actor("K1", "admin"))).operation.state == "cancelled"


async def test_a_quota_that_is_reached_is_a_clear_answer(world: World, client: httpx2.AsyncClient) -> None:
    key = await world.key("V1")
    headers = {**key, "Content-Type": "text/csv", "Accept-Language": "zh"}
    taken = [
        await client.post("/v1/opinions/imports", content=f"title\n{number}\n".encode(), headers=headers)
        for number in range(ImportQuota().files_waiting)
    ]
    assert {each.status_code for each in taken} == {202}
    refused = await client.post("/v1/opinions/imports", content=b"title\nx\n", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "LIMIT_REACHED")
    assert refused.json()["detail"] == "该单位已有 20 个文件等待导入。请等待其中一个完成，或取消其中一个。"
    cancelled = await client.delete(taken[0].headers["Location"], headers=key)
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    after = await client.post("/v1/opinions/imports", content=b"title\nx\n", headers=headers)
    assert after.status_code == 202
