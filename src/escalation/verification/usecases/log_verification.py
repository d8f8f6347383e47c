"""Log verification: is every place of the two logs taken, and every event of no ticket as it was written?"""

from collections.abc import Iterable
from typing import Final

from escalation.kit.database.connection import Connection
from escalation.verification.storage import logs, registers
from escalation.verification.storage.logs import Unchained
from escalation.verification.usecases.seal_checks import EVENT_CHANGED, EVENT_MISSING, SEAL_MISSING, UNSEALED_EVENTS
from escalation.verification.usecases.tally import Tally

SPAN: Final = 10
"""A chunk of places is so many times longer than one of tickets: a ticket has about so many events."""


async def verify_logs(connection: Connection, tally: Tally, chunk: int) -> None:
    """Walk both logs from their first place to their last."""
    heads = await logs.read_heads(connection)
    is_all_sealed = await registers.is_all_sealed(connection, "events")
    unsealed = 0
    for after in range(0, heads.events, SPAN * chunk):
        upto = min(after + SPAN * chunk, heads.events)
        if not tally.takes_next_chunk():
            continue
        for gap in await logs.find_gaps(connection, "events", after, upto):
            tally.add(EVENT_MISSING, [{"number": "events", "first": gap.first, "last": gap.last}])
        found = await logs.wrong_unchained_events(connection, after, upto)
        unsealed += _take_down(tally, found, is_all_sealed=is_all_sealed)
        tally.passed("log", upto - after)
    found = await logs.wrong_unnumbered_events(connection)
    unsealed += _take_down(tally, found, is_all_sealed=is_all_sealed)
    if unsealed:
        tally.add(UNSEALED_EVENTS, [{"number": "events", "count": unsealed}])
    for after in range(0, heads.seals, SPAN * chunk):
        upto = min(after + SPAN * chunk, heads.seals)
        if not tally.takes_next_chunk():
            continue
        for gap in await logs.find_gaps(connection, "row_seals", after, upto):
            tally.add(SEAL_MISSING, [{"number": "row_seals", "first": gap.first, "last": gap.last}])


def _take_down(tally: Tally, events: Iterable[Unchained], *, is_all_sealed: bool) -> int:
    """How many of these events are older than hashes; the others were changed."""
    unsealed = 0
    for event in events:
        if event.is_sealed or is_all_sealed:
            tally.add(EVENT_CHANGED, [{"number": event.subject}])
        else:
            unsealed += 1
    return unsealed
