"""Which samples were drawn? Kept with what was drawn; listed newest first; one of them with its lots."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, literal_column, select, true
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subjects import SUBJECT, Subject, SubjectSource
from escalation.kit.runtime.subtree import Shape
from escalation.programme.supervision.domain.samples import Drawing, Sample, SampleFrame, Stratum
from escalation.programme.supervision.domain.site_checks import Verdict
from escalation.programme.supervision.storage.tables import sample_lots, site_checks


@dataclass(frozen=True, slots=True)
class NewSample:
    """What is kept of a drawing. Of the `days` the second does not count."""

    id: UUID
    frame: SampleFrame
    within_unit_id: UUID | None
    category: str | None
    days: tuple[date | None, date | None]
    stratified_by: tuple[Stratum, ...]
    seed: int
    size: int


@dataclass(frozen=True, slots=True)
class SampleLot:
    """What was drawn at a place; no subject for who may not see it. `verdict`: of the last check for this sample."""

    place: int
    subject: Subject | None
    check_id: UUID | None
    verdict: Verdict | None


async def insert_sample(
    connection: Connection, new: NewSample, drawing: Drawing, by: Actor, now: datetime, request_id: str
) -> None:
    """Keep a sample of the actor's unit with its lots, and tell of it."""
    await connection.run(
        _INSERTED, id=new.id, unit=by.unit_id, path=by.unit_path, frame=new.frame, within=new.within_unit_id,
        category=new.category, since=new.days[0], until=new.days[1],
        strata=[str(each) for each in new.stratified_by], seed=new.seed, size=new.size,
        frame_size=drawing.frame_size, digest=drawing.frame_digest, now=now, by=by.principal,
        subjects=[each.subject_id for each in drawing.lots], of=[each.stratum for each in drawing.lots],
        **unchained_events.by(by, request_id),
    )  # fmt: skip


async def list_samples(
    connection: Connection, paths: tuple[str, str], *, after: UUID | None, limit: int
) -> Sequence[Sample]:
    """At most `limit` samples of units in a range of paths, newest first."""
    rows = await connection.rows(_listed(depth_of(*paths)), start=paths[0], end=paths[1], after=after, limit=limit)
    return [_sample(row) for row in rows]


async def find_sample(connection: Connection, sample_id: UUID, paths: tuple[str, str]) -> Sample | None:
    """One of a unit in a range of paths."""
    row = await connection.row(_FOUND, id=sample_id, start=paths[0], end=paths[1])
    return _sample(row) if row else None


async def has_drawn(connection: Connection, sample_id: UUID, subject_id: UUID) -> bool:
    """Whether something is in a sample."""
    return await connection.value(_DRAWN, sample=sample_id, subject=subject_id) is True


async def list_lots(
    connection: Connection, actor: Actor, source: SubjectSource, sample_id: UUID
) -> Sequence[SampleLot]:
    """What was drawn, in the order of the lots, as far as the actor may see it."""
    rows = await connection.rows(_lots(source, subtree.shape(actor)), sample=sample_id, **subtree.params(actor))
    return [_lot(row) for row in rows]


def _sample(row: Row) -> Sample:
    read = {"frame": SampleFrame(row["frame"]), "stratified_by": tuple(map(Stratum, row["stratified_by"]))}
    return Sample(**{**row, **read})


def _lot(row: Row) -> SampleLot:
    if row["id"] is None:
        return SampleLot(row["place"], None, None, None)
    subject = Subject(**{name: row[name] for name in SUBJECT})
    verdict = Verdict(row["verdict"]) if row["verdict"] else None
    return SampleLot(row["place"], subject, row["check_id"], verdict)


