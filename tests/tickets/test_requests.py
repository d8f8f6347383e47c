"""Stories of asking: more time, a pause, an end, or to be rid of a ticket; and of nobody answering."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from escalation.errors import ForbiddenAction, RuledOut
from escalation.tickets.domain.deadlines import deadline
from escalation.tickets.domain.stopwatches import overall, stage
from tests.tickets.story import START, UNITS, Story, somebody

HOLDER, HEAD, OFFICE = somebody("K1-ZJ"), somebody("K1-ZJ", "leader"), somebody("K1", "office")
WRONG: Final[dict[str, object]] = {
    "reason_code": "not_ours", "reason": "属交通部门。", "suggested_unit_id": UNITS["K1-JT"].id
}  # fmt: skip


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in China in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def given(**fields: object) -> Story:
    """A county's department signed on Monday at nine: five working days, so due on the next Monday at 17:30."""
    story = Story("K1").do(OFFICE, "dispatch", unit_id=UNITS["K1-ZJ"].id, **fields).do(HOLDER, "sign")
    assert (story.now, story.ticket.stage_due_at) == (START, at(3, 9, 17, 30))
    return story


def asked(story: Story, action: str, **fields: object) -> Story:
    return story.do(HOLDER, action, reason="待材料。", **fields)


def the_request(story: Story) -> dict[str, object]:
    """The last request, as a decision names it."""
    return {"request_id": list(story.requests)[-1]}


# -- Extension (延期) -------------------------------------------------------------------------------------------------


def test_an_extension_moves_the_stage_and_the_promise_by_as_much_and_the_original_date_is_kept() -> None:
    story = given()
    promised = story.ticket.due_at
    asked(story, "extend", days=3).do(HEAD, "approve_request", **the_request(story))
    assert (promised, story.ticket.due_at) == (at(3, 23, 17, 30), at(3, 26, 17, 30))
    assert (story.ticket.stage_due_at, story.ticket.due_original_at) == (at(3, 12, 17, 30), promised)
    assert (story.ticket.extensions, story.told[-2:]) == (1, ["ticket.extension_requested", "ticket.extended"])


CITY: Final = somebody("C", "office")


@pytest.mark.parametrize("first", [{"difficulty": "hard"}, {"urgency": "urgent"}, {"urgency": "critical"}])
@pytest.mark.parametrize("then", [{"difficulty": "moderate"}, {"urgency": "routine", "difficulty": "simple"}])
def test_what_was_granted_stays_whatever_the_grading(first: dict[str, object], then: dict[str, object]) -> None:
    story = asked(given(), "extend", days=12)
    story.do(HEAD, "approve_request", **the_request(story))
    granted = story.ticket
    for grading in (first, then):
        after = story.do(CITY, "reclassify", reason="重新研判。", **grading).ticket
        assert after.stage_due_at is not None
        assert granted.stage_due_at is not None
        assert (after.stage_due_at >= granted.stage_due_at, after.due_at >= granted.due_at) == (True, True)
    assert story.ticket.extensions == 1


def test_a_limit_that_ends_after_what_was_granted_is_not_an_extended_one() -> None:
    story = asked(given(), "extend", days=3)
    story.do(HEAD, "approve_request", **the_request(story)).do(CITY, "reclassify", difficulty="hard", reason="疑难。")
    held, promised = stage(story.ticket), overall(story.ticket)
    assert held is not None
    assert (held.extended, story.ticket.stage_due_at) == (False, at(3, 23, 17, 30))
    assert (promised.extended, story.ticket.due_at) == (False, at(5, 6, 17, 30))


def test_asking_alone_moves_nothing() -> None:
    story = given()
    before = story.ticket
    after = asked(story, "extend", until=at(3, 12, 12)).ticket
    assert (after.due_at, after.stage_due_at, after.warning) == (before.due_at, before.stage_due_at, before.warning)


