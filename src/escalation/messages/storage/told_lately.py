"""How many messages has a channel had by a rule not long ago (told lately)? Counted before it is told more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection

MessageKind = tuple[UUID, str]
"""A channel and the name of a rule."""


@dataclass(frozen=True, slots=True)
class ToldLately:
    """How many there were, counted no further than was asked for, and when the last one was."""

    count: int
    last_at: datetime


async def count_told_lately(
    connection: Connection, kinds: Collection[MessageKind], own: Sequence[UUID], since: datetime, now: datetime,
    most: int,
) -> Mapping[MessageKind, ToldLately]:  # fmt: skip
    """What was sent of each kind since a moment, or is being sent by somebody else: all but `own` that is leased now.

    Kinds of which there was nothing are left out.
    """
    rows = await connection.rows(
        _TOLD, channels=[channel for channel, _ in kinds], rules=[rule for _, rule in kinds], own=list(own),
        since=since, now=now, most=most,
    )  # fmt: skip
    return {(row["channel_id"], row["rule"]): ToldLately(row["count"], row["last_at"]) for row in rows}


_TOLD: Final = Compiled(
    """
    SELECT k.channel_id, k.rule, told.count, told.last_at
    FROM unnest($1::uuid[], $2::text[]) AS k (channel_id, rule)
    CROSS JOIN LATERAL (
      SELECT count(*) AS count, max(each.at) AS last_at FROM (
        (
          SELECT m.settled_at AS at FROM messages m
          WHERE m.channel_id = k.channel_id AND m.rule = k.rule AND m.settled_at > $4 AND m.state = 'sent'
          ORDER BY m.settled_at DESC LIMIT $6
        )
        UNION ALL
        (
          SELECT $5::timestamptz FROM messages m
          WHERE m.channel_id = k.channel_id AND m.rule = k.rule AND m.settled_at IS NULL AND m.state = 'sending'
            AND m.id <> ALL ($3::uuid[])
          LIMIT $6
        )
      ) each
    ) told
    WHERE told.count > 0
    """,
    ("channels", "rules", "own", "since", "now", "most"),
    {},
)
