"""Actions without a database: what is listed is what is accepted, in trees where there is somebody to name and none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis.strategies import builds, lists, none, sampled_from

from escalation.clocks import defaults
from escalation.clocks.policy import Policy
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.actions import Action, Choices
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.default import checked
from escalation.tickets.domain.fields import FIELDS, FieldKind
from escalation.tickets.domain.form_texts import CHOICE_LABELS, FIELD_LABELS
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.unit_rules import UnitRule, ranges_of
from tests.tickets.story import ALONE, BY_ID, RULES, UNITS, WORKFLOW, a_document, a_situation, outcome, rules_with
from tests.tickets.test_transition_matrix import ATTEMPTS, Attempt

LONELY: Final = UNITS["C"], UNITS["K1-ZJ"]
"""The holder and the top of the tree: there is nobody to transfer to, to ask for help, or below."""
WHOLE: Final = tuple(BY_ID.values())
UNIT_FIELDS: Final = ("unit_id", "suggested_unit_id", "joint_units")


def listed(how: Attempt, state: str, standing: Standing | None, tree: tuple[Unit, ...]) -> tuple[Action, ...]:
    """What the list has where these are all the units there are, and anything else could be named."""
    choices = Choices(how.situation(state), ALONE[standing], RULES)
    without = {
        target.action
        for target in choices.targets()
        if target.kind in {FieldKind.UNIT, FieldKind.JOINT_UNITS}
        and not any(range_.has(unit) for unit in tree for range_ in target.ranges)
    }
    return choices.actions(without=without)


def bodies(how: Attempt, tree: tuple[Unit, ...]) -> Iterator[dict[str, Any]]:
    """The fields of an attempt, with every unit of the tree in turn where it names one."""
    named = [name for name in UNIT_FIELDS if name in how.fields]
    yield from ([] if named else [dict(how.fields)])
    for name, unit in product(named, tree):
        value = (JointUnit(unit.id, "查"),) if name == "joint_units" else unit.id
        yield {**how.fields, name: value}


@pytest.mark.parametrize("standing", ALONE, ids=str)
def test_what_is_listed_is_what_succeeds(standing: Standing | None) -> None:
    """For every state and action: with some good body, if it is listed; with none, if it is not.

    Where there is everybody to name, the matrix of transitions holds the same.
    """
    wrong = [
        (state, action, bool(is_listed))
        for state, (action, attempts) in product(WORKFLOW.states, ATTEMPTS.items())
        for is_listed in [any(action == each.name for how in attempts for each in listed(how, state, standing, LONELY))]
        if is_listed
        != any(
            isinstance(outcome(how.situation(state), ALONE[standing], Command(action, body, "test")), str)
            for how in attempts
            for body in bodies(how, LONELY)
        )
    ]
    assert wrong == []


def test_where_nobody_can_be_named_the_action_is_gone() -> None:
    (how,) = ATTEMPTS["comment"]
    office, holder = Standing.OFFICE, Standing.HOLDER
    gone = {
        standing: {each.name for each in listed(how, "in_progress", standing, WHOLE)}
        - {each.name for each in listed(how, "in_progress", standing, LONELY)}
        for standing in (office, holder)
    }
    assert gone == {office: {"transfer", "coordinate"}, holder: {"coordinate", "hand_down"}}


CASES: Final = [(Standing.OFFICE, "transfer", "unit_id"), (Standing.HOLDER, "coordinate", "joint_units"),
                (Standing.OFFICE, "coordinate", "joint_units"), (Standing.HOLDER, "hand_down", "unit_id"),
                (Standing.HOLDER, "object", "suggested_unit_id"), (Standing.OFFICE, "dispatch", "unit_id")]  # fmt: skip


@pytest.mark.parametrize("about", [None, "K1-JT", "T1", "K2"])
@pytest.mark.parametrize(("standing", "action", "field"), CASES)
def test_the_candidates_are_those_that_the_move_accepts(
    standing: Standing, action: str, field: str, about: str | None
) -> None:
    accused: dict[str, Any] = {"accused_unit_id": UNITS[about].id, "accused_path": UNITS[about].path} if about else {}
    state = "registered" if action == "dispatch" else "in_progress"
    situation = a_situation(state, **accused)
    target = Choices(situation, ALONE[standing], RULES).target(action, field)
    found = {unit.code for unit in BY_ID.values() if any(range_.has(unit) for range_ in target.ranges)}
    (how, *_) = ATTEMPTS[action]
    accepted = {
        unit.code
        for unit in BY_ID.values()
        for body in [{**how.fields, field: (JointUnit(unit.id, "查"),) if field == "joint_units" else unit.id}]
        if isinstance(outcome(situation, ALONE[standing], Command(action, body, "test")), str)
    }
    assert found == accepted


somewhere = sampled_from(list(BY_ID.values()))
rules = builds(
    UnitRule,
    below=somewhere.map(lambda unit: unit.path),
    beside=none() | somewhere,
    level=none() | sampled_from([1, 2, 3, 4]),
    other_than=none() | somewhere,
    not_below=none() | somewhere.map(lambda unit: unit.path),
)


@given(asked=lists(rules, max_size=3))
def test_ranges_have_the_units_that_every_rule_admits(asked: list[UnitRule]) -> None:
    ranges = ranges_of(asked)
    found = {unit.code for unit in BY_ID.values() if any(range_.has(unit) for range_ in ranges)}
    assert found == {unit.code for unit in BY_ID.values() if all(rule.admits(unit) for rule in asked)}


def test_nothing_is_offered_that_takes_a_date_where_none_is_possible() -> None:
    document: Any = defaults.policy_document()
    document["extensions"]["longest"] = "1min"
    for rule in document["stages"]["park"]:
        rule["limit"] = "1h"
    closing_time = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    situation = a_situation("in_progress", stage_due_at=closing_time, due_original_at=closing_time)
    holder = ALONE[Standing.HOLDER]
    strict = replace(RULES, policy=Policy.compile(document))
    offered = [
        {action.name for action in Choices(situation, holder, rules).actions(without=())} for rules in (RULES, strict)
    ]
    assert offered[0] - offered[1] == {"extend", "park"}
    for action, fields in (
        ("extend", {"reason": "待材料。", "days": 1}),
        ("park", {"reason_code": "season", "reason": "待开春。", "resume_on": date(2026, 3, 3)}),
    ):
        assert outcome(situation, holder, Command(action, fields, "test"), strict) not in WORKFLOW.states


@pytest.mark.parametrize("standing", ALONE, ids=str)
def test_at_most_one_is_primary_and_it_is_declared(standing: Standing | None) -> None:
    declared = {move.name for move in WORKFLOW.moves if move.primary}
    for state in WORKFLOW.states:
        primary = [each.name for each in listed(ATTEMPTS["comment"][0], state, standing, WHOLE) if each.is_primary]
        assert len(primary) <= 1
        assert set(primary) <= declared


def test_what_was_published_before_has_a_primary_action_and_dangerous_ones_too() -> None:
    bare = a_document()
    bare["moves"] = [
        {name: part for name, part in move.items() if name not in {"help", "fields", "primary", "dangerous"}}
        for move in bare["moves"]
    ]
    choices = Choices(a_situation("in_progress"), ALONE[Standing.HOLDER], rules_with(checked(bare)))
    shown = {each.name: each for each in choices.actions(without=())}
    assert [each.name for each in shown.values() if each.is_primary] == ["resolve"]
    ends = Choices(a_situation("registered"), ALONE[Standing.OFFICE], rules_with(checked(bare))).actions(without=())
    assert {each.name for each in ends if each.is_dangerous} == {"reject", "merge"}


def test_the_only_thing_to_name_is_the_default() -> None:
    one, two = (a_situation("coordinating", open_tasks=n) for n in (1, 2))
    for situation, is_known in ((one, True), (two, False)):
        waived = next(
            each for each in Choices(situation, ALONE[Standing.HOLDER], RULES).actions(()) if each.name == "waive"
        )
        (task, _) = waived.fields
        assert (task.name, isinstance(task.default, UUID), task.has_candidates) == ("joint_task_id", is_known, True)


def test_a_task_that_is_finished_is_no_candidate() -> None:
    nobody_asked = replace(a_situation("coordinating"), joint_tasks=())
    names = {each.name for each in Choices(nobody_asked, ALONE[Standing.HOLDER], RULES).actions(())}
    assert "waive" not in names


def test_every_field_and_every_choice_has_words() -> None:
    assert set(FIELD_LABELS) == set(FIELDS)
    assert {name: set(field.choices) for name, field in FIELDS.items() if field.choices} == {
        name: set(labels) for name, labels in CHOICE_LABELS.items()
    }
