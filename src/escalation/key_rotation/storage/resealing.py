"""How does an earlier master key become unnecessary? What it has sealed is sealed anew, page by page.

Every sealed value begins with the id of its key. Stored answers and files that wait to be read are left out: they are
gone within days by themselves.
"""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Database, Row
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.storage import secrets

PAGE: Final = 1_000
"""Rows that are looked at in one transaction."""

Index = Callable[[str], bytes]
"""By what equal contacts are found."""


class ResealedPage(NamedTuple):
    """How many rows were looked at, and how many of them were sealed anew."""

    looked_at: int
    resealed: int


async def estimate(connection: Connection) -> int:
    """How many rows there are to look at, about."""
    return int(str(await connection.value(_ESTIMATE, tables=[place.table for place in _PLACES])))


async def reseal(database: Database, vault: Vault, index: Index) -> AsyncGenerator[ResealedPage, None]:
    """Look at all rows and seal with the key of today what another one sealed, page by page.

    Each page is a transaction of its own, with rows of one kind only, locked in the order of their ids: whoever locks
    rows of several kinds waits for it at most a moment, and never in a circle. Raises `ConfigurationInvalid` if the
    vault does not know the key of one of them.
    """
    for place in _PLACES:
        after = UUID(int=0)
        while True:
            async with database.transaction() as connection:
                rows = await connection.rows(place.next(), key_id=vault.key_id, after=after)
                stale = [row["id"] for row in rows if row["is_stale"]]
                resealed = await _reseal(connection, vault, place, index, stale) if stale else 0
            if not rows:
                break
            after = rows[-1]["id"]
            yield ResealedPage(len(rows), resealed)


async def count_passing(connection: Connection, vault: Vault) -> int:
    """How many stored answers and parts of files, which are gone by themselves soon, another key has sealed.

    Reads all there are. Wants a transaction.
    """
    await connection.raw.execute(f"SET LOCAL statement_timeout = '{_SECONDS}s'")
    counts = [await connection.raw.fetchval(text, vault.key_id, timeout=_SECONDS) for text in _PASSING]
    return sum(map(int, counts))


@dataclass(frozen=True, slots=True)
class _Place:
    """Columns of a table that are sealed, and for what a row's are."""

    table: str
    columns: tuple[str, ...]
    owner: Callable[[Row], bytes]

    @property
    def _is_stale(self) -> str:
        """A column without a value is nobody's."""
        return " OR ".join(f"coalesce(substring({name} FOR 4) <> $1, false)" for name in self.columns)

    def next(self) -> Compiled:
        """The next rows behind an id, and whether each holds a value of another key."""
        text = f"SELECT id, {self._is_stale} AS is_stale FROM {self.table} WHERE id > $2 ORDER BY id LIMIT {PAGE}"
        return Compiled(text, ("key_id", "after"), {})

    def locked(self) -> Compiled:
        """Those of some rows that still hold one, as they are now."""
        text = f"SELECT * FROM {self.table} WHERE id = ANY ($2::uuid[]) AND ({self._is_stale}) ORDER BY id FOR UPDATE"
        return Compiled(text, ("key_id", "ids"), {})

    def changed(self, names: tuple[str, ...]) -> Compiled:
        """Writes these columns of a row."""
        values = ", ".join(f"{name} = ${number}" for number, name in enumerate(names, start=2))
        return Compiled(f"UPDATE {self.table} SET {values} WHERE id = $1", ("id", *names), {})


_SECONDS: Final = 600
_PLACES: Final = (
    _Place("webhook_secrets", ("sealed",), lambda row: secrets.owner(row["endpoint_id"], row["id"])),
    _Place("webhook_endpoints", ("headers",), lambda row: secrets.headers_owner(row["id"])),
    _Place("attachments", ("sealed_key",), lambda row: row["id"].bytes),
    _Place("opinions", ("citizen_name", "contact"), lambda row: row["id"].bytes),
)
_PASSING: Final = tuple(
    f"SELECT count(*) FROM {table} WHERE substring({name} FOR 4) <> $1"
    for table, name in (("idempotency", "body"), ("operation_parts", "sealed"))
)
_ESTIMATE: Final = Compiled(
    "SELECT sum(greatest(reltuples, 0))::bigint FROM pg_class WHERE oid = ANY ($1::text[]::regclass[])", ("tables",), {}
)


async def _reseal(connection: Connection, vault: Vault, place: _Place, index: Index, ids: list[UUID]) -> int:
    rows = await connection.rows(place.locked(), key_id=vault.key_id, ids=ids)
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
