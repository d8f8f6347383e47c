"""What follows from a command? A situation goes in, a decision comes out, or a refusal is raised; nothing else happens.

`decide` answers people, `decide_deadline` answers the clock, `form_ticket` makes the first decision of a ticket's life,
and `allowed` lists what `decide` would accept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import orjson

from escalation.actors import CLOCK, Actor
from escalation.catalogue.units import Unit
from escalation.clocks.rules import About
from escalation.clocks.stopwatch import Colour
from escalation.errors import AtTheTop, GuardFailed
from escalation.workflow.case import Case, Columns, Decision, Event, Rules
from escalation.workflow.chain import SealedEvent, genesis, seal
from escalation.workflow.command import Command
from escalation.workflow.deadlines import colour_moments, deadline, escalates_at, is_after, next_wake, reminds_at
from escalation.workflow.definition import Move, State, Timeout
from escalation.workflow.machine import Allowed, machine_of
from escalation.workflow.orders import end_orders, raise_colours, unanswered
from escalation.workflow.requests import lapse, undecided
from escalation.workflow.sight import lost_sight
from escalation.workflow.situation import Situation
from escalation.workflow.standing import Standing, standings
from escalation.workflow.stopwatches import NO_STAGE, keep_stage, promise, recalculated, start_stage
from escalation.workflow.ticket import (
    JointState,
    JointTask,
    Json,
    Order,
    OrderState,
    Request,
    RequestKind,
    RequestState,
    Ticket,
)

T = TypeVar("T")


def decide(situation: Situation, actor: Actor, command: Command, rules: Rules) -> Decision:
    """What a command of somebody who may see the ticket leads to.

    Raises `TransitionNotAllowed`, `ForbiddenAction`, `ValidationFailed`, `GuardFailed`; then nothing has happened.
    """
    case = _case(situation, actor, command, rules)
    move = machine_of(rules.workflow).run(case)
    (keep_stage if move.same_stage else start_stage)(case)
    _settle(case, move)
    if move.event is not None:
        case.emit(move.event, **_public_fields(command))
    return finish(case)


def decide_deadline(situation: Situation, rules: Rules) -> Decision:
    """What the clock does with a ticket whose time has come: one step, however long nobody looked.

    First of all it goes by the calendar in force. Then it lets a parked ticket go on or archives a closed one, lets
    requests lapse that nobody decided and raises orders that nobody answered; shows the colour that is due; or, when
    the ticket has been red for the grace time, escalates it one level, reports it as stuck at the top, or reminds.
    """
    return (
        decide_reschedule(situation, rules)
        or _at_the_end_of_a_wait(situation, rules)
        or _about_lateness(situation, rules)
    )


def decide_reschedule(situation: Situation, rules: Rules) -> Decision | None:
    """What a newer calendar changes for a ticket; `None` if its dates are those of the calendar in force."""
    new = recalculated(situation, rules)
    if all(getattr(situation.ticket, name) == value for name, value in new.items() if name != "calendar_version"):
        return None
    return _by_clock(situation, rules, "reschedule", _reschedule)


def allowed(situation: Situation, actor: Actor, rules: Rules) -> tuple[Allowed, ...]:
    """What this actor may do now, from the very checks that `decide` makes."""
    case = _case(situation, actor, Command("", {}, ""), rules)
    return tuple(machine_of(rules.workflow).allowed(case))


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What is known when a ticket is formed. `origin` received the matter and owes the citizen the reply.

    `above`: the units above the origin, nearest first; their calendars and limits may hold for it.
    """

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
    above: tuple[Unit, ...] = ()


