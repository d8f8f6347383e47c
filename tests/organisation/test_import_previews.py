"""A dry run tells how a file was understood, judges its first lines as an import would, and changes nothing."""

import httpx2
import pytest

from escalation.organisation.usecases import member_import, unit_import
from escalation.organisation.usecases.import_previews import ImportPreview, preview_table
from escalation.organisation.usecases.unit_import import import_units
from tests.opinions.test_imports_api import finish
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


FILES = {
    "units": UNITS.replace(";", ",") + "N,T1,village,新村\nX,nowhere,village,孤村\nT1,C,county,乡\n",
    "members": "name,home_unit_code,role,unit_code\n甲,T1,handler,T1\n乙,T1,king,T1\n",
    "opinions": "external_ref,title,content,备注\na,路灯,不亮,x\nb,,,x\na,路灯,不亮,x\n",
    "tickets": "external_ref,title,created_at,closed_at\na,路灯,2024-01-01,2024-01-02\nc,x,昨天,2024-01-02\n",
}
QUERIES = {"opinions": "?source_system=x", "tickets": "?source_system=x"}


@pytest.mark.parametrize("kind", FILES)
async def test_a_check_by_the_api_has_the_receipts_of_the_import_and_changes_nothing(
    client: httpx2.AsyncClient, world: World, kind: str
) -> None:
    before = await counts(world)
    headers = await world.key("C", "admin" if kind != "opinions" else "office")
    content, typed, query = FILES[kind].encode(), {**headers, "Content-Type": "text/csv"}, QUERIES.get(kind, "")
    told = await client.post(f"/v1/{kind}/imports/checks{query}", content=content, headers=typed)
    assert told.status_code == 200, told.text
    check = told.json()
    assert (check["is_whole"], check["encoding"], check["delimiter"]) == (True, "UTF-8", ",")
    assert [each["heading"] for each in check["columns"]] == FILES[kind].partition("\n")[0].split(",")
    assert ("备注", None) in [tuple(each.values()) for each in check["columns"]] or kind != "opinions"
    assert await counts(world) == before

    came = await client.post(f"/v1/{kind}/imports{query}", content=content, headers=typed)
    if came.status_code == 200:
        receipts = came.json()
    else:
        await finish(world)
        operation = (await client.get(came.headers["location"], headers=headers)).json()
        refused = await client.get(f"{came.headers['location']}/receipts?outcome=refused", headers=headers)
        counted = operation["accepted"] - operation["unchanged"], operation["unchanged"], operation["refused"]
        faults = [{name: each[name] for name in ("line", "code", "detail")} for each in refused.json()["items"]]
        receipts = {"total": operation["total"], "faults": faults} | dict(
            zip(("created", "unchanged", "refused"), counted, strict=True)
        )
    assert {name: check[name] for name in receipts} == receipts
    assert check["refused"] > 0
