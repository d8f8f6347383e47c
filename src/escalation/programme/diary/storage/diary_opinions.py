"""Which opinions came of a diary entry (diary opinions), and what became of them?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, case, null, select

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.programme.diary.storage.tables import diary_opinions
from escalation.tickets.storage import visibility
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets

MOST: Final = 50
"""Opinions of one entry."""


@dataclass(frozen=True, slots=True)
class DiaryOpinion:
    """An opinion of an entry; number and state are those of its ticket, and `None` for who may not see that."""

    id: UUID
    title: str
    status: str
    ticket_id: UUID | None
    ticket_number: str | None
    ticket_state: str | None


async def list_diary_opinions(connection: Connection, actor: Actor, entry_id: UUID) -> list[DiaryOpinion]:
    """Those that the actor may see, oldest first."""
    rows = await connection.rows(_of_entry(subtree.shape(actor)), entry=entry_id, **subtree.params(actor))
    return [DiaryOpinion(*row) for row in rows]


async def count_diary_opinions(connection: Connection, entry_id: UUID) -> int:
    """How many came of an entry."""
    return int(str(await connection.value(_COUNTED, entry=entry_id)))


async def link_opinion(connection: Connection, entry_id: UUID, opinion_id: UUID, now: datetime) -> None:
    """Say that an opinion came of an entry."""
    await connection.run(_LINKED, entry=entry_id, opinion=opinion_id, now=now)


@cache
def _of_entry(form: subtree.Shape) -> Compiled:
    is_seen = visibility.visible(form)
    of_ticket = (tickets.c.id, tickets.c.number, tickets.c.state)
    return compile_statement(
        select(
            opinions.c.id, opinions.c.title, opinions.c.status,
            *(case((is_seen, column), else_=null()).label(f"ticket_{column.name}") for column in of_ticket),
        )
        .select_from(
            diary_opinions.join(opinions, opinions.c.id == diary_opinions.c.opinion_id).outerjoin(
                tickets, tickets.c.id == opinions.c.ticket_id
            )
        )
        .where(diary_opinions.c.entry_id == bindparam("entry"), visibility.opinion_visible(form))
        .order_by(diary_opinions.c.at, opinions.c.id)
        .limit(MOST)
    )  # fmt: skip


_COUNTED: Final = Compiled("SELECT count(*) FROM diary_opinions WHERE entry_id = $1", ("entry",), {})
_LINKED: Final = Compiled(
    "INSERT INTO diary_opinions (opinion_id, entry_id, at) VALUES ($2, $1, $3)", ("entry", "opinion", "now"), {}
)
