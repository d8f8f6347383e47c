"""Trends (三确保三防止): what units did week by week, and alarms where zeal fades."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Id, Out
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse, WeekCount
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.trends.domain.activity import Activity
from escalation.programme.trends.domain.alarms import TrendAlarm
from escalation.programme.trends.storage.alarms import UnitAlarm
from escalation.programme.trends.usecases import activity_trends
from escalation.programme.trends.usecases.activity_trends import UnitTrend, WeekActivity

router = strict_router(prefix="/v1/activity-trends", tags=["trends"])
alarms_router = strict_router(prefix="/v1/trend-alarms", tags=["trends"])


class TrendsQuery(BaseModel):
    """Of which unit, the caller's own if none is named, and of how many weeks."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit: it and those directly below it are told.")
    weeks: WeekCount = Field(default=13, description="The last so many weeks that are over.")


class TrendAlarmsQuery(ListQuery):
    """What the list is narrowed to."""

    unit: Code | None = Field(default=None, description="Code of a unit; with all below it.")
    alarm: TrendAlarm | None = Field(default=None, description="Which alarm.")
    open: TrueOrFalse | None = Field(default=None, description="Whether it goes on.")


class TrendAlarmOut(Out):
    """An alarm, with what it was given for: how much was done for each working day, before and since."""

    id: UUID
    unit: UnitRef
    alarm: TrendAlarm
    since: date = Field(description="The Monday of the first week that it is about.")
    before: float
    after: float
    units: int | None
    idle: int | None
    found_at: datetime
    recovered_at: datetime | None


class ActivityCountOut(Out):
    """How often something was done."""

    activity: Activity
    count: int


class WeekActivityOut(Out):
    """A week that is over: its working days, what was done, and that as one figure by the weights of the rules."""

    monday: date
    working_days: int
    counts: list[ActivityCountOut]
    weighed: int


class UnitTrendOut(Out):
    """A unit with all below it: its weeks, the oldest first, and alarms that go on."""

    unit: UnitRef
    weeks: list[WeekActivityOut]
    alarms: list[TrendAlarmOut]


class ActivityWeightOut(Out):
    """What an activity counts by the rules in force."""

    activity: Activity
    weight: int


class ActivityTrendsOut(Out):
    """`total` is the unit with all below it, `own` it alone, `items` those directly below, each with all below it."""

    weights: list[ActivityWeightOut]
    total: UnitTrendOut
    own: list[WeekActivityOut]
    items: list[UnitTrendOut]


@router.get("", summary="What a unit and those directly below it did, week by week")
async def read_activity_trends(
    query: Annotated[TrendsQuery, Query()], caller: Caller, runtime: Uses
) -> ActivityTrendsOut:
    """Weeks that are over, counted once each by when things were recorded. A handler is told of their unit alone."""
    told = await activity_trends.read_trends(runtime, caller, query.unit, query.weeks)
    return ActivityTrendsOut(
        weights=[ActivityWeightOut(activity=kind, weight=weight) for kind, weight in told.weights.items()],
        total=_trend(told.total), own=_weeks(told.own), items=[_trend(each) for each in told.items],
    )  # fmt: skip


@alarms_router.get("", summary="Alarms of trends")
async def list_trend_alarms(
    query: Annotated[TrendAlarmsQuery, Query()], caller: Caller, runtime: Uses
) -> Page[TrendAlarmOut]:
    """Those of units in the caller's scope, newest first. Each is given once, until the unit has recovered."""
    keyset = Keyset("trend-alarms", UUID, query, runtime, sort="-id")
    found = await activity_trends.list_alarms(
        runtime, caller, unit=query.unit, alarm=query.alarm, is_open=query.open, after=keyset.after,
        limit=keyset.limit,
    )  # fmt: skip
    items, cursor = keyset.page(found, place=lambda each: each.id, show=alarm_out)
    return Page[TrendAlarmOut](items=items, next_cursor=cursor)


@alarms_router.get("/{alarm_id}", summary="One alarm of a trend")
async def read_trend_alarm(
    alarm_id: Annotated[Id, Path(description="The alarm's id.")], caller: Caller, runtime: Uses
) -> TrendAlarmOut:
    """Of a unit in the caller's scope."""
    return alarm_out(await activity_trends.get_alarm(runtime, caller, alarm_id))


def alarm_out(alarm: UnitAlarm) -> TrendAlarmOut:
    """An alarm as it is told, with levels to two places."""
    figures: Mapping[str, Any] = alarm.figures
    return TrendAlarmOut(
        id=alarm.id, unit=UnitRef.model_validate(alarm.unit), alarm=TrendAlarm(alarm.alarm), since=alarm.since,
        before=_level(figures["before"]), after=_level(figures["after"]), units=figures["units"],
        idle=figures["idle"], found_at=alarm.found_at, recovered_at=alarm.recovered_at,
    )  # fmt: skip


def _level(ratio: Sequence[int]) -> float:
    return round(ratio[0] / ratio[1], 2)


def _trend(trend: UnitTrend) -> UnitTrendOut:
    alarms = [alarm_out(each) for each in trend.alarms]
    return UnitTrendOut(unit=UnitRef.model_validate(trend.unit), weeks=_weeks(trend.weeks), alarms=alarms)


def _weeks(weeks: Sequence[WeekActivity]) -> list[WeekActivityOut]:
    return [
        WeekActivityOut(
            monday=week.monday, working_days=week.working_days, weighed=week.weighed,
            counts=[ActivityCountOut(activity=kind, count=count) for kind, count in week.counts.items()],
        )
        for week in weeks
    ]  # fmt: skip
