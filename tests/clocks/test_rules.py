"""The most specific rule, found quickly, is the one that a slow and plain search finds."""

from collections.abc import Collection, Mapping

from hypothesis import assume, given
from hypothesis import strategies as st

from escalation.clocks.rules import Resolver, wholes

AXES = {"urgency": ["routine", "urgent"], "difficulty": ["simple", "hard"]}
CHAIN = ("village", "township", "county", "city")
PLACES = {"unit": [*CHAIN, "other"], "category": ["a", "a.b", "a.b.c", "d"]}

When = Mapping[str, Collection[str]]
whens = st.fixed_dictionaries(
    {},
    optional={
        axis: st.lists(st.sampled_from(values), min_size=1, unique=True) for axis, values in {**AXES, **PLACES}.items()
    },
)
asked = st.fixed_dictionaries(
    {
        **{axis: st.sampled_from(values) for axis, values in AXES.items()},
        "unit": st.sampled_from([CHAIN, CHAIN[1:], CHAIN[2:], CHAIN[3:], ("other", "city"), ()]),
        "category": st.sampled_from([None, "a", "a.b", "a.b.c", "a.b.c.d", "a.x", "ab", "d", "e"]),
    }
)


def meets(rule: When, ticket: Mapping[str, object]) -> Mapping[str, set[str]]:
    """Per axis that the rule names, the names by which it meets the ticket."""
    units, category = ticket["unit"], ticket["category"]
    assert isinstance(units, tuple)
    has = {
        **{axis: {str(ticket[axis])} for axis in AXES},
        "unit": set(units),
        "category": set(wholes(category)) if isinstance(category, str) else set(),
    }
    return {axis: has[axis] & set(values) for axis, values in rule.items()}


def specificity(rule: When, ticket: Mapping[str, object]) -> tuple[int, int, int]:
    met = meets(rule, ticket)
    units = ticket["unit"]
    assert isinstance(units, tuple)
    nearest = min((units.index(unit) for unit in met.get("unit", ())), default=len(units))
    return len(rule), -nearest, max((len(code) for code in met.get("category", ())), default=0)


def best(rules: list[When], ticket: Mapping[str, object]) -> list[int]:
    """The most specific rules that fit, more than one if they tie."""
    fitting = [nth for nth, rule in enumerate(rules) if all(meets(rule, ticket).values())]
    most = max((specificity(rules[nth], ticket) for nth in fitting), default=None)
    return [nth for nth in fitting if specificity(rules[nth], ticket) == most]


def applying(resolver: Resolver, ticket: Mapping[str, object]) -> list[int]:
    units, category = ticket["unit"], ticket["category"]
    assert isinstance(units, tuple)
    assert category is None or isinstance(category, str)
    index = resolver.applying(tuple(str(ticket[axis]) for axis in AXES), units, category)
    return [] if index is None else [index]


@given(st.lists(whens, max_size=6), asked)
def test_rules_without_a_tie_give_one_answer_and_it_is_the_most_specific(
    rules: list[When], ticket: dict[str, object]
) -> None:
    resolver = Resolver(rules, AXES)
    assume(not resolver.ties())

    assert applying(resolver, ticket) == best(rules, ticket)


@given(st.lists(whens, max_size=6), asked)
def test_where_two_rules_are_the_most_specific_the_later_one_is_told_as_a_tie(
    rules: list[When], ticket: dict[str, object]
) -> None:
    assert set(best(rules, ticket)[1:]) <= Resolver(rules, AXES).ties()


@given(st.lists(whens, max_size=6), asked)
def test_what_is_no_gap_has_an_answer_everywhere(rules: list[When], ticket: dict[str, object]) -> None:
    resolver = Resolver(rules, AXES)
    combination = tuple(ticket[axis] for axis in AXES)

    assert combination in resolver.gaps() or applying(resolver, ticket)
