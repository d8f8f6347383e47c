"""What follows from a command? A situation goes in, a decision comes out, or a refusal is raised; nothing else happens.

`decide` answers people, `decide_deadline` answers the clock, `form_ticket` makes the first decision of a ticket's life,
and `allowed` lists what `decide` would accept.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import orjson

from escalation.clocks.stopwatch import Colour
from escalation.errors import AtTheTop, GuardFailed
from escalation.workflow.case import Case, Columns, Decision, Event, Rules
from escalation.workflow.chain import SealedEvent, genesis, link
from escalation.workflow.deadlines import colour_moments, deadline, keep_stage, next_wake, start_stage
from escalation.workflow.definition import Timeout
from escalation.workflow.machine import Allowed
from escalation.workflow.situation import CLOCK, Actor, Command, JointState, Json, Situation, Ticket, Unit
from escalation.workflow.standing import standings


def decide(situation: Situation, actor: Actor, command: Command, rules: Rules) -> Decision:
    """What a command of somebody who may see the ticket leads to.

    Raises `TransitionNotAllowed`, `ForbiddenAction`, `ValidationFailed`, `GuardFailed`; then nothing has happened.
    """
    case = Case(situation, actor, command, rules, standings(actor, situation))
    move = rules.machine.run(case)
    (keep_stage if move.same_stage else start_stage)(case)
    if move.event is not None:
        case.emit(move.event, **_public_fields(command))
    return finish(case)


def decide_deadline(situation: Situation, rules: Rules) -> Decision:
    """What the clock does with a ticket whose time has come: one step, however long nobody looked.

    Archive a closed ticket; or show the colour that is due; or, when it has been red for the grace time, escalate it
    one level, or report it as stuck at the top, or remind.
    """
    ticket = situation.ticket
    state = rules.machine.workflow.states[ticket.state]
    due = deadline(ticket)
    if due is not None and due.due_at <= situation.now and state.timeout is Timeout.ARCHIVE:
        return decide(situation, CLOCK, Command("archive", {}, "clock"), rules)
    colour = _colour_due(situation, rules)
    if colour is not None:
        return _warn(situation, rules, colour)
    if state.timeout is Timeout.ESCALATE and not ticket.stuck and _is_time(situation, rules):
        return _escalate_or_report(situation, rules)
    return _remind(situation, rules)


def allowed(situation: Situation, actor: Actor, rules: Rules) -> tuple[Allowed, ...]:
    """What this actor may do now, from the very checks that `decide` makes."""
    case = Case(situation, actor, Command("", {}, ""), rules, standings(actor, situation))
    return tuple(rules.machine.allowed(case))


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What is known when a ticket is formed. `origin` received the matter and owes the citizen the reply."""

    id: UUID
    number: str
    origin: Unit
    title: str
    content: str
    category: str | None
    urgency: str
    difficulty: str
    source: str
    key_task: bool
    confidential: bool
    accused: Unit | None
    source_system: str | None
    external_ref: str | None
    opinion_ids: tuple[UUID, ...]


def form_ticket(new: NewTicket, actor: Actor, rules: Rules, *, request_id: str, now: datetime) -> Decision:
    """The first decision about a ticket: it exists, its origin holds it, and both its clocks run."""
    ticket = _blank(new, actor, rules, now)
    situation = Situation(ticket, {new.origin.id: new.origin}, (), None, now)
    case = Case(situation, actor, Command("form", {}, request_id), rules, frozenset())
    start_stage(case)
    case.emit("ticket.created", opinion_ids=new.opinion_ids, category=new.category, source=new.source)
    return replace(finish(case, is_new=True), opinion_ids=new.opinion_ids)


