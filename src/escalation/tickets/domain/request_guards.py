"""When may a holder ask for an extension, parking, an end or a return, and who decides it? The guards of requests."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from escalation.clocks.policy_document import ExtendedLimit
from escalation.errors import N_, ForbiddenAction, OtherEntry, Refusal, RuledOut
from escalation.identity.domain.posts import principal_of
from escalation.tickets.domain.deadlines import deadline
from escalation.tickets.domain.draft import Case, wrong_field
from escalation.tickets.domain.requests import meant, opening, wanted_until
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.stopwatches import would_end
from escalation.tickets.domain.ticket import Direction, Request, RequestKind, RequestState


def no_extension_pending(case: Case) -> Refusal | None:
    """One request of a kind at a time."""
    return _pending(case, RequestKind.EXTENSION)


def no_parking_pending(case: Case) -> Refusal | None:
    """One request of a kind at a time."""
    return _pending(case, RequestKind.PARKING)


def no_termination_pending(case: Case) -> Refusal | None:
    """One request of a kind at a time."""
    return _pending(case, RequestKind.TERMINATION)


def no_objection_pending(case: Case) -> Refusal | None:
    """One request of a kind at a time."""
    return _pending(case, RequestKind.OBJECTION)


def is_not_overdue(case: Case) -> Refusal | None:
    """Whoever needs more time asks before it has run out (信访工作条例 art. 34: the limit is extended, not revived)."""
    counts = deadline(case.draft)
    late = counts is not None and counts.due_at <= case.now
    return RuledOut(N_("The limit has passed. An extension has to be asked for before.")) if late else None


def extensions_are_left(case: Case) -> Refusal | None:
    """So many extensions a ticket, and no more; and each up to the cap, which may be reached."""
    if case.ticket.extensions >= case.rules.policy.extensions.most:
        return RuledOut(N_("This ticket was extended as often as the policy allows."))
    is_reached = case.ticket.stage_due_at is not None and not _lengthens(case, _latest_extension(case))
    return RuledOut(N_("The policy allows no later date for this ticket.")) if is_reached else None


def extension_fits(case: Case) -> Refusal | None:
    """One of `until` and `days`; later than the limit, and no later than the cap counted from the original date."""
    command, until = case.command, wanted_until(case)
    if (command.moment("until") is None) == (command.number("days") is None):
        return wrong_field("until", "either_or", N_("Name either a date or a number of working days."))
    if until is None or not _lengthens(case, until):
        return wrong_field("until", "not_later", N_("An extension ends after the present limit, in working time."))
    too_long = until > _latest_extension(case)
    return wrong_field("until", "too_long", N_("The policy does not allow so long an extension.")) if too_long else None


def extension_still_lengthens(case: Case) -> Refusal | None:
    """The limit has not come to lie behind what was asked for, by another grading or another calendar."""
    wanted = case.request.until if case.request else None
    overtaken = wanted is not None and not _lengthens(case, wanted)
    return RuledOut(N_("The limit has moved since. Ask again for the time that is needed.")) if overtaken else None


def parking_fits(case: Case) -> Refusal | None:
    """A day to come, within the longest parking of policy. Without a day yet: whether there is any."""
    day, ends = case.command.day("resume_on"), would_end(case, "park")
    if day is None:
        tomorrow = case.now.astimezone(case.calendar_of(case.situation.holder).zone).date() + timedelta(days=1)
        return RuledOut(N_("The policy allows no pause until another day.")) if opening(case, tomorrow) > ends else None
    resumes_at = opening(case, day)
    if resumes_at <= case.now:
        return wrong_field("resume_on", "in_the_past", N_("A ticket is parked until a day that lies in the future."))
    too_long = resumes_at > ends
    return wrong_field("resume_on", "too_long", N_("The policy does not allow so long a pause.")) if too_long else None


def was_assigned(case: Case) -> Refusal | None:
    """What came up from below, or back, was not assigned by mistake."""
    last, dispatcher = case.situation.last_hand_over, case.ticket.dispatcher_unit_id
    assigned = last is not None and last.direction in {Direction.DOWN, Direction.SIDEWAYS}
    is_others = dispatcher is not None and dispatcher != case.ticket.holder_unit_id
    if assigned and is_others:
        return None
    return RuledOut(N_("This ticket was not assigned by another unit, so there is nobody to return it to."))


def may_be_returned(case: Case) -> Refusal | None:
    """Whom a study or a direct designation named keeps it (潍坊市12345政务服务便民热线条例 art. 22)."""
    if not case.ticket.no_return:
        return None
    return RuledOut(N_("This unit was designated, or an objection was refused before. The ticket stays here."))


def return_window_is_open(case: Case) -> Refusal | None:
    """Who objects does so soon (信访工作条例 art. 23: within five working days of the assignment)."""
    last, window = case.situation.last_hand_over, case.rules.policy.objections.window
    if last is None:
        return RuledOut(N_("The time for objecting to the assignment has passed."))
    ends = case.calendar_of(case.situation.holder, window).due(last.sent_at, window).at
    return None if case.now < ends else RuledOut(N_("The time for objecting to the assignment has passed."))


def request_is_for_extension(case: Case) -> Refusal | None:
    """The named request is an extension and still waits."""
    return _is_for(case, RequestKind.EXTENSION)


def request_is_for_parking(case: Case) -> Refusal | None:
    """The named request is for parking and still waits."""
    return _is_for(case, RequestKind.PARKING)


def request_is_for_termination(case: Case) -> Refusal | None:
    """The named request is for an end and still waits."""
    return _is_for(case, RequestKind.TERMINATION)


def objection_waits_for_caller(case: Case) -> Refusal | None:
    """The named objection, or the only one there is, waits for the caller; it need not be named."""
    return _is_for(case, RequestKind.OBJECTION) or _waits_for_caller(case, meant(case, RequestKind.OBJECTION))


def request_waits_for_caller(case: Case) -> Refusal | None:
    """The standing that policy made the approver decides, and in time."""
    return _waits_for_caller(case, meant(case))


GUARDS = (
    no_extension_pending, no_parking_pending, no_termination_pending, no_objection_pending, is_not_overdue,
    extensions_are_left, extension_fits, extension_still_lengthens, parking_fits, was_assigned, may_be_returned,
    return_window_is_open, request_is_for_extension, request_is_for_parking,
    request_is_for_termination, objection_waits_for_caller, request_waits_for_caller,
)  # fmt: skip


BEFORE_FIELDS = (
    no_extension_pending, no_parking_pending, no_termination_pending, no_objection_pending, is_not_overdue,
    extensions_are_left, parking_fits, was_assigned, may_be_returned, return_window_is_open, request_is_for_extension,
    request_is_for_parking, request_is_for_termination, objection_waits_for_caller, request_waits_for_caller,
)  # fmt: skip


def _pending(case: Case, kind: RequestKind) -> Refusal | None:
    same = any(request.kind == kind and request.state == RequestState.PENDING for request in case.requests.values())
    return RuledOut(N_("Such a request waits for a decision already.")) if same else None


def _is_for(case: Case, kind: RequestKind) -> Refusal | None:
    if not meant(case):
        return RuledOut(N_("There is no such request waiting for a decision."))
    return None if meant(case, kind) else OtherEntry()


def _waits_for_caller(case: Case, meant: Iterable[Request]) -> Refusal | None:
    mine = [request for request in meant if Standing(request.approver) in case.standings]
    if not mine:
        return ForbiddenAction(N_("This request waits for somebody else's decision."))
    if all(_asked_for_it(case, request) for request in mine):
        return ForbiddenAction(N_("You asked for this yourself. Another leader or officer has to decide it."))
    late = all(request.decide_by <= case.now for request in mine)
    return RuledOut(N_("Nobody decided this request in time, so it has lapsed.")) if late else None


def _asked_for_it(case: Case, request: Request) -> bool:
    """Whether one human would decide what they asked for (four eyes): as whatever post, and by whichever key."""
    actor = case.actor
    in_person = principal_of(actor.person_id) if actor.person_id else actor.principal
    return request.asked_by in {actor.principal, in_person} or request.id in case.situation.own_requests


def _lengthens(case: Case, until: datetime) -> bool:
    """Whether there is work between the present limit and `until`."""
    due = case.current("stage_due_at", datetime)
    return case.calendar_of(case.situation.holder).worked(due, until) > timedelta(0)


def _latest_extension(case: Case) -> datetime:
    """The cap, counted from the present date of the stage or, if the policy says so, from the original one if later."""
    extensions, due = case.rules.policy.extensions, case.current("stage_due_at", datetime)
    origin = case.situation.units[case.ticket.origin_unit_id]
    from_ = due if extensions.beyond is ExtendedLimit.STAGE else max(case.ticket.due_original_at, due)
    return case.calendar_of(origin, extensions.longest).due(from_, extensions.longest).at
