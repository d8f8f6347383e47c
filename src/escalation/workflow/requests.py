"""What may a holder ask for that it cannot grant, and what follows when it is granted?

An extension (延期), parking (挂账), an end (终止), or to be rid of a ticket that is not its business (退单). Each waits
for the decision of one standing until a fixed moment and lapses then: nobody can hold up a ticket by not answering, and
no request stops the citizen's clock.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from escalation.clocks.limits import Limit
from escalation.clocks.limits import Unit as LimitUnit
from escalation.errors import N_, ForbiddenAction, OtherEntry, Refusal, RuledOut
from escalation.workflow.case import Case, wrong_field
from escalation.workflow.deadlines import deadline
from escalation.workflow.standing import Standing
from escalation.workflow.stopwatches import extend, pause, resume, would_end
from escalation.workflow.ticket import Direction, Request, RequestKind, RequestState

# -- Guards -----------------------------------------------------------------------------------------------------------


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
    """So many extensions a ticket, and no more."""
    enough = case.ticket.extensions >= case.rules.policy.extensions.most
    return RuledOut(N_("This ticket was extended as often as the policy allows.")) if enough else None


def extension_fits(case: Case) -> Refusal | None:
    """One of `until` and `days`; later than the limit, and no later than the cap counted from the original date."""
    command, until = case.command, _wanted(case)
    if (command.moment("until") is None) == (command.number("days") is None):
        return wrong_field("until", "either_or", N_("Name either a date or a number of working days."))
    if until is None or not _lengthens(case, until):
        return wrong_field("until", "not_later", N_("An extension ends after the present limit, in working time."))
    due = case.current("stage_due_at", datetime)
    longest = case.rules.policy.extensions.longest
    origin = case.situation.units[case.ticket.origin_unit_id]
    from_ = max(case.ticket.due_original_at, due)
    cap = case.calendar_of(origin, longest).due(from_, longest).at
    return (
        wrong_field("until", "too_long", N_("The policy does not allow so long an extension.")) if until > cap else None
    )


def extension_still_lengthens(case: Case) -> Refusal | None:
    """The limit has not come to lie behind what was asked for, by another grading or another calendar."""
    wanted = case.request.until if case.request else None
    overtaken = wanted is not None and not _lengthens(case, wanted)
    return RuledOut(N_("The limit has moved since. Ask again for the time that is needed.")) if overtaken else None


def parking_fits(case: Case) -> Refusal | None:
    """A day to come, within the longest parking of policy."""
    day = case.command.day("resume_on")
    resumes_at = _opening(case, day) if day else None
    if resumes_at is None or resumes_at <= case.now:
        return wrong_field("resume_on", "in_the_past", N_("A ticket is parked until a day that lies in the future."))
    too_long = resumes_at > would_end(case, "park")
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


def suggested_unit_fits(case: Case) -> Refusal | None:
    """Whose business it is instead: a unit that exists and is another one."""
    unit_id = case.command.uuid("suggested_unit_id")
    unit = case.situation.units.get(unit_id) if unit_id else None
    if unit is None or not unit.active:
        return wrong_field("suggested_unit_id", "unknown_unit", N_("There is no such unit."))
    same = unit.id == case.ticket.holder_unit_id
    return wrong_field("suggested_unit_id", "same_unit", N_("This unit holds the ticket already.")) if same else None


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
    return _is_for(case, RequestKind.OBJECTION) or _waits_for_caller(case, _meant(case, RequestKind.OBJECTION))


def request_waits_for_caller(case: Case) -> Refusal | None:
    """The standing that policy made the approver decides, and in time."""
    return _waits_for_caller(case, _meant(case))


GUARDS = (
    no_extension_pending, no_parking_pending, no_termination_pending, no_objection_pending, is_not_overdue,
    extensions_are_left, extension_fits, extension_still_lengthens, parking_fits, was_assigned, may_be_returned,
    return_window_is_open, suggested_unit_fits, request_is_for_extension, request_is_for_parking,
    request_is_for_termination, objection_waits_for_caller, request_waits_for_caller,
)  # fmt: skip
BEFORE_FIELDS = (
    no_extension_pending, no_parking_pending, no_termination_pending, no_objection_pending, is_not_overdue,
    extensions_are_left, was_assigned, may_be_returned, return_window_is_open, request_is_for_extension,
    request_is_for_parking, request_is_for_termination, objection_waits_for_caller, request_waits_for_caller,
)  # fmt: skip

# -- Effects ----------------------------------------------------------------------------------------------------------


def ask_for_extension(case: Case) -> None:
    """延期申请: whom policy names for this number and length decides, before the limit ends."""
    until = _wanted(case)
    _ask(case, RequestKind.EXTENSION, approver=_approver(case, until), until=until)


def ask_for_parking(case: Case) -> None:
    """挂账申请: the dispatcher decides whether the work can wait until `resume_on`."""
    day = case.command.day("resume_on")
    _ask(case, RequestKind.PARKING, approver=Standing.DISPATCHER, until=_opening(case, day) if day else None)


def ask_for_termination(case: Case) -> None:
    """终止申请: the office decides."""
    _ask(case, RequestKind.TERMINATION, approver=Standing.OFFICE)


def object_to_assignment(case: Case) -> None:
    """派单异议: the dispatcher verifies and agrees, or the unit stays in duty (信访工作条例 art. 23)."""
    _ask(case, RequestKind.OBJECTION, approver=Standing.DISPATCHER)


def grant_request(case: Case) -> None:
    """What was asked for is granted; the effects behind this one do it."""
    _decide(case, RequestState.APPROVED)


def refuse_request(case: Case) -> None:
    """What was asked for is refused."""
    _decide(case, RequestState.REFUSED)


def extend_limits(case: Case) -> None:
    """The stage ends later, and the promise as much later; the original date is kept for statistics."""
    extend(case, _until(case))


def park(case: Case) -> None:
    """Both stopwatches stop; the ticket goes on by itself on the day that was agreed."""
    pause(case, _until(case))


def resume_clocks(case: Case) -> None:
    """Both stopwatches go on with the rest."""
    resume(case)


def lock_in_duty(case: Case) -> None:
    """Whose objection was refused cannot object again."""
    case.changes["no_return"] = True


EFFECTS = (
    ask_for_extension, ask_for_parking, ask_for_termination, object_to_assignment, grant_request, refuse_request,
    extend_limits, park, resume_clocks, lock_in_duty,
)  # fmt: skip

# -- The end of a wait ------------------------------------------------------------------------------------------------


def undecided(requests: Iterable[Request], now: datetime) -> list[Request]:
    """The pending requests whose time for a decision is over."""
    return [request for request in requests if request.state == RequestState.PENDING and request.decide_by <= now]


def lapse(case: Case, requests: Iterable[Request]) -> None:
    """End requests without a decision; the holder stays in duty."""
    for request in requests:
        case.requests[request.id] = request._replace(
            state=RequestState.LAPSED, decided_at=case.now, decided_by=case.actor.principal
        )
        case.emit(_REFUSED[RequestKind(request.kind)], request_id=request.id, lapsed=True)


_REFUSED: Mapping[RequestKind, str] = {
    RequestKind.EXTENSION: "ticket.extension_refused",
    RequestKind.PARKING: "ticket.parking_refused",
    RequestKind.TERMINATION: "ticket.termination_refused",
    RequestKind.OBJECTION: "ticket.objection_refused",
}


def _pending(case: Case, kind: RequestKind) -> Refusal | None:
    same = any(request.kind == kind and request.state == RequestState.PENDING for request in case.requests.values())
    return RuledOut(N_("Such a request waits for a decision already.")) if same else None


def _meant(case: Case, kind: RequestKind | None = None) -> list[Request]:
    """The named request if it still waits, or every one that does if none is named; of one kind, if it says which."""
    named = case.command.uuid("request_id")
    return [
        request
        for request in case.requests.values()
        if request.state == RequestState.PENDING and named in {None, request.id} and kind in {None, request.kind}
    ]


def _is_for(case: Case, kind: RequestKind) -> Refusal | None:
    if not _meant(case):
        return RuledOut(N_("There is no such request waiting for a decision."))
    return None if _meant(case, kind) else OtherEntry()


def _waits_for_caller(case: Case, meant: Iterable[Request]) -> Refusal | None:
    mine = [request for request in meant if Standing(request.approver) in case.standings]
    if not mine:
        return ForbiddenAction(N_("This request waits for somebody else's decision."))
    late = all(request.decide_by <= case.now for request in mine)
    return RuledOut(N_("Nobody decided this request in time, so it has lapsed.")) if late else None


def _lengthens(case: Case, until: datetime) -> bool:
    """Whether there is work between the present limit and `until`."""
    due = case.current("stage_due_at", datetime)
    return case.calendar_of(case.situation.holder).worked(due, until) > timedelta(0)


def _wanted(case: Case) -> datetime | None:
    """The new limit of an extension: a moment, or so many working days after the present one."""
    days = case.command.number("days")
    if days is None:
        return case.command.moment("until")
    calendar = case.calendar_of(case.situation.holder)
    limit = Limit(days, LimitUnit.WORKING_DAYS)
    return calendar.due(case.current("stage_due_at", datetime), limit).at


def _opening(case: Case, day: date) -> datetime:
    """The beginning of a day where the ticket is held, in UTC."""
    calendar = case.calendar_of(case.situation.holder)
    return datetime.combine(day, time.min, calendar.zone).astimezone(UTC)


def _approver(case: Case, until: datetime | None) -> Standing:
    """The first rule that fits the number of the extension and its length."""
    nth, due = case.ticket.extensions + 1, case.current("stage_due_at", datetime)
    approvers = case.rules.policy.extensions.approvers
    for approver in approvers:
        calendar = case.calendar_of(case.situation.holder, approver.up_to)
        is_short = approver.up_to is None or until is None or until <= calendar.due(due, approver.up_to).at
        if is_short and (approver.nth is None or nth in approver.nth):
            return Standing(approver.by)
    return Standing(approvers[-1].by)


def _ask(case: Case, kind: RequestKind, *, approver: Standing, until: datetime | None = None) -> None:
    policy, holder = case.rules.policy, case.situation.holder
    limit = policy.objections.decision if kind is RequestKind.OBJECTION else policy.requests.decision
    decide_by = case.calendar_of(holder, limit).due(case.now, limit).at
    if kind is RequestKind.EXTENSION:
        decide_by = min(decide_by, case.current("stage_due_at", datetime))
    elif until is not None:
        decide_by = min(decide_by, until)
    request = Request(
        id=case.rules.new_id(), ticket_id=case.ticket.id, kind=kind, state=RequestState.PENDING, approver=approver,
        asked_at=case.now, asked_by=case.actor.principal, asked_unit_id=holder.id,
        reason_code=case.command.text("reason_code"), reason=case.command.text("reason"), until=until,
        suggested_unit_id=case.command.uuid("suggested_unit_id"), decide_by=decide_by, decided_at=None,
        decided_by=None, answer=None,
    )  # fmt: skip
    case.requests[request.id] = request


def _decide(case: Case, state: RequestState) -> None:
    """Of the named request; only an objection need not be named."""
    request = case.request or next(iter(_meant(case, RequestKind.OBJECTION)), None)
    if request is None:
        raise LookupError("request")
    case.requests[request.id] = request._replace(
        state=state, decided_at=case.now, decided_by=case.actor.principal, answer=case.command.text("reason")
    )


def _until(case: Case) -> datetime:
    wanted = case.command.uuid("request_id")
    until = case.requests[wanted].until if wanted else None
    if until is None:
        raise LookupError("until")
    return until
