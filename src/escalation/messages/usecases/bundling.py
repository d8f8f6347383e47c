"""What is told one by one, what in one message, and what waits (bundling)? A flood is one message that says how many.

Of one kind, by one rule, a channel gets a few messages in a quarter of an hour. What is more waits, for no longer, and
is told in one. After a long stop everything is owed at once, and nobody is told two thousand times.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Connection, Row
from escalation.messages.domain.rules import RULES
from escalation.messages.storage.settlement import MessageState, Settled
from escalation.messages.storage.told_lately import MessageKind, ToldLately, count_told_lately

FEW: Final = 5
"""Messages of one kind that are told one by one."""
PAUSE: Final = timedelta(minutes=15)
"""How long after the last one the rest waits; nothing waits for longer."""


@dataclass(slots=True)
class Bundles:
    """`parts`: rows that are told in one message each, most of them alone. `waiting`: what is told later."""

    parts: list[list[Row]] = field(default_factory=list)
    waiting: list[Settled] = field(default_factory=list)


async def bundle(connection: Connection, rows: Sequence[Row], leased: Sequence[UUID], now: datetime) -> Bundles:
    """Put rows together that are told together, those owed first in front. `leased`: all that was claimed with them."""
    bundles = Bundles()
    kinds: dict[MessageKind, list[Row]] = {}
    for row in sorted(rows, key=itemgetter("created_at", "id")):
        if RULES[row["rule"]].is_bundled:
            kinds.setdefault((row["channel_id"], row["rule"]), []).append(row)
        else:
            bundles.parts.append([row])
    told = await count_told_lately(connection, kinds, leased, now - PAUSE, now, FEW) if kinds else {}
    for kind, alike in kinds.items():
        lately = told.get(kind)
        if len(alike) + (lately.count if lately else 0) <= FEW:
            bundles.parts += [[row] for row in alike]
        elif lately is None or (until := _held_until(alike, lately)) <= now:
            bundles.parts.append(alike)
        else:
            wait = until - now
            bundles.waiting += [Settled(row["id"], MessageState.WAITING, None, wait, charged=False) for row in alike]
    return bundles


def _held_until(alike: Sequence[Row], lately: ToldLately) -> datetime:
    """One that is told by itself meanwhile holds up none that waits already."""
    first: datetime = min(row["created_at"] for row in alike)
    return min(lately.last_at, first) + PAUSE
