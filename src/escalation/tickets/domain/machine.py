"""A published workflow, compiled once per process with `transitions`: which move is open, and what it does.

The library's machine holds no ticket: a `Case` is handed to its events as an unregistered plain object (about 10 µs a
decision; a machine per ticket would cost a hundred times that).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from transitions import EventData, Transition
from transitions import Machine as TransitionsMachine

from escalation.errors import N_, Fault, ForbiddenAction, OtherEntry, Refusal, TransitionNotAllowed, ValidationFailed
from escalation.tickets.domain.candidates import lacks_nothing
from escalation.tickets.domain.definition import Move, Workflow
from escalation.tickets.domain.draft import Case
from escalation.tickets.domain.effects import EFFECTS, Effect
from escalation.tickets.domain.guards import BEFORE_FIELDS, FORMER_NAMES, GUARDS, Guard


@dataclass(frozen=True, slots=True)
class Allowed:
    """A move that one caller may make now, with the fields it needs and takes, and the entries that are open."""

    name: str
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    entries: tuple[Move, ...]


class Machine:
    """One workflow version, ready to be asked. Safe to share: asking changes nothing but the case."""

    def __init__(self, workflow: Workflow) -> None:
        """Compile `workflow`, which must come from `definition.parse`."""
        self.workflow = workflow
        self._moves: dict[tuple[str, str], tuple[Move, ...]] = {}
        for move in workflow.moves:
            for state in move.from_:
                self._moves[state, move.name] = (*self.moves(state, move.name), move)
        self._machine = _Library(
            model=None,
            states=list(workflow.states),
            initial=workflow.initial,
            transitions=[transition for move in workflow.moves for transition in _compile(move)],
            auto_transitions=False,
            send_event=True,
        )

    def run(self, case: Case) -> Move:
        """Make the case's move: set its state, write the effects to its draft, and say which move it was.

        Raises `TransitionNotAllowed` if the life cycle has no such move here or none that this caller may ever make
        from here, `ForbiddenAction`, `ValidationFailed` or `GuardFailed` if one exists and something stands against it.
        """
        action = case.command.action
        moves = self.moves(case.state, action)
        if not moves:
            raise self._not_allowed(case)
        _check_fields(case, moves)
        made: list[Move] = []
        case.refusals.clear()
        self._machine.events[action].trigger(case, made=made)
        if not made:
            # Of several entries that were tried, the caller's first that is meant for this case says what is wrong.
            raise next((why for why in case.refusals if not isinstance(why, OtherEntry)), case.refusals[0])
        return made[0]

    def moves(self, state: str, action: str) -> tuple[Move, ...]:
        """The entries of one action in one state, in the order in which they are tried."""
        return self._moves.get((state, action), ())

    def allowed(self, case: Case) -> Iterator[Allowed]:
        """What this caller may do now, decided by the very checks that `run` makes before it looks at fields.

        Whether there is a unit, member or other ticket that could be named is not known here.
        """
        seen: dict[str, list[Move]] = {}
        for move in self.workflow.moves_from(case.state):
            case.entry = move
            guards = [_GUARDS[name] for name in move.guards if name in BEFORE_FIELDS]
            if _is_callers(move, case) and not any(guard(case) for guard in guards) and lacks_nothing(case, move):
                seen.setdefault(move.name, []).append(move)
        for name, moves in seen.items():
            fields = [field for move in moves for field in move.knows]
            needs = tuple(field for field in moves[0].needs if all(field in move.needs for move in moves))
            takes = tuple(dict.fromkeys(field for field in fields if field not in needs))
            yield Allowed(name, needs, takes, tuple(moves))

    def _not_allowed(self, case: Case) -> TransitionNotAllowed:
        extra: dict[str, object] = {
            "current_state": case.state,
            "allowed_actions": [allowed.name for allowed in self.allowed(case)],
        }
        known = any(move.name == case.command.action for move in self.workflow.moves)
        if not known:
            return TransitionNotAllowed(N_("There is no such action in this life cycle."), extra=extra)
        return TransitionNotAllowed(extra=extra)


@lru_cache(maxsize=256)
def machine_of(workflow: Workflow) -> Machine:
    """The machine of a life cycle, compiled when it is first asked for and kept while it is among those in use."""
    return Machine(workflow)


_GUARDS: Final[Mapping[str, Guard]] = {**GUARDS, **FORMER_NAMES}


class _Transition(Transition):
    """Without what nothing hangs on here: ways into and out of states, and a log of each step.

    Together they take longer than all guards and effects.
    """

    def execute(self, event_data: EventData) -> bool:
        if not self._eval_conditions(event_data):
            return False
        event_data.machine.callbacks(self.before, event_data)
        if self.dest:
            event_data.machine.set_state(self.dest, event_data.model)
        return True


class _Library(TransitionsMachine):
    transition_cls = _Transition


def _compile(move: Move) -> Iterator[dict[str, object]]:
    for source in move.from_:
        yield {
            "trigger": move.name,
            "source": source,
            "dest": move.target(source),
            "conditions": [partial(_is_open, move)],
            "before": [partial(_carry_out, move, [EFFECTS[name] for name in move.effects])],
        }


def _is_open(move: Move, event: EventData) -> bool:
    """Whether nothing stands against the move; what does is kept in the case. `transitions` wants a real boolean."""
    case = _case(event)
    if not _is_callers(move, case):
        return False
    case.entry = move
    refusal = _missing_fields(move, case)
    for name in () if refusal else move.guards:
        refusal = _GUARDS[name](case)
        if refusal is not None:
            break
    if refusal is not None:
        case.refusals.append(refusal)
    return refusal is None


def _carry_out(move: Move, effects: Sequence[Effect], event: EventData) -> None:
    case = _case(event)
    for effect in effects:
        effect(case)
    event.kwargs["made"].append(move)


def _case(event: EventData) -> Case:
    if not isinstance(event.model, Case):
        raise TypeError(event.model)
    return event.model


def _is_callers(move: Move, case: Case) -> bool:
    return not case.standings.isdisjoint(move.who)


def _missing_fields(move: Move, case: Case) -> Refusal | None:
    missing = [name for name in move.needs if name not in case.command.fields]
    required = N_("This field is required.")
    return ValidationFailed(faults=[Fault(f"/{n}", "required", required) for n in missing]) if missing else None


def _check_fields(case: Case, moves: tuple[Move, ...]) -> None:
    """Refuse fields that no entry of the action knows: a client that sends them expects an effect."""
    if not any(_is_callers(move, case) for move in moves):
        raise ForbiddenAction
    surplus = [name for name in case.command.fields if not any(name in move.knows for move in moves)]
    if surplus:
        detail = N_("This action does not take this field.")
        raise ValidationFailed(faults=[Fault(f"/{name}", "not_taken", detail) for name in surplus])
