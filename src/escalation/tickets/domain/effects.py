"""What does a move do besides changing the state? Named, whitelisted, pure: an effect writes to the draft of a case."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from escalation.actors import Role
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain import orders, requests
from escalation.tickets.domain.draft import Case
from escalation.tickets.domain.stopwatches import reclassify, would_begin
from escalation.tickets.domain.ticket import Direction, HandOver, JointState, JointTask, Json, Ticket

Effect = Callable[[Case], None]


def dispatcher_is_callers_body(case: Case) -> None:
    """The office that gives the ticket out audits the result; a village's leader does so for the village."""
    body = case.situation.units.get(case.actor.unit_id) if case.actor.unit_id else None
    is_office = body is not None and case.actor.role is Role.OFFICE
    case.changes["dispatcher_unit_id"] = (
        body.id if body and is_office else case.situation.territory(case.situation.holder).id
    )


def dispatcher_is_holder(case: Case) -> None:
    """Who hands down keeps the right to audit."""
    case.changes["dispatcher_unit_id"] = case.situation.holder.id


def hand_over_to_target(case: Case) -> None:
    """The named (or routed) unit becomes holder and handler."""
    target = case.target
    if target is None:
        raise LookupError("target")
    _hand_over(case, target, _direction(case.situation.holder, target))


def hand_over_to_level_above(case: Case) -> None:
    """One step up. The office of that level audits; the origin keeps the duty to reply.

    Source: 北京市接诉即办工作条例 art. 14 and 20.
    """
    above = case.situation.level_above(case.situation.holder)
    if above is None:
        raise LookupError("level above")
    _hand_over(case, above, Direction.UP)
    case.changes["dispatcher_unit_id"] = case.situation.nearest_office(above).id
    case.changes["escalations"] = case.ticket.escalations + 1


def take_from_below(case: Case) -> None:
    """提级办理: one step up at the word of whoever is there. Who takes it has it: the receipt is signed with it."""
    hand_over_to_level_above(case)
    case.hand_overs[-1] = case.hand_overs[-1]._replace(signed_at=case.now, signed_by=case.actor.principal)


def sign_hand_over(case: Case) -> None:
    """签收: the receipt of the last hand-over."""
    last = case.situation.last_hand_over
    if last is not None:
        case.hand_overs.append(last._replace(signed_at=case.now, signed_by=case.actor.principal))


def undo_hand_over(case: Case) -> None:
    """The ticket goes back to where it came from; the hand-over stays on record as withdrawn."""
    last = case.situation.last_hand_over
    if last is None:
        raise LookupError("hand-over")
    case.hand_overs.append(last._replace(withdrawn_at=case.now))
    _hold(case, case.situation.units[last.from_unit_id], is_handler=False)
    for column in _RESTORED:
        stored = last.previous.get(column)
        case.changes[column] = UUID(str(stored)) if stored else None
    if last.action == "escalate":
        case.changes["escalations"] = case.ticket.escalations - 1


def submit_result(case: Case) -> None:
    """办结反馈: outcome and reply go to whoever dispatched; the handler waits for the audit."""
    _answer(case)
    dispatcher = case.ticket.dispatcher_unit_id or case.situation.territory(case.situation.holder).id
    case.changes["dispatcher_unit_id"] = dispatcher
    _hold(case, case.situation.units[dispatcher], is_handler=False, keep_level=True)


def answer_and_close(case: Case) -> None:
    """书面答复: the holder answers the citizen itself and keeps the ticket, so that a review is asked of who is above.

    Source: 信访工作条例 art. 31, 32 and 35: who has the power to handle a matter answers it in writing.
    """
    _answer(case)
    case.changes["closed_at"] = case.now


def give_to_call_back_office(case: Case) -> None:
    """回访 is made by the origin's office; where it has none, by the nearest office above it. Calls count afresh."""
    case.changes["call_tries"] = 0
    origin = case.situation.units[case.ticket.origin_unit_id]
    _hold(case, case.situation.nearest_office(origin), is_handler=False, keep_level=True)


def give_back_to_handler(case: Case) -> None:
    """Back to the unit that handled it, which has to be told and clocked again."""
    handler = case.situation.units[case.ticket.handler_unit_id or case.ticket.origin_unit_id]
    before = case.situation.holder
    _hold(case, handler, is_handler=True)
    if handler.id != before.id:
        case.hand_overs.append(_hand_over_row(case, before, handler, Direction.BACK))


