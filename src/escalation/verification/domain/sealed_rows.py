"""Which sealed rows are not as they were left? The rows of a ticket are held against the digests in its history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.row_digests import KINDS, RowKey, RowKind, Sealed, digest_of, unpack
from escalation.tickets.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a row was when it was sealed without an event, after the event of this number."""

    sequence: int
    digest: bytes


class Difference(StrEnum):
    """How a row disagrees with the history. `UNSEALED`: it is older than digests, and was not sealed since."""

    CHANGED = "changed"
    GONE = "gone"
    ADDED = "added"
    UNSEALED = "unsealed"


def differences(
    ticket: Ticket, history: Iterable[SealedEvent], rows: Iterable[Sealed], baselines: Mapping[RowKey, Baseline]
) -> Iterator[tuple[Difference, RowKind]]:
    """Every row of a ticket that is not as the last event about it left it.

    A baseline counts for what happened up to its event. A decision without digests was made by a version of the program
    that knew none: what was known before it counts no more.
    """
    left = {key: baseline.digest for key, baseline in baselines.items()}
    sealed_upto = max((baseline.sequence for baseline in baselines.values()), default=0)
    knows_all = True
    for _, decision in groupby(history, key=attrgetter("ticket_version")):
        *_, last = decision
        if last.sequence <= sealed_upto:
            continue
        if last.digests is None:
            knows_all = False
            left.clear()
        left |= dict(unpack(last.digests or b""))
    for row in (ticket, *rows):
        key = RowKey(KINDS[type(row)], row.id)
        expected = left.pop(key, None)
        if expected is None:
            yield Difference.ADDED if knows_all else Difference.UNSEALED, key.kind
        elif expected != digest_of(ticket.salt, row):
            yield Difference.CHANGED, key.kind
    for key in left:
        yield Difference.GONE, key.kind
