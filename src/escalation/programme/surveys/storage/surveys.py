"""Which surveys are there? Kept with whom they ask; listed newest first; each with how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_highest
from escalation.opinions.domain.contact_masking import MASKED_NUMBER
from escalation.programme.surveys.domain.rules import SurveyKind, parse
from escalation.programme.surveys.domain.surveys import Survey, SurveyProgress, SurveyState
from escalation.programme.surveys.storage.drawing import DrawnPeople


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """What is kept of an order. `period_until`: the first day that does not count."""

    id: UUID
    kind: SurveyKind
    title: str
    within_unit_id: UUID
    period_since: date
    period_until: date
    rules: Mapping[str, Any]
    rules_version: int | None
    seed: int
    size: int
    ends_at: datetime
    wake_at: datetime


async def insert_survey(
    connection: Connection, new: NewSurvey, drawn: DrawnPeople, ids: Sequence[UUID], by: Actor, now: datetime,
    request_id: str,
) -> None:  # fmt: skip
    """Keep a survey of the actor's unit with whom it asks, tell of it, and let messages go to them.

    `ids`: for each of them, one.
    """
    await connection.run(
        _INSERTED, id=new.id, unit=by.unit_id, path=by.unit_path, kind=new.kind, title=new.title,
        within=new.within_unit_id, since=new.period_since, until=new.period_until, rules=new.rules,
        version=new.rules_version, seed=new.seed, size=new.size, frame_size=drawn.frame_size,
        digest=drawn.frame_digest, lately=drawn.asked_lately, no_reach=drawn.out_of_reach, now=now,
        by=by.principal, ends=new.ends_at, wake=new.wake_at, ids=list(ids), opinions=list(drawn.opinion_ids),
        **unchained_events.by(by, request_id),
    )  # fmt: skip


async def list_surveys(
    connection: Connection, reach: tuple[str, str], state: SurveyState | None, *, after: UUID | None, limit: int
) -> Sequence[Survey]:
    """At most `limit` surveys that units in a range of paths have ordered, and closed ones that asked about them."""
    rows = await connection.rows(_LISTED, start=reach[0], end=reach[1], state=state, after=after, limit=limit)
    return [_survey(row) for row in rows]


async def find_survey(connection: Connection, survey_id: UUID, reach: tuple[str, str]) -> Survey | None:
    """One of those that a list would have."""
    row = await connection.row(_FOUND, start=reach[0], end=reach[1], id=survey_id)
    return _survey(row) if row else None


def _survey(row: Row) -> Survey:
    counted = SurveyProgress(**{name: row[name] for name in _PROGRESS})
    read = {"kind": SurveyKind(row["kind"]), "rules": parse(row["rules"]), "progress": counted}
    return Survey(**{**{name: value for name, value in row.items() if name not in _PROGRESS}, **read})


_PROGRESS: Final = tuple(field.name for field in fields(SurveyProgress))
COUNTED: Final = """count(p.id) AS asked, count(p.id) FILTER (WHERE p.state = 'answered') AS answered,
      count(p.id) FILTER (WHERE p.answered_by = 'page') AS answered_by_page,
      count(p.id) FILTER (WHERE p.state = 'refused') AS refused,
      count(p.id) FILTER (WHERE p.state = 'unreached') AS unreached,
      count(p.id) FILTER (WHERE p.state = 'withdrawn') AS withdrawn,
      count(p.id) FILTER (WHERE p.state = 'waiting') AS waiting,
      count(p.id) FILTER (WHERE p.state = 'waiting' AND NOT p.has_number) AS waiting_by_message"""
"""The fields of `SurveyProgress`, of people `p`."""
_IS_OWN: Final = "s.unit_path >= $1 AND s.unit_path < $2"
_OF_OTHERS: Final = {
    "unit_code": "u.code AS unit_code", "unit_name": "u.name AS unit_name", "within_id": "w.id AS within_id",
    "within_code": "w.code AS within_code", "within_name": "w.name AS within_name",
    "within_path": "w.path AS within_path", "is_own": f"({_IS_OWN}) AS is_own", "progress": "counted.*",
}  # fmt: skip
# Of a unit that was dissolved since, all has gone to its successor: who was asked about it as well.
_SEEN: Final = f"""
    SELECT {", ".join(_OF_OTHERS.get(each.name, f"s.{each.name}") for each in fields(Survey))}
    FROM surveys s JOIN units u ON u.id = s.unit_id
    CROSS JOIN LATERAL unit_or_successor(s.within_unit_id) standing JOIN units w ON w.id = standing.id
    CROSS JOIN LATERAL (SELECT {COUNTED} FROM survey_people p WHERE p.survey_id = s.id) counted
    WHERE ({_IS_OWN} OR s.closed_at IS NOT NULL AND EXISTS (
      SELECT FROM survey_people p WHERE p.survey_id = s.id AND p.unit_path >= $1 AND p.unit_path < $2
    ))
