"""Why is a ticket due when it is due, and what does the clock do next? Read off the very rules that decide it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from escalation.actors import Actor
from escalation.clocks.calendar import Due
from escalation.clocks.exceptional_days import NamedDays, days_that_count, rolled_from
from escalation.clocks.limits import Limit
from escalation.clocks.policy import Policy
from escalation.clocks.rules import Rule
from escalation.clocks.stopwatch import Colour, Stopwatch
from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.deadlines import colour_moments, deadline, escalates_at
from escalation.tickets.domain.decide_deadline import decide_deadline
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.lateness import owed
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.stopwatches import overall, stage
from escalation.tickets.domain.ticket import JointTask, OrderState, Request, RequestKind, Ticket
from escalation.tickets.storage import history
from escalation.tickets.storage.situations import Reading, read_situations
from escalation.tickets.usecases.rules import read_rules

FAILS = "fail"
"""The next action of a ticket whose decision raises: it is set aside, and tried again."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One of the two stopwatches, with everything its due date rests on.

    `rule` is `None` if its policy version has no such rule any more. `due` is what stands on the ticket, `counted` what
    this stopwatch alone says: a joint task may be due earlier. `days`: the exceptional days between start and end;
    `rolled_from`: the last day, if it was one without work.
    """

    kind: str
    rule_id: str
    rule: Rule | None
    policy_version: int
    region: str
    zone: ZoneInfo
    stopwatch: Stopwatch
    due: datetime
    counted: Due
    used: timedelta
    left: timedelta
    days: tuple[NamedDays, ...]
    rolled_from: date | None

    @property
    def limit(self) -> Limit:
        """What may be used."""
        return self.stopwatch.limit


@dataclass(frozen=True, slots=True)
class Next:
    """What the clock does when it looks at the ticket the next time.

    `colour`: of a warning, or the one that an order gets. `unit`: where the ticket climbs to.
    """

    at: datetime
    action: str
    colour: str | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Both stopwatches of a ticket and what follows from them. `counts`: which of them is due first.

    `late_since`: when that was, if the ticket is late. `moments`: when it turns yellow, orange and red; of a promise
    that was broken before the stage began only the last. `joint_task`: the open one that is due first.
    `calendar_in_force` is a newer version than that of the ticket as long as its dates were not computed anew.
    """

    ticket: Ticket
    now: datetime
    overall: Watch
    stage: Watch | None
    counts: Literal["overall", "stage"] | None
    late_since: datetime | None
    moments: Mapping[Colour, datetime]
    escalates_at: datetime | None
    confirmed_until: date
    calendar_in_force: int
    joint_task: JointTask | None
    extensions: tuple[Request, ...]
    units: Mapping[UUID, Unit]
    next: Next | None


async def explain(runtime: Runtime, ticket_id: UUID, actor: Actor) -> Clock:
    """Everything about the clocks of one ticket. Raises `NotFound` if there is none that the actor may see."""
    async with runtime.database.connection(changes=False) as connection:
        readings = await read_situations(connection, [ticket_id], actor)
        if not readings:
            raise NotFound
        return await explained(runtime, connection, readings[0], await history.list_requests(connection, ticket_id))


async def explained(runtime: Runtime, connection: Connection, reading: Reading, asked: Sequence[Request]) -> Clock:
    """The same of a ticket that was read. `asked`: every request about it."""
    ticket = reading.situation.ticket
    rules = await read_rules(runtime, connection, reading.versions)
    dated = replace(reading.versions, calendar=ticket.calendar_version)
    promised, staged = [
        await read_rules(runtime, connection, replace(dated, policy=version))
        for version in (ticket.due_policy_version, ticket.policy_version)
    ]
    extensions = tuple(request for request in asked if request.kind == RequestKind.EXTENSION)
    return _clock(reading.situation, rules, promised, staged, extensions)


