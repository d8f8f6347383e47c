"""What a merger takes along: nothing that was promised, known or late on either side is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from escalation.errors import ValidationFailed
from escalation.tickets.domain import mergers
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.ticket import Ticket
from tests.tickets.story import CITIZEN, START, UNITS, Story, dispatched, follow_up, in_progress, somebody

OFFICE: Final = somebody("K1", "office")


def merged(ended: Story, into: Story, **fields: Any) -> tuple[Decision, Ticket]:
    """The merger of one story into another, at the later time of both, and the ticket that goes on."""
    now = max(ended.now, into.now)
    ended.now = into.now = now
    ended.may_merge_into(into.situation(CITIZEN, Command("", {}, "")))
    ended.do(OFFICE, "merge", into_ticket_id=into.ticket.id, **fields)
    taken_in = ended.decisions[-1].taken_in
    assert taken_in is not None
    into.take(taken_in)
    return ended.decisions[-1], into.ticket


# -- The promise -------------------------------------------------------------------------------------------------------


def test_the_earlier_promise_wins_whole() -> None:
    old, fresh = in_progress(), later("V2", days=4)
    decision, ticket = merged(old, fresh)
    for name in ("started_at", "due_at", "due_original_at", "due_rule", "due_limit", "budget", "used", "running_since"):
        assert getattr(ticket, name) == getattr(decision.ticket, name)


def test_the_ticket_that_goes_on_keeps_a_promise_that_is_the_earlier_one() -> None:
    old = in_progress()
    before = old.ticket
    _, ticket = merged(later("V2", days=4), old)
    assert (ticket.due_at, ticket.started_at, ticket.due_rule) == (before.due_at, before.started_at, before.due_rule)


def later(origin: str, *, days: float, **new: Any) -> Story:
    """A ticket in progress that was received some days later."""
    return in_progress(origin=origin, start=timedelta(days=days), **new)


def test_a_promise_that_was_kept_is_not_owed_again() -> None:
    reopened = a_reopened_ticket()
    fresh = later("V2", days=(reopened.now - START) / timedelta(days=1))
    before = fresh.ticket
    _, ticket = merged(reopened, fresh)
    assert (ticket.due_at, ticket.fulfilled_at) == (before.due_at, None)


def test_a_reopened_ticket_owes_what_was_promised_about_the_matter_it_takes_in() -> None:
    reopened = a_reopened_ticket()
    fresh = later("V2", days=(reopened.now - START) / timedelta(days=1))
    _, ticket = merged(fresh, reopened)
    assert (ticket.due_at, ticket.fulfilled_at) == (fresh.ticket.due_at, None)


def a_reopened_ticket() -> Story:
    story = follow_up().do(OFFICE, "confirm", solved=True).wait(days=1)
    return story.do(OFFICE, "reopen", reason="又坏了。")


def test_a_parked_ticket_lets_the_promise_wait_and_no_longer_than_itself() -> None:
    parked, running = a_parked_ticket("V2"), in_progress()
    _, ticket = merged(running, parked)
    assert ticket.running_since is None
    assert ticket.resume_at is not None
    assert ticket.due_at > ticket.resume_at


def test_the_promise_of_a_parked_ticket_goes_on_where_work_goes_on() -> None:
    parked, fresh = a_parked_ticket("V1"), later("V2", days=3)
    decision, ticket = merged(parked, fresh)
    assert decision.ticket.resume_at is None
    assert ticket.running_since is not None
    assert ticket.due_at <= fresh.decisions[-2].ticket.due_at
    assert [request.state for request in parked.requests.values()] == ["approved"]


def a_parked_ticket(origin: str) -> Story:
    story = in_progress(origin=origin)
    day = (story.now + timedelta(days=9)).date()
    story.do(somebody(origin), "park", reason_code="season", reason="待雨季结束。", resume_on=day)
    return story.do(somebody(origin, "leader"), "approve_request", request_id=next(iter(story.requests)))


def test_what_was_granted_stays_granted_where_it_goes() -> None:
    extended = in_progress()
    extended.do(somebody("V1"), "extend", days=1, reason="待材料。")
    extended.do(somebody("V1", "leader"), "approve_request", request_id=next(iter(extended.requests)))
    decision, ticket = merged(extended, later("V2", days=9))
    assert ticket.due_at == decision.ticket.due_at
    assert ticket.due_granted == decision.ticket.due_granted is not None
    assert ticket.extensions == 1


# -- Grade, breach, level ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [False, True])
def test_the_more_urgent_grade_wins_and_nothing_ends_later(*, turned: bool) -> None:
    stories = in_progress(urgency="critical"), in_progress(origin="V2")
    ended, into = stories[::-1] if turned else stories
    before = into.ticket
    _, ticket = merged(ended, into)
    assert ticket.urgency == "critical"
    assert before.stage_due_at is not None
    assert ticket.stage_due_at is not None
    assert ticket.due_at == min(story.ticket.due_at for story in stories)
    assert ticket.stage_due_at <= before.stage_due_at
    assert (ticket.stage_due_at < before.stage_due_at) is not turned


def test_the_harder_grade_wins_and_gives_nobody_more_time() -> None:
    hard, into = in_progress(), in_progress(origin="V2")
    hard.do(OFFICE, "reclassify", difficulty="hard", reason="涉及多方。")
    before = into.ticket
    _, ticket = merged(hard, into)
    assert ticket.difficulty == "hard"
    assert (ticket.due_at, ticket.stage_due_at) == (before.due_at, before.stage_due_at)


def test_a_breach_stays_a_breach() -> None:
    late = in_progress().until("ticket.overdue")
    assert late.ticket.first_breached_at is not None
    fresh = later("V2", days=(late.now - START) / timedelta(days=1))
    _, ticket = merged(late, fresh)
    assert ticket.first_breached_at == late.ticket.first_breached_at
    assert ticket.due_at == late.ticket.due_at


def test_what_broke_in_this_very_moment_counts_too() -> None:
    late = in_progress()
    late.now = late.ticket.stage_due_at or late.now
    fresh = later("V2", days=(late.now - START) / timedelta(days=1))
    _, ticket = merged(late, fresh)
    assert ticket.first_breached_at == late.now


def test_a_unit_above_that_held_the_matter_audits_what_comes_of_it() -> None:
    above = dispatched().do(somebody("V1"), "escalate", reason="超出能力。")
    _, ticket = merged(above, later("V2", days=0))
    assert ticket.dispatcher_unit_id == UNITS["T1"].id
    assert (ticket.level, ticket.escalations) == (1, 1)


@pytest.mark.parametrize("into", ["registered elsewhere", "registered below"])
def test_a_matter_does_not_go_down_to_where_nobody_works_on_it(into: str) -> None:
    above = dispatched().do(somebody("V1"), "escalate", reason="超出能力。")
    story = Story("V3") if into == "registered elsewhere" else Story("V2")
    with pytest.raises(ValidationFailed) as refused:
        merged(above, story)
    assert [fault.code for fault in refused.value.faults] == ["lower_level"]
    assert merged(Story("V2"), above)[1].level == 2


def test_marks_come_along() -> None:
    redone = follow_up()
    redone.do(OFFICE, "redo", reason="没修好。").do(OFFICE, "urge", text="请尽快。")
    _, ticket = merged(redone, later("V2", days=0))
    assert (ticket.redos, ticket.urges) == (1, 1)


# -- Nothing is left behind without a word ----------------------------------------------------------------------------


def test_both_histories_tell_of_it_and_only_that_of_the_one_that_ends_says_why() -> None:
    decision, ticket = merged(in_progress(urgency="urgent"), later("V2", days=1), reason="同一件事。")
    (event,) = decision.taken_in.events if decision.taken_in else ()
    assert (decision.events[-1].type, decision.events[-1].reason) == ("ticket.merged", "同一件事。")
    assert event.type == "ticket.merged_from"
    assert (event.reason, event.data["from_number"]) == (None, decision.ticket.number)
    changes: Any = event.data["changes"]
    assert changes["urgency"] == ["routine", "urgent"]
    assert event.ticket_version == ticket.version == 4


def test_what_was_asked_of_others_ends_with_a_word() -> None:
    lead = Story("K1").do(OFFICE, "dispatch", unit_id=UNITS["K1-ZJ"].id).do(somebody("K1-ZJ"), "sign")
    lines = tuple(JointUnit(UNITS[code].id, "查") for code in ("K1-JT", "K1-SL"))
    lead.do(somebody("K1-ZJ"), "coordinate", joint_units=lines)
    decision, _ = merged(lead, Story("K1"))
    assert [event.type for event in decision.events] == [
        *["joint_task.superseded"] * 2, "ticket.merged", "ticket.scope_left",
    ]  # fmt: skip
    assert {task.state for task in lead.joint_tasks.values()} == {"superseded"}
    assert lead.ticket.joint_open == 0


def test_what_was_asked_for_lapses_with_a_word() -> None:
    asking = in_progress().do(somebody("V1"), "extend", days=1, reason="待材料。")
    decision, _ = merged(asking, later("V2", days=0))
    assert [event.type for event in decision.events] == ["ticket.extension_refused", "ticket.merged"]
    assert [request.state for request in asking.requests.values()] == ["lapsed"]
    assert asking.ticket.requests_open == 0


# -- The rules, taken away ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "story"),
    [
        ("_take_promise", test_the_earlier_promise_wins_whole),
        ("_take_promise", test_a_reopened_ticket_owes_what_was_promised_about_the_matter_it_takes_in),
        ("_take_grade", test_the_harder_grade_wins_and_gives_nobody_more_time),
        ("_take_marks", test_a_breach_stays_a_breach),
        ("_take_marks", test_marks_come_along),
    ],
)
def test_a_rule_that_is_taken_away_is_missed(
    rule: str, story: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mergers, rule, lambda *_: None)
    with pytest.raises(AssertionError):
        story()
