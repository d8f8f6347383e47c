"""What may somebody do with a ticket now? Actions, with the forms that they take and what those may name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from escalation.actors import Actor
from escalation.organisation.domain.unit_ranges import UnitRange
from escalation.tickets.domain.candidates import AT_HAND, LOOKED_UP, UNIT_FIELDS, accepts, at_hand, unit_ranges
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.definition import Move
from escalation.tickets.domain.draft import Case, Rules
from escalation.tickets.domain.fields import FIELDS, FieldKind
from escalation.tickets.domain.finish import begin
from escalation.tickets.domain.form_texts import FieldTexts
from escalation.tickets.domain.machine import Allowed, machine_of
from escalation.tickets.domain.situation import Situation


class ActionTarget(NamedTuple):
    """A field of an action that names something outside the ticket. `ranges`: where it lies, if it is a unit."""

    action: str
    field: str
    kind: FieldKind
    ranges: tuple[UnitRange, ...]


@dataclass(frozen=True, slots=True)
class ActionField:
    """A field of a form. `default`: what it most likely is; `texts`: what the life cycle says of it."""

    name: str
    is_required: bool
    has_candidates: bool
    default: object = None
    texts: FieldTexts | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A move that somebody may make now. Its texts are those of `entry`; at most one of a list is primary."""

    name: str
    entry: Move
    fields: tuple[ActionField, ...]
    is_dangerous: bool
    is_primary: bool = False


class Choices:
    """What somebody may choose from: the actions that a situation allows them, and whom they may name."""

    def __init__(self, situation: Situation, actor: Actor, rules: Rules) -> None:
        """Ask the checks that the moves themselves make."""
        self.case: Case = begin(situation, actor, Command("", {}, ""), rules)
        self._allowed = {each.name: each for each in machine_of(rules.workflow).allowed(self.case)}

    def knows(self, action: str) -> bool:
        """Whether an action is allowed, as far as the situation tells."""
        return action in self._allowed

    def entries(self, action: str, field: str) -> tuple[Move, ...]:
        """The entries of an action that know a field; none if the action is not allowed."""
        allowed = self._allowed.get(action)
        return tuple(move for move in allowed.entries if field in move.knows) if allowed else ()

    def targets(self) -> list[ActionTarget]:
        """Whatever has to be there for an action to be possible, and is not part of the ticket."""
        return [
            self.target(allowed.name, field)
            for allowed in self._allowed.values()
            for field in allowed.needs
            if FIELDS[field].kind in LOOKED_UP
        ]

    def target(self, action: str, field: str) -> ActionTarget:
        """What a field may name that is not part of the ticket."""
        kind, case = FIELDS[field].kind, self.case
        entries = self.entries(action, field) if kind in UNIT_FIELDS else ()
        ranges = (range_ for move in entries for range_ in unit_ranges(case, move, field))
        return ActionTarget(action, field, kind, tuple(dict.fromkeys(ranges)))

    def merges(self, target: ActionTarget, other: Situation, rules: Rules) -> bool:
        """Whether the ticket may be merged into another one by this field. `rules` know the life cycle of that one."""
        case = Case(
            replace(self.case.situation, other=other), self.case.actor, self.case.command, rules, self.case.standings
        )
        case.changes = self.case.changes
        entries = self.entries(target.action, target.field)
        return any(accepts(case, move, target.field, other.ticket.id) for move in entries)

    def actions(self, without: Collection[str]) -> tuple[Action, ...]:
        """The actions but those `without` anything to name. The first of them that may be primary is."""
        possible = [self._action(each) for name, each in self._allowed.items() if name not in without]
        workflow, state = self.case.rules.workflow, self.case.state
        first = next((nth for nth, each in enumerate(possible) if workflow.is_primary(each.entry, state)), None)
        return tuple(replace(each, is_primary=nth == first) for nth, each in enumerate(possible))

    def _action(self, allowed: Allowed) -> Action:
        is_dangerous = any(map(self.case.rules.workflow.is_dangerous, allowed.entries))
        fields = (*allowed.needs, *allowed.takes)
        shown = tuple(self._field(allowed, name) for name in fields)
        return Action(allowed.name, allowed.entries[0], shown, is_dangerous)

    def _field(self, allowed: Allowed, name: str) -> ActionField:
        kind = FIELDS[name].kind
        texts = next((move.fields[name] for move in allowed.entries if name in move.fields), None)
        return ActionField(
            name, name in allowed.needs, kind in AT_HAND | LOOKED_UP, self._default(allowed, name, kind), texts
        )

    def _default(self, allowed: Allowed, name: str, kind: FieldKind) -> object:
        """The only one there is, what the ticket says already, or where the routing catalogue sends it."""
        if kind in AT_HAND:
            found = self.at_hand(allowed.entries, name)
            return found[0] if len(found) == 1 else None
        if kind is FieldKind.CHOICE:
            return getattr(self.case.ticket, name, None) if name not in allowed.needs else None
        return self.case.situation.routed_unit_id if name == "unit_id" and name not in allowed.needs else None

    def at_hand(self, entries: Iterable[Move], field: str) -> list[UUID]:
        """The joint tasks, requests or orders that one of the entries takes, each once."""
        found = (id_ for move in entries if field in move.knows for id_ in at_hand(self.case, move, field))
        return list(dict.fromkeys(found))
