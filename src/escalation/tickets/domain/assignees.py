"""What becomes of a ticket whose assignee is gone? It lies on its holder's common desk again; an event says why."""

from escalation.actors import CLOCK
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.draft import Decision, Rules
from escalation.tickets.domain.finish import begin, finish
from escalation.tickets.domain.situation import Situation

RELEASE = "release"


def decide_release(situation: Situation, rules: Rules) -> Decision | None:
    """Nobody in particular has it in hand any more; state, stage and deadlines stay. `None` if nobody had."""
    member_id = situation.ticket.assignee_id
    if member_id is None or not situation.ticket.is_open:
        return None
    case = begin(situation, CLOCK, Command(RELEASE, {}, "clock"), rules)
    case.changes["assignee_id"] = None
    case.emit("ticket.released", member_id=member_id)
    return finish(case)
