"""Into which tickets may one be merged? The open ones of the caller's scope that the move itself would accept."""

from dataclasses import dataclass, replace
from typing import Final

from escalation.actors import Actor
from escalation.kit.database.connection import Connection
from escalation.kit.runtime import subtree
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.actions import ActionTarget, Choices
from escalation.tickets.domain.draft import Rules
from escalation.tickets.domain.situation import Situation
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Listed, Place, list_tickets
from escalation.tickets.usecases.rules import WORKFLOW

LOOKED_AT: Final = 20
"""Tickets among which is looked for one that would do, before it is taken for granted that there is another."""


@dataclass(frozen=True, slots=True)
class MergeCandidates:
    """Lines of tickets to merge into, newest first, and behind which place the list goes on; `None` at its end.

    A page may be shorter than it was asked for, even empty, and go on.
    """

    lines: list[Listed]
    goes_on_behind: Place | None


async def find_merge_candidates(
    runtime: Runtime, connection: Connection, choices: Choices, target: ActionTarget, actor: Actor, *,
    q: str | None = None, after: Place | None = None, limit: int = LOOKED_AT,
) -> MergeCandidates:  # fmt: skip
    """At most `limit` tickets. Whoever works for one unit alone has no other ticket in their scope."""
    if subtree.shape(actor) is not subtree.Shape.SUBTREE:
        return MergeCandidates([], None)
    filters = Filters(open=True, unit_path=actor.unit_path, q=q)
    page = await list_tickets(connection, actor, filters, sort=Sort.CREATED, after=after, limit=limit)
    found = [line for line in page.lines if await _fits(runtime, connection, choices, target, line)]
    return MergeCandidates(found, page.goes_on_behind)


async def _fits(runtime: Runtime, connection: Connection, choices: Choices, target: ActionTarget, line: Listed) -> bool:
    """Whether the move would accept it. Reads a life cycle that this process has not met, and nothing else."""
    into = await runtime.documents.get(connection, WORKFLOW, line.ticket.workflow_version)
    rules: Rules = replace(choices.case.rules, into=into)
    other = Situation(line.ticket, line.units, (), None, line.now)
    return choices.merges(target, other, rules)
