"""Ticket verification: does every invariant hold of every ticket and opinion, a range at a time?"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Final

import orjson
from asyncpg import DataError

from escalation.errors import DefinitionInvalid
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.checked_documents import read
from escalation.reorganisation.domain.scope_left import ACTION as SCOPE_LEFT
from escalation.reorganisation.domain.succession import ACTION as SUCCESSION
from escalation.tickets.domain.assignees import RELEASE
from escalation.tickets.domain.definition import MERGING, Timeout, Workflow
from escalation.tickets.domain.evidence import ATTACH, DETACH
from escalation.tickets.domain.finish import SHOWN
from escalation.tickets.domain.hash_chain import ERASURE, breaks
from escalation.tickets.domain.imported_history import IMPORT, final_states
from escalation.tickets.domain.mergers import TAKE_IN
from escalation.tickets.domain.row_digests import RowKind
from escalation.verification.domain.sealed_rows import Difference, differences
from escalation.verification.storage import invariants
from escalation.verification.storage.histories import History, read_histories
from escalation.verification.storage.invariants import IdRange, KnownState, Lawbook, LegalMove
from escalation.verification.usecases.checks import CHAIN, OF_OPINIONS, OF_TICKETS, SILENT_CHANGE, Check
from escalation.verification.usecases.seal_checks import NOT_CHECKED, OF_ROWS, SET_ASIDE, UNSEALED
from escalation.verification.usecases.tally import Tally

IN_PLACE: Final = (
    "warn", "remind", "report_stuck", "reschedule", "lapse_request", "raise_order", TAKE_IN, RELEASE,
    SUCCESSION, SCOPE_LEFT, ATTACH, DETACH,
)  # fmt: skip
"""What happens to a ticket in any state that is not final, by the clock, a merger, a re-organisation or a file, and
leaves it there."""


async def read_lawbook(connection: Connection) -> Lawbook:
    """What the published life cycles say. One that is none any more says nothing, and what follows it is not lawful."""
    published: dict[int, Workflow] = {}
    for row in await invariants.read_workflows(connection):
        with suppress(DefinitionInvalid):
            published[row["version"]] = read(Workflow, row["document"])
    moves = [move for version, workflow in published.items() for move in _legal_moves(version, workflow)]
    states = [state for version, workflow in published.items() for state in _known_states(version, workflow)]
    return Lawbook.of(moves, states)


async def verify_tickets(connection: Connection, law: Lawbook, tally: Tally, chunk: int) -> None:
    """Every ticket, with its history and all its rows."""
    after = invariants.FIRST
    while after != invariants.LAST:
        async with invariants.snapshot(connection):
            span = await invariants.next_span_of_tickets(connection, after, chunk)
            if is_taken := tally.takes_next_chunk():
                await _run(OF_TICKETS, connection, span, law, tally)
                for history in await read_histories(connection, span):
                    _verify_history(history, tally)
        tally.passed("tickets", span.count, looked_at=is_taken)
        after = span.upto
    if unsealed := tally.looked_at["unsealed"]:
        tally.add(UNSEALED, [{"number": "tickets", "count": unsealed}])


async def verify_opinions(connection: Connection, law: Lawbook, tally: Tally, chunk: int) -> None:
    """Every opinion."""
    after = invariants.FIRST
    while after != invariants.LAST:
        async with invariants.snapshot(connection):
            span = await invariants.next_span_of_opinions(connection, after, chunk)
            if is_taken := tally.takes_next_chunk():
                await _run(OF_OPINIONS, connection, span, law, tally)
        tally.passed("opinions", span.count, looked_at=is_taken)
        after = span.upto


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
    made |= {(name, ERASURE, name) for name in workflow.states}
    for source, action, target in made:
        yield LegalMove(version, source, action, target)


async def _run(checks: Iterable[Check], connection: Connection, span: IdRange, law: Lawbook, tally: Tally) -> None:
    now = await read_now(connection)
    for check in checks:
        if check.query is None:
            continue
        try:
            async with connection.transaction():
                tally.add(check, await invariants.find_broken(connection, check.query, span, law, now))
        except DataError:
            await _run_one_by_one(check, connection, span, law, tally)


async def _run_one_by_one(check: Check, connection: Connection, span: IdRange, law: Lawbook, tally: Tally) -> None:
    """What is stored somewhere in the range is not even of the right form: name it, and check the others."""
    if check.query is None:
        return
    now, after = await read_now(connection), span.after
    next_span = invariants.next_span_of_opinions if check in OF_OPINIONS else invariants.next_span_of_tickets
    for _ in range(span.count):
        one = await next_span(connection, after, 1)
        try:
            async with connection.transaction():
                tally.add(check, await invariants.find_broken(connection, check.query, one, law, now))
        except DataError:
            tally.add(replace(NOT_CHECKED, invariant=check.invariant), [{"number": str(one.upto)}])
        after = one.upto


def _verify_history(history: History, tally: Tally) -> None:
    ticket = history.ticket
    tally.looked_at["events"] += len(history.events)
    broken = breaks(ticket.id, history.events, ticket.event_hash, ticket.salt)
    if broken is not None:
        tally.add(replace(CHAIN, fault=broken.fault), [{"number": ticket.number, "sequence": broken.sequence}])
    for column in _unexplained(history):
        tally.add(SILENT_CHANGE, [{"number": ticket.number, "column": column}])
    _verify_rows(history, tally)


def _verify_rows(history: History, tally: Tally) -> None:
    ticket = history.ticket
    found = set(differences(ticket, history.events, history.rows, history.baselines))
    if any(difference is Difference.UNSEALED for difference, _ in found):
        tally.looked_at["unsealed"] += 1
    for case in sorted(found):
        if case == (Difference.CHANGED, RowKind.TICKET) and ticket.failed_decisions:
            tally.add(SET_ASIDE, [{"number": ticket.number, "times": ticket.failed_decisions}])
        elif case in OF_ROWS:
            tally.add(OF_ROWS[case], [{"number": ticket.number}])


def _unexplained(history: History) -> Iterator[str]:
    """Columns that are not what the events say they became."""
    replayed: dict[str, object] = {}
    for event in history.events:
        replayed |= _became(event.data)
    shown = {name: getattr(history.ticket, name) for name in SHOWN}
    now: dict[str, object] = orjson.loads(orjson.dumps(shown, default=str))
    return (name for name, value in replayed.items() if now.get(name) != value)


def _became(data: object) -> Iterator[tuple[str, object]]:
    """Columns and their new values, as an event tells them. Its data may have been tampered with."""
    changes = data.get("changes") if isinstance(data, dict) else None
    for name, pair in changes.items() if isinstance(changes, dict) else ():
        if isinstance(pair, list) and len(pair) == 2:
            yield name, pair[1]
