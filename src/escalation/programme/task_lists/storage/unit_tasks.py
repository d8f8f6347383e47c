"""Which tasks does a unit have in a year, how far is each, and how far are the units below it (unit tasks)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, and_, bindparam, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.ids import new_id
from escalation.kit.runtime import subtree
from escalation.organisation.storage.units import UnitName
from escalation.programme.task_lists.domain.rules import TemplateTask
from escalation.programme.task_lists.storage.tables import unit_task_tickets
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible


@dataclass(frozen=True, slots=True)
class EvidenceTicket:
    """A ticket that shows what was done for a task."""

    id: UUID
    number: str
    title: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task of a unit and year. `en`: `None` of what the unit wrote itself. `tickets`: those that somebody may see."""

    id: UUID
    unit: UnitName
    unit_path: str
    year: int
    kind: str
    code: str | None
    zh: str
    en: str | None
    percent: int
    note: str | None
    due_on: date | None
    version: int
    updated_at: datetime
    tickets: tuple[EvidenceTicket, ...]


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """How far tasks are: how many there are, are done, are late; and the sum of their percents."""

    tasks: int
    done: int
    late: int
    percents: int


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far a unit is with its own tasks, and how far it is together with all below it."""

    unit: UnitName
    level: int
    own: TaskProgress
    whole: TaskProgress


UNITS_WITH_LISTS: Final = ["territory", "enterprise"]
"""Units that stand on their own; a department works on the list of the unit that it belongs to."""


async def make_lists(connection: Connection, tasks: Sequence[TemplateTask], year: int, now: datetime, most: int) -> int:
    """Give every unit what its level has to do in a year and it does not have yet; how many, at most `most`."""
    return await connection.run(
        _MADE, ranks=[each.rank for each in tasks], kinds=[each.kind for each in tasks],
        codes=[each.item.code for each in tasks], zh=[each.item.zh for each in tasks],
        en=[each.item.en for each in tasks], places=[each.place for each in tasks], year=year, now=now, most=most,
        units=UNITS_WITH_LISTS,
    )  # fmt: skip


async def list_tasks(connection: Connection, actor: Actor, unit_id: UUID, year: int) -> list[UnitTask]:
    """All of a unit in a year: those of lists in their order, then its own."""
    rows = await connection.rows(_LISTED, unit=unit_id, year=year)
    return await _with_tickets(connection, actor, rows)


async def find_task(connection: Connection, actor: Actor, task_id: UUID, *, locked: bool = False) -> UnitTask | None:
    """One of them; whether it is the actor's to see is for the caller to ask."""
    if locked:
        await connection.row(_LOCKED, id=task_id)
    rows = await connection.rows(_FOUND, id=task_id)
    return (await _with_tickets(connection, actor, rows))[0] if rows else None


async def insert_own_task(
    connection: Connection, unit: tuple[UUID, str], year: int, said: Mapping[str, object], now: datetime, by: str
) -> UUID:
    """Write a task that a unit, by its id and path, sets itself; its id."""
    task_id = new_id()
    await connection.run(_INSERTED, id=task_id, unit=unit[0], path=unit[1], year=year, now=now, by=by, **said)
    return task_id


async def count_own_tasks(connection: Connection, unit_id: UUID, year: int) -> int:
    """How many a unit has set itself in a year."""
    return int(str(await connection.value(_COUNTED, unit=unit_id, year=year)))


async def change_task(
    connection: Connection, task_id: UUID, said: Mapping[str, object], now: datetime, by: str
) -> None:
    """Say anew how far a task is. `said`: zh, percent, note and due_on."""
    await connection.run(_CHANGED, id=task_id, now=now, by=by, **said)


async def retire_task(connection: Connection, task_id: UUID, now: datetime, by: str) -> None:
    """Take a task off the list."""
    await connection.run(_RETIRED, id=task_id, now=now, by=by)


async def link_ticket(connection: Connection, task_id: UUID, ticket_id: UUID, now: datetime, by: str) -> None:
    """Let a ticket show what was done for a task."""
    await connection.run(_LINKED, task=task_id, ticket=ticket_id, now=now, by=by)


