"""How do words go from a ticket's rows and events (erasure)? In the transaction of the decision that says so."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.tickets.domain.erasure import ERASED
from escalation.tickets.domain.hash_chain import WORDS


async def erase_rows(connection: Connection, ticket_id: UUID) -> None:
    """Take all words, and the salt of their digests, out of a ticket and everything that belongs to it."""
    for statement in _OF_TICKET:
        await connection.run(statement, ticket=ticket_id)


async def erase_columns(connection: Connection, ticket_id: UUID, columns: Sequence[str]) -> None:
    """Take the title, the content, or both, out of a ticket."""
    changed = ", ".join(f"{name} = '{ERASED}'" for name in columns)
    await connection.run(Compiled(f"UPDATE tickets SET {changed} WHERE id = $1", ("ticket",), {}), ticket=ticket_id)


async def erase_words_of_events(connection: Connection, digests: Mapping[UUID, bytes | None]) -> None:
    """Leave of the words of these events their digest alone, as the chain has it."""
    await connection.run(_OF_EVENTS, ids=list(digests), digests=list(digests.values()))


def _without(table: str, *columns: str, needed: tuple[str, ...] = (), of: str = "ticket_id") -> Compiled:
    """Rows of a ticket without their words; `needed` columns cannot be empty."""
    changed = [f"{name} = NULL" for name in columns] + [f"{name} = '{ERASED}'" for name in needed]
    return Compiled(f"UPDATE {table} SET {', '.join(changed)} WHERE {of} = $1", ("ticket",), {})


_OF_TICKET: Final = (
    _without("tickets", "reply", "salt", needed=("title", "content"), of="id"),
    _without("hand_overs", "reason"),
    _without("joint_tasks", "result", "reason", needed=("task",)),
    _without("requests", "reason", "answer"),
    _without("orders", "answer", needed=("text",)),
)
# What the trigger that keeps events append-only lets pass: words go, their digest stays, nothing else changes.
_OF_EVENTS: Final = Compiled(
    f"""
    UPDATE events e SET words_digest = w.digest, reason = NULL, data = e.data - ARRAY[{
        ", ".join(f"'{name}'" for name in sorted(WORDS))
    }]
    FROM unnest($1::uuid[], $2::bytea[]) AS w (id, digest) WHERE e.id = w.id
    """,
    ("ids", "digests"),
    {},
)
