"""How do the two stopwatches of a ticket stand in its columns, and what starts, stops and lengthens them?

The `overall` one is the promise to the citizen: it never starts again. The `stage` one belongs to the holder and starts
afresh with each. Columns hold the truth (limit, budget, used, running since); due dates are derived from it, so a new
calendar moves dates and nothing else.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.limits import Limit
from escalation.clocks.policy_document import Start
from escalation.clocks.rules import About, Applied, Rule
from escalation.clocks.stopwatch import Colour, Stopwatch, prevailing
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.derived_moments import joint_tasks_anew
from escalation.tickets.domain.draft import Case, Columns, Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import JointState, JointTask, Ticket

Turn = Callable[[Stopwatch, Calendar], Stopwatch]

limit_of: Callable[[str], Limit] = cache(Limit.parse)
"""A limit from its written form, as tickets keep it."""


def overall(ticket: Ticket) -> Stopwatch:
    """The promise to the citizen."""
    return Stopwatch(
        limit=limit_of(ticket.due_limit), started_at=ticket.started_at, budget=ticket.budget, used=ticket.used,
        running_since=ticket.running_since, granted=ticket.due_granted,
    )  # fmt: skip


def stage(ticket: Ticket) -> Stopwatch | None:
    """What the holder has left; `None` in a final state."""
    if ticket.stage_limit is None:
        return None
    return Stopwatch(
        limit=limit_of(ticket.stage_limit), started_at=ticket.stage_started_at, budget=ticket.stage_budget,
        used=ticket.stage_used, running_since=ticket.stage_running_since, granted=ticket.stage_granted,
    )  # fmt: skip


def promise(rules: Rules, asked: About, now: datetime) -> Columns:
    """The columns of a promise that begins now."""
    rule, watch, due = prevailing(
        rules.policy.overall(asked), lambda limit: rules.calendars.of(asked.units, limit), lambda _: now
    )
    return promise_columns(watch) | {
        "started_at": now, "due_at": due.at, "due_original_at": due.at, "due_rule": rule.id,
        "due_policy_version": rules.policy.version, "provisional": due.provisional,
        "calendar_version": rules.calendars.version,
    }  # fmt: skip


NO_STAGE: Columns = {
    "stage": "none", "stage_due_at": None, "stage_rule": None, "stage_limit": None, "stage_budget": timedelta(0),
    "stage_used": timedelta(0), "stage_running_since": None, "stage_granted": None, "stage_extensions": 0,
}  # fmt: skip

PROMISE: Final = (
    "started_at", "due_at", "due_original_at", "due_rule", "due_limit", "due_policy_version", "budget", "used",
    "running_since", "due_granted", "provisional",
)  # fmt: skip
"""The columns of the promise to the citizen."""

STAGE: Final = (
    "stage_due_at", "stage_rule", "stage_limit", "stage_budget", "stage_used", "stage_running_since", "stage_granted",
    "policy_version",
)  # fmt: skip
"""The columns that say when the holder's stage ends, and why."""

_UNWARNED: Columns = {"warning": Colour.NONE, "warned_at": None, "stuck": False}


def start_stage(case: Case) -> None:
    """Give the holder of the draft a fresh stopwatch for the state that was reached."""
    kind, policy, holder = case.rules.workflow.states[case.state].stage, case.rules.policy, case.holder
    if kind is None:
        case.changes |= {"stage_started_at": case.now, "resume_at": None, **_UNWARNED, **NO_STAGE}
        return
    rule, watch, due = _prevailing(case, policy.stage(kind, about(case, holder)), holder)
    case.changes |= {
        **_UNWARNED, **_stage_columns(watch), "stage": kind, "stage_started_at": watch.started_at,
        "stage_rule": rule.id, "stage_extensions": 0, "policy_version": policy.version,
        "stage_due_at": min((due.at, *_joint_dues(case.joint_tasks.values()))),
    }  # fmt: skip


def keep_stage(case: Case) -> None:
    """The stage goes on; in a coordination it ends with the earliest joint task that is still open.

    One that was late when it was reported or waived has made the stage late, and late it stays.
    """
    before = set(_joint_dues(joint_tasks_anew(case.situation, case.rules)))
    after = set(_joint_dues(case.joint_tasks.values()))
    watch = stage(case.ticket)
    if before == after or watch is None or _is_stage_over(case):
        return
    due = watch.due(case.calendar_of(case.holder, watch.limit)).at
    case.changes |= {"stage_due_at": min((due, *after)), "warning": Colour.NONE}


