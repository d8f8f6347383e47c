"""What are the codes of the programme called (words)? Of its mechanisms."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

PROGRAMME_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "diary_state": {"draft": N_("draft"), "submitted": N_("handed in"), "reviewed": N_("reviewed")},
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
}
