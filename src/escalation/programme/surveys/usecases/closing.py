"""How does a survey end (closing)? By whoever ordered it or by the clock; what is too low is told then."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import ForbiddenAction
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.programme.surveys.domain.refusals import SurveyOver
from escalation.programme.surveys.domain.results import CellResult, results_of
from escalation.programme.surveys.domain.surveys import Survey
from escalation.programme.surveys.storage import results, survey_clock
from escalation.programme.surveys.storage.survey_clock import SurveyFinding
from escalation.programme.surveys.usecases.surveys import require_survey


async def close_survey(
    runtime: Runtime, survey_id: UUID, *, by: Actor, request_id: str, render: Callable[[Survey], StoredResponse],
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Close a survey of the actor's unit before its end. Raises `NotFound`, `ForbiddenAction`, `SurveyOver`."""

    async def work(connection: Connection) -> StoredResponse:
        survey = await require_survey(connection, by, survey_id)
        if survey.unit_id != by.unit_id:
            raise ForbiddenAction
        if not await close_within(connection, survey, await read_now(connection), by, request_id):
            raise SurveyOver
        return render(await require_survey(connection, by, survey_id))

    return await do_once(runtime, once, work)


async def close_within(connection: Connection, survey: Survey, now: datetime, by: Actor, request_id: str) -> bool:
    """Close it in the caller's transaction, and tell of the unit asked about and those below it that are too low.

    `False` if it was closed already. What small units were told is not told: nobody is to be guessed.
    """
    if not await survey_clock.close_survey(connection, survey.id, now, by, request_id):
        return False
    cells = await results.count_cells(connection, survey.id, survey.within_id)
    questions = survey.rules.questions(survey.kind)
    whole, parts = results_of([each.counts for each in cells], survey.rules, questions, guarded=True)
    findings = _findings(survey.within_id, whole)
    for cell, result in zip(cells, parts, strict=True):
        if cell.unit_id != survey.within_id:
            findings += _findings(cell.unit_id, result)
    if findings:
        await survey_clock.tell_findings(connection, survey.id, findings, now, by, request_id)
    return True


def _findings(unit_id: UUID, result: CellResult) -> list[SurveyFinding]:
    return [
        SurveyFinding(unit_id, each.question.code, each.rated, each.fairly_satisfied)
        for each in result.questions
        if each.below_floor
    ]
