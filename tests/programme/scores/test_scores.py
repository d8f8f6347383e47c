"""Scores: rates are weighed, what a unit does not have is left out, and the grade is that of the score one reads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import DefinitionInvalid
from escalation.programme.scores.domain.rules import ScoreRules, parse
from escalation.programme.scores.domain.score_cards import ScoreGrade, best_and_worst, grade_of, placings, score_of
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


SCORES = st.dictionaries(st.text(max_size=2), st.none() | st.sampled_from([0.0, 50.0, 60.0, 75.5, 90.0, 100.0]))


@given(SCORES)
def test_places_are_those_of_a_sorted_list_and_equals_share_them(scores: dict[str, float | None]) -> None:
    """The naive model: one's place is behind all that stand before one in the list of scores."""
    in_order = sorted((score for score in scores.values() if score is not None), reverse=True)
    naive = {code: in_order.index(score) + 1 for code, score in scores.items() if score is not None}
    assert {code: place.rank for code, place in placings(scores).items()} == naive
    assert {place.units for place in placings(scores).values()} <= {len(in_order)}


@given(SCORES)
def test_equals_are_treated_alike_and_nobody_is_both_commended_and_criticised(scores: dict[str, float | None]) -> None:
    best, worst = best_and_worst(scores, rules(lists=3))
    assert not {*best} & {*worst}
    for named in (best, worst):
        points = {scores[code] for code in named}
        assert None not in points
        assert {code for code, score in scores.items() if score in points} == {*named}
    assert all((scores[code] or 0) >= 60 for code in best)
    assert all((scores[code] or 0) < 90 for code in worst)
    enough = [code for code, score in scores.items() if score is not None and score >= 60]
    assert len(best) >= min(3, len(enough))


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
    assert [(cards[code]["rank"], cards[code]["ranked"]) for code in ("T1", "T2")] == [(1, 2), (2, 2)]
    assert report["criticised"] == []

    for name in ("scores", "rates"):
        answer = await callers.ask("K1 leader", "GET", f"/v1/exports/{name}?since=2000-01-01T00:00:00Z")
        lines = answer.text.lstrip("\ufeff").splitlines()
        assert sum(line.startswith("T1,单位T1") for line in lines) == 1
        assert ("85" in lines[-1]) is (name == "scores")
