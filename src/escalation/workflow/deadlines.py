"""When does the clock look at a ticket next, and what does it do then?

The deadline that counts is the holder's stage, or the overall promise while that still lies ahead: once the promise is
broken, climbing through every level in a minute would help nobody, so each new holder gets the stage's fresh time.

    started ────────── yellow ───── orange ───── due (red) ── grace ── escalate, one step
                                                            or remind, again and again at a floor interval
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from escalation.clocks.calendar import Calendar
from escalation.clocks.policy import Policy
from escalation.clocks.stopwatch import Colour, thresholds
from escalation.workflow.case import Case
from escalation.workflow.definition import State, Timeout
from escalation.workflow.situation import JointState, Ticket


@dataclass(frozen=True, slots=True)
class Deadline:
    """The next promise to be broken: of the holder's `stage`, or the `overall` one to the citizen."""

    kind: str
    started_at: datetime
    due_at: datetime
    rule: str | None


def deadline(ticket: Ticket) -> Deadline | None:
    """The deadline that counts now; `None` when the ticket waits for nothing."""
    if ticket.stage_due_at is None:
        return None
    if ticket.is_open and ticket.stage_started_at < ticket.due_at < ticket.stage_due_at:
        return Deadline("overall", ticket.started_at, ticket.due_at, ticket.due_rule)
    return Deadline("stage", ticket.stage_started_at, ticket.stage_due_at, ticket.stage_rule)


def colour_moments(ticket: Ticket, policy: Policy, calendar: Calendar) -> Mapping[Colour, datetime]:
    """When the ticket turns yellow, orange and red."""
    counts = deadline(ticket)
    if counts is None:
        return {}
    rule = policy.rule(counts.rule) if counts.rule else None
    working = rule.limit.is_working if rule else True
    moments = thresholds(calendar, counts.started_at, counts.due_at, working=working, policy=policy)
    return {Colour.YELLOW: moments.yellow_at, Colour.ORANGE: moments.orange_at, Colour.RED: counts.due_at}


def next_wake(ticket: Ticket, state: State, policy: Policy, calendar: Calendar) -> datetime | None:
    """The next moment the clock has to look at the ticket; `None` only when nothing can become due any more."""
    counts = deadline(ticket)
    if counts is None or state.timeout is None:
        return None
    if state.timeout is Timeout.ARCHIVE:
        return counts.due_at
    if ticket.warning != Colour.RED:
        return next(
            at for shown, at in colour_moments(ticket, policy, calendar).items() if _is_after(shown, ticket.warning)
        )
    if state.timeout is Timeout.ESCALATE and not ticket.stuck:
        return counts.due_at + policy.grace(ticket.stage, ticket.urgency)
    return calendar.due(ticket.warned_at or counts.due_at, policy.reminder_floor).at


def start_stage(case: Case) -> None:
    """Give the holder of the draft a fresh stage stopwatch for the state that was reached."""
    state = case.rules.machine.workflow.states[case.state]
    case.changes |= {"stage_started_at": case.now, "warning": Colour.NONE, "warned_at": None, "stuck": False}
    if state.stage is None:
        case.changes |= {"stage": "none", "stage_due_at": None, "stage_rule": None}
        return
    rule = case.rules.policy.stage(state.stage, case.current("level", int), case.ticket.urgency, case.ticket.difficulty)
    due = case.rules.calendar.due(case.now, rule.limit)
    case.changes |= {
        "stage": state.stage,
        "stage_due_at": min((due.at, *_joint_dues(case))),
        "stage_rule": rule.id,
        "policy_version": case.rules.policy.version,
    }


def keep_stage(case: Case) -> None:
    """The stage goes on; in a coordination it ends with the earliest joint task that is still open."""
    before = {task.due_at for task in case.situation.joint_tasks if task.state == JointState.OPEN}
    after = set(_joint_dues(case))
    if before == after:
        return
    ticket = case.ticket
    rule = case.rules.policy.stage(ticket.stage, ticket.level, ticket.urgency, ticket.difficulty)
    due = case.rules.calendar.due(ticket.stage_started_at, rule.limit).at
    case.changes |= {"stage_due_at": min((due, *after)), "warning": Colour.NONE}


def _joint_dues(case: Case) -> list[datetime]:
    return [task.due_at for task in case.joint_tasks.values() if task.state == JointState.OPEN]


_ORDER = tuple(Colour)


def _is_after(shown: Colour, stored: str) -> bool:
    return _ORDER.index(shown) > _ORDER.index(Colour(stored))
