"""Whatever anybody does, in whatever order, while time passes: what always holds of a ticket."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any, Final, TypeVar
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from escalation.actors import Actor
from escalation.clocks.policy_document import Urgency
from escalation.errors import Refusal
from escalation.tickets.domain import default
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.decide import allowed
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.fields import FIELDS, FieldKind
from escalation.tickets.domain.hash_chain import breaks
from escalation.tickets.domain.machine import Allowed
from escalation.tickets.domain.ticket import Ticket
from tests.tickets.story import (
    BY_ID,
    CITIZEN,
    MEMBER,
    OTHER,
    RULES,
    UNITS,
    WORKFLOW,
    Story,
    a_document,
    rules_with,
    somebody,
)

T = TypeVar("T")
Choose = Callable[[Sequence[T]], T]
PEOPLE: Final = ("handler", "leader", "office", "supervisor")
EVERYBODY: Final = [
    *(somebody(code, role) for code, role in product(UNITS, PEOPLE)),
    CITIZEN,
]
SPANS: Final = [timedelta(minutes=5), timedelta(hours=3), timedelta(days=1), timedelta(days=4), timedelta(days=40)]
ACTIONS: Final = [*dict.fromkeys(move.name for move in WORKFLOW.moves), "no_such_action"]
WORKED_ON: Final = {"dispatched", "in_progress", "coordinating"}
HANDLED: Final = {*WORKED_ON, "result_submitted", "follow_up", "closed"}
HOPS: Final = {
    "dispatch",
    "transfer",
    "escalate",
    "hand_down",
    "take_over",
    "recall",
    "audit_fail",
    "redo",
    "reopen",
    "accept_objection",
}
NEVER_CHANGING: Final = (
    "id", "number", "origin_unit_id", "origin_path", "started_at", "due_original_at", "created_at", "created_by",
    "workflow_version",
)  # fmt: skip
ASIDE: Final = {"comment", "merge", "reject", "urge", "supervise", "answer_order", "reclassify", "terminate",
               "take_over"}  # fmt: skip
LENGTHENS: Final = {"approve_request", "resume", "reclassify"}
"""What may change the promise; nothing else does, least of all an escalation."""


class Walk:
    """A story without a plot: `choose` picks who does what next."""

    def __init__(self, choose: Choose[Any], rules: Rules) -> None:
        """Some unit receives some matter."""
        self.choose = choose
        self.rules = rules
        self.story = Story(choose(list(UNITS)), rules=rules, urgency=choose(list(Urgency))).may_merge_into(OTHER)
        self.seen: Counter[str] = Counter()

    def make_a_move_that_is_offered(self) -> None:
        """Somebody does what the list of actions offers; fields may still be wrong."""
        situation = replace(self.story.situation(CITIZEN, Command("", {}, "")), units=BY_ID)
        offers = [(who, offer) for who in self._people_around() for offer in allowed(situation, who, self.rules)]
        onward = [(actor, offer) for actor, offer in offers if offer.name not in ASIDE]
        assert onward or not self.story.ticket.is_open
        for actor, offer in [self.choose(self.choose([onward, onward, onward, onward, offers]))] if onward else []:
            self._ask(actor, offer.name, self._fields(offer))

    def ask_for_anything(self) -> None:
        """Anybody asks for anything."""
        names = [name for name in FIELDS if self.choose([True, False])]
        self._ask(self.choose(EVERYBODY), self.choose(ACTIONS), {name: self._value(name) for name in names})

    def let_time_pass(self) -> None:
        """Nobody does anything, not even the clock."""
        self.story.now += self.choose(SPANS)

    def let_the_clock_look(self) -> None:
        """A worker finds the ticket, perhaps late, and goes on until there is nothing left to do now."""
        wake_at = self.story.ticket.wake_at
        self.story.now = max(self.story.now, wake_at or self.story.now)
        climbed = self.story.ticket.escalations
        for _ in range(4):
            due = self.story.ticket.wake_at
            if due is None or due > self.story.now:
                break
            self._judged(self.story.strike)
        assert self.story.ticket.wake_at is None or self.story.ticket.wake_at > self.story.now
        assert self.story.ticket.escalations - climbed in {0, 1}

    def _people_around(self) -> list[Actor]:
        ticket = self.story.ticket
        ids = {ticket.holder_unit_id, ticket.handler_unit_id, ticket.dispatcher_unit_id, ticket.origin_unit_id}
        ids |= {task.unit_id for task in self.story.joint_tasks.values() if task.state == "open"}
        near = sorted({BY_ID[id_].code for id_ in ids if id_} | {"K1", "C"})
        return [CITIZEN, *(somebody(code, role) for code in near for role in PEOPLE)]

    def _fields(self, offer: Allowed) -> Mapping[str, object]:
        extra = [name for name in offer.takes if self.choose([True, False])]
        return {name: self._value(name) for name in (*offer.needs, *extra)}

    def _value(self, name: str) -> object:
        kind, choices = FIELDS[name].kind, FIELDS[name].choices
        match kind:
            case FieldKind.CHOICE:
                return self.choose(choices)
            case FieldKind.UNIT:
                return self._unit()
            case FieldKind.JOINT_UNITS:
                lines = self.choose([1, 2, 3])
                return tuple(JointUnit(self._unit(), "查", self._maybe_due()) for _ in range(lines))
            case _:
                return self.choose(self._values().get(kind, ["话"]))

    def _values(self) -> Mapping[FieldKind, Sequence[object]]:
        return {
            FieldKind.JOINT_TASK: [*self.story.joint_tasks, UUID(int=999)],
            FieldKind.REQUEST: [*self.story.requests, UUID(int=999)],
            FieldKind.ORDER: [*self.story.orders, UUID(int=999)],
            FieldKind.MOMENT: [self.story.now + span for span in SPANS],
            FieldKind.DAY: [(self.story.now + span).date() for span in SPANS],
            FieldKind.FLAG: [True, False],
            FieldKind.WHOLE: [1, 5],
            FieldKind.MEMBER: [MEMBER],
            FieldKind.TICKET: [OTHER.ticket.id],
        }

    def _unit(self) -> UUID:
        alike = [unit.id for unit in BY_ID.values() if unit.level == self.story.ticket.level]
        unit: UUID = self.choose(self.choose([list(BY_ID), alike, alike, alike]))
        return unit

    def _maybe_due(self) -> Any:
        return self.choose([None, None, *(self.story.now + span for span in SPANS), self.story.now - SPANS[0]])

    def _ask(self, actor: Actor, action: str, fields: Mapping[str, object]) -> None:
        known = len(self.story.decisions)
        try:
            self._judged(lambda: self.story.do(actor, action, **fields))
        except Refusal as refusal:
            self.seen[refusal.code] += 1
            assert len(self.story.decisions) == known

    def _judged(self, act: Callable[[], object]) -> None:
        before = self.story.ticket
        act()
        judge_step(before, self.story.decisions[-1])
        self.seen[str(self.story.decisions[-1].action)] += 1


def judge_step(before: Ticket, decision: Decision) -> None:
    """What no step may do."""
    after = decision.ticket
    assert [getattr(after, name) for name in NEVER_CHANGING] == [getattr(before, name) for name in NEVER_CHANGING]
    assert (decision.read_version, after.version) == (before.version, before.version + 1)
    assert before.first_breached_at in {None, after.first_breached_at}
    assert after.updated_at >= before.updated_at
    assert decision.action in LENGTHENS or after.due_at == before.due_at
    assert decision.events
    assert decision.action in HOPS or after.level == before.level
    if decision.action in {"escalate", "take_over"}:
        _judge_escalation(before, after)
    if before.is_open and _late(before, decision) and decision.action != "warn":
        assert after.first_breached_at is not None


def _judge_escalation(before: Ticket, after: Ticket) -> None:
    holder = BY_ID[before.holder_unit_id]
    territory = BY_ID[holder.parent_id] if holder.is_attached and holder.parent_id else holder
    assert after.holder_unit_id == territory.parent_id
    assert after.level == territory.level + 1
    assert after.stage_started_at >= before.stage_started_at
    assert after.escalations == before.escalations + 1


def _late(before: Ticket, decision: Decision) -> bool:
    now = decision.ticket.updated_at
    return before.stage_due_at is not None and before.stage_due_at <= now and before.resume_at is None


def made(story: Story) -> list[str]:
    """The moves so far."""
    return [decision.action for decision in story.decisions]


def judge(story: Story) -> None:
    """What is true of a ticket at any moment."""
    ticket, state = story.ticket, WORKFLOW.states[story.ticket.state]
    assert ticket.is_open == state.is_open
    holder, origin = BY_ID[ticket.holder_unit_id], BY_ID[ticket.origin_unit_id]
    assert (ticket.holder_path, ticket.origin_path) == (holder.path, origin.path)
    assert state.final or (ticket.wake_at is not None and ticket.stage_due_at is not None)
    assert not state.final or (ticket.wake_at is None and ticket.stage_due_at is None)
    assert ticket.state not in HANDLED or ticket.handler_unit_id is not None
    assert ticket.state not in WORKED_ON or ticket.level == holder.level
    stopped = {ticket.resume_at is not None, ticket.running_since is None}
    assert stopped == {ticket.state == "parked"}
    assert ticket.stage_running_since is None or ticket.state != "parked"
    assert ticket.requests_open == sum(request.state == "pending" for request in story.requests.values())
    assert ticket.orders_open == sum(order.state == "open" for order in story.orders.values())
    assert ticket.due_at >= ticket.due_original_at or any(name == "reclassify" for name in made(story))
    assert (ticket.state == "merged") == (ticket.merged_into_id is not None)
    assert (ticket.state in {"closed", "archived"}) == (ticket.closed_at is not None)
    assert ticket.sender_unit_id is None or ticket.state in WORKFLOW.recallable
    open_tasks = sum(task.state == "open" for task in story.joint_tasks.values())
    assert ticket.joint_open == open_tasks
    assert (ticket.state == "coordinating") == (open_tasks > 0)
    assert [decision.ticket.version for decision in story.decisions] == list(range(1, ticket.version + 1))
    assert [event.ticket_version for event in story.events] == sorted(event.ticket_version for event in story.events)
    assert {event.ticket_version for event in story.events} == set(range(1, ticket.version + 1))
    assert (story.events[-1].sequence, story.events[-1].to_state) == (ticket.event_count, ticket.state)


# -- Chance, many times: every seed is a walk that can be repeated ----------------------------------------------------

STEPS: Final = ("make_a_move_that_is_offered",) * 6 + ("ask_for_anything", "let_time_pass", "let_the_clock_look")
WALKS: Final = range(280)


def walk(seed: int, rules: Rules = RULES) -> Walk:
    chance = Random(seed)
    way = Walk(chance.choice, rules)
    for _ in range(40):
        getattr(way, chance.choice(STEPS))()
        judge(way.story)
    assert breaks(way.story.ticket.id, way.story.events, way.story.ticket.event_hash, way.story.ticket.salt) is None
    return way


@pytest.mark.slow
def test_no_sequence_of_moves_breaks_a_ticket() -> None:
    seen: Counter[str] = sum((walk(seed).seen for seed in WALKS), Counter())
    # If some move was never made, the walks prove nothing about it.
    assert set(seen) >= {*ACTIONS, "warn", "remind", "report_stuck", "lapse_request", "raise_order"} - {
        "no_such_action"
    }


@pytest.mark.parametrize(
    ("action", "effect"),
    [
        ("escalate", "supersede_joint_tasks"),
        ("dispatch", "hand_over_to_target"),
        ("merge", "merge_into_other"),
        ("confirm", "close_with_answer"),
        ("reopen", "open_again"),
        ("coordinate", "open_joint_tasks"),
        ("audit_fail", "give_back_to_handler"),
    ],
)
def test_an_effect_that_is_forgotten_is_noticed_on_the_way(action: str, effect: str) -> None:
    """The negative control: walks through a life cycle with a hole in it do fail."""
    document = a_document()
    for move in document["moves"]:
        forgotten = {effect} if move["name"] == action else set()
        move["effects"] = [name for name in move["effects"] if name not in forgotten]
    rules = rules_with(default.checked(document))
    with pytest.raises((AssertionError, LookupError)):
        [walk(seed, rules) for seed in WALKS]


# -- Chance that looks for the shortest way to break it ---------------------------------------------------------------


class AnyWalk(RuleBasedStateMachine):
    """The same steps, chosen by hypothesis, which makes a failing walk as short as it can."""

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.walk = Walk(lambda among: data.draw(st.sampled_from(among)), RULES)

    @rule(data=st.data(), step=st.sampled_from(STEPS))
    def step(self, data: st.DataObject, step: str) -> None:
        self.walk.choose = lambda among: data.draw(st.sampled_from(among))
        getattr(self.walk, step)()

    @invariant()
    def holds(self) -> None:
        judge(self.walk.story)


AnyWalk.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
test_whatever_hypothesis_finds = AnyWalk.TestCase
