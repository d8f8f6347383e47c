"""No rule knows a state by its name: where all have others, everything else happens as it did."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, product
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest

from escalation.errors import Refusal
from escalation.tickets.domain import default
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.situation import Situation
from tests.tickets.renamed import PREFIX, earlier_document, renamed_document
from tests.tickets.story import ALONE, RULES, WORKFLOW, Document
from tests.tickets.test_transition_matrix import ACTIONS, ATTEMPTS
from tests.tickets.test_walks import STEPS, Walk

RENAMED: Final = default.checked(renamed_document())
EARLIER: Final = default.checked(earlier_document())
WALKS: Final = range(15)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_move_made_or_refused_is_the_same_under_other_names(action: str) -> None:
    for state, how, standing in product(WORKFLOW.states, ATTEMPTS[action], ALONE):
        situation, command = how.situation(state), Command(action, how.fields, "test")
        plain = outcome(situation, standing, command, WORKFLOW)
        assert outcome(renamed(situation), standing, command, RENAMED) == plain, (state, how, standing)
        assert outcome(situation, standing, command, EARLIER) == plain, (state, how, standing)


@pytest.mark.parametrize("seed", WALKS)
def test_whole_stories_go_the_same_way_under_other_names(seed: int) -> None:
    told = walked(seed, WORKFLOW)
    assert walked(seed, RENAMED) == told
    assert walked(seed, EARLIER) == told


def test_a_flag_that_is_forgotten_is_noticed() -> None:
    """The negative control: a life cycle that differs in one state's flag does not pass for the same."""
    document = renamed_document()
    for state in document["states"].values():
        state.pop("recallable", None)
    for move in document["moves"]:
        move["effects"] = [name for name in move["effects"] if name != "undo_hand_over"]
    other = default.checked(document)
    assert [walked(seed, other) for seed in WALKS] != [walked(seed, WORKFLOW) for seed in WALKS]


@pytest.mark.parametrize("workflow", [WORKFLOW, EARLIER], ids=["said", "told by the moves"])
def test_what_the_default_life_cycle_says_of_its_states(workflow: Workflow) -> None:
    assert workflow.recallable == {"dispatched"}
    assert workflow.answered == {"follow_up", "closed", "archived"}
    assert {state for state in workflow.states if workflow.awaits_citizen(state)} == {"follow_up", "closed"}


def test_an_end_that_is_reached_without_a_reply_as_well_does_not_count_as_answered() -> None:
    document = earlier_document()
    document["moves"].append(a_way_to("archived", "registered"))
    assert default.checked(document).answered == {"follow_up", "closed"}


def test_a_citizen_who_may_urge_is_not_shown_a_reply_that_failed_its_audit() -> None:
    """Only where the citizen is asked about a reply, it is theirs to read; not wherever they may do something."""
    document = earlier_document()
    (urging,) = (move for move in document["moves"] if move["name"] == "urge")
    urging["who"].append("citizen")
    workflow = default.checked(document)
    assert workflow.answered == {"follow_up", "closed", "archived"}
    assert not workflow.awaits_citizen("in_progress")
    document["states"]["in_progress"]["answered"] = False
    assert default.checked(document).answered == workflow.answered


def a_way_to(target: str, source: str) -> Document:
    return {"name": "shelve", "zh": "搁置", "en": "Shelve", "from": [source], "to": target, "who": ["office"]}


def outcome(situation: Situation, standing: Any, command: Command, workflow: Workflow) -> str:
    """Everything that is decided or said, without the names of states that are others."""
    rules = replace(RULES, workflow=workflow, into=WORKFLOW, new_id=serials())
    try:
        return plain(decide(situation, ALONE[standing], command, rules))
    except Refusal as refusal:
        return f"{type(refusal)} {refusal} {vars(refusal)}".replace(PREFIX, "")


def walked(seed: int, workflow: Workflow) -> list[str]:
    """What forty steps of chance come to."""
    chance = Random(seed)
    way = Walk(chance.choice, replace(RULES, workflow=workflow, into=WORKFLOW, new_id=serials()))
    for _ in range(40):
        getattr(way, chance.choice(STEPS))()
    return [plain(decision) for decision in way.story.decisions]


def plain(decision: Decision) -> str:
    """The whole decision as a text; hashes and digests cover the names of states, so they are left out."""
    ticket = decision.ticket._replace(event_hash=b"")
    events = tuple(event._replace(hash=b"", digests=None) for event in decision.events)
    taken_in = plain(decision.taken_in) if decision.taken_in else ""
    rest = (decision._replace(ticket=ticket, events=events, changed=frozenset(), taken_in=None), taken_in)
    return f"{sorted(decision.changed)} {rest}".replace(PREFIX, "")


def renamed(situation: Situation) -> Situation:
    """The same situation under the other names; what a recall has to restore knows a state as well."""
    last = situation.last_hand_over
    assert last is not None
    previous = last.previous | {"state": f"{PREFIX}{last.previous['state']}"}
    ticket = situation.ticket._replace(state=PREFIX + situation.ticket.state)
    return replace(situation, ticket=ticket, last_hand_over=last._replace(previous=previous))


def serials() -> Any:
    numbers: Iterator[int] = count(10_000)
    return lambda: UUID(int=next(numbers))
