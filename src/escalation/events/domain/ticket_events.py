"""Which events has a ticket, with its joint tasks, requests and orders? In the order of its life."""

from typing import Final

from escalation.errors import N_
from escalation.events.domain import payloads
from escalation.events.domain.erasure_payloads import WordsErased
from escalation.events.domain.event_type import (
    FILE,
    MEMBER,
    MOMENT,
    OPINION,
    ORDER,
    OTHER_TICKET,
    OTHER_UNIT,
    REQUEST,
    TASK,
    UNIT,
    EventType,
)

IMPORTED: Final = "ticket.imported"
"""Whoever wants to be sent this has to ask for it by name: a file has a hundred thousand of them."""

_STAYS: Final = ("in_progress", "in_progress")
_JOINT: Final = {"joint_task_id": TASK, "unit_id": OTHER_UNIT}

_ON_ITS_WAY: Final = (
    EventType(
        "ticket.created", N_("Ticket formed"), N_("A ticket was formed of one or more opinions."),
        payloads.Created, "form", (None, "registered"),
        {"opinion_ids": [OPINION], "category": "urban.lighting", "source": "visit"},
    ),
    EventType(
        IMPORTED, N_("Ticket imported"), N_("A ticket that another system had closed became history here."),
        payloads.Imported, "import", (None, "archived"),
        {
            "source_system": "hotline", "external_ref": "20240103007", "created_at": MOMENT, "closed_at": MOMENT,
            "due_at": None, "reply": "路灯已修复。", "steps": [],
        },
    ),
    EventType(
        "ticket.dispatched", N_("Ticket dispatched"), N_("An office gave the ticket to a unit, which has to sign."),
        payloads.Dispatched, "dispatch", ("registered", "dispatched"),
        {"unit_id": OTHER_UNIT, "instructions": "请于本周内办理。"},
    ),
    EventType(
        "ticket.signed", N_("Ticket signed for"), N_("The unit has the ticket and works on it."),
        action="sign", states=("dispatched", "in_progress"),
    ),
    EventType(
        "ticket.recalled", N_("Ticket recalled"), N_("The sender took the ticket back before it was signed for."),
        action="recall", states=("dispatched", "registered"),
    ),
    EventType(
        "ticket.rejected", N_("Ticket not accepted"),
        N_("The matter belongs to another channel, and the citizen is told."),
        payloads.Rejected, "reject", ("registered", "rejected"), {"reason_code": "court_matter"},
    ),
    EventType(
        "ticket.merged", N_("Ticket merged"), N_("The ticket became part of another one, with its opinions."),
        payloads.Merged, "merge", ("registered", "merged"), {"into_ticket_id": OTHER_TICKET},
    ),
    EventType(
        "ticket.merged_from", N_("Another ticket taken in"),
        N_("Another ticket became part of this one: its opinions, and whatever it was promised sooner."),
        payloads.MergedFrom, "take_in", _STAYS, {"from_ticket_id": OTHER_TICKET, "from_number": "V1-2026-000002"},
    ),
    EventType(
        "ticket.transferred", N_("Ticket transferred"),
        N_("An office gave the ticket to another unit of the same level."),
        payloads.Transferred, "transfer", ("in_progress", "dispatched"), {"unit_id": OTHER_UNIT},
    ),
    EventType(
        "ticket.coordinated", N_("Coordination begun"), N_("The holder leads, and other units were asked to help."),
        action="coordinate", states=("in_progress", "coordinating"),
    ),
    EventType(
        "joint_task.requested", N_("Joint task requested"), N_("A unit was asked to help with a ticket."),
        payloads.JointTaskRequested, "coordinate", ("in_progress", "coordinating"),
        _JOINT | {"task": "核实路灯产权。", "due_at": MOMENT},
    ),
    EventType(
        "joint_task.reported", N_("Joint task reported"), N_("A joint unit is done and says with what result."),
        payloads.JointTaskEnded, "report", ("coordinating", "in_progress"), _JOINT | {"result": "产权属镇。"},
    ),
    EventType(
        "joint_task.waived", N_("Joint task waived"), N_("The lead goes on without this joint unit."),
        payloads.JointTaskEnded, "waive", ("coordinating", "in_progress"), _JOINT | {"result": None},
    ),
    EventType(
        "joint_task.superseded", N_("Joint task superseded"),
        N_("The coordination ended before this joint unit was done."),
        payloads.JointTaskEnded, "escalate", ("coordinating", "dispatched"), _JOINT | {"result": None},
    ),
    EventType(
        "ticket.coordination_finished", N_("Coordination finished"), N_("No joint task is open, and the lead goes on."),
        payloads.CoordinationFinished, "report", ("coordinating", "in_progress"),
        {"joint_task_id": TASK, "result": "产权属镇。"},
    ),
    EventType(
        "ticket.escalated", N_("Ticket escalated"),
        N_("The ticket went up one level, by decision or because it was late."),
        action="escalate", states=("in_progress", "dispatched"),
    ),
    EventType(
        "ticket.taken_over", N_("Ticket taken over"),
        N_("The unit right above took the ticket over from the one below, and said why."),
        action="take_over", states=("dispatched", "in_progress"),
    ),
    EventType(
        "ticket.handed_down", N_("Ticket handed down"),
        N_("A unit above instructed one below, and will audit the result."),
        payloads.HandedDown, "hand_down", ("in_progress", "dispatched"),
        {"unit_id": OTHER_UNIT, "instructions": "请统筹落实。"},
    ),
    EventType(
        "ticket.resolved", N_("Result submitted"),
        N_("The holder says what came of it; the result waits for its audit."),
        payloads.Resolved, "resolve", ("in_progress", "result_submitted"),
        {"outcome": "solved", "reply": "路灯已修复。"},
    ),
    EventType(
        "ticket.audit_passed", N_("Audit passed"), N_("The result was accepted, and the citizen will be called."),
        action="audit_pass", states=("result_submitted", "follow_up"),
    ),
    EventType(
        "ticket.audit_failed", N_("Audit failed"), N_("The result was not accepted, and the unit has to do it again."),
        action="audit_fail", states=("result_submitted", "in_progress"),
    ),
    EventType(
        "ticket.call_tried", N_("Call not answered"), N_("Nobody answered the call about the result."),
        payloads.CallTried, "confirm", ("follow_up", "follow_up"), {"unreachable": True},
    ),
    EventType(
        "ticket.confirmed", N_("Ticket closed"),
        N_("The citizen answered or could not be reached, and the ticket is closed."),
        payloads.Confirmed, "confirm", ("follow_up", "closed"), {"solved": True, "satisfaction": 5},
    ),
    EventType(
        "ticket.redone", N_("To be done again"),
        N_("The citizen is not content, so the unit that handled it has it again."),
        payloads.SentBack, "redo", ("follow_up", "in_progress"), {"satisfaction": 2},
    ),
    EventType(
        "ticket.reopened", N_("Ticket reopened"), N_("A closed ticket is worked on again."),
        payloads.SentBack, "reopen", ("closed", "in_progress"), {"satisfaction": 1},
    ),
    EventType(
        "ticket.archived", N_("Ticket archived"), N_("The time for reopening is over."),
        action="archive", states=("closed", "archived"),
    ),
    EventType(
        "ticket.commented", N_("Comment"), N_("Somebody wrote a comment."),
        payloads.Commented, "comment", _STAYS, {"text": "已联系居民。"},
    ),
    EventType(
        "ticket.attachment_added", N_("File attached"), N_("A photo or document came to the ticket."),
        payloads.TicketAttachment, "attach", _STAYS, FILE,
    ),
    EventType(
        "ticket.attachment_removed", N_("File removed"), N_("A photo or document of the ticket is gone for good."),
        payloads.TicketAttachment, "detach", _STAYS, FILE,
    ),
    EventType(
        "ticket.assigned", N_("Member assigned"), N_("A member of the holding unit takes the ticket in hand."),
        payloads.Assigned, "assign", _STAYS, {"member_id": MEMBER},
    ),
    EventType(
        "ticket.released", N_("Assignee gone"),
        N_("Whoever had the ticket in hand does not serve there any more, so it lies on the unit's common desk again."),
        payloads.Assigned, "release", _STAYS, {"member_id": MEMBER},
    ),
    EventType(
        "ticket.reclassified", N_("Graded anew"), N_("Urgency or difficulty changed, and with them the limits."),
        payloads.Reclassified, "reclassify", _STAYS, {"urgency": "urgent"},
    ),
    EventType(
        "ticket.succeeded", N_("Duty passed on"), N_("A unit was dissolved, and its successor took over."),
        payloads.Succeeded, "succeed", _STAYS,
        {"dissolved_unit_id": UNIT, "successor_unit_id": OTHER_UNIT, "duties": ["holder", "handler"]},
    ),
    EventType(
        "ticket.erased", N_("Words erased"),
        N_("What a citizen said was erased, all of the ticket's words or those of one citizen. All else stays."),
        WordsErased, "erase", ("closed", "closed"), {"opinion_id": OPINION, "extent": "all"},
    ),
    EventType(
        "ticket.scope_left", N_("Out of sight"),
        N_("The ticket went where the receiver does not see it. Who sees it no more is told no more than that."),
        payloads.ScopeLeft, "transfer", ("in_progress", "dispatched"), {"units": [UNIT], "overseers": []},
    ),
)  # fmt: skip

