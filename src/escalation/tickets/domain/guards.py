"""Which rules can stand against a move? Named, whitelisted, pure: a guard returns a refusal or `None`.

Guards in `BEFORE_FIELDS` look at the situation alone, so the list of allowed actions asks them too; the others look at
the fields of the command as well.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from escalation.actors import Actor, Role
from escalation.errors import N_, AtTheTop, Fault, ForbiddenAction, GuardFailed, OtherEntry, Refusal, ValidationFailed
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain import orders, request_guards
from escalation.tickets.domain.draft import Case, wrong_field
from escalation.tickets.domain.mergers import merging_down_fits
from escalation.tickets.domain.ticket import JointState, Ticket

Guard = Callable[[Case], Refusal | None]


def target_can_receive(case: Case) -> Refusal | None:
    """The named unit exists, is active and is not the accused or below it (信访工作条例 art. 28: recusal)."""
    target = case.target
    if target is None:
        return wrong_field("unit_id", "unknown_unit", N_("There is no such unit."))
    if not target.active:
        return wrong_field("unit_id", "dissolved_unit", N_("This unit was dissolved. Name its successor."))
    if _is_accused(case, target):
        return wrong_field("unit_id", "accused_unit", N_("The matter is about this unit, so it may not handle it."))
    return None


def target_in_callers_scope(case: Case) -> Refusal | None:
    """A unit gives work to itself and to what is below it, never sideways into somebody else's tree."""
    inside = case.target is not None and _callers_body(case).covers(case.target)
    return None if inside else wrong_field("unit_id", "outside_scope", N_("This unit is not yours to give work to."))


def target_is_not_the_holder(case: Case) -> Refusal | None:
    """A transfer moves the ticket; to the same unit it would only restart the clock."""
    same = case.target is not None and case.target.id == case.ticket.holder_unit_id
    return wrong_field("unit_id", "same_unit", N_("This unit holds the ticket already.")) if same else None


def target_on_the_same_level(case: Case) -> Refusal | None:
    """转办 goes sideways; down is `hand_down`, up is `escalate`."""
    same = case.target is not None and case.target.level == case.situation.holder.level
    return None if same else wrong_field("unit_id", "other_level", N_("This unit is on another level."))


def target_is_below_the_holder(case: Case) -> Refusal | None:
    """下派 goes to a unit below the holder."""
    holder, target = case.situation.territory(case.situation.holder), case.target
    below = target is not None and holder.covers(target) and target.id != case.situation.holder.id
    return None if below else wrong_field("unit_id", "not_below", N_("This unit is not below the holder."))


def there_is_a_level_above(case: Case) -> Refusal | None:
    """At the top a matter is decided by a meeting, parked, or explained and closed; it cannot climb."""
    above = case.situation.level_above(case.situation.holder)
    if above is None:
        return AtTheTop()
    accused = _is_accused(case, above)
    return AtTheTop(N_("The matter is about the unit above, so it may not climb there.")) if accused else None


def other_ticket_is_open(case: Case) -> Refusal | None:
    """Opinions move to a ticket that somebody still works on, never to itself, and never to more eyes.

    Merged into a ticket about nobody, an opinion could be read by the very unit it is about (信访工作条例 art. 30).
    """
    other = case.situation.other.ticket if case.situation.other else None
    if other is None or other.id == case.ticket.id:
        return wrong_field("into_ticket_id", "unknown_ticket", N_("There is no such other ticket that you may see."))
    if other.accused_path != case.ticket.accused_path or (case.ticket.confidential and not other.confidential):
        return wrong_field("into_ticket_id", "less_protected", N_("There this matter would be seen by more people."))
    if not other.is_open:
        return wrong_field("into_ticket_id", "not_open", N_("That ticket is not open any more."))
    return merging_down_fits(case)


def sent_by_a_person(case: Case) -> Refusal | None:
    """What the clock moved stays moved: recalling it would undo the deadline."""
    last = case.situation.last_hand_over
    by_person = last is not None and last.trigger == "person"
    return None if by_person else GuardFailed(N_("Only a hand-over made by a person can be recalled."))


