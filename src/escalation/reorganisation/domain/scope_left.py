"""Whose scope was left by an open ticket because a unit hangs elsewhere? Who was above it, if nothing else ties them.

The tree changes without a decision about each ticket, so this one is made afterwards, and changes nothing else.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.draft import Case, Decision, Rules
from escalation.tickets.domain.finish import finish
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.visibility_loss import out_of_sight

ACTION: Final = "move_unit"


def decide_farewell(situation: Situation, rules: Rules, overseers: Iterable[UUID]) -> Decision | None:
    """Let those of former `overseers` know who do not see the open ticket in another way; `None` if all of them do."""
    lost = out_of_sight(situation, overseers) if situation.ticket.is_open else ()
    if not lost:
        return None
    case = Case(situation, CLOCK, Command(ACTION, {}, "clock"), rules, frozenset())
    case.emit("ticket.scope_left", units=(), overseers=lost)
    return finish(case)
