"""What are the codes of the programme called (programme words)? Of its mechanisms."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

PROGRAMME_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "ticket_form": {
        "assignment": N_("Assignment ticket"),
        "objection": N_("Request to return a ticket"),
        "extension": N_("Request for an extension"),
        "joint_task": N_("Opinion of a joint unit"),
        "order": N_("Supervision order"),
        "call_back": N_("Record of call-backs"),
        "decision": N_("Written decision"),
    },
    "ledger_status": {"open": N_("to be dealt with"), "written_off": N_("written off")},
    "write_off": {"ticket": N_("by the end of its ticket"), "hand": N_("by hand")},
    "sample_frame": {
        "open": N_("of open tickets"),
        "closed": N_("of closed tickets"),
        "made": N_("of visits that were made"),
    },
    "subject_kind": {"ticket": N_("ticket"), "visit": N_("visit")},
    "stratum": {
        "unit": N_("by unit"),
        "category": N_("by category"),
        "lateness": N_("by lateness"),
        "confirmation": N_("by confirmation of the visited"),
    },
    "score_grade": {
        "excellent": N_("grade excellent"),
        "good": N_("grade good"),
        "passed": N_("grade passed"),
        "failed": N_("grade not passed"),
    },
    "activity": {
        "visits": N_("visits"),
        "diary": N_("diary entries"),
        "opinions": N_("opinions registered"),
        "moves": N_("moves of tickets"),
        "closings": N_("tickets closed"),
        "meetings": N_("meetings held"),
    },
    "trend_alarm": {
        "faded": N_("busy first, slack later"),
        "idle_below": N_("busy above, slack below"),
        "burst": N_("a gust of wind"),
    },
    "verdict": {
        "in_order": N_("found in order"),
        "not_in_order": N_("found not in order"),
        "not_done": N_("found not done"),
    },
    "survey_kind": {"ticket": N_("about tickets"), "unit": N_("about units")},
    "survey_state": {"open": N_("answers are taken"), "closed": N_("closed")},
    "survey_rating": {
        "satisfied": N_("satisfied"),
        "fair": N_("fairly satisfied"),
        "unsatisfied": N_("not satisfied"),
        "none": N_("cannot say"),
    },
    "call_outcome": {
        "answered": N_("has answered"),
        "not_reached": N_("was not reached"),
        "refused": N_("would not answer"),
    },
    "diary_state": {"draft": N_("draft"), "submitted": N_("handed in"), "reviewed": N_("reviewed")},
    "visit_state": {"planned": N_("planned"), "made": N_("made"), "cancelled": N_("cancelled")},
    "visit_plan_state": {
        "open": N_("visits owed"),
        "due_soon": N_("visits due soon"),
        "overdue": N_("visits overdue"),
        "fulfilled": N_("fulfilled"),
        "void": N_("owed no longer"),
        "running": N_("of the present period"),
    },
    "visit_period": {
        "month": N_("a month"),
        "two_months": N_("two months"),
        "quarter": N_("a quarter"),
        "half_year": N_("half a year"),
        "year": N_("a year"),
    },
    "visit_record_result": {"recorded": N_("recorded"), "known": N_("known already"), "refused": N_("refused")},
    "other_visits_kind": {"unit": N_("to the same unit"), "households": N_("to the same households")},
    "meeting_state": {"planned": N_("planned"), "held": N_("held"), "cancelled": N_("cancelled")},
    "meeting_round": {
        "waiting": N_("not due yet"),
        "due_soon": N_("due soon"),
        "overdue": N_("meeting overdue"),
    },
    "agenda_reason": {
        "stuck": N_("stuck at the top"),
        "problem": N_("problem ticket"),
        "parked_long": N_("parked too long"),
        "climbed": N_("escalated to here"),
        "at_top": N_("late where nobody is above"),
        "by_hand": N_("added by hand"),
    },
    "unit_task_kind": {
        "list": N_("task list"),
        "besides": N_("set from above"),
        "key": N_("key task"),
        "own": N_("set by the unit itself"),
    },
    "meeting_decision_kind": {
        "move": N_("move of the ticket"),
        "order": N_("supervision order"),
        "task": N_("task for a unit"),
    },
    "meeting_decision_progress": {
        "open": N_("to be carried out"),
        "done": N_("carried out"),
        "withdrawn": N_("withdrawn"),
        "overdue": N_("overdue"),
    },
    "leading_position": {"in_charge": N_("in charge"), "office_director": N_("director of the coordination office")},
    "group_role": {"deputy": N_("deputy head"), "member": N_("member")},
    "group_kind": {"special": N_("supervision of one matter"), "progress": N_("progress group")},
    "group_state": {"planned": N_("yet to begin"), "running": N_("running"), "over": N_("over")},
    "contact_place": {
        "unit": N_("unit as a whole"),
        "group": N_("villagers' group"),
        "party_household": N_("party centre household"),
        "group_leader": N_("leader of a group"),
        "party_member": N_("party member"),
        "household": N_("household"),
    },
    "contact_issue": {"uncovered": N_("nobody keeps in touch"), "crowded": N_("too many keep in touch")},
}