def open_again(case: Case) -> None:
    """A reopened ticket is not closed any more; its promise was fulfilled, in time or late, and stays so."""
    fulfilled_at = case.ticket.fulfilled_at or case.ticket.closed_at or case.now
    case.changes |= {"closed_at": None, "solved": None, "confirmed_by": None, "fulfilled_at": fulfilled_at}


def count_redo(case: Case) -> None:
    """重办: counted for the problem-ticket rule and the redo rate."""
    case.changes["redos"] = case.ticket.redos + 1


def count_redispatch(case: Case) -> None:
    """Counted for the problem-ticket rule."""
    case.changes["redispatches"] = case.ticket.redispatches + 1


def count_return(case: Case) -> None:
    """退单: counted for the problem-ticket rule and the return rate."""
    case.changes["returns"] = case.ticket.returns + 1


def return_to_dispatcher(case: Case) -> None:
    """An objection was accepted: whoever gave it out has it again and gives it to somebody else."""
    dispatcher = case.situation.units[case.ticket.dispatcher_unit_id or case.ticket.origin_unit_id]
    case.hand_overs.append(_hand_over_row(case, case.situation.holder, dispatcher, Direction.BACK))
    _hold(case, dispatcher, is_handler=False)
    case.changes |= {"handler_unit_id": None, "dispatcher_unit_id": None, "assignee_id": None, "no_return": False}


def grade_anew(case: Case) -> None:
    """轻重缓急, 难易程度: other limits from the same start, so that nothing that was used comes back."""
    for name in ("urgency", "difficulty"):
        if value := case.command.text(name):
            case.changes[name] = value
    reclassify(case)


def count_call_try(case: Case) -> None:
    """An unanswered follow-up call."""
    case.changes["call_tries"] = case.ticket.call_tries + 1


def record_reason(case: Case) -> None:
    """Why it was not accepted, as a code for statistics; the sentence is in the event."""
    case.changes["reason_code"] = case.command.text("reason_code")


def record_satisfaction(case: Case) -> None:
    """What the citizen said on being asked: not solved."""
    case.changes |= {"solved": False, "satisfaction": case.command.number("satisfaction")}


def close_with_answer(case: Case) -> None:
    """办结: the origin holds the closed ticket until the reopen window ends."""
    unreachable = bool(case.command.flag("unreachable"))
    by_code = case.actor.opinion_id is not None
    case.changes |= {
        "confirmed_by": None if unreachable else "code" if by_code else "call",
        "solved": None if unreachable else case.command.flag("solved"),
        "satisfaction": case.command.number("satisfaction"),
        "call_tries": case.ticket.call_tries + int(unreachable),
        "closed_at": case.now,
    }
    _hold(case, case.situation.units[case.ticket.origin_unit_id], is_handler=False, keep_level=True)


def merge_into_other(case: Case) -> None:
    """并案: the opinions move to the other ticket; each citizen is answered separately (浙江省信访条例 art. 18)."""
    case.changes["merged_into_id"] = case.command.uuid("into_ticket_id")


def assign_member(case: Case) -> None:
    """A named member of the holding unit takes it in hand."""
    case.changes["assignee_id"] = case.command.uuid("member_id")


def open_joint_tasks(case: Case) -> None:
    """主办 asks 协办: one task a unit, due when the command or the policy says."""
    watch, due_by_rule = would_begin(case, "coordinate")
    for line in case.command.joint_units:
        task = JointTask(
            id=case.rules.new_id(), ticket_id=case.ticket.id, unit_id=line.unit_id, task=line.task,
            due_at=line.due_at or due_by_rule.at, state=JointState.OPEN, result=None, reason=None,
            created_at=case.now, ended_at=None, ended_by=None,
            due_limit=None if line.due_at else str(watch.limit), due_from=None if line.due_at else watch.started_at,
        )  # fmt: skip
        case.joint_tasks[task.id] = task
        case.emit(
            "joint_task.requested", joint_task_id=task.id, unit_id=task.unit_id, task=task.task, due_at=task.due_at
        )


