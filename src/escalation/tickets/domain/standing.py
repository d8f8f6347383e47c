"""Who is somebody to a ticket? The one place where roles and units become standings."""

from enum import StrEnum

from escalation.actors import Actor, Role, Trigger
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import HandOver, JointState


class Standing(StrEnum):
    """The relation of a caller to one ticket; moves name the standings that may make them."""

    HOLDER = "holder"
    LEADER = "leader"
    DISPATCHER = "dispatcher"
    SENDER = "sender"
    JOINT = "joint"
    ORIGIN = "origin"
    OFFICE = "office"
    SUPERVISOR = "supervisor"
    INTEGRATOR = "integrator"
    ADMIN = "admin"
    CITIZEN = "citizen"
    CLOCK = "clock"


_WORKING_ROLES = frozenset({Role.HANDLER, Role.LEADER, Role.OFFICE})


def standings(actor: Actor, situation: Situation) -> frozenset[Standing]:
    """Every standing of `actor`; empty for somebody the ticket is no business of.

    Where a unit has no coordination office its leader acts as one (in the model only city and county have one).
    """
    if actor.trigger is Trigger.CLOCK:
        return frozenset({Standing.CLOCK})
    if actor.opinion_id is not None:
        mine = actor.opinion_id in situation.opinion_ids
        return frozenset({Standing.CITIZEN}) if mine else frozenset()
    return frozenset(_of_member(actor, situation))


def _of_member(actor: Actor, situation: Situation) -> set[Standing]:
    ticket, holder = situation.ticket, situation.holder
    origin = situation.units[ticket.origin_unit_id]
    dispatcher = situation.units.get(ticket.dispatcher_unit_id) if ticket.dispatcher_unit_id else None
    works = actor.role in _WORKING_ROLES
    joint_units = {task.unit_id for task in situation.joint_tasks if task.state == JointState.OPEN}
    last = situation.last_hand_over
    tests = {
        Standing.HOLDER: works and actor.unit_id == holder.id,
        Standing.LEADER: actor.role is Role.LEADER and actor.reaches(holder.path),
        Standing.DISPATCHER: dispatcher is not None and _speaks_for(actor, dispatcher),
        Standing.SENDER: works and last is not None and _sent(actor, last),
        Standing.JOINT: works and actor.unit_id in joint_units,
        Standing.ORIGIN: works and actor.unit_id == origin.id,
        Standing.OFFICE: _is_office_of(actor, holder, situation.territory(holder)),
        Standing.SUPERVISOR: actor.role is Role.SUPERVISOR
        and (actor.reaches(holder.path) or actor.reaches(origin.path)),
        Standing.INTEGRATOR: actor.role is Role.INTEGRATOR
        and (actor.reaches(holder.path) or actor.reaches(origin.path)),
        Standing.ADMIN: actor.role is Role.ADMIN and (actor.reaches(holder.path) or actor.reaches(origin.path)),
    }
    return {standing for standing, holds in tests.items() if holds}


def _is_office_of(actor: Actor, holder: Unit, territory: Unit) -> bool:
    """The office of the holder's territory or of one above; a department has no office of its own."""
    return (actor.role is Role.OFFICE and actor.reaches(holder.path)) or _leads_without_office(actor, territory)


def _speaks_for(actor: Actor, unit: Unit) -> bool:
    """The unit's own office and no other: who gave a ticket out answers for auditing it."""
    return (actor.role is Role.OFFICE and actor.unit_id == unit.id) or _leads_without_office(actor, unit)


def _sent(actor: Actor, hand_over: HandOver) -> bool:
    """The unit it came from, or the very caller who gave it out on that unit's behalf."""
    return actor.unit_id == hand_over.from_unit_id or actor.principal == hand_over.sent_by


def _leads_without_office(actor: Actor, unit: Unit) -> bool:
    return actor.role is Role.LEADER and actor.unit_id == unit.id and not unit.has_office
