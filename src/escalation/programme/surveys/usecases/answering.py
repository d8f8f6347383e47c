"""How does somebody answer with a code (answering)? Once, while the survey is open; and how the code comes to them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from escalation.errors import NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import new_tracking_code, tracking_hash
from escalation.programme.surveys.domain.answers import answer_faults, answers_of
from escalation.programme.surveys.domain.refusals import AlreadyAnswered, SurveyOver
from escalation.programme.surveys.domain.rules import SurveyQuestion
from escalation.programme.surveys.domain.surveys import AnswerWay, AskedState
from escalation.programme.surveys.storage import answers
from escalation.programme.surveys.storage.answers import AskedPerson


async def find_asked(runtime: Runtime, code: str) -> AskedPerson:
    """Who is asked, by their code. Raises `NotFound` for one that is none, `SurveyOver`, `AlreadyAnswered`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _require_asked(connection, code, await read_now(connection))


async def answer(runtime: Runtime, code: str, given: Mapping[str, str]) -> None:
    """Keep what somebody answers, by the code of the question.

    Raises `NotFound`, `SurveyOver`, `AlreadyAnswered`, and `ValidationFailed` for what does not fit the questions.
    """
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        asked = await _require_asked(connection, code, now)
        questions = asked.rules.questions(asked.kind)
        require_fitting(questions, given)
        if not await answers.keep_answers(connection, asked.id, answers_of(questions, given), AnswerWay.PAGE, now):
            raise AlreadyAnswered


def require_fitting(questions: tuple[SurveyQuestion, ...], given: Mapping[str, str]) -> None:
    """Raise `ValidationFailed` for answers that do not fit what was asked."""
    if faults := list(answer_faults(questions, given)):
        raise ValidationFailed(faults=faults)


async def new_code(connection: Connection, opinion_id: UUID, event_id: UUID, now: datetime) -> str | None:
    """A code for the citizen whom an event invites; `None` if they are asked no more. Only its hash is kept."""
    code = new_tracking_code()
    made = await answers.insert_code(connection, opinion_id, event_id, tracking_hash(code), now)
    return code if made else None


async def _require_asked(connection: Connection, code: str, now: datetime) -> AskedPerson:
    asked = await answers.find_asked(connection, tracking_hash(code), now)
    if asked is None:
        raise NotFound
    if not asked.is_open:
        raise SurveyOver
    if asked.state not in {AskedState.WAITING, AskedState.UNREACHED}:
        raise AlreadyAnswered
    return asked
