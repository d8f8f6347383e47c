"""Does everything hold that must hold? All invariants, recomputed from what is stored, without changing anything.

Safe to run while others work: a range of tickets at a time is read in one short snapshot, and memory stays bounded
however many tickets there are. What it cannot see is a ticket that was dropped with everything that belongs to it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final

import orjson

from escalation.errors import Param
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.checked_documents import read
from escalation.kit.runtime.context import Runtime
from escalation.reorganisation.domain.scope_left import ACTION as SCOPE_LEFT
from escalation.reorganisation.domain.succession import ACTION as SUCCESSION
from escalation.tickets.domain.assignees import RELEASE
from escalation.tickets.domain.definition import MERGING, Timeout, Workflow
from escalation.tickets.domain.hash_chain import breaks
from escalation.tickets.domain.imported_history import IMPORT, final_states
from escalation.tickets.domain.mergers import TAKE_IN
from escalation.verification.storage import invariants
from escalation.verification.storage.invariants import History, IdRange, KnownState, Lawbook, LegalMove
from escalation.verification.usecases.checks import (
    CHAIN,
    GUARD_OFF,
    OF_HISTORIES,
    OF_OPINIONS,
    OF_TICKETS,
    SILENT_CHANGE,
    Check,
    Severity,
)

CHUNK: Final = 1_000
MOST_TOLD: Final = 1_000
"""Findings told in full; beyond these they are only counted."""

IN_PLACE: Final = (
    "warn", "remind", "report_stuck", "reschedule", "lapse_request", "raise_order", TAKE_IN, RELEASE,
    SUCCESSION, SCOPE_LEFT,
)  # fmt: skip
"""What happens to a ticket in any state that is not final, by the clock, a merger or a re-organisation, and leaves it
there."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One ticket, opinion or safeguard that breaks an invariant.

    `fault` says what is wrong and `advice` what to do: message ids whose placeholders `params` fill. `subject` is the
    number of a ticket, the id of an opinion, or the name of a safeguard.
    """

    invariant: str
    severity: Severity
    subject: str
    fault: str
    advice: str
    params: Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and what was found. `counts` has every invariant, those that hold with 0."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    errors: int
    warnings: int
    tickets: int
    events: int
    opinions: int
    seconds: float

    @property
    def is_clean(self) -> bool:
        """Whether nothing is broken; something may be late."""
        return self.errors == 0


def _unwatched(_done: int, _total: int) -> None:
    """Nobody watches."""


async def verify(runtime: Runtime, *, progress: Progress = _unwatched, chunk: int = CHUNK) -> Report:
    """Recompute every invariant for every ticket and opinion.

    `progress` is told after each `chunk` how many of all tickets and opinions are done. Raises `DatabaseUnavailable`.
    """
    started = monotonic()
    async with runtime.database.connection(changes=False) as connection:
        tally = _Tally(
            await invariants.count_tickets(connection), await invariants.count_opinions(connection), progress
        )
        law = await _lawbook(connection)
        for name in await invariants.missing_guards(connection):
            tally.add(GUARD_OFF, [{"number": name}])
        await _verify_tickets(connection, law, tally, chunk)
        await _verify_opinions(connection, law, tally, chunk)
    return tally.report(monotonic() - started)


class _Tally:
    """What was found so far."""

    def __init__(self, tickets: int, opinions: int, progress: Progress) -> None:
        self._total = tickets + opinions
        self._progress = progress
        self._findings: list[Finding] = []
        self._counts = Counter({check.invariant: 0 for check in (*OF_TICKETS, *OF_OPINIONS, *OF_HISTORIES)})
        self._severities: Counter[Severity] = Counter()
        self.looked_at: Counter[str] = Counter()

    def add(self, check: Check, rows: Iterable[Mapping[str, Param]]) -> None:
        """Take down the rows of a check."""
        for row in rows:
            self._counts[check.invariant] += 1
            self._severities[check.severity] += 1
            if len(self._findings) < MOST_TOLD:
                params = {name: value for name, value in row.items() if name != "number"}
                subject = str(row["number"])
                told = Finding(check.invariant, check.severity, subject, check.fault, check.advice, params)
                self._findings.append(told)

    def passed(self, kind: str, count: int) -> None:
        """Some more of a kind were looked at."""
        self.looked_at[kind] += count
        self._progress(min(self.looked_at["tickets"] + self.looked_at["opinions"], self._total), self._total)

    def report(self, seconds: float) -> Report:
        """The sum of it all."""
        return Report(
            findings=tuple(self._findings),
            counts=dict(self._counts),
            errors=self._severities[Severity.ERROR],
            warnings=self._severities[Severity.WARNING],
            tickets=self.looked_at["tickets"],
            events=self.looked_at["events"],
            opinions=self.looked_at["opinions"],
            seconds=seconds,
        )


async def _lawbook(connection: Connection) -> Lawbook:
    published = {row["version"]: read(Workflow, row["document"]) for row in await invariants.read_workflows(connection)}
    moves = [move for version, workflow in published.items() for move in _legal_moves(version, workflow)]
    states = [state for version, workflow in published.items() for state in _known_states(version, workflow)]
    return Lawbook.of(moves, states)


def _known_states(version: int, workflow: Workflow) -> Iterator[KnownState]:
    for name, state in workflow.states.items():
        flags = state.is_open, not state.final, state.timeout is Timeout.RESUME, name in workflow.reached_by(MERGING)
        yield KnownState(version, name, *flags)


def _legal_moves(version: int, workflow: Workflow) -> Iterator[LegalMove]:
    yield LegalMove(version, None, "form", workflow.initial)
    yield from (LegalMove(version, None, IMPORT, state) for state in final_states(workflow))
    made = {(source, move.name, move.target(source)) for move in workflow.moves for source in move.from_}
    waiting = [name for name, state in workflow.states.items() if not state.final]
    made |= {(name, action, name) for name in waiting for action in IN_PLACE}
    for source, action, target in made:
        yield LegalMove(version, source, action, target)


async def _verify_tickets(connection: Connection, law: Lawbook, tally: _Tally, chunk: int) -> None:
    after = invariants.FIRST
    while after != invariants.LAST:
        async with invariants.snapshot(connection):
            span = await invariants.next_span_of_tickets(connection, after, chunk)
            await _run(OF_TICKETS, connection, span, law, tally)
            for history in await invariants.read_histories(connection, span):
                _verify_history(history, tally)
        tally.passed("tickets", span.count)
        after = span.upto


async def _verify_opinions(connection: Connection, law: Lawbook, tally: _Tally, chunk: int) -> None:
    after = invariants.FIRST
    while after != invariants.LAST:
        async with invariants.snapshot(connection):
            span = await invariants.next_span_of_opinions(connection, after, chunk)
            await _run(OF_OPINIONS, connection, span, law, tally)
        tally.passed("opinions", span.count)
        after = span.upto


async def _run(checks: Iterable[Check], connection: Connection, span: IdRange, law: Lawbook, tally: _Tally) -> None:
    now = await read_now(connection)
    for check in checks:
        if check.query is not None:
            tally.add(check, await invariants.find_broken(connection, check.query, span, law, now))


def _verify_history(history: History, tally: _Tally) -> None:
    tally.looked_at["events"] += len(history.events)
    broken = breaks(history.ticket_id, history.events, history.head)
    if broken is not None:
        tally.add(replace(CHAIN, fault=broken.fault), [{"number": history.number, "sequence": broken.sequence}])
    for column in _unexplained(history):
        tally.add(SILENT_CHANGE, [{"number": history.number, "column": column}])


def _unexplained(history: History) -> Iterator[str]:
    """Columns that are not what the events say they became."""
    replayed: dict[str, object] = {}
    for event in history.events:
        replayed |= _became(event.data)
    now: dict[str, object] = orjson.loads(orjson.dumps(history.columns, default=str))
    return (name for name, value in replayed.items() if now.get(name) != value)


def _became(data: object) -> Iterator[tuple[str, object]]:
    """Columns and their new values, as an event tells them. Its data may have been tampered with."""
    changes = data.get("changes") if isinstance(data, dict) else None
    for name, pair in changes.items() if isinstance(changes, dict) else ():
        if isinstance(pair, list) and len(pair) == 2:
            yield name, pair[1]
