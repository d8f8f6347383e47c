"""Scores: rates are weighed, what a unit does not have is left out, and the grade is that of the score one reads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import DefinitionInvalid
from escalation.programme.scores.domain.rules import ScoreRules, parse
from escalation.programme.scores.domain.score_cards import ScoreGrade, best_and_worst, grade_of, score_of
from escalation.publishing.domain.rule_sections import shipped_section
from escalation.statistics.domain.rates import RateCounts, RateName, rates_of
from tests.support.callers import Callers
from tests.support.makers import a_ticket, move

SHIPPED = parse(shipped_section("scores"))


def rules(**more: Any) -> ScoreRules:
    section = {
        "weights": {"on_time_closure": 60, "overdue": 20, "satisfaction": 20},
        "floors": {"satisfaction": 85}, "grades": {"excellent": 90, "good": 80, "passed": 60}, "lists": 1,
    }  # fmt: skip
    return parse(section | more)


def test_rates_are_weighed_and_what_is_missing_gives_its_weight_to_the_others() -> None:
    counts = RateCounts(accepted=10, closed=10, closed_on_time=9, rated=5, satisfied=4)
    card = score_of(rates_of(counts), rules())
    assert (card.score, card.grade) == (88.0, ScoreGrade.GOOD)
    assert [(part.points, part.attainable, part.below_floor) for part in card.parts] == [
        (54.0, 60.0, False), (18.0, 20.0, False), (16.0, 20.0, True),
    ]  # fmt: skip
    unrated = score_of(rates_of(RateCounts(accepted=10, closed=10, closed_on_time=9)), rules())
    assert (unrated.score, unrated.grade) == (90.0, ScoreGrade.EXCELLENT)
    assert [(part.points, part.attainable) for part in unrated.parts] == [(67.5, 75.0), (22.5, 25.0), (None, None)]
    nothing = score_of(rates_of(RateCounts()), rules())
    assert (nothing.score, nothing.grade) == (None, None)


@pytest.mark.parametrize(
    ("score", "grade"),
    [(100.0, "excellent"), (90.0, "excellent"), (89.9, "good"), (80.0, "good"), (79.9, "passed"), (60.0, "passed"),
     (59.9, "failed"), (0.0, "failed")],
)  # fmt: skip
def test_grades_begin_where_the_rules_say(score: float, grade: str) -> None:
    assert grade_of(score, SHIPPED.grades) == grade


@given(
    st.builds(RateCounts, **dict.fromkeys(("closed", "open_late", "rated", "sign_due", "answered"), st.integers(0, 50)))
)
def test_a_score_is_between_nothing_and_a_hundred(counts: RateCounts) -> None:
    score = score_of(rates_of(counts), SHIPPED).score
    assert score is None or 0 <= score <= 100


@given(st.lists(st.tuples(st.text(max_size=2), st.none() | st.floats(0, 100)), unique_by=lambda each: each[0]))
def test_nobody_is_among_the_best_and_the_worst(scores: list[tuple[str, float | None]]) -> None:
    best, worst = best_and_worst(scores, 3)
    of = dict(scores)
    assert not {*best} & {*worst}
    assert all((of[one] or 0) >= (of[other] or 0) for one in best for other in worst)
    assert None not in {of[code] for code in (*best, *worst)}


def test_rules_that_make_no_sense_are_refused() -> None:
    senseless: list[dict[str, Any]] = [
        {"weights": {}}, {"weights": {"mean_time": 10}}, {"weights": {"luck": 10}},
        {"grades": {"excellent": 80, "good": 80, "passed": 60}},
    ]  # fmt: skip
    for wrong in senseless:
        with pytest.raises(DefinitionInvalid):
            rules(**wrong)


async def test_units_below_are_scored_and_named(callers: Callers) -> None:
    world = callers.world
    for origin, days in (("V1", 0), ("V3", 60)):
        ticket, leader, village = await a_ticket(world, origin), world.actor(origin, "leader"), world.actor(origin)
        await move(world, ticket, leader, "dispatch", unit_id=world.id(origin))
        await move(world, ticket, village, "sign")
        await world.advance(days=days)
        await move(world, ticket, village, "resolve", outcome="solved", reply="已办。")
        await move(world, ticket, leader, "audit_pass")
        await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True, satisfaction=5)
    report = await callers.get("K1 leader", "/v1/scores?since=2000-01-01T00:00:00Z")
    cards = {item["code"]: item for item in report["items"]}
    assert (cards["T1"]["score"], cards["T1"]["grade"]) == (100.0, "excellent")
    assert (cards["T2"]["score"], cards["T2"]["grade"]) == (70.0, "passed")
    assert (report["total"]["score"], report["commended"]) == (85.0, ["T1", "T2"])
    late = next(part for part in cards["T2"]["parts"] if part["rate"] == RateName.ON_TIME_CLOSURE)
    assert (late["points"], late["attainable"]) == (0.0, 30.0)
