"""Which diary entries are there? One of them, somebody's own, and those that somebody oversees, newest day first.

A list of a subtree merges one range of an index for each state, or is the one of a grade: it costs a page, however many
units and entries there are below.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.identity.storage.people import name_of
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import earliest, or_highest, or_lowest
from escalation.kit.database.skew import has_value
from escalation.kit.database.subtree_indexes import depth_of, is_kept_in, lies_in
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
    day, id_ = earliest(after, filters.until)
    narrowed = {
        "author": filters.author_id, "state": filters.state, "grade": filters.grade, "since": filters.since,
        "before_day": day, "before_id": id_, "limit": limit,
    }  # fmt: skip
    if filters.own is not None:
        own = filters.own
        rows = await connection.rows(_OWN, principal=own.principal, member=own.member_id, **narrowed)
    else:
        start, end = filters.paths
        statement = _below(
            depth_of(start, end), of_grade=filters.grade is not None, of_author=filters.author_id is not None
        )
        states = [filters.state] if filters.state else list(_HANDED_IN)
        rows = await connection.rows(statement, start=start, end=end, **narrowed, states=states)
    return [_entry(row) for row in rows]


async def insert_entry(
    connection: Connection, entry_id: UUID, said: DiaryContent, now: datetime, *, submitted: bool, by: Actor,
    request_id: str,
) -> None:  # fmt: skip
    """Write a draft of the actor's unit, or an entry that is handed in at once, which is told."""
    told = unchained_events.by(by, request_id) if submitted else {}
    await connection.run(
        _HANDED_IN_AT_ONCE if submitted else _INSERTED, id=entry_id, unit=by.unit_id, path=by.unit_path,
        by=by.principal, author=by.member_id, person=by.person_id, **_columns(said), now=now, **told,
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


_OF_OTHERS: Final = {
    "unit_code": "u.code AS unit_code", "unit_name": "u.name AS unit_name",
    "author_name": f"{name_of('d.written_by')} AS author_name",
    "reviewed_by_name": f"{name_of('d.reviewed_by')} AS reviewed_by_name",
}  # fmt: skip
_ENTRY: Final = ", ".join(_OF_OTHERS.get(field.name, f"d.{field.name}") for field in fields(DiaryEntry))
_FOUND: Final = Compiled(
    f"SELECT {_ENTRY}, d.data_key, d.people FROM diary_entries d JOIN units u ON u.id = d.unit_id WHERE d.id = $1",
    ("id",),
    {},
)
_LOCKED: Final = Compiled(f"{_FOUND.text} FOR UPDATE OF d", ("id",), {})
_WANTED: Final = f"""
  AND ($3::uuid IS NULL OR d.author_id = $3) AND ($4::text IS NULL OR d.state = $4)
  AND ($5::text IS NULL OR d.grade = $5)
  AND d.day >= {or_lowest("$6", "date")}
  AND (d.day, d.id) < ({or_highest("$7", "date")}, {or_highest("$8", "uuid")})"""
_NEWEST: Final = "ORDER BY d.day DESC, d.id DESC LIMIT $9"
_NARROWED: Final = "author", "state", "grade", "since", "before_day", "before_id", "limit"
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


_HANDED_IN: Final = (DiaryState.SUBMITTED, DiaryState.REVIEWED)


@cache
def _below(depth: int | None, *, of_grade: bool, of_author: bool) -> Compiled:
    """A page of what was submitted in a range of paths: of each state one range of an index, of a grade one in all.

    What somebody has written has an index of its own, wherever it is.

    What these indexes are limited to stands in the words of the statement.
    """
    ranges, of_it = "unnest($10::text[]) AS o (state)", "d.state = o.state"
    if of_grade:
        ranges, of_it = "(SELECT) AS o", "d.grade = $5 AND d.grade IS NOT NULL AND d.state = ANY ($10::text[])"
    where = lies_in("d.unit_path", depth)
    if of_author:
        ranges = "(SELECT) AS o"
        of_it = f"{has_value('d.author_id', '$3')} AND d.state = ANY ($10::text[])"
        where = is_kept_in("d.unit_path")
    page = f"""
      SELECT d.* FROM {ranges} CROSS JOIN LATERAL (
        SELECT d.* FROM diary_entries d
        WHERE {where} AND {of_it} AND d.state <> 'draft' {_WANTED} {_NEWEST}
      ) d {_NEWEST}"""
    return Compiled(
        f"SELECT {_ENTRY} FROM ({page}) d JOIN units u ON u.id = d.unit_id {_NEWEST}",
        ("start", "end", *_NARROWED, "states"),
        {},
    )


def _inserted(state: DiaryState, submitted_at: str) -> Compiled:
    return Compiled(
        f"""
        INSERT INTO diary_entries (id, unit_id, unit_path, written_by, author_id, author_person_id, title, content, day,
                                   place, people_met, data_key, people, state, submitted_at, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '{state}', {submitted_at}, $14, $14)
        """,
        ("id", "unit", "path", "by", "author", "person", "title", "content", "day", "place", "people_met", "data_key",
         "people", "now"),
        {},
    )  # fmt: skip


_INSERTED: Final = _inserted(DiaryState.DRAFT, "NULL")
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
        WITH changed AS ({changed.text} RETURNING id, unit_id, day, author_id, grade, updated_at AS at),
        told AS ({unchained_events.of_records(type_, source, more)})
        SELECT id FROM changed
        """,
        (*changed.names, *unchained_events.AUTHOR),
        {},
    )


def _handed_in(changed: Compiled) -> Compiled:
    return _told(changed, "diary.submitted", "submit", "jsonb_build_object('day', r.day)")


_SUBMITTED: Final = _handed_in(_changing("state = 'submitted', submitted_at = $3"))
_HANDED_IN_AT_ONCE: Final = _handed_in(_inserted(DiaryState.SUBMITTED, "$14"))
# The principal is the second of those who are told of: it stands once.
_REVIEWED: Final = _told(
    _changing("state = 'reviewed', grade = $4, comment = $5, reviewed_at = $3, reviewed_by = $7", "grade", "comment"),
    "diary.reviewed", "review", "jsonb_build_object('day', r.day, 'member_id', r.author_id, 'grade', r.grade)",
)  # fmt: skip
