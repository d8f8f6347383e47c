"""How are citizens asked by telephone (calls)? One after the other, each by one clerk, and every look on record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import ForbiddenAction, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.storage import contact_reads
from escalation.opinions.storage.contact_reads import ReadFor
from escalation.opinions.storage.sealed_contacts import Contact, open_contact
from escalation.programme.surveys.domain.answers import answers_of
from escalation.programme.surveys.domain.refusals import AlreadyAnswered, CallOfAnother, SurveyOver
from escalation.programme.surveys.domain.surveys import AnswerWay, AskedState, Survey, SurveyState
from escalation.programme.surveys.storage import answers, calls
from escalation.programme.surveys.storage.calls import LeasedCall
from escalation.programme.surveys.usecases.answering import require_fitting
from escalation.programme.surveys.usecases.surveys import require_survey


class CallOutcome(StrEnum):
    """What came of a call: an answer, nobody there, or somebody who would not."""

    ANSWERED = "answered"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NextCall:
    """Whom to call, with their contact in the clear; `None` if there is nobody now. `due`: how many there are."""

    survey: Survey
    call: LeasedCall | None
    contact: Contact | None
    due: int


RenderProgress = Callable[[Survey], StoredResponse]


async def take_call(runtime: Runtime, survey_id: UUID, actor: Actor, *, request_id: str) -> NextCall:
    """Give the actor somebody to call, and nobody else that one; asked again before it is settled, the same.

    That the contact was read is told, with the title of the survey as the reason, and not to units that are asked
    about. Raises `NotFound`, `ForbiddenAction`
    for who is not of the unit that ordered it, `SurveyOver`.
    """
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        survey = await _require_own(connection, actor, survey_id)
        if survey.state is SurveyState.CLOSED or survey.ends_at <= now:
            raise SurveyOver
        lease = timedelta(minutes=survey.rules.calls.minutes)
        call = await calls.lease_call(connection, survey_id, actor, now, lease)
        due = await calls.count_due(connection, survey_id, actor, now)
        if call is None:
            return NextCall(survey, None, None, due)
        row = await contact_reads.read_contact(
            connection, call.opinion_id, survey.title, now, by=actor, request_id=request_id, read_for=ReadFor.SURVEY
        )
    contact = open_contact(runtime.vault, call.opinion_id, row) if row is not None else None
    return NextCall(survey, call, contact, due)


async def settle_call(
    runtime: Runtime, survey_id: UUID, call_id: UUID, outcome: CallOutcome, given: Mapping[str, str], *, by: Actor,
    render: RenderProgress, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Note what came of a call that the actor was given.

    Raises `NotFound`, `ForbiddenAction`, `SurveyOver`, `AlreadyAnswered`, `CallOfAnother`, and `ValidationFailed` for
    answers that do not fit the questions.
    """

    async def work(connection: Connection) -> StoredResponse:
        survey = await _require_own(connection, by, survey_id)
        await _require_call(connection, survey, call_id, by)
        if outcome is CallOutcome.ANSWERED:
            await _keep_answers(connection, survey, call_id, given)
        else:
            await _keep_no_answer(connection, survey, call_id, outcome)
        return render(await require_survey(connection, by, survey_id))

    return await do_once(runtime, once, work)


async def _require_own(connection: Connection, actor: Actor, survey_id: UUID) -> Survey:
    survey = await require_survey(connection, actor, survey_id)
    if survey.unit_id != actor.unit_id:
        raise ForbiddenAction
    return survey


async def _require_call(connection: Connection, survey: Survey, call_id: UUID, by: Actor) -> None:
    call = await calls.lock_call(connection, call_id)
    if call is None or call.survey_id != survey.id:
        raise NotFound
    if survey.state is SurveyState.CLOSED:
        raise SurveyOver
    if call.state is not AskedState.WAITING:
        raise AlreadyAnswered
    if call.leased_by != by.principal:
        raise CallOfAnother


async def _keep_answers(connection: Connection, survey: Survey, call_id: UUID, given: Mapping[str, str]) -> None:
    questions = survey.rules.questions(survey.kind)
    require_fitting(questions, given)
    now = await read_now(connection)
    if not await answers.keep_answers(connection, call_id, answers_of(questions, given), AnswerWay.TELEPHONE, now):
        raise SurveyOver


async def _keep_no_answer(connection: Connection, survey: Survey, call_id: UUID, outcome: CallOutcome) -> None:
    call, now, rules = await calls.lock_call(connection, call_id), await read_now(connection), survey.rules.calls
    tries = 1 + (call.tries if call else 0)
    state = AskedState.REFUSED
    if outcome is CallOutcome.NOT_REACHED:
        state = AskedState.UNREACHED if tries >= rules.tries else AskedState.WAITING
    call_at = now + timedelta(minutes=rules.again_after_minutes)
    await calls.settle_call(connection, call_id, state, tries=tries, call_at=call_at, now=now)
