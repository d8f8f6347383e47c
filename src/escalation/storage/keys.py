"""Which API keys are there? Only hashes are kept; a key itself is shown once, when it is made."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from escalation.storage.database import Connection, Row, compile_statement
from escalation.storage.tables import api_keys, units
from escalation.storage.time import NOW

_FOUND = compile_statement(
    select(api_keys.c.id, api_keys.c.role, api_keys.c.unit_id, units.c.path)
    .join(units, units.c.id == api_keys.c.unit_id)
    .where(api_keys.c.secret_hash == bindparam("hash"), api_keys.c.revoked_at.is_(None), api_keys.c.expires_at > NOW)
)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be kept. `secret_hash` is the SHA-256 of the key."""

    id: UUID
    secret_hash: bytes
    name: str
    unit_id: UUID
    role: str
    member_id: UUID | None
    created_by: str
    created_at: datetime
    expires_at: datetime


async def find_key(connection: Connection, secret_hash: bytes) -> Row | None:
    """`id, role, unit_id, path` of a key that is neither revoked nor expired."""
    return await connection.row(_FOUND, hash=secret_hash)


async def insert_key(connection: Connection, key: NewKey) -> None:
    """Keep a new key."""
    values = {name: getattr(key, name) for name in NewKey.__dataclass_fields__}
    await connection.run(insert(api_keys).values(values))


async def revoke_key(connection: Connection, key_id: UUID, path: str, end: str) -> bool:
    """End a key of a unit in the subtree `path` (see `scope.end_of`); `False` if there is none that still works."""
    in_scope = select(units.c.id).where(units.c.path >= path, units.c.path < end)
    statement = (
        update(api_keys)
        .where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None), api_keys.c.unit_id.in_(in_scope))
        .values(revoked_at=NOW)
    )
    return await connection.run(statement) == 1
