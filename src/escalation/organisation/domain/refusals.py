"""Which refusals does the organisation have? What its operations cannot do for a caller now."""

from escalation.errors import N_, Conflict, LimitReached, TooManyRequests


class TooManyImports(LimitReached):
    """As many files of one unit wait already as may wait."""

    detail = N_("{limit} files of this unit wait to be imported already. Wait for one to be done, or cancel one.")


class ImportLinesSpent(TooManyRequests):
    """A unit has sent as many lines within a day as it may; `extra['retry_after']` holds whole seconds."""

    detail = N_("This unit may import {limit} lines within 24 hours, and this file exceeds that. Send the rest later.")


class CancelledElsewhere(Conflict):
    """Work of this kind is ended where it was begun."""

    code = "CANCELLED_ELSEWHERE"
    title = N_("Cancelled elsewhere")
    detail = N_("A replay is cancelled at its endpoint: DELETE /v1/webhook-endpoints/…/replays/…")