async def id_of(runtime: Runtime, number: str) -> UUID:
    """The ticket with this number. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        found = await history.ticket_numbered(connection, number)
    if found is None:
        raise NotFound
    return found


def _clock(
    situation: Situation, rules: Rules, promised: Rules, staged: Rules, extensions: tuple[Request, ...]
) -> Clock:
    ticket = situation.ticket
    due = owed(ticket)
    moments, climbs_at, coming = _foreseen(situation, rules)
    return Clock(
        ticket=ticket,
        now=situation.now,
        overall=_overall(situation, promised),
        stage=_stage(situation, staged),
        counts=due.kind if due else None,
        late_since=due.due_at if due and due.is_late(situation.now) else None,
        moments=moments,
        escalates_at=climbs_at,
        confirmed_until=promised.calendars.confirmed_until,
        calendar_in_force=rules.calendars.version,
        joint_task=min(situation.joint_tasks, key=lambda task: task.due_at, default=None),
        extensions=extensions,
        units=situation.units,
        next=coming,
    )


def _overall(situation: Situation, rules: Rules) -> Watch:
    ticket = situation.ticket
    codes = situation.codes(situation.units[ticket.origin_unit_id])
    return _watch("overall", ticket.due_rule, overall(ticket), ticket.due_at, codes, situation, rules)


def _stage(situation: Situation, rules: Rules) -> Watch | None:
    ticket = situation.ticket
    watch = stage(ticket)
    if watch is None or ticket.stage_rule is None or ticket.stage_due_at is None:
        return None
    codes = situation.codes(situation.holder)
    return _watch(ticket.stage, ticket.stage_rule, watch, ticket.stage_due_at, codes, situation, rules)


def _watch(
    kind: str, rule_id: str, watch: Stopwatch, due: datetime, codes: tuple[str, ...], situation: Situation, rules: Rules
) -> Watch:
    policy: Policy = rules.policy
    region = rules.calendars.region_of(codes, watch.limit)
    calendar = rules.calendars.of(codes, watch.limit)
    counted = watch.due(calendar, resumes_at=situation.ticket.resume_at)
    left = rolled_from(watch, counted, calendar)
    return Watch(
        kind=kind,
        rule_id=rule_id,
        rule=policy.rule(rule_id),
        policy_version=policy.version,
        region=region,
        zone=calendar.zone,
        stopwatch=watch,
        due=due,
        counted=counted,
        used=watch.used_by(calendar, situation.now),
        left=watch.left(calendar, situation.now),
        days=days_that_count(watch, counted, left, region, rules.calendars, calendar),
        rolled_from=left,
    )


def _foreseen(situation: Situation, rules: Rules) -> tuple[Mapping[Colour, datetime], datetime | None, Next | None]:
    """The colours to come, when the ticket climbs by itself, and what the clock does next."""
    ticket = situation.ticket
    if ticket.wake_at is None:
        return {}, None, None
    at = max(ticket.wake_at, situation.now)
    state = rules.workflow.states[ticket.state]
    try:
        coming = _next(replace(situation, now=at), rules)
        if not ticket.is_open:
            return {}, None, coming
        return _moments(situation, rules), escalates_at(ticket, state, situation, rules), coming
    except Exception:  # noqa: BLE001 - whatever it is, the sweep sets the ticket aside for it, and this says so
        return {}, None, Next(at, FAILS)


def _moments(situation: Situation, rules: Rules) -> Mapping[Colour, datetime]:
    """The colours of what is due first; what the clock acts on next may be the stage of a ticket that is late."""
    due, acted_on = owed(situation.ticket), deadline(situation.ticket)
    if due and (acted_on is None or acted_on.kind != due.kind):
        return {Colour.RED: due.due_at}
    return colour_moments(situation.ticket, situation, rules)


def _next(situation: Situation, rules: Rules) -> Next:
    """What the clock decides at the moment for which the ticket stands in the line."""
    before = situation.ticket.holder_unit_id
    decision = decide_deadline(situation, rules)
    after = decision.ticket.holder_unit_id
    return Next(situation.now, decision.action, _colour(decision), situation.units[after] if after != before else None)


def _colour(decision: Decision) -> str | None:
    if decision.action == "raise_order":
        return next(order.colour for order in decision.orders if order.state == OrderState.OPEN)
    return str(decision.ticket.warning) if decision.action == "warn" else None