def sent_from_target(case: Case) -> Refusal | None:
    """The last hand-over left the very state to which this entry of the move leads back."""
    last, entry = case.situation.last_hand_over, case.entry
    matches = last is not None and entry is not None and last.previous.get("state") == entry.target(case.state)
    return None if matches else OtherEntry(N_("The ticket was handed over from another state."))


def joint_units_fit(case: Case) -> Refusal | None:
    """Joint units exist, are active, in reach, on the holder's level, not the lead, not accused, and named once."""
    faults = [fault for index in range(len(case.command.joint_units)) if (fault := _joint_fault(case, index))]
    return ValidationFailed(faults=faults) if faults else None


def joint_task_is_open(case: Case) -> Refusal | None:
    """The named joint task belongs to the ticket and is not reported or waived yet."""
    task = case.joint_task
    if task is None:
        return wrong_field("joint_task_id", "unknown_joint_task", N_("There is no such joint task on this ticket."))
    is_open = task.state == JointState.OPEN
    return None if is_open else GuardFailed(N_("This joint task is finished already."))


def joint_task_is_callers(case: Case) -> Refusal | None:
    """Only the unit that was asked reports."""
    refusal = joint_task_is_open(case)
    if refusal is None and case.joint_task is not None and case.joint_task.unit_id != case.actor.unit_id:
        return ForbiddenAction(N_("This joint task is another unit's."))
    return refusal


def joint_task_is_the_last(case: Case) -> Refusal | None:
    """With it, every joint task is reported or waived: the join rule of a coordination."""
    others = [t for t in case.joint_tasks.values() if t.state == JointState.OPEN and t is not case.joint_task]
    return GuardFailed(N_("Other joint tasks are still open.")) if others else None


def not_called_back_by_the_handler(case: Case) -> Refusal | None:
    """Who submitted the result does not ask the citizen about it (济南市12345市民服务热线条例 art. 27).

    With whatever key: somebody is known in person, and where one of the two is not, by unit and role.
    """
    actor, ticket = case.actor, case.ticket
    same = actor.principal == ticket.resolved_by or _is_resolver(actor, ticket)
    return ForbiddenAction(N_("Who handled the ticket may not make the follow-up call.")) if same else None


def answer_or_tries_exhausted(case: Case) -> Refusal | None:
    """A ticket closes with the citizen's answer, or after as many unanswered calls as policy says."""
    if case.command.flag("unreachable"):
        enough = case.ticket.call_tries + 1 >= case.rules.policy.call_back_tries
        return (
            None if enough else GuardFailed(N_("Call again: there were too few attempts to close without an answer."))
        )
    answered = case.command.flag("solved") is not None
    return (
        None
        if answered
        else wrong_field("solved", "required", N_("Say whether it is solved, or that nobody answered."))
    )


def citizen_was_unreachable(case: Case) -> Refusal | None:
    """An attempt is counted only when nobody answered."""
    return None if case.command.flag("unreachable") else GuardFailed(N_("Nothing to record: the citizen was reached."))


def reopen_window_is_open(case: Case) -> Refusal | None:
    """After the window a new opinion is needed; the worker archives the ticket soon."""
    ends = case.current("stage_due_at", datetime)
    is_open = case.now <= ends
    return None if is_open else GuardFailed(N_("The time to reopen this ticket has passed. Register a new opinion."))


def member_belongs_to_the_holder(case: Case) -> Refusal | None:
    """A leader assigns members of the holding unit."""
    belongs = case.situation.member_at_holder
    return None if belongs else wrong_field("member_id", "unknown_member", N_("There is no such member in this unit."))


