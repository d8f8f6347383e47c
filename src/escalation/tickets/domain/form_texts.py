"""What do forms say of moves and their fields? Form texts: a life cycle brings its own, the program those it lacks."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from escalation.errors import N_
from escalation.kit.parsing.checked_documents import Document
from escalation.tickets.domain.grade_labels import (
    DIFFICULTY_LABELS,
    ORDER_COLOUR_LABELS,
    OUTCOME_LABELS,
    URGENCY_LABELS,
)

Sentence = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\p{Cc}\p{Zl}\p{Zp}]+$")]


class Said(Document):
    """A text in both languages."""

    zh: Sentence
    en: Sentence


class FieldTexts(Document):
    """What a life cycle calls a field of a move, how it explains it, and which codes it offers for it.

    Only a field that takes any code has `choices`, and others are taken as well.
    """

    label: Said | None = None
    help: Said | None = None
    choices: dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")], Said] = Field(
        default_factory=dict
    )


FIELD_LABELS: Final[Mapping[str, str]] = {
    "unit_id": N_("Unit"),
    "member_id": N_("Member"),
    "into_ticket_id": N_("Ticket to merge into"),
    "joint_task_id": N_("Joint task"),
    "joint_units": N_("Joint units"),
    "request_id": N_("Request"),
    "order_id": N_("Supervision order"),
    "suggested_unit_id": N_("Unit whose business it is"),
    "designate": N_("May not be returned"),
    "urgency": N_("Urgency"),
    "difficulty": N_("Difficulty"),
    "until": N_("New due date"),
    "days": N_("Working days"),
    "resume_on": N_("Goes on on"),
    "colour": N_("Colour"),
    "due_at": N_("Answer due"),
    "reason": N_("Reason"),
    "reason_code": N_("Kind of reason"),
    "instructions": N_("Instructions"),
    "reply": N_("Reply to the citizen"),
    "result": N_("What was done"),
    "note": N_("Note"),
    "text": N_("Text"),
    "outcome": N_("Outcome"),
    "solved": N_("Solved"),
    "satisfaction": N_("Satisfaction"),
    "unreachable": N_("Nobody answered"),
}
FIELD_HELP: Final[Mapping[str, str]] = {
    "designate": N_("The unit is designated by study and cannot object to the assignment."),
    "until": N_("Either a date or a number of working days."),
    "days": N_("Either a number of working days or a date."),
    "due_at": N_("Left out, the policy says when."),
    "satisfaction": N_("From 1, not at all, to 5, entirely."),
    "reply": N_("The citizen reads this once it was audited."),
}
LINE_LABELS: Final[Mapping[str, str]] = {
    "unit_id": N_("Unit"),
    "task": N_("Task"),
    "due_at": N_("Due"),
}
"""Of each line of `joint_units`."""
CHOICE_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "urgency": URGENCY_LABELS,
    "difficulty": DIFFICULTY_LABELS,
    "colour": ORDER_COLOUR_LABELS,
    "outcome": OUTCOME_LABELS,
}
