"""Visit confirmations: the visited say that somebody was there, with the code that they were shown."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field

from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.fields import In, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.rate_limit import throttled
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.programme.visits.api.confirmation_ways import Way
from escalation.programme.visits.usecases import confirmations
from escalation.programme.visits.usecases.confirmations import ConfirmedVisit

router = strict_router(prefix="/v1/visits/confirmations", tags=["citizens"], dependencies=[Depends(throttled)])


class VisitConfirmationIn(In):
    """The code that was shown on the visit; case, spaces and hyphens do not matter."""

    code: Annotated[Line, Field(max_length=40)]


class ConfirmedVisitOut(Out):
    """Whose visit on which day was confirmed, and when that was said first."""

    unit_name: str
    day: date
    confirmed_at: datetime


@router.post("", summary="Confirm a visit", response_model=ConfirmedVisitOut)
async def confirm_visit(
    body: VisitConfirmationIn, caller: Anybody, runtime: Uses, request_id: RequestId, way: Way, once: Idempotent
) -> Response:
    """Say that a visit took place. No key is needed; a code that opens nothing is answered like any unknown thing.

    Where staff are signed in, or with a key of theirs that is no integrator's, the visit says `staff_device`.
    """
    return answer(
        await confirmations.confirm(
            runtime, body.code, way, by=caller, render=rendered(200, _rendered), request_id=request_id, once=once
        )
    )


def _rendered(confirmed: ConfirmedVisit) -> bytes:
    return ConfirmedVisitOut.model_validate(confirmed).model_dump_json().encode()
