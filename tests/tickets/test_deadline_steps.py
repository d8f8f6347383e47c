"""What the clock does with a ticket, step by step, and whom nobody forgets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from escalation.actors import CLOCK
from escalation.clocks import defaults
from escalation.clocks.policy import Policy
from escalation.clocks.rules import About
from escalation.clocks.stopwatch import Colour
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.deadlines import colour_moments, deadline, escalates_at
from escalation.tickets.domain.decide_deadline import decide_deadline
from escalation.tickets.domain.draft import Rules
from escalation.tickets.domain.lateness import NextDue, is_late, owed
from escalation.tickets.usecases.ticket_view import TicketView
from tests.tickets.story import RULES, START, UNITS, Story, a_situation, dispatched, follow_up, in_progress, somebody

CALENDAR = RULES.calendars.base


def coordinating(**new: Any) -> Story:
    """A ticket of a county department that two other departments help with."""
    story = (
        Story("K1", **new)
        .do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id)
        .do(somebody("K1-ZJ"), "sign")
    )
    lines = (
        JointUnit(UNITS["K1-JT"].id, "查道路", story.now + timedelta(days=1)),
        JointUnit(UNITS["K1-SL"].id, "查水源", story.now + timedelta(days=2)),
    )
    return story.do(somebody("K1-ZJ"), "coordinate", joint_units=lines)


def test_what_is_asked_of_a_unit_and_what_it_reports_is_told_and_kept() -> None:
    story = coordinating()
    asked = [event.data["task"] for event in story.decisions[-1].events if event.type == "joint_task.requested"]
    first = next(task for task in story.joint_tasks.values() if task.task == "查道路")
    story.do(somebody("K1-JT"), "report", joint_task_id=first.id, result="已修路。")
    reported = [event.data["result"] for event in story.decisions[-1].events if event.type == "joint_task.reported"]
    assert (asked, reported, story.joint_tasks[first.id].result) == (["查道路", "查水源"], ["已修路。"], "已修路。")


def test_a_ticket_shows_each_colour_once_and_on_time() -> None:
    story = in_progress()
    moments = colour_moments(story.ticket, story.situation(CLOCK, Command("", {}, "")), RULES)
    seen = [(story.wake().ticket.warning, story.now) for _ in moments]
    assert seen == list(moments.items())
    assert [event.data["colour"] for event in story.events[-3:]] == ["yellow", "orange", "red"]


def test_red_is_the_moment_the_promise_is_broken_and_stays_on_record() -> None:
    story = in_progress().until("ticket.overdue")
    broken_at = story.ticket.stage_due_at
    assert (story.ticket.first_breached_at, story.now) == (broken_at, broken_at)
    story.do(somebody("V1"), "resolve", outcome="solved", reply="已换灯。")
    assert story.ticket.first_breached_at == broken_at


def test_a_promise_broken_before_the_clock_looked_is_on_record_too() -> None:
    story = in_progress()
    due_at = story.ticket.stage_due_at
    story.wait(days=20).do(somebody("V1"), "resolve", outcome="solved", reply="已换灯。")
    assert story.ticket.first_breached_at == due_at


def test_what_nobody_signs_climbs_to_the_level_above_after_the_grace() -> None:
    story = dispatched().until("ticket.overdue")
    grace = RULES.policy.grace("sign", "routine")
    story.wake()
    assert story.now == CALENDAR.due(story.events[-2].occurred_at, grace).at
    assert (story.told[-1], story.holder, story.ticket.level) == ("ticket.escalated", "T1", 2)
    assert (story.events[-1].trigger, story.events[-1].reason) == ("clock", "overdue")


def with_grace(after: str) -> Rules:
    document = defaults.policy_document() | {"grace": [{"id": "grace", "after": after}]}
    return replace(RULES, policy=Policy.compile(document))


@pytest.mark.parametrize("urgency", ["routine", "urgent"])
@pytest.mark.parametrize("rules", [RULES, with_grace("24h"), with_grace("4h"), with_grace("30min"), with_grace("1wd")])
def test_what_was_due_on_a_friday_evening_climbs_after_working_time(urgency: str, rules: Rules) -> None:
    story = in_progress(rules=rules, urgency=urgency)
    friday = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)  # 17:30 in China
    situation = story.situation(CLOCK, Command("", {}, ""))
    late = story.ticket._replace(stage_due_at=friday, due_at=friday + timedelta(days=60), warning=Colour.RED)
    climbs_at = escalates_at(late, rules.workflow.states[late.state], situation, rules)
    assert climbs_at is not None
    assert CALENDAR.worked(friday, climbs_at) >= timedelta(minutes=30)


def coordinated_until(due: datetime, *, begun: datetime = START, urgency: str = "routine") -> Story:
    story = Story("K1", urgency=urgency).do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id)
    story.do(somebody("K1-ZJ"), "sign")
    story.now = begun
    line = JointUnit(UNITS["K1-JT"].id, "查道路", due)
    return story.do(somebody("K1-ZJ"), "coordinate", joint_units=(line,))


@pytest.mark.parametrize("urgency", ["routine", "urgent"])
@pytest.mark.parametrize("hours", [24, 30, 48])
def test_a_joint_task_with_a_date_of_its_own_has_its_warnings_before_that_date(urgency: str, hours: int) -> None:
    due = START + timedelta(hours=hours)
    story = coordinated_until(due, urgency=urgency)
    moments = colour_moments(story.ticket, story.situation(CLOCK, Command("", {}, "")), RULES)
    whole = CALENDAR.worked(START, due)
    shares = [CALENDAR.worked(moments[colour], due) / whole for colour in (Colour.YELLOW, Colour.ORANGE)]
    assert (shares, moments[Colour.RED]) == ([0.3, 0.15], due)
    assert [story.wake().now for _ in moments] == list(moments.values())
    assert [event.data["colour"] for event in story.events[-3:]] == ["yellow", "orange", "red"]


def test_what_runs_round_the_clock_has_its_shares_round_the_clock() -> None:
    story = coordinated_until(START + timedelta(hours=10), urgency="critical")
    moments = colour_moments(story.ticket, story.situation(CLOCK, Command("", {}, "")), RULES)
    assert list(moments.values()) == [START + timedelta(hours=hours) for hours in (7, 8.5, 10)]


def test_a_date_before_any_work_has_its_warnings_between() -> None:
    saturday = datetime(2026, 3, 7, 2, tzinfo=UTC)
    story = coordinated_until(saturday + timedelta(hours=10), begun=saturday)
    moments = colour_moments(story.ticket, story.situation(CLOCK, Command("", {}, "")), RULES)
    assert list(moments.values()) == [saturday + timedelta(hours=hours) for hours in (7, 8.5, 10)]


def test_when_the_first_joint_task_is_reported_the_shares_are_those_of_the_next_date() -> None:
    story = coordinating()
    first = next(task for task in story.joint_tasks.values() if task.unit_id == UNITS["K1-JT"].id)
    story.do(somebody("K1-JT"), "report", joint_task_id=first.id, result="查了。")
    due = START + timedelta(days=2)
    moments = colour_moments(story.ticket, story.situation(CLOCK, Command("", {}, "")), RULES)
    assert CALENDAR.worked(moments[Colour.YELLOW], due) == CALENDAR.worked(START, due) * 0.3


def test_what_runs_round_the_clock_climbs_round_the_clock() -> None:
    story = in_progress(urgency="critical").until("ticket.overdue")
    broken_at = story.now
    assert story.until("ticket.escalated").now == broken_at + timedelta(minutes=30)


def test_an_escalation_starts_the_stage_afresh_and_leaves_the_promise_standing() -> None:
    story = dispatched()
    promised = story.ticket.due_at
    story.until("ticket.escalated")
    fresh = CALENDAR.due(story.now, RULES.policy.stage("sign", About(2, "routine", "simple")).rule.limit).at
    assert (story.ticket.stage_started_at, story.ticket.stage_due_at) == (story.now, fresh)
    assert (story.ticket.due_at, story.ticket.warning) == (promised, Colour.NONE)


def test_after_a_long_outage_one_wake_up_does_one_step() -> None:
    story = dispatched().wait(days=300)
    steps = [(story.strike().told[-1], story.holder) for _ in range(2)]
    assert steps == [("ticket.overdue", "V1"), ("ticket.escalated", "T1")]
    assert story.ticket.wake_at is not None
    assert story.ticket.wake_at > story.now


@pytest.mark.parametrize(("begin", "way"), [(Story, ["V1", "T1", "K1", "C"]), (dispatched, ["V1", "T1", "K1", "C"])])
def test_a_forgotten_ticket_climbs_through_every_level_to_the_top(begin: Callable[[], Story], way: list[str]) -> None:
    story = begin()
    state, holders = story.ticket.state, [story.holder]
    for _ in way[1:]:
        story.wake().until("ticket.escalated")
        holders.append(story.holder)
    assert holders == way
    assert [hop.direction for hop in story.hand_overs.values()][-3:] == ["up", "up", "up"]
    assert (story.ticket.state, story.ticket.escalations, story.ticket.level) == (state, 3, 4)


def test_at_the_top_it_is_stuck_for_all_to_see_and_reminded_of_at_the_floor_interval() -> None:
    story = dispatched().until("ticket.stuck_at_top")
    assert (story.holder, story.ticket.stuck) == ("C", True)
    times = [story.now] + [story.wake().now for _ in range(5)]
    floor = RULES.policy.reminder_floor
    assert [later for _, later in pairwise(times)] == [
        CALENDAR.due(earlier, floor).at for earlier, _ in pairwise(times)
    ]
    assert story.told[-5:] == ["ticket.warned"] * 5
    assert story.told.count("ticket.stuck_at_top") == 1


def test_a_move_at_the_top_ends_being_stuck() -> None:
    story = dispatched().until("ticket.stuck_at_top").do(somebody("C"), "sign")
    assert (story.ticket.stuck, story.ticket.warning) == (False, Colour.NONE)


def test_a_matter_about_the_level_above_is_stuck_instead_of_climbing_there() -> None:
    story = Story("V1", accused="T1").until("ticket.stuck_at_top")
    assert (story.holder, story.ticket.stuck) == ("V1", True)


def test_a_department_climbs_to_the_leading_unit_of_its_own_territory() -> None:
    story = Story("K1").do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id).until("ticket.escalated")
    assert (story.holder, story.ticket.level) == ("C", 4)


def test_a_coordination_is_due_with_the_earliest_open_joint_task() -> None:
    story = coordinating()
    first, second = story.joint_tasks.values()
    assert story.ticket.stage_due_at == first.due_at
    story.do(somebody("K1-JT"), "report", joint_task_id=first.id, result="路已查。")
    assert story.ticket.stage_due_at == second.due_at
    assert story.ticket.stage_started_at == START


def test_a_coordination_nobody_finishes_climbs_and_its_tasks_end() -> None:
    story = coordinating().until("ticket.escalated")
    assert (story.holder, story.ticket.joint_open) == ("C", 0)
    assert {task.state for task in story.joint_tasks.values()} == {"superseded"}


@pytest.mark.parametrize("state", ["result_submitted", "follow_up"])
def test_who_checks_a_result_is_reminded_and_not_passed_over(state: str) -> None:
    story = follow_up()
    stories = {
        "follow_up": story,
        "result_submitted": in_progress().do(somebody("V1"), "resolve", outcome="solved", reply="已换灯。"),
    }
    story = stories[state].until("ticket.overdue")
    holder = story.holder
    reminded_at = [story.wake().now for _ in range(3)]
    assert (story.told[-3:], story.holder, story.ticket.state) == (["ticket.warned"] * 3, holder, state)
    assert sorted(set(reminded_at)) == reminded_at
    assert story.events[-1].data["reminder"] is True


def test_a_closed_ticket_is_archived_when_its_window_ends_and_rests() -> None:
    story = follow_up().do(somebody("K1", "office"), "confirm", solved=True)
    window = story.ticket.stage_due_at
    story.wake()
    assert (story.ticket.state, story.now, story.ticket.wake_at) == ("archived", window, None)
    assert story.told[-1] == "ticket.archived"


@pytest.mark.parametrize("days", [-2, -1, 0, 1, 5])
@pytest.mark.parametrize("urgency", ["urgent", "critical"])
def test_a_promise_that_was_kept_stays_kept_when_the_ticket_is_reopened(days: int, urgency: str) -> None:
    story = follow_up(urgency=urgency).do(somebody("K1", "office"), "confirm", solved=True)
    promised = story.ticket.due_at
    story.now = promised + timedelta(days=days, minutes=-30)
    story.do(somebody("K1", "office"), "reopen", reason="又坏了。")
    stage_due = story.ticket.stage_due_at
    view = TicketView(story.ticket, {}, story.now)
    counts = deadline(story.ticket)
    assert counts is not None
    assert (view.overdue, view.warning, story.ticket.first_breached_at) == (False, Colour.NONE, None)
    assert (counts.kind, view.next_due_at, story.ticket.due_at) == ("stage", stage_due, promised)
    story.do(somebody("C", "office"), "reclassify", difficulty="hard", reason="疑难。")
    assert story.ticket.due_at == promised
    story.until("ticket.overdue")
    assert story.now == story.ticket.stage_due_at == story.ticket.first_breached_at


def test_a_promise_that_was_broken_stays_broken_and_the_second_life_has_its_own_time() -> None:
    story = in_progress().until("ticket.overdue")
    broken_at = story.now
    story.do(somebody("V1"), "resolve", outcome="solved", reply="已换灯。").do(somebody("V1", "leader"), "audit_pass")
    story.now = story.ticket.due_at + timedelta(days=1)
    story.do(somebody("K1", "office"), "confirm", solved=True).do(somebody("K1", "office"), "reopen", reason="又坏了。")
    view = TicketView(story.ticket, {}, story.now)
    assert (view.overdue, view.next_due_at) == (False, story.ticket.stage_due_at)
    assert story.ticket.first_breached_at == broken_at


def test_a_reopened_ticket_is_clocked_again_and_climbs_like_any_other() -> None:
    story = (
        follow_up()
        .do(somebody("K1", "office"), "confirm", solved=True)
        .do(somebody("K1", "office"), "reopen", reason="又坏了。")
    )
    assert (story.holder, story.ticket.state, story.ticket.stage_started_at) == ("V1", "in_progress", story.now)
    assert story.until("ticket.escalated").holder == "T1"


def test_a_comment_restarts_nothing() -> None:
    story = in_progress().wait(days=1)
    before = story.ticket
    after = story.do(somebody("V1"), "comment", text="已联系供电所。").ticket
    watched = ("stage_started_at", "stage_due_at", "wake_at", "warning", "due_at")
    assert [getattr(after, name) for name in watched] == [getattr(before, name) for name in watched]


def test_the_overall_promise_counts_while_it_ends_before_the_stage() -> None:
    earlier = START + timedelta(days=1)
    situation = a_situation("in_progress", due_at=earlier, stage_started_at=START - timedelta(days=1), now=earlier)
    counts = deadline(situation.ticket)
    assert counts is not None
    assert (counts.kind, counts.due_at) == ("overall", earlier)
    decision = decide_deadline(situation, RULES)
    assert (decision.events[-1].type, decision.events[-1].data["deadline"]) == ("ticket.overdue", "overall")


def test_a_promise_broken_long_ago_leaves_each_new_holder_the_time_of_the_stage() -> None:
    situation = a_situation("in_progress", due_at=START - timedelta(days=9), stage_started_at=START)
    counts = deadline(situation.ticket)
    assert counts is not None
    assert (counts.kind, counts.due_at) == ("stage", situation.ticket.stage_due_at)


@pytest.mark.parametrize("urgency", ["routine", "urgent", "critical"])
def test_the_more_urgent_the_sooner_it_climbs(urgency: str) -> None:
    taken = {
        name: dispatched(urgency=name).until("ticket.escalated").now - START
        for name in ("critical", "urgent", "routine")
    }
    assert sorted(taken.values()) == list(taken.values())
    assert START + taken[urgency] >= CALENDAR.due(START, RULES.policy.grace("sign", urgency)).at


def test_what_is_owed_first_is_named_and_is_late_from_its_very_moment() -> None:
    ticket = in_progress().ticket
    assert ticket.stage_due_at is not None
    stage, earlier = ticket.stage_due_at, ticket.stage_due_at - timedelta(seconds=1)
    promised = ticket._replace(due_at=earlier, fulfilled_at=None)
    assert owed(promised) == NextDue("overall", earlier)
    assert owed(promised._replace(fulfilled_at=START)) == owed(promised._replace(due_at=stage)) == ("stage", stage)
    assert (owed(promised._replace(is_open=False)), owed(promised._replace(stage_due_at=None))) == (None, None)
    moments = [earlier - timedelta(microseconds=1), earlier]
    assert [is_late(promised, now) for now in moments] == [False, True]
    assert not is_late(promised._replace(is_open=False), stage)
