"""Calls of a survey: the next citizen to be asked by telephone, and what came of it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Response
from pydantic import Field

from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Code, Id, In, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.surveys.api.survey_models import SurveyOut, shown_survey
from escalation.programme.surveys.api.surveys import SurveyId, Surveying
from escalation.programme.surveys.domain.answers import LONGEST_WORDS
from escalation.programme.surveys.usecases import calls
from escalation.programme.surveys.usecases.calls import CallOutcome, NextCall

router = strict_router(prefix="/v1/surveys/{survey_id}/calls", tags=["surveys"])
CallId = Annotated[Id, Path(description="The call's id.")]
Answer = Annotated[Text, Field(max_length=LONGEST_WORDS)]


class SurveyCallOut(Out):
    """Whom to call, and about what. `ticket_number`, `matter`: of a survey about tickets."""

    id: UUID
    name: str | None
    contact: str | None
    unit: UnitRef = Field(description="The unit that is asked about.")
    ticket_number: str | None
    matter: str | None = Field(description="The title of what the citizen sent in.")
    tries: int = Field(description="How often they were called in vain.")
    leased_until: datetime = Field(description="Until then nobody else is given this call.")


class NextCallOut(Out):
    """The next call. `call`: null if there is nobody to be called now."""

    call: SurveyCallOut | None = Field(description="Whom to call; null if there is nobody now.")
    due: int = Field(
        description="How many the caller may be given now, this one and those of other callers among them."
    )


class CallSettlementIn(In):
    """What came of a call."""

    outcome: CallOutcome = Field(description="Answered, not reached, or would not answer.")
    answers: Annotated[dict[Code, Answer], Field(max_length=12)] = Field(
        default_factory=dict, description="By the code of the question the code of an option, or words."
    )


@router.post("", summary="Take the next call")
async def take_survey_call(survey_id: SurveyId, caller: Surveying, runtime: Uses, request_id: RequestId) -> NextCallOut:
    """Somebody to call, with their contact, for the unit that ordered the survey. That it was read is an event.

    Nobody else is given the same one for a while; whoever asks again before it is settled is given the same.
    """
    return _shown(await calls.take_call(runtime, survey_id, caller, request_id=request_id))


@router.post("/{call_id}/settlement", summary="Settle a call", response_model=SurveyOut)
async def record_survey_call(
    survey_id: SurveyId, call_id: CallId, body: CallSettlementIn, caller: Surveying, runtime: Uses, once: Idempotent
) -> Response:
    """Note what came of a call that the caller was given."""
    return answer(
        await calls.settle_call(
            runtime, survey_id, call_id, body.outcome, body.answers, by=caller, render=rendered(200, shown_survey),
            once=once,
        )
    )  # fmt: skip


def _shown(found: NextCall) -> NextCallOut:
    call, contact = found.call, found.contact
    if call is None:
        return NextCallOut(call=None, due=found.due)
    names = SurveyCallOut.model_fields.keys() - {"name", "contact", "unit"}
    told: dict[str, Any] = {name: getattr(call, name) for name in names}
    told["unit"] = UnitRef(id=call.unit_id, code=call.unit_code, name=call.unit_name)
    shown = SurveyCallOut(**told, name=contact.name if contact else None, contact=contact.contact if contact else None)
    return NextCallOut(call=shown, due=found.due)
