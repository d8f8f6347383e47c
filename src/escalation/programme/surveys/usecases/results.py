"""How do units stand in a survey (results)? All of it for who ordered it; guarded for those that were asked about."""

from dataclasses import dataclass
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import ForbiddenAction, NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import require_unit
from escalation.programme.surveys.domain.results import CellResult, results_of
from escalation.programme.surveys.domain.surveys import Survey
from escalation.programme.surveys.storage import answers, results
from escalation.programme.surveys.storage.answers import Remark
from escalation.programme.surveys.storage.results import SurveyCell
from escalation.programme.surveys.usecases.surveys import require_survey


@dataclass(frozen=True, slots=True)
class UnitResult:
    """How one unit stands; `cell` says which."""

    cell: SurveyCell
    result: CellResult


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """How a unit stands with all below it, and in parts: itself, and each directly below with all below that."""

    survey: Survey
    unit: Unit
    whole: CellResult
    parts: tuple[UnitResult, ...]


async def get_results(runtime: Runtime, actor: Actor, survey_id: UUID, unit: str | None) -> SurveyResults:
    """Of a unit, the one that was asked about if none is named. Raises `NotFound`, also for a unit out of scope.

    Who reads as one that was asked about reads of their own unit alone, and of nobody who could be guessed.
    """
    async with runtime.database.connection(changes=False) as connection:
        survey = await require_survey(connection, actor, survey_id)
        wanted = await _wanted(connection, survey, actor, unit)
        cells = await results.count_cells(connection, survey_id, wanted.id)
    counts = [each.counts for each in cells]
    questions = survey.rules.questions(survey.kind)
    whole, parts = results_of(counts, survey.rules, questions, guarded=not survey.is_own)
    return SurveyResults(survey, wanted, whole, tuple(map(UnitResult, cells, parts)))


async def list_remarks(
    runtime: Runtime, actor: Actor, survey_id: UUID, *, after: tuple[str, str] | None, limit: int
) -> list[Remark]:
    """A page of what was said. Raises `NotFound`, `ForbiddenAction` for units that were asked about."""
    async with runtime.database.connection(changes=False) as connection:
        survey = await require_survey(connection, actor, survey_id)
        if not survey.is_own:
            raise ForbiddenAction
        return await answers.list_remarks(connection, survey_id, after=after, limit=limit)


async def _wanted(connection: Connection, survey: Survey, actor: Actor, code: str | None) -> Unit:
    if not survey.is_own:
        wanted = await _unit(connection, actor.unit_id)
        if code not in {None, wanted.code}:
            raise NotFound
        return wanted
    wanted = await (require_unit(connection, code) if code else _unit(connection, survey.within_id))
    start, end = range_of(actor)
    if not start <= wanted.path < end:
        raise NotFound
    return wanted


async def _unit(connection: Connection, unit_id: UUID | None) -> Unit:
    found = (await find_units(connection, [unit_id])).get(unit_id) if unit_id else None
    if found is None:
        raise NotFound
    return found
