"""How does a ticket that another system has closed become history here? As it was, with one event that says so.

It is born in a final state: no clock looks at it, and nobody has to act. What happened to it there is told by the event
`ticket.imported`, which is chained like any other, and its hand-overs are those of a ticket.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Trigger
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.breaches import Breach, BreachKind
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import NewTicket, blank
from escalation.tickets.domain.definition import Workflow
from escalation.tickets.domain.draft import Case, Columns, Decision, Rules
from escalation.tickets.domain.finish import finish
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.stopwatches import NO_STAGE
from escalation.tickets.domain.ticket import Direction, HandOver, Ticket

IMPORT: Final = "import"
"""The action of the event, and of the hand-overs that came along."""


@dataclass(frozen=True, slots=True)
class PastStep:
    """Something that happened in the other system. With both units it was a hand-over."""

    at: datetime
    action: str
    from_unit: str | None = None
    to_unit: str | None = None
    reason: str | None = None
    text: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class PastTicket:
    """A ticket with its end. `due_at`: what was promised there; without it nothing was broken.

    `state`: a final state of the life cycle, or `None` for that of a matter which was answered.
    """

    origin: Unit
    holder: Unit
    handler: Unit | None
    title: str
    content: str
    category: str | None
    urgency: str
    difficulty: str
    source: str
    confidential: bool
    source_system: str
    external_ref: str
    created_at: datetime
    closed_at: datetime
    due_at: datetime | None = None
    state: str | None = None
    outcome: str | None = None
    reply: str | None = None
    solved: bool | None = None
    satisfaction: int | None = None
    steps: tuple[PastStep, ...] = ()


def final_states(workflow: Workflow) -> list[str]:
    """The states in which nothing happens any more, that of a matter which was answered first."""
    final = [name for name, state in workflow.states.items() if state.final]
    return sorted(final, key=lambda name: name not in workflow.answered)


def import_ticket(
    past: PastTicket,
    units: Mapping[str, Unit],
    actor: Actor,
    rules: Rules,
    *,
    id_: UUID,
    request_id: str,
    now: datetime,
) -> Decision:
    """The one decision about a ticket that is history. `units`: those that its steps name, by code."""
    new = NewTicket(
        id=id_, number=f"{past.source_system}/{past.external_ref}", origin=past.origin, title=past.title,
        content=past.content, category=past.category, urgency=past.urgency, difficulty=past.difficulty,
        source=past.source, key_task=False, confidential=past.confidential, accused=None,
        source_system=past.source_system, external_ref=past.external_ref, opinion_ids=(),
    )  # fmt: skip
    ticket = blank(new, actor, rules, (past.origin.code,), past.created_at).with_columns(_columns(past, rules, now))
    known = {unit.id: unit for unit in (past.origin, past.holder, *([past.handler] if past.handler else []))}
    case = Case(Situation(ticket, known, (), None, now), actor, Command(IMPORT, {}, request_id), rules, frozenset())
    case.hand_overs = [
        _hand_over(step, units[step.from_unit], units[step.to_unit], id_, rules)
        for step in past.steps
        if step.from_unit and step.to_unit and step.from_unit != step.to_unit
    ]
    case.emit(
        "ticket.imported", source_system=past.source_system, external_ref=past.external_ref,
        created_at=past.created_at, closed_at=past.closed_at, due_at=past.due_at, reply=past.reply,
        steps=[asdict(step) for step in past.steps],
    )  # fmt: skip
    return finish(case, is_new=True, known=tuple(_breaches(ticket)))


def _columns(past: PastTicket, rules: Rules, now: datetime) -> Columns:
    due = past.due_at or past.closed_at
    return {
        **NO_STAGE, "stage_started_at": past.closed_at, "imported": True,
        "state": past.state or final_states(rules.workflow)[0], "is_open": False, "level": past.holder.level,
        "holder_unit_id": past.holder.id, "holder_path": past.holder.path,
        "handler_unit_id": past.handler.id if past.handler else None, "running_since": None, "used": timedelta(0),
        "due_at": due, "due_original_at": due, "provisional": False, "outcome": past.outcome, "reply": past.reply,
        "solved": past.solved, "satisfaction": past.satisfaction, "closed_at": past.closed_at,
        "fulfilled_at": past.closed_at,
        "escalations": _climbed(past), "updated_at": now,
    }  # fmt: skip


def _breaches(ticket: Ticket) -> Iterator[Breach]:
    """The promise of the other system, if it was broken: under whoever brought the matter to its end."""
    if ticket.fulfilled_at is not None and ticket.due_at < ticket.fulfilled_at:
        yield Breach(ticket.id, BreachKind.PROMISE, ticket.due_at, ticket.holder_unit_id, ticket.level)


def _climbed(past: PastTicket) -> int:
    """Levels that it was handed up, as far as its end tells."""
    return max(past.holder.level - past.origin.level, 0)


def _hand_over(step: PastStep, from_: Unit, to: Unit, ticket_id: UUID, rules: Rules) -> HandOver:
    return HandOver(
        id=rules.new_id(), ticket_id=ticket_id, direction=_direction(from_, to), trigger=Trigger.PERSON, action=IMPORT,
        reason=step.reason, from_unit_id=from_.id, to_unit_id=to.id, sent_at=step.at, sent_by=step.by or IMPORT,
        previous={}, signed_at=step.at, signed_by=IMPORT,
    )  # fmt: skip


def _direction(from_: Unit, to: Unit) -> Direction:
    """By where the units lie now."""
    if to.covers(from_):
        return Direction.UP
    return Direction.DOWN if from_.covers(to) else Direction.SIDEWAYS