def form_ticket(new: NewTicket, actor: Actor, rules: Rules, *, request_id: str, now: datetime) -> Decision:
    """The first decision about a ticket: it exists, its origin holds it, and both its clocks run."""
    units = {unit.id: unit for unit in (*new.above, new.origin)}
    ticket = _blank(new, actor, rules, (new.origin.code, *(unit.code for unit in new.above)), now)
    situation = Situation(ticket, units, (), None, now)
    case = Case(situation, actor, Command("form", {}, request_id), rules, frozenset())
    start_stage(case)
    case.emit("ticket.created", opinion_ids=new.opinion_ids, category=new.category, source=new.source)
    return finish(case, is_new=True)._replace(opinion_ids=new.opinion_ids)


def _blank(new: NewTicket, actor: Actor, rules: Rules, units: tuple[str, ...], now: datetime) -> Ticket:
    asked = About(new.origin.level, new.urgency, new.difficulty, units, new.category)
    return Ticket(
        id=new.id, number=new.number, version=0, workflow_version=rules.workflow.version,
        policy_version=rules.policy.version, state=rules.workflow.initial, is_open=True, level=new.origin.level,
        holder_unit_id=new.origin.id, holder_path=new.origin.path, origin_unit_id=new.origin.id,
        origin_path=new.origin.path, handler_unit_id=None, dispatcher_unit_id=None, sender_unit_id=None,
        assignee_id=None,
        accused_unit_id=new.accused.id if new.accused else None, accused_path=new.accused.path if new.accused else None,
        title=new.title, content=new.content, category=new.category, urgency=new.urgency, difficulty=new.difficulty,
        source=new.source, key_task=new.key_task, confidential=new.confidential, problem=False, stuck=False,
        no_return=False, **promise(rules, asked, now), **NO_STAGE, stage_started_at=now, resume_at=None,
        warning=Colour.NONE, warned_at=None, first_breached_at=None, wake_at=None, failed_decisions=0, returns=0,
        redispatches=0, redos=0, escalations=0, joint_open=0, call_tries=0, extensions=0, urges=0, requests_open=0,
        orders_open=0, outcome=None, reply=None, resolved_by=None,
        reason_code=None, solved=None, satisfaction=None, merged_into_id=None, source_system=new.source_system,
        external_ref=new.external_ref, event_count=0, event_hash=genesis(new.id), created_by=actor.principal,
        created_at=now, updated_at=now, closed_at=None,
    )  # fmt: skip


def _case(situation: Situation, actor: Actor, command: Command, rules: Rules) -> Case:
    """A draft that starts with the dates of the calendar in force."""
    case = Case(situation, actor, command, rules, standings(actor, situation))
    case.changes |= recalculated(situation, rules)
    return case


def _settle(case: Case, move: Move) -> None:
    """What a move leaves without object ends with it.

    A request is about the stage it was made in; an objection is about the assignment, so it outlives the signature.
    """
    state = case.rules.workflow.states[case.state]
    stays = state.owner == Standing.HOLDER and case.current("holder_unit_id", UUID) == case.ticket.holder_unit_id
    pending = [request for request in case.requests.values() if request.state == RequestState.PENDING]
    if not stays:
        lapse(case, pending)
    elif not move.same_stage:
        lapse(case, [request for request in pending if request.kind != RequestKind.OBJECTION])
    if not state.is_open:
        end_orders(case)


def _at_the_end_of_a_wait(situation: Situation, rules: Rules) -> Decision | None:
    now, ticket = situation.now, situation.ticket
    if action := _timed_move(ticket, rules.workflow.states[ticket.state], now):
        return decide(situation, CLOCK, Command(action, {}, "clock"), rules)
    if late := undecided(situation.requests, now):
        return _by_clock(situation, rules, "lapse_request", lambda case: lapse(case, late))
    if ignored := unanswered(situation.orders, now):
        return _by_clock(situation, rules, "raise_order", lambda case: raise_colours(case, ignored))
    return None


