"""What does time do to surveys (survey clock)? Who has not answered is reminded once; at its end a survey is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK, Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.programme.surveys.storage.surveys import invited

TASK: Final = "surveys"
"""As the engine calls it."""


@dataclass(frozen=True, slots=True)
class DueSurvey:
    """A survey with which the clock has something to do."""

    id: UUID
    is_over: bool


@dataclass(frozen=True, slots=True)
class SurveyFinding:
    """A unit whose result is representative and below the floor: of `rated` who could say so many are satisfied."""

    unit_id: UUID
    question: str
    rated: int
    fairly_satisfied: int


async def lock_due(connection: Connection, now: datetime) -> DueSurvey | None:
    """The survey that is due first, held until the transaction ends. Others may be at others at once."""
    row = await connection.row(_DUE, now=now)
    return DueSurvey(*row) if row else None


async def remind(connection: Connection, survey_id: UUID, now: datetime) -> None:
    """Remind of an open survey: the unit that ordered it, and everybody who has not answered."""
    await connection.run(_REMINDED, survey=survey_id, now=now, **unchained_events.by(CLOCK, "clock"))


async def close_survey(connection: Connection, survey_id: UUID, now: datetime, by: Actor, request_id: str) -> bool:
    """Close a survey that is open: its codes are void. Tells how many were asked and have answered."""
    closed = await connection.value(_CLOSED, survey=survey_id, now=now, **unchained_events.by(by, request_id))
    return closed is not None


async def tell_findings(
    connection: Connection, survey_id: UUID, findings: Sequence[SurveyFinding], now: datetime, by: Actor,
    request_id: str,
) -> None:  # fmt: skip
    """Tell units, and those above, of results of a closed survey that are below the floor."""
    await connection.run(
        _FINDINGS, survey=survey_id, now=now, units=[each.unit_id for each in findings],
        questions=[each.question for each in findings], rated=[each.rated for each in findings],
        satisfied=[each.fairly_satisfied for each in findings], **unchained_events.by(by, request_id),
    )  # fmt: skip


def _told(type_: str, action: str, rows: str, first: int, more: str) -> str:
    source = f"{rows} r, LATERAL (SELECT '{action}' AS action, NULL::text AS reason, a.* FROM "
    return unchained_events.of_records(type_, f"{source}({unchained_events.author(first)}) a) e", more)


_DUE: Final = Compiled(
    f"""
    SELECT s.id, s.ends_at <= $1 FROM surveys s WHERE s.wake_at <= $1 AND {not_set_aside(TASK, "s.id")}
    ORDER BY s.wake_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED
    """,
    ("now",),
    {},
)
_REMINDED: Final = Compiled(
    f"""
    WITH reminded AS (
      UPDATE surveys SET reminded_at = $2, wake_at = ends_at WHERE id = $1
      RETURNING id, unit_id, title, ends_at, $2::timestamptz AS at
    ),
    waiting AS (
      SELECT p.survey_id, p.opinion_id FROM survey_people p
      WHERE p.survey_id = $1 AND p.state IN ('waiting', 'unreached')
    ),
    told AS ({
        _told(
            "survey.due_soon",
            "warn",
            "reminded",
            3,
            "jsonb_build_object('title', r.title, 'ends_at', r.ends_at, 'waiting', (SELECT count(*) FROM waiting))",
        )
    }),
    again AS ({invited("waiting", 3, at="$2", is_reminder=True)})
    SELECT id FROM reminded
    """,
    ("survey", "now", *unchained_events.AUTHOR),
    {},
)
_CLOSED: Final = Compiled(
    f"""
    WITH ended AS (
      UPDATE surveys SET closed_at = $2, wake_at = NULL WHERE id = $1 AND closed_at IS NULL
      RETURNING id, unit_id, title, $2::timestamptz AS at
    ),
    void AS (
      DELETE FROM survey_codes c USING survey_people p, ended WHERE p.survey_id = ended.id AND c.person_id = p.id
    ),
    asked AS (
      SELECT count(*) AS n, count(*) FILTER (WHERE state = 'answered') AS answered
      FROM survey_people WHERE survey_id = $1
    ),
    told AS ({
        _told(
            "survey.closed",
            "close",
            "ended",
            3,
            "jsonb_build_object('title', r.title, "
            "'asked', (SELECT n FROM asked), 'answered', (SELECT answered FROM asked))",
        )
    })
    SELECT id FROM ended
    """,
    ("survey", "now", *unchained_events.AUTHOR),
    {},
)
_FINDINGS: Final = Compiled(
    f"""
    WITH low AS (
      SELECT s.id, f.unit_id, s.title, $2::timestamptz AS at, f.question, f.rated, f.satisfied FROM surveys s,
        unnest($3::uuid[], $4::text[], $5::bigint[], $6::bigint[]) AS f (unit_id, question, rated, satisfied)
      WHERE s.id = $1
    )
    {
        _told(
            "survey.below_floor",
            "find",
            "low",
            7,
            "jsonb_build_object('title', r.title, 'question', r.question, "
            "'rated', r.rated, 'fairly_satisfied', r.satisfied)",
        )
    }
    """,
    ("survey", "now", "units", "questions", "rated", "satisfied", *unchained_events.AUTHOR),
    {},
)
