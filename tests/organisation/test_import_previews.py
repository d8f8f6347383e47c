"""A dry run tells how a file was understood, judges its first lines as an import would, and changes nothing."""

import pytest

from escalation.organisation.usecases import member_import, unit_import
from escalation.organisation.usecases.import_previews import ImportPreview, preview_table
from escalation.organisation.usecases.unit_import import import_units
from tests.support.workbooks import a_workbook
from tests.support.world import World

UNITS = "code;parent_code;level;name\n"


async def counts(world: World) -> list[int]:
    async with world.runtime.database.connection() as connection:
        return [
            await connection.raw.fetchval(f"SELECT count(*) FROM {table}")
            for table in ("units", "members", "memberships", "operations", "events")
        ]


def verdicts(preview: ImportPreview) -> list[tuple[int, str | None, str | None]]:
    return [(each.line, each.title, each.fault.code if each.fault else None) for each in preview.lines]


async def test_of_units(world: World) -> None:
    before = await counts(world)
    file = f"{UNITS}N,T1,village,新村\n".replace(",", ";") + "N2;N;village;新组\nX;Y;village;孤村\nT1;K1;county;乡\n"
    preview = await preview_table(world.runtime, file.encode("gbk"), unit_import.table(), by=None)
    assert (preview.encoding, preview.delimiter) == ("GB18030", ";")
    assert preview.columns == tuple((name, name) for name in UNITS.strip().split(";"))
    assert verdicts(preview) == [
        (2, "新村", None), (3, "新组", None), (4, None, "unknown_parent"), (5, None, "exists_already"),
    ]  # fmt: skip
    assert await counts(world) == before


async def test_of_units_whose_parent_comes_chunks_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_import, "MOST_LINES", 2)
    file = (UNITS + "A;N;village;甲\nB;N;village;乙\nN;K1;township;乡\n").encode()
    preview = await preview_table(world.runtime, file, unit_import.table(), by=None)
    assert verdicts(preview) == [(2, "甲", None), (3, "乙", None)]
    assert (await import_units(world.runtime, file, by=None)).created == 3


async def test_of_members_in_a_workbook(world: World) -> None:
    before = await counts(world)
    rows = [["name", "home_unit_code", "role", "unit_code"], ["甲", "T1", "handler", "T1"], ["乙", "T1", "king", "T1"]]
    preview = await preview_table(world.runtime, a_workbook(rows), member_import.table(), by=None)
    assert (preview.encoding, preview.delimiter) == ("XLSX", "")
    assert verdicts(preview) == [(2, "甲", None), (3, None, "unknown_role")]
    assert await counts(world) == before
