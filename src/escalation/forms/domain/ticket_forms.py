"""Which forms does a ticket have on paper (ticket forms)? The 交办单 always; others if there is something on them."""

from enum import StrEnum
from typing import Final


class TicketFormKind(StrEnum):
    """交办单, 退单申请, 延期申请, 会办意见, 督办单, 回访记录 and 处理意见书, in the order in which they are offered."""

    ASSIGNMENT = "assignment"
    OBJECTION = "objection"
    EXTENSION = "extension"
    JOINT_TASK = "joint_task"
    ORDER = "order"
    CALL_BACK = "call_back"
    DECISION = "decision"

    @property
    def mark(self) -> str:
        """How a document number says which of them it is: 交 of 呼交〔2026〕12号."""
        return _MARKS[self]


_MARKS: Final = {
    TicketFormKind.ASSIGNMENT: "交",
    TicketFormKind.OBJECTION: "退",
    TicketFormKind.EXTENSION: "延",
    TicketFormKind.JOINT_TASK: "会",
    TicketFormKind.ORDER: "督",
    TicketFormKind.CALL_BACK: "访",
    TicketFormKind.DECISION: "意",
}
CALLS: Final = ("ticket.call_tried", "ticket.confirmed", "ticket.redone", "ticket.reopened")
"""Of which event types calls to the citizen (回访) are told."""