def _blank(new: NewTicket, actor: Actor, rules: Rules, now: datetime) -> Ticket:
    rule = rules.policy.overall(new.origin.level, new.urgency, new.difficulty)
    due = rules.calendar.due(now, rule.limit)
    return Ticket(
        id=new.id, number=new.number, version=0, workflow_version=rules.machine.workflow.version,
        policy_version=rules.policy.version, state=rules.machine.workflow.initial, is_open=True, level=new.origin.level,
        holder_unit_id=new.origin.id, holder_path=new.origin.path, origin_unit_id=new.origin.id,
        origin_path=new.origin.path, handler_unit_id=None, dispatcher_unit_id=None, sender_unit_id=None,
        assignee_id=None,
        accused_unit_id=new.accused.id if new.accused else None, accused_path=new.accused.path if new.accused else None,
        title=new.title, content=new.content, category=new.category, urgency=new.urgency, difficulty=new.difficulty,
        source=new.source, key_task=new.key_task, confidential=new.confidential, problem=False, stuck=False,
        no_return=False, started_at=now, due_at=due.at, due_original_at=due.at, due_rule=rule.id,
        provisional=due.provisional, stage="none", stage_started_at=now, stage_due_at=None, stage_rule=None,
        warning=Colour.NONE, warned_at=None, first_breached_at=None, wake_at=None, failed_decisions=0, returns=0,
        redispatches=0, redos=0, escalations=0, joint_open=0, call_tries=0, outcome=None, reply=None, resolved_by=None,
        reason_code=None, solved=None, satisfaction=None, merged_into_id=None, source_system=new.source_system,
        external_ref=new.external_ref, event_count=0, event_hash=genesis(new.id), created_by=actor.principal,
        created_at=now, updated_at=now, closed_at=None,
    )  # fmt: skip


def _colour_due(situation: Situation, rules: Rules) -> Colour | None:
    """The highest colour whose moment has come and that the ticket does not show yet."""
    shown = list(Colour).index(Colour(situation.ticket.warning))
    moments = colour_moments(situation.ticket, rules.policy, rules.calendar)
    passed = [colour for colour, at in moments.items() if at <= situation.now]
    return passed[-1] if passed and list(Colour).index(passed[-1]) > shown else None


def _warn(situation: Situation, rules: Rules, colour: Colour) -> Decision:
    case = _clock_case(situation, rules, "warn")
    due = deadline(situation.ticket)
    if due is None:
        raise LookupError("deadline")
    case.changes |= {"warning": colour, "warned_at": case.now}
    facts: Json = {"colour": colour, "deadline": due.kind, "due_at": due.due_at, "rule": due.rule}
    if colour is Colour.RED:
        case.emit("ticket.overdue", **facts)
    else:
        case.emit("ticket.warned", **facts)
    return finish(case)


def _is_time(situation: Situation, rules: Rules) -> bool:
    state = rules.machine.workflow.states[situation.ticket.state]
    at = next_wake(situation.ticket, state, rules.policy, rules.calendar)
    return at is not None and at <= situation.now


def _escalate_or_report(situation: Situation, rules: Rules) -> Decision:
    try:
        return decide(situation, CLOCK, Command("escalate", {"reason": "overdue"}, "clock"), rules)
    except (AtTheTop, GuardFailed):
        case = _clock_case(situation, rules, "report_stuck")
        case.changes |= {"stuck": True, "warned_at": case.now}
        case.emit("ticket.stuck_at_top", level=situation.ticket.level)
        return finish(case)


def _remind(situation: Situation, rules: Rules) -> Decision:
    """Nobody above to give it to: say again that it is late."""
    case = _clock_case(situation, rules, "remind")
    case.changes["warned_at"] = case.now
    case.emit("ticket.warned", colour=Colour.RED, reminder=True)
    return finish(case)


def _clock_case(situation: Situation, rules: Rules, action: str) -> Case:
    return Case(situation, CLOCK, Command(action, {}, "clock"), rules, standings(CLOCK, situation))