def _about_lateness(situation: Situation, rules: Rules) -> Decision:
    now, ticket = situation.now, situation.ticket
    colour = _colour_due(situation, rules)
    if colour is not None:
        return _warn(situation, rules, colour)
    climbs_at = escalates_at(ticket, rules.workflow.states[ticket.state], situation, rules)
    if climbs_at is not None and climbs_at <= now:
        return _escalate_or_report(situation, rules)
    if climbs_at is None and _is_to_be_reminded(situation, rules):
        return _by_clock(situation, rules, "remind", _remind)
    # Woken too early: the rules have changed since it was put into the line.
    return _by_clock(situation, rules, "reschedule", _reschedule)


def _timed_move(ticket: Ticket, state: State, now: datetime) -> str | None:
    """The move that the clock makes at the end of a wait: on with a parked ticket, or into the archive."""
    if ticket.resume_at is not None:
        return str(Timeout.RESUME) if ticket.resume_at <= now else None
    is_over = ticket.stage_due_at is not None and ticket.stage_due_at <= now
    return str(Timeout.ARCHIVE) if state.timeout is Timeout.ARCHIVE and is_over else None


def _by_clock(situation: Situation, rules: Rules, action: str, draft: Callable[[Case], None]) -> Decision:
    case = _case(situation, CLOCK, Command(action, {}, "clock"), rules)
    draft(case)
    return finish(case)


def _reschedule(case: Case) -> None:
    case.emit("ticket.rescheduled", calendar_version=case.rules.calendars.version)


def _colour_due(situation: Situation, rules: Rules) -> Colour | None:
    """The highest colour whose moment has come and that the ticket does not show yet."""
    ticket = situation.ticket
    if ticket.warning == Colour.RED:
        return None
    passed = [colour for colour, at in colour_moments(ticket, situation, rules).items() if at <= situation.now]
    return passed[-1] if passed and is_after(passed[-1], ticket.warning) else None


def _warn(situation: Situation, rules: Rules, colour: Colour) -> Decision:
    due = deadline(situation.ticket)
    if due is None:
        raise LookupError("deadline")

    def draft(case: Case) -> None:
        case.changes |= {"warning": colour, "warned_at": case.now}
        type_ = "ticket.overdue" if colour is Colour.RED else "ticket.warned"
        case.emit(type_, colour=colour, deadline=due.kind, due_at=due.due_at, rule=due.rule)

    return _by_clock(situation, rules, "warn", draft)


def _escalate_or_report(situation: Situation, rules: Rules) -> Decision:
    try:
        return decide(situation, CLOCK, Command("escalate", {"reason": "overdue"}, "clock"), rules)
    except (AtTheTop, GuardFailed):
        return _by_clock(situation, rules, "report_stuck", _report_stuck)


def _report_stuck(case: Case) -> None:
    case.changes |= {"stuck": True, "warned_at": case.now}
    case.emit("ticket.stuck_at_top", level=case.ticket.level)


def _is_to_be_reminded(situation: Situation, rules: Rules) -> bool:
    if situation.ticket.warning != Colour.RED:
        return False
    at = reminds_at(situation.ticket, situation, rules)
    return at is not None and at <= situation.now


def _remind(case: Case) -> None:
    """Nobody above to give it to: say again that it is late."""
    case.changes["warned_at"] = case.now
    case.emit("ticket.warned", colour=Colour.RED, reminder=True)


