"""How does a query ask for what breaks an invariant? Over one range of ids, with what the published life cycles say."""

from typing import Final

from escalation.kit.database.connection import Compiled

STATES: Final = (
    "jsonb_to_recordset($3::jsonb) "
    "AS s(version int, state text, is_open boolean, waits boolean, pauses boolean, merges boolean)"
)
IN_RANGE: Final = "t.id > $1 AND t.id <= $2"
EVENTS_IN_RANGE: Final = "e.ticket_id > $1 AND e.ticket_id <= $2"


def query(text: str, third: str | None = None) -> Compiled:
    """A query over the range `$1`, `$2`; `third` says what its `$3` stands for."""
    return Compiled(text, ("after", "upto", third) if third else ("after", "upto"), {})
