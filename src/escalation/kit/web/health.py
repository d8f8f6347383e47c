"""Health: is this process alive, is it ready, and how is the engine doing, wherever it runs?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import nan
from shutil import disk_usage
from typing import Final, Literal, cast

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from escalation.errors import N_, DatabaseUnavailable
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Anybody, Uses
from escalation.kit.web.engine_status import EngineStatus, EngineWatch
from escalation.kit.web.errors import Draining
from escalation.kit.web.fields import Out
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.texts import Language, translate

router = strict_router(tags=["health"])

LITTLE_SPACE: Final = 512 << 20
"""Bytes below which the space that is left is told of."""

_WORKERS = Gauge("escalation_workers", "Processes that run the engine on this database, heard of within a minute.")
_LAST_BEAT = Gauge(
    "escalation_worker_last_beat_seconds", "How long ago any worker was heard of; NaN: never, or nobody knows."
)
_SPACE = Gauge(
    "escalation_files_free_bytes", "What is left where this process keeps files, if that is a folder; NaN: elsewhere."
)
_LAG = Gauge(
    "escalation_engine_lag_seconds", "For how long the first of each queue of the engine has waited.", ["queue"]
)


class Alive(Out):
    """The process answers."""

    status: Literal["alive"]


class Degradation(Out):
    """Something that does not hinder this process and needs somebody's eyes all the same."""

    code: Literal["nobody_works", "engine_late", "no_space", "little_space"]
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
    return Ready(status="ready", now=now, degraded=[*_troubles(status, language), *_want_of_space(runtime, language)])


@router.get("/metrics", summary="Metrics", response_class=Response)
async def read_metrics(_: Anybody, request: Request, runtime: Uses) -> Response:
    """Counters and histograms in the Prometheus text format; no ticket, unit or person is named in them."""
    watch = _watch(request)
    left = _space_for_files(runtime)
    _SPACE.set(nan if left is None else left)
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


def _want_of_space(runtime: Runtime, language: Language) -> Iterator[Degradation]:
    if runtime.database.was_full_lately:
        text = N_(
            "Database: there is no space left for it, and nothing can be changed. Make room; it goes on by itself."
        )
        yield Degradation(code="no_space", detail=translate(text, language), since=None)
    left = _space_for_files(runtime)
    if left is not None and left < LITTLE_SPACE:
        text = N_("Files: only {megabytes} MB are left where they are kept. Make room before there are none.")
        detail = translate(text, language).format(megabytes=left >> 20)
        yield Degradation(code="little_space", detail=detail, since=None)


def _space_for_files(runtime: Runtime) -> int | None:
    """Bytes that are left in the folder of files, where the embedded database is as well unless told otherwise."""
    folder = runtime.files.folder if runtime.files is not None else None
    return disk_usage(folder).free if folder is not None and folder.exists() else None


def _show(status: EngineStatus) -> None:
    silence = status.workers.silence
    _WORKERS.set(status.workers.at_work)
    _LAST_BEAT.set(silence.total_seconds() if silence is not None else nan)
    for queue, lag in status.lags.items():
        _LAG.labels(queue).set(lag.total_seconds())


def _show_that_nobody_knows(watch: EngineWatch) -> None:
    for gauge in (_WORKERS, _LAST_BEAT, *(_LAG.labels(queue) for queue in watch.queues)):
        gauge.set(nan)
