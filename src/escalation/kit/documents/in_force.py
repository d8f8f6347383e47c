"""Which versions of the published documents are in force? The newest of each kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from escalation.kit.database.connection import Compiled, Connection


@dataclass(frozen=True, slots=True)
class Versions:
    """The document versions that a decision about one ticket goes by."""

    workflow: int
    policy: int
    calendar: int

    @classmethod
    def of(cls, versions: Iterable[int | None]) -> Self:
        """As `IN_FORCE` says them; 0 before the first publication."""
        return cls(*(version or 0 for version in versions))


_NEWEST: Final = tuple(
    f"(SELECT max(d.version) FROM documents d WHERE d.kind = '{kind}')" for kind in ("workflow", "policy", "calendar")
)
IN_FORCE: Final = f"ARRAY[{', '.join(_NEWEST)}]"
"""SQL for the newest versions, to be read along with something else, for `Versions.of`."""


async def in_force(connection: Connection) -> Versions:
    """The newest version of each kind: what a new ticket starts with."""
    (row,) = await connection.rows(_IN_FORCE)
    return Versions.of(row["versions"])


_IN_FORCE: Final = Compiled(f"SELECT {IN_FORCE} AS versions", (), {})
