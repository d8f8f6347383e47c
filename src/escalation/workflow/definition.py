"""What is a valid life cycle? A workflow document is parsed here and refused if a ticket could strand in it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from escalation.clocks.documents import Document, pointer, read, refuse
from escalation.clocks.policy_document import Stage
from escalation.errors import N_, Fault
from escalation.workflow.fields import FIELDS
from escalation.workflow.standing import Standing

Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
Label = Annotated[str, Field(max_length=40, pattern=r"^[^\p{Cc}\p{Zl}\p{Zp}]+$")]
SAME = "same"


class Timeout(StrEnum):
    """What the clock does when a stage is overdue."""

    ESCALATE = "escalate"
    REMIND = "remind"
    ARCHIVE = "archive"
    RESUME = "resume"


class State(Document):
    """A place in the life cycle. `open` means that somebody owes an act; a final state has no way out."""

    zh: Label
    en: Label
    owner: Name | None = None
    stage: Name | None = None
    timeout: Timeout | None = None
    open: bool = True
    final: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a holder has to act while a ticket is here."""
        return self.open and not self.final


class Move(Document):
    """One way from some states to one state. `same_stage`: the stage stopwatch goes on instead of starting afresh."""

    name: Name
    zh: Label
    en: Label
    from_: Annotated[tuple[Name, ...], Field(alias="from", min_length=1)]
    to: Name
    who: Annotated[tuple[Standing, ...], Field(min_length=1)]
    needs: tuple[Name, ...] = ()
    takes: tuple[Name, ...] = ()
    guards: tuple[Name, ...] = ()
    effects: tuple[Name, ...] = ()
    event: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$")] | None = None
    same_stage: bool = False

    def target(self, source: str) -> str:
        """The state this move leads to from `source`."""
        return source if self.to == SAME else self.to


class Workflow(Document):
    """A whole life cycle as published; immutable once a ticket is pinned to its version."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    version: Annotated[int, Field(ge=1)]
    initial: Name
    states: Annotated[dict[Name, State], Field(min_length=2, max_length=100)]
    moves: Annotated[tuple[Move, ...], Field(min_length=1, max_length=500)]

    # A version is read once and kept: what is made of it is found again by the object, not by what it says.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def moves_from(self, state: str) -> Iterator[Move]:
        """The moves that may leave (or stay in) `state`, in the order in which they are tried."""
        return (move for move in self.moves if state in move.from_)


class Names(NamedTuple):
    """What a move may name, because the program has it."""

    guards: Collection[str]
    effects: Collection[str]
    events: Collection[str]


def parse(document: object, names: Names) -> Workflow:
    """A checked workflow.

    Raises `DefinitionInvalid` with one fault per place: wrong shape, unknown state, stage, guard, effect, event, field
    or standing, unreachable state, dead end, open state without owner or without a way out in time, ambiguous moves.
    """
    workflow = read(Workflow, document)
    refuse(_faults(workflow, names))
    return workflow


def _faults(workflow: Workflow, names: Names) -> Iterator[Fault]:
    yield from _unknown_names(workflow, names)
    known = set(workflow.states)
    if workflow.initial in known and all(set(move.from_) | {move.to} <= known | {SAME} for move in workflow.moves):
        yield from _stranding_states(workflow)
        yield from _ambiguous_moves(workflow)


def _unknown_names(workflow: Workflow, names: Names) -> Iterator[Fault]:
    unknown = N_("This name is not known.")
    if workflow.initial not in workflow.states:
        yield Fault("/initial", "unknown_state", unknown)
    for name, state in workflow.states.items():
        if state.stage is not None and state.stage not in set(Stage):
            yield Fault(pointer("states", name, "stage"), "unknown_stage", unknown)
    for index, move in enumerate(workflow.moves):
        named = [
            ("from", "unknown_state", move.from_, workflow.states),
            ("to", "unknown_state", (move.to,), {*workflow.states, SAME}),
            ("needs", "unknown_field", move.needs, FIELDS),
            ("takes", "unknown_field", move.takes, FIELDS),
            ("guards", "unknown_guard", move.guards, names.guards),
            ("effects", "unknown_effect", move.effects, names.effects),
            ("event", "unknown_event", filter(None, (move.event,)), names.events),
        ]
        for place, code, given, allowed in named:
            if not set(given) <= set(allowed):
                yield Fault(pointer("moves", index, place), code, unknown)


def _stranding_states(workflow: Workflow) -> Iterator[Fault]:
    exits: dict[str, set[str]] = defaultdict(set)
    for move in workflow.moves:
        for source in move.from_:
            exits[source].add(move.target(source))
    reachable = _closure({workflow.initial}, exits)
    entries = {state: {s for s in exits if state in exits[s]} for state in workflow.states}
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


def _closure(seeds: set[str], edges: dict[str, set[str]]) -> set[str]:
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
