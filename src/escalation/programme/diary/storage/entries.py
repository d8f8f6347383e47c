"""Which diary entries are there? One of them, somebody's own, and those that somebody oversees, newest day first.

A list of a subtree takes the first rows of each unit's own index and merges them: it costs a page for every unit below,
however many entries there are.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.programme.diary.domain.entries import DiaryEntry, DiaryState

Place = tuple[date, UUID]
Sealed = tuple[bytes | None, bytes | None]


@dataclass(frozen=True, slots=True)
class DiaryFilters:
    """What a list is narrowed to; `None` narrows nothing. `paths`: from the first until before the second.

    `own`: whose own entries alone, drafts among them; else those that were submitted in `paths`.
    """

    paths: tuple[str, str]
    own: Actor | None = None
    author_id: UUID | None = None
    state: DiaryState | None = None
    grade: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DiaryContent:
    """What an entry says. `sealed`: the wrapped data key and the people who were met."""

    title: str
    content: str
    day: date
    place: str | None
    people_met: int
    sealed: Sealed


async def find_entry(connection: Connection, entry_id: UUID, *, lock: bool = False) -> tuple[DiaryEntry, Sealed] | None:
    """One entry with what is sealed of it; locked until the transaction ends, if that is wanted."""
    row = await connection.row(_LOCKED if lock else _FOUND, id=entry_id)
    return (_entry(row), (row["data_key"], row["people"])) if row else None


async def list_entries(
    connection: Connection, filters: DiaryFilters, *, after: Place | None, limit: int
) -> list[DiaryEntry]:
    """At most `limit` entries behind a place, newest day first."""
    day, id_ = after or (None, None)
    narrowed = {
        "author": filters.author_id, "state": filters.state, "grade": filters.grade, "since": filters.since,
        "until": filters.until, "after_day": day, "after_id": id_, "limit": limit,
    }  # fmt: skip
    if filters.own is not None:
        own = filters.own
        rows = await connection.rows(_OWN, principal=own.principal, member=own.member_id, **narrowed)
    else:
        statement = _WAITING_BELOW if filters.state is DiaryState.SUBMITTED else _SUBMITTED_BELOW
        rows = await connection.rows(statement, start=filters.paths[0], end=filters.paths[1], **narrowed)
    return [_entry(row) for row in rows]


async def insert_entry(connection: Connection, entry_id: UUID, said: DiaryContent, by: Actor, now: datetime) -> None:
    """Write a draft of the actor's unit."""
    await connection.run(
        _INSERTED, id=entry_id, unit=by.unit_id, path=by.unit_path, by=by.principal, author=by.member_id,
        person=by.person_id, **_columns(said), now=now,
    )  # fmt: skip


async def rewrite_entry(
    connection: Connection, entry_id: UUID, version: int, said: DiaryContent, now: datetime
) -> bool:
    """Let a draft say something else; `False` if it is another version."""
    return await connection.run(_REWRITTEN, id=entry_id, version=version, **_columns(said), now=now) == 1


async def delete_entry(connection: Connection, entry_id: UUID, version: int) -> bool:
    """Throw a draft away; `False` if it is another version."""
    return await connection.run(_DELETED, id=entry_id, version=version) == 1


async def submit_entry(
    connection: Connection, entry_id: UUID, version: int, now: datetime, *, by: Actor, request_id: str
) -> bool:
    """Hand a draft in, and tell that it was; `False` if it is another version."""
    told = unchained_events.by(by, request_id)
    return await connection.run(_SUBMITTED, id=entry_id, version=version, now=now, **told) == 1


async def take_back_entry(connection: Connection, entry_id: UUID, version: int, now: datetime) -> bool:
    """Make a draft of it again; `False` if it is another version."""
    return await connection.run(_TAKEN_BACK, id=entry_id, version=version, now=now) == 1


async def review_entry(
    connection: Connection, entry_id: UUID, version: int, graded: tuple[str, str | None], now: datetime, *, by: Actor,
    request_id: str,
) -> bool:  # fmt: skip
    """Grade what was handed in, with a comment or none, and tell that it was; `False` if it is another version."""
    grade, comment = graded
    told = unchained_events.by(by, request_id)
    return await connection.run(
        _REVIEWED, id=entry_id, version=version, now=now, grade=grade, comment=comment, **told
    ) == 1  # fmt: skip


def _columns(said: DiaryContent) -> dict[str, object]:
    return {
        "title": said.title, "content": said.content, "day": said.day, "place": said.place,
        "people_met": said.people_met, "data_key": said.sealed[0], "people": said.sealed[1],
    }  # fmt: skip


def _entry(row: Row) -> DiaryEntry:
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(DiaryEntry)}
    return DiaryEntry(**values | {"state": DiaryState(row["state"])})


