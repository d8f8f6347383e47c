"""What work may wait for somebody? The kinds of it, and which stages of a ticket are whose turn."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from escalation.clocks.policy_document import Stage


class WorkKind(StrEnum):
    """Why something waits: a ticket that the unit holds, or what belongs to a ticket of another one.

    The first five are tickets held by the caller's unit, by stage; `overdue` and `warned` are those among all that it
    holds. `assigned` are the caller's own in person. `joint` are joint tasks to report, `requests` decisions to make,
    `orders` supervision orders to answer.
    """

    DISPATCH = "dispatch"
    ACCEPT = "accept"
    HANDLE = "handle"
    AUDIT = "audit"
    CALL_BACK = "call-back"
    OVERDUE = "overdue"
    WARNED = "warned"
    ASSIGNED = "assigned"
    JOINT = "joint"
    REQUESTS = "requests"
    ORDERS = "orders"


STAGES: Final[Mapping[WorkKind, tuple[Stage, ...]]] = {
    WorkKind.DISPATCH: (Stage.DISPATCH,),
    WorkKind.ACCEPT: (Stage.SIGN,),
    WorkKind.HANDLE: (Stage.HANDLE, Stage.COORDINATE),
    WorkKind.AUDIT: (Stage.AUDIT,),
    WorkKind.CALL_BACK: (Stage.CALL_BACK,),
}
"""The stages of what a unit holds, and what it has to do then."""
