"""Is a life cycle valid? A workflow document is parsed here and refused if a ticket could strand in it (validation)."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from escalation.clocks.policy_document import Stage
from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import pointer, read, refuse
from escalation.tickets.domain.definition import ANSWERING, SAME, Move, State, Timeout, Workflow, entries_of, exits_of
from escalation.tickets.domain.fields import FIELDS, FieldKind
from escalation.tickets.domain.standing import Standing


class Names(NamedTuple):
    """What a move may name, because the program has it."""

    guards: Collection[str]
    effects: Collection[str]
    events: Collection[str]


def parse(document: object, names: Names) -> Workflow:
    """A checked workflow.

    Raises `DefinitionInvalid` with one fault per place: wrong shape, a reserved name of a state, unknown state, stage,
    guard, effect, event, field or standing, unreachable state, dead end, open state without owner or without a way out
    in time, a flag that the moves contradict, ambiguous moves.
    """
    workflow = read(Workflow, document)
    refuse(_faults(workflow, names))
    return workflow


def _faults(workflow: Workflow, names: Names) -> Iterator[Fault]:
    yield from _unknown_names(workflow, names)
    known = set(workflow.states)
    if workflow.initial in known and all(set(move.from_) | {move.to} <= known | {SAME} for move in workflow.moves):
        yield from _stranding_states(workflow)
        yield from _wrong_flags(workflow)
        yield from _ambiguous_moves(workflow)


def _unknown_names(workflow: Workflow, names: Names) -> Iterator[Fault]:
    unknown = N_("This name is not known.")
    if workflow.initial not in workflow.states:
        yield Fault("/initial", "unknown_state", unknown)
    if SAME in workflow.states:
        yield Fault(pointer("states", SAME), "reserved_name", N_("Moves that stay where they are lead to this name."))
    for name, state in workflow.states.items():
        if state.stage is not None and state.stage not in set(Stage):
            yield Fault(pointer("states", name, "stage"), "unknown_stage", unknown)
    for index, move in enumerate(workflow.moves):
        named = [
            ("from", "unknown_state", move.from_, workflow.states),
            ("to", "unknown_state", (move.to,), {*workflow.states, SAME}),
            ("needs", "unknown_field", move.needs, FIELDS),
            ("takes", "unknown_field", move.takes, FIELDS),
            ("fields", "unknown_field", move.fields, move.knows),
            ("guards", "unknown_guard", move.guards, names.guards),
            ("effects", "unknown_effect", move.effects, names.effects),
            ("event", "unknown_event", filter(None, (move.event,)), names.events),
        ]
        for place, code, given, allowed in named:
            if not set(given) <= set(allowed):
                yield Fault(pointer("moves", index, place), code, unknown)
        yield from _closed_choices(index, move)


def _closed_choices(index: int, move: Move) -> Iterator[Fault]:
    for name, texts in move.fields.items():
        if texts.choices and name in FIELDS and FIELDS[name].kind is not FieldKind.CODE:
            place = pointer("moves", index, "fields", name, "choices")
            yield Fault(place, "no_choices", N_("Only a field that takes any code has choices."))


def _stranding_states(workflow: Workflow) -> Iterator[Fault]:
    exits, entries = exits_of(workflow.moves), entries_of(workflow.moves)
    reachable = _closure({workflow.initial}, exits)
    ending = _closure({name for name, state in workflow.states.items() if state.final}, entries)
    for name, state in workflow.states.items():
        place = pointer("states", name)
        if name not in reachable:
            yield Fault(place, "unreachable", N_("No move leads to this state."))
        if name not in ending:
            yield Fault(place, "dead_end", N_("No moves lead from this state to an end."))
        if state.final and exits[name]:
            yield Fault(place, "final_with_moves", N_("A final state has no moves."))
        if not state.final and state.owner is None:
            yield Fault(place, "no_owner", N_("Nobody would have to act in this state."))
        if not state.final and not _has_timeout(workflow, name, state):
            yield Fault(
                place, "no_timeout", N_("A ticket could wait here for ever: name a stage, a timeout and its move.")
            )


def _wrong_flags(workflow: Workflow) -> Iterator[Fault]:
    without_reply = exits_of(move for move in workflow.moves if ANSWERING.isdisjoint(move.effects))
    unanswered = _closure({workflow.initial}, without_reply)
    for name, state in workflow.states.items():
        recallable, answered = (pointer("states", name, flag) for flag in ("recallable", "answered"))
        takes_back = workflow.takes_back(name)
        if state.recallable is not None and state.recallable != takes_back:
            yield Fault(recallable, "contradicts_moves", N_("The moves of this state say otherwise about a recall."))
        if state.answered and name in unanswered:
            yield Fault(answered, "no_reply", N_("A ticket can come here without a reply."))
        if state.answered is False and workflow.awaits_citizen(name):
            yield Fault(answered, "hidden_reply", N_("The citizen is asked here about a reply that would be hidden."))


def _closure(seeds: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    found, frontier = set(seeds), set(seeds)
    while frontier:
        frontier = set().union(*(edges.get(name, set()) for name in frontier)) - found
        found |= frontier
    return found


def _has_timeout(workflow: Workflow, name: str, state: State) -> bool:
    if state.stage is None or state.timeout is None:
        return False
    by_clock = {move.name for move in workflow.moves_from(name) if Standing.CLOCK in move.who}
    return state.timeout is Timeout.REMIND or str(state.timeout) in by_clock


def _ambiguous_moves(workflow: Workflow) -> Iterator[Fault]:
    for state in workflow.states:
        unguarded: set[str] = set()
        for move in workflow.moves_from(state):
            if move.name in unguarded:
                place = pointer("moves", workflow.moves.index(move))
                yield Fault(
                    place, "ambiguous", N_("An unguarded move of the same name comes first; this one is never tried.")
                )
            if not move.guards:
                unguarded.add(move.name)
