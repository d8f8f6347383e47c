"""Stories of units that join the tree."""

import asyncio
from dataclasses import replace

import pytest

from escalation.errors import Duplicate, ForbiddenAction, ValidationFailed
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.organisation.domain.units import UnitKind
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases.unit_import import import_units
from escalation.organisation.usecases.units import WantedUnit, create_unit, list_units
from tests.support.workbooks import a_workbook
from tests.support.world import World

HEADER = "code,parent_code,level,name,kind\n"
REGION = (
    HEADER
    + "15,,province,内蒙古自治区,自治区\n"
    + "150721,1507,county,阿荣旗,旗\n"
    + "1507,15,city,呼伦贝尔市,地级市\n"
    + "150721-DYL,150721,county,阿荣旗大引领行动办公室,office\n"
)


def a_file(*lines: str) -> bytes:
    return (HEADER + "".join(f"{line}\n" for line in lines)).encode()


async def the_tree(runtime: Runtime) -> dict[str, UnitRecord]:
    return {unit.code: unit for unit in (await list_units(runtime, UnitFilters(), after=None, limit=200)).units}


async def test_a_file_of_units_joins_the_tree_in_any_order_of_lines(runtime: Runtime) -> None:
    steps: list[tuple[int, int]] = []

    receipts = await import_units(runtime, REGION.encode(), by=None, progress=lambda *step: steps.append(step))

    tree = await the_tree(runtime)
    assert (receipts.total, receipts.created, receipts.unchanged, receipts.refused) == (4, 4, 0, 0)
    assert steps == [(4, 4)]
    assert tree["150721"].path.startswith(tree["1507"].path)
    assert tree["1507"].path.startswith(tree["15"].path)
    assert (tree["150721"].kind, tree["150721"].designation, tree["150721"].level) == ("territory", "旗", 3)


async def test_a_workbook_of_units_joins_the_tree_like_a_text(runtime: Runtime) -> None:
    rows = [line.split(",") for line in REGION.splitlines()]

    assert (await import_units(runtime, a_workbook(rows), by=None)).created == 4
    assert (await import_units(runtime, REGION.encode(), by=None)).unchanged == 4


async def test_a_place_has_an_office_once_one_joins_it(runtime: Runtime) -> None:
    await import_units(runtime, REGION.encode(), by=None)

    tree = await the_tree(runtime)

    assert (tree["150721"].has_office, tree["1507"].has_office) == (True, False)


async def test_the_same_file_again_changes_nothing(runtime: Runtime) -> None:
    await import_units(runtime, REGION.encode(), by=None)
    before = await the_tree(runtime)

    receipts = await import_units(runtime, REGION.encode(), by=None)

    assert (receipts.created, receipts.unchanged, receipts.refused) == (0, 4, 0)
    assert await the_tree(runtime) == before


async def test_a_line_that_contradicts_the_tree_is_refused_and_no_other_suffers(runtime: Runtime) -> None:
    await import_units(runtime, REGION.encode(), by=None)

    receipts = await import_units(
        runtime,
        a_file(
            "1507,15,city,呼和浩特市,地级市",
            "150702,1507,county,海拉尔区,市辖区",
            "9,8,county,孤儿,",
            "15,,province,内蒙古自治区,自治区",
        ),
        by=None,
    )

    assert (receipts.created, receipts.unchanged) == (1, 1)
    assert [(fault.pointer, fault.code) for fault in receipts.faults] == [
        ("line 2", "exists_already"),
        ("line 4", "unknown_parent"),
    ]
    assert (await the_tree(runtime))["1507"].name == "呼伦贝尔市"


async def test_an_administrator_adds_nothing_outside_the_scope(world: World) -> None:
    receipts = await import_units(
        world.runtime,
        a_file(
            "K1-X,K1,county,新局,department",
            "K2-X,K2,county,别的局,department",
            "K2-Y,K2-X,county,科,department",
            "N,,city,新市,",
        ),
        by=world.actor("K1", "admin"),
    )

    assert receipts.created == 1
    assert [(fault.pointer, fault.code) for fault in receipts.faults] == [
        ("line 3", "outside_scope"),
        ("line 4", "outside_scope"),
        ("line 5", "outside_scope"),
    ]


async def test_a_file_without_its_columns_is_refused_whole(runtime: Runtime) -> None:
    with pytest.raises(ValidationFailed):
        await import_units(runtime, b"code,name\n1,x\n", by=None)


async def test_two_files_at_once_give_every_unit_a_place_of_its_own(world: World) -> None:
    files = [a_file(*(f"K1-{name}{n},K1,county,局{name}{n},department" for n in range(50))) for name in "AB"]

    await asyncio.gather(*(import_units(world.runtime, file, by=None) for file in files))

    paths = [unit.path for unit in (await the_tree(world.runtime)).values()]
    assert len(paths) == len(set(paths)) == 12 + 100


def a_wanted(world: World, parent: str) -> WantedUnit:
    return WantedUnit("NEW", "新单位", world.id(parent), None, UnitKind.DEPARTMENT, None)


async def create(world: World, wanted: WantedUnit, by: str = "C") -> UnitRecord:
    made: list[UnitRecord] = []

    def render(unit: UnitRecord) -> StoredResponse:
        made.append(unit)
        return StoredResponse(200, b"")

    await create_unit(world.runtime, wanted, by=world.actor(by, "admin"), render=render, once=None)
    return made[0]


async def test_a_department_has_the_level_of_its_place(world: World) -> None:
    unit = await create(world, a_wanted(world, "K1"))

    assert (unit.level, unit.parent and unit.parent.code) == (3, "K1")
    assert unit.path.startswith(world.units["K1"].path)


async def test_a_code_is_given_once(world: World) -> None:
    with pytest.raises(Duplicate):
        await create(world, replace(a_wanted(world, "K1"), code="K2"))


async def test_nobody_builds_in_somebody_elses_tree(world: World) -> None:
    with pytest.raises(ForbiddenAction):
        await create(world, a_wanted(world, "K2"), by="K1")


async def test_a_unit_of_a_wrong_level_is_refused_with_the_place_of_the_fault(world: World) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await create(world, replace(a_wanted(world, "T1"), level=3, kind=UnitKind.TERRITORY))

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/level", "level_above_parent")]
