"""Records of the programme go to the successor of their unit, but those that cannot stand beside one that it has."""

import sys
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from sqlalchemy import Table, Text

from escalation.kit.database.columns import Path, column, handed_on, handed_on_tables, metadata, unit_column
from tests.reorganisation.test_reorganisation import dissolve, hang
from tests.support.roles import as_owner
from tests.support.world import World

MADE = """
CREATE TABLE some_records (
  unit_id uuid, unit_path text COLLATE "C", name text, UNIQUE (unit_id, name),
  FOREIGN KEY (unit_id, unit_path) REFERENCES units (id, path) ON UPDATE CASCADE
)
"""
STAYS: Final[Mapping[str, str]] = {
    "contact_points": "follows by a trigger of its own when its unit is dissolved",
    "meeting_rounds": "by when a unit has to meet: ended by the clock where there is no such unit any more",
    "sorting_rounds": "when a unit has sorted its inbox: its opinions are handed over themselves",
    "unit_activity": "what a unit did while there was one: history, counted for those above it as ever",
    "trend_alarms": "what was found about a unit: over once it is no more",
    "visit_duties": "handed on or ended one by one, with their plans (programme/visits/storage/planning.py)",
    "visit_plans": "go with their duties",
}
"""Of the programme's tables those whose rows are not handed on, and why."""
ONE_OF_A_NAME = "EXISTS (SELECT FROM some_records o WHERE o.unit_id = $2 AND o.name = r.name)"


@pytest.fixture
def some_records() -> Iterator[None]:
    """A table as a mechanism declares one."""
    table = Table(
        "some_records", metadata, unit_column(), column("unit_path", Path), column("name", Text()),
        info=handed_on(ONE_OF_A_NAME),
    )  # fmt: skip
    yield
    metadata.remove(table)


@pytest.mark.usefixtures("some_records")
async def test_records_are_the_successors_unless_it_has_such_a_one(world: World) -> None:
    assert "some_records" in handed_on_tables()
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(MADE)
        await connection.raw.execute("GRANT ALL ON some_records TO PUBLIC")
        try:
            for unit, name in (("V1", "a"), ("V1", "b"), ("V2", "b")):
                place = world.id(unit), world.units[unit].path, name
                await connection.raw.execute("INSERT INTO some_records VALUES ($1, $2, $3)", *place)
            await hang(world, "V1", "T2")
            await dissolve(world, "V1", "V2")
            rows = await connection.raw.fetch(
                "SELECT u.code, r.name FROM some_records r JOIN units u ON (u.id, u.path) = (r.unit_id, r.unit_path)"
                " ORDER BY 1, 2"
            )
        finally:
            await connection.raw.execute("DROP TABLE some_records")
    assert [tuple(row) for row in rows] == [("V1", "b"), ("V2", "a"), ("V2", "b")]


def test_no_table_of_the_programme_forgets_whose_its_records_are() -> None:
    """Whoever adds one with a unit of its own says what becomes of its rows when that is dissolved."""
    mechanisms = ("escalation.programme.", "escalation.organisation.storage.leading_group_")
    of_the_programme = {
        table.name
        for name, module in sys.modules.items()
        if name.startswith(mechanisms) and name.endswith("tables")
        for table in vars(module).values()
        if isinstance(table, Table) and "unit_path" in table.c
    }
    assert len(of_the_programme) >= 10
    assert of_the_programme == handed_on_tables().keys() | STAYS.keys()


async def test_what_a_village_has_written_is_its_successors(world: World) -> None:
    """But minutes that are numbered, what the successor says already, and what is done with."""
    now = "2026-03-02T08:00:00Z"
    rows = f"""
      INSERT INTO ledger_rows (id, unit_id, unit_path, mark, matter, entered_on, created_at, created_by, updated_at)
      SELECT gen_random_uuid(), u.id, u.path, m.mark::bytea, m.mark, '{now}', '{now}', 'test', '{now}'
      FROM units u JOIN (VALUES ('V1', 'well'), ('V1', 'road'), ('V2', 'road')) m (code, mark) USING (code);
      INSERT INTO meetings (id, unit_id, unit_path, state, planned_at, year, session, held_at, version, created_at,
                            created_by, updated_at)
      SELECT gen_random_uuid(), u.id, u.path, m.state, '{now}', m.year, m.year, m.held::timestamptz, 1, '{now}',
             'test', '{now}'
      FROM units u, (VALUES ('planned', NULL, NULL), ('held', 2026, '{now}')) m (state, year, held)
      WHERE u.code = 'V1';
      INSERT INTO unit_tasks (id, unit_id, unit_path, year, kind, code, zh, place, created_at, updated_at)
      SELECT gen_random_uuid(), u.id, u.path, 2026, m.kind, m.item, '修路', 1, '{now}', '{now}'
      FROM units u JOIN (VALUES ('V1', 'list', 'a'), ('V1', 'own', NULL), ('V2', 'list', 'a')) m (code, kind, item)
        USING (code);
    """
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(rows)
        await hang(world, "V1", "T2")
        await dissolve(world, "V1", "V2")
        found = await connection.raw.fetch("""
          SELECT u.code, what FROM (
            SELECT unit_id, matter AS what FROM ledger_rows
            UNION ALL SELECT unit_id, state FROM meetings
            UNION ALL SELECT unit_id, kind FROM unit_tasks
          ) r JOIN units u ON u.id = r.unit_id ORDER BY 1, 2
        """)
    assert [tuple(row) for row in found] == [
        ("V1", "held"), ("V1", "list"), ("V1", "road"),
        ("V2", "list"), ("V2", "own"), ("V2", "planned"), ("V2", "road"), ("V2", "well"),
    ]  # fmt: skip
