"""For citizens: to send an opinion in (submission), and to be shown the code with which it can be followed."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field

from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.fields import Code, Document, Flag, In, Line, Out, Text
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.locations import LocationIn
from escalation.opinions.usecases.opinions import OpinionInput
from escalation.opinions.usecases.submissions import Submitted, submit
from escalation.tickets.domain.source import Source

router = strict_router(prefix="/v1/submissions", tags=["citizens"], dependencies=[Depends(throttled)])


class SubmissionIn(In):
    """What a citizen has to say, and to which unit. Name and contact are sealed, and need not be given."""

    unit_code: Code
    title: Line
    content: Text
    name: Annotated[Line, Field(max_length=100)] | None = None
    contact: Line | None = None
    place: Line | None = None
    location: LocationIn | None = None
    confidential: Flag = False
    category: Code | None = None
    attributes: Document | None = Field(default=None, description="What the fields of the category ask for, by code.")


class SubmissionOut(Out):
    """The code with which the opinion can be followed: it is shown this once, to nobody else. And where it went."""

    tracking_code: str
    unit: str
    received_at: datetime


@router.post("", status_code=201, summary="Send an opinion in", response_model=SubmissionOut)
async def submit_opinion(
    body: SubmissionIn, caller: Anybody, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Take a citizen's opinion into a unit's inbox. No key is needed. Who works on it never sees the code."""
    given = OpinionInput(
        title=body.title, content=body.content, source=Source.WEB, unit_code=body.unit_code, citizen_name=body.name,
        contact=body.contact, place=body.place, confidential=body.confidential,
        category=body.category, attributes=body.attributes,
        location=body.location.as_given() if body.location else None,
    )  # fmt: skip
    reply = await submit(runtime, given, render=rendered(201, _render), request_id=request_id, once=once)
    return answer(reply)


def _render(done: Submitted) -> bytes:
    return to_json({
        "tracking_code": done.tracking_code, "unit": done.unit_name, "received_at": done.received_at,
    })  # fmt: skip