@lru_cache(maxsize=16)
def _lots(source: SubjectSource, form: Shape) -> Compiled:
    subject = source.seen(form).where(source.id == sample_lots.c.subject_id).lateral("subject")
    last = (
        select(site_checks.c.id.label("check_id"), site_checks.c.verdict)
        .where(site_checks.c.sample_id == sample_lots.c.sample_id, site_checks.c.subject_id == sample_lots.c.subject_id)
        .order_by(site_checks.c.id.desc())
        .limit(literal_column("1"))
        .lateral("last")
    )
    return compile_statement(
        select(sample_lots.c.place, *(subject.c[name] for name in SUBJECT), last.c.check_id, last.c.verdict)
        .select_from(sample_lots.outerjoin(subject, true()).outerjoin(last, true()))
        .where(sample_lots.c.sample_id == bindparam("sample", type_=SqlUuid(as_uuid=True)))
        .order_by(sample_lots.c.place)
    )


_OF_OTHERS: Final = {
    "unit_code": "u.code AS unit_code", "unit_name": "u.name AS unit_name", "within_code": "w.code AS within_code",
    "within_name": "w.name AS within_name", "checked": "done.checked", "not_in_order": "done.not_in_order",
}  # fmt: skip
_SAMPLE: Final = f"""
    SELECT {", ".join(_OF_OTHERS.get(each.name, f"s.{each.name}") for each in fields(Sample))}
    FROM samples s JOIN units u ON u.id = s.unit_id LEFT JOIN units w ON w.id = s.within_unit_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT c.subject_id) AS checked,
        count(DISTINCT c.subject_id) FILTER (WHERE c.verdict <> 'in_order') AS not_in_order
      FROM site_checks c WHERE c.sample_id = s.id
    ) done
"""


@lru_cache
def _listed(depth: int | None) -> Compiled:
    page = f"""
      SELECT s.* FROM samples s WHERE {lies_in("s.unit_path", depth)} AND s.id < {or_highest("$3", "uuid")}
      ORDER BY s.id DESC LIMIT $4"""
    return Compiled(
        f"{_SAMPLE.replace('FROM samples s', f'FROM ({page}) s')} ORDER BY s.id DESC",
        ("start", "end", "after", "limit"),
        {},
    )


_FOUND: Final = Compiled(
    f"{_SAMPLE} WHERE s.id = $1 AND s.unit_path >= $2 AND s.unit_path < $3", ("id", "start", "end"), {}
)
_DRAWN: Final = Compiled(
    "SELECT EXISTS (SELECT FROM sample_lots WHERE sample_id = $1 AND subject_id = $2)", ("sample", "subject"), {}
)
_GIVEN: Final = (
    "id", "unit", "path", "frame", "within", "category", "since", "until", "strata", "seed", "size", "frame_size",
    "digest", "now", "by", "subjects", "of",
)  # fmt: skip
_INSERTED: Final = Compiled(
    f"""
    WITH made AS (
      INSERT INTO samples (
        id, unit_id, unit_path, frame, within_unit_id, category, since, until, stratified_by, seed, size,
        frame_size, frame_digest, drawn_at, drawn_by
      )
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      RETURNING id, unit_id, drawn_at AS at, frame, seed, frame_size
    ),
    kept AS (
      INSERT INTO sample_lots (sample_id, place, subject_id, stratum)
      SELECT $1, d.place, d.subject_id, d.stratum
      FROM unnest($16::uuid[], $17::text[]) WITH ORDINALITY AS d(subject_id, stratum, place)
      RETURNING 1
    ),
    told AS (
      {
        unchained_events.of_records(
            "sample.drawn",
            "made r, LATERAL (SELECT 'draw' AS action, NULL AS reason, a.* FROM "
            f"({unchained_events.author(len(_GIVEN) + 1)}) a) e",
            "jsonb_build_object('frame', r.frame, 'seed', r.seed, 'frame_size', r.frame_size,"
            " 'size', cardinality($16::uuid[]))",
        )
    }
    )
    SELECT count(*) FROM kept
    """,
    (*_GIVEN, *unchained_events.AUTHOR),
    {},
)
