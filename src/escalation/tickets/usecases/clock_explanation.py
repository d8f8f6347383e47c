"""How is a clock explained to people? Sentences in Chinese or English, each with one thing that the due date rests on.

Texts are message ids, as everywhere; dates are local ones of the place whose calendar counts.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from escalation.clocks.calendar_document import BASE, DayKind
from escalation.clocks.exceptional_days import NamedDays
from escalation.clocks.limits import Limit, LimitUnit
from escalation.errors import N_, Param
from escalation.texts import Language, translate
from escalation.tickets.domain.ticket import RequestState
from escalation.tickets.usecases.clock import FAILS, Clock, Next, Watch

STAGES: Final[Mapping[str, str]] = {
    "dispatch": N_("dispatch of the ticket"),
    "sign": N_("signing for the ticket"),
    "handle": N_("handling of the matter"),
    "coordinate": N_("joint work"),
    "park": N_("parking of the ticket"),
    "audit": N_("audit of the result"),
    "call_back": N_("call-back to the citizen"),
    "reopen_window": N_("window for reopening"),
}
COLOURS: Final[Mapping[str, str]] = {"yellow": N_("yellow"), "orange": N_("orange"), "red": N_("red")}


def sentences(clock: Clock, language: Language) -> list[str]:
    """Why both dates are what they are, and what comes next."""
    say = _Speaker(language)
    told = list(_stopwatch(clock, clock.overall, say))
    if clock.stage is not None:
        told += _stopwatch(clock, clock.stage, say)
    told += _late(clock, say)
    told += _around(clock, say)
    return [*told, _next(clock, say)]


def limit_in_words(limit: Limit, language: Language) -> str:
    """A limit and how it is counted: `5 working days, the day of the start is not counted`."""
    say = _Speaker(language)
    one, many = _AMOUNTS[limit.unit]
    amount = say(one) if limit.amount == 1 else say(many, amount=limit.amount)
    return say.listed([amount, *_options(limit, say)])


def moment_in_words(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """A moment as people of the place write it, to the minute."""
    return _Speaker(language).moment(at, zone)


_AMOUNTS: Final[Mapping[LimitUnit, tuple[str, str]]] = {
    LimitUnit.MINUTES: (N_("one minute"), N_("{amount} minutes")),
    LimitUnit.HOURS: (N_("one hour"), N_("{amount} hours")),
    LimitUnit.WORKING_MINUTES: (N_("one minute of working time"), N_("{amount} minutes of working time")),
    LimitUnit.WORKING_HOURS: (N_("one hour of working time"), N_("{amount} hours of working time")),
    LimitUnit.CALENDAR_DAYS: (N_("one calendar day"), N_("{amount} calendar days")),
    LimitUnit.WORKING_DAYS: (N_("one working day"), N_("{amount} working days")),
    LimitUnit.MONTHS: (N_("one month"), N_("{amount} months")),
}
_DATED: Final = frozenset({LimitUnit.CALENDAR_DAYS, LimitUnit.WORKING_DAYS, LimitUnit.MONTHS})


class _Speaker:
    """Says message ids in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._locale = "zh_Hans" if language == "zh" else "en"

    def __call__(self, text: str, **params: Param) -> str:
        return translate(text, self.language).format(**params)

    def moment(self, at: datetime, zone: ZoneInfo) -> str:
        pattern = "y年M月d日EEE HH:mm" if self.language == "zh" else "EEE d MMM y, HH:mm"
        return format_datetime(at, pattern, tzinfo=zone, locale=self._locale)

    def day(self, day: date) -> str:
        return format_date(day, "y年M月d日" if self.language == "zh" else "d MMM y", locale=self._locale)

    def span(self, time: timedelta) -> str:
        minutes = round(time / timedelta(minutes=1))
        return self(N_("{hours} h {minutes} min"), hours=minutes // 60, minutes=minutes % 60)

    def listed(self, parts: list[str]) -> str:
        return ("，" if self.language == "zh" else ", ").join(parts)


def _options(limit: Limit, say: _Speaker) -> Iterator[str]:
    if limit.unit in _DATED and not limit.keep_time:
        counted = N_("the day of the start is day one")
        yield say(counted if limit.first_day_counts else N_("the day of the start is not counted"))
    if not limit.roll:
        yield say(N_("a last day without work stays the last day"))
    if limit.midnight:
        yield say(N_("the last day ends at midnight"))
    if limit.keep_time:
        yield say(N_("the last day ends at the time of day of the start"))
    if limit.from_workday:
        yield say(N_("a start on a day without work counts as one on the next working day"))
    if limit.cut_off is not None:
        text = N_("a start from {time} on counts as one at the opening of the next working day")
        yield say(text, time=f"{limit.cut_off:%H:%M}")
    if limit.calendar is not None:
        yield say(N_("counted by the calendar '{name}'"), name=limit.calendar)


def _stopwatch(clock: Clock, watch: Watch, say: _Speaker) -> Iterator[str]:
    yield _beginning(watch, say)
    yield _rule(clock, watch, say)
    yield from (_days(span, say) for span in watch.days)
    if watch.rolled_from is not None:
        text = N_("The last day, {day}, is one without work, so the limit ends on the next working day.")
        yield say(text, day=say.day(watch.rolled_from))
    yield from _progress(clock, watch, say)
    yield from _end(clock, watch, say)


def _beginning(watch: Watch, say: _Speaker) -> str:
    at = say.moment(watch.stopwatch.started_at, watch.zone)
    if watch.kind == "overall":
        return say(N_("The promise to the citizen began on {at}, with the registration of the ticket."), at=at)
    return say(N_("The stage '{stage}' began on {at}."), stage=_stage_name(watch.kind, say), at=at)


def _rule(clock: Clock, watch: Watch, say: _Speaker) -> str:
    rule = watch.rule
    name = (rule.zh if say.language == "zh" else rule.en) if rule else watch.rule_id
    region = "" if watch.region == BASE else f" ({watch.region})"
    text = N_(
        "Rule {id} of policy version {policy}, '{name}', counted by calendar version {calendar}{region}: {limit}."
    )
    told = say(
        text,
        id=watch.rule_id,
        name=name,
        policy=watch.policy_version,
        calendar=clock.ticket.calendar_version,
        region=region,
        limit=limit_in_words(watch.limit, say.language),
    )
    source = say(N_("Source of the rule: {source}."), source=rule.source) if rule and rule.source else ""
    return f"{told}{'' if say.language == 'zh' or not source else ' '}{source}"


def _days(span: NamedDays, say: _Speaker) -> str:
    name = (span.zh if say.language == "zh" else span.en) or span.zh or span.en or ""
    params = {"first": say.day(span.first), "last": say.day(span.last), "name": name}
    if span.kind is DayKind.WORKDAY:
        one, many = (
            N_("{first} is a day of rest with work ({name})."),
            N_("{first} to {last} are days with work ({name})."),
        )
    else:
        one, many = N_("{first} is a holiday ({name})."), N_("{first} to {last} are holidays ({name}).")
    return say(one if span.first == span.last else many, **params)


def _progress(clock: Clock, watch: Watch, say: _Speaker) -> Iterator[str]:
    """What was used, if it cannot be told from the start and the limit alone."""
    stopwatch = watch.stopwatch
    if stopwatch.is_plain:
        return
    working = N_("{used} of {budget} of working time are used.")
    elapsed = N_("{used} of {budget} are used.")
    used = {"used": say.span(watch.used), "budget": say.span(stopwatch.budget)}
    yield say(working if watch.limit.is_working else elapsed, **used)
    if stopwatch.extended:
        yield say(N_("It was extended; the limit of the rule ended earlier."))
    if stopwatch.running_since is None:
        resumes = clock.ticket.resume_at
        if resumes is not None:
            yield say(N_("It is paused and goes on by itself on {at}."), at=say.moment(resumes, watch.zone))
    elif stopwatch.running_since != stopwatch.started_at:
        text = N_("It was paused and has gone on since {at}.")
        yield say(text, at=say.moment(stopwatch.running_since, watch.zone))


def _end(clock: Clock, watch: Watch, say: _Speaker) -> Iterator[str]:
    ticket, due = clock.ticket, say.moment(watch.due, watch.zone)
    joint = clock.joint_task
    if watch.kind != "overall" and joint is not None and joint.due_at == watch.due and watch.due < watch.counted.at:
        yield say(N_("A joint task is due earlier, so the stage ends with it, on {at}."), at=due)
    elif watch.due != watch.counted.at:
        yield say(N_("It was due on {at} when the calendar changed, and a limit that has passed stays passed."), at=due)
    else:
        yield say(N_("So it is due on {at}."), at=due)
    if watch.counted.provisional:
        text = N_("This date is provisional: holidays are known only until {day}.")
        yield say(text, day=say.day(clock.confirmed_until))
    if watch.kind == "overall" and ticket.due_original_at != ticket.due_at:
        original = say.moment(ticket.due_original_at, watch.zone)
        yield say(N_("The date promised at first was {at}; statistics keep it."), at=original)


def _late(clock: Clock, say: _Speaker) -> Iterator[str]:
    """Since when it is late, and that a fresh stage does not change that."""
    if clock.late_since is None:
        return
    yield say(N_("It is late since {at}."), at=say.moment(clock.late_since, clock.overall.zone))
    if clock.counts == "overall" and clock.stage is not None and clock.stage.due > clock.now:
        yield say(N_("The stage of whoever holds it now is not over; the promise to the citizen was broken before."))


def _around(clock: Clock, say: _Speaker) -> Iterator[str]:
    """Extensions, and a calendar that is newer than the dates."""
    zone = clock.overall.zone
    for request in clock.extensions:
        if request.until is not None:
            texts = _EXTENSIONS[RequestState(request.state)]
            asked = say.moment(request.asked_at, zone)
            yield say(texts, asked=asked, until=say.moment(request.until, zone), by=say.moment(request.decide_by, zone))
    if clock.calendar_in_force != clock.ticket.calendar_version:
        text = N_("Calendar version {version} is in force; what it changes is computed when the clock looks next.")
        yield say(text, version=clock.calendar_in_force)


_EXTENSIONS: Final[Mapping[RequestState, str]] = {
    RequestState.PENDING: N_(
        "An extension until {until} was asked for on {asked}; it waits for a decision until {by}."
    ),
    RequestState.APPROVED: N_("An extension until {until} was asked for on {asked} and granted."),
    RequestState.REFUSED: N_("An extension until {until} was asked for on {asked} and refused."),
    RequestState.LAPSED: N_("An extension until {until} was asked for on {asked}; nobody decided, so it lapsed."),
}


def _next(clock: Clock, say: _Speaker) -> str:
    coming = clock.next
    if coming is None:
        return say(N_("The clock has nothing more to do with this ticket."))
    at = say.moment(coming.at, (clock.stage or clock.overall).zone)
    text = _ACTIONS.get(coming.action, N_("The clock looks at it on {at}."))
    colour = say(COLOURS[coming.colour]) if coming.colour else ""
    return say(text, at=at, colour=colour, unit=_above(coming), version=clock.calendar_in_force)


def _above(coming: Next) -> str:
    return coming.unit.name if coming.unit else ""


_ACTIONS: Final[Mapping[str, str]] = {
    "warn": N_("Next, on {at}, it turns {colour}."),
    "escalate": N_("Next, on {at}, it climbs by itself to {unit}."),
    "report_stuck": N_("Next, on {at}, it joins the list of tickets that are stuck: nobody is above."),
    "remind": N_("Next, on {at}, the reminder that it is late is repeated."),
    "resume": N_("Next, on {at}, it goes on by itself."),
    "archive": N_("Next, on {at}, it is archived."),
    "lapse_request": N_("Next, on {at}, a request lapses unless somebody decides it before."),
    "raise_order": N_("Next, on {at}, an order that is not answered turns {colour}."),
    "reschedule": N_("Next, on {at}, its dates are computed anew, by calendar version {version}."),
    FAILS: N_("The clock cannot decide on it; it is set aside, and tried again on {at}. See the list of incidents."),
}


def _stage_name(kind: str, say: _Speaker) -> str:
    return say(STAGES[kind]) if kind in STAGES else kind