def test_the_first_extension_is_the_heads_and_the_second_the_dispatchers() -> None:
    story = asked(given(), "extend", days=2)
    with pytest.raises(ForbiddenAction):
        story.do(OFFICE, "approve_request", **the_request(story))
    asked(story.do(HEAD, "approve_request", **the_request(story)), "extend", days=2)
    with pytest.raises(ForbiddenAction):
        story.do(HEAD, "approve_request", **the_request(story))
    story.do(OFFICE, "approve_request", **the_request(story))
    with pytest.raises(RuledOut, match="as often as"):
        asked(story, "extend", days=2)


def test_a_second_after_expiry_no_extension_can_be_asked_for() -> None:
    story = given()
    story.now = at(3, 9, 17, 30) - timedelta(seconds=1)
    asked(story, "extend", days=2)
    late = given()
    late.now = at(3, 9, 17, 30) + timedelta(seconds=1)
    with pytest.raises(RuledOut, match="has passed"):
        asked(late, "extend", days=2)


def test_a_request_that_nobody_decides_lapses_and_cannot_be_granted_afterwards() -> None:
    story = asked(given(), "extend", days=2)
    decide_by = story.requests[list(story.requests)[-1]].decide_by
    story.now = decide_by
    with pytest.raises(RuledOut, match="lapsed"):
        story.do(HEAD, "approve_request", **the_request(story))
    story.strike()
    assert [request.state for request in story.requests.values()] == ["lapsed"]
    assert (story.told[-1], story.events[-1].trigger, story.holder) == ("ticket.extension_refused", "clock", "K1-ZJ")
    assert story.ticket.stage_due_at == at(3, 9, 17, 30)


def test_a_request_ends_with_the_stage_it_was_made_in() -> None:
    story = asked(given(), "extend", days=2).do(HOLDER, "resolve", outcome="solved", reply="已修。")
    assert [request.state for request in story.requests.values()] == ["lapsed"]
    assert story.ticket.requests_open == 0


# -- Parking (挂账) ---------------------------------------------------------------------------------------------------


def parked() -> Story:
    """Fifteen hours of work were used when the ticket was parked on Wednesday at ten until the seventh of April."""
    story = given()
    story.now = at(3, 4, 10)
    asked(story, "park", reason_code="season", resume_on=date(2026, 4, 7))
    return story.do(OFFICE, "approve_request", **the_request(story))


def test_a_parked_ticket_banks_what_was_used_and_goes_on_with_the_rest_by_itself() -> None:
    story = parked()
    assert (story.ticket.state, story.ticket.stage_used) == ("parked", timedelta(hours=15))
    # 41.5 hours less 15: three whole days of seven hours, and five and a half on Friday.
    rest = at(4, 10, 16)
    assert (story.ticket.stage_due_at, story.ticket.wake_at) == (rest, at(4, 7, 0))
    story.wake()
    assert (story.told[-1], story.ticket.state, story.holder) == ("ticket.resumed", "in_progress", "K1-ZJ")
    assert (story.ticket.stage_due_at, story.ticket.resume_at) == (rest, None)
    assert story.ticket.stage_used == timedelta(hours=15)


def test_a_parked_ticket_is_neither_warned_nor_late_until_it_goes_on() -> None:
    story = parked().wait(days=30)
    assert deadline(story.ticket) is None
    story.until("ticket.overdue")
    assert story.told[story.told.index("ticket.parked") + 1] == "ticket.resumed"
    assert story.ticket.first_breached_at == at(4, 10, 16)


def test_work_taken_up_before_the_day_gets_the_same_rest() -> None:
    story = parked()
    story.now = at(3, 16, 8, 30)
    story.do(HOLDER, "resume")
    assert story.ticket.stage_due_at == at(3, 19, 16)


def test_the_promise_stops_with_the_stage() -> None:
    story = given()
    promised, parked_for = story.ticket.due_at, parked().ticket.due_at
    # From Wednesday, ten o'clock, to the seventh of April, Qingming left out, the promise does not run.
    assert (promised, parked_for) == (at(3, 23, 17, 30), at(4, 24, 16))


# -- Objection (退单) -------------------------------------------------------------------------------------------------


def test_an_accepted_objection_brings_the_ticket_back_to_whoever_gave_it_out() -> None:
    story = given().do(HOLDER, "object", **WRONG).do(OFFICE, "accept_objection", reason="确属交通。")
    assert (story.ticket.state, story.holder, story.ticket.returns) == ("registered", "K1", 1)
    assert list(story.hand_overs.values())[-1].direction == "back"
    story.do(OFFICE, "dispatch", unit_id=UNITS["K1-JT"].id)
    assert (story.holder, story.ticket.state) == ("K1-JT", "dispatched")


