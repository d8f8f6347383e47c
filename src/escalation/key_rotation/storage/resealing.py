"""How does an earlier master key become unnecessary? What it has sealed is sealed anew (resealing), page by page.

Every value that a master key has sealed or wrapped begins with the id of that key. Of a citizen's contact that is the
data key alone: it is wrapped anew, and what it has sealed stays as it is. Stored answers and files that wait to be read
are left out: they are gone within days by themselves.
"""

from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Database, Row
from escalation.kit.runtime.encryption import Vault
from escalation.messages.storage.channels import sealed_for
from escalation.messages.storage.push_keys import push_key_owner
from escalation.opinions.domain.contact_masking import comparable
from escalation.opinions.storage.sealed_contacts import open_contact, seal_contact
from escalation.programme.ledger.storage import sealed_households
from escalation.programme.visits.storage import sealed_visited
from escalation.webhooks.storage import secrets

PAGE: Final = 1_000
"""Rows that are looked at in one transaction."""


class ResealedPage(NamedTuple):
    """How many rows were looked at, and how many of them were sealed anew."""

    looked_at: int
    resealed: int


async def estimate(connection: Connection) -> int:
    """How many rows there are to look at, about."""
    return int(str(await connection.value(_ESTIMATE, tables=[place.table for place in _PLACES])))


async def reseal(database: Database, vault: Vault) -> AsyncGenerator[ResealedPage, None]:
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
                resealed = await _reseal(connection, vault, place, stale) if stale else 0
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


Columns = Mapping[str, bytes | str | list[bytes] | None]


@dataclass(frozen=True, slots=True)
class _Place:
    """A table with columns that a master key has sealed: when a row is stale, and what its columns become."""

    table: str
    is_stale: str
    renew: Callable[[Vault, Row], Columns]

    def next(self) -> Compiled:
        """The next rows behind an id, and whether each holds a value of another key."""
        text = f"SELECT id, {self.is_stale} AS is_stale FROM {self.table} WHERE id > $2 ORDER BY id LIMIT {PAGE}"
        return Compiled(text, ("key_id", "after"), {})

    def locked(self) -> Compiled:
        """Those of some rows that still hold one, as they are now."""
        text = f"SELECT * FROM {self.table} WHERE id = ANY ($2::uuid[]) AND ({self.is_stale}) ORDER BY id FOR UPDATE"
        return Compiled(text, ("key_id", "ids"), {})

    def changed(self, names: tuple[str, ...]) -> Compiled:
        """Writes these columns of a row."""
        values = ", ".join(f"{name} = ${number}" for number, name in enumerate(names, start=2))
        return Compiled(f"UPDATE {self.table} SET {values} WHERE id = $1", ("id", *names), {})


async def _reseal(connection: Connection, vault: Vault, place: _Place, ids: list[UUID]) -> int:
    rows = await connection.rows(place.locked(), key_id=vault.key_id, ids=ids)
    for row in rows:
        columns = place.renew(vault, row)
        await connection.run(place.changed(tuple(columns)), id=row["id"], **columns)
    return len(rows)


def _sealed_anew(vault: Vault, row: Row, *, column: str, owner: Callable[[Row], bytes]) -> Columns:
    return {column: vault.seal(vault.open(row[column], owner=owner(row)), owner=owner(row))}


def _wrapped_anew(vault: Vault, row: Row) -> Columns:
    """The blind index goes by the master key too. What was kept before there were data keys, gets one."""
    contact = open_contact(vault, row["id"], row)
    if row["data_key"] is None:
        sealed = seal_contact(vault, row["id"], contact.name, contact.contact)
        return {name: getattr(sealed, name) for name in ("data_key", "citizen_name", "contact", "contact_index")}
    index = vault.index(comparable(contact.contact)) if contact.contact else None
    return {"data_key": vault.rewrap(row["data_key"], owner=row["id"].bytes), "contact_index": index}


def _ledger_row_wrapped_anew(vault: Vault, row: Row) -> Columns:
    """The mark of a row goes by the master key too."""
    household = sealed_households.open_household(vault, row["id"], row["data_key"], row["household"])
    if not household:
        return _key_wrapped_anew(vault, row)
    marks = sealed_households.marks_of(vault, household, row["matter"], row["entered_on"])
    return {**_key_wrapped_anew(vault, row), "mark": marks[0]}


def _key_wrapped_anew(vault: Vault, row: Row) -> Columns:
    return {"data_key": vault.rewrap(row["data_key"], owner=row["id"].bytes)}


def _visit_wrapped_anew(vault: Vault, row: Row) -> Columns:
    """By their marks equal households are known, and these go by the master key too."""
    marks = sealed_visited.marks_of(vault, row["target_unit_id"], sealed_visited.open_visited(vault, row).labels)
    return {"data_key": vault.rewrap(row["data_key"], owner=row["id"].bytes), "household_marks": marks}


def _other_key(column: str) -> str:
    """A column without a value is nobody's."""
    return f"coalesce(substring({column} FOR 4) <> $1, false)"


_SECONDS: Final = 600
_HAS_NO_KEY: Final = "(data_key IS NULL AND num_nonnulls(citizen_name, contact) > 0)"
_PLACES: Final = (
    _Place(
        "webhook_secrets", _other_key("sealed"),
        partial(_sealed_anew, column="sealed", owner=lambda row: secrets.owner(row["endpoint_id"], row["id"])),
    ),
    _Place(
        "webhook_endpoints", _other_key("headers"),
        partial(_sealed_anew, column="headers", owner=lambda row: secrets.headers_owner(row["id"])),
    ),
    _Place(
        "message_channels", _other_key("sealed"),
        partial(_sealed_anew, column="sealed", owner=lambda row: sealed_for(row["id"])),
    ),
    _Place(
        "push_keys", _other_key("sealed"),
        partial(_sealed_anew, column="sealed", owner=lambda row: push_key_owner(row["id"])),
    ),
    _Place(
        "attachments", _other_key("sealed_key"),
        partial(_sealed_anew, column="sealed_key", owner=lambda row: row["id"].bytes),
    ),
    _Place("drafts", _other_key("data_key"), _key_wrapped_anew),
    _Place("diary_entries", _other_key("data_key"), _key_wrapped_anew),
    _Place("visits", _other_key("data_key"), _visit_wrapped_anew),
    _Place("contact_points", _other_key("data_key"), _key_wrapped_anew),
    _Place("ledger_rows", _other_key("data_key"), _ledger_row_wrapped_anew),
    _Place("opinions", f"({_other_key('data_key')} OR {_HAS_NO_KEY})", _wrapped_anew),
)  # fmt: skip
_PASSING: Final = tuple(
    f"SELECT count(*) FROM {table} WHERE substring({name} FOR 4) <> $1"
    for table, name in (("idempotency", "body"), ("operation_parts", "sealed"))
)
_ESTIMATE: Final = Compiled(
    "SELECT sum(greatest(reltuples, 0))::bigint FROM pg_class WHERE oid = ANY ($1::text[]::regclass[])", ("tables",), {}
)