"""
_LISTED: Final = Compiled(
    f"""{_SEEN}
      AND ($3::text IS NULL OR (s.closed_at IS NULL) = ($3 = 'open')) AND s.id < {or_highest("$4", "uuid")}
    ORDER BY s.id DESC LIMIT $5
    """,
    ("start", "end", "state", "after", "limit"),
    {},
)
_FOUND: Final = Compiled(f"{_SEEN} AND s.id = $3", ("start", "end", "id"), {})
_GIVEN: Final = (
    "id", "unit", "path", "kind", "title", "within", "since", "until", "rules", "version", "seed", "size",
    "frame_size", "digest", "lately", "no_reach", "now", "by", "ends", "wake", "ids", "opinions",
)  # fmt: skip
_BY: Final = "SELECT '{action}' AS action, NULL::text AS reason, a.* FROM ({author}) a"
INVITED: Final = "opinion.survey_ready"
"""Tells whoever writes messages that somebody is to be asked."""


def invited(people: str, first: int, *, at: str, is_reminder: bool) -> str:
    """A part of a statement: the events by which messages go to `people` with `opinion_id` and `survey_id`."""
    rows = f"""(
      SELECT o.id, o.unit_id, o.category, o.source, o.confidential, {at}::timestamptz AS at, asked.survey_id
      FROM {people} asked JOIN opinions o ON o.id = asked.opinion_id
    ) o, LATERAL ({_BY.format(action="invite", author=unchained_events.author(first))}) e"""
    told = f"jsonb_build_object('survey_id', o.survey_id, 'reminder', {str(is_reminder).lower()})"
    return unchained_events.of_opinions(INVITED, rows, told)


_INSERTED: Final = Compiled(
    f"""
    WITH made AS (
      INSERT INTO surveys (
        id, unit_id, unit_path, kind, title, within_unit_id, period_since, period_until, rules, rules_version, seed,
        size, frame_size, frame_digest, asked_lately, out_of_reach, opened_at, opened_by, ends_at, wake_at
      )
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
      RETURNING id, unit_id, opened_at AS at, title, kind, ends_at
    ),
    asked AS (
      INSERT INTO survey_people (
        id, survey_id, place, unit_id, unit_path, opinion_id, ticket_id, has_number, state, settled_at, call_at
      )
      SELECT d.id, made.id, d.place, u.id, u.path, o.id, CASE WHEN made.kind = 'ticket' THEN t.id END,
        (o.contact_masked LIKE '{MASKED_NUMBER}') IS TRUE,
        CASE WHEN o.contact IS NULL THEN 'withdrawn' ELSE 'waiting' END,
        CASE WHEN o.contact IS NULL THEN made.at END, made.at
      FROM made, unnest($21::uuid[], $22::uuid[]) WITH ORDINALITY AS d (id, opinion_id, place)
      JOIN opinions o ON o.id = d.opinion_id
      LEFT JOIN tickets t ON t.id = o.ticket_id
      JOIN units u ON u.id = CASE WHEN $4 = 'ticket' THEN t.origin_unit_id ELSE o.unit_id END
      RETURNING survey_id, opinion_id
    ),
    told AS (
      {
        unchained_events.of_records(
            "survey.opened",
            "made r, LATERAL (" + _BY.format(action="open", author=unchained_events.author(len(_GIVEN) + 1)) + ") e",
            "jsonb_build_object('kind', r.kind, 'title', r.title, 'ends_at', r.ends_at, 'asked', cardinality($21))",
        )
    }
    ),
    invited AS ({invited("asked", len(_GIVEN) + 1, at="$17", is_reminder=False)})
    SELECT count(*) FROM asked
    """,
    (*_GIVEN, *unchained_events.AUTHOR),
    {},
)