def pause(case: Case, resumes_at: datetime) -> None:
    """Bank what was used of both and stop; until then the due dates are those of a resumption at `resumes_at`."""
    case.changes["resume_at"] = resumes_at
    _turn(case, lambda watch, calendar: watch.pause(calendar, case.now))


def resume(case: Case) -> None:
    """Both go on with the rest; warnings begin again where they were."""
    case.changes |= {"resume_at": None, "warning": Colour.NONE, "warned_at": None}
    _turn(case, lambda watch, _: watch.resume(case.now))


def extend(case: Case, until: datetime) -> None:
    """Lengthen the stage to `until`, and the promise by as much, unless that was broken before."""
    ticket = case.draft
    due = ticket.stage_due_at or case.now

    def longer(watch: Stopwatch, calendar: Calendar) -> Stopwatch:
        return watch.extend_until(calendar, due, until)

    case.changes |= {
        "extensions": ticket.extensions + 1, "stage_extensions": ticket.stage_extensions + 1,
        "warning": Colour.NONE, "warned_at": None,
    }  # fmt: skip
    _turn(case, longer, promise_too=not is_settled(case))


def reclassify(case: Case) -> None:
    """Other limits from the same start: what was used or granted stays so; so does what is broken."""
    case.changes |= {"warning": Colour.NONE, "warned_at": None}
    if not is_settled(case):
        _promise_anew(case)
    ends = case.draft.stage_due_at
    is_over = _is_stage_over(case)
    if not is_over:
        _limit_stage_anew(case)
    _derive(case)
    if is_over:
        case.changes["stage_due_at"] = ends


def recalculated(situation: Situation, rules: Rules) -> Columns:
    """The due dates by the calendar in force, if the ticket still has those of an older one; else nothing.

    What had passed when that one was superseded stays as it was: no calendar brings a broken promise back. Nor does one
    move the date of a promise that was fulfilled, or of a ticket that has ended.
    """
    ticket = situation.ticket
    if ticket.calendar_version == rules.calendars.version or ticket.stage_limit is None:
        return {}
    new = _dates(ticket, situation, rules, joint_tasks_anew(situation, rules))
    for name in ("due_at", "stage_due_at"):
        before = getattr(ticket, name)
        is_fulfilled = name == "due_at" and (ticket.fulfilled_at or ticket.closed_at) is not None
        if before is not None and (is_fulfilled or before <= situation.passed_until):
            new[name] = before
            if name == "due_at":
                new["provisional"] = ticket.provisional
    return new | {"calendar_version": rules.calendars.version}


def would_begin(case: Case, kind: str) -> tuple[Stopwatch, Due]:
    """The stopwatch of a stage of this kind and its end, if the holder began it now."""
    return _prevailing(case, case.rules.policy.stage(kind, about(case, case.holder)), case.holder)[1:]


def would_end(case: Case, kind: str) -> datetime:
    """When a stage of this kind would be due if the holder began it now."""
    return would_begin(case, kind)[1].at


def about(case: Case, unit: Unit) -> About:
    """What policy is asked about the draft: level, urgency and difficulty, the place of `unit`, the category."""
    return About(
        level=case.current("level", int), urgency=case.current("urgency", str),
        difficulty=case.current("difficulty", str), units=case.situation.codes(unit), category=case.ticket.category,
    )  # fmt: skip


def _promise_anew(case: Case) -> None:
    policy, origin = case.rules.policy, case.situation.units[case.ticket.origin_unit_id]
    rule = _prevailing(case, policy.overall(about(case, origin)), origin)[0]
    calendar = case.calendar_of(origin, rule.limit)
    watch = overall(case.ticket).with_limit(calendar, rule.limit, resumes_at=case.ticket.resume_at)
    case.changes |= promise_columns(watch) | {"due_rule": rule.id, "due_policy_version": policy.version}


