"""What does a ticket take over by a merger? Whatever would otherwise be lost with the one that ends.

    promise     the one that ends first, with its start, its rule and what was granted; a kept one is owed no more
    grade       the more urgent and the harder of both; its limits, where they end sooner
    breach      the first of both: what was late once, was late
    audit       a unit above that held the matter audits what comes of it, as if it had handed it down
    marks       key task and problem ticket, and how often it was redone, returned, handed on, escalated, extended

Nothing of it gives anybody more time than before: neither the citizens of one ticket nor those of the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from escalation.clocks.limits import Limit
from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.clocks.stopwatch import Stopwatch
from escalation.errors import N_, Refusal
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.draft import Case, Columns, Decision, Rules, wrong_field
from escalation.tickets.domain.finish import begin, finish
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.stopwatches import PROMISE, STAGE, is_settled, overall, promise_columns, reclassify
from escalation.tickets.domain.ticket import Ticket

TAKE_IN: Final = "take_in"
"""The action of the ticket that goes on; no life cycle has to name it."""


def take_in(case: Case, ended: Ticket, rules: Rules) -> Decision:
    """What follows for the ticket that goes on, once it is decided that `ended` is merged into it.

    `case` is that of the merger, `rules` are those of the ticket that goes on. Why it was merged stands in the history
    of the ticket that ends: not everybody who sees the one that goes on may read what is said there.
    """
    into = _into(case)
    mine = begin(into, case.actor, Command(TAKE_IN, {}, case.command.request_id), rules)
    _take_grade(mine, ended)
    _take_promise(mine, ended, case)
    _take_marks(mine, ended)
    if is_downward(case.situation, into):
        mine.changes["dispatcher_unit_id"] = case.ticket.holder_unit_id
    mine.emit("ticket.merged_from", from_ticket_id=ended.id, from_number=ended.number)
    return finish(mine)


def is_downward(situation: Situation, into: Situation) -> bool:
    """Whether a matter that a unit above holds would go to one below."""
    return situation.ticket.level > into.ticket.level


def merging_down_fits(case: Case) -> Refusal | None:
    """A matter goes down only to a unit that works on it below its holder, which audits the result then."""
    into = _into(case)
    if not is_downward(case.situation, into):
        return None
    above = case.situation.territory(case.situation.holder)
    state = (case.rules.into or case.rules.workflow).states[into.ticket.state]
    if state.owner == Standing.HOLDER and above.covers(into.holder):
        return None
    detail = N_("A higher level holds this ticket. Merge that one into this one instead.")
    return wrong_field("into_ticket_id", "lower_level", detail)


def _into(case: Case) -> Situation:
    if case.situation.other is None:
        raise LookupError("the ticket to merge into")
    return case.situation.other


def _take_grade(mine: Case, ended: Ticket) -> None:
    """Another grading as if somebody had graded it anew, but for limits that would end later."""
    before = mine.draft
    grade = {
        "urgency": _higher(before.urgency, ended.urgency, tuple(Urgency)),
        "difficulty": _higher(before.difficulty, ended.difficulty, tuple(Difficulty)),
    }
    if grade == {"urgency": before.urgency, "difficulty": before.difficulty}:
        return
    mine.changes |= grade
    reclassify(mine)
    # What was warned of stays so: a merger is no fresh start.
    kept = ["warning", "warned_at"]
    if mine.draft.due_at >= before.due_at:
        kept += PROMISE
    if before.stage_due_at is not None and (mine.draft.stage_due_at or before.stage_due_at) >= before.stage_due_at:
        kept += STAGE
    mine.changes |= {name: getattr(before, name) for name in kept}


def _take_promise(mine: Case, ended: Ticket, merger: Case) -> None:
    """The promise of the ticket that ends, if it is owed still and ends sooner."""
    if ended.fulfilled_at is not None:
        return
    watch, due = _in_step(mine, ended, merger)
    owes_another = mine.ticket.fulfilled_at is None
    if owes_another and mine.draft.due_at <= due:
        return
    mine.changes |= promise_columns(watch) | {
        "started_at": ended.started_at, "due_at": due, "due_original_at": ended.due_original_at,
        "due_rule": ended.due_rule, "due_policy_version": ended.due_policy_version, "provisional": ended.provisional,
        "fulfilled_at": None,
    }  # fmt: skip


def _in_step(mine: Case, ended: Ticket, merger: Case) -> tuple[Stopwatch, datetime]:
    """Its stopwatch, which runs or stands as those of the ticket that goes on, and when it ends by the same calendar.

    A broken promise keeps its date.
    """
    origin = merger.situation.units[ended.origin_unit_id]
    watch = overall(ended)
    calendar = merger.rules.calendar_at(merger.situation, origin, watch.limit)
    calendars, resumes_at = merger.rules.calendars, mine.ticket.resume_at
    counted_by = calendars.region_of(merger.situation.codes(origin), watch.limit)
    own = mine.situation.units[mine.ticket.origin_unit_id]
    if counted_by != calendars.region_of(mine.situation.codes(own), watch.limit):
        watch = watch._replace(limit=_counted_by(watch.limit, counted_by))
    watch = watch.resume(mine.now) if resumes_at is None else watch.pause(calendar, mine.now)
    due = ended.due_at if is_settled(merger) else watch.due(calendar, resumes_at=resumes_at).at
    return watch, due


def _counted_by(limit: Limit, region: str) -> Limit:
    """Wherever the ticket goes on, its dates stay those of the place where they were promised."""
    return replace(limit, calendar=region)


def _take_marks(mine: Case, ended: Ticket) -> None:
    changes: Columns = {name: max(getattr(mine.ticket, name), getattr(ended, name)) for name in _MARKS}
    breaches = [at for at in (mine.ticket.first_breached_at, ended.first_breached_at) if at is not None]
    mine.changes |= changes | {"first_breached_at": min(breaches, default=None)}


_MARKS: Final = (
    "key_task", "problem", "returns", "redispatches", "redos", "escalations", "extensions", "urges",
)  # fmt: skip


def _higher(one: str, other: str, order: Sequence[str]) -> str:
    rank: Callable[[Any], int] = order.index
    return max(one, other, key=rank)
