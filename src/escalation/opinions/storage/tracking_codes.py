"""How does a tracking code reach its citizen? It is made when it is handed over, and only its hash is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.opinions.domain.tracking_codes import CodeWay


@dataclass(frozen=True, slots=True)
class CodeHandOver:
    """How, by which unit and why a code is handed over. `before`: when that was done last, as it was read."""

    way: CodeWay
    unit_id: UUID | None
    reason: str | None
    before: datetime | None


async def hand_over_code(
    connection: Connection, opinion_id: UUID, tracking_hash: bytes, how: CodeHandOver, now: datetime, *, by: Actor,
    request_id: str,
) -> bool:  # fmt: skip
    """Let a new code open an opinion, and tell that it was handed over; `False` if one was handed over meanwhile."""
    written = await connection.row(
        _HANDED_OVER, opinion=opinion_id, hash=tracking_hash, way=how.way, unit=how.unit_id, before=how.before,
        now=now, reason=how.reason, **unchained_events.by(by, request_id),
    )  # fmt: skip
    return written is not None


async def find_awaiting_message(connection: Connection, opinion_id: UUID) -> Row | None:
    """`unit_path, code_given_at` and what is sealed, of an opinion whose code a message has to carry."""
    return await connection.row(_AWAITING, opinion=opinion_id)


_HANDED_OVER: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE opinions o
      SET tracking_hash = $2, code_way = $3, code_unit_id = $4, code_given_at = $6,
          updated_at = greatest(o.updated_at, $6)
      WHERE o.id = $1 AND o.code_given_at IS NOT DISTINCT FROM $5
      RETURNING {unchained_events.CHANGED}, o.code_way
    ),
    told AS (
      {
        unchained_events.of_opinions(
            "opinion.code_given",
            "changed o, LATERAL (SELECT 'give_code' AS action, $7::text AS reason, a.* "
            f"FROM ({unchained_events.author(8)}) a) e",
            "jsonb_build_object('way', o.code_way)",
        )
    }
    )
    SELECT id FROM changed
    """,
    ("opinion", "hash", "way", "unit", "before", "now", "reason", *unchained_events.AUTHOR),
    {},
)
_AWAITING: Final = Compiled(
    """
    SELECT unit_path, code_given_at, data_key, citizen_name, contact
    FROM opinions WHERE id = $1 AND code_way = 'message'
    """,
    ("opinion",),
    {},
)
