"""What becomes of a ticket to which a file is attached, or from which one is removed (evidence)?

The state stays, and so do all clocks; the history tells which file it was, by its digest. No life cycle has to name
these two: whoever works on a ticket may do so until it has ended.
"""

from typing import Final

from escalation.actors import Actor
from escalation.errors import ForbiddenAction, TransitionNotAllowed
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.draft import Case, Decision, Rules
from escalation.tickets.domain.finish import begin, finish
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.stopwatches import keep_stage
from escalation.tickets.domain.ticket import Json

ATTACH: Final = "attach"
DETACH: Final = "detach"

_WORKING: Final = frozenset({
    Standing.HOLDER, Standing.LEADER, Standing.DISPATCHER, Standing.JOINT, Standing.ORIGIN, Standing.OFFICE,
})  # fmt: skip
_EVENTS: Final = {ATTACH: "ticket.attachment_added", DETACH: "ticket.attachment_removed"}


def decide_on_evidence(situation: Situation, actor: Actor, command: Command, facts: Json, rules: Rules) -> Decision:
    """`ATTACH` or `DETACH` a file; `facts` are what the event tells of it.

    Raises `ForbiddenAction` for who does not work on the ticket, `TransitionNotAllowed` once it has ended.
    """
    case = begin(situation, actor, command, rules)
    _require_work(case)
    keep_stage(case)
    case.emit(_EVENTS[command.action], **facts)
    return finish(case)


def require_work(situation: Situation, actor: Actor, rules: Rules) -> None:
    """Raise what `decide_on_evidence` would raise."""
    _require_work(begin(situation, actor, Command(ATTACH, {}, ""), rules))


def _require_work(case: Case) -> None:
    if not case.standings & _WORKING:
        raise ForbiddenAction
    if case.rules.workflow.states[case.state].final:
        extra: dict[str, object] = {"current_state": case.state, "allowed_actions": []}
        raise TransitionNotAllowed(extra=extra)
