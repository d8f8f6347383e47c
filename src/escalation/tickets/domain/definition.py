"""What is a valid life cycle? A workflow document is parsed here and refused if a ticket could strand in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import Field

from escalation.clocks.policy_document import Stage
from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import Document, pointer, read, refuse
from escalation.tickets.domain.fields import FIELDS
from escalation.tickets.domain.standing import Standing

Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
Label = Annotated[str, Field(max_length=40, pattern=r"^[^\p{Cc}\p{Zl}\p{Zp}]+$")]
SAME = "same"
TAKING_BACK = "undo_hand_over"
ANSWERING = "submit_result"
MERGING = "merge_into_other"
"""The effects by which a hand-over is taken back, a ticket gets a reply, and one is merged into another."""
CONFIRM, REDO, REOPEN = "confirm", "redo", "reopen"
"""The moves that a citizen's answer comes to: it is solved, or it is not, before or after the ticket was closed."""


class Timeout(StrEnum):
    """What the clock does when a stage is overdue."""

    ESCALATE = "escalate"
    REMIND = "remind"
    ARCHIVE = "archive"
    RESUME = "resume"


class State(Document):
    """A place in the life cycle. `open` means that somebody owes an act; a final state has no way out.

    In the stage `dispatch` the routing catalogue (派单目录) names the unit where a command does not.
    `recallable`: whoever handed the ticket over may take it back (撤回), and sees it, as long as it is here.
    `answered`: the reply was audited and is the citizen's to read; while a matter is handled again, the old one is not.
    Where these two are left out, as in whatever was published before they were known, the moves tell
    (`Workflow.recallable`, `Workflow.answered`).
    """

    zh: Label
    en: Label
    owner: Name | None = None
    stage: Name | None = None
    timeout: Timeout | None = None
    open: bool = True
    final: bool = False
    recallable: bool | None = None
    answered: bool | None = None

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

    def has_move(self, state: str, action: str) -> bool:
        """Whether some entry of an action leaves (or stays in) `state`."""
        return any(move.name == action for move in self.moves_from(state))

    def awaits_citizen(self, state: str) -> bool:
        """Whether the citizen may say in `state` whether the matter is solved; another move of theirs asks nothing."""
        answers = (move for move in self.moves_from(state) if move.name in {CONFIRM, REDO, REOPEN})
        return any(Standing.CITIZEN in move.who for move in answers)

    @cached_property
    def recallable(self) -> frozenset[str]:
        """The states in which a hand-over can be taken back; where none says so, those with a move that does it."""
        return self._flagged("recallable", {state for state in self.states if self.takes_back(state)})

    @cached_property
    def answered(self) -> frozenset[str]:
        """The states in which the citizen may read the reply.

        Where a state does not say so: where the citizen is asked, and the ends that only such states lead to.
        """
        asked = {state for state in self.states if self.awaits_citizen(state)}
        entries = _entries(self.moves)
        ends = {name for name, state in self.states.items() if state.final and entries[name]}
        return self._flagged("answered", asked | {name for name in ends if entries[name] <= asked})

    def reached_by(self, effect: str) -> frozenset[str]:
        """The states that a move with this effect leads to."""
        return frozenset(move.target(state) for move in self.moves if effect in move.effects for state in move.from_)

    def takes_back(self, state: str) -> bool:
        """Whether a move in `state` undoes the last hand-over."""
        return any(TAKING_BACK in move.effects for move in self.moves_from(state))

    def _flagged(self, flag: str, derived: Collection[str]) -> frozenset[str]:
        said = {name: getattr(state, flag) for name, state in self.states.items()}
        return frozenset(name for name, value in said.items() if (name in derived if value is None else value))


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
            ("guards", "unknown_guard", move.guards, names.guards),
            ("effects", "unknown_effect", move.effects, names.effects),
            ("event", "unknown_event", filter(None, (move.event,)), names.events),
        ]
        for place, code, given, allowed in named:
            if not set(given) <= set(allowed):
                yield Fault(pointer("moves", index, place), code, unknown)


def _stranding_states(workflow: Workflow) -> Iterator[Fault]:
    exits, entries = _exits(workflow.moves), _entries(workflow.moves)
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
    without_reply = _exits(move for move in workflow.moves if ANSWERING not in move.effects)
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


def _exits(moves: Iterable[Move]) -> Mapping[str, set[str]]:
    """Where moves lead to, by the state they leave."""
    exits: dict[str, set[str]] = defaultdict(set)
    for move in moves:
        for source in move.from_:
            exits[source].add(move.target(source))
    return exits


def _entries(moves: Iterable[Move]) -> Mapping[str, set[str]]:
    """Where moves come from, by the state they lead to."""
    entries: dict[str, set[str]] = defaultdict(set)
    for source, targets in _exits(moves).items():
        for target in targets:
            entries[target].add(source)
    return entries


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