def test_whose_objection_was_refused_stays_in_duty_and_cannot_object_again() -> None:
    story = given().do(HOLDER, "object", **WRONG).do(OFFICE, "refuse_objection", reason="职责明确。")
    assert (story.ticket.state, story.holder, story.ticket.no_return) == ("in_progress", "K1-ZJ", True)
    with pytest.raises(RuledOut, match="stays here"):
        story.do(HOLDER, "object", **WRONG)


def test_a_designated_unit_may_not_return_the_ticket() -> None:
    with pytest.raises(RuledOut, match="designated"):
        given(designate=True).do(HOLDER, "object", **WRONG)


def test_another_unit_than_the_designated_one_may_object_again() -> None:
    story = given(designate=True).do(OFFICE, "transfer", unit_id=UNITS["K1-JT"].id, reason="协商一致。")
    suggested = WRONG | {"suggested_unit_id": UNITS["K1-ZJ"].id}
    assert story.do(somebody("K1-JT"), "object", **suggested).told[-1] == "ticket.objected"


def test_after_the_window_a_ticket_is_nobodys_to_return() -> None:
    story = given()
    story.now = at(3, 9, 17, 30)  # five working days after the assignment, 信访工作条例 art. 23
    with pytest.raises(RuledOut, match="time for objecting"):
        story.do(HOLDER, "object", **WRONG)


def test_the_citizens_clock_does_not_stop_for_a_quarrel() -> None:
    story = given()
    before = story.ticket
    after = story.do(HOLDER, "object", **WRONG).ticket
    assert (after.due_at, after.stage_due_at, after.running_since) == (
        before.due_at, before.stage_due_at, before.running_since
    )  # fmt: skip


def test_an_objection_outlives_the_signature_and_ends_with_the_hand_over() -> None:
    story = Story("K1").do(OFFICE, "dispatch", unit_id=UNITS["K1-ZJ"].id).do(HOLDER, "object", **WRONG)
    assert story.do(HOLDER, "sign").ticket.requests_open == 1
    assert story.do(HOLDER, "escalate", reason="无权处理。").ticket.requests_open == 0
    assert "ticket.objection_refused" in story.told


def test_what_climbed_by_itself_has_nobody_to_return_it_to() -> None:
    story = Story("V1").until("ticket.escalated").do(somebody("T1", "leader"), "dispatch", unit_id=UNITS["T1"].id)
    with pytest.raises(RuledOut, match="not assigned by another"):
        story.do(somebody("T1"), "object", **WRONG)


# -- Termination (终止) -----------------------------------------------------------------------------------------------


def test_an_end_is_the_offices_to_grant_and_final() -> None:
    story = asked(given(), "terminate")
    with pytest.raises(ForbiddenAction):
        story.do(HEAD, "approve_request", **the_request(story))
    story.do(OFFICE, "approve_request", **the_request(story))
    assert (story.ticket.state, story.ticket.is_open, story.ticket.wake_at) == ("terminated", False, None)


# -- What changes while a request waits -------------------------------------------------------------------------------


def test_an_extension_that_a_new_grading_has_overtaken_is_asked_for_again() -> None:
    story = asked(given(), "extend", days=2).do(
        somebody("C", "office"), "reclassify", difficulty="hard", reason="疑难。"
    )
    with pytest.raises(RuledOut, match="has moved"):
        story.do(HEAD, "approve_request", **the_request(story))
    assert story.ticket.extensions == 0


def test_an_objection_that_came_too_late_for_a_decision_is_not_accepted_for_the_sake_of_another_request() -> None:
    story = given().do(HOLDER, "object", **WRONG)
    story.now = at(3, 4, 17)
    asked(story, "terminate")
    story.now = at(3, 4, 17, 30)  # two working days after the objection
    with pytest.raises(RuledOut, match="lapsed"):
        story.do(OFFICE, "accept_objection", reason="确属交通。")
