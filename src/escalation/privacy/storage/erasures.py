"""Which erasures were asked for, decided and done? Named statements over one table."""

from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Integer, Text, bindparam, func, literal_column, not_, select, text, true
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.kit.runtime.subtree import end_of, params, within
from escalation.privacy.domain.erasure import Erasure, ErasureState
from escalation.privacy.storage.tables import erasures
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import not_about_the_caller

TASK: Final = "erasures"
"""As the engine calls it."""


async def insert_erasure(connection: Connection, erasure: Erasure) -> bool:
    """Keep what was asked for; `False` if another one of the opinion is open."""
    try:
        await connection.run(_INSERTED, **{name: getattr(erasure, name) for name in _NAMES})
    except asyncpg.UniqueViolationError:
        return False
    return True


async def find_erasure(connection: Connection, actor: Actor, erasure_id: UUID) -> Erasure | None:
    """One of the actor's subtree, unless the matter is about the actor's unit or one above."""
    row = await connection.row(_FOUND, id=erasure_id, **params(actor))
    return Erasure(*row) if row else None


async def find_newest_of(connection: Connection, actor: Actor, opinion_id: UUID) -> Erasure | None:
    """What was asked for last of an opinion, under the same conditions."""
    row = await connection.row(_NEWEST_OF, opinion=opinion_id, **params(actor))
    return Erasure(*row) if row else None


async def list_erasures(
    connection: Connection, actor: Actor, state: str | None, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Erasure]:
    """Those of the actor's subtree, newest first. Of matters about the actor's unit, or one above, there are none."""
    at, id_ = after or (None, None)
    start, end = actor.unit_path, end_of(actor.unit_path)
    rows = await connection.rows(
        _listed(depth_of(start, end)), **params(actor), start=start, end=end, states=[state] if state else _STATES,
        at=at, id=id_, limit=limit,
    )  # fmt: skip
    return [Erasure(*row) for row in rows]


async def decide_erasure(
    connection: Connection, erasure_id: UUID, state: str, by: str, answer: str | None, now: datetime
) -> bool:
    """Grant or refuse it; `False` if that was done already."""
    decided = await connection.row(_DECIDED, id=erasure_id, state=state, by=by, answer=answer, now=now)
    return decided is not None


async def lock_approved(connection: Connection, limit: int) -> list[Erasure]:
    """Granted ones whose ticket, if there is one, is not open; locked, and those that others work on left out."""
    return [Erasure(*row) for row in await connection.rows(_APPROVED, limit=limit)]


async def finish_erasure(connection: Connection, erasure_id: UUID, now: datetime) -> None:
    """Say that nothing is left, of what the reasons said neither."""
    await connection.run(_DONE, id=erasure_id, now=now)


_NAMES: Final = tuple(field.name for field in fields(Erasure))
_COLUMNS: Final = ", ".join(f"e.{name}" for name in _NAMES)
_INSERTED: Final = Compiled(
    f"INSERT INTO erasures ({', '.join(_NAMES)}) VALUES ({', '.join(f'${n}' for n, _ in enumerate(_NAMES, start=1))})",
    _NAMES,
    {},
)
_SEEN: Final = (
    select(*(erasures.c[name] for name in _NAMES))
    .select_from(
        erasures.join(opinions, opinions.c.id == erasures.c.opinion_id).outerjoin(
            tickets, tickets.c.id == opinions.c.ticket_id
        )
    )
    .where(within(erasures.c.unit_path), not_about_the_caller())
)
_FOUND: Final = compile_statement(_SEEN.where(erasures.c.id == bindparam("id", type_=SqlUuid(as_uuid=True))))
_NEWEST_OF: Final = compile_statement(
    _SEEN.where(erasures.c.opinion_id == bindparam("opinion", type_=SqlUuid(as_uuid=True)))
    .order_by(erasures.c.asked_at.desc(), erasures.c.id.desc())
    .limit(literal_column("1", Integer))
)
_STATES: Final = list(ErasureState)


@cache
def _listed(depth: int | None) -> Compiled:
    """A page, newest first: of each state one range of an index."""
    asked = func.unnest(bindparam("states", type_=ARRAY(Text))).table_valued("state").render_derived(name="asked")
    where = lies_in("erasures.unit_path", depth, "CAST(:start AS text)", "CAST(:end AS text)")
    at, id_ = or_highest("CAST(:at AS timestamptz)", "timestamptz"), or_highest("CAST(:id AS uuid)", "uuid")
    behind = f"(erasures.asked_at, erasures.id) < ({at}, {id_})"
    # Joined, all opinions of a subtree would be read: of each erasure its own is looked up.
    about_the_caller = (
        select(opinions.c.id)
        .select_from(opinions.join(tickets, tickets.c.id == opinions.c.ticket_id))
        .where(opinions.c.id == erasures.c.opinion_id, not_(not_about_the_caller()))
        .correlate(erasures)
    )
    of_state = (
        select(*(erasures.c[name] for name in _NAMES))
        .where(text(where), text(behind), erasures.c.state == asked.c.state, ~about_the_caller.exists())
        .order_by(erasures.c.asked_at.desc(), erasures.c.id.desc())
        .limit(bindparam("limit"))
        .correlate(asked)
        .lateral("e")
    )
    newest = of_state.c.asked_at.desc(), of_state.c.id.desc()
    page = select(of_state).select_from(asked.join(of_state, true())).order_by(*newest).limit(bindparam("limit"))
    return compile_statement(page)


_DECIDED: Final = Compiled(
    """
    UPDATE erasures SET state = $2, decided_by = $3, answer = $4, decided_at = $5
    WHERE id = $1 AND state = 'asked' RETURNING id
    """,
    ("id", "state", "by", "answer", "now"),
    {},
)
_APPROVED: Final = Compiled(
    f"""
    SELECT {_COLUMNS} FROM erasures e
    JOIN opinions o ON o.id = e.opinion_id LEFT JOIN tickets t ON t.id = o.ticket_id
    WHERE e.state = 'approved' AND t.is_open IS NOT TRUE AND {not_set_aside(TASK, "e.id")}
    ORDER BY e.decided_at LIMIT $1 FOR UPDATE OF e SKIP LOCKED
    """,
    ("limit",),
    {},
)
_DONE: Final = Compiled("UPDATE erasures SET state = 'done', done_at = $2 WHERE id = $1", ("id", "now"), {})
