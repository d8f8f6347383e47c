"""The matrix of moves of every profile that comes along: what its life cycle says happens, and nothing else does."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any, Final

import pytest

from escalation.clocks.policy import Policy
from escalation.errors import ForbiddenAction, Refusal, TransitionNotAllowed
from escalation.kit.documents.store import DocumentKind
from escalation.publishing.usecases.profile_folders import shipped_profile, shipped_profiles
from escalation.tickets.domain import default
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.draft import Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing
from tests.tickets.story import ALONE, RULES, WORKFLOW, a_document, a_situation, outcome
from tests.tickets.test_transition_matrix import ATTEMPTS, Attempt

GOOD: Final = {"reason_code": "code", "reason": "理由。", "reply": "答复。", "outcome": "solved"}


@cache
def rules_of(name: str) -> Rules:
    """As in a place that has installed a profile; what it leaves out is as it comes along."""
    documents: dict[DocumentKind, Any] = dict(shipped_profile(name).documents)
    workflow = documents.get(DocumentKind.WORKFLOW, a_document())
    policy = Policy.compile({"version": 1, **documents[DocumentKind.POLICY]})
    # The other ticket, into which one is merged, has the default life cycle.
    return replace(RULES, workflow=default.checked({"version": 1, **workflow}), into=WORKFLOW, policy=policy)


def situation_in(workflow: Workflow, state: str, how: Attempt) -> Situation:
    """A ticket in a state of any life cycle."""
    definition = workflow.states[state]
    around = a_situation("parked" if definition.stage == "park" else "in_progress", **how.around)
    ticket = around.ticket._replace(state=state, is_open=definition.is_open, stage=definition.stage or "none")
    return replace(around, ticket=ticket)


def happens(rules: Rules, state: str, action: str, standing: Standing | None) -> Iterator[str | type[Refusal]]:
    """What comes of each way to ask for an action that is known to be a good one."""
    known = {field for move in rules.workflow.moves if move.name == action for field in move.knows}
    needed = {field for move in rules.workflow.moves_from(state) if move.name == action for field in move.needs}
    for how in ATTEMPTS[action]:
        fields = {name: GOOD[name] for name in needed & GOOD.keys()} | dict(how.fields)
        command = Command(action, {name: value for name, value in fields.items() if name in known}, "test")
        yield outcome(situation_in(rules.workflow, state, how), ALONE[standing], command, rules)


@pytest.mark.parametrize("name", shipped_profiles())
def test_moves_succeed_exactly_for_whom_and_whence_a_profile_says_so(name: str) -> None:
    rules = rules_of(name)
    workflow = rules.workflow
    actions = dict.fromkeys(move.name for move in workflow.moves)
    reached: set[tuple[str, str, str]] = set()
    for state, action, standing in product(workflow.states, actions, ALONE):
        here = [move for move in workflow.moves_from(state) if move.name == action]
        targets = {move.target(state) for move in here if standing in move.who}
        found = list(happens(rules, state, action, standing))
        made = {each for each in found if isinstance(each, str)}
        assert made <= targets, (state, action, standing)
        assert targets or set(found) == {ForbiddenAction if here else TransitionNotAllowed}, (state, action, standing)
        reached |= {(state, action, each) for each in made}
    named = {(state, move.name, move.target(state)) for move in workflow.moves for state in move.from_}
    assert named - reached == set()
