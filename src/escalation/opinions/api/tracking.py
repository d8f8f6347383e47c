"""For citizens: what has become of my opinion, and is it solved?"""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import Depends, Response
from pydantic import ConfigDict, Field

from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.fields import Flag, In, Integer, Line, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.domain.reviews import ReviewStage
from escalation.opinions.usecases import tracking
from escalation.opinions.usecases.tracking import Feedback, Status

router = strict_router(prefix="/v1/track", tags=["citizens"], dependencies=[Depends(throttled)])

TrackingCode = Annotated[Line, Field(max_length=40)]


class TrackIn(In):
    """The code that came with the opinion; case, spaces and hyphens do not matter."""

    tracking_code: TrackingCode


class StatusOut(Out):
    """Where the matter stands, as a code and in words."""

    code: str
    zh: str
    en: str


class StepOut(Out):
    """Something that happened to the matter. `merged`: it goes on together with another one about the same thing.

    `review`: the unit above was asked to look into the answer (复查, 复核); `reopened`: it is handled once more.
    """

    step: Literal["received", "dispatched", "escalated", "answered", "reopened", "review", "merged"]
    at: datetime


class AnswerReviewOut(Out):
    """What a request for a review is called where the matter stands, and what is said of it."""

    zh: str
    en: str
    help_zh: str
    help_en: str


class TrackOut(Out):
    """What a citizen may know. `reply` is there once it was audited; `may_answer` says that feedback is awaited.

    `review`: what it comes to, where the answer that it is not solved asks the unit above for a review.
    `review_stage`: whether one is under way, or its answer was the last one; null for all else.

    `may_confirm`: with this code the matter can be closed as solved. With one that was printed where the matter was
    handled it cannot: the office will call.
    """

    status: StatusOut
    unit: str
    due_at: datetime | None
    steps: list[StepOut]
    reply: str | None
    may_answer: bool
    may_confirm: bool
    review: AnswerReviewOut | None
    review_stage: ReviewStage | None


class FeedbackIn(In):
    """Whether the result solves the matter. `note` is required when it does not."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["solved"], "properties": {"solved": {"const": False}}},
            "then": {"required": ["note"], "properties": {"note": {"type": "string"}}},
        }
    )

    tracking_code: TrackingCode
    solved: Flag
    satisfaction: Annotated[Integer, Field(ge=1, le=5)] | None = None
    note: Annotated[Text, Field(max_length=2000)] | None = None


class FeedbackOut(Out):
    """Where the matter stands now."""

    status: StatusOut


@router.post("", summary="Follow an opinion")
async def track_opinion(body: TrackIn, caller: Anybody, runtime: Uses) -> TrackOut:
    """How far the matter is. No key is needed; a code that opens nothing is answered like any other unknown thing."""
    found = await tracking.track(runtime, body.tracking_code)
    return TrackOut(
        status=StatusOut.model_validate(found.status),
        unit=found.unit_name,
        due_at=found.due_at,
        steps=[StepOut.model_validate({"step": step, "at": at}) for step, at in found.steps],
        reply=found.reply,
        may_answer=found.may_answer,
        may_confirm=found.may_confirm,
        review=AnswerReviewOut.model_validate(found.review) if found.review else None,
        review_stage=found.review_stage,
    )


@router.post("/feedback", summary="Answer the result", response_model=FeedbackOut)
async def give_feedback(
    body: FeedbackIn, caller: Anybody, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Close the matter as solved, or have it handled again, while feedback is awaited or the matter may be reopened."""
    reply = await tracking.answer(
        runtime,
        body.tracking_code,
        Feedback(body.solved, body.satisfaction, body.note),
        render=rendered(200, _render),
        request_id=request_id,
        once=once,
    )
    return answer(reply)


def _render(status: Status) -> bytes:
    return to_json({"status": {"code": status.code, "zh": status.zh, "en": status.en}})