_OF_UNIT: Final = {"unit_code": "u.code AS unit_code", "unit_name": "u.name AS unit_name"}
_ENTRY: Final = ", ".join(_OF_UNIT.get(field.name, f"d.{field.name}") for field in fields(DiaryEntry))
_FOUND: Final = Compiled(
    f"SELECT {_ENTRY}, d.data_key, d.people FROM diary_entries d JOIN units u ON u.id = d.unit_id WHERE d.id = $1",
    ("id",),
    {},
)
_LOCKED: Final = Compiled(f"{_FOUND.text} FOR UPDATE OF d", ("id",), {})
_WANTED: Final = """
  AND ($3::uuid IS NULL OR d.author_id = $3) AND ($4::text IS NULL OR d.state = $4)
  AND ($5::text IS NULL OR d.grade = $5) AND ($6::date IS NULL OR d.day >= $6) AND ($7::date IS NULL OR d.day < $7)
  AND ($8::date IS NULL OR (d.day, d.id) < ($8, $9::uuid))"""
_NEWEST: Final = "ORDER BY d.day DESC, d.id DESC LIMIT $10"
_NARROWED: Final = "author", "state", "grade", "since", "until", "after_day", "after_id", "limit"
# A key that was made for a member writes under a name of its own, and the member finds it again.
_OWN: Final = Compiled(
    f"""
    SELECT {_ENTRY} FROM (
      (SELECT d.* FROM diary_entries d WHERE d.written_by = $1 {_WANTED} {_NEWEST})
      UNION
      (SELECT d.* FROM diary_entries d WHERE d.author_id = $2 {_WANTED} {_NEWEST})
    ) d JOIN units u ON u.id = d.unit_id {_NEWEST}
    """,
    ("principal", "member", *_NARROWED),
    {},
)


def _below(state: str) -> Compiled:
    """A page of what was submitted in a range of paths."""
    return Compiled(
        f"""
        SELECT {_ENTRY} FROM units u CROSS JOIN LATERAL (
          SELECT d.* FROM diary_entries d WHERE d.unit_id = u.id AND {state} {_WANTED} {_NEWEST}
        ) d WHERE u.path >= $1 AND u.path < $2 {_NEWEST}
        """,
        ("start", "end", *_NARROWED),
        {},
    )


_SUBMITTED_BELOW: Final = _below("d.state <> 'draft'")
# What waits for a review has an index of its own, which the words of the statement have to name.
_WAITING_BELOW: Final = _below("d.state = 'submitted'")
_INSERTED: Final = Compiled(
    """
    INSERT INTO diary_entries (id, unit_id, unit_path, written_by, author_id, author_person_id, title, content, day,
                               place, people_met, data_key, people, state, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', $14, $14)
    """,
    ("id", "unit", "path", "by", "author", "person", "title", "content", "day", "place", "people_met", "data_key",
     "people", "now"),
    {},
)  # fmt: skip
_DELETED: Final = Compiled("DELETE FROM diary_entries WHERE id = $1 AND version = $2", ("id", "version"), {})


def _changing(changes: str, *names: str) -> Compiled:
    """A change of one version of an entry; its parameters are numbered from $4."""
    return Compiled(
        f"""
        UPDATE diary_entries SET {changes}, version = version + 1, updated_at = $3 WHERE id = $1 AND version = $2
        """,
        ("id", "version", "now", *names),
        {},
    )


_REWRITTEN: Final = _changing(
    "title = $4, content = $5, day = $6, place = $7, people_met = $8, data_key = $9, people = $10",
    "title", "content", "day", "place", "people_met", "data_key", "people",
)  # fmt: skip
_TAKEN_BACK: Final = _changing("state = 'draft', submitted_at = NULL")


def _told(changed: Compiled, type_: str, action: str, more: str) -> Compiled:
    """The same, and the event of it: whoever changed it is told behind the parameters of the change."""
    author = unchained_events.author(len(changed.names) + 1)
    source = f"changed r, (SELECT '{action}' AS action, NULL::text AS reason, a.* FROM ({author}) a) e"
    return Compiled(
        f"""
        WITH changed AS ({changed.text} RETURNING id, unit_id, day, grade, updated_at AS at),
        told AS ({unchained_events.of_records(type_, source, more)})
        SELECT id FROM changed
        """,
        (*changed.names, *unchained_events.AUTHOR),
        {},
    )


_SUBMITTED: Final = _told(
    _changing("state = 'submitted', submitted_at = $3"), "diary.submitted", "submit", "jsonb_build_object('day', r.day)"
)
# The principal is the second of those who are told of: it stands once.
_REVIEWED: Final = _told(
    _changing("state = 'reviewed', grade = $4, comment = $5, reviewed_at = $3, reviewed_by = $7", "grade", "comment"),
    "diary.reviewed", "review", "jsonb_build_object('day', r.day, 'grade', r.grade)",
)  # fmt: skip
