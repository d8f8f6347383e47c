"""Which kept answers tell of something that was erased? Those that name it: sealed, so each has to be opened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.errors import ConfigurationInvalid
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.idempotency import ERASED

CHUNK: Final = 2_000


async def erase_answers(connection: Connection, vault: Vault, ids: Sequence[UUID]) -> int:
    """Take the words out of kept answers that name one of these, a chunk at a time; how many there were.

    Their keys stay used: whoever repeats such a request is told that there is nothing, and does not bring it back.
    """
    named = [str(id_).encode() for id_ in ids]
    place: tuple[datetime | None, str, str] = (None, "", "")
    erased = 0
    while rows := await connection.rows(_CHUNK, at=place[0], principal=place[1], key=place[2], limit=CHUNK):
        for row in rows:
            owner = f"{row['principal']}\n{row['key']}".encode()
            if _tells(vault, row["body"], owner, named):
                body = vault.seal(b"{}", owner=owner)
                await connection.run(_ERASED, principal=row["principal"], key=row["key"], status=ERASED, body=body)
                erased += 1
        place = (rows[-1]["created_at"], rows[-1]["principal"], rows[-1]["key"])
    return erased


def _tells(vault: Vault, body: bytes, owner: bytes, named: Sequence[bytes]) -> bool:
    """Of what does not open nobody learns anything either."""
    try:
        text = vault.open(body, owner=owner)
    except ConfigurationInvalid:
        return False
    return any(name in text for name in named)


_CHUNK: Final = Compiled(
    """
    SELECT principal, key, body, created_at FROM idempotency
    WHERE status <> 102 AND ($1::timestamptz IS NULL OR (created_at, principal, key) > ($1, $2::text, $3::text))
    ORDER BY created_at, principal, key LIMIT $4
    """,
    ("at", "principal", "key", "limit"),
    {},
)
_ERASED: Final = Compiled(
    "UPDATE idempotency SET status = $3, body = $4 WHERE principal = $1 AND key = $2",
    ("principal", "key", "status", "body"),
    {},
)
