"""Everything that tickets tell: what the life cycle names, and what happens on walks through it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Final
from uuid import uuid4

from escalation.actors import CLOCK
from escalation.events.domain.event_type import FILE
from escalation.reorganisation.domain.succession import Succession, decide_succession
from escalation.tickets.domain.assignees import decide_release
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide_deadline import decide_deadline
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.erasure import TicketRows, decide_erasure
from escalation.tickets.domain.evidence import ATTACH, DETACH, decide_on_evidence
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.imported_history import PastStep, PastTicket, import_ticket
from tests.tickets.story import (
    BY_ID,
    MEMBER,
    RULES,
    UNITS,
    WORKFLOW,
    Story,
    dispatched,
    follow_up,
    in_progress,
    somebody,
)
from tests.tickets.test_walks import walk

SEEDS: Final = range(80)
NAMED: Final = {move.event for move in WORKFLOW.moves if move.event}
"""The events that moves of the life cycle have."""


@cache
def told() -> tuple[SealedEvent, ...]:
    """The events of many walks, and of a few stories that chance seldom tells."""
    walks = [event for seed in SEEDS for decision in walk(seed).story.decisions for event in _events(decision)]
    stories = [event for story in (_extended(), _archived()) for event in story.events]
    return (*walks, *stories, *_succeeded(), *_woken_too_early(), *_imported(), *_released(), *_erased(), *_attached())


def _events(decision: Decision) -> tuple[SealedEvent, ...]:
    """Those of a merger are in two histories."""
    return (*decision.events, *(decision.taken_in.events if decision.taken_in else ()))


def _extended() -> Story:
    office = somebody("K1", "office")
    story = Story("K1").do(office, "dispatch", unit_id=UNITS["K1-ZJ"].id).do(somebody("K1-ZJ"), "sign")
    story.do(somebody("K1-ZJ"), "extend", days=2, reason="待材料。")
    return story.do(somebody("K1-ZJ", "leader"), "approve_request", request_id=next(iter(story.requests)))


def _archived() -> Story:
    return follow_up().do(somebody("K1", "office"), "confirm", solved=True).until("ticket.archived")


def _attached() -> tuple[SealedEvent, ...]:
    story = in_progress()
    worker, commands = somebody(story.holder), [Command(action, {}, "r") for action in (ATTACH, DETACH)]
    decisions = [
        decide_on_evidence(story.situation(worker, each), worker, each, dict(FILE), RULES) for each in commands
    ]
    return tuple(event for decision in decisions for event in decision.events)


def _imported() -> tuple[SealedEvent, ...]:
    then = datetime(2024, 1, 3, tzinfo=UTC)
    village = UNITS["V1"]
    steps = (PastStep(then, "上报", "V1", "T1", "无力办理"), PastStep(then, "答复", text="已修复。"))
    past = PastTicket(
        village, UNITS["T1"], UNITS["T1"], "路灯", "不亮。", None, "routine", "simple", "phone", confidential=False,
        source_system="hotline", external_ref="7", created_at=then, closed_at=then, steps=steps,
    )  # fmt: skip
    admin = somebody("C", "admin")
    return import_ticket(past, UNITS, admin, RULES, id_=uuid4(), request_id="test", now=then).events


def _succeeded() -> tuple[SealedEvent, ...]:
    story = dispatched()
    succession = Succession(UNITS["V1"].id, (UNITS["V2"],), "合村并居", "test")
    situation = replace(story.situation(CLOCK, Command("", {}, "")), units=BY_ID)
    decision = decide_succession(situation, succession, somebody("C", "admin"), RULES)
    assert decision is not None
    return decision.events


def _released() -> tuple[SealedEvent, ...]:
    story = in_progress().do(somebody("V1", "leader"), "assign", member_id=MEMBER)
    decision = decide_release(story.situation(CLOCK, Command("", {}, "")), RULES)
    assert decision is not None
    return decision.events


def _erased() -> tuple[SealedEvent, ...]:
    story = _archived()
    situation = story.situation(CLOCK, Command("", {}, ""))
    rows = TicketRows((), situation.joint_tasks, situation.requests, situation.orders)
    return decide_erasure(situation, rows, RULES, {"opinion_id": uuid4(), "extent": "all"}, "test").events


def _woken_too_early() -> tuple[SealedEvent, ...]:
    story = in_progress().wait(hours=1)
    return decide_deadline(story.situation(CLOCK, Command("", {}, "")), RULES).events
