"""What are a ticket's codes called (grade labels)? Urgency, difficulty, source, outcome, in words for people."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

GRADE_LABELS: Final[Mapping[str, str]] = {
    "routine": N_("routine"),
    "urgent": N_("urgent"),
    "critical": N_("critical"),
    "simple": N_("simple"),
    "moderate": N_("moderate"),
    "hard": N_("hard"),
    "visit": N_("visit"),
    "diary": N_("sentiment diary"),
    "walk_in": N_("walk-in"),
    "phone": N_("telephone"),
    "web": N_("web"),
    "app": N_("app"),
    "open311": N_("Open311"),
    "from_above": N_("from above"),
    "from_below": N_("from below"),
    "solved": N_("solved"),
    "partly_solved": N_("partly solved"),
    "explained": N_("explained"),
    "kept_for_reference": N_("kept for reference"),
}
