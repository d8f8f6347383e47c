"""Stories of chasing: urging, supervision orders that are answered or rise, and problem tickets."""

from datetime import timedelta

import pytest

from escalation.errors import RuledOut
from tests.tickets.story import START, UNITS, Story, follow_up, in_progress, somebody

CITY, COUNTY, HOLDER = somebody("C", "supervisor"), somebody("K1", "supervisor"), somebody("V1")


def supervised(colour: str = "yellow") -> Story:
    """A village's ticket under an order of the city."""
    return in_progress().do(CITY, "supervise", text="请说明进展。", colour=colour)


def colours(story: Story) -> list[str]:
    return [order.colour for order in story.orders.values()]


def test_to_urge_is_counted_and_changes_nothing_else() -> None:
    story = in_progress()
    before = story.ticket
    after = story.do(COUNTY, "urge", text="群众在等。").ticket
    assert (after.urges, story.told[-1]) == (1, "ticket.urged")
    assert (after.state, after.stage_due_at, after.wake_at) == (before.state, before.stage_due_at, before.wake_at)


def test_one_open_order_per_level() -> None:
    story = supervised()
    with pytest.raises(RuledOut, match="already"):
        story.do(somebody("C", "office"), "supervise", text="再说明。", colour="red")
    assert story.do(COUNTY, "supervise", text="县里也问。", colour="yellow").ticket.orders_open == 2


def test_after_the_answer_the_level_may_ask_again() -> None:
    story = supervised()
    story.do(HOLDER, "answer_order", order_id=next(iter(story.orders)), text="已购灯具。")
    assert (story.ticket.orders_open, story.told[-1]) == (0, "ticket.order_answered")
    assert story.do(CITY, "supervise", text="装了吗?", colour="orange").ticket.orders_open == 1


def test_an_order_that_nobody_answers_rises_colour_by_colour_and_then_rests() -> None:
    story = supervised()
    seen = []
    for _ in range(3):
        story.now = next(iter(story.orders.values())).wake_at or story.now
        story.strike()
        seen.append((story.events[-1].type, *colours(story)))
    assert seen == [("ticket.supervised", "orange"), ("ticket.supervised", "red"), ("ticket.supervised", "red")]
    assert next(iter(story.orders.values())).wake_at is None


def test_an_order_does_not_stop_or_hide_the_clock_of_the_ticket() -> None:
    story = supervised("red")
    plain = in_progress().until("ticket.overdue").now
    assert story.until("ticket.overdue").now == plain


def test_a_supervised_ticket_is_not_merged_away() -> None:
    with pytest.raises(RuledOut, match="supervision order"):
        supervised().do(somebody("C", "office"), "merge", into_ticket_id=UNITS["C"].id)


def test_orders_end_with_the_ticket() -> None:
    story = follow_up().do(CITY, "supervise", text="请说明进展。", colour="yellow")
    story.do(somebody("K1", "office"), "confirm", solved=True)
    assert ([order.state for order in story.orders.values()], story.ticket.orders_open) == (["ended"], 0)


def test_three_redos_make_a_problem_ticket_supervised_one_level_up() -> None:
    story = follow_up()
    for redos in range(1, 4):
        story.do(somebody("K1", "office"), "redo", reason="仍未解决。")
        assert story.ticket.problem == (redos == 3)
        story.do(HOLDER, "resolve", outcome="solved", reply="已换灯。").do(somebody("V1", "leader"), "audit_pass")
    assert story.told.count("ticket.problem_flagged") == 1
    assert [(order.level, order.text) for order in story.orders.values()] == [(2, "problem_ticket")]


def test_three_units_without_a_lead_make_a_problem_ticket() -> None:
    office = somebody("K1", "office")
    story = Story("K1").do(office, "dispatch", unit_id=UNITS["K1-ZJ"].id)
    for holder, following in [("K1-ZJ", "K1-JT"), ("K1-JT", "K1-SL"), ("K1-SL", "K1-ZJ")]:
        assert not story.ticket.problem
        story.do(somebody(holder), "sign").do(office, "transfer", unit_id=UNITS[following].id, reason="另有主管。")
    assert (story.ticket.problem, [order.level for order in story.orders.values()]) == (True, [4])


def test_an_order_is_due_when_policy_says_if_nobody_names_a_moment() -> None:
    assert next(iter(supervised("yellow").orders.values())).due_at == START + timedelta(hours=48)
