"""A file of opinions is done once, whoever dies or works beside it."""

import asyncio
import csv
import io
import signal
import sys
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.actors import OPERATOR, Actor
from escalation.errors import Fault, ForbiddenAction, ValidationFailed
from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.engine.imports import step
from escalation.opinions.usecases.file_imports import Defaults, begin_import, import_file, preview_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import MOST_LINES, OPINIONS, advance
from escalation.opinions.usecases.import_rows import Reader, columns_for
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.organisation.storage.operations import Operation, OperationState
from escalation.organisation.usecases.import_chunks import lines_of
from escalation.organisation.usecases.operations import get_operation, list_receipts
from tests.support.catalogue import load_categories
from tests.support.real_messages import SHARED, messages, needs_shared
from tests.support.roles import as_owner
from tests.support.waiting import until
from tests.support.workbooks import a_workbook
from tests.support.world import World

WORKER = """
import asyncio, sys
from escalation.opinions.engine.imports import step
from escalation.kit.database.connection import connect
from escalation.kit.runtime.encryption import Vault
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime

async def main() -> None:
    runtime = Runtime(await connect(sys.argv[1]), Vault(bytes([7]) * 32), CompiledDocuments())
    while True:
        await step(runtime)

asyncio.run(main())
"""


def a_file(lines: int, *, start: int = 0) -> bytes:
    rows = (f"题目{n},内容{n}，村口的路灯坏了。,{n}\n" for n in range(start, start + lines))
    return ("title,content,external_ref\n" + "".join(rows)).encode()


async def begin(world: World, content: bytes, actor: Actor | None = None) -> UUID:
    """An import left for the engine."""
    reply = await begin_import(
        world.runtime,
        actor or world.actor("V1", "leader"),
        OPINIONS,
        io.BytesIO(content),
        ImportFormat.CSV,
        Defaults(unit_code="V1"),
        render=lambda view: StoredResponse(200, str(view.operation.id).encode()),
    )
    return UUID(reply.body.decode())


async def state_of(world: World, operation: UUID) -> Operation:
    return (await get_operation(world.runtime, operation, world.actor("C", "office"))).operation


async def count(world: World, table: str) -> int:
    async with world.runtime.database.connection() as connection:
        found = await connection.raw.fetchval(f"SELECT count(*) FROM {table}")
    return int(found)


async def test_a_worker_that_is_killed_leaves_nothing_half_done_and_nothing_twice(world: World, dsn: str) -> None:
    lines = 6 * MOST_LINES
    operation = await begin(world, a_file(lines))

    async def has_begun() -> bool:
        return (await state_of(world, operation)).done > 0

    worker = await asyncio.create_subprocess_exec(sys.executable, "-c", WORKER, dsn)
    try:
        await until(has_begun)
    finally:
        worker.send_signal(signal.SIGKILL)
        await worker.wait()
    killed_at = (await state_of(world, operation)).done
    while await advance(world.runtime, operation, wait=True):
        pass
    ended = await state_of(world, operation)
    assert 0 < killed_at < lines
    assert (ended.state, ended.done, ended.accepted) == (OperationState.DONE, lines, lines)
    assert (await count(world, "opinions"), await count(world, "receipts")) == (lines, lines)
    assert await count(world, "operation_parts") == 0


async def test_four_workers_share_the_work_and_double_nothing(world: World) -> None:
    operations = [await begin(world, a_file(3 * MOST_LINES, start=start)) for start in (0, MOST_LINES)]

    async def work() -> None:
        while await step(world.runtime):
            pass

    await asyncio.gather(*(work() for _ in range(4)))
    while any([await advance(world.runtime, operation, wait=True) for operation in operations]):
        pass
    ended = [await state_of(world, operation) for operation in operations]
    assert [each.state for each in ended] == [OperationState.DONE] * 2
    assert await count(world, "opinions") == 4 * MOST_LINES
    assert [sum(getattr(each, name) for each in ended) for name in ("accepted", "refused")] == [6 * MOST_LINES, 0]
    assert sum(each.options["unchanged"] for each in ended) == 2 * MOST_LINES


async def test_an_import_that_cannot_be_done_does_not_hold_up_the_next(world: World) -> None:
    spoilt, sound = await begin(world, a_file(2)), await begin(world, a_file(2))
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE operation_parts SET sealed = '\\x00' WHERE operation_id = $1", spoilt)
    while await step(world.runtime):
        pass
    assert (await state_of(world, spoilt)).state == OperationState.FAILED
    assert (await state_of(world, sound)).state == OperationState.DONE


async def test_a_line_goes_no_further_than_its_sender_reaches(world: World) -> None:
    content = b"title,content,unit_code\na,b,V1\na,b,V2\na,b,V3\na,b,X\n"
    operation = await begin(world, content, world.actor("T1", "leader"))
    while await step(world.runtime):
        pass
    reader = world.actor("C", "office")
    receipts = await list_receipts(world.runtime, operation, reader, accepted=None, after=0, limit=10)
    assert [receipt.code for receipt in receipts] == [None, None, "OUT_OF_SCOPE", "UNKNOWN_UNIT"]


async def test_nobody_imports_into_a_unit_out_of_reach(world: World) -> None:
    with pytest.raises(ForbiddenAction):
        await begin(world, a_file(1), world.actor("V2", "leader"))
    assert await count(world, "operations") == 0


