"""What is there of the histories of tickets? Their events, and all rows that the last of those should agree with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

from sqlalchemy import Table

from escalation.events.storage.tables import events
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.row_digests import RowKey, Sealed, unpack
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, Ticket
from escalation.tickets.storage.tables import hand_overs, joint_tasks, orders, requests, tickets
from escalation.verification.domain.sealed_rows import Baseline
from escalation.verification.storage.invariants import IdRange


@dataclass(frozen=True, slots=True)
class History:
    """A ticket with its events, oldest first, its other rows, and what of them was sealed before there were digests."""

    ticket: Ticket
    events: tuple[SealedEvent, ...]
    rows: tuple[Sealed, ...]
    baselines: Mapping[RowKey, Baseline]


async def read_histories(connection: Connection, span: IdRange) -> Iterator[History]:
    """The tickets of a range, each with its whole history."""
    heads = await connection.rows(_HEADS, after=span.after, upto=span.upto)
    told = await connection.rows(_EVENTS, after=span.after, upto=span.upto)
    by_ticket = {id_: tuple(SealedEvent(*row) for row in group) for id_, group in groupby(told, key=_ticket_id)}
    rows, baselines = await _rows_of(connection, span), await _baselines_of(connection, [row["id"] for row in heads])
    return (
        History(Ticket(*head), by_ticket.get(head["id"], ()), tuple(rows[head["id"]]), baselines[head["id"]])
        for head in heads
    )


async def _rows_of(connection: Connection, span: IdRange) -> Mapping[UUID, list[Sealed]]:
    found: defaultdict[UUID, list[Sealed]] = defaultdict(list)
    for kind, query in _PARTS.items():
        for row in await connection.rows(query, after=span.after, upto=span.upto):
            found[_ticket_id(row)].append(kind(*row))
    return found


async def _baselines_of(connection: Connection, ids: Sequence[UUID]) -> Mapping[UUID, dict[RowKey, Baseline]]:
    """What was sealed of these tickets without an event; of two the later one counts."""
    found: defaultdict[UUID, dict[RowKey, Baseline]] = defaultdict(dict)
    by_text = {str(id_): id_ for id_ in ids}
    for row in await connection.rows(_BASELINES, ids=list(by_text)):
        for key, digest in unpack(row["digest"]):
            found[by_text[row["key"]]][key] = Baseline(row["sequence"], digest)
    return found


def _ticket_id(row: Row) -> UUID:
    ticket_id: UUID = row["ticket_id"]
    return ticket_id


def _of_range(table: Table, names: Sequence[str], place: str, order: str) -> Compiled:
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f"SELECT {columns} FROM {table.name} WHERE {place} > $1 AND {place} <= $2 ORDER BY {order}"
    return Compiled(sql, ("after", "upto"), {})


_HEADS: Final = _of_range(tickets, Ticket._fields, "id", "id")
_EVENTS: Final = _of_range(events, SealedEvent._fields, "ticket_id", "ticket_id, sequence")
_PARTS: Final[Mapping[type[Sealed], Compiled]] = {
    kind: _of_range(table, kind._fields, "ticket_id", "ticket_id, id")
    for kind, table in ((HandOver, hand_overs), (JointTask, joint_tasks), (Request, requests), (Order, orders))
}
_BASELINES: Final = Compiled(
    "SELECT key, sequence, digest FROM row_seals WHERE table_name = 'tickets' AND key = ANY ($1::text[]) ORDER BY n",
    ("ids",),
    {},
)
