"""Stories of limits: graded anew, counted by another calendar, begun elsewhere, or longer by statute."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from escalation.actors import CLOCK
from escalation.clocks import defaults
from escalation.clocks.calendars import Calendars
from escalation.clocks.policy import Policy
from escalation.clocks.stopwatch import Colour
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.deadlines import colour_moments
from escalation.tickets.domain.decide import allowed
from escalation.tickets.domain.decide_deadline import decide_reschedule
from escalation.tickets.domain.draft import Rules
from tests.tickets.story import RULES, UNITS, Story, dispatched, in_progress, somebody

CHINA = ZoneInfo("Asia/Shanghai")
NOTHING = Command("", {}, "")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in China in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


def rules_by(**regions: Any) -> Rules:
    """The next version of the calendar, with regions."""
    document = {**defaults.calendar_document(), "version": 2, "regions": regions}
    return replace(RULES, calendars=Calendars.compile(document))


def holiday(*days: str) -> dict[str, Any]:
    return {"days": {day: {"kind": "holiday", "zh": "地方节日", "en": "local"} for day in days}}


def policy_with(stage: str, **changes: Any) -> Rules:
    """The default policy with one more rule for a stage."""
    document: dict[str, Any] = deepcopy(defaults.policy_document())
    rule = {"id": f"{stage}.special", "limit": "5wd", "zh": "特别规定", "en": "special", **changes}
    document["stages"][stage].append(rule)
    return replace(RULES, policy=Policy.compile(document))


def test_another_urgency_changes_the_budget_and_nothing_starts_again() -> None:
    story = in_progress()
    before = story.ticket
    story.now = at(3, 3, 10)
    after = story.do(somebody("C", "office"), "reclassify", urgency="urgent", reason="有危险。").ticket
    assert (before.stage_rule, before.stage_due_at) == ("handle.routine.simple", at(3, 9, 17, 30))
    assert (after.stage_rule, after.stage_due_at) == ("handle.urgent.simple", at(3, 4, 17, 30))
    assert (after.stage_started_at, after.started_at) == (before.stage_started_at, before.started_at)
    assert (after.due_original_at, after.due_rule) == (before.due_original_at, "overall.urgent.simple")


def test_graded_so_late_that_the_limit_is_over_it_is_late_at_once() -> None:
    story = in_progress()
    story.now = at(3, 6, 10)
    story.do(somebody("C", "office"), "reclassify", urgency="critical", reason="有危险。")
    assert story.strike().told[-1] == "ticket.overdue"


def test_a_new_holiday_moves_the_dates_and_nothing_else() -> None:
    story = in_progress()
    story.rules = rules_by(inner=holiday("2026-03-05") | {"units": ["C"]})
    before = story.ticket
    decision = decide_reschedule(story.situation(CLOCK, NOTHING), story.rules)
    assert decision is not None
    after = decision.ticket
    assert (before.stage_due_at, after.stage_due_at) == (at(3, 9, 17, 30), at(3, 10, 17, 30))
    assert (before.due_at, after.due_at) == (at(3, 23, 17, 30), at(3, 24, 17, 30))
    assert (after.budget, after.used, after.due_original_at) == (before.budget, before.used, before.due_original_at)
    assert decision.events[-1].type == "ticket.rescheduled"
    assert decision.events[-1].data["calendar_version"] == 2


def everything_asked(**line: Any) -> Story:
    """A coordination, a request and an order that begin on Monday at nine, of a policy that counts working days."""
    document = defaults.policy_document()
    answer = {"yellow": "2wd", "orange": "1wd", "red": "1wd"}
    rules = replace(RULES, policy=Policy.compile(document | {"orders": {"answer": answer}}))
    story = Story("K1", rules=rules).do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id)
    story.do(somebody("K1-ZJ"), "sign")
    story.do(somebody("C", "supervisor"), "supervise", text="请说明。", colour="yellow")
    line = {"unit_id": UNITS["K1-JT"].id, "task": "查道路", **line}
    story.do(somebody("K1-ZJ"), "coordinate", joint_units=(JointUnit(**line),))
    return story


def by_new_calendar(story: Story, *days: str) -> Story:
    document = {**defaults.calendar_document(), "version": 2}
    document["days"] = {**document["days"], **holiday(*days)["days"]}  # type: ignore[dict-item]
    story.rules = replace(story.rules, calendars=Calendars.compile(document))
    return story


def moments(story: Story) -> list[datetime]:
    """Of the joint task, the order (due and raised) and the stage."""
    (task,), (order,) = story.joint_tasks.values(), story.orders.values()
    assert story.ticket.stage_due_at is not None
    assert order.wake_at is not None
    return [task.due_at, order.due_at, order.wake_at, story.ticket.stage_due_at]


def test_a_new_holiday_moves_every_moment_that_a_rule_gave() -> None:
    story = by_new_calendar(everything_asked(), "2026-03-04")
    assert moments(story) == [at(3, 9, 17, 30), at(3, 4, 17, 30), at(3, 4, 17, 30), at(3, 9, 17, 30)]
    decision = decide_reschedule(story.situation(CLOCK, NOTHING), story.rules)
    assert decision is not None
    story.take(decision)
    assert moments(story) == [at(3, 10, 17, 30), at(3, 5, 17, 30), at(3, 5, 17, 30), at(3, 10, 17, 30)]
    assert story.ticket.wake_at == at(3, 5, 17, 30)


def test_a_new_holiday_moves_no_moment_that_a_person_named() -> None:
    story = by_new_calendar(everything_asked(due_at=at(3, 5, 12)), "2026-03-04")
    story.wait(minutes=1).do(somebody("K1-ZJ"), "comment", text="已联系。")
    assert moments(story) == [at(3, 5, 12), at(3, 5, 17, 30), at(3, 5, 17, 30), at(3, 5, 12)]


@pytest.mark.parametrize("action", ["extend", "terminate"])
def test_a_new_holiday_gives_those_who_decide_their_time_back(action: str) -> None:
    story = Story("K1").do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id)
    fields = {"days": 3} if action == "extend" else {}
    story.do(somebody("K1-ZJ"), "sign").do(somebody("K1-ZJ"), action, reason="待材料。", **fields)
    (asked,) = story.requests.values()
    by_new_calendar(story, "2026-03-04").now = asked.decide_by
    assert (story.strike().told[-1], asked.decide_by) == ("ticket.rescheduled", at(3, 4, 17, 30))
    (moved,) = story.requests.values()
    assert (moved.state, moved.decide_by) == ("pending", at(3, 5, 17, 30))
    assert story.wake().told[-1].endswith("_refused")


def test_an_order_that_was_raised_has_the_time_of_its_new_colour_by_the_new_calendar() -> None:
    story = everything_asked().until("ticket.supervised")
    story.until("ticket.supervised")
    (before,) = story.orders.values()
    by_new_calendar(story, "2026-03-05").wait(minutes=1).do(somebody("K1-ZJ"), "comment", text="已联系。")
    (after,) = story.orders.values()
    assert (before.colour, before.wake_at, after.wake_at) == ("orange", at(3, 5, 17, 30), at(3, 6, 17, 30))
    assert after.due_at == before.due_at


def test_colours_are_counted_by_the_calendar_that_the_limit_names() -> None:
    calendars = rules_by(inner=holiday("2026-03-04") | {"units": ["K2"]}).calendars
    orange = []
    for name in ("base", "inner"):
        limit = f"5wd calendar={name}"
        rules = replace(
            policy_with("handle", limit=limit, when={"unit": ["V1"], "urgency": ["routine"], "difficulty": ["simple"]}),
            calendars=calendars,
        )
        story = in_progress(rules=rules)
        assert story.ticket.stage_limit == limit
        orange.append(colour_moments(story.ticket, story.situation(CLOCK, NOTHING), rules)[Colour.ORANGE])
    assert orange[0] < orange[1]


def test_a_calendar_that_changes_nothing_for_a_ticket_leaves_no_trace() -> None:
    story = in_progress()
    rules = rules_by(elsewhere=holiday("2026-03-05") | {"units": ["K2"]})
    assert decide_reschedule(story.situation(CLOCK, NOTHING), rules) is None


def test_a_ticket_whose_clock_fires_by_the_old_calendar_is_set_right_instead_of_being_late() -> None:
    story = in_progress()
    story.rules = rules_by(inner=holiday("2026-03-05", "2026-03-06") | {"units": ["T1"]})
    story.now = at(3, 9, 17, 30)
    assert (story.strike().told[-1], story.ticket.stage_due_at) == ("ticket.rescheduled", at(3, 11, 17, 30))
    assert story.ticket.first_breached_at is None


def test_whoever_moves_a_ticket_first_after_a_new_calendar_goes_by_it() -> None:
    story = in_progress()
    story.rules = rules_by(inner=holiday("2026-03-05") | {"units": ["C"]})
    story.now = at(3, 9, 18)
    story.do(somebody("V1"), "comment", text="已联系。")
    assert (story.ticket.stage_due_at, story.ticket.first_breached_at) == (at(3, 10, 17, 30), None)


def test_what_had_passed_does_not_come_back_with_a_new_calendar() -> None:
    story = in_progress().until("ticket.overdue")
    broken = story.ticket.first_breached_at
    story.rules = rules_by(inner=holiday("2026-03-05") | {"units": ["C"]})
    story.wait(minutes=5).do(somebody("V1"), "comment", text="已联系。")
    assert (story.ticket.stage_due_at, story.ticket.first_breached_at) == (broken, broken)


def test_the_calendar_of_the_new_holder_counts_the_stage_and_that_of_the_origin_the_promise() -> None:
    rules = rules_by(town=holiday("2026-03-03") | {"units": ["T1"]})
    story = Story("V1", rules=rules)
    assert story.ticket.due_at == at(3, 24, 17, 30)
    story.do(somebody("C", "office"), "dispatch", unit_id=UNITS["K2"].id)
    assert story.ticket.stage_due_at == at(3, 3, 17, 30)
    assert dispatched(rules=rules).ticket.stage_due_at == at(3, 4, 17, 30)


def test_a_limit_counted_from_the_assignment_does_not_wait_for_the_signature() -> None:
    here = {"unit": ["V1"], "urgency": ["routine"], "difficulty": ["simple"]}
    rules = policy_with("handle", when=here, starts="dispatched")
    story = dispatched(rules=rules)
    given = story.now
    story.wait(days=2).do(somebody("V1"), "sign")
    assert (story.ticket.stage_started_at, story.ticket.stage_due_at) == (given, at(3, 9, 17, 30))


def test_a_longer_limit_of_a_statute_prevails_and_a_shorter_one_does_not() -> None:
    longer = policy_with("handle", limit="60d", statutory=True, source="信访工作条例 (2022) 第三十四条")
    shorter = policy_with("handle", limit="2d", statutory=True, source="某条例")
    story = dispatched(rules=longer).do(somebody("V1"), "sign")
    assert (story.ticket.stage_rule, story.ticket.stage_limit) == ("handle.special", "60d")
    story = dispatched(rules=shorter).do(somebody("V1"), "sign")
    assert story.ticket.stage_rule == "handle.routine.simple"


def test_a_ticket_keeps_the_rule_its_policy_version_and_the_original_date() -> None:
    ticket = in_progress().ticket
    assert (ticket.due_rule, ticket.due_limit, ticket.due_policy_version) == ("overall.routine.simple", "15wd", 1)
    assert (ticket.stage_rule, ticket.stage_limit, ticket.policy_version) == ("handle.routine.simple", "5wd", 1)
    assert ticket.due_original_at == ticket.due_at


def test_a_clock_that_wakes_too_early_sets_itself_right() -> None:
    story = in_progress()
    assert story.wait(hours=1).strike().told[-1] == "ticket.rescheduled"
    assert story.ticket.wake_at is not None
    assert story.ticket.wake_at > story.now
    assert story.now - story.ticket.stage_started_at == timedelta(hours=1)


def test_another_urgency_leaves_a_broken_promise_as_it_was() -> None:
    story = in_progress(rules=policy_with("handle", limit="60d", statutory=True))
    story.now = at(3, 23, 17, 30)
    before = story.strike().ticket
    after = story.do(somebody("C", "office"), "reclassify", difficulty="hard", reason="疑难。").ticket
    promise = ("due_at", "due_rule", "due_limit", "budget", "first_breached_at")
    assert [getattr(after, name) for name in promise] == [getattr(before, name) for name in promise]


def test_what_is_offered_goes_by_the_calendar_in_force_too() -> None:
    story = in_progress()
    story.rules = rules_by(inner=holiday("2026-03-05") | {"units": ["C"]})
    story.now = at(3, 9, 18)
    offered = allowed(story.situation(somebody("V1"), NOTHING), somebody("V1"), story.rules)
    assert "extend" in {offer.name for offer in offered}
