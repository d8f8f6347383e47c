"""Every state, every move, every standing: what the definition allows happens, and nothing else does."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any, Final

import pytest

from escalation.errors import ForbiddenAction, GuardFailed, Refusal, TransitionNotAllowed
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.decide import allowed, decide
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.draft import Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing, standings
from tests.tickets.story import (
    ALONE,
    MEMBER,
    ORDER,
    OTHER,
    REQUEST,
    RULES,
    START,
    TASKS,
    UNITS,
    WORKFLOW,
    a_document,
    a_situation,
    outcome,
    rules_with,
)

ACTIONS: Final = tuple(dict.fromkeys(move.name for move in WORKFLOW.moves))
TOWN, NEIGHBOUR = UNITS["T1"].id, UNITS["K1-JT"].id


@dataclass(frozen=True)
class Attempt:
    """A way to ask for an action that satisfies the guards of some entries of that name, `holds`, by their order.

    `only`: a guard keeps everybody else from it.
    """

    holds: frozenset[int]
    fields: Mapping[str, object] = field(default_factory=dict)
    around: Mapping[str, Any] = field(default_factory=dict)
    only: Standing | None = None

    def situation(self, state: str) -> Situation:
        """A ticket in `state` to which this attempt is made."""
        return a_situation(state, **self.around)


def attempt(
    *holds: int, around: Mapping[str, Any] | None = None, only: Standing | None = None, **fields: object
) -> Attempt:
    return Attempt(frozenset(holds or {0}), fields, around or {}, only)


def decisions(**fields: object) -> tuple[Attempt, ...]:
    """A decision about each kind of request by each standing that it may wait for."""
    kinds, approvers = ("extension", "parking", "termination"), (Standing.LEADER, Standing.DISPATCHER, Standing.OFFICE)
    return tuple(
        attempt(nth, around={"asked": (kind, approver)}, only=approver, request_id=REQUEST, **fields)
        for (nth, kind), approver in product(enumerate(kinds), approvers)
    )


TWO_TASKS, ONE_TASK = {"open_tasks": 2}, {"open_tasks": 1}
OBJECTED = {"asked": ("objection", Standing.DISPATCHER)}
ATTEMPTS: Final[Mapping[str, tuple[Attempt, ...]]] = {
    "dispatch": (attempt(unit_id=NEIGHBOUR, reason="属交通部门。"), attempt()),
    "reject": (attempt(reason_code="not_public", reason="属私人纠纷。"),),
    "merge": (attempt(into_ticket_id=OTHER.ticket.id),),
    "sign": (attempt(),),
    "recall": (
        attempt(0, 2, around={"previous": "registered"}),
        attempt(1, 2, around={"previous": "dispatched"}),
        attempt(2, around={"previous": "in_progress"}),
    ),
    "transfer": (attempt(unit_id=NEIGHBOUR, reason="属交通部门。"),),
    "resolve": (attempt(outcome="solved", reply="已换灯。"),),
    "coordinate": (attempt(joint_units=(JointUnit(UNITS["K1-SL"].id, "查水源"),)),),
    "report": (
        attempt(0, 1, around=ONE_TASK, joint_task_id=TASKS[0], result="已查。"),
        attempt(1, around=TWO_TASKS, joint_task_id=TASKS[0], result="已查。"),
    ),
    "waive": (
        attempt(0, 1, around=ONE_TASK, joint_task_id=TASKS[0], reason="不再需要。"),
        attempt(1, around=TWO_TASKS, joint_task_id=TASKS[0], reason="不再需要。"),
    ),
    "escalate": (attempt(0, 1, reason="超出本级职权。"),),
    "take_over": (attempt(reason="涉及多个旗县。"),),
    "hand_down": (attempt(unit_id=TOWN, instructions="十日内办结。"),),
    "audit_pass": (attempt(),),
    "audit_fail": (attempt(reason="未答复诉求。"),),
    "confirm": (
        attempt(0, solved=True),
        attempt(1, unreachable=True),
        attempt(0, 1, around={"call_tries": 2}, unreachable=True),
    ),
    "redo": (attempt(reason="没有解决。"),),
    "reopen": (attempt(reason="灯又灭了。"),),
    "archive": (attempt(),),
    "comment": (attempt(text="请尽快。"),),
    "assign": (attempt(member_id=MEMBER),),
    "object": (attempt(reason_code="not_ours", reason="不属本单位。", suggested_unit_id=NEIGHBOUR),),
    "accept_objection": (
        attempt(around=OBJECTED, reason="同意。"),
        attempt(around=OBJECTED, reason="同意。", request_id=REQUEST),
    ),
    "refuse_objection": (attempt(around=OBJECTED, reason="职责明确。"),),
    "extend": (attempt(reason="待材料。", days=2), attempt(reason="待材料。", until=START + timedelta(days=8))),
    "park": (attempt(reason_code="season", reason="待开春。", resume_on=date(2026, 4, 1)),),
    "terminate": (attempt(reason="诉求人不配合。"),),
    "approve_request": decisions(),
    "refuse_request": decisions(reason="不同意。"),
    "resume": (attempt(),),
    "urge": (attempt(text="请尽快。"),),
    "supervise": (attempt(text="请说明进展。", colour="yellow"),),
    "answer_order": (attempt(around={"ordered": 4}, order_id=ORDER, text="已整改。"),),
    "reclassify": (attempt(urgency="critical", reason="有危险。"), attempt(difficulty="hard", reason="需勘察。")),
}
COMBINATIONS: Final = [
    (state, action, attempt_, standing)
    for state, action in product(WORKFLOW.states, ACTIONS)
    for attempt_, standing in product(ATTEMPTS[action], ALONE)
]


def said(workflow: Workflow, state: str, action: str, how: Attempt, standing: Standing | None) -> str | type[Refusal]:
    """What a definition says about one combination: the state reached, or the kind of refusal."""
    named = [move for move in workflow.moves if move.name == action]
    here = [(n, move) for n, move in enumerate(named) if state in move.from_]
    mine = [(n, move) for n, move in here if standing in move.who]
    meant = [move.target(state) for n, move in mine if n in how.holds]
    reached = meant if how.only in {None, standing} else []
    refusal = (ForbiddenAction if meant else GuardFailed) if mine else ForbiddenAction if here else TransitionNotAllowed
    return reached[0] if reached else refusal


def happened(
    state: str, action: str, how: Attempt, standing: Standing | None, rules: Rules = RULES
) -> str | type[Refusal]:
    """What really comes of it."""
    return outcome(how.situation(state), ALONE[standing], Command(action, how.fields, "test"), rules)


def offered(state: str, standing: Standing | None) -> set[str]:
    """The actions that somebody is shown, in some situation for each."""
    return {
        action
        for action, attempts in ATTEMPTS.items()
        for how in attempts
        if action in {item.name for item in allowed(how.situation(state), ALONE[standing], RULES)}
    }


def accepted(state: str, standing: Standing | None) -> Iterator[str]:
    """The actions that somebody was not refused."""
    for action in ACTIONS:
        results = [happened(state, action, how, standing) for how in ATTEMPTS[action]]
        yield from [action] * any(isinstance(result, str) for result in results)


def test_in_the_constellation_everybody_has_one_standing_or_none() -> None:
    found = {standing: standings(actor, a_situation("dispatched")) for standing, actor in ALONE.items()}
    assert found == {standing: {standing} - {None} for standing in ALONE}
    assert set(Standing) | {None} == set(ALONE)


@pytest.mark.parametrize("action", ACTIONS)
def test_a_move_succeeds_exactly_when_the_definition_says_so(action: str) -> None:
    combinations = [*product(WORKFLOW.states, range(len(ATTEMPTS[action])), ALONE)]
    hows = ATTEMPTS[action]
    expected = {(state, n, who): said(WORKFLOW, state, action, hows[n], who) for state, n, who in combinations}
    found = {(state, n, who): happened(state, action, hows[n], who) for state, n, who in combinations}
    assert found == expected


def test_a_reason_is_told_beside_the_facts_of_an_event_and_not_among_them() -> None:
    told = 0
    for state, action, how, standing in COMBINATIONS:
        if "reason" in how.fields and isinstance(said(WORKFLOW, state, action, how, standing), str):
            decision = decide(how.situation(state), ALONE[standing], Command(action, how.fields, "test"), RULES)
            assert {name for event in decision.events for name in event.data} & {"reason", "joint_units"} == set()
            told += how.fields["reason"] in {event.reason for event in decision.events}
    assert told > 0


@pytest.mark.parametrize("action", ACTIONS)
def test_no_move_made_or_refused_touches_what_it_was_decided_on(action: str) -> None:
    situations = [how.situation(state) for state, how in product(WORKFLOW.states, ATTEMPTS[action])]
    before = deepcopy(situations)
    for (_, how), situation in zip(product(WORKFLOW.states, ATTEMPTS[action]), situations, strict=True):
        for actor in ALONE.values():
            outcome(situation, actor, Command(action, how.fields, "test"))
    assert situations == before


@pytest.mark.parametrize("state", WORKFLOW.states)
def test_the_list_of_actions_names_what_would_be_accepted(state: str) -> None:
    listed = {standing: sorted(offered(state, standing)) for standing in ALONE}
    assert listed == {standing: sorted(accepted(state, standing)) for standing in ALONE}


@pytest.mark.parametrize("state", WORKFLOW.states)
def test_a_refusal_for_the_wrong_state_lists_what_is_possible(state: str) -> None:
    situation = a_situation(state)
    told, listed = {}, {}
    for standing, actor in ALONE.items():
        with pytest.raises(TransitionNotAllowed) as refusal:
            decide(situation, actor, Command("no_such_action", {}, "test"), RULES)
        told[standing] = refusal.value.extra
        possible = [item.name for item in allowed(situation, actor, RULES)]
        listed[standing] = {"current_state": state, "allowed_actions": possible}
    assert told == listed


def test_the_matrix_reaches_every_entry_from_every_state_for_every_standing() -> None:
    """A combination that the matrix never accepts would not be tested at all."""
    named = {
        (move.name, state, standing, move.target(state))
        for move in WORKFLOW.moves
        for state, standing in product(move.from_, move.who)
    }
    made = {(action, state, who, said(WORKFLOW, state, action, how, who)) for state, action, how, who in COMBINATIONS}
    assert named - made == set()


@pytest.mark.parametrize("nth", range(len(WORKFLOW.moves)))
def test_a_standing_taken_from_a_move_would_be_noticed(nth: int) -> None:
    """The negative control: the matrix tells the default definition from one in which one word was changed."""
    move = WORKFLOW.moves[nth]
    changed = a_document()
    changed["moves"][nth]["who"] = ["integrator"]
    rules = rules_with(Workflow.model_validate(changed))
    combinations = [(state, how, who) for state in move.from_ for how in ATTEMPTS[move.name] for who in move.who]
    expected = [said(WORKFLOW, state, move.name, how, who) for state, how, who in combinations]
    assert [happened(state, move.name, how, who, rules) for state, how, who in combinations] != expected


def test_the_matrix_is_whole() -> None:
    assert len(COMBINATIONS) == len(WORKFLOW.states) * sum(map(len, ATTEMPTS.values())) * len(ALONE)
    assert set(ATTEMPTS) == set(ACTIONS)
