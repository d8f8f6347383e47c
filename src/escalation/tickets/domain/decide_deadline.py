"""What does the clock do with a ticket whose deadline, or another wait, is over? One step, however late it looks."""

from collections.abc import Callable
from datetime import datetime

from escalation.actors import CLOCK
from escalation.clocks.stopwatch import Colour
from escalation.errors import AtTheTop, GuardFailed
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.deadlines import colour_moments, deadline, escalates_at, is_after, reminds_at
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.definition import State, Timeout
from escalation.tickets.domain.derived_moments import is_moved
from escalation.tickets.domain.draft import Case, Decision, Rules
from escalation.tickets.domain.finish import begin, finish
from escalation.tickets.domain.orders import raise_colours, unanswered
from escalation.tickets.domain.requests import lapse, undecided
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import Ticket


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
    case = begin(situation, CLOCK, Command("reschedule", {}, "clock"), rules)
    dates = {name: value for name, value in case.changes.items() if name != "calendar_version"}
    if not is_moved(case) and all(getattr(situation.ticket, name) == value for name, value in dates.items()):
        return None
    return _by_clock(situation, rules, "reschedule", _reschedule)


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
    case = begin(situation, CLOCK, Command(action, {}, "clock"), rules)
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
