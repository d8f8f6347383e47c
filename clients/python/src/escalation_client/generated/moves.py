"""A call for every move of a ticket.

Written by scripts/generate.py from openapi/openapi.json; `make clients` writes it anew.
"""

from collections.abc import Sequence
from typing import Any, cast

from escalation_client.calls import Call
from escalation_client.generated import models, operations


def move(
    ticket_id: str, move: models.TransitionIn, *, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Any move: also those that an office published itself."""
    return operations.move_ticket(ticket_id, move, if_match=if_match, validate_only=validate_only or None)


def accept_objection(
    ticket_id: str,
    *,
    reason: str,
    request_id: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Accept the objection (同意退单)."""
    fields: dict[str, Any] = {"reason": reason, "request_id": request_id}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "accept_objection", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def answer_order(
    ticket_id: str, *, order_id: str, text: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Answer an order (督办反馈)."""
    fields: dict[str, Any] = {"order_id": order_id, "text": text}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "answer_order", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def approve_request(
    ticket_id: str,
    *,
    request_id: str,
    reason: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Grant a request (同意)."""
    fields: dict[str, Any] = {"reason": reason, "request_id": request_id}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "approve_request", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def archive(ticket_id: str, *, if_match: str | int | None = None, validate_only: bool = False) -> Call[models.MovedOut]:
    """Archive (归档)."""
    fields: dict[str, Any] = {}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "archive", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def assign(
    ticket_id: str, *, member_id: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Assign (指定经办人)."""
    fields: dict[str, Any] = {"member_id": member_id}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "assign", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def audit_fail(
    ticket_id: str, *, reason: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Fail the audit (审核退回)."""
    fields: dict[str, Any] = {"reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "audit_fail", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def audit_pass(
    ticket_id: str, *, reason: str | None = None, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Pass the audit (审核通过)."""
    fields: dict[str, Any] = {"reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "audit_pass", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def comment(
    ticket_id: str, *, text: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Comment (批注)."""
    fields: dict[str, Any] = {"text": text}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "comment", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def confirm(
    ticket_id: str,
    *,
    note: str | None = None,
    satisfaction: int | None = None,
    solved: bool | None = None,
    unreachable: bool | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Confirm and close (回访办结)."""
    fields: dict[str, Any] = {"note": note, "satisfaction": satisfaction, "solved": solved, "unreachable": unreachable}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "confirm", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def coordinate(
    ticket_id: str,
    *,
    joint_units: Sequence[models.JointUnitIn],
    reason: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Coordinate (协调联办)."""
    fields: dict[str, Any] = {"joint_units": joint_units, "reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "coordinate", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def dispatch(
    ticket_id: str,
    *,
    designate: bool | None = None,
    instructions: str | None = None,
    reason: str | None = None,
    unit_id: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Dispatch (交办)."""
    fields: dict[str, Any] = {
        "designate": designate,
        "instructions": instructions,
        "reason": reason,
        "unit_id": unit_id,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "dispatch", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def escalate(
    ticket_id: str, *, reason: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Escalate (上报上级)."""
    fields: dict[str, Any] = {"reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "escalate", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def extend(
    ticket_id: str,
    *,
    reason: str,
    days: int | None = None,
    until: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Ask for an extension (延期申请)."""
    fields: dict[str, Any] = {"days": days, "reason": reason, "until": until}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "extend", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def hand_down(
    ticket_id: str,
    *,
    instructions: str,
    unit_id: str,
    designate: bool | None = None,
    reason: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Hand down (下派落实)."""
    fields: dict[str, Any] = {
        "designate": designate,
        "instructions": instructions,
        "reason": reason,
        "unit_id": unit_id,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "hand_down", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def merge(
    ticket_id: str,
    *,
    into_ticket_id: str,
    reason: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Merge (并案)."""
    fields: dict[str, Any] = {"into_ticket_id": into_ticket_id, "reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "merge", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def object(
    ticket_id: str,
    *,
    reason: str,
    reason_code: str,
    suggested_unit_id: str,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Object to the assignment (退单申请)."""
    fields: dict[str, Any] = {"reason": reason, "reason_code": reason_code, "suggested_unit_id": suggested_unit_id}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "object", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def park(
    ticket_id: str,
    *,
    reason: str,
    reason_code: str,
    resume_on: str,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Ask to park (挂账申请)."""
    fields: dict[str, Any] = {"reason": reason, "reason_code": reason_code, "resume_on": resume_on}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "park", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def recall(
    ticket_id: str, *, reason: str | None = None, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Recall (撤回)."""
    fields: dict[str, Any] = {"reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "recall", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def reclassify(
    ticket_id: str,
    *,
    reason: str,
    difficulty: models.Difficulty | None = None,
    urgency: models.Urgency | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Grade anew (重新定级)."""
    fields: dict[str, Any] = {"difficulty": difficulty, "reason": reason, "urgency": urgency}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "reclassify", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def redo(
    ticket_id: str,
    *,
    reason: str,
    satisfaction: int | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Redo (重办)."""
    fields: dict[str, Any] = {"reason": reason, "satisfaction": satisfaction}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "redo", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def refuse_objection(
    ticket_id: str,
    *,
    reason: str,
    request_id: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Refuse the objection (不同意退单)."""
    fields: dict[str, Any] = {"reason": reason, "request_id": request_id}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "refuse_objection", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def refuse_request(
    ticket_id: str, *, reason: str, request_id: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Refuse a request (不同意)."""
    fields: dict[str, Any] = {"reason": reason, "request_id": request_id}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "refuse_request", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def reject(
    ticket_id: str, *, reason: str, reason_code: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Reject (不予受理)."""
    fields: dict[str, Any] = {"reason": reason, "reason_code": reason_code}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "reject", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def reopen(
    ticket_id: str,
    *,
    reason: str,
    satisfaction: int | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Reopen (重新办理)."""
    fields: dict[str, Any] = {"reason": reason, "satisfaction": satisfaction}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "reopen", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def report(
    ticket_id: str, *, joint_task_id: str, result: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Report a joint task (协办反馈)."""
    fields: dict[str, Any] = {"joint_task_id": joint_task_id, "result": result}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "report", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def resolve(
    ticket_id: str,
    *,
    outcome: models.Outcome,
    reply: str,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Resolve here (本级解决)."""
    fields: dict[str, Any] = {"outcome": outcome, "reply": reply}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "resolve", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def resume(
    ticket_id: str, *, reason: str | None = None, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Resume (恢复办理)."""
    fields: dict[str, Any] = {"reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "resume", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def sign(ticket_id: str, *, if_match: str | int | None = None, validate_only: bool = False) -> Call[models.MovedOut]:
    """Sign for (签收)."""
    fields: dict[str, Any] = {}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "sign", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def supervise(
    ticket_id: str,
    *,
    colour: models.OrderColour,
    text: str,
    due_at: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Supervise (督办)."""
    fields: dict[str, Any] = {"colour": colour, "due_at": due_at, "text": text}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "supervise", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def take_over(
    ticket_id: str, *, reason: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Take over (提级办理)."""
    fields: dict[str, Any] = {"reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "take_over", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def terminate(
    ticket_id: str, *, reason: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Ask for termination (终止申请)."""
    fields: dict[str, Any] = {"reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "terminate", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def transfer(
    ticket_id: str,
    *,
    reason: str,
    unit_id: str,
    designate: bool | None = None,
    instructions: str | None = None,
    if_match: str | int | None = None,
    validate_only: bool = False,
) -> Call[models.MovedOut]:
    """Transfer (转办)."""
    fields: dict[str, Any] = {
        "designate": designate,
        "instructions": instructions,
        "reason": reason,
        "unit_id": unit_id,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "transfer", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def urge(
    ticket_id: str, *, text: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Urge (催办)."""
    fields: dict[str, Any] = {"text": text}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "urge", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)


def waive(
    ticket_id: str, *, joint_task_id: str, reason: str, if_match: str | int | None = None, validate_only: bool = False
) -> Call[models.MovedOut]:
    """Waive a joint task (免除协办)."""
    fields: dict[str, Any] = {"joint_task_id": joint_task_id, "reason": reason}
    given = {name: value for name, value in fields.items() if value is not None}
    body = cast(models.TransitionIn, {"action": "waive", **given})
    return move(ticket_id, body, if_match=if_match, validate_only=validate_only)
