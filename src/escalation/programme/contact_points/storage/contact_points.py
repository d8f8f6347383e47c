"""Which contact points are there, and which were there? Named statements over them, with cadres and units by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, or_, select, text
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import Actor
from escalation.events.storage.unchained_events import AUTHOR, author, of_records
from escalation.events.storage.unchained_events import by as author_of
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.skew import has_value
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.storage.members import in_scope
from escalation.organisation.storage.tables import members, units
from escalation.organisation.storage.units import UnitName
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.storage.tables import contact_points

PURPOSE: Final = "contact point"
"""What a data key seals."""


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """With what a cadre keeps in touch, or did until `ended_at`. `label` says which place within the unit.

    `first_unit`: as it was assigned; another one than `unit` if that was dissolved since.
    """

    id: UUID
    member_id: UUID
    member_name: str
    member_rank: str | None
    member_ref: str | None
    home_unit: UnitName
    home_path: str
    unit: UnitName
    unit_path: str
    level: int
    first_unit: UnitName
    place: ContactPlace
    label: str | None
    assigned_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ContactFilters:
    """What a list is narrowed to; `None` narrows nothing. `within` is a path: with all below it."""

    member_id: UUID | None = None
    unit_id: UUID | None = None
    within: str | None = None
    place: ContactPlace | None = None
    current: bool | None = None


@dataclass(frozen=True, slots=True)
class NewContactPoint:
    """A contact point to be written."""

    id: UUID
    member_id: UUID
    unit_id: UUID
    place: ContactPlace
    label: str | None


async def list_contact_points(
    connection: Connection, vault: Vault, actor: Actor, filters: ContactFilters, *, after: UUID | None, limit: int
) -> list[ContactPoint]:
    """At most `limit` that the actor sees, by id, behind the id `after`."""
    seen = _seen_by(actor)
    start, end = range_of(actor) if filters.within is None else (filters.within, end_of(filters.within))
    asked = tuple(name for name in _CONDITIONS if getattr(filters, name) is not None)
    rows = await connection.rows(
        _page(asked, depth_of(start, end), is_within=filters.within is not None, goes_on=after is not None), **seen,
        **{name: getattr(filters, name) for name in _CONDITIONS}, start=start, end=end, after=after, limit=limit,
        current=[True, False] if filters.current is None else [filters.current],
    )  # fmt: skip
    return [_point(vault, row) for row in rows]


async def find_contact_point(connection: Connection, vault: Vault, actor: Actor, point_id: UUID) -> ContactPoint | None:
    """One that the actor sees."""
    row = await connection.row(_ONE, id=point_id, **_seen_by(actor))
    return _point(vault, row) if row else None


async def held_by(
    connection: Connection, vault: Vault, members_: Sequence[UUID]
) -> set[tuple[UUID, UUID, str, str | None]]:
    """Member, unit, place and label of everything that these members keep in touch with now."""
    rows = await connection.rows(_HELD, members=list(members_))
    return {(row["member_id"], row["unit_id"], row["place"], _label(vault, row)) for row in rows}


async def insert_contact_points(
    connection: Connection, vault: Vault, new: Sequence[NewContactPoint], now: datetime, by: Actor, request_id: str
) -> None:
    """Write them, and tell of them. Which place it is, is sealed with a key of its own."""
    columns = zip(*(_values(vault, each) for each in new), strict=True) if new else ((),) * len(_WRITTEN)
    values = dict(zip(_WRITTEN, map(list, columns), strict=True))
    await connection.run(_INSERTED, **values, now=now, **author_of(by, request_id))


async def end_contact_point(
    connection: Connection, point_id: UUID, reason: str, now: datetime, by: Actor, request_id: str
) -> bool:
    """End it, forget which place it was, and tell of it; false if it has ended already."""
    return await connection.run(_ENDED, id=point_id, reason=reason, now=now, **author_of(by, request_id)) == 1


def _seen_by(actor: Actor) -> dict[str, object]:
    start, end = range_of(actor)
    return {"from_path": start, "to_path": end, "me": actor.member_id}


def _values(vault: Vault, new: NewContactPoint) -> tuple[object, ...]:
    if new.label is None:
        return new.id, new.member_id, new.unit_id, new.place, None, None
    key, wrapped = vault.new_data_key(owner=new.id.bytes)
    return new.id, new.member_id, new.unit_id, new.place, wrapped, key.seal(new.label, purpose=PURPOSE)


def _point(vault: Vault, row: Row) -> ContactPoint:
    own = {name: row[name] for name in _OWN}
    named = {name: UnitName(*(row[f"{name}_{part}"] for part in ("id", "code", "name"))) for name in _UNITS}
    return ContactPoint(**{**own, **named, "label": _label(vault, row), "place": ContactPlace(own["place"])})


def _label(vault: Vault, row: Row) -> str | None:
    if row["label"] is None:
        return None
    return vault.data_key(row["data_key"], owner=row["id"].bytes).open(row["label"], purpose=PURPOSE)


_HOME, _FIRST = units.alias("home"), units.alias("first")
_UNITS: Final = {"home_unit": _HOME, "unit": units, "first_unit": _FIRST}
_OWN: Final = (
    "id", "member_id", "member_name", "member_rank", "member_ref", "home_path", "unit_path", "level", "place",
    "assigned_at", "ended_at", "end_reason", "version",
)  # fmt: skip
_RECORDS: Final = select(
    *(contact_points.c[name] for name in ("id", "member_id", "place", "data_key", "label", "assigned_at", "ended_at")),
    contact_points.c.end_reason,
    contact_points.c.version,
    members.c.name.label("member_name"),
    members.c.rank.label("member_rank"),
    members.c.external_ref.label("member_ref"),
    _HOME.c.path.label("home_path"),
    units.c.path.label("unit_path"),
    units.c.level,
    *(table.c[part].label(f"{name}_{part}") for name, table in _UNITS.items() for part in ("id", "code", "name")),
).select_from(
    contact_points.join(members, members.c.id == contact_points.c.member_id)
    .join(_HOME, _HOME.c.id == members.c.home_unit_id)
    .join(units, units.c.id == contact_points.c.unit_id)
    .join(_FIRST, _FIRST.c.id == contact_points.c.first_unit_id)
)
# Whose unit it is, whose people keep in touch, and they themselves.
_SEEN: Final[ColumnElement[bool]] = or_(
    in_scope(contact_points.c.unit_path),
    in_scope(contact_points.c.home_path),
    contact_points.c.member_id == bindparam("me", type_=SqlUuid(as_uuid=True)),
)
_ONE: Final = compile_statement(_RECORDS.where(contact_points.c.id == bindparam("id"), _SEEN))
_WRITTEN: Final = ("id", "member_id", "unit_id", "place", "data_key", "label")
_TELLS: Final = "jsonb_build_object('member_id', r.member_id, 'contact_place', r.place)"


def _told(type_: str, action: str, first: int) -> str:
    """The event of what `changed` returns; the author's parameters begin with `first`."""
    source = f"changed r, (SELECT '{action}' AS action, NULL::text AS reason, a.* FROM ({author(first)}) a) e"
    return of_records(f"contact_point.{type_}", source, _TELLS)


