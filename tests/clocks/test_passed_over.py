"""A rule has an unmet condition exactly where it would not apply although it were the only one."""

from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks.passed_over import Condition, unmet
from escalation.clocks.policy_document import Difficulty, LimitRule, Urgency, When
from escalation.clocks.policy_paths import conditions
from escalation.clocks.rules import About, Resolver

AXES = {"level": (1, 2, 3), "urgency": tuple(Urgency), "difficulty": tuple(Difficulty)}
PLACES = {"unit": ("V1", "T1", "C"), "category": ("a", "a.b", "a.b.c", "ab")}

whens = st.builds(
    When,
    **{
        axis: st.none() | st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple)
        for axis, values in {**AXES, **PLACES}.items()
    },
)
asked = st.builds(
    About,
    **{axis: st.sampled_from(values) for axis, values in AXES.items()},
    units=st.sampled_from([(), ("C",), ("T1", "C"), ("V1", "T1", "C")]),
    category=st.sampled_from([None, "a", "a.b", "a.b.c", "a.x", "ab"]),
)


@given(whens, asked)
def test_what_fails_is_what_keeps_a_rule_from_applying(when: When, about: About) -> None:
    alone = Resolver(conditions([LimitRule(id="r", when=when, limit="1d", zh="规则", en="Rule")]), AXES)
    combination = (about.level, about.urgency, about.difficulty)

    applies = alone.applying(combination, about.units, about.category) is not None

    assert applies == (unmet(when, about) == ())


@given(whens, asked)
def test_each_condition_is_judged_by_itself(when: When, about: About) -> None:
    failing = [each for each in Condition if unmet(When(**{each: getattr(when, each)}), about)]
    assert list(unmet(when, about)) == failing