def finish(case: Case, *, is_new: bool = False) -> Decision:
    """Draft to decision: the new row, its next wake-up, and its events, numbered and chained."""
    ticket, situation = case.ticket, case.situation
    requests, orders = case.requests.values(), case.orders.values()
    state = case.rules.workflow.states[case.state]
    now = max(case.now, ticket.updated_at)
    columns: Columns = case.changes | {
        "state": case.state,
        "is_open": state.is_open,
        "version": ticket.version + 1,
        "joint_open": _count(case.joint_tasks, JointState.OPEN),
        "requests_open": _count(case.requests, RequestState.PENDING),
        "orders_open": _count(case.orders, OrderState.OPEN),
        "first_breached_at": _first_breach(situation, case.rules),
        "failed_decisions": 0,
        "updated_at": now,
    }
    # The tie to whoever sent it ends with the chance to take it back.
    if case.state not in case.rules.workflow.recallable and case.draft.sender_unit_id is not None:
        columns["sender_unit_id"] = None
    new = ticket.with_columns(columns)
    events = _seal(case, new, now, _changes(None if is_new else ticket, new, columns))
    new = new.with_columns({
        "wake_at": next_wake(new, situation, case.rules, requests, orders),
        "event_count": events[-1].sequence,
        "event_hash": events[-1].hash,
    })  # fmt: skip
    return Decision(
        ticket=new, changed=frozenset(columns), read_version=ticket.version, actor=case.actor,
        action=case.command.action, request_id=case.command.request_id,
        from_state=None if is_new else ticket.state, events=events,
        hand_overs=tuple(case.hand_overs),
        joint_tasks=_written(case.joint_tasks, situation.joint_tasks),
        requests=_written(case.requests, situation.requests), orders=_written(case.orders, situation.orders),
    )  # fmt: skip


def _count(draft: Mapping[UUID, JointTask | Request | Order], state: str) -> int:
    return sum(one.state == state for one in draft.values()) if draft else 0


def _written(draft: Mapping[UUID, T], known: tuple[T, ...]) -> tuple[T, ...]:
    """What is new or was changed."""
    return tuple(one for one in draft.values() if not any(one is old for old in known)) if draft else ()


def _first_breach(situation: Situation, rules: Rules) -> datetime | None:
    """When the first promise was broken; also if somebody acts on the ticket before the clock has noticed."""
    ticket = situation.ticket
    if ticket.first_breached_at is not None or not ticket.is_open:
        return ticket.first_breached_at
    due = deadline(ticket.with_columns(recalculated(situation, rules)))
    broken = due is not None and due.due_at <= situation.now
    return due.due_at if due and broken else None


def _seal(case: Case, new: Ticket, now: datetime, changes: Json) -> tuple[SealedEvent, ...]:
    if not case.events:
        raise LookupError("a change without an event")
    sealed: list[SealedEvent] = []
    previous = case.ticket.event_hash
    for offset, draft in enumerate((*case.events, *_farewell(case, new)), start=1):
        # The event that closes a move tells what changed; those around it (joint tasks, who sees it no more) tell their
        # own facts only.
        is_closing = offset == len(case.events)
        event = _event(case, new, draft, case.ticket.event_count + offset, now, changes if is_closing else {})
        sealed.append(seal(previous, event))
        previous = sealed[-1].hash
    return tuple(sealed)


def _farewell(case: Case, new: Ticket) -> list[Event]:
    """What those are told who see the ticket no more, so that they need not find out by asking in vain."""
    lost = lost_sight(case.situation, new, case.joint_tasks.values())
    return [Event("ticket.scope_left", lost._asdict(), case.command.text("reason"))] if lost else []


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
    "merged_into_id", "closed_at", "due_rule", "stage_rule", "urgency", "difficulty", "extensions", "resume_at",
    "problem", "no_return",
)  # fmt: skip
"""What a history shows of a change, by column; the rest of the row is bookkeeping that follows from it."""


def _changes(old: Ticket | None, new: Ticket, written: Columns) -> Json:
    """Before and after of each column that changed; those of a new ticket were nothing, so that all can be replayed."""
    if old is None:
        return {name: [None, value] for name in SHOWN if (value := getattr(new, name)) is not None}
    changed = [name for name in SHOWN if name in written and written[name] != getattr(old, name)]
    return {name: [getattr(old, name), written[name]] for name in changed}


def _public_fields(command: Command) -> Json:
    """The fields of a command as facts of its event; `reason` has a column of its own."""
    return {name: value for name, value in command.fields.items() if name not in {"reason", "joint_units"}}
