"""How do the visited confirm a visit by its code (confirmation)? Nobody asks who they are; where it was, is noted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import tracking_hash
from escalation.programme.visits.domain.confirmations import ConfirmationWay
from escalation.programme.visits.storage import visits
from escalation.programme.visits.usecases.visit_rules import read_present


@dataclass(frozen=True, slots=True)
class ConfirmedVisit:
    """What somebody is told who confirms a visit: who came when. Households are never named."""

    unit_name: str
    day: date
    confirmed_at: datetime


async def confirm(
    runtime: Runtime, code: str, way: ConfirmationWay, *, by: Actor,
    render: Callable[[ConfirmedVisit], StoredResponse], request_id: str, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Confirm a visit by its code. Said again, also after a signature, it is as it was.

    Raises `NotFound` for codes that open nothing.
    """

    async def work(connection: Connection) -> StoredResponse:
        present = await read_present(runtime, connection)
        since = present.now - timedelta(days=present.rules.confirmed_within_days)
        row = await visits.confirm_visit(connection, tracking_hash(code), way, since, present.now, by, request_id)
        if row is None:
            raise NotFound
        return render(ConfirmedVisit(row["unit_name"], row["day"], row["confirmed_at"]))

    return await do_once(runtime, once, work)