_ASKED_FOR: Final = (
    EventType(
        "ticket.objected", N_("Objection"), N_("The holder says that the matter is another unit's business."),
        payloads.Objected, "object", _STAYS, {"reason_code": "not_our_duty", "suggested_unit_id": OTHER_UNIT},
    ),
    EventType(
        "ticket.objection_accepted", N_("Objection accepted"), N_("The ticket is back with whoever dispatched it."),
        payloads.ObjectionAccepted, "accept_objection", ("in_progress", "registered"), {"request_id": REQUEST},
    ),
    EventType(
        "ticket.objection_refused", N_("Objection refused"),
        N_("The ticket stays with the unit, or nobody decided in time."),
        payloads.ObjectionRefused, "refuse_objection", _STAYS, {"request_id": REQUEST},
    ),
    EventType(
        "ticket.extension_requested", N_("Extension requested"), N_("The holder asks for more time."),
        payloads.ExtensionRequested, "extend", _STAYS, {"days": 5},
    ),
    EventType(
        "ticket.extended", N_("Extended"), N_("The limit is later; the original one stays on record."),
        payloads.Granted, "approve_request", _STAYS, {"request_id": REQUEST},
    ),
    EventType(
        "ticket.extension_refused", N_("Extension refused"), N_("The limit stays, or nobody decided in time."),
        payloads.Refused, "refuse_request", _STAYS, {"request_id": REQUEST},
    ),
    EventType(
        "ticket.parking_requested", N_("Parking requested"), N_("The holder asks to wait until a day to come."),
        payloads.ParkingRequested, "park", _STAYS, {"reason_code": "season", "resume_on": "2026-04-01"},
    ),
    EventType(
        "ticket.parked", N_("Parked"), N_("The clocks stand still until the day that was agreed."),
        payloads.Granted, "approve_request", ("in_progress", "parked"), {"request_id": REQUEST},
    ),
    EventType(
        "ticket.parking_refused", N_("Parking refused"), N_("The work goes on, or nobody decided in time."),
        payloads.Refused, "refuse_request", _STAYS, {"request_id": REQUEST},
    ),
    EventType(
        "ticket.resumed", N_("Resumed"), N_("The ticket is worked on again, and the clocks go on with the rest."),
        action="resume", states=("parked", "in_progress"),
    ),
    EventType(
        "ticket.termination_requested", N_("Termination requested"),
        N_("The holder asks to end the ticket without a result."),
        action="terminate", states=_STAYS,
    ),
    EventType(
        "ticket.terminated", N_("Terminated"), N_("The ticket ended without a result."),
        payloads.Granted, "approve_request", ("in_progress", "terminated"), {"request_id": REQUEST},
    ),
    EventType(
        "ticket.termination_refused", N_("Termination refused"), N_("The work goes on, or nobody decided in time."),
        payloads.Refused, "refuse_request", _STAYS, {"request_id": REQUEST},
    ),
)  # fmt: skip

