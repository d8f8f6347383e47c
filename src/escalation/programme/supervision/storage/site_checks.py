"""Which site checks were made? Kept with their event; listed newest first, of tickets that somebody may see."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, Select, Text, bindparam, literal_column, or_, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.tables import units
from escalation.programme.supervision.domain.site_checks import CheckResults, SiteCheck, Verdict
from escalation.programme.supervision.storage.tables import site_checks
from escalation.tickets.storage.tables import orders, tickets
from escalation.tickets.storage.visibility import visible


@dataclass(frozen=True, slots=True)
class NewSiteCheck:
    """What is kept of a check, besides who made it."""

    id: UUID
    ticket_id: UUID
    sample_id: UUID | None
    checked_on: date
    place: str | None
    found: str
    verdict: Verdict
    order_id: UUID | None


@dataclass(frozen=True, slots=True)
class CheckFilters:
    """What a list is narrowed to; `None` narrows nothing. `paths`: from the first until before the second."""

    paths: tuple[str, str]
    ticket_id: UUID | None = None
    sample_id: UUID | None = None
    verdict: Verdict | None = None


async def insert_check(connection: Connection, new: NewSiteCheck, by: Actor, now: datetime, request_id: str) -> None:
    """Keep a check, and tell of it; of a confidential ticket not which one it is.

    It is a record of the unit that holds the ticket, or else of the one that received it: whichever of them the actor
    reaches, and of the actor's own unit if it is neither.
    """
    await connection.run(
        _INSERTED, id=new.id, start=by.unit_path, end=subtree.end_of(by.unit_path), ticket=new.ticket_id,
        sample=new.sample_id, day=new.checked_on, place=new.place, found=new.found, verdict=new.verdict,
        order=new.order_id, by_unit=by.unit_id, by=by.principal, now=now, **unchained_events.by(by, request_id),
    )  # fmt: skip


async def list_checks(
    connection: Connection, actor: Actor, filters: CheckFilters, *, after: UUID | None, limit: int
) -> Sequence[SiteCheck]:
    """At most `limit` checks of tickets that the actor sees, newest first."""
    start, end = filters.paths
    rows = await connection.rows(
        _listed(subtree.shape(actor)), **subtree.params(actor), start=start, end=end, ticket=filters.ticket_id,
        sample=filters.sample_id, verdict=filters.verdict, after=after, limit=limit,
    )  # fmt: skip
    return [_check(row) for row in rows]


async def find_check(connection: Connection, actor: Actor, check_id: UUID, paths: tuple[str, str]) -> SiteCheck | None:
    """One of a ticket that the actor sees."""
    row = await connection.row(
        _found(subtree.shape(actor)), **subtree.params(actor), start=paths[0], end=paths[1], id=check_id
    )
    return _check(row) if row else None


async def newest_order(connection: Connection, ticket_id: UUID) -> UUID | None:
    """The order that was issued last, in the transaction that did so."""
    found = await connection.value(_ORDER, ticket=ticket_id)
    return found if isinstance(found, UUID) else None


async def count_checks(
    connection: Connection, unit: Unit, since: date | None, until: date | None
) -> Sequence[CheckResults]:
    """What checks found at a unit itself and at each unit directly below it, with all that is below that one."""
    rows = await connection.rows(_COUNTED, id=unit.id, since=since, until=until)
    return [CheckResults(**row) for row in rows]


def _check(row: Row) -> SiteCheck:
    return SiteCheck(**{**row, "verdict": Verdict(row["verdict"])})


_ID: Final = SqlUuid(as_uuid=True)
_BY: Final = units.alias("by_unit")


def _seen(form: Shape) -> Select[Any]:
    of_others = {
        "unit_code": units.c.code, "unit_name": units.c.name, "ticket_number": tickets.c.number,
        "ticket_title": tickets.c.title, "order_state": orders.c.state, "by_unit_code": _BY.c.code,
        "by_unit_name": _BY.c.name,
    }  # fmt: skip
    joined = (
        site_checks.join(tickets, tickets.c.id == site_checks.c.ticket_id)
        .join(units, units.c.id == site_checks.c.unit_id)
        .join(_BY, _BY.c.id == site_checks.c.by_unit_id)
        .outerjoin(orders, orders.c.id == site_checks.c.order_id)
    )
    shown = (
        (of_others[each.name] if each.name in of_others else site_checks.c[each.name]).label(each.name)
        for each in fields(SiteCheck)
    )
    start, end = bindparam("start", type_=Path), bindparam("end", type_=Path)
    return select(*shown).select_from(joined).where(
        site_checks.c.unit_path >= start, site_checks.c.unit_path < end, visible(form)
    )  # fmt: skip


@lru_cache(maxsize=8)
def _listed(form: Shape) -> Compiled:
    ticket, sample = (bindparam(name, type_=_ID) for name in ("ticket", "sample"))
    verdict = bindparam("verdict", type_=Text)
    wanted = (
        or_(ticket.is_(None), site_checks.c.ticket_id == ticket),
        or_(sample.is_(None), site_checks.c.sample_id == sample),
        or_(verdict.is_(None), site_checks.c.verdict == verdict),
    )
    after = bindparam("after", type_=_ID)
    statement = _seen(form).where(*wanted, or_(after.is_(None), site_checks.c.id < after))
    return compile_statement(statement.order_by(site_checks.c.id.desc()).limit(bindparam("limit", type_=Integer)))


@lru_cache(maxsize=8)
def _found(form: Shape) -> Compiled:
    statement = _seen(form).where(site_checks.c.id == bindparam("id", type_=SqlUuid(as_uuid=True)))
    return compile_statement(statement.limit(literal_column("1", Integer)))


_ORDER: Final = Compiled(
    "SELECT id FROM orders WHERE ticket_id = $1 AND state = 'open' ORDER BY issued_at DESC, id DESC LIMIT 1",
    ("ticket",),
    {},
)
_COUNTED: Final = Compiled(
    """
    SELECT u.id AS unit_id, u.code AS unit_code, u.name AS unit_name, count(c.id) AS checks,
      count(c.id) FILTER (WHERE c.verdict = 'in_order') AS in_order,
      count(c.id) FILTER (WHERE c.verdict = 'not_in_order') AS not_in_order,
      count(c.id) FILTER (WHERE c.verdict = 'not_done') AS not_done, count(c.order_id) AS orders
    FROM units u
    LEFT JOIN site_checks c ON c.unit_path >= u.path
      AND c.unit_path < CASE WHEN u.id = $1 THEN u.path || '!' ELSE left(u.path, -1) || '0' END
      AND ($2::date IS NULL OR c.checked_on >= $2) AND ($3::date IS NULL OR c.checked_on < $3)
    WHERE u.id = $1 OR (u.parent_id = $1 AND u.active)
    GROUP BY u.id ORDER BY u.id <> $1, u.code
    """,
    ("id", "since", "until"),
    {},
)
_GIVEN: Final = (
    "id", "start", "end", "ticket", "sample", "day", "place", "found", "verdict", "order", "by_unit", "by", "now",
)  # fmt: skip
_INSERTED: Final = Compiled(
    f"""
    WITH ticket AS (
      SELECT t.id, t.confidential, t.number, u.id AS unit_id, u.path
      FROM tickets t
      JOIN units u ON u.id = CASE
        WHEN t.holder_path >= $2 AND t.holder_path < $3 THEN t.holder_unit_id
        WHEN t.origin_path >= $2 AND t.origin_path < $3 THEN t.origin_unit_id
        ELSE $11
      END
      WHERE t.id = $4
    ),
    made AS (
      INSERT INTO site_checks (
        id, unit_id, unit_path, ticket_id, sample_id, checked_on, place, found, verdict, order_id, by_unit_id,
        recorded_by, recorded_at
      )
      SELECT $1, t.unit_id, t.path, t.id, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM ticket t
      RETURNING id, unit_id, recorded_at AS at, verdict
    ),
    told AS (
      {
        unchained_events.of_records(
            "site_check.recorded",
            "made r CROSS JOIN ticket t CROSS JOIN LATERAL (SELECT 'record' AS action, NULL AS reason, a.* FROM "
            f"({unchained_events.author(len(_GIVEN) + 1)}) a) e",
            "jsonb_build_object('ticket_id', CASE WHEN NOT t.confidential THEN t.id END,"
            " 'number', CASE WHEN NOT t.confidential THEN t.number END, 'verdict', r.verdict)",
        )
    }
    )
    SELECT count(*) FROM made
    """,
    (*_GIVEN, *unchained_events.AUTHOR),
    {},
)
