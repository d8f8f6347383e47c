"""What becomes of a ticket whose citizens want nothing left of what they said (erasure)? Words go, all else stays.

With the words goes the salt that their digests begin with, so that nobody finds them out by guessing. One more event,
with the digests of all rows as they are then, says that it was done: the history verifies as before.
"""

from dataclasses import dataclass
from typing import Final

from escalation.actors import CLOCK
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.finish import begin, finish
from escalation.tickets.domain.hash_chain import ERASURE
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import HandOver, JointTask, Json, Order, Request

ERASED: Final = "***"
"""What stands in the place of words that were erased."""


@dataclass(frozen=True, slots=True)
class TicketRows:
    """Everything that belongs to a ticket and may repeat what a citizen said."""

    hand_overs: tuple[HandOver, ...]
    joint_tasks: tuple[JointTask, ...]
    requests: tuple[Request, ...]
    orders: tuple[Order, ...]

    def without_words(self) -> "TicketRows":
        """The same rows, with nothing that somebody wrote."""
        return TicketRows(
            tuple(row._replace(reason=None) for row in self.hand_overs),
            tuple(row._replace(task=ERASED, result=None, reason=None) for row in self.joint_tasks),
            tuple(row._replace(reason=None, answer=None) for row in self.requests),
            tuple(row._replace(text=ERASED, answer=None) for row in self.orders),
        )


def decide_erasure(situation: Situation, rows: TicketRows, rules: Rules, facts: Json, request_id: str) -> Decision:
    """All words of a ticket, its rows included. Its state and its dates stay; `facts` are what the event tells."""
    case = begin(situation, CLOCK, Command(ERASURE, {}, request_id), rules)
    case.changes |= {"title": ERASED, "content": ERASED, "reply": None, "salt": None}
    left = rows.without_words()
    case.hand_overs.extend(left.hand_overs)
    case.joint_tasks = {row.id: row for row in left.joint_tasks}
    case.requests = {row.id: row for row in left.requests}
    case.orders = {row.id: row for row in left.orders}
    case.emit("ticket.erased", **facts)
    return finish(case)


def decide_partial_erasure(situation: Situation, columns: Json, rules: Rules, facts: Json, request_id: str) -> Decision:
    """Of a ticket with other citizens' opinions: the title or content that are the erased ones' words."""
    case = begin(situation, CLOCK, Command(ERASURE, {}, request_id), rules)
    case.changes |= columns
    case.emit("ticket.erased", **facts)
    return finish(case)