_INSERTED: Final = Compiled(
    f"""
    WITH changed AS (
      INSERT INTO contact_points
        (id, member_id, unit_id, first_unit_id, place, data_key, label, assigned_at, assigned_by)
      SELECT n.id, n.member_id, n.unit_id, n.unit_id, n.place, n.data_key, n.label, $7, $9
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::bytea[])
           AS n (id, member_id, unit_id, place, data_key, label)
      RETURNING id, unit_id, member_id, place, assigned_at AS at
    )
    {_told("assigned", "assign", 8)}
    """,
    (*_WRITTEN, "now", *AUTHOR),
    {},
)
_HELD: Final = Compiled(
    """
    SELECT id, member_id, unit_id, place, data_key, label FROM contact_points
    WHERE member_id = ANY ($1::uuid[]) AND ended_at IS NULL
    """,
    ("members",),
    {},
)
_ENDED: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE contact_points
      SET ended_at = $3, ended_by = $5, end_reason = $2, data_key = NULL, label = NULL, version = version + 1
      WHERE id = $1 AND ended_at IS NULL
      RETURNING id, unit_id, member_id, place, ended_at AS at
    )
    {_told("ended", "end", 4)}
    """,
    ("id", "reason", "now", *AUTHOR),
    {},
)
_CONDITIONS: Final = {
    "member_id": has_value("p.member_id", "CAST(:member_id AS uuid)"),
    "unit_id": has_value("p.unit_id", "CAST(:unit_id AS uuid)"),
    "place": "p.place = CAST(:place AS text)",
}
_IS_SEEN: Final = """(
  (p.unit_path >= CAST(:from_path AS text) AND p.unit_path < CAST(:to_path AS text))
  OR (p.home_path >= CAST(:from_path AS text) AND p.home_path < CAST(:to_path AS text))
  OR p.member_id = CAST(:me AS uuid)
) IS TRUE"""


@cache
def _page(asked: tuple[str, ...], depth: int | None, *, is_within: bool, goes_on: bool) -> Compiled:
    """A page by id: what lies in the range, whose people work there, and one's own, each by ranges of its own index.

    `is_within`: what of the range is seen, and nothing else. Places, members and units have indexes of their own.
    """
    ranges = [lies_in(f"p.{path}", depth, "CAST(:start AS text)", "CAST(:end AS text)") for path in _PATHS]
    if is_within:
        ranges = [f"{ranges[0]} AND {_IS_SEEN}"]
    elif {"member_id", "unit_id"} & {*asked}:
        ranges = [_IS_SEEN]
    else:
        ranges.append(has_value("p.member_id", "CAST(:me AS uuid)"))
    current = "CAST(:current AS boolean[])"
    states, is_state = f"unnest({current}) AS o (is_current)", "o.is_current"
    if asked:
        states, is_state = "(SELECT) AS o", f"ANY ({current})"
    narrowed = " AND ".join([
        f"(p.ended_at IS NULL) = {is_state}",
        *(_CONDITIONS[name] for name in asked),
        *(["p.id > CAST(:after AS uuid)"] if goes_on else []),
    ])  # fmt: skip
    page = "ORDER BY p.id LIMIT CAST(:limit AS bigint)"
    found = " UNION ".join(
        f"""
        SELECT p.id FROM {states}
        CROSS JOIN LATERAL (SELECT p.id FROM contact_points p WHERE {each} AND {narrowed} {page}) p"""
        for each in ranges
    )
    among = text(f"contact_points.id IN (SELECT p.id FROM ({found}) p {page})")
    return compile_statement(_RECORDS.where(among).order_by(contact_points.c.id))


_PATHS: Final = ("unit_path", "home_path")
