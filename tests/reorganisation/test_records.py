"""Records of the programme go to the successor of their unit, but those that cannot stand beside one that it has."""

from collections.abc import Iterator

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
