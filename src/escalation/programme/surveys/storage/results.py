"""What was answered, by unit (results)? A unit itself and those directly below it, each with all that is below."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.programme.surveys.domain.results import CellCounts
from escalation.programme.surveys.domain.surveys import SurveyProgress
from escalation.programme.surveys.storage.surveys import COUNTED


@dataclass(frozen=True, slots=True)
class SurveyCell:
    """A unit about which somebody was asked, and what was counted."""

    unit_id: UUID
    unit_code: str
    unit_name: str
    counts: CellCounts


async def count_cells(connection: Connection, survey_id: UUID, unit_id: UUID) -> Sequence[SurveyCell]:
    """What was counted of the unit itself, first, and of each directly below it, by code; those that have something."""
    rows = await connection.rows(_CELLS, survey=survey_id, unit=unit_id)
    return [
        SurveyCell(
            row["id"], row["code"], row["name"],
            CellCounts(
                SurveyProgress(**{field.name: row[field.name] for field in fields(SurveyProgress)}),
                {(question, option): count for question, option, count in row["options"]},
            ),
        )
        for row in rows
    ]  # fmt: skip


_CELLS: Final = Compiled(
    f"""
    WITH cells AS (SELECT id, code, name, path, id = $2 AS is_itself FROM units WHERE id = $2 OR parent_id = $2),
    people AS MATERIALIZED (
      SELECT p.id, p.state, p.has_number, p.answered_by, c.id AS cell_id FROM survey_people p
      JOIN cells c ON CASE WHEN c.is_itself THEN p.unit_id = c.id ELSE starts_with(p.unit_path, c.path) END
      WHERE p.survey_id = $1
    ),
    chosen AS (
      SELECT p.cell_id, a.question, a.option, count(*) AS n FROM people p JOIN survey_answers a ON a.person_id = p.id
      WHERE a.option IS NOT NULL GROUP BY 1, 2, 3
    )
    SELECT c.id, c.code, c.name, counted.*, coalesce((
      SELECT jsonb_agg(jsonb_build_array(o.question, o.option, o.n)) FROM chosen o WHERE o.cell_id = c.id
    ), '[]') AS options
    FROM cells c CROSS JOIN LATERAL (SELECT {COUNTED} FROM people p WHERE p.cell_id = c.id) counted
    WHERE counted.asked > 0 ORDER BY c.is_itself DESC, c.code
    """,
    ("survey", "unit"),
    {},
)
