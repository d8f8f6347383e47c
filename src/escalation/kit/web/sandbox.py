"""The clock of the sandbox: integrators and trainees turn it forward and watch what happens."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated, cast

from fastapi import Request, Response
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from escalation.actors import Actor
from escalation.errors import N_, NotFound
from escalation.kit.database.clock import advance
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime, StoredResponse, do_once
from escalation.kit.web.auth import Admin, Uses
from escalation.kit.web.fields import In, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer
from escalation.kit.web.routes import strict_router

DecidesForAll = Callable[[Runtime, Actor], Awaitable[None]]
"""Raises `ForbiddenAction` for a caller who may not do what everybody feels. The application is given one."""

router = strict_router(prefix="/v1/sandbox", tags=["sandbox"])

_DURATION = re.compile(r"P(?=.)(?:(\d{1,4})D)?(?:T(?=.)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?")
_FURTHEST = timedelta(days=3660)


def _duration(text: str) -> str:
    """ISO 8601 days and time, such as P3D or PT90M; months and years have no fixed length."""
    if not _DURATION.fullmatch(text) or not timedelta(0) < duration_of(text) <= _FURTHEST:
        raise PydanticCustomError("wrong_form", N_("Write a duration such as P3D, PT90M or P1DT12H, up to ten years."))
    return text


def duration_of(text: str) -> timedelta:
    """The length of a duration that was checked."""
    found = _DURATION.fullmatch(text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0, 0)
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


class AdvanceIn(In):
    """How far to turn the clock forward."""

    advance: Annotated[Line, AfterValidator(_duration), Field(examples=["P3D"])]


class SandboxClockOut(Out):
    """The time that every deadline goes by now."""

    now: datetime


@router.post("/clock", summary="Turn the test clock forward", response_model=SandboxClockOut)
async def advance_sandbox_clock(
    request: Request, body: AdvanceIn, caller: Admin, runtime: Uses, once: Idempotent
) -> Response:
    """For every process on this database, and so for everybody: only who may publish rules for all turns it.

    Only a server started with `--sandbox` has this route; the clock never goes back.
    """
    if not request.app.state.sandbox:
        raise NotFound
    decide_for_all = cast(DecidesForAll, request.app.state.decides_for_all)
    await decide_for_all(runtime, caller)

    async def work(connection: Connection) -> StoredResponse:
        now = await advance(connection, duration_of(body.advance))
        return StoredResponse(200, SandboxClockOut(now=now).model_dump_json().encode())

    return answer(await do_once(runtime, once, work))