def grading_changes(case: Case) -> Refusal | None:
    """A new grading names another urgency or difficulty."""
    new = {name: case.command.text(name) for name in ("urgency", "difficulty")}
    if any(value is not None and value != getattr(case.ticket, name) for name, value in new.items()):
        return None
    return wrong_field("urgency", "nothing_new", N_("Name another urgency or another difficulty."))


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        target_can_receive, target_in_callers_scope, target_is_not_the_holder, target_on_the_same_level,
        target_is_below_the_holder, there_is_a_level_above, other_ticket_is_open, sent_by_a_person,
        sent_from_target, joint_units_fit, joint_task_is_open, joint_task_is_callers,
        joint_task_is_the_last, not_called_back_by_the_handler, answer_or_tries_exhausted, citizen_was_unreachable,
        reopen_window_is_open, member_belongs_to_the_holder, grading_changes, *request_guards.GUARDS, *orders.GUARDS,
    )
}  # fmt: skip

FORMER_NAMES: Mapping[str, Guard] = {
    "sent_from_registered": sent_from_target,
    "sent_from_dispatched": sent_from_target,
}
"""How life cycles that were published earlier name a guard; they are never changed, and it asks the same of them."""

BEFORE_FIELDS = frozenset({
    "there_is_a_level_above", "sent_by_a_person", "sent_from_target", *FORMER_NAMES, "not_called_back_by_the_handler",
    "reopen_window_is_open", *(guard.__name__ for guard in (*request_guards.BEFORE_FIELDS, *orders.BEFORE_FIELDS)),
})  # fmt: skip


def _is_resolver(actor: Actor, ticket: Ticket) -> bool:
    """Whether somebody is, or could as well be, who submitted the result. Of old results only the key is known."""
    in_person = (
        (actor.person_id, ticket.resolved_person_id),
        (actor.member_id, ticket.resolved_member_id),
        ((actor.unit_id, actor.role), (ticket.resolved_unit_id, ticket.resolved_role)),
    )
    known = next((pair for pair in in_person if None not in pair), None)
    return ticket.resolved_unit_id is not None and known is not None and known[0] == known[1]


def _is_accused(case: Case, unit: Unit) -> bool:
    accused = case.ticket.accused_path
    return accused is not None and unit.path.startswith(accused)


def _callers_body(case: Case) -> Unit:
    """The unit on whose behalf the caller gives work: its own one, or the holder's territory for its leader."""
    unit = case.situation.units.get(case.actor.unit_id) if case.actor.unit_id else None
    return (
        unit if unit is not None and case.actor.role is Role.OFFICE else case.situation.territory(case.situation.holder)
    )


def _is_in_reach(case: Case, unit: Unit) -> bool:
    """Whom one may ask for help: whom one gives work to, and who stands beside the holder, below the same unit.

    Nobody else's: a holder would show a matter to whomever they like. What is confidential stays in the house.
    """
    beside = unit.parent_id is not None and unit.parent_id == case.situation.holder.parent_id
    return _callers_body(case).covers(unit) or (beside and not case.ticket.confidential)


def _joint_fault(case: Case, index: int) -> Fault | None:
    line = case.command.joint_units[index]
    unit, holder = case.situation.units.get(line.unit_id), case.situation.holder
    if line.due_at is not None and line.due_at <= case.now:
        return Fault(f"/joint_units/{index}/due_at", "in_the_past", N_("A due date lies in the future."))
    if unit is None or not unit.active:
        return Fault(f"/joint_units/{index}/unit_id", "unknown_unit", N_("There is no such unit."))
    named_before = {other.unit_id for other in case.command.joint_units[:index]}
    known = (
        (unit.id == holder.id or unit.id in named_before, "named_twice",
         N_("A unit can take part only once, and the lead takes part anyway.")),
        (_is_accused(case, unit), "accused_unit", N_("The matter is about this unit, so it may not handle it.")),
        (unit.level != holder.level, "other_level", N_("This unit is on another level.")),
        (not _is_in_reach(case, unit), "outside_scope", N_("This unit is not yours to give work to.")),
    )  # fmt: skip
    return next((Fault(f"/joint_units/{index}/unit_id", code, detail) for is_so, code, detail in known if is_so), None)
