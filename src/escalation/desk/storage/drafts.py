"""Which drafts has somebody? Each sealed with a data key of its own; nobody else is told of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime.encryption import Vault

PURPOSE: Final = "draft"
"""What a data key seals."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft without what it says."""

    id: UUID
    kind: str
    target_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime


async def count_drafts(connection: Connection, owner: str) -> int:
    """How many somebody has."""
    return int(str(await connection.value(_COUNTED, owner=owner)))


async def list_drafts(connection: Connection, owner: str, limit: int) -> list[Draft]:
    """Somebody's own, changed last first."""
    return [_draft(row) for row in await connection.rows(_LISTED, owner=owner, limit=limit)]


async def find_draft(connection: Connection, vault: Vault, owner: str, draft_id: UUID) -> tuple[Draft, str] | None:
    """One of somebody's own, and what it says, as JSON."""
    row = await connection.row(_FOUND, owner=owner, id=draft_id)
    if row is None:
        return None
    key = vault.data_key(row["data_key"], owner=draft_id.bytes)
    return _draft(row), key.open(row["content"], purpose=PURPOSE)


async def insert_draft(
    connection: Connection, vault: Vault, draft_id: UUID, owner: str, kind: str, target_id: UUID | None, content: str,
    now: datetime,
) -> None:  # fmt: skip
    """Keep a draft."""
    key, wrapped = vault.new_data_key(owner=draft_id.bytes)
    await connection.run(
        _INSERTED, id=draft_id, owner=owner, kind=kind, target=target_id, data_key=wrapped,
        content=key.seal(content, purpose=PURPOSE), now=now,
    )  # fmt: skip


async def update_draft(connection: Connection, vault: Vault, draft_id: UUID, content: str, now: datetime) -> None:
    """Keep what it says now, sealed with a new key."""
    key, wrapped = vault.new_data_key(owner=draft_id.bytes)
    sealed = key.seal(content, purpose=PURPOSE)
    await connection.run(_UPDATED, id=draft_id, data_key=wrapped, content=sealed, now=now)


async def delete_draft(connection: Connection, draft_id: UUID) -> None:
    """Keep it no longer."""
    await connection.run(_DELETED, id=draft_id)


async def forget_drafts(connection: Connection, before: datetime, limit: int) -> int:
    """Delete some that were not changed since a moment. How many."""
    return await connection.run(_FORGOTTEN, before=before, limit=limit)


def _draft(row: Row) -> Draft:
    return Draft(row["id"], row["kind"], row["target_id"], row["version"], row["created_at"], row["updated_at"])


_DRAFT: Final = "id, kind, target_id, version, created_at, updated_at"
_COUNTED: Final = Compiled("SELECT count(*) FROM drafts WHERE owner = $1", ("owner",), {})
_LISTED: Final = Compiled(
    f"SELECT {_DRAFT} FROM drafts WHERE owner = $1 ORDER BY updated_at DESC, id DESC LIMIT $2", ("owner", "limit"), {}
)
_FOUND: Final = Compiled(
    f"SELECT {_DRAFT}, data_key, content FROM drafts WHERE owner = $1 AND id = $2", ("owner", "id"), {}
)
_INSERTED: Final = Compiled(
    """
    INSERT INTO drafts (id, owner, kind, target_id, data_key, content, version, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)
    """,
    ("id", "owner", "kind", "target", "data_key", "content", "now"),
    {},
)
_UPDATED: Final = Compiled(
    "UPDATE drafts SET data_key = $2, content = $3, version = version + 1, updated_at = $4 WHERE id = $1",
    ("id", "data_key", "content", "now"),
    {},
)
_DELETED: Final = Compiled("DELETE FROM drafts WHERE id = $1", ("id",), {})
_FORGOTTEN: Final = Compiled(
    "DELETE FROM drafts WHERE id IN (SELECT id FROM drafts WHERE updated_at < $1 ORDER BY updated_at LIMIT $2)",
    ("before", "limit"),
    {},
)