def _limit_stage_anew(case: Case) -> None:
    policy, holder, watch = case.rules.policy, case.holder, stage(case.ticket)
    rule = _prevailing(case, policy.stage(case.ticket.stage, about(case, holder)), holder)[0]
    case.changes |= {"stage_rule": rule.id, "policy_version": policy.version}
    if watch is not None and watch.limit != rule.limit:
        calendar = case.calendar_of(holder, rule.limit)
        case.changes |= _stage_columns(watch.with_limit(calendar, rule.limit, resumes_at=case.ticket.resume_at))


def is_settled(case: Case) -> bool:
    """Whether the promise to the citizen was broken before, or fulfilled.

    The date of a parked ticket is only what it would be if it goes on as planned, so there the stopwatch tells.
    """
    ticket = case.ticket
    if ticket.fulfilled_at is not None:
        return True
    return (
        ticket.used >= ticket.budget if ticket.resume_at is not None else case.current("due_at", datetime) <= case.now
    )


def _is_stage_over(case: Case) -> bool:
    """Whether the holder is late: another grading makes nobody less late."""
    ends = case.changes.get("stage_due_at", case.ticket.stage_due_at)
    return case.ticket.resume_at is None and ends is not None and ends <= case.now


def _turn(case: Case, turn: Turn, *, promise_too: bool = True) -> None:
    """Do the same to the stopwatch of the stage and, perhaps, to that of the promise; then derive both dates."""
    ticket = case.draft
    holder, origin = case.holder, case.situation.units[ticket.origin_unit_id]
    watch, promised = stage(ticket), overall(ticket)
    if watch is not None:
        case.changes |= _stage_columns(turn(watch, case.calendar_of(holder, watch.limit)))
    if promise_too:
        case.changes |= promise_columns(turn(promised, case.calendar_of(origin, promised.limit)))
    _derive(case)


def _derive(case: Case) -> None:
    """Both dates anew; but a promise to the citizen that was broken before is not given another date."""
    broken = {"due_at", "provisional"} if is_settled(case) else set[str]()
    dates = _dates(case.draft, case.situation, case.rules, case.joint_tasks.values())
    case.changes |= {name: value for name, value in dates.items() if name not in broken}


def _dates(ticket: Ticket, situation: Situation, rules: Rules, joint_tasks: Iterable[JointTask]) -> Columns:
    promised, watch = overall(ticket), stage(ticket)
    due = _due(promised, ticket, situation, rules, ticket.origin_unit_id)
    columns: Columns = {"due_at": due.at, "provisional": due.provisional}
    if watch is not None:
        ends = _due(watch, ticket, situation, rules, ticket.holder_unit_id).at
        columns["stage_due_at"] = min((ends, *_joint_dues(joint_tasks)))
    return columns


def _due(watch: Stopwatch, ticket: Ticket, situation: Situation, rules: Rules, unit_id: UUID) -> Due:
    calendar = rules.calendar_at(situation, situation.units[unit_id], watch.limit)
    return watch.due(calendar, resumes_at=ticket.resume_at)


def _prevailing(case: Case, applied: Applied, unit: Unit) -> tuple[Rule, Stopwatch, Due]:
    def began(start: Start) -> datetime:
        match start:
            case Start.STAGE:
                return case.now
            case Start.REGISTERED:
                return case.ticket.started_at
            case Start.DISPATCHED:
                sent = case.hand_overs[-1] if case.hand_overs else case.situation.last_hand_over
                return sent.sent_at if sent else case.now

    return prevailing(applied, lambda limit: case.calendar_of(unit, limit), began)


def promise_columns(watch: Stopwatch) -> Columns:
    """How a stopwatch of the promise stands in its columns."""
    return {
        "due_limit": str(watch.limit), "budget": watch.budget, "used": watch.used, "running_since": watch.running_since,
        "due_granted": watch.granted,
    }  # fmt: skip


def _stage_columns(watch: Stopwatch) -> Columns:
    return {
        "stage_limit": str(watch.limit), "stage_budget": watch.budget, "stage_used": watch.used,
        "stage_running_since": watch.running_since, "stage_granted": watch.granted,
    }  # fmt: skip


def _joint_dues(tasks: Iterable[JointTask]) -> list[datetime]:
    return [task.due_at for task in tasks if task.state == JointState.OPEN]
