"""When does the clock look at a ticket next, and what is due then? Whether it is late, `lateness` says.

The deadline that counts is the holder's stage, or the overall promise while that still lies ahead: once the promise is
broken, climbing through every level in a minute would help nobody, so each new holder gets the stage's fresh time.
A promise that was fulfilled once, by closing the ticket, does not count any more: reopened, it has the stage alone.

    started ────────── yellow ───── orange ───── due (red) ── grace ── escalate, one step
                                                            or remind, again and again at a floor interval

Besides, the clock looks when a parked ticket goes on, when nobody decided a request in time, and when a supervision
order was not answered.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from escalation.clocks.calendar import Calendar
from escalation.clocks.limits import Limit
from escalation.clocks.stopwatch import Colour
from escalation.tickets.domain.definition import State, Timeout
from escalation.tickets.domain.draft import Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.stopwatches import limit_of, overall, stage
from escalation.tickets.domain.ticket import Order, OrderState, Request, RequestState, Ticket


class Deadline(NamedTuple):
    """The next promise to be broken: of the holder's `stage`, or the `overall` one to the citizen."""

    kind: str
    due_at: datetime
    rule: str | None


def deadline(ticket: Ticket) -> Deadline | None:
    """The deadline that counts now; `None` when the ticket waits for nothing, or is parked."""
    if ticket.stage_due_at is None or ticket.resume_at is not None:
        return None
    is_promised = ticket.is_open and ticket.fulfilled_at is None
    if is_promised and ticket.stage_started_at < ticket.due_at < ticket.stage_due_at:
        return Deadline("overall", ticket.due_at, ticket.due_rule)
    return Deadline("stage", ticket.stage_due_at, ticket.stage_rule)


def colour_moments(ticket: Ticket, situation: Situation, rules: Rules) -> Mapping[Colour, datetime]:
    """When the ticket turns yellow, orange and red."""
    counts = deadline(ticket)
    return _moments(counts, ticket, situation, rules) if counts else {}


def _moments(counts: Deadline, ticket: Ticket, situation: Situation, rules: Rules) -> Mapping[Colour, datetime]:
    is_stage = counts.kind == "stage"
    watch = stage(ticket) if is_stage else overall(ticket)
    if watch is None:
        raise LookupError("stopwatch")
    unit = situation.units[ticket.holder_unit_id if is_stage else ticket.origin_unit_id]
    calendar = rules.calendar_at(situation, unit, watch.limit)
    moments = watch.warnings(calendar, rules.policy.thresholds, due_at=counts.due_at)
    return {Colour.YELLOW: moments.yellow_at, Colour.ORANGE: moments.orange_at, Colour.RED: counts.due_at}


def next_wake(
    ticket: Ticket, situation: Situation, rules: Rules, requests: Iterable[Request], orders: Iterable[Order]
) -> datetime | None:
    """The next moment the clock has to look at the ticket; `None` only when nothing can become due any more."""
    moments = [request.decide_by for request in requests if request.state == RequestState.PENDING]
    moments += [order.wake_at for order in orders if order.state == OrderState.OPEN and order.wake_at]
    by_stage = _stage_wake(ticket, situation, rules)
    if by_stage is not None:
        moments.append(by_stage)
    return min(moments, default=None)


def escalates_at(ticket: Ticket, state: State, situation: Situation, rules: Rules) -> datetime | None:
    """When a ticket that is red climbs by itself; `None` if it does not."""
    counts = deadline(ticket)
    if counts is None or state.timeout is not Timeout.ESCALATE or ticket.stuck:
        return None
    missed = ticket.due_limit if counts.kind == "overall" else ticket.stage_limit or ticket.due_limit
    grace = rules.policy.grace(ticket.stage, ticket.urgency, after=limit_of(missed))
    return _calendar(ticket, situation, rules, grace).due(counts.due_at, grace).at


def reminds_at(ticket: Ticket, situation: Situation, rules: Rules) -> datetime | None:
    """When it is said again that a ticket is late, if nobody else is to be given it."""
    counts = deadline(ticket)
    if counts is None:
        return None
    floor = rules.policy.reminder_floor
    return _calendar(ticket, situation, rules, floor).due(ticket.warned_at or counts.due_at, floor).at


def _stage_wake(ticket: Ticket, situation: Situation, rules: Rules) -> datetime | None:
    state = rules.workflow.states[ticket.state]
    counts = deadline(ticket)
    if ticket.resume_at is not None or counts is None or state.timeout is None:
        return ticket.resume_at
    if state.timeout is Timeout.ARCHIVE:
        return counts.due_at
    if ticket.warning != Colour.RED:
        moments = _moments(counts, ticket, situation, rules)
        return next(at for shown, at in moments.items() if is_after(shown, ticket.warning))
    return escalates_at(ticket, state, situation, rules) or reminds_at(ticket, situation, rules)


def _calendar(ticket: Ticket, situation: Situation, rules: Rules, limit: Limit) -> Calendar:
    return rules.calendar_at(situation, situation.units[ticket.holder_unit_id], limit)


_ORDER: Mapping[str, int] = {colour: number for number, colour in enumerate(Colour)}


def is_after(shown: Colour, stored: str) -> bool:
    """Whether a colour is a more urgent one than the one stored."""
    return _ORDER[shown] > _ORDER[stored]
