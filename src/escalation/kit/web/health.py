"""Health: is this process alive, is it ready, and how is it doing?"""

from datetime import datetime
from typing import Literal

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from escalation.kit.database.clock import read_now
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.errors import Draining
from escalation.kit.web.fields import Out
from escalation.kit.web.routes import strict_router

router = strict_router(tags=["health"])


class Alive(Out):
    """The process answers."""

    status: Literal["alive"]


class Ready(Out):
    """The process answers and so does its database. `now` is the time that all deadlines go by."""

    status: Literal["ready"]
    now: datetime


@router.get("/livez", summary="Alive?")
async def livez(_: Anybody) -> Alive:
    """Answers without touching the database, even while draining."""
    return Alive(status="alive")


@router.get("/readyz", summary="Ready?")
async def readyz(_: Anybody, request: Request, runtime: Uses) -> Ready:
    """503 while the database cannot be reached or the process is stopping."""
    if request.app.state.drain.has_begun:
        raise Draining
    async with runtime.database.connection(changes=False) as connection:
        return Ready(status="ready", now=await read_now(connection))


@router.get("/metrics", summary="Metrics", response_class=Response)
async def metrics(_: Anybody) -> Response:
    """Counters and histograms in the Prometheus text format; no ticket, unit or person is named in them."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
