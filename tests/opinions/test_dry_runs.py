"""A dry run needs a database that refuses every change, and says of each line what an import says then."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from escalation.actors import OPERATOR
from escalation.kit.database.connection import connect
from escalation.kit.runtime.context import Runtime
from escalation.opinions.usecases.file_imports import Defaults, FileKind, import_file, preview_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_history import HISTORY
from escalation.opinions.usecases.import_opinions import OPINIONS
from escalation.organisation.usecases import member_import, unit_import
from escalation.organisation.usecases.import_previews import ImportPreview, preview_table
from escalation.organisation.usecases.operations import list_receipts
from escalation.organisation.usecases.table_imports import TableKind, import_table
from tests.support.world import World

KNOWN = {
    "opinions": "external_ref,title,content\na,路灯,不亮\n",
    "history": "external_ref,title,created_at,closed_at\na,路灯,2024-01-01,2024-01-02\n",
    "units": "code,parent_code,level,name\nN,T1,village,新村\n",
    "members": "name,home_unit_code,role,unit_code,external_ref\n甲,T1,handler,T1,m\n",
}
# What is known, what contradicts it, what is new, what the file has twice, the same and otherwise, and what is wrong.
LINES = {
    "opinions": "a,路灯,不亮\na,别的,x\nb,水,停水\nb,水,停水\nb,电,停电\n,无号,x\nc,,\n",
    "history": (
        "a,路灯,2024-01-01,2024-01-02\na,别的,2024-01-01,2024-01-02\nb,水,2024-01-01,2024-01-02\n"
        "b,电,2024-01-01,2024-01-02\nc,x,昨天,2024-01-02\n"
    ),
    "units": "N,T1,village,新村\nN,T1,village,别的\nO,N,village,组\nO,N,village,组\nP,nowhere,village,x\n",
    "members": "甲,T1,handler,T1,m\n乙,T1,handler,T1,m\n丙,T1,handler,T1,n\n丙,T1,handler,T1,n\n丁,T1,king,T1,\n",
}
KINDS: dict[str, FileKind | TableKind] = {
    "opinions": OPINIONS, "history": HISTORY, "units": unit_import.table(), "members": member_import.table(),
}  # fmt: skip
DEFAULTS = Defaults(unit_code="V1", source_system="x")


@pytest.fixture
async def reading(world: World, dsn: str) -> AsyncIterator[Runtime]:
    """What a command has that reads: its database refuses to write."""
    database = await connect(dsn, read_only=True)
    yield replace(world.runtime, database=database)
    await database.close()


async def looked_at(runtime: Runtime, kind: FileKind | TableKind, content: str) -> ImportPreview:
    if isinstance(kind, TableKind):
        return await preview_table(runtime, content.encode(), kind, by=None)
    return await preview_file(runtime, OPERATOR, kind, content.encode(), ImportFormat.CSV, DEFAULTS)


async def imported(runtime: Runtime, kind: FileKind | TableKind, content: str) -> dict[int, str]:
    """The codes of the lines that an import refuses."""
    if isinstance(kind, TableKind):
        came = await import_table(runtime, content.encode(), kind, by=None, progress=lambda *_: None)
        return {int(fault.pointer.split()[1]): fault.code for fault in came.faults}
    ended = await import_file(runtime, kind, content.encode(), format_=ImportFormat.CSV, defaults=DEFAULTS)
    receipts = await list_receipts(runtime, ended.id, OPERATOR, accepted=False, after=0, limit=100)
    return {receipt.line: receipt.code or "" for receipt in receipts}


@pytest.mark.parametrize("name", list(KINDS))
async def test_it_says_what_an_import_says(world: World, reading: Runtime, name: str) -> None:
    kind, header = KINDS[name], KNOWN[name].partition("\n")[0]
    assert await imported(world.runtime, kind, KNOWN[name]) == {}
    file = f"{header}\n{LINES[name]}"
    preview = await looked_at(reading, kind, file)
    assert len(preview.lines) == LINES[name].count("\n")
    refused = {each.line: each.fault.code for each in preview.lines if each.fault}
    assert len(refused) >= 2
    assert refused == await imported(world.runtime, kind, file)
