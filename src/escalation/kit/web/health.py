"""Health: is this process alive, is it ready, and how is the engine doing, wherever it runs?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import nan
from typing import Literal, cast

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from escalation.errors import N_, DatabaseUnavailable
from escalation.kit.database.clock import read_now
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.engine_status import EngineStatus, EngineWatch
from escalation.kit.web.errors import Draining
from escalation.kit.web.fields import Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.texts import Language, translate

router = strict_router(tags=["health"])

_WORKERS = Gauge("escalation_workers", "Processes that run the engine on this database, heard of within a minute.")
_LAST_BEAT = Gauge(
    "escalation_worker_last_beat_seconds", "How long ago any worker was heard of; NaN: never, or nobody knows."
)
_LAG = Gauge(
    "escalation_engine_lag_seconds", "For how long the first of each queue of the engine has waited.", ["queue"]
)


class Alive(Out):
    """The process answers."""

    status: Literal["alive"]


class Degradation(Out):
    """Something that does not hinder this process and needs somebody's eyes all the same."""

    code: Literal["nobody_works", "engine_late"]
    detail: str
    since: datetime | None


class Ready(Out):
    """The process answers and so does its database. `now` is the time that all deadlines go by.

    `degraded` names what is wrong elsewhere: requests are answered, and what should happen by itself does not.
    """

    status: Literal["ready"]
    now: datetime
    degraded: list[Degradation]


@router.get("/livez", summary="Alive?")
async def check_liveness(_: Anybody) -> Alive:
    """Answers without touching the database, even while draining."""
    return Alive(status="alive")


@router.get("/readyz", summary="Ready?")
async def check_readiness(_: Anybody, request: Request, runtime: Uses, language: CallerLanguage) -> Ready:
    """503 while the database cannot be reached or the process is stopping: only where this process cannot serve."""
    if request.app.state.drain.has_begun:
        raise Draining
    status = await _watch(request).look(runtime)
    async with runtime.database.connection(changes=False) as connection:
        now = await read_now(connection)  # Not of a moment ago: the test clock may have been turned.
    return Ready(status="ready", now=now, degraded=list(_troubles(status, language)))


@router.get("/metrics", summary="Metrics", response_class=Response)
async def read_metrics(_: Anybody, request: Request, runtime: Uses) -> Response:
    """Counters and histograms in the Prometheus text format; no ticket, unit or person is named in them."""
    watch = _watch(request)
    try:
        _show(await watch.look(runtime))
    except DatabaseUnavailable:
        _show_that_nobody_knows(watch)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _watch(request: Request) -> EngineWatch:
    return cast(EngineWatch, request.app.state.engine_watch)


def _troubles(status: EngineStatus, language: Language) -> Iterator[Degradation]:
    workers = status.workers
    if not workers.at_work and workers.last_beat_at is None:
        text = N_("Engine: nobody has ever worked on this database. Start `escalation work`.")
        yield Degradation(code="nobody_works", detail=translate(text, language), since=None)
    elif not workers.at_work:
        text = N_("Engine: nobody works since {since}. Start `escalation work`.")
        since = f"{workers.last_beat_at:%Y-%m-%d %H:%M:%SZ}"
        yield Degradation(
            code="nobody_works", detail=translate(text, language).format(since=since), since=workers.last_beat_at
        )
    for queue in status.late:
        text = N_("Engine: the first of the queue {queue} has waited for {minutes} minutes.")
        minutes = status.lags[queue] // timedelta(minutes=1)
        detail = translate(text, language).format(queue=queue, minutes=minutes)
        yield Degradation(code="engine_late", detail=detail, since=status.now - status.lags[queue])


def _show(status: EngineStatus) -> None:
    silence = status.workers.silence
    _WORKERS.set(status.workers.at_work)
    _LAST_BEAT.set(silence.total_seconds() if silence is not None else nan)
    for queue, lag in status.lags.items():
        _LAG.labels(queue).set(lag.total_seconds())


def _show_that_nobody_knows(watch: EngineWatch) -> None:
    for gauge in (_WORKERS, _LAST_BEAT, *(_LAG.labels(queue) for queue in watch.queues)):
        gauge.set(nan)
