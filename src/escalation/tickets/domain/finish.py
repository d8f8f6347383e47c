"""How does a decision begin and end? With the dates in force; with a new row, its next wake-up and sealed events."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import orjson

from escalation.actors import Actor
from escalation.tickets.domain.breaches import Breach, find_breaches
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.deadlines import next_wake
from escalation.tickets.domain.derived_moments import date_anew
from escalation.tickets.domain.draft import Case, Columns, Decision, Event, Rules
from escalation.tickets.domain.hash_chain import SealedEvent, seal
from escalation.tickets.domain.row_digests import pack
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import standings
from escalation.tickets.domain.stopwatches import recalculated
from escalation.tickets.domain.ticket import (
    JointState,
    JointTask,
    Json,
    Order,
    OrderState,
    Request,
    RequestState,
    Ticket,
)
from escalation.tickets.domain.visibility_loss import lost_sight

T = TypeVar("T")


def begin(situation: Situation, actor: Actor, command: Command, rules: Rules) -> Case:
    """A draft that starts with the dates of the calendar in force."""
    case = Case(situation, actor, command, rules, standings(actor, situation))
    case.changes |= recalculated(situation, rules)
    date_anew(case)
    return case


def finish(case: Case, *, is_new: bool = False, known: tuple[Breach, ...] = ()) -> Decision:
    """Draft to decision: the new row, its next wake-up, and its events, numbered and chained.

    `known`: what had lapsed before a new ticket came here.
    """
    ticket, situation = case.ticket, case.situation
    columns = _columns(case)
    now: datetime = columns["updated_at"]
    new = ticket.with_columns(columns)
    breaches = known if is_new else _breaches(case, new)
    columns["first_breached_at"] = _first_breach(case, breaches)
    new = new.with_columns({"first_breached_at": columns["first_breached_at"]})
    requests, orders = case.requests.values(), case.orders.values()
    new = new.with_columns({"wake_at": next_wake(new, situation, case.rules, requests, orders)})
    hand_overs, joint_tasks = tuple(case.hand_overs), _written(case.joint_tasks, situation.joint_tasks)
    asked, ordered = _written(case.requests, situation.requests), _written(case.orders, situation.orders)
    digests = pack(new.salt, [new, *hand_overs, *joint_tasks, *asked, *ordered])
    events = _seal(case, new, now, _told(_changes(None if is_new else ticket, new, columns), breaches), digests)
    new = new.with_columns({"event_count": events[-1].sequence, "event_hash": events[-1].hash})
    return Decision(
        ticket=new, changed=frozenset(columns), read_version=ticket.version, actor=case.actor,
        action=case.command.action, request_id=case.command.request_id,
        from_state=None if is_new else ticket.state, events=events, hand_overs=hand_overs, joint_tasks=joint_tasks,
        requests=asked, orders=ordered, breaches=breaches,
    )  # fmt: skip


def _columns(case: Case) -> Columns:
    """The new values of columns, with those that every decision sets; `first_breached_at` is to come."""
    ticket = case.ticket
    state = case.rules.workflow.states[case.state]
    columns: Columns = case.changes | {
        "state": case.state,
        "is_open": state.is_open,
        "version": ticket.version + 1,
        "joint_open": _count(case.joint_tasks, JointState.OPEN),
        "requests_open": _count(case.requests, RequestState.PENDING),
        "orders_open": _count(case.orders, OrderState.OPEN),
        "failed_decisions": 0,
        "updated_at": max(case.now, ticket.updated_at),
    }
    # The tie to whoever sent it ends with the chance to take it back.
    if case.state not in case.rules.workflow.recallable and case.draft.sender_unit_id is not None:
        columns["sender_unit_id"] = None
    return columns


def _count(draft: Mapping[UUID, JointTask | Request | Order], state: str) -> int:
    return sum(one.state == state for one in draft.values()) if draft else 0


def _written(draft: Mapping[UUID, T], known: tuple[T, ...]) -> tuple[T, ...]:
    """What is new or was changed."""
    return tuple(one for one in draft.values() if not any(one is old for old in known)) if draft else ()


def _breaches(case: Case, new: Ticket) -> tuple[Breach, ...]:
    """Limits that were found to have passed; also if somebody acts on the ticket before the clock has noticed."""
    dated = case.ticket.with_columns(recalculated(case.situation, case.rules))
    if "started_at" in case.changes:  # A promise that was taken over lapsed, if it did, under whoever held it then.
        new = new.with_columns({"due_at": dated.due_at, "fulfilled_at": dated.fulfilled_at})
    return find_breaches(case.ticket, dated, new, case.now)


def _first_breach(case: Case, breaches: tuple[Breach, ...]) -> datetime | None:
    """The first of all; a merger may bring along an earlier one than the ticket's own."""
    own = case.ticket.first_breached_at or min((each.at for each in breaches), default=None)
    return min((at for at in (own, case.draft.first_breached_at) if at is not None), default=None)


def _told(changes: Json, breaches: tuple[Breach, ...]) -> Json:
    """What the event that closes a decision tells besides its own facts."""
    told: Json = {"changes": changes}
    return told | {"breaches": [each.told() for each in breaches]} if breaches else told


def _seal(case: Case, new: Ticket, now: datetime, told: Json, digests: bytes) -> tuple[SealedEvent, ...]:
    """The events, numbered and chained; the last one has the digests of all rows that are written with them."""
    if not case.events:
        raise LookupError("a change without an event")
    sealed: list[SealedEvent] = []
    previous = case.ticket.event_hash
    drafts = (*case.events, *_farewell(case, new))
    for offset, draft in enumerate(drafts, start=1):
        # The event that closes a move tells what changed; those around it (joint tasks, who sees it no more) tell their
        # own facts only.
        is_closing = offset == len(case.events)
        event = _event(case, new, draft, case.ticket.event_count + offset, now, told if is_closing else {"changes": {}})
        event = event._replace(digests=digests) if offset == len(drafts) else event
        sealed.append(seal(previous, event, new.salt))
        previous = sealed[-1].hash
    return tuple(sealed)


def _farewell(case: Case, new: Ticket) -> list[Event]:
    """What those are told who see the ticket no more, so that they need not find out by asking in vain."""
    lost = lost_sight(case.situation, new, case.joint_tasks.values())
    return [Event("ticket.scope_left", lost._asdict(), case.command.text("reason"))] if lost else []


def _event(case: Case, new: Ticket, draft: Event, sequence: int, now: datetime, told: Json) -> SealedEvent:
    actor = case.actor
    is_new = case.ticket.version == 0
    return SealedEvent(
        id=case.rules.new_id(), ticket_id=new.id, sequence=sequence, type=draft.type, occurred_at=now,
        trigger=actor.trigger, action=case.command.action, principal=actor.principal, actor_unit_id=actor.unit_id,
        actor_role=actor.role, actor_person_id=actor.person_id, actor_member_id=actor.member_id,
        actor_means=actor.means, reason=draft.reason, from_state=None if is_new else case.ticket.state,
        to_state=new.state,
        ticket_version=new.version, workflow_version=new.workflow_version, request_id=case.command.request_id,
        data=orjson.loads(orjson.dumps({**draft.data, **told}, default=str)), words_digest=None,
        digests=None, hash=b"",
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