def report_joint_task(case: Case) -> None:
    """One joint unit is done and says with what result."""
    _end_joint_task(case, case.joint_task, JointState.REPORTED, result=case.command.text("result"))


def waive_joint_task(case: Case) -> None:
    """The lead goes on without it, and the reason is on record."""
    _end_joint_task(case, case.joint_task, JointState.WAIVED, reason=case.command.text("reason"))


def supersede_joint_tasks(case: Case) -> None:
    """Whatever was still asked of joint units ends with the coordination."""
    for task in [task for task in case.joint_tasks.values() if task.state == JointState.OPEN]:
        _end_joint_task(case, task, JointState.SUPERSEDED)


_RESTORED: Final = ("handler_unit_id", "dispatcher_unit_id", "sender_unit_id", "assignee_id")


def to_restore(ticket: Ticket) -> Json:
    """What a recall has to give back, as a hand-over keeps it."""
    ids = {name: str(id_) if (id_ := getattr(ticket, name)) else None for name in _RESTORED}
    return {"state": ticket.state, **ids}


EFFECTS: dict[str, Effect] = {
    effect.__name__: effect
    for effect in (
        dispatcher_is_callers_body, dispatcher_is_holder, hand_over_to_target, hand_over_to_level_above,
        take_from_below, sign_hand_over, undo_hand_over, submit_result, answer_and_close, give_to_call_back_office,
        give_back_to_handler, open_again, count_redo, count_redispatch, count_call_try, record_reason,
        record_satisfaction, close_with_answer, merge_into_other, assign_member, open_joint_tasks, report_joint_task,
        waive_joint_task, supersede_joint_tasks, count_return, return_to_dispatcher, grade_anew, *requests.EFFECTS,
        *orders.EFFECTS,
    )
}  # fmt: skip


def _answer(case: Case) -> None:
    """What came of it, what the citizen is told, and who says so."""
    case.changes |= {
        "outcome": case.command.text("outcome"),
        "reply": case.command.text("reply"),
        "resolved_by": case.actor.principal,
        "resolved_person_id": case.actor.person_id,
        "resolved_member_id": case.actor.member_id,
        "resolved_unit_id": case.actor.unit_id,
        "resolved_role": case.actor.role,
        "handler_unit_id": case.situation.holder.id,
    }


def _hand_over(case: Case, to: Unit, direction: Direction) -> None:
    before = case.situation.holder
    case.hand_overs.append(_hand_over_row(case, before, to, direction))
    # A designated unit may not return the ticket (潍坊市12345政务服务便民热线条例 art. 22).
    case.changes |= {"sender_unit_id": before.id, "no_return": bool(case.command.flag("designate"))}
    _hold(case, to, is_handler=True)


def _hand_over_row(case: Case, before: Unit, to: Unit, direction: Direction) -> HandOver:
    return HandOver(
        id=case.rules.new_id(), ticket_id=case.ticket.id, direction=direction, trigger=case.actor.trigger,
        action=case.command.action, reason=case.command.text("reason") or case.command.text("instructions"),
        from_unit_id=before.id, to_unit_id=to.id, sent_at=case.now, sent_by=case.actor.principal,
        previous=to_restore(case.ticket),
    )  # fmt: skip


def _hold(case: Case, unit: Unit, *, is_handler: bool, keep_level: bool = False) -> None:
    """`unit` has to act now. The level stays with whoever handles while offices audit and call back."""
    case.changes |= {"holder_unit_id": unit.id, "holder_path": unit.path, "stuck": False}
    if not keep_level:
        case.changes["level"] = unit.level
    if is_handler:
        case.changes |= {"handler_unit_id": unit.id, "assignee_id": None}


def _direction(before: Unit, to: Unit) -> Direction:
    if before.covers(to):
        return Direction.DOWN
    return Direction.UP if to.covers(before) else Direction.SIDEWAYS


def _end_joint_task(
    case: Case, task: JointTask | None, state: JointState, *, result: str | None = None, reason: str | None = None
) -> None:
    if task is None:
        raise LookupError("joint task")
    case.joint_tasks[task.id] = task._replace(
        state=state, result=result, reason=reason, ended_at=case.now, ended_by=case.actor.principal
    )
    case.emit(f"joint_task.{state}", joint_task_id=task.id, unit_id=task.unit_id, result=result)
