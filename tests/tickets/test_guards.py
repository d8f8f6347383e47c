"""Each guard refuses something, and without it the very same command passes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

import pytest

from escalation.actors import Actor
from escalation.errors import AtTheTop, ForbiddenAction, GuardFailed, Refusal, RuledOut, ValidationFailed
from escalation.tickets.domain import default
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.decide import allowed, decide
from escalation.tickets.domain.draft import Rules
from escalation.tickets.domain.guards import GUARDS
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing
from tests.tickets.story import (
    ALONE,
    BY_ID,
    MEMBER,
    ORDER,
    OTHER,
    REQUEST,
    RULES,
    START,
    TASKS,
    UNITS,
    a_document,
    a_situation,
    follow_up,
    outcome,
    rules_with,
    somebody,
)

NEIGHBOUR, LAKES = UNITS["K1-JT"], UNITS["K1-SL"]
DISSOLVED: Final = {**BY_ID, NEIGHBOUR.id: replace(NEIGHBOUR, active=False)}
HOLDER, OFFICE, JOINT = ALONE[Standing.HOLDER], ALONE[Standing.OFFICE], ALONE[Standing.JOINT]
ENDED: Final = replace(OTHER, ticket=OTHER.ticket._replace(is_open=False))
LEADER, DISPATCHER = ALONE[Standing.LEADER], ALONE[Standing.DISPATCHER]
CITY: Final = UNITS["C"]
TWO_DAYS: Final[dict[str, object]] = {"reason": "待材料。", "days": 2}
UNTIL_SPRING: Final[dict[str, object]] = {
    "reason_code": "season", "reason": "待开春。", "resume_on": date(2026, 4, 1)
}  # fmt: skip
WHY: Final[dict[str, object]] = {"reason": "诉求人不配合。"}
NOT_OURS: Final[dict[str, object]] = {
    "reason_code": "not_ours", "reason": "不属本单位。", "suggested_unit_id": NEIGHBOUR.id
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """Who asks for what in which situation, what comes of it, and what would come of it without the guard."""

    actor: Actor
    situation: Situation
    action: str
    ends: str | type[Refusal]
    without: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def outcome(self, rules: Rules = RULES) -> str | type[Refusal]:
        """The state reached, or the kind of refusal."""
        return outcome(self.situation, self.actor, Command(self.action, self.fields, "test"), rules)


def told(
    actor: Actor, situation: Situation, action: str, ends: str | type[Refusal], without: str, **fields: object
) -> Told:
    return Told(actor, situation, action, ends, without, fields)


STORIES: Final[Mapping[str, Told]] = {
    "target_can_receive": told(
        OFFICE, a_situation("registered", units=DISSOLVED), "dispatch", ValidationFailed, "dispatched",
        unit_id=NEIGHBOUR.id,
    ),
    "target_in_callers_scope": told(
        somebody("K1", "office"), a_situation("registered"), "dispatch", ValidationFailed, "dispatched",
        unit_id=UNITS["K2"].id,
    ),
    "target_is_not_the_holder": told(
        OFFICE, a_situation("in_progress"), "transfer", ValidationFailed, "dispatched",
        unit_id=UNITS["K1-ZJ"].id, reason="重来。",
    ),
    "target_on_the_same_level": told(
        OFFICE, a_situation("in_progress"), "transfer", ValidationFailed, "dispatched",
        unit_id=UNITS["T1"].id, reason="请镇里办。",
    ),
    "target_is_below_the_holder": told(
        HOLDER, a_situation("in_progress"), "hand_down", ValidationFailed, "dispatched",
        unit_id=UNITS["K2"].id, instructions="请办。",
    ),
    "there_is_a_level_above": told(
        HOLDER, a_situation("in_progress", accused_unit_id=CITY.id, accused_path=CITY.path), "escalate", AtTheTop,
        "dispatched", reason="超出职权。",
    ),
    "caller_speaks_for_the_level_above": told(
        somebody("K1", "office"), a_situation("in_progress"), "take_over", ForbiddenAction, "in_progress",
        reason="由区里办。",
    ),
    "taking_from_below_has_a_reason": told(
        OFFICE, a_situation("registered"), "dispatch", ValidationFailed, "dispatched", unit_id=CITY.id,
    ),
    "other_ticket_is_open": told(
        OFFICE, a_situation("in_progress", other=ENDED), "merge", ValidationFailed, "merged",
        into_ticket_id=OTHER.ticket.id,
    ),
    "sent_by_a_person": told(
        ALONE[Standing.SENDER], a_situation("dispatched", sent_by="clock"), "recall", GuardFailed, "registered",
    ),
    "sent_from_target": told(
        ALONE[Standing.SENDER], a_situation("dispatched", previous="in_progress"), "recall", "in_progress",
        "registered",
    ),
    "joint_units_fit": told(
        HOLDER, a_situation("in_progress", open_tasks=0), "coordinate", ValidationFailed, "coordinating",
        joint_units=(JointUnit(UNITS["T1"].id, "查"),),
    ),
    "joint_task_is_open": told(
        HOLDER, a_situation("coordinating"), "waive", GuardFailed, "coordinating",
        joint_task_id=TASKS[1], reason="不用了。",
    ),
    "joint_task_is_callers": told(
        JOINT, a_situation("coordinating", open_tasks=2), "report", ForbiddenAction, "coordinating",
        joint_task_id=TASKS[1], result="代为反馈。",
    ),
    "joint_task_is_the_last": told(
        JOINT, a_situation("coordinating", open_tasks=2), "report", "coordinating", "in_progress",
        joint_task_id=TASKS[0], result="已查。",
    ),
    "not_called_back_by_the_handler": told(
        OFFICE, a_situation("follow_up", resolved_by=OFFICE.principal), "confirm", ForbiddenAction, "closed",
        solved=True,
    ),
    "answer_or_tries_exhausted": told(
        OFFICE, a_situation("follow_up"), "confirm", "follow_up", "closed", unreachable=True,
    ),
    "citizen_was_unreachable": told(
        OFFICE, a_situation("follow_up"), "confirm", ValidationFailed, "follow_up", unreachable=False,
    ),
    "reopen_window_is_open": told(
        OFFICE, a_situation("closed", now=START + timedelta(days=4)), "reopen", GuardFailed, "in_progress",
        reason="又坏了。",
    ),
    "member_belongs_to_the_holder": told(
        ALONE[Standing.LEADER], a_situation("in_progress", member_at_holder=False), "assign", ValidationFailed,
        "in_progress", member_id=MEMBER,
    ),
    "grading_changes": told(
        OFFICE, a_situation("in_progress"), "reclassify", ValidationFailed, "in_progress",
        urgency="routine", reason="维持。",
    ),
    **{
        f"no_{kind}_pending": told(
            HOLDER, a_situation("in_progress", asked=(kind, "dispatcher")), action, RuledOut, "in_progress", **fields
        )
        for kind, action, fields in (
            ("extension", "extend", TWO_DAYS), ("parking", "park", UNTIL_SPRING), ("termination", "terminate", WHY),
            ("objection", "object", NOT_OURS),
        )
    },
    "is_not_overdue": told(
        HOLDER, a_situation("in_progress", now=START + timedelta(days=3)), "extend", RuledOut, "in_progress", **TWO_DAYS
    ),
    "extensions_are_left": told(
        HOLDER, a_situation("in_progress", extensions=2), "extend", RuledOut, "in_progress", **TWO_DAYS
    ),
    "extension_fits": told(
        HOLDER, a_situation("in_progress"), "extend", ValidationFailed, "in_progress", reason="待材料。", days=300
    ),
    "parking_fits": told(
        HOLDER, a_situation("in_progress"), "park", ValidationFailed, "in_progress",
        reason_code="season", reason="待开春。", resume_on=date(2026, 3, 2),
    ),
    "was_assigned": told(
        HOLDER, a_situation("in_progress", dispatcher_unit_id=UNITS["K1-ZJ"].id), "object", RuledOut, "in_progress",
        **NOT_OURS,
    ),
    "may_be_returned": told(
        HOLDER, a_situation("in_progress", no_return=True), "object", RuledOut, "in_progress", **NOT_OURS
    ),
    "return_window_is_open": told(
        HOLDER, a_situation("in_progress", now=START + timedelta(days=60)), "object", RuledOut, "in_progress",
        **NOT_OURS,
    ),
    "suggested_unit_fits": told(
        HOLDER, a_situation("in_progress"), "object", ValidationFailed, "in_progress",
        reason_code="not_ours", reason="不属本单位。", suggested_unit_id=UNITS["K1-ZJ"].id,
    ),
    "request_is_for_extension": told(
        LEADER, a_situation("in_progress", asked=("parking", "leader")), "approve_request", "parked", "in_progress",
        request_id=REQUEST,
    ),
    "request_is_for_parking": told(
        OFFICE, a_situation("in_progress", asked=("termination", "office")), "approve_request", "terminated", "parked",
        request_id=REQUEST,
    ),
    "request_is_for_termination": told(
        LEADER, a_situation("parked", asked=("parking", "leader")), "approve_request", GuardFailed, "terminated",
        request_id=REQUEST,
    ),
    "objection_waits_for_caller": told(
        DISPATCHER, a_situation("in_progress", asked=("objection", "leader")), "accept_objection", ForbiddenAction,
        "registered", request_id=REQUEST, reason="同意。",
    ),
    "extension_still_lengthens": told(
        LEADER, a_situation("in_progress", asked=("extension", "leader"), stage_due_at=START + timedelta(days=9)),
        "approve_request", RuledOut, "in_progress", request_id=REQUEST,
    ),
    "request_waits_for_caller": told(
        OFFICE, a_situation("in_progress", asked=("extension", "leader")), "approve_request", ForbiddenAction,
        "in_progress", request_id=REQUEST,
    ),
    "not_supervised_at_this_level": told(
        OFFICE, a_situation("in_progress", ordered=4), "supervise", RuledOut, "in_progress",
        text="请说明。", colour="red",
    ),
    "answer_is_due_in_future": told(
        OFFICE, a_situation("in_progress"), "supervise", ValidationFailed, "in_progress",
        text="请说明。", colour="red", due_at=START,
    ),
    "order_is_open": told(
        HOLDER, a_situation("in_progress", ordered=4, answered=True), "answer_order", RuledOut, "in_progress",
        order_id=ORDER, text="已整改。",
    ),
    "not_under_supervision": told(
        OFFICE, a_situation("in_progress", ordered=4), "merge", RuledOut, "merged", into_ticket_id=OTHER.ticket.id
    ),
}  # fmt: skip


@cache
def rules_without(guard: str) -> Rules:
    """The default life cycle as it would be if nobody had thought of this rule."""
    document = a_document()
    for move in document["moves"]:
        move["guards"] = [name for name in move.get("guards", []) if name != guard]
    return rules_with(default.checked(document))


def test_every_guard_has_its_story() -> None:
    assert set(STORIES) == set(GUARDS)


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_stands_against_its_move(guard: str) -> None:
    assert STORIES[guard].outcome() == STORIES[guard].ends


@pytest.mark.parametrize("guard", GUARDS)
def test_without_its_guard_the_move_passes(guard: str) -> None:
    assert STORIES[guard].outcome(rules_without(guard)) == STORIES[guard].without


# -- More that stands against a move ----------------------------------------------------------------------------------

DUE_YESTERDAY: Final = START - timedelta(days=1)
ACCUSED: Final[dict[str, Any]] = {"accused_unit_id": NEIGHBOUR.id, "accused_path": NEIGHBOUR.path}
UNKNOWN: Final = UUID(int=999)


def a_refusal(
    actor: Actor, situation: Situation, action: str, **fields: object
) -> tuple[type[Refusal], list[tuple[str, str]]]:
    """The kind of refusal, and which places are wrong in which way."""
    with pytest.raises(Refusal) as refusal:
        decide(situation, actor, Command(action, fields, "test"), RULES)
    return type(refusal.value), [(fault.pointer, fault.code) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("situation", "unit_id", "code"),
    [
        (a_situation("registered"), UNKNOWN, "unknown_unit"),
        (a_situation("registered", units=DISSOLVED), NEIGHBOUR.id, "dissolved_unit"),
        (a_situation("registered", **ACCUSED), NEIGHBOUR.id, "accused_unit"),
        (a_situation("registered", accused_unit_id=CITY.id, accused_path=CITY.path), UNITS["V3"].id, "accused_unit"),
    ],
)
def test_a_unit_that_cannot_act_is_given_nothing(situation: Situation, unit_id: UUID, code: str) -> None:
    assert a_refusal(OFFICE, situation, "dispatch", unit_id=unit_id) == (ValidationFailed, [("/unit_id", code)])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (JointUnit(UNKNOWN, "查"), ("/joint_units/1/unit_id", "unknown_unit")),
        (JointUnit(HOLDER.unit_id or UNKNOWN, "查"), ("/joint_units/1/unit_id", "named_twice")),
        (JointUnit(LAKES.id, "查"), ("/joint_units/1/unit_id", "named_twice")),
        (JointUnit(NEIGHBOUR.id, "查"), ("/joint_units/1/unit_id", "accused_unit")),
        (JointUnit(UNITS["V1"].id, "查"), ("/joint_units/1/unit_id", "other_level")),
        (JointUnit(UNITS["K2"].id, "查", DUE_YESTERDAY), ("/joint_units/1/due_at", "in_the_past")),
    ],
)
def test_a_line_of_joint_units_that_does_not_fit_is_named(line: JointUnit, fault: tuple[str, str]) -> None:
    situation = a_situation("in_progress", open_tasks=0, **ACCUSED)
    lines = (JointUnit(LAKES.id, "查水源"), line)
    assert a_refusal(HOLDER, situation, "coordinate", joint_units=lines) == (ValidationFailed, [fault])


def test_a_dissolved_unit_is_no_joint_unit() -> None:
    lines = (JointUnit(NEIGHBOUR.id, "查"),)
    refusal = a_refusal(HOLDER, a_situation("in_progress", units=DISSOLVED), "coordinate", joint_units=lines)
    assert refusal == (ValidationFailed, [("/joint_units/0/unit_id", "unknown_unit")])


@pytest.mark.parametrize(
    ("unit", "role", "expected"), [("C", "office", ForbiddenAction), ("K1-ZJ", "handler", "closed")]
)
def test_another_key_of_the_unit_that_handled_it_is_no_other_caller(unit: str, role: str, expected: object) -> None:
    situation = a_situation("follow_up", resolved_by="key:another", resolved_unit_id=UNITS[unit].id, resolved_role=role)
    assert outcome(situation, OFFICE, Command("confirm", {"solved": True}, "test")) == expected


def test_at_the_top_nobody_is_above() -> None:
    top = a_situation("in_progress", holder_unit_id=CITY.id, holder_path=CITY.path, level=4)
    assert a_refusal(somebody("C"), top, "escalate", reason="太难。") == (AtTheTop, [])


def test_a_department_of_the_top_is_at_the_top_too() -> None:
    department = UNITS["C-ZJ"]
    top = a_situation("in_progress", holder_unit_id=department.id, holder_path=department.path, level=4)
    assert a_refusal(somebody("C-ZJ"), top, "escalate", reason="太难。") == (AtTheTop, [])


def test_escalating_at_the_top_is_not_offered() -> None:
    top = a_situation("in_progress", holder_unit_id=CITY.id, holder_path=CITY.path, level=4)
    assert "escalate" not in {item.name for item in allowed(top, somebody("C"), RULES)}


@pytest.mark.parametrize(
    ("other", "code"), [(None, "unknown_ticket"), ("itself", "unknown_ticket"), ("closed", "not_open")]
)
def test_a_ticket_is_merged_into_another_open_one(other: str | None, code: str) -> None:
    ticket = a_situation("in_progress").ticket
    others = {
        None: a_situation("in_progress", other=None),
        "itself": a_situation("in_progress", id=OTHER.ticket.id),
        "closed": a_situation("in_progress", other=ENDED),
    }
    assert ticket.id != OTHER.ticket.id
    expected = ValidationFailed, [("/into_ticket_id", code)]
    assert a_refusal(OFFICE, others[other], "merge", into_ticket_id=OTHER.ticket.id) == expected


@pytest.mark.parametrize("action", ["report", "waive"])
def test_a_joint_task_of_another_ticket_is_unknown(action: str) -> None:
    words = {"report": {"result": "已查。"}, "waive": {"reason": "不用了。"}}
    actor = {"report": JOINT, "waive": HOLDER}[action]
    refusal = a_refusal(actor, a_situation("coordinating"), action, joint_task_id=UNKNOWN, **words[action])
    assert refusal == (ValidationFailed, [("/joint_task_id", "unknown_joint_task")])


def test_every_missing_field_is_named() -> None:
    refusal = a_refusal(HOLDER, a_situation("in_progress"), "resolve")
    assert refusal == (ValidationFailed, [("/outcome", "required"), ("/reply", "required")])


def test_a_field_that_no_entry_takes_is_refused() -> None:
    refusal = a_refusal(HOLDER, a_situation("dispatched"), "sign", reason="好。")
    assert refusal == (ValidationFailed, [("/reason", "not_taken")])


def test_a_call_back_says_whether_it_is_solved() -> None:
    assert a_refusal(OFFICE, a_situation("follow_up"), "confirm") == (ValidationFailed, [("/solved", "required")])


def test_the_reopen_window_includes_its_last_moment() -> None:
    last = a_situation("closed", now=START + timedelta(days=3))
    assert outcome(last, OFFICE, Command("reopen", {"reason": "又坏了。"}, "test")) == "in_progress"


def test_after_three_unanswered_calls_a_ticket_closes() -> None:
    story, office = follow_up(), somebody("K1", "office")
    states = [story.do(office, "confirm", unreachable=True).ticket.state for _ in range(3)]
    assert (states, story.ticket.call_tries) == (["follow_up", "follow_up", "closed"], 3)


def test_calls_are_counted_afresh_after_a_redo() -> None:
    story, office = follow_up(), somebody("K1", "office")
    story.do(office, "confirm", unreachable=True).do(office, "confirm", unreachable=True).do(
        office, "redo", reason="没修好。"
    )
    story.do(somebody("V1"), "resolve", outcome="solved", reply="修好了。").do(somebody("V1", "leader"), "audit_pass")
    assert story.do(office, "confirm", unreachable=True).ticket.state == "follow_up"
