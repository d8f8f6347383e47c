"""How are unchained events written, those of no ticket, which are neither sealed nor numbered?

Events of opinions and records are written by the very statement that makes them true, from the rows that it changed.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import DIALECT, Compiled, Connection


async def insert_notice(
    connection: Connection,
    type_: str,
    *,
    endpoint_id: UUID,
    actor: Actor,
    data: Mapping[str, object],
    request_id: str,
    reason: str | None = None,
) -> None:
    """Tell of an endpoint, in the caller's transaction. `data`: as the type's model has it, or `ValueError`."""
    details = EVENT_TYPES[type_].details(data)
    await connection.run(
        _ABOUT_ENDPOINT, endpoint=endpoint_id, type=type_, action=type_.rpartition(".")[2], reason=reason, data=details,
        **by(actor, request_id),
    )  # fmt: skip


def of_opinions(type_: str, source: str, more: str = "'{}'::jsonb") -> str:
    """A part of a statement: the events of opinions that another part has changed.

    `source` is what stands behind FROM: rows `o` with `CHANGED`, and rows `e` with `action`, `reason` and the columns
    of `author`. `more` is JSON to be told besides.
    """
    return f"""
    INSERT INTO events (
      id, opinion_id, type, occurred_at, action, reason, {", ".join(AUTHOR)}, data
    )
    SELECT {_id_at("o.at")}, o.id, '{type_}', o.at, e.action, e.reason, {", ".join(f"e.{name}" for name in AUTHOR)},
           jsonb_build_object(
             'unit_id', o.unit_id, 'category', o.category, 'source', o.source, 'confidential', o.confidential
           ) || {more}
    FROM {source}
    """


def of_records(type_: str, source: str, more: str = "'{}'::jsonb") -> str:
    """A part of a statement: the events of records of the programme that another part has made or changed.

    `source` is what stands behind FROM: rows `r` with `id`, `unit_id` and `at`, and rows `e` as `of_opinions` has them;
    for what the clock does they are `by(CLOCK, "clock")`. `more` is JSON to be told besides, as the type's model is.
    """
    return f"""
    INSERT INTO events (
      id, record_id, unit_id, type, occurred_at, action, reason, {", ".join(AUTHOR)}, data
    )
    SELECT {_id_at("r.at")}, r.id, r.unit_id, '{type_}', r.at, e.action, e.reason,
           {", ".join(f"e.{name}" for name in AUTHOR)}, jsonb_build_object('unit_id', r.unit_id) || {more}
    FROM {source}
    """


REASON_FORGOTTEN: Final = """
  words_digest = sha256(
    coalesce(salt, CASE WHEN hash IS NULL THEN uuid_send(gen_random_uuid()) ELSE '' END) || convert_to(reason, 'UTF8')
  ), reason = NULL, salt = NULL
"""
"""What an UPDATE sets of events that lose their reason. In its place stands what their hash has of it: a digest that
begins with the event's own salt. One that has no hash yet, and so no salt, gets one that nobody keeps."""
CHANGED: Final = "o.id, o.unit_id, o.category, o.source, o.confidential, o.updated_at AS at"
"""What a part that changes opinions `o` returns."""

_AUTHOR: Final = {
    "trigger": "text", "principal": "text", "actor_unit_id": "uuid", "actor_role": "text", "actor_person_id": "uuid",
    "actor_member_id": "uuid", "actor_means": "text", "request_id": "text",
}  # fmt: skip
AUTHOR: Final = tuple(_AUTHOR)
"""Names of the parameters that `author` takes."""


def author(first: int) -> str:
    """SQL for one row of `AUTHOR`, its parameters numbered from `first`."""
    named = enumerate(_AUTHOR.items(), start=first)
    return "SELECT " + ", ".join(f"${n}::{kind} AS {name}" for n, (name, kind) in named)


def by(actor: Actor, request_id: str) -> dict[str, object]:
    """The values of `AUTHOR`: who made it happen, and in which request."""
    return {
        "trigger": actor.trigger, "principal": actor.principal, "actor_unit_id": actor.unit_id,
        "actor_role": actor.role, "actor_person_id": actor.person_id, "actor_member_id": actor.member_id,
        "actor_means": actor.means, "request_id": request_id,
    }  # fmt: skip


def _id_at(moment: str) -> str:
    """SQL for a fresh UUID version 7 (RFC 9562 §5.7): milliseconds in front, and the rest by chance."""
    milliseconds = f"substring(int8send((extract(epoch FROM {moment}) * 1000)::bigint) FROM 3)"
    placed = f"overlay(uuid_send(gen_random_uuid()) PLACING {milliseconds} FROM 1 FOR 6)"
    # By chance alone it would be version 4: two more bits make it 7.
    return f"encode(set_bit(set_bit({placed}, 52, 1), 53, 1), 'hex')::uuid"


_ABOUT_ENDPOINT: Final = Compiled(
    f"""
    WITH e AS (SELECT {NOW.cast(Moment).compile(dialect=DIALECT)} AS at)
    INSERT INTO events (
      id, endpoint_id, type, occurred_at, action, reason, data, {", ".join(AUTHOR)}
    )
    SELECT {_id_at("e.at")}, $1, $2, e.at, $3, $4, $5, a.* FROM e, ({author(6)}) a
    """,
    ("endpoint", "type", "action", "reason", "data", *AUTHOR),
    {},
)