async def test_the_operator_has_to_name_a_unit(world: World) -> None:
    with pytest.raises(ValidationFailed):
        await import_file(world.runtime, OPINIONS, a_file(1), format_=ImportFormat.CSV, defaults=Defaults())


async def test_progress_is_told_after_every_piece(world: World) -> None:
    told: list[int] = []
    ended = await import_file(
        world.runtime, OPINIONS, a_file(2 * MOST_LINES + 1), format_=ImportFormat.CSV,
        defaults=Defaults(unit_code="V1"), progress=lambda operation: told.append(operation.done),
    )  # fmt: skip
    assert told == [0, MOST_LINES, 2 * MOST_LINES, 2 * MOST_LINES + 1]
    assert (ended.state, ended.accepted) == (OperationState.DONE, 2 * MOST_LINES + 1)


async def test_a_dry_run_tells_how_a_file_is_understood_and_changes_nothing(world: World) -> None:
    content = "说明;受理时间;备注\n路灯不亮;2026/11/3 8:05;x\n停水;昨天;\n".encode("gbk")
    defaults = Defaults(unit_code="V1", mapping={"说明": "content"})
    preview = await preview_file(world.runtime, OPERATOR, OPINIONS, content, ImportFormat.CSV, defaults)
    assert (preview.encoding, preview.delimiter) == ("GB18030", ";")
    assert preview.columns == (("说明", "content"), ("受理时间", "submitted_at"), ("备注", None))
    verdicts = [(each.line, each.title, each.fault.code if each.fault else None) for each in preview.lines]
    assert verdicts == [(2, "路灯不亮", None), (3, None, "WRONG_TIME")]
    assert [await count(world, table) for table in ("operations", "opinions", "receipts")] == [0, 0, 0]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20), max_size=1200))
def test_pieces_are_small_and_hold_every_line_once(titles: list[str]) -> None:
    rows = "".join(f'"{title.replace(chr(34), chr(34) * 2)}",文\n' for title in titles)
    chunks = list(OPINIONS.split(io.BytesIO(f"title,content\n{rows}".encode()), ImportFormat.CSV, columns_for({})))
    lines = [line.number for chunk in chunks for line in lines_of(chunk.content)]
    assert lines == list(range(2, len(titles) + 2))
    assert all(chunk.count <= MOST_LINES for chunk in chunks)


async def receipts_of(world: World, operation: UUID) -> list[str | None]:
    async with world.runtime.database.connection() as connection:
        rows = await connection.raw.fetch("SELECT code FROM receipts WHERE operation_id = $1", operation)
    return [row["code"] for row in rows]


@needs_shared
async def test_a_slice_of_real_messages_comes_in_and_comes_in_once(world: World) -> None:
    await load_categories(world.runtime)
    slice_ = b"".join((SHARED / "cn_messages_replies.csv").read_bytes().splitlines(keepends=True)[:200])
    whole = slice_[: slice_.rindex(b"\n1") + 1]
    for known in (False, True):
        ended = await import_file(
            world.runtime, OPINIONS, whole, format_=ImportFormat.CSV, defaults=Defaults(unit_code="C")
        )
        assert ended.total > 100
        assert Counter(await receipts_of(world, ended.id)) == {None: ended.total}
        assert ended.options["unchanged"] == known * ended.total


@needs_shared
@pytest.mark.torture
@pytest.mark.parametrize(
    ("name", "lines", "each_time"),
    [("cn_messages_replies.csv", 1_689, (False, True)), ("cn_messages_hot.csv", 2_595, (False,))],
)
async def test_real_messages_all_come_in_and_come_in_once(
    world: World, name: str, lines: int, each_time: tuple[bool, ...]
) -> None:
    await load_categories(world.runtime)
    for known in each_time:
        ended = await import_file(
            world.runtime, OPINIONS, SHARED / name, format_=ImportFormat.CSV, defaults=Defaults(unit_code="C")
        )
        assert (ended.state, ended.total, ended.done) == (OperationState.DONE, lines, lines)
        assert Counter(await receipts_of(world, ended.id)) == {None: lines}
        assert ended.options["unchanged"] == known * lines
    assert await count(world, "opinions") == lines


@pytest.mark.slow
@needs_shared
@pytest.mark.parametrize("name", ["cn_messages_labeled.csv", "cn_messages_replies.csv", "cn_messages_hot.csv"])
def test_real_messages_are_the_same_however_a_spreadsheet_saves_them(name: str) -> None:
    rows = [list(row.values()) for row in messages(name)]
    rows = [list(messages(name)[0]), *rows]
    reader = Reader("web", "import", ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 29, tzinfo=UTC))

    def read(file: bytes) -> list[OpinionInput | Fault]:
        lines = [
            line
            for piece in OPINIONS.split(io.BytesIO(file), ImportFormat.CSV, columns_for({}))
            for line in lines_of(piece.content)
        ]
        return [reader.read(line.number, line.values or {}) for line in lines]

    def opinions(delimiter: str, codec: str) -> list[OpinionInput | Fault]:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(rows)
        return read(out.getvalue().encode(codec))

    first = opinions(",", "utf-8")
    assert len(first) == len(rows) - 1
    assert not [each for each in first if isinstance(each, Fault)]
    assert opinions(",", "gb18030") == opinions("\t", "utf-16") == opinions(";", "utf-8-sig") == first
    assert read(a_workbook(rows)) == first
