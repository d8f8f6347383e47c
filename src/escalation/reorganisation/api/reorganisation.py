"""Reorganisation: changing the tree of units under open tickets."""

from typing import Annotated

from fastapi import Response
from pydantic import Field

from escalation.kit.web.auth import Admin, Uses
from escalation.kit.web.fields import Id, In, Text
from escalation.kit.web.headers import IfMatch, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.request_context import Context
from escalation.kit.web.routes import UploadRoute, strict_router
from escalation.organisation.api.units import UnitId, UnitOut, render
from escalation.reorganisation.usecases import reorganisation

router = strict_router(prefix="/v1/units", tags=["units"])


class MoveIn(In):
    """The unit that shall be above."""

    parent_id: Id


class DissolveIn(In):
    """Who takes over, and why."""

    successor_id: Id
    reason: Annotated[Text, Field(max_length=2000)] | None = None


@router.post("/{unit_id}/move", summary="Give a unit another parent", response_model=UnitOut)
async def move_unit(
    unit_id: UnitId,
    body: MoveIn,
    caller: Admin,
    runtime: Uses,
    context: Context,
    once: Idempotent,
    expected: IfMatch = None,
) -> Response:
    """Move a unit with everything below it. Open tickets go on as they are; who may see them follows the tree."""
    context.allow(UploadRoute.seconds)
    reply = await reorganisation.move_unit(
        runtime, unit_id, body.parent_id, by=caller, render=rendered(200, render), once=once, expected=numbers(expected)
    )
    return answer(reply)


@router.post("/{unit_id}/dissolve", summary="Dissolve a unit", response_model=UnitOut)
async def dissolve_unit(
    unit_id: UnitId,
    body: DissolveIn,
    caller: Admin,
    runtime: Uses,
    context: Context,
    once: Idempotent,
    expected: IfMatch = None,
) -> Response:
    """Dissolve a unit that has no active unit below it.

    Its members, its inbox and its duty in open tickets go to the successor; its keys end.
    """
    context.allow(UploadRoute.seconds)
    reply = await reorganisation.dissolve_unit(
        runtime,
        unit_id,
        body.successor_id,
        reason=body.reason,
        by=caller,
        request_id=context.request_id,
        render=rendered(200, render),
        once=once,
        expected=numbers(expected),
    )
    return answer(reply)
