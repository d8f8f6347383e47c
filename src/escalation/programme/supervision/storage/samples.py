"""Which samples were drawn? Kept with what was drawn; listed newest first; one of them with its tickets."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, literal_column, select, true
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.storage.tables import units
from escalation.programme.supervision.domain.samples import Drawing, Sample, SampleFrame, Stratum
from escalation.programme.supervision.domain.site_checks import Verdict
from escalation.programme.supervision.storage.tables import sample_tickets, site_checks
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible


@dataclass(frozen=True, slots=True)
class NewSample:
    """What is kept of a drawing. `closed`: the days, the second of which does not count."""

    id: UUID
    frame: SampleFrame
    within_unit_id: UUID | None
    category: str | None
    closed: tuple[date | None, date | None]
    stratified_by: tuple[Stratum, ...]
    seed: int
    size: int


@dataclass(frozen=True, slots=True)
class SampleTicket:
    """A ticket that was drawn; without id, number and title for who may not see it. `verdict`: of the last check."""

    place: int
    ticket_id: UUID | None
    number: str | None
    title: str | None
    state: str | None
    holder_code: str | None
    holder_name: str | None
    check_id: UUID | None
    verdict: Verdict | None


async def insert_sample(
    connection: Connection, new: NewSample, drawing: Drawing, by: Actor, now: datetime, request_id: str
) -> None:
    """Keep a sample of the actor's unit with its tickets, and tell of it."""
    await connection.run(
        _INSERTED, id=new.id, unit=by.unit_id, path=by.unit_path, frame=new.frame, within=new.within_unit_id,
        category=new.category, since=new.closed[0], until=new.closed[1],
        strata=[str(each) for each in new.stratified_by], seed=new.seed, size=new.size,
        frame_size=drawing.frame_size, digest=drawing.frame_digest, now=now, by=by.principal,
        tickets=[each.ticket_id for each in drawing.tickets], of=[each.stratum for each in drawing.tickets],
        **unchained_events.by(by, request_id),
    )  # fmt: skip


async def list_samples(
    connection: Connection, paths: tuple[str, str], *, after: UUID | None, limit: int
) -> Sequence[Sample]:
    """At most `limit` samples of units in a range of paths, newest first."""
    rows = await connection.rows(_LISTED, start=paths[0], end=paths[1], after=after, limit=limit)
    return [_sample(row) for row in rows]


async def find_sample(connection: Connection, sample_id: UUID, paths: tuple[str, str]) -> Sample | None:
    """One of a unit in a range of paths."""
    row = await connection.row(_FOUND, id=sample_id, start=paths[0], end=paths[1])
    return _sample(row) if row else None


async def has_drawn(connection: Connection, sample_id: UUID, ticket_id: UUID) -> bool:
    """Whether a ticket is in a sample."""
    return await connection.value(_DRAWN, sample=sample_id, ticket=ticket_id) is True


async def list_sample_tickets(connection: Connection, actor: Actor, sample_id: UUID) -> Sequence[SampleTicket]:
    """What was drawn, in the order of the lots, as far as the actor may see it."""
    rows = await connection.rows(_tickets(subtree.shape(actor)), sample=sample_id, **subtree.params(actor))
    return [SampleTicket(**{**row, "verdict": Verdict(row["verdict"]) if row["verdict"] else None}) for row in rows]


def _sample(row: Row) -> Sample:
    read = {"frame": SampleFrame(row["frame"]), "stratified_by": tuple(map(Stratum, row["stratified_by"]))}
    return Sample(**{**row, **read})


@lru_cache(maxsize=8)
def _tickets(form: Shape) -> Compiled:
    drawn, ticket = sample_tickets, tickets
    last = (
        select(site_checks.c.id.label("check_id"), site_checks.c.verdict)
        .where(site_checks.c.sample_id == drawn.c.sample_id, site_checks.c.ticket_id == drawn.c.ticket_id)
        .order_by(site_checks.c.id.desc())
        .limit(literal_column("1"))
        .lateral("last")
    )
    places = (
        drawn.outerjoin(ticket, and_(ticket.c.id == drawn.c.ticket_id, visible(form)))
        .outerjoin(units, units.c.id == ticket.c.holder_unit_id)
        .outerjoin(last, true())
    )
    return compile_statement(
        select(
            drawn.c.place, ticket.c.id.label("ticket_id"), ticket.c.number, ticket.c.title, ticket.c.state,
            units.c.code.label("holder_code"), units.c.name.label("holder_name"), last.c.check_id, last.c.verdict,
        )
        .select_from(places)
        .where(drawn.c.sample_id == bindparam("sample", type_=SqlUuid(as_uuid=True)))
        .order_by(drawn.c.place)
    )  # fmt: skip


_OF_OTHERS: Final = {
    "unit_code": "u.code AS unit_code", "unit_name": "u.name AS unit_name", "within_code": "w.code AS within_code",
    "within_name": "w.name AS within_name", "checked": "done.checked", "not_in_order": "done.not_in_order",
}  # fmt: skip
_SAMPLE: Final = f"""
    SELECT {", ".join(_OF_OTHERS.get(each.name, f"s.{each.name}") for each in fields(Sample))}
    FROM samples s JOIN units u ON u.id = s.unit_id LEFT JOIN units w ON w.id = s.within_unit_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT c.ticket_id) AS checked,
        count(DISTINCT c.ticket_id) FILTER (WHERE c.verdict <> 'in_order') AS not_in_order
      FROM site_checks c WHERE c.sample_id = s.id
    ) done
"""
_LISTED: Final = Compiled(
    f"{_SAMPLE} WHERE s.unit_path >= $1 AND s.unit_path < $2 AND ($3::uuid IS NULL OR s.id < $3)"
    " ORDER BY s.id DESC LIMIT $4",
    ("start", "end", "after", "limit"),
    {},
)
_FOUND: Final = Compiled(
    f"{_SAMPLE} WHERE s.id = $1 AND s.unit_path >= $2 AND s.unit_path < $3", ("id", "start", "end"), {}
)
_DRAWN: Final = Compiled(
    "SELECT EXISTS (SELECT FROM sample_tickets WHERE sample_id = $1 AND ticket_id = $2)", ("sample", "ticket"), {}
)
_GIVEN: Final = (
    "id", "unit", "path", "frame", "within", "category", "since", "until", "strata", "seed", "size", "frame_size",
    "digest", "now", "by", "tickets", "of",
)  # fmt: skip
_INSERTED: Final = Compiled(
    f"""
    WITH made AS (
      INSERT INTO samples (
        id, unit_id, unit_path, frame, within_unit_id, category, closed_since, closed_until, stratified_by, seed, size,
        frame_size, frame_digest, drawn_at, drawn_by
      )
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      RETURNING id, unit_id, drawn_at AS at, seed, frame_size
    ),
    kept AS (
      INSERT INTO sample_tickets (sample_id, place, ticket_id, stratum)
      SELECT $1, d.place, d.ticket_id, d.stratum
      FROM unnest($16::uuid[], $17::text[]) WITH ORDINALITY AS d(ticket_id, stratum, place)
      RETURNING 1
    ),
    told AS (
      {
        unchained_events.of_records(
            "sample.drawn",
            "made r, LATERAL (SELECT 'draw' AS action, NULL AS reason, a.* FROM "
            f"({unchained_events.author(len(_GIVEN) + 1)}) a) e",
            "jsonb_build_object('seed', r.seed, 'frame_size', r.frame_size, 'size', cardinality($16::uuid[]))",
        )
    }
    )
    SELECT count(*) FROM kept
    """,
    (*_GIVEN, *unchained_events.AUTHOR),
    {},
)