async def unlink_ticket(connection: Connection, task_id: UUID, ticket_id: UUID) -> bool:
    """`False` if it was not linked."""
    return await connection.run(_UNLINKED, task=task_id, ticket=ticket_id) == 1


async def count_links(connection: Connection, task_id: UUID) -> int:
    """How many tickets are linked to a task."""
    return int(str(await connection.value(_LINKS, task=task_id)))


async def read_progress(connection: Connection, unit_id: UUID, year: int, today: date) -> list[UnitProgress]:
    """How far a unit is, and each unit directly below it that stands on its own, in the order of codes."""
    rows = await connection.rows(_PROGRESS, unit=unit_id, year=year, today=today, units=UNITS_WITH_LISTS)
    return [
        UnitProgress(
            UnitName(row["id"], row["code"], row["name"]), row["level"],
            TaskProgress(*(row[f"own_{name}"] for name in _FIGURES)),
            TaskProgress(*(row[f"whole_{name}"] for name in _FIGURES)),
        )
        for row in rows
    ]  # fmt: skip


async def _with_tickets(connection: Connection, actor: Actor, rows: Sequence[Row]) -> list[UnitTask]:
    shown: dict[UUID, list[EvidenceTicket]] = {}
    if rows:
        found = await connection.rows(
            _evidence(subtree.shape(actor)), tasks=[row["id"] for row in rows], **subtree.params(actor)
        )
        for task_id, *ticket in found:
            shown.setdefault(task_id, []).append(EvidenceTicket(*ticket))
    return [_task(row, shown.get(row["id"], [])) for row in rows]


def _task(row: Row, shown: Sequence[EvidenceTicket]) -> UnitTask:
    own: dict[str, Any] = {name: row[name] for name in _OWN}
    return UnitTask(unit=UnitName(row["unit_id"], row["unit_code"], row["unit_name"]), tickets=tuple(shown), **own)


@cache
def _evidence(form: subtree.Shape) -> Compiled:
    """The tickets of tasks that may be seen, with the task that each belongs to."""
    among = unit_task_tickets.c.task_id == any_(bindparam("tasks", type_=ARRAY(SqlUuid(as_uuid=True))))
    joined = unit_task_tickets.join(tickets, and_(tickets.c.id == unit_task_tickets.c.ticket_id, visible(form)))
    return compile_statement(
        select(
            unit_task_tickets.c.task_id, tickets.c.id, tickets.c.number, tickets.c.title, tickets.c.state,
            tickets.c.is_open,
        )
        .select_from(joined)
        .where(among)
        .order_by(unit_task_tickets.c.added_at, tickets.c.id)
    )  # fmt: skip