def finish(case: Case, *, is_new: bool = False) -> Decision:
    """Draft to decision: the new row, its next wake-up, and its events, numbered and chained."""
    ticket, situation = case.ticket, case.situation
    state = case.rules.machine.workflow.states[case.state]
    now = max(case.now, ticket.updated_at)
    columns: Columns = case.changes | {
        "state": case.state,
        "is_open": state.is_open,
        "version": ticket.version + 1,
        "joint_open": sum(task.state == JointState.OPEN for task in case.joint_tasks.values()),
        "first_breached_at": _first_breach(ticket, case.now),
        "failed_decisions": 0,
        "updated_at": now,
    }
    new = replace(ticket, **columns)
    events = _seal(case, new, now, is_new=is_new)
    new = replace(
        new,
        wake_at=next_wake(new, state, case.rules.policy, case.rules.calendar),
        event_count=events[-1].sequence,
        event_hash=events[-1].hash,
    )
    known = {task.id: task for task in situation.joint_tasks}
    return Decision(
        ticket=new, read_version=ticket.version, actor=case.actor, action=case.command.action,
        request_id=case.command.request_id, from_state=None if is_new else ticket.state, events=events,
        hand_overs=tuple(case.hand_overs),
        joint_tasks=tuple(task for task in case.joint_tasks.values() if known.get(task.id) is not task),
    )  # fmt: skip


def _first_breach(ticket: Ticket, now: datetime) -> datetime | None:
    """When the first promise was broken; also if somebody acts on the ticket before the clock has noticed."""
    due = deadline(ticket)
    broken = due is not None and ticket.is_open and due.due_at <= now
    return ticket.first_breached_at or (due.due_at if due and broken else None)


def _seal(case: Case, new: Ticket, now: datetime, *, is_new: bool) -> tuple[SealedEvent, ...]:
    if not case.events:
        raise LookupError("a change without an event")
    changes = _changes(None if is_new else case.ticket, new)
    sealed: list[SealedEvent] = []
    previous = case.ticket.event_hash
    for offset, draft in enumerate(case.events, start=1):
        # The event that closes a move tells what changed; those before it (joint tasks) tell their own facts only.
        is_last = offset == len(case.events)
        event = _event(case, new, draft, case.ticket.event_count + offset, now, changes if is_last else {})
        event = replace(event, hash=link(previous, event))
        sealed.append(event)
        previous = event.hash
    return tuple(sealed)


def _event(case: Case, new: Ticket, draft: Event, sequence: int, now: datetime, changes: Json) -> SealedEvent:
    actor = case.actor
    is_new = case.ticket.version == 0
    return SealedEvent(
        id=case.rules.new_id(), ticket_id=new.id, sequence=sequence, type=draft.type, occurred_at=now,
        trigger=actor.trigger, action=case.command.action, principal=actor.principal, actor_unit_id=actor.unit_id,
        actor_role=actor.role, reason=draft.reason, from_state=None if is_new else case.ticket.state,
        to_state=new.state,
        ticket_version=new.version, workflow_version=new.workflow_version, request_id=case.command.request_id,
        data=orjson.loads(orjson.dumps({**draft.data, "changes": changes}, default=str)), hash=b"",
    )  # fmt: skip


SHOWN = (
    "state", "level", "holder_unit_id", "handler_unit_id", "dispatcher_unit_id", "assignee_id", "due_at",
    "stage", "stage_due_at", "warning", "first_breached_at", "stuck", "outcome", "solved", "satisfaction",
    "merged_into_id", "closed_at",
)  # fmt: skip
"""What a history shows of a change, by column; the rest of the row is bookkeeping that follows from it."""


def _changes(old: Ticket | None, new: Ticket) -> Json:
    """Before and after of each column that changed; those of a new ticket were nothing, so that all can be replayed."""
    pairs = ((name, getattr(old, name, None), getattr(new, name)) for name in SHOWN)
    return {name: [before, after] for name, before, after in pairs if before != after}


def _public_fields(command: Command) -> Json:
    """The fields of a command as facts of its event; `reason` has a column of its own."""
    return {name: value for name, value in command.fields.items() if name not in {"reason", "joint_units"}}
