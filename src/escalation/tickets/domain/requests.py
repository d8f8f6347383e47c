"""What may a holder ask for that it cannot grant, and what follows when it is granted?

An extension (延期), parking (挂账), an end (终止), or to be rid of a ticket that is not its business (退单). Each waits
for the decision of one standing until a fixed moment and lapses then: nobody can hold up a ticket by not answering, and
no request stops the citizen's clock.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time

from escalation.clocks.limits import Limit, LimitUnit
from escalation.tickets.domain.draft import Case
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.stopwatches import extend, pause, resume
from escalation.tickets.domain.ticket import Request, RequestKind, RequestState


def ask_for_extension(case: Case) -> None:
    """延期申请: whom policy names for this number and length decides, before the limit ends."""
    until = wanted_until(case)
    _ask(case, RequestKind.EXTENSION, approver=_approver(case, until), until=until)


def ask_for_parking(case: Case) -> None:
    """挂账申请: the dispatcher decides whether the work can wait until `resume_on`."""
    day = case.command.day("resume_on")
    _ask(case, RequestKind.PARKING, approver=Standing.DISPATCHER, until=opening(case, day) if day else None)


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


def meant(case: Case, kind: RequestKind | None = None) -> list[Request]:
    """The named request if it still waits, or every one that does if none is named; of one kind, if it says which."""
    named = case.command.uuid("request_id")
    return [
        request
        for request in case.requests.values()
        if request.state == RequestState.PENDING and named in {None, request.id} and kind in {None, request.kind}
    ]


def wanted_until(case: Case) -> datetime | None:
    """The new limit of an extension: a moment, or so many working days after the present one."""
    limit = _asked_for(case)
    if limit is None:
        return case.command.moment("until")
    return case.calendar_of(case.situation.holder).due(case.current("stage_due_at", datetime), limit).at


def _asked_for(case: Case) -> Limit | None:
    """The working days that an extension is to have, if it names no date."""
    days = case.command.number("days")
    return Limit(days, LimitUnit.WORKING_DAYS) if days is not None else None


def opening(case: Case, day: date) -> datetime:
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
    days = _asked_for(case) if kind is RequestKind.EXTENSION else None
    if kind is RequestKind.EXTENSION:
        decide_by = min(decide_by, case.current("stage_due_at", datetime))
    elif until is not None:
        decide_by = min(decide_by, until)
    request = Request(
        id=case.rules.new_id(), ticket_id=case.ticket.id, kind=kind, state=RequestState.PENDING, approver=approver,
        asked_at=case.now, asked_by=case.actor.principal, asked_unit_id=holder.id,
        reason_code=case.command.text("reason_code"), reason=case.command.text("reason"), until=until,
        suggested_unit_id=case.command.uuid("suggested_unit_id"), decide_by=decide_by, decided_at=None,
        decided_by=None, answer=None, decide_limit=str(limit),
        until_limit=str(days) if days else None,
    )  # fmt: skip
    case.requests[request.id] = request


def _decide(case: Case, state: RequestState) -> None:
    """Of the named request; only an objection need not be named."""
    request = case.request or next(iter(meant(case, RequestKind.OBJECTION)), None)
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
