"""How does a citizen see a review of an answer (复查, 复核)? Asked for, under way, or the last one.

A review is a reopening that hands the matter to the level above whoever answered it (信访工作条例 art. 35, 36); where a
life cycle has none, a citizen who comes back has it handled once more.
"""

from enum import StrEnum
from typing import Final

from escalation.tickets.domain.definition import REOPEN, Move, Workflow
from escalation.tickets.domain.standing import Standing

_ABOVE: Final = "hand_over_to_level_above"


class ReviewStage(StrEnum):
    """Where a review stands. `last`: there was an answer after which nobody takes the matter on again."""

    UNDER_WAY = "under_way"
    LAST = "last"


def review_move(workflow: Workflow, state: str) -> Move | None:
    """The move by which the citizen asks for a review in a state, if there is one."""
    moves = (move for move in workflow.moves_from(state) if _is_review(move))
    return next((move for move in moves if Standing.CITIZEN in move.who), None)


def is_review(workflow: Workflow, state: str | None) -> bool:
    """Whether a review leads to a state."""
    return any(move.to == state for move in workflow.moves if _is_review(move))


def review_stage(workflow: Workflow, state: str) -> ReviewStage | None:
    """Where the review of a matter in a state stands; `None` without one, or where its answer may be reviewed again."""
    if is_review(workflow, state):
        return ReviewStage.UNDER_WAY
    answers = (move for move in workflow.moves if move.to == state and "answer_and_close" in move.effects)
    has_ended = workflow.states[state].final and any(
        is_review(workflow, source) for move in answers for source in move.from_
    )
    return ReviewStage.LAST if has_ended else None


def _is_review(move: Move) -> bool:
    return move.name == REOPEN and _ABOVE in move.effects
