"""The small world that stories are told in: four levels, departments, a key for every role."""

from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.identity.usecases.api_keys import create_key
from escalation.kit.database.clock import advance, read_now
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from tests.support.roles import as_owner

# code, parent, kind, level, has an office
TREE = (
    ("C", None, "territory", 4, True),
    ("C-ZJ", "C", "department", 4, False),
    ("K1", "C", "territory", 3, True),
    ("K1-ZJ", "K1", "department", 3, False),
    ("K1-JT", "K1", "department", 3, False),
    ("K1-SL", "K1", "department", 3, False),
    ("K2", "C", "territory", 3, True),
    ("T1", "K1", "territory", 2, False),
    ("T2", "K1", "territory", 2, False),
    ("V1", "T1", "territory", 1, False),
    ("V2", "T1", "territory", 1, False),
    ("V3", "T2", "territory", 1, False),
)


@dataclass(slots=True)
class World:
    """Units by code, and actors and keys for any role anywhere in the tree."""

    runtime: Runtime
    units: dict[str, Unit] = field(default_factory=dict)
    keys: dict[tuple[str, Role], str] = field(default_factory=dict)

    def actor(self, code: str, role: Role | str = Role.HANDLER) -> Actor:
        """Somebody with a role at a unit."""
        unit = self.units[code]
        return Actor(f"key:{code}:{role}", Role(role), unit.id, unit.path)

    async def key(self, code: str, role: Role | str = Role.HANDLER) -> dict[str, str]:
        """The headers of a caller with a role at a unit."""
        found = code, Role(role)
        if found not in self.keys:
            made = await create_key(self.runtime, unit_code=code, role=Role(role), name="test", days=1, by=None)
            self.keys[found] = made.secret
        return {"Authorization": f"Bearer {self.keys[found]}"}

    def id(self, code: str) -> UUID:
        """A unit's id."""
        return self.units[code].id

    def above(self, code: str) -> tuple[Unit, ...]:
        """The units above one, nearest first."""
        path = self.units[code].path
        above = (unit for unit in self.units.values() if path.startswith(unit.path) and unit.path != path)
        return tuple(sorted(above, key=lambda unit: unit.path, reverse=True))

    async def advance(self, **by: float) -> None:
        """Turn the clock forward: `advance(days=3)`."""
        async with self.runtime.database.connection() as connection:
            await advance(connection, timedelta(**by))


async def build_world(runtime: Runtime) -> World:
    """Write the tree, in one statement, and give it back."""
    world = World(runtime)
    for serial, (code, parent, kind, level, has_office) in enumerate(TREE, start=1):
        above = world.units[parent] if parent else None
        path = f"{above.path if above else '/'}{serial}/"
        unit = Unit(new_id(), code, f"单位{code}", kind, level, path, above.id if above else None, has_office, True)
        world.units[code] = unit
    units = world.units.values()
    async with as_owner(runtime.database).connection() as connection:
        await connection.raw.execute(
            _INSERT, await read_now(connection), *(list(map(attrgetter(name), units)) for name in _WRITTEN)
        )
    return world


_WRITTEN = ("id", "code", "name", "kind", "level", "path", "parent_id", "has_office")
_INSERT = """
INSERT INTO units (serial, created_at, updated_at, id, code, name, kind, level, path, parent_id, has_office)
SELECT serial, $1, $1, id, code, name, kind, level, path, parent_id, has_office
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::uuid[], $9::bool[])
     WITH ORDINALITY AS written (id, code, name, kind, level, path, parent_id, has_office, serial)
"""
