"""Which rules can stand against a move? Named, whitelisted, pure: a guard returns a refusal or `None`.

Guards in `BEFORE_FIELDS` look at the situation alone, so the list of allowed actions asks them too; the others look at
the fields of the command as well.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from escalation.actors import Actor
from escalation.errors import N_, AtTheTop, ForbiddenAction, GuardFailed, OtherEntry, Refusal
from escalation.tickets.domain import orders, request_guards, target_guards
from escalation.tickets.domain.draft import Case, wrong_field
from escalation.tickets.domain.mergers import merging_down_fits
from escalation.tickets.domain.target_guards import is_accused
from escalation.tickets.domain.ticket import JointState, Ticket

Guard = Callable[[Case], Refusal | None]


def there_is_a_level_above(case: Case) -> Refusal | None:
    """At the top a matter is decided by a meeting, parked, or explained and closed; it cannot climb."""
    above = case.situation.level_above(case.situation.holder)
    if above is None:
        return AtTheTop()
    accused = is_accused(case, above)
    return AtTheTop(N_("The matter is about the unit above, so it may not climb there.")) if accused else None


def caller_speaks_for_the_level_above(case: Case) -> Refusal | None:
    """A ticket is taken over by the unit to which it would climb, and by no other: one step at a time."""
    above = case.situation.level_above(case.situation.holder)
    is_theirs = above is not None and case.actor.unit_id == above.id
    return None if is_theirs else ForbiddenAction(N_("Only the unit right above the holder may take it over."))


def taking_from_below_has_a_reason(case: Case) -> Refusal | None:
    """Whoever gives their own unit what lies at one below says why: nothing is taken over silently."""
    target, holder = case.target, case.situation.holder
    takes = target is not None and target.id == case.actor.unit_id and target.id != holder.id and target.covers(holder)
    if not takes or case.command.text("reason"):
        return None
    return wrong_field("reason", "required", N_("Say why your unit takes over what lies at a unit below."))


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
        *target_guards.GUARDS, there_is_a_level_above, caller_speaks_for_the_level_above,
        taking_from_below_has_a_reason, other_ticket_is_open, sent_by_a_person,
        sent_from_target, joint_task_is_open, joint_task_is_callers,
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
    "there_is_a_level_above", "caller_speaks_for_the_level_above",
    "sent_by_a_person", "sent_from_target", *FORMER_NAMES, "not_called_back_by_the_handler",
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
