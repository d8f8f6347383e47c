"""How are channels kept, and what is wanted by them? Sealed, with what may be shown beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.messages.storage.tables import message_channels


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as stored: of a person or of a unit. `shown` is what may be shown of its address."""

    id: UUID
    person_id: UUID | None
    unit_id: UUID | None
    kind: str
    sealed: bytes
    shown: str
    carrier: str
    language: str
    state: str
    code_tries: int
    code_until: datetime | None
    failed_because: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ChannelOwner:
    """Whose channels: those of a person, or those of a unit."""

    person_id: UUID | None = None
    unit_id: UUID | None = None

    @property
    def id(self) -> UUID | None:
        """Of whoever it is."""
        return self.person_id or self.unit_id


def sealed_for(channel_id: UUID) -> bytes:
    """For what a destination is sealed: it does not open as another channel's."""
    return b"message channel" + channel_id.bytes


async def insert_channel(connection: Connection, channel: Channel) -> None:
    """Keep a new channel."""
    await connection.run(_INSERTED, **{name: getattr(channel, name) for name in CHANNEL})


async def list_channels(connection: Connection, owner: ChannelOwner) -> list[Channel]:
    """The channels of an owner, oldest first."""
    return [Channel(*row) for row in await connection.rows(_LISTED, person=owner.person_id, unit=owner.unit_id)]


async def find_channel(connection: Connection, channel_id: UUID, owner: ChannelOwner) -> Channel | None:
    """One channel of an owner, locked until the transaction ends."""
    row = await connection.row(_FOUND, id=channel_id, person=owner.person_id, unit=owner.unit_id)
    return Channel(*row) if row else None


async def change_channel(connection: Connection, channel: Channel) -> None:
    """Write a channel as it is now."""
    await connection.run(_CHANGED, **{f"new_{name}": getattr(channel, name) for name in _CHANGEABLE}, id=channel.id)


async def count_try(connection: Connection, channel_id: UUID) -> None:
    """One more code was entered for a channel that waits for one."""
    await connection.run(_TRIED, id=channel_id)


async def delete_channel(connection: Connection, channel_id: UUID) -> None:
    """Forget a channel; what waits for it is dropped when its turn comes."""
    await connection.run(_DELETED, id=channel_id)


async def read_choices(connection: Connection, channel_id: UUID) -> Mapping[str, bool]:
    """What was chosen for a channel, by rule."""
    return {row["rule"]: row["wanted"] for row in await connection.rows(_CHOICES, id=channel_id)}


async def write_choices(connection: Connection, channel_id: UUID, choices: Mapping[str, bool]) -> None:
    """Choose, for these rules."""
    await connection.run(_CHOSEN, id=channel_id, rules=list(choices), wanted=list(choices.values()))


async def owe_message(
    connection: Connection, channel: Channel, rule: str, unit_id: UUID, now: datetime, *, most_a_day: int
) -> bool:
    """Owe a channel a message that somebody asked for; `False` if its owner has asked too often within a day."""
    return await connection.run(
        _OWED, rule=rule, channel=channel.id, person=channel.person_id, unit=unit_id, carrier=channel.carrier, now=now,
        most=most_a_day,
    ) == 1  # fmt: skip


CHANNEL: Final = tuple(f.name for f in fields(Channel))
_CHANGEABLE: Final = ("sealed", "shown", "carrier", "language", "state", "code_tries", "code_until", "failed_because",
                      "updated_at")  # fmt: skip
_COLUMNS: Final = tuple(message_channels.c[name] for name in CHANNEL)
_OF_OWNER: Final = (
    message_channels.c.person_id.is_not_distinct_from(bindparam("person", type_=message_channels.c.person_id.type)),
    message_channels.c.unit_id.is_not_distinct_from(bindparam("unit", type_=message_channels.c.unit_id.type)),
)
_IS_IT: Final = message_channels.c.id == bindparam("id", type_=message_channels.c.id.type)
_INSERTED: Final = compile_statement(insert(message_channels).values({name: bindparam(name) for name in CHANNEL}))
# Of an owner that is given: an index serves either.
_LISTED: Final = Compiled(
    f"""
    SELECT {", ".join(CHANNEL)} FROM message_channels WHERE person_id = $1
    UNION ALL SELECT {", ".join(CHANNEL)} FROM message_channels WHERE unit_id = $2
    ORDER BY created_at, id
    """,
    ("person", "unit"),
    {},
)
_FOUND: Final = compile_statement(select(*_COLUMNS).where(_IS_IT, *_OF_OWNER).with_for_update())
_CHANGED: Final = compile_statement(
    update(message_channels).where(_IS_IT).values({name: bindparam(f"new_{name}") for name in _CHANGEABLE})
)
_DELETED: Final = compile_statement(delete(message_channels).where(_IS_IT))
_TRIED: Final = Compiled(
    """
    UPDATE message_channels SET code_tries = least(code_tries + 1, 100) WHERE id = $1 AND state = 'unverified'
    """,
    ("id",),
    {},
)
_CHOICES: Final = Compiled("SELECT rule, wanted FROM message_choices WHERE channel_id = $1", ("id",), {})
_CHOSEN: Final = Compiled(
    """
    INSERT INTO message_choices (channel_id, rule, wanted)
    SELECT $1, c.rule, c.wanted FROM unnest($2::text[], $3::bool[]) AS c (rule, wanted)
    WHERE EXISTS (SELECT FROM message_channels WHERE id = $1)
    ON CONFLICT (channel_id, rule) DO UPDATE SET wanted = excluded.wanted
    """,
    ("id", "rules", "wanted"),
    {},
)
_OWED: Final = Compiled(
    """
    INSERT INTO messages (rule, channel_id, person_id, unit_id, carrier, urgent, due_at, created_at)
    SELECT $1, $2, $3, $4, $5, true, $6, $6
    WHERE $7 > (
      SELECT count(*) FROM messages m WHERE m.rule = $1 AND m.created_at > $6::timestamptz - INTERVAL '1 day'
        AND (m.person_id = $3 OR ($3::uuid IS NULL AND m.unit_id = $4))
    )
    """,
    ("rule", "channel", "person", "unit", "carrier", "now", "most"),
    {},
)
