"""What was somebody told, and what could not be told in a unit (message lists)?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection

Place = tuple[datetime, UUID]
"""Behind which message a page goes on: newest first."""


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A message as its recipient, or an operator, is shown it. `shown`: what may be shown of the address."""

    id: UUID
    rule: str
    state: str
    reason: str | None
    attempts: int
    channel_id: UUID | None
    kind: str | None
    shown: str | None
    unit_id: UUID
    unit_code: str
    unit_name: str
    ticket_id: UUID | None
    event_id: UUID | None
    created_at: datetime
    settled_at: datetime | None

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return self.created_at, self.id


async def list_messages_of(
    connection: Connection, person_id: UUID, after: Place | None, limit: int
) -> list[MessageRecord]:
    """What a person was and will be told, newest first."""
    at, id_ = after or _FROM_THE_TOP
    return [MessageRecord(*row) for row in await connection.rows(_MINE, person=person_id, at=at, id=id_, limit=limit)]


async def list_failed_messages(
    connection: Connection, path: str, end: str, after: Place | None, limit: int
) -> list[MessageRecord]:
    """What could not be told on account of the units of a subtree, newest first."""
    at, id_ = after or _FROM_THE_TOP
    rows = await connection.rows(_FAILED, path=path, end=end, at=at, id=id_, limit=limit)
    return [MessageRecord(*row) for row in rows]


_FROM_THE_TOP: Final = datetime.fromisoformat("9999-01-01T00:00:00+00:00"), UUID(int=2**128 - 1)
_RECORD: Final = """
    SELECT m.id, m.rule, m.state, m.reason, m.attempt, m.channel_id, c.kind, c.shown, u.id, u.code, u.name,
      m.ticket_id, m.event_id, m.created_at, m.settled_at
    FROM messages m JOIN units u ON u.id = m.unit_id LEFT JOIN message_channels c ON c.id = m.channel_id
"""
_MINE: Final = Compiled(
    f"""
    {_RECORD} WHERE m.person_id = $1 AND (m.created_at, m.id) < ($2, $3)
    ORDER BY m.created_at DESC, m.id DESC LIMIT $4
    """,
    ("person", "at", "id", "limit"),
    {},
)
_FAILED: Final = Compiled(
    f"""
    {_RECORD} WHERE m.state = 'failed' AND u.path >= $1 AND u.path < $2 AND (m.created_at, m.id) < ($3, $4)
    ORDER BY m.created_at DESC, m.id DESC LIMIT $5
    """,
    ("path", "end", "at", "id", "limit"),
    {},
)
