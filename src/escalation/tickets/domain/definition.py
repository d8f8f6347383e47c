"""What is a life cycle? The definition of states, moves and who may make which, as it is published."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from escalation.kit.parsing.checked_documents import Document
from escalation.tickets.domain.form_texts import FieldTexts, Said
from escalation.tickets.domain.standing import Standing

Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
Label = Annotated[str, Field(max_length=40, pattern=r"^[^\p{Cc}\p{Zl}\p{Zp}]+$")]
SAME = "same"
TAKING_BACK = "undo_hand_over"
ANSWERING = frozenset({"submit_result", "answer_and_close"})
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
    """One way from some states to one state. `same_stage`: the stage stopwatch goes on instead of starting afresh.

    `help`, `fields`: what forms say of it. `primary`: it comes first among what somebody may do. `dangerous`: who does
    it is asked once more; where that is not said, those are that lead to an end.
    """

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
    help: Said | None = None
    fields: dict[Name, FieldTexts] = Field(default_factory=dict)
    primary: bool = False
    dangerous: bool | None = None

    @property
    def knows(self) -> tuple[str, ...]:
        """The fields that it needs, then those that it takes."""
        return (*self.needs, *self.takes)

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

    def is_dangerous(self, move: Move) -> bool:
        """Whether somebody is asked once more before a move."""
        return move.to != SAME and self.states[move.to].final if move.dangerous is None else move.dangerous

    def is_primary(self, move: Move, state: str) -> bool:
        """Whether a move may come first in `state`.

        Where no move says so, as in whatever was published before it was known: what its owner has to do there.
        """
        if self._says_primary:
            return move.primary
        return move.target(state) != state and self.states[state].owner in move.who and not self.is_dangerous(move)

    def awaits_citizen(self, state: str) -> bool:
        """Whether the citizen may say in `state` whether the matter is solved; another move of theirs asks nothing."""
        answers = (move for move in self.moves_from(state) if move.name in {CONFIRM, REDO, REOPEN})
        return any(Standing.CITIZEN in move.who for move in answers)

    @cached_property
    def _says_primary(self) -> bool:
        return any(move.primary for move in self.moves)

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
        entries = entries_of(self.moves)
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


def exits_of(moves: Iterable[Move]) -> Mapping[str, set[str]]:
    """Where moves lead to, by the state they leave."""
    exits: dict[str, set[str]] = defaultdict(set)
    for move in moves:
        for source in move.from_:
            exits[source].add(move.target(source))
    return exits


def entries_of(moves: Iterable[Move]) -> Mapping[str, set[str]]:
    """Where moves come from, by the state they lead to."""
    entries: dict[str, set[str]] = defaultdict(set)
    for source, targets in exits_of(moves).items():
        for target in targets:
            entries[target].add(source)
    return entries
