"""What else did a rule date than the two stopwatches? Joint tasks, decisions about requests, answers to orders.

Each keeps the limit it was dated by and the moment that was counted from, so that a new calendar dates it anew. One
that a person named keeps no limit, and stays.
"""

from datetime import datetime

from escalation.clocks.limits import Limit
from escalation.tickets.domain.draft import Case, Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import JointTask, Order, Request, RequestKind


def joint_tasks_anew(situation: Situation, rules: Rules) -> tuple[JointTask, ...]:
    """The joint tasks by the calendar in force; those that it does not move are the very same objects."""
    return tuple(_joint_task(task, situation, rules) for task in situation.joint_tasks)


def date_anew(case: Case) -> None:
    """Draft the moments by the calendar in force, once the dates of both stopwatches are drafted."""
    situation, rules = case.situation, case.rules
    if situation.ticket.calendar_version == rules.calendars.version:
        return
    stage_due_at = case.draft.stage_due_at
    case.joint_tasks |= {task.id: task for task in joint_tasks_anew(situation, rules)}
    case.requests |= {one.id: _request(one, stage_due_at, situation, rules) for one in situation.requests}
    case.orders |= {order.id: _order(order, situation, rules) for order in situation.orders}


def is_moved(case: Case) -> bool:
    """Whether the calendar in force moved one of them."""
    situation = case.situation
    return (
        any(case.joint_tasks[task.id] is not task for task in situation.joint_tasks)
        or any(case.requests[request.id] is not request for request in situation.requests)
        or any(case.orders[order.id] is not order for order in situation.orders)
    )


def _joint_task(task: JointTask, situation: Situation, rules: Rules) -> JointTask:
    due_at = _anew(task.due_at, task.due_limit, task.due_from, situation, rules)
    return task if due_at == task.due_at else task._replace(due_at=due_at)


def _request(request: Request, stage_due_at: datetime | None, situation: Situation, rules: Rules) -> Request:
    """An extension is decided before the stage ends, and any other request before the day that it is about.

    Days that were asked for are counted from the end of the stage, wherever that is now.
    """
    until, decide_by = _until(request, stage_due_at, situation, rules), request.decide_by
    if request.decide_limit is not None and decide_by > situation.passed_until:
        decide_by = _anew(decide_by, request.decide_limit, request.asked_at, situation, rules)
        latest = stage_due_at if request.kind == RequestKind.EXTENSION else until
        decide_by = min(decide_by, latest) if latest else decide_by
    if (until, decide_by) == (request.until, request.decide_by):
        return request
    return request._replace(until=until, decide_by=decide_by)


def _until(request: Request, stage_due_at: datetime | None, situation: Situation, rules: Rules) -> datetime | None:
    if request.until_limit is None or stage_due_at is None:
        return request.until
    return rules.calendar_at(situation, situation.holder).due(stage_due_at, Limit.parse(request.until_limit)).at


def _order(order: Order, situation: Situation, rules: Rules) -> Order:
    if order.wake_at is None:
        return order
    wake_at = _anew(order.wake_at, order.wake_limit, order.wake_from, situation, rules)
    if wake_at == order.wake_at:
        return order
    return order._replace(wake_at=wake_at, due_at=wake_at if order.due_at == order.wake_at else order.due_at)


def _anew(
    at: datetime, limit: str | None, counted_from: datetime | None, situation: Situation, rules: Rules
) -> datetime:
    """The end of a limit by the calendar in force; what had passed when it was published stays passed."""
    ticket = situation.ticket
    if limit is None or counted_from is None or at <= situation.passed_until:
        return at
    if ticket.calendar_version == rules.calendars.version:
        return at
    counted = Limit.parse(limit)
    return rules.calendar_at(situation, situation.holder, counted).due(counted_from, counted).at
