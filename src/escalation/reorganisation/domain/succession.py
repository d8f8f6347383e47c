"""Who takes over what a dissolved unit leaves behind? One ticket at a time, by the rule that the duty follows.

The clocks go on: a re-organisation lengthens nobody's deadline.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from escalation.actors import Actor
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.draft import Case, Decision, Rules
from escalation.tickets.domain.effects import to_restore
from escalation.tickets.domain.finish import finish
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import Direction, HandOver, JointState, JointTask, Ticket

ACTION = "succeed"


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit is dissolved and the first of `heirs` succeeds it.

    The other heirs are the units above, nearest first: they take over what is about the successor itself
    (信访工作条例 art. 28: recusal).
    """

    dissolved_id: UUID
    heirs: tuple[Unit, ...]
    reason: str | None
    request_id: str

    def heir(self, ticket: Ticket) -> Unit | None:
        """Who takes over in this ticket; `None` if the matter is about all who could."""
        accused = ticket.accused_path
        able = (unit for unit in self.heirs if unit.active and not (accused and unit.path.startswith(accused)))
        return next(able, None)


def decide_succession(situation: Situation, succession: Succession, actor: Actor, rules: Rules) -> Decision | None:
    """What becomes of one open ticket; `None` if the dissolved unit has no duty in it, or nobody may take it over.

    Holder, origin, handler and dispatcher are replaced, whichever the dissolved unit was, and its open joint tasks are
    asked of the successor instead. State, stage and deadlines stay.
    """
    heir = succession.heir(situation.ticket)
    duties = list(_duties(situation, succession.dissolved_id))
    if heir is None or not duties:
        return None
    command = Command(ACTION, {"reason": succession.reason} if succession.reason else {}, succession.request_id)
    case = Case(situation, actor, command, rules, frozenset())
    for duty in duties:
        _TAKE_OVER[duty](case, succession.dissolved_id, heir)
    # The level is that of whoever handles the ticket; before anybody does, that of the holder.
    if succession.dissolved_id == (situation.ticket.handler_unit_id or situation.ticket.holder_unit_id):
        case.changes["level"] = heir.level
    case.emit("ticket.succeeded", dissolved_unit_id=succession.dissolved_id, successor_unit_id=heir.id, duties=duties)
    return finish(case)


def decide_accusation(situation: Situation, succession: Succession, actor: Actor, rules: Rules) -> Decision | None:
    """A matter about a dissolved unit is about its successor, where its people work now and may read nothing of it.

    What the successor, or anybody below, had to do with it while it is open goes to the unit above (信访工作条例
    art. 28: recusal). `None` if there is no unit above: then nobody would be left to see it.
    """
    accused, *above = succession.heirs
    heir = next((unit for unit in above if unit.active), None)
    if heir is None or situation.ticket.accused_unit_id != succession.dissolved_id:
        return None
    case = Case(situation, actor, Command(ACTION, {}, succession.request_id), rules, frozenset())
    case.changes |= {"accused_unit_id": accused.id, "accused_path": accused.path}
    case.emit(
        "ticket.succeeded", dissolved_unit_id=succession.dissolved_id, successor_unit_id=accused.id, duties=["accused"]
    )
    if situation.ticket.is_open:
        _withdraw(case, accused, heir, succession.dissolved_id)
    return finish(case)


def _withdraw(case: Case, accused: Unit, heir: Unit, dissolved_id: UUID) -> None:
    """Let `heir` do what the accused, or somebody below, would have to. Whom it names else has nothing to fear."""
    inside = {unit.id for unit in case.situation.units.values() if accused.covers(unit)}
    duties = [(duty, unit_id) for unit_id in inside for duty in _duties(case.situation, unit_id)]
    if not duties:
        return
    for duty, unit_id in duties:
        _TAKE_OVER[duty](case, unit_id, heir)
    if (case.ticket.handler_unit_id or case.ticket.holder_unit_id) in inside:
        case.changes["level"] = heir.level
    if case.ticket.holder_unit_id in inside:
        case.changes["assignee_id"] = None
    names = sorted({duty for duty, _ in duties})
    case.emit("ticket.succeeded", dissolved_unit_id=dissolved_id, successor_unit_id=heir.id, duties=names)


def _duties(situation: Situation, unit_id: UUID) -> Iterator[str]:
    ticket = situation.ticket
    tests = {
        "holder": ticket.holder_unit_id == unit_id,
        "origin": ticket.origin_unit_id == unit_id,
        "handler": ticket.handler_unit_id == unit_id,
        "dispatcher": ticket.dispatcher_unit_id == unit_id,
        "joint": any(_is_asked(task, unit_id) for task in situation.joint_tasks),
    }
    return (duty for duty, is_theirs in tests.items() if is_theirs)


def _hold(case: Case, before: UUID, heir: Unit) -> None:
    case.changes |= {"holder_unit_id": heir.id, "holder_path": heir.path, "stuck": False}
    case.hand_overs.append(_hand_over(case, before, heir))


def _owe_the_reply(case: Case, before: UUID, heir: Unit) -> None:
    case.changes |= {"origin_unit_id": heir.id, "origin_path": heir.path}


def _handle(case: Case, before: UUID, heir: Unit) -> None:
    case.changes["handler_unit_id"] = heir.id


def _audit(case: Case, before: UUID, heir: Unit) -> None:
    case.changes["dispatcher_unit_id"] = heir.id


def _help(case: Case, before: UUID, heir: Unit) -> None:
    """What was asked of the dissolved unit ends; the successor is asked the same, until the same moment."""
    for task in [task for task in case.joint_tasks.values() if _is_asked(task, before)]:
        case.joint_tasks[task.id] = task._replace(
            state=JointState.SUPERSEDED, ended_at=case.now, ended_by=case.actor.principal
        )
        case.emit("joint_task.superseded", joint_task_id=task.id, unit_id=before, result=None)
        new = task._replace(id=case.rules.new_id(), unit_id=heir.id, created_at=case.now)
        case.joint_tasks[new.id] = new
        case.emit("joint_task.requested", joint_task_id=new.id, unit_id=heir.id, task=new.task, due_at=new.due_at)


_TAKE_OVER: Mapping[str, Callable[[Case, UUID, Unit], None]] = {
    "holder": _hold,
    "origin": _owe_the_reply,
    "handler": _handle,
    "dispatcher": _audit,
    "joint": _help,
}


def _is_asked(task: JointTask, unit_id: UUID) -> bool:
    return task.unit_id == unit_id and task.state == JointState.OPEN


def _hand_over(case: Case, before: UUID, heir: Unit) -> HandOver:
    ticket, last = case.ticket, case.situation.last_hand_over
    # What was signed for stays signed for; what still waits for a signature waits for the successor's.
    is_signed = last is not None and last.signed_at is not None
    return HandOver(
        id=case.rules.new_id(), ticket_id=ticket.id, direction=Direction.SIDEWAYS, trigger=case.actor.trigger,
        action=ACTION, reason=case.command.text("reason"), from_unit_id=before, to_unit_id=heir.id, sent_at=case.now,
        sent_by=case.actor.principal, previous=to_restore(ticket), signed_at=case.now if is_signed else None,
        signed_by=case.actor.principal if is_signed else None,
    )  # fmt: skip
