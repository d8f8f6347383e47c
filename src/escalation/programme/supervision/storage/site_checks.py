"""Which site checks were made? Kept with their event; listed newest first, of subjects that somebody sees."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    TextClause,
    and_,
    any_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.selectable import LateralFromClause

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.skew import has_value
from escalation.kit.database.subtree_indexes import depth_of, is_kept_in, lies_in
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subjects import Subject, SubjectSource
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.storage.tables import units
from escalation.programme.supervision.domain.samples import SubjectKind
from escalation.programme.supervision.domain.site_checks import SiteCheck, Verdict
from escalation.programme.supervision.storage.tables import site_checks
from escalation.tickets.storage.tables import orders


@dataclass(frozen=True, slots=True)
class NewSiteCheck:
    """What is kept of a check, besides who made it."""

    id: UUID
    kind: SubjectKind
    subject: Subject
    sample_id: UUID | None
    checked_on: date
    place: str | None
    found: str
    verdict: Verdict
    order_id: UUID | None


@dataclass(frozen=True, slots=True)
class CheckFilters:
    """What a list is narrowed to; `None` narrows nothing. `paths`: from the first until before the second.

    `finding`: whether something was wrong and no order followed.
    """

    paths: tuple[str, str]
    kind: SubjectKind | None = None
    subject_id: UUID | None = None
    sample_id: UUID | None = None
    verdict: Verdict | None = None
    finding: bool | None = None


Sources = tuple[SubjectSource, ...]


async def find_subject(connection: Connection, actor: Actor, source: SubjectSource, id_: UUID) -> Subject | None:
    """One that the actor sees."""
    row = await connection.row(_subject(source, subtree.shape(actor)), **subtree.params(actor), id=id_)
    return Subject(**row) if row else None


async def insert_check(connection: Connection, new: NewSiteCheck, by: Actor, now: datetime, request_id: str) -> None:
    """Keep a check of a subject that the actor sees, and tell of it; of what is secret not which one it is."""
    is_told = not new.subject.is_secret
    of_ticket, of_visit = (is_told and new.kind is kind for kind in (SubjectKind.TICKET, SubjectKind.VISIT))
    await connection.run(
        _INSERTED, id=new.id, unit=new.subject.place_unit_id, kind=new.kind, subject=new.subject.id,
        sample=new.sample_id, day=new.checked_on, place=new.place, found=new.found, verdict=new.verdict,
        order=new.order_id, by_unit=by.unit_id, by=by.principal, now=now,
        ticket=new.subject.id if of_ticket else None, visit=new.subject.id if of_visit else None,
        number=new.subject.number if is_told else None, **unchained_events.by(by, request_id),
    )  # fmt: skip


async def list_checks(
    connection: Connection, actor: Actor, sources: Sources, filters: CheckFilters, *, after: UUID | None, limit: int
) -> Sequence[SiteCheck]:
    """At most `limit` checks of subjects that the actor sees, newest first."""
    start, end = filters.paths
    statement = _listed(sources, subtree.shape(actor), depth_of(start, end), _order(filters))
    kinds, verdicts = zip(*_ranges(filters), strict=True)
    rows = await connection.rows(
        statement, **subtree.params(actor), start=start, end=end, kinds=list(kinds), verdicts=list(verdicts),
        subject=filters.subject_id, sample=filters.sample_id, finding=filters.finding, after=after, limit=limit,
    )  # fmt: skip
    return [_check(row) for row in rows]


async def find_check(
    connection: Connection, actor: Actor, sources: Sources, check_id: UUID, paths: tuple[str, str]
) -> SiteCheck | None:
    """One of a subject that the actor sees."""
    row = await connection.row(
        _found(sources, subtree.shape(actor)), **subtree.params(actor), start=paths[0], end=paths[1], id=check_id
    )
    return _check(row) if row else None


async def newest_order(connection: Connection, ticket_id: UUID) -> UUID | None:
    """The order that was issued last, in the transaction that did so."""
    found = await connection.value(_ORDER, ticket=ticket_id)
    return found if isinstance(found, UUID) else None


def _check(row: Row) -> SiteCheck:
    read = {"verdict": Verdict(row["verdict"]), "subject_kind": SubjectKind(row["subject_kind"])}
    return SiteCheck(**{**row, **read})


_ID: Final = SqlUuid(as_uuid=True)
_SHOWN: Final = ("number", "title", "day", "state", "holder_name", "confirmation")
"""What of a subject is shown with a check of it."""
_BY: Final = units.alias("by_unit")


@lru_cache(maxsize=16)
def _subject(source: SubjectSource, form: Shape) -> Compiled:
    return compile_statement(source.seen(form).where(source.id == bindparam("id", type_=_ID)))


def _seen(sources: Sources, form: Shape, depth: int | None = None, *, has_its_own: bool = False) -> Select[Any]:
    """Checks with their subjects, each of which is looked for among those of its own kind."""
    subjects = [_of_kind(source, form) for source in sources]

    def of_subject(name: str) -> ColumnElement[Any]:
        return func.coalesce(*(each.c[name] for each in subjects))

    of_others = {
        "unit_code": units.c.code, "unit_name": units.c.name, "order_state": orders.c.state,
        "by_unit_code": _BY.c.code, "by_unit_name": _BY.c.name,
        **{f"subject_{name}": of_subject(name) for name in _SHOWN},
    }  # fmt: skip
    joined: FromClause = (
        site_checks.join(units, units.c.id == site_checks.c.unit_id)
        .join(_BY, _BY.c.id == site_checks.c.by_unit_id)
        .outerjoin(orders, orders.c.id == site_checks.c.order_id)
    )
    for each in subjects:
        joined = joined.outerjoin(each, true())
    shown = (
        (of_others[each.name] if each.name in of_others else site_checks.c[each.name]).label(each.name)
        for each in fields(SiteCheck)
    )
    path, *ends = "site_checks.unit_path", "CAST(:start AS text)", "CAST(:end AS text)"
    where = text(is_kept_in(path, *ends) if has_its_own else lies_in(path, depth, *ends))
    return select(*shown).select_from(joined).where(where, of_subject("id").is_not(None))


def _of_kind(source: SubjectSource, form: Shape) -> LateralFromClause:
    """The subject of a check, by its id: limited to one, it is joined in no other way (decision 0012)."""
    is_this = and_(
        site_checks.c.subject_kind == literal_column(f"'{source.kind}'"), source.id == site_checks.c.subject_id
    )
    one = source.seen(form).where(is_this).limit(literal_column("1"))
    return one.correlate(site_checks).lateral(source.kind)


class _Order(StrEnum):
    """By which index a list is read. A subject or a sample has few checks."""

    NEWEST = "newest"
    VERDICT = "verdict"
    FINDING = "finding"
    SUBJECT = "subject"
    SAMPLE = "sample"


def _order(filters: CheckFilters) -> _Order:
    if filters.subject_id is not None:
        return _Order.SUBJECT
    if filters.sample_id is not None:
        return _Order.SAMPLE
    if filters.finding:
        return _Order.FINDING
    narrowed = (filters.kind, filters.verdict, filters.finding)
    return _Order.NEWEST if narrowed == (None, None, None) else _Order.VERDICT


def _ranges(filters: CheckFilters) -> list[tuple[str, str]]:
    """Kinds with verdicts: of each pair one range of an index is read, if a list is read by verdicts."""
    kinds = [filters.kind] if filters.kind else [*SubjectKind]
    return [(kind, each) for kind in kinds for each in ([filters.verdict] if filters.verdict else [*Verdict])]


@lru_cache(maxsize=64)
def _listed(sources: Sources, form: Shape, depth: int | None, order: _Order) -> Compiled:
    subject, sample = (bindparam(name, type_=_ID) for name in ("subject", "sample"))
    finding, limit = bindparam("finding", type_=Boolean), bindparam("limit", type_=Integer)
    kinds, verdicts = (bindparam(name, type_=ARRAY(Text)) for name in ("kinds", "verdicts"))
    is_finding = and_(site_checks.c.verdict != literal_column("'in_order'"), site_checks.c.order_id.is_(None))
    # Where an index of its own begins; narrowed it is by the same conditions as any other list.
    own: dict[_Order, TextClause] = {
        _Order.SUBJECT: text(has_value("site_checks.subject_id", "CAST(:subject AS uuid)")),
        _Order.SAMPLE: text(has_value("site_checks.sample_id", "CAST(:sample AS uuid)")),
    }
    wanted = (
        own.get(order, true()),
        or_(subject.is_(None), site_checks.c.subject_id == subject),
        or_(sample.is_(None), site_checks.c.sample_id == sample),
        is_finding if order is _Order.FINDING else or_(finding.is_(None), is_finding == finding),
        text(f"site_checks.id < {or_highest('CAST(:after AS uuid)', 'uuid')}"),
    )
    statement = _seen(sources, form, depth, has_its_own=order in own).where(*wanted)
    asked = func.unnest(kinds, verdicts).table_valued("kind", "verdict").render_derived(name="asked")
    if order is _Order.VERDICT:
        is_asked = and_(site_checks.c.subject_kind == asked.c.kind, site_checks.c.verdict == asked.c.verdict)
        each = statement.where(is_asked).correlate(asked).order_by(site_checks.c.id.desc()).limit(limit).lateral("each")
        statement = select(*each.c).select_from(asked.join(each, true()))
        return compile_statement(statement.order_by(each.c.id.desc()).limit(limit))
    if order is not _Order.NEWEST:
        # Not in the words of the index of verdicts, which has another order.
        statement = statement.where(
            or_(kinds.is_(None), site_checks.c.subject_kind == any_(kinds)),
            or_(verdicts.is_(None), site_checks.c.verdict == any_(verdicts)),
        )
    return compile_statement(statement.order_by(site_checks.c.id.desc()).limit(limit))


@lru_cache(maxsize=8)
def _found(sources: Sources, form: Shape) -> Compiled:
    statement = _seen(sources, form).where(site_checks.c.id == bindparam("id", type_=_ID))
    return compile_statement(statement.limit(literal_column("1", Integer)))


_ORDER: Final = Compiled(
    "SELECT id FROM orders WHERE ticket_id = $1 AND state = 'open' ORDER BY issued_at DESC, id DESC LIMIT 1",
    ("ticket",),
    {},
)


_GIVEN: Final = (
    "id", "unit", "kind", "subject", "sample", "day", "place", "found", "verdict", "order", "by_unit", "by", "now",
    "ticket", "visit", "number",
)  # fmt: skip
_INSERTED: Final = Compiled(
    f"""
    WITH made AS (
      INSERT INTO site_checks (
        id, unit_id, unit_path, subject_kind, subject_id, sample_id, checked_on, place, found, verdict, order_id,
        by_unit_id, recorded_by, recorded_at
      )
      SELECT $1, u.id, u.path, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM units u WHERE u.id = $2
      RETURNING id, unit_id, recorded_at AS at, verdict
    ),
    told AS (
      {
        unchained_events.of_records(
            "site_check.recorded",
            "made r CROSS JOIN LATERAL (SELECT 'record' AS action, NULL AS reason, a.* FROM "
            f"({unchained_events.author(len(_GIVEN) + 1)}) a) e",
            "jsonb_build_object('ticket_id', $14::uuid, 'visit_id', $15::uuid, 'number', $16::text,"
            " 'verdict', r.verdict)",
        )
    }
    )
    SELECT count(*) FROM made
    """,
    (*_GIVEN, *unchained_events.AUTHOR),
    {},
)