_LATE: Final = (
    EventType(
        "ticket.warned", N_("Warning"), N_("A deadline comes near, or a ticket that is late was called to mind."),
        payloads.Warned, "warn", _STAYS,
        {"colour": "yellow", "deadline": "stage", "due_at": MOMENT, "rule": "village-routine"},
    ),
    EventType(
        "ticket.overdue", N_("Overdue"), N_("A deadline has passed."),
        payloads.Overdue, "warn", _STAYS,
        {"colour": "red", "deadline": "overall", "due_at": MOMENT, "rule": "village-routine"},
    ),
    EventType(
        "ticket.stuck_at_top", N_("Late with nobody above"),
        N_("The ticket should go up, and there is no level above."),
        payloads.StuckAtTop, "report_stuck", _STAYS, {"level": 4},
    ),
    EventType(
        "ticket.rescheduled", N_("Dates counted anew"), N_("A newer calendar changed the dates."),
        payloads.Rescheduled, "reschedule", _STAYS, {"calendar_version": 2},
    ),
    EventType(
        "ticket.problem_flagged", N_("Problem ticket"),
        N_("Redone or handed on too often: the level above supervises it."),
        payloads.ProblemFlagged, "redo", ("follow_up", "in_progress"), {"redos": 3, "handed_on": 0},
    ),
    EventType(
        "ticket.urged", N_("Urged"), N_("Somebody asked the holder to hurry."),
        payloads.Commented, "urge", _STAYS, {"text": "请尽快办理。"},
    ),
    EventType(
        "ticket.supervised", N_("Supervised"), N_("An order was issued, or rose in colour because nobody answered."),
        payloads.Supervised, "supervise", _STAYS, {"colour": "yellow", "text": "请说明进展。", "due_at": MOMENT},
    ),
    EventType(
        "ticket.order_answered", N_("Order answered"), N_("The holder says what was done about a supervision order."),
        payloads.OrderAnswered, "answer_order", _STAYS, {"order_id": ORDER, "text": "已安排施工。"},
    ),
)  # fmt: skip

TICKET_EVENTS: Final = (*_ON_ITS_WAY, *_ASKED_FOR, *_LATE)
