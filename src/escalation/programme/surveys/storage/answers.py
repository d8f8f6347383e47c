"""How is an answer kept (answers)? Once for each who is asked, while it is open; and who is asked, by a code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.programme.surveys.domain.answers import GivenAnswer
from escalation.programme.surveys.domain.rules import SurveyKind, SurveyRules, parse
from escalation.programme.surveys.domain.surveys import AnswerWay, AskedState


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Somebody who is asked, as far as the page tells: about which unit, and of a ticket the title of their opinion."""

    id: UUID
    state: AskedState
    kind: SurveyKind
    title: str
    rules: SurveyRules
    ends_at: datetime
    is_open: bool
    unit_name: str
    matter: str | None


async def find_asked(connection: Connection, code_hash: bytes, now: datetime) -> AskedPerson | None:
    """Whom a code lets answer. `is_open`: whether the survey takes answers."""
    row = await connection.row(_ASKED, hash=code_hash, now=now)
    if row is None:
        return None
    read = {"state": AskedState(row["state"]), "kind": SurveyKind(row["kind"]), "rules": parse(row["rules"])}
    return AskedPerson(**{**row, **read})


async def keep_answers(
    connection: Connection, person_id: UUID, answers: Sequence[GivenAnswer], way: AnswerWay, now: datetime
) -> bool:
    """Keep what somebody answered; `False` if they did already, or the survey is over. Of several at once one wins.

    The survey is held meanwhile, so that none comes in while it is counted for the last time.
    """
    kept = await connection.value(
        _KEPT, person=person_id, way=way, now=now, questions=[each.question for each in answers],
        options=[each.option for each in answers], words=[each.words for each in answers],
    )  # fmt: skip
    return kept is not None


async def insert_code(
    connection: Connection, opinion_id: UUID, event_id: UUID, code_hash: bytes, now: datetime
) -> bool:
    """Let a code answer for whom an event invites; `False` if they are asked no more."""
    made = await connection.value(_CODE, opinion=opinion_id, event=event_id, hash=code_hash, now=now)
    return made is not None


class Remark(NamedTuple):
    """What somebody said to a question. `place`: with the question, where it stands in the list."""

    place: str
    question: str
    words: str


async def list_remarks(
    connection: Connection, survey_id: UUID, *, after: tuple[str, str] | None, limit: int
) -> list[Remark]:
    """At most `limit` behind a place, in an order that says nothing of who said it."""
    place, question = after or ("", "")
    rows = await connection.rows(_REMARKS, survey=survey_id, place=place, question=question, limit=limit)
    return [Remark(*row) for row in rows]


_ASKED: Final = Compiled(
    """
    SELECT p.id, p.state, s.kind, s.title, s.rules, s.ends_at, (s.closed_at IS NULL AND s.ends_at > $2) AS is_open,
      u.name AS unit_name, CASE WHEN s.kind = 'ticket' THEN o.title END AS matter
    FROM survey_codes c JOIN survey_people p ON p.id = c.person_id JOIN surveys s ON s.id = p.survey_id
    JOIN units u ON u.id = p.unit_id JOIN opinions o ON o.id = p.opinion_id
    WHERE c.hash = $1
    """,
    ("hash", "now"),
    {},
)
# Who could not be reached by telephone may still answer on the page.
_KEPT: Final = Compiled(
    """
    WITH survey AS (
      SELECT s.id FROM surveys s
      WHERE s.id = (SELECT survey_id FROM survey_people WHERE id = $1) AND s.closed_at IS NULL AND s.ends_at > $3
      FOR SHARE
    ),
    answered AS (
      UPDATE survey_people p
      SET state = 'answered', answered_by = $2, settled_at = $3, leased_by = NULL, leased_until = NULL
      FROM survey WHERE p.id = $1 AND p.survey_id = survey.id AND p.state IN ('waiting', 'unreached')
      RETURNING p.id
    ),
    kept AS (
      INSERT INTO survey_answers (person_id, question, option, words)
      SELECT a.id, g.question, g.option, g.words
      FROM answered a, unnest($4::text[], $5::text[], $6::text[]) AS g (question, option, words)
    )
    SELECT id FROM answered
    """,
    ("person", "way", "now", "questions", "options", "words"),
    {},
)
_CODE: Final = Compiled(
    """
    INSERT INTO survey_codes (hash, person_id, made_at)
    SELECT $3, p.id, $4 FROM events e
    JOIN survey_people p ON p.survey_id = (e.data ->> 'survey_id')::uuid AND p.opinion_id = $1
    JOIN surveys s ON s.id = p.survey_id
    WHERE e.id = $2 AND s.closed_at IS NULL AND s.ends_at > $4 AND p.state IN ('waiting', 'unreached')
    RETURNING person_id
    """,
    ("opinion", "event", "hash", "now"),
    {},
)
_REMARKS: Final = Compiled(
    """
    SELECT md5(p.id::text) AS place, a.question, a.words FROM survey_people p
    JOIN survey_answers a ON a.person_id = p.id AND a.words IS NOT NULL
    WHERE p.survey_id = $1 AND p.state = 'answered' AND md5(p.id::text) >= $2
      AND (md5(p.id::text), a.question) > ($2, $3)
    ORDER BY md5(p.id::text), a.question LIMIT $4
    """,
    ("survey", "place", "question", "limit"),
    {},
)
