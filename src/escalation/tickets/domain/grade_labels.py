"""What are a ticket's codes called (grade labels)? Urgency, difficulty, source, outcome, and its orders."""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_

URGENCY_LABELS: Final[Mapping[str, str]] = {
    "routine": N_("routine"),
    "urgent": N_("urgent"),
    "critical": N_("critical"),
}
DIFFICULTY_LABELS: Final[Mapping[str, str]] = {
    "simple": N_("simple"),
    "moderate": N_("moderate"),
    "hard": N_("hard"),
}
SOURCE_LABELS: Final[Mapping[str, str]] = {
    "visit": N_("Visit"),
    "diary": N_("Diary"),
    "walk_in": N_("Walk-in"),
    "phone": N_("Phone"),
    "web": N_("Web"),
    "app": N_("App"),
    "open311": N_("Open311"),
    "from_above": N_("From above"),
    "from_below": N_("From below"),
}
OUTCOME_LABELS: Final[Mapping[str, str]] = {
    "solved": N_("solved"),
    "partly_solved": N_("partly solved"),
    "explained": N_("explained"),
    "kept_for_reference": N_("kept for reference"),
}
ORDER_COLOUR_LABELS: Final[Mapping[str, str]] = {
    "yellow": N_("yellow order"),
    "orange": N_("orange order"),
    "red": N_("red order"),
}
GRADE_LABELS: Final[Mapping[str, str]] = {
    **URGENCY_LABELS,
    **DIFFICULTY_LABELS,
    **SOURCE_LABELS,
    **OUTCOME_LABELS,
}
"""Those of a ticket itself: no code of one kind is a code of another."""