_OWN: Final = (
    "id", "unit_path", "year", "kind", "code", "zh", "en", "percent", "note", "due_on", "version", "updated_at",
)  # fmt: skip
_FIGURES: Final = ("tasks", "done", "late", "percents")
_TASKS: Final = f"""
SELECT {", ".join(f"t.{name}" for name in _OWN)}, u.id AS unit_id, u.code AS unit_code, u.name AS unit_name
FROM unit_tasks t JOIN units u ON u.id = t.unit_id
"""
_LISTED: Final = Compiled(
    f"{_TASKS} WHERE t.unit_id = $1 AND t.year = $2 AND t.retired_at IS NULL ORDER BY t.kind = 'own', t.place, t.id",
    ("unit", "year"),
    {},
)
_FOUND: Final = Compiled(f"{_TASKS} WHERE t.id = $1 AND t.retired_at IS NULL", ("id",), {})
_LOCKED: Final = Compiled("SELECT id FROM unit_tasks WHERE id = $1 FOR UPDATE", ("id",), {})
_MADE: Final = Compiled(
    """
    INSERT INTO unit_tasks
      (id, unit_id, unit_path, year, kind, code, zh, en, place, created_at, updated_at)
    SELECT gen_random_uuid(), u.id, u.path, $7, i.kind, i.code, i.zh, i.en, i.place, $8, $8
    FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[])
           i (rank, kind, code, zh, en, place)
    JOIN units u ON u.level = i.rank AND u.active AND u.kind = ANY ($10::text[])
    WHERE NOT EXISTS (
      SELECT FROM unit_tasks t WHERE t.unit_id = u.id AND t.year = $7 AND t.kind = i.kind AND t.code = i.code
    )
    LIMIT $9
    ON CONFLICT (unit_id, year, kind, code) DO NOTHING
    """,
    ("ranks", "kinds", "codes", "zh", "en", "places", "year", "now", "most", "units"),
    {},
)
_INSERTED: Final = Compiled(
    """
    INSERT INTO unit_tasks
      (id, unit_id, unit_path, year, kind, zh, note, due_on, place, created_at, updated_at, updated_by)
    VALUES ($1, $2, $3, $4, 'own', $5, $6, $7, 0, $8, $8, $9)
    """,
    ("id", "unit", "path", "year", "zh", "note", "due_on", "now", "by"),
    {},
)
_COUNTED: Final = Compiled(
    "SELECT count(*) FROM unit_tasks WHERE unit_id = $1 AND year = $2 AND kind = 'own' AND retired_at IS NULL",
    ("unit", "year"),
    {},
)
_CHANGED: Final = Compiled(
    """
    UPDATE unit_tasks SET zh = $2, percent = $3, note = $4, due_on = $5, version = version + 1, updated_at = $6,
      updated_by = $7
    WHERE id = $1
    """,
    ("id", "zh", "percent", "note", "due_on", "now", "by"),
    {},
)
_RETIRED: Final = Compiled(
    "UPDATE unit_tasks SET retired_at = $2, updated_at = $2, updated_by = $3, version = version + 1 WHERE id = $1",
    ("id", "now", "by"),
    {},
)
_LINKED: Final = Compiled(
    """
    INSERT INTO unit_task_tickets (task_id, ticket_id, added_at, added_by) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING
    """,
    ("task", "ticket", "now", "by"),
    {},
)
_UNLINKED: Final = Compiled(
    "DELETE FROM unit_task_tickets WHERE task_id = $1 AND ticket_id = $2", ("task", "ticket"), {}
)
_LINKS: Final = Compiled("SELECT count(*) FROM unit_task_tickets WHERE task_id = $1", ("task",), {})
_PROGRESS: Final = Compiled(
    """
    WITH asked AS (
      SELECT u.id, u.code, u.name, u.level, u.path, u.id = $1 AS is_itself FROM units u
      WHERE u.id = $1 OR (u.parent_id = $1 AND u.active AND u.kind = ANY ($4::text[]))
    )
    SELECT a.id, a.code, a.name, a.level,
           count(t.id) FILTER (WHERE is_own) AS own_tasks,
           count(*) FILTER (WHERE is_own AND t.percent = 100) AS own_done,
           count(*) FILTER (WHERE is_own AND t.percent < 100 AND t.due_on < $3) AS own_late,
           coalesce(sum(t.percent) FILTER (WHERE is_own), 0) AS own_percents,
           count(t.id) AS whole_tasks,
           count(*) FILTER (WHERE t.percent = 100) AS whole_done,
           count(*) FILTER (WHERE t.percent < 100 AND t.due_on < $3) AS whole_late,
           coalesce(sum(t.percent), 0) AS whole_percents
    FROM asked a
    LEFT JOIN LATERAL (
      SELECT t.id, t.percent, t.due_on, t.unit_id = a.id AS is_own FROM unit_tasks t
      WHERE t.unit_path >= a.path AND t.unit_path < rtrim(a.path, '/') || '0' AND t.year = $2 AND t.retired_at IS NULL
    ) t ON true
    GROUP BY a.id, a.code, a.name, a.level, a.is_itself
    ORDER BY a.is_itself DESC, a.code
    """,
    ("unit", "year", "today", "units"),
    {},
)
