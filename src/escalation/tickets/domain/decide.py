"""What follows from a command? A situation goes in, a decision comes out, or a refusal is raised; nothing else happens.

`decide` answers people, `form_ticket` makes the first decision of a ticket's life, and `allowed` lists what `decide`
would accept. The clock is answered in `decide_deadline`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.clocks.rules import About
from escalation.clocks.stopwatch import Colour
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.definition import MERGING, Move
from escalation.tickets.domain.draft import Case, Decision, Rules
from escalation.tickets.domain.finish import begin, finish
from escalation.tickets.domain.hash_chain import genesis
from escalation.tickets.domain.machine import Allowed, machine_of
from escalation.tickets.domain.mergers import take_in
from escalation.tickets.domain.orders import end_orders
from escalation.tickets.domain.requests import lapse
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.stopwatches import NO_STAGE, keep_stage, promise, start_stage
from escalation.tickets.domain.ticket import Json, RequestKind, RequestState, Ticket


def decide(situation: Situation, actor: Actor, command: Command, rules: Rules) -> Decision:
    """What a command of somebody who may see the ticket leads to.

    Raises `TransitionNotAllowed`, `ForbiddenAction`, `ValidationFailed`, `GuardFailed`; then nothing has happened.
    """
    case = begin(situation, actor, command, rules)
    move = machine_of(rules.workflow).run(case)
    (keep_stage if move.same_stage else start_stage)(case)
    _settle(case, move)
    if move.event is not None:
        case.emit(move.event, **_public_fields(command))
    decision = finish(case)
    if MERGING not in move.effects:
        return decision
    into = replace(rules, workflow=rules.into or rules.workflow, into=None)
    return decision._replace(taken_in=take_in(case, decision.ticket, into))


def allowed(situation: Situation, actor: Actor, rules: Rules) -> tuple[Allowed, ...]:
    """What this actor may do now, from the very checks that `decide` makes. Whom it could name is not looked for."""
    case = begin(situation, actor, Command("", {}, ""), rules)
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
    ticket = blank(new, actor, rules, (new.origin.code, *(unit.code for unit in new.above)), now)
    situation = Situation(ticket, units, (), None, now)
    case = Case(situation, actor, Command("form", {}, request_id), rules, frozenset())
    start_stage(case)
    case.emit("ticket.created", opinion_ids=new.opinion_ids, category=new.category, source=new.source)
    return finish(case, is_new=True)._replace(opinion_ids=new.opinion_ids)


def blank(new: NewTicket, actor: Actor, rules: Rules, units: tuple[str, ...], now: datetime) -> Ticket:
    """The row of a ticket before anything has happened to it; its promise begins now."""
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
        orders_open=0, outcome=None, reply=None, resolved_by=None, resolved_person_id=None,
        resolved_member_id=None, resolved_unit_id=None, resolved_role=None,
        reason_code=None, solved=None, satisfaction=None, merged_into_id=None, source_system=new.source_system,
        external_ref=new.external_ref, imported=False, event_count=0, event_hash=genesis(new.id),
        created_by=actor.principal, created_at=now, updated_at=now, closed_at=None, fulfilled_at=None,
        salt=rules.new_salt(),
    )  # fmt: skip


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


def _public_fields(command: Command) -> Json:
    """The fields of a command as facts of its event; `reason` has a column of its own."""
    return {name: value for name, value in command.fields.items() if name not in {"reason", "joint_units"}}
