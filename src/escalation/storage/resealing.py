"""How does an earlier master key become unnecessary? What it has sealed is sealed anew, page by page.

Every sealed value begins with the id of its key. Stored answers and files that wait to be read are left out: they are
gone within days by themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from escalation.storage import secrets
from escalation.storage.database import Compiled, Connection, Row
from escalation.storage.vault import Vault

PAGE: Final = 500

Index = Callable[[str], bytes]
"""By what equal contacts are found."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Columns of a table that are sealed, and for what a row's are."""

    table: str
    columns: tuple[str, ...]
    owner: Callable[[Row], bytes]

    def stale(self) -> Compiled:
        """Rows that hold a value of another key, each locked."""
        is_stale = " OR ".join(f"substring({name} FOR 4) <> $1" for name in self.columns)
        text = f"SELECT * FROM {self.table} WHERE {is_stale} ORDER BY id LIMIT {PAGE} FOR UPDATE"
        return Compiled(text, ("key_id",), {})

    def changed(self, names: tuple[str, ...]) -> Compiled:
        """Writes these columns of a row."""
        values = ", ".join(f"{name} = ${number}" for number, name in enumerate(names, start=2))
        return Compiled(f"UPDATE {self.table} SET {values} WHERE id = $1", ("id", *names), {})


async def reseal(connection: Connection, vault: Vault, index: Index) -> int:
    """Seal one page of each kind with the key of today; how many rows there were. Zero when nothing is left.

    Wants a transaction. Raises `ConfigurationInvalid` if the vault does not know the key of one of them.
    """
    return sum([await _reseal(connection, vault, place, index) for place in _PLACES])


_PLACES: Final = (
    _Place("webhook_secrets", ("sealed",), lambda row: secrets.owner(row["endpoint_id"], row["id"])),
    _Place("webhook_endpoints", ("headers",), lambda row: secrets.headers_owner(row["id"])),
    _Place("opinions", ("citizen_name", "contact"), lambda row: row["id"].bytes),
)


async def _reseal(connection: Connection, vault: Vault, place: _Place, index: Index) -> int:
    rows = await connection.rows(place.stale(), key_id=vault.key_id)
    for row in rows:
        opened = {name: _opened(vault, row[name], place.owner(row)) for name in place.columns}
        sealed = {
            name: vault.seal(text, owner=place.owner(row)) if text is not None else None
            for name, text in opened.items()
        }
        if contact := opened.get("contact"):
            sealed["contact_index"] = index(contact.decode())
        await connection.run(place.changed(tuple(sealed)), id=row["id"], **sealed)
    return len(rows)


def _opened(vault: Vault, sealed: bytes | None, owner: bytes) -> bytes | None:
    return None if sealed is None else vault.open(sealed, owner=owner)
